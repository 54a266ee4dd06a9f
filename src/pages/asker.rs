//! The asker's own page: the whole path of the question, with reasons, and all that its asker may do.

use serde::Serialize;

use super::Page;
use super::ask::{AskForm, FieldError, Trouble};
use super::door::{InquiryFace, PromiseLine, PublicQuestion, WrittenAnswer};
use super::samples::{lift, property};
use crate::domain::{book::PublicArbitration, difference::Span};

/// `/r/{receipt}`: the asker's own page.
#[derive(Debug, Clone, Serialize)]
pub struct AskerPage {
    /// A dispute about whose its order is.
    pub arbitration: Option<PublicArbitration>,
    /// Where it was asked.
    pub inquiry: InquiryFace,
    /// The number, digits only.
    pub receipt: String,
    /// Who asks: `provenance-<word>`; it was typed in for them unless it is `web`.
    pub provenance: String,
    /// The question's state, in its wire spelling; the heading is `asker-<state>`.
    pub state: String,
    /// How the heading ends where something was promised: `asker-promise-<word>`.
    pub promised: Option<String>,
    /// The version that forms on this page were made from.
    pub version: i64,
    /// When all of this was true, in milliseconds UTC.
    pub as_of: i64,
    /// What was asked, word for word.
    pub original: String,
    /// How the public text differs from it; empty while there is none or when it does not.
    pub changes: Vec<TextPart>,
    /// The question's public page, when it has one.
    pub public_href: Option<String>,
    /// The question that it was merged into.
    pub head: Option<PublicQuestion>,
    /// Why it was not taken, or what is missing.
    pub reason: Option<ReasonGiven>,
    /// What happened, newest first.
    pub path: Vec<Step>,
    /// The written answer, if there is one.
    pub answer: Option<WrittenAnswer>,
    /// What was promised with it.
    pub promises: Vec<PromiseLine>,
    /// What the asker can do now.
    pub may: May,
    /// How the asker judged it.
    pub rating: Option<Rating>,
    /// Who looked at the contact or the flat number.
    pub opened: Vec<Opened>,
    /// Which departments asked for the flat number.
    pub flats: Vec<FlatAsked>,
    /// What a moderator wrote beside an original in another language, and who.
    pub translation: Option<Translated>,
    /// What the asker sent to be looked at.
    pub photos: Vec<OwnPhoto>,
    /// What the asker reported of trouble made for them.
    pub reported: Vec<Reported>,
    /// What was just done on this page: `done-<word>`.
    pub done: Option<String>,
    /// Which form is still missing something: `completion`, `appeal`, `harassed`, `rating` or `full-erasure`.
    pub form: Option<String>,
    /// What was typed into it.
    pub typed: String,
    /// What is missing.
    pub errors: Vec<FieldError>,
    /// Why it could not be taken this time.
    pub trouble: Option<Trouble>,
    /// A fresh key a page, so that a double press is one act.
    pub idempotency_key: String,
}

/// A stretch of text: the same in both, taken out, or put in.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct TextPart {
    /// `same`, `cut` or `add`.
    pub kind: String,
    /// The words.
    pub text: String,
}

impl From<Span> for TextPart {
    fn from(span: Span) -> Self {
        let (kind, text) = match span {
            Span::Same(text) => ("same", text),
            Span::Cut(text) => ("cut", text),
            Span::Added(text) => ("add", text),
        };
        Self { kind: kind.into(), text }
    }
}

/// Why, in the words of the code and of who decided.
#[derive(Debug, Clone, Serialize)]
pub struct ReasonGiven {
    /// A reason code of `domain`; nothing for a request to complete.
    pub code: Option<String>,
    /// What the moderator wrote to the asker.
    pub note: Option<String>,
}

/// One mark on the asker's line.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// When, in milliseconds UTC; the asker may know the minute.
    pub at: i64,
    /// What happened; the sentence is `step-<kind>`.
    pub kind: String,
    /// Who decided, as they are called towards askers.
    pub by: Option<String>,
    /// How long it had waited, in minutes.
    pub waited_minutes: Option<u64>,
    /// The reason code that was given.
    pub reason: Option<String>,
    /// How it ended on air: `told-<word>` says what follows.
    pub outcome: Option<String>,
    /// What was written with it.
    pub note: Option<String>,
    /// Who has it now.
    pub department: Option<String>,
    /// By when, `YYYY-MM-DD`.
    pub due: Option<String>,
    /// The day, `YYYY-MM-DD`, where no hour is told; `at` then only keeps the order.
    pub on: Option<String>,
}

