//! 县融媒体客户端: the county's app signs a ticket for whoever is signed in to it; the ticket is a JWT by HS256, and opens once.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use serde::{Deserialize, de::DeserializeOwned};
use subtle::ConstantTimeEq as _;

use super::Key;
use crate::domain::{
    identity::{SUBJECT_CHARS, TICKET_MS},
    moment::{Moment, seconds},
};

/// How long a ticket's nonce may be, in characters.
const NONCE_CHARS: std::ops::RangeInclusive<usize> = 8..=64;
/// The longest ticket that is read, in bytes.
const MOST_BYTES: usize = 2048;

/// The county's app.
#[derive(Clone, Debug)]
pub struct CountyApp {
    key: Key,
    /// The page that opens it.
    pub url: Option<String>,
}

/// What a true ticket says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Who it is, in the app's own words.
    pub subject: String,
    /// What makes it another one than all others.
    pub nonce: String,
    /// Until when it opens.
    pub until: Moment,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
}

#[derive(Deserialize)]
struct Body {
    sub: String,
    exp: i64,
    jti: String,
}

impl CountyApp {
    /// The app that signs with this key.
    pub fn new(key: Key, url: Option<String>) -> Self {
        Self { key, url }
    }

    /// Reads a ticket: none where it is not the app's, has ended, or lasts longer than it may.
    pub fn read(&self, ticket: &str, now: Moment) -> Option<Ticket> {
        if ticket.len() > MOST_BYTES {
            return None;
        }
        let (signed, sign) = ticket.rsplit_once('.')?;
        let (head, body) = signed.split_once('.')?;
        let sign = BASE64.decode(sign).ok()?;
        if !bool::from(self.key.sign(signed.as_bytes()).as_slice().ct_eq(&sign)) {
            return None;
        }
        let Head { alg } = part(head)?;
        let Body { sub, exp, jti } = part(body)?;
        let until = Moment(exp.checked_mul(seconds(1))?);
        let lasts = now < until && until <= now + TICKET_MS;
        let is_whole = (1..=SUBJECT_CHARS).contains(&sub.chars().count()) && NONCE_CHARS.contains(&jti.chars().count());
        (alg == "HS256" && lasts && is_whole).then_some(Ticket { subject: sub, nonce: jti, until })
    }
}

fn part<T: DeserializeOwned>(encoded: &str) -> Option<T> {
    serde_json::from_slice(&BASE64.decode(encoded).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn ticket(key: &str, head: Value, body: Value) -> String {
        let signed = format!("{}.{}", BASE64.encode(head.to_string()), BASE64.encode(body.to_string()));
        format!("{signed}.{}", BASE64.encode(Key::of(key).sign(signed.as_bytes())))
    }

    #[test]
    fn a_ticket_opens_with_the_apps_signature_and_until_it_ends() {
        let (app, now) = (CountyApp::new(Key::of("a key of the county"), None), Moment(1_000_000_000));
        let hs256 = || json!({ "alg": "HS256", "typ": "JWT" });
        let body = |exp: i64| json!({ "sub": "u-81", "exp": exp, "jti": "0199a1b2c3d4" });
        let soon = 1_000_000 + 60;

        let read = app.read(&ticket("a key of the county", hs256(), body(soon)), now).expect("it is the app's");

        assert_eq!(
            (read.subject.as_str(), read.nonce.as_str(), read.until),
            ("u-81", "0199a1b2c3d4", Moment(soon * 1000))
        );
        let refused = |head, body, key: &str| assert_eq!(app.read(&ticket(key, head, body), now), None);
        refused(hs256(), body(soon), "another key entirely");
        refused(hs256(), body(1_000_000), "a key of the county");
        refused(hs256(), body(1_000_000 + 86_400), "a key of the county");
        refused(hs256(), body(i64::MAX), "a key of the county");
        refused(json!({ "alg": "none" }), body(soon), "a key of the county");
        refused(hs256(), json!({ "sub": "", "exp": soon, "jti": "0199a1b2c3d4" }), "a key of the county");
        refused(hs256(), json!({ "sub": "u", "exp": soon, "jti": "1" }), "a key of the county");
        refused(hs256(), json!({ "sub": "u", "exp": soon }), "a key of the county");
        for hostile in ["", ".", "..", "a.b", "a.b.c", "eyJ.eyJ."] {
            assert_eq!(app.read(hostile, now), None, "{hostile}");
        }
    }
}
