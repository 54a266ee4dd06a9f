//! The shelf of whose a question's order is: the rule's own value, with the columns that lists ask for beside it.

use super::{Result, Tx, sql};
use crate::domain::{
    day::Day,
    id::{DepartmentId, InquiryId, QuestionId},
    whose::Whose,
};

#[derive(sqlx::FromRow)]
struct Row {
    question: QuestionId,
    whole: String,
}

/// Whose the order of a question is; nobody's where it was never given.
pub async fn of(tx: &mut Tx, question: &QuestionId) -> Result<Whose> {
    let row: Option<Row> =
        sql("select question, whole from question_order where question = $1").bind(question.as_str()).maybe(tx).await?;
    row.map_or_else(|| Ok(Whose::default()), |row| Ok(serde_json::from_str(&row.whole)?))
}

/// Saves whose it is; the question's own version says who was faster.
pub async fn save(tx: &mut Tx, question: &QuestionId, inquiry: &InquiryId, whose: &Whose) -> Result<()> {
    let parties = &whose.parties;
    let all = parties.co.iter().chain(&parties.doer).chain(&parties.via);
    let helping: String = all.map(|id| format!(" {id} ")).collect();
    sql("insert into question_order (question, inquiry, arbitrate_by, helping, whole) values ($1, $2, $3, $4, $5)
         on conflict (question) do update set arbitrate_by = excluded.arbitrate_by, helping = excluded.helping,
            whole = excluded.whole")
    .bind(question.as_str())
    .bind(inquiry.as_str())
    .bind(whose.arbitrate_by.map(|by| by.to_string()))
    .bind(helping)
    .bind(serde_json::to_string(whose)?)
    .run(tx)
    .await
    .map(drop)
}

/// An order that was given back and waits for the word whose it is.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Open {
    /// Of which question.
    pub question: QuestionId,
    /// In which inquiry.
    pub inquiry: InquiryId,
    /// By when the word is due.
    pub arbitrate_by: Day,
}

/// The orders that were given back, what is due first first.
pub async fn open(tx: &mut Tx, limit: usize) -> Result<Vec<Open>> {
    sql("select question, inquiry, arbitrate_by from question_order
         where arbitrate_by is not null order by arbitrate_by, question limit $1")
    .bind(limit)
    .all(tx)
    .await
}

/// The questions in whose order a department helps, acts or hands on.
pub async fn helped_by(tx: &mut Tx, department: &DepartmentId, limit: usize) -> Result<Vec<QuestionId>> {
    let found: Vec<(QuestionId,)> = sql("select question from question_order
         where helping like '% ' || $1 || ' %' order by question limit $2")
    .bind(department.as_str())
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// Every order of an inquiry, to be held against the record.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<(QuestionId, Whose)>> {
    let rows: Vec<Row> = sql("select question, whole from question_order where inquiry = $1 order by question")
        .bind(inquiry.as_str())
        .all(tx)
        .await?;
    rows.into_iter().map(|row| Ok((row.question, serde_json::from_str(&row.whole)?))).collect()
}
