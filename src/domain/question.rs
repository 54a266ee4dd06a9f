//! A question and the path that it may walk: states, decisions, and who may see which of its texts.

use serde::{Deserialize, Serialize};

mod owed;

pub use owed::Owed;

use super::{
    day::Day,
    id::{DepartmentId, InquiryId, PersonId, QuestionId, VisitorId},
    moment::Moment,
    reason::Reason,
    refusal::Refusal,
    words::words,
};

mod on_air;

/// How long an original may be, in Unicode scalars after trimming.
pub const TEXT_CHARS: std::ops::RangeInclusive<usize> = 5..=2000;
/// How many days after the show names and contacts of askers are erased; the sentences beside the form say the number.
pub const CONTACT_DAYS: i64 = 180;
/// The longest title, place or form of address, in Unicode scalars.
pub const LABEL_CHARS: usize = 60;
/// How long a decision may be undone by its maker without a reason, in milliseconds.
pub const UNDO_FREELY_MS: i64 = 10_000;

words! {
    /// Where a question stands.
    State {
        /// 待审核: stored, nobody has decided.
        Submitted,
        /// 待补充: the asker was asked for more.
        NeedsInfo,
        /// 已公开: its public text can be read by all.
        Approved,
        /// 不公开受理: taken up, counted, not shown.
        ApprovedPrivate,
        /// 本场不予采用.
        Rejected,
        /// 申请复核: another person looks again.
        Appealed,
        /// 复核维持.
        RejectedFinal,
        /// 已并案: its facts count for another question.
        Merged,
        /// 播后办理.
        Later,
        /// 已转办.
        Referred,
        /// 已移送.
        Transferred,
        /// 入选.
        Shortlisted,
        /// 待提问: in the running order.
        Queued,
        /// 提问中.
        OnAir,
        /// 已现场答复.
        AnsweredLive,
        /// 待书面答复.
        AwaitingWritten,
        /// 已书面答复.
        AnsweredWritten,
        /// 已撤回 by the asker.
        Withdrawn,
        /// 办结.
        Closed,
    }
}

words! {
    /// Who may see what of a question; chosen by the asker.
    Visibility {
        /// Content and form of address are public.
        Public,
        /// Content public, asker not: the default.
        Shielded,
        /// Only the Congress's staff read it.
        CongressOnly,
        /// Content public, and no name is asked or kept.
        Anonymous,
    }
}

words! {
    /// What a moderator may do with a question.
    Action {
        /// 公开: publish with a public text.
        Approve,
        /// 不公开受理.
        ApprovePrivate,
        /// 本场不予采用, with a reason.
        Reject,
        /// 要补充.
        AskMore,
        /// 播后办理.
        Later,
        /// 转办.
        Refer,
        /// 移送.
        Transfer,
        /// 入选.
        Shortlist,
        /// 紧急: ring for danger to life.
        Urgent,
        /// 请组长定: leave it to the lead, with a note.
        AskLead,
    }
}

words! {
    /// How an on-air question ended.
    Outcome {
        /// 已答.
        Answered,
        /// 部分回答.
        Partly,
        /// 未正面回答.
        Evaded,
        /// 转书面.
        ToWriting,
    }
}

impl State {
    /// Whether its public text may be read by everybody.
    pub fn is_public(self) -> bool {
        use State::*;
        matches!(
            self,
            Approved | Shortlisted | Queued | OnAir | AnsweredLive | AwaitingWritten | AnsweredWritten | Closed
        )
    }

    /// Whether it has reached an end from which only an appeal or an undo leads back.
    pub fn is_ended(self) -> bool {
        use State::*;
        matches!(self, Rejected | RejectedFinal | Withdrawn | Closed | Transferred)
    }

    /// Whether a moderator may still decide on it.
    pub fn is_open_to_decision(self) -> bool {
        use State::*;
        matches!(self, Submitted | NeedsInfo | Approved | ApprovedPrivate | Later | Referred | Shortlisted)
    }

    /// Whether the asker may take it back.
    pub fn is_withdrawable(self) -> bool {
        use State::*;
        matches!(self, Submitted | NeedsInfo | Approved | ApprovedPrivate | Later | Shortlisted | Appealed | Merged)
    }
}

