//! Screens and their links: each display gets one of its own, shown once and taken back when it strays.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::{self, Act, App, By, reach},
    domain::{
        happening::{Actor, Happening, Heard, Journal, Kind},
        id::{ItemId, ScreenId},
        inquiry::Inquiry,
        moment::Moment,
        role::{Deed, Staff},
        rundown::Rundown,
        stream::Stream,
    },
    http::{Problem, Sent, Signed, problem::Wrong},
    store::{
        self, Tx, rundowns,
        screens::{self, Screen, ScreenKind},
    },
    text::clean::clean_line,
    vault::{random, token},
};

/// The longest label, in Unicode scalars.
const LABEL_CHARS: usize = 20;
/// The most screens with a link at one time.
const MOST_SCREENS: usize = 24;

/// A screen to open.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = ScreenWanted)]
pub struct Wanted {
    /// prompter, confidence, lower_third, corner.
    pub kind: Option<String>,
    /// What the gallery calls it.
    pub label: Option<String>,
}

/// A screen with its link, which is shown this once.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ScreenOpened)]
pub struct Opened {
    /// Its id.
    pub id: ScreenId,
    /// What it shows.
    pub kind: ScreenKind,
    /// What the gallery calls it.
    pub label: String,
    /// The key in its address.
    pub key: String,
    /// Its address.
    pub link: String,
}

/// A screen as the gallery sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StageScreen {
    /// Its id.
    pub id: ScreenId,
    /// What it shows.
    pub kind: ScreenKind,
    /// What the gallery calls it.
    pub label: String,
    /// When it was last heard of; none before the first time.
    pub seen_at: Option<Moment>,
    /// The item that it really shows.
    pub painted_item: Option<ItemId>,
    /// Since when.
    pub painted_at: Option<Moment>,
    /// How long after the gesture it was painted, in milliseconds.
    pub lag_ms: Option<i64>,
    /// Whether it shows something else than it should.
    pub is_behind: bool,
    /// The characters of the show that it cannot draw; none before it said so.
    pub cannot_draw: Option<String>,
}

/// The screens of an inquiry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Screens {
    /// Those whose link holds.
    pub items: Vec<StageScreen>,
    /// Always null: there are few.
    pub next: Option<String>,
}

/// The screens of an inquiry, with what each has painted.
#[utoipa::path(get, path = "/inquiries/{slug}/screens", params(("slug" = String, Path)),
    responses((status = 200, body = Screens), (status = 401), (status = 403), (status = 404)))]
pub async fn list(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Json<Screens>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadStage, &slug).await?;
    let rundown = rundowns::of(&mut tx, &inquiry.id).await?;
    Ok(Json(Screens { items: seen(&mut tx, &inquiry, &rundown).await?, next: None }))
}

/// Opens a screen and gives its link.
#[utoipa::path(post, path = "/inquiries/{slug}/screens", request_body = Wanted, params(("slug" = String, Path)),
    responses((status = 201, body = Opened), (status = 403), (status = 404), (status = 422)))]
pub async fn open_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<(StatusCode, Json<Opened>), Problem> {
    let (kind, label) = wanted(&sent.body)?;
    // The link is shown once and kept nowhere, so an answer is never kept either: sent twice, there are two screens.
    let by = By::from(Actor::Person(staff.person.clone()));
    Ok((StatusCode::CREATED, Json(open(&app, &staff, &by, &slug, kind, &label).await?)))
}

/// Opens a screen.
pub async fn open(app: &App, staff: &Staff, by: &By, slug: &str, kind: ScreenKind, label: &str) -> app::Result<Opened> {
    let key = hex::encode(random::<16>());
    let mut act = app.begin(by).await?;
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::Direct, slug).await?;
    let there = screens::of_inquiry(&mut act.tx, &inquiry.id).await?;
    if there.iter().filter(|screen| screen.revoked_at.is_none()).count() >= MOST_SCREENS {
        return Err(crate::domain::refusal::Refusal::WrongState.into());
    }
    let screen = Screen {
        id: ScreenId::new(),
        inquiry: inquiry.id,
        kind,
        label: label.to_owned(),
        key_hash: token::hash(&key),
        made_at: act.now,
        revoked_at: None,
        seen_at: None,
        painted_item: None,
        painted_version: None,
        painted_at: None,
        painted_lag_ms: None,
        cannot_draw: None,
    };
    screens::insert(&mut act.tx, &screen).await?;
    tell(&mut act, &screen);
    app.settle(act, ()).await?;
    let link = format!("{}/screen/{key}", app.config.public_url());
    Ok(Opened { id: screen.id, kind, label: screen.label, key, link })
}

