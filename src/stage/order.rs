//! The order of the show: items come in, move, change their length and go, until they have been on air.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    rundown::{self, StageRundown},
    show::Show,
};
use crate::{
    app::{self, App, By},
    domain::{
        happening::{Actor, Kind},
        id::{ItemId, QuestionId},
        role::Staff,
        rundown::{Effect, Item, ItemState, Refusal, Rundown, Turned},
    },
    http::{Problem, Sent, Signed, problem::Wrong, seen},
    store::air_texts,
    text::clean::clean,
};

/// How long an item takes when nobody says, in seconds.
const PLANNED_S: u32 = 180;
/// The longest that an item may be planned for, in seconds.
const MOST_S: u32 = 3600;
/// The longest title of an item without a question, in Unicode scalars.
const TITLE_CHARS: usize = 40;
/// The most items of one show.
const MOST_ITEMS: usize = 200;

/// The whole order anew.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = RundownWanted)]
pub struct Order {
    /// The items, in order; those left out go, unless they have been on air.
    pub items: Option<Vec<Place>>,
    /// The version that was seen.
    pub version: Option<i64>,
}

/// One place in the order: an item's id, a question's id, or what is to change about it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(untagged)]
#[schema(as = PlaceWanted)]
pub enum Place {
    /// An item, or a question that is to come in here.
    Named(String),
    /// The same, with more.
    Told(Told),
}

/// A place with more said about it.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = PlaceTold)]
pub struct Told {
    /// The item; none for a new one.
    pub id: Option<ItemId>,
    /// The question of a new item.
    pub question: Option<QuestionId>,
    /// What it is, where no question is asked.
    pub title: Option<String>,
    /// How long it is meant to take, in seconds.
    pub planned_s: Option<u32>,
}

/// A new item.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = ItemWanted)]
pub struct Added {
    /// The question; none for a film, a vote, a welcome.
    pub question: Option<QuestionId>,
    /// What it is, where no question is asked.
    pub title: Option<String>,
    /// How long it is meant to take, in seconds; 180 by default.
    pub planned_s: Option<u32>,
    /// The item before which it comes; at the end where none is named.
    pub before: Option<ItemId>,
    /// The version that was seen, where the place matters.
    pub version: Option<i64>,
}

/// The running order with the item that came in.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RundownWithNew)]
pub struct WithNew {
    /// The new item.
    pub id: ItemId,
    /// The running order.
    #[serde(flatten)]
    pub rundown: StageRundown,
}

/// Puts the whole order anew.
#[utoipa::path(put, path = "/inquiries/{slug}/rundown", request_body = Order, params(("slug" = String, Path)),
    responses((status = 200, body = StageRundown), (status = 403), (status = 404),
        (status = 409, description = "stale_version, not_waiting, wrong_state"), (status = 422), (status = 428)))]
pub async fn arrange_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Order>,
) -> Result<Json<StageRundown>, Problem> {
    let seen = seen(sent.body.version)?;
    let Some(places) = sent.body.items.clone() else {
        return Err(Problem::fields(&[Wrong { field: "items", code: "required", limit: None }]));
    };
    let mut wanted = Vec::new();
    for place in places {
        let told = match place {
            Place::Named(id) => Told { id: Some(ItemId(id)), ..Told::default() },
            Place::Told(told) => told,
        };
        let title = checked(told.title.as_deref(), told.planned_s)?;
        wanted.push(Told { title, ..told });
    }
    if wanted.len() > MOST_ITEMS {
        return Err(Problem::fields(&[Wrong { field: "items", code: "too_many", limit: Some(MOST_ITEMS as i64) }]));
    }
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(arrange(&app, &staff, &by, &slug, wanted, seen).await?))
}

/// Puts the whole order anew: what is named and not there comes in, what is there and not named goes.
pub async fn arrange(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    wanted: Vec<Told>,
    seen: i64,
) -> app::Result<StageRundown> {
    let mut show = Show::hold(app, staff, by, slug).await?;
    if show.rundown.version != seen {
        return Err(Refusal::Stale { current: show.rundown.version }.into());
    }
    let mut next = show.rundown.clone();
    let mut order = Vec::with_capacity(wanted.len());
    for told in wanted {
        order.push(place(&mut show, &mut next, told).await?);
    }
    for gone in show.rundown.items.clone() {
        if let Some(question) = gone.question.filter(|_| !order.contains(&gone.id) && gone.state == ItemState::Waiting)
        {
            let before = show.question(&question).await?;
            let after = before.unqueue(show.act.now)?;
            show.arrange_question(&before, &after).await?;
        }
    }
    let turned = next.arrange(&order, seen)?;
    finish(app, show, turned).await
}

