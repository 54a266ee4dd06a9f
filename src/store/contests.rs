//! The shelf of what is contested: who says so, by when it is answered, and what was found.

use super::{Error, Result, Tx, sql};
use crate::domain::{
    contest::{Contest, Contested},
    id::{InquiryId, PersonId, VisitorId},
};

/// Stores a new one.
pub async fn insert(tx: &mut Tx, it: &Contest) -> Result<()> {
    sql("insert into contest (id, inquiry, contested, subject, claim, text, visitor, asked_at, due_on, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(&it.id)
    .bind(it.inquiry.as_str())
    .bind(it.contested.word())
    .bind(&it.subject)
    .bind(it.claim.word())
    .bind(&it.text)
    .bind(it.visitor.as_str())
    .bind(it.asked_at)
    .bind(it.due_on.as_str())
    .bind(it.version)
    .run(tx)
    .await
    .map(drop)
}

/// One of them.
pub async fn get(tx: &mut Tx, id: &str) -> Result<Option<Contest>> {
    sql("select * from contest where id = $1").bind(id).maybe(tx).await
}

/// Saves it over the version before; `Stale` when somebody was first.
pub async fn save(tx: &mut Tx, it: &Contest) -> Result<()> {
    let saved = sql("update contest set ruling = $1, answer = $2, answered_by = $3, answered_at = $4, version = $5
         where id = $6 and version = $7")
    .bind(it.ruling.map(|ruling| ruling.word()))
    .bind(&it.answer)
    .bind(it.answered_by.as_ref().map(PersonId::as_str))
    .bind(it.answered_at)
    .bind(it.version)
    .bind(&it.id)
    .bind(it.version - 1)
    .run(tx)
    .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// What a device said about one thing, the oldest first.
pub async fn of_device(tx: &mut Tx, subject: &str, visitor: &VisitorId) -> Result<Vec<Contest>> {
    sql("select * from contest where subject = $1 and visitor = $2 order by id")
        .bind(subject)
        .bind(visitor.as_str())
        .all(tx)
        .await
}

/// The corrections that stand beside a promise, the oldest first.
pub async fn corrections(tx: &mut Tx, subject: &str) -> Result<Vec<Contest>> {
    sql("select * from contest where subject = $1 and contested = $2 and ruling = 'corrected' order by answered_at, id")
        .bind(subject)
        .bind(Contested::Commitment.word())
        .all(tx)
        .await
}

/// Everything that was contested in an inquiry: what waits first, by its day.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Contest>> {
    sql("select * from contest where inquiry = $1 order by case when ruling is null then 0 else 1 end, due_on, id")
        .bind(inquiry.as_str())
        .all(tx)
        .await
}

#[derive(sqlx::FromRow)]
struct Count {
    n: i64,
}

/// How many wait.
pub async fn waiting(tx: &mut Tx, inquiry: &InquiryId) -> Result<i64> {
    let count: Count = sql("select count(*) as n from contest where inquiry = $1 and ruling is null")
        .bind(inquiry.as_str())
        .one(tx)
        .await?;
    Ok(count.n)
}
