//! The public door: an inquiry as its audience sees it.

use serde::Serialize;

use super::Page;
use super::samples::{fire_lane, lift, open_call, property};

/// `/i/{slug}`: what it is about, who answers, what others ask, and where every question went.
#[derive(Debug, Clone, Serialize)]
pub struct InquiryPage {
    /// What this inquiry is.
    pub inquiry: InquiryFace,
    /// Whether one can ask now.
    pub call: Call,
    /// `seconds` or `new`.
    pub sort: String,
    /// Public questions, in that order.
    pub questions: Vec<PublicQuestion>,
    /// Where the rest of the list is, when there is more.
    pub more: Option<String>,
    /// Where all questions went; they add up.
    pub counts: Counts,
    /// The question on air as the public sees it, behind the broadcast delay.
    pub on_air: Option<OnAir>,
    /// What was promised last on air.
    pub said: Option<Said>,
    /// What has been asked on air, newest first.
    pub asked: Vec<Asked>,
    /// What was promised, once the show is over.
    pub promises: Vec<PromiseLine>,
    /// How many promises stand, during the show too.
    pub promised: usize,
    /// The names of the departments that can be asked, for rows that arrive later.
    pub departments: Vec<Choice>,
    /// When all of this was true, in milliseconds UTC.
    pub as_of: i64,
    /// Where the live stream stood when the page was made, `epoch.offset`, for a socket to go on from.
    pub resume: Option<String>,
}

/// Why questions that were sealed can be read.
#[derive(Debug, Clone, Serialize)]
pub struct SealNotice {
    /// What the organiser says.
    pub text: String,
    /// Since which day.
    pub on: String,
}

/// The public face of an inquiry.
#[derive(Debug, Clone, Serialize)]
pub struct InquiryFace {
    /// The name in its address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// A phase of `domain`, in its wire spelling.
    pub phase: String,
    /// `interrupted`, `postponed` or `cancelled`, beside the phase.
    pub interruption: Option<String>,
    /// What the organiser says about that.
    pub sentence: Option<String>,
    /// No question's words are public before it was on air.
    pub sealed: bool,
    /// What the organiser says about a seal that was taken off.
    pub notice: Option<SealNotice>,
    /// When it goes or went live, in milliseconds UTC.
    pub live_at: Option<i64>,
    /// How long it is planned to be, in minutes.
    pub minutes: Option<u32>,
    /// Who is summoned to answer.
    pub summoned: Vec<String>,
    /// How many deputies ask beside the audience.
    pub deputies: Option<u32>,
    /// Where the broadcast can be watched.
    pub stream: Option<String>,
}

/// Whether the door is open. There are four states: `not_yet`, `open`, `closed`, `over`.
#[derive(Debug, Clone, Serialize)]
pub struct Call {
    /// One of the four.
    pub state: String,
    /// When it opens, in milliseconds UTC.
    pub opens_at: Option<i64>,
    /// When it closes or closed, in milliseconds UTC.
    pub closes_at: Option<i64>,
    /// Whole days until then, counted in the programme's zone; 0 is today.
    pub days_left: Option<u32>,
    /// One can ask again during the show.
    pub again_live: bool,
    /// `open`, `slowed` or `paused`: how fast the open door is.
    pub gate: String,
    /// What the organiser says about that.
    pub gate_sentence: Option<String>,
    /// The telephone for those who would rather call.
    pub hotline: Option<String>,
}

/// A question as everybody may see it. It has no original, no contact, and no time finer than the day.
#[derive(Debug, Clone, Serialize)]
pub struct PublicQuestion {
    /// Its id, as in `/q/{id}`.
    pub id: String,
    /// The public text cut into words, so that large type breaks between them.
    pub words: Vec<String>,
    /// Who asks: `provenance-<word>`.
    pub provenance: String,
    /// How the asker wished to be called; nothing where the asker is not shown.
    pub by: Option<String>,
    /// Who is asked.
    pub to: Option<String>,
    /// A question state of `domain`, in its wire spelling.
    pub state: String,
    /// Devices that said 我也遇到.
    pub seconds: u64,
    /// This device is one of them.
    pub mine: bool,
    /// One can still say so, or take it back.
    pub may_second: bool,
}

