//! `/scribe/{slug}`: what is promised, caught while it is spoken; whole as a form, quick with keys.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::pages::{Page, ask::FieldError, door::Choice};

/// The scribe's page.
#[derive(Clone, Debug, Serialize)]
pub struct ScribePage {
    /// The inquiry's name in addresses.
    pub slug: String,
    /// Its theme.
    pub theme: String,
    /// Its phase.
    pub phase: String,
    /// Who sits here.
    pub name: String,
    /// The mark for the next promise: its id and moment.
    pub mark: Option<(String, i64)>,
    /// The latest marks, the latest first.
    pub marks: Vec<Mark>,
    /// Who can owe.
    pub departments: Vec<Choice>,
    /// Questions that can be answered: id and beginning.
    pub questions: Vec<Choice>,
    /// What was caught, the newest first.
    pub caught: Vec<Caught>,
    /// What was typed, by field.
    pub typed: BTreeMap<String, String>,
    /// What is wrong in it.
    pub errors: Vec<FieldError>,
    /// Why it was not kept: a code.
    pub problem: Option<String>,
    /// It was kept just now.
    pub done: bool,
    /// Makes a second press the same press.
    pub idempotency_key: String,
    /// Where the studio's stream stood when the page was made, `epoch.offset`.
    pub resume: Option<String>,
    /// When all of this was true.
    pub as_of: i64,
}

/// A moment that was marked, and what was caught there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Its id.
    pub id: String,
    /// When.
    pub at: i64,
    /// The words of the promise that was caught there, if one was.
    pub quote: Option<String>,
}

/// A promise that was caught.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Caught {
    /// Its id.
    pub id: String,
    /// Where it is.
    pub state: String,
    /// What kind of saying.
    pub kind: String,
    /// 原话.
    pub quote: String,
    /// When it was spoken.
    pub mark_at: i64,
    /// Whether the mark was set afterwards.
    pub marked_afterwards: bool,
    /// Boxes that are still empty.
    pub missing: Vec<String>,
}

impl Page for ScribePage {
    const TEMPLATE: &'static str = "followup/scribe.html";

    fn samples() -> Vec<Self> {
        let caught = |id: &str, state: &str, quote: &str, missing: &[&str]| Caught {
            id: id.into(),
            state: state.into(),
            kind: "promise".into(),
            quote: quote.into(),
            mark_at: 1_790_253_382_000,
            marked_afterwards: missing.len() > 1,
            missing: missing.iter().map(|name| (*name).to_owned()).collect(),
        };
        let choice = |id: &str, name: &str| Choice { id: id.into(), name: name.into() };
        let empty = ScribePage {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            phase: "live".into(),
            name: "苏芒".into(),
            mark: None,
            marks: Vec::new(),
            departments: vec![choice("housing", "住房和城乡建设局"), choice("fire", "消防救援大队")],
            questions: vec![choice("q1", "11　柳岸小区3号楼电梯半年停了14次")],
            caught: Vec::new(),
            typed: BTreeMap::new(),
            errors: vec![],
            problem: None,
            done: false,
            idempotency_key: "k".into(),
            resume: Some("k3f9.4".into()),
            as_of: 1_790_253_802_000,
        };
        let typed = [
            ("quote", "10月20日之前，3号楼电梯恢复运行。"),
            ("what", "柳岸小区3号楼电梯恢复运行"),
            ("lead", "housing"),
            ("due", "尽快"),
            ("kind", "promise"),
        ];
        let busy = ScribePage {
            mark: Some(("m1".into(), 1_790_253_782_000)),
            marks: vec![
                Mark { id: "m1".into(), at: 1_790_253_782_000, quote: None },
                Mark {
                    id: "m0".into(),
                    at: 1_790_253_382_000,
                    quote: Some("东苑新村的消防通道，国庆以前清开。".into()),
                },
            ],
            caught: vec![
                caught("c2", "captured", "公共收益的账，10月15号以前张榜。", &["person", "test"]),
                caught("c1", "confirmed", "东苑新村的消防通道，国庆以前清开，画上黄线。", &[]),
            ],
            typed: typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
            errors: vec![FieldError { field: "due".into(), code: "unreadable".into(), limit: None }],
            done: false,
            ..empty.clone()
        };
        vec![empty.clone(), busy, ScribePage { done: true, problem: Some("busy".into()), ..empty }]
    }
}
