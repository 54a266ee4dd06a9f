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
    app::App,
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

/// A form of the page: the browser has opened it, the gesture is done once under the form's key, and the page comes back.
macro_rules! own_form {
    ($(#[$doc:meta])* $name:ident, $form:literal, $done:literal, |$app:ident, $by:ident, $id:ident, $sent:ident| $gesture:expr) => {
        $(#[$doc])*
        pub async fn $name(
            State($app): State<App>, Path(receipt): Path<String>, headers: HeaderMap, from: From, reader: Reader, Form($sent): Form<Sent>,
        ) -> Result<Response, Problem> {
            let question = opened(&$app, &receipt, &headers, from).await?;
            let $by = keyed(&question, $form, &$sent.idempotency_key);
            let $id = &question.id;
            let done: Result<(), Problem> = async { $gesture }.await;
            answer(&$app, &reader, &question, done, $form, $done, $sent.text).await
        }
    };
}

own_form! {
    /// Adds what a moderator asked for.
    complete, "completion", "completed", |app, by, id, sent| {
        let text = sent.words()?;
        asker::change(&app, &by, id, Kind::Completed, |question, now| question.complete(&text, now)).await.map(drop)
    }
}

own_form! {
    /// Asks once for another person's look.
    appeal, "appeal", "appealed", |app, by, id, sent| {
        let text = sent.words()?;
        let rule = |question: &Question, now| question.ask_another_look(&text, now);
        asker::change(&app, &by, id, Kind::Appealed, rule).await.map(drop)
    }
}

own_form! {
    /// Says that somebody makes trouble for it.
    harassed, "harassed", "told", |app, by, id, sent| {
        report_harassment(&app, &by, id, &sent.words()?).await.map(drop)
    }
}

own_form! {
    /// Takes the question back.
    withdraw, "withdraw", "withdrawn", |app, by, id, sent| asker::take_back(&app, &by, id).await.map(drop)
}

own_form! {
    /// Has name and contact erased.
    erase, "erasure", "erased", |app, by, id, sent| asker::erase_contact(&app, &by, id).await.map(drop)
}

own_form! {
    /// Has everything erased. It cannot be brought back, so a box is ticked first.
    erase_all, "full-erasure", "all-erased", |app, by, id, sent| match sent.sure {
        Some(_) => asker::erase_everything(&app, &by, id).await.map(drop),
        None => Err(Wrong { field: "sure", code: "required", limit: None }.into()),
    }
}

own_form! {
    /// Rates answer and handling, apart.
    rate, "rating", "rated", |app, by, id, sent| {
        let wanted = Rate { answer: sent.answer.clone(), handling: sent.handling.clone(), note: sent.note.clone() };
        asker::put_rating(&app, &by, id, asker::rating(&wanted)?).await.map(drop)
    }
}

impl Sent {
    /// The text of a form that has one, checked.
    fn words(&self) -> Result<String, Problem> {
        asker::text(&Text { text: Some(self.text.clone()) })
    }
}
