//! 说的是我、内容不实: a citizen contests a public question or promise, and reads on the same device what was answered.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{App, By},
    domain::{
        contest::{Claim, Contest, Contested, Ruling, WORDS_CHARS, WORKING_DAYS},
        day::Day,
        happening::{self, Actor, Journal, Kind},
        id::{CommitmentId, InquiryId, QuestionId, VisitorId},
    },
    http::{Problem, Sent, Visiting, problem::Wrong},
    pace::Pace,
    store::{Tx, calendars, commitments, contests, journal, questions},
    text::clean::clean,
};

/// What somebody says about what is public.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = ContestWanted)]
pub struct Wanted {
    /// `it_is_me` or `untrue`.
    pub claim: Option<String>,
    /// Why, 5 to 500 characters. Only the desk reads it.
    pub text: Option<String>,
}

/// What was said, and what came of it, for the device that said it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OwnContest)]
pub struct Own {
    /// Its id.
    pub id: String,
    /// What was said.
    pub claim: Claim,
    /// By which day it is answered.
    pub due_on: Day,
    /// What was found.
    pub ruling: Option<Ruling>,
    /// The sentence in answer.
    pub answer: Option<String>,
}

/// Contests a public question.
#[utoipa::path(post, path = "/questions/{id}/contests", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 201, body = Own), (status = 401), (status = 404), (status = 422), (status = 429)))]
pub async fn question_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    visitor: Visiting,
    sent: Sent<Wanted>,
) -> Result<Response, Problem> {
    call(&app, Contested::Question, &id.0, visitor.0, sent).await
}

/// Contests a public promise.
#[utoipa::path(post, path = "/commitments/{id}/contests", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 201, body = Own), (status = 401), (status = 404), (status = 422), (status = 429)))]
pub async fn commitment_call(
    State(app): State<App>,
    Path(id): Path<CommitmentId>,
    visitor: Visiting,
    sent: Sent<Wanted>,
) -> Result<Response, Problem> {
    call(&app, Contested::Commitment, &id.0, visitor.0, sent).await
}

async fn call(
    app: &App,
    contested: Contested,
    subject: &str,
    visitor: VisitorId,
    sent: Sent<Wanted>,
) -> Result<Response, Problem> {
    let by = sent.by(Actor::Visitor(visitor.clone()));
    let own = contest(app, &by, contested, subject, &visitor, &sent.body).await?;
    Ok((StatusCode::CREATED, Json(own)).into_response())
}

/// What this device said about a public question, with the answers; also after it was taken down.
#[utoipa::path(get, path = "/questions/{id}/contests", params(("id" = String, Path)),
    responses((status = 200, body = Vec<Own>), (status = 401)))]
pub async fn own_of_question(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    visitor: Visiting,
) -> Result<Json<Vec<Own>>, Problem> {
    let mut tx = app.store.read().await?;
    Ok(Json(own(&mut tx, id.as_str(), &visitor.0).await?))
}

/// What a device said about one thing.
pub async fn own(tx: &mut Tx, subject: &str, visitor: &VisitorId) -> Result<Vec<Own>, Problem> {
    Ok(contests::of_device(tx, subject, visitor).await?.into_iter().map(Own::from).collect())
}

impl From<Contest> for Own {
    fn from(it: Contest) -> Self {
        Self { id: it.id, claim: it.claim, due_on: it.due_on, ruling: it.ruling, answer: it.answer }
    }
}

/// Stores what somebody says about what is public, due on the next day on which offices work: call and form alike.
pub async fn contest(
    app: &App,
    by: &By,
    contested: Contested,
    subject: &str,
    visitor: &VisitorId,
    wanted: &Wanted,
) -> Result<Own, Problem> {
    let (claim, text) = checked(wanted)?;
    app.paces.pass(Pace::Object, visitor.as_str(), app.now())?;
    let mut act = app.begin(by).await?;
    let shown = shown(app, &mut act.tx, contested, subject).await?.ok_or_else(Problem::not_found)?;
    let zone = app.zone_of(&mut act.tx, &shown.inquiry).await?;
    let today = act.now.date_in(&zone);
    let due_on = calendars::calendar(&mut act.tx).await?.add_working_days(today, WORKING_DAYS).on;
    let it = Contest {
        id: uuid::Uuid::now_v7().to_string(),
        inquiry: shown.inquiry,
        contested,
        subject: subject.to_owned(),
        claim,
        text,
        visitor: visitor.clone(),
        asked_at: act.now,
        due_on: due_on.into(),
        ruling: None,
        answer: None,
        answered_by: None,
        answered_at: None,
        version: 1,
    };
    contests::insert(&mut act.tx, &it).await?;
    let head = journal::head(&mut act.tx, &Journal::from(&it.inquiry)).await?;
    act.record(happening::contest(Kind::Contested, &it, head.digest(&it.text), None));
    Ok(app.settle(act, Own::from(it)).await?)
}

/// What everybody reads of what is contested.
pub struct Shown {
    /// In which inquiry it stands.
    pub inquiry: InquiryId,
    /// Its public words.
    pub words: String,
}

/// What is public of it now, if anything is.
pub async fn shown(app: &App, tx: &mut Tx, contested: Contested, subject: &str) -> Result<Option<Shown>, Problem> {
    match contested {
        Contested::Question => {
            let Some(question) = questions::get(tx, &QuestionId::from(subject)).await? else { return Ok(None) };
            let face = app.face(tx, &question).await?;
            Ok(face.map(|face| Shown { inquiry: question.inquiry, words: face.text }))
        }
        Contested::Commitment => {
            let Some(stored) = commitments::get(tx, &CommitmentId::from(subject)).await? else { return Ok(None) };
            let inquiry = stored.it.inquiry.clone();
            let face = app.promises(tx, std::slice::from_ref(&stored)).await?.pop();
            Ok(face.map(|face| Shown { inquiry, words: face.quote }))
        }
    }
}

fn checked(wanted: &Wanted) -> Result<(Claim, String), Problem> {
    let mut wrong = Vec::new();
    let claim = wanted.claim.as_deref().and_then(Claim::of);
    if claim.is_none() {
        wrong.push(Wrong { field: "claim", code: "required", limit: None });
    }
    let text = clean(wanted.text.as_deref().unwrap_or_default());
    let (least, most) = (*WORDS_CHARS.start(), *WORDS_CHARS.end());
    match text.chars().count() {
        n if n < least => wrong.push(Wrong { field: "text", code: "too_short", limit: Some(least as i64) }),
        n if n > most => wrong.push(Wrong { field: "text", code: "too_long", limit: Some(most as i64) }),
        _ => {}
    }
    match claim {
        Some(claim) if wrong.is_empty() => Ok((claim, text)),
        _ => Err(Problem::fields(&wrong)),
    }
}
