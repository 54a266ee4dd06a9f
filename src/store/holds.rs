//! 领取: a moderator's lease on a question, which runs out by itself.

use super::{Result, Tx, sql};
use crate::domain::{
    id::{InquiryId, PersonId, QuestionId},
    moment::Moment,
};

/// How long a hold lasts, in milliseconds.
pub const LASTS_MS: i64 = 20_000;

/// Who holds a question, and until when.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Hold {
    /// The question.
    pub question: QuestionId,
    /// Who holds it.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Until when.
    pub until_at: Moment,
}

/// Takes or renews a hold, and says who holds the question now. `steal` takes it from whoever has it.
pub async fn take(tx: &mut Tx, question: &QuestionId, person: &PersonId, steal: bool, now: Moment) -> Result<Hold> {
    loop {
        sql("insert into hold (question, person, until_at) values ($1, $2, $3)
             on conflict (question) do update set person = excluded.person, until_at = excluded.until_at
             where hold.person = excluded.person or hold.until_at <= $4 or $5")
        .bind(question.as_str())
        .bind(person.as_str())
        .bind(now + LASTS_MS)
        .bind(now)
        .bind(steal)
        .run(tx)
        .await?;
        let held =
            sql("select hold.*, person.name from hold join person on person.id = hold.person where question = $1")
                .bind(question.as_str())
                .maybe(tx)
                .await?;
        // Whoever had it may have let go between the two.
        if let Some(held) = held {
            return Ok(held);
        }
    }
}

/// Lets go, if it is this person's.
pub async fn release(tx: &mut Tx, question: &QuestionId, person: &PersonId) -> Result<bool> {
    let gone = sql("delete from hold where question = $1 and person = $2")
        .bind(question.as_str())
        .bind(person.as_str())
        .run(tx)
        .await?;
    Ok(gone == 1)
}

/// The holds of an inquiry that have not run out.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId, now: Moment) -> Result<Vec<Hold>> {
    sql("select hold.*, person.name from hold
         join person on person.id = hold.person join question on question.id = hold.question
         where question.inquiry = $1 and hold.until_at > $2 order by hold.question")
    .bind(inquiry.as_str())
    .bind(now)
    .all(tx)
    .await
}

/// Who holds one question now, if anybody does.
pub async fn on(tx: &mut Tx, question: &QuestionId, now: Moment) -> Result<Option<Hold>> {
    sql("select hold.*, person.name from hold join person on person.id = hold.person where question = $1 and until_at > $2")
        .bind(question.as_str())
        .bind(now)
        .maybe(tx)
        .await
}
