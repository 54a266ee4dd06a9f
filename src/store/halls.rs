//! The shelf of halls: the networks that were declared for each inquiry, saved against the version that was seen.

use super::{Error, Result, Tx, sql};
use crate::domain::{hall::Hall, id::InquiryId};

#[derive(sqlx::FromRow)]
struct Row {
    inquiry: InquiryId,
    networks: String,
    version: i64,
}

/// The hall of an inquiry.
pub async fn of(tx: &mut Tx, inquiry: &InquiryId) -> Result<Hall> {
    let found: Option<Row> = sql("select * from hall where inquiry = $1").bind(inquiry.as_str()).maybe(tx).await?;
    let Some(row) = found else { return Ok(Hall::undeclared(inquiry.clone())) };
    Ok(Hall { inquiry: row.inquiry, networks: serde_json::from_str(&row.networks)?, version: row.version })
}

/// Whether a network is that of a hall whose show is not over.
pub async fn is_declared(tx: &mut Tx, network: &str) -> Result<bool> {
    let halls: Vec<(String,)> = sql("select networks from hall join inquiry on inquiry.id = hall.inquiry
         where inquiry.phase in ('collecting', 'curating', 'ready', 'live')")
    .all(tx)
    .await?;
    let networks = halls.iter().map(|(networks,)| serde_json::from_str::<Vec<String>>(networks));
    Ok(networks.collect::<std::result::Result<Vec<_>, _>>()?.into_iter().flatten().any(|known| known == network))
}

/// Saves a hall over the version before it; `Stale` when somebody was first.
pub async fn save(tx: &mut Tx, it: &Hall) -> Result<()> {
    let saved = sql("insert into hall (inquiry, networks, version) values ($1, $2, $3)
         on conflict (inquiry) do update set networks = excluded.networks, version = excluded.version
         where hall.version = $4")
    .bind(it.inquiry.as_str())
    .bind(serde_json::to_string(&it.networks)?)
    .bind(it.version)
    .bind(it.version - 1)
    .run(tx)
    .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}
