//! Many askers, one question: merging duplicates, and taking them apart exactly as they were.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::decide::{self, Decided};
use crate::{
    app::{self, Act, App, By, reach},
    domain::{
        happening::{self, Actor, Faces, Journal, Kind},
        id::QuestionId,
        question::{Question, State as Standing},
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, problem::Wrong, seen},
    store::{
        Tx,
        decisions::{self, Decision},
        holds, journal, questions, seconds,
    },
};

/// Under which question.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = MergeWanted)]
pub struct Wanted {
    /// The question under which this one counts from now on.
    pub into: Option<QuestionId>,
    /// The version that was seen.
    pub version: Option<i64>,
}

/// The version that was seen, in the address.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
pub struct Seen {
    /// The version.
    pub version: Option<i64>,
}

/// Puts a question under another.
#[utoipa::path(post, path = "/questions/{id}/merge", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Decided), (status = 409), (status = 422), (status = 428)))]
pub async fn merge_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Decided>, Problem> {
    let seen = seen(sent.body.version)?;
    let into = sent
        .body
        .into
        .clone()
        .ok_or_else(|| Problem::fields(&[Wrong { field: "into", code: "required", limit: None }]))?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(merge(&app, &staff, &by, &id, seen, &into).await?))
}

/// Takes a question out again.
#[utoipa::path(delete, path = "/questions/{id}/merge", params(("id" = String, Path), Seen),
    responses((status = 200, body = Decided), (status = 409), (status = 428)))]
pub async fn unmerge_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Query(version): Query<Seen>,
    Signed(staff): Signed,
    sent: Sent<serde_json::Value>,
) -> Result<Json<Decided>, Problem> {
    let seen = seen(version.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(unmerge(&app, &staff, &by, &id, seen).await?))
}

/// Merges: facts stay on the question on which they were given and count for the other one.
pub async fn merge(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    into: &QuestionId,
) -> app::Result<Decided> {
    let mut act = app.begin(by).await?;
    let decided = merge_within(app, &mut act, staff, id, seen, into, None).await?;
    app.settle(act, decided).await
}

/// Merges within an act that may hold more than one decision.
pub(super) async fn merge_within(
    app: &App,
    act: &mut Act,
    staff: &Staff,
    id: &QuestionId,
    seen: i64,
    into: &QuestionId,
    bulk: Option<String>,
) -> app::Result<Decided> {
    let before = reach::question(&mut act.tx, staff, Deed::Moderate, id).await?;
    reach::must_be_fresh(&mut act.tx, &before, seen).await?;
    let root = root(&mut act.tx, into).await?;
    if root == before.id {
        return Err(Refusal::WrongState.into());
    }
    let head = reach::question(&mut act.tx, staff, Deed::Moderate, &root).await?;
    let after = reach::unless_refused(&mut act.tx, &before, before.merge(&head, act.now)).await?;
    let decision = Decision { bulk, ..decide::decision(act, staff, &before, &after, "merge".into())? };
    rejoin(app, act, Kind::Merged, &before, &after).await?;
    decisions::insert(&mut act.tx, &decision).await?;
    holds::release(&mut act.tx, id, &staff.person).await?;
    Ok(Decided { id: after.id, state: after.state, version: after.version, decision: decision.id, needs_second: false })
}

/// Takes apart: the question has again the state, the words and the devices that it had.
pub async fn unmerge(app: &App, staff: &Staff, by: &By, id: &QuestionId, seen: i64) -> app::Result<Decided> {
    let mut act = app.begin(by).await?;
    let before = reach::question(&mut act.tx, staff, Deed::Moderate, id).await?;
    reach::must_be_fresh(&mut act.tx, &before, seen).await?;
    let merges = decisions::on(&mut act.tx, id).await?.into_iter().rev();
    let merge = merges.into_iter().find(|decision| decision.action == "merge" && decision.undone_at.is_none());
    let merge = merge.ok_or(Refusal::WrongState)?;
    let after = reach::unless_refused(&mut act.tx, &before, before.unmerge(merge.before()?.state, act.now)).await?;
    let decision = decide::decision(&act, staff, &before, &after, "unmerge".into())?;
    rejoin(app, &mut act, Kind::Unmerged, &before, &after).await?;
    decisions::undo(&mut act.tx, &merge.id, act.now).await?;
    decisions::insert(&mut act.tx, &decision).await?;
    app.settle(
        act,
        Decided {
            id: after.id,
            state: after.state,
            version: after.version,
            decision: decision.id,
            needs_second: false,
        },
    )
    .await
}

/// Saves a question that went under another one or came out again, and tells of the one where it counts or counted: its
/// count changes with it. Refuses what would put a question under itself by a detour.
pub(super) async fn rejoin(
    app: &App,
    act: &mut Act,
    kind: Kind,
    before: &Question,
    after: &Question,
) -> app::Result<()> {
    let under = after.merged_into.as_ref().or(before.merged_into.as_ref()).ok_or(Refusal::WrongState)?;
    let root = root(&mut act.tx, under).await?;
    let head = questions::get(&mut act.tx, &root).await?.ok_or(app::Error::NotFound("question"))?;
    let head_was = app.face(&mut act.tx, &head).await?;
    decide::change(app, act, kind, before, after).await?;
    // From here on nobody else moves a question of this inquiry: what two did at once shows as a circle to the second.
    journal::hold_head(&mut act.tx, &Journal::from(&after.inquiry)).await?;
    if root_if_any(&mut act.tx, &after.id).await?.is_none() {
        return Err(Refusal::Superseded.into());
    }
    // Its asker may have taken the other one back since it was read.
    let stands = questions::get(&mut act.tx, under).await?.is_some_and(|it| it.state != Standing::Withdrawn);
    if after.merged_into.is_some() && !stands {
        return Err(Refusal::Superseded.into());
    }
    let head_is = app.face(&mut act.tx, &head).await?;
    if head_was != head_is {
        let faces = Faces { before: head_was, after: head_is };
        act.record(happening::question_changed(kind, Some(&head), &head, &faces));
    }
    Ok(())
}

async fn root(tx: &mut Tx, id: &QuestionId) -> app::Result<QuestionId> {
    root_if_any(tx, id).await?.ok_or(app::Error::NotFound("question"))
}

/// The question under which this one counts; none where merges lead in a circle.
async fn root_if_any(tx: &mut Tx, id: &QuestionId) -> app::Result<Option<QuestionId>> {
    Ok(seconds::roots(tx, std::slice::from_ref(id)).await?.remove(id))
}
