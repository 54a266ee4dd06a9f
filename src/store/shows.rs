//! What came of a show: the questions that were on air, and how many devices asked.

use super::{Result, Tx, sql};
use crate::domain::{id::InquiryId, question::Question};

/// The questions that were on air and came off with an outcome, in the order of their numbers. What was cut out or
/// pulled has none.
pub async fn came_off(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Question>> {
    sql("select * from question where inquiry = $1 and outcome is not null order by number")
        .bind(inquiry.as_str())
        .all(tx)
        .await
}

/// From how many devices the questions came; what was typed in for somebody has none.
pub async fn devices(tx: &mut Tx, inquiry: &InquiryId) -> Result<i64> {
    let (n,): (i64,) = sql("select count(distinct asker) from question where inquiry = $1 and asker is not null")
        .bind(inquiry.as_str())
        .one(tx)
        .await?;
    Ok(n)
}
