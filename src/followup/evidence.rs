//! What is shown for a promise: a picture is sent in, drawn anew without place and camera, and can be seen once it counts.

use axum::{
    Json,
    extract::{FromRequest as _, Multipart, Path, Request, State},
    http::StatusCode,
    response::Response,
};
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use super::{
    inner::{self, Eye, speaks_for},
    spoken::{self, BOX_CHARS},
};
use crate::{
    app::{self, App, By},
    domain::{
        commitment::Stage,
        day::Day,
        happening::{self, Actor},
        id::{CommitmentId, DepartmentId, EvidenceId},
        inquiry::Inquiry,
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{
        Keyed, Problem, Signed,
        picture::{self, PictureForm},
    },
    media::photo::Photo,
    store::{
        commitments,
        evidence::{self, Evidence},
        inquiries,
    },
};

/// The folder of the pictures.
const FOLDER: &str = "evidence";
/// A picture that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = EvidenceTaken)]
pub struct TakenIn {
    /// Its id.
    pub id: EvidenceId,
    /// SHA-256 of the file as it was sent in.
    pub sha256: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Another promise for which the very same file was sent in before.
    pub seen_before: Option<CommitmentId>,
}

/// What came with a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// The file.
    pub file: Vec<u8>,
    /// `before`, `after` or `site`.
    pub side: String,
    /// What it shows.
    pub caption: Option<String>,
    /// When it was taken, as its sender says.
    pub taken_on: Option<Date>,
    /// Fields that belong to a form around it.
    pub rest: std::collections::BTreeMap<String, String>,
}

/// The form of a picture: field `photo`, and in words `side`, `caption`, `taken_on`.
#[derive(ToSchema)]
#[allow(dead_code)] // Describes the multipart body in the API's description.
#[schema(as = EvidenceForm)]
pub struct Form {
    /// JPEG, PNG or WebP; up to 15 MB and 50 MP.
    #[schema(value_type = String, format = Binary)]
    photo: Vec<u8>,
    /// `before`, `after` (default) or `site`.
    side: Option<String>,
    /// What it shows.
    caption: Option<String>,
    /// `YYYY-MM-DD`.
    taken_on: Option<String>,
}

/// Sends in a picture for a promise.
#[utoipa::path(post, path = "/commitments/{id}/evidence", params(("id" = String, Path)),
    request_body(content = Form, content_type = "multipart/form-data"),
    responses((status = 201, body = TakenIn), (status = 403), (status = 404), (status = 409), (status = 413), (status = 422)))]
pub async fn send_in(
    State(app): State<App>,
    Path(id): Path<CommitmentId>,
    Signed(staff): Signed,
    keyed: Keyed,
    request: Request,
) -> Result<(StatusCode, Json<TakenIn>), Problem> {
    // Nobody sends 15 MB in vain: who may not is told before the body is read.
    let mut tx = app.store.read().await?;
    part(&mut tx, &staff, &id).await?;
    drop(tx);
    let form = Multipart::from_request(request, &app).await.map_err(|_| Problem::malformed())?;
    let sent = read(form).await?;
    let by = keyed.by(Actor::Person(staff.person.clone()), hex::encode(Sha256::digest(&sent.file)));
    Ok((StatusCode::CREATED, Json(keep(&app, &staff, &by, &id, sent).await?)))
}

/// Reads a form with one picture of a promise.
pub async fn read(form: Multipart) -> Result<Sent, Problem> {
    let PictureForm { file, fields } = PictureForm::read(form).await?;
    let mut sent = Sent { file, side: "after".into(), ..Sent::default() };
    for (name, text) in fields {
        match name.as_str() {
            "side" if matches!(text.as_str(), "before" | "after" | "site") => sent.side = text,
            "caption" => sent.caption = Some(text),
            "taken_on" => sent.taken_on = text.parse().ok(),
            _ => drop(sent.rest.insert(name, text)),
        }
    }
    Ok(sent)
}

