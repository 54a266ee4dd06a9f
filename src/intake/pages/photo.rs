//! `/r/{receipt}/photos`: an asker's photos on their own page: sent by a form, looked at, taken away; whole without script.

use axum::{
    Form,
    extract::{FromRequest as _, Multipart, Path, Request, State},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;

use super::own::{answer, keyed, opened};
use crate::{
    app::{App, photos::FOLDER},
    domain::{
        id::{PhotoId, QuestionId},
        photo::{Photo, PhotoState},
    },
    http::{
        From, Problem, Reader,
        picture::{self, PictureForm},
    },
    intake::photo,
    pages::asker::OwnPhoto,
    store::{Tx, photos},
};

/// What is pressed beside a photo.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    idempotency_key: String,
}

/// Sends one.
pub async fn send(
    State(app): State<App>,
    Path(receipt): Path<String>,
    headers: HeaderMap,
    from: From,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    let question = opened(&app, &receipt, &headers, from).await?;
    let sent = async {
        // Nobody sends 15 MB in vain: that there are enough is said before the body is read.
        photo::may_send(&mut app.store.read().await?, &question).await?;
        let form = Multipart::from_request(request, &app).await.map_err(|_| Problem::malformed())?;
        let PictureForm { file, fields } = PictureForm::read(form).await?;
        let key = fields.get("idempotency_key").cloned().unwrap_or_default();
        photo::keep(&app, &keyed(&question, "photo", &key), &question.id, file).await.map(drop)
    };
    answer(&app, &reader, &question, sent.await, "photo", "photo", String::new()).await
}

/// Takes one away.
pub async fn remove(
    State(app): State<App>,
    Path((receipt, id)): Path<(String, PhotoId)>,
    headers: HeaderMap,
    from: From,
    reader: Reader,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let question = opened(&app, &receipt, &headers, from).await?;
    let by = keyed(&question, "photo removed", &sent.idempotency_key);
    let done = photo::remove(&app, &by, &question.id, &id).await;
    answer(&app, &reader, &question, done, "photo", "photo_removed", String::new()).await
}

/// One of them, for its asker.
pub async fn show(
    State(app): State<App>,
    Path((receipt, id)): Path<(String, PhotoId)>,
    headers: HeaderMap,
    from: From,
) -> Result<Response, Problem> {
    let question = opened(&app, &receipt, &headers, from).await?;
    let photo = photos::get(&mut app.store.read().await?, &id).await?;
    photo.filter(|it| it.question == question.id && it.state != PhotoState::Removed).ok_or_else(Problem::not_found)?;
    picture::shown(&app, FOLDER, id.as_str(), false).await
}

/// Those that are there.
pub(super) async fn own(tx: &mut Tx, question: &QuestionId) -> Result<Vec<OwnPhoto>, Problem> {
    let there = photos::of(tx, question).await?.into_iter().filter(|it| it.state != PhotoState::Removed);
    Ok(there.map(|Photo { id, state, .. }| OwnPhoto { id: id.0, state: state.word() }).collect())
}
