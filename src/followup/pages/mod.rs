//! The pages about promises: whole without script, and the same gestures as the calls.

mod closing;
mod commitment;
mod file;
mod flat;
mod form;
mod harassment;
mod ledger;
mod morning;
mod order;
mod pairs;
mod register;
mod scribe;
mod sending;
mod sheet;
mod studio;
mod todo;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use crate::{app::App, http::picture};

/// The pages about promises.
pub fn routes() -> Router<App> {
    let uploads = Router::new()
        .route("/department/c/{id}/evidence", post(file::department_evidence))
        .route("/verification/c/{id}/evidence", post(file::verification_evidence))
        .route("/supervision/c/{id}/sending/scan", post(sending::promise_scan))
        .route("/supervision/q/{id}/sending/scan", post(sending::question_scan))
        .layer(DefaultBodyLimit::max(picture::MOST_BYTES));
    Router::new()
        .route("/ledger", get(ledger::show))
        .route("/c/{id}", get(commitment::show).post(commitment::speak))
        .route("/today", get(todo::today))
        .route("/supervision", get(todo::supervision))
        .route("/department", get(todo::department))
        .route("/verification", get(todo::verification))
        .route("/supervision/c/{id}", get(file::supervision).post(file::supervision_act))
        .route("/department/c/{id}", get(file::department).post(file::department_act))
        .route("/verification/c/{id}", get(file::verification).post(file::verification_act))
        .route("/department/q/{id}", get(order::department).post(order::answer))
        .route("/department/q/{id}/return", post(order::give_back))
        .route("/supervision/q/{id}/order", post(order::give))
        .route("/department/q/{id}/flat", post(flat::ask))
        .route("/department/q/{id}/flat/open", post(flat::open))
        .route("/supervision/h/{id}", get(harassment::show).post(harassment::answer))
        .route("/supervision/h/{id}/take", post(harassment::take))
        .route("/supervision/h/{id}/contact", post(harassment::contact))
        .route("/supervision/q/{id}", get(order::supervision).post(order::review))
        .route("/supervision/c/{id}/sheet", get(sheet::promise_of_supervision).post(sheet::number_promise))
        .route("/department/c/{id}/sheet", get(sheet::promise_of_department))
        .route("/supervision/q/{id}/sheet", get(sheet::question_of_supervision).post(sheet::number_question))
        .route("/department/q/{id}/sheet", get(sheet::question_of_department))
        .route("/supervision/c/{id}/sending", get(sending::promise).post(sending::promise_told))
        .route("/supervision/q/{id}/sending", get(sending::question).post(sending::question_told))
        .route("/supervision/{slug}/sending", get(sending::show).post(sending::show_told))
        .route("/supervision/{slug}/closing", get(closing::show).post(closing::send))
        .route("/supervision/{slug}/morning", get(morning::show))
        .route("/supervision/{slug}/register", get(register::show))
        .route("/scribe/{slug}", get(scribe::show).post(scribe::keep))
        .route("/scribe/{slug}/mark", post(scribe::mark))
        .route("/scribe/{slug}/pairs", post(pairs::sign))
        .merge(uploads)
}
