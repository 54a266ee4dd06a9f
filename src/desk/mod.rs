//! The desk, where people decide: queues, holds, decisions with reasons, undo, bulk, merge, appeals, contacts.

pub mod appeal;
pub mod bulk;
pub mod decide;
pub mod hold;
pub mod merge;
pub mod page;
pub mod presence;
pub mod queue;
pub mod reveal;
pub mod sheet;
pub mod undo;

use axum::{Router, routing::get};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    domain::role::Deed::{Moderate, ReadDesk, Reveal},
    http::{Deeds, Who::Staff},
};

/// Who may do what at the desk.
pub const DEEDS: Deeds = &[
    ("GET", "/inquiries/{slug}/desk", &[Staff(ReadDesk)]),
    ("POST", "/inquiries/{slug}/presence", &[Staff(ReadDesk)]),
    ("GET", "/questions/{id}/desk", &[Staff(ReadDesk)]),
    ("POST", "/questions/{id}/hold", &[Staff(Moderate)]),
    ("DELETE", "/questions/{id}/hold", &[Staff(Moderate)]),
    ("POST", "/questions/{id}/decision", &[Staff(Moderate)]),
    ("POST", "/decisions/{id}/undo", &[Staff(Moderate)]),
    ("POST", "/inquiries/{slug}/bulk", &[Staff(Moderate)]),
    ("POST", "/questions/{id}/merge", &[Staff(Moderate)]),
    ("DELETE", "/questions/{id}/merge", &[Staff(Moderate)]),
    ("POST", "/questions/{id}/appeal-decision", &[Staff(Moderate)]),
    ("POST", "/questions/{id}/reveal", &[Staff(Reveal)]),
];

/// The desk's calls, under `/api/v1`.
pub fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(queue::desk))
        .routes(routes!(queue::card))
        .routes(routes!(presence::here))
        .routes(routes!(hold::take, hold::release))
        .routes(routes!(decide::decide_call))
        .routes(routes!(undo::undo_call))
        .routes(routes!(bulk::bulk_call))
        .routes(routes!(merge::merge_call, merge::unmerge_call))
        .routes(routes!(appeal::judge_call))
        .routes(routes!(reveal::reveal_call))
}

/// The desk's page, and its list of questions on paper.
pub fn pages() -> Router<App> {
    Router::new().route("/desk/{slug}", get(page::show)).route("/desk/{slug}/sheet", get(sheet::show))
}
