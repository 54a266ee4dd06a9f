//! Pages made for paper: the list of questions, the running order, the host's cards and the order that is signed for.
//! None of them has an original, a contact or the name of a person.

use serde::Serialize;

use super::{
    Page,
    ask::FieldError,
    followup::register::written,
    table_file::{Cell, Column, TableFile},
};
use crate::lang::{Arg, Lang};

/// `/desk/{slug}/sheet`, 题单: what was chosen and what may still be.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionSheet {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// When it goes live.
    pub starts_at: i64,
    /// `shortlisted`, then `approved`; within each what most devices share first.
    pub groups: Vec<SheetGroup>,
    /// How many questions there are.
    pub n: usize,
    /// When this was read.
    pub as_of: i64,
}

/// Questions of one standing.
#[derive(Debug, Clone, Serialize)]
pub struct SheetGroup {
    /// A question's state.
    pub state: String,
    /// The questions.
    pub rows: Vec<SheetQuestion>,
}

/// A question on paper.
#[derive(Debug, Clone, Serialize)]
pub struct SheetQuestion {
    /// Its number in the inquiry.
    pub number: i64,
    /// 公开文.
    pub text: String,
    /// Whom it asks.
    pub department: Option<String>,
    /// Devices that share it.
    pub seconds: i64,
}

/// `/stage/{slug}/sheet`, 播出单: the running order with its times.
#[derive(Debug, Clone, Serialize)]
pub struct RundownSheet {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// When it goes live.
    pub starts_at: i64,
    /// How long the show lasts, in minutes.
    pub minutes: i64,
    /// The items, in order.
    pub items: Vec<SheetItem>,
    /// What all that was not pulled is meant to take, in seconds.
    pub planned_s: u32,
    /// When this was read.
    pub as_of: i64,
}

/// `/stage/{slug}/cards`, 主持人手卡: what the host reads, one question a card.
#[derive(Debug, Clone, Serialize)]
pub struct HostCards {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// The items that the host reads, in order.
    pub items: Vec<SheetItem>,
    /// When this was read.
    pub as_of: i64,
}

/// An item of the running order on paper.
#[derive(Debug, Clone, Serialize)]
pub struct SheetItem {
    /// The question's number in the show; none for a film or a vote.
    pub number: Option<usize>,
    /// The words as they are read: the approved air text, or before that the public text, or what the item is.
    pub text: String,
    /// `large`, `medium` or `small`: how large the words can be on a card.
    pub size: &'static str,
    /// Who asks: `provenance-<word>`; none for a film or a vote.
    pub provenance: Option<String>,
    /// Who puts it on air: `asks-<word>`; none for a film or a vote.
    pub asks: Option<String>,
    /// The deputy who asks, by name.
    pub deputy: Option<String>,
    /// Why it was pulled: the reason code. Who asked for that is told in the gallery, not on paper.
    pub pulled: Option<String>,
    /// Whom it asks.
    pub department: Option<String>,
    /// When it is meant to begin.
    pub at: i64,
    /// How long it is meant to take, in seconds.
    pub planned_s: u32,
    /// How long the words take to read, in whole seconds; none for a film or a vote.
    pub reading_s: Option<u32>,
    /// `approved`, `waiting` or `none`: how it stands with the air text; `pulled` when it was taken out.
    pub air: &'static str,
}

