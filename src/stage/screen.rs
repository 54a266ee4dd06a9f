//! What one screen reaches with its own link: what to paint, and a way to say what it has painted.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    card::{self, ScreenCard},
    host::{self, ScreenHost},
    message::{self, StageMessage},
    points,
    rundown::{self, StageItem},
};
use crate::{
    app::{self, App, By},
    domain::{
        asking::AskedBy,
        happening::Actor,
        id::{ItemId, MessageId},
        inquiry::{Interruption, Phase},
        moment::{Moment, minutes, seconds},
        provenance::Provenance,
        rundown::{ItemState, Rundown},
    },
    http::{Problem, Sent},
    pages::square,
    store::{
        Lane, Tx, inquiries,
        messages::{self, Addressee},
        rundowns,
        screens::{self, Screen, ScreenKind},
    },
    vault::token,
};

/// A screen that was silent longer than this has no lag to speak of when it comes back, in milliseconds.
const SILENT_MS: i64 = seconds(10);

/// How many characters that it cannot draw are kept of a screen.
const MOST_LACKING: usize = 40;

/// What a screen is to paint. It has no original and no contact; a graphic has not even what comes next.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ScreenState {
    /// What it shows.
    pub kind: ScreenKind,
    /// What the gallery calls it.
    pub label: String,
    /// The theme of the inquiry.
    pub theme: String,
    /// The inquiry's name in addresses: the stage stream is heard under it.
    pub slug: String,
    /// Where the inquiry stands.
    pub phase: Phase,
    /// What stands beside the phase.
    pub interruption: Option<Interruption>,
    /// What the public is told of it.
    pub sentence: Option<String>,
    /// Since when a cut signal halts the clocks.
    pub halted_at: Option<Moment>,
    /// Characters that a font may lack, of all that is to be read in the show: the screen says which it cannot draw.
    pub rare: Vec<char>,
    /// When the show begins.
    pub starts_at: Moment,
    /// When it should end.
    pub ends_at: Moment,
    /// The running order's version.
    pub version: i64,
    /// What is on air; for graphics only while they are shown.
    pub on_air: Option<ScreenItem>,
    /// The card over the picture, in place of what is on air; for the lower third only.
    pub card: Option<ScreenCard>,
    /// What waits, the next first; empty for graphics.
    pub waiting: Vec<ScreenItem>,
    /// The way to the audience's page, for the corner of the picture.
    pub corner: Option<ScreenCorner>,
    /// What the host needs between two questions; none for graphics.
    pub host: Option<ScreenHost>,
    /// The director's word that nobody has confirmed yet.
    pub message: Option<ScreenMessage>,
}

/// An item as a screen paints it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ScreenItem {
    /// Its id.
    pub id: ItemId,
    /// The question's number in the show.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub number: Option<usize>,
    /// The words to read: the approved air text, or before that the public text.
    pub text: String,
    /// When the words were put right while they stood here; none where they were not.
    pub corrected_at: Option<Moment>,
    /// The rows of the lower third.
    pub rows: Vec<String>,
    /// Whether they fit it; otherwise the question goes full screen.
    pub fits: bool,
    /// Who asks: where the question came from; none for a film or a vote.
    pub provenance: Option<Provenance>,
    /// Who puts it on air.
    pub asked_by: AskedBy,
    /// The deputy who asks, by name.
    pub deputy: Option<String>,
    /// How the asker wished to be called.
    pub asker: Option<String>,
    /// Whom it asks.
    pub department: Option<String>,
    /// Devices that share it.
    pub seconds: i64,
    /// How long it is meant to take, in seconds.
    pub planned_s: u32,
    /// When it was taken.
    pub taken_at: Option<Moment>,
    /// For how long its clock was halted by a cut signal, in milliseconds.
    pub halted_ms: i64,
    /// Whether it is a question rather than a film or a vote.
    pub is_question: bool,
}

