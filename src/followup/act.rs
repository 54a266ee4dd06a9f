//! Every step of a promise, from confirming to closing: one gesture behind call and forms.

use axum::{
    Json,
    extract::{Path, State},
    http::request::Parts,
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::action::{self, Said};
use crate::{
    app::{self, Act, App, By},
    domain::{
        commitment::{
            Commitment, CommitmentOutcome, Refusal, Stage, StepDue,
            action::{Action, Actor, Done, Ground},
        },
        day::Day,
        happening::{self, Actor as Hand},
        id::{CommitmentId, EvidenceId, VisitorId},
        inquiry::{Inquiry, Phase},
        pair::Pair,
        role::{Role, Scope, Staff},
    },
    http::{Problem, Sent, Signed, Visiting},
    pace::Pace,
    store::{
        self, Tx, calendars,
        commitments::{self, Stored},
        evidence, inquiries, promise_delays, questions,
        records::{self, Record},
    },
};

/// Who acts: somebody of the staff, or a device of the public.
#[derive(Clone, Debug)]
pub enum Who {
    /// Of the staff.
    Staff(Staff),
    /// Of the public.
    Visitor(VisitorId),
}

impl Who {
    /// As the journal names them.
    pub fn hand(&self) -> Hand {
        match self {
            Who::Staff(staff) => Hand::Person(staff.person.clone()),
            Who::Visitor(visitor) => Hand::Visitor(visitor.clone()),
        }
    }
}

impl axum::extract::FromRequestParts<App> for Who {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let signed = <Signed as axum::extract::OptionalFromRequestParts<App>>::from_request_parts(parts, app).await?;
        match signed {
            Some(Signed(staff)) => Ok(Who::Staff(staff)),
            None => Visiting::from_request_parts(parts, app).await.map(|Visiting(visitor)| Who::Visitor(visitor)),
        }
    }
}

/// A promise after an action.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CommitmentMoved)]
pub struct Moved {
    /// Its id.
    pub id: CommitmentId,
    /// Where it is.
    pub state: Stage,
    /// Whether it was kept.
    pub outcome: CommitmentOutcome,
    /// Its version.
    pub version: i64,
    /// The first date.
    pub due: Option<Day>,
    /// The date that holds now.
    pub due_now: Option<Day>,
    /// While in notice, the first day on which it may be closed.
    pub notice_ends_on: Option<Day>,
    /// What the office has to do next, and by when.
    #[schema(value_type = Option<Object>)]
    pub step: Option<StepDue>,
}

impl From<&Commitment> for Moved {
    fn from(it: &Commitment) -> Self {
        Self {
            id: it.id.clone(),
            state: it.stage,
            outcome: it.outcome,
            version: it.version,
            due: it.due.as_ref().map(|due| due.first.into()),
            due_now: it.due_now().map(Day::from),
            notice_ends_on: it.notice_ends_on.map(Day::from),
            step: it.step,
        }
    }
}

