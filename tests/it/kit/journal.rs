//! Looking behind the counter: what a stream's lines say in the store.

use serde_json::Value;
use wenzheng::{
    app::App,
    domain::{happening::Journal, id::InquiryId, stream::Stream},
    store::journal,
};

/// Every line of a stream, from offset 1.
pub async fn lines(app: &App, inquiry: &InquiryId, stream: Stream, listener: &str) -> Vec<Value> {
    let mut tx = app.store.read().await.expect("the store is read");
    let lines = journal::lines(&mut tx, &Journal::from(inquiry), stream, listener, 0, 1_000_000).await;
    let lines = lines.expect("lines are read").into_iter();
    lines.map(|line| serde_json::from_str(&line.body).expect("a line is JSON")).collect()
}
