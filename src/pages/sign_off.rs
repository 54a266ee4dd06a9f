//! 审定: the signed paper, what was changed since it was signed, and who opened it.

use serde::Serialize;

use super::{Page, ask::FieldError};
use crate::domain::difference::Span;

/// `/stage/{slug}/sign-off`.
#[derive(Debug, Clone, Serialize)]
pub struct SignOffPage {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// Its phase, in its wire spelling.
    pub phase: String,
    /// Whose signature the paper bears; none where nothing was signed yet.
    pub signed_by: Option<String>,
    /// Who brought it in.
    pub kept_by: Option<String>,
    /// When.
    pub at: Option<i64>,
    /// SHA-256 of the file as it was sent in.
    pub sha256: Option<String>,
    /// How many questions have the words that were signed.
    pub same: usize,
    /// What is not as it was signed.
    pub rows: Vec<SignOffRow>,
    /// Who opened it.
    pub openings: Vec<OpeningRow>,
    /// Whether whoever reads this may bring in a paper and open it.
    pub may_keep: bool,
    /// The name that was typed.
    pub typed: String,
    /// What is wrong, field by field.
    pub errors: Vec<FieldError>,
    /// Why it could not be taken: a code.
    pub problem: Option<String>,
    /// Whether a paper was kept just now.
    pub done: bool,
    /// Makes a second press the same press.
    pub idempotency_key: String,
}

/// A question that is not as it was signed.
#[derive(Debug, Clone, Serialize)]
pub struct SignOffRow {
    /// Its number in the show.
    pub number: usize,
    /// Whether it came into the order afterwards.
    pub added: bool,
    /// Its words, with what was cut and added.
    pub spans: Vec<TextSpan>,
}

/// A run of characters: `same`, `cut` or `added`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextSpan {
    /// What became of it.
    pub change: &'static str,
    /// The characters.
    pub text: String,
}

/// Somebody opened the paper.
#[derive(Debug, Clone, Serialize)]
pub struct OpeningRow {
    /// Who.
    pub who: String,
    /// When.
    pub at: i64,
}

impl From<Span> for TextSpan {
    fn from(span: Span) -> Self {
        let (change, text) = match span {
            Span::Same(text) => ("same", text),
            Span::Cut(text) => ("cut", text),
            Span::Added(text) => ("added", text),
        };
        Self { change, text }
    }
}

impl Page for SignOffPage {
    const TEMPLATE: &'static str = "stage/sign-off.html";

    fn samples() -> Vec<Self> {
        let span = |change, text: &str| TextSpan { change, text: text.to_owned() };
        let bare = SignOffPage {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            phase: "ready".into(),
            signed_by: None,
            kept_by: None,
            at: None,
            sha256: None,
            same: 0,
            rows: Vec::new(),
            openings: Vec::new(),
            may_keep: true,
            typed: "县人大常委会 陆主任".into(),
            errors: vec![FieldError { field: "scan".into(), code: "unreadable".into(), limit: None }],
            problem: None,
            done: false,
            idempotency_key: "0199a1b200007000800000000000aaaa".into(),
        };
        let signed = SignOffPage {
            signed_by: Some("县人大常委会 陆主任".into()),
            kept_by: Some("清明".into()),
            at: Some(1_790_245_200_000),
            sha256: Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into()),
            same: 11,
            rows: vec![
                SignOffRow {
                    number: 3,
                    added: false,
                    spans: vec![span("same", "电梯停了"), span("cut", "三"), span("added", "四"), span("same", "个月")],
                },
                SignOffRow { number: 12, added: true, spans: vec![span("same", "消防通道停满了车")] },
            ],
            openings: vec![OpeningRow { who: "清明".into(), at: 1_790_246_000_000 }],
            typed: String::new(),
            errors: Vec::new(),
            done: true,
            ..bare.clone()
        };
        let reads = SignOffPage {
            may_keep: false,
            rows: Vec::new(),
            openings: Vec::new(),
            done: false,
            problem: Some("not_stored".into()),
            ..signed.clone()
        };
        vec![bare, signed, reads]
    }
}
