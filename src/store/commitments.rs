//! The shelf of promises: saved against the version that was seen, listed and counted by what SQL knows of them.

use jiff::civil::Date;
use serde_json::json;

use super::{Error, Result, Tx, rows::Rows, sql};
use crate::domain::{
    book::Standing,
    commitment::{Commitment, Stage},
    day::Day,
    id::{CommitmentId, DepartmentId, InquiryId, ProgrammeId, QuestionId},
    moment::Moment,
};

/// A promise as stored, with what does not belong to its rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// The promise.
    pub it: Commitment,
    /// Whether its mark was set afterwards, not while it was spoken.
    pub marked_afterwards: bool,
    /// When it was caught.
    pub captured_at: Moment,
    /// When it last changed.
    pub changed_at: Moment,
}

#[derive(sqlx::FromRow)]
struct Row {
    whole: String,
    marked_afterwards: bool,
    captured_at: Moment,
    changed_at: Moment,
}

impl TryFrom<Row> for Stored {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            it: serde_json::from_str(&row.whole)?,
            marked_afterwards: row.marked_afterwards,
            captured_at: row.captured_at,
            changed_at: row.changed_at,
        })
    }
}

fn all_stored(rows: Vec<Row>) -> Result<Vec<Stored>> {
    rows.into_iter().map(Stored::try_from).collect()
}

/// Stores a promise just caught.
pub async fn insert(tx: &mut Tx, it: &Commitment, marked_afterwards: bool, now: Moment) -> Result<()> {
    sql("insert into commitment
         (id, inquiry, question, kind, stage, outcome, version, lead, doer, co, mark_at, marked_afterwards, said_on,
          first_due, provisional, due_now, done_on, notice_ends_on, step, step_due, whole, captured_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, null, false, null, null, null, null, null, $14,
                 $15, $15)")
    .bind(it.id.as_str())
    .bind(it.inquiry.as_str())
    .bind(it.question.as_ref().map(QuestionId::as_str))
    .bind(it.kind.word())
    .bind(it.stage.word())
    .bind(it.outcome.word())
    .bind(it.version)
    .bind(it.parties.lead.as_ref().map(DepartmentId::as_str))
    .bind(it.parties.doer.as_ref().map(DepartmentId::as_str))
    .bind(helpers(it))
    .bind(it.mark_at)
    .bind(marked_afterwards)
    .bind(it.said_on.to_string())
    .bind(serde_json::to_string(it)?)
    .bind(now)
    .run(tx)
    .await
    .map(drop)
}

/// Saves a promise over the version before it; `Stale` when another version is there.
pub async fn save(tx: &mut Tx, it: &Commitment, now: Moment) -> Result<()> {
    let saved = sql("update commitment set kind = $1, stage = $2, outcome = $3, version = $4, lead = $5, doer = $6,
                co = $7, first_due = $8, provisional = $9, due_now = $10, done_on = $11, notice_ends_on = $12,
                step = $13, step_due = $14, whole = $15, changed_at = $16
         where id = $17 and version = $18")
    .bind(it.kind.word())
    .bind(it.stage.word())
    .bind(it.outcome.word())
    .bind(it.version)
    .bind(it.parties.lead.as_ref().map(DepartmentId::as_str))
    .bind(it.parties.doer.as_ref().map(DepartmentId::as_str))
    .bind(helpers(it))
    .bind(it.due.as_ref().map(|due| due.first.to_string()))
    .bind(it.due.as_ref().is_some_and(|due| due.provisional))
    .bind(Commitment::due_now(it).map(|due| due.to_string()))
    .bind(it.reported_on.or(it.closed_on).map(|on| on.to_string()))
    .bind(it.notice_ends_on.map(|on| on.to_string()))
    .bind(it.step.map(|step| step.step.word()))
    .bind(it.step.map(|step| step.due.to_string()))
    .bind(serde_json::to_string(it)?)
    .bind(now)
    .bind(it.id.as_str())
    .bind(it.version - 1)
    .run(tx)
    .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Departments that help or hand on, each between commas, so that one can be found.
fn helpers(it: &Commitment) -> String {
    let helpers = it.parties.co.iter().chain(&it.parties.via);
    helpers.fold(String::from(","), |text, id| text + id.as_str() + ",")
}

/// One promise.
pub async fn get(tx: &mut Tx, id: &CommitmentId) -> Result<Option<Stored>> {
    let row: Option<Row> =
        sql("select whole, marked_afterwards, captured_at, changed_at from commitment where id = $1")
            .bind(id.as_str())
            .maybe(tx)
            .await?;
    row.map(Stored::try_from).transpose()
}

/// What is wanted of the book. Empty texts want all.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of this inquiry.
    pub inquiry: Option<InquiryId>,
    /// Owed or done by this department.
    pub department: Option<DepartmentId>,
    /// In these stages.
    pub stages: Vec<Stage>,
    /// Late, or not late, against the first date.
    pub late: Option<bool>,
    /// Before this id, in the order from the newest to the oldest.
    pub before: String,
    /// How many.
    pub limit: usize,
}

/// What day it is in each programme's time zone.
pub type Todays = [(ProgrammeId, Date)];

fn todays_rows(todays: &Todays) -> Rows {
    Rows::of(todays.iter().map(|(programme, today)| json!([programme, today.to_string()])))
}

/// Whether a promise is late, as SQL: against the first date; a report that stands or the end stops the count.
macro_rules! is_late {
    () => {
        "(commitment.kind in ('promise', 'stance') and commitment.stage not in ('captured', 'void')
          and commitment.first_due is not null and commitment.first_due < coalesce(commitment.done_on, day.today))"
    };
}

/// Whether the public may read of a promise by now, as SQL; the stage is told apart from that.
macro_rules! is_released {
    () => {
        "not exists (select commitment from promise_delay
                     where promise_delay.commitment = commitment.id and promise_delay.released_at is null)"
    };
}

