//! Erasing: an asker's name and contact go, with how their identity was confirmed, at the asker's word or when their time
//! is over, and at their word everything that they wrote; the record keeps only that it went.

use serde::Serialize;

use super::{Act, App, By, Error, Result, photos::FOLDER, reach};
use crate::{
    domain::{
        happening::{self, Faces, Kind},
        id::{PhotoId, QuestionId},
        photo::PhotoState,
        question::Question,
        refusal::Refusal,
    },
    store::{
        alarms, erasures, flats, identities, photos,
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
    forget_who(&mut act, &after).await?;
    let faces = Faces { before: was, after: app.face(&mut act.tx, &after).await? };
    act.record(happening::question_changed(Kind::ContactErased, Some(&before), &after, &faces));
    let seen = answer(&app.as_seen(&mut act.tx, after).await?);
    app.settle(act, seen).await
}

/// Erases everything that the asker of a question wrote or sent, and takes the question back where it can be; with nothing
/// to erase, nothing happens. While somebody may be in danger because of it, it is needed and refused.
pub async fn erase_everything<T: Serialize>(
    app: &App,
    by: &By,
    id: &QuestionId,
    answer: impl FnOnce(&Question) -> T,
) -> Result<T> {
    let mut act = app.begin(by).await?;
    let before = questions::get(&mut act.tx, id).await?.ok_or(Error::NotFound("question"))?;
    if !erasures::has_words(&mut act.tx, id).await? {
        return Ok(answer(&app.as_seen(&mut act.tx, before).await?));
    }
    if alarms::open_of(&mut act.tx, id).await?.is_some() {
        return Err(Refusal::WrongState.into());
    }
    let was = app.face(&mut act.tx, &before).await?;
    let rule = before.without_words(act.now);
    let after = reach::unless_refused(&mut act.tx, &before, rule).await?;
    reach::save(&mut act, &after).await?;
    erasures::erase_words(&mut act.tx, id).await?;
    if !after.state.is_public() {
        erasures::erase_lines(&mut act.tx, &after).await?;
    }
    forget_who(&mut act, &after).await?;
    let gone = remove_photos(&mut act, &after).await?;
    let faces = Faces { before: was, after: app.face(&mut act.tx, &after).await? };
    act.record(happening::question_changed(Kind::WordsErased, Some(&before), &after, &faces));
    app.take_apart(&mut act, &after).await?;
    let seen = answer(&app.as_seen(&mut act.tx, after).await?);
    let answered = app.settle(act, seen).await?;
    for photo in gone {
        app.take_picture_away(FOLDER, photo.as_str()).await;
    }
    Ok(answered)
}

/// Forgets who asks: name, contact and flat, and how it was confirmed, for this question and for their device.
async fn forget_who(act: &mut Act, question: &Question) -> Result<()> {
    erasures::erase_sealed(&mut act.tx, &question.id).await?;
    flats::erase(&mut act.tx, &question.id).await?;
    traces::erase_identity(&mut act.tx, &question.id).await?;
    match &question.asker {
        Some(asker) => Ok(identities::forget(&mut act.tx, asker).await?),
        None => Ok(()),
    }
}

/// Takes away what photos are there; their files go once it is committed.
async fn remove_photos(act: &mut Act, of: &Question) -> Result<Vec<PhotoId>> {
    let there = photos::of(&mut act.tx, &of.id).await?.into_iter().filter(|it| it.state != PhotoState::Removed);
    let mut gone = Vec::new();
    for before in there {
        let after = before.remove()?;
        photos::save(&mut act.tx, &after).await?;
        act.record(happening::photo(Kind::PhotoRemoved, Some(&before), &after, of));
        gone.push(after.id);
    }
    Ok(gone)
}
