//! An asker's safety on their own page: who asks for the flat number, what was reported, and both as steps on the line.

use axum::{
    Form,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;

use super::own::{Extra, answer, keyed, opened};
use crate::{
    app::{App, safety},
    domain::flat::FlatState,
    http::{From, Problem, Reader},
    intake::{
        own::Own,
        safety::{Said, answer_flat as say},
    },
    pages::asker::{FlatAsked, Reported, Step},
};

/// The name of the form, as the page knows it.
const FORM: &str = "flat";

/// Yes or no to a department, as a browser sends it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    idempotency_key: String,
    request: String,
    version: i64,
    agree: String,
    flat: String,
}

/// Says yes or no to a department that asks for the flat number.
pub async fn answer_flat(
    State(app): State<App>,
    Path(receipt): Path<String>,
    headers: HeaderMap,
    from: From,
    reader: Reader,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let question = opened(&app, &receipt, &headers, from).await?;
    let by = keyed(&question, &format!("{FORM} {} {}", sent.request, sent.agree), &sent.idempotency_key);
    let agree = sent.agree == "yes";
    let said = Said {
        request: Some(sent.request),
        agree: Some(agree),
        flat: Some(sent.flat.clone()),
        version: Some(sent.version),
    };
    let done = say(&app, &by, &question.id, &said).await.map(drop);
    let word = if agree { "flat_agreed" } else { "flat_refused" };
    answer(&app, &reader, &question, done, FORM, word, sent.flat).await
}

/// Who asked for the flat number; the form of an open request holds what was typed, else what was left with the question.
pub fn flats(asked: &[safety::FlatAsked], left: Option<&str>, extra: &Extra) -> Vec<FlatAsked> {
    let is_back = extra.form.as_deref() == Some(FORM);
    let filled = if is_back { extra.typed.clone() } else { left.unwrap_or_default().to_owned() };
    let face = |it: &safety::FlatAsked| FlatAsked {
        id: it.id.clone(),
        department: it.department.clone(),
        reason: it.reason.clone(),
        at: it.at.0,
        state: it.state.word(),
        version: it.version,
        flat: if it.state == FlatState::Asked { filled.clone() } else { String::new() },
    };
    asked.iter().map(face).collect()
}

/// What the asker reported, for the template.
pub fn reported(it: safety::Reported) -> Reported {
    let safety::Reported { text, at, due_on, taken_by, done, done_at, .. } = it;
    Reported { text, at: at.0, due_on: due_on.to_string(), taken_by, done, done_at: done_at.map(|at| at.0) }
}

/// What was asked, answered, reported and done, as steps on the asker's line.
pub fn steps(own: &Own) -> Vec<Step> {
    let mut steps = Vec::new();
    for it in &own.flat_asked {
        let by = Some(it.department.clone());
        steps.push(Step { by, note: Some(it.reason.clone()), ..Step::at(it.at.0, "flat_asked") });
        if let Some(at) = it.answered_at {
            let kind = if it.state == FlatState::Agreed { "flat_agreed" } else { "flat_refused" };
            steps.push(Step::at(at.0, kind));
        }
    }
    // Reports from before they were followed are steps of the record itself.
    let is_told = own.path.iter().any(|step| step.kind == "harassed");
    for it in &own.reported {
        if !is_told {
            steps.push(Step::at(it.at.0, "harassed"));
        }
        if let Some(at) = it.taken_at {
            steps.push(Step { by: it.taken_by.clone(), ..Step::at(at.0, "harassment_taken") });
        }
        if let Some(at) = it.done_at {
            let by = it.taken_by.clone();
            steps.push(Step { by, note: it.done.clone(), ..Step::at(at.0, "harassment_answered") });
        }
    }
    steps
}
