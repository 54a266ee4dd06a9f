//! What was sent: a JSON body with the client's key, so that sent twice it happens once.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::{Problem, problem::Wrong};
use crate::{
    app::{App, By, Key, reveal::REASON_CHARS},
    domain::{happening::Actor, moment::Moment, refusal::Refusal},
    text::clean::clean,
};

/// The longest body that is not an upload, in bytes.
pub const MOST_BYTES: usize = 64 * 1024;
/// The longest key of a client, in characters.
pub const KEY_CHARS: usize = 64;
/// How long a press counts, in milliseconds. A line that was cut delivers what was pressed into it once it holds again, and by
/// then the hand wants something else.
pub const PRESS_COUNTS_MS: i64 = 6_000;

/// A JSON body, and the key under which it was sent.
#[derive(Debug)]
pub struct Sent<T> {
    /// The body.
    pub body: T,
    key: Option<String>,
    route: String,
    digest: String,
}

impl<T> Sent<T> {
    /// Who sends it, under the key if there is one.
    pub fn by(&self, actor: Actor) -> By {
        By { key: self.key.as_ref().map(|_| self.key_of(&actor)).and_then(Result::ok), actor }
    }

    /// The key, where one is required.
    pub fn key_of(&self, actor: &Actor) -> Result<Key, Problem> {
        let key = self.key.clone().ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "idempotency_key_required"))?;
        let scope = format!("{}:{} {}", actor.kind(), actor.id(), self.route);
        Ok(Key { scope, key, digest: self.digest.clone() })
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let key = key(request.headers())?;
        let route = format!("{} {}", request.method(), request.uri().path());
        must_count(request.headers(), app.now())?;
        let bytes = Bytes::from_request(request, app).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large").with("limit", MOST_BYTES.into())
            } else {
                Problem::malformed()
            }
        })?;
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let body = serde_json::from_slice(text).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => Problem::malformed().with("at", error.to_string().into()),
            _ => Problem::malformed(),
        })?;
        Ok(Self { body, key, route, digest: hex::encode(Sha256::digest(&bytes)) })
    }
}

/// The client's key and the route alone, where the body is no JSON.
#[derive(Clone, Debug)]
pub struct Keyed {
    key: Option<String>,
    route: String,
}

impl Keyed {
    /// Who sends it, under the key if there is one; `digest` stands for what was sent.
    pub fn by(&self, actor: Actor, digest: String) -> By {
        let scope = format!("{}:{} {}", actor.kind(), actor.id(), self.route);
        By { key: self.key.clone().map(|key| Key { scope, key, digest }), actor }
    }
}

impl FromRequestParts<App> for Keyed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        Ok(Self { key: key(&parts.headers)?, route: format!("{} {}", parts.method, parts.uri.path()) })
    }
}

/// The client's key, if it sent one that can be kept.
fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key = key.to_str().map_err(|_| Problem::malformed())?;
    if key.is_empty() || key.chars().count() > KEY_CHARS { Err(Problem::malformed()) } else { Ok(Some(key.to_owned())) }
}

/// Refuses a press that came too late; whoever names no moment means now.
fn must_count(headers: &HeaderMap, now: Moment) -> Result<(), Problem> {
    let Some(at) = headers.get("pressed-at") else { return Ok(()) };
    let at: Option<i64> = at.to_str().ok().and_then(|at| at.parse().ok());
    let at = at.map(Moment).ok_or_else(Problem::malformed)?;
    match now.since(at) > PRESS_COUNTS_MS {
        true => Err(Problem::new(StatusCode::CONFLICT, "pressed_too_late")),
        false => Ok(()),
    }
}

/// Why somebody looks at what is sealed, checked: the asker will read it.
pub fn why(reason: Option<&str>) -> Result<String, Problem> {
    let reason = reason.map(clean).filter(|reason| !reason.is_empty());
    let reason = reason.ok_or_else(|| Problem::from(Refusal::ReasonRequired))?;
    if reason.chars().count() < REASON_CHARS {
        return Err(Problem::fields(&[Wrong { field: "reason", code: "too_short", limit: Some(REASON_CHARS as i64) }]));
    }
    Ok(reason)
}

/// The version that a writer saw; 428 when it is not named.
pub fn seen(version: Option<i64>) -> Result<i64, Problem> {
    version.ok_or_else(|| Problem::new(StatusCode::PRECONDITION_REQUIRED, "version_required"))
}