/// The item of a place: one that is there, changed as told, or a new one.
async fn place(show: &mut Show, next: &mut Rundown, told: Told) -> app::Result<ItemId> {
    let named = told.id.clone().or_else(|| told.question.as_ref().map(|question| ItemId(question.0.clone())));
    let id = named.map(|id| show.named(&id));
    if let Some(item) = next.items.iter_mut().find(|item| Some(&item.id) == id.as_ref()) {
        item.planned_s = told.planned_s.unwrap_or(item.planned_s);
        if item.question.is_none() && told.title.is_some() {
            item.title = told.title;
        }
        return Ok(item.id.clone());
    }
    let question = told.question.or_else(|| told.id.map(|id| QuestionId(id.0)));
    let item = new_item(show, question, told.title, told.planned_s).await?;
    let id = item.id.clone();
    next.items.push(item);
    Ok(id)
}

/// Adds an item.
#[utoipa::path(post, path = "/inquiries/{slug}/rundown/items", request_body = Added, params(("slug" = String, Path)),
    responses((status = 201, body = WithNew), (status = 403), (status = 404),
        (status = 409, description = "already_there, stale_version, wrong_state"), (status = 422)))]
pub async fn add_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Added>,
) -> Result<(StatusCode, Json<WithNew>), Problem> {
    let title = checked(sent.body.title.as_deref(), sent.body.planned_s)?;
    if sent.body.question.is_none() && title.is_none() {
        return Err(Problem::fields(&[Wrong { field: "question", code: "required", limit: None }]));
    }
    let by = sent.by(Actor::Person(staff.person.clone()));
    let added = Added { title, ..sent.body.clone() };
    Ok((StatusCode::CREATED, Json(add(&app, &staff, &by, &slug, added).await?)))
}

/// Adds an item before another one, or at the end.
pub async fn add(app: &App, staff: &Staff, by: &By, slug: &str, added: Added) -> app::Result<WithNew> {
    let mut show = Show::hold(app, staff, by, slug).await?;
    let seen = added.version.unwrap_or(show.rundown.version);
    if let Some(question) = &added.question
        && show.rundown.items.iter().any(|it| it.question.as_ref() == Some(question) && it.state == ItemState::Waiting)
    {
        return Err(Refusal::AlreadyThere.into());
    }
    let item = new_item(&mut show, added.question, added.title, added.planned_s).await?;
    let id = item.id.clone();
    let before = added.before.map(|id| show.named(&id));
    let turned = show.rundown.insert(item, before.as_ref(), seen)?;
    let rundown = finish_with(app, &mut show, turned).await?;
    show.settle(app, WithNew { id, rundown }).await
}

async fn new_item(
    show: &mut Show,
    question: Option<QuestionId>,
    title: Option<String>,
    planned_s: Option<u32>,
) -> app::Result<Item> {
    let mut item = Item::waiting(ItemId::new(), question, planned_s.unwrap_or(PLANNED_S));
    match item.question.clone() {
        None => item.title = title,
        Some(id) => {
            let before = show.question(&id).await?;
            let after = before.queue(show.act.now)?;
            show.arrange_question(&before, &after).await?;
            item.air_approved = air_texts::of(&mut show.act.tx, &id).await?.is_some_and(|air| air.is_approved());
        }
    }
    Ok(item)
}

async fn finish(app: &App, mut show: Show, turned: Turned) -> app::Result<StageRundown> {
    let rundown = finish_with(app, &mut show, turned).await?;
    show.settle(app, rundown).await
}

async fn finish_with(app: &App, show: &mut Show, turned: Turned) -> app::Result<StageRundown> {
    debug_assert!(turned.effects.iter().all(|effect| *effect == Effect::Arranged));
    show.turn(app, Kind::RundownChanged, turned, None, None).await?;
    rundown::seen(app, &mut show.act.tx, &show.inquiry, &show.rundown).await
}

fn checked(title: Option<&str>, planned_s: Option<u32>) -> Result<Option<String>, Problem> {
    let mut wrong = Vec::new();
    let title = title.map(clean).filter(|title| !title.is_empty());
    if title.as_ref().is_some_and(|title| title.chars().count() > TITLE_CHARS) {
        wrong.push(Wrong { field: "title", code: "too_long", limit: Some(TITLE_CHARS as i64) });
    }
    if planned_s.is_some_and(|seconds| seconds > MOST_S) {
        wrong.push(Wrong { field: "planned_s", code: "too_long", limit: Some(i64::from(MOST_S)) });
    }
    if wrong.is_empty() { Ok(title) } else { Err(Problem::fields(&wrong)) }
}
