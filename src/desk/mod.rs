//! The desk, where people decide: queues, holds, decisions with reasons, undo, bulk, merge, appeals, contacts.

pub mod alarm;
pub mod alarm_page;
pub mod appeal;
pub mod bulk;
pub mod call_back;
pub mod contest;
pub mod contests_page;
pub mod decide;
pub mod gate;
pub mod gate_page;
pub mod hall;
pub mod hold;
pub mod line;
pub mod merge;
pub mod next;
pub mod page;
pub mod photo;
pub mod presence;
pub mod queue;
pub mod reveal;
pub mod sheet;
pub mod translate;
pub mod undo;

use axum::{
    Router,
    routing::{get, post},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    domain::role::Deed::{LeadDesk, Moderate, ReadDesk, ReadStage, Reveal},
    http::{Deeds, Who::Staff},
};

/// Who may do what at the desk.
pub const DEEDS: Deeds = &[
    ("GET", "/inquiries/{slug}/desk", &[Staff(ReadDesk)]),
    ("POST", "/inquiries/{slug}/presence", &[Staff(ReadDesk)]),
    ("POST", "/inquiries/{slug}/next", &[Staff(Moderate)]),
    ("POST", "/inquiries/{slug}/gate", &[Staff(LeadDesk)]),
    ("POST", "/inquiries/{slug}/hall", &[Staff(LeadDesk)]),
    ("POST", "/photos/{id}/judgement", &[Staff(Moderate)]),
    ("PUT", "/questions/{id}/translation", &[Staff(Moderate)]),
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
    ("POST", "/questions/{id}/called-back", &[Staff(Moderate)]),
    ("GET", "/inquiries/{slug}/contests", &[Staff(ReadDesk)]),
    ("POST", "/contests/{id}/answer", &[Staff(Moderate)]),
    ("GET", "/inquiries/{slug}/alarms", &[Staff(ReadStage)]),
    ("POST", "/questions/{id}/alarm/take", &[Staff(Reveal)]),
    ("POST", "/questions/{id}/alarm/end", &[Staff(Reveal)]),
];

/// The desk's calls, under `/api/v1`.
pub fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(queue::desk))
        .routes(routes!(queue::card))
        .routes(routes!(presence::here))
        .routes(routes!(next::next_call))
        .routes(routes!(gate::turn_call))
        .routes(routes!(hall::declare_call))
        .routes(routes!(photo::judge_call))
        .routes(routes!(translate::translate_call))
        .routes(routes!(hold::take, hold::release))
        .routes(routes!(decide::decide_call))
        .routes(routes!(undo::undo_call))
        .routes(routes!(bulk::bulk_call))
        .routes(routes!(merge::merge_call, merge::unmerge_call))
        .routes(routes!(appeal::judge_call))
        .routes(routes!(reveal::reveal_call))
        .routes(routes!(call_back::called_back_call))
        .routes(routes!(contest::list))
        .routes(routes!(contest::answer_call))
        .routes(routes!(alarm::ringing))
        .routes(routes!(alarm::take_call))
        .routes(routes!(alarm::end_call))
}

/// The desk's page, what is urgent, and its list of questions on paper.
pub fn pages() -> Router<App> {
    Router::new()
        .route("/desk/{slug}", get(page::show))
        .route("/desk/{slug}/sheet", get(sheet::show))
        .route("/desk/{slug}/contests", get(contests_page::show).post(contests_page::answer))
        .route("/desk/{slug}/gate", get(gate_page::show).post(gate_page::turn))
        .route("/desk/{slug}/gate/hall", post(gate_page::declare))
        .route("/alarms/{id}", get(alarm_page::show))
        .route("/alarms/{id}/take", post(alarm_page::take))
        .route("/alarms/{id}/end", post(alarm_page::end))
}
