//! `/i/{slug}/identity`: what is wanted before one writes and why, and where WeChat and the county's app lead back to. Nothing
//! is proved by looking: a button sends what came back.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

use super::{
    ask::{device, remember},
    faces::Around,
};
use crate::{
    app::{App, board::Notice},
    domain::{id::VisitorId, identity::Identity},
    http::{MaybeVisitor, Problem, Reader, file::percent, page::see_other},
    intake::{
        identity::{confirm_ticket, confirm_wechat, standing, wanting},
        inquiry::notice,
    },
    pages::{
        ask::Trouble,
        identity::{Brought, IdentityPage},
    },
};

/// What WeChat sends back in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct FromWechat {
    code: String,
    state: String,
}

/// What the county's app puts into the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct FromApp {
    ticket: String,
}

/// What the button sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    proof: String,
    state: String,
}

/// What is wanted, why, and the way to it.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: MaybeVisitor,
    reader: Reader,
) -> Result<Response, Problem> {
    let notice = notice(&app, &slug).await?;
    if !is_elsewhere(&app, notice.identity) {
        return Err(Problem::not_found());
    }
    let (visitor, token) = device(&app, visitor)?;
    remember(&app, page(&app, &notice, &visitor, &reader, None, None).await?, token)
}

/// WeChat leads back here.
pub async fn from_wechat(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(FromWechat { code, state }): Query<FromWechat>,
    visitor: MaybeVisitor,
    reader: Reader,
) -> Result<Response, Problem> {
    came_back(&app, &slug, Identity::Wechat, visitor, &reader, Brought { proof: code, state }).await
}

/// The county's app opens this.
pub async fn from_app(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(FromApp { ticket }): Query<FromApp>,
    visitor: MaybeVisitor,
    reader: Reader,
) -> Result<Response, Problem> {
    let brought = Brought { proof: ticket, state: String::new() };
    came_back(&app, &slug, Identity::App, visitor, &reader, brought).await
}

async fn came_back(
    app: &App,
    slug: &str,
    way: Identity,
    visitor: MaybeVisitor,
    reader: &Reader,
    brought: Brought,
) -> Result<Response, Problem> {
    let notice = here(app, slug, way).await?;
    let (visitor, token) = device(app, visitor)?;
    let brought = Some(brought).filter(|it| !it.proof.is_empty());
    remember(app, page(app, &notice, &visitor, reader, brought, None).await?, token)
}

/// The button after WeChat.
pub async fn wechat(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: MaybeVisitor,
    reader: Reader,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    confirm(&app, &slug, Identity::Wechat, visitor, &reader, sent).await
}

/// The button after the county's app.
pub async fn app(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: MaybeVisitor,
    reader: Reader,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    confirm(&app, &slug, Identity::App, visitor, &reader, sent).await
}

async fn confirm(
    app: &App,
    slug: &str,
    way: Identity,
    visitor: MaybeVisitor,
    reader: &Reader,
    Sent { proof, state }: Sent,
) -> Result<Response, Problem> {
    let notice = here(app, slug, way).await?;
    let (visitor, token) = device(app, visitor)?;
    let done = match way {
        Identity::Wechat => confirm_wechat(app, slug, &visitor, &proof, &state).await,
        _ => confirm_ticket(app, slug, &visitor, &proof).await,
    };
    remember(app, answer(app, &notice, &visitor, reader, done).await?, token)
}

/// Back to the form, or the page once more with why not.
async fn answer(
    app: &App,
    notice: &Notice,
    visitor: &VisitorId,
    reader: &Reader,
    done: Result<(), Problem>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(see_other(&format!("/i/{}/ask", notice.inquiry.slug))),
        Err(problem) => {
            let trouble = Trouble { code: problem.code().into(), retry_after_s: None };
            let page = page(app, notice, visitor, reader, None, Some(trouble)).await?;
            Ok((problem.status(), page).into_response())
        }
    }
}

/// The page in place of the form, while a device has not confirmed what is confirmed elsewhere: whoever writes first would
/// have to leave what they wrote.
pub async fn before_writing(
    app: &App,
    slug: &str,
    visitor: &VisitorId,
    reader: &Reader,
) -> Result<Option<Response>, Problem> {
    let notice = notice(app, slug).await?;
    if !is_elsewhere(app, notice.identity)
        || standing(app, &mut app.store.read().await?, notice.identity, Some(visitor)).await?.confirmed
    {
        return Ok(None);
    }
    page(app, &notice, visitor, reader, None, None).await.map(Some)
}

/// Whether one leaves the house to confirm it, by a way that is set up.
fn is_elsewhere(app: &App, way: Identity) -> bool {
    matches!(way, Identity::Wechat | Identity::App) && app.outside.offers(way)
}

/// The notice of an inquiry that wants this way, where it is set up.
async fn here(app: &App, slug: &str, way: Identity) -> Result<Arc<Notice>, Problem> {
    let notice = wanting(app, slug, way).await?;
    if app.outside.offers(way) { Ok(notice) } else { Err(Problem::not_found()) }
}

async fn page(
    app: &App,
    notice: &Notice,
    visitor: &VisitorId,
    reader: &Reader,
    brought: Option<Brought>,
    trouble: Option<Trouble>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let around = Around::of(&mut tx, &notice.inquiry).await?;
    let confirmed = standing(app, &mut tx, notice.identity, Some(visitor)).await?.confirmed;
    let slug = &notice.inquiry.slug;
    let back = format!("{}/i/{slug}/identity/wechat", app.config.public_url());
    let href = match notice.identity {
        Identity::Wechat => app
            .outside
            .wechat
            .as_ref()
            .map(|wechat| wechat.address(&percent(&back), &app.vault.identity_state(visitor, slug, app.now()))),
        _ => app.outside.county_app.as_ref().and_then(|it| it.url.clone()),
    };
    let page = IdentityPage {
        inquiry: around.inquiry(&notice.inquiry),
        way: notice.identity.word(),
        href,
        brought,
        confirmed,
        trouble,
    };
    reader.show_private(app, &page, &reader.say("title-identity"), around.house())
}
