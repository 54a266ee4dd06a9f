//! `/ledger`: 承诺公示, one promise a row on a common axis, and one sentence over it.

use jiff::civil::Date;
use serde::Serialize;

use super::{
    badges::Badges,
    span::{Axis, Month, Span},
};
use crate::{
    domain::book::{BookCounts, PublicCommitment},
    pages::{Page, door::Choice},
};

/// Room that the word for today takes on the axis.
const TODAY_WIDE: i64 = 36;

/// The public book.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerPage {
    /// The rows, the newest first.
    pub rows: Vec<LedgerRow>,
    /// Where months begin on the common axis.
    pub months: Vec<Month>,
    /// Where today is on it.
    pub today_x: i64,
    /// What the sentence is made of.
    pub counts: BookCounts,
    /// The parts of those due that are not empty, in the order in which they are told.
    pub parts: Vec<SumPart>,
    /// Kept on time of those due, per cent, from ten cases on.
    pub percent: Option<i64>,
    /// The inquiry that was chosen: its theme.
    pub theme: Option<String>,
    /// Inquiries to choose from.
    pub inquiries: Vec<Choice>,
    /// Departments to choose from.
    pub departments: Vec<Choice>,
    /// States to choose from.
    pub states: Vec<String>,
    /// What was chosen.
    pub chosen: Chosen,
    /// Where the book goes on.
    pub more: Option<String>,
    /// When all of this was counted.
    pub as_of: i64,
}

/// A part of those due: its words are `sum-<key>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SumPart {
    /// The part's name.
    pub key: &'static str,
    /// How many.
    pub n: i64,
    /// `good`, `warn`, `late` or `plain`.
    pub class: &'static str,
}

/// What was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Chosen {
    /// The inquiry's name in addresses.
    pub inquiry: String,
    /// The department's name in addresses.
    pub department: String,
    /// A state.
    pub state: String,
    /// Only what is late.
    pub late: bool,
}

/// A promise as a row.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerRow {
    /// The promise.
    pub it: PublicCommitment,
    /// Its three badges.
    pub badges: Badges,
    /// Its line.
    pub span: Span,
}

impl LedgerPage {
    /// The parts of those due that are not empty.
    pub fn parts(counts: &BookCounts) -> Vec<SumPart> {
        let parts = [
            ("kept_on_time", counts.kept_on_time, "good"),
            ("kept_late", counts.kept_late, "warn"),
            ("kept_in_part", counts.kept_in_part, "warn"),
            ("broken", counts.broken, "late"),
            ("not_verifiable", counts.not_verifiable, "plain"),
            ("unjudged", counts.unjudged, "plain"),
        ];
        let told = parts.into_iter().filter(|(_, n, _)| *n > 0);
        told.map(|(key, n, class)| SumPart { key, n, class }).collect()
    }
}

/// The rows on one axis, with the axis itself.
pub fn rows(all: Vec<PublicCommitment>, today: Date) -> (Vec<LedgerRow>, Vec<Month>, i64) {
    let axis = Axis::around(&all, today);
    let mut months = axis.months(384);
    let rows: Vec<LedgerRow> = all
        .into_iter()
        .map(|it| LedgerRow { badges: Badges::of(&it), span: Span::of(&it, &axis, today), it })
        .collect();
    let today_x = rows.first().map_or(0, |row| row.span.today);
    for month in months.iter_mut().filter(|month| (month.x - today_x).abs() < TODAY_WIDE) {
        month.named = false;
    }
    (rows, months, today_x)
}

impl Page for LedgerPage {
    const TEMPLATE: &'static str = "followup/ledger.html";

    fn samples() -> Vec<Self> {
        let (rows, months, today_x) = rows(super::samples::book(), super::samples::TODAY);
        let choice = |id: &str, name: &str| Choice { id: id.into(), name: name.into() };
        let counts = BookCounts {
            registering: 1,
            followed: 9,
            running: 1,
            undated: 2,
            undated_kept: 1,
            early: 1,
            early_kept: 1,
            due: 5,
            kept_on_time: 2,
            kept_in_part: 1,
            broken: 1,
            unjudged: 1,
            late: 1,
            ..BookCounts::default()
        };
        let full = LedgerPage {
            rows,
            months,
            today_x,
            parts: LedgerPage::parts(&counts),
            counts,
            percent: None,
            theme: Some("加强物业管理".into()),
            inquiries: vec![choice("wuye", "加强物业管理")],
            departments: vec![choice("housing", "住房和城乡建设局"), choice("fire", "消防救援大队")],
            states: vec!["in_progress".into(), "notice".into(), "closed".into()],
            chosen: Chosen { inquiry: "wuye".into(), ..Chosen::default() },
            more: Some("/ledger?after=x".into()),
            as_of: 1_795_395_600_000,
        };
        let empty = LedgerPage {
            rows: Vec::new(),
            months: Vec::new(),
            counts: BookCounts::default(),
            parts: Vec::new(),
            theme: None,
            more: None,
            ..full.clone()
        };
        let many = BookCounts { due: 12, kept_on_time: 8, kept_late: 2, followed: 12, excluded: 1, ..counts };
        vec![
            full.clone(),
            empty,
            LedgerPage { parts: LedgerPage::parts(&many), counts: many, percent: Some(67), ..full },
        ]
    }
}
