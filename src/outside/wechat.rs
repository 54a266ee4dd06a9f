//! 微信网页授权 (snsapi_base): WeChat says which of its accounts somebody has with our official account, and nothing else.

use axum::{
    body::Body,
    http::{Request, Uri},
};
use serde::Deserialize;

use super::{Caller, Failure, Key};
use crate::{config::Config, domain::identity::SUBJECT_CHARS};

/// What WeChat says of a code that is wrong, over, or was used: the asker tries once more.
const WRONG_CODE: [i64; 4] = [40029, 40163, 41008, 42003];
/// The longest code that is passed on, in characters.
const CODE_CHARS: usize = 128;

/// WeChat, as our official account speaks to it.
#[derive(Clone, Debug)]
pub struct Wechat {
    caller: Caller,
    app_id: String,
    secret: Key,
    open_url: String,
    api_url: String,
}

#[derive(Deserialize)]
struct Answer {
    openid: Option<String>,
    errcode: Option<i64>,
}

impl Wechat {
    pub(super) fn new(caller: Caller, config: &Config, app_id: &str, secret: Key) -> anyhow::Result<Self> {
        let base = |url: &str| url.trim_end_matches('/').to_owned();
        let is_word = |text: &str| text.chars().all(|char| char.is_ascii_alphanumeric());
        anyhow::ensure!(is_word(app_id), "wechat_app_id is made of letters and digits");
        anyhow::ensure!(is_word(secret.text()), "the AppSecret is made of letters and digits");
        let (open_url, api_url) = (base(&config.wechat_open_url), base(&config.wechat_api_url));
        api_url.parse::<Uri>()?;
        Ok(Self { caller, app_id: app_id.to_owned(), secret, open_url, api_url })
    }

    /// Where WeChat asks its user; `back` is our address, percent-encoded. WeChat wants its parameters in this order.
    pub fn address(&self, back: &str, state: &str) -> String {
        let Self { app_id, open_url, .. } = self;
        format!(
            "{open_url}/connect/oauth2/authorize?appid={app_id}&redirect_uri={back}&response_type=code&scope=snsapi_base&state={state}#wechat_redirect"
        )
    }

    /// The account (openid) for which a code was given.
    pub async fn who(&self, code: &str) -> Result<String, Failure> {
        let is_code = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
        if code.is_empty() || code.len() > CODE_CHARS || !code.chars().all(is_code) {
            return Err(Failure::Refused);
        }
        let (api, id, secret) = (&self.api_url, &self.app_id, self.secret.text());
        let query = format!("appid={id}&secret={secret}&code={code}&grant_type=authorization_code");
        let request = Request::get(format!("{api}/sns/oauth2/access_token?{query}")).body(Body::empty());
        let (status, body) = self.caller.ask("WeChat", request.map_err(|_| Failure::Away)?).await?;
        // It answers 200 as text/plain, whether it says yes or no.
        match serde_json::from_slice(&body) {
            Ok(Answer { openid: Some(openid), .. }) if (1..=SUBJECT_CHARS).contains(&openid.len()) => Ok(openid),
            Ok(Answer { errcode: Some(code), .. }) if WRONG_CODE.contains(&code) => Err(Failure::Refused),
            Ok(Answer { errcode, .. }) => {
                tracing::warn!(?errcode, "WeChat does not say who it is");
                Err(Failure::Away)
            }
            Err(_) => {
                tracing::warn!(%status, "WeChat answers no JSON");
                Err(Failure::Away)
            }
        }
    }
}
