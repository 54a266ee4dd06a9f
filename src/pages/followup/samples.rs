//! Promises of the invented county, as the samples of these pages show them.

use jiff::civil::{Date, date};

use crate::domain::{
    book::{Party, PublicArbitration, PublicCommitment, PublicExtension, PublicFinding},
    commitment::{CommitmentKind, CommitmentOutcome, Finding, Stage},
    due::{Lateness, Spoken},
    id::{CommitmentId, DepartmentId},
    moment::Moment,
};

/// The day on which the samples are looked at.
pub(super) const TODAY: Date = date(2026, 11, 23);

/// A department of the county.
pub(super) fn party(slug: &str, name: &str) -> Party {
    Party { id: DepartmentId::from(slug), slug: slug.into(), name: name.into() }
}

/// Said done in time, found kept in part, and late by now.
pub(crate) fn lift() -> PublicCommitment {
    let due = date(2026, 10, 20);
    let until = date(2026, 11, 20);
    PublicCommitment {
        id: CommitmentId::from("0199a1b2-0000-7000-8000-0000000000c1"),
        inquiry: "wuye".into(),
        theme: "加强物业管理".into(),
        question: Some("0199a1b2-0000-7000-8000-000000000001".into()),
        kind: CommitmentKind::Promise,
        state: Stage::Notice,
        outcome: CommitmentOutcome::KeptInPart,
        version: 9,
        quote: "10月20日之前，3号楼电梯恢复运行。维修资金，材料齐了我们三个工作日批。".into(),
        mark_at: Moment(1_790_253_802_000),
        marked_afterwards: false,
        said_on: date(2026, 9, 24).into(),
        what: Some("柳岸小区3号楼电梯恢复运行；维修资金3个工作日批".into()),
        lead: Some(party("housing", "住房和城乡建设局")),
        co: Vec::new(),
        doer: Some(party("anhe", "望河安和物业")),
        via: None,
        arbitration: None,
        person: Some("主要负责人".into()),
        test: Some("电梯连续运行7天；抽5份申请都在3个工作日内批".into()),
        spoken: Some(Spoken::On(due)),
        due: Some(due.into()),
        provisional: false,
        due_now: Some(until.into()),
        extensions: vec![PublicExtension {
            until: until.into(),
            reason: "系统改造要走采购".into(),
            on: date(2026, 11, 2).into(),
        }],
        lateness: Some(Lateness::Late { days: 31, working_days: 23 }),
        late: true,
        alone: false,
        reported_on: Some(date(2026, 11, 20).into()),
        plan: Some("先换钢丝绳，再改审批系统".into()),
        found: Some(PublicFinding {
            finding: Finding::KeptInPart,
            note: "抽了5份申请，3份在3个工作日内批，2份用了9个工作日。".into(),
            on: date(2026, 11, 22).into(),
        }),
        judgement: None,
        successor: None,
        notice_ends_on: Some(date(2026, 11, 29).into()),
        objections_open: 0,
        closed_on: None,
    }
}

/// Given back by the department that was to do it, and not decided yet.
pub(crate) fn given_back() -> PublicCommitment {
    PublicCommitment {
        state: Stage::Returned,
        outcome: CommitmentOutcome::NotAssessed,
        arbitration: Some(PublicArbitration {
            by: Some(party("housing", "住房和城乡建设局")),
            to: Some(party("market", "市场监督管理局")),
            since: date(2026, 9, 28).into(),
            working_days: 1,
            until: Some(date(2026, 9, 30).into()),
        }),
        via: Some(party("willow", "柳岸镇人民政府")),
        lateness: Some(Lateness::OnTime { days_left: 21, working_days_left: 14 }),
        late: false,
        extensions: Vec::new(),
        reported_on: None,
        found: None,
        notice_ends_on: None,
        plan: None,
        ..lift()
    }
}

/// A book of promises in many states.
pub(super) fn book() -> Vec<PublicCommitment> {
    let kept = PublicCommitment {
        id: CommitmentId::from("0199a1b2-0000-7000-8000-0000000000c2"),
        state: Stage::Closed,
        outcome: CommitmentOutcome::Kept,
        quote: "全县412部住宅电梯的维保情况，10月底以前一台一台公示。".into(),
        lead: Some(party("market", "市场监督管理局")),
        doer: None,
        due: Some(date(2026, 10, 30).into()),
        due_now: None,
        extensions: Vec::new(),
        reported_on: Some(date(2026, 10, 29).into()),
        lateness: Some(Lateness::DueSoon { days_left: 1, working_days_left: 1 }),
        late: false,
        notice_ends_on: None,
        closed_on: Some(date(2026, 11, 12).into()),
        found: Some(PublicFinding { finding: Finding::Kept, note: "抽查40台".into(), on: date(2026, 11, 4).into() }),
        ..lift()
    };
    let broken = PublicCommitment {
        id: CommitmentId::from("0199a1b2-0000-7000-8000-0000000000c3"),
        outcome: CommitmentOutcome::Broken,
        quote: "公共收益的账，10月15号以前张榜，以后每季度贴一次。".into(),
        lead: Some(party("anhe", "望河安和物业")),
        due: Some(date(2026, 10, 15).into()),
        reported_on: None,
        found: None,
        lateness: Some(Lateness::Late { days: 39, working_days: 27 }),
        ..lift()
    };
    let running = PublicCommitment {
        id: CommitmentId::from("0199a1b2-0000-7000-8000-0000000000c4"),
        state: Stage::InProgress,
        outcome: CommitmentOutcome::NotAssessed,
        quote: "物业公司的信用评价办法，年底之前出台。".into(),
        due: Some(date(2026, 12, 31).into()),
        lateness: Some(Lateness::OnTime { days_left: 38, working_days_left: 28 }),
        late: false,
        alone: true,
        marked_afterwards: true,
        ..PublicCommitment { reported_on: None, found: None, notice_ends_on: None, ..kept.clone() }
    };
    let running = PublicCommitment { closed_on: None, ..running };
    let vague = PublicCommitment {
        id: CommitmentId::from("0199a1b2-0000-7000-8000-0000000000c5"),
        kind: CommitmentKind::Stance,
        quote: "二次供水的问题，我们尽快研究。".into(),
        state: Stage::Confirmed,
        spoken: None,
        due: None,
        lateness: None,
        ..running.clone()
    };
    vec![lift(), kept, broken, running, vague]
}
