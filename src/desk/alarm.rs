//! 急件: one person takes it, the contact opens to them, and it is over when they have said what was done.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::decide::change;
use crate::{
    app::{
        self, Act, App, By,
        alarm::Ringing,
        reach,
        reveal::{Contact, REASON_CHARS, contact, note},
    },
    domain::{
        alarm::{Alarm, DONE_CHARS, PassedTo},
        happening::{self, Actor, Journal, Kind},
        id::QuestionId,
        moment::Moment,
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{
        Problem, Sent, Signed,
        problem::{Wrong, within},
    },
    lang::Lang,
    store::{self, alarms, journal, people},
    text::clean::clean,
};

/// What rings, and what is being seen to.
#[utoipa::path(get, path = "/inquiries/{slug}/alarms", params(("slug" = String, Path)),
    responses((status = 200, body = Ringing), (status = 401), (status = 403), (status = 404)))]
pub async fn ringing(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Json<Ringing>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadStage, &slug).await?;
    Ok(Json(app.ringing_in(&mut tx, &staff, &inquiry).await?))
}

/// Why it is taken, where the usual sentence does not say it.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = AlarmTaking)]
pub struct Taking {
    /// The reason, as the asker and the auditor will read it.
    pub reason: Option<String>,
}

/// What opens to whoever takes it. Not kept under a client's key: it is opened each time, and each time noted.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AlarmOpened)]
pub struct Taken {
    /// What was said, whole.
    pub text: String,
    /// Where it is.
    pub place: Option<String>,
    /// Name and contact.
    #[serde(flatten)]
    pub contact: Contact,
    /// When it was taken.
    pub taken_at: Option<Moment>,
}

/// Takes it: the first wins, the second is told by whom.
#[utoipa::path(post, path = "/questions/{id}/alarm/take", request_body = Taking, params(("id" = String, Path)),
    responses((status = 200, body = Taken), (status = 403), (status = 404), (status = 409, description = "alarm_taken, wrong_state"), (status = 422)))]
pub async fn take_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Taking>,
) -> Result<Json<Taken>, Problem> {
    Ok(Json(take(&app, &staff, &id, sent.body.reason.as_deref()).await?))
}

/// Takes it and opens the contact: the gesture behind call and button.
pub async fn take(app: &App, staff: &Staff, id: &QuestionId, reason: Option<&str>) -> Result<Taken, Problem> {
    let reason = reason.map(clean).filter(|reason| !reason.is_empty());
    if reason.as_ref().is_some_and(|reason| reason.chars().count() < REASON_CHARS) {
        return Err(Problem::fields(&[Wrong { field: "reason", code: "too_short", limit: Some(REASON_CHARS as i64) }]));
    }
    // Whoever takes it need not stop to write why: it rings, and that is why.
    let reason = reason.unwrap_or_else(|| Lang::default().say("alarm-reason", &[]));
    let mut act = app.begin(&By::from(Actor::Person(staff.person.clone()))).await?;
    let question = reach::question(&mut act.tx, staff, Deed::Reveal, id).await?;
    let before = open(&mut act, id).await?;
    let taken = before.take(&staff.person, act.now);
    let after = unless_taken(&mut act, &before, taken).await?;
    if after != before {
        save(&mut act, &after).await?;
        act.record(happening::alarm(Kind::AlarmTaken, &after, None));
    }
    let sealed = note(&mut act, staff, &question, &reason).await?;
    app.settle(act, ()).await?;
    Ok(Taken {
        text: question.original,
        place: question.place,
        contact: contact(app, id, sealed),
        taken_at: after.taken_at,
    })
}

/// What was done.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = AlarmEnding)]
pub struct Ending {
    /// To whom it was passed: `police`, `fire`, `medical`, `gas`, `duty` or `other`.
    pub passed_to: Option<String>,
    /// What was done, 4 to 500 characters. Among the staff.
    pub done: Option<String>,
}

/// It is over.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AlarmOver)]
pub struct Over {
    /// The question's version: it can be decided on as any other.
    pub version: i64,
}

