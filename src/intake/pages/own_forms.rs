//! What an asker sends from their own page: the same gestures as the calls, whole without script.

use axum::{
    Form,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;

use super::own::{answer, keyed, opened};
use crate::{
    app::{App, By},
    domain::{happening::Kind, question::Question},
    http::{From, Problem, Reader, problem::Wrong},
    intake::{
        asker::{self, Rate, Text},
        safety::report_harassment,
    },
};

/// A form of this page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    idempotency_key: String,
    text: String,
    answer: Option<String>,
    handling: Option<String>,
    note: Option<String>,
    sure: Option<String>,
}

macro_rules! text_form {
    ($(#[$doc:meta])* $name:ident, $form:literal, $done:literal, |$app:ident, $by:ident, $id:ident, $text:ident| $gesture:expr) => {
        $(#[$doc])*
        pub async fn $name(
            State($app): State<App>, Path(receipt): Path<String>, headers: HeaderMap, from: From, reader: Reader, Form(sent): Form<Sent>,
        ) -> Result<Response, Problem> {
            let question = opened(&$app, &receipt, &headers, from).await?;
            let $by = by(&question, $form, &sent);
            let $id = &question.id;
            let done = match asker::text(&Text { text: Some(sent.text.clone()) }) {
                Ok($text) => $gesture.await.map(drop),
                Err(problem) => Err(problem),
            };
            answer(&$app, &reader, &question, done, $form, $done, sent.text).await
        }
    };
}

text_form! {
    /// Adds what a moderator asked for.
    complete, "completion", "completed", |app, by, id, text|
    asker::change(&app, &by, id, Kind::Completed, |question, now| question.complete(&text, now))
}

text_form! {
    /// Asks once for another person's look.
    appeal, "appeal", "appealed", |app, by, id, text|
    asker::change(&app, &by, id, Kind::Appealed, |question, now| question.ask_another_look(&text, now))
}

text_form! {
    /// Says that somebody makes trouble for it.
    harassed, "harassed", "told", |app, by, id, text|
    report_harassment(&app, &by, id, &text)
}

/// A form that says nothing but its name.
macro_rules! bare_form {
    ($(#[$doc:meta])* $name:ident, $form:literal, $done:literal, $gesture:path) => {
        $(#[$doc])*
        pub async fn $name(
            State(app): State<App>, Path(receipt): Path<String>, headers: HeaderMap, from: From, reader: Reader, Form(sent): Form<Sent>,
        ) -> Result<Response, Problem> {
            let question = opened(&app, &receipt, &headers, from).await?;
            let by = by(&question, $form, &sent);
            let done = $gesture(&app, &by, &question.id).await.map(drop);
            answer(&app, &reader, &question, done, $form, $done, String::new()).await
        }
    };
}

bare_form! {
    /// Takes the question back.
    withdraw, "withdraw", "withdrawn", asker::take_back
}

bare_form! {
    /// Has name and contact erased.
    erase, "erasure", "erased", asker::erase_contact
}

/// Has everything erased. It cannot be brought back, so a box is ticked first.
pub async fn erase_all(
    State(app): State<App>,
    Path(receipt): Path<String>,
    headers: HeaderMap,
    from: From,
    reader: Reader,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let question = opened(&app, &receipt, &headers, from).await?;
    let done = match sent.sure {
        Some(_) => asker::erase_everything(&app, &by(&question, "full-erasure", &sent), &question.id).await.map(drop),
        None => Err(Wrong { field: "sure", code: "required", limit: None }.into()),
    };
    answer(&app, &reader, &question, done, "full-erasure", "all-erased", String::new()).await
}

/// Rates answer and handling, apart.
pub async fn rate(
    State(app): State<App>,
    Path(receipt): Path<String>,
    headers: HeaderMap,
    from: From,
    reader: Reader,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let question = opened(&app, &receipt, &headers, from).await?;
    let by = by(&question, "rating", &sent);
    let wanted = Rate { answer: sent.answer.clone(), handling: sent.handling.clone(), note: sent.note.clone() };
    let done = match asker::rating(&wanted) {
        Ok(rating) => asker::put_rating(&app, &by, &question.id, rating).await.map(drop),
        Err(problem) => Err(problem),
    };
    answer(&app, &reader, &question, done, "rating", "rated", String::new()).await
}

fn by(question: &Question, form: &str, sent: &Sent) -> By {
    keyed(question, form, &sent.idempotency_key)
}
