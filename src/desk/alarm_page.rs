//! `/alarms/{id}`: one urgent matter, for whoever may take it: who has it, the contact once it is taken, what was done.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};

use super::alarm::{self, Ending, Taken};
use crate::{
    app::{App, reach},
    domain::{
        alarm::PassedTo,
        happening::Actor,
        id::QuestionId,
        role::{Deed, Staff},
    },
    http::{
        Problem, Reader, Signed,
        form::{code, field_errors, new_key, pressed, was_done_before},
        page::see_other,
    },
    pages::{
        House,
        ring::{AlarmPage, Opened},
    },
    store::{alarms, inquiries, people},
};

/// What is typed about what was done.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    idempotency_key: String,
    passed_to: String,
    done: String,
}

/// The page. It opens no contact: only taking does.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    page(&app, &reader, &staff, &id, Typed::default(), None, None).await
}

/// Takes it, or looks at the contact once more; the page that answers is the one that shows it.
pub async fn take(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    reader: Reader,
) -> Result<Response, Problem> {
    match alarm::take(&app, &staff, &id, None).await {
        Ok(taken) => page(&app, &reader, &staff, &id, Typed::default(), Some(taken), None).await,
        Err(problem) => refused(&app, &reader, &staff, &id, Typed::default(), problem).await,
    }
}

/// Says what was done.
pub async fn end(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let by = pressed(Actor::Person(staff.person.clone()), &format!("/alarms/{id}"), &typed.idempotency_key, &typed);
    let ending = Ending { passed_to: Some(typed.passed_to.clone()), done: Some(typed.done.clone()) };
    match alarm::end(&app, &staff, &by, &id, &ending).await {
        Err(problem) if !was_done_before(&problem) => refused(&app, &reader, &staff, &id, typed, problem).await,
        _ => Ok(see_other(&format!("/alarms/{id}"))),
    }
}

async fn refused(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    id: &QuestionId,
    typed: Typed,
    problem: Problem,
) -> Result<Response, Problem> {
    let status = problem.status();
    let page = page(app, reader, staff, id, typed, None, Some(problem)).await?;
    Ok((status, page).into_response())
}

async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    id: &QuestionId,
    typed: Typed,
    taken: Option<Taken>,
    problem: Option<Problem>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let question = reach::question(&mut tx, staff, Deed::Reveal, id).await?;
    let inquiry = reach::must_reach(&mut tx, staff, Deed::Reveal, &question.inquiry).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let last = alarms::last_of(&mut tx, id).await?.filter(|it| !it.was_mistaken);
    let taken_by = last.as_ref().and_then(|it| it.taken_by.clone());
    let is_mine = taken_by.as_ref() == Some(&staff.person);
    let taken_name = match &taken_by {
        Some(person) => people::get(&mut tx, person).await?.map(|person| person.name),
        None => None,
    };
    let standing = match &last {
        None => "none",
        Some(it) if it.ended_at.is_some() => "over",
        Some(it) if it.taken_by.is_none() => "waiting",
        Some(_) if is_mine => "mine",
        Some(_) => "taken",
    };
    let text = match is_mine || staff.may(Deed::ReadDesk, &inquiry.id, &inquiry.programme) {
        true => question.original.clone(),
        false => question.covered(),
    };
    let stored = last.as_ref().filter(|it| it.ended_at.is_some());
    let page = AlarmPage {
        question: id.0.clone(),
        slug: inquiry.slug,
        theme: inquiry.theme,
        name: staff.name.clone(),
        standing: standing.into(),
        text,
        rung_at: last.as_ref().map(|it| it.rung_at.0),
        taken_by: taken_name,
        taken_at: last.as_ref().and_then(|it| it.taken_at).map(|at| at.0),
        opened: taken.map(|it| Opened {
            name: it.contact.name,
            contact: it.contact.contact,
            flat: it.contact.flat,
            place: it.place,
        }),
        passed: PassedTo::ALL.iter().map(|it| it.word()).collect(),
        passed_to: stored.and_then(|it| it.passed_to).map_or(typed.passed_to, |to| to.word()),
        done: stored.and_then(|it| it.done.clone()).unwrap_or(typed.done),
        errors: problem.as_ref().map(field_errors).unwrap_or_default(),
        problem: problem.as_ref().and_then(code),
        idempotency_key: new_key(),
    };
    reader.show_private(app, &page, &reader.say("title-alarm"), House::from(&programme))
}
