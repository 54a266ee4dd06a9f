//! The moderation desk: what the page shows at once and what its elements fetch are the same shapes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Page;
use super::door::Choice;
use super::receipt::TextPart;
use crate::domain::alarm::AlarmCounts;

/// `/desk/{slug}`: queues, the list, one question. Readable without script.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DeskPage {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// Its phase, in its wire spelling.
    pub phase: String,
    /// Who sits here.
    pub me: DeskPerson,
    /// Whether they lead the desk.
    pub leads: bool,
    /// The queues in their order.
    pub queues: Vec<String>,
    /// The queue that is shown.
    pub queue: String,
    /// `oldest`, `newest` or `seconds`.
    pub sort: String,
    /// The list and the counts.
    pub desk: DeskList,
    /// The question that is open.
    pub open: Option<DeskQuestion>,
    /// To whom one can refer or transfer.
    #[cfg_attr(test, ts(type = "{ id: string, name: string }[]"))]
    pub departments: Vec<Choice>,
    /// The reason codes in the order of their digits.
    pub reasons: Vec<DeskReason>,
    /// Where the desk stream stood when the page was made, `epoch.offset`.
    pub resume: Option<String>,
}

/// Somebody at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DeskPerson {
    /// The person's id.
    pub id: String,
    /// What the others call them.
    pub name: String,
}

/// The answer of `GET /inquiries/{slug}/desk`.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DeskList {
    /// The questions of the queue, in order.
    pub items: Vec<DeskLine>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many stand in each queue, exactly, by its name in the contract.
    pub counts: BTreeMap<String, u64>,
    /// How many urgent matters nobody has taken, and how many are being seen to.
    pub alarms: AlarmCounts,
    /// How far the desk is behind.
    pub backlog: Backlog,
    /// How fast the door is: `open`, `slowed` or `paused`.
    pub gate: String,
    /// The desk stream's offset at which this was true.
    pub head: i64,
}

/// How far the desk is behind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Backlog {
    /// How many wait for a first look.
    pub waiting: i64,
    /// When the one that has waited longest was stored, in milliseconds UTC.
    pub oldest: Option<i64>,
    /// How many wait longer than they should.
    pub late: i64,
    /// How long they should wait at most, in minutes.
    pub minutes: i64,
}

/// What waits with the same words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Same {
    /// How many.
    pub n: i64,
    /// From how many devices; what was typed in or imported has none.
    pub devices: i64,
}

/// Who left a question to the lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct LeftToLead {
    /// Their name.
    pub by: String,
    /// When, in milliseconds UTC.
    pub at: i64,
    /// What is to be decided.
    pub note: String,
}

/// A question in the list.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DeskLine {
    /// Its id.
    pub id: String,
    /// The version that an act must name.
    pub version: i64,
    /// Its state, in its wire spelling.
    pub state: String,
    /// Somebody marked it urgent.
    pub urgent: bool,
    /// A moderator asked the lead to decide.
    pub for_lead: bool,
    /// Who did, and what is to be decided.
    pub left: Option<LeftToLead>,
    /// Who asks: `provenance-<word>`.
    pub provenance: String,
    /// When it was stored, in milliseconds UTC.
    pub submitted_at: i64,
    /// The beginning of its text, at most 80 characters.
    pub excerpt: String,
    /// Word for word, never changed.
    pub original: String,
    /// Where it is about.
    pub place: Option<String>,
    /// What screening noticed: `phone`, `id_card`, `name`, `address`, `abuse`, `advert`, `repeat`, `emergency`.
    pub flags: Vec<String>,
    /// Devices that said 我也遇到.
    pub seconds: u64,
    /// How many others were sent in the same or nearly the same words, whatever became of them.
    pub alike: u32,
    /// What waits with the same words; in the queue of the waiting this row stands for all of it.
    pub same: Option<Same>,
    /// Who has it now.
    pub hold: Option<Hold>,
}

/// Somebody has it until then.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Hold {
    /// Who.
    pub by: DeskPerson,
    /// Until when, in milliseconds UTC.
    pub until: i64,
}

