//! What a time limit would come to, told while the scribe still writes: the date that is going to be frozen is seen before it is.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::spoken;
use crate::{
    app::{App, reach},
    domain::{day::Day, due::Due, role::Deed},
    http::{Problem, Signed},
    store::{calendars, inquiries},
};

/// What was typed into the box.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Typed {
    /// The words, such as `30天内`.
    due: String,
}

/// The date that they come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = HeardDue)]
pub struct HeardDue {
    /// The date; none where the words can be read in two ways, or in none.
    pub on: Option<Day>,
    /// Whether a calendar that is not published yet may still move it.
    pub provisional: bool,
}

/// Counts a time limit as said today, and keeps nothing.
#[utoipa::path(get, path = "/inquiries/{slug}/due", params(("slug" = String, Path), Typed),
    responses((status = 200, body = HeardDue), (status = 401), (status = 403), (status = 404)))]
pub async fn heard(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(typed): Query<Typed>,
    Signed(staff): Signed,
) -> Result<Json<HeardDue>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::Capture, &slug).await?;
    let said_on = app.today(&inquiries::programme(&mut tx, &inquiry.programme).await?);
    let Ok(Some(words)) = spoken::limit(Some(&Value::String(typed.due)), said_on) else {
        return Ok(Json(HeardDue { on: None, provisional: false }));
    };
    let due = Due::of(words, said_on, &calendars::calendar(&mut tx).await?);
    Ok(Json(HeardDue { on: Some(due.first.into()), provisional: due.provisional }))
}