/// The way to the audience's page.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ScreenCorner {
    /// The address as a square code: an `<svg>` of the server's own making.
    pub square: String,
    /// The address as it is read aloud and typed in.
    pub address: String,
}

/// A message as a screen paints it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ScreenMessage {
    /// Its id.
    pub id: MessageId,
    /// What it says.
    pub text: String,
    /// When.
    pub at: Moment,
}

/// The state with the server's clock.
#[derive(Serialize)]
struct Timed<'a> {
    #[serde(flatten)]
    state: &'a ScreenState,
    now: Moment,
}

/// The screen of a key; 404 where there is none or its link was taken back.
pub async fn known(tx: &mut Tx, key: &str) -> Result<Screen, Problem> {
    screens::by_key(tx, &token::hash(key)).await?.ok_or_else(Problem::not_found)
}

/// What a screen is to paint, with an ETag so that looking every second costs little.
pub async fn state(State(app): State<App>, Path(key): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let screen = known(&mut tx, &key).await?;
    let state = of(&app, &mut tx, &screen).await?;
    let body = serde_json::to_string(&state).map_err(|_| Problem::malformed())?;
    let tag = format!("\"{}\"", &hex::encode(Sha256::digest(&body))[..20]);
    let same = headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == tag.as_bytes());
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Json(Timed { state: &state, now: app.now() }).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(|_| Problem::malformed())?);
    Ok(response)
}

