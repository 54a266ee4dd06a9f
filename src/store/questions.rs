//! The shelf of questions: stored in batches, saved one by one against the version that was seen.

use serde_json::json;

use super::{Error, Result, Tx, rows::Rows, sql, traces::Confirmed};
use crate::domain::{
    day::Day,
    id::{DepartmentId, InquiryId, PersonId, QuestionId, VisitorId},
    moment::Moment,
    question::{Question, State},
};

/// A question about to be stored, with what is sealed.
#[derive(Clone, Debug)]
pub struct NewQuestion {
    /// The question.
    pub question: Question,
    /// The form of address, sealed.
    pub name_sealed: Option<String>,
    /// The contact, sealed.
    pub contact_sealed: Option<String>,
    /// The flat number, sealed.
    pub flat_sealed: Option<String>,
    /// The version of the notice to which its asker agreed.
    pub notice: Option<String>,
    /// The address from which it was sent, sealed.
    pub network_sealed: Option<String>,
    /// How its asker's identity was confirmed.
    pub confirmed: Option<Confirmed>,
    /// Where it came from: `web`, or a hotline, paper, ...
    pub source: String,
    /// Its number there.
    pub source_id: Option<String>,
    /// When it was asked there, in that source's own words.
    pub source_time: Option<String>,
}

