//! The shelf of air texts: one a question.

use super::{Result, Tx, rows::Rows, sql};
use crate::domain::{
    air_text::AirText,
    id::{InquiryId, PersonId, QuestionId},
};

/// The air text of a question, if one was written.
pub async fn of(tx: &mut Tx, question: &QuestionId) -> Result<Option<AirText>> {
    sql("select * from air_text where question = $1").bind(question.as_str()).maybe(tx).await
}

/// The air texts of several questions, in the order of their ids.
pub async fn several(tx: &mut Tx, questions: &[QuestionId]) -> Result<Vec<AirText>> {
    sql("select * from air_text where question in (select value->>0 from jsonb_each($1)) order by question")
        .bind(Rows::of_texts(questions.iter().map(QuestionId::as_str)))
        .all(tx)
        .await
}

/// Every air text of an inquiry, in the order of their questions' ids.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<AirText>> {
    sql("select air_text.* from air_text join question on question.id = air_text.question
         where question.inquiry = $1 order by air_text.question")
    .bind(inquiry.as_str())
    .all(tx)
    .await
}

/// Stores an air text in place of the one before. The question's version guards it.
pub async fn save(tx: &mut Tx, air: &AirText) -> Result<()> {
    sql("insert into air_text
         (question, text, written_by, written_at, approved_by, approved_at, alone, countersigned_by, countersigned_at,
          correction, correction_by, correction_at, corrected_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         on conflict (question) do update set text = excluded.text, written_by = excluded.written_by,
                written_at = excluded.written_at, approved_by = excluded.approved_by, approved_at = excluded.approved_at,
                alone = excluded.alone, countersigned_by = excluded.countersigned_by,
                countersigned_at = excluded.countersigned_at, correction = excluded.correction,
                correction_by = excluded.correction_by, correction_at = excluded.correction_at,
                corrected_at = excluded.corrected_at")
    .bind(air.question.as_str())
    .bind(&air.text)
    .bind(air.written_by.as_str())
    .bind(air.written_at)
    .bind(air.approved_by.as_ref().map(PersonId::as_str))
    .bind(air.approved_at)
    .bind(&air.alone)
    .bind(air.countersigned_by.as_ref().map(PersonId::as_str))
    .bind(air.countersigned_at)
    .bind(&air.correction)
    .bind(air.correction_by.as_ref().map(PersonId::as_str))
    .bind(air.correction_at)
    .bind(air.corrected_at)
    .run(tx)
    .await
    .map(drop)
}
