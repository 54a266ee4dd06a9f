//! The shelf of photos that askers sent: what is known of each. The files are `media`'s.

use super::{Error, Result, Tx, sql};
use crate::domain::{
    id::{InquiryId, PersonId, PhotoId, QuestionId},
    photo::Photo,
};

/// Stores what is known of a new photo.
pub async fn insert(tx: &mut Tx, it: &Photo) -> Result<()> {
    sql("insert into photo (id, question, inquiry, state, sha256, width, height, bytes, sent_at, judged_by, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(it.id.as_str())
    .bind(it.question.as_str())
    .bind(it.inquiry.as_str())
    .bind(it.state.word())
    .bind(&it.sha256)
    .bind(it.width)
    .bind(it.height)
    .bind(it.bytes)
    .bind(it.sent_at)
    .bind(it.judged_by.as_ref().map(PersonId::as_str))
    .bind(it.version)
    .run(tx)
    .await
    .map(drop)
}

/// One photo.
pub async fn get(tx: &mut Tx, id: &PhotoId) -> Result<Option<Photo>> {
    sql("select * from photo where id = $1").bind(id.as_str()).maybe(tx).await
}

/// Every photo of a question, in the order in which they came.
pub async fn of(tx: &mut Tx, question: &QuestionId) -> Result<Vec<Photo>> {
    sql("select * from photo where question = $1 order by sent_at, id").bind(question.as_str()).all(tx).await
}

/// The photos of a question that a moderator passed.
pub async fn passed(tx: &mut Tx, question: &QuestionId) -> Result<Vec<Photo>> {
    sql("select * from photo where question = $1 and state = 'passed' order by sent_at, id")
        .bind(question.as_str())
        .all(tx)
        .await
}

/// Every photo of an inquiry, for whoever holds the tables against the record.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Photo>> {
    sql("select * from photo where inquiry = $1 order by id").bind(inquiry.as_str()).all(tx).await
}

/// Saves a photo over the version before it; `Stale` when somebody was first.
pub async fn save(tx: &mut Tx, it: &Photo) -> Result<()> {
    let saved = sql("update photo set state = $1, judged_by = $2, version = $3 where id = $4 and version = $5")
        .bind(it.state.word())
        .bind(it.judged_by.as_ref().map(PersonId::as_str))
        .bind(it.version)
        .bind(it.id.as_str())
        .bind(it.version - 1)
        .run(tx)
        .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}