impl Step {
    /// A bare step.
    pub fn at(at: i64, kind: &str) -> Step {
        Step {
            at,
            kind: kind.into(),
            by: None,
            waited_minutes: None,
            reason: None,
            outcome: None,
            note: None,
            department: None,
            due: None,
            on: None,
        }
    }
}

/// A translation of what the asker wrote.
#[derive(Debug, Clone, Serialize)]
pub struct Translated {
    /// In Chinese.
    pub text: String,
    /// Who wrote it.
    pub by: String,
}

/// A photo that its asker sent.
#[derive(Debug, Clone, Serialize)]
pub struct OwnPhoto {
    /// Its id.
    pub id: String,
    /// `waiting`, `passed` or `refused`.
    pub state: String,
}

/// What the asker can do now.
#[derive(Debug, Clone, Default, Serialize)]
pub struct May {
    /// Add to it.
    pub complete: bool,
    /// Take it back.
    pub withdraw: bool,
    /// Have name and contact erased: there is one of them.
    pub erase: bool,
    /// Have everything erased: something is there.
    pub erase_all: bool,
    /// Have another person look again, once.
    pub appeal: bool,
    /// Send one photo more.
    pub add_photo: bool,
    /// Judge answer and handling.
    pub rate: bool,
    /// Say that somebody put pressure on them.
    pub tell_harassment: bool,
}

/// How the asker judged it: `satisfied`, `fair` or `dissatisfied`.
#[derive(Debug, Clone, Serialize)]
pub struct Rating {
    /// What was answered.
    pub answer: Option<String>,
    /// What was done.
    pub handling: Option<String>,
    /// Why.
    pub note: Option<String>,
}

/// A department asks for the flat number.
#[derive(Debug, Clone, Serialize)]
pub struct FlatAsked {
    /// The request.
    pub id: String,
    /// Which department.
    pub department: String,
    /// What for.
    pub reason: String,
    /// When, in milliseconds UTC.
    pub at: i64,
    /// `asked`, `agreed` or `refused`.
    pub state: String,
    /// The request's version, for the form.
    pub version: i64,
    /// What the form is filled with: what was typed, or what was left with the question.
    pub flat: String,
}

/// What the asker reported, and what was done about it.
#[derive(Debug, Clone, Serialize)]
pub struct Reported {
    /// In their words.
    pub text: String,
    /// When, in milliseconds UTC.
    pub at: i64,
    /// By which working day somebody has taken it up.
    pub due_on: String,
    /// Who has it.
    pub taken_by: Option<String>,
    /// What was done.
    pub done: Option<String>,
    /// When they were told, in milliseconds UTC.
    pub done_at: Option<i64>,
}

/// Somebody looked at the contact or the flat number.
#[derive(Debug, Clone, Serialize)]
pub struct Opened {
    /// When, in milliseconds UTC.
    pub at: i64,
    /// Who.
    pub by: String,
    /// `contact` or `flat`.
    pub what: String,
    /// Why, as they wrote it.
    pub reason: String,
}

impl Page for AskerPage {
    const TEMPLATE: &'static str = "intake/asker.html";

