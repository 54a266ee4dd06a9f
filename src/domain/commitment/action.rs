//! What can be done with a promise, by whom, what follows from it, and why it may be refused.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Boxes, Commitment, CommitmentKind, CommitmentOutcome, Finding, Stage};
use crate::domain::{
    due::OfficeStep,
    id::{CommitmentId, DepartmentId, EvidenceId, PersonId, VisitorId},
    moment::Moment,
    role::Role,
    words::words,
    workday::Calendar,
};

/// How often an order may be given back before the supervisor's word stands (兜底).
pub const MOST_RETURNS: usize = 2;
/// How often the work may rest.
pub const MOST_PAUSES: usize = 2;
/// Working days over the first date after which a promise may be judged broken without a verifier's finding.
pub const BROKEN_AFTER_WORKING_DAYS: u32 = 20;

words! {
    /// What a supervisor may judge without a verifier; it goes to notice like any finding.
    Judgement {
        /// 未兑现.
        Broken,
        /// 无法核查.
        NotVerifiable,
        /// 已变更.
        Superseded,
        /// 已撤销 at the asker's wish.
        Withdrawn,
    }
}

impl Judgement {
    /// The outcome that it writes.
    pub fn outcome(self) -> CommitmentOutcome {
        match self {
            Judgement::Broken => CommitmentOutcome::Broken,
            Judgement::NotVerifiable => CommitmentOutcome::NotVerifiable,
            Judgement::Superseded => CommitmentOutcome::Superseded,
            Judgement::Withdrawn => CommitmentOutcome::Withdrawn,
        }
    }
}

/// Something done with a promise; `action` on the wire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// 核定: another person stands for the words; or the writer alone, with a reason.
    Confirm {
        /// Why alone.
        #[serde(default)]
        alone: Option<String>,
    },
    /// 补签: another person after a confirmation alone.
    Countersign,
    /// 作废, before it is confirmed.
    Void {
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// Better words, before it is confirmed; what is absent stays.
    Edit {
        /// 原话.
        #[serde(default)]
        quote: Option<String>,
        /// What kind of saying.
        #[serde(default)]
        kind: Option<CommitmentKind>,
        /// The boxes, all five as they now are.
        #[serde(default)]
        boxes: Option<Boxes>,
    },
    /// 交办, or to another department.
    Assign {
        /// Owes from now on.
        lead: DepartmentId,
        /// Help.
        #[serde(default)]
        co: Vec<DepartmentId>,
        /// Acts.
        #[serde(default)]
        doer: Option<DepartmentId>,
        /// Hands on.
        #[serde(default)]
        via: Option<DepartmentId>,
        /// Why it is a company's to owe; needed where it is one.
        #[serde(default)]
        company_reason: Option<String>,
    },
    /// 延期: a later date beside the first.
    Extend {
        /// Until when.
        until: Date,
        /// Why, for everybody to read.
        #[serde(default)]
        reason: String,
    },
    /// 暂停.
    Pause {
        /// Until when it is meant to rest.
        until: Date,
        /// Why, for everybody to read.
        #[serde(default)]
        reason: String,
    },
    /// 恢复办理.
    Resume,
    /// 签收: the lead takes it up.
    Accept {
        /// The person who will see to it.
        #[serde(default)]
        owner: String,
        /// How it will be done.
        #[serde(default)]
        plan: Option<String>,
    },
    /// 退单.
    Return {
        /// Why it is another's.
        #[serde(default)]
        reason: String,
        /// Whose it is instead.
        #[serde(default)]
        to: Option<DepartmentId>,
    },
    /// 进展.
    Progress {
        /// What was done.
        #[serde(default)]
        note: String,
    },
    /// 申请销号: done, says the department.
    ReportDone {
        /// What shows it; at least one.
        #[serde(default)]
        evidence: Vec<EvidenceId>,
        /// In a sentence.
        #[serde(default)]
        note: Option<String>,
    },
    /// 开始核查.
    TakeUp,
    /// 核查.
    Verify {
        /// What was found.
        verdict: Finding,
        /// How it was seen.
        #[serde(default)]
        note: String,
    },
    /// 认定, where a verifier has nothing to find.
    Judge {
        /// As what.
        judgement: Judgement,
        /// Why, for everybody to read.
        #[serde(default)]
        reason: String,
        /// The promise that takes its place.
        #[serde(default)]
        successor: Option<CommitmentId>,
    },
    /// 提出异议 during the notice.
    Object {
        /// What was seen otherwise.
        #[serde(default)]
        text: String,
    },
    /// 认可 during the notice. Silence is not this.
    Agree,
    /// 裁定 of the open objections.
    Rule {
        /// Whether they hold.
        upheld: bool,
        /// Why, for everybody to read.
        #[serde(default)]
        reason: String,
    },
    /// 销号.
    Close,
    /// 重新立案.
    Reopen {
        /// What was seen.
        #[serde(default)]
        reason: String,
    },
    /// The calendar that a provisional date waited for is published; done by the house itself.
    FixDue,
}