/// A page of the book, the newest first.
pub async fn page(tx: &mut Tx, wanted: &Wanted, todays: &Todays) -> Result<Vec<Stored>> {
    let stages: Vec<String> = wanted.stages.iter().map(|stage| stage.word()).collect();
    let rows = sql(concat!(
        "select whole, marked_afterwards, captured_at, changed_at
         from commitment join inquiry on inquiry.id = commitment.inquiry
         join (select value->>0 as programme, value->>1 as today from jsonb_each($1)) day on day.programme = inquiry.programme
         where ($2 = '' or commitment.inquiry = $2) and ($3 = '' or commitment.lead = $3 or commitment.doer = $3)
           and commitment.stage in (select value->>0 from jsonb_each($4))
           and ($5 = '' or ($5 = 'late') = ",
        is_late!(),
        ")
           and ($6 = '' or commitment.id < $6) and ",
        is_released!(),
        " order by commitment.id desc limit $7"
    ))
    .bind(todays_rows(todays))
    .bind(wanted.inquiry.as_ref().map_or("", InquiryId::as_str))
    .bind(wanted.department.as_ref().map_or("", DepartmentId::as_str))
    .bind(Rows::of_texts(stages.iter().map(String::as_str)))
    .bind(wanted.late.map_or("", |late| if late { "late" } else { "not" }))
    .bind(&wanted.before)
    .bind(wanted.limit)
    .all(tx)
    .await?;
    all_stored(rows)
}

/// How many promises stand where, for the sentence over the book.
pub async fn standings(tx: &mut Tx, wanted: &Wanted, todays: &Todays) -> Result<Vec<Standing>> {
    sql(concat!(
        "select kind, stage, outcome, dated, due, late, count(*) as n from (
             select commitment.kind, commitment.stage, commitment.outcome, commitment.first_due is not null as dated,
                    coalesce(commitment.first_due <= day.today, false) as due, ",
        is_late!(),
        "           as late
             from commitment join inquiry on inquiry.id = commitment.inquiry
             join (select value->>0 as programme, value->>1 as today from jsonb_each($1)) day
               on day.programme = inquiry.programme
             where ($2 = '' or commitment.inquiry = $2) and ($3 = '' or commitment.lead = $3 or commitment.doer = $3)
               and ",
        is_released!(),
        " ) standing group by kind, stage, outcome, dated, due, late order by kind, stage, outcome, dated, due, late"
    ))
    .bind(todays_rows(todays))
    .bind(wanted.inquiry.as_ref().map_or("", InquiryId::as_str))
    .bind(wanted.department.as_ref().map_or("", DepartmentId::as_str))
    .all(tx)
    .await
}

/// Every promise of an inquiry, the oldest first.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Stored>> {
    let rows = sql("select whole, marked_afterwards, captured_at, changed_at from commitment
         where inquiry = $1 order by id")
    .bind(inquiry.as_str())
    .all(tx)
    .await?;
    all_stored(rows)
}

/// The how many-th promise of its inquiry this is, in the order in which they were caught: none is ever taken away.
pub async fn rank(tx: &mut Tx, inquiry: &InquiryId, id: &CommitmentId) -> Result<i64> {
    let (n,): (i64,) = sql("select count(*) from commitment where inquiry = $1 and id <= $2")
        .bind(inquiry.as_str())
        .bind(id.as_str())
        .one(tx)
        .await?;
    Ok(n)
}

/// The promises that answer a question, the oldest first.
pub async fn of_question(tx: &mut Tx, question: &QuestionId) -> Result<Vec<Stored>> {
    let rows = sql("select whole, marked_afterwards, captured_at, changed_at from commitment
         where question = $1 order by id")
    .bind(question.as_str())
    .all(tx)
    .await?;
    all_stored(rows)
}

/// The promises in which a department has any part, not at an end, what is due first first.
pub async fn open_of_department(tx: &mut Tx, department: &DepartmentId, limit: usize) -> Result<Vec<Stored>> {
    let rows = sql("select whole, marked_afterwards, captured_at, changed_at from commitment
         where stage not in ('captured', 'confirmed', 'closed', 'void')
           and (lead = $1 or doer = $1 or co like '%,' || $1 || ',%')
         order by coalesce(due_now, '9999'), id limit $2")
    .bind(department.as_str())
    .bind(limit)
    .all(tx)
    .await?;
    all_stored(rows)
}

/// The promises in these stages, what the office has to do first first.
pub async fn in_stages(tx: &mut Tx, stages: &[Stage], limit: usize) -> Result<Vec<Stored>> {
    let stages: Vec<String> = stages.iter().map(|stage| stage.word()).collect();
    let rows = sql("select whole, marked_afterwards, captured_at, changed_at from commitment
         where stage in (select value->>0 from jsonb_each($1))
         order by coalesce(step_due, due_now, '9999'), id limit $2")
    .bind(Rows::of_texts(stages.iter().map(String::as_str)))
    .bind(limit)
    .all(tx)
    .await?;
    all_stored(rows)
}

/// The promises whose first date waits for a notice on working days.
pub async fn provisional(tx: &mut Tx) -> Result<Vec<Stored>> {
    let rows = sql("select whole, marked_afterwards, captured_at, changed_at from commitment
         where provisional order by id")
    .all(tx)
    .await?;
    all_stored(rows)
}

/// Marks a moment of the recording.
pub async fn insert_mark(tx: &mut Tx, id: &str, inquiry: &InquiryId, person: &str, at: Moment) -> Result<()> {
    sql("insert into mark (id, inquiry, person, at) values ($1, $2, $3, $4)")
        .bind(id)
        .bind(inquiry.as_str())
        .bind(person)
        .bind(at)
        .run(tx)
        .await
        .map(drop)
}

/// The moment of a mark of this inquiry.
pub async fn mark(tx: &mut Tx, id: &str, inquiry: &InquiryId) -> Result<Option<Moment>> {
    let found: Option<(Moment,)> =
        sql("select at from mark where id = $1 and inquiry = $2").bind(id).bind(inquiry.as_str()).maybe(tx).await?;
    Ok(found.map(|(at,)| at))
}

/// The latest marks of an inquiry, the latest first: id and moment.
pub async fn latest_marks(tx: &mut Tx, inquiry: &InquiryId, limit: usize) -> Result<Vec<(String, Moment)>> {
    sql("select id, at from mark where inquiry = $1 order by at desc, id desc limit $2")
        .bind(inquiry.as_str())
        .bind(limit)
        .all(tx)
        .await
}

/// The latest promises of an inquiry, the latest first.
pub async fn latest(tx: &mut Tx, inquiry: &InquiryId, limit: usize) -> Result<Vec<Stored>> {
    let rows = sql("select whole, marked_afterwards, captured_at, changed_at from commitment
         where inquiry = $1 order by id desc limit $2")
    .bind(inquiry.as_str())
    .bind(limit)
    .all(tx)
    .await?;
    all_stored(rows)
}

/// The columns of a promise that SQL counts over, to be held against its whole.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Columns {
    /// Where it is.
    pub stage: Stage,
    /// Its version.
    pub version: i64,
    /// The first date.
    pub first_due: Option<Day>,
}

/// What SQL counts a promise as.
pub async fn columns(tx: &mut Tx, id: &CommitmentId) -> Result<Columns> {
    sql("select stage, version, first_due from commitment where id = $1").bind(id.as_str()).one(tx).await
}
