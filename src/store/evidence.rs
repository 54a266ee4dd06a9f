//! What is shown for a promise: pictures, from whom, and from when all may see them. The files are `media`'s.

use super::{Result, Tx, rows::Rows, sql};
use crate::domain::{
    book::PublicEvidence,
    day::Day,
    id::{CommitmentId, DepartmentId, EvidenceId, PersonId},
    moment::Moment,
};

/// A picture as stored.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Evidence {
    /// Its id.
    pub id: EvidenceId,
    /// Of which promise.
    pub commitment: CommitmentId,
    /// `department` or `verifier`.
    pub part: String,
    /// Who sent it in.
    pub person: PersonId,
    /// For which department.
    pub department: Option<DepartmentId>,
    /// `before`, `after` or `site`.
    pub side: String,
    /// What it shows.
    pub caption: Option<String>,
    /// When it was taken, as its sender says.
    pub taken_on: Option<Day>,
    /// SHA-256 of the file as it was sent in.
    pub sha256: String,
    /// In pixels.
    pub width: i64,
    /// In pixels.
    pub height: i64,
    /// Of the file that is kept.
    pub bytes: i64,
    /// When it was sent in.
    pub on_day: Day,
    /// The same as a moment.
    pub at: Moment,
    /// From when all may see it.
    pub shown_at: Option<Moment>,
}

/// Stores what is known of a picture.
pub async fn insert(tx: &mut Tx, it: &Evidence) -> Result<()> {
    sql("insert into evidence
         (id, commitment, part, person, department, side, caption, taken_on, sha256, width, height, bytes, on_day, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
    .bind(it.id.as_str())
    .bind(it.commitment.as_str())
    .bind(&it.part)
    .bind(it.person.as_str())
    .bind(it.department.as_ref().map(DepartmentId::as_str))
    .bind(&it.side)
    .bind(&it.caption)
    .bind(it.taken_on.as_ref().map(Day::as_str))
    .bind(&it.sha256)
    .bind(it.width)
    .bind(it.height)
    .bind(it.bytes)
    .bind(it.on_day.as_str())
    .bind(it.at)
    .run(tx)
    .await
    .map(drop)
}

/// One picture.
pub async fn get(tx: &mut Tx, id: &EvidenceId) -> Result<Option<Evidence>> {
    sql("select * from evidence where id = $1").bind(id.as_str()).maybe(tx).await
}

/// Every picture of a promise, the oldest first.
pub async fn of(tx: &mut Tx, commitment: &CommitmentId) -> Result<Vec<Evidence>> {
    sql("select * from evidence where commitment = $1 order by id").bind(commitment.as_str()).all(tx).await
}

/// The pictures of a promise that all may see, the oldest first.
pub async fn public(tx: &mut Tx, commitment: &CommitmentId) -> Result<Vec<PublicEvidence>> {
    sql("select id, side, caption, taken_on, part, on_day, width, height, sha256 from evidence
         where commitment = $1 and shown_at is not null order by id")
    .bind(commitment.as_str())
    .all(tx)
    .await
}

/// From now on all may see these pictures.
pub async fn show(tx: &mut Tx, ids: &[EvidenceId], at: Moment) -> Result<()> {
    sql("update evidence set shown_at = $1 where shown_at is null and id in (select value->>0 from jsonb_each($2))")
        .bind(at)
        .bind(Rows::of_texts(ids.iter().map(EvidenceId::as_str)))
        .run(tx)
        .await
        .map(drop)
}

/// From now on all may see what this verifier sent in for the promise.
pub async fn show_of_verifier(tx: &mut Tx, commitment: &CommitmentId, person: &PersonId, at: Moment) -> Result<()> {
    sql("update evidence set shown_at = $1
         where shown_at is null and commitment = $2 and person = $3 and part = 'verifier'")
    .bind(at)
    .bind(commitment.as_str())
    .bind(person.as_str())
    .run(tx)
    .await
    .map(drop)
}

/// The same file was sent in before, for another promise: the oldest such.
pub async fn same_file(tx: &mut Tx, sha256: &str, not_of: &CommitmentId) -> Result<Option<CommitmentId>> {
    let found: Option<(CommitmentId,)> =
        sql("select commitment from evidence where sha256 = $1 and commitment <> $2 order by id limit 1")
            .bind(sha256)
            .bind(not_of.as_str())
            .maybe(tx)
            .await?;
    Ok(found.map(|(id,)| id))
}
