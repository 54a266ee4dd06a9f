//! Erasing: an asker's name and contact go, with how their identity was confirmed, at the asker's word or when their time is over; the record keeps only that
//! they went.

use serde::Serialize;

use super::{App, By, Error, Result, reach};
use crate::{
    domain::{
        happening::{self, Faces, Kind},
        id::QuestionId,
        question::Question,
    },
    store::{
        flats, identities,
        questions::{self, Sealed},
        traces,
    },
};

/// Erases name and contact of a question and answers with how its asker sees it; with nothing to erase, nothing happens.
pub async fn erase<T: Serialize>(
    app: &App,
    by: &By,
    id: &QuestionId,
    answer: impl FnOnce(&Question) -> T,
) -> Result<T> {
    let mut act = app.begin(by).await?;
    let before = questions::get(&mut act.tx, id).await?.ok_or(Error::NotFound("question"))?;
    let left = questions::sealed(&mut act.tx, id).await?;
    let is_confirmed = traces::of(&mut act.tx, id).await?.identity.is_some();
    if left == Sealed::default() && !is_confirmed && !flats::is_any_given(&mut act.tx, id).await? {
        return Ok(answer(&app.as_seen(&mut act.tx, before).await?));
    }
    let was = app.face(&mut act.tx, &before).await?;
    let after = before.without_contact(act.now);
    reach::save(&mut act, &after).await?;
    questions::erase_sealed(&mut act.tx, id).await?;
    flats::erase(&mut act.tx, id).await?;
    traces::erase_identity(&mut act.tx, id).await?;
    if let Some(asker) = &after.asker {
        identities::forget(&mut act.tx, asker).await?;
    }
    let faces = Faces { before: was, after: app.face(&mut act.tx, &after).await? };
    act.record(happening::question_changed(Kind::ContactErased, Some(&before), &after, &faces));
    let seen = answer(&app.as_seen(&mut act.tx, after).await?);
    app.settle(act, seen).await
}
