//! `/stage/{slug}/pairs`: what waits for a second person; one press signs an air text, also on a telephone and without script.

use axum::{
    Form,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};

use super::air;
use crate::{
    app::{App, reach},
    domain::{
        disclosure::List,
        happening::Actor,
        id::QuestionId,
        role::{Deed, Staff},
    },
    http::{
        Problem, Reader, Signed,
        form::{code, field_errors, pressed, was_done_before},
        page::see_other,
        problem::Wrong,
    },
    pages::House,
    store::inquiries,
};

/// What was just done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: Option<String>,
}

/// A signature as the form sends it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    idempotency_key: String,
    question: String,
    version: i64,
    alone: Option<String>,
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
    page(&app, &reader, &staff, &slug, after.done.is_some(), None).await
}

/// Signs an air text: as the second, alone with a reason, or afterwards.
pub async fn sign(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let place = format!("/stage/{slug}/pairs {}", typed.question);
    let by = pressed(Actor::Person(staff.person.clone()), &place, &typed.idempotency_key, &typed);
    let question = QuestionId(typed.question.clone());
    let signed = async {
        if question.0.is_empty() {
            return Err(Problem::fields(&[Wrong { field: "question", code: "required", limit: None }]));
        }
        let alone = air::alone(typed.alone.as_deref())?;
        Ok::<_, Problem>(air::approve(&app, &staff, &by, &question, typed.version, alone.as_deref()).await?)
    };
    match signed.await {
        Err(problem) if !was_done_before(&problem) => {
            let status = problem.status();
            let page = page(&app, &reader, &staff, &slug, false, Some((typed, problem))).await?;
            Ok((status, page).into_response())
        }
        _ => Ok(see_other(&format!("/stage/{slug}/pairs?done=1"))),
    }
}

async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    slug: &str,
    done: bool,
    trouble: Option<(Typed, Problem)>,
) -> Result<Response, Problem> {
    let mark = app.open_list(staff, Deed::ReadStage, slug, List::Pairs).await?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::ReadStage, slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let mut page = app.pairs_page(&mut tx, staff, &inquiry).await?;
    page.done = done;
    if let Some((typed, problem)) = trouble {
        page.errors = field_errors(&problem);
        page.problem = code(&problem);
        (page.form, page.alone) = (Some(typed.question), typed.alone.unwrap_or_default());
    }
    let reader = reader.marked(mark).ringing(app.ring_for(&mut tx, staff, Some(&inquiry)).await?);
    reader.show_private(app, &page, &reader.say("pairs"), House::from(&programme))
}
