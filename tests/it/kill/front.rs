//! The liars of the controls: one acknowledges what is never stored, one acknowledges first and stores later.

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{Router, body::Bytes, extract::State, http, response::IntoResponse as _};
use parking_lot::Mutex;
use serde_json::{Value, json};

use crate::kit::Town;

/// What was told without being so, each by what it is about.
pub type Lies = Arc<Mutex<Vec<String>>>;

/// How many seconds the one that stores later keeps to itself.
const LATE: usize = 8;

/// A front that passes everything on, except that it answers every ninth question, decision and confirmation itself.
pub async fn lie_in_front_of(town: &Town) -> Lies {
    let lies = Lies::default();
    let front = Front { house: House::of(town), calls: Arc::default(), lies: lies.clone() };
    stand_before(town, Router::new().fallback(pass_on).with_state(front)).await;
    lies
}

/// A front that passes everything on, except that seconds are answered at once and stored when more have come.
pub async fn store_late_in_front_of(town: &Town) {
    let front = LateFront { house: House::of(town), late: Arc::default() };
    stand_before(town, Router::new().fallback(pass_on_late).with_state(front)).await;
}

async fn stand_before(town: &Town, front: Router) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    town.call_at(&listener.local_addr().expect("it is bound").to_string());
    tokio::spawn(async move { axum::serve(listener, front).await });
}

/// A call as it came.
struct Call {
    method: http::Method,
    uri: http::Uri,
    headers: http::HeaderMap,
    body: Bytes,
}

/// The house behind a front.
#[derive(Clone)]
struct House {
    address: String,
    http: reqwest::Client,
}

impl House {
    fn of(town: &Town) -> Self {
        Self { address: town.address(), http: reqwest::Client::new() }
    }

    async fn answer(&self, Call { method, uri, headers, body }: Call) -> axum::response::Response {
        let address = format!("http://{}{}", self.address, uri);
        let passed = self.http.request(method, address).headers(headers).body(body).send().await;
        let Ok(answer) = passed else { return http::StatusCode::BAD_GATEWAY.into_response() };
        let status = answer.status();
        (status, [("content-type", "application/json")], answer.bytes().await.unwrap_or_default()).into_response()
    }
}

#[derive(Clone)]
struct LateFront {
    house: House,
    /// Calls that were answered and are not stored yet.
    late: Arc<Mutex<VecDeque<Call>>>,
}

async fn pass_on_late(
    State(front): State<LateFront>,
    method: http::Method,
    uri: http::Uri,
    headers: http::HeaderMap,
    body: Bytes,
) -> axum::response::Response {
    let call = Call { method, uri, headers, body };
    if !call.uri.path().ends_with("/second") {
        return front.house.answer(call).await;
    }
    let due = {
        let mut late = front.late.lock();
        late.push_back(call);
        if late.len() > LATE { late.pop_front() } else { None }
    };
    if let Some(due) = due {
        front.house.answer(due).await;
    }
    axum::Json(json!({ "seconds": 1 })).into_response()
}

#[derive(Clone)]
struct Front {
    house: House,
    calls: Arc<AtomicUsize>,
    lies: Lies,
}

async fn pass_on(
    State(front): State<Front>,
    method: http::Method,
    uri: http::Uri,
    headers: http::HeaderMap,
    body: Bytes,
) -> axum::response::Response {
    let path = uri.path();
    let written = ["/questions", "/decision", "/actions"].iter().any(|end| path.ends_with(end));
    if written && front.calls.fetch_add(1, Ordering::Relaxed) % 9 == 8 {
        let sent: Value = serde_json::from_slice(&body).unwrap_or_default();
        let about = path.split('/').rev().nth(1).unwrap_or_default().to_owned();
        if path.ends_with("/actions") {
            front.lies.lock().push(about.clone());
            let made_up = json!({ "id": about, "state": "confirmed", "version": 2 });
            return axum::Json(made_up).into_response();
        }
        if path.ends_with("/decision") {
            let question = about;
            front.lies.lock().push(question.clone());
            let made_up = json!({ "id": question, "state": "later", "version": 2, "decision": "made up" });
            return axum::Json(made_up).into_response();
        }
        front.lies.lock().push(sent["text"].as_str().unwrap_or_default().to_owned());
        let made_up =
            json!({ "id": uuid::Uuid::now_v7(), "receipt": "0", "code": "0", "secret": "0", "state": "submitted" });
        return (http::StatusCode::CREATED, axum::Json(made_up)).into_response();
    }
    front.house.answer(Call { method, uri, headers, body }).await
}
