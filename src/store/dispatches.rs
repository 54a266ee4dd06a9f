//! 发文字号 of orders, saved against the version that was seen.

use super::{Error, Result, Tx, sql};
use crate::domain::{dispatch::OfficeNumber, id::InquiryId, moment::Moment};

/// The number of an order, and how often it was set.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Dispatch {
    /// 发文字号.
    pub number: String,
    /// Rises by one each time that it is set.
    pub version: i64,
}

/// The number of an order, if it has one yet.
pub async fn of(tx: &mut Tx, subject: &str) -> Result<Option<Dispatch>> {
    sql("select number, version from dispatch where subject = $1").bind(subject).maybe(tx).await
}

/// Every number of an inquiry's orders, with the order's subject.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<(String, String, i64)>> {
    sql("select subject, number, version from dispatch where inquiry = $1 order by subject")
        .bind(inquiry.as_str())
        .all(tx)
        .await
}

/// Whether another order has this number.
pub async fn is_taken(tx: &mut Tx, subject: &str, number: &OfficeNumber) -> Result<bool> {
    let found: Option<(String,)> = sql("select subject from dispatch where number = $1 and subject <> $2")
        .bind(number.as_str())
        .bind(subject)
        .maybe(tx)
        .await?;
    Ok(found.is_some())
}

/// Saves the number over the version before it, 0 where there was none; `Stale` when another version is there.
pub async fn save(
    tx: &mut Tx,
    subject: &str,
    inquiry: &InquiryId,
    number: &OfficeNumber,
    seen: i64,
    person: &str,
    at: Moment,
) -> Result<i64> {
    let saved = sql("insert into dispatch (subject, inquiry, number, version, person, at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (subject) do update set number = excluded.number, version = excluded.version,
             person = excluded.person, at = excluded.at
         where dispatch.version = excluded.version - 1")
    .bind(subject)
    .bind(inquiry.as_str())
    .bind(number.as_str())
    .bind(seen + 1)
    .bind(person)
    .bind(at)
    .run(tx)
    .await?;
    if saved == 1 { Ok(seen + 1) } else { Err(Error::Stale) }
}
