//! What stands beside a question at the desk: who holds it, what is like it, what was done with it, and how much waits.

use serde::Serialize;

use super::DeskPerson;

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

/// Somebody has it until then.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Hold {
    /// Who.
    pub by: DeskPerson,
    /// Until when, in milliseconds UTC.
    pub until: i64,
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
