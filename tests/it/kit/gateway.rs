//! The houses outside, as a town knows them: an SMS gateway that checks each signature, WeChat, and the county's app.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use axum::{
    Router,
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use parking_lot::Mutex;
use serde_json::{Value, json};
use wenzheng::{config::Config, outside::Key};

use super::Town;

const SMS_KEY: &str = "what the gateway and the house know";
const SECRET: &str = "0123456789abcdef0123456789abcdef";
const APP_KEY: &str = "what the app and the house know";

/// How the houses outside are today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// They do what they are asked.
    Well,
    /// They answer 500.
    Broken,
    /// They take the call and never answer.
    Silent,
}

/// All of them, at one address.
#[derive(Clone)]
pub struct Gateway {
    address: String,
    seen: Arc<Mutex<Seen>>,
}

struct Seen {
    mood: Mood,
    messages: Vec<(String, String)>,
    accounts: BTreeMap<String, String>,
    used: BTreeSet<String>,
}

impl Gateway {
    /// Opens on a port of its own, and sets the house of a town up to speak to it.
    pub async fn open(town: &Town) -> Self {
        Self::open_with(town, |_| {}).await
    }

    /// The same with other knobs as well.
    pub async fn open_with(town: &Town, change: impl FnOnce(&mut Config)) -> Self {
        let seen =
            Seen { mood: Mood::Well, messages: vec![], accounts: BTreeMap::default(), used: BTreeSet::default() };
        let seen = Arc::new(Mutex::new(seen));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let routes = Router::new()
            .route_service("/sms", post(take_message).with_state(seen.clone()))
            .route_service("/sns/oauth2/access_token", get(name_account).with_state(seen.clone()));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let gateway = Self { address, seen };
        let dir = town.place().dir.path().to_owned();
        town.reopen(|config| {
            gateway.set_up(config, &dir);
            change(config);
        })
        .await;
        gateway
    }

    fn set_up(&self, config: &mut Config, dir: &Path) {
        let file = |name: &str, key: &str| {
            let path = dir.join(name);
            std::fs::write(&path, format!("{key}\n")).expect("a key file is written");
            Some(path)
        };
        config.sms_url = Some(format!("{}/sms", self.address));
        config.sms_key_file = file("sms.key", SMS_KEY);
        config.wechat_app_id = Some("wx0123456789".into());
        config.wechat_secret_file = file("wechat.key", SECRET);
        config.wechat_api_url = self.address.clone();
        config.county_app_key_file = file("app.key", APP_KEY);
    }

    /// From now on they are like this.
    pub fn is(&self, mood: Mood) {
        self.seen.lock().mood = mood;
    }

    /// Every message: to which number, and what it says.
    pub fn messages(&self) -> Vec<(String, String)> {
        self.seen.lock().messages.clone()
    }

    /// The code in the last message to a number.
    pub fn code(&self, number: &str) -> String {
        let messages = self.messages();
        let (_, text) = messages.iter().rev().find(|(to, _)| to == number).expect("a message came");
        let digits = text.split(|char: char| !char.is_ascii_digit()).find(|digits| digits.len() == 6);
        digits.expect("six digits").to_owned()
    }

    /// WeChat gives this code for this account.
    pub fn wechat_gives(&self, code: &str, account: &str) {
        self.seen.lock().accounts.insert(code.into(), account.into());
    }
}

/// A ticket of the county's app.
pub fn ticket(subject: &str, nonce: &str, ends_s: i64) -> String {
    forged_ticket(APP_KEY, subject, nonce, ends_s)
}

/// A ticket signed with some key.
pub fn forged_ticket(key: &str, subject: &str, nonce: &str, ends_s: i64) -> String {
    let part = |value: Value| BASE64.encode(value.to_string());
    let head = part(json!({ "alg": "HS256", "typ": "JWT" }));
    let signed = format!("{head}.{}", part(json!({ "sub": subject, "jti": nonce, "exp": ends_s })));
    format!("{signed}.{}", BASE64.encode(Key::of(key).sign(signed.as_bytes())))
}

/// How they are today; none of a house that is silent ever hears.
async fn mood(seen: &Mutex<Seen>) -> Result<(), StatusCode> {
    let mood = seen.lock().mood;
    match mood {
        Mood::Well => Ok(()),
        Mood::Broken => Err(StatusCode::INTERNAL_SERVER_ERROR),
        Mood::Silent => std::future::pending().await,
    }
}

async fn take_message(State(seen): State<Arc<Mutex<Seen>>>, headers: HeaderMap, body: Bytes) -> Response {
    if let Err(status) = mood(&seen).await {
        return status.into_response();
    }
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let signed = [header("wenzheng-timestamp").as_bytes(), b".", &body].concat();
    if header("wenzheng-signature") != hex::encode(Key::of(SMS_KEY).sign(&signed)) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let message: Value = serde_json::from_slice(&body).expect("a message is JSON");
    let text = |name: &str| message[name].as_str().expect("a message is whole").to_owned();
    seen.lock().messages.push((text("to"), text("text")));
    StatusCode::ACCEPTED.into_response()
}

async fn name_account(State(seen): State<Arc<Mutex<Seen>>>, Query(asked): Query<BTreeMap<String, String>>) -> Response {
    if let Err(status) = mood(&seen).await {
        return status.into_response();
    }
    let mut seen = seen.lock();
    let is_us = asked.get("appid").map(String::as_str) == Some("wx0123456789")
        && asked.get("secret").map(String::as_str) == Some(SECRET)
        && asked.get("grant_type").map(String::as_str) == Some("authorization_code");
    let code = asked.get("code").cloned().unwrap_or_default();
    let account = seen.accounts.get(&code).cloned();
    // It says 200 as text, whatever it says.
    match account {
        _ if !is_us => json!({ "errcode": 40125, "errmsg": "invalid appsecret" }),
        Some(account) if seen.used.insert(code) => {
            json!({ "access_token": "t", "openid": account, "scope": "snsapi_base" })
        }
        Some(_) => json!({ "errcode": 40163, "errmsg": "code been used" }),
        None => json!({ "errcode": 40029, "errmsg": "invalid code" }),
    }
    .to_string()
    .into_response()
}
