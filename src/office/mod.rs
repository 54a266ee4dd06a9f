//! The clerk's room: programmes, inquiries, departments, people and invitations, what comes in by file, and the audit.

pub mod audit;
pub mod department;
mod field;
pub mod house;
pub mod import;
pub mod inquiry;
pub mod network;
mod pages;
pub mod people;
pub mod person;
pub mod plan;
pub mod programme;
pub mod unseal;

use axum::extract::DefaultBodyLimit;
pub use pages::routes as pages;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    domain::role::Deed::{Administer, Audit},
    http::{Deeds, Who::Staff},
};
use import::calls as imports;

/// Who may do what in the office.
pub const DEEDS: Deeds = &[
    ("GET", "/programmes", &[Staff(Administer)]),
    ("POST", "/programmes", &[Staff(Administer)]),
    ("POST", "/programmes/{slug}", &[Staff(Administer)]),
    ("GET", "/departments", &[Staff(Administer)]),
    ("POST", "/departments", &[Staff(Administer)]),
    ("POST", "/departments/{slug}", &[Staff(Administer)]),
    ("POST", "/inquiries", &[Staff(Administer)]),
    ("GET", "/inquiries/{slug}/plan", &[Staff(Administer)]),
    ("POST", "/inquiries/{slug}/plan", &[Staff(Administer)]),
    ("POST", "/inquiries/{slug}/open", &[Staff(Administer)]),
    ("POST", "/inquiries/{slug}/interruption", &[Staff(Administer)]),
    ("POST", "/inquiries/{slug}/unsealing", &[Staff(Administer)]),
    ("GET", "/people", &[Staff(Administer)]),
    ("POST", "/people", &[Staff(Administer)]),
    ("POST", "/people/{id}/grants", &[Staff(Administer)]),
    ("POST", "/people/{id}/grants/{grant}/end", &[Staff(Administer)]),
    ("POST", "/people/{id}/end", &[Staff(Administer)]),
    ("POST", "/people/{id}/invitation", &[Staff(Administer)]),
    ("GET", "/inquiries/{slug}/imports", &[Staff(Administer)]),
    ("POST", "/inquiries/{slug}/imports", &[Staff(Administer)]),
    ("GET", "/imports/{id}", &[Staff(Administer)]),
    ("POST", "/imports/{id}/mapping", &[Staff(Administer)]),
    ("POST", "/imports/{id}/run", &[Staff(Administer)]),
    ("GET", "/audit", &[Staff(Audit)]),
    ("POST", "/audit/verify", &[Staff(Audit)]),
    ("POST", "/questions/{id}/network", &[Staff(Audit)]),
];

/// The office's calls, under `/api/v1`.
pub fn calls() -> OpenApiRouter<App> {
    let upload = OpenApiRouter::new()
        .routes(routes!(imports::list, imports::take_in_call))
        .layer(DefaultBodyLimit::max(imports::MOST_BYTES + 64 * 1024));
    OpenApiRouter::new()
        .routes(routes!(programme::list, programme::make_call))
        .routes(routes!(programme::change_call))
        .routes(routes!(department::list, department::make_call))
        .routes(routes!(department::change_call))
        .routes(routes!(inquiry::make_call))
        .routes(routes!(inquiry::one, inquiry::change_call))
        .routes(routes!(inquiry::open_call))
        .routes(routes!(inquiry::interrupt_call))
        .routes(routes!(unseal::unseal_call))
        .routes(routes!(people::list, people::hire_call))
        .routes(routes!(people::give_call))
        .routes(routes!(people::take_call))
        .routes(routes!(people::end_call))
        .routes(routes!(people::invite_call))
        .routes(routes!(imports::one))
        .routes(routes!(imports::remap_call))
        .routes(routes!(imports::run_call))
        .routes(routes!(audit::audit_call))
        .routes(routes!(audit::verify_call))
        .routes(routes!(network::open_call))
        .merge(upload)
}
