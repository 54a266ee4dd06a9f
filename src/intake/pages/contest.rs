//! `/q/{id}/contest` and `/c/{id}/contest`: the form of whoever is spoken of, and on the same device the answer; whole
//! without script.

use axum::{
    Form,
    extract::{Path, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};

use super::ask::{COOKIE_S, field_errors};
use crate::{
    app::App,
    domain::{
        contest::{Claim, Contested},
        happening::Actor,
        id::VisitorId,
    },
    http::{
        MaybeVisitor, Problem, Reader,
        credential::set_cookie,
        form::{code, new_key, pressed, was_done_before},
        page::see_other,
    },
    intake::contest::{self, Wanted, own, shown},
    pages::{
        ask::Trouble,
        contest::{ContestPage, OwnContest, Typed},
    },
};

/// The form as a browser sends it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Sent {
    idempotency_key: String,
    claim: String,
    text: String,
}

macro_rules! about {
    ($(#[$doc:meta])* $show:ident, $(#[$doc_of_send:meta])* $send:ident, $contested:ident) => {
        $(#[$doc])*
        pub async fn $show(
            State(app): State<App>, Path(id): Path<String>, visitor: MaybeVisitor, reader: Reader,
        ) -> Result<Response, Problem> {
            show(&app, Contested::$contested, &id, visitor, &reader).await
        }

        $(#[$doc_of_send])*
        pub async fn $send(
            State(app): State<App>, Path(id): Path<String>, visitor: MaybeVisitor, reader: Reader, Form(sent): Form<Sent>,
        ) -> Result<Response, Problem> {
            send(&app, Contested::$contested, &id, visitor, &reader, sent).await
        }
    };
}

about! {
    /// The form about a question.
    question,
    /// What was said about a question.
    send_question, Question
}
about! {
    /// The form about a promise.
    commitment,
    /// What was said about a promise.
    send_commitment, Commitment
}

fn place(contested: Contested, id: &str) -> String {
    match contested {
        Contested::Question => format!("/q/{id}"),
        Contested::Commitment => format!("/c/{id}"),
    }
}

/// The device gets its cookie with the form: the answer is read by the same device.
async fn show(
    app: &App,
    contested: Contested,
    id: &str,
    visitor: MaybeVisitor,
    reader: &Reader,
) -> Result<Response, Problem> {
    let mut response = page(app, contested, id, visitor.0.as_ref(), reader, Sent::default(), None).await?;
    if visitor.0.is_none() {
        remember(app, &mut response, &app.vault.visitor_token())?;
    }
    Ok(response)
}

fn remember(app: &App, response: &mut Response, token: &str) -> Result<(), Problem> {
    let cookie = set_cookie(app, "visitor", token, COOKIE_S);
    response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(|_| Problem::malformed())?);
    Ok(())
}

async fn send(
    app: &App,
    contested: Contested,
    id: &str,
    visitor: MaybeVisitor,
    reader: &Reader,
    sent: Sent,
) -> Result<Response, Problem> {
    let token = visitor.0.is_none().then(|| app.vault.visitor_token());
    let visitor = visitor.0.or_else(|| app.vault.visitor(token.as_deref()?)).ok_or_else(Problem::malformed)?;
    let address = place(contested, id);
    let place = format!("{address}/contest");
    let by = pressed(Actor::Visitor(visitor.clone()), &place, &sent.idempotency_key, &sent);
    let wanted = Wanted { claim: Some(sent.claim.clone()), text: Some(sent.text.clone()) };
    let mut response = match contest::contest(app, &by, contested, id, &visitor, &wanted).await {
        Err(problem) if problem.code() == "not_found" => return Err(problem),
        Err(problem) if !was_done_before(&problem) => {
            let page = page(app, contested, id, Some(&visitor), reader, sent, Some(&problem)).await?;
            (problem.status(), page).into_response()
        }
        _ => see_other(&place),
    };
    if let Some(token) = token {
        remember(app, &mut response, &token)?;
    }
    Ok(response)
}

/// What is public no more is still answered to whoever contested it.
async fn page(
    app: &App,
    contested: Contested,
    id: &str,
    visitor: Option<&VisitorId>,
    reader: &Reader,
    sent: Sent,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let shown = shown(app, &mut tx, contested, id).await?;
    let said = match visitor {
        Some(visitor) => own(&mut tx, id, visitor).await?,
        None => Vec::new(),
    };
    if shown.is_none() && said.is_empty() {
        return Err(Problem::not_found());
    }
    let is_new = sent.idempotency_key.is_empty();
    let page = ContestPage {
        contested: contested.word(),
        place: place(contested, id),
        words: shown.map(|it| crate::text::words::words(&it.words)),
        claims: Claim::ALL.iter().map(|it| it.word()).collect(),
        own: said
            .into_iter()
            .rev()
            .map(|it| OwnContest {
                claim: it.claim.word(),
                due_on: it.due_on.to_string(),
                ruling: it.ruling.map(|ruling| ruling.word()),
                answer: it.answer,
            })
            .collect(),
        typed: Typed { claim: sent.claim, text: sent.text },
        errors: problem.map(field_errors).unwrap_or_default(),
        trouble: problem
            .and_then(|it| Some((it, code(it)?)))
            .map(|(it, code)| Trouble { code, retry_after_s: it.wait_s().and_then(|seconds| seconds.try_into().ok()) }),
        idempotency_key: if is_new { new_key() } else { sent.idempotency_key },
    };
    let house = crate::http::page::house_of(&mut tx).await?;
    reader.show_private(app, &page, &reader.say("title-contest"), house)
}
