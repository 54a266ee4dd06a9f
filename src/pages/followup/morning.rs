//! 次日速报: what came of a show, on one sheet for the morning after. Nothing on it is not public.

use serde::{Deserialize, Serialize};

use crate::{domain::counts::Counts, pages::Page};

/// `/supervision/{slug}/morning`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MorningReport {
    /// The inquiry's address.
    pub slug: String,
    /// What it was about.
    pub theme: String,
    /// When it was live.
    pub live_at: i64,
    /// When this was read.
    pub as_of: i64,
    /// When a sheet was fixed, once one was.
    #[serde(default)]
    pub fixed_at: Option<i64>,
    /// Whether this is that one.
    #[serde(default)]
    pub is_fixed: bool,
    /// Whether the show is over; before that the figures are on their way.
    pub is_over: bool,
    /// Where all questions went.
    pub counts: Counts,
    /// Not taken up, for whatever reason.
    pub rejected: i64,
    /// From how many devices they came.
    pub devices: i64,
    /// How many were on air.
    pub shown: usize,
    /// How they ended there: every outcome with how often.
    pub outcomes: Vec<(String, usize)>,
    /// What was promised, in the order in which it was spoken.
    pub promises: Vec<MorningPromise>,
    /// How many more were promised than stand here.
    pub more_promises: usize,
    /// Of the promises, how many are not confirmed yet.
    pub unconfirmed: usize,
    /// What was on air and is not answered.
    pub open: Vec<MorningQuestion>,
    /// How many more there are.
    pub more_open: usize,
    /// Questions without a department and a day.
    pub unowned: i64,
    /// What is due within three working days.
    pub soon: Vec<MorningStep>,
    /// How many more there are.
    pub more_soon: usize,
}

/// A promise on the sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MorningPromise {
    /// When it was spoken.
    pub mark_at: i64,
    /// Who owes it.
    pub lead: Option<String>,
    /// 事项, or before that the words as spoken.
    pub what: String,
    /// By which day.
    pub due_on: Option<String>,
    /// Whether a calendar that is not published yet may still move it.
    pub provisional: bool,
    /// Where it is.
    pub state: String,
}

/// A question on the sheet that was not answered on air.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MorningQuestion {
    /// Its number in the inquiry.
    pub number: i64,
    /// 公开文.
    pub text: String,
    /// How it ended on air.
    pub outcome: String,
    /// Who owes the answer.
    pub owner: Option<String>,
    /// By which day.
    pub due_on: Option<String>,
}

/// What is due soon.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MorningStep {
    /// By which day.
    pub on: String,
    /// Whether that day is over.
    pub late: bool,
    /// Who has to act.
    pub who: Option<String>,
    /// `assign`, `accept`, `plan`, `answer`, ...
    pub step: String,
    /// On what.
    pub what: String,
}

impl Page for MorningReport {
    const TEMPLATE: &'static str = "followup/morning.html";

    fn samples() -> Vec<Self> {
        let live_at = 1_790_251_200_000;
        let promise = |what: &str, due_on: Option<&str>, state: &str| MorningPromise {
            mark_at: live_at + 2_602_000,
            lead: Some("住房和城乡建设局".into()),
            what: what.into(),
            due_on: due_on.map(str::to_owned),
            provisional: due_on.is_some(),
            state: state.into(),
        };
        let question = |outcome: &str, owner: Option<&str>| MorningQuestion {
            number: 12,
            text: "多收的三个月停车费，退不退、哪天退？".into(),
            outcome: outcome.into(),
            owner: owner.map(str::to_owned),
            due_on: owner.map(|_| "2026-10-09".to_owned()),
        };
        let full = MorningReport {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            live_at,
            as_of: live_at + 45_000_000,
            fixed_at: Some(live_at + 45_000_000),
            is_fixed: true,
            is_over: true,
            counts: Counts { received: 1_204, waiting: 3, public: 311, private: 96, merged: 402, ..Counts::default() },
            rejected: 121,
            devices: 987,
            shown: 24,
            outcomes: [("answered", 14), ("partly", 4), ("evaded", 2), ("to_writing", 4)]
                .map(|(word, n)| (word.to_owned(), n))
                .to_vec(),
            promises: vec![
                promise("恢复柳岸小区3号楼电梯运行", Some("2026-10-20"), "assigned"),
                promise("尽快研究", None, "captured"),
            ],
            more_promises: 3,
            unconfirmed: 1,
            open: vec![question("evaded", Some("发展和改革委员会")), question("to_writing", None)],
            more_open: 2,
            unowned: 7,
            soon: vec![MorningStep {
                on: "2026-09-25".into(),
                late: true,
                who: Some("住房和城乡建设局".into()),
                step: "accept".into(),
                what: "恢复柳岸小区3号楼电梯运行".into(),
            }],
            more_soon: 1,
        };
        let bare = MorningReport {
            is_over: false,
            is_fixed: false,
            promises: vec![],
            more_promises: 0,
            unconfirmed: 0,
            open: vec![],
            more_open: 0,
            unowned: 0,
            soon: vec![],
            more_soon: 0,
            ..full.clone()
        };
        vec![full, bare]
    }
}
