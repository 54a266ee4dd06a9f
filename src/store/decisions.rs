//! The shelf of decisions: who judged what, and what it changed, so that it can be undone.

use super::{Error, Result, Tx, rows::Rows, sql};
use crate::domain::{
    id::{DecisionId, InquiryId, PersonId, QuestionId},
    moment::Moment,
    question::Before,
    reason::Reason,
};

/// A decision as stored. `note` stays among the staff.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// The question it was about.
    pub question: QuestionId,
    /// The inquiry.
    pub inquiry: InquiryId,
    /// The bulk of which it was part.
    pub bulk: Option<String>,
    /// What was done: an action, `merge` or an appeal's verdict.
    pub action: String,
    /// The reason code.
    pub reason: Option<Reason>,
    /// A note among the staff.
    pub note: Option<String>,
    /// Who decided.
    pub by_person: PersonId,
    /// When.
    pub at: Moment,
    /// What it changed, as JSON.
    pub before: String,
    /// The question's version after it.
    pub version_after: i64,
    /// When it was undone.
    pub undone_at: Option<Moment>,
}

impl Decision {
    /// What it changed.
    pub fn before(&self) -> Result<Before> {
        Ok(serde_json::from_str(&self.before)?)
    }
}

/// Stores a decision.
pub async fn insert(tx: &mut Tx, decision: &Decision) -> Result<()> {
    sql("insert into decision (id, question, inquiry, bulk, action, reason, note, by_person, at, before, version_after)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(decision.id.as_str())
    .bind(decision.question.as_str())
    .bind(decision.inquiry.as_str())
    .bind(&decision.bulk)
    .bind(&decision.action)
    .bind(decision.reason.map(|reason| reason.word()))
    .bind(&decision.note)
    .bind(decision.by_person.as_str())
    .bind(decision.at)
    .bind(&decision.before)
    .bind(decision.version_after)
    .run(tx)
    .await
    .map(drop)
}

/// One decision.
pub async fn get(tx: &mut Tx, id: &DecisionId) -> Result<Option<Decision>> {
    sql("select * from decision where id = $1").bind(id.as_str()).maybe(tx).await
}

/// Every decision of one bulk, in the order of their ids.
pub async fn of_bulk(tx: &mut Tx, bulk: &str) -> Result<Vec<Decision>> {
    sql("select * from decision where bulk = $1 order by id").bind(bulk).all(tx).await
}

/// The decisions on a question, the oldest first.
pub async fn on(tx: &mut Tx, question: &QuestionId) -> Result<Vec<Decision>> {
    sql("select * from decision where question = $1 order by at, id").bind(question.as_str()).all(tx).await
}

/// The decisions on several questions, the oldest first.
pub async fn on_several(tx: &mut Tx, questions: &[QuestionId]) -> Result<Vec<Decision>> {
    sql("select * from decision where question in (select value->>0 from jsonb_each($1)) order by at, id")
        .bind(Rows::of_texts(questions.iter().map(QuestionId::as_str)))
        .all(tx)
        .await
}

/// Marks a decision as undone; `Stale` when somebody did so meanwhile.
pub async fn undo(tx: &mut Tx, id: &DecisionId, at: Moment) -> Result<()> {
    let undone = sql("update decision set undone_at = $1 where id = $2 and undone_at is null")
        .bind(at)
        .bind(id.as_str())
        .run(tx)
        .await?;
    if undone == 1 { Ok(()) } else { Err(Error::Stale) }
}
