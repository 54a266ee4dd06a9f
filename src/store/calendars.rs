//! The working-day calendar: the notices that came with the house, and those brought in later.

use std::sync::LazyLock;

use super::{Result, Tx, sql};
use crate::domain::{
    id::PersonId,
    moment::Moment,
    workday::{Calendar, Notice},
};

static PUBLISHED: LazyLock<Calendar> = LazyLock::new(Calendar::published);

#[derive(sqlx::FromRow)]
struct Row {
    text: String,
}

/// The calendar as it is known now.
pub async fn calendar(tx: &mut Tx) -> Result<Calendar> {
    let later: Vec<Row> = sql("select text from calendar_notice order by id").all(tx).await?;
    let later = later.iter().filter_map(|row| Notice::read(&row.text).ok());
    Ok(later.fold(PUBLISHED.clone(), |calendar, notice| calendar.with(&notice)))
}

/// Keeps a notice.
pub async fn insert(tx: &mut Tx, year: i16, text: &str, person: &PersonId, at: Moment) -> Result<()> {
    sql("insert into calendar_notice (id, year, text, person, at) values ($1, $2, $3, $4, $5)")
        .bind(uuid::Uuid::now_v7().to_string())
        .bind(i64::from(year))
        .bind(text)
        .bind(person.as_str())
        .bind(at)
        .run(tx)
        .await
        .map(drop)
}
