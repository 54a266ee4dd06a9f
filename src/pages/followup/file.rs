//! One promise as those read it who see to it: its file, and a form for each thing that they may do with it now.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{badges::Badges, sending::Outgoing};
use crate::{
    domain::book::{PublicArbitration, PublicCommitment},
    pages::{Page, ask::FieldError, door::Choice},
};

/// A promise's file.
#[derive(Clone, Debug, Serialize)]
pub struct FilePage {
    /// `supervision`, `department` or `verification`: where the forms are sent.
    pub place: String,
    /// What left the office for it.
    pub sent: Outgoing,
    /// Who reads it.
    pub name: String,
    /// Its id.
    pub id: String,
    /// The version that every form names.
    pub version: i64,
    /// Where it is.
    pub state: String,
    /// 原话.
    pub quote: String,
    /// What kind of saying.
    pub kind: String,
    /// When it was spoken.
    pub mark_at: i64,
    /// Whether the mark was set afterwards.
    pub marked_afterwards: bool,
    /// The inquiry's theme.
    pub theme: String,
    /// Where the show can be seen, while its words are still to be confirmed.
    pub stream: Option<String>,
    /// The five boxes as they were said, in their order: name and text.
    pub boxes: Vec<FileBox>,
    /// The three badges, once the words stand.
    pub badges: Option<Badges>,
    /// Whether everybody can read it.
    pub is_public: bool,
    /// The clerk who sees to it.
    pub owner: Option<String>,
    /// How often it was given back.
    pub returns: usize,
    /// 退单会商, while it is open.
    pub arbitration: Option<PublicArbitration>,
    /// What the office has to do next: `step-<word>`, and by when.
    pub step: Option<(String, String)>,
    /// While in notice, the first day on which it may be closed.
    pub notice_ends_on: Option<String>,
    /// Whether the reader wrote its words, and so cannot confirm them without a reason.
    pub own: bool,
    /// What the reader may do now, in the order in which it is offered.
    pub actions: Vec<String>,
    /// Whether the reader may send in pictures now.
    pub may_show: bool,
    /// Everything that was sent in.
    pub evidence: Vec<FileEvidence>,
    /// Every line of the record, the newest first.
    pub records: Vec<FileRecord>,
    /// To whom it can be given.
    pub departments: Vec<Choice>,
    /// The form that could not be taken: an action's word.
    pub form: Option<String>,
    /// What was typed into it.
    pub typed: BTreeMap<String, String>,
    /// What is wrong in it.
    pub errors: Vec<FieldError>,
    /// Why it could not be taken: a code.
    pub problem: Option<String>,
    /// What was just done.
    pub done: Option<String>,
    /// Makes a second press the same press.
    pub idempotency_key: String,
    /// The day after which dates may lie.
    pub today: String,
}

/// One of the five boxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileBox {
    /// `what`, `lead`, `person`, `due` or `test`.
    pub name: String,
    /// What was said; or nothing.
    pub text: Option<String>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileEvidence {
    /// Its id.
    pub id: String,
    /// `department` or `verifier`.
    pub part: String,
    /// `before`, `after` or `site`.
    pub side: String,
    /// What it shows.
    pub caption: Option<String>,
    /// When it was sent in.
    pub on: String,
    /// Whether all may see it.
    pub shown: bool,
}

/// A line of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileRecord {
    /// When.
    pub at: i64,
    /// In which part.
    pub part: String,
    /// Who.
    pub person: Option<String>,
    /// For which department.
    pub department: Option<String>,
    /// What was done.
    pub action: String,
    /// As what it was judged afterwards.
    pub outcome: String,
    /// What all may read.
    pub text: Option<String>,
    /// What stays inside.
    pub internal: Option<String>,
}

/// The five boxes of a public promise, for the samples.
fn boxes(it: &PublicCommitment) -> Vec<FileBox> {
    let one = |name: &str, text: Option<String>| FileBox { name: name.into(), text };
    vec![
        one("what", it.what.clone()),
        one("lead", it.lead.as_ref().map(|lead| lead.name.clone())),
        one("person", None),
        one("due", Some("10月20日".into())),
        one("test", it.test.clone()),
    ]
}

