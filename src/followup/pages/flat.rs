//! The flat number on the order's page: asked for with a reason, and opened by a press that is noted.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};

use super::{
    form::{self, Fields, field},
    order::{Given, page},
};
use crate::{
    app::App,
    domain::{happening::Actor, id::QuestionId},
    followup::flat::{self, Wanted},
    http::{Problem, Reader, Signed, page::see_other},
};

const PLACE: &str = "department";

/// Asks for it.
pub async fn ask(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let address = format!("/department/q/{id}");
    let by = form::by(Actor::Person(staff.person.clone()), &format!("{address}/flat"), &fields);
    let wanted = Wanted { reason: Some(field(&fields, "flat_reason").to_owned()), version: None };
    let seen = field(&fields, "version").parse().unwrap_or_default();
    match flat::ask(&app, &staff, &by, &id, seen, &wanted).await {
        Err(problem) if !form::was_done_before(&problem) => {
            let page = page(&app, &reader, &staff, &id, PLACE, Given::back(fields, &problem)).await?;
            Ok((problem.status(), page).into_response())
        }
        _ => Ok(see_other(&format!("{address}#flat"))),
    }
}

/// Opens it: the page that answers is the one that shows it.
pub async fn open(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    reader: Reader,
) -> Result<Response, Problem> {
    match flat::open(&app, &staff, &id).await.map_err(Problem::from) {
        Ok(opened) => {
            let given = Given::opening(opened);
            page(&app, &reader, &staff, &id, PLACE, given).await
        }
        Err(problem) => {
            let page = page(&app, &reader, &staff, &id, PLACE, Given::back(Fields::new(), &problem)).await?;
            Ok((problem.status(), page).into_response())
        }
    }
}
