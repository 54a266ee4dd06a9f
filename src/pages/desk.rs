//! The moderation desk: what the page shows at once and what its elements fetch are the same shapes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{asker::TextPart, door::Choice};
use crate::domain::alarm::AlarmCounts;

mod beside;
mod samples;

pub use beside::{Alike, Backlog, DeskReason, DeskStep, Hold, LeftToLead, Same, SameRow, SameTexts};

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
    /// How many say that it is about them or untrue, and wait for an answer.
    pub contests: i64,
    /// How fast the door is: `open`, `slowed` or `paused`.
    pub gate: String,
    /// The desk stream's offset at which this was true.
    pub head: i64,
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
    /// Its number in the inquiry: lists are ordered by it.
    pub number: i64,
    /// When it was stored, in milliseconds UTC.
    pub submitted_at: i64,
    /// The beginning of its text, at most 80 characters.
    pub excerpt: String,
    /// Word for word, never changed.
    pub original: String,
    /// Where it is about.
    pub place: Option<String>,
    /// Somebody stands for its words, and another person must.
    pub signed: bool,
    /// Its asker must be called back before it is published or handed over.
    pub uncalled: bool,
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
    /// Who stands for the words that wait for a second signature.
    pub signed: Option<DeskPerson>,
    /// What waits with the same words and can go under one question with one key.
    pub same: Option<SameTexts>,
    /// In which language it seems to be written; none where that is Chinese.
    pub tongue: Option<String>,
    /// What a colleague wrote beside it.
    pub translation: Option<DeskTranslation>,
    /// The photos that came with it.
    pub photos: Vec<DeskPhoto>,
    /// What happened, newest first.
    pub log: Vec<DeskStep>,
}

/// A translation beside an original in another language.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DeskTranslation {
    /// In Chinese.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// The version that a better one must name.
    pub version: i64,
}

/// A photo that came with a question.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DeskPhoto {
    /// Its id: the picture is at `/api/v1/photos/<id>`.
    pub id: String,
    /// `waiting`, `passed` or `refused`.
    pub state: String,
    /// The version that a judgement must name.
    pub version: i64,
}

/// The queues in the order of the desk's left side.
pub const QUEUES: [&str; 17] = [
    "waiting",
    "urgent",
    "lead",
    "second",
    "photos",
    "calls",
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
