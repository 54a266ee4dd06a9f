//! The shelf of signed papers, and of who opened one.

use super::{Result, Tx, sql};
use crate::domain::{
    id::{InquiryId, PersonId},
    moment::Moment,
    sign_off::SignOff,
};

/// Somebody opened a signed paper.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Opening {
    /// Which paper.
    pub sign_off: String,
    /// Their name.
    pub name: String,
    /// When.
    pub at: Moment,
}

/// Keeps a paper.
pub async fn insert(tx: &mut Tx, it: &SignOff) -> Result<()> {
    sql("insert into sign_off (id, inquiry, signed_by, kept_by, at, scan, sha256, words)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(&it.id)
    .bind(it.inquiry.as_str())
    .bind(&it.signed_by)
    .bind(it.kept_by.as_str())
    .bind(it.at)
    .bind(it.scan.word())
    .bind(&it.sha256)
    .bind(&it.words)
    .run(tx)
    .await
    .map(drop)
}

/// The latest paper of an inquiry: it is the one that counts.
pub async fn latest(tx: &mut Tx, inquiry: &InquiryId) -> Result<Option<SignOff>> {
    sql("select * from sign_off where inquiry = $1 order by at desc, id desc limit 1")
        .bind(inquiry.as_str())
        .maybe(tx)
        .await
}

/// Every paper of an inquiry, the first one first.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<SignOff>> {
    sql("select * from sign_off where inquiry = $1 order by at, id").bind(inquiry.as_str()).all(tx).await
}

/// Notes that somebody opens a paper.
pub async fn opened(tx: &mut Tx, id: &str, sign_off: &str, person: &PersonId, at: Moment) -> Result<()> {
    sql("insert into scan_opening (id, sign_off, person, at) values ($1, $2, $3, $4)")
        .bind(id)
        .bind(sign_off)
        .bind(person.as_str())
        .bind(at)
        .run(tx)
        .await
        .map(drop)
}

/// Who opened the papers of an inquiry, the latest first.
pub async fn openings(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Opening>> {
    sql("select scan_opening.sign_off, person.name, scan_opening.at from scan_opening
         join sign_off on sign_off.id = scan_opening.sign_off
         join person on person.id = scan_opening.person
         where sign_off.inquiry = $1 order by scan_opening.at desc, scan_opening.id desc")
    .bind(inquiry.as_str())
    .all(tx)
    .await
}
