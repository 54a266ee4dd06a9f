//! Streams: what a connection may hear, by the one name that code, journal and wire share.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::role::{Deed, Role};

/// What a connection may hear of an inquiry.
///
/// `public`, `desk`, `stage` and `mailbox` are logs: every line counts and has its own gapless offset. `tally` and
/// `control` are registers: absolute, the latest wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// What everybody may know, as late as the broadcast allows.
    Public,
    /// How many second each public question, and how many listen.
    Tally,
    /// Submissions, holds and decisions, for those who judge.
    Desk,
    /// Running order and what is on air, for the studio.
    Stage,
    /// What happened to one visitor's own questions.
    Mailbox,
    /// Notices about the connection itself.
    Control,
}

impl Stream {
    /// Every stream, in the order in which they are greeted.
    pub const ALL: [Stream; 6] =
        [Stream::Public, Stream::Tally, Stream::Desk, Stream::Stage, Stream::Mailbox, Stream::Control];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Stream::Public => "public",
            Stream::Tally => "tally",
            Stream::Desk => "desk",
            Stream::Stage => "stage",
            Stream::Mailbox => "mailbox",
            Stream::Control => "control",
        }
    }

    /// Whether somebody with this role may hear it; nobody's role is a visitor.
    pub fn may_be_heard_by(self, role: Option<Role>) -> bool {
        match self {
            Stream::Public | Stream::Tally | Stream::Control => true,
            Stream::Mailbox => role.is_none(),
            Stream::Desk => role.is_some_and(|role| role.may(Deed::ReadDesk)),
            Stream::Stage => role.is_some_and(|role| role.may(Deed::ReadStage) || role == Role::Screen),
        }
    }

    /// Whether every line counts, so that it has offsets and can be resumed.
    pub fn is_log(self) -> bool {
        !matches!(self, Stream::Tally | Stream::Control)
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// A word that names no stream.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no stream is called {0}")]
pub struct UnknownStream(pub String);

impl FromStr for Stream {
    type Err = UnknownStream;

    fn from_str(word: &str) -> Result<Self, UnknownStream> {
        Self::ALL.into_iter().find(|stream| stream.as_str() == word).ok_or_else(|| UnknownStream(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_read_back_from_its_name() {
        for stream in Stream::ALL {
            assert_eq!(stream.as_str().parse(), Ok(stream));
            assert_eq!(serde_json::to_value(stream).unwrap(), stream.as_str());
        }
        assert!("p".parse::<Stream>().is_err());
    }
}
