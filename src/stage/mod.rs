//! The stage: the running order, air texts, what goes on air and comes off, the director's messages, and the screens.

pub mod air;
pub mod gallery;
pub mod message;
pub mod order;
pub mod phase;
pub mod retract;
pub mod rundown;
pub mod screen;
pub mod screens;
pub mod show;
pub mod take;

use axum::{
    Router,
    routing::{get, post},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The stage's calls, under `/api/v1`.
pub fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(air::write_call))
        .routes(routes!(air::approve_call))
        .routes(routes!(rundown::read, order::arrange_call))
        .routes(routes!(order::add_call))
        .routes(routes!(take::take_call))
        .routes(routes!(take::clear_call))
        .routes(routes!(take::graphic_call))
        .routes(routes!(retract::dump_call))
        .routes(routes!(retract::pull_call))
        .routes(routes!(phase::phase_call))
        .routes(routes!(message::send_call))
        .routes(routes!(message::ack_call))
        .routes(routes!(screens::list, screens::open_call))
        .routes(routes!(screens::revoke_call))
        .routes(routes!(gallery::read))
}

/// What a screen reaches with its own link, outside `/api/v1`: the key in the address is all that it has.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/screen/{key}/state", get(screen::state))
        .route("/screen/{key}/painted", post(screen::painted))
        .route("/screen/{key}/ack", post(screen::ack))
}
