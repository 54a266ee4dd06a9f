//! What a moderator should read next, and how far the desk is behind.

use super::{Result, Tx, rows::Rows, sql};
use crate::domain::{
    id::{DepartmentId, InquiryId, PersonId, QuestionId},
    moment::Moment,
    question::Question,
};

/// For whom the next question is sought, and which not to offer.
#[derive(Clone, Debug)]
pub struct Seeking<'a> {
    /// Who asks for it.
    pub person: &'a PersonId,
    /// The department that is on stage now.
    pub on_stage: Option<&'a DepartmentId>,
    /// What they have just passed over, and what another question of the same words stands for.
    pub without: &'a [QuestionId],
}

/// The question to read next: what is urgent and nobody sees to, then what asks the department on stage, then what has
/// waited longest. What somebody else holds, or what was left to the lead, is not offered.
pub async fn next(tx: &mut Tx, inquiry: &InquiryId, seeking: &Seeking<'_>, now: Moment) -> Result<Option<Question>> {
    // Only what waits is looked through: late in an evening that is little, and what was decided is much. No row is joined
    // with another question, so that a database that knows nothing of these tables yet plans it no worse.
    sql("with waiting as (
             select question.*, 0 as step from alarm join question on question.id = alarm.question
             where alarm.inquiry = $2 and alarm.ended_at is null and urgent
               and (alarm.taken_by is null or alarm.taken_by = $3)
             union all
             select question.*, case when department = $5 then 1 else 2 end from question
             where inquiry = $2 and state = 'submitted' and not urgent
         )
         select waiting.* from waiting left join hold on hold.question = waiting.id and hold.until_at > $1
         where not for_lead and signed_by is null and (hold.person is null or hold.person = $3)
           and waiting.id not in (select value->>0 from jsonb_each($4))
         order by step, number limit 1")
    .bind(now)
    .bind(inquiry.as_str())
    .bind(seeking.person.as_str())
    .bind(Rows::of_texts(seeking.without.iter().map(QuestionId::as_str)))
    .bind(seeking.on_stage.map(DepartmentId::as_str))
    .maybe(tx)
    .await
}

#[derive(sqlx::FromRow)]
struct Asked {
    department: Option<DepartmentId>,
}

/// The department that is asked on air, or was asked last.
pub async fn on_stage(tx: &mut Tx, inquiry: &InquiryId) -> Result<Option<DepartmentId>> {
    let found: Option<Asked> = sql("select question.department from rundown_item
         join question on question.id = rundown_item.question
         where rundown_item.inquiry = $1 and rundown_item.taken_at is not null
           and rundown_item.state in ('on_air', 'aired')
         order by case when rundown_item.state = 'on_air' then 0 else 1 end, rundown_item.taken_at desc limit 1")
    .bind(inquiry.as_str())
    .maybe(tx)
    .await?;
    Ok(found.and_then(|it| it.department))
}

/// How far the desk is behind.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Backlog {
    /// How many wait for a first look.
    pub waiting: i64,
    /// When the one that has waited longest was stored.
    pub oldest: Option<Moment>,
    /// How many were stored before the moment that was asked about.
    pub late: i64,
}

/// What waits for a first look, and how much of it was stored before a moment. What one person signed, or left to the lead,
/// was looked at.
pub async fn backlog(tx: &mut Tx, inquiry: &InquiryId, before: Moment) -> Result<Backlog> {
    sql("select count(*) as waiting, min(asked_at) as oldest,
                cast(coalesce(sum(case when asked_at < $2 then 1 else 0 end), 0) as bigint) as late
         from question where inquiry = $1 and state = 'submitted' and not for_lead and signed_by is null")
    .bind(inquiry.as_str())
    .bind(before)
    .one(tx)
    .await
}
