//! Where a listener of the audience stands: before its greeting, between two lines, or owed a snapshot.

use std::{collections::BTreeMap, sync::Arc};

use super::{resume::Resume, ring::Frames, wire::Standing};
use crate::domain::{id::VisitorId, stream::Stream};

/// Where a listener stands in the public stream.
#[derive(Debug)]
pub enum Place {
    /// It does not hear the public stream.
    Nowhere,
    /// It has not been greeted, since the stream is not read yet.
    Unplaced(Box<Arrival>),
    /// It gets a snapshot next.
    Owed,
    /// It has heard everything before this position in the ring.
    At(u64),
    /// It has heard this line; the ring is being read again.
    After(u64),
}

/// What is known of a listener until it is greeted.
#[derive(Debug)]
pub struct Arrival {
    /// The session.
    pub session: String,
    /// The role.
    pub role: String,
    /// Whether it hears the public stream.
    pub hears_public: bool,
    /// The position from which it would go on.
    pub resume: Option<Resume>,
    /// How its other streams go on.
    pub standings: BTreeMap<Stream, Standing>,
    /// What follows the greeting for it alone.
    pub held: Vec<Arc<[u8]>>,
}

/// What a listener was told of the tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Told {
    /// It does not hear tallies.
    Never,
    /// Nothing yet.
    Nothing,
    /// All up to this version.
    Version(u64),
}

/// Where a listener stands in its mailbox.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Whose mailbox.
    pub visitor: VisitorId,
    /// Its history.
    pub epoch: Arc<str>,
    /// The last line given to the listener.
    pub offset: u64,
    /// Keeps the mailbox open.
    pub feed: MailFeed,
}

/// Holds a mailbox open as long as somebody listens to it.
#[derive(Clone)]
pub struct MailFeed(pub Arc<super::feed::Feed>);

impl std::fmt::Debug for MailFeed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "MailFeed({:?})", self.0.key)
    }
}

/// What a mailbox has for a listener.
#[derive(Debug, PartialEq, Eq)]
pub enum Post<'a> {
    /// These frames, perhaps none.
    Frames(&'a [u8]),
    /// Lines that cannot be joined to what it has.
    Broken,
}

impl Mail {
    /// Takes what is new to this listener in `frames`.
    pub fn collect<'a>(&mut self, epoch: &str, frames: &'a Frames) -> Post<'a> {
        if *self.epoch != *epoch || frames.first > self.offset + 1 {
            return Post::Broken;
        }
        let fresh = frames.after(self.offset.max(frames.first - 1));
        self.offset = self.offset.max(frames.last());
        Post::Frames(fresh)
    }
}
