//! A question's path at the desk: decided, merged, asked about, judged anew, taken back, undone.

use serde::{Deserialize, Serialize};

use super::{Action, Question, State, Visibility};
use crate::domain::{
    id::{DepartmentId, PersonId, QuestionId},
    moment::Moment,
    pair::Pair,
    reason::Reason,
    refusal::Refusal,
    words::words,
};

/// What a moderator wants done.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// The deed.
    pub action: Action,
    /// The reason code; needed to reject.
    pub reason: Option<Reason>,
    /// The public text; needed to approve where there is none yet.
    pub public_text: Option<String>,
    /// To whom it is referred or transferred, or whom it asks.
    pub department: Option<DepartmentId>,
}

impl Question {
    /// The question as it stands after `wish`, one version on; or why that cannot be.
    pub fn decide(&self, wish: &Wish, now: Moment) -> Result<Question, Refusal> {
        if !self.state.is_open_to_decision() {
            return Err(Refusal::WrongState);
        }
        if self.urgent && matches!(wish.action, Action::Approve | Action::Shortlist) {
            return Err(Refusal::Urgent);
        }
        let leaves_the_house =
            matches!(wish.action, Action::Approve | Action::Shortlist | Action::Refer | Action::Transfer);
        if self.uncalled && leaves_the_house {
            return Err(Refusal::CallBackFirst);
        }
        let mut next = self.next(now);
        if let Some(text) = &wish.public_text {
            next.public_text = Some(text.clone());
        }
        next.reason = wish.reason;
        // Whatever is decided, the lead need not decide it any more.
        next.for_lead = false;
        // Whatever is decided, nobody has to sign any more what somebody else would have published.
        (next.signed_by, next.signed_text) = (None, None);
        if let Some(department) = &wish.department {
            next.department = Some(department.clone());
        }
        match wish.action {
            Action::Approve => {
                next.text_to_publish()?;
                next.state = State::Approved;
            }
            Action::Shortlist => {
                next.text_to_publish()?;
                next.state = State::Shortlisted;
            }
            Action::Reject => {
                wish.reason.ok_or(Refusal::ReasonRequired)?;
                next.state = State::Rejected;
            }
            Action::ApprovePrivate => next.state = State::ApprovedPrivate,
            Action::AskMore => next.state = State::NeedsInfo,
            Action::Later => next.state = State::Later,
            Action::Refer => next.state = State::Referred,
            Action::Transfer => next.state = State::Transferred,
            Action::Urgent => {
                next.urgent = true;
                next.leave_the_public();
            }
            Action::AskLead => next.for_lead = true,
            Action::Name => {
                next.named = true;
                next.leave_the_public();
            }
        }
        Ok(next)
    }

    /// What everybody could read of it until now, nobody reads any more.
    fn leave_the_public(&mut self) {
        if self.state.is_public() {
            self.state = State::ApprovedPrivate;
        }
    }

    /// The question after somebody said what was done about its alarm.
    #[must_use]
    pub fn calm(&self, now: Moment) -> Question {
        Question { urgent: false, ..self.next(now) }
    }

    /// 已回电核实: its asker was called and stands by it.
    pub fn called_back(&self, now: Moment) -> Result<Question, Refusal> {
        if !self.uncalled {
            return Err(Refusal::WrongState);
        }
        Ok(Question { uncalled: false, ..self.next(now) })
    }

    /// Publishing needs a public text, and the asker's leave to be public at all.
    pub(super) fn text_to_publish(&self) -> Result<(), Refusal> {
        if self.minor {
            return Err(Refusal::OfMinor);
        }
        if self.visibility == Visibility::CongressOnly {
            return Err(Refusal::AskerWantsItPrivate);
        }
        self.public_text.as_ref().map(|_| ()).ok_or(Refusal::PublicTextRequired)
    }

    /// Puts it under another question of the same inquiry, where its seconds count from now on.
    pub fn merge(&self, into: &Question, now: Moment) -> Result<Question, Refusal> {
        let apart = self.id != into.id && self.inquiry == into.inquiry;
        let standing = !into.state.is_ended() && into.state != State::Merged;
        if !apart || !standing || !self.state.is_open_to_decision() {
            return Err(Refusal::WrongState);
        }
        let mut next = self.next(now);
        next.state = State::Merged;
        next.merged_into = Some(into.id.clone());
        next.reason = Some(Reason::Duplicate);
        Ok(next)
    }

    /// Takes it out again, into the state that it had before.
    pub fn unmerge(&self, before: State, now: Moment) -> Result<Question, Refusal> {
        if self.state != State::Merged {
            return Err(Refusal::WrongState);
        }
        let mut next = self.next(now);
        next.state = before;
        next.merged_into = None;
        next.reason = None;
        Ok(next)
    }

