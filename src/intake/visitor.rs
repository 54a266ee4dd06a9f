//! A new device: a signed random id, and no row until it writes.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;

/// What a new device keeps.
#[derive(Serialize, ToSchema)]
pub struct NewVisitor {
    /// The bearer token.
    pub token: String,
}

/// Gives a device its token. It costs us nothing, so nobody is refused; what it may do is paced by device, and in a crowd
/// by work.
#[utoipa::path(post, path = "/visitors", responses((status = 201, body = NewVisitor)))]
pub async fn new_visitor(State(app): State<App>) -> (StatusCode, Json<NewVisitor>) {
    (StatusCode::CREATED, Json(NewVisitor { token: app.vault.visitor_token() }))
}
