//! 我的数据: everything that the house holds of one asker, for them to take along.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::own::{Opener, Own, own_of};
use crate::{
    app::{
        App,
        reveal::{Contact, contact},
    },
    domain::{day::Day, id::PhotoId, identity::Identity, moment::days, photo::PhotoState, question::Question},
    http::Problem,
    store::{Tx, inquiries, notices, photos, questions, traces, translations},
};

/// Everything that is held.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnData)]
pub struct Data {
    /// The question with its whole path, and who opened what.
    pub question: Own,
    /// Name, contact and flat number, as long as they are kept.
    pub contact: Contact,
    /// The address from which it was sent, as long as it is kept.
    pub network: Option<String>,
    /// How one's identity was confirmed, as long as it is kept. As whom stays sealed: whoever holds the receipt reads this.
    pub identity: Option<Kept>,
    /// The version of the notice that was agreed to; none where somebody typed it in or a file brought it.
    pub notice: Option<String>,
    /// What that notice says.
    pub notice_words: Option<String>,
    /// A translation that a moderator wrote.
    pub translation: Option<String>,
    /// The photos that are there: each is at `/api/v1/photos/{id}` or on the asker's page.
    pub photos: Vec<PhotoId>,
}

/// That an identity was confirmed, and until when that is kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnIdentity)]
pub struct Kept {
    /// By which way.
    pub way: Identity,
    /// On which day it is erased by itself.
    pub until: Day,
}

/// Everything that is held of one's own question.
#[utoipa::path(get, path = "/receipts/{receipt}/data",
    params(("receipt" = String, Path), ("Receipt-Secret" = String, Header, description = "secret or code")),
    responses((status = 200, body = Data), (status = 401), (status = 404), (status = 429)))]
pub async fn data_call(State(app): State<App>, opener: Opener) -> Result<Json<Data>, Problem> {
    Ok(Json(data(&app, &mut app.store.read().await?, &opener.0).await?))
}

/// Gathers it.
pub async fn data(app: &App, tx: &mut Tx, question: &Question) -> Result<Data, Problem> {
    let id = &question.id;
    let trace = traces::of(tx, id).await?;
    let notice_words = match &trace.notice {
        Some(version) => notices::words(tx, version).await?,
        None => None,
    };
    let there = photos::of(tx, id).await?.into_iter().filter(|it| it.state != PhotoState::Removed);
    let inquiry = inquiries::get(tx, &question.inquiry).await?.ok_or_else(Problem::not_found)?;
    let zone = app.zone(tx, &inquiry.programme).await?;
    let ends_on = (question.asked_at + days(app.config.network_log_days)).date_in(&zone);
    Ok(Data {
        question: own_of(app, tx, question).await?,
        contact: contact(app, id, questions::sealed(tx, id).await?),
        identity: trace.identity.map(|way| Kept { way, until: ends_on.into() }),
        network: trace.network_sealed.and_then(|sealed| app.vault.unseal(id.as_str(), "network", &sealed).ok()),
        notice: trace.notice,
        notice_words,
        translation: translations::of(tx, id).await?.map(|it| it.text),
        photos: there.map(|it| it.id).collect(),
    })
}