/// One question as moderators see it: the answer of `GET /questions/{id}/desk`.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DeskQuestion {
    /// What the list shows of it.
    pub line: DeskLine,
    /// Its number, as the asker knows it.
    pub receipt: String,
    /// The asker's title.
    pub title: Option<String>,
    /// What the asker added when asked for more.
    pub completion: Option<String>,
    /// Why the asker wants another look.
    pub appeal: Option<String>,
    /// What everybody will see; a proposal with personal data covered until somebody decided.
    pub public_text: String,
    /// How the two differ.
    pub changes: Vec<TextPart>,
    /// Who is asked.
    pub department: Option<String>,
    /// How the asker wishes to be called.
    pub name: Option<String>,
    /// The asker left a way to be reached.
    pub has_contact: bool,
    /// Who may see it: `public`, `shielded`, `congress_only` or `anonymous`.
    pub visibility: String,
    /// Others like it, the likest first; the first nine have a digit.
    pub alike: Vec<Alike>,
    /// What waits with the same words and can go under one question with one key.
    pub same: Option<SameTexts>,
    /// What happened, newest first.
    pub log: Vec<DeskStep>,
}

/// A question like the open one.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Alike {
    /// Its id.
    pub id: String,
    /// How like, 0 to 100.
    pub percent: u8,
    /// Its text.
    pub text: String,
    /// Its state, in its wire spelling.
    pub state: String,
    /// Devices that said 我也遇到.
    pub seconds: u64,
}

/// Questions of the same words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SameTexts {
    /// The question under which they can go.
    pub into: String,
    /// Its state, where it is another one than the open one.
    pub into_state: Option<String>,
    /// How many wait, this one included.
    pub n: i64,
    /// From how many devices.
    pub devices: i64,
    /// Those that would go under it, up to 200, the oldest first.
    pub rows: Vec<SameRow>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SameRow {
    /// Its id.
    pub id: String,
    /// The version that a merge must name.
    pub version: i64,
    /// The beginning of its words.
    pub text: String,
}

/// Something that somebody did.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DeskStep {
    /// When, in milliseconds UTC.
    pub at: i64,
    /// Who; nothing for the machine.
    pub by: Option<String>,
    /// What; the sentence is `step-<kind>`.
    pub kind: String,
    /// What was written with it.
    pub note: Option<String>,
}

/// A reason on its digit.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DeskReason {
    /// A reason code of `domain`.
    pub code: String,
    /// The words of such a question are never public.
    pub hidden: bool,
}

impl DeskReason {
    /// All codes on their digits: the nine most used, then two that need a look at the list.
    pub fn on_digits() -> Vec<DeskReason> {
        let reason = |(code, hidden): (&str, bool)| DeskReason { code: code.into(), hidden };
        [
            ("duplicate", false),
            ("off_topic", false),
            ("vague", false),
            ("in_procedure", false),
            ("emergency", true),
            ("unlawful", true),
            ("fake", true),
            ("spam", true),
            ("privacy", true),
            ("secret", true),
            ("named", true),
        ]
        .map(reason)
        .to_vec()
    }
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "desk/desk.html";

