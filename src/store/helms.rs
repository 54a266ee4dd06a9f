//! The shelf of helms: which page of the gallery has the show of an inquiry.

use super::{Result, Tx, sql};
use crate::domain::{helm::Helm, id::InquiryId};

/// Which page has the show, if one ever had.
pub async fn of(tx: &mut Tx, inquiry: &InquiryId) -> Result<Option<Helm>> {
    sql("select * from helm where inquiry = $1").bind(inquiry.as_str()).maybe(tx).await
}

/// Keeps it. Of two pages that take it at once, the later has it.
pub async fn save(tx: &mut Tx, helm: &Helm) -> Result<()> {
    sql("insert into helm (inquiry, page, person, taken_at, seen_at, version) values ($1, $2, $3, $4, $5, $6)
         on conflict (inquiry) do update set page = excluded.page, person = excluded.person,
                taken_at = excluded.taken_at, seen_at = excluded.seen_at, version = excluded.version")
    .bind(helm.inquiry.as_str())
    .bind(&helm.page)
    .bind(helm.person.as_str())
    .bind(helm.taken_at)
    .bind(helm.seen_at)
    .bind(helm.version)
    .run(tx)
    .await
    .map(drop)
}

/// Notes when the page that has it was last heard of, unless another took it meanwhile.
pub async fn seen(tx: &mut Tx, helm: &Helm) -> Result<()> {
    sql("update helm set seen_at = $1 where inquiry = $2 and version = $3")
        .bind(helm.seen_at)
        .bind(helm.inquiry.as_str())
        .bind(helm.version)
        .run(tx)
        .await
        .map(drop)
}
