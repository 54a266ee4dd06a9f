//! 补录: what was taken by voice while the line was cut is entered with its true time, and stays marked as entered later.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    show::{OnAir, Show},
    take::outcome,
};
use crate::{
    app::{self, App, By},
    domain::{
        happening::{Actor, Kind},
        id::ItemId,
        inquiry::Phase,
        moment::Moment,
        question::Outcome,
        role::Staff,
        rundown::{Late, Refusal},
    },
    http::{Problem, Sent, Signed, problem::Wrong},
};

/// A take that was made by voice.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = LateTakeWanted)]
pub struct Wanted {
    /// What was taken: the item, or its question.
    pub item: Option<ItemId>,
    /// When, in milliseconds UTC.
    pub at: Option<i64>,
    /// When it came off; nothing while it is still on air.
    pub off_at: Option<i64>,
    /// How it was answered; for one that is still on air, how the one before it was.
    pub outcome: Option<String>,
}

/// Enters a take that was made by voice.
#[utoipa::path(post, path = "/inquiries/{slug}/late-takes", request_body = Wanted, params(("slug" = String, Path)),
    responses((status = 200, body = OnAir), (status = 403), (status = 404),
        (status = 409, description = "not_live, already_on_air, not_waiting, air_not_approved"),
        (status = 422, description = "not_then: in the future, or before what was taken last")))]
pub async fn enter_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<OnAir>, Problem> {
    let outcome = outcome(sent.body.outcome.as_deref())?;
    let late = late(&sent.body)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(enter(&app, &staff, &by, &slug, late, outcome).await?))
}

/// Enters a take that was made by voice, into a show that is live or just over.
pub async fn enter(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    late: Late,
    outcome: Option<Outcome>,
) -> app::Result<OnAir> {
    let mut show = Show::hold_on_air(app, staff, by, slug).await?;
    if !matches!(show.inquiry.phase, Phase::Live | Phase::HandingOver) {
        return Err(Refusal::NotLive.into());
    }
    let late = Late { item: show.named(&late.item), ..late };
    let item = late.item.0.clone();
    let turned = show.rundown.enter_late(&late, &show.air(app))?;
    show.turn(app, Kind::EnteredLate, turned, outcome, Some(item)).await?;
    let stands = OnAir::from(&show.rundown);
    show.settle(app, stands).await
}

fn late(sent: &Wanted) -> Result<Late, Problem> {
    let missing = |field| Problem::fields(&[Wrong { field, code: "required", limit: None }]);
    let item = sent.item.clone().ok_or_else(|| missing("item"))?;
    let at = Moment(sent.at.ok_or_else(|| missing("at"))?);
    Ok(Late { item, at, off_at: sent.off_at.map(Moment) })
}
