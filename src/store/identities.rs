//! The shelf of proofs: what a device has proved, the code it was sent, and the tickets that were used.

use super::{Result, Tx, sql};
use crate::domain::{
    id::VisitorId,
    identity::{CODE_TRIES, Identity, Proof},
    moment::Moment,
};

/// A code that was sent to a device's number.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Code {
    /// The device.
    pub visitor: VisitorId,
    /// A keyed digest of the number.
    pub number_digest: String,
    /// A keyed digest of the code, for this device and number alone.
    pub code_digest: String,
    /// How often somebody tried.
    pub tries: i64,
    /// Until when it may be typed in.
    pub until_at: Moment,
}

/// What a device has proved by this way, whether it still holds or not.
pub async fn proof(tx: &mut Tx, visitor: &VisitorId, way: Identity) -> Result<Option<Proof>> {
    sql("select * from proof where visitor = $1 and way = $2").bind(visitor.as_str()).bind(way.word()).maybe(tx).await
}

/// Keeps a proof in place of an older one of that device and way.
pub async fn prove(tx: &mut Tx, proof: &Proof) -> Result<()> {
    sql("insert into proof (visitor, way, digest, subject_sealed, proved_at) values ($1, $2, $3, $4, $5)
         on conflict (visitor, way) do update set digest = excluded.digest, subject_sealed = excluded.subject_sealed,
            proved_at = excluded.proved_at")
    .bind(proof.visitor.as_str())
    .bind(proof.way.word())
    .bind(&proof.digest)
    .bind(&proof.subject_sealed)
    .bind(proof.proved_at)
    .run(tx)
    .await
    .map(drop)
}

/// Forgets all that a device has proved.
pub async fn forget(tx: &mut Tx, visitor: &VisitorId) -> Result<()> {
    sql("delete from phone_code where visitor = $1").bind(visitor.as_str()).run(tx).await?;
    sql("delete from proof where visitor = $1").bind(visitor.as_str()).run(tx).await.map(drop)
}

/// Whether a code was sent to this number for this device after a moment, as its end tells.
pub async fn is_fresh(tx: &mut Tx, visitor: &VisitorId, number_digest: &str, ends_after: Moment) -> Result<bool> {
    let (n,): (i64,) =
        sql("select count(*) from phone_code where visitor = $1 and number_digest = $2 and until_at > $3")
            .bind(visitor.as_str())
            .bind(number_digest)
            .bind(ends_after)
            .one(tx)
            .await?;
    Ok(n == 1)
}

/// Keeps a code in place of an older one of that device; false where one for the same number ends after a moment, so that
/// of two presses at once one sends.
pub async fn keep_code(tx: &mut Tx, code: &Code, ends_after: Moment) -> Result<bool> {
    let kept =
        sql("insert into phone_code (visitor, number_digest, code_digest, tries, until_at) values ($1, $2, $3, $4, $5)
         on conflict (visitor) do update set number_digest = excluded.number_digest, code_digest = excluded.code_digest,
            tries = excluded.tries, until_at = excluded.until_at
         where phone_code.number_digest <> excluded.number_digest or phone_code.until_at <= $6")
        .bind(code.visitor.as_str())
        .bind(&code.number_digest)
        .bind(&code.code_digest)
        .bind(code.tries)
        .bind(code.until_at)
        .bind(ends_after)
        .run(tx)
        .await?;
    Ok(kept == 1)
}

/// The code of a device with one try less, counted before anybody compares: of many who try at once none gets more. None
/// where there is no code, where it is over, or where there is no try left.
pub async fn try_code(tx: &mut Tx, visitor: &VisitorId, now: Moment) -> Result<Option<Code>> {
    let tried = sql("update phone_code set tries = tries + 1 where visitor = $1 and tries < $2 and until_at > $3")
        .bind(visitor.as_str())
        .bind(CODE_TRIES)
        .bind(now)
        .run(tx)
        .await?;
    if tried == 0 {
        return Ok(None);
    }
    sql("select * from phone_code where visitor = $1").bind(visitor.as_str()).maybe(tx).await
}

/// Throws a code away: it was right, and is not used again.
pub async fn drop_code(tx: &mut Tx, visitor: &VisitorId) -> Result<()> {
    sql("delete from phone_code where visitor = $1").bind(visitor.as_str()).run(tx).await.map(drop)
}

/// Notes that a ticket was used; false where it was used before.
pub async fn use_ticket(tx: &mut Tx, nonce: &str, until: Moment) -> Result<bool> {
    let noted = sql("insert into used_ticket (nonce, until_at) values ($1, $2) on conflict (nonce) do nothing")
        .bind(nonce)
        .bind(until)
        .run(tx)
        .await?;
    Ok(noted == 1)
}

/// Throws away what is over: codes, tickets, and proofs from before a moment.
pub async fn clean(tx: &mut Tx, now: Moment, proved_before: Moment) -> Result<()> {
    sql("delete from phone_code where until_at < $1").bind(now).run(tx).await?;
    sql("delete from used_ticket where until_at < $1").bind(now).run(tx).await?;
    sql("delete from proof where proved_at < $1").bind(proved_before).run(tx).await.map(drop)
}
