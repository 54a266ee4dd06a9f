//! What was promised: caught while it is spoken, confirmed by another person, followed in public until it is kept.

pub mod act;
pub mod action;
pub mod answer;
pub mod book;
pub mod capture;
pub mod closing;
pub mod dispatch;
pub mod evidence;
pub mod flat;
pub mod give_back;
pub mod harassment;
pub mod heard;
pub mod inner;
pub mod notices;
pub mod order;
mod pages;
pub mod scan;
pub mod scope;
pub mod spoken;
pub mod today;
pub mod told;
pub mod workdays;

use axum::extract::DefaultBodyLimit;
pub use pages::routes as pages;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    domain::role::Deed::{Administer, Answer, Capture, ConfirmPromise, ReadStage, Supervise, Verify},
    http::{
        Deeds,
        Who::{Anyone, Staff, Visitor},
        picture,
    },
};

/// Who may do what with promises.
pub const DEEDS: Deeds = &[
    ("POST", "/inquiries/{slug}/marks", &[Staff(Capture)]),
    ("POST", "/inquiries/{slug}/commitments", &[Staff(Capture)]),
    ("GET", "/inquiries/{slug}/commitments", &[Staff(ReadStage)]),
    ("GET", "/inquiries/{slug}/due", &[Staff(Capture)]),
    ("GET", "/commitments", &[Anyone]),
    ("GET", "/commitments/counts", &[Anyone]),
    ("GET", "/commitments/{id}", &[Anyone]),
    ("GET", "/commitments/{id}/file", &[Staff(Supervise), Staff(Verify), Staff(Answer), Staff(Capture)]),
    (
        "POST",
        "/commitments/{id}/actions",
        &[Visitor, Staff(Supervise), Staff(Verify), Staff(Answer), Staff(Capture), Staff(ConfirmPromise)],
    ),
    ("POST", "/commitments/{id}/evidence", &[Staff(Answer), Staff(Verify)]),
    ("GET", "/evidence/{id}", &[Anyone]),
    ("POST", "/questions/{id}/order", &[Staff(Supervise)]),
    ("POST", "/questions/{id}/dispatch", &[Staff(Supervise)]),
    ("POST", "/commitments/{id}/dispatch", &[Staff(Supervise)]),
    ("POST", "/questions/{id}/scan", &[Staff(Supervise)]),
    ("POST", "/commitments/{id}/scan", &[Staff(Supervise)]),
    ("GET", "/scans/{id}", &[Staff(Supervise), Staff(Answer)]),
    ("GET", "/questions/{id}/notices", &[Staff(Supervise)]),
    ("GET", "/commitments/{id}/notices", &[Staff(Supervise)]),
    ("GET", "/inquiries/{slug}/notices", &[Staff(Supervise)]),
    ("POST", "/questions/{id}/told", &[Staff(Supervise)]),
    ("POST", "/commitments/{id}/told", &[Staff(Supervise)]),
    ("POST", "/inquiries/{slug}/told", &[Staff(Supervise)]),
    ("POST", "/questions/{id}/return", &[Staff(Answer)]),
    ("GET", "/questions/{id}/whose", &[Anyone]),
    ("GET", "/questions/{id}/answer", &[Anyone]),
    ("POST", "/questions/{id}/answer", &[Staff(Answer)]),
    ("POST", "/questions/{id}/answer/review", &[Staff(Supervise)]),
    ("GET", "/questions/{id}/flat-request", &[Staff(Answer)]),
    ("POST", "/questions/{id}/flat-request", &[Staff(Answer)]),
    ("POST", "/questions/{id}/flat", &[Staff(Answer)]),
    ("GET", "/harassments/{id}", &[Staff(Supervise)]),
    ("POST", "/harassments/{id}/take", &[Staff(Supervise)]),
    ("POST", "/harassments/{id}/answer", &[Staff(Supervise)]),
    ("GET", "/inquiries/{slug}/closing", &[Staff(Supervise)]),
    ("POST", "/inquiries/{slug}/closing", &[Staff(Supervise)]),
    ("GET", "/workdays", &[Anyone]),
    ("POST", "/workdays", &[Staff(Administer), Staff(Supervise)]),
    ("GET", "/today", &[Staff(Supervise), Staff(Verify), Staff(Answer), Staff(Capture)]),
];

/// The calls about promises, under `/api/v1`.
pub fn calls() -> OpenApiRouter<App> {
    let uploads = OpenApiRouter::new()
        .routes(routes!(evidence::send_in))
        .routes(routes!(scan::promise_call))
        .routes(routes!(scan::question_call))
        .layer(DefaultBodyLimit::max(picture::MOST_BYTES));
    OpenApiRouter::new()
        .routes(routes!(capture::mark_call))
        .routes(routes!(capture::capture_call, inner::caught))
        .routes(routes!(heard::heard))
        .routes(routes!(book::book))
        .routes(routes!(book::counts))
        .routes(routes!(book::one))
        .routes(routes!(inner::file))
        .routes(routes!(act::act_call))
        .routes(routes!(evidence::show))
        .routes(routes!(order::hand_over_call))
        .routes(routes!(dispatch::promise_call))
        .routes(routes!(dispatch::question_call))
        .routes(routes!(scan::open_call))
        .routes(routes!(told::promise_notices))
        .routes(routes!(told::question_notices))
        .routes(routes!(told::show_notices))
        .routes(routes!(told::promise_told))
        .routes(routes!(told::question_told))
        .routes(routes!(told::show_told))
        .routes(routes!(give_back::give_back_call))
        .routes(routes!(give_back::whose_call))
        .routes(routes!(answer::answer_call, answer::answer_of))
        .routes(routes!(answer::review_call))
        .routes(routes!(flat::stands_call, flat::ask_call))
        .routes(routes!(flat::open_call))
        .routes(routes!(harassment::one))
        .routes(routes!(harassment::take_call))
        .routes(routes!(harassment::answer_call))
        .routes(routes!(closing::closing, closing::close_call))
        .routes(routes!(workdays::workdays))
        .routes(routes!(workdays::import_call))
        .routes(routes!(today::today_call))
        .merge(uploads)
}
