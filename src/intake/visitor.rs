//! A new device: a signed random id, and no row until it writes.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    http::{From, Problem},
    pace::Pace,
};

/// What a new device keeps.
#[derive(Serialize, ToSchema)]
pub struct NewVisitor {
    /// The bearer token.
    pub token: String,
}

/// Gives a device its token.
#[utoipa::path(post, path = "/visitors", responses((status = 201, body = NewVisitor), (status = 429)))]
pub async fn new_visitor(State(app): State<App>, from: From) -> Result<(StatusCode, Json<NewVisitor>), Problem> {
    app.paces.pass(Pace::NewVisitor, &from.network(), app.now())?;
    Ok((StatusCode::CREATED, Json(NewVisitor { token: app.vault.visitor_token() })))
}
