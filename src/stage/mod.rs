//! The stage: the running order, air texts, what goes on air and comes off, the director's messages, and the screens.

pub mod air;
pub mod card;
pub mod checks;
pub mod deputy;
pub mod gallery;
pub mod helm;
pub mod host;
pub mod late;
pub mod message;
pub mod order;
pub mod page;
pub mod pairs;
pub mod paper;
pub mod phase;
pub mod points;
pub mod retract;
pub mod rundown;
pub mod screen;
pub mod screens;
pub mod sheet;
pub mod show;
pub mod sign_off;
pub mod take;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    domain::role::Deed::{ApproveAir, AskOnAir, Direct, ReadStage},
    http::{Deeds, Who::Staff},
    media::photo,
};

/// Who may do what on stage.
pub const DEEDS: Deeds = &[
    ("PUT", "/questions/{id}/air", &[Staff(Direct)]),
    ("POST", "/questions/{id}/air/correction", &[Staff(Direct)]),
    ("POST", "/questions/{id}/air/approval", &[Staff(ApproveAir)]),
    ("GET", "/inquiries/{slug}/sign-off", &[Staff(ReadStage)]),
    ("POST", "/inquiries/{slug}/sign-off", &[Staff(Direct)]),
    ("POST", "/inquiries/{slug}/sign-off/scan", &[Staff(Direct)]),
    ("POST", "/questions/{id}/spot-verdict", &[Staff(AskOnAir)]),
    ("GET", "/inquiries/{slug}/rundown", &[Staff(ReadStage)]),
    ("PUT", "/inquiries/{slug}/rundown", &[Staff(Direct)]),
    ("POST", "/inquiries/{slug}/rundown/items", &[Staff(Direct)]),
    ("POST", "/inquiries/{slug}/take", &[Staff(Direct)]),
    ("POST", "/inquiries/{slug}/clear", &[Staff(Direct)]),
    ("POST", "/inquiries/{slug}/late-takes", &[Staff(Direct)]),
    ("POST", "/inquiries/{slug}/helm", &[Staff(Direct)]),
    ("GET", "/inquiries/{slug}/checks", &[Staff(ReadStage)]),
    ("POST", "/inquiries/{slug}/checks", &[Staff(Direct)]),
    ("POST", "/inquiries/{slug}/graphic", &[Staff(Direct)]),
    ("POST", "/inquiries/{slug}/card", &[Staff(Direct)]),
    ("POST", "/inquiries/{slug}/dump", &[Staff(Direct)]),
    ("POST", "/inquiries/{slug}/pull", &[Staff(Direct)]),
    ("POST", "/inquiries/{slug}/phase", &[Staff(Direct)]),
    ("POST", "/inquiries/{slug}/messages", &[Staff(Direct)]),
    ("POST", "/messages/{id}/ack", &[Staff(ReadStage)]),
    ("GET", "/inquiries/{slug}/screens", &[Staff(ReadStage)]),
    ("POST", "/inquiries/{slug}/screens", &[Staff(Direct)]),
    ("DELETE", "/inquiries/{slug}/screens/{screen}", &[Staff(Direct)]),
    ("GET", "/inquiries/{slug}/stage", &[Staff(ReadStage)]),
];

/// Room for a multipart body's own words around a paper, in bytes.
const AROUND_A_PAPER: usize = 64 * 1024;

/// The stage's calls, under `/api/v1`.
pub fn calls() -> OpenApiRouter<App> {
    let uploads = OpenApiRouter::new()
        .routes(routes!(sign_off::read, sign_off::keep_call))
        .layer(DefaultBodyLimit::max(photo::MOST_BYTES + AROUND_A_PAPER));
    OpenApiRouter::new()
        .routes(routes!(air::write_call))
        .routes(routes!(air::correct_call))
        .routes(routes!(air::approve_call))
        .routes(routes!(sign_off::open_call))
        .merge(uploads)
        .routes(routes!(deputy::judge_call))
        .routes(routes!(rundown::read, order::arrange_call))
        .routes(routes!(order::add_call))
        .routes(routes!(take::take_call))
        .routes(routes!(take::clear_call))
        .routes(routes!(take::graphic_call))
        .routes(routes!(card::card_call))
        .routes(routes!(late::enter_call))
        .routes(routes!(helm::helm_call))
        .routes(routes!(checks::read, checks::check_call))
        .routes(routes!(retract::dump_call))
        .routes(routes!(retract::pull_call))
        .routes(routes!(phase::phase_call))
        .routes(routes!(message::send_call))
        .routes(routes!(message::ack_call))
        .routes(routes!(screens::list, screens::open_call))
        .routes(routes!(screens::revoke_call))
        .routes(routes!(gallery::read))
}

/// The stage's pages for staff.
pub fn pages() -> Router<App> {
    let uploads = Router::new()
        .route("/stage/{slug}/sign-off", get(sign_off::show).post(sign_off::send))
        .layer(DefaultBodyLimit::max(photo::MOST_BYTES + AROUND_A_PAPER));
    Router::new()
        .merge(uploads)
        .route("/stage/{slug}/rundown", get(page::rundown))
        .route("/stage/{slug}/deputy", get(deputy::show).post(deputy::send))
        .route("/stage/{slug}/deputy-cards", get(deputy::sheet))
        .route("/stage/{slug}/checks", get(checks::show).post(checks::send))
        .route("/stage/{slug}/pairs", get(pairs::show).post(pairs::sign))
        .route("/stage/{slug}/sign-off/scan", post(sign_off::open))
        .route("/stage/{slug}/sheet", get(sheet::rundown))
        .route("/stage/{slug}/cards", get(sheet::cards))
}

/// What a screen reaches with its own link, outside `/api/v1`: the key in the address is all that it has.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/screen/worker.js", get(page::worker))
        .route("/screen/{key}", get(page::screen))
        .route("/screen/{key}/state", get(screen::state))
        .route("/screen/{key}/painted", post(screen::painted))
        .route("/screen/{key}/ack", post(screen::ack))
}
