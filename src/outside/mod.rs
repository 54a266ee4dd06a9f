//! Who is asked outside the house about an asker: the SMS gateway, WeChat, the county's app; each only where it is set up.

pub mod county_app;
pub mod sms;
pub mod wechat;

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context as _;
use axum::{
    body::{Body, Bytes, to_bytes},
    http::{Request, StatusCode},
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};

use crate::{config::Config, domain::identity::Identity};
use county_app::CountyApp;
use sms::Sms;
use wechat::Wechat;

/// The longest answer that is read, in bytes: what is asked for is a few words.
const MOST_BYTES: usize = 64 * 1024;
/// The shortest key that is taken, in bytes.
const LEAST_KEY: usize = 16;

/// Why another house did not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It is away, too slow, or not as agreed: nothing that the asker did.
    #[error("it does not answer as agreed")]
    Away,
    /// It says no to what the asker brought.
    #[error("it says no")]
    Refused,
}

/// Every house that is set up.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// The SMS gateway.
    pub sms: Option<Sms>,
    /// WeChat.
    pub wechat: Option<Wechat>,
    /// The county's app.
    pub county_app: Option<CountyApp>,
    missing: Vec<(Identity, &'static str)>,
}

impl Outside {
    /// Opens what the knobs name. A key file that is named and cannot be read is an error now, not on the evening.
    pub fn open(config: &Config) -> anyhow::Result<Self> {
        let caller = Caller::new(Duration::from_millis(config.outside_timeout_ms))?;
        let sms_key = config.sms_key_file.as_deref().map(key).transpose().context("sms_key_file")?;
        let secret = config.wechat_secret_file.as_deref().map(key).transpose().context("wechat_secret_file")?;
        let app_key = config.county_app_key_file.as_deref().map(key).transpose().context("county_app_key_file")?;
        let knobs = [
            (Identity::Phone, "sms_url", set(&config.sms_url).is_some()),
            (Identity::Phone, "sms_key_file", sms_key.is_some()),
            (Identity::Wechat, "wechat_app_id", set(&config.wechat_app_id).is_some()),
            (Identity::Wechat, "wechat_secret_file", secret.is_some()),
            (Identity::App, "county_app_key_file", app_key.is_some()),
        ];
        let missing = knobs.into_iter().filter(|(.., is_set)| !is_set).map(|(way, knob, _)| (way, knob)).collect();
        let sms = set(&config.sms_url).zip(sms_key);
        let sms = sms.map(|(url, key)| Sms::new(caller.clone(), url, key)).transpose().context("sms_url")?;
        let wechat = set(&config.wechat_app_id).zip(secret);
        let wechat = wechat.map(|(id, secret)| Wechat::new(caller, config, id, secret)).transpose()?;
        let county_app = app_key.map(|key| CountyApp::new(key, set(&config.county_app_url).map(str::to_owned)));
        Ok(Self { sms, wechat, county_app, missing })
    }

    /// Whether an inquiry can have its askers confirmed by this way.
    pub fn offers(&self, way: Identity) -> bool {
        self.missing.iter().all(|(of, _)| *of != way)
    }

    /// The knobs that this way lacks, by their names in `wenzheng.toml`.
    pub fn missing(&self, way: Identity) -> Vec<&'static str> {
        self.missing.iter().filter(|(of, _)| *of == way).map(|(_, knob)| *knob).collect()
    }
}

/// What a knob says, where it says anything.
fn set(knob: &Option<String>) -> Option<&str> {
    knob.as_deref().map(str::trim).filter(|knob| !knob.is_empty())
}

/// The key in a file.
fn key(path: &Path) -> anyhow::Result<Key> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let key = text.trim();
    anyhow::ensure!(key.len() >= LEAST_KEY, "{} holds no key of {LEAST_KEY} characters or more", path.display());
    Ok(Key(key.into()))
}

/// A key that is shared with another house; never written to a log.
#[derive(Clone)]
pub struct Key(Arc<str>);

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Key")
    }
}

impl Key {
    /// A key as it stands in its file.
    pub fn of(text: &str) -> Self {
        Self(text.into())
    }

    fn text(&self) -> &str {
        &self.0
    }

    /// HMAC-SHA256 over these bytes.
    pub fn sign(&self, bytes: &[u8]) -> [u8; 32] {
        use hmac::Mac as _;
        let mut mac = <hmac::Hmac<sha2::Sha256> as hmac::Mac>::new_from_slice(self.0.as_bytes())
            .expect("HMAC takes a key of any length");
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }
}

/// Asks another house over HTTP, and waits no longer than a citizen would. Redirects are not followed: a key goes where
/// it was configured to go.
#[derive(Clone, Debug)]
pub struct Caller {
    client: Client<HttpsConnector<HttpConnector>, Body>,
    timeout: Duration,
}

impl Caller {
    fn new(timeout: Duration) -> anyhow::Result<Self> {
        let https = HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().enable_http1().build();
        Ok(Self { client: Client::builder(TokioExecutor::new()).build(https), timeout })
    }

    /// Sends it, and reads the answer. What goes wrong is logged by its kind alone: an address may hold a secret.
    async fn ask(&self, whom: &'static str, request: Request<Body>) -> Result<(StatusCode, Bytes), Failure> {
        let answered = async {
            let response = self.client.request(request).await.map_err(|error| error.to_string())?;
            let status = response.status();
            let read =
                to_bytes(Body::new(response.into_body()), MOST_BYTES).await.map_err(|error| error.to_string())?;
            Ok::<_, String>((status, read))
        };
        match tokio::time::timeout(self.timeout, answered).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => {
                tracing::warn!(whom, error, "another house does not answer");
                Err(Failure::Away)
            }
            Err(_) => {
                tracing::warn!(whom, "another house takes too long");
                Err(Failure::Away)
            }
        }
    }
}
