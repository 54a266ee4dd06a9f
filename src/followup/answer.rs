//! 书面答复: the department that owes a question answers in writing; the office reads it before it counts.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    inner::speaks_for,
    order::{self, HandedOver},
    spoken::{self, BOX_CHARS, WrongFields},
};
use crate::{
    app::{self, App, By, reach},
    domain::{
        day::Day,
        happening::{Actor, Kind},
        id::QuestionId,
        pair::Pair,
        refusal::Refusal,
        role::{Deed, Staff},
        words::words,
    },
    http::{Problem, Sent, Signed, problem::Wrong, seen},
    store::{
        Tx,
        answers::{self, Answer},
        inquiries, questions,
    },
};

/// The longest written answer, in Unicode scalars.
pub const ANSWER_CHARS: usize = 5000;

words! {
    /// What the office says to a written answer.
    Review {
        /// It counts.
        Accept,
        /// It goes back, with a reason.
        Return,
    }
}

/// A written answer as it is sent.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = AnswerWritten)]
pub struct Written {
    /// What it says.
    pub text: Option<String>,
    /// Who signs for it, as citizens read it.
    pub signed_by: Option<String>,
    /// The question's version that was seen.
    pub version: Option<i64>,
}

/// Answers a question in writing, for the department that owes it.
#[utoipa::path(post, path = "/questions/{id}/answer", request_body = Written, params(("id" = String, Path)),
    responses((status = 200, body = HandedOver), (status = 403), (status = 409), (status = 422), (status = 428)))]
pub async fn answer_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Written>,
) -> Result<Json<HandedOver>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(answer(&app, &staff, &by, &id, seen, &sent.body).await?))
}

/// Answers a question in writing.
pub async fn answer(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    written: &Written,
) -> app::Result<HandedOver> {
    let mut wrong = WrongFields::new();
    let text = spoken::text(&mut wrong, "text", written.text.as_deref(), ANSWER_CHARS);
    let signed_by = spoken::line(&mut wrong, "signed_by", written.signed_by.as_deref(), BOX_CHARS);
    for (field, missing) in [("text", text.is_none()), ("signed_by", signed_by.is_none())] {
        if missing {
            wrong.push((field, "required"));
        }
    }
    let mut act = app.begin(by).await?;
    let before = questions::get(&mut act.tx, id).await?.ok_or(app::Error::NotFound("question"))?;
    let owner = before.owner_department.clone();
    let department = speaks_for(staff).find(|own| Some(*own) == owner.as_ref()).cloned().ok_or(Refusal::NotAllowed)?;
    let (Some(text), Some(signed_by), true) = (text, signed_by, wrong.is_empty()) else {
        return Err(app::Error::Wrong(wrong));
    };
    order::must_be_fresh(&before, seen)?;
    let after = before.answer_in_writing(&department, act.now)?;
    let inquiry = inquiries::get(&mut act.tx, &before.inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
    let programme = inquiries::programme(&mut act.tx, &inquiry.programme).await?;
    let answer = Answer {
        id: uuid::Uuid::now_v7().to_string(),
        question: id.clone(),
        department,
        person: staff.person.clone(),
        text,
        signed_by,
        at: act.now,
        on_day: app.today(&programme).into(),
        review: None,
        reviewed_by: None,
        reviewed_at: None,
        reason: None,
    };
    answers::insert(&mut act.tx, &answer).await?;
    order::change(app, &mut act, Kind::Answered, &before, &after).await?;
    app.settle(act, HandedOver::from(&after)).await
}

/// What the office says to a written answer.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = AnswerReviewed)]
pub struct Reviewed {
    /// `accept` or `return`.
    pub verdict: Option<String>,
    /// Why it goes back; needed for that.
    pub reason: Option<String>,
    /// The question's version that was seen.
    pub version: Option<i64>,
}

/// Accepts a written answer, or returns it with a reason.
#[utoipa::path(post, path = "/questions/{id}/answer/review", request_body = Reviewed, params(("id" = String, Path)),
    responses((status = 200, body = HandedOver), (status = 403), (status = 409), (status = 422), (status = 428)))]
pub async fn review_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Reviewed>,
) -> Result<Json<HandedOver>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    review(&app, &staff, &by, &id, seen, &sent.body).await.map(Json)
}

/// Accepts a written answer, or returns it with a reason.
pub async fn review(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    reviewed: &Reviewed,
) -> Result<HandedOver, Problem> {
    let verdict = reviewed.verdict.as_deref().and_then(Review::of);
    let verdict =
        verdict.ok_or_else(|| Problem::fields(&[Wrong { field: "verdict", code: "unknown", limit: None }]))?;
    let mut wrong = WrongFields::new();
    let reason = spoken::text(&mut wrong, "reason", reviewed.reason.as_deref(), spoken::RECORD_CHARS);
    if !wrong.is_empty() {
        return Err(app::Error::Wrong(wrong).into());
    }
    if verdict == Review::Return && reason.is_none() {
        return Err(Refusal::ReasonRequired.into());
    }
    let mut act = app.begin(by).await?;
    let before = reach::question(&mut act.tx, staff, Deed::Supervise, id).await?;
    reach::must_be_fresh(&mut act.tx, &before, seen).await?;
    let judged = before.review_answer(verdict == Review::Accept, act.now);
    let after = reach::unless_refused(&mut act.tx, &before, judged).await?;
    let waiting = answers::of(&mut act.tx, id).await?.into_iter().rfind(|answer| answer.review.is_none());
    let waiting = waiting.ok_or(Refusal::WrongState)?;
    Pair::WrittenAnswer.countersign(&[&waiting.person], &staff.person).map_err(Refusal::from)?;
    if speaks_for(staff).any(|own| *own == waiting.department) {
        return Err(Refusal::SamePerson.into());
    }
    let word = if verdict == Review::Accept { "accepted" } else { "returned" };
    answers::review(&mut act.tx, &waiting.id, word, &staff.person, reason.as_deref(), act.now).await?;
    order::change(app, &mut act, Kind::AnswerReviewed, &before, &after).await?;
    Ok(app.settle(act, HandedOver::from(&after)).await?)
}

/// A written answer that counts, as everybody may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublicAnswer {
    /// What it says.
    pub text: String,
    /// Who signs for it.
    pub signed_by: String,
    /// The department's name.
    pub department: String,
    /// On which day it was given.
    pub on: Day,
}

/// The written answer to a public question, once it counts.
#[utoipa::path(get, path = "/questions/{id}/answer", params(("id" = String, Path)),
    responses((status = 200, body = PublicAnswer), (status = 404)))]
pub async fn answer_of(State(app): State<App>, Path(id): Path<QuestionId>) -> Result<Json<PublicAnswer>, Problem> {
    let mut tx = app.store.read().await?;
    let question = questions::get(&mut tx, &id).await?.ok_or_else(Problem::not_found)?;
    // What the public may not read of a question, it may not read of its answer.
    app.face(&mut tx, &question).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(public_answer(&mut tx, &id).await?.ok_or_else(Problem::not_found)?))
}

/// The written answer that counts, if there is one.
pub async fn public_answer(tx: &mut Tx, id: &QuestionId) -> app::Result<Option<PublicAnswer>> {
    let Some(answer) = answers::accepted(tx, id).await? else { return Ok(None) };
    let department = inquiries::department(tx, answer.department.as_str()).await?;
    Ok(Some(PublicAnswer {
        text: answer.text,
        signed_by: answer.signed_by,
        department: department.map(|it| it.name).unwrap_or_default(),
        on: answer.on_day,
    }))
}
