//! 申请复核: another person looks at a refusal again.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::decide::{self, Decided};
use crate::{
    app::{self, App, By, reach},
    domain::{
        happening::{Actor, Kind},
        id::QuestionId,
        question::Verdict,
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, problem::Wrong, seen},
    store::decisions::{self, Decision},
    text::clean::clean,
};

/// The answer to an appeal.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = AppealWanted)]
pub struct Wanted {
    /// uphold or overturn.
    pub action: Option<String>,
    /// The version that was seen.
    pub version: Option<i64>,
    /// Why; among the staff.
    pub note: Option<String>,
}

/// Answers an appeal.
#[utoipa::path(post, path = "/questions/{id}/appeal-decision", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Decided), (status = 403, description = "same_person"), (status = 409), (status = 422), (status = 428)))]
pub async fn judge_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Decided>, Problem> {
    let seen = seen(sent.body.version)?;
    let verdict = sent.body.action.as_deref().and_then(Verdict::of);
    let verdict = verdict.ok_or_else(|| Problem::fields(&[Wrong { field: "action", code: "unknown", limit: None }]))?;
    let note = sent.body.note.as_deref().map(clean).filter(|note| !note.is_empty());
    let note = note.ok_or_else(|| Problem::from(Refusal::ReasonRequired))?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(judge(&app, &staff, &by, &id, seen, verdict, note).await?))
}

/// Another person upholds or overturns a refusal.
pub async fn judge(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    verdict: Verdict,
    note: String,
) -> app::Result<Decided> {
    let mut act = app.begin(by).await?;
    let before = reach::question(&mut act.tx, staff, Deed::Moderate, id).await?;
    reach::must_be_fresh(&mut act.tx, &before, seen).await?;
    let refusals = decisions::on(&mut act.tx, id).await?;
    let first = refusals.into_iter().rev().find(|it| it.action == "reject" && it.undone_at.is_none());
    let first = first.ok_or(Refusal::WrongState)?.by_person;
    let judged = before.judge_appeal(verdict, &first, &staff.person, act.now);
    let after = reach::unless_refused(&mut act.tx, &before, judged).await?;
    let decision = Decision { note: Some(note), ..decide::decision(&act, staff, &before, &after, verdict.word())? };
    decide::change(app, &mut act, Kind::AppealJudged, &before, &after).await?;
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
