//! Who plays in the tests of a promise, and promises in every stage for them to play with.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::{
    action::{Action, Actor, Ground, Judgement},
    *,
};

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn ground<'a>(today: &str, calendar: &'a Calendar) -> Ground<'a> {
    Ground { now: Moment(1), today: day(today), calendar, notice_days: 7, companies: companies() }
}

pub(super) fn companies() -> &'static BTreeSet<DepartmentId> {
    static COMPANIES: LazyLock<BTreeSet<DepartmentId>> = LazyLock::new(|| [DepartmentId::from("lift-company")].into());
    &COMPANIES
}

pub(super) fn scribe() -> Actor {
    Actor::Scribe("scribe".into())
}

pub(super) fn supervisor() -> Actor {
    Actor::Supervisor("supervisor".into(), None)
}

pub(super) fn lead() -> Actor {
    Actor::Department("clerk".into(), "housing".into())
}

pub(super) fn verifier() -> Actor {
    Actor::Verifier("deputy".into(), None)
}

pub(super) fn visitor() -> Actor {
    Actor::Visitor("phone".into())
}

pub(super) fn caught(spoken: Option<Spoken>) -> Commitment {
    let boxes =
        Boxes {
            what: Some("修好3号楼电梯".into()), lead: Some("housing".into()), due: spoken, ..Boxes::default()
        };
    Commitment::captured(
        "c".into(),
        Capture {
            inquiry: "i".into(),
            question: None,
            kind: CommitmentKind::Promise,
            quote: "十个工作日内一定修好。".into(),
            mark_at: Moment(0),
            said_on: day("2026-09-24"),
            by: "scribe".into(),
            boxes,
            doer: Some("lift-company".into()),
        },
    )
}

pub(super) fn deeds() -> Vec<Action> {
    vec![
        Action::Confirm { alone: None },
        Action::Countersign,
        Action::Void { reason: "误记".into() },
        Action::Edit { quote: Some("改".into()), kind: None, boxes: None },
        Action::Assign { lead: "housing".into(), co: vec!["fire".into()], doer: None, via: None, company_reason: None },
        Action::Extend { until: day("2027-06-30"), reason: "等配件".into() },
        Action::Pause { until: day("2027-06-30"), reason: "等判决".into() },
        Action::Resume,
        Action::Accept { owner: "王科长".into(), plan: None },
        Action::Return { reason: "不归我们".into(), to: None },
        Action::Progress { note: "配件到了".into() },
        Action::ReportDone { evidence: vec!["photo".into()], note: None },
        Action::TakeUp,
        Action::Verify { verdict: Finding::Kept, note: "看过了".into() },
        Action::Judge { judgement: Judgement::Withdrawn, reason: "提问人撤回".into(), successor: None },
        Action::Object { text: "还没好".into() },
        Action::Agree,
        Action::Rule { upheld: false, reason: "核过".into() },
        Action::Close,
        Action::Reopen { reason: "又坏了".into() },
        Action::FixDue,
    ]
}

pub(super) fn whose(action: &Action) -> Actor {
    [supervisor(), lead(), verifier(), visitor(), Actor::House].into_iter().find(|actor| action.is_for(actor)).unwrap()
}

/// A promise that could stand in this stage, with all that its next step may need.
pub(super) fn standing(stage: Stage) -> Commitment {
    let mut it = caught(Some(Spoken::WorkingDays(10)));
    it.stage = stage;
    if stage != Stage::Captured {
        it.confirmation = Some(Confirmation {
            by: "scribe".into(),
            at: Moment(0),
            alone: Some("只有一人".into()),
            countersigned_by: None,
        });
        it.due =
            Some(Due { provisional: true, ..Due::of(Spoken::WorkingDays(10), it.said_on, &Calendar::published()) });
    }
    if stage == Stage::Disputed {
        let by = Objector::Visitor("phone".into());
        it.objections = vec![Objection { by, text: "没好".into(), on: it.said_on, ruling: None }];
    }
    it
}

/// Does each deed on its day; panics on the first refusal.
pub(super) fn story<'a>(it: Commitment, deeds: impl IntoIterator<Item = (&'a str, Actor, Action)>) -> Commitment {
    let calendar = Calendar::published();
    deeds.into_iter().fold(it, |it, (today, actor, action)| {
        let done = it.act(&action, &actor, it.version, &ground(today, &calendar));
        done.unwrap_or_else(|refusal| panic!("{action:?} while {:?}: {refusal}", it.stage)).commitment
    })
}

pub(super) fn as_far_as_the_report() -> Commitment {
    story(
        caught(Some(Spoken::WorkingDays(10))),
        [
            ("2026-09-24", supervisor(), Action::Confirm { alone: None }),
            (
                "2026-09-25",
                supervisor(),
                Action::Assign { lead: "housing".into(), co: vec![], doer: None, via: None, company_reason: None },
            ),
            ("2026-09-28", lead(), Action::Accept { owner: "王科长".into(), plan: Some("换曳引机".into()) }),
            ("2026-10-09", lead(), Action::Progress { note: "配件到了".into() }),
            ("2026-10-14", lead(), Action::ReportDone { evidence: vec!["photo".into()], note: None }),
        ],
    )
}
