//! The bell: after a commit, whoever listens is told that there is news, and reads it from the journal.

use std::sync::Arc;

use parking_lot::RwLock;

use crate::{
    domain::{
        happening::{Happening, Journal},
        id::{InquiryId, VisitorId},
        stream::Stream,
    },
    hub::{self, Hub},
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

/// What is rung after a commit. The hub is hung in once it stands, since it reads the past through the app itself.
#[derive(Clone, Default)]
pub struct Bell(Arc<RwLock<Option<Arc<Hub>>>>);

impl Bell {
    /// Hangs the hub in.
    pub fn hang(&self, hub: Arc<Hub>) {
        *self.0.write() = Some(hub);
    }

    /// Takes the hub out, when the house closes.
    pub fn take(&self) -> Option<Arc<Hub>> {
        self.0.write().take()
    }

    /// The hub, while the house is open.
    pub fn hub(&self) -> Option<Arc<Hub>> {
        self.0.read().clone()
    }

    /// There is news in these streams.
    pub fn ring(&self, rungs: &[Rung]) {
        let Some(hub) = self.hub() else { return };
        for of_inquiry in rungs.chunk_by(|a, b| a.journal == b.journal) {
            let Some(first) = of_inquiry.first() else { continue };
            let inquiry = InquiryId(first.journal.0.clone());
            let streams = of_inquiry.iter().map(|rung| (rung.stream, rung.listener.clone())).collect();
            hub.ring(hub::Bell { inquiry, streams });
        }
    }
}

/// The streams in which these happenings are heard, each once, those of one journal together.
pub fn rungs<'a>(happenings: impl IntoIterator<Item = &'a Happening>) -> Vec<Rung> {
    let mut rungs: Vec<Rung> = happenings
        .into_iter()
        .flat_map(|happening| {
            let rung = |stream, listener| Rung { journal: happening.journal.clone(), stream, listener };
            let heard = happening.heard.iter().map(move |heard| rung(heard.stream, heard.listener.clone()));
            heard.chain(happening.moves_tally().then(|| rung(Stream::Tally, None)))
        })
        .collect();
    rungs.sort();
    rungs.dedup();
    rungs
}
