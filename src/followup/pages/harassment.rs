//! `/supervision/h/{id}`: trouble that is made for an asker, for the supervisor who takes it up and answers.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};

use super::form::{self, Fields, field};
use crate::{
    app::{
        App,
        reveal::{Contact, reveal},
    },
    domain::{happening::Actor, role::Staff},
    followup::harassment::{self, Answering},
    http::{Problem, Reader, Signed, page::see_other, why},
    pages::followup::harassment::{HarassmentPage, Opened},
    store::inquiries,
};

/// The page. It opens no contact: only the form does, with a reason.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    page(&app, &reader, &staff, &id, &Fields::new(), None, None).await
}

/// Takes it, or takes it over.
pub async fn take(
    State(app): State<App>,
    Path(id): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let by = form::by(Actor::Person(staff.person.clone()), &format!("/supervision/h/{id}/take"), &fields);
    let done = harassment::take(&app, &staff, &by, &id, version(&fields)).await.map_err(Problem::from);
    after(&app, &reader, &staff, &id, fields, done.map(drop)).await
}

/// Tells the asker what was done.
pub async fn answer(
    State(app): State<App>,
    Path(id): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let by = form::by(Actor::Person(staff.person.clone()), &format!("/supervision/h/{id}"), &fields);
    let answering = Answering { text: Some(field(&fields, "text").to_owned()), version: None };
    let done = harassment::answer(&app, &staff, &by, &id, version(&fields), &answering).await;
    after(&app, &reader, &staff, &id, fields, done.map(drop)).await
}

/// Opens the contact, noted with the reason: the page that answers is the one that shows it.
pub async fn contact(
    State(app): State<App>,
    Path(id): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let report = harassment::report(&mut app.store.read().await?, &staff, &id).await?;
    let opened = match why(Some(field(&fields, "reason"))) {
        Ok(reason) => reveal(&app, &staff, &report.question, &reason).await.map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    match opened {
        Ok(opened) => page(&app, &reader, &staff, &id, &Fields::new(), None, Some(opened)).await,
        Err(problem) => after(&app, &reader, &staff, &id, fields, Err(problem)).await,
    }
}

fn version(fields: &Fields) -> i64 {
    field(fields, "version").parse().unwrap_or_default()
}

async fn after(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    id: &str,
    fields: Fields,
    done: Result<(), Problem>,
) -> Result<Response, Problem> {
    match done {
        Err(problem) if !form::was_done_before(&problem) => {
            let page = page(app, reader, staff, id, &fields, Some(&problem), None).await?;
            Ok((problem.status(), page).into_response())
        }
        _ => Ok(see_other(&format!("/supervision/h/{id}"))),
    }
}

async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    id: &str,
    fields: &Fields,
    problem: Option<&Problem>,
    opened: Option<Contact>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let it = harassment::report(&mut tx, staff, id).await?;
    let inquiry = inquiries::by_slug(&mut tx, &it.inquiry).await?.ok_or_else(Problem::not_found)?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let is_late = it.done.is_none() && it.due_on.date().is_some_and(|due| due < app.today(&programme));
    let page = HarassmentPage {
        standing: match (&it.done, &it.taken_by) {
            (Some(_), _) => "over",
            (None, None) => "waiting",
            (None, Some(_)) if it.is_mine => "mine",
            (None, Some(_)) => "taken",
        }
        .into(),
        id: it.id,
        name: staff.name.clone(),
        theme: it.theme,
        number: it.number,
        text: it.text,
        at: it.at.0,
        due_on: it.due_on.to_string(),
        late: is_late,
        taken_by: it.taken_by,
        done: it.done,
        done_at: it.done_at.map(|at| at.0),
        version: it.version,
        opened: opened.map(|it| Opened { name: it.name, contact: it.contact, flat: it.flat }),
        typed: field(fields, "text").to_owned(),
        reason: field(fields, "reason").to_owned(),
        errors: problem.map(form::errors).unwrap_or_default(),
        problem: problem.and_then(form::code),
        idempotency_key: form::new_key(),
    };
    let house = form::house(&mut tx, Some(programme)).await?;
    let reader = reader.ringing(app.ring_for(&mut tx, staff, None).await?);
    reader.show_private(app, &page, &reader.say("title-harassment"), house)
}