/// Takes a screen's link back, for good.
#[utoipa::path(delete, path = "/inquiries/{slug}/screens/{screen}", params(("slug" = String, Path), ("screen" = String, Path)),
    responses((status = 204), (status = 403), (status = 404)))]
pub async fn revoke_call(
    State(app): State<App>,
    Path((slug, id)): Path<(String, ScreenId)>,
    Signed(staff): Signed,
) -> Result<StatusCode, Problem> {
    let by = By::from(Actor::Person(staff.person.clone()));
    revoke(&app, &staff, &by, &slug, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a screen's link back. Done twice, it is done once.
pub async fn revoke(app: &App, staff: &Staff, by: &By, slug: &str, id: &ScreenId) -> app::Result<()> {
    let mut act = app.begin(by).await?;
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::Direct, slug).await?;
    let screen = screens::get(&mut act.tx, id).await?.filter(|screen| screen.inquiry == inquiry.id);
    let screen = screen.ok_or(app::Error::NotFound("screen"))?;
    match screens::revoke(&mut act.tx, id, act.now).await {
        Ok(()) => {
            let screen = Screen { revoked_at: Some(act.now), ..screen };
            tell(&mut act, &screen);
        }
        Err(store::Error::Stale) => {}
        Err(error) => return Err(error.into()),
    }
    app.settle(act, ()).await
}

fn tell(act: &mut Act, screen: &Screen) {
    let is_revoked = screen.revoked_at.is_some();
    let body = json!({ "kind": Kind::ScreenChanged, "screen": screen.id, "revoked": is_revoked });
    act.record(Happening {
        journal: Journal::from(&screen.inquiry),
        kind: Kind::ScreenChanged,
        subject_kind: "screen",
        subject: screen.id.0.clone(),
        from: None,
        to: Some(screen.kind.word()),
        why: None,
        after: screen.after(),
        heard: vec![Heard { stream: Stream::Stage, listener: None, body }],
    });
}

/// The screens whose link holds, held against what they should show.
pub async fn seen(tx: &mut Tx, inquiry: &Inquiry, rundown: &Rundown) -> app::Result<Vec<StageScreen>> {
    let on_air = rundown.on_air().map(|item| item.id.clone());
    let there = screens::of_inquiry(tx, &inquiry.id).await?;
    let seen = there.into_iter().filter(|screen| screen.revoked_at.is_none()).map(|screen| {
        let due = on_air.clone().filter(|_| match screen.kind {
            ScreenKind::Corner => false,
            ScreenKind::LowerThird => rundown.graphic && rundown.card.is_none(),
            ScreenKind::Prompter | ScreenKind::Confidence => true,
        });
        StageScreen {
            is_behind: screen.seen_at.is_some() && screen.painted_item != due,
            id: screen.id,
            kind: screen.kind,
            label: screen.label,
            seen_at: screen.seen_at,
            painted_item: screen.painted_item,
            painted_at: screen.painted_at,
            lag_ms: screen.painted_lag_ms,
            cannot_draw: screen.cannot_draw,
        }
    });
    Ok(seen.collect())
}

fn wanted(sent: &Wanted) -> Result<(ScreenKind, String), Problem> {
    let Some(kind) = sent.kind.as_deref().and_then(ScreenKind::of) else {
        return Err(Problem::fields(&[Wrong { field: "kind", code: "unknown", limit: None }]));
    };
    let label = clean_line(sent.label.as_deref().unwrap_or_default());
    if label.chars().count() > LABEL_CHARS {
        return Err(Problem::fields(&[Wrong { field: "label", code: "too_long", limit: Some(LABEL_CHARS as i64) }]));
    }
    Ok((kind, label))
}
