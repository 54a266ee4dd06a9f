//! `/q/{id}`: one public question, and 我也遇到 by a form.

use axum::{
    Form,
    extract::{Path, Query, State},
    http::header,
    response::Response,
};
use serde::Deserialize;

use super::faces::{Around, promised, written};
use crate::{
    app::App,
    domain::{happening::Journal, id::QuestionId},
    http::{From, MaybeVisitor, Problem, Reader, Worked, credential::set_cookie, page::see_other},
    intake::{own::written_answer, second::second},
    pages::question::{PublicStep, QuestionPage},
    store::{commitments, inquiries, journal, photos, questions, seconds},
};

/// What the address says beside the question.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// A second was heard just now that does not count yet.
    heard: Option<String>,
}

/// One public question; one that went under another leads there.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Query(asked): Query<Asked>,
    visitor: MaybeVisitor,
    reader: Reader,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let root = seconds::roots(&mut tx, std::slice::from_ref(&id)).await?.remove(&id).ok_or_else(Problem::not_found)?;
    if root != id {
        return Ok(see_other(&format!("/q/{root}")));
    }
    let question = questions::get(&mut tx, &root).await?.ok_or_else(Problem::not_found)?;
    let face = app.face(&mut tx, &question).await?.ok_or_else(Problem::not_found)?;
    let inquiry = inquiries::get(&mut tx, &question.inquiry).await?.ok_or_else(Problem::not_found)?;
    let mut around = Around::of(&mut tx, &inquiry).await?;
    around.mark_mine(&mut tx, visitor.0.as_ref(), std::slice::from_ref(&face)).await?;
    let zone = app.zone(&mut tx, &inquiry.programme).await?;
    let mut path: Vec<PublicStep> = Vec::new();
    for entry in journal::about(&mut tx, &Journal::from(&inquiry.id), id.as_str()).await? {
        let kind = match (entry.kind.as_str(), entry.to_state.as_deref()) {
            ("submitted", _) => "submitted",
            ("corrected", _) => "corrected",
            (_, Some("approved")) => "approved",
            _ => continue,
        };
        let step = PublicStep { on: entry.at.date_in(&zone).to_string(), kind: kind.into() };
        if path.last().is_none_or(|last| last.kind != step.kind) {
            path.push(step);
        }
    }
    path.reverse();
    let stored = commitments::of_question(&mut tx, &id).await?;
    let promises = promised(&app.promises(&mut tx, &stored).await?);
    let answer = written_answer(&mut tx, &id).await?.map(written);
    let arbitration = app.whose(&mut tx, &question).await?.and_then(|it| it.arbitration);
    let page = QuestionPage {
        arbitration,
        question: around.question(&face, &inquiry),
        inquiry: around.inquiry(&inquiry),
        merged: questions::merged_into(&mut tx, &id).await?.unsigned_abs(),
        head: None,
        path,
        answer,
        promises,
        photos: photos::passed(&mut tx, &root).await?.into_iter().map(|photo| photo.id.0).collect(),
        is_heard_only: asked.heard.is_some(),
    };
    reader.show(&app, &page, &face.text, around.house())
}

/// Where the form was, to go back to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    back: String,
}

/// 我也遇到 without script.
pub async fn give(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    visitor: MaybeVisitor,
    from: From,
    Form(back): Form<Back>,
) -> Result<Response, Problem> {
    put(&app, id, visitor, from, true, &back).await
}

/// The same, taken back.
pub async fn take_back(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    visitor: MaybeVisitor,
    from: From,
    Form(back): Form<Back>,
) -> Result<Response, Problem> {
    put(&app, id, visitor, from, false, &back).await
}

async fn put(
    app: &App,
    id: QuestionId,
    visitor: MaybeVisitor,
    from: From,
    given: bool,
    to: &Back,
) -> Result<Response, Problem> {
    let token = visitor.0.is_none().then(|| app.vault.visitor_token());
    let visitor = visitor.0.or_else(|| app.vault.visitor(token.as_deref()?)).ok_or_else(Problem::malformed)?;
    let said = second(app, id.clone(), visitor, from, &Worked::default(), given).await?;
    // Back on this site only: an address that begins with two slashes is another host's.
    let is_ours = to.back.starts_with('/') && !to.back.starts_with("//") && !to.back.contains('\\');
    let own_page = format!("/q/{id}");
    let mut response = match said.work {
        Some(_) => see_other(&format!("{own_page}?heard=1")),
        None => see_other(if is_ours { &to.back } else { &own_page }),
    };
    if let Some(token) = token {
        let cookie = set_cookie(app, "visitor", &token, super::ask::COOKIE_S);
        response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(|_| Problem::malformed())?);
    }
    Ok(response)
}
