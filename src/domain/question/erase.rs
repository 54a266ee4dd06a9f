//! Erasing: who an asker is, or everything that they wrote. What was done and why stays, as a record that names nobody.

use super::{Question, State};
use crate::domain::{moment::Moment, refusal::Refusal};

impl Question {
    /// Name and contact are gone; nothing else changed.
    #[must_use]
    pub fn without_contact(&self, now: Moment) -> Question {
        self.next(now)
    }

    /// Everything that its asker wrote is gone, and the question is taken back where it can be. Words that the staff wrote
    /// of it and that were shown on air stay: they are the show's. What is in the running order must leave it first.
    pub fn without_words(&self, now: Moment) -> Result<Question, Refusal> {
        let kept = match self.state {
            State::OnAir => return Err(Refusal::AlreadyOnAir),
            State::Queued => return Err(Refusal::WrongState),
            state if state.is_withdrawable() => self.withdraw(now)?,
            _ => self.next(now),
        };
        Ok(Question {
            public_text: kept.public_text.filter(|_| kept.state.is_public()),
            title: None,
            original: String::new(),
            place: None,
            completion: None,
            appeal: None,
            signed_by: None,
            signed_text: None,
            ..kept
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::question, *};

    #[test]
    fn nothing_that_an_asker_wrote_is_left_and_what_was_answered_stays_answered() {
        for &state in State::ALL {
            let words = || Some("写过的话".to_owned());
            let before = Question {
                title: words(),
                place: words(),
                completion: words(),
                appeal: words(),
                signed_text: words(),
                public_text: words(),
                ..question(state)
            };

            let erased = before.without_words(Moment(2));

            if let Some(refusal) = match state {
                State::OnAir => Some(Refusal::AlreadyOnAir),
                State::Queued => Some(Refusal::WrongState),
                _ => None,
            } {
                assert_eq!(erased, Err(refusal));
                continue;
            }
            let after = erased.expect("it can be erased");
            assert_eq!(after.original, "");
            let left = [&after.title, &after.place, &after.completion, &after.appeal, &after.signed_text];
            assert!(left.into_iter().all(Option::is_none), "{state:?}");
            let is_taken_back = state.is_withdrawable();
            assert_eq!(after.state, if is_taken_back { State::Withdrawn } else { state });
            assert_eq!(after.public_text.is_some(), state.is_public() && !is_taken_back, "{state:?}");
            assert_eq!(after.version, 2);
        }
    }
}
