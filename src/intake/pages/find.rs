//! `/r`: back to one's question by number and code.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

use super::own;
use crate::{
    app::App,
    http::{From, Problem, Reader, page},
    intake,
    pages::receipt::FindPage,
};

/// Number and code, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    receipt: String,
    code: String,
}

/// The empty form.
pub async fn show(State(app): State<App>, reader: Reader) -> Result<Response, Problem> {
    let page = FindPage { receipt: String::new(), failed: false, tries_left: None, wait_minutes: None };
    let house = page::house_of(&mut app.store.read().await?).await?;
    reader.show(&app, &page, &reader.say("title-find"), house)
}

/// Opens the question, or says how many tries are left.
pub async fn open(
    State(app): State<App>,
    from: From,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let code: String = typed.code.chars().filter(|char| !char.is_whitespace()).collect();
    match intake::own::open(&app, &typed.receipt, &code, from).await {
        Ok(question) => own::let_in(&app, &typed.receipt, &question.id, &code),
        Err(problem) => {
            let wait = problem.wait_s().map(|seconds| ((seconds + 59) / 60).unsigned_abs());
            let page = FindPage {
                receipt: typed.receipt,
                failed: true,
                tries_left: None,
                wait_minutes: wait.and_then(|minutes| minutes.try_into().ok()),
            };
            let house = page::house_of(&mut app.store.read().await?).await?;
            let page = reader.show(&app, &page, &reader.say("title-find"), house)?;
            Ok((problem.status(), page).into_response())
        }
    }
}