/// `.../sheet` of a promise or of a question that a department owes: 交办单.
#[derive(Debug, Clone, Serialize)]
pub struct OrderSheet {
    /// Where the page it belongs to is.
    pub back: String,
    /// The inquiry's theme.
    pub theme: String,
    /// On which day it was live.
    pub live_on: String,
    /// The question's number in the inquiry, on the order of a question.
    pub number: Option<i64>,
    /// Who owes it.
    pub department: String,
    /// 原话 of a promise.
    pub quote: Option<String>,
    /// When it was spoken.
    pub mark_at: Option<i64>,
    /// 事项 of a promise, 交办文 of a question.
    pub what: Option<String>,
    /// By which day.
    pub due_on: Option<String>,
    /// Whether a calendar that is not published yet may still move it.
    pub provisional: bool,
    /// 验收标准 of a promise.
    pub test: Option<String>,
    /// Working days to accept, to plan and between two reports.
    pub terms: (u16, u16, u16),
    /// Where everybody reads it, and that address as a square.
    pub public: Option<(String, String)>,
    /// The day of printing.
    pub today: String,
    /// The house's own number of the inquiry, and the order's number in it.
    pub system: (i64, i64),
    /// 发文字号, once the office gave one.
    pub dispatch: Option<String>,
    /// The form that sets it, for whoever sends the order.
    pub numbering: Option<Numbering>,
}

/// The form for the office's number of an order; it stands beside the sheet and is not printed.
#[derive(Debug, Clone, Serialize)]
pub struct Numbering {
    /// What was typed, or the number as it stands.
    pub typed: String,
    /// The version that the form names.
    pub version: i64,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// Why it could not be taken: a code.
    pub problem: Option<String>,
    /// Makes a second press the same press.
    pub idempotency_key: String,
}

impl QuestionSheet {
    /// The same as a table to take along, as it stood on `today`.
    pub fn table(&self, today: &str, lang: Lang) -> TableFile {
        let columns = [
            ("sheet-number", 8),
            ("sheet-text", 60),
            ("sheet-to", 22),
            ("sheet-seconds", 8),
            ("morning-state", 14),
            ("sheet-chosen", 8),
        ];
        let state = |group: &SheetGroup| lang.say(&format!("state-{}", group.state), &[]);
        let rows = self.groups.iter().flat_map(|group| group.rows.iter().map(move |row| (row, state(group))));
        TableFile {
            title: format!("{} {}", lang.say("sheet-questions", &[]), self.theme),
            remark: lang.say("sheet-as-of", &[("when", Arg::from(written(lang, today)))]),
            columns: columns.map(|(key, width)| Column { name: lang.say(key, &[]), width }).to_vec(),
            rows: rows
                .map(|(row, state)| {
                    let (number, shared) = (Cell::Count(row.number), Cell::Count(row.seconds));
                    vec![
                        number,
                        row.text.clone().into(),
                        row.department.clone().into(),
                        shared,
                        state.into(),
                        "".into(),
                    ]
                })
                .collect(),
        }
    }
}

impl Page for QuestionSheet {
    const TEMPLATE: &'static str = "desk/sheet.html";

    fn samples() -> Vec<Self> {
        let row = |number, text: &str, department: Option<&str>, seconds| SheetQuestion {
            number,
            text: text.into(),
            department: department.map(str::to_owned),
            seconds,
        };
        let lift = row(12, LIFT, Some("住房和城乡建设局"), 431);
        let many = (1..60).map(|n| row(n, "二次供水水箱上次清洗是哪一天，谁验的？", None, 60 - n)).collect();
        let page = QuestionSheet {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            starts_at: LIVE_AT,
            groups: vec![
                SheetGroup { state: "shortlisted".into(), rows: vec![lift] },
                SheetGroup { state: "approved".into(), rows: many },
            ],
            n: 60,
            as_of: LIVE_AT - 3_600_000,
        };
        vec![QuestionSheet { groups: vec![], n: 0, ..page.clone() }, page]
    }
}

impl Page for RundownSheet {
    const TEMPLATE: &'static str = "stage/sheet.html";

    fn samples() -> Vec<Self> {
        let items = sample_items();
        let page = RundownSheet {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            starts_at: LIVE_AT,
            minutes: 75,
            planned_s: items.iter().filter(|item| item.air != "pulled").map(|item| item.planned_s).sum(),
            items,
            as_of: LIVE_AT - 3_600_000,
        };
        vec![RundownSheet { items: vec![], planned_s: 0, ..page.clone() }, page]
    }
}

impl Page for HostCards {
    const TEMPLATE: &'static str = "stage/cards.html";