/// Keeps a picture: drawn anew and safe on disk first, then known to the database.
pub async fn keep(app: &App, staff: &Staff, by: &By, of: &CommitmentId, sent: Sent) -> Result<TakenIn, Problem> {
    let mut wrong = spoken::WrongFields::new();
    let caption = spoken::line(&mut wrong, "caption", sent.caption.as_deref(), BOX_CHARS);
    if sent.file.is_empty() {
        wrong.push(("photo", "required"));
    }
    if !wrong.is_empty() {
        return Err(app::Error::Wrong(wrong).into());
    }
    let photo = picture::drawn(sent.file).await?;
    let id = EvidenceId::new();
    picture::put(app, FOLDER, id.as_str(), photo.jpeg.clone()).await?;
    let kept = know(app, staff, by, of, &id, &photo, sent.side, caption, sent.taken_on.map(Day::from)).await;
    if kept.is_err() {
        app.take_picture_away(FOLDER, id.as_str()).await;
    }
    Ok(kept?)
}

#[allow(clippy::too_many_arguments)] // Everything that is known of one picture, in one sentence.
async fn know(
    app: &App,
    staff: &Staff,
    by: &By,
    of: &CommitmentId,
    id: &EvidenceId,
    photo: &Photo,
    side: String,
    caption: Option<String>,
    taken_on: Option<Day>,
) -> app::Result<TakenIn> {
    let mut act = app.begin(by).await?;
    let (it, inquiry, part, department) = part(&mut act.tx, staff, of).await?;
    let programme = inquiries::programme(&mut act.tx, &inquiry.programme).await?;
    let seen_before = evidence::same_file(&mut act.tx, &photo.sha256, of).await?;
    let kept = Evidence {
        id: id.clone(),
        commitment: of.clone(),
        part: part.to_owned(),
        person: staff.person.clone(),
        department,
        side,
        caption,
        taken_on,
        sha256: photo.sha256.clone(),
        width: photo.width.into(),
        height: photo.height.into(),
        bytes: photo.jpeg.len() as i64,
        on_day: app.today(&programme).into(),
        at: act.now,
        shown_at: None,
    };
    evidence::insert(&mut act.tx, &kept).await?;
    act.record(happening::evidence_kept(&inquiry.id, id, &it, &photo.sha256));
    let answer =
        TakenIn { id: id.clone(), sha256: photo.sha256.clone(), width: photo.width, height: photo.height, seen_before };
    app.settle(act, answer).await
}

/// As whom somebody may send in a picture for this promise.
pub(super) async fn part(
    tx: &mut crate::store::Tx,
    staff: &Staff,
    of: &CommitmentId,
) -> app::Result<(crate::domain::commitment::Commitment, Inquiry, &'static str, Option<DepartmentId>)> {
    let it = commitments::get(tx, of).await?.ok_or(app::Error::NotFound("commitment"))?.it;
    let inquiry = inquiries::get(tx, &it.inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
    use Stage::*;
    let party = speaks_for(staff).find(|department| it.parties.include(department)).cloned();
    let (part, stages): (_, &[Stage]) = match &party {
        Some(_) => ("department", &[Assigned, Accepted, InProgress, Paused, ReportedDone, Verifying, Notice, Disputed]),
        None if !staff.may(Deed::Verify, &inquiry.id, &inquiry.programme) => return Err(Refusal::NotAllowed.into()),
        None if staff.department().is_some_and(|own| it.parties.include(own)) => {
            return Err(crate::domain::commitment::Refusal::SameDepartment.into());
        }
        None => ("verifier", &[ReportedDone, Verifying, Notice, Disputed]),
    };
    if stages.contains(&it.stage) { Ok((it, inquiry, part, party)) } else { Err(Refusal::WrongState.into()) }
}

/// A picture: for everybody once it counts, before that for those who have to do with the promise.
#[utoipa::path(get, path = "/evidence/{id}", params(("id" = String, Path)),
    responses((status = 200, content_type = "image/jpeg"), (status = 404)))]
pub async fn show(
    State(app): State<App>,
    Path(id): Path<EvidenceId>,
    signed: Option<Signed>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let it = evidence::get(&mut tx, &id).await?.ok_or_else(Problem::not_found)?;
    if it.shown_at.is_none() {
        let Some(Signed(staff)) = signed else { return Err(Problem::not_found()) };
        match inner::reached(&mut tx, &staff, &it.commitment).await {
            Ok((_, Eye::Judging | Eye::Party)) => {}
            _ => return Err(Problem::not_found()),
        }
    }
    drop(tx);
    picture::shown(&app, FOLDER, id.as_str(), it.shown_at.is_some()).await
}