    fn samples() -> Vec<Self> {
        let guyu = DeskPerson { id: "p2".into(), name: "谷雨".into() };
        let line = |id: &str, text: &str, age_s: i64| DeskLine {
            id: id.into(),
            version: 1,
            state: "submitted".into(),
            urgent: false,
            for_lead: false,
            left: None,
            provenance: "web".into(),
            submitted_at: 1_790_253_800_000 - age_s * 1000,
            excerpt: text.into(),
            original: text.into(),
            place: None,
            flags: Vec::new(),
            seconds: 0,
            alike: 0,
            same: None,
            hold: None,
        };
        let held = DeskLine {
            hold: Some(Hold { by: guyu, until: 1_790_253_814_000 }),
            seconds: 12,
            place: Some("恒邻花园".into()),
            ..line("q1", "城东农贸市场边上的恒邻花园，物业把绿化带改成收费车位，划了23个。", 81)
        };
        let open = DeskLine {
            flags: vec!["phone".into(), "name".into()],
            alike: 2,
            same: Some(Same { n: 3, devices: 2 }),
            ..line("q2", "柳岸3号楼电梯又停了，王某某（物业经理）电话13800138000打了一天没人接，我妈八十二…", 72)
        };
        let part = |kind: &str, text: &str| TextPart { kind: kind.into(), text: text.into() };
        let question = DeskQuestion {
            line: open.clone(),
            receipt: "202609241941".into(),
            title: Some("电梯".into()),
            completion: Some("是西侧那部，铭牌上写着2009年".into()),
            appeal: Some("照片和合同都能给，请再看一看".into()),
            public_text: "柳岸小区3号楼电梯又停了，物业经理电话打了一天没人接。到底卡在哪？".into(),
            changes: vec![
                part("same", "柳岸"),
                part("add", "小区"),
                part("same", "3号楼电梯又停了，"),
                part("cut", "王某某（物业经理）"),
                part("add", "物业经理"),
                part("same", "电话"),
                part("cut", "13800138000"),
                part("same", "打了一天没人接。到底卡在哪？"),
            ],
            department: Some("住房和城乡建设局".into()),
            name: None,
            has_contact: true,
            visibility: "shielded".into(),
            alike: vec![
                Alike {
                    id: "q91".into(),
                    percent: 91,
                    text: "柳岸小区3号楼电梯半年停了14次，修电梯的钱什么时候批得下来？".into(),
                    state: "on_air".into(),
                    seconds: 431,
                },
                Alike {
                    id: "q64".into(),
                    percent: 64,
                    text: "动用维修资金要三分之二业主签字，业主自己能不能申请？".into(),
                    state: "approved".into(),
                    seconds: 58,
                },
            ],
            same: Some(SameTexts {
                into: "q2".into(),
                into_state: None,
                n: 3,
                devices: 2,
                rows: ["q21", "q22"]
                    .map(|id| SameRow { id: id.into(), version: 1, text: "柳岸3号楼电梯又停了".into() })
                    .to_vec(),
            }),
            log: vec![
                DeskStep { at: 1_790_253_778_000, by: Some("谷雨".into()), kind: "let_go".into(), note: None },
                DeskStep { at: 1_790_253_728_000, by: None, kind: "submitted".into(), note: None },
            ],
        };
        let counts = QUEUES.iter().enumerate().map(|(at, queue)| ((*queue).to_owned(), at as u64 * 7));
        let full = DeskPage {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            phase: "live".into(),
            me: DeskPerson { id: "p1".into(), name: "白露".into() },
            leads: true,
            queues: QUEUES.map(str::to_owned).to_vec(),
            queue: "waiting".into(),
            sort: "oldest".into(),
            desk: DeskList {
                items: vec![
                    held,
                    open,
                    line("q3", "电梯困人以后物业说是小孩乱按，能不能公布维保单位是谁、多久修一次？", 58),
                    DeskLine {
                        flags: vec!["advert".into(), "repeat".into()],
                        ..line("q4", "低价装修 全包99元每平 加微信", 30)
                    },
                    DeskLine {
                        for_lead: true,
                        left: Some(LeftToLead {
                            by: "谷雨".into(),
                            at: 1_790_253_790_000,
                            note: "点了经理的名，能不能上？".into(),
                        }),
                        ..line("q6", "恒邻物业收了装修押金不退，问了三次都说领导不在。", 20)
                    },
                    DeskLine {
                        urgent: true,
                        provenance: "hotline".into(),
                        ..line("q5", "三单元楼道里现在冒烟，消防栓没水。", 9)
                    },
                ],
                next: None,
                counts: counts.collect(),
                alarms: AlarmCounts { waiting: 1, taken: 0, oldest: Some(1_790_253_791_000) },
                backlog: Backlog { waiting: 412, oldest: Some(1_790_253_200_000), late: 37, minutes: 5 },
                gate: "slowed".into(),
                head: 1042,
            },
            open: Some(question),
            departments: vec![Choice { id: "d1".into(), name: "住房和城乡建设局".into() }],
            reasons: DeskReason::on_digits(),
            resume: Some("k3f9.1042".into()),
        };
        let empty = DeskPage {
            open: None,
            desk: DeskList {
                items: Vec::new(),
                counts: BTreeMap::new(),
                alarms: AlarmCounts::default(),
                backlog: Backlog { minutes: 5, ..Backlog::default() },
                gate: "open".into(),
                ..full.desk.clone()
            },
            ..full.clone()
        };
        vec![full, empty]
    }
}

/// The queues in the order of the desk's left side.
pub const QUEUES: [&str; 14] = [
    "waiting",
    "urgent",
    "lead",
    "held",
    "needs_info",
    "appeals",
    "approved",
    "private",
    "shortlisted",
    "merged",
    "later",
    "referred",
    "rejected",
    "all",
];
