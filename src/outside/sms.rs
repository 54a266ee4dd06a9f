//! The SMS gateway: one message to one number, as signed JSON over HTTP; see `deploy/README.md`.

use axum::{
    body::Body,
    http::{Request, Uri, header},
};
use serde_json::json;

use super::{Caller, Failure, Key};
use crate::domain::moment::Moment;

/// How many characters one message holds, where they are Chinese (UCS-2); a longer one comes in two parts.
pub const MESSAGE_CHARS: usize = 70;

/// The gateway.
#[derive(Clone, Debug)]
pub struct Sms {
    caller: Caller,
    url: Uri,
    key: Key,
}

impl Sms {
    pub(super) fn new(caller: Caller, url: &str, key: Key) -> anyhow::Result<Self> {
        Ok(Self { caller, url: url.parse()?, key })
    }

    /// Sends a text to a number. Anything but a 2xx within the time is a failure.
    pub async fn send(&self, number: &str, text: &str, now: Moment) -> Result<(), Failure> {
        let body = json!({ "to": number, "text": text }).to_string();
        let at = now.0.to_string();
        let request = Request::post(self.url.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header("wenzheng-timestamp", &at)
            .header("wenzheng-signature", hex::encode(self.key.sign(format!("{at}.{body}").as_bytes())))
            .body(Body::from(body))
            .map_err(|_| Failure::Away)?;
        let (status, _) = self.caller.ask("the SMS gateway", request).await?;
        if status.is_success() {
            return Ok(());
        }
        tracing::warn!(%status, "the SMS gateway says no");
        Err(Failure::Away)
    }
}
