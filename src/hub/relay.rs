//! How news crosses processes: a bell, never the news itself, so that what is lost is only late.

use serde::{Deserialize, Serialize};

use crate::domain::{
    id::{InquiryId, VisitorId},
    stream::Stream,
};

/// "These streams have more": rung after a commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bell {
    /// The inquiry.
    pub inquiry: InquiryId,
    /// Which streams grew; a mailbox names its visitor.
    pub streams: Vec<(Stream, Option<VisitorId>)>,
}

/// What one node tells the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// Streams grew.
    Bell(Bell),
    /// The tally of an inquiry changed.
    Tally(InquiryId),
    /// A notice to all who listen to an inquiry; an encoded envelope.
    Control(InquiryId, String),
    /// Something passing that only staff of one stream hear: holds, presence; an encoded envelope.
    Murmur(InquiryId, Stream, String),
    /// Something said before was pulled: read it again.
    Forget(InquiryId),
}

/// News and the node that sent it, so that nobody hears themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    /// The sending node.
    pub from: String,
    /// What it says.
    pub news: News,
}

/// Called with every dispatch that arrives, the node's own included. It does not block.
pub type Ear = Box<dyn Fn(Dispatch) + Send + Sync>;

/// Carries dispatches between nodes. It may lose, double, reorder and delay them; it must not block.
pub trait Relay: Send + Sync + 'static {
    /// Tells all nodes.
    fn send(&self, dispatch: Dispatch);

    /// From now on `ear` hears what is sent.
    fn hear(&self, ear: Ear);
}