/// Says what was done; only whoever took it does, and only then is it over.
#[utoipa::path(post, path = "/questions/{id}/alarm/end", request_body = Ending, params(("id" = String, Path)),
    responses((status = 200, body = Over), (status = 403), (status = 404), (status = 409, description = "alarm_taken, alarm_waiting, wrong_state"), (status = 422)))]
pub async fn end_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Ending>,
) -> Result<Json<Over>, Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(end(&app, &staff, &by, &id, &sent.body).await?))
}

/// Ends it: the gesture behind call and form.
pub async fn end(app: &App, staff: &Staff, by: &By, id: &QuestionId, ending: &Ending) -> Result<Over, Problem> {
    let mut act = app.begin(by).await?;
    let question = reach::question(&mut act.tx, staff, Deed::Reveal, id).await?;
    let alarm = open(&mut act, id).await?;
    let (passed_to, done) = said(ending)?;
    let ended = alarm.end(&staff.person, passed_to, done.clone(), act.now);
    let ended = unless_taken(&mut act, &alarm, ended).await?;
    save(&mut act, &ended).await?;
    let head = journal::head(&mut act.tx, &Journal::from(&question.inquiry)).await?;
    act.record(happening::alarm(Kind::AlarmEnded, &ended, Some(head.digest(&done))));
    let calm = question.calm(act.now);
    change(app, &mut act, Kind::AlarmEnded, &question, &calm).await?;
    Ok(app.settle(act, Over { version: calm.version }).await?)
}

fn said(ending: &Ending) -> Result<(PassedTo, String), Problem> {
    let mut wrong = Vec::new();
    let passed_to = ending.passed_to.as_deref().and_then(PassedTo::of);
    if passed_to.is_none() {
        let is_blank = ending.passed_to.as_deref().unwrap_or_default().is_empty();
        wrong.push(Wrong { field: "passed_to", code: if is_blank { "required" } else { "unknown" }, limit: None });
    }
    let done = clean(ending.done.as_deref().unwrap_or_default());
    let done = within("done", done, &DONE_CHARS).unwrap_or_else(|missed| {
        wrong.push(missed);
        String::new()
    });
    match passed_to {
        Some(passed_to) if wrong.is_empty() => Ok((passed_to, done)),
        _ => Err(Problem::fields(&wrong)),
    }
}

async fn open(act: &mut Act, id: &QuestionId) -> app::Result<Alarm> {
    Ok(alarms::open_of(&mut act.tx, id).await?.ok_or(Refusal::WrongState)?)
}

async fn save(act: &mut Act, alarm: &Alarm) -> app::Result<()> {
    match alarms::save(&mut act.tx, alarm).await {
        Err(store::Error::Stale) => {
            let now = alarms::last_of(&mut act.tx, &alarm.question).await?.ok_or(Refusal::WrongState)?;
            unless_taken(act, &now, Err(Refusal::AlarmTaken)).await
        }
        other => Ok(other?),
    }
}

/// Whoever comes second is told who has it.
async fn unless_taken<T>(act: &mut Act, alarm: &Alarm, rule: Result<T, Refusal>) -> app::Result<T> {
    match rule {
        Err(Refusal::AlarmTaken) => {
            let by = match &alarm.taken_by {
                Some(person) => people::get(&mut act.tx, person).await?.map(|person| person.name),
                None => None,
            };
            let current = json!({ "by": by, "at": alarm.taken_at, "version": alarm.version });
            Err(app::Error::Stands(Refusal::AlarmTaken, current))
        }
        other => Ok(other?),
    }
}

/// It was rung by mistake: the decision that rang it is taken back, and nobody had taken it.
pub async fn take_back(act: &mut Act, id: &QuestionId) -> app::Result<()> {
    let Some(alarm) = alarms::open_of(&mut act.tx, id).await? else { return Ok(()) };
    let by = match &act.actor {
        Actor::Person(person) => Some(person.clone()),
        _ => None,
    };
    let ended = alarm.take_back(by, act.now);
    let ended = unless_taken(act, &alarm, ended).await?;
    save(act, &ended).await?;
    act.record(happening::alarm(Kind::AlarmEnded, &ended, None));
    Ok(())
}
