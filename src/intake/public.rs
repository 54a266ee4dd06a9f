//! What others asked: lists of public questions, and one of them.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::inquiry::{List, visible};
use crate::{
    app::App,
    domain::{faces::PublicQuestion, id::QuestionId, inquiry::Inquiry},
    http::{Problem, problem::Wrong},
    store::{
        Tx,
        questions::{self, Counted, Page},
        seconds,
    },
};

/// The most items of one list.
pub const MOST_ITEMS: usize = 200;
/// How many there are when nothing is said.
pub const ITEMS: usize = 50;

/// How a list is ordered and where it goes on.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
pub struct Wanted {
    /// `new` (default) or `seconds`.
    pub sort: Option<String>,
    /// Up to 200, 50 by default.
    pub limit: Option<usize>,
    /// `next` of the list before.
    pub after: Option<String>,
}

/// The public questions of an inquiry.
#[utoipa::path(get, path = "/inquiries/{slug}/questions", params(("slug" = String, Path), Wanted),
    responses((status = 200, body = List<PublicQuestion>), (status = 404), (status = 422)))]
pub async fn list(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<List<PublicQuestion>>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = visible(&mut tx, &slug).await?;
    public_list(&app, &mut tx, &inquiry, &wanted).await.map(Json)
}

/// A page of public questions, newest first or most shared first.
pub async fn public_list(
    app: &App,
    tx: &mut Tx,
    inquiry: &Inquiry,
    wanted: &Wanted,
) -> Result<List<PublicQuestion>, Problem> {
    let limit = wanted.limit.unwrap_or(ITEMS).clamp(1, MOST_ITEMS);
    let (after_seconds, after) = match wanted.after.as_deref().map(|after| after.split_once('~')) {
        Some(Some((seconds, id))) => (seconds.parse().ok(), Some(id.to_owned())),
        _ => (None, wanted.after.clone()),
    };
    let page = Page { after, after_seconds, limit };
    let (counted, by_seconds) = match wanted.sort.as_deref() {
        None | Some("new") => (questions::public_newest(tx, &inquiry.id, &page).await?, false),
        Some("seconds") => (questions::public_most_seconded(tx, &inquiry.id, &page).await?, true),
        Some(_) => return Err(Problem::fields(&[Wrong { field: "sort", code: "unknown", limit: None }])),
    };
    let next = counted.last().filter(|_| counted.len() == limit).map(|last| cursor(last, by_seconds));
    let zone = app.zone(tx, &inquiry.programme).await?;
    Ok(List { items: app.faces(tx, &counted, &zone).await?, next })
}

fn cursor(last: &Counted, by_seconds: bool) -> String {
    if by_seconds { format!("{}~{}", last.seconds, last.question.id) } else { last.question.id.0.clone() }
}

/// One public question; one that went under another answers with that one.
#[utoipa::path(get, path = "/questions/{id}", params(("id" = String, Path)),
    responses((status = 200, body = PublicQuestion), (status = 404)))]
pub async fn one(State(app): State<App>, Path(id): Path<QuestionId>) -> Result<Json<PublicQuestion>, Problem> {
    let mut tx = app.store.read().await?;
    let root = seconds::roots(&mut tx, std::slice::from_ref(&id)).await?.remove(&id).ok_or_else(Problem::not_found)?;
    let question = questions::get(&mut tx, &root).await?.ok_or_else(Problem::not_found)?;
    app.face(&mut tx, &question).await?.map(Json).ok_or_else(Problem::not_found)
}
