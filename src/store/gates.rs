//! The shelf of gates: how fast the door of each inquiry is, saved against the version that was seen.

use super::{Error, Result, Tx, sql};
use crate::domain::{
    gate::Gating,
    id::{InquiryId, PersonId},
};

/// The gate of an inquiry; open where nobody has turned it.
pub async fn of(tx: &mut Tx, inquiry: &InquiryId) -> Result<Gating> {
    let found = sql("select * from gate where inquiry = $1").bind(inquiry.as_str()).maybe(tx).await?;
    Ok(found.unwrap_or_else(|| Gating::untouched(inquiry.clone())))
}

/// Saves a gate over the version before it; `Stale` when somebody was first.
pub async fn save(tx: &mut Tx, it: &Gating) -> Result<()> {
    let saved =
        sql("insert into gate (inquiry, gate, sentence, turned_by, turned_at, version) values ($1, $2, $3, $4, $5, $6)
         on conflict (inquiry) do update set gate = excluded.gate, sentence = excluded.sentence,
            turned_by = excluded.turned_by, turned_at = excluded.turned_at, version = excluded.version
         where gate.version = $7")
        .bind(it.inquiry.as_str())
        .bind(it.gate.word())
        .bind(&it.sentence)
        .bind(it.turned_by.as_ref().map(PersonId::as_str))
        .bind(it.turned_at)
        .bind(it.version)
        .bind(it.version - 1)
        .run(tx)
        .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}
