//! A picture that is sent: read from a form, drawn anew without place and camera, and safe on the shelf before anything
//! else knows of it.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    extract::{Multipart, multipart::MultipartError},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use tokio::sync::Semaphore;

use super::Problem;
use crate::{
    app::{self, App, photos::picture_name},
    media::{
        photo::{self, NotTaken, Photo},
        shelf,
    },
};

/// What stands around a picture in its form, in bytes at most.
const AROUND_A_PICTURE: usize = 64 * 1024;
/// The longest body with one picture in it, in bytes.
pub const MOST_BYTES: usize = photo::MOST_BYTES + AROUND_A_PICTURE;
/// How many pictures are drawn at once: each may take 400 MB while it is open.
static DRAWING: Semaphore = Semaphore::const_new(2);
/// How long a picture waits for its turn.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// A form with one picture: the file, under `photo`, `file` or `scan`, and every other field as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureForm {
    /// The file; empty where none was chosen.
    pub file: Vec<u8>,
    /// The other fields.
    pub fields: BTreeMap<String, String>,
}

impl PictureForm {
    /// Reads it.
    pub async fn read(mut form: Multipart) -> Result<Self, Problem> {
        let mut read = Self::default();
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            if matches!(name.as_str(), "photo" | "file" | "scan") {
                read.file = field.bytes().await.map_err(unreadable)?.to_vec();
            } else {
                read.fields.insert(name, field.text().await.map_err(unreadable)?);
            }
        }
        Ok(read)
    }
}

fn unreadable(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large() } else { Problem::malformed() }
}

/// 413: the file is larger than any picture is taken.
pub fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "picture_too_large").with("limit", photo::MOST_BYTES.into())
}

/// Draws a picture anew.
pub async fn drawn(file: Vec<u8>) -> Result<Photo, Problem> {
    let busy = || Problem::from(app::Error::Busy);
    let turn = tokio::time::timeout(LONGEST_WAIT, DRAWING.acquire()).await.map_err(|_| busy())?;
    let _turn = turn.map_err(|_| busy())?;
    let photo = tokio::task::spawn_blocking(move || photo::clean(&file)).await.map_err(|_| busy())?;
    photo.map_err(|why| match why {
        NotTaken::TooLarge => too_large(),
        NotTaken::TooManyPixels => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "picture_too_many_pixels")
            .with("limit", photo::MOST_PIXELS.into()),
        NotTaken::Unreadable => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "picture_unreadable"),
    })
}

/// Puts a drawn picture on the shelf, safe on disk when it returns.
pub async fn put(app: &App, folder: &'static str, id: &str, jpeg: Vec<u8>) -> Result<(), Problem> {
    let (root, name) = (app.config.data_dir.clone(), picture_name(id));
    let put = tokio::task::spawn_blocking(move || shelf::put(&root, folder, &name, &jpeg)).await;
    put.unwrap_or_else(|broken| Err(std::io::Error::other(broken))).map_err(|error| {
        tracing::error!(%error, "a picture could not be put on the shelf: {error}");
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not_stored")
    })
}

/// A picture as an answer; one that everybody may see may be kept by caches.
pub async fn shown(app: &App, folder: &'static str, id: &str, is_public: bool) -> Result<Response, Problem> {
    let (root, name) = (app.config.data_dir.clone(), picture_name(id));
    let file = tokio::task::spawn_blocking(move || shelf::get(&root, folder, &name)).await;
    let jpeg = file.map_err(|_| Problem::not_found())?.map_err(|_| Problem::not_found())?;
    let cache = if is_public { "public, max-age=31536000, immutable" } else { "private, no-store" };
    Ok(([(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, cache)], jpeg).into_response())
}
