//! 有人因此为难我: what askers report, who of the supervisors has it, and what they were told.

use super::{Error, Result, Tx, sql};
use crate::domain::{
    harassment::Harassment,
    id::{InquiryId, PersonId, QuestionId},
};

/// Stores a report.
pub async fn insert(tx: &mut Tx, it: &Harassment) -> Result<()> {
    sql("insert into harassment (id, question, inquiry, text, at, due_on, version) values ($1, $2, $3, $4, $5, $6, $7)")
        .bind(&it.id)
        .bind(it.question.as_str())
        .bind(it.inquiry.as_str())
        .bind(&it.text)
        .bind(it.at)
        .bind(it.due_on.as_str())
        .bind(it.version)
        .run(tx)
        .await
        .map(drop)
}

/// Saves a report over the version before it; `Stale` when somebody was first.
pub async fn save(tx: &mut Tx, it: &Harassment) -> Result<()> {
    let saved =
        sql("update harassment set taken_by = $1, taken_at = $2, done_note = $3, answered_by = $4, answered_at = $5,
                version = $6
         where id = $7 and version = $8")
        .bind(it.taken_by.as_ref().map(PersonId::as_str))
        .bind(it.taken_at)
        .bind(&it.done_note)
        .bind(it.answered_by.as_ref().map(PersonId::as_str))
        .bind(it.answered_at)
        .bind(it.version)
        .bind(&it.id)
        .bind(it.version - 1)
        .run(tx)
        .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// One report.
pub async fn get(tx: &mut Tx, id: &str) -> Result<Option<Harassment>> {
    sql("select * from harassment where id = $1").bind(id).maybe(tx).await
}

/// What the asker of a question reported, the first one first.
pub async fn of(tx: &mut Tx, question: &QuestionId) -> Result<Vec<Harassment>> {
    sql("select * from harassment where question = $1 order by id").bind(question.as_str()).all(tx).await
}

/// What was not answered yet, what is due first first.
pub async fn open(tx: &mut Tx, limit: usize) -> Result<Vec<Harassment>> {
    sql("select * from harassment where answered_at is null order by due_on, id limit $1").bind(limit).all(tx).await
}

/// Every report of an inquiry, to be held against the record.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Harassment>> {
    sql("select * from harassment where inquiry = $1 order by id").bind(inquiry.as_str()).all(tx).await
}
