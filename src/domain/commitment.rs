//! A promise: where it is, whether it is late, whether it was kept; three facts that never merge into one.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    due::{Due, Lateness, Spoken},
    id::{CommitmentId, DepartmentId, EvidenceId, InquiryId, PersonId, QuestionId},
    moment::Moment,
    words::words,
    workday::Calendar,
};

mod act;
pub mod action;
mod allowed;
#[cfg(test)]
mod any_order;
#[cfg(test)]
mod cast;
mod judge;
#[cfg(test)]
mod promises;
mod record;
mod refusal;

pub use record::{
    Confirmation, Extension, GivenBack, Objection, Objector, Past, Pause, Ruling, Settled, StepDue, Verification,
};
pub use refusal::Refusal;

words! {
    /// Where a promise is: who has to act next.
    Stage {
        /// 现场记录: caught by the scribe, not yet confirmed.
        Captured,
        /// 已核定: confirmed by another person; its words stand.
        Confirmed,
        /// 已交办.
        Assigned,
        /// 退单会商: the department gave it back; it stays responsible until another takes it.
        Returned,
        /// 已签收.
        Accepted,
        /// 办理中.
        InProgress,
        /// 暂停.
        Paused,
        /// 单位自报完成: a claim, not a finding.
        ReportedDone,
        /// 核查中.
        Verifying,
        /// 公示中: the finding is shown, objections are heard.
        Notice,
        /// 有异议.
        Disputed,
        /// 已销号.
        Closed,
        /// 作废: never was a promise.
        Void,
    }
}

words! {
    /// Whether a promise was kept. Never written by the department that owes it; silence leaves it unjudged.
    CommitmentOutcome {
        /// 未评估: nobody has judged.
        NotAssessed,
        /// 兑现.
        Kept,
        /// 部分兑现.
        KeptInPart,
        /// 未兑现.
        Broken,
        /// 无法核查.
        NotVerifiable,
        /// 已变更: another promise took its place.
        Superseded,
        /// 已撤销 at the asker's wish.
        Withdrawn,
    }
}

words! {
    /// What kind of saying it was.
    CommitmentKind {
        /// 承诺.
        Promise,
        /// 表态: good will without a checkable thing.
        Stance,
        /// 当场答复: answered on the spot, nothing to follow.
        Answer,
        /// 明确不办: a plain no.
        Refusal,
    }
}

impl CommitmentKind {
    /// Whether it is followed until it is kept or broken.
    pub fn is_followed(self) -> bool {
        matches!(self, CommitmentKind::Promise | CommitmentKind::Stance)
    }
}

words! {
    /// What a verifier found.
    Finding {
        /// 兑现.
        Kept,
        /// 部分兑现.
        KeptInPart,
        /// 没有兑现: it goes back to be done.
        NotKept,
    }
}

words! {
    /// One of the five boxes that make a promise checkable.
    BoxName {
        /// 事项.
        What,
        /// 责任单位.
        Lead,
        /// 责任人.
        Person,
        /// 完成时限.
        Due,
        /// 验收标准.
        Test,
    }
}

/// The five boxes, as they were said; they stand from the confirmation on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boxes {
    /// 事项, with place and amount.
    pub what: Option<String>,
    /// 责任单位, as named on air.
    pub lead: Option<DepartmentId>,
    /// 责任人, as named on air.
    pub person: Option<String>,
    /// 完成时限.
    pub due: Option<Spoken>,
    /// 验收标准.
    pub test: Option<String>,
}

impl Boxes {
    /// The boxes that are still empty, for the host to ask about.
    pub fn missing(&self) -> Vec<BoxName> {
        let empty = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        [
            (empty(&self.what), BoxName::What),
            (self.lead.is_none(), BoxName::Lead),
            (empty(&self.person), BoxName::Person),
            (self.due.is_none(), BoxName::Due),
            (empty(&self.test), BoxName::Test),
        ]
        .into_iter()
        .filter_map(|(missing, name)| missing.then_some(name))
        .collect()
    }
}

/// Who has a part in keeping it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parties {
    /// Owes, and is counted.
    pub lead: Option<DepartmentId>,
    /// Help.
    #[serde(default)]
    pub co: Vec<DepartmentId>,
    /// Acts; may be a company.
    pub doer: Option<DepartmentId>,
    /// Hands on.
    pub via: Option<DepartmentId>,
}

impl Parties {
    /// Whether this department has any part in it, and so may not judge it.
    pub fn include(&self, department: &DepartmentId) -> bool {
        let one = |party: &Option<DepartmentId>| party.as_ref() == Some(department);
        one(&self.lead) || one(&self.doer) || one(&self.via) || self.co.contains(department)
    }
}

