//! `/stage/{slug}/checks`, 开播检查单: green or red at T-30, with what to do; what no house can see, somebody says.

use axum::{
    Form, Json,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    points::{self, Stands},
    rundown,
};
use crate::{
    app::{self, App, By, reach},
    domain::{
        check::{Checked, Point},
        happening::{self, Actor, Journal},
        inquiry::Inquiry,
        moment::Moment,
        role::{Deed, Staff},
    },
    http::{
        Problem, Reader, Sent, Signed,
        form::{code, new_key, pressed, was_done_before},
        page::see_other,
        problem::Wrong,
    },
    pages::{
        House,
        checks::{CheckRow, ChecksPage},
    },
    store::{Tx, checks, inquiries, journal},
    text::clean::clean_line,
};

/// The longest of what was seen, in characters: an address.
const DETAIL_CHARS: usize = 300;

/// What somebody saw.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = CheckWanted)]
pub struct Wanted {
    /// square, clock, cards, backup.
    pub point: Option<String>,
    /// What was seen: the address that a decoder read from the picture, or by how many milliseconds a clock differs; nothing
    /// where somebody only says that it is well.
    pub detail: Option<String>,
}

/// The whole list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StageChecks)]
pub struct List {
    /// Its points.
    pub points: Vec<Stands>,
    /// How many are as they must be.
    pub good: usize,
    /// When the show begins.
    pub starts_at: Moment,
    /// The server's clock.
    pub now: Moment,
}

/// The list, for those who may read the stage.
#[utoipa::path(get, path = "/inquiries/{slug}/checks", params(("slug" = String, Path)),
    responses((status = 200, body = List), (status = 401), (status = 403), (status = 404)))]
pub async fn read(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Json<List>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadStage, &slug).await?;
    Ok(Json(of(&app, &mut tx, &inquiry).await?))
}

async fn of(app: &App, tx: &mut Tx, inquiry: &Inquiry) -> app::Result<List> {
    let points = points::all(app, tx, inquiry).await?;
    let good = points.iter().filter(|it| it.good).count();
    Ok(List { points, good, starts_at: inquiry.starts_at, now: app.now() })
}

/// Says how a point stands.
#[utoipa::path(post, path = "/inquiries/{slug}/checks", request_body = Wanted, params(("slug" = String, Path)),
    responses((status = 200, body = List), (status = 403), (status = 404), (status = 422)))]
pub async fn check_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<List>, Problem> {
    let (point, detail) = wanted(sent.body.point.as_deref(), sent.body.detail.as_deref())?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(check(&app, &staff, &by, &slug, point, detail).await?))
}

/// Says how a point stands; the later word holds.
pub async fn check(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    point: Point,
    detail: Option<String>,
) -> app::Result<List> {
    let mut act = app.begin(by).await?;
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::Direct, slug).await?;
    let (good, detail) = match point {
        Point::Square => {
            let link = format!("{}/i/{}", app.config.public_url(), inquiry.slug);
            (detail.as_ref().is_none_or(|read| *read == link), detail)
        }
        Point::Clock => {
            let ms = detail.as_deref().and_then(|ms| ms.parse().ok());
            (ms.is_none_or(points::is_on_time), ms.map(|ms: i64| ms.to_string()))
        }
        Point::Cards => {
            let rundown = rundown::of(app, &mut act.tx, &inquiry).await?;
            (true, Some(points::cards_digest(&rundown)))
        }
        _ => (true, None),
    };
    let (by_person, at) = (staff.person.clone(), act.now);
    let checked = Checked { inquiry: inquiry.id.clone(), point, good, detail, by_person, at };
    checks::save(&mut act.tx, &checked).await?;
    let head = journal::head(&mut act.tx, &Journal::from(&inquiry.id)).await?;
    let digest = checked.detail.as_deref().map(|detail| head.digest(detail));
    act.record(happening::checked(&checked, digest));
    let list = of(app, &mut act.tx, &inquiry).await?;
    app.settle(act, list).await
}

fn wanted(point: Option<&str>, detail: Option<&str>) -> Result<(Point, Option<String>), Problem> {
    let Some(point) = point.and_then(Point::of).filter(|point| point.is_said()) else {
        return Err(Problem::fields(&[Wrong { field: "point", code: "unknown", limit: None }]));
    };
    let detail = detail.map(clean_line).filter(|detail| !detail.is_empty());
    let is_number = |it: &String| it.parse::<i64>().is_ok();
    match &detail {
        Some(it) if it.chars().count() > DETAIL_CHARS => {
            Err(Problem::fields(&[Wrong { field: "detail", code: "too_long", limit: Some(DETAIL_CHARS as i64) }]))
        }
        Some(it) if point == Point::Clock && !is_number(it) => {
            Err(Problem::fields(&[Wrong { field: "detail", code: "malformed", limit: None }]))
        }
        _ => Ok((point, detail)),
    }
}

/// What was just done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: Option<String>,
}

/// A word on a point, as the form sends it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    idempotency_key: String,
    point: String,
    detail: String,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(after): Query<After>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    page(&app, &reader, &staff, &slug, after.done.is_some(), None).await
}

/// A word on a point, by a form.
pub async fn send(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let place = format!("/stage/{slug}/checks {}", typed.point);
    let by = pressed(Actor::Person(staff.person.clone()), &place, &typed.idempotency_key, &typed);
    reach::inquiry(&mut app.store.read().await?, &staff, Deed::Direct, &slug).await?;
    let said = async {
        let (point, detail) = wanted(Some(&typed.point), Some(&typed.detail))?;
        Ok::<_, Problem>(check(&app, &staff, &by, &slug, point, detail).await?)
    };
    match said.await {
        Err(problem) if !was_done_before(&problem) => {
            let status = problem.status();
            let page = page(&app, &reader, &staff, &slug, false, Some(problem)).await?;
            Ok((status, page).into_response())
        }
        _ => Ok(see_other(&format!("/stage/{slug}/checks?done=1"))),
    }
}

async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    slug: &str,
    done: bool,
    trouble: Option<Problem>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::ReadStage, slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let head = journal::head(&mut tx, &Journal::from(&inquiry.id)).await?;
    let list = of(app, &mut tx, &inquiry).await?;
    let page = ChecksPage {
        slug: slug.to_owned(),
        theme: inquiry.theme.clone(),
        phase: inquiry.phase.word(),
        starts_at: inquiry.starts_at.0,
        minutes_left: inquiry.starts_at.since(list.now).div_euclid(60_000).max(-1),
        n: list.points.len(),
        good: list.good,
        rows: list.points.into_iter().map(row).collect(),
        may_check: staff.may(Deed::Direct, &inquiry.id, &inquiry.programme),
        problem: trouble.map(|problem| code(&problem).unwrap_or_else(|| "invalid".to_owned())),
        done,
        idempotency_key: new_key(),
        resume: format!("stage.{}.{}", head.epoch, head.stage_offset),
    };
    let reader = reader.ringing(app.ring_for(&mut tx, staff, Some(&inquiry)).await?);
    reader.show_private(app, &page, &reader.say("checks"), House::from(&programme))
}

fn row(it: Stands) -> CheckRow {
    CheckRow {
        point: it.point.word(),
        good: it.good,
        how: it.how.to_owned(),
        n: it.n,
        about: it.about,
        by: it.by,
        at: it.at.map(|at| at.0),
        is_said: it.point.is_said() && it.how != "none" || it.point == Point::Backup,
    }
}
