//! What an asker may do with their own question: complete, withdraw, ask for another look, rate, and have name and
//! contact erased, or everything.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::own::Opener;
use crate::{
    app::{self, Act, App, By, reach},
    domain::{
        faces::public_state,
        happening::{self, Actor, Faces, Happening, Journal, Kind},
        id::QuestionId,
        moment::Moment,
        question::{Question, State as Standing, TEXT_CHARS},
        refusal::Refusal,
        words::words,
    },
    http::{
        Problem, Sent,
        problem::{Wrong, within},
    },
    store::{
        questions,
        ratings::{self, Rating},
    },
    text::clean::clean,
};

words! {
    /// How satisfied an asker is.
    Satisfaction {
        /// 满意.
        Satisfied,
        /// 基本满意.
        Fair,
        /// 不满意.
        Dissatisfied,
    }
}

/// A text from the asker.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct Text {
    /// The text, 5 to 2,000 characters.
    pub text: Option<String>,
}

/// A rating from the asker.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct Rate {
    /// Of the answer: satisfied, fair, dissatisfied.
    pub answer: Option<String>,
    /// Of the handling.
    pub handling: Option<String>,
    /// In the asker's words.
    pub note: Option<String>,
}

/// Nothing but the deed.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct Nothing {}

/// How the question stands afterwards.
#[derive(Debug, Serialize, ToSchema)]
pub struct Stands {
    /// Its id.
    pub id: QuestionId,
    /// Its state.
    pub state: Standing,
    /// Its version.
    pub version: i64,
}

/// Adds what a moderator asked for.
#[utoipa::path(post, path = "/receipts/{receipt}/completion", request_body = Text, params(("receipt" = String, Path)),
    responses((status = 200, body = Stands), (status = 409), (status = 422)))]
pub async fn complete(State(app): State<App>, opener: Opener, sent: Sent<Text>) -> Result<Json<Stands>, Problem> {
    let text = text(&sent.body)?;
    let by = by_asker(&opener.0, &sent);
    change(&app, &by, &opener.0.id, Kind::Completed, |question, now| question.complete(&text, now)).await.map(Json)
}

/// Asks once for another person's look at a refusal.
#[utoipa::path(post, path = "/receipts/{receipt}/appeal", request_body = Text, params(("receipt" = String, Path)),
    responses((status = 200, body = Stands), (status = 409), (status = 422)))]
pub async fn appeal(State(app): State<App>, opener: Opener, sent: Sent<Text>) -> Result<Json<Stands>, Problem> {
    let text = text(&sent.body)?;
    let by = by_asker(&opener.0, &sent);
    change(&app, &by, &opener.0.id, Kind::Appealed, |question, now| question.ask_another_look(&text, now))
        .await
        .map(Json)
}

/// Takes the question back.
#[utoipa::path(post, path = "/receipts/{receipt}/withdraw", request_body = Nothing, params(("receipt" = String, Path)),
    responses((status = 200, body = Stands), (status = 409)))]
pub async fn withdraw(State(app): State<App>, opener: Opener, sent: Sent<Nothing>) -> Result<Json<Stands>, Problem> {
    let by = by_asker(&opener.0, &sent);
    take_back(&app, &by, &opener.0.id).await.map(Json)
}

/// Rates answer and handling, apart.
#[utoipa::path(post, path = "/receipts/{receipt}/rating", request_body = Rate, params(("receipt" = String, Path)),
    responses((status = 200, body = Stands), (status = 409), (status = 422)))]
pub async fn rate(State(app): State<App>, opener: Opener, sent: Sent<Rate>) -> Result<Json<Stands>, Problem> {
    let rating = rating(&sent.body)?;
    let by = by_asker(&opener.0, &sent);
    put_rating(&app, &by, &opener.0.id, rating).await.map(Json)
}

/// Has the asker's name and contact erased; the question goes on.
#[utoipa::path(post, path = "/receipts/{receipt}/erasure", request_body = Nothing, params(("receipt" = String, Path)),
    responses((status = 200, body = Stands)))]
pub async fn erase(State(app): State<App>, opener: Opener, sent: Sent<Nothing>) -> Result<Json<Stands>, Problem> {
    let by = by_asker(&opener.0, &sent);
    erase_contact(&app, &by, &opener.0.id).await.map(Json)
}

/// Has everything erased that the asker wrote or sent; a question that was not answered yet is taken back with it.
#[utoipa::path(post, path = "/receipts/{receipt}/full-erasure", request_body = Nothing, params(("receipt" = String, Path)),
    responses((status = 200, body = Stands), (status = 409, description = "on_air, or in the running order, or it rings")))]
pub async fn erase_all(State(app): State<App>, opener: Opener, sent: Sent<Nothing>) -> Result<Json<Stands>, Problem> {
    let by = by_asker(&opener.0, &sent);
    erase_everything(&app, &by, &opener.0.id).await.map(Json)
}

/// The asker acts as the device that sent the question, or, where nobody knows it, as its receipt.
pub fn by_asker<T>(question: &Question, sent: &Sent<T>) -> By {
    sent.by(actor(question))
}

