//! The socket for whoever may hear, its twins for caches, and the past that the hub reads through the store.

pub mod past;
pub mod socket;
pub mod twin;

use axum::{Router, routing::get};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    http::{Deeds, Who::Anyone},
};

/// The socket, which stands outside `/api/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/ws/v1", get(socket::open))
}

/// Who may hear the twins: they tell of the public stream only.
pub const DEEDS: Deeds = &[
    ("GET", "/inquiries/{slug}/streams/public/snap", &[Anyone]),
    ("GET", "/inquiries/{slug}/streams/public/live", &[Anyone]),
    ("GET", "/inquiries/{slug}/streams/public/{epoch}/{from}", &[Anyone]),
];

/// The socket's twins, under `/api/v1`.
pub fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(twin::snap)).routes(routes!(twin::live)).routes(routes!(twin::segment))
}
