//! 有人因此为难我: trouble that is made for an asker. One supervisor has it, and the asker reads what was done.

use super::{
    day::Day,
    id::{InquiryId, PersonId, QuestionId},
    moment::Moment,
    refusal::Refusal,
};

/// How long the answer to the asker may be, in Unicode scalars.
pub const ANSWER_CHARS: std::ops::RangeInclusive<usize> = 5..=1000;

/// What one asker reported once.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Harassment {
    /// Its id.
    pub id: String,
    /// Because of which question.
    pub question: QuestionId,
    /// Of which inquiry.
    pub inquiry: InquiryId,
    /// In the asker's words. Restricted to who supervises.
    pub text: String,
    /// When it was reported.
    pub at: Moment,
    /// The working day by which a supervisor has taken it up.
    pub due_on: Day,
    /// Who has it.
    pub taken_by: Option<PersonId>,
    /// Since when.
    pub taken_at: Option<Moment>,
    /// What was done, as its asker reads it.
    pub done_note: Option<String>,
    /// Who said so.
    pub answered_by: Option<PersonId>,
    /// When.
    pub answered_at: Option<Moment>,
    /// Rises by one with each change.
    pub version: i64,
}

impl Harassment {
    /// An asker reports it.
    pub fn reported(question: QuestionId, inquiry: InquiryId, text: String, due_on: Day, now: Moment) -> Harassment {
        Harassment {
            id: uuid::Uuid::now_v7().to_string(),
            question,
            inquiry,
            text,
            at: now,
            due_on,
            taken_by: None,
            taken_at: None,
            done_note: None,
            answered_by: None,
            answered_at: None,
            version: 1,
        }
    }

    /// Refuses a writer who saw another version.
    pub fn must_be(&self, seen: i64) -> Result<(), Refusal> {
        if self.version == seen { Ok(()) } else { Err(Refusal::Stale) }
    }

    /// A supervisor takes it, or takes it over from a colleague who cannot go on with it.
    pub fn take(&self, by: &PersonId, now: Moment) -> Result<Harassment, Refusal> {
        if self.answered_at.is_some() {
            return Err(Refusal::WrongState);
        }
        if self.taken_by.as_ref() == Some(by) {
            return Ok(self.clone());
        }
        Ok(Harassment { taken_by: Some(by.clone()), taken_at: Some(now), version: self.version + 1, ..self.clone() })
    }

    /// Whoever has it tells the asker what was done; only then is it over.
    pub fn answer(&self, by: &PersonId, done: String, now: Moment) -> Result<Harassment, Refusal> {
        if self.answered_at.is_some() || self.taken_by.is_none() {
            return Err(Refusal::WrongState);
        }
        if self.taken_by.as_ref() != Some(by) {
            return Err(Refusal::TakenByAnother);
        }
        Ok(Harassment {
            done_note: Some(done),
            answered_by: Some(by.clone()),
            answered_at: Some(now),
            version: self.version + 1,
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn reported() -> Harassment {
        let due = Day::from(date(2026, 9, 28));
        Harassment::reported("q".into(), "i".into(), "有人上门让我撤回".into(), due, Moment(1))
    }

    #[test]
    fn whoever_has_it_answers_and_a_colleague_may_take_it_over() {
        let (one, other) = (PersonId::from("a"), PersonId::from("b"));
        let done = || "已约谈物业经理".to_owned();
        assert_eq!(reported().answer(&one, done(), Moment(2)), Err(Refusal::WrongState), "nobody has it");
        let taken = reported().take(&one, Moment(2)).expect("it is open");
        assert_eq!(taken.take(&one, Moment(3)), Ok(taken.clone()), "taking it again changes nothing");
        assert_eq!(taken.answer(&other, done(), Moment(3)), Err(Refusal::TakenByAnother));

        let over = taken.take(&other, Moment(4)).expect("a colleague goes on with it");
        let answered = over.answer(&other, done(), Moment(5)).expect("they have it");

        assert_eq!((answered.version, answered.answered_at), (4, Some(Moment(5))));
        assert_eq!(answered.take(&one, Moment(6)), Err(Refusal::WrongState));
        assert_eq!(answered.answer(&other, done(), Moment(6)), Err(Refusal::WrongState));
    }
}
