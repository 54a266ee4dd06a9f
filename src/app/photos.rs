//! Photos that go at their asker's word, the file with them.

use super::{App, By, Error, Result};
use crate::{
    domain::{
        happening::{self, Kind},
        id::PhotoId,
        photo::Photo,
    },
    media::shelf,
    store::{photos, questions},
};

/// The folder of the photos.
pub const FOLDER: &str = "photos";

/// Takes a photo away: first the record says so, then the file goes.
pub async fn remove(app: &App, by: &By, id: &PhotoId) -> Result<()> {
    let mut act = app.begin(by).await?;
    let before = photos::get(&mut act.tx, id).await?.ok_or(Error::NotFound("photo"))?;
    let question = questions::get(&mut act.tx, &before.question).await?.ok_or(Error::NotFound("question"))?;
    let after: Photo = before.remove()?;
    photos::save(&mut act.tx, &after).await?;
    act.record(happening::photo(Kind::PhotoRemoved, Some(&before), &after, &question));
    app.settle(act, ()).await?;
    app.take_picture_away(FOLDER, id.as_str()).await;
    Ok(())
}

impl App {
    /// Takes a picture from the shelf. A file that nobody knows is only in the way; that it could not be removed is logged.
    pub async fn take_picture_away(&self, folder: &'static str, id: &str) {
        let (root, name) = (self.config.data_dir.clone(), picture_name(id));
        let gone = tokio::task::spawn_blocking(move || shelf::take_away(&root, folder, &name)).await;
        if let Err(error) = gone.unwrap_or_else(|broken| Err(std::io::Error::other(broken))) {
            tracing::warn!(%error, "a picture could not be taken from the shelf: {error}");
        }
    }
}

/// The name of a picture's file.
pub fn picture_name(id: &str) -> String {
    format!("{id}.jpg")
}
