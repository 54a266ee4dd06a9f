//! The office's pages: forms that work without script, over the same gestures as the calls.

mod audit;
mod home;
mod import;
mod inquiry;
mod person;
mod typed;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use super::import::calls::MOST_BYTES;
use crate::app::App;

/// The office's pages.
pub fn routes() -> Router<App> {
    let upload = Router::new()
        .route("/office/inquiries/{slug}/import", get(import::files).post(import::upload))
        .layer(DefaultBodyLimit::max(MOST_BYTES + 64 * 1024));
    Router::new()
        .route("/office", get(home::show))
        .route("/office/programmes", post(home::make_programme))
        .route("/office/programmes/{slug}", post(home::change_programme))
        .route("/office/departments", post(home::make_department))
        .route("/office/departments/{slug}", post(home::change_department))
        .route("/office/people", post(home::hire))
        .route("/office/inquiries", post(home::make_inquiry))
        .route("/office/inquiries/{slug}", get(inquiry::show).post(inquiry::change))
        .route("/office/inquiries/{slug}/open", post(inquiry::open))
        .route("/office/inquiries/{slug}/interruption", post(inquiry::interrupt))
        .route("/office/people/{id}", get(person::show))
        .route("/office/people/{id}/grants", post(person::give))
        .route("/office/people/{id}/grants/{grant}/end", post(person::take))
        .route("/office/people/{id}/invitation", post(person::invite))
        .route("/office/people/{id}/end", post(person::end))
        .route("/office/imports/{id}", get(import::show))
        .route("/office/imports/{id}/mapping", post(import::remap))
        .route("/office/imports/{id}/run", post(import::run))
        .route("/audit", get(audit::show))
        .route("/audit/verify", post(audit::verify))
        .merge(upload)
}
