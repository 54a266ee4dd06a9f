//! 有人因此为难我: what askers report, and by when somebody must have taken it up.

use super::{Result, Tx, sql};
use crate::domain::{id::QuestionId, moment::Moment};

/// Stores a report; `due_on` is the working day by which a supervisor takes it up.
pub async fn insert(tx: &mut Tx, question: &QuestionId, text: &str, at: Moment, due_on: &str) -> Result<()> {
    sql("insert into harassment (id, question, text, at, due_on) values ($1, $2, $3, $4, $5)")
        .bind(uuid::Uuid::now_v7().to_string())
        .bind(question.as_str())
        .bind(text)
        .bind(at)
        .bind(due_on)
        .run(tx)
        .await
        .map(drop)
}