/// Where all questions went. `received` is the sum of the others but `oldest_minutes`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Counts {
    /// All that were stored.
    pub received: u64,
    /// Public, whatever came of them later.
    pub published: u64,
    /// Accepted, handled without being shown.
    pub private: u64,
    /// Merged into the same question.
    pub merged: u64,
    /// Waiting for the asker to complete them.
    pub needs_info: u64,
    /// To be handled after the show.
    pub later: u64,
    /// Referred or transferred to who is competent.
    pub passed_on: u64,
    /// Not taken for this inquiry.
    pub rejected: u64,
    /// Taken back by the asker.
    pub withdrawn: u64,
    /// Not decided yet.
    pub waiting: u64,
    /// How long the oldest of these has waited, in minutes.
    pub oldest_minutes: Option<u64>,
    /// The rejected ones by reason code, most frequent first.
    pub reasons: Vec<ReasonCount>,
}

/// How many were rejected for one reason.
#[derive(Debug, Clone, Serialize)]
pub struct ReasonCount {
    /// A reason code of `domain`.
    pub code: String,
    /// How many.
    pub count: u64,
}

/// The question on air.
#[derive(Debug, Clone, Serialize)]
pub struct OnAir {
    /// The how-manieth of this show.
    pub number: u32,
    /// Who is asked.
    pub department: Option<String>,
    /// The question as everybody sees it.
    pub question: PublicQuestion,
}

/// What somebody just promised: captured, not yet confirmed.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    /// The words, verbatim.
    pub quote: String,
    /// Whose.
    pub by: String,
    /// When they were broadcast, in milliseconds UTC.
    pub at: i64,
    /// The five boxes: 事项, 责任单位, 责任人, 完成时限, 验收标准, as `what lead person due test`; nothing where it was not said.
    pub boxes: Vec<SaidBox>,
}

/// One of the five boxes.
#[derive(Debug, Clone, Serialize)]
pub struct SaidBox {
    /// `what`, `lead`, `person`, `due` or `test`.
    pub name: String,
    /// What was said, if it was.
    pub value: Option<String>,
}

/// A question that was on air.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// Its public text, in words.
    pub words: Vec<String>,
    /// `answered`, `partly`, `evaded` or `to_writing`; nothing while it is not judged.
    pub outcome: Option<String>,
    /// How many promises were made with it.
    pub promises: u32,
}

/// Something to choose from a list.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Choice {
    /// What is sent.
    pub id: String,
    /// What is shown.
    pub name: String,
}

/// A department's answer in writing.
#[derive(Debug, Clone, Serialize)]
pub struct WrittenAnswer {
    /// What it says.
    pub text: String,
    /// The department.
    pub department: String,
    /// Who signed.
    pub signed_by: String,
    /// The day, `YYYY-MM-DD`.
    pub on: String,
}

/// A promise in one line.
#[derive(Debug, Clone, Serialize)]
pub struct PromiseLine {
    /// Its id, as in `/c/{id}`.
    pub id: String,
    /// The words, verbatim.
    pub quote: String,
    /// Who owes.
    pub department: String,
    /// The first due date, `YYYY-MM-DD`.
    pub due: Option<String>,
    /// Whether that day lies in another year than the promise, and so is told with it.
    pub year: bool,
    /// What was found: the sentence is `badge-<key>`.
    pub found: &'static str,
    /// `good`, `late`, `warn` or `plain`.
    pub class: &'static str,
    /// Its sign.
    pub symbol: &'static str,
}

impl PromiseLine {
    /// One to look at.
    pub(super) fn sample() -> Self {
        Self {
            id: "c1".into(),
            quote: "10月20日之前，3号楼电梯恢复运行。".into(),
            department: "住房和城乡建设局".into(),
            due: Some("2026-10-20".into()),
            year: false,
            found: "found-nothing",
            class: "plain",
            symbol: "m-open",
        }
    }
}

