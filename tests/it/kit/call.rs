//! One call over HTTP and its answer.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
};

use reqwest::RequestBuilder;
use serde_json::Value;

/// A call about to be made; it is made when awaited.
pub struct Call(pub RequestBuilder);

impl Call {
    /// With a JSON body.
    pub fn json(self, body: Value) -> Self {
        Self(self.0.json(&body))
    }

    /// With a client's key.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// With the secret or code of a receipt.
    pub fn secret(self, secret: &str) -> Self {
        self.header("receipt-secret", secret)
    }

    /// With a header.
    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value))
    }

    /// Makes the call where the line may break.
    pub async fn attempt(self) -> Result<Answer, reqwest::Error> {
        let response = self.0.send().await?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = response.bytes().await?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(status != 500, "something broke in the house: {text}");
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Answer { status, headers, body, text, bytes: bytes.to_vec() })
    }
}

impl IntoFuture for Call {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.attempt().await.expect("the house answers") })
    }
}

/// What was answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: reqwest::header::HeaderMap,
    /// The body, where it is JSON.
    pub body: Value,
    /// The body as text.
    pub text: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body of a call that was done.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{}: {}", self.status, self.text);
        self.body
    }

    /// The body of a call that was refused, with this status and code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{}", self.text);
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        assert!(
            self.body["detail"].as_str().is_some_and(|it| !it.is_empty() && !it.starts_with("error-")),
            "{}",
            self.text
        );
        self.body
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}
