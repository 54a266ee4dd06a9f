//! A question: its states, what may be done with it, and who may see which of its texts.

mod decide;
mod erase;
mod on_air;
mod owed;
mod put_right;
mod sign;

pub use decide::{Before, Verdict, Wish};
pub use owed::Owed;

use super::{
    day::Day,
    id::{DepartmentId, InquiryId, PersonId, QuestionId, VisitorId},
    masking,
    moment::Moment,
    provenance::Provenance,
    reason::Reason,
    refusal::Refusal,
    words::words,
};

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
        /// 指名: it accuses a recognisable person, so two persons stand for its public words.
        Name,
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

    /// Whether devices may still say 我也遇到: everybody can read it, and it is not done with.
    pub fn takes_seconds(self) -> bool {
        self.is_public() && self != State::Closed
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
    /// Who asks: where it came from, for ever.
    pub provenance: Provenance,
    /// Where it stands.
    pub state: State,
    /// Whether it was marked as danger to life.
    pub urgent: bool,
    /// Whether it was left to the lead of the desk.
    pub for_lead: bool,
    /// Whether it accuses a recognisable person: two persons stand for its public words.
    pub named: bool,
    /// 待回拨: nobody has called its asker back yet, so it is neither published nor handed over.
    pub uncalled: bool,
    /// Who stands for words that wait for a second signature.
    pub signed_by: Option<PersonId>,
    /// Those words. Restricted until then.
    pub signed_text: Option<String>,
    /// Whether its public text is kept from the public: the inquiry is sealed and it has not been seen on air.
    pub sealed: bool,
    /// Who may see what.
    pub visibility: Visibility,
    /// 我未满18岁: only the Congress's staff read it, and it never goes on air.
    pub minor: bool,
    /// 替家人反映.
    pub on_behalf: bool,
    /// The title the asker gave, if any. As restricted as the original.
    pub title: Option<String>,
    /// 原文: immutable, restricted; empty once its asker had everything erased.
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
            provenance: Provenance::Web,
            state: State::Submitted,
            urgent: false,
            for_lead: false,
            named: false,
            uncalled: false,
            signed_by: None,
            signed_text: None,
            sealed: false,
            visibility,
            minor: false,
            on_behalf: false,
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

    /// The question as somebody under 18 sent it: whatever they chose, it is not for the public.
    #[must_use]
    pub fn of_minor(self) -> Question {
        Question { minor: true, visibility: Visibility::CongressOnly, ..self }
    }

    /// The original with everything covered that could tell on a person.
    pub fn covered(&self) -> String {
        self.cover(&self.original)
    }

    /// A text about this question with everything covered that could tell on its asker.
    fn cover(&self, text: &str) -> String {
        let found = if self.minor { masking::suggest_of_minor(text) } else { masking::suggest(text) };
        masking::mask(text, &found)
    }

    /// Refuses a writer who saw another version than the present one.
    pub fn must_be(&self, seen: i64) -> Result<(), Refusal> {
        if self.version == seen { Ok(()) } else { Err(Refusal::Stale) }
    }

    fn next(&self, now: Moment) -> Question {
        Question { version: self.version + 1, changed_at: now, ..self.clone() }
    }
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
            provenance: Provenance::Web,
            state,
            urgent: false,
            for_lead: false,
            named: false,
            uncalled: false,
            signed_by: None,
            signed_text: None,
            sealed: false,
            visibility: Visibility::Shielded,
            minor: false,
            on_behalf: false,
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
}
