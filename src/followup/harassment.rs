//! 有人因此为难我, at the supervisor's: taken up within a working day, answered with what was done, never the department's.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::{self, Act, App, By},
    domain::{
        day::Day,
        happening::{self, Actor, Journal, Kind},
        harassment::{ANSWER_CHARS, Harassment},
        id::QuestionId,
        inquiry::Inquiry,
        moment::Moment,
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, problem::within, seen},
    store::{self, Tx, harassments, inquiries, journal, people, questions},
    text::clean::clean,
};

/// A report as who supervises reads it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = HarassmentReport)]
pub struct Report {
    /// Its id.
    pub id: String,
    /// Because of which question.
    pub question: QuestionId,
    /// That question's number in its inquiry.
    pub number: i64,
    /// The inquiry's name in addresses.
    pub inquiry: String,
    /// The inquiry's theme.
    pub theme: String,
    /// In the asker's words.
    pub text: String,
    /// When.
    pub at: Moment,
    /// By which working day somebody has taken it up.
    pub due_on: Day,
    /// Who has it.
    pub taken_by: Option<String>,
    /// Whether that is the reader.
    pub is_mine: bool,
    /// What its asker was told.
    pub done: Option<String>,
    /// When.
    pub done_at: Option<Moment>,
    /// Its version.
    pub version: i64,
}

/// How a report stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = HarassmentStands)]
pub struct Stands {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// Whether its asker was told what was done.
    pub is_over: bool,
}

impl From<&Harassment> for Stands {
    fn from(it: &Harassment) -> Self {
        Self { id: it.id.clone(), version: it.version, is_over: it.answered_at.is_some() }
    }
}

/// One report.
#[utoipa::path(get, path = "/harassments/{id}", params(("id" = String, Path)),
    responses((status = 200, body = Report), (status = 403), (status = 404)))]
pub async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    Signed(staff): Signed,
) -> Result<Json<Report>, Problem> {
    Ok(Json(report(&mut app.store.read().await?, &staff, &id).await?))
}

/// One report, for somebody who supervises its inquiry.
pub async fn report(tx: &mut Tx, staff: &Staff, id: &str) -> app::Result<Report> {
    let (it, inquiry) = reached(tx, staff, id).await?;
    let question = questions::get(tx, &it.question).await?.ok_or(app::Error::NotFound("question"))?;
    let taken_by = match &it.taken_by {
        Some(person) => people::get(tx, person).await?.map(|person| person.name),
        None => None,
    };
    Ok(Report {
        is_mine: it.taken_by.as_ref() == Some(&staff.person),
        id: it.id,
        question: it.question,
        number: question.number,
        inquiry: inquiry.slug,
        theme: inquiry.theme,
        text: it.text,
        at: it.at,
        due_on: it.due_on,
        taken_by,
        done: it.done_note,
        done_at: it.answered_at,
        version: it.version,
    })
}

/// The version that was seen.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = HarassmentTaking)]
pub struct Taking {
    /// The version that was seen.
    pub version: Option<i64>,
}

/// Takes it, or takes it over from a colleague.
#[utoipa::path(post, path = "/harassments/{id}/take", request_body = Taking, params(("id" = String, Path)),
    responses((status = 200, body = Stands), (status = 403), (status = 404), (status = 409), (status = 428)))]
pub async fn take_call(
    State(app): State<App>,
    Path(id): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Taking>,
) -> Result<Json<Stands>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(take(&app, &staff, &by, &id, seen).await?))
}

/// Takes it: the gesture behind call and form.
pub async fn take(app: &App, staff: &Staff, by: &By, id: &str, seen: i64) -> app::Result<Stands> {
    let mut act = app.begin(by).await?;
    let before = fresh(&mut act, staff, id, seen).await?;
    let after = before.take(&staff.person, act.now)?;
    if after != before {
        save(&mut act, &after, Kind::HarassmentTaken, None).await?;
    }
    app.settle(act, Stands::from(&after)).await
}

/// What was done.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = HarassmentAnswer)]
pub struct Answering {
    /// What was done, 5 to 1,000 characters, as the asker reads it.
    pub text: Option<String>,
    /// The version that was seen.
    pub version: Option<i64>,
}

/// Tells the asker what was done; whoever has it does.
#[utoipa::path(post, path = "/harassments/{id}/answer", request_body = Answering, params(("id" = String, Path)),
    responses((status = 200, body = Stands), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn answer_call(
    State(app): State<App>,
    Path(id): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Answering>,
) -> Result<Json<Stands>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(answer(&app, &staff, &by, &id, seen, &sent.body).await?))
}

/// Tells the asker what was done: the gesture behind call and form.
pub async fn answer(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &str,
    seen: i64,
    answering: &Answering,
) -> Result<Stands, Problem> {
    let mut act = app.begin(by).await?;
    let before = fresh(&mut act, staff, id, seen).await?;
    let text = within("text", clean(answering.text.as_deref().unwrap_or_default()), &ANSWER_CHARS)?;
    let after = before.answer(&staff.person, text, act.now)?;
    let head = journal::head(&mut act.tx, &Journal::from(&after.inquiry)).await?;
    let digest = after.done_note.as_deref().map(|done| head.digest(done));
    save(&mut act, &after, Kind::HarassmentAnswered, digest).await?;
    Ok(app.settle(act, Stands::from(&after)).await?)
}

/// Whether somebody may read such reports: who supervises the inquiry, unless they speak for a department as well.
pub fn may_read(staff: &Staff, inquiry: &Inquiry) -> bool {
    staff.department().is_none() && staff.may(Deed::Supervise, &inquiry.id, &inquiry.programme)
}

/// The report and its inquiry, for somebody who may read it.
async fn reached(tx: &mut Tx, staff: &Staff, id: &str) -> app::Result<(Harassment, Inquiry)> {
    let it = harassments::get(tx, id).await?.ok_or(app::Error::NotFound("report"))?;
    let inquiry = inquiries::get(tx, &it.inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
    if may_read(staff, &inquiry) { Ok((it, inquiry)) } else { Err(Refusal::NotAllowed.into()) }
}

async fn fresh(act: &mut Act, staff: &Staff, id: &str, seen: i64) -> app::Result<Harassment> {
    let (it, _) = reached(&mut act.tx, staff, id).await?;
    match it.must_be(seen) {
        Ok(()) => Ok(it),
        Err(refusal) => Err(stands_at(&it, refusal)),
    }
}

async fn save(act: &mut Act, it: &Harassment, kind: Kind, text: Option<String>) -> app::Result<()> {
    match harassments::save(&mut act.tx, it).await {
        Err(store::Error::Stale) => {
            let now = harassments::get(&mut act.tx, &it.id).await?.ok_or(app::Error::NotFound("report"))?;
            return Err(stands_at(&now, Refusal::Stale));
        }
        other => other?,
    }
    let question = questions::get(&mut act.tx, &it.question).await?.ok_or(app::Error::NotFound("question"))?;
    act.record(happening::harassment(kind, it, question.asker.as_ref(), text));
    Ok(())
}

fn stands_at(it: &Harassment, refusal: Refusal) -> app::Error {
    app::Error::Stands(refusal, json!({ "version": it.version, "is_over": it.answered_at.is_some() }))
}
