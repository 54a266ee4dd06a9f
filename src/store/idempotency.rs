//! Sent twice with one key, it happens once: keys and the first answer they got, kept for seven days.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Result, Tx, rows::Rows, sql};
use crate::domain::moment::{Moment, days};

/// How long a key is kept, in milliseconds.
pub const KEPT_MS: i64 = days(7);

/// A key with the answer that was given.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Given {
    /// Credential and route.
    pub scope: String,
    /// The client's key.
    pub key: String,
    /// Digest of what was sent: the same key with another body is refused.
    pub digest: String,
    /// The status of the first answer.
    pub status: i64,
    /// The first answer, or what it is made of; never a secret.
    pub body: String,
}

/// The answers already given to these pairs of scope and key.
pub async fn given(tx: &mut Tx, pairs: &[(String, String)]) -> Result<BTreeMap<(String, String), Given>> {
    let rows = pairs.iter().map(|(scope, key)| json!([scope, key]));
    let found: Vec<Given> = sql("select scope, key, digest, status, body from idempotency
         where (scope, key) in (select value->>0, value->>1 from jsonb_each($1))")
    .bind(Rows::of(rows))
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|given| ((given.scope.clone(), given.key.clone()), given)).collect())
}

/// Keeps answers; `InFlight` rises when somebody else keeps one under the same key at this moment.
pub fn keep(tx: &mut Tx, answers: &[Given], at: Moment) {
    if answers.is_empty() {
        return;
    }
    let rows = answers.iter().map(|it| json!([it.scope, it.key, it.digest, it.status, it.body]));
    sql("insert into idempotency (scope, key, digest, status, body, at)
         select value->>0, value->>1, value->>2, cast(value->>3 as bigint), value->>4, $2 from jsonb_each($1)")
    .bind(Rows::of(rows))
    .bind(at)
    .later(tx);
}

/// Forgets keys whose time is over.
pub async fn forget(tx: &mut Tx, now: Moment) -> Result<u64> {
    sql("delete from idempotency where at < $1").bind(now - KEPT_MS).run(tx).await
}
