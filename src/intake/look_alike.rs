//! While somebody writes: public questions that say much the same.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::inquiry::{List, visible};
use crate::{
    app::App,
    domain::{faces::PublicQuestion, inquiry::Inquiry},
    http::Problem,
    store::{Tx, questions},
};

/// How alike a question must be to be shown, from 0 to 1.
const ALIKE: f64 = 0.28;
/// How many are shown.
const SHOWN: usize = 3;

/// What is being written.
#[derive(Clone, Debug, Deserialize, IntoParams)]
pub struct Text {
    /// The text so far.
    #[serde(default)]
    pub text: String,
}

/// Public questions like a text, the likest first.
#[utoipa::path(get, path = "/inquiries/{slug}/look-alikes", params(("slug" = String, Path), Text),
    responses((status = 200, body = List<PublicQuestion>), (status = 404)))]
pub async fn look_alikes(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(text): Query<Text>,
) -> Result<Json<List<PublicQuestion>>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = visible(&mut tx, &slug).await?;
    let items = like(&app, &mut tx, &inquiry, &text.text).await?;
    Ok(Json(List { items, next: None }))
}

/// The public questions most like a text.
pub async fn like(app: &App, tx: &mut Tx, inquiry: &Inquiry, text: &str) -> Result<Vec<PublicQuestion>, Problem> {
    let mut items = Vec::new();
    for (id, _) in app.alike(tx, &inquiry.id, text, ALIKE, SHOWN).await? {
        if let Some(question) = questions::get(tx, &id).await?
            && let Some(face) = app.face(tx, &question).await?
        {
            items.push(face);
        }
    }
    Ok(items)
}