    /// The asker adds what was asked for; it goes back to the queue.
    pub fn complete(&self, text: &str, now: Moment) -> Result<Question, Refusal> {
        if self.state != State::NeedsInfo {
            return Err(Refusal::WrongState);
        }
        let mut next = self.next(now);
        next.completion = Some(text.to_owned());
        next.state = State::Submitted;
        Ok(next)
    }

    /// The asker wants another person's look at a refusal: once.
    pub fn ask_another_look(&self, text: &str, now: Moment) -> Result<Question, Refusal> {
        if self.state != State::Rejected || self.appeal.is_some() {
            return Err(Refusal::WrongState);
        }
        let mut next = self.next(now);
        next.appeal = Some(text.to_owned());
        next.state = State::Appealed;
        Ok(next)
    }

    /// Another person answers the appeal: upheld for good, or back among the waiting.
    pub fn judge_appeal(
        &self,
        verdict: Verdict,
        first: &PersonId,
        judge: &PersonId,
        now: Moment,
    ) -> Result<Question, Refusal> {
        if self.state != State::Appealed {
            return Err(Refusal::WrongState);
        }
        Pair::Appeal.countersign(&[first], judge)?;
        let mut next = self.next(now);
        next.state = match verdict {
            Verdict::Uphold => State::RejectedFinal,
            Verdict::Overturn => State::Submitted,
        };
        if verdict == Verdict::Overturn {
            next.reason = None;
        }
        Ok(next)
    }

    /// The asker takes it back.
    pub fn withdraw(&self, now: Moment) -> Result<Question, Refusal> {
        if !self.state.is_withdrawable() {
            return Err(Refusal::WrongState);
        }
        let mut next = self.next(now);
        next.state = State::Withdrawn;
        next.merged_into = None;
        Ok(next)
    }

    /// Puts back what a decision changed.
    pub fn undo(&self, before: &Before, now: Moment) -> Question {
        let mut next = self.next(now);
        next.state = before.state;
        next.urgent = before.urgent;
        next.for_lead = before.for_lead;
        next.named = before.named;
        next.signed_by = before.signed_by.clone();
        next.signed_text = before.signed_text.clone();
        next.department = before.department.clone();
        next.public_text = before.public_text.clone();
        next.merged_into = before.merged_into.clone();
        next.reason = before.reason;
        next
    }

    /// What a decision is about to change, kept so that it can be undone.
    pub fn before(&self) -> Before {
        Before {
            state: self.state,
            urgent: self.urgent,
            for_lead: self.for_lead,
            named: self.named,
            signed_by: self.signed_by.clone(),
            signed_text: self.signed_text.clone(),
            department: self.department.clone(),
            public_text: self.public_text.clone(),
            merged_into: self.merged_into.clone(),
            reason: self.reason,
        }
    }
}

words! {
    /// What another person finds about a refusal.
    Verdict {
        /// It stands, for good.
        Uphold,
        /// It goes back among the waiting.
        Overturn,
    }
}

/// The part of a question that a decision may change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Before {
    /// State.
    pub state: State,
    /// Urgency.
    pub urgent: bool,
    /// Left to the lead.
    pub for_lead: bool,
    /// Accusing a recognisable person.
    #[serde(default)]
    pub named: bool,
    /// Who stood for words that waited for a second signature.
    #[serde(default)]
    pub signed_by: Option<PersonId>,
    /// Those words.
    #[serde(default)]
    pub signed_text: Option<String>,
    /// Whom it asks.
    pub department: Option<DepartmentId>,
    /// Public text.
    pub public_text: Option<String>,
    /// The question that it was under.
    pub merged_into: Option<QuestionId>,
    /// Reason code.
    pub reason: Option<Reason>,
}

#[cfg(test)]
mod tests {
    use super::{super::tests::question, *};

    fn wish(action: Action) -> Wish {
        Wish {
            action, reason: Some(Reason::Vague), public_text: Some("电梯何时修好？".into()), department: None
        }
    }

    #[test]
    fn every_decision_is_open_or_closed_by_state() {
        for &state in State::ALL {
            for &action in Action::ALL {
                let decided = question(state).decide(&wish(action), Moment(5));
                assert_eq!(decided.is_ok(), state.is_open_to_decision(), "{action:?} on {state:?}");
                if let Ok(next) = decided {
                    assert_eq!(next.version, 2);
                }
            }
        }
    }