    fn samples() -> Vec<Self> {
        let step = Step::at;
        let part = |kind: &str, text: &str| TextPart { kind: kind.into(), text: text.into() };
        let flat = |state: &str| FlatAsked {
            id: "f1".into(),
            department: "住房和城乡建设局".into(),
            reason: "上门查看水压，需要知道是哪一户".into(),
            at: 1_789_990_000_000,
            state: state.into(),
            version: 1,
            flat: "2单元1203室".into(),
        };
        let reported = |is_over: bool| Reported {
            text: "物业的人上门让我撤回".into(),
            at: 1_789_990_000_000,
            due_on: "2026-09-22".into(),
            taken_by: is_over.then(|| "监督科 林青".into()),
            done: is_over.then(|| "已约谈物业公司经理，要求不得再上门。".into()),
            done_at: is_over.then_some(1_790_000_000_000),
        };
        let waiting = AskerPage {
            arbitration: None,
            inquiry: property(),
            receipt: "202609151287".into(),
            provenance: "web".into(),
            state: "submitted".into(),
            promised: None,
            version: 1,
            as_of: 1_789_453_400_000,
            original: "柳岸小区3号楼的电梯老是坏，上个月困了两次人，我妈八十二了住11楼。到底卡在哪？".into(),
            changes: Vec::new(),
            public_href: None,
            head: None,
            reason: None,
            path: vec![step(1_789_453_327_000, "submitted")],
            answer: None,
            promises: Vec::new(),
            may: May {
                complete: true,
                withdraw: true,
                erase: true,
                erase_all: true,
                tell_harassment: true,
                ..May::default()
            },
            rating: None,
            opened: Vec::new(),
            flats: Vec::new(),
            translation: None,
            photos: Vec::new(),
            reported: Vec::new(),
            done: None,
            form: None,
            typed: String::new(),
            errors: Vec::new(),
            trouble: None,
            idempotency_key: AskForm::default().idempotency_key,
        };
        let refused = AskerPage {
            provenance: "hotline".into(),
            state: "rejected".into(),
            version: 2,
            reason: Some(ReasonGiven { code: Some("vague".into()), note: Some("看不出是哪个小区。".into()) }),
            path: vec![
                Step {
                    by: Some("审核员小满".into()),
                    waited_minutes: Some(44),
                    reason: Some("vague".into()),
                    note: Some("看不出是哪个小区。".into()),
                    ..step(1_789_455_960_000, "rejected")
                },
                step(1_789_453_327_000, "submitted"),
            ],
            may: May { complete: false, appeal: true, tell_harassment: true, ..May::default() },
            form: Some("appeal".into()),
            typed: "就是".into(),
            errors: vec![FieldError { field: "text".into(), code: "too_short".into(), limit: Some(5) }],
            ..waiting.clone()
        };
        let answered = AskerPage {
            state: "answered_live".into(),
            promised: Some("kept".into()),
            version: 7,
            changes: vec![
                part("same", "柳岸小区3号楼的电梯老是坏，上个月困了两次人，"),
                part("cut", "我妈八十二了住11楼"),
                part("add", "家里有八十多岁的老人"),
                part("same", "。到底卡在哪？"),
            ],
            public_href: Some("/q/0199a1b2-0000-7000-8000-000000000001".into()),
            head: Some(lift()),
            path: vec![
                Step { on: Some("2026-10-26".into()), ..step(3, "promise_closed") },
                Step { on: Some("2026-10-16".into()), ..step(2, "promise_kept") },
                Step { on: Some("2026-10-15".into()), ..step(1, "promise_reported") },
                Step {
                    department: Some("住房和城乡建设局".into()),
                    due: Some("2026-10-09".into()),
                    ..step(1_790_260_000_000, "awaiting_written")
                },
                step(1_790_253_540_000, "on_air"),
                Step { by: Some("审核员白露".into()), ..step(1_789_540_000_000, "merged") },
                Step {
                    by: Some("审核员小满".into()), waited_minutes: Some(44), ..step(1_789_455_960_000, "approved")
                },
                step(1_789_453_327_000, "submitted"),
            ],
            promises: vec![PromiseLine::sample()],
            may: May { rate: true, complete: true, add_photo: false, tell_harassment: true, ..May::default() },
            rating: Some(Rating { answer: Some("fair".into()), handling: None, note: None }),
            opened: vec![Opened {
                at: 1_789_990_000_000,
                by: "监督科 林青".into(),
                what: "contact".into(),
                reason: "核实楼栋号".into(),
            }],
            flats: vec![flat("agreed"), flat("asked")],
            photos: ["waiting", "passed", "refused"]
                .map(|state| OwnPhoto { id: format!("0199a1b2-0000-7000-8000-{state}"), state: state.into() })
                .to_vec(),
            reported: vec![reported(true), reported(false)],
            done: Some("rated".into()),
            ..waiting.clone()
        };
        vec![waiting, refused, answered]
    }
}
