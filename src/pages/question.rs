//! One public question, and what came of it.

use serde::Serialize;

use super::{
    Page,
    door::{InquiryFace, PromiseLine, PublicQuestion, WrittenAnswer},
    samples::{fire_lane, lift, property},
};
use crate::domain::book::PublicArbitration;

/// `/q/{id}`: one public question and what came of it.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionPage {
    /// The question.
    pub question: PublicQuestion,
    /// Where it was asked.
    pub inquiry: InquiryFace,
    /// How many others were merged into it.
    pub merged: u64,
    /// The question that it was merged into.
    pub head: Option<PublicQuestion>,
    /// What happened, newest first, by day.
    pub path: Vec<PublicStep>,
    /// The written answer, if there is one.
    pub answer: Option<WrittenAnswer>,
    /// A dispute about whose its order is.
    pub arbitration: Option<PublicArbitration>,
    /// What was promised with it.
    pub promises: Vec<PromiseLine>,
    /// The ids of the photos that a moderator passed.
    pub photos: Vec<String>,
    /// A second was heard just now that does not count yet.
    pub is_heard_only: bool,
}

/// Something that happened to a public question.
#[derive(Debug, Clone, Serialize)]
pub struct PublicStep {
    /// The day, `YYYY-MM-DD`.
    pub on: String,
    /// What happened: `submitted`, or the state that it came to; the sentence is `step-<kind>`.
    pub kind: String,
}

impl Page for QuestionPage {
    const TEMPLATE: &'static str = "intake/question.html";

    fn samples() -> Vec<Self> {
        let step = |on: &str, kind: &str| PublicStep { on: on.into(), kind: kind.into() };
        let whole = QuestionPage {
            arbitration: None,
            question: PublicQuestion { state: "answered_written".into(), may_second: false, ..lift() },
            inquiry: property(),
            merged: 114,
            head: None,
            path: vec![
                step("2026-10-09", "answered_written"),
                step("2026-09-24", "on_air"),
                step("2026-09-15", "approved"),
                step("2026-09-15", "submitted"),
            ],
            answer: Some(WrittenAnswer {
                text: "维修资金申请材料已收齐。\n9月28日批复，10月20日前恢复运行。".into(),
                department: "住房和城乡建设局".into(),
                signed_by: "李某".into(),
                on: "2026-10-09".into(),
            }),
            promises: vec![PromiseLine::sample()],
            photos: vec!["0199a1b2-0000-7000-8000-00000000b001".into(), "0199a1b2-0000-7000-8000-00000000b002".into()],
            is_heard_only: false,
        };
        let merged = QuestionPage {
            question: PublicQuestion { state: "merged".into(), ..fire_lane() },
            head: Some(lift()),
            merged: 0,
            answer: None,
            promises: Vec::new(),
            photos: Vec::new(),
            is_heard_only: true,
            ..whole.clone()
        };
        vec![whole, merged]
    }
}
