//! Questions after the show: who lacks an owner and a day, and what a department owes.

use super::{Result, Tx, sql};
use crate::domain::{
    day::Day,
    id::{DepartmentId, InquiryId, QuestionId},
    question::{Question, State},
};

/// Whether a question is not at an end, as SQL; the same as `Question::needs_owner`.
macro_rules! needs_owner {
    () => {
        "(state in ('submitted', 'needs_info', 'appealed', 'approved', 'approved_private', 'later', 'referred',
                    'shortlisted', 'queued', 'on_air', 'awaiting_written')
          or state = 'answered_live' and (outcome is null or outcome <> 'answered'))"
    };
}

/// How many questions of an inquiry are not at an end and have no owner and day.
pub async fn unowned(tx: &mut Tx, inquiry: &InquiryId) -> Result<i64> {
    let (n,): (i64,) = sql(concat!(
        "select count(*) from question where inquiry = $1 and (owner_department is null or due_on is null) and ",
        needs_owner!()
    ))
    .bind(inquiry.as_str())
    .one(tx)
    .await?;
    Ok(n)
}

/// A page of the questions that are not at an end and have no owner and day, in the order in which they came.
pub async fn unowned_page(tx: &mut Tx, inquiry: &InquiryId, after: i64, limit: usize) -> Result<Vec<Question>> {
    sql(concat!(
        "select * from question where inquiry = $1 and number > $2 and (owner_department is null or due_on is null) and ",
        needs_owner!(),
        " order by number limit $3"
    ))
    .bind(inquiry.as_str())
    .bind(after)
    .bind(limit)
    .all(tx)
    .await
}

/// So many questions of a state.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Unowned {
    /// The state.
    pub state: State,
    /// How many.
    pub n: i64,
}

/// How many questions lack an owner and a day, by state.
pub async fn unowned_by_state(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Unowned>> {
    sql(concat!(
        "select state, count(*) as n from question
         where inquiry = $1 and (owner_department is null or due_on is null) and ",
        needs_owner!(),
        " group by state order by state"
    ))
    .bind(inquiry.as_str())
    .all(tx)
    .await
}

/// A question as the department that owes it may read it: the order alone.
#[derive(Clone, Debug, PartialEq, serde::Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Order {
    /// The question's id.
    pub id: QuestionId,
    /// The inquiry's name in addresses.
    pub inquiry: String,
    /// The inquiry's theme.
    pub theme: String,
    /// The question's number in its inquiry.
    pub number: i64,
    /// 交办文.
    pub order_text: String,
    /// The department that owes it.
    pub owner_department: DepartmentId,
    /// By which day.
    pub due_on: Day,
    /// Where it stands.
    pub state: State,
    /// Its version.
    pub version: i64,
}

/// Orders of questions, as SQL, with which and in what order.
macro_rules! orders {
    ($which:literal) => {
        concat!(
            "select question.id, inquiry.slug as inquiry, inquiry.theme, question.number, question.order_text,
                    question.owner_department, question.due_on, question.state, question.version
             from question join inquiry on inquiry.id = question.inquiry
             where owner_department is not null and order_text is not null and due_on is not null and ",
            $which
        )
    };
}

/// What a department owes in writing: what waits first, what is due first first.
pub async fn orders(tx: &mut Tx, department: &DepartmentId, limit: usize) -> Result<Vec<Order>> {
    sql(orders!(
        "owner_department = $1 and state in ('awaiting_written', 'answered_written', 'referred')
         order by case when state = 'answered_written' then 1 else 0 end, due_on, question.id limit $2"
    ))
    .bind(department.as_str())
    .bind(limit)
    .all(tx)
    .await
}

/// Every order of an inquiry, in the order of its questions.
pub async fn orders_of(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Order>> {
    sql(orders!("question.inquiry = $1 order by question.number")).bind(inquiry.as_str()).all(tx).await
}

/// One order, as the department that owes it may read it.
pub async fn order(tx: &mut Tx, question: &QuestionId) -> Result<Option<Order>> {
    sql(orders!("question.id = $1")).bind(question.as_str()).maybe(tx).await
}

/// The questions whose written answer waits to be read, the oldest date first.
pub async fn to_review(tx: &mut Tx, limit: usize) -> Result<Vec<Question>> {
    sql("select * from question where state = 'answered_written' order by due_on, id limit $1")
        .bind(limit)
        .all(tx)
        .await
}