impl Page for FilePage {
    const TEMPLATE: &'static str = "followup/file.html";

    fn samples() -> Vec<Self> {
        let it = super::samples::lift();
        let evidence = |id: &str, part: &str, shown| FileEvidence {
            id: id.into(),
            part: part.into(),
            side: "after".into(),
            caption: Some("1号电梯".into()),
            on: "2026-10-19".into(),
            shown,
        };
        let record = |part: &str, action: &str, text: Option<&str>, internal: Option<&str>| FileRecord {
            at: 1_790_253_802_000,
            part: part.into(),
            person: Some("何苗".into()),
            department: (part == "department").then(|| "住房和城乡建设局".into()),
            action: action.into(),
            outcome: "not_assessed".into(),
            text: text.map(str::to_owned),
            internal: internal.map(str::to_owned),
        };
        let choice = |id: &str, name: &str| Choice { id: id.into(), name: name.into() };
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let page = FilePage {
            sent: Outgoing { sending: None, told: vec![], ..Outgoing::sample() },
            place: "department".into(),
            name: "何苗".into(),
            id: it.id.0.clone(),
            version: 5,
            state: "in_progress".into(),
            quote: it.quote.clone(),
            kind: "promise".into(),
            mark_at: it.mark_at.0,
            marked_afterwards: true,
            stream: None,
            theme: it.theme.clone(),
            boxes: boxes(&it),
            badges: Some(Badges::of(&it)),
            is_public: true,
            owner: Some("何苗".into()),
            returns: 1,
            arbitration: None,
            step: Some(("progress".into(), "2026-12-04".into())),
            notice_ends_on: None,
            own: false,
            actions: words(&["progress", "report_done"]),
            may_show: true,
            evidence: vec![evidence("e1", "department", false), evidence("e2", "verifier", true)],
            records: vec![
                record("visitor", "object", None, Some("2号楼昨天又停了")),
                record("department", "progress", Some("钢丝绳已换"), Some("维保公司欠费")),
                record("supervisor", "assign", None, None),
            ],
            departments: vec![choice("housing", "住房和城乡建设局"), choice("water", "城南供水有限公司")],
            form: Some("report_done".into()),
            typed: BTreeMap::from([("note".to_owned(), "三部都修好了".to_owned())]),
            errors: vec![],
            problem: Some("evidence_required".into()),
            done: None,
            idempotency_key: "k".into(),
            today: "2026-11-23".into(),
        };
        let quiet = FilePage { form: None, typed: BTreeMap::new(), problem: None, ..page.clone() };
        let with = |place: &str, state: &str, actions: &[&str]| FilePage {
            sent: if place == "supervision" { Outgoing::sample() } else { Outgoing::default() },
            place: place.into(),
            state: state.into(),
            actions: words(actions),
            may_show: place != "supervision",
            ..quiet.clone()
        };
        vec![
            page,
            with("department", "assigned", &["accept", "return"]),
            FilePage {
                own: true,
                badges: None,
                is_public: false,
                ..with("supervision", "captured", &["confirm", "edit", "void"])
            },
            with("supervision", "confirmed", &["assign", "countersign", "extend", "judge"]),
            with("supervision", "in_progress", &["extend", "pause", "judge"]),
            FilePage {
                notice_ends_on: Some("2026-11-29".into()),
                ..with("supervision", "disputed", &["rule", "close", "resume", "reopen"])
            },
            with("verification", "reported_done", &["take_up", "verify", "object"]),
            FilePage {
                arbitration: super::samples::given_back().arbitration,
                badges: Some(Badges::of(&super::samples::given_back())),
                step: Some(("arbitrate".into(), "2026-09-30".into())),
                ..with("supervision", "returned", &["assign"])
            },
        ]
    }
}
