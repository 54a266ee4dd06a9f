//! `/c/{id}`: one promise: the quote is the heading; what is said, found and late; what shows it; how the date was counted.

use serde::Serialize;

use super::{badges::Badges, span::Span};
use crate::{
    domain::{
        book::{PublicCommitment, PublicEvidence, PublicRecord},
        workday::Step,
    },
    pages::Page,
};

/// One promise of the public book.
#[derive(Clone, Debug, Serialize)]
pub struct CommitmentPage {
    /// The promise.
    pub it: PublicCommitment,
    /// The quote in words.
    pub words: Vec<String>,
    /// Its three badges.
    pub badges: Badges,
    /// Its line, for a narrow screen.
    pub span: Span,
    /// Its line, with words beside it.
    pub big: Span,
    /// The question that it answers, where everybody may read it.
    pub question: Option<Asked>,
    /// What happened, the newest first.
    pub records: Vec<PublicRecord>,
    /// What is shown for it.
    pub evidence: Vec<PublicEvidence>,
    /// Devices that agreed with the finding.
    pub agreed: i64,
    /// How the first date was counted, day by day, as far as a page can hold it.
    pub steps: Vec<Step>,
    /// How many days were counted or passed over in all.
    pub steps_in_all: usize,
    /// What the organiser put right beside it, the oldest first.
    pub corrections: Vec<String>,
    /// Whether one can object or agree now.
    pub may_object: bool,
    /// Whether this device agreed.
    pub agrees: bool,
    /// What was typed, where it could not be taken.
    pub typed: String,
    /// Why it could not be taken: a code.
    pub problem: Option<String>,
    /// What was just done: `objected` or `agreed`.
    pub done: Option<String>,
    /// Makes a second press the same press.
    pub idempotency_key: String,
    /// When all of this was true.
    pub as_of: i64,
}

/// A question, to be linked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// Its public text.
    pub text: String,
}

impl Page for CommitmentPage {
    const TEMPLATE: &'static str = "followup/commitment.html";

    fn samples() -> Vec<Self> {
        use jiff::civil::date;

        use crate::domain::{
            commitment::{CommitmentOutcome, Stage},
            due::{Due, Spoken},
            workday::Calendar,
        };
        let day = |month, day| date(2026, month, day).into();
        let record = |on_day, part: &str, action: &str, state, outcome, text: Option<&str>| PublicRecord {
            on_day,
            part: part.into(),
            department: (part == "department").then(|| "住房和城乡建设局".into()),
            action: action.into(),
            state,
            outcome,
            text: text.map(str::to_owned),
        };
        use CommitmentOutcome::{KeptInPart, NotAssessed};
        let records = vec![
            record(
                day(11, 22),
                "verifier",
                "verify",
                Stage::Notice,
                KeptInPart,
                Some("3份在3个工作日内批，2份用了9个工作日。"),
            ),
            record(day(11, 20), "department", "report_done", Stage::ReportedDone, NotAssessed, Some("三部都修好了")),
            record(day(11, 2), "supervisor", "extend", Stage::InProgress, NotAssessed, Some("系统改造要走采购")),
            record(day(10, 9), "department", "accept", Stage::Accepted, NotAssessed, Some("先换钢丝绳，再改审批系统")),
            record(day(9, 28), "supervisor", "assign", Stage::Assigned, NotAssessed, None),
            record(day(9, 24), "supervisor", "confirm", Stage::Confirmed, NotAssessed, None),
        ];
        let picture = |id: &str, side: &str, part: &str| PublicEvidence {
            id: id.into(),
            side: side.into(),
            caption: Some("1号电梯".into()),
            taken_on: Some(day(10, 18)),
            part: part.into(),
            on_day: day(10, 19),
            width: 640,
            height: 480,
            sha256: "9f2c".repeat(16),
        };
        let it = super::samples::lift();
        let due = Due::of(Spoken::WorkingDays(10), date(2026, 9, 24), &Calendar::published());
        let full = CommitmentPage {
            words: ["10月20日", "之前，", "3号楼", "电梯", "恢复", "运行。"].map(str::to_owned).to_vec(),
            badges: Badges::of(&it),
            span: Span::alone(&it, super::samples::TODAY),
            big: Span::big(&it, super::samples::TODAY),
            question: Some(Asked { id: "q1".into(), text: "柳岸小区3号楼电梯半年停了14次".into() }),
            records,
            evidence: vec![picture("e1", "before", "department"), picture("e2", "after", "verifier")],
            agreed: 9,
            steps_in_all: due.explanation.steps.len(),
            steps: due.explanation.steps,
            corrections: Vec::new(),
            may_object: true,
            agrees: false,
            typed: String::new(),
            problem: None,
            done: None,
            idempotency_key: "k".into(),
            as_of: 1_795_395_600_000,
            it,
        };
        let typed = CommitmentPage {
            typed: "2号楼昨天又停了".into(),
            problem: Some("too_many".into()),
            agrees: true,
            ..full.clone()
        };
        let others = super::samples::book().into_iter().skip(1).map(|it| CommitmentPage {
            badges: Badges::of(&it),
            span: Span::alone(&it, super::samples::TODAY),
            big: Span::big(&it, super::samples::TODAY),
            words: vec![it.quote.clone()],
            question: None,
            evidence: Vec::new(),
            corrections: Vec::new(),
            may_object: false,
            done: Some("agreed".into()),
            steps: Vec::new(),
            steps_in_all: 0,
            it,
            ..full.clone()
        });
        [full.clone(), typed].into_iter().chain(others).collect()
    }
}
