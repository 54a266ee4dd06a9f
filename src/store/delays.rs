//! The shelf of what is on its way to the public: until its release everybody sees a question as it was before.

use std::collections::{BTreeMap, BTreeSet};

use super::{Result, Tx, rows::Rows, sql};
use crate::domain::{
    id::{InquiryId, QuestionId},
    moment::Moment,
    question::{Outcome, State},
    words::words,
};

words! {
    /// What is on its way.
    Delay {
        /// It went on air.
        Taken,
        /// It came off.
        Cleared,
    }
}

/// A change of a question on air that the public hears of later.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Delayed {
    /// Of which question.
    pub question: QuestionId,
    /// The question's version after it.
    pub version: i64,
    /// In which inquiry.
    pub inquiry: InquiryId,
    /// When it may be released.
    pub due_at: Moment,
    /// What happened.
    pub kind: Delay,
    /// The state that everybody sees until then.
    pub before_state: State,
    /// The outcome that everybody sees until then.
    pub before_outcome: Option<Outcome>,
    /// When it was released; none while it is on its way.
    pub released_at: Option<Moment>,
}

/// A question's state and outcome as everybody sees them.
pub type Shown = (State, Option<Outcome>);

/// Puts a change on its way.
pub async fn insert(tx: &mut Tx, delayed: &Delayed) -> Result<()> {
    sql("insert into delayed (question, version, inquiry, due_at, kind, before_state, before_outcome, released_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(delayed.question.as_str())
    .bind(delayed.version)
    .bind(delayed.inquiry.as_str())
    .bind(delayed.due_at)
    .bind(delayed.kind.word())
    .bind(delayed.before_state.word())
    .bind(delayed.before_outcome.map(|outcome| outcome.word()))
    .bind(delayed.released_at)
    .run(tx)
    .await
    .map(drop)
}

/// How everybody sees those of these questions of which something is on its way.
pub async fn shown(tx: &mut Tx, questions: &[QuestionId]) -> Result<BTreeMap<QuestionId, Shown>> {
    let rows: Vec<Delayed> = sql(
        "select * from delayed
         where released_at is null and question in (select value->>0 from jsonb_each($1)) order by question, version desc",
    )
    .bind(Rows::of_texts(questions.iter().map(QuestionId::as_str)))
    .all(tx)
    .await?;
    // The earliest stands last and so stays.
    Ok(rows.into_iter().map(|row| (row.question, (row.before_state, row.before_outcome))).collect())
}

/// The questions of an inquiry that are on air, or were a moment ago for everybody.
pub async fn around_air(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<QuestionId>> {
    let found: Vec<(QuestionId,)> = sql("select id from question where inquiry = $1 and (state = 'on_air'
            or id in (select question from delayed where inquiry = $1 and released_at is null)) order by id")
    .bind(inquiry.as_str())
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// Inquiries of which something is due.
pub async fn due(tx: &mut Tx, now: Moment) -> Result<Vec<InquiryId>> {
    let found: Vec<(InquiryId,)> = sql("select distinct inquiry from delayed
         where released_at is null and due_at <= $1 order by inquiry")
    .bind(now)
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// What is due of an inquiry, in the order in which it happened.
pub async fn due_of(tx: &mut Tx, inquiry: &InquiryId, now: Moment) -> Result<Vec<Delayed>> {
    sql("select * from delayed where inquiry = $1 and released_at is null and due_at <= $2
         order by due_at, kind, question, version")
    .bind(inquiry.as_str())
    .bind(now)
    .all(tx)
    .await
}

/// Marks a change as released.
pub async fn release(tx: &mut Tx, delayed: &Delayed, at: Moment) -> Result<()> {
    sql("update delayed set released_at = $1 where question = $2 and version = $3 and released_at is null")
        .bind(at)
        .bind(delayed.question.as_str())
        .bind(delayed.version)
        .run(tx)
        .await
        .map(drop)
}

/// Stops everything that is on its way of a question: the public never sees it.
pub async fn stop(tx: &mut Tx, question: &QuestionId) -> Result<u64> {
    sql("delete from delayed where question = $1 and released_at is null").bind(question.as_str()).run(tx).await
}

/// The versions of a question that came by air and have been released.
pub async fn released(tx: &mut Tx, question: &QuestionId) -> Result<BTreeSet<i64>> {
    let found: Vec<(i64,)> =
        sql("select version from delayed where question = $1 and released_at is not null order by version")
            .bind(question.as_str())
            .all(tx)
            .await?;
    Ok(found.into_iter().map(|(version,)| version).collect())
}
