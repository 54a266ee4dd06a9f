//! The bell: after a commit, whoever listens is told that there is news, and reads it from the journal.

use crate::domain::{
    happening::{Happening, Journal},
    id::VisitorId,
    stream::Stream,
};

/// A stream that has news.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rung {
    /// Whose journal.
    pub journal: Journal,
    /// Which stream.
    pub stream: Stream,
    /// Whose mailbox.
    pub listener: Option<VisitorId>,
}

/// Whoever must be told. It must not block and may lose a ring: listeners look for themselves now and then.
pub trait Bell: Send + Sync {
    /// There is news in these streams.
    fn ring(&self, rungs: &[Rung]);
}

/// The streams in which these happenings are heard, each once.
pub fn rungs<'a>(happenings: impl IntoIterator<Item = &'a Happening>) -> Vec<Rung> {
    let mut rungs: Vec<Rung> = happenings
        .into_iter()
        .flat_map(|happening| {
            happening.heard.iter().map(|heard| Rung {
                journal: happening.journal.clone(),
                stream: heard.stream,
                listener: heard.listener.clone(),
            })
        })
        .collect();
    rungs.sort();
    rungs.dedup();
    rungs
}
