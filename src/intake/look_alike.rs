//! While somebody writes: public questions that say much the same; of sealed ones only how many.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::inquiry::visible;
use crate::{
    app::App,
    domain::{faces::PublicQuestion, inquiry::Inquiry},
    http::Problem,
    store::{Tx, disclosures, questions},
};

/// How alike a question must be to be shown, from 0 to 1.
const ALIKE: f64 = 0.28;
/// How many are shown.
const SHOWN: usize = 3;
/// How many are counted where they are sealed.
const COUNTED: usize = 99;

/// What is being written.
#[derive(Clone, Debug, Deserialize, IntoParams)]
pub struct Text {
    /// The text so far.
    #[serde(default)]
    pub text: String,
}

/// What is like a text.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct LookAlikes {
    /// Public questions, the likest first.
    pub items: Vec<PublicQuestion>,
    /// Always null: these are the likest few.
    pub next: Option<String>,
    /// How many more are like it whose words are sealed.
    pub sealed: usize,
}

/// Public questions like a text, the likest first.
#[utoipa::path(get, path = "/inquiries/{slug}/look-alikes", params(("slug" = String, Path), Text),
    responses((status = 200, body = LookAlikes), (status = 404)))]
pub async fn look_alikes(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(text): Query<Text>,
) -> Result<Json<LookAlikes>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = visible(&mut tx, &slug).await?;
    Ok(Json(like(&app, &mut tx, &inquiry, &text.text).await?))
}

/// The public questions most like a text, and how many sealed ones are.
pub async fn like(app: &App, tx: &mut Tx, inquiry: &Inquiry, text: &str) -> Result<LookAlikes, Problem> {
    let mut like = LookAlikes::default();
    let is_sealed = disclosures::of(tx, &inquiry.id).await?.is_sealed();
    let most = if is_sealed { COUNTED } else { SHOWN };
    for (id, _) in app.alike(tx, &inquiry.id, text, ALIKE, most).await? {
        let Some(question) = questions::get(tx, &id).await? else { continue };
        match app.face(tx, &question).await? {
            Some(face) if like.items.len() < SHOWN => like.items.push(face),
            Some(_) => {}
            None => like.sealed += usize::from(question.sealed),
        }
    }
    Ok(like)
}