    fn samples() -> Vec<Self> {
        let items = sample_items().into_iter().filter(|item| item.number.is_some()).collect();
        let page =
            HostCards { slug: "wuye".into(), theme: "加强物业管理".into(), items, as_of: LIVE_AT - 3_600_000 };
        vec![HostCards { items: vec![], ..page.clone() }, page]
    }
}

impl OrderSheet {
    /// What the order is of, in its number: C of a promise, Q of a question.
    pub fn letter(&self) -> &'static str {
        if self.quote.is_some() { "C" } else { "Q" }
    }
}

impl Page for OrderSheet {
    const TEMPLATE: &'static str = "followup/sheet.html";

    fn samples() -> Vec<Self> {
        let square = "<svg viewBox=\"0 0 21 21\"><path d=\"M0 0h7v7H0zM14 0h7v7h-7zM0 14h7v7H0z\"/></svg>";
        let promise = OrderSheet {
            back: "/supervision/c/c1".into(),
            theme: "加强物业管理".into(),
            live_on: "2026-09-24".into(),
            number: None,
            department: "住房和城乡建设局".into(),
            quote: Some("10月20日之前，3号楼电梯恢复运行。维修资金，材料齐了我们三个工作日批。".into()),
            mark_at: Some(LIVE_AT + 2_602_000),
            what: Some("恢复柳岸小区3号楼电梯运行；维修资金申请材料齐全的，3个工作日内批复".into()),
            due_on: Some("2026-10-20".into()),
            provisional: true,
            test: Some("电梯连续运行7天；随机抽5份申请，均在3个工作日内批复".into()),
            terms: (1, 5, 10),
            public: Some(("https://wenzheng.example/c/c1".into(), square.into())),
            today: "2026-09-28".into(),
            system: (2, 3),
            dispatch: Some("望人办〔2026〕12号".into()),
            numbering: None,
        };
        let question = OrderSheet {
            back: "/department/q/q1".into(),
            number: Some(12),
            quote: None,
            mark_at: None,
            what: Some("柳岸小区二次供水为什么发黄？".into()),
            provisional: false,
            test: None,
            public: None,
            ..promise.clone()
        };
        let numbering = Numbering {
            typed: "望人办2026年12号".into(),
            version: 0,
            errors: vec![FieldError { field: "number".into(), code: "malformed".into(), limit: None }],
            problem: None,
            idempotency_key: "k".into(),
        };
        let bare = OrderSheet {
            what: None,
            due_on: None,
            test: None,
            dispatch: None,
            numbering: Some(numbering),
            ..promise.clone()
        };
        vec![promise, question, bare]
    }
}

/// 24 September 2026, 20:00 in Wanghe.
const LIVE_AT: i64 = 1_790_251_200_000;
const LIFT: &str = "柳岸小区3号楼电梯半年停了14次，修电梯的钱什么时候批得下来？";

fn sample_items() -> Vec<SheetItem> {
    let item = |number, text: &str, at_s: i64, air| SheetItem {
        number,
        text: text.into(),
        size: "large",
        provenance: number.map(|n| if n == 2 { "deputy" } else { "web" }.to_owned()),
        pulled: None,
        asks: number.map(|n| if n == 2 { "deputy" } else { "host" }.to_owned()),
        deputy: number.filter(|n| *n == 2).map(|_| "罗秋".to_owned()),
        department: number.map(|_| "住房和城乡建设局".to_owned()),
        at: LIVE_AT + at_s * 1000,
        planned_s: 240,
        reading_s: number.map(|_| 6),
        air,
    };
    let long = LIFT.repeat(5);
    vec![
        item(None, "短片：楼道里的一天", 0, "none"),
        item(Some(1), LIFT, 240, "approved"),
        item(Some(2), "全县电梯谁在维保、多久修一次，能不能逐台公示？", 480, "waiting"),
        SheetItem { size: "small", ..item(Some(3), &long, 720, "none") },
        item(Some(4), "多收的三个月停车费，退不退、哪天退？", 720, "pulled"),
    ]
}