/// A question as the staff of the desk know it. It holds the original: it never leaves towards the public, a department,
/// the host, the director, a verifier or a deputy; each of them has a type of its own.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// The inquiry to which it was sent.
    pub inquiry: InquiryId,
    /// Its number within the inquiry, from 1; the receipt is made of it.
    pub number: i64,
    /// The device that sent it; none when it was typed in for somebody or imported.
    pub asker: Option<VisitorId>,
    /// Where it stands.
    pub state: State,
    /// Whether it was marked as danger to life.
    pub urgent: bool,
    /// Whether it was left to the lead of the desk.
    pub for_lead: bool,
    /// Who may see what.
    pub visibility: Visibility,
    /// The title the asker gave, if any. As restricted as the original.
    pub title: Option<String>,
    /// 原文: immutable, restricted.
    pub original: String,
    /// The place as the asker wrote it. Restricted.
    pub place: Option<String>,
    /// Whom the asker would like to answer.
    pub department: Option<DepartmentId>,
    /// 公开文: what everybody may read once its state is public.
    pub public_text: Option<String>,
    /// The question that it was merged into.
    pub merged_into: Option<QuestionId>,
    /// How it ended on air.
    pub outcome: Option<Outcome>,
    /// Why it was not taken up, when it was not.
    pub reason: Option<Reason>,
    /// What the asker added when asked for more. Restricted.
    pub completion: Option<String>,
    /// Why the asker wants another look. Restricted.
    pub appeal: Option<String>,
    /// The department that owes an answer, once it was handed over.
    pub owner_department: Option<DepartmentId>,
    /// By which day.
    pub due_on: Option<Day>,
    /// 交办文: what the department that owes it may read; place no finer than the estate.
    pub order_text: Option<String>,
    /// Rises by one with each change of state, text or assignment.
    pub version: i64,
    /// When it was stored.
    pub asked_at: Moment,
    /// When it last changed.
    pub changed_at: Moment,
}

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
    /// A question as it was sent: its number and times are set when it is stored.
    pub fn sent(
        id: QuestionId,
        inquiry: InquiryId,
        asker: Option<VisitorId>,
        original: String,
        visibility: Visibility,
    ) -> Question {
        Question {
            id,
            inquiry,
            number: 0,
            asker,
            state: State::Submitted,
            urgent: false,
            for_lead: false,
            visibility,
            title: None,
            original,
            place: None,
            department: None,
            public_text: None,
            merged_into: None,
            outcome: None,
            reason: None,
            completion: None,
            appeal: None,
            owner_department: None,
            due_on: None,
            order_text: None,
            version: 1,
            asked_at: Moment(0),
            changed_at: Moment(0),
        }
    }

    /// The question as it stands after `wish`, one version on; or why that cannot be.
    pub fn decide(&self, wish: &Wish, now: Moment) -> Result<Question, Refusal> {
        if !self.state.is_open_to_decision() {
            return Err(Refusal::WrongState);
        }
        let mut next = self.next(now);
        if let Some(text) = &wish.public_text {
            next.public_text = Some(text.clone());
        }
        next.reason = wish.reason;
        // Whatever is decided, the lead need not decide it any more.
        next.for_lead = false;
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
            Action::Urgent => next.urgent = true,
            Action::AskLead => next.for_lead = true,
        }
        Ok(next)
    }

    /// Publishing needs a public text, and the asker's leave to be public at all.
    fn text_to_publish(&self) -> Result<(), Refusal> {
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
        if first == judge {
            return Err(Refusal::SamePerson);
        }
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

    /// Name and contact are gone; nothing else changed.
    #[must_use]
    pub fn without_contact(&self, now: Moment) -> Question {
        self.next(now)
    }

    /// Puts back what a decision changed.
    pub fn undo(&self, before: &Before, now: Moment) -> Question {
        let mut next = self.next(now);
        next.state = before.state;
        next.urgent = before.urgent;
        next.for_lead = before.for_lead;
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
            department: self.department.clone(),
            public_text: self.public_text.clone(),
            merged_into: self.merged_into.clone(),
            reason: self.reason,
        }
    }

    /// Refuses a writer who saw another version than the present one.
    pub fn must_be(&self, seen: i64) -> Result<(), Refusal> {
        if self.version == seen { Ok(()) } else { Err(Refusal::Stale) }
    }

    fn next(&self, now: Moment) -> Question {
        Question { version: self.version + 1, changed_at: now, ..self.clone() }
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
    use super::*;

    pub(super) fn question(state: State) -> Question {
        Question {
            id: QuestionId::new(),
            inquiry: InquiryId::from("i"),
            number: 1,
            asker: None,
            state,
            urgent: false,
            for_lead: false,
            visibility: Visibility::Shielded,
            title: None,
            original: "电梯坏了三个月没人修".into(),
            place: None,
            department: None,
            public_text: None,
            merged_into: None,
            outcome: None,
            reason: None,
            completion: None,
            appeal: None,
            owner_department: None,
            due_on: None,
            order_text: None,
            version: 1,
            asked_at: Moment(0),
            changed_at: Moment(0),
        }
    }

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
    fn what_was_sent_to_the_congress_only_is_never_published() {
        let mut private = question(State::Submitted);
        private.visibility = Visibility::CongressOnly;

        assert_eq!(private.decide(&wish(Action::Approve), Moment(1)), Err(Refusal::AskerWantsItPrivate));
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
