//! What askers say of answer and handling, apart; nobody says it for them.

use super::{Result, Tx, sql};
use crate::domain::{id::QuestionId, moment::Moment};

/// An asker's rating.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Rating {
    /// Of the answer: `satisfied`, `fair` or `dissatisfied`.
    pub answer: String,
    /// Of the handling.
    pub handling: String,
    /// In the asker's words; restricted.
    pub note: Option<String>,
}

/// Stores a rating, or the asker's second thought about it.
pub async fn put(tx: &mut Tx, question: &QuestionId, rating: &Rating, at: Moment) -> Result<()> {
    sql("insert into rating (question, answer, handling, note, at) values ($1, $2, $3, $4, $5)
         on conflict (question) do update set answer = excluded.answer, handling = excluded.handling,
             note = excluded.note, at = excluded.at")
    .bind(question.as_str())
    .bind(&rating.answer)
    .bind(&rating.handling)
    .bind(&rating.note)
    .bind(at)
    .run(tx)
    .await
    .map(drop)
}

/// The rating of a question's asker, if there is one.
pub async fn of(tx: &mut Tx, question: &QuestionId) -> Result<Option<Rating>> {
    sql("select answer, handling, note from rating where question = $1").bind(question.as_str()).maybe(tx).await
}
