//! The shelf of what leaves the office: sealed scans as issued, who was told of what, and sheets of the morning after.

use super::{Result, Tx, sql};
use crate::domain::{
    id::{InquiryId, PersonId},
    moment::Moment,
    notice::Told,
};

/// 盖章扫描件: what is known of the file; the file itself is `media`'s.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Scan {
    /// Its id.
    pub id: String,
    /// `promise` or `question`.
    pub kind: String,
    /// Of which promise's or question's order.
    pub subject: String,
    /// In which inquiry.
    pub inquiry: InquiryId,
    /// What kind of file: `application/pdf`, `image/jpeg` or `image/png`.
    pub media: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its length.
    pub bytes: i64,
    /// Who sent it in.
    pub person: PersonId,
    /// When.
    pub at: Moment,
}

/// Stores what is known of a scan.
pub async fn insert_scan(tx: &mut Tx, it: &Scan) -> Result<()> {
    sql("insert into scan (id, kind, subject, inquiry, media, sha256, bytes, person, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(&it.id)
    .bind(&it.kind)
    .bind(&it.subject)
    .bind(it.inquiry.as_str())
    .bind(&it.media)
    .bind(&it.sha256)
    .bind(it.bytes)
    .bind(it.person.as_str())
    .bind(it.at)
    .run(tx)
    .await
    .map(drop)
}

/// One scan.
pub async fn scan(tx: &mut Tx, id: &str) -> Result<Option<Scan>> {
    sql("select * from scan where id = $1").bind(id).maybe(tx).await
}

/// Every scan of an order, the latest first.
pub async fn scans(tx: &mut Tx, subject: &str) -> Result<Vec<Scan>> {
    sql("select * from scan where subject = $1 order by at desc, id desc").bind(subject).all(tx).await
}

/// Every scan of an inquiry.
pub async fn scans_of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Scan>> {
    sql("select * from scan where inquiry = $1 order by id").bind(inquiry.as_str()).all(tx).await
}

/// Adds that somebody was told.
pub async fn insert_told(tx: &mut Tx, it: &Told) -> Result<()> {
    sql("insert into told (id, subject, inquiry, notice, to_whom, way, person, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(&it.id)
    .bind(&it.subject)
    .bind(it.inquiry.as_str())
    .bind(it.notice.word())
    .bind(&it.to_whom)
    .bind(it.way.word())
    .bind(it.person.as_str())
    .bind(it.at)
    .run(tx)
    .await
    .map(drop)
}

/// Who was told of a promise, question or inquiry, the latest first.
pub async fn told(tx: &mut Tx, subject: &str) -> Result<Vec<Told>> {
    sql("select * from told where subject = $1 order by at desc, id desc").bind(subject).all(tx).await
}

/// Everything that was told in an inquiry.
pub async fn told_in(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Told>> {
    sql("select * from told where inquiry = $1 order by id").bind(inquiry.as_str()).all(tx).await
}

/// 次日速报 as it stood.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Morning {
    /// Of which inquiry.
    pub inquiry: InquiryId,
    /// When it was fixed.
    pub at: Moment,
    /// The sheet, as JSON.
    pub sheet: String,
}

/// Fixes a sheet, unless it stands already; says whether it was this one.
pub async fn fix_morning(tx: &mut Tx, it: &Morning) -> Result<bool> {
    let fixed = sql("insert into morning (inquiry, at, sheet) values ($1, $2, $3) on conflict (inquiry) do nothing")
        .bind(it.inquiry.as_str())
        .bind(it.at)
        .bind(&it.sheet)
        .run(tx)
        .await?;
    Ok(fixed == 1)
}

/// The sheet of an inquiry, once it is fixed.
pub async fn morning(tx: &mut Tx, inquiry: &InquiryId) -> Result<Option<Morning>> {
    sql("select * from morning where inquiry = $1").bind(inquiry.as_str()).maybe(tx).await
}