/// A promise caught on air.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// Its id.
    pub id: CommitmentId,
    /// The inquiry in which it was spoken; its journal is the promise's for ever.
    pub inquiry: InquiryId,
    /// The question that it answers.
    pub question: Option<QuestionId>,
    /// What kind of saying it was.
    pub kind: CommitmentKind,
    /// Where it is.
    pub stage: Stage,
    /// Whether it was kept.
    pub outcome: CommitmentOutcome,
    /// Rises by one with each change.
    pub version: i64,
    /// 原话, verbatim.
    pub quote: String,
    /// 打点: the moment of the recording at which it was spoken.
    pub mark_at: Moment,
    /// The day on which it was spoken, in the programme's zone: day 0 of its terms.
    pub said_on: Date,
    /// Who caught it.
    pub captured_by: PersonId,
    /// Who last wrote its words; differs from the catcher after an edit.
    pub worded_by: PersonId,
    /// The five boxes, as said.
    pub boxes: Boxes,
    /// Who has a part in keeping it now.
    pub parties: Parties,
    /// Who stands for its words.
    pub confirmation: Option<Confirmation>,
    /// The first date; none where none was said.
    pub due: Option<Due>,
    /// Later dates, beside the first.
    pub extensions: Vec<Extension>,
    /// The person in the department who took it up.
    pub owner: Option<String>,
    /// How the department will do it.
    pub plan: Option<String>,
    /// 退单: each time that it was given back, the oldest first.
    #[serde(default)]
    pub given_back: Vec<GivenBack>,
    /// Why a company owes it, where one does.
    #[serde(default)]
    pub company_reason: Option<String>,
    /// Rests in the work.
    pub pauses: Vec<Pause>,
    /// When the department last reported it done; none while that claim does not stand.
    pub reported_on: Option<Date>,
    /// What the department shows for it.
    pub evidence: Vec<EvidenceId>,
    /// The last finding.
    pub verification: Option<Verification>,
    /// Why the supervisor judged it so, where no verifier did.
    pub judgement: Option<String>,
    /// The promise that took its place.
    pub successor: Option<CommitmentId>,
    /// The day from which it may be closed, while in notice.
    pub notice_ends_on: Option<Date>,
    /// Where it was before the notice, to go back to when an objection holds.
    pub before_notice: Option<Stage>,
    /// Objections to what was found.
    pub objections: Vec<Objection>,
    /// When it was closed.
    pub closed_on: Option<Date>,
    /// Ends that were opened again.
    pub past: Vec<Past>,
    /// Persons who acted for a party; none of them judges.
    pub hands: BTreeSet<PersonId>,
    /// What the office has to do next.
    pub step: Option<StepDue>,
}

/// What the scribe catches.
#[derive(Clone, Debug, PartialEq)]
pub struct Capture {
    /// The inquiry.
    pub inquiry: InquiryId,
    /// The question that it answers.
    pub question: Option<QuestionId>,
    /// What kind of saying.
    pub kind: CommitmentKind,
    /// 原话.
    pub quote: String,
    /// When it was spoken.
    pub mark_at: Moment,
    /// The same as a day, in the programme's zone.
    pub said_on: Date,
    /// Who catches it.
    pub by: PersonId,
    /// The boxes, as far as they are filled.
    pub boxes: Boxes,
    /// Who acts, where another than the lead.
    pub doer: Option<DepartmentId>,
}

impl Commitment {
    /// A promise just caught, at version 1.
    pub fn captured(id: CommitmentId, capture: Capture) -> Self {
        let parties = Parties { lead: capture.boxes.lead.clone(), doer: capture.doer, ..Parties::default() };
        Self {
            id,
            inquiry: capture.inquiry,
            question: capture.question,
            kind: capture.kind,
            stage: Stage::Captured,
            outcome: CommitmentOutcome::NotAssessed,
            version: 1,
            quote: capture.quote,
            mark_at: capture.mark_at,
            said_on: capture.said_on,
            worded_by: capture.by.clone(),
            captured_by: capture.by,
            boxes: capture.boxes,
            parties,
            confirmation: None,
            due: None,
            extensions: vec![],
            owner: None,
            plan: None,
            given_back: vec![],
            company_reason: None,
            pauses: vec![],
            reported_on: None,
            evidence: vec![],
            verification: None,
            judgement: None,
            successor: None,
            notice_ends_on: None,
            before_notice: None,
            objections: vec![],
            closed_on: None,
            past: vec![],
            hands: BTreeSet::new(),
            step: None,
        }
    }

    /// The date that holds now: the last extension, else the first date. Lateness is told against the first.
    pub fn due_now(&self) -> Option<Date> {
        self.extensions.last().map(|extension| extension.until).or(self.due.as_ref().map(|due| due.first))
    }

    /// The dispute about whose it is, while it is open.
    pub fn arbitration(&self) -> Option<&GivenBack> {
        self.given_back.last().filter(|back| self.stage == Stage::Returned && back.settled.is_none())
    }

    /// Whether an objection waits for its answer.
    pub fn has_open_objection(&self) -> bool {
        self.objections.iter().any(|objection| objection.ruling.is_none())
    }

    /// Whether it is late, against the first date; none where no date was said or nothing is followed.
    ///
    /// A report that stands, or the end, stops the count: the days that verifying takes are not the department's.
    pub fn lateness(&self, today: Date, calendar: &Calendar) -> Option<Lateness> {
        if !self.kind.is_followed() || matches!(self.stage, Stage::Captured | Stage::Void) {
            return None;
        }
        let day = self.reported_on.or(self.closed_on).unwrap_or(today);
        self.due.as_ref().map(|due| due.lateness(day, calendar))
    }
}