impl Page for InquiryPage {
    const TEMPLATE: &'static str = "intake/inquiry.html";

    fn samples() -> Vec<Self> {
        let reasons =
            vec![ReasonCount { code: "off_topic".into(), count: 71 }, ReasonCount { code: "vague".into(), count: 47 }];
        let before = InquiryPage {
            inquiry: property(),
            call: open_call(),
            sort: "seconds".into(),
            questions: vec![lift(), fire_lane()],
            more: Some("/i/wuye?sort=seconds&after=2".into()),
            counts: Counts {
                received: 1286,
                published: 742,
                private: 61,
                merged: 329,
                rejected: 118,
                waiting: 36,
                oldest_minutes: Some(130),
                reasons,
                ..Counts::default()
            },
            on_air: None,
            said: None,
            asked: Vec::new(),
            promises: Vec::new(),
            promised: 0,
            departments: vec![Choice { id: "d1".into(), name: "住房和城乡建设局".into() }],
            as_of: 1_789_453_200_000,
            resume: None,
        };
        let empty = InquiryPage {
            questions: Vec::new(),
            more: None,
            sort: "new".into(),
            counts: Counts::default(),
            call: Call { state: "not_yet".into(), opens_at: Some(1_789_000_000_000), days_left: None, ..open_call() },
            ..before.clone()
        };
        let boxes = [
            ("what", Some("电梯修好")),
            ("lead", Some("住建局")),
            ("person", None),
            ("due", Some("10月20日")),
            ("test", None),
        ]
        .map(|(name, value)| SaidBox { name: name.into(), value: value.map(str::to_owned) });
        let live = InquiryPage {
            inquiry: InquiryFace {
                phase: "live".into(),
                stream: Some("https://live.example.gov.cn/wuye".into()),
                ..property()
            },
            call: Call { closes_at: None, days_left: None, ..open_call() },
            on_air: Some(OnAir {
                number: 11,
                department: Some("住房和城乡建设局".into()),
                question: PublicQuestion { state: "on_air".into(), seconds: 431, ..lift() },
            }),
            said: Some(Said {
                quote: "10月20日之前，3号楼电梯恢复运行。维修资金，材料齐了我们三个工作日批。".into(),
                by: "住房和城乡建设局 主要负责人".into(),
                at: 1_790_253_802_000,
                boxes: boxes.to_vec(),
            }),
            asked: vec![
                Asked { id: fire_lane().id, words: fire_lane().words, outcome: Some("evaded".into()), promises: 1 },
                Asked { id: lift().id, words: lift().words, outcome: None, promises: 0 },
            ],
            resume: Some("k3f9.1042".into()),
            ..before.clone()
        };
        let after = InquiryPage {
            inquiry: InquiryFace { phase: "supervising".into(), ..property() },
            call: Call { state: "over".into(), again_live: false, ..open_call() },
            ..live.clone()
        };
        let after =
            InquiryPage { on_air: None, said: None, promises: vec![PromiseLine::sample()], promised: 1, ..after };
        let cut = InquiryPage {
            inquiry: InquiryFace {
                interruption: Some("interrupted".into()),
                sentence: Some("卫星信号中断，正在抢修。已收到的问题都在。".into()),
                ..property()
            },
            call: Call { state: "closed".into(), ..open_call() },
            ..before.clone()
        };
        let sealed = InquiryPage {
            inquiry: InquiryFace { sealed: true, ..property() },
            questions: Vec::new(),
            more: None,
            counts: Counts { published: 0, private: 214, ..before.counts.clone() },
            ..before.clone()
        };
        let notice =
            SealNotice { text: "节目已播出，问题清单全部公开。".into(), on: "2026-09-25".into() };
        let opened = InquiryPage { inquiry: InquiryFace { notice: Some(notice), ..property() }, ..before.clone() };
        vec![before, empty, live, after, cut, sealed, opened]
    }
}
