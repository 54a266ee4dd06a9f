//! 说的是我、内容不实: whoever is spoken of contests what is public; the desk answers within one working day, with a sentence.

use super::{
    day::Day,
    id::{InquiryId, PersonId, VisitorId},
    moment::Moment,
    refusal::Refusal,
    words::words,
};

words! {
    /// What somebody says about what is public.
    Claim {
        /// 说的是我.
        ItIsMe,
        /// 内容不实.
        Untrue,
    }
}

words! {
    /// What was contested.
    Contested {
        /// A public question.
        Question,
        /// A public promise.
        Commitment,
    }
}

words! {
    /// What the desk found.
    Ruling {
        /// 遮去: the public text shows the person no more.
        Masked,
        /// 更正: the public text is put right; beside a promise, whose words never change, the sentence stands.
        Corrected,
        /// 撤下: it is public no more.
        Removed,
        /// 不予采纳: it stays as it is.
        Declined,
    }
}

/// How long the reason and the sentence in answer may be, in Unicode scalars.
pub const WORDS_CHARS: std::ops::RangeInclusive<usize> = 5..=500;
/// How many working days the desk has.
pub const WORKING_DAYS: u16 = 1;

/// One contesting, and what came of it.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Contest {
    /// Its id.
    pub id: String,
    /// In which inquiry.
    pub inquiry: InquiryId,
    /// What was contested.
    pub contested: Contested,
    /// Which.
    pub subject: String,
    /// What is said.
    pub claim: Claim,
    /// Why. Restricted: whoever is spoken of says who they are.
    pub text: String,
    /// The device.
    pub visitor: VisitorId,
    /// When it came.
    pub asked_at: Moment,
    /// By which day it is answered.
    pub due_on: Day,
    /// What was found.
    pub ruling: Option<Ruling>,
    /// The sentence, as whoever contested reads it; beside a promise everybody does.
    pub answer: Option<String>,
    /// Who answered.
    pub answered_by: Option<PersonId>,
    /// When.
    pub answered_at: Option<Moment>,
    /// Rises by one with each change.
    pub version: i64,
}

impl Contest {
    /// Whether it waits.
    pub fn is_open(&self) -> bool {
        self.ruling.is_none()
    }

    /// Answers it, once. A confirmed promise is never changed or taken away: a correction stands beside it.
    pub fn answer(&self, ruling: Ruling, sentence: String, by: &PersonId, now: Moment) -> Result<Contest, Refusal> {
        let touches_words = matches!(ruling, Ruling::Masked | Ruling::Removed);
        if !self.is_open() || (self.contested == Contested::Commitment && touches_words) {
            return Err(Refusal::WrongState);
        }
        Ok(Contest {
            ruling: Some(ruling),
            answer: Some(sentence),
            answered_by: Some(by.clone()),
            answered_at: Some(now),
            version: self.version + 1,
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contest(contested: Contested) -> Contest {
        Contest {
            id: "c".into(),
            inquiry: InquiryId::from("i"),
            contested,
            subject: "q".into(),
            claim: Claim::ItIsMe,
            text: "那位经理就是我，我没有收钱".into(),
            visitor: VisitorId::from("v"),
            asked_at: Moment(1),
            due_on: Day::from(jiff::civil::date(2026, 11, 26)),
            ruling: None,
            answer: None,
            answered_by: None,
            answered_at: None,
            version: 1,
        }
    }

    #[test]
    fn it_is_answered_once_and_with_a_sentence() {
        let by = PersonId::from("a");
        let open = contest(Contested::Question);

        let over = open.answer(Ruling::Masked, "已遮去姓氏。".into(), &by, Moment(5)).expect("it waits");

        assert_eq!((over.ruling, over.version, over.answered_by.as_ref()), (Some(Ruling::Masked), 2, Some(&by)));
        assert_eq!(over.answer(Ruling::Declined, "再答一次。".into(), &by, Moment(6)), Err(Refusal::WrongState));
    }

    #[test]
    fn the_words_of_a_promise_stand_whatever_is_found() {
        let by = PersonId::from("a");
        for &ruling in Ruling::ALL {
            let answered = contest(Contested::Commitment).answer(ruling, "看过录像。".into(), &by, Moment(5));
            assert_eq!(answered.is_ok(), matches!(ruling, Ruling::Corrected | Ruling::Declined), "{ruling:?}");
        }
    }
}
