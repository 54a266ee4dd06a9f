//! The shelf of what was looked at before a show: the latest word on each point.

use super::{Result, Tx, sql};
use crate::domain::{
    check::{Checked, Point},
    id::InquiryId,
};

/// The latest word on each point of an inquiry.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Checked>> {
    sql("select * from checked where inquiry = $1 order by point").bind(inquiry.as_str()).all(tx).await
}

/// The latest word on one point.
pub async fn of(tx: &mut Tx, inquiry: &InquiryId, point: Point) -> Result<Option<Checked>> {
    sql("select * from checked where inquiry = $1 and point = $2")
        .bind(inquiry.as_str())
        .bind(point.word())
        .maybe(tx)
        .await
}

/// Keeps a word in place of the one before.
pub async fn save(tx: &mut Tx, it: &Checked) -> Result<()> {
    sql("insert into checked (inquiry, point, good, detail, by_person, at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (inquiry, point) do update set good = excluded.good, detail = excluded.detail,
                by_person = excluded.by_person, at = excluded.at")
    .bind(it.inquiry.as_str())
    .bind(it.point.word())
    .bind(it.good)
    .bind(&it.detail)
    .bind(it.by_person.as_str())
    .bind(it.at)
    .run(tx)
    .await
    .map(drop)
}
