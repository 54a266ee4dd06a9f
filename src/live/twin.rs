//! The public stream over plain HTTP, for caches and for networks that let no socket through.

use std::time::Duration;

use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

use super::past::{Journaled, snapshot};
use crate::{
    app::App,
    domain::{
        inquiry::{Inquiry, Phase},
        stream::Stream,
    },
    http::Problem,
    hub::{Line, Past as _, StreamKey},
    store::inquiries,
};

/// Lines in one segment.
const SEGMENT: usize = 100;
/// How long a poll waits for news.
const POLL: Duration = Duration::from_secs(20);

/// The state of the public stream; caches may keep it for a second.
#[utoipa::path(get, path = "/inquiries/{slug}/streams/public/snap", params(("slug" = String, Path)),
    responses((status = 200, description = "{epoch, offset, state}"), (status = 404)))]
pub async fn snap(State(app): State<App>, Path(slug): Path<String>) -> Result<Response, Problem> {
    let at = public_stream(&app, &slug).await?;
    let snapshot = snapshot(&app, &at).await?;
    let state: Value = serde_json::from_str(&snapshot.body).map_err(crate::store::Error::from)?;
    Ok(cached(
        "public, s-maxage=1, max-age=1",
        json!({ "epoch": snapshot.epoch, "offset": snapshot.offset, "state": state }),
    ))
}

/// After which line.
#[derive(Clone, Debug, Deserialize, IntoParams)]
pub struct After {
    /// The last offset that was heard.
    #[serde(default)]
    pub after: u64,
}

/// Lines after an offset; without any, it waits a while for the next one.
#[utoipa::path(get, path = "/inquiries/{slug}/streams/public/live", params(("slug" = String, Path), After),
    responses((status = 200, description = "{epoch, from, lines}"), (status = 404)))]
pub async fn live(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(after): Query<After>,
) -> Result<Response, Problem> {
    let at = public_stream(&app, &slug).await?;
    let past = Journaled(app.clone());
    let mut lines = past.lines(&at, after.after, SEGMENT).await.map_err(|_| unreadable())?;
    if lines.is_empty()
        && let Some(hub) = app.bell.hub()
    {
        // The hub is rung for every listener at once, and when the house closes: only then is the past asked again.
        let _ = tokio::time::timeout(POLL, hub.wait_for_more(&at, after.after)).await;
        lines = past.lines(&at, after.after, SEGMENT).await.map_err(|_| unreadable())?;
    }
    let head = past.head(&at).await.map_err(|_| unreadable())?;
    Ok(cached("no-store", said(&head.epoch, after.after + 1, &lines)))
}

/// A full segment of the stream, which never changes: caches may keep it for ever.
#[utoipa::path(get, path = "/inquiries/{slug}/streams/public/{epoch}/{from}",
    params(("slug" = String, Path), ("epoch" = String, Path), ("from" = u64, Path)),
    responses((status = 200, description = "{epoch, from, lines}"), (status = 404)))]
pub async fn segment(
    State(app): State<App>,
    Path((slug, epoch, from)): Path<(String, String, u64)>,
) -> Result<Response, Problem> {
    let at = public_stream(&app, &slug).await?;
    let past = Journaled(app.clone());
    let head = past.head(&at).await.map_err(|_| unreadable())?;
    let lines = past.lines(&at, from.saturating_sub(1), SEGMENT).await.map_err(|_| unreadable())?;
    if head.epoch != epoch || from == 0 || lines.is_empty() {
        return Err(Problem::not_found());
    }
    // A segment that may still grow is kept for a second only.
    let keep = if lines.len() == SEGMENT { "public, max-age=31536000, immutable" } else { "public, max-age=1" };
    Ok(cached(keep, said(&epoch, from, &lines)))
}

async fn public_stream(app: &App, slug: &str) -> Result<StreamKey, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry: Option<Inquiry> = inquiries::by_slug(&mut tx, slug).await?.filter(|it| it.phase != Phase::Planning);
    Ok(StreamKey::shared(inquiry.ok_or_else(Problem::not_found)?.id, Stream::Public))
}

fn said(epoch: &str, from: u64, lines: &[Line]) -> Value {
    let bodies: Vec<Value> = lines.iter().filter_map(|line| serde_json::from_str(&line.body).ok()).collect();
    json!({ "epoch": epoch, "from": from, "lines": bodies })
}

fn cached(rule: &'static str, body: Value) -> Response {
    let mut response = axum::Json(body).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(rule));
    response
}

fn unreadable() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not_stored")
}
