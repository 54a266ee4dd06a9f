//! Programmes: the standing shows, made and changed.

use axum::{
    Json,
    extract::{Path, State},
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{field::Fields, house};
use crate::{
    app::{self, App, By, Error},
    domain::{happening::Actor, id::ProgrammeId, refusal::Refusal, role::Staff},
    http::{Problem, Sent, Signed, seen},
    store::inquiries::{self, Programme},
};

/// The longest name, in Unicode scalars.
pub const NAME_CHARS: usize = 60;

/// A programme as it is wanted.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct ProgrammeWanted {
    /// Its name in addresses; given once.
    pub slug: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Who organises it.
    pub organiser: Option<String>,
    /// The telephone for those who would rather call.
    pub hotline: Option<String>,
    /// Its time zone, as in the tz database.
    pub zone: Option<String>,
    /// How many days a verified promise stands in public.
    pub notice_days: Option<i64>,
    /// The version that was seen, to change it.
    pub version: Option<i64>,
}

/// A programme as the office sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficeProgramme {
    /// Its id.
    pub id: ProgrammeId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Who organises it.
    pub organiser: String,
    /// The telephone.
    pub hotline: Option<String>,
    /// Its time zone.
    pub zone: String,
    /// How many days a verified promise stands in public.
    pub notice_days: i64,
    /// Its version.
    pub version: i64,
}

impl From<Programme> for OfficeProgramme {
    fn from(it: Programme) -> Self {
        let Programme { id, slug, name, organiser, hotline, zone, notice_days, version } = it;
        Self { id, slug, name, organiser, hotline, zone, notice_days, version }
    }
}

/// Every programme.
#[utoipa::path(get, path = "/programmes", responses((status = 200, body = Vec<OfficeProgramme>), (status = 403)))]
pub async fn list(State(app): State<App>, Signed(staff): Signed) -> Result<Json<Vec<OfficeProgramme>>, Problem> {
    house::must_run(&staff)?;
    let mut tx = app.store.read().await?;
    Ok(Json(inquiries::programmes(&mut tx).await?.into_iter().map(Into::into).collect()))
}

/// Makes a programme.
#[utoipa::path(post, path = "/programmes", request_body = ProgrammeWanted,
    responses((status = 200, body = OfficeProgramme), (status = 409, description = "name_taken"), (status = 422)))]
pub async fn make_call(
    State(app): State<App>,
    Signed(staff): Signed,
    sent: Sent<ProgrammeWanted>,
) -> Result<Json<OfficeProgramme>, Problem> {
    house::must_run(&staff)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(make(&app, &staff, &by, checked(&sent.body, true)?).await?))
}

/// Changes a programme.
#[utoipa::path(post, path = "/programmes/{slug}", request_body = ProgrammeWanted, params(("slug" = String, Path)),
    responses((status = 200, body = OfficeProgramme), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn change_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<ProgrammeWanted>,
) -> Result<Json<OfficeProgramme>, Problem> {
    let seen = seen(sent.body.version)?;
    house::must_run(&staff)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(change(&app, &staff, &by, &slug, seen, checked(&sent.body, false)?).await?))
}

/// A programme, checked: its name in addresses is empty where it only changes.
pub fn checked(sent: &ProgrammeWanted, is_new: bool) -> Result<Programme, Problem> {
    let mut fields = Fields::default();
    let slug = if is_new { fields.slug(sent.slug.as_ref()) } else { String::new() };
    let zone = fields.line("zone", sent.zone.as_ref(), NAME_CHARS).unwrap_or_else(|| "Asia/Shanghai".into());
    if TimeZone::get(&zone).is_err() {
        fields.wrong("zone", "unknown", None);
    }
    let programme = Programme {
        id: ProgrammeId::new(),
        slug,
        name: fields.needed("name", sent.name.as_ref(), NAME_CHARS),
        organiser: fields.needed("organiser", sent.organiser.as_ref(), NAME_CHARS),
        hotline: fields.line("hotline", sent.hotline.as_ref(), NAME_CHARS),
        zone,
        notice_days: fields.number("notice_days", sent.notice_days, 0, 365).unwrap_or(7),
        version: 1,
    };
    fields.must_be_right()?;
    Ok(programme)
}

/// Makes a programme.
pub async fn make(app: &App, staff: &Staff, by: &By, programme: Programme) -> app::Result<OfficeProgramme> {
    house::must_run(staff)?;
    let mut act = app.begin(by).await?;
    if inquiries::programme_by_slug(&mut act.tx, &programme.slug).await?.is_some() {
        return Err(Refusal::NameTaken.into());
    }
    inquiries::insert_programme(&mut act.tx, &programme).await?;
    act.record(house::changed("programme", programme.id.as_str(), programme.after()));
    app.settle(act, programme.into()).await
}

/// Changes everything of a programme but its name in addresses.
pub async fn change(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    seen: i64,
    wanted: Programme,
) -> app::Result<OfficeProgramme> {
    house::must_run(staff)?;
    let mut act = app.begin(by).await?;
    let found = inquiries::programme_by_slug(&mut act.tx, slug).await?;
    let before = found.ok_or(Error::NotFound("programme"))?;
    if before.version != seen {
        return Err(Error::Stands(Refusal::Stale, json!(OfficeProgramme::from(before))));
    }
    let after = Programme { id: before.id, slug: before.slug, version: before.version + 1, ..wanted };
    inquiries::save_programme(&mut act.tx, &after).await?;
    act.record(house::changed("programme", after.id.as_str(), after.after()));
    app.settle(act, after.into()).await
}
