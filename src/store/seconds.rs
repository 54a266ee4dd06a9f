//! Who said 我也遇到: facts that are only ever added, counted by device over a question and all merged into it. A device
//! that came in a crowd counts once it has shown that it is one; see `intake/crowd.rs`.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Result, Tx, rows::Rows, sql};
use crate::domain::{
    id::{QuestionId, VisitorId},
    moment::Moment,
};

/// A fact about to be stored.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The question on which it was given.
    pub question: QuestionId,
    /// The device.
    pub visitor: VisitorId,
    /// Odd gives, even withdraws.
    pub turn: i64,
    /// Whether the device counts in public from here on; see `intake/crowd.rs`.
    pub counted: bool,
}

#[derive(sqlx::FromRow)]
struct Found {
    question: QuestionId,
    visitor: VisitorId,
    turn: i64,
    counted: i64,
}

/// Where a device stands on a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Last {
    /// Its last turn; 0 where there is none.
    pub turn: i64,
    /// Whether it has counted on this question once: then it always does.
    pub counted: bool,
}

/// Where each of these devices stands on its question; absent where it has never said anything.
pub async fn last_turns(
    tx: &mut Tx,
    pairs: &[(QuestionId, VisitorId)],
) -> Result<BTreeMap<(QuestionId, VisitorId), Last>> {
    let rows = pairs.iter().map(|(question, visitor)| json!([question, visitor]));
    let found: Vec<Found> = sql("select question, visitor, max(turn) as turn, cast(max(case when counted then 1 else 0 end) as bigint) as counted
         from second
         where (question, visitor) in (select value->>0, value->>1 from jsonb_each($1))
         group by question, visitor")
    .bind(Rows::of(rows))
    .all(tx)
    .await?;
    let last = |it: &Found| Last { turn: it.turn, counted: it.counted == 1 };
    Ok(found.into_iter().map(|it| (last(&it), it)).map(|(last, it)| ((it.question, it.visitor), last)).collect())
}

/// Adds facts.
pub async fn insert(tx: &mut Tx, turns: &[Turn], at: Moment) -> Result<()> {
    let rows = turns.iter().map(|turn| json!([turn.question, turn.visitor, turn.turn, i64::from(turn.counted)]));
    sql("insert into second (question, visitor, turn, counted, at)
         select value->>0, value->>1, cast(value->>2 as bigint), cast(value->>3 as bigint) = 1, $2 from jsonb_each($1)")
    .bind(Rows::of(rows))
    .bind(at)
    .run(tx)
    .await
    .map(drop)
}

#[derive(sqlx::FromRow)]
struct Root {
    asked: QuestionId,
    root: QuestionId,
}

/// The question under which each of these counts: itself, or the one at the end of its merges. Absent where merges lead
/// in a circle, which whoever merges must refuse.
pub async fn roots(tx: &mut Tx, ids: &[QuestionId]) -> Result<BTreeMap<QuestionId, QuestionId>> {
    let found: Vec<Root> = sql("with recursive up (asked, id, parent) as (
             select id, id, merged_into from question where id in (select value->>0 from jsonb_each($1))
             union
             select up.asked, question.id, question.merged_into from question join up on question.id = up.parent
         )
         select asked, id as root from up where parent is null order by asked")
    .bind(Rows::of_texts(ids.iter().map(QuestionId::as_str)))
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|row| (row.asked, row.root)).collect())
}

#[derive(sqlx::FromRow)]
struct Count {
    head: QuestionId,
    seconds: i64,
}

/// Distinct devices on each of these questions and on all that was merged into them; absent is 0.
pub async fn counts(tx: &mut Tx, heads: &[QuestionId]) -> Result<BTreeMap<QuestionId, i64>> {
    let found: Vec<Count> = sql("with recursive under (head, id) as (
             select id, id from question where id in (select value->>0 from jsonb_each($1))
             union all
             select under.head, question.id from question join under on question.merged_into = under.id
         ), given (head, visitor) as (
             select under.head, second.visitor from under join second on second.question = under.id
             group by under.head, second.question, second.visitor
             having sum(case when turn % 2 = 1 then 1 else -1 end) = 1
            and max(case when counted then 1 else 0 end) = 1
         )
         select head, count(distinct visitor) as seconds from given group by head order by head")
    .bind(Rows::of_texts(heads.iter().map(QuestionId::as_str)))
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|count| (count.head, count.seconds)).collect())
}

/// How many devices were heard on the questions of an inquiry and do not count, on each where they stand.
pub async fn uncounted(tx: &mut Tx, inquiry: &crate::domain::id::InquiryId) -> Result<i64> {
    let (n,): (i64,) = sql("select count(*) from (
             select second.question from second join question on question.id = second.question
             where question.inquiry = $1 group by second.question, second.visitor
             having sum(case when turn % 2 = 1 then 1 else -1 end) = 1 and max(case when counted then 1 else 0 end) = 0
         ) as heard")
    .bind(inquiry.as_str())
    .one(tx)
    .await?;
    Ok(n)
}

/// Which of these questions a device says it shares.
pub async fn given_by(tx: &mut Tx, visitor: &VisitorId, questions: &[QuestionId]) -> Result<Vec<QuestionId>> {
    let found: Vec<(QuestionId,)> = sql("select question from second
         where visitor = $1 and question in (select value->>0 from jsonb_each($2))
         group by question having max(turn) % 2 = 1 order by question")
    .bind(visitor.as_str())
    .bind(Rows::of_texts(questions.iter().map(QuestionId::as_str)))
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|(question,)| question).collect())
}

/// The seconds of every public question of an inquiry that has any.
pub async fn tally(tx: &mut Tx, inquiry: &crate::domain::id::InquiryId) -> Result<BTreeMap<QuestionId, i64>> {
    let found: Vec<Count> = sql("with recursive under (head, id) as (
             select id, id from question where inquiry = $1 and merged_into is null
             union all
             select under.head, question.id from question join under on question.merged_into = under.id
         ), given (head, visitor) as (
             select under.head, second.visitor from under join second on second.question = under.id
             group by under.head, second.question, second.visitor
             having sum(case when turn % 2 = 1 then 1 else -1 end) = 1
            and max(case when counted then 1 else 0 end) = 1
         )
         select head, count(distinct visitor) as seconds from given
         join question on question.id = given.head
         where not sealed and state in ('approved', 'shortlisted', 'queued', 'on_air', 'answered_live', 'awaiting_written',
                         'answered_written', 'closed')
         group by head order by head")
    .bind(inquiry.as_str())
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|count| (count.head, count.seconds)).collect())
}