    #[test]
    fn a_refusal_needs_a_reason_and_a_publication_a_text() {
        let bare = |action| Wish { action, reason: None, public_text: None, department: None };

        assert_eq!(question(State::Submitted).decide(&bare(Action::Reject), Moment(1)), Err(Refusal::ReasonRequired));
        assert_eq!(
            question(State::Submitted).decide(&bare(Action::Approve), Moment(1)),
            Err(Refusal::PublicTextRequired)
        );
    }

    #[test]
    fn what_a_child_sent_is_neither_published_nor_asked() {
        let child = Question { public_text: Some("校门口太挤".into()), ..question(State::Submitted) }.of_minor();
        assert_eq!(child.visibility, Visibility::CongressOnly);

        for action in [Action::Approve, Action::Shortlist] {
            let wish = Wish { action, reason: None, public_text: None, department: None };
            assert_eq!(child.decide(&wish, Moment(1)), Err(Refusal::OfMinor), "{action:?}");
        }
        let queued = Question { state: State::Shortlisted, ..child };
        assert_eq!(queued.queue(Moment(1)), Err(Refusal::OfMinor));
    }

    #[test]
    fn before_somebody_called_back_nothing_leaves_the_house() {
        let waiting = Question { uncalled: true, ..question(State::Submitted) };
        for &action in Action::ALL {
            let leaves = matches!(action, Action::Approve | Action::Shortlist | Action::Refer | Action::Transfer);
            let decided = waiting.decide(&wish(action), Moment(2));
            assert_eq!(decided.as_ref().err() == Some(&Refusal::CallBackFirst), leaves, "{action:?}");
            let called = waiting.called_back(Moment(2)).expect("it waits for it");
            assert!(called.decide(&wish(action), Moment(3)).is_ok(), "{action:?}");
            assert_eq!(called.called_back(Moment(3)), Err(Refusal::WrongState), "once");
        }
        let chosen = Question { public_text: Some("何时修好？".into()), state: State::Shortlisted, ..waiting };
        assert_eq!(chosen.queue(Moment(2)), Err(Refusal::CallBackFirst));
        let queued = Question { state: State::Queued, ..chosen };
        assert_eq!(queued.go_on_air(Moment(2)), Err(Refusal::CallBackFirst));
    }

    #[test]
    fn what_was_sent_to_the_congress_only_is_never_published() {
        let mut private = question(State::Submitted);
        private.visibility = Visibility::CongressOnly;

        assert_eq!(private.decide(&wish(Action::Approve), Moment(1)), Err(Refusal::AskerWantsItPrivate));
    }

    #[test]
    fn what_is_urgent_is_not_public_until_it_was_seen_to() {
        for &state in State::ALL.iter().filter(|state| state.is_open_to_decision()) {
            let urgent = question(state).decide(&wish(Action::Urgent), Moment(2)).expect("it is open to decision");
            assert!(urgent.urgent && !urgent.state.is_public(), "{state:?}");
            for action in [Action::Approve, Action::Shortlist] {
                assert_eq!(urgent.decide(&wish(action), Moment(3)), Err(Refusal::Urgent), "{state:?}");
                let calm = urgent.calm(Moment(3)).decide(&wish(action), Moment(4));
                assert_eq!(calm.map(|it| it.state.is_public()), Ok(true), "{state:?}");
            }
            assert!(urgent.decide(&wish(Action::Later), Moment(3)).is_ok());
        }
    }

    #[test]
    fn an_appeal_is_heard_once_and_by_another_person() {
        let refused = question(State::Rejected);
        let appealed = refused.ask_another_look("看错了", Moment(1)).expect("a refusal can be appealed");
        let (first, other) = (PersonId::from("a"), PersonId::from("b"));

        assert_eq!(appealed.judge_appeal(Verdict::Uphold, &first, &first, Moment(2)), Err(Refusal::SamePerson));
        let back = appealed.judge_appeal(Verdict::Overturn, &first, &other, Moment(2)).expect("another person may");
        assert_eq!(back.state, State::Submitted);
        let again = back.decide(&wish(Action::Reject), Moment(3)).expect("it can be refused again");
        assert_eq!(again.ask_another_look("再看", Moment(4)), Err(Refusal::WrongState));
    }

    #[test]
    fn undo_puts_back_exactly_what_the_decision_changed() {
        let asked = question(State::Submitted);
        let approved = asked.decide(&wish(Action::Approve), Moment(2)).expect("it can be approved");

        let undone = approved.undo(&asked.before(), Moment(3));

        assert_eq!(undone.before(), asked.before());
        assert_eq!(undone.version, 3);
    }
}
