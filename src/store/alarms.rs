//! The shelf of alarms: one open at a time for a question, saved against the version that was seen.

use super::{Error, Result, Tx, sql};
use crate::domain::{
    alarm::{Alarm, AlarmCounts},
    id::{InquiryId, PersonId, QuestionId},
};

/// Stores a new alarm.
pub async fn insert(tx: &mut Tx, it: &Alarm) -> Result<()> {
    sql("insert into alarm (id, question, inquiry, rung_by, rung_at, was_mistaken, version)
         values ($1, $2, $3, $4, $5, false, $6)")
    .bind(&it.id)
    .bind(it.question.as_str())
    .bind(it.inquiry.as_str())
    .bind(it.rung_by.as_ref().map(PersonId::as_str))
    .bind(it.rung_at)
    .bind(it.version)
    .run(tx)
    .await
    .map(drop)
}

/// The open alarm of a question.
pub async fn open_of(tx: &mut Tx, question: &QuestionId) -> Result<Option<Alarm>> {
    sql("select * from alarm where question = $1 and ended_at is null").bind(question.as_str()).maybe(tx).await
}

/// The last alarm of a question, open or over.
pub async fn last_of(tx: &mut Tx, question: &QuestionId) -> Result<Option<Alarm>> {
    sql("select * from alarm where question = $1 order by id desc limit 1").bind(question.as_str()).maybe(tx).await
}

/// Saves an alarm over the version before it; `Stale` when somebody was first.
pub async fn save(tx: &mut Tx, it: &Alarm) -> Result<()> {
    let saved =
        sql("update alarm set taken_by = $1, taken_at = $2, passed_to = $3, done = $4, ended_by = $5, ended_at = $6,
                was_mistaken = $7, version = $8
         where id = $9 and version = $10")
        .bind(it.taken_by.as_ref().map(PersonId::as_str))
        .bind(it.taken_at)
        .bind(it.passed_to.map(|to| to.word()))
        .bind(&it.done)
        .bind(it.ended_by.as_ref().map(PersonId::as_str))
        .bind(it.ended_at)
        .bind(it.was_mistaken)
        .bind(it.version)
        .bind(&it.id)
        .bind(it.version - 1)
        .run(tx)
        .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// An open alarm with the words that whoever may take it reads.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Open {
    /// The alarm.
    #[sqlx(flatten)]
    pub alarm: Alarm,
    /// 原文 of its question.
    pub original: String,
    /// Where it is, as the asker wrote it.
    pub place: Option<String>,
    /// The name of whoever took it.
    pub taken_name: Option<String>,
}

/// The open alarms of an inquiry, those first that nobody has taken, the oldest first.
pub async fn open(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Open>> {
    sql("select alarm.*, question.original, question.place, person.name as taken_name
         from alarm join question on question.id = alarm.question left join person on person.id = alarm.taken_by
         where alarm.inquiry = $1 and alarm.ended_at is null
         order by case when alarm.taken_by is null then 0 else 1 end, alarm.id")
    .bind(inquiry.as_str())
    .all(tx)
    .await
}

/// How many of an inquiry ring, and how many are being seen to.
pub async fn counts(tx: &mut Tx, inquiry: &InquiryId) -> Result<AlarmCounts> {
    sql("select cast(coalesce(sum(case when taken_by is null then 1 else 0 end), 0) as bigint) as waiting,
                cast(coalesce(sum(case when taken_by is null then 0 else 1 end), 0) as bigint) as taken,
                min(case when taken_by is null then rung_at end) as oldest
         from alarm where inquiry = $1 and ended_at is null")
    .bind(inquiry.as_str())
    .one(tx)
    .await
}

/// Every alarm of an inquiry, to be held against the record.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Alarm>> {
    sql("select * from alarm where inquiry = $1 order by id").bind(inquiry.as_str()).all(tx).await
}
