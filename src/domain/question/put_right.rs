//! What was contested with good reason: its public words are put right, or it is public no more.

use super::{Question, State};
use crate::domain::{moment::Moment, refusal::Refusal};

impl Question {
    /// The question with other public words. What is in the running order must leave it first: its air text has the old
    /// ones.
    pub fn correct(&self, text: String, now: Moment) -> Result<Question, Refusal> {
        self.must_be_touchable()?;
        Ok(Question { public_text: Some(text), ..self.next(now) })
    }

    /// The question out of everybody's sight. What was answered stays answered, without its words.
    pub fn hide(&self, now: Moment) -> Result<Question, Refusal> {
        self.must_be_touchable()?;
        match self.state {
            State::Approved | State::Shortlisted => Ok(Question { state: State::ApprovedPrivate, ..self.next(now) }),
            _ => Ok(Question { public_text: None, ..self.next(now) }),
        }
    }

    fn must_be_touchable(&self) -> Result<(), Refusal> {
        match self.state {
            State::OnAir => Err(Refusal::AlreadyOnAir),
            State::Queued => Err(Refusal::WrongState),
            state if state.is_public() && self.public_text.is_some() => Ok(()),
            _ => Err(Refusal::WrongState),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::question, *};

    #[test]
    fn what_is_public_can_be_put_right_or_hidden_unless_it_is_in_the_show() {
        for &state in State::ALL {
            let before = Question { public_text: Some("王经理收了押金".into()), ..question(state) };
            let touchable = state.is_public() && !matches!(state, State::Queued | State::OnAir);

            let (right, hidden) = (before.correct("物业收了押金".into(), Moment(2)), before.hide(Moment(2)));

            assert_eq!((right.is_ok(), hidden.is_ok()), (touchable, touchable), "{state:?}");
            if let Ok(hidden) = hidden {
                assert!(!hidden.state.is_public() || hidden.public_text.is_none(), "{state:?}");
            }
        }
    }
}
