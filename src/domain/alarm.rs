//! 急件: danger to life, gas, violence, threats. It rings until one person takes it, and is open until they say what was done.

use serde::Serialize;

use super::{
    id::{InquiryId, PersonId, QuestionId},
    moment::Moment,
    refusal::Refusal,
    words::words,
};

words! {
    /// To whom an urgent matter was passed.
    PassedTo {
        /// 110.
        Police,
        /// 119.
        Fire,
        /// 120.
        Medical,
        /// 燃气公司.
        Gas,
        /// 值班室: the office on duty.
        Duty,
        /// Somebody else, as the sentence says.
        Other,
    }
}

/// How long the sentence about what was done may be, in Unicode scalars.
pub const DONE_CHARS: std::ops::RangeInclusive<usize> = 4..=500;

/// One ringing about one question.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Alarm {
    /// Its id.
    pub id: String,
    /// About which question.
    pub question: QuestionId,
    /// Of which inquiry.
    pub inquiry: InquiryId,
    /// Who rang it.
    pub rung_by: Option<PersonId>,
    /// When.
    pub rung_at: Moment,
    /// Who took it.
    pub taken_by: Option<PersonId>,
    /// When.
    pub taken_at: Option<Moment>,
    /// To whom it was passed.
    pub passed_to: Option<PassedTo>,
    /// What was done, in a sentence among the staff.
    pub done: Option<String>,
    /// Who said so.
    pub ended_by: Option<PersonId>,
    /// When it was over.
    pub ended_at: Option<Moment>,
    /// Whether it was rung by mistake and taken back before anybody took it.
    pub was_mistaken: bool,
    /// Rises by one with each change.
    pub version: i64,
}

/// How many ring and how many are being seen to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, sqlx::FromRow, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct AlarmCounts {
    /// Nobody has taken them.
    pub waiting: i64,
    /// Somebody has, and has not said what was done.
    pub taken: i64,
    /// Since when the oldest of those that wait has rung, in milliseconds UTC.
    pub oldest: Option<i64>,
}

impl Alarm {
    /// A question rings.
    pub fn rung(question: QuestionId, inquiry: InquiryId, by: Option<PersonId>, now: Moment) -> Alarm {
        Alarm {
            id: uuid::Uuid::now_v7().to_string(),
            question,
            inquiry,
            rung_by: by,
            rung_at: now,
            taken_by: None,
            taken_at: None,
            passed_to: None,
            done: None,
            ended_by: None,
            ended_at: None,
            was_mistaken: false,
            version: 1,
        }
    }

    /// One person takes it: the first wins, and may look again.
    pub fn take(&self, by: &PersonId, now: Moment) -> Result<Alarm, Refusal> {
        match &self.taken_by {
            _ if self.ended_at.is_some() => Err(Refusal::WrongState),
            Some(one) if one == by => Ok(self.clone()),
            Some(_) => Err(Refusal::AlarmTaken),
            None => {
                Ok(Alarm { taken_by: Some(by.clone()), taken_at: Some(now), version: self.version + 1, ..self.clone() })
            }
        }
    }

    /// Whoever took it says to whom it was passed and what was done; only then is it over.
    pub fn end(&self, by: &PersonId, passed_to: PassedTo, done: String, now: Moment) -> Result<Alarm, Refusal> {
        match &self.taken_by {
            _ if self.ended_at.is_some() => Err(Refusal::WrongState),
            None => Err(Refusal::AlarmWaiting),
            Some(one) if one != by => Err(Refusal::AlarmTaken),
            Some(_) => Ok(Alarm {
                passed_to: Some(passed_to),
                done: Some(done),
                ended_by: Some(by.clone()),
                ended_at: Some(now),
                version: self.version + 1,
                ..self.clone()
            }),
        }
    }

    /// It was rung by mistake: it can be taken back while nobody has taken it.
    pub fn take_back(&self, by: Option<PersonId>, now: Moment) -> Result<Alarm, Refusal> {
        if self.taken_by.is_some() || self.ended_at.is_some() {
            return Err(Refusal::AlarmTaken);
        }
        let version = self.version + 1;
        Ok(Alarm { ended_by: by, ended_at: Some(now), was_mistaken: true, version, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alarm() -> Alarm {
        Alarm::rung(QuestionId::from("q"), InquiryId::from("i"), None, Moment(1))
    }

    #[test]
    fn the_first_who_takes_it_has_it_and_may_look_again() {
        let (one, other) = (PersonId::from("a"), PersonId::from("b"));
        let taken = alarm().take(&one, Moment(2)).expect("nobody has it");

        assert_eq!((taken.taken_by.as_ref(), taken.version), (Some(&one), 2));
        assert_eq!(taken.take(&other, Moment(3)), Err(Refusal::AlarmTaken));
        assert_eq!(taken.take(&one, Moment(3)), Ok(taken.clone()));
    }

    #[test]
    fn it_is_over_only_when_whoever_took_it_says_what_was_done() {
        let (one, other) = (PersonId::from("a"), PersonId::from("b"));
        let end = |alarm: &Alarm, by| alarm.end(by, PassedTo::Fire, "已报119，消防已出发".into(), Moment(4));
        assert_eq!(end(&alarm(), &one), Err(Refusal::AlarmWaiting));
        let taken = alarm().take(&one, Moment(2)).expect("nobody has it");
        assert_eq!(end(&taken, &other), Err(Refusal::AlarmTaken));

        let over = end(&taken, &one).expect("they took it");

        assert_eq!((over.passed_to, over.ended_at), (Some(PassedTo::Fire), Some(Moment(4))));
        assert_eq!(end(&over, &one), Err(Refusal::WrongState));
        assert_eq!(over.take(&other, Moment(5)), Err(Refusal::WrongState));
    }

    #[test]
    fn what_somebody_has_taken_is_no_mistake_any_more() {
        let taken = alarm().take(&PersonId::from("a"), Moment(2)).expect("nobody has it");

        assert!(alarm().take_back(None, Moment(2)).expect("nobody has it").was_mistaken);
        assert_eq!(taken.take_back(None, Moment(3)), Err(Refusal::AlarmTaken));
    }
}
