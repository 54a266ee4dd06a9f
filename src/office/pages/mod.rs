//! The office's pages: whole without script, and the same gestures as the calls.

mod audit;
mod form;
mod home;
mod import;
mod inquiry;
mod nouns;
mod person;
mod plan;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use super::import::calls::MOST_BYTES;
use crate::app::App;

/// The pages of office and audit.
pub fn routes() -> Router<App> {
    let upload = Router::new()
        .route("/office/inquiries/{slug}/imports", post(import::take_in))
        .layer(DefaultBodyLimit::max(MOST_BYTES + 64 * 1024));
    Router::new()
        .route("/office", get(home::show))
        .route("/office/programmes/new", get(nouns::new_programme).post(nouns::make_programme))
        .route("/office/programmes/{slug}", get(nouns::programme).post(nouns::change_programme))
        .route("/office/departments/new", get(nouns::new_department).post(nouns::make_department))
        .route("/office/departments/{slug}", get(nouns::department).post(nouns::change_department))
        .route("/office/inquiries/new", get(plan::new).post(plan::make))
        .route("/office/inquiries/{slug}", get(inquiry::show))
        .route("/office/inquiries/{slug}/plan", get(plan::edit).post(plan::change))
        .route("/office/inquiries/{slug}/summons", get(plan::summons).post(plan::summon))
        .route("/office/inquiries/{slug}/open", post(inquiry::open))
        .route("/office/inquiries/{slug}/interruption", post(inquiry::interrupt))
        .route("/office/inquiries/{slug}/unsealing", post(inquiry::take_seal_off))
        .route("/office/people/new", get(nouns::new_person).post(nouns::hire))
        .route("/office/people/{id}", get(person::show))
        .route("/office/people/{id}/grants", post(person::give))
        .route("/office/people/{id}/grants/{grant}/end", post(person::take))
        .route("/office/people/{id}/invitation", post(person::invite))
        .route("/office/people/{id}/end", post(person::end))
        .route("/office/imports/{id}", get(import::show))
        .route("/office/imports/{id}/mapping", post(import::remap))
        .route("/office/imports/{id}/run", post(import::run))
        .route("/audit", get(audit::show))
        .route("/audit/address", post(audit::open_address))
        .route("/audit/verify", post(audit::verify))
        .merge(upload)
}
