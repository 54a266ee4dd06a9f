//! The one error that a handler returns: RFC 9457, with a stable code, in the reader's language.

use std::ops::RangeInclusive;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use crate::{
    app,
    domain::{commitment, refusal::Refusal, rundown},
    lang::{Arg, Lang},
    pace::TooSoon,
    store,
};

/// What went wrong, as the outside contract says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    extra: Map<String, Value>,
    retry_after_s: Option<i64>,
    first_answer: Option<String>,
}

/// One wrong field of what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Which field.
    pub field: &'static str,
    /// The code, e.g. `too_short`.
    pub code: &'static str,
    /// The limit that was missed, in the field's own unit.
    pub limit: Option<i64>,
}

/// The text, where it has as many characters as this field may have.
pub fn within(field: &'static str, text: String, chars: &RangeInclusive<usize>) -> Result<String, Wrong> {
    let missed = |code, limit: usize| Err(Wrong { field, code, limit: Some(limit as i64) });
    match text.chars().count() {
        n if n < *chars.start() => missed("too_short", *chars.start()),
        n if n > *chars.end() => missed("too_long", *chars.end()),
        _ => Ok(text),
    }
}

impl From<Wrong> for Problem {
    fn from(wrong: Wrong) -> Self {
        Self::fields(&[wrong])
    }
}

impl Problem {
    /// A problem of a status with a stable code.
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, extra: Map::new(), retry_after_s: None, first_answer: None }
    }

    /// 404: unknown, or not for this eye.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }

    /// 401: no credential, or one that is over.
    pub fn unauthenticated() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthenticated")
    }

    /// 403: the role or scope does not allow it.
    pub fn not_allowed() -> Self {
        Self::new(StatusCode::FORBIDDEN, "not_allowed")
    }

    /// 400: what was sent cannot be read.
    pub fn malformed() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed")
    }

    /// 422: fields that are wrong, all at once.
    pub fn fields(wrong: &[Wrong]) -> Self {
        let errors: Vec<Value> = wrong
            .iter()
            .map(|it| match it.limit {
                Some(limit) => json!({ "field": it.field, "code": it.code, "limit": limit }),
                None => json!({ "field": it.field, "code": it.code }),
            })
            .collect();
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid").with("errors", Value::Array(errors))
    }

    /// The same with more fields that are wrong, before those that are.
    pub fn with_fields(self, wrong: &[Wrong]) -> Self {
        let more = Self::fields(wrong).extra.remove("errors");
        let both =
            [more.as_ref(), self.extra.get("errors")].into_iter().flatten().filter_map(Value::as_array).flatten();
        let both: Vec<Value> = both.cloned().collect();
        self.with("errors", Value::Array(both))
    }

    /// The same with one more member.
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.extra.insert(name.to_owned(), value);
        self
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// A member beside code and status, e.g. `current`.
    pub fn member(&self, name: &str) -> Option<&Value> {
        self.extra.get(name)
    }

    /// How many seconds to wait, where waiting helps.
    pub fn wait_s(&self) -> Option<i64> {
        self.retry_after_s
    }

    /// The sentence for the reader.
    pub fn sentence(&self, lang: Lang) -> String {
        lang.say(&format!("error-{}", self.code), &[("seconds", Arg::Number(self.retry_after_s.unwrap_or(0) as f64))])
    }

    /// One that patience helps against, in seconds.
    pub fn waits(status: StatusCode, code: &'static str, wait_s: i64) -> Self {
        Self { retry_after_s: Some(wait_s.max(1)), ..Self::new(status, code) }
    }

    /// The problem as JSON, in words of this language.
    pub fn body(&self, lang: Lang) -> Value {
        let mut body = self.extra.clone();
        body.insert("type".into(), "about:blank".into());
        body.insert("title".into(), self.status.canonical_reason().unwrap_or_default().into());
        body.insert("status".into(), self.status.as_u16().into());
        body.insert("code".into(), self.code.into());
        body.insert("detail".into(), self.sentence(lang).into());
        Value::Object(body)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Some(body) = self.first_answer {
            // A replay: the first answer once more, always as 200.
            let head = [("content-type", "application/json"), ("idempotency-replayed", "true")];
            return (StatusCode::OK, head, body).into_response();
        }
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The language that a request asks for.
pub fn language(headers: &axum::http::HeaderMap, query: Option<&str>) -> Lang {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let in_query = query.and_then(|query| query.split('&').find_map(|part| part.strip_prefix("lang=")));
    let in_cookie = text(header::COOKIE)
        .and_then(|cookies| cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix("lang=")));
    Lang::chosen(in_query, in_cookie, text(header::ACCEPT_LANGUAGE))
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal {
            Refusal::SamePerson | Refusal::NotAllowed => StatusCode::FORBIDDEN,
            Refusal::ReasonRequired
            | Refusal::PublicTextRequired
            | Refusal::OrderTextRequired
            | Refusal::UnknownDepartment
            | Refusal::DatesCrossed
            | Refusal::UnreadableFile
            | Refusal::WebPageFile
            | Refusal::TooManyRows
            | Refusal::UnknownColumn
            | Refusal::TextNotMapped => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        };
        Self::new(status, refusal.code())
    }
}

