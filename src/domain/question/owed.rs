//! A question after the show: who owes it by when, what the department may read of it, and its written answer.

use super::{Outcome, Question, State};
use crate::domain::{day::Day, id::DepartmentId, moment::Moment, refusal::Refusal};

/// Who owes a question, and by when.
#[derive(Clone, Debug, PartialEq)]
pub struct Owed {
    /// The department that owes the answer.
    pub department: DepartmentId,
    /// By this day.
    pub due_on: Day,
    /// 交办文, where it is written anew; else what was written before, else the public text.
    pub order_text: Option<String>,
}

impl Question {
    /// Whether somebody must still be found who owes it by a day, before the inquiry may leave the handing over.
    pub fn lacks_owner(&self) -> bool {
        self.needs_owner() && (self.owner_department.is_none() || self.due_on.is_none())
    }

    /// Whether it is not at an end: neither refused, taken back, passed on for good, under another one, nor answered.
    pub fn needs_owner(&self) -> bool {
        use State::*;
        match self.state {
            Rejected | RejectedFinal | Withdrawn | Transferred | Merged | Closed | AnsweredWritten => false,
            AnsweredLive => self.outcome != Some(Outcome::Answered),
            Submitted | NeedsInfo | Appealed | Approved | ApprovedPrivate | Later | Referred | Shortlisted | Queued
            | OnAir | AwaitingWritten => true,
        }
    }

    /// 交办: a department owes it by a day. What was judged waits for a written answer from now on; what was not yet read,
    /// or was handed on, keeps its state and has an owner beside it.
    ///
    /// What was not public does not become so: its public text moves into the order.
    pub fn hand_over(&self, owed: &Owed, now: Moment) -> Result<Question, Refusal> {
        use State::*;
        if !self.needs_owner() || self.state == OnAir {
            return Err(Refusal::WrongState);
        }
        if self.uncalled {
            return Err(Refusal::CallBackFirst);
        }
        let mut next = self.next(now);
        next.owner_department = Some(owed.department.clone());
        next.due_on = Some(owed.due_on.clone());
        let order_text = owed.order_text.clone().or(next.order_text).or(next.public_text.clone());
        // A department must not learn which school the child goes to, whoever wrote the order.
        next.order_text = if self.minor { order_text.map(|text| self.cover(&text)) } else { order_text };
        if !matches!(self.state, Submitted | NeedsInfo | Appealed | Referred) {
            if next.order_text.is_none() {
                return Err(Refusal::OrderTextRequired);
            }
            if !self.state.is_public() {
                next.public_text = None;
            }
            next.state = AwaitingWritten;
        }
        Ok(next)
    }

    /// 退单: the department that owes it gives its order back, and owes it until the office has decided.
    pub fn give_back(&self, by: &DepartmentId, now: Moment) -> Result<Question, Refusal> {
        if self.owner_department.as_ref() != Some(by) {
            return Err(Refusal::NotAllowed);
        }
        if self.state != State::AwaitingWritten {
            return Err(Refusal::WrongState);
        }
        Ok(self.next(now))
    }

    /// 书面答复: the department that owes it has answered; somebody of the office reads it before it counts.
    pub fn answer_in_writing(&self, by: &DepartmentId, now: Moment) -> Result<Question, Refusal> {
        if self.owner_department.as_ref() != Some(by) {
            return Err(Refusal::NotAllowed);
        }
        if self.state != State::AwaitingWritten {
            return Err(Refusal::WrongState);
        }
        Ok(Question { state: State::AnsweredWritten, ..self.next(now) })
    }

