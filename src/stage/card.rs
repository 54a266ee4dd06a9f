//! 人名条、承诺卡: laid over the picture by one key and taken away by the same; only what two persons confirmed is promised there.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::show::{OnAir, Show};
use crate::{
    app::{self, App, By},
    domain::{
        air,
        commitment::Stage,
        day::Day,
        happening::{Actor, Kind},
        id::{CommitmentId, DepartmentId},
        inquiry::Inquiry,
        refusal::Refusal,
        role::Staff,
        rundown::{Card, CardKind},
    },
    http::{Problem, Sent, Signed, problem::Wrong},
    store::{Tx, commitments, inquiries, respondents},
};

/// What is to lie over the picture.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = CardWanted)]
pub struct Wanted {
    /// respondent, promise; nothing takes away what is there.
    pub kind: Option<String>,
    /// Which.
    pub id: Option<String>,
}

/// A card as a screen paints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ScreenCard {
    /// What it shows.
    pub kind: CardKind,
    /// Of which respondent or promise.
    pub id: String,
    /// The post; none for a promise.
    pub post: Option<String>,
    /// The name; none for a promise.
    pub name: Option<String>,
    /// What was promised, row by row; empty for a name.
    pub rows: Vec<String>,
    /// Whether the rows fit; otherwise the card is as high as they need.
    pub fits: bool,
    /// Whose they are.
    pub department: Option<String>,
    /// By when.
    pub due: Option<Day>,
}

/// Somebody who can be named over the picture.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StageSpeaker {
    /// Their id.
    pub id: String,
    /// The name of the department.
    pub department: String,
    /// Their post.
    pub post: String,
    /// Their name.
    pub name: String,
}

/// Lays a card over the picture, or takes it away.
#[utoipa::path(post, path = "/inquiries/{slug}/card", request_body = Wanted, params(("slug" = String, Path)),
    responses((status = 200, body = OnAir), (status = 403), (status = 404),
        (status = 409, description = "not_live, wrong_state: the promise is not confirmed"), (status = 422)))]
pub async fn card_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<OnAir>, Problem> {
    let card = card(&sent.body)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(lay(&app, &staff, &by, &slug, card).await?))
}

/// Lays a card over the picture, or takes it away.
pub async fn lay(app: &App, staff: &Staff, by: &By, slug: &str, card: Option<Card>) -> app::Result<OnAir> {
    let mut show = Show::hold_on_air(app, staff, by, slug).await?;
    if let Some(card) = &card {
        let inquiry = show.inquiry.clone();
        let what = painted(&mut show.act.tx, &inquiry, card).await?;
        what.ok_or(match card.kind {
            CardKind::Respondent => app::Error::NotFound("respondent"),
            CardKind::Promise => Refusal::WrongState.into(),
        })?;
    }
    let turned = show.rundown.show_card(card, &show.air(app))?;
    show.turn(app, Kind::RundownChanged, turned, None, None).await?;
    let stands = OnAir::from(&show.rundown);
    show.settle(app, stands).await
}

/// What a card shows; nothing where it may not be shown: a promise that is not confirmed, or was taken back since.
pub async fn painted(tx: &mut Tx, inquiry: &Inquiry, card: &Card) -> app::Result<Option<ScreenCard>> {
    match card.kind {
        CardKind::Respondent => name_strap(tx, inquiry, card).await,
        CardKind::Promise => promise(tx, inquiry, card).await,
    }
}

async fn name_strap(tx: &mut Tx, inquiry: &Inquiry, card: &Card) -> app::Result<Option<ScreenCard>> {
    let answering = respondents::of(tx, &inquiry.id).await?;
    let Some(one) = answering.into_iter().find(|one| one.id.as_str() == card.id) else { return Ok(None) };
    let department = department(tx, &one.department).await?;
    let Card { kind, id } = card.clone();
    let (post, name) = (Some(one.post), Some(one.name));
    Ok(Some(ScreenCard { kind, id, post, name, rows: Vec::new(), fits: true, department, due: None }))
}

async fn promise(tx: &mut Tx, inquiry: &Inquiry, card: &Card) -> app::Result<Option<ScreenCard>> {
    let stored = commitments::get(tx, &CommitmentId(card.id.clone())).await?;
    let it = stored.map(|stored| stored.it).filter(|it| it.inquiry == inquiry.id);
    let Some(it) = it.filter(|it| !matches!(it.stage, Stage::Captured | Stage::Void)) else { return Ok(None) };
    let department = match &it.parties.lead {
        Some(id) => department(tx, id).await?,
        None => None,
    };
    let words = it.boxes.what.as_ref().unwrap_or(&it.quote);
    let measured = air::measure(words);
    let Card { kind, id } = card.clone();
    let due = it.due.as_ref().map(|due| Day::from(due.first));
    let (rows, fits) = (measured.rows, measured.fits);
    Ok(Some(ScreenCard { kind, id, post: None, name: None, rows, fits, department, due }))
}

async fn department(tx: &mut Tx, id: &DepartmentId) -> app::Result<Option<String>> {
    Ok(inquiries::department(tx, id.as_str()).await?.map(|it| it.name))
}

/// Everybody who can be named over the picture, in their order.
pub async fn speakers(tx: &mut Tx, inquiry: &Inquiry) -> app::Result<Vec<StageSpeaker>> {
    let mut speakers = Vec::new();
    for one in respondents::of(tx, &inquiry.id).await? {
        let department = department(tx, &one.department).await?.unwrap_or_default();
        speakers.push(StageSpeaker { id: one.id.0, department, post: one.post, name: one.name });
    }
    Ok(speakers)
}

fn card(sent: &Wanted) -> Result<Option<Card>, Problem> {
    let wrong = |field, code| Problem::fields(&[Wrong { field, code, limit: None }]);
    let Some(word) = sent.kind.as_deref().filter(|word| !word.is_empty()) else { return Ok(None) };
    let kind = CardKind::of(word).ok_or_else(|| wrong("kind", "unknown"))?;
    let id = sent.id.clone().filter(|id| !id.is_empty()).ok_or_else(|| wrong("id", "required"))?;
    Ok(Some(Card { kind, id }))
}