/// Who the asker of a question is to the journal.
pub fn actor(question: &Question) -> Actor {
    Actor::Visitor(question.asker.clone().unwrap_or_else(|| question.id.as_str().into()))
}

/// Changes the asker's own question by a rule and tells everybody whom it concerns.
pub async fn change(
    app: &App,
    by: &By,
    id: &QuestionId,
    kind: Kind,
    rule: impl FnOnce(&Question, Moment) -> Result<Question, Refusal>,
) -> Result<Stands, Problem> {
    let mut act = app.begin(by).await?;
    let after = change_within(app, &mut act, id, kind, rule).await?;
    Ok(app.settle(act, Stands { id: after.id, state: after.state, version: after.version }).await?)
}

async fn change_within(
    app: &App,
    act: &mut Act,
    id: &QuestionId,
    kind: Kind,
    rule: impl FnOnce(&Question, Moment) -> Result<Question, Refusal>,
) -> Result<Question, Problem> {
    let before = questions::get(&mut act.tx, id).await?.ok_or_else(Problem::not_found)?;
    let now = act.now;
    let after = reach::unless_refused(&mut act.tx, &before, rule(&before, now)).await?;
    let was = app.face(&mut act.tx, &before).await?;
    reach::save(act, &after).await?;
    let faces = Faces { before: was, after: app.face(&mut act.tx, &after).await? };
    act.record(happening::question_changed(kind, Some(&before), &after, &faces));
    Ok(after)
}

/// Takes the asker's own question back. What was merged under it counts for itself again and is back at the desk.
pub async fn take_back(app: &App, by: &By, id: &QuestionId) -> Result<Stands, Problem> {
    let mut act = app.begin(by).await?;
    let after = change_within(app, &mut act, id, Kind::Withdrawn, Question::withdraw).await?;
    app.take_apart(&mut act, &after).await?;
    Ok(app.settle(act, Stands { id: after.id, state: after.state, version: after.version }).await?)
}

/// Stores a rating, once there is something to rate.
pub async fn put_rating(app: &App, by: &By, id: &QuestionId, rating: Rating) -> Result<Stands, Problem> {
    let mut act = app.begin(by).await?;
    let question = questions::get(&mut act.tx, id).await?.ok_or_else(Problem::not_found)?;
    // Before the public could see it on air, there is nothing to rate.
    let seen = app.as_seen(&mut act.tx, question.clone()).await?;
    if !is_ratable(seen.state) {
        return Err(Refusal::WrongState.into());
    }
    let now = act.now;
    ratings::put(&mut act.tx, id, &rating, now).await?;
    act.record(about(&question, Kind::Rated, "rating"));
    Ok(app.settle(act, stands(&seen)).await?)
}

/// Erases name and contact, and says how the question stands to its asker.
pub async fn erase_contact(app: &App, by: &By, id: &QuestionId) -> Result<Stands, Problem> {
    Ok(app::erase::erase(app, by, id, stands).await?)
}

/// Erases everything that the asker wrote, and says how the question stands to them.
pub async fn erase_everything(app: &App, by: &By, id: &QuestionId) -> Result<Stands, Problem> {
    Ok(app::erase::erase_everything(app, by, id, stands).await?)
}

/// What can be rated has been answered, or ended with a reason.
pub fn is_ratable(state: Standing) -> bool {
    use Standing::*;
    matches!(state, AnsweredLive | AnsweredWritten | Closed | Rejected | RejectedFinal)
}

fn about(question: &Question, kind: Kind, subject_kind: &'static str) -> Happening {
    Happening {
        journal: Journal::from(&question.inquiry),
        kind,
        subject_kind,
        subject: question.id.0.clone(),
        from: None,
        to: None,
        why: None,
        after: serde_json::json!({}),
        heard: vec![happening::desk_line(kind, question)],
    }
}

/// How a question stands to its asker.
pub fn stands(question: &Question) -> Stands {
    Stands { id: question.id.clone(), state: public_state(question.state), version: question.version }
}

/// A text of the asker, checked.
pub fn text(sent: &Text) -> Result<String, Problem> {
    Ok(within("text", clean(sent.text.as_deref().unwrap_or_default()), &TEXT_CHARS)?)
}

/// A rating of the asker, checked.
pub fn rating(sent: &Rate) -> Result<Rating, Problem> {
    let mut wrong = Vec::new();
    let mut one = |field: &'static str, word: &Option<String>| {
        let found = word.as_deref().and_then(Satisfaction::of);
        if found.is_none() {
            wrong.push(Wrong { field, code: "unknown", limit: None });
        }
        found.map(Satisfaction::word).unwrap_or_default()
    };
    let (answer, handling) = (one("answer", &sent.answer), one("handling", &sent.handling));
    if !wrong.is_empty() {
        return Err(Problem::fields(&wrong));
    }
    let note = sent.note.as_deref().map(clean).filter(|note| !note.is_empty());
    Ok(Rating { answer, handling, note })
}
