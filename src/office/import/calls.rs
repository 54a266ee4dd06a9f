//! The calls of importing: a file comes in, is tried, mapped, started, and watched.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{FromRequest as _, Multipart, Path, Request, State},
    http::StatusCode,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::take_in::{self, File, OfficeImport};
use crate::{
    app::{App, reach},
    domain::{
        happening::Actor,
        id::ImportId,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, seen},
};

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;

/// A file to bring in.
#[derive(Clone, Debug, ToSchema)]
pub struct ImportFile {
    /// CSV or XLSX, up to 20 MB.
    #[schema(format = Binary)]
    pub file: String,
    /// What the other system is called; `hotline` by default.
    pub source: Option<String>,
}

/// Which column is what.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct MappingWanted {
    /// What the other system is called.
    pub source: Option<String>,
    /// `text`, `title`, `source_id`, `asked_at`, `name`, `contact`, `place`, `department`, each with a column's name.
    pub map: Option<BTreeMap<String, String>>,
    /// The version that was seen.
    pub version: Option<i64>,
}

/// Which version was seen.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct RunWanted {
    /// The version.
    pub version: Option<i64>,
}

/// Takes a file in and tries it; nothing becomes a question yet.
#[utoipa::path(post, path = "/inquiries/{slug}/imports", params(("slug" = String, Path)),
    request_body(content = ImportFile, content_type = "multipart/form-data"),
    responses((status = 200, body = OfficeImport), (status = 403), (status = 404), (status = 413),
        (status = 422, description = "unreadable_file, web_page_file, too_many_rows")))]
pub async fn take_in_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    request: Request,
) -> Result<Json<OfficeImport>, Problem> {
    Ok(Json(taken_in(&app, &staff, &slug, request).await?))
}

/// Takes in a file that was sent as a form: for call and page alike.
pub async fn taken_in(app: &App, staff: &Staff, slug: &str, request: Request) -> Result<OfficeImport, Problem> {
    let mut tx = app.store.read().await?;
    reach::inquiry(&mut tx, staff, Deed::Administer, slug).await?;
    drop(tx);
    let mut parts = Multipart::from_request(request, app).await.map_err(|_| Problem::malformed())?;
    let (mut file, mut source) = (None, String::new());
    while let Some(part) = parts.next_field().await.map_err(too_large)? {
        match part.name() {
            Some("file") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                file = Some(File { name, bytes: part.bytes().await.map_err(too_large)?.to_vec() });
            }
            Some("source") => source = part.text().await.map_err(too_large)?,
            _ => {}
        }
    }
    let file = file.filter(|file| !file.bytes.is_empty()).ok_or_else(Problem::malformed)?;
    let actor = Actor::Person(staff.person.clone());
    Ok(take_in::take_in(app, staff, actor, slug, &source, file).await?)
}

fn too_large(error: axum::extract::multipart::MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "file_too_large").with("limit", MOST_BYTES.into())
    } else {
        Problem::malformed()
    }
}

/// The imports of an inquiry, the latest first.
#[utoipa::path(get, path = "/inquiries/{slug}/imports", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<OfficeImport>), (status = 403), (status = 404)))]
pub async fn list(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Json<Vec<OfficeImport>>, Problem> {
    Ok(Json(take_in::all(&mut app.store.read().await?, &staff, &slug).await?))
}

/// One import: how far it is, and what is said about its rows.
#[utoipa::path(get, path = "/imports/{id}", params(("id" = String, Path)),
    responses((status = 200, body = OfficeImport), (status = 403), (status = 404)))]
pub async fn one(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    Signed(staff): Signed,
) -> Result<Json<OfficeImport>, Problem> {
    Ok(Json(take_in::one(&mut app.store.read().await?, &staff, &id).await?))
}

/// Maps the columns and tries every row again.
#[utoipa::path(post, path = "/imports/{id}/mapping", request_body = MappingWanted, params(("id" = String, Path)),
    responses((status = 200, body = OfficeImport), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn remap_call(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    Signed(staff): Signed,
    sent: Sent<MappingWanted>,
) -> Result<Json<OfficeImport>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    let MappingWanted { source, map, .. } = &sent.body;
    Ok(Json(take_in::remap(&app, &staff, &by, &id, seen, source.as_deref(), map.as_ref()).await?))
}

/// Starts it: its rows become questions.
#[utoipa::path(post, path = "/imports/{id}/run", request_body = RunWanted, params(("id" = String, Path)),
    responses((status = 200, body = OfficeImport), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn run_call(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    Signed(staff): Signed,
    sent: Sent<RunWanted>,
) -> Result<Json<OfficeImport>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(take_in::start(&app, &staff, &by, &id, seen).await?))
}
