//! `/r/{receipt}/data`: everything that the house holds of one question, as a file for its asker.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use super::own::opened;
use crate::{
    app::App,
    http::{
        From, Problem, Reader,
        file::{Format, offered},
    },
    intake::data::data,
};

/// The file.
pub async fn download(
    State(app): State<App>,
    Path(receipt): Path<String>,
    headers: HeaderMap,
    from: From,
    reader: Reader,
) -> Result<Response, Problem> {
    let question = opened(&app, &receipt, &headers, from).await?;
    let data = data(&app, &mut app.store.read().await?, &question).await?;
    offered(Format::Json, &reader.say("data-heading"), serde_json::to_vec_pretty(&data))
}
