//! 盖章扫描件: the sealed paper of an order is kept as it was issued, and whoever opens it is noted.

use axum::{
    Json,
    extract::{FromRequest as _, Multipart, Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use super::{dispatch::Order, evidence};
use crate::{
    app::{self, App, By},
    domain::{
        happening::{self, Actor},
        id::{CommitmentId, QuestionId},
        role::Staff,
    },
    http::{Keyed, Problem, Signed},
    media::shelf,
    store::sendings::{self, Scan},
};

/// The folder of the scans.
const FOLDER: &str = "scans";
/// What a scan may be: how the file begins, what it is, and how its name ends.
const KINDS: [(&[u8], &str, &str); 3] = [
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
];

/// A scan that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ScanTaken {
    /// Its id.
    pub id: String,
    /// What kind of file.
    pub media: String,
    /// SHA-256 of the file, which is kept as it came.
    pub sha256: String,
    /// Its length.
    pub bytes: i64,
}

/// The form of a scan: field `file`.
#[derive(ToSchema)]
#[allow(dead_code)] // Describes the multipart body in the API's description.
pub struct ScanForm {
    /// PDF, JPEG or PNG; up to 15 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Sends in the sealed scan of a promise's order.
#[utoipa::path(post, path = "/commitments/{id}/scan", params(("id" = String, Path)),
    request_body(content = ScanForm, content_type = "multipart/form-data"),
    responses((status = 201, body = ScanTaken), (status = 403), (status = 404), (status = 413), (status = 422)))]
pub async fn promise_call(
    State(app): State<App>,
    Path(id): Path<CommitmentId>,
    Signed(staff): Signed,
    keyed: Keyed,
    request: Request,
) -> Result<(StatusCode, Json<ScanTaken>), Problem> {
    take_in(&app, &staff, &Order::Promise(id), keyed, request).await
}

/// Sends in the sealed scan of a question's order.
#[utoipa::path(post, path = "/questions/{id}/scan", params(("id" = String, Path)),
    request_body(content = ScanForm, content_type = "multipart/form-data"),
    responses((status = 201, body = ScanTaken), (status = 403), (status = 404), (status = 413), (status = 422)))]
pub async fn question_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    keyed: Keyed,
    request: Request,
) -> Result<(StatusCode, Json<ScanTaken>), Problem> {
    take_in(&app, &staff, &Order::Question(id), keyed, request).await
}

async fn take_in(
    app: &App,
    staff: &Staff,
    order: &Order,
    keyed: Keyed,
    request: Request,
) -> Result<(StatusCode, Json<ScanTaken>), Problem> {
    // Nobody sends 15 MB in vain: who may not is told before the body is read.
    order.reach(&mut app.store.read().await?, staff).await?;
    let form = Multipart::from_request(request, app).await.map_err(|_| Problem::malformed())?;
    let file = evidence::read(form).await?.file;
    let by = keyed.by(Actor::Person(staff.person.clone()), hex::encode(Sha256::digest(&file)));
    Ok((StatusCode::CREATED, Json(keep(app, staff, &by, order, file).await?)))
}

/// Keeps a scan as it is: safe on disk first, then known to the database.
pub async fn keep(app: &App, staff: &Staff, by: &By, order: &Order, file: Vec<u8>) -> Result<ScanTaken, Problem> {
    let wrong = |code| Problem::from(app::Error::Wrong(vec![("file", code)]));
    if file.is_empty() {
        return Err(wrong("required"));
    }
    let kind = KINDS.iter().find(|(begins, ..)| file.starts_with(begins));
    let Some((_, media, ending)) = kind else { return Err(wrong("no_scan")) };
    let id = uuid::Uuid::now_v7().to_string();
    let taken = ScanTaken {
        id: id.clone(),
        media: (*media).to_owned(),
        sha256: hex::encode(Sha256::digest(&file)),
        bytes: file.len() as i64,
    };
    let (root, name) = (app.config.data_dir.clone(), format!("{id}.{ending}"));
    let put = tokio::task::spawn_blocking(move || shelf::put(&root, FOLDER, &name, &file)).await;
    if let Err(error) = put.unwrap_or_else(|broken| Err(std::io::Error::other(broken))) {
        tracing::error!(%error, "a scan could not be put on the shelf: {error}");
        return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not_stored"));
    }
    let kept = know(app, staff, by, order, taken).await;
    if kept.is_err() {
        let (root, name) = (app.config.data_dir.clone(), format!("{id}.{ending}"));
        // A file that nobody knows is only in the way; cleaning it up must not hide why it was refused.
        let _ = tokio::task::spawn_blocking(move || shelf::take_away(&root, FOLDER, &name)).await;
    }
    Ok(kept?)
}

async fn know(app: &App, staff: &Staff, by: &By, order: &Order, taken: ScanTaken) -> app::Result<ScanTaken> {
    let mut act = app.begin(by).await?;
    let inquiry = order.reach(&mut act.tx, staff).await?;
    let scan = Scan {
        id: taken.id.clone(),
        kind: order.kind().to_owned(),
        subject: order.subject().to_owned(),
        inquiry: inquiry.clone(),
        media: taken.media.clone(),
        sha256: taken.sha256.clone(),
        bytes: taken.bytes,
        person: staff.person.clone(),
        at: act.now,
    };
    sendings::insert_scan(&mut act.tx, &scan).await?;
    act.record(happening::scan_kept(&inquiry, &scan.id, order.subject(), &scan.sha256, scan.bytes));
    app.settle(act, taken).await
}

/// The sealed scan, for the supervisor and the department that owes; that it was opened is noted first.
#[utoipa::path(get, path = "/scans/{id}", params(("id" = String, Path)),
    responses((status = 200, content_type = "application/pdf"), (status = 401), (status = 403), (status = 404)))]
pub async fn open_call(
    State(app): State<App>,
    Path(id): Path<String>,
    Signed(staff): Signed,
) -> Result<Response, Problem> {
    let mut act = app.begin(&By::from(Actor::Person(staff.person.clone()))).await?;
    let scan = sendings::scan(&mut act.tx, &id).await?.ok_or_else(Problem::not_found)?;
    Order::of(&scan.kind, &scan.subject).readable(&mut act.tx, &staff).await?;
    act.record(happening::scan_opened(&scan.inquiry, &id));
    app.settle(act, ()).await?;
    let ending = KINDS.iter().find(|(_, media, _)| *media == scan.media).map_or("bin", |(.., ending)| *ending);
    let (root, name) = (app.config.data_dir.clone(), format!("{id}.{ending}"));
    let file = tokio::task::spawn_blocking(move || shelf::get(&root, FOLDER, &name)).await;
    let bytes = file.map_err(|_| Problem::not_found())?.map_err(|_| Problem::not_found())?;
    let media = HeaderValue::from_str(&scan.media).map_err(|_| Problem::not_found())?;
    let saved_as = HeaderValue::from_str(&format!("attachment; filename=\"{id}.{ending}\""));
    let head = [
        (header::CONTENT_TYPE, media),
        // Kept as it came: a browser saves it, and runs nothing that lies within.
        (header::CONTENT_DISPOSITION, saved_as.map_err(|_| Problem::not_found())?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((head, bytes).into_response())
}
