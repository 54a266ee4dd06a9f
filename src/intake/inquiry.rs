//! What anybody may know of an inquiry: theme, phase, who is summoned, whether the door is open, where questions went.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::{App, board::Notice},
    domain::{
        counts::Counts,
        day::Day,
        gate::Gate,
        id::{DepartmentId, InquiryId},
        inquiry::{Inquiry, Intake, Interruption, Phase},
        moment::Moment,
        reason::Reason,
    },
    http::Problem,
    store::{Tx, disclosures, gates, inquiries, questions},
};

/// An inquiry as everybody may read it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicInquiry {
    /// Its id.
    pub id: InquiryId,
    /// Its name in addresses.
    pub slug: String,
    /// The programme's name.
    pub programme: String,
    /// The theme.
    pub theme: String,
    /// Where it stands.
    pub phase: Phase,
    /// What stands beside the phase.
    pub interruption: Option<Interruption>,
    /// The public sentence.
    pub sentence: Option<String>,
    /// When the show begins.
    pub starts_at: Moment,
    /// Planned length.
    pub minutes: i64,
    /// When the call ends.
    pub call_closes_at: Moment,
    /// Where the picture is.
    pub stream: Option<String>,
    /// What the door says.
    pub intake: Intake,
    /// How fast the door is while it is open.
    pub gate: Gate,
    /// What the organiser says about that.
    pub gate_sentence: Option<String>,
    /// No question's words are public before it was on air.
    pub sealed: bool,
    /// What the organiser says about a seal that was taken off, and since when its questions can be read.
    pub unsealed: Option<PublicUnsealing>,
    /// How far viewers are behind the studio, in seconds.
    pub delay_s: i64,
    /// Who answers, in their order.
    pub summoned: Vec<PublicDepartment>,
    /// Where all questions went.
    pub counts: Counts,
    /// Rises by one with each change.
    pub version: i64,
}

/// A seal was taken off.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicUnsealing {
    /// What the organiser says about it.
    pub notice: String,
    /// On which day.
    pub on: Day,
}

/// A department as everybody may read it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicDepartment {
    /// Its id.
    pub id: DepartmentId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// `organ`, `company` or `township`.
    pub kind: String,
}

/// A list, and where it goes on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// The items.
    pub items: Vec<T>,
    /// What to send as `after` for the next ones; null at the end.
    pub next: Option<String>,
}

/// Every inquiry that the public may know of, the latest first.
#[utoipa::path(get, path = "/inquiries", responses((status = 200, body = List<PublicInquiry>)))]
pub async fn known(State(app): State<App>) -> Result<Json<List<PublicInquiry>>, Problem> {
    let mut tx = app.store.read().await?;
    let mut items = Vec::new();
    for inquiry in inquiries::known(&mut tx).await? {
        items.push(public_inquiry(&app, &mut tx, inquiry).await?);
    }
    Ok(Json(List { items, next: None }))
}

/// One inquiry.
#[utoipa::path(get, path = "/inquiries/{slug}", params(("slug" = String, Path)),
    responses((status = 200, body = PublicInquiry), (status = 404)))]
pub async fn one(State(app): State<App>, Path(slug): Path<String>) -> Result<Json<PublicInquiry>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = visible(&mut tx, &slug).await?;
    Ok(Json(public_inquiry(&app, &mut tx, inquiry).await?))
}

/// The inquiry of this name, unless it is still being prepared.
pub async fn visible(tx: &mut Tx, slug: &str) -> Result<Inquiry, Problem> {
    let inquiry = inquiries::by_slug(tx, slug).await?.filter(|inquiry| inquiry.phase != Phase::Planning);
    inquiry.ok_or_else(Problem::not_found)
}

/// What hangs at the door of an inquiry that the public may know of.
pub async fn notice(app: &App, slug: &str) -> Result<Arc<Notice>, Problem> {
    let notice = app.board.notice(&app.store, slug).await?;
    notice.filter(|notice| notice.inquiry.phase != Phase::Planning).ok_or_else(Problem::not_found)
}

/// An inquiry with its programme, departments and counts.
pub async fn public_inquiry(app: &App, tx: &mut Tx, inquiry: Inquiry) -> Result<PublicInquiry, Problem> {
    let programme = inquiries::programme(tx, &inquiry.programme).await?;
    let summoned = inquiries::summoned(tx, &inquiry.id).await?;
    let counts = counts(tx, &inquiry.id).await?;
    let delay_s = app.delay_ms(&inquiry) / 1000;
    let rules = disclosures::of(tx, &inquiry.id).await?;
    let zone = app.zone(tx, &inquiry.programme).await?;
    let gating = gates::of(tx, &inquiry.id).await?;
    Ok(PublicInquiry {
        intake: inquiry.intake(app.now()),
        id: inquiry.id,
        slug: inquiry.slug,
        programme: programme.name,
        theme: inquiry.theme,
        phase: inquiry.phase,
        interruption: inquiry.interruption,
        sentence: inquiry.sentence,
        starts_at: inquiry.starts_at,
        minutes: inquiry.minutes,
        call_closes_at: inquiry.call_closes_at,
        stream: inquiry.stream_url,
        gate: gating.gate,
        gate_sentence: gating.sentence,
        sealed: rules.is_sealed(),
        unsealed: rules.unsealed.map(|it| PublicUnsealing { notice: it.notice, on: it.at.date_in(&zone).into() }),
        delay_s,
        summoned: summoned.into_iter().map(PublicDepartment::from).collect(),
        counts,
        version: inquiry.version,
    })
}

impl From<inquiries::Department> for PublicDepartment {
    fn from(department: inquiries::Department) -> Self {
        Self { id: department.id, slug: department.slug, name: department.name, kind: department.kind }
    }
}

/// Where the questions of an inquiry went, counted over the rows.
pub async fn counts(tx: &mut Tx, inquiry: &InquiryId) -> Result<Counts, Problem> {
    let standings = questions::standings(tx, inquiry).await?;
    Ok(Counts::of(standings.into_iter().map(|it| (it.state, Reason::of(&it.reason), it.n))))
}
