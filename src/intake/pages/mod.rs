//! The door's pages: whole without script, and the same gestures as the calls.

pub mod ask;
pub mod clear;
pub mod contest;
pub mod data;
pub mod faces;
pub mod find;
pub mod home;
pub mod identity;
pub mod inquiry;
pub mod marks;
pub mod own;
pub mod own_forms;
pub mod photo;
pub mod preview;
pub mod question;
pub mod safety;
pub mod type_in;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use crate::{app::App, http::picture};

/// The door's pages.
pub fn routes() -> Router<App> {
    let uploads =
        Router::new().route("/r/{receipt}/photos", post(photo::send)).layer(DefaultBodyLimit::max(picture::MOST_BYTES));
    Router::new()
        .merge(uploads)
        .route("/", get(home::show))
        .route("/i/{slug}", get(inquiry::show))
        .route("/i/{slug}/ask", get(ask::show).post(ask::send))
        .route("/i/{slug}/identity", get(identity::show))
        .route("/i/{slug}/identity/wechat", get(identity::from_wechat).post(identity::wechat))
        .route("/i/{slug}/identity/app", get(identity::from_app).post(identity::app))
        .route("/desk/{slug}/type-in", get(type_in::show).post(type_in::send))
        .route("/q/{id}", get(question::show))
        .route("/q/{id}/contest", get(contest::question).post(contest::send_question))
        .route("/c/{id}/contest", get(contest::commitment).post(contest::send_commitment))
        .route("/q/{id}/second", post(question::give))
        .route("/q/{id}/second/withdraw", post(question::take_back))
        .route("/clear", get(clear::show).post(clear::clear))
        .route("/r", get(find::show).post(find::open))
        .route("/r/{receipt}", get(own::show))
        .route("/r/{receipt}/completion", post(own_forms::complete))
        .route("/r/{receipt}/appeal", post(own_forms::appeal))
        .route("/r/{receipt}/withdraw", post(own_forms::withdraw))
        .route("/r/{receipt}/rating", post(own_forms::rate))
        .route("/r/{receipt}/harassed", post(own_forms::harassed))
        .route("/r/{receipt}/erasure", post(own_forms::erase))
        .route("/r/{receipt}/full-erasure", post(own_forms::erase_all))
        .route("/r/{receipt}/flat", post(safety::answer_flat))
        .route("/r/{receipt}/data", get(data::download))
        .route("/r/{receipt}/photos/{id}", get(photo::show))
        .route("/r/{receipt}/photos/{id}/remove", post(photo::remove))
}
