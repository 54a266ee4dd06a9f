//! The shelf of promises that wait for the air: confirmed at once, public when the public could have heard them.

use std::collections::BTreeSet;

use super::{Result, Tx, rows::Rows, sql};
use crate::domain::{
    id::{CommitmentId, InquiryId},
    moment::Moment,
};

/// Keeps a promise from the public until a moment.
pub async fn insert(tx: &mut Tx, promise: &CommitmentId, inquiry: &InquiryId, due_at: Moment) -> Result<()> {
    sql("insert into promise_delay (commitment, inquiry, due_at) values ($1, $2, $3)")
        .bind(promise.as_str())
        .bind(inquiry.as_str())
        .bind(due_at)
        .run(tx)
        .await
        .map(drop)
}

/// Those of these promises that the public may not read yet.
pub async fn held_back(tx: &mut Tx, promises: &[CommitmentId]) -> Result<BTreeSet<CommitmentId>> {
    let found: Vec<(CommitmentId,)> = sql("select commitment from promise_delay
         where released_at is null and commitment in (select value->>0 from jsonb_each($1)) order by commitment")
    .bind(Rows::of_texts(promises.iter().map(CommitmentId::as_str)))
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// Inquiries of which a promise is due.
pub async fn due(tx: &mut Tx, now: Moment) -> Result<Vec<InquiryId>> {
    let found: Vec<(InquiryId,)> = sql("select distinct inquiry from promise_delay
         where released_at is null and due_at <= $1 order by inquiry")
    .bind(now)
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// The promises of an inquiry that are due, in the order in which they were spoken.
pub async fn due_of(tx: &mut Tx, inquiry: &InquiryId, now: Moment) -> Result<Vec<CommitmentId>> {
    let found: Vec<(CommitmentId,)> = sql("select commitment from promise_delay
         where inquiry = $1 and released_at is null and due_at <= $2 order by due_at, commitment")
    .bind(inquiry.as_str())
    .bind(now)
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// From now on the public may read it.
pub async fn release(tx: &mut Tx, promise: &CommitmentId, at: Moment) -> Result<()> {
    sql("update promise_delay set released_at = $1 where commitment = $2 and released_at is null")
        .bind(at)
        .bind(promise.as_str())
        .run(tx)
        .await
        .map(drop)
}
