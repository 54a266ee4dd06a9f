//! What is said in the demonstration, read from a file beside this one.

use serde::Deserialize;

/// The questions of each inquiry.
#[derive(Debug, Deserialize)]
pub struct Script {
    /// For the one that collects.
    pub collecting: Vec<Line>,
    /// For the one on air.
    pub live: Vec<Line>,
    /// For the one that is followed up.
    pub finished: Vec<Line>,
}

/// A question and what becomes of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Line {
    /// The original.
    pub text: String,
    /// Where.
    pub place: Option<String>,
    /// Whom it asks, by its name in addresses.
    pub department: Option<String>,
    /// How to reach the asker.
    pub contact: Option<String>,
    /// How to call the asker.
    pub name: Option<String>,
    /// Where it came from, when somebody typed it in: a word of `Provenance`.
    pub source: Option<String>,
    /// Its number there.
    pub source_id: Option<String>,
    /// Who may see what.
    pub visibility: Option<String>,
    /// What a moderator does; nothing while it waits.
    pub act: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What a moderator writes with it.
    pub note: Option<String>,
    /// The public text, where it differs from the original.
    pub public: Option<String>,
    /// Under which question of the list it goes, from 0.
    pub like: Option<usize>,
    /// How many devices share it.
    pub seconds: usize,
    /// Its turn in the running order, from 1; 0 when it is not chosen.
    pub turn: usize,
    /// What viewers read of it.
    pub air: Option<String>,
    /// Whether what viewers read still waits for a second person.
    pub is_unread: bool,
    /// How it ended on air.
    pub ends: Option<String>,
    /// The written answer, where it was not asked or not answered on air.
    pub answer: Option<String>,
}

impl Line {
    /// Whether it came in during the show: nobody has judged it, it was left to the lead, or it rings.
    pub fn is_late(&self) -> bool {
        matches!(self.act.as_deref(), None | Some("urgent" | "ask_lead"))
    }
}

impl Script {
    /// Reads the script that is part of the binary.
    pub fn read() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("questions.toml"))
    }
}
