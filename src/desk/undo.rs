//! Undo: a decision is taken back while nothing newer stands on top of it; a bulk is taken back as one.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{alarm, decide::change, merge};
use crate::{
    app::{self, Act, App, By, reach},
    domain::{
        happening::{Actor, Kind},
        id::{DecisionId, QuestionId},
        question::{State as Standing, UNDO_FREELY_MS},
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, seen},
    store::decisions::{self, Decision},
    text::clean::clean,
};

/// What is taken back, and why.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = UndoWanted)]
pub struct Wanted {
    /// The question's version that was seen.
    pub version: Option<i64>,
    /// Why; needed for somebody else's decision, and after ten seconds.
    pub reason: Option<String>,
}

/// How the questions stand afterwards.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Undone {
    /// The question of this decision.
    pub id: QuestionId,
    /// Its state.
    pub state: Standing,
    /// Its version.
    pub version: i64,
    /// How many decisions were taken back.
    pub undone: usize,
}

/// Takes a decision back.
#[utoipa::path(post, path = "/decisions/{id}/undo", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Undone), (status = 409, description = "superseded, already_on_air, stale_version"), (status = 422)))]
pub async fn undo_call(
    State(app): State<App>,
    Path(id): Path<DecisionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Undone>, Problem> {
    let seen = seen(sent.body.version)?;
    let reason = sent.body.reason.as_deref().map(clean).filter(|reason| !reason.is_empty());
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(undo(&app, &staff, &by, &id, seen, reason.as_deref()).await?))
}

/// Takes back a decision and, where it was part of a bulk, the whole bulk: all or nothing.
pub async fn undo(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &DecisionId,
    seen: i64,
    reason: Option<&str>,
) -> app::Result<Undone> {
    let mut act = app.begin(by).await?;
    let decision = decisions::get(&mut act.tx, id).await?.ok_or(app::Error::NotFound("decision"))?;
    let question = reach::question(&mut act.tx, staff, Deed::Moderate, &decision.question).await?;
    if decision.undone_at.is_some() {
        return Err(app::Error::Stands(Refusal::Superseded, reach::present(&mut act.tx, &question).await?));
    }
    must_be_on_top(&mut act, &decision).await?;
    reach::must_be_fresh(&mut act.tx, &question, seen).await?;
    let free = decision.by_person == staff.person && act.now.since(decision.at) <= UNDO_FREELY_MS;
    if !free && reason.is_none() {
        return Err(Refusal::ReasonRequired.into());
    }
    let all = match &decision.bulk {
        None => vec![decision.clone()],
        Some(bulk) => decisions::of_bulk(&mut act.tx, bulk).await?,
    };
    let mut undone = None;
    for one in &all {
        let stands = undo_one(app, &mut act, one).await?;
        if one.id == decision.id {
            undone = Some(stands);
        }
    }
    let (state, version) = undone.ok_or(app::Error::NotFound("decision"))?;
    app.settle(act, Undone { id: decision.question, state, version, undone: all.len() }).await
}

async fn undo_one(app: &App, act: &mut Act, decision: &Decision) -> app::Result<(Standing, i64)> {
    let before = must_be_on_top(act, decision).await?;
    let after = before.undo(&decision.before()?, act.now);
    if before.urgent && !after.urgent {
        alarm::take_back(act, &before.id).await?;
    }
    if before.merged_into == after.merged_into {
        change(app, act, Kind::Undone, &before, &after).await?;
    } else {
        merge::rejoin(app, act, Kind::Undone, &before, &after).await?;
    }
    decisions::undo(&mut act.tx, &decision.id, act.now).await?;
    Ok((after.state, after.version))
}

/// The question as it stands, if nothing newer stands on top of the decision.
async fn must_be_on_top(act: &mut Act, decision: &Decision) -> app::Result<crate::domain::question::Question> {
    let question = crate::store::questions::get(&mut act.tx, &decision.question).await?;
    let question = question.ok_or(app::Error::NotFound("question"))?;
    if question.version == decision.version_after {
        return Ok(question);
    }
    let refusal = if question.state == Standing::OnAir { Refusal::AlreadyOnAir } else { Refusal::Superseded };
    Err(app::Error::Stands(refusal, reach::present(&mut act.tx, &question).await?))
}