/// What a screen is to paint.
pub async fn of(app: &App, tx: &mut Tx, screen: &Screen) -> app::Result<ScreenState> {
    let inquiry = inquiries::get(tx, &screen.inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
    let stored = rundowns::of(tx, &inquiry.id).await?;
    let seen = rundown::seen(app, tx, &inquiry, &stored).await?;
    let is_graphic = matches!(screen.kind, ScreenKind::LowerThird | ScreenKind::Corner);
    let painted = |item: &StageItem| ScreenItem::from(item);
    let on_air = seen.items.iter().find(|item| item.state == ItemState::OnAir).map(painted);
    let next = seen.standing.next.clone();
    let mut waiting: Vec<ScreenItem> = Vec::new();
    if !is_graphic {
        let begin = seen.items.iter().position(|item| Some(&item.id) == next.as_ref()).unwrap_or(0);
        let (before, behind) = seen.items.split_at(begin);
        waiting = behind.iter().chain(before).filter(|item| item.state == ItemState::Waiting).map(painted).collect();
    }
    let host = match is_graphic {
        true => None,
        false => Some(host::of(app, tx, &inquiry, &seen).await?),
    };
    let message = match screen.kind {
        ScreenKind::Prompter => messages::open_to(tx, &inquiry.id, Addressee::Host).await?,
        ScreenKind::Confidence => messages::open_to(tx, &inquiry.id, Addressee::Studio).await?,
        ScreenKind::LowerThird | ScreenKind::Corner => None,
    };
    let card = match stored.card.as_ref().filter(|_| screen.kind == ScreenKind::LowerThird) {
        Some(card) => card::painted(tx, &inquiry, card).await?,
        None => None,
    };
    let link = format!("{}/i/{}", app.config.public_url(), inquiry.slug);
    let corner = (screen.kind == ScreenKind::Corner).then(|| ScreenCorner {
        square: square(&link),
        address: link.split_once("://").map_or(link.clone(), |(_, bare)| bare.to_owned()),
    });
    Ok(ScreenState {
        kind: screen.kind,
        label: screen.label.clone(),
        theme: inquiry.theme,
        slug: inquiry.slug,
        phase: inquiry.phase,
        interruption: inquiry.interruption,
        sentence: inquiry.sentence.filter(|_| !is_graphic),
        halted_at: stored.halted_at,
        rare: points::rare_in(tx, &seen, &inquiry.id).await?,
        starts_at: inquiry.starts_at,
        ends_at: inquiry.starts_at + minutes(inquiry.minutes),
        version: stored.version,
        on_air: on_air.filter(|item| !is_graphic || (corner.is_none() && stored.graphic && item.is_question)),
        card,
        corner,
        waiting,
        host,
        message: message.map(|it| ScreenMessage { id: it.id, text: it.text, at: it.at }),
    })
}

impl From<&StageItem> for ScreenItem {
    fn from(item: &StageItem) -> Self {
        let question = item.question.as_ref();
        let air = item.air.as_ref().filter(|air| air.approved);
        let plain = || question.map(|it| it.text.clone()).or_else(|| item.title.clone()).unwrap_or_default();
        Self {
            id: item.id.clone(),
            number: item.number,
            text: air.map_or_else(plain, |air| air.text.replace('\n', "")),
            corrected_at: air.and_then(|air| air.corrected_at),
            rows: air.map(|air| air.measured.rows.clone()).unwrap_or_default(),
            fits: air.is_some_and(|air| air.measured.fits),
            provenance: question.map(|it| it.provenance),
            asked_by: item.asked_by,
            deputy: item.deputy.as_ref().map(|it| it.name.clone()),
            asker: question.and_then(|it| it.asker.clone()),
            department: question.and_then(|it| it.department.clone()),
            seconds: question.map_or(0, |it| it.seconds),
            planned_s: item.planned_s,
            taken_at: item.taken_at,
            halted_ms: item.halted_ms,
            is_question: question.is_some(),
        }
    }
}

/// What a screen has painted.
#[derive(Clone, Debug, Deserialize)]
pub struct Painted {
    /// The item; none where it shows none.
    pub item: Option<ItemId>,
    /// The running order's version.
    pub version: i64,
    /// The rare characters that it cannot draw; nothing where it did not look.
    pub cannot_draw: Option<String>,
}

/// A screen says what it has painted.
pub async fn painted(
    State(app): State<App>,
    Path(key): Path<String>,
    sent: Sent<Painted>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.store.write(Lane::Flood).await?;
    let screen = known(&mut tx, &key).await?;
    let rundown = rundowns::of(&mut tx, &screen.inquiry).await?;
    let now = app.now();
    let lag_ms = lag_ms(&screen, &rundown, sent.body.version, now);
    screens::painted(&mut tx, &screen.id, sent.body.item.as_ref(), sent.body.version, now, lag_ms).await?;
    let lacks = sent.body.cannot_draw.map(|it| it.chars().take(MOST_LACKING).collect::<String>());
    if let Some(lacks) = lacks.filter(|lacks| screen.cannot_draw.as_ref() != Some(lacks)) {
        screens::cannot_draw(&mut tx, &screen.id, &lacks).await?;
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How long after the last gesture it was painted; none where the screen was away meanwhile.
fn lag_ms(screen: &Screen, rundown: &Rundown, version: i64, now: Moment) -> Option<i64> {
    let taken = rundown.last_take_at;
    let off = rundown.items.iter().filter_map(|item| item.off_at).max();
    let gesture = taken.max(off)?;
    let was_there = screen.seen_at.is_some_and(|seen| gesture.since(seen) < SILENT_MS);
    let lag = now.since(gesture);
    (was_there && version == rundown.version && (0..seconds(60)).contains(&lag)).then_some(lag)
}

/// A message that was read.
#[derive(Clone, Debug, Deserialize)]
pub struct Acked {
    /// Which.
    pub message: MessageId,
}

/// Whoever stands before a screen says that a message was read: a pedal, a clicker, a key.
pub async fn ack(
    State(app): State<App>,
    Path(key): Path<String>,
    sent: Sent<Acked>,
) -> Result<Json<StageMessage>, Problem> {
    let mut act = app.begin(&By::from(Actor::House)).await?;
    let screen = known(&mut act.tx, &key).await?;
    let message = messages::get(&mut act.tx, &sent.body.message).await?;
    let message = message.filter(|message| message.inquiry == screen.inquiry).ok_or_else(Problem::not_found)?;
    Ok(Json(message::acknowledge(&app, act, message, &screen.label).await?))
}
