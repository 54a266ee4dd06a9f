//! The shelf of translations that people wrote beside originals.

use super::{Error, Result, Tx, sql};
use crate::domain::{
    id::{InquiryId, QuestionId},
    translation::Translation,
};

/// The translation of a question, if somebody wrote one.
pub async fn of(tx: &mut Tx, question: &QuestionId) -> Result<Option<Translation>> {
    sql("select * from translation where question = $1").bind(question.as_str()).maybe(tx).await
}

/// Those of an inquiry, for whoever holds the tables against the record.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Translation>> {
    sql("select * from translation where inquiry = $1 order by question").bind(inquiry.as_str()).all(tx).await
}

/// Saves one over the version before it; `Stale` when somebody was first.
pub async fn save(tx: &mut Tx, it: &Translation) -> Result<()> {
    let saved =
        sql("insert into translation (question, inquiry, text, by_person, at, version) values ($1, $2, $3, $4, $5, $6)
         on conflict (question) do update set text = excluded.text, by_person = excluded.by_person, at = excluded.at,
            version = excluded.version
         where translation.version = $7")
        .bind(it.question.as_str())
        .bind(it.inquiry.as_str())
        .bind(&it.text)
        .bind(it.by_person.as_str())
        .bind(it.at)
        .bind(it.version)
        .bind(it.version - 1)
        .run(tx)
        .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}
