//! A question's way through the show: into the running order, on air, off again, or out of it for good.

use super::{Outcome, Question, State, Visibility};
use crate::domain::{moment::Moment, reason::Reason, refusal::Refusal};

impl Question {
    /// The question in the running order. What only the Congress may read is never put there.
    pub fn queue(&self, now: Moment) -> Result<Question, Refusal> {
        if !matches!(self.state, State::Approved | State::Shortlisted) {
            return Err(Refusal::WrongState);
        }
        if self.urgent {
            return Err(Refusal::Urgent);
        }
        if self.uncalled {
            return Err(Refusal::CallBackFirst);
        }
        self.text_to_publish()?;
        Ok(Question { state: State::Queued, ..self.next(now) })
    }

    /// The question out of the running order again, among those that were chosen.
    pub fn unqueue(&self, now: Moment) -> Result<Question, Refusal> {
        match self.state {
            State::Queued => Ok(Question { state: State::Shortlisted, ..self.next(now) }),
            _ => Err(Refusal::WrongState),
        }
    }

    /// The question with another air text, or with its air text approved: one version on.
    pub fn with_air(&self, now: Moment) -> Result<Question, Refusal> {
        use State::*;
        match self.state {
            OnAir => Err(Refusal::AlreadyOnAir),
            Approved | Shortlisted | Queued | AnsweredLive | AwaitingWritten
                if self.visibility != Visibility::CongressOnly =>
            {
                Ok(self.next(now))
            }
            _ => Err(Refusal::WrongState),
        }
    }

    /// The question with its air text put right while the host may be reading it: one version on.
    pub fn with_correction(&self, now: Moment) -> Result<Question, Refusal> {
        match self.state {
            State::OnAir | State::Queued => Ok(self.next(now)),
            _ => Err(Refusal::WrongState),
        }
    }

    /// The question on air, for the first time or once more.
    pub fn go_on_air(&self, now: Moment) -> Result<Question, Refusal> {
        use State::*;
        match self.state {
            _ if self.urgent => Err(Refusal::Urgent),
            _ if self.uncalled => Err(Refusal::CallBackFirst),
            Queued | AnsweredLive | AwaitingWritten => Ok(Question { state: OnAir, outcome: None, ..self.next(now) }),
            OnAir => Err(Refusal::AlreadyOnAir),
            _ => Err(Refusal::WrongState),
        }
    }

    /// The question off air, with how it ended where somebody said so.
    pub fn come_off(&self, outcome: Option<Outcome>, now: Moment) -> Result<Question, Refusal> {
        if self.state != State::OnAir {
            return Err(Refusal::WrongState);
        }
        let state = match outcome {
            Some(Outcome::ToWriting) => State::AwaitingWritten,
            _ => State::AnsweredLive,
        };
        Ok(Question { state, outcome, ..self.next(now) })
    }

    /// The question out of the show and out of everybody's sight; it is dealt with afterwards.
    #[must_use]
    pub fn retract(&self, reason: Option<Reason>, now: Moment) -> Question {
        Question { state: State::Later, outcome: None, reason, ..self.next(now) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::question::tests::question as bare;

    fn question(state: State) -> Question {
        Question { public_text: Some("电梯何时修好？".into()), ..bare(state) }
    }

    #[test]
    fn only_what_is_published_or_chosen_enters_the_running_order() {
        for &state in State::ALL {
            let enters = matches!(state, State::Approved | State::Shortlisted);
            assert_eq!(question(state).queue(Moment(1)).is_ok(), enters, "{state:?}");
        }
        let private = Question { visibility: Visibility::CongressOnly, ..question(State::Shortlisted) };
        assert_eq!(private.queue(Moment(1)), Err(Refusal::AskerWantsItPrivate));
        let urgent = |state| Question { urgent: true, ..question(state) };
        assert_eq!(urgent(State::Shortlisted).queue(Moment(1)), Err(Refusal::Urgent));
        assert_eq!(urgent(State::Queued).go_on_air(Moment(1)), Err(Refusal::Urgent));
    }

    #[test]
    fn what_goes_to_writing_waits_for_the_written_answer() {
        let on_air = question(State::Queued).go_on_air(Moment(1)).expect("what is queued can be asked");

        let off = |outcome| on_air.come_off(outcome, Moment(2)).map(|off| off.state);

        assert_eq!(off(Some(Outcome::ToWriting)), Ok(State::AwaitingWritten));
        assert_eq!(off(Some(Outcome::Evaded)), Ok(State::AnsweredLive));
        assert_eq!(off(None), Ok(State::AnsweredLive));
        assert_eq!(on_air.go_on_air(Moment(2)), Err(Refusal::AlreadyOnAir));
    }

    #[test]
    fn what_is_retracted_is_dealt_with_later_and_no_longer_public() {
        let retracted = question(State::OnAir).retract(Some(Reason::Privacy), Moment(2));

        assert_eq!((retracted.state, retracted.state.is_public()), (State::Later, false));
        assert_eq!((retracted.version, retracted.outcome), (2, None));
    }

    #[test]
    fn an_air_text_does_not_change_while_it_is_on_air() {
        assert_eq!(question(State::OnAir).with_air(Moment(1)), Err(Refusal::AlreadyOnAir));
        assert_eq!(question(State::Submitted).with_air(Moment(1)), Err(Refusal::WrongState));
        assert!(question(State::Queued).with_air(Moment(1)).is_ok());
    }
}
