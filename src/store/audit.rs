//! Reading the tables whole, to hold them against the record.

use super::{Result, Tx, sql};
use crate::domain::{id::InquiryId, question::Question};

/// The offsets of one stream.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Offsets {
    /// Which stream.
    pub stream: String,
    /// The first offset.
    pub first: i64,
    /// The last offset.
    pub last: i64,
    /// How many lines.
    pub n: i64,
}

/// The offsets of every stream of a journal, mailboxes one by one.
pub async fn streams(tx: &mut Tx, journal: &str) -> Result<Vec<Offsets>> {
    sql("select stream, min(off) as first, max(off) as last, count(*) as n from line
         where journal = $1 group by stream, listener order by stream, listener")
    .bind(journal)
    .all(tx)
    .await
}

/// Every question of an inquiry.
pub async fn questions(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Question>> {
    sql("select * from question where inquiry = $1 order by id").bind(inquiry.as_str()).all(tx).await
}

/// How many facts of an inquiry are stored that are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Facts {
    /// Turns of 我也遇到.
    pub seconds: i64,
    /// Moments that were marked.
    pub marks: i64,
    /// Pictures that were sent in.
    pub evidence: i64,
    /// Devices that agreed with a finding.
    pub agreements: i64,
}

/// Counts the facts of an inquiry.
pub async fn facts(tx: &mut Tx, inquiry: &InquiryId) -> Result<Facts> {
    sql("select (select count(*) from second join question on question.id = second.question where question.inquiry = $1)
                    as seconds,
                (select count(*) from mark where inquiry = $1) as marks,
                (select count(*) from evidence join commitment on commitment.id = evidence.commitment
                 where commitment.inquiry = $1) as evidence,
                (select count(*) from (select distinct agreement.commitment, agreement.visitor from agreement
                 join commitment on commitment.id = agreement.commitment where commitment.inquiry = $1) agreed)
                    as agreements")
    .bind(inquiry.as_str())
    .one(tx)
    .await
}