    /// The written answer was read: it ends the question, or goes back to be written anew by the same day.
    pub fn review_answer(&self, good: bool, now: Moment) -> Result<Question, Refusal> {
        if self.state != State::AnsweredWritten {
            return Err(Refusal::WrongState);
        }
        let state = if good { State::Closed } else { State::AwaitingWritten };
        Ok(Question { state, ..self.next(now) })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{super::tests::question, *};

    fn owed(text: Option<&str>) -> Owed {
        let due_on = Day::from(date(2026, 10, 9));
        Owed { department: DepartmentId::from("d"), due_on, order_text: text.map(str::to_owned) }
    }

    #[test]
    fn what_is_at_an_end_needs_no_owner_and_everything_else_does() {
        for &state in State::ALL {
            let question = question(state);
            let ended = state.is_ended() || matches!(state, State::Merged | State::AnsweredWritten);
            assert_eq!(question.needs_owner(), !ended, "{state:?}");
            assert_eq!(question.lacks_owner(), !ended, "{state:?}");
        }
        let answered = Question { outcome: Some(Outcome::Answered), ..question(State::AnsweredLive) };
        let evaded = Question { outcome: Some(Outcome::Evaded), ..question(State::AnsweredLive) };
        assert!(!answered.lacks_owner() && evaded.lacks_owner());
    }

    #[test]
    fn after_the_handing_over_nothing_lacks_an_owner() {
        for &state in State::ALL.iter().filter(|&&state| state != State::OnAir) {
            let before = question(state);
            match before.hand_over(&owed(Some("某小区电梯停用")), Moment(5)) {
                Ok(after) => assert!(before.lacks_owner() && !after.lacks_owner() && after.version == 2, "{state:?}"),
                Err(refusal) => assert!(refusal == Refusal::WrongState && !before.lacks_owner(), "{state:?}"),
            }
        }
    }

    #[test]
    fn a_department_reads_the_order_which_is_the_public_text_unless_one_was_written() {
        let public = Question { public_text: Some("电梯何时修好？".into()), ..question(State::Approved) };

        let after = public.hand_over(&owed(None), Moment(5)).expect("it has a text");
        assert_eq!(after.order_text, public.public_text);
        assert_eq!(question(State::Later).hand_over(&owed(None), Moment(5)), Err(Refusal::OrderTextRequired));
    }

    #[test]
    fn nothing_is_handed_over_before_its_asker_was_called_back() {
        let waiting = Question { uncalled: true, ..question(State::Later) };

        assert_eq!(waiting.hand_over(&owed(Some("某小区电梯停用")), Moment(5)), Err(Refusal::CallBackFirst));
        let called = waiting.called_back(Moment(5)).expect("it waits for it");
        assert!(called.hand_over(&owed(Some("某小区电梯停用")), Moment(6)).is_ok());
    }

    #[test]
    fn what_was_not_public_does_not_become_so_by_being_handed_over() {
        let private = Question { public_text: Some("写过的公开文".into()), ..question(State::ApprovedPrivate) };

        let after = private.hand_over(&owed(None), Moment(5)).expect("it has a text");

        assert_eq!((after.public_text, after.order_text.as_deref()), (None, Some("写过的公开文")));
    }

    #[test]
    fn of_a_child_no_department_reads_the_school() {
        let child = question(State::ApprovedPrivate).of_minor();

        let owed = owed(Some("望河第二小学三年级二班的孩子反映校门口太挤"));
        let handed = child.hand_over(&owed, Moment(5)).expect("it has a text");

        assert_eq!(handed.order_text.as_deref(), Some("***的孩子反映校门口太挤"));
    }

    #[test]
    fn only_the_department_that_owes_it_answers_and_a_returned_answer_keeps_its_day() {
        let waiting = question(State::Later).hand_over(&owed(Some("某小区电梯停用")), Moment(5)).expect("it can be");
        let other = DepartmentId::from("other");
        assert_eq!(waiting.answer_in_writing(&other, Moment(6)), Err(Refusal::NotAllowed));

        let answered = waiting.answer_in_writing(&DepartmentId::from("d"), Moment(6)).expect("it owes it");
        let back = answered.review_answer(false, Moment(7)).expect("it can be returned");
        assert_eq!((back.state, &back.due_on), (State::AwaitingWritten, &waiting.due_on));
        assert_eq!(answered.review_answer(true, Moment(7)).map(|it| it.state), Ok(State::Closed));
        assert_eq!(waiting.review_answer(true, Moment(7)), Err(Refusal::WrongState));
    }
}
