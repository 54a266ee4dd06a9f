//! Written answers: every try of a department, and what the office said to it.

use super::{Error, Result, Tx, sql};
use crate::domain::{
    day::Day,
    id::{DepartmentId, PersonId, QuestionId},
    moment::Moment,
};

/// A written answer.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Answer {
    /// Its id.
    pub id: String,
    /// To which question.
    pub question: QuestionId,
    /// By which department.
    pub department: DepartmentId,
    /// Who sent it in.
    pub person: PersonId,
    /// What it says.
    pub text: String,
    /// Who signs for it, as citizens read it.
    pub signed_by: String,
    /// When.
    pub at: Moment,
    /// The same as a day, in the programme's zone.
    pub on_day: Day,
    /// `accepted` or `returned`; none while it waits.
    pub review: Option<String>,
    /// Who read it.
    pub reviewed_by: Option<PersonId>,
    /// When.
    pub reviewed_at: Option<Moment>,
    /// Why it went back.
    pub reason: Option<String>,
}

/// Stores a written answer.
pub async fn insert(tx: &mut Tx, answer: &Answer) -> Result<()> {
    sql("insert into answer (id, question, department, person, text, signed_by, at, on_day)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(&answer.id)
    .bind(answer.question.as_str())
    .bind(answer.department.as_str())
    .bind(answer.person.as_str())
    .bind(&answer.text)
    .bind(&answer.signed_by)
    .bind(answer.at)
    .bind(answer.on_day.as_str())
    .run(tx)
    .await
    .map(drop)
}

/// Every try for a question, the oldest first.
pub async fn of(tx: &mut Tx, question: &QuestionId) -> Result<Vec<Answer>> {
    sql("select * from answer where question = $1 order by id").bind(question.as_str()).all(tx).await
}

/// The answer that counts: the one that was accepted.
pub async fn accepted(tx: &mut Tx, question: &QuestionId) -> Result<Option<Answer>> {
    sql("select * from answer where question = $1 and review = 'accepted' order by id desc limit 1")
        .bind(question.as_str())
        .maybe(tx)
        .await
}

/// Notes what was said to an answer that waits; `Stale` when somebody did so meanwhile.
pub async fn review(
    tx: &mut Tx,
    id: &str,
    review: &str,
    by: &PersonId,
    reason: Option<&str>,
    at: Moment,
) -> Result<()> {
    let reviewed = sql("update answer set review = $1, reviewed_by = $2, reviewed_at = $3, reason = $4
         where id = $5 and review is null")
    .bind(review)
    .bind(by.as_str())
    .bind(at)
    .bind(reason)
    .bind(id)
    .run(tx)
    .await?;
    if reviewed == 1 { Ok(()) } else { Err(Error::Stale) }
}
