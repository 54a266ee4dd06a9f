//! What is contested, answered by the desk: what is found is done in the same step, and said in a sentence.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::decide::change;
use crate::{
    app::{self, App, By, reach},
    domain::{
        contest::{Claim, Contest, Contested, Ruling, WORDS_CHARS},
        day::Day,
        happening::{self, Actor, Journal, Kind},
        id::QuestionId,
        moment::Moment,
        question::TEXT_CHARS,
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{
        Problem, Sent, Signed,
        problem::{Wrong, within},
        seen,
    },
    store::{self, contests, journal, questions},
    text::clean::clean,
};

/// What is contested, as the desk reads it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DeskContest)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// A question or a promise.
    pub contested: Contested,
    /// Which.
    pub subject: String,
    /// What is said.
    pub claim: Claim,
    /// Why.
    pub text: String,
    /// When it came.
    pub asked_at: Moment,
    /// By which day it is answered.
    pub due_on: Day,
    /// What was found.
    pub ruling: Option<Ruling>,
    /// The sentence.
    pub answer: Option<String>,
    /// The version that an answer names.
    pub version: i64,
    /// The version of the question, where an answer may change it.
    pub question_version: Option<i64>,
}

/// Everything that was contested: what waits first, by its day.
#[utoipa::path(get, path = "/inquiries/{slug}/contests", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<Row>), (status = 401), (status = 403), (status = 404)))]
pub async fn list(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Json<Vec<Row>>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadDesk, &slug).await?;
    let mut rows = Vec::new();
    for it in contests::of_inquiry(&mut tx, &inquiry.id).await? {
        let question = match it.contested {
            Contested::Question => questions::get(&mut tx, &QuestionId::from(it.subject.as_str())).await?,
            Contested::Commitment => None,
        };
        rows.push(Row {
            question_version: question.map(|question| question.version),
            id: it.id,
            contested: it.contested,
            subject: it.subject,
            claim: it.claim,
            text: it.text,
            asked_at: it.asked_at,
            due_on: it.due_on,
            ruling: it.ruling,
            answer: it.answer,
            version: it.version,
        });
    }
    Ok(Json(rows))
}

/// What was found.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = ContestAnswer)]
pub struct Wanted {
    /// `masked`, `corrected`, `removed` or `declined`; of a promise `corrected` or `declined`.
    pub ruling: Option<String>,
    /// The sentence that whoever contested reads, 5 to 500 characters.
    pub sentence: Option<String>,
    /// The public text from now on; needed where a question is masked or corrected.
    pub public_text: Option<String>,
    /// The version of the question that was seen, where it changes.
    pub question_version: Option<i64>,
    /// The version that was seen.
    pub version: Option<i64>,
}

/// How it stands afterwards.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ContestAnswered)]
pub struct Answered {
    /// Its id.
    pub id: String,
    /// What was found.
    pub ruling: Option<Ruling>,
    /// Its version.
    pub version: i64,
}

/// Answers it.
#[utoipa::path(post, path = "/contests/{id}/answer", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Answered), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn answer_call(
    State(app): State<App>,
    Path(id): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Answered>, Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(answer(&app, &staff, &by, &id, &sent.body).await?))
}

/// Answers it and does what was found: the gesture behind call and form.
pub async fn answer(app: &App, staff: &Staff, by: &By, id: &str, wanted: &Wanted) -> Result<Answered, Problem> {
    let seen_version = seen(wanted.version)?;
    let Checked { ruling, sentence, public_text } = checked(wanted)?;
    let mut act = app.begin(by).await?;
    let before = contests::get(&mut act.tx, id).await?.ok_or_else(Problem::not_found)?;
    reach::must_reach(&mut act.tx, staff, Deed::Moderate, &before.inquiry).await?;
    if before.version != seen_version {
        return Err(stands(Refusal::Stale, &before).into());
    }
    let after = match before.answer(ruling, sentence, &staff.person, act.now) {
        Err(Refusal::WrongState) => return Err(stands(Refusal::WrongState, &before).into()),
        other => other.map_err(app::Error::from)?,
    };
    if before.contested == Contested::Question && ruling != Ruling::Declined {
        let question = reach::question(&mut act.tx, staff, Deed::Moderate, &before.subject.as_str().into()).await?;
        reach::must_be_fresh(&mut act.tx, &question, seen(wanted.question_version)?).await?;
        let rule = match (ruling, public_text) {
            (Ruling::Removed, _) => question.hide(act.now),
            (_, Some(text)) if Some(&text) != question.public_text.as_ref() => question.correct(text, act.now),
            (_, text) => {
                let code = if text.is_some() { "unchanged" } else { "required" };
                return Err(Problem::fields(&[Wrong { field: "public_text", code, limit: None }]));
            }
        };
        let changed = reach::unless_refused(&mut act.tx, &question, rule).await?;
        change(app, &mut act, Kind::Corrected, &question, &changed).await?;
    }
    match contests::save(&mut act.tx, &after).await {
        Err(store::Error::Stale) => {
            let now = contests::get(&mut act.tx, id).await?.ok_or_else(Problem::not_found)?;
            return Err(stands(Refusal::Stale, &now).into());
        }
        other => other?,
    }
    let head = journal::head(&mut act.tx, &Journal::from(&after.inquiry)).await?;
    let answer = after.answer.as_deref().map(|answer| head.digest(answer));
    act.record(happening::contest(Kind::ContestAnswered, &after, head.digest(&after.text), answer));
    let answered = Answered { id: after.id.clone(), ruling: after.ruling, version: after.version };
    Ok(app.settle(act, answered).await?)
}

struct Checked {
    ruling: Ruling,
    sentence: String,
    /// The text from now on; only where one is wanted.
    public_text: Option<String>,
}

fn checked(wanted: &Wanted) -> Result<Checked, Problem> {
    let mut wrong = Vec::new();
    let ruling = wanted.ruling.as_deref().and_then(Ruling::of);
    if ruling.is_none() {
        wrong.push(Wrong { field: "ruling", code: "required", limit: None });
    }
    let sentence = clean(wanted.sentence.as_deref().unwrap_or_default());
    let sentence = within("sentence", sentence, &WORDS_CHARS).unwrap_or_else(|missed| {
        wrong.push(missed);
        String::new()
    });
    let rewrites = matches!(ruling, Some(Ruling::Masked | Ruling::Corrected));
    let public_text = wanted.public_text.as_deref().map(clean).filter(|text| rewrites && !text.is_empty());
    let most = *TEXT_CHARS.end();
    if public_text.as_ref().is_some_and(|text| text.chars().count() > most) {
        wrong.push(Wrong { field: "public_text", code: "too_long", limit: Some(most as i64) });
    }
    match ruling {
        Some(ruling) if wrong.is_empty() => Ok(Checked { ruling, sentence, public_text }),
        _ => Err(Problem::fields(&wrong)),
    }
}

fn stands(refusal: Refusal, it: &Contest) -> app::Error {
    app::Error::Stands(refusal, json!({ "id": it.id, "ruling": it.ruling, "version": it.version }))
}
