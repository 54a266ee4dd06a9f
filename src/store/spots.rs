//! The shelf of what deputies said on the spot: one word a question and deputy.

use super::{Error, Result, Tx, rows::Rows, sql};
use crate::domain::{
    asking::Spot,
    id::{InquiryId, PersonId, QuestionId},
};

/// A deputy's word on a question, if they gave one.
pub async fn of(tx: &mut Tx, question: &QuestionId, deputy: &PersonId) -> Result<Option<Spot>> {
    sql("select * from spot_verdict where question = $1 and deputy = $2")
        .bind(question.as_str())
        .bind(deputy.as_str())
        .maybe(tx)
        .await
}

/// Every word on these questions.
pub async fn on(tx: &mut Tx, questions: &[QuestionId]) -> Result<Vec<Spot>> {
    sql("select * from spot_verdict where question in (select value->>0 from jsonb_each($1)) order by question, deputy")
        .bind(Rows::of_texts(questions.iter().map(QuestionId::as_str)))
        .all(tx)
        .await
}

/// Every word of an inquiry.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Spot>> {
    sql("select * from spot_verdict where inquiry = $1 order by question, deputy").bind(inquiry.as_str()).all(tx).await
}

/// Keeps a word in place of the one before; `Stale` when another one came between.
pub async fn save(tx: &mut Tx, spot: &Spot) -> Result<()> {
    let kept = sql("insert into spot_verdict (question, deputy, inquiry, verdict, version, at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (question, deputy) do update set verdict = excluded.verdict, version = excluded.version,
                at = excluded.at where spot_verdict.version = excluded.version - 1")
    .bind(spot.question.as_str())
    .bind(spot.deputy.as_str())
    .bind(spot.inquiry.as_str())
    .bind(spot.verdict.word())
    .bind(spot.version)
    .bind(spot.at)
    .run(tx)
    .await?;
    if kept == 1 { Ok(()) } else { Err(Error::Stale) }
}
