//! Who opened whose contact or flat number, when and why.

use super::{Result, Tx, sql};
use crate::domain::{
    id::{InquiryId, PersonId, QuestionId},
    moment::Moment,
    words::words,
};

words! {
    /// What was opened.
    Revealed {
        /// Name and contact.
        Contact,
        /// The flat number, by a department to which its asker said yes.
        Flat,
        /// The address from which it was sent.
        Network,
    }
}

/// A contact was opened.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Reveal {
    /// Of which question.
    pub question: QuestionId,
    /// By whom.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they opened.
    pub what: Revealed,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// Notes that a contact is being opened.
pub async fn insert(
    tx: &mut Tx,
    question: &QuestionId,
    person: &PersonId,
    what: Revealed,
    reason: &str,
    at: Moment,
) -> Result<()> {
    sql("insert into reveal (id, question, person, what, reason, at) values ($1, $2, $3, $4, $5, $6)")
        .bind(uuid::Uuid::now_v7().to_string())
        .bind(question.as_str())
        .bind(person.as_str())
        .bind(what.word())
        .bind(reason)
        .bind(at)
        .run(tx)
        .await
        .map(drop)
}

/// Who opened the contact of a question, the first one first.
pub async fn of(tx: &mut Tx, question: &QuestionId) -> Result<Vec<Reveal>> {
    sql("select reveal.question, reveal.person, person.name, reveal.what, reveal.reason, reveal.at from reveal
         join person on person.id = reveal.person where question = $1 order by reveal.at, reveal.id")
    .bind(question.as_str())
    .all(tx)
    .await
}

/// Who opened contacts in an inquiry, the latest first.
pub async fn latest(tx: &mut Tx, inquiry: &InquiryId, limit: usize) -> Result<Vec<Reveal>> {
    sql("select reveal.question, reveal.person, person.name, reveal.what, reveal.reason, reveal.at from reveal
         join person on person.id = reveal.person join question on question.id = reveal.question
         where question.inquiry = $1 order by reveal.at desc, reveal.id desc limit $2")
    .bind(inquiry.as_str())
    .bind(limit)
    .all(tx)
    .await
}
