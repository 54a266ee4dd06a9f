//! 上题, 下题: what goes on air names what is believed there; what comes off may say how it ended.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::show::{OnAir, Show};
use crate::{
    app::{self, App, By},
    domain::{
        happening::{Actor, Kind},
        id::ItemId,
        question::Outcome,
        role::Staff,
    },
    http::{Problem, Sent, Signed, problem::Wrong},
};

/// What the hand believes, and what it wants.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = TakeWanted)]
pub struct Take {
    /// The item that is believed on air; null for none.
    pub believed: Option<ItemId>,
    /// The item to put on air; what is next where none is named.
    pub item: Option<ItemId>,
    /// How the question that comes off ended: answered, partly, evaded, to_writing.
    pub outcome: Option<String>,
}

/// Puts an item on air.
#[utoipa::path(post, path = "/inquiries/{slug}/take", request_body = Take, params(("slug" = String, Path)),
    responses((status = 200, body = OnAir), (status = 403), (status = 404),
        (status = 409, description = "not_live, air_not_approved, nothing_next, already_on_air, not_waiting"),
        (status = 412, description = "something else is on air than believed"), (status = 429, description = "a double press")))]
pub async fn take_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Take>,
) -> Result<Json<OnAir>, Problem> {
    let outcome = outcome(sent.body.outcome.as_deref())?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    let Take { believed, item, .. } = sent.body;
    Ok(Json(take(&app, &staff, &by, &slug, believed.as_ref(), item.as_ref(), outcome).await?))
}

/// Puts `item`, or what is next, on air in place of what is believed there.
pub async fn take(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    believed: Option<&ItemId>,
    item: Option<&ItemId>,
    outcome: Option<Outcome>,
) -> app::Result<OnAir> {
    let mut show = Show::hold_on_air(app, staff, by, slug).await?;
    let item = item.map(|id| show.named(id));
    let turned = show.rundown.take(believed, item.as_ref(), &show.air(app))?;
    show.turn(app, Kind::Taken, turned, outcome, None).await?;
    let stands = OnAir::from(&show.rundown);
    show.settle(app, stands).await
}

/// How what is on air ended.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = ClearWanted)]
pub struct Clear {
    /// answered, partly, evaded, to_writing.
    pub outcome: Option<String>,
}

/// Takes off what is on air. With nothing on air nothing happens.
#[utoipa::path(post, path = "/inquiries/{slug}/clear", request_body = Clear, params(("slug" = String, Path)),
    responses((status = 200, body = OnAir), (status = 403), (status = 404), (status = 422)))]
pub async fn clear_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Clear>,
) -> Result<Json<OnAir>, Problem> {
    let outcome = outcome(sent.body.outcome.as_deref())?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(clear(&app, &staff, &by, &slug, outcome).await?))
}

/// Takes off what is on air, and says how it ended.
pub async fn clear(app: &App, staff: &Staff, by: &By, slug: &str, outcome: Option<Outcome>) -> app::Result<OnAir> {
    let mut show = Show::hold_on_air(app, staff, by, slug).await?;
    let turned = show.rundown.clear(&show.air(app));
    show.turn(app, Kind::Cleared, turned, outcome, None).await?;
    let stands = OnAir::from(&show.rundown);
    show.settle(app, stands).await
}

/// Whether graphics are wanted.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[schema(as = GraphicWanted)]
pub struct Graphic {
    /// Shown or not.
    pub shown: bool,
}

/// Shows or hides the graphics over the picture. What is on air stays on air.
#[utoipa::path(post, path = "/inquiries/{slug}/graphic", request_body = Graphic, params(("slug" = String, Path)),
    responses((status = 200, body = OnAir), (status = 403), (status = 404)))]
pub async fn graphic_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Graphic>,
) -> Result<Json<OnAir>, Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(graphic(&app, &staff, &by, &slug, sent.body.shown).await?))
}

/// Shows or hides the graphics over the picture.
pub async fn graphic(app: &App, staff: &Staff, by: &By, slug: &str, shown: bool) -> app::Result<OnAir> {
    let mut show = Show::hold_on_air(app, staff, by, slug).await?;
    let turned = show.rundown.show_graphic(shown);
    show.turn(app, Kind::RundownChanged, turned, None, None).await?;
    let stands = OnAir::from(&show.rundown);
    show.settle(app, stands).await
}

/// How a question ended, as it was sent; nothing where nothing was said.
pub fn outcome(word: Option<&str>) -> Result<Option<Outcome>, Problem> {
    match word.filter(|word| !word.is_empty()) {
        None => Ok(None),
        Some(word) => match Outcome::of(word) {
            Some(outcome) => Ok(Some(outcome)),
            None => Err(Problem::fields(&[Wrong { field: "outcome", code: "unknown", limit: None }])),
        },
    }
}
