//! What was done with a promise, line by line: public and internal texts apart, and devices that agreed.

use std::collections::BTreeMap;

use super::{Result, Tx, sql};
use crate::domain::{
    book::PublicRecord,
    commitment::{CommitmentOutcome, Stage},
    day::Day,
    id::{CommitmentId, DepartmentId, InquiryId, PersonId, VisitorId},
    moment::Moment,
};

/// A line as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Of which promise.
    pub commitment: CommitmentId,
    /// Its version afterwards.
    pub version: i64,
    /// When.
    pub at: Moment,
    /// The same as a day, in the programme's zone.
    pub on_day: Day,
    /// `supervisor`, `department`, `verifier`, `visitor`, `scribe` or `house`.
    pub part: &'static str,
    /// Who of the staff.
    pub person: Option<PersonId>,
    /// For which department.
    pub department: Option<DepartmentId>,
    /// What was done.
    pub action: String,
    /// Where it is afterwards.
    pub stage: Stage,
    /// As what it was judged.
    pub outcome: CommitmentOutcome,
    /// What all may read.
    pub public_text: Option<String>,
    /// What stays among supervisor and parties.
    pub internal_text: Option<String>,
}

/// Writes a line.
pub async fn insert(tx: &mut Tx, record: &Record) -> Result<()> {
    sql("insert into commitment_record
         (id, commitment, version, at, on_day, part, person, department, action, stage, outcome, public_text, internal_text)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
    .bind(uuid::Uuid::now_v7().to_string())
    .bind(record.commitment.as_str())
    .bind(record.version)
    .bind(record.at)
    .bind(record.on_day.as_str())
    .bind(record.part)
    .bind(record.person.as_ref().map(PersonId::as_str))
    .bind(record.department.as_ref().map(DepartmentId::as_str))
    .bind(&record.action)
    .bind(record.stage.word())
    .bind(record.outcome.word())
    .bind(&record.public_text)
    .bind(&record.internal_text)
    .run(tx)
    .await
    .map(drop)
}

/// The lines that everybody may read, the newest first: from the confirmation on, without clerks' names.
pub async fn public(tx: &mut Tx, commitment: &CommitmentId) -> Result<Vec<PublicRecord>> {
    sql("select on_day, part, department.name as department, action, stage as state, outcome, public_text as text
         from commitment_record left join department on department.id = commitment_record.department
         where commitment = $1 and stage not in ('captured', 'void')
         order by commitment_record.version desc, commitment_record.id desc")
    .bind(commitment.as_str())
    .all(tx)
    .await
}

/// On which day each promise of an inquiry was last taken up by its department.
pub async fn accepted(tx: &mut Tx, inquiry: &InquiryId) -> Result<BTreeMap<String, Day>> {
    let rows: Vec<(String, Day)> = sql("select commitment, max(on_day) from commitment_record
         join commitment on commitment.id = commitment_record.commitment
         where commitment.inquiry = $1 and action = 'accept' group by commitment")
    .bind(inquiry.as_str())
    .all(tx)
    .await?;
    Ok(rows.into_iter().collect())
}

/// A line as supervisor and parties read it.
#[derive(Clone, Debug, PartialEq, serde::Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct InnerRecord {
    /// When.
    pub at: Moment,
    /// On which day.
    pub on_day: Day,
    /// In which part.
    pub part: String,
    /// Who of the staff.
    pub person: Option<String>,
    /// For which department.
    pub department: Option<String>,
    /// What was done.
    pub action: String,
    /// Where it was afterwards.
    pub state: Stage,
    /// As what it was judged.
    pub outcome: CommitmentOutcome,
    /// What all may read.
    pub text: Option<String>,
    /// What stays among supervisor and parties.
    pub internal: Option<String>,
}

/// Every line with its internal text, the newest first.
pub async fn inner(tx: &mut Tx, commitment: &CommitmentId) -> Result<Vec<InnerRecord>> {
    sql("select at, on_day, part, person.name as person, department.name as department, action, stage as state, outcome,
                public_text as text, internal_text as internal
         from commitment_record left join department on department.id = commitment_record.department
         left join person on person.id = commitment_record.person
         where commitment = $1 order by commitment_record.version desc, commitment_record.id desc")
    .bind(commitment.as_str())
    .all(tx)
    .await
}

/// Notes that a device agrees with what was found at this version; false when it did so before.
pub async fn agree(
    tx: &mut Tx,
    commitment: &CommitmentId,
    visitor: &VisitorId,
    version: i64,
    at: Moment,
) -> Result<bool> {
    let added = sql("insert into agreement (commitment, visitor, version, at) values ($1, $2, $3, $4)
         on conflict (commitment, visitor, version) do nothing")
    .bind(commitment.as_str())
    .bind(visitor.as_str())
    .bind(version)
    .bind(at)
    .run(tx)
    .await?;
    Ok(added == 1)
}

/// Distinct devices that ever agreed with a finding on this promise.
pub async fn agreed(tx: &mut Tx, commitment: &CommitmentId) -> Result<i64> {
    let (n,): (i64,) = sql("select count(distinct visitor) from agreement where commitment = $1")
        .bind(commitment.as_str())
        .one(tx)
        .await?;
    Ok(n)
}

/// Whether a device agreed since this version.
pub async fn agrees(tx: &mut Tx, commitment: &CommitmentId, visitor: &VisitorId) -> Result<bool> {
    let (n,): (i64,) = sql("select count(*) from agreement where commitment = $1 and visitor = $2")
        .bind(commitment.as_str())
        .bind(visitor.as_str())
        .one(tx)
        .await?;
    Ok(n > 0)
}
