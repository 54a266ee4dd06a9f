//! What is erased, from every shelf that holds it: names and contacts, or all that an asker wrote.

use super::{Result, Tx, decisions, sql};
use crate::domain::{
    happening::removed,
    id::QuestionId,
    moment::Moment,
    question::{Before, Question},
};

/// Erases what is sealed of a question.
pub async fn erase_sealed(tx: &mut Tx, id: &QuestionId) -> Result<()> {
    sql("update question set name_sealed = null, contact_sealed = null, flat_sealed = null where id = $1")
        .bind(id.as_str())
        .run(tx)
        .await
        .map(drop)
}

/// Whether anything is there that the asker of a question wrote or sent: also what came after they had all of it erased.
pub async fn has_words(tx: &mut Tx, id: &QuestionId) -> Result<bool> {
    let (n,): (i64,) = sql("select count(*) from question where id = $1 and (original <> '' or completion is not null
             or appeal is not null
             or exists (select 1 from rating where rating.question = question.id and note is not null)
             or exists (select 1 from harassment where harassment.question = question.id and text <> ''))")
    .bind(id.as_str())
    .one(tx)
    .await?;
    Ok(n == 1)
}

/// Erases everything that the asker of a question wrote, wherever it was put, and what was written beside it.
pub async fn erase_words(tx: &mut Tx, id: &QuestionId) -> Result<()> {
    for statement in [
        "update question set original = '', title = null, place = null where id = $1",
        "update rating set note = null where question = $1",
        "update harassment set text = '' where question = $1",
        "update translation set text = '' where question = $1",
    ] {
        sql(statement).bind(id.as_str()).run(tx).await?;
    }
    for decision in decisions::on(tx, id).await? {
        let before = Before { public_text: None, signed_text: None, ..decision.before()? };
        sql("update decision set before = $1 where id = $2")
            .bind(serde_json::to_string(&before)?)
            .bind(decision.id.as_str())
            .run(tx)
            .await?;
    }
    Ok(())
}

/// Takes the words of a question out of what everybody once heard of it: at each of these offsets it is said now that it
/// was taken away, so that whoever catches up later never reads them.
pub async fn erase_lines(tx: &mut Tx, question: &Question) -> Result<()> {
    sql("update line set body = $1
         where journal = $2 and stream = 'public' and body like $3
           and (body like '{\"kind\":\"published\"%' or body like '{\"kind\":\"changed\"%')")
    .bind(serde_json::to_string(&removed(question))?)
    .bind(question.inquiry.as_str())
    .bind(format!("%\"id\":\"{}\"%", question.id))
    .run(tx)
    .await
    .map(drop)
}

/// Some questions with a name or contact of shows that began before a moment: their time is over.
pub async fn kept_too_long(tx: &mut Tx, began_before: Moment, most: usize) -> Result<Vec<QuestionId>> {
    let found: Vec<(QuestionId,)> =
        sql("select question.id from question join inquiry on inquiry.id = question.inquiry
         where inquiry.starts_at < $1 and (name_sealed is not null or contact_sealed is not null or flat_sealed is not null
             or question.id in (select question from flat_request where flat_sealed is not null))
         order by question.id limit $2")
        .bind(began_before)
        .bind(most)
        .all(tx)
        .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}
