//! A signed paper on the shelf: a picture drawn anew or a PDF as it came, sealed so that a copied disk opens nothing.

use std::{io, time::Duration};

use axum::{
    extract::{Multipart, multipart::MultipartError},
    http::StatusCode,
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{
    app::{self, App},
    domain::sign_off::ScanKind,
    http::{Problem, problem::Wrong},
    media::{
        photo::{self, NotTaken},
        shelf,
    },
};

/// The folder of the papers.
const FOLDER: &str = "sign-off";
/// The column that a sealed paper is bound to.
const COLUMN: &str = "scan";
/// How many papers are drawn at once: each may take 400 MB while it is open.
static DRAWING: Semaphore = Semaphore::const_new(1);
/// How long a paper waits for its turn.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

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
pub async fn read(mut form: Multipart) -> Result<Sent, Problem> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name().unwrap_or_default() {
            "scan" => sent.file = field.bytes().await.map_err(unreadable)?.to_vec(),
            "signed_by" => sent.signed_by = field.text().await.map_err(unreadable)?,
            "idempotency_key" => sent.idempotency_key = field.text().await.map_err(unreadable)?,
            _ => drop(field.bytes().await.map_err(unreadable)?),
        }
    }
    Ok(sent)
}

/// Puts a paper on the shelf, sealed, and says as what.
pub async fn put(app: &App, id: &str, file: Vec<u8>) -> Result<ScanKind, Problem> {
    if file.len() > photo::MOST_BYTES {
        return Err(too_large());
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

async fn drawn(file: Vec<u8>) -> Result<Vec<u8>, Problem> {
    let busy = || Problem::from(app::Error::Busy);
    let turn = tokio::time::timeout(LONGEST_WAIT, DRAWING.acquire()).await.map_err(|_| busy())?;
    let _turn = turn.map_err(|_| busy())?;
    let photo = spawn_blocking(move || photo::clean(&file)).await.map_err(|_| busy())?;
    photo.map(|photo| photo.jpeg).map_err(|why| match why {
        NotTaken::TooLarge => too_large(),
        NotTaken::TooManyPixels | NotTaken::Unreadable => {
            Problem::fields(&[Wrong { field: "scan", code: "unreadable", limit: None }])
        }
    })
}

fn name(id: &str) -> String {
    format!("{id}.sealed")
}

fn unreadable(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large() } else { Problem::malformed() }
}

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "picture_too_large").with("limit", photo::MOST_BYTES.into())
}
