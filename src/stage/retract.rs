//! 掐播, 撤题: what must not be seen leaves every stream, page and call at once, and the record says who asked for it.

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
        role::Staff,
        rundown::Pull,
    },
    http::{Problem, Sent, Signed, problem::Wrong},
    text::clean::clean,
};

/// The longest reason code, in characters.
const CODE_CHARS: usize = 40;
/// The longest naming of who asked and how, in Unicode scalars.
const NAMED_CHARS: usize = 120;

/// Nothing has to be said.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = DumpWanted)]
pub struct Dump {}

/// Cuts out what is on air and whatever the public has not seen yet. Never fails on state.
#[utoipa::path(post, path = "/inquiries/{slug}/dump", request_body = Dump, params(("slug" = String, Path)),
    responses((status = 200, body = OnAir), (status = 403), (status = 404)))]
pub async fn dump_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Dump>,
) -> Result<Json<OnAir>, Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(dump(&app, &staff, &by, &slug).await?))
}

/// Cuts out what is on air and whatever is still inside the delay.
pub async fn dump(app: &App, staff: &Staff, by: &By, slug: &str) -> app::Result<OnAir> {
    let mut show = Show::hold_on_air(app, staff, by, slug).await?;
    let turned = show.rundown.dump(&show.air(app));
    show.turn(app, Kind::Dumped, turned, None, None).await?;
    let stands = OnAir::from(&show.rundown);
    show.settle(app, stands).await
}

/// Which question leaves the show, and on whose word.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = PullWanted)]
pub struct Wanted {
    /// The item, or its question.
    pub item: Option<ItemId>,
    /// The reason code.
    pub code: Option<String>,
    /// Who asked for it.
    pub asked_by: Option<String>,
    /// How: by telephone, in the gallery, on paper.
    pub how: Option<String>,
}

/// Removes a chosen question from the show and from everybody's sight.
#[utoipa::path(post, path = "/inquiries/{slug}/pull", request_body = Wanted, params(("slug" = String, Path)),
    responses((status = 200, body = OnAir), (status = 403), (status = 404, description = "unknown_item"),
        (status = 409, description = "not_waiting"), (status = 422)))]
pub async fn pull_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<OnAir>, Problem> {
    let (item, why) = wanted(&sent.body)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(pull(&app, &staff, &by, &slug, &item, why).await?))
}

/// Removes a chosen question from the show, with who asked and why.
pub async fn pull(app: &App, staff: &Staff, by: &By, slug: &str, item: &ItemId, why: Pull) -> app::Result<OnAir> {
    let mut show = Show::hold_on_air(app, staff, by, slug).await?;
    let code = why.code.clone();
    let turned = show.rundown.pull(&show.named(item), why, &show.air(app))?;
    show.turn(app, Kind::Pulled, turned, None, Some(code)).await?;
    let stands = OnAir::from(&show.rundown);
    show.settle(app, stands).await
}

/// What was sent, checked.
fn wanted(sent: &Wanted) -> Result<(ItemId, Pull), Problem> {
    let mut wrong = Vec::new();
    let mut said = |field: &'static str, text: &Option<String>, most: usize| {
        let text = clean(text.as_deref().unwrap_or_default());
        if text.is_empty() {
            wrong.push(Wrong { field, code: "required", limit: None });
        } else if text.chars().count() > most {
            wrong.push(Wrong { field, code: "too_long", limit: Some(most as i64) });
        }
        text
    };
    let item = said("item", &sent.item.as_ref().map(|item| item.0.clone()), NAMED_CHARS);
    let code = said("code", &sent.code, CODE_CHARS);
    let asked_by = said("asked_by", &sent.asked_by, NAMED_CHARS);
    let how = said("how", &sent.how, NAMED_CHARS);
    if !code.is_empty() && !code.chars().all(|char| char.is_ascii_lowercase() || char == '_') {
        // The record keeps codes, never words.
        wrong.push(Wrong { field: "code", code: "unknown", limit: None });
    }
    if wrong.is_empty() { Ok((ItemId(item), Pull { code, asked_by, how })) } else { Err(Problem::fields(&wrong)) }
}
