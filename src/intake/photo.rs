//! 照片: an asker sends up to three, drawn anew without place and camera; nobody but the desk sees one until it is passed.

use axum::{
    Json,
    extract::{FromRequest as _, Multipart, Path, Request, State},
    http::StatusCode,
    response::Response,
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use super::{asker::actor, own::Opener};
use crate::{
    app::{
        self, App, By,
        photos::{self as app_photos, FOLDER},
    },
    domain::{
        happening::{self, Kind},
        id::{PhotoId, QuestionId},
        photo::{Photo, PhotoState, takes_one_more},
        question::Question,
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{
        Keyed, Problem, Signed,
        picture::{self, PictureForm},
        problem::Wrong,
    },
    store::{Tx, inquiries, photos, questions},
};

/// A photo as its asker and the desk see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PhotoSent)]
pub struct Sent {
    /// Its id.
    pub id: PhotoId,
    /// Where it stands.
    pub state: PhotoState,
}

/// The form of a photo.
#[derive(ToSchema)]
#[allow(dead_code)] // Describes the multipart body in the API's description.
#[schema(as = PhotoForm)]
pub struct Form {
    /// JPEG, PNG or WebP; up to 15 MB and 50 MP.
    #[schema(value_type = String, format = Binary)]
    photo: Vec<u8>,
}

/// Sends a photo with one's own question.
#[utoipa::path(post, path = "/receipts/{receipt}/photos", params(("receipt" = String, Path)),
    request_body(content = Form, content_type = "multipart/form-data"),
    responses((status = 201, body = Sent), (status = 409, description = "too_many_photos, wrong_state"), (status = 413), (status = 422)))]
pub async fn send_call(
    State(app): State<App>,
    opener: Opener,
    keyed: Keyed,
    request: Request,
) -> Result<(StatusCode, Json<Sent>), Problem> {
    may_send(&mut app.store.read().await?, &opener.0).await?;
    let form = Multipart::from_request(request, &app).await.map_err(|_| Problem::malformed())?;
    let PictureForm { file, .. } = PictureForm::read(form).await?;
    let by = keyed.by(actor(&opener.0), hex::encode(Sha256::digest(&file)));
    Ok((StatusCode::CREATED, Json(keep(&app, &by, &opener.0.id, file).await?)))
}

/// Takes one of one's own photos away.
#[utoipa::path(delete, path = "/receipts/{receipt}/photos/{id}", params(("receipt" = String, Path), ("id" = String, Path)),
    responses((status = 204), (status = 404), (status = 409)))]
pub async fn remove_call(
    State(app): State<App>,
    Path(named): Path<(String, PhotoId)>,
    opener: Opener,
    keyed: Keyed,
) -> Result<StatusCode, Problem> {
    let by = keyed.by(actor(&opener.0), String::new());
    remove(&app, &by, &opener.0.id, &named.1).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A photo: for everybody once it is passed and its question is public, before that for the desk, and for whoever owes the
/// answer once it is passed.
#[utoipa::path(get, path = "/photos/{id}", params(("id" = String, Path)),
    responses((status = 200, content_type = "image/jpeg"), (status = 404)))]
pub async fn show(
    State(app): State<App>,
    Path(id): Path<PhotoId>,
    signed: Option<Signed>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let photo = photos::get(&mut tx, &id).await?.filter(|it| it.state != PhotoState::Removed);
    let photo = photo.ok_or_else(Problem::not_found)?;
    let question = questions::get(&mut tx, &photo.question).await?.ok_or_else(Problem::not_found)?;
    let is_passed = photo.state == PhotoState::Passed;
    let is_public = is_passed && app.face(&mut tx, &question).await?.is_some();
    if !is_public {
        let Some(Signed(staff)) = signed else { return Err(Problem::not_found()) };
        let inquiry = inquiries::get(&mut tx, &question.inquiry).await?.ok_or_else(Problem::not_found)?;
        let may = |deed| staff.may(deed, &inquiry.id, &inquiry.programme);
        if !may(Deed::ReadDesk) && !(is_passed && (may(Deed::Supervise) || owes(&staff, &question))) {
            return Err(Problem::not_found());
        }
    }
    drop(tx);
    // It can be refused or taken away later, so no cache keeps it.
    picture::shown(&app, FOLDER, id.as_str(), false).await
}

fn owes(staff: &Staff, question: &Question) -> bool {
    staff.department().is_some() && staff.department() == question.owner_department.as_ref()
}

/// Refuses a photo of a question that is done with, and the fourth of one that is not.
pub async fn may_send(tx: &mut Tx, question: &Question) -> Result<(), Problem> {
    if !question.state.is_withdrawable() {
        return Err(Refusal::WrongState.into());
    }
    if takes_one_more(&photos::of(tx, &question.id).await?) { Ok(()) } else { Err(Refusal::TooManyPhotos.into()) }
}

/// Keeps a photo: drawn anew and safe on disk first, then known to the database.
pub async fn keep(app: &App, by: &By, of: &QuestionId, file: Vec<u8>) -> Result<Sent, Problem> {
    if file.is_empty() {
        return Err(Wrong { field: "photo", code: "required", limit: None }.into());
    }
    let drawn = picture::drawn(file).await?;
    let id = PhotoId::new();
    picture::put(app, FOLDER, id.as_str(), drawn.jpeg.clone()).await?;
    let photo = |question: &Question, now| Photo {
        id: id.clone(),
        question: question.id.clone(),
        inquiry: question.inquiry.clone(),
        state: PhotoState::Waiting,
        sha256: drawn.sha256.clone(),
        width: drawn.width.into(),
        height: drawn.height.into(),
        bytes: drawn.jpeg.len() as i64,
        sent_at: now,
        judged_by: None,
        version: 1,
    };
    let kept = know(app, by, of, photo).await;
    if kept.as_ref().map_or(true, |kept| kept.id != id) {
        app.take_picture_away(FOLDER, id.as_str()).await;
    }
    kept
}

/// Stores what is known of it. The very same file once more is the photo that is there.
async fn know(
    app: &App,
    by: &By,
    of: &QuestionId,
    photo: impl FnOnce(&Question, crate::domain::moment::Moment) -> Photo,
) -> Result<Sent, Problem> {
    let mut act = app.begin(by).await?;
    let question = questions::get(&mut act.tx, of).await?.ok_or(app::Error::NotFound("question"))?;
    let photo = photo(&question, act.now);
    let sent = photos::of(&mut act.tx, of).await?;
    if let Some(same) = sent.iter().find(|it| it.sha256 == photo.sha256 && it.state != PhotoState::Removed) {
        return Ok(Sent { id: same.id.clone(), state: same.state });
    }
    may_send(&mut act.tx, &question).await?;
    photos::insert(&mut act.tx, &photo).await?;
    act.record(happening::photo(Kind::PhotoSent, None, &photo, &question));
    Ok(app.settle(act, Sent { id: photo.id, state: photo.state }).await?)
}

/// Takes a photo of this question away.
pub async fn remove(app: &App, by: &By, of: &QuestionId, id: &PhotoId) -> Result<(), Problem> {
    let photo = photos::get(&mut app.store.read().await?, id).await?.filter(|it| it.question == *of);
    photo.ok_or_else(Problem::not_found)?;
    Ok(app_photos::remove(app, by, id).await?)
}
