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
        asking::AskedBy,
        happening::{Actor, Kind},
        id::{ItemId, PersonId, QuestionId},
        role::{Role, Staff},
        rundown::{Effect, Item, ItemState, Refusal, Rundown, Turned},
    },
    http::{Problem, Sent, Signed, problem::Wrong, seen},
    store::{air_texts, grants},
    text::clean::clean,
};

/// How long an item takes when nobody says, in seconds.
const PLANNED_S: u32 = 180;
/// The longest that an item may be planned for, in seconds.
const MOST_S: u32 = 3600;
/// The longest title of an item without a question, in Unicode scalars.
const TITLE_CHARS: usize = 40;
/// The longest words between two questions, in Unicode scalars: what a prompter shows at once.
const BRIDGE_CHARS: usize = 80;
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
    /// Who asks: host, deputy, caller, clip, hall.
    pub asked_by: Option<AskedBy>,
    /// Which deputy, where one asks; null for one who has no account here.
    pub deputy: Option<PersonId>,
    /// What the host says on the way to it; empty for nothing.
    pub bridge: Option<String>,
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
    /// Who asks: host, deputy, caller, clip, hall; where nobody says it, it follows from where the question came.
    pub asked_by: Option<AskedBy>,
    /// Which deputy, where one asks.
    pub deputy: Option<PersonId>,
    /// The item before which it comes; at the end where none is named.
    pub before: Option<ItemId>,
    /// 插入: it comes next, before whatever would have been. A question that waits in the order already moves there.
    #[serde(default)]
    pub next: bool,
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
        let bridge = told.bridge.as_deref().map(bridge).transpose()?;
        wanted.push(Told { title, bridge, ..told });
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
        if let Some(bridge) = told.bridge {
            item.bridge = Some(bridge).filter(|words| !words.is_empty());
        }
        if let Some(asked_by) = told.asked_by.filter(|_| item.state == ItemState::Waiting) {
            item.deputy = of_the_house(show, asked_by, told.deputy).await?;
            item.asked_by = asked_by;
        }
        return Ok(item.id.clone());
    }
    let question = told.question.clone().or_else(|| told.id.clone().map(|id| QuestionId(id.0)));
    let added = Added { question, ..Added::from(told) };
    let item = new_item(show, &added).await?;
    let id = item.id.clone();
    next.items.push(item);
    Ok(id)
}

/// The deputy who asks, if one does: somebody who is a deputy in this inquiry.
async fn of_the_house(show: &mut Show, asked_by: AskedBy, deputy: Option<PersonId>) -> app::Result<Option<PersonId>> {
    let Some(deputy) = deputy.filter(|_| asked_by == AskedBy::Deputy) else { return Ok(None) };
    let crew = grants::crew(&mut show.act.tx, &show.inquiry).await?;
    match crew.iter().any(|it| it.role == Role::Deputy && it.person == deputy) {
        true => Ok(Some(deputy)),
        false => Err(app::Error::Wrong(vec![("deputy", "unknown")])),
    }
}

impl From<Told> for Added {
    fn from(told: Told) -> Self {
        let Told { question, title, planned_s, asked_by, deputy, .. } = told;
        Self { question, title, planned_s, asked_by, deputy, ..Self::default() }
    }
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

/// Adds an item before another one, as the next, or at the end.
pub async fn add(app: &App, staff: &Staff, by: &By, slug: &str, added: Added) -> app::Result<WithNew> {
    let mut show = Show::hold(app, staff, by, slug).await?;
    let seen = added.version.unwrap_or(show.rundown.version);
    let waits = |it: &&Item| it.question.is_some() && it.question == added.question && it.state == ItemState::Waiting;
    if let Some(there) = show.rundown.items.iter().find(waits).map(|it| it.id.clone()) {
        if !added.next {
            return Err(Refusal::AlreadyThere.into());
        }
        let turned = show.rundown.move_next(&there, seen)?;
        let rundown = finish_with(app, &mut show, turned).await?;
        return show.settle(app, WithNew { id: there, rundown }).await;
    }
    let item = new_item(&mut show, &added).await?;
    let id = item.id.clone();
    let turned = match added.next {
        true => show.rundown.insert_next(item, seen)?,
        false => show.rundown.insert(item, added.before.map(|id| show.named(&id)).as_ref(), seen)?,
    };
    let rundown = finish_with(app, &mut show, turned).await?;
    show.settle(app, WithNew { id, rundown }).await
}

async fn new_item(show: &mut Show, added: &Added) -> app::Result<Item> {
    let mut item = Item::waiting(ItemId::new(), added.question.clone(), added.planned_s.unwrap_or(PLANNED_S));
    item.asked_by = added.asked_by.unwrap_or(AskedBy::Host);
    match &added.question {
        None => item.title = added.title.clone(),
        Some(id) => {
            let before = show.question(id).await?;
            let after = before.queue(show.act.now)?;
            show.arrange_question(&before, &after).await?;
            item.air_approved = air_texts::of(&mut show.act.tx, id).await?.is_some_and(|air| air.is_approved());
            item.asked_by = added.asked_by.unwrap_or(AskedBy::usual(before.provenance));
        }
    }
    item.deputy = of_the_house(show, item.asked_by, added.deputy.clone()).await?;
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

/// What the host says on the way, checked.
fn bridge(sent: &str) -> Result<String, Problem> {
    let words = clean(sent);
    match words.chars().count() > BRIDGE_CHARS {
        true => Err(Problem::fields(&[Wrong { field: "bridge", code: "too_long", limit: Some(BRIDGE_CHARS as i64) }])),
        false => Ok(words),
    }
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
