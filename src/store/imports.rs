//! The shelf of imports: files of other systems, their sealed rows, and what is wrong with which row.

use serde_json::{Value, json};

use super::{Error, Result, Tx, rows::Rows, sql};
use crate::domain::{
    id::{ImportId, InquiryId},
    moment::Moment,
};

/// A file on its way in.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// Into which inquiry.
    pub inquiry: InquiryId,
    /// What the other system is called, e.g. `hotline`.
    pub source: String,
    /// The file's name.
    pub file_name: String,
    /// Who brought it, or started it last; empty for the house's crew.
    pub person: String,
    /// The names of its columns, as JSON.
    pub header: String,
    /// Which column is what, as JSON.
    pub mapping: String,
    /// `checked`, `running` or `done`.
    pub state: String,
    /// How many rows it has.
    pub total: i64,
    /// How many of them can be stored.
    pub good: i64,
    /// How many have been gone through.
    pub done: i64,
    /// How many became questions.
    pub stored: i64,
    /// How many were there already.
    pub repeated: i64,
    /// How many could not be stored.
    pub failed: i64,
    /// Rises by one with each change that somebody made.
    pub version: i64,
    /// When it came.
    pub created_at: Moment,
    /// When it changed last.
    pub changed_at: Moment,
}

impl Import {
    /// What replay needs of it. What counts on the way is told when it is done.
    pub fn after(&self) -> Value {
        let counts = (self.state == "done").then(|| json!([self.total, self.stored, self.repeated, self.failed]));
        json!({ "state": self.state, "version": self.version, "counts": counts })
    }
}

/// Something about a row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Issue {
    /// The row, as a spreadsheet counts.
    pub line_no: i64,
    /// Which part of the question.
    pub field: String,
    /// What: `too_short`, `too_long`, `repeated`, ...
    pub code: String,
    /// The row that it repeats.
    pub of_line: Option<i64>,
    /// Whether the row is not stored for it.
    pub stops: bool,
}

/// Stores an import.
pub async fn insert(tx: &mut Tx, it: &Import) -> Result<()> {
    sql("insert into import (id, inquiry, source, file_name, person, header, mapping, state, total, good, done, stored, repeated,
            failed, version, created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)")
    .bind(it.id.as_str())
    .bind(it.inquiry.as_str())
    .bind(&it.source)
    .bind(&it.file_name)
    .bind(&it.person)
    .bind(&it.header)
    .bind(&it.mapping)
    .bind(&it.state)
    .bind(it.total)
    .bind(it.good)
    .bind(it.done)
    .bind(it.stored)
    .bind(it.repeated)
    .bind(it.failed)
    .bind(it.version)
    .bind(it.created_at)
    .bind(it.changed_at)
    .run(tx)
    .await
    .map(drop)
}

/// One import.
pub async fn get(tx: &mut Tx, id: &ImportId) -> Result<Option<Import>> {
    sql("select * from import where id = $1").bind(id.as_str()).maybe(tx).await
}

/// The imports of an inquiry, the latest first.
pub async fn of(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Import>> {
    sql("select * from import where inquiry = $1 order by created_at desc, id").bind(inquiry.as_str()).all(tx).await
}

/// Every import that somebody started and that is not done.
pub async fn running(tx: &mut Tx) -> Result<Vec<Import>> {
    sql("select * from import where state = 'running' order by changed_at, id").all(tx).await
}

/// Saves what somebody changed over the version before it; `Stale` when another version is there.
pub async fn save(tx: &mut Tx, it: &Import) -> Result<()> {
    let saved = sql(
        "update import set source = $1, mapping = $2, state = $3, good = $4, person = $5, version = $6, changed_at = $7
         where id = $8 and version = $9",
    )
    .bind(&it.source)
    .bind(&it.mapping)
    .bind(&it.state)
    .bind(it.good)
    .bind(&it.person)
    .bind(it.version)
    .bind(it.changed_at)
    .bind(it.id.as_str())
    .bind(it.version - 1)
    .run(tx)
    .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Counts a part that was gone through, unless another process counted it first: then false.
pub async fn count(tx: &mut Tx, it: &Import, gone_through: i64, at: Moment) -> Result<bool> {
    let counted = sql("update import set done = $1, stored = $2, repeated = $3, failed = $4, changed_at = $5
         where id = $6 and done = $7 and state = 'running'")
    .bind(it.done + gone_through)
    .bind(it.stored)
    .bind(it.repeated)
    .bind(it.failed)
    .bind(at)
    .bind(it.id.as_str())
    .bind(it.done)
    .run(tx)
    .await?;
    Ok(counted == 1)
}

/// Keeps a part of the rows, sealed.
pub async fn keep_part(tx: &mut Tx, id: &ImportId, part: usize, sealed: &str) -> Result<()> {
    sql("insert into import_part (import, part, sealed) values ($1, $2, $3)")
        .bind(id.as_str())
        .bind(part)
        .bind(sealed)
        .run(tx)
        .await
        .map(drop)
}

/// One sealed part, if there is one.
pub async fn part(tx: &mut Tx, id: &ImportId, part: usize) -> Result<Option<String>> {
    let found: Option<(String,)> = sql("select sealed from import_part where import = $1 and part = $2")
        .bind(id.as_str())
        .bind(part)
        .maybe(tx)
        .await?;
    Ok(found.map(|(sealed,)| sealed))
}

/// Throws the rows away.
pub async fn drop_parts(tx: &mut Tx, id: &ImportId) -> Result<()> {
    sql("delete from import_part where import = $1").bind(id.as_str()).run(tx).await.map(drop)
}

/// Replaces what is said about the rows.
pub async fn say(tx: &mut Tx, id: &ImportId, issues: &[Issue]) -> Result<()> {
    sql("delete from import_issue where import = $1").bind(id.as_str()).run(tx).await?;
    let rows = issues
        .iter()
        .enumerate()
        .map(|(place, it)| json!([place, it.line_no, it.field, it.code, it.of_line, i64::from(it.stops)]));
    sql("insert into import_issue (import, place, line_no, field, code, of_line, stops)
         select $1, cast(value->>0 as bigint), cast(value->>1 as bigint), value->>2, value->>3,
                cast(value->>4 as bigint), cast(value->>5 as bigint) = 1
         from jsonb_each($2)")
    .bind(id.as_str())
    .bind(Rows::of(rows))
    .run(tx)
    .await
    .map(drop)
}

/// What is said about the rows, those that stop a row first, then in the order of the file.
pub async fn issues(tx: &mut Tx, id: &ImportId, limit: usize) -> Result<Vec<Issue>> {
    sql("select line_no, field, code, of_line, stops from import_issue where import = $1
         order by case when stops then 0 else 1 end, place limit $2")
    .bind(id.as_str())
    .bind(limit)
    .all(tx)
    .await
}

/// How many things are said about rows, and how many of them stop one.
pub async fn issue_counts(tx: &mut Tx, id: &ImportId) -> Result<(i64, i64)> {
    sql("select count(*), coalesce(sum(case when stops then 1 else 0 end), 0) from import_issue where import = $1")
        .bind(id.as_str())
        .one(tx)
        .await
}

/// Which of these numbers of a source are questions of the inquiry already.
pub async fn known(tx: &mut Tx, inquiry: &InquiryId, source: &str, ids: &[&str]) -> Result<Vec<String>> {
    let found: Vec<(String,)> = sql("select source_id from question
         where inquiry = $1 and source = $2 and source_id in (select value->>0 from jsonb_each($3))")
    .bind(inquiry.as_str())
    .bind(source)
    .bind(Rows::of_texts(ids.iter().copied()))
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}
