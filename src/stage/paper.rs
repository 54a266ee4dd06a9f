//! A signed paper on the shelf: a picture drawn anew or a PDF as it came, sealed so that a copied disk opens nothing.

use std::io;

use axum::{extract::Multipart, http::StatusCode};
use tokio::task::spawn_blocking;

use crate::{
    app::App,
    domain::sign_off::ScanKind,
    http::{
        Problem,
        picture::{self, PictureForm},
        problem::Wrong,
    },
    media::{photo, shelf},
};

/// The folder of the papers.
const FOLDER: &str = "sign-off";
/// The column that a sealed paper is bound to.
const COLUMN: &str = "scan";

/// What was sent.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// The file.
    pub file: Vec<u8>,
    /// Whose signature it bears.
    pub signed_by: String,
    /// Makes a second press the same press.
    pub idempotency_key: String,
}

/// Reads a multipart form with one paper.
pub async fn read(form: Multipart) -> Result<Sent, Problem> {
    let PictureForm { file, mut fields } = PictureForm::read(form).await?;
    let mut field = |name| fields.remove(name).unwrap_or_default();
    Ok(Sent { file, signed_by: field("signed_by"), idempotency_key: field("idempotency_key") })
}

/// Puts a paper on the shelf, sealed, and says as what.
pub async fn put(app: &App, id: &str, file: Vec<u8>) -> Result<ScanKind, Problem> {
    if file.len() > photo::MOST_BYTES {
        return Err(picture::too_large());
    }
    let (kind, bytes) = match file.starts_with(b"%PDF-") {
        true => (ScanKind::Pdf, file),
        false => (ScanKind::Jpeg, drawn(file).await?),
    };
    let (app, id) = (app.clone(), id.to_owned());
    let put = spawn_blocking(move || {
        let sealed = app.vault.seal_bytes(&id, COLUMN, &bytes);
        shelf::put(&app.config.data_dir, FOLDER, &name(&id), &sealed)
    });
    put.await.unwrap_or_else(|broken| Err(io::Error::other(broken))).map_err(|error| {
        tracing::error!(%error, "a paper could not be put on the shelf: {error}");
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not_stored")
    })?;
    Ok(kind)
}

/// Reads a paper.
pub async fn get(app: &App, id: &str) -> Result<Vec<u8>, Problem> {
    let (app, id) = (app.clone(), id.to_owned());
    let read = spawn_blocking(move || {
        let sealed = shelf::get(&app.config.data_dir, FOLDER, &name(&id))?;
        app.vault.unseal_bytes(&id, COLUMN, &sealed).map_err(io::Error::other)
    });
    read.await.unwrap_or_else(|broken| Err(io::Error::other(broken))).map_err(|error| {
        tracing::error!(%error, "a paper could not be read: {error}");
        Problem::not_found()
    })
}

/// Takes a paper away that nobody came to know.
pub async fn take_away(app: &App, id: &str) {
    let (root, name) = (app.config.data_dir.clone(), name(id));
    // A file that nobody knows is only in the way; cleaning it up must not hide why it was refused.
    let _ = spawn_blocking(move || shelf::take_away(&root, FOLDER, &name)).await;
}

/// The picture drawn anew, by the same hands and in the same turn as every other; what is none is a wrong field.
async fn drawn(file: Vec<u8>) -> Result<Vec<u8>, Problem> {
    let drawn = picture::drawn(file).await.map_err(|problem| match problem.code() {
        "picture_unreadable" | "picture_too_many_pixels" => {
            Problem::fields(&[Wrong { field: "scan", code: "unreadable", limit: None }])
        }
        _ => problem,
    });
    Ok(drawn?.jpeg)
}

fn name(id: &str) -> String {
    format!("{id}.sealed")
}
