//! What was sent in the same words: how many of it wait, from how many devices, and what stands for it.

use serde_json::json;

use super::{Result, Tx, rows::Rows, sql};
use crate::domain::{
    id::{InquiryId, QuestionId},
    question::Question,
};

/// A question as it was sent.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Original {
    /// Its id.
    pub id: QuestionId,
    /// Its number.
    pub number: i64,
    /// 原文.
    pub original: String,
}

/// What was sent after a number, in order; but for what its asker had erased.
pub async fn sent_after(tx: &mut Tx, inquiry: &InquiryId, number: i64) -> Result<Vec<Original>> {
    sql("select id, number, original from question where inquiry = $1 and number > $2 and original <> ''
         order by number")
    .bind(inquiry.as_str())
    .bind(number)
    .all(tx)
    .await
}

/// How the questions of one group stand.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Standing {
    /// The group, by its place among those that were asked about.
    pub place: i64,
    /// How many wait for a first look.
    pub waiting: i64,
    /// From how many devices; what was typed in or imported has none.
    pub devices: i64,
    /// The first of those that wait and are for everybody: it stands for the others in the list.
    pub first: Option<QuestionId>,
    /// One that was decided and under which others can go.
    pub decided: Option<QuestionId>,
}

/// How groups of questions stand, counted over the rows.
pub async fn standings(tx: &mut Tx, groups: &[Vec<QuestionId>]) -> Result<Vec<Standing>> {
    sql("with same (place, id) as (select cast(value->>0 as bigint), value->>1 from jsonb_each($1)),
              stood (place, waiting, devices, first, decided) as (
                  select same.place,
                         cast(sum(case when state = 'submitted' then 1 else 0 end) as bigint),
                         count(distinct case when state = 'submitted' then asker end),
                         min(case when state = 'submitted' and not urgent and not for_lead and signed_by is null
                             then number end),
                         min(case when not urgent and state in
                             ('approved', 'approved_private', 'later', 'referred', 'shortlisted', 'queued', 'on_air',
                              'answered_live', 'awaiting_written', 'answered_written') then number end)
                  from same join question on question.id = same.id group by same.place
              )
         select stood.place, stood.waiting, stood.devices,
                (select question.id from same join question on question.id = same.id
                 where same.place = stood.place and question.number = stood.first) as first,
                (select question.id from same join question on question.id = same.id
                 where same.place = stood.place and question.number = stood.decided) as decided
         from stood order by stood.place")
    .bind(pairs(groups))
    .all(tx)
    .await
}

/// Of these questions, those that wait for a first look by anybody, the oldest first.
pub async fn waiting(tx: &mut Tx, ids: &[QuestionId]) -> Result<Vec<Question>> {
    sql("select * from question where id in (select value->>0 from jsonb_each($1))
           and state = 'submitted' and not urgent and not for_lead and signed_by is null order by number")
    .bind(Rows::of_texts(ids.iter().map(QuestionId::as_str)))
    .all(tx)
    .await
}

/// Of these groups, every question that waits and for which the first of its group stands.
pub async fn folded(tx: &mut Tx, groups: &[Vec<QuestionId>]) -> Result<Vec<QuestionId>> {
    let found: Vec<(QuestionId,)> =
        sql("with same (place, id) as (select cast(value->>0 as bigint), value->>1 from jsonb_each($1)),
              waiting (place, id, number) as (
                  select same.place, question.id, question.number from same join question on question.id = same.id
                  where state = 'submitted' and not urgent and not for_lead and signed_by is null
              ), first (place, number) as (select place, min(number) from waiting group by place)
         select waiting.id from waiting join first on first.place = waiting.place
         where waiting.number <> first.number order by waiting.number")
        .bind(pairs(groups))
        .all(tx)
        .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

fn pairs(groups: &[Vec<QuestionId>]) -> Rows {
    Rows::of(groups.iter().enumerate().flat_map(|(place, group)| group.iter().map(move |id| json!([place, id]))))
}
