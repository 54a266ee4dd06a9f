//! 开播检查单: ten points, each green or red, and under each red one what to do.

use serde::Serialize;
use utoipa::ToSchema;

use super::Page;

/// `/stage/{slug}/checks`.
#[derive(Debug, Clone, Serialize)]
pub struct ChecksPage {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// Its phase, in its wire spelling.
    pub phase: String,
    /// When it goes live.
    pub starts_at: i64,
    /// Whole minutes until then; -1 once it was due.
    pub minutes_left: i64,
    /// The points.
    pub rows: Vec<CheckRow>,
    /// How many there are.
    pub n: usize,
    /// How many are green.
    pub good: usize,
    /// Whether whoever reads this may say how a point stands.
    pub may_check: bool,
    /// Why a word could not be taken: a code.
    pub problem: Option<String>,
    /// Whether something was said just now.
    pub done: bool,
    /// Makes a second press the same press.
    pub idempotency_key: String,
    /// Where the stage stream stood when this was read.
    pub resume: String,
}

/// A point.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CheckRow {
    /// Which: `check-<point>`.
    pub point: String,
    /// Whether it is green.
    pub good: bool,
    /// How it stands: `check-<point>-<how>`.
    pub how: String,
    /// A figure that the sentence names.
    pub n: i64,
    /// What it is about.
    pub about: Vec<Piece>,
    /// Who said so.
    pub by: Option<String>,
    /// When.
    pub at: Option<i64>,
    /// Whether a person says how it stands.
    pub is_said: bool,
}

/// A name, or a word of the language files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CheckPiece)]
pub struct Piece {
    /// As it is.
    pub text: Option<String>,
    /// The key of a sentence.
    pub key: Option<String>,
}

impl Piece {
    /// A name as it is.
    pub fn text(text: String) -> Self {
        Self { text: Some(text), key: None }
    }

    /// A word of the language files.
    pub fn key(key: String) -> Self {
        Self { text: None, key: Some(key) }
    }
}

impl Page for ChecksPage {
    const TEMPLATE: &'static str = "stage/checks.html";

    fn samples() -> Vec<Self> {
        let row = |point: &str, good, how: &str, n, about: &[&str]| CheckRow {
            point: point.into(),
            good,
            how: how.into(),
            n,
            about: about.iter().map(|it| Piece::text((*it).to_owned())).collect(),
            is_said: matches!(point, "square" | "clock" | "cards" | "backup"),
            ..CheckRow::default()
        };
        let said = |row: CheckRow| CheckRow { by: Some("清明".into()), at: Some(1_790_249_400_000), ..row };
        let kinds = vec![Piece::key("js-stage-kind-prompter".into()), Piece::key("js-stage-kind-lower_third".into())];
        let page = |rows: Vec<CheckRow>| ChecksPage {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            phase: "ready".into(),
            starts_at: 1_790_251_200_000,
            minutes_left: 30,
            n: rows.len(),
            good: rows.iter().filter(|row| row.good).count(),
            rows,
            may_check: true,
            problem: None,
            done: false,
            idempotency_key: "0199a1b200007000800000000000aaaa".into(),
            resume: "stage.k3f9.90".into(),
        };
        let red = page(vec![
            CheckRow { about: kinds, ..row("screens", false, "none", 0, &[]) },
            row("fonts", false, "missing", 2, &["下三分之一", "𠮷"]),
            said(row("square", false, "wrong", 0, &["https://other.example/i/x"])),
            said(row("clock", false, "off", 4200, &[])),
            row("delay", false, "short", 0, &[]),
            CheckRow { about: vec![Piece::key("pair-appeal".into())], ..row("pairs", false, "short", 3, &[]) },
            row("texts", false, "missing", 2, &["3", "7"]),
            said(row("cards", false, "changed", 0, &[])),
            row("disk", false, "low", 1, &[]),
            row("backup", false, "none", 0, &[]),
        ]);
        let green = page(vec![
            row("screens", true, "good", 3, &[]),
            row("fonts", true, "good", 1, &["喆"]),
            said(row("square", true, "good", 0, &["https://wenzheng.example/i/wuye"])),
            said(row("clock", true, "good", 120, &[])),
            row("delay", true, "good", 20, &[]),
            row("pairs", true, "good", 5, &[]),
            row("texts", true, "good", 12, &[]),
            said(row("cards", true, "good", 0, &[])),
            row("disk", true, "good", 40, &[]),
            said(row("backup", true, "hand", 0, &[])),
        ]);
        let other = page(vec![
            row("screens", false, "silent", 0, &["提词器 主"]),
            row("fonts", false, "unsaid", 1, &["喆"]),
            row("square", false, "unsaid", 0, &["https://wenzheng.example/i/wuye"]),
            row("clock", false, "unsaid", 0, &[]),
            row("texts", false, "none", 0, &[]),
            row("cards", false, "unsaid", 0, &[]),
            row("disk", false, "unknown", 0, &[]),
        ]);
        let hand = page(vec![
            row("screens", false, "behind", 0, &["返送屏"]),
            row("fonts", true, "none", 0, &[]),
            said(row("square", true, "hand", 0, &[])),
            said(row("clock", true, "hand", 0, &[])),
            CheckRow { is_said: false, ..row("square", true, "none", 0, &[]) },
        ]);
        let reads = ChecksPage { may_check: false, minutes_left: -1, phase: "live".into(), ..hand.clone() };
        vec![
            red,
            ChecksPage { done: true, ..green },
            other,
            ChecksPage { problem: Some("invalid".into()), ..hand },
            reads,
        ]
    }
}