/// Does something with a promise: `{"action": ..., "version": ..., ...}`. Staff name the version that they saw.
#[utoipa::path(post, path = "/commitments/{id}/actions", request_body = Object, params(("id" = String, Path)),
    responses((status = 200, body = Moved), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn act_call(
    State(app): State<App>,
    Path(id): Path<CommitmentId>,
    who: Who,
    sent: Sent<Map<String, Value>>,
) -> Result<Json<Moved>, Problem> {
    let by = sent.by(who.hand());
    act(&app, &who, &by, &id, &sent.body).await.map(Json)
}

/// Does something with a promise: the gesture behind call and forms.
pub async fn act(
    app: &App,
    who: &Who,
    by: &By,
    id: &CommitmentId,
    body: &Map<String, Value>,
) -> Result<Moved, Problem> {
    let word = body.get("action").and_then(Value::as_str).unwrap_or_default();
    let seen = match who {
        Who::Staff(_) => crate::http::seen(body.get("version").and_then(Value::as_i64))?,
        Who::Visitor(visitor) => {
            let pace = if word == "object" { Pace::Object } else { Pace::Second };
            app.paces.pass(pace, visitor.as_str(), app.now())?;
            0
        }
    };
    let mut act = app.begin(by).await?;
    let stored = get(&mut act.tx, id, who).await?;
    let inquiry = inquiries::get(&mut act.tx, &stored.it.inquiry).await?.ok_or_else(Problem::not_found)?;
    if parts(who, &inquiry).is_empty() {
        return Err(Problem::not_allowed());
    }
    let said = action::read(&mut act.tx, body, stored.it.said_on).await?;
    let moved = act_within(app, &mut act, who, stored, seen, &said).await?;
    Ok(app.settle(act, moved).await?)
}

/// The promise, unless it does not exist for this eye: what is not confirmed is not there for the public.
async fn get(tx: &mut Tx, id: &CommitmentId, who: &Who) -> app::Result<Stored> {
    let stored = commitments::get(tx, id).await?.ok_or(app::Error::NotFound("commitment"))?;
    let is_unsaid = matches!(stored.it.stage, Stage::Captured | Stage::Void)
        || !promise_delays::held_back(tx, std::slice::from_ref(id)).await?.is_empty();
    if is_unsaid && matches!(who, Who::Visitor(_)) { Err(app::Error::NotFound("commitment")) } else { Ok(stored) }
}

/// Does something with a promise within an act.
pub async fn act_within(
    app: &App,
    act: &mut Act,
    who: &Who,
    stored: Stored,
    seen: i64,
    said: &Said,
) -> app::Result<Moved> {
    let before = &stored.it;
    let inquiry = inquiries::get(&mut act.tx, &before.inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
    let programme = inquiries::programme(&mut act.tx, &inquiry.programme).await?;
    let calendar = calendars::calendar(&mut act.tx).await?;
    let companies = inquiries::companies(&mut act.tx).await?;
    let ground = Ground {
        now: act.now,
        today: app.today(&programme),
        calendar: &calendar,
        notice_days: u16::try_from(programme.notice_days).unwrap_or_default(),
        companies: &companies,
    };
    let (actor, done) = by_fitting_part(before, said, &parts(who, &inquiry), seen, &ground)?;
    let Done { commitment: after, .. } = done;
    if let (Action::Agree, Actor::Visitor(visitor)) = (&said.action, &actor) {
        if records::agree(&mut act.tx, &before.id, visitor, before.version, act.now).await? {
            act.record(happening::agreed(before, visitor));
        }
        return Ok(Moved::from(before));
    }
    show(act, before, said, &actor).await?;
    save(act, &after).await?;
    record(act, &after, said, &actor, ground.today.into()).await?;
    hold_back(app, act, &inquiry, before, &after).await?;
    tell(app, act, &stored, &after, &said.word()).await?;
    Ok(Moved::from(&after))
}

/// Saves, records and tells what the house itself did with a promise.
pub async fn by_the_house(
    app: &App,
    act: &mut Act,
    stored: &Stored,
    after: &Commitment,
    said: &Said,
    today: Day,
) -> app::Result<()> {
    save(act, after).await?;
    record(act, after, said, &Actor::House, today).await?;
    tell(app, act, stored, after, &said.word()).await
}

/// The parts that somebody plays where this promise was spoken.
pub(super) fn parts(who: &Who, inquiry: &Inquiry) -> Vec<Actor> {
    let staff = match who {
        Who::Visitor(visitor) => return vec![Actor::Visitor(visitor.clone())],
        Who::Staff(staff) => staff,
    };
    let here = staff.grants.iter().filter(|grant| grant.reaches(&inquiry.id, &inquiry.programme));
    let person = || staff.person.clone();
    let own = || staff.department().cloned();
    here.filter_map(|grant| match (grant.role, &grant.scope) {
        (Role::Scribe, _) => Some(Actor::Scribe(person())),
        (Role::Supervisor, _) => Some(Actor::Supervisor(person(), own())),
        (Role::Department, Scope::Department(department)) => Some(Actor::Department(person(), department.clone())),
        (Role::Verifier | Role::Deputy, _) => Some(Actor::Verifier(person(), own())),
        (role, _) if Pair::Promise.is_seconded_by(role) => Some(Actor::Crew(person(), role)),
        _ => None,
    })
    .collect()
}

/// The action done in the first part that may do it; else the refusal that says most.
fn by_fitting_part(
    before: &Commitment,
    said: &Said,
    parts: &[Actor],
    seen: i64,
    ground: &Ground<'_>,
) -> app::Result<(Actor, Done)> {
    let mut refused = Refusal::NotAllowed;
    for actor in parts {
        match before.act(&said.action, actor, seen, ground) {
            Ok(done) => return Ok((actor.clone(), done)),
            Err(refusal) if matches!(refused, Refusal::NotAllowed | Refusal::NotYours) => refused = refusal,
            Err(_) => {}
        }
    }
    Err(match refused {
        Refusal::Stale { .. } => app::Error::Stands(crate::domain::refusal::Refusal::Stale, present(before)),
        Refusal::WrongState { .. } => app::Error::Stands(crate::domain::refusal::Refusal::WrongState, present(before)),
        other => app::Error::PromiseRefused(other),
    })
}

/// How a promise stands, for somebody who was overtaken.
fn present(it: &Commitment) -> Value {
    json!({ "id": it.id, "state": it.stage, "outcome": it.outcome, "version": it.version })
}

/// What is shown with an action can be seen by all from now on; it must have been sent in for this promise.
async fn show(act: &mut Act, before: &Commitment, said: &Said, actor: &Actor) -> app::Result<()> {
    match (&said.action, actor) {
        (Action::ReportDone { evidence: ids, .. }, Actor::Department(..)) => {
            let stored = evidence::of(&mut act.tx, &before.id).await?;
            let own = |id: &EvidenceId| stored.iter().any(|it| it.id == *id && it.part == "department");
            if !ids.iter().all(own) {
                return Err(app::Error::Wrong(vec![("evidence", "unknown")]));
            }
            evidence::show(&mut act.tx, ids, act.now).await?;
        }
        (Action::Verify { .. }, Actor::Verifier(person, _)) => {
            evidence::show_of_verifier(&mut act.tx, &before.id, person, act.now).await?;
        }
        _ => {}
    }
    Ok(())
}

async fn save(act: &mut Act, after: &Commitment) -> app::Result<()> {
    match commitments::save(&mut act.tx, after, act.now).await {
        Err(store::Error::Stale) => {
            let now = commitments::get(&mut act.tx, &after.id).await?.ok_or(app::Error::NotFound("commitment"))?;
            Err(app::Error::Stands(crate::domain::refusal::Refusal::Stale, present(&now.it)))
        }
        other => Ok(other?),
    }
}

async fn record(act: &mut Act, after: &Commitment, said: &Said, actor: &Actor, on_day: Day) -> app::Result<()> {
    let (part, department) = match actor {
        Actor::Scribe(_) => ("scribe", None),
        Actor::Supervisor(..) => ("supervisor", None),
        Actor::Crew(..) => ("crew", None),
        Actor::Department(_, department) => ("department", Some(department.clone())),
        Actor::Verifier(..) => ("verifier", None),
        Actor::Visitor(_) => ("visitor", None),
        Actor::House => ("house", None),
    };
    let (public_text, internal_text) = said.texts();
    let record = Record {
        commitment: after.id.clone(),
        version: after.version,
        at: act.now,
        on_day,
        part,
        person: actor.person().cloned(),
        department,
        action: said.word(),
        stage: after.stage,
        outcome: after.outcome,
        public_text,
        internal_text,
    };
    Ok(records::insert(&mut act.tx, &record).await?)
}

/// What is confirmed before the public could have heard it on air waits as long as the air does.
async fn hold_back(
    app: &App,
    act: &mut Act,
    inquiry: &Inquiry,
    before: &Commitment,
    after: &Commitment,
) -> app::Result<()> {
    let appears = before.stage == Stage::Captured && after.stage != Stage::Captured && after.stage != Stage::Void;
    let is_fresh = matches!(inquiry.phase, Phase::Live | Phase::HandingOver);
    let due_at = after.mark_at + app.delay_ms(inquiry);
    if appears && is_fresh && due_at > act.now {
        promise_delays::insert(&mut act.tx, &after.id, &inquiry.id, due_at).await?;
    }
    Ok(())
}

/// Who may hear of it hears what they may.
async fn tell(app: &App, act: &mut Act, before: &Stored, after: &Commitment, word: &str) -> app::Result<()> {
    let stored = Stored { it: after.clone(), changed_at: act.now, ..before.clone() };
    let face = app.promises(&mut act.tx, std::slice::from_ref(&stored)).await?.pop();
    let asker = match &after.question {
        None => None,
        Some(question) => questions::get(&mut act.tx, question).await?.and_then(|question| question.asker),
    };
    act.record(happening::commitment_moved(&before.it, after, word, face.as_ref(), asker.as_ref()));
    Ok(())
}
