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
