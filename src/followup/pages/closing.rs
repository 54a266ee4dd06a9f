//! `/supervision/{slug}/closing`: 收场清点 as one form; what cannot be handed over comes back with all that was typed.

use axum::{
    Form,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

use super::form::{self, Fields, field};
use crate::{
    app::App,
    domain::{
        happening::Actor,
        inquiry::Phase,
        role::{Deed, Staff},
    },
    followup::{
        closing::{self, Asked, HandedItem, Handing, Left},
        order::Wanted,
    },
    http::{Problem, Reader, Signed, page::see_other},
    pages::{
        door::Choice,
        followup::closing::{ClosingPage, ClosingRow},
    },
    store::inquiries,
};

/// How many questions stand on a page: as many as one can look through at a sitting.
const ROWS: usize = 50;
/// The working days that are offered.
const DAYS: &str = "5";

/// How many were just handed over.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: Option<i64>,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(after): Query<After>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    page(&app, &reader, &staff, &slug, &Fields::new(), None, after.done).await
}

/// Hands over what is ticked, all or nothing.
pub async fn send(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let path = format!("/supervision/{slug}/closing");
    let by = form::by(Actor::Person(staff.person.clone()), &path, &fields);
    let handing = handing(&fields);
    match closing::hand_over_all(&app, &staff, &by, &slug, &handing).await {
        Err(problem) if !form::was_done_before(&problem) => {
            let page = page(&app, &reader, &staff, &slug, &fields, Some(&problem), None).await?;
            Ok((problem.status(), page).into_response())
        }
        _ => Ok(see_other(&format!("{path}?done={}", handing.items.len()))),
    }
}

fn handing(fields: &Fields) -> Handing {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let of = |name: &str, id: &str| some(field(fields, &format!("{name}-{id}")));
    let taken = fields.iter().filter(|(name, _)| name == "take");
    Handing {
        items: taken
            .map(|(_, id)| HandedItem {
                id: id.clone(),
                wanted: Wanted {
                    department: of("department", id),
                    order_text: of("order_text", id),
                    version: of("version", id).and_then(|text| text.parse().ok()),
                    ..Wanted::default()
                },
            })
            .collect(),
        department: some(field(fields, "department")),
        due_on: None,
        // What is no number is refused as such, not read as the usual term.
        working_days: some(field(fields, "working_days")).map(|text| text.parse().unwrap_or(0)),
    }
}

async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    slug: &str,
    fields: &Fields,
    problem: Option<&Problem>,
    done: Option<i64>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let left = closing::left(&mut tx, staff, slug, &Asked { limit: Some(ROWS), after: None }).await?;
    let inquiry = crate::app::reach::inquiry(&mut tx, staff, Deed::Supervise, slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let departments = inquiries::departments(&mut tx).await?;
    let is_back = problem.is_some();
    let days = Some(field(fields, "working_days")).filter(|days| !days.is_empty()).unwrap_or(DAYS);
    let page = ClosingPage {
        slug: slug.to_owned(),
        theme: inquiry.theme,
        phase: left.phase.word(),
        name: staff.name.clone(),
        unowned: left.unowned,
        alarms: left.alarms,
        by_state: left.by_state.into_iter().collect(),
        rows: left.items.into_iter().map(|it| row(it, fields, is_back)).collect(),
        departments: departments.into_iter().map(|it| Choice { id: it.id.0, name: it.name }).collect(),
        department: field(fields, "department").to_owned(),
        working_days: days.to_owned(),
        done,
        errors: problem.map(form::errors).unwrap_or_default(),
        as_of: app.now().0,
        problem: problem.and_then(form::code),
        may_act: matches!(left.phase, Phase::HandingOver | Phase::Supervising | Phase::Reinspecting),
        idempotency_key: form::new_key(),
    };
    let house = form::house(&mut tx, Some(programme)).await?;
    let reader = reader.ringing(app.ring_for(&mut tx, staff, None).await?);
    reader.show_private(app, &page, &reader.say("title-closing"), house)
}

fn row(it: Left, fields: &Fields, is_back: bool) -> ClosingRow {
    let typed = |name: &str| field(fields, &format!("{name}-{}", it.id)).to_owned();
    let ticked = fields.iter().any(|(name, value)| name == "take" && *value == it.id.0);
    let order_text = if is_back { typed("order_text") } else { it.order_text.or(it.public_text).unwrap_or_default() };
    let wished = it.department.map(|id| id.0).unwrap_or_default();
    ClosingRow {
        department: if is_back { typed("department") } else { wished },
        order_text,
        left_out: is_back && !ticked,
        id: it.id.0,
        number: it.number,
        state: it.state.word(),
        outcome: it.outcome.map(|outcome| outcome.word()),
        urgent: it.urgent,
        original: it.original,
        seconds: it.seconds,
        version: it.version,
    }
}
