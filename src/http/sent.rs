//! What was sent: a JSON body with the client's key, so that sent twice it happens once.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::StatusCode,
};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::Problem;
use crate::{
    app::{App, By, Key},
    domain::happening::Actor,
};

/// The longest body that is not an upload, in bytes.
pub const MOST_BYTES: usize = 64 * 1024;
/// The longest key of a client, in characters.
pub const KEY_CHARS: usize = 64;

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
        let key = match request.headers().get("idempotency-key") {
            None => None,
            Some(key) => {
                let key = key.to_str().map_err(|_| Problem::malformed())?;
                if key.is_empty() || key.chars().count() > KEY_CHARS {
                    return Err(Problem::malformed());
                }
                Some(key.to_owned())
            }
        };
        let route = format!("{} {}", request.method(), request.uri().path());
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

/// The version that a writer saw; 428 when it is not named.
pub fn seen(version: Option<i64>) -> Result<i64, Problem> {
    version.ok_or_else(|| Problem::new(StatusCode::PRECONDITION_REQUIRED, "version_required"))
}
