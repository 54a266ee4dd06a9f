//! Requests for flat numbers, each with what its asker gave to that very request, sealed.

use super::{Error, Result, Tx, sql};
use crate::domain::{
    flat::FlatRequest,
    id::{DepartmentId, InquiryId, QuestionId},
};

/// Stores a request.
pub async fn insert(tx: &mut Tx, it: &FlatRequest) -> Result<()> {
    sql("insert into flat_request (id, question, inquiry, department, asked_by, reason, asked_at, state, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(&it.id)
    .bind(it.question.as_str())
    .bind(it.inquiry.as_str())
    .bind(it.department.as_str())
    .bind(it.asked_by.as_str())
    .bind(&it.reason)
    .bind(it.asked_at)
    .bind(it.state.word())
    .bind(it.version)
    .run(tx)
    .await
    .map(drop)
}

/// Saves an asker's answer over the version before it, with the sealed number that goes with a yes; none with a no.
pub async fn save(tx: &mut Tx, it: &FlatRequest, flat_sealed: Option<&str>) -> Result<()> {
    let saved = sql("update flat_request set state = $1, answered_at = $2, flat_sealed = $3, version = $4
         where id = $5 and version = $6")
    .bind(it.state.word())
    .bind(it.answered_at)
    .bind(flat_sealed)
    .bind(it.version)
    .bind(&it.id)
    .bind(it.version - 1)
    .run(tx)
    .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// One request.
pub async fn get(tx: &mut Tx, id: &str) -> Result<Option<FlatRequest>> {
    sql("select * from flat_request where id = $1").bind(id).maybe(tx).await
}

/// What was asked about a question, the first one first.
pub async fn of(tx: &mut Tx, question: &QuestionId) -> Result<Vec<FlatRequest>> {
    sql("select * from flat_request where question = $1 order by id").bind(question.as_str()).all(tx).await
}

/// What one department asked about a question, the first one first.
pub async fn of_department(tx: &mut Tx, question: &QuestionId, department: &DepartmentId) -> Result<Vec<FlatRequest>> {
    sql("select * from flat_request where question = $1 and department = $2 order by id")
        .bind(question.as_str())
        .bind(department.as_str())
        .all(tx)
        .await
}

/// What the asker gave to a request, sealed.
pub async fn sealed(tx: &mut Tx, id: &str) -> Result<Option<String>> {
    let (sealed,): (Option<String>,) =
        sql("select flat_sealed from flat_request where id = $1").bind(id).one(tx).await?;
    Ok(sealed)
}

/// Whether the asker's flat number is kept with any request of a question.
pub async fn is_any_given(tx: &mut Tx, question: &QuestionId) -> Result<bool> {
    let (n,): (i64,) = sql("select count(*) from flat_request where question = $1 and flat_sealed is not null")
        .bind(question.as_str())
        .one(tx)
        .await?;
    Ok(n > 0)
}

/// Empties what was given to the requests of a question.
pub async fn erase(tx: &mut Tx, question: &QuestionId) -> Result<()> {
    sql("update flat_request set flat_sealed = null where question = $1")
        .bind(question.as_str())
        .run(tx)
        .await
        .map(drop)
}

/// Every request of an inquiry, to be held against the record.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<FlatRequest>> {
    sql("select * from flat_request where inquiry = $1 order by id").bind(inquiry.as_str()).all(tx).await
}
