//! The shelf of notices: what askers were told before they agreed, word for word, by version.

use super::{Result, Tx, sql};
use crate::domain::moment::Moment;

/// Keeps the words of a version; those that are kept already never change.
pub async fn keep(tx: &mut Tx, version: &str, words: &str, at: Moment) -> Result<()> {
    sql("insert into notice (version, words, first_at) values ($1, $2, $3) on conflict (version) do nothing")
        .bind(version)
        .bind(words)
        .bind(at)
        .run(tx)
        .await
        .map(drop)
}

/// What a version says.
pub async fn words(tx: &mut Tx, version: &str) -> Result<Option<String>> {
    let found: Option<(String,)> = sql("select words from notice where version = $1").bind(version).maybe(tx).await?;
    Ok(found.map(|(words,)| words))
}