/// Who acts, in which part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// 场记.
    Scribe(PersonId),
    /// 督办, with the department they belong to, if any.
    Supervisor(PersonId, Option<DepartmentId>),
    /// Somebody else who works in the studio: may be the second who stands for the words.
    Crew(PersonId, Role),
    /// 责任单位经办人.
    Department(PersonId, DepartmentId),
    /// 核查人 or deputy, with the department they belong to, if any.
    Verifier(PersonId, Option<DepartmentId>),
    /// A device of the public.
    Visitor(VisitorId),
    /// The house itself, by a deadline.
    House,
}

impl Actor {
    /// The person behind it, if it is one of the staff.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Actor::Scribe(person)
            | Actor::Supervisor(person, _)
            | Actor::Crew(person, _)
            | Actor::Department(person, _)
            | Actor::Verifier(person, _) => Some(person),
            Actor::Visitor(_) | Actor::House => None,
        }
    }

    /// The part, if it is one of the staff's.
    pub fn role(&self) -> Option<Role> {
        match self {
            Actor::Scribe(_) => Some(Role::Scribe),
            Actor::Supervisor(..) => Some(Role::Supervisor),
            Actor::Crew(_, role) => Some(*role),
            Actor::Department(..) => Some(Role::Department),
            Actor::Verifier(..) => Some(Role::Verifier),
            Actor::Visitor(_) | Actor::House => None,
        }
    }
}

/// When it is done, and under which calendar and programme.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The moment.
    pub now: Moment,
    /// The same as a day in the programme's zone.
    pub today: Date,
    /// The working-day calendar.
    pub calendar: &'a Calendar,
    /// 公示 in calendar days; 0 lets a finding be closed at once.
    pub notice_days: u16,
    /// The departments that are companies: they act, and owe only with a reason.
    pub companies: &'a BTreeSet<DepartmentId>,
}

/// Something that follows. Holds ids, codes and dates only, so that a journal line may carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// It went to another stage.
    Moved {
        /// From here.
        from: Stage,
        /// To here.
        to: Stage,
    },
    /// The words were written anew.
    Worded,
    /// One person went alone.
    Alone,
    /// Another person stands for it too.
    Countersigned,
    /// The first date is counted.
    DueFixed {
        /// The first date.
        first: Date,
        /// Whether a calendar may still move it.
        provisional: bool,
    },
    /// A later date stands beside it.
    Extended {
        /// Until when.
        until: Date,
    },
    /// A department owes it.
    Owed {
        /// Which.
        lead: DepartmentId,
    },
    /// The department told how it goes.
    Progressed,
    /// The department showed something.
    Shown {
        /// What.
        evidence: Vec<EvidenceId>,
    },
    /// A verifier found something.
    Found {
        /// What.
        finding: Finding,
    },
    /// It was judged, or the judgement taken back.
    Judged {
        /// As what.
        outcome: CommitmentOutcome,
    },
    /// What was found is shown, and may be closed from this day.
    NoticeOpened {
        /// The first day on which it may be closed.
        ends_on: Date,
    },
    /// Somebody sees it otherwise.
    Objected,
    /// A device of the public agrees; a fact of its own that raises no version.
    Agreed {
        /// Which.
        visitor: VisitorId,
    },
    /// The objections were answered.
    Ruled {
        /// Whether they hold.
        upheld: bool,
    },
    /// The office has a step to take.
    StepDue {
        /// Which.
        step: OfficeStep,
        /// By when.
        due: Date,
    },
}

/// A promise after an action, and what follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The promise as it now is; one version on, unless nothing but an agreement was added.
    pub commitment: Commitment,
    /// What follows, in order.
    pub changes: Vec<Change>,
}