impl From<rundown::Refusal> for Problem {
    fn from(refusal: rundown::Refusal) -> Self {
        use rundown::Refusal::*;
        let code = refusal.code();
        match refusal {
            TooSoon { on_air, next, wait_ms } => {
                let problem = Self::waits(StatusCode::TOO_MANY_REQUESTS, code, (wait_ms + 999) / 1000);
                problem.with("on_air", json!(on_air)).with("next", json!(next)).with("wait_ms", wait_ms.into())
            }
            BelievedDiffers { on_air, next } => {
                Self::new(StatusCode::PRECONDITION_FAILED, code).with("on_air", json!(on_air)).with("next", json!(next))
            }
            AirNotApproved { item } => Self::new(StatusCode::CONFLICT, code).with("item", json!(item)),
            Stale { current } => Self::new(StatusCode::CONFLICT, code).with("current", json!({ "version": current })),
            UnknownItem => Self::new(StatusCode::NOT_FOUND, code),
            ReasonRequired => Self::new(StatusCode::UNPROCESSABLE_ENTITY, code),
            NotThen => Self::fields(&[Wrong { field: "at", code, limit: None }]),
            NotLive | Interrupted | NothingNext | AlreadyOnAir | NotWaiting | AlreadyThere => {
                Self::new(StatusCode::CONFLICT, code)
            }
        }
    }
}

impl From<commitment::Refusal> for Problem {
    fn from(refusal: commitment::Refusal) -> Self {
        use commitment::Refusal::*;
        match refusal {
            Required(field) => Self::fields(&[Wrong { field, code: "required", limit: None }]),
            NotAllowed | NotYours | SameDepartment | SamePerson => Self::new(StatusCode::FORBIDDEN, refusal.code()),
            ReasonRequired | EvidenceRequired | NotLater => Self::new(StatusCode::UNPROCESSABLE_ENTITY, refusal.code()),
            NoticeRunning { ends_on } => {
                Self::new(StatusCode::CONFLICT, refusal.code()).with("ends_on", ends_on.to_string().into())
            }
            WrongState { stage } => {
                Self::new(StatusCode::CONFLICT, refusal.code()).with("current", json!({ "state": stage }))
            }
            Stale { current } => {
                Self::new(StatusCode::CONFLICT, refusal.code()).with("current", json!({ "version": current }))
            }
            ReturnedTooOften | PausedTooOften | TooEarly | ObjectionOpen | NotFollowed => {
                Self::new(StatusCode::CONFLICT, refusal.code())
            }
        }
    }
}

impl From<TooSoon> for Problem {
    fn from(too_soon: TooSoon) -> Self {
        Self::waits(StatusCode::TOO_MANY_REQUESTS, "too_many", (too_soon.wait_ms + 999) / 1000)
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        app::Error::from(error).into()
    }
}

impl From<app::Error> for Problem {
    fn from(error: app::Error) -> Self {
        use app::Error::*;
        match error {
            Refused(refusal) => refusal.into(),
            Stands(refusal, current) => Self::from(refusal).with("current", current),
            Rundown(refusal) => refusal.into(),
            PromiseRefused(refusal) => refusal.into(),
            Wrong(fields) => {
                let wrong: Vec<_> =
                    fields.into_iter().map(|(field, code)| self::Wrong { field, code, limit: None }).collect();
                Self::fields(&wrong)
            }
            Held(hold) => {
                let (by, until) = (hold["by"].clone(), hold["until"].clone());
                Self::new(StatusCode::CONFLICT, "held").with("by", by).with("until", until)
            }
            NotFound(_) => Self::not_found(),
            Replayed(given) => Self { first_answer: Some(given.body), ..Self::new(StatusCode::OK, "replayed") },
            KeyReused => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused"),
            InFlight => Self::waits(StatusCode::CONFLICT, "idempotency_in_flight", 1),
            Busy => Self::waits(StatusCode::SERVICE_UNAVAILABLE, "busy", 2),
            Store(store::Error::Missing) => Self::not_found(),
            Store(error) => {
                tracing::error!(%error, "a gesture failed in the store: {error}");
                Self::waits(StatusCode::SERVICE_UNAVAILABLE, "not_stored", 2)
            }
        }
    }
}
