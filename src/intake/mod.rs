//! The public door: a visitor asks, says 我也遇到, reads what others asked, and follows their own question.

pub mod ask;
pub mod asker;
pub mod clue;
pub mod contest;
pub mod crowd;
pub mod data;
pub mod identity;
pub mod inquiry;
pub mod look_alike;
pub mod own;
mod pages;
pub mod photo;
pub mod public;
pub mod safety;
pub mod second;
pub mod telltales;
pub mod visitor;

use axum::extract::DefaultBodyLimit;
pub use pages::routes as pages;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    domain::role::Deed::TypeIn,
    http::{
        Deeds,
        Who::{Anyone, Asker, Staff, Visitor},
        picture,
    },
};

/// Who may do what at the door.
pub const DEEDS: Deeds = &[
    ("POST", "/visitors", &[Anyone]),
    ("GET", "/inquiries", &[Anyone]),
    ("GET", "/inquiries/{slug}", &[Anyone]),
    ("GET", "/inquiries/{slug}/questions", &[Anyone]),
    ("POST", "/inquiries/{slug}/questions", &[Visitor]),
    ("GET", "/inquiries/{slug}/identity", &[Visitor]),
    ("POST", "/inquiries/{slug}/identity/phone", &[Visitor]),
    ("POST", "/inquiries/{slug}/identity/phone/confirmation", &[Visitor]),
    ("POST", "/inquiries/{slug}/clues", &[Staff(TypeIn)]),
    ("GET", "/inquiries/{slug}/look-alikes", &[Anyone]),
    ("POST", "/telltales", &[Anyone]),
    ("GET", "/questions/{id}", &[Anyone]),
    ("GET", "/questions/{id}/contests", &[Visitor]),
    ("POST", "/questions/{id}/contests", &[Visitor]),
    ("POST", "/commitments/{id}/contests", &[Visitor]),
    ("PUT", "/questions/{id}/second", &[Visitor]),
    ("DELETE", "/questions/{id}/second", &[Visitor]),
    ("GET", "/receipts/{receipt}", &[Asker]),
    ("POST", "/receipts/{receipt}/completion", &[Asker]),
    ("POST", "/receipts/{receipt}/appeal", &[Asker]),
    ("POST", "/receipts/{receipt}/withdraw", &[Asker]),
    ("POST", "/receipts/{receipt}/rating", &[Asker]),
    ("POST", "/receipts/{receipt}/harassed", &[Asker]),
    ("POST", "/receipts/{receipt}/erasure", &[Asker]),
    ("POST", "/receipts/{receipt}/full-erasure", &[Asker]),
    ("POST", "/receipts/{receipt}/flat", &[Asker]),
    ("GET", "/receipts/{receipt}/data", &[Asker]),
    ("POST", "/receipts/{receipt}/photos", &[Asker]),
    ("DELETE", "/receipts/{receipt}/photos/{id}", &[Asker]),
    ("GET", "/photos/{id}", &[Anyone]),
];

/// The door's calls, under `/api/v1`.
pub fn calls() -> OpenApiRouter<App> {
    let uploads =
        OpenApiRouter::new().routes(routes!(photo::send_call)).layer(DefaultBodyLimit::max(picture::MOST_BYTES));
    OpenApiRouter::new()
        .routes(routes!(visitor::new_visitor))
        .routes(routes!(inquiry::known))
        .routes(routes!(inquiry::one))
        .routes(routes!(ask::ask_call, public::list))
        .routes(routes!(identity::standing_call))
        .routes(routes!(identity::send_code_call))
        .routes(routes!(identity::confirm_code_call))
        .routes(routes!(public::one))
        .routes(routes!(look_alike::look_alikes))
        .routes(routes!(telltales::look_through))
        .routes(routes!(second::give, second::take_back))
        .routes(routes!(contest::question_call, contest::own_of_question))
        .routes(routes!(contest::commitment_call))
        .routes(routes!(own::own))
        .routes(routes!(clue::clue))
        .routes(routes!(asker::complete))
        .routes(routes!(asker::appeal))
        .routes(routes!(asker::withdraw))
        .routes(routes!(asker::rate))
        .routes(routes!(safety::harassed))
        .routes(routes!(safety::flat_call))
        .routes(routes!(asker::erase))
        .routes(routes!(asker::erase_all))
        .routes(routes!(data::data_call))
        .routes(routes!(photo::remove_call))
        .routes(routes!(photo::show))
        .merge(uploads)
}