/// Stores new questions with one statement.
pub fn insert(tx: &mut Tx, new: &[NewQuestion]) {
    let rows = new.iter().map(|new| {
        let q = &new.question;
        let confirmed = new.confirmed.as_ref();
        json!([
            q.id,
            q.inquiry,
            q.number,
            q.asker,
            q.state,
            i64::from(q.urgent),
            q.visibility,
            q.title,
            q.original,
            q.place,
            q.department,
            new.name_sealed,
            new.contact_sealed,
            q.public_text,
            new.source,
            new.source_id,
            q.version,
            q.asked_at,
            q.changed_at,
            new.source_time,
            q.provenance,
            new.flat_sealed,
            i64::from(q.minor),
            i64::from(q.on_behalf),
            new.notice,
            new.network_sealed,
            confirmed.map(|it| it.way),
            confirmed.and_then(|it| it.digest.as_ref()),
            confirmed.and_then(|it| it.sealed.as_ref()),
            i64::from(q.uncalled),
        ])
    });
    sql("insert into question
         (id, inquiry, number, asker, state, urgent, for_lead, visibility, title, original, place, department, name_sealed,
          contact_sealed, public_text, source, source_id, version, asked_at, changed_at, source_time, provenance, flat_sealed,
          minor, on_behalf, notice, network_sealed, identity, identity_digest, identity_sealed, uncalled, sealed)
         select value->>0, value->>1, cast(value->>2 as bigint), value->>3, value->>4, cast(value->>5 as bigint) = 1, false,
                value->>6, value->>7, value->>8, value->>9, value->>10, value->>11, value->>12, value->>13, value->>14,
                value->>15, cast(value->>16 as bigint), cast(value->>17 as bigint), cast(value->>18 as bigint), value->>19, value->>20,
                value->>21, cast(value->>22 as bigint) = 1, cast(value->>23 as bigint) = 1, value->>24, value->>25,
                value->>26, value->>27, value->>28, cast(value->>29 as bigint) = 1,
                not coalesce((select public_after_review from disclosure where disclosure.inquiry = value->>1), true)
         from jsonb_each($1)")
    .bind(Rows::of(rows))
    .later(tx);
}

/// One question.
pub async fn get(tx: &mut Tx, id: &QuestionId) -> Result<Option<Question>> {
    sql("select * from question where id = $1").bind(id.as_str()).maybe(tx).await
}

/// Several questions, in the order of their ids.
pub async fn several(tx: &mut Tx, ids: &[QuestionId]) -> Result<Vec<Question>> {
    sql("select * from question where id in (select value->>0 from jsonb_each($1)) order by id")
        .bind(Rows::of_texts(ids.iter().map(QuestionId::as_str)))
        .all(tx)
        .await
}

/// The question with this number in the inquiry with this ordinal: what a receipt stands for.
pub async fn by_number(tx: &mut Tx, ordinal: i64, number: i64) -> Result<Option<Question>> {
    sql("select question.* from question join inquiry on inquiry.id = question.inquiry
         where inquiry.ordinal = $1 and question.number = $2")
    .bind(ordinal)
    .bind(number)
    .maybe(tx)
    .await
}

/// The question of an inquiry that has this number at this source.
pub async fn by_source(tx: &mut Tx, inquiry: &InquiryId, source: &str, number: &str) -> Result<Option<Question>> {
    sql("select * from question where inquiry = $1 and source = $2 and source_id = $3 order by number limit 1")
        .bind(inquiry.as_str())
        .bind(source)
        .bind(number)
        .maybe(tx)
        .await
}

/// Saves a question over the version before it; `Stale` when another version is there.
pub async fn save(tx: &mut Tx, question: &Question) -> Result<()> {
    let saved = sql(
        "update question set state = $1, urgent = $2, public_text = $3, merged_into = $4, outcome = $5, reason = $6,
                completion = $7, appeal = $8, for_lead = $9, department = $10, owner_department = $11, due_on = $12,
                order_text = $13, version = $14, changed_at = $15, named = $16, signed_by = $17, signed_text = $18, uncalled = $19
         where id = $20 and version = $21",
    )
    .bind(question.state.word())
    .bind(question.urgent)
    .bind(&question.public_text)
    .bind(question.merged_into.as_ref().map(QuestionId::as_str))
    .bind(question.outcome.map(|outcome| outcome.word()))
    .bind(question.reason.map(|reason| reason.word()))
    .bind(&question.completion)
    .bind(&question.appeal)
    .bind(question.for_lead)
    .bind(question.department.as_ref().map(DepartmentId::as_str))
    .bind(question.owner_department.as_ref().map(DepartmentId::as_str))
    .bind(question.due_on.as_ref().map(Day::as_str))
    .bind(&question.order_text)
    .bind(question.version)
    .bind(question.changed_at)
    .bind(question.named)
    .bind(question.signed_by.as_ref().map(PersonId::as_str))
    .bind(&question.signed_text)
    .bind(question.uncalled)
    .bind(question.id.as_str())
    .bind(question.version - 1)
    .run(tx)
    .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// What is sealed of a question.
#[derive(Clone, Debug, Default, PartialEq, sqlx::FromRow)]
pub struct Sealed {
    /// The form of address.
    pub name_sealed: Option<String>,
    /// The contact.
    pub contact_sealed: Option<String>,
    /// The flat number.
    pub flat_sealed: Option<String>,
}

/// The sealed columns of a question.
pub async fn sealed(tx: &mut Tx, id: &QuestionId) -> Result<Sealed> {
    sql("select name_sealed, contact_sealed, flat_sealed from question where id = $1").bind(id.as_str()).one(tx).await
}

/// The sealed names of several questions.
pub async fn sealed_names(tx: &mut Tx, ids: &[QuestionId]) -> Result<Vec<(String, Option<String>)>> {
    sql("select id, name_sealed from question where id in (select value->>0 from jsonb_each($1)) order by id")
        .bind(Rows::of_texts(ids.iter().map(QuestionId::as_str)))
        .all(tx)
        .await
}

/// How a list is ordered and where it goes on.
#[derive(Clone, Debug)]
pub struct Page {
    /// The id after which it goes on.
    pub after: Option<String>,
    /// The second count after which it goes on, when ordered by seconds.
    pub after_seconds: Option<i64>,
    /// How many.
    pub limit: usize,
}

/// A question with the devices that said 我也遇到.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Counted {
    /// The question.
    #[sqlx(flatten)]
    pub question: Question,
    /// Distinct devices on it and on all that was merged into it.
    pub seconds: i64,
}

/// The states whose public text everybody may read unless it is sealed, as SQL.
macro_rules! public_states {
    () => {
        "('approved', 'shortlisted', 'queued', 'on_air', 'answered_live', 'awaiting_written', 'answered_written', 'closed')"
    };
}

/// A list of public questions with their seconds, counted over the facts in the same statement.
macro_rules! counted {
    ($tail:literal) => {
        concat!(
            "with recursive under (head, id) as (
                 select id, id from question
                 where inquiry = $1 and visibility <> 'congress_only' and public_text is not null and not sealed
                   and state in ",
            public_states!(),
            "    union all
                 select under.head, question.id from question join under on question.merged_into = under.id
             ), given (head, visitor) as (
                 select under.head, second.visitor from under join second on second.question = under.id
                 group by under.head, second.question, second.visitor
                 having sum(case when turn % 2 = 1 then 1 else -1 end) = 1
            and max(case when counted then 1 else 0 end) = 1
             ), tally (head, seconds) as (
                 select head, count(distinct visitor) from given group by head
             ), counted as (
                 select question.*, cast(coalesce(tally.seconds, 0) as bigint) as seconds
                 from question left join tally on tally.head = question.id
                 where question.inquiry = $1 and question.visibility <> 'congress_only'
                   and question.public_text is not null and not question.sealed and question.state in ",
            public_states!(),
            ") ",
            $tail
        )
    };
}

/// The newest public questions.
pub async fn public_newest(tx: &mut Tx, inquiry: &InquiryId, page: &Page) -> Result<Vec<Counted>> {
    sql(counted!(
        "select * from counted where ($2 = '' or number < (select number from question where id = $2))
         order by number desc limit $3"
    ))
    .bind(inquiry.as_str())
    .bind(page.after.clone().unwrap_or_default())
    .bind(page.limit)
    .all(tx)
    .await
}

/// The public questions that most devices said they share.
pub async fn public_most_seconded(tx: &mut Tx, inquiry: &InquiryId, page: &Page) -> Result<Vec<Counted>> {
    sql(counted!(
        "select * from counted where ($2 = '' or seconds < $3
             or (seconds = $3 and number < (select number from question where id = $2)))
         order by seconds desc, number desc limit $4"
    ))
    .bind(inquiry.as_str())
    .bind(page.after.clone().unwrap_or_default())
    .bind(page.after_seconds.unwrap_or_default())
    .bind(page.limit)
    .all(tx)
    .await
}

/// Every published question of an inquiry, sealed ones among them: for the staff, and to count look-alikes.
pub async fn published(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Question>> {
    sql(concat!(
        "select * from question where inquiry = $1 and visibility <> 'congress_only' and public_text is not null and state in ",
        public_states!(),
        " order by number"
    ))
    .bind(inquiry.as_str())
    .all(tx)
    .await
}

/// The questions that one device sent.
pub async fn of_asker(tx: &mut Tx, inquiry: &InquiryId, asker: &VisitorId) -> Result<Vec<Question>> {
    sql("select * from question where inquiry = $1 and asker = $2 order by number")
        .bind(inquiry.as_str())
        .bind(asker.as_str())
        .all(tx)
        .await
}

/// How many questions stand where: `(state, reason or empty, urgent, private wish, count)`.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Standing {
    /// The state.
    pub state: State,
    /// The reason code, or empty.
    pub reason: String,
    /// Marked as urgent.
    pub urgent: bool,
    /// How many.
    pub n: i64,
}

/// How many questions of an inquiry stand where; what was handed over and is not public, and what is sealed, counts as
/// taken up privately.
pub async fn standings(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Standing>> {
    sql("select state, reason, urgent, count(*) as n from (
             select case when state in ('awaiting_written', 'answered_written', 'closed')
                          and (public_text is null or visibility = 'congress_only' or sealed)
                          or sealed and state in ('approved', 'shortlisted', 'queued', 'on_air', 'answered_live')
                         then 'approved_private' else state end as state,
                    coalesce(reason, '') as reason, urgent
             from question where inquiry = $1
         ) standing group by state, reason, urgent order by state, reason, urgent")
    .bind(inquiry.as_str())
    .all(tx)
    .await
}

/// Which of these questions have a contact.
pub async fn with_contact(tx: &mut Tx, ids: &[QuestionId]) -> Result<std::collections::BTreeSet<QuestionId>> {
    let found: Vec<(QuestionId,)> = sql(
        "select id from question where contact_sealed is not null and id in (select value->>0 from jsonb_each($1))",
    )
    .bind(Rows::of_texts(ids.iter().map(QuestionId::as_str)))
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// When the question that has waited longest for a moderator was stored.
pub async fn oldest_waiting(tx: &mut Tx, inquiry: &InquiryId) -> Result<Option<Moment>> {
    let found: Option<(Moment,)> =
        sql("select asked_at from question where inquiry = $1 and state = 'submitted' order by number limit 1")
            .bind(inquiry.as_str())
            .maybe(tx)
            .await?;
    Ok(found.map(|(asked_at,)| asked_at))
}

/// The questions that were merged directly into this one, the oldest first.
pub async fn under(tx: &mut Tx, id: &QuestionId) -> Result<Vec<Question>> {
    sql("select * from question where merged_into = $1 and state = 'merged' order by number")
        .bind(id.as_str())
        .all(tx)
        .await
}

/// What was decided on the questions of an inquiry so far, as one number that only rises.
pub async fn decided(tx: &mut Tx, inquiry: &InquiryId) -> Result<i64> {
    let (n,): (i64,) = sql("select cast(coalesce(sum(version - 1), 0) as bigint) from question where inquiry = $1")
        .bind(inquiry.as_str())
        .one(tx)
        .await?;
    Ok(n)
}

/// How many questions were merged into this one.
pub async fn merged_into(tx: &mut Tx, id: &QuestionId) -> Result<i64> {
    let (n,): (i64,) = sql("select count(*) from question where merged_into = $1").bind(id.as_str()).one(tx).await?;
    Ok(n)
}
