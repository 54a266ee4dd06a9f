//! What all rooms of one hub share: the past, the knobs, the runtime to read on and the doors of the shards.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64},
    },
};

use super::{
    door::{Command, Door},
    knobs::HubKnobs,
    past::Past,
    wire::{Greeting, Standing},
};
use crate::domain::stream::Stream;

/// Shared by all rooms.
pub struct Shared {
    /// Where lines are read.
    pub past: Arc<dyn Past>,
    /// How to behave.
    pub knobs: HubKnobs,
    /// Where the past is read; shards have no runtime of their own.
    pub runtime: tokio::runtime::Handle,
    /// The shards.
    pub doors: Vec<Arc<Door>>,
    /// Connections of the audience.
    pub audience: AtomicU64,
    /// Connections of staff.
    pub staff: AtomicU64,
    /// Whether the node is going away.
    pub is_draining: AtomicBool,
}

impl Shared {
    /// Tells every shard, in the same order as this thread tells anything.
    pub fn tell_shards(&self, command: impl Fn() -> Command) {
        for door in &self.doors {
            door.tell(command());
        }
    }

    /// The greeting of somebody who hears `standings`.
    pub fn greeting(&self, session: &str, role: &str, standings: BTreeMap<Stream, Standing>) -> Greeting {
        Greeting {
            sid: session.to_owned(),
            n: self.knobs.node.clone(),
            hb: self.knobs.heartbeat.as_secs(),
            now: (self.knobs.clock)(),
            role: role.to_owned(),
            s: standings,
        }
    }
}
