//! `/department/q/{id}` and `/supervision/q/{id}`: an order is answered in writing, and the answer read by the office.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};

use super::{
    form::{self, Fields, field},
    sending::sent,
};
use crate::{
    app::{App, reach},
    domain::{
        happening::Actor,
        id::QuestionId,
        question::State as Standing,
        role::{Deed, Staff},
    },
    followup::{
        answer::{self, Reviewed, Written},
        dispatch::Order,
        flat,
        inner::speaks_for,
    },
    http::{Problem, Reader, Signed, page::see_other},
    pages::followup::order::{FlatPart, OrderPage, Try},
    store::{Tx, answers, inquiries, owed, photos, questions},
};

macro_rules! place {
    ($(#[$doc:meta])* $place:ident, $name:literal) => {
        $(#[$doc])*
        pub async fn $place(
            State(app): State<App>, Path(id): Path<QuestionId>, staff: Option<Signed>, reader: Reader,
        ) -> Result<Response, Problem> {
            let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
            page(&app, &reader, &staff, &id, $name, Given::default()).await
        }
    };
}

place! {
    /// The order, for the department that owes it.
    department, "department"
}
place! {
    /// The written answer, for the supervisor.
    supervision, "supervision"
}

/// Answers in writing.
pub async fn answer(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let by = form::by(Actor::Person(staff.person.clone()), &format!("/department/q/{id}"), &fields);
    let said = |name: &str| Some(field(&fields, name).to_owned());
    let written = Written { text: said("text"), signed_by: said("signed_by"), version: None };
    let seen = field(&fields, "version").parse().unwrap_or_default();
    let done = answer::answer(&app, &staff, &by, &id, seen, &written).await.map_err(Problem::from);
    after(&app, &reader, &staff, &id, "department", fields, done.map(drop), "/department?done=answer").await
}

/// Accepts or returns an answer.
pub async fn review(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let by = form::by(Actor::Person(staff.person.clone()), &format!("/supervision/q/{id}"), &fields);
    let said = |name: &str| Some(field(&fields, name).to_owned());
    let reviewed = Reviewed { verdict: said("verdict"), reason: said("reason"), version: None };
    let seen = field(&fields, "version").parse().unwrap_or_default();
    let done = answer::review(&app, &staff, &by, &id, seen, &reviewed).await;
    after(&app, &reader, &staff, &id, "supervision", fields, done.map(drop), "/supervision?done=review").await
}

#[allow(clippy::too_many_arguments)] // One form, its sender, and what became of it.
async fn after(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    id: &QuestionId,
    place: &'static str,
    fields: Fields,
    done: Result<(), Problem>,
    next: &str,
) -> Result<Response, Problem> {
    match done {
        Err(problem) if !form::was_done_before(&problem) => {
            let page = page(app, reader, staff, id, place, Given::back(fields, &problem)).await?;
            Ok((problem.status(), page).into_response())
        }
        _ => Ok(see_other(next)),
    }
}

/// What stands on the page besides the order: a form that came back, or the flat number that was just opened.
#[derive(Default)]
pub struct Given<'a> {
    fields: Fields,
    problem: Option<&'a Problem>,
    opened: Option<flat::Opened>,
}

impl<'a> Given<'a> {
    /// A form that could not be taken, with all that was typed.
    pub fn back(fields: Fields, problem: &'a Problem) -> Self {
        Self { fields, problem: Some(problem), opened: None }
    }

    /// The flat number, opened by the press that this page answers.
    pub fn opening(opened: flat::Opened) -> Self {
        Self { opened: Some(opened), ..Self::default() }
    }
}

/// The order's page.
pub async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    id: &QuestionId,
    place: &'static str,
    given: Given<'_>,
) -> Result<Response, Problem> {
    let Given { fields, problem, opened } = given;
    let fields = &fields;
    let mut tx = app.store.read().await?;
    let order = owed::order(&mut tx, id).await?.ok_or_else(Problem::not_found)?;
    let question = questions::get(&mut tx, id).await?.ok_or_else(Problem::not_found)?;
    let inquiry = if place == "supervision" {
        reach::must_reach(&mut tx, staff, Deed::Supervise, &question.inquiry).await?
    } else if speaks_for(staff).any(|own| *own == order.owner_department) {
        inquiries::get(&mut tx, &question.inquiry).await?.ok_or_else(Problem::not_found)?
    } else {
        return Err(Problem::not_allowed());
    };
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let department = inquiries::department(&mut tx, order.owner_department.as_str()).await?;
    let mut tries = answers::of(&mut tx, id).await?;
    tries.reverse();
    let wanted = if place == "department" { Standing::AwaitingWritten } else { Standing::AnsweredWritten };
    let is_over = order.due_on.date().is_some_and(|due| due < app.today(&programme));
    let typed = if place == "department" { field(fields, "text") } else { field(fields, "reason") };
    let flat = match place {
        "department" => Some(flat_part(&mut tx, &order, opened, field(fields, "flat_reason")).await?),
        _ => None,
    };
    let photos = photos::passed(&mut tx, id).await?.into_iter().map(|photo| photo.id.0).collect();
    let page = OrderPage {
        photos,
        sent: sent(&mut tx, &Order::Question(id.clone()), place).await?,
        flat,
        place: place.into(),
        name: staff.name.clone(),
        id: id.0.clone(),
        version: order.version,
        theme: order.theme,
        number: order.number,
        order_text: order.order_text,
        department: department.map(|it| it.name).unwrap_or_default(),
        due_on: order.due_on.to_string(),
        late: is_over && order.state == Standing::AwaitingWritten,
        state: order.state.word(),
        tries: tries
            .into_iter()
            .map(|it| Try {
                on: it.on_day.to_string(),
                text: it.text,
                signed_by: it.signed_by,
                review: it.review,
                reason: it.reason,
            })
            .collect(),
        may_act: order.state == wanted,
        text: typed.to_owned(),
        signed_by: field(fields, "signed_by").to_owned(),
        errors: problem.map(form::errors).unwrap_or_default(),
        problem: problem.and_then(form::code),
        idempotency_key: form::new_key(),
    };
    let house = form::house(&mut tx, Some(programme)).await?;
    let reader = reader.ringing(app.ring_for(&mut tx, staff, None).await?);
    reader.show_private(app, &page, &reader.say("title-order"), house)
}

/// How the flat number stands for the department that owes the question.
async fn flat_part(
    tx: &mut Tx,
    order: &owed::Order,
    opened: Option<flat::Opened>,
    typed: &str,
) -> Result<FlatPart, Problem> {
    let stands = flat::stands(tx, &order.id, &order.owner_department).await?;
    Ok(FlatPart {
        state: stands.state.map(|state| state.word()),
        reason: stands.reason,
        asked_at: stands.asked_at.map(|at| at.0),
        may_ask: stands.may_ask,
        version: stands.version,
        typed: typed.to_owned(),
        is_gone: opened.as_ref().is_some_and(|it| it.flat.is_none()),
        opened: opened.and_then(|it| it.flat),
    })
}
