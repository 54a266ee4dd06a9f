//! The past: what the hub must be able to read of a stream, promised by whoever keeps the journal.

use std::{collections::BTreeMap, sync::Arc};

use futures::future::BoxFuture;

use crate::domain::{
    id::{InquiryId, VisitorId},
    stream::Stream,
};

/// One stream of one inquiry; a mailbox also names whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StreamKey {
    /// The inquiry.
    pub inquiry: InquiryId,
    /// Which of its streams.
    pub stream: Stream,
    /// The visitor whose mailbox it is; nobody for all other streams.
    pub listener: Option<VisitorId>,
}

impl StreamKey {
    /// A stream that all its listeners share.
    pub fn shared(inquiry: InquiryId, stream: Stream) -> Self {
        Self { inquiry, stream, listener: None }
    }

    /// The mailbox of `visitor`.
    pub fn mailbox(inquiry: InquiryId, visitor: VisitorId) -> Self {
        Self { inquiry, stream: Stream::Mailbox, listener: Some(visitor) }
    }
}

/// One line of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place in the stream, from 1, without gaps.
    pub offset: u64,
    /// One JSON value, passed on as it stands.
    pub body: Arc<str>,
}

/// Where a stream ends at present.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Which history this is; another epoch means that offsets heard before mean nothing.
    pub epoch: String,
    /// The offset of the newest line, 0 before the first.
    pub offset: u64,
}

/// A whole state instead of the lines that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The history it belongs to.
    pub epoch: String,
    /// The offset of the last line that is in it; reading goes on with the next.
    pub offset: u64,
    /// One JSON value.
    pub body: String,
}

/// How often each public question was seconded: absolute, the highest version wins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rises with each change.
    pub version: u64,
    /// Seconds by question id.
    pub counts: BTreeMap<String, u64>,
}

/// The past could not be read just now. The hub keeps its listeners and asks again.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the past cannot be read: {0}")]
pub struct PastError(pub String);

/// What the hub reads when it lacks something.
pub trait Past: Send + Sync + 'static {
    /// At most `limit` lines with offsets `after + 1`, `after + 2`, ... in this order and without gaps.
    fn lines<'a>(&'a self, at: &'a StreamKey, after: u64, limit: usize) -> BoxFuture<'a, Result<Vec<Line>, PastError>>;

    /// Where the stream ends.
    fn head<'a>(&'a self, at: &'a StreamKey) -> BoxFuture<'a, Result<Head, PastError>>;

    /// The state of the stream, and the position at which it was taken.
    fn snapshot<'a>(&'a self, at: &'a StreamKey) -> BoxFuture<'a, Result<Snapshot, PastError>>;

    /// The present tally.
    fn tally<'a>(&'a self, inquiry: &'a InquiryId) -> BoxFuture<'a, Result<Tally, PastError>>;

    /// How often lines of the stream were changed after they had been told. A poll that finds another number than
    /// before reads all again, so that a node which never heard [`Hub::forget`](super::Hub::forget) forgets too.
    fn pulls<'a>(&'a self, _at: &'a StreamKey) -> BoxFuture<'a, Result<u64, PastError>> {
        Box::pin(std::future::ready(Ok(0)))
    }
}
