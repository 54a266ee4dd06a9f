//! The door of a shard: what it is told, in the order in which it is told.

use std::{io, sync::Arc, time::Instant};

use mio::{Poll, Token, Waker};
use parking_lot::Mutex;

use super::{
    feed_snapshot::Taken,
    listener::Seat,
    place::{Arrival, Mail, Told},
    ring::Frames,
    room::Room,
    tally::Register,
};
use crate::domain::id::VisitorId;

/// The event by which a shard learns that it was told something.
pub const BELL: Token = Token(usize::MAX);

/// What a shard is told. Rooms are named by their number.
pub enum Command {
    /// There is a room, with this tally.
    Enter { room: Arc<Room>, register: Option<Arc<Register>> },
    /// The room is over.
    Clear { room: u64 },
    /// Its public stream was read.
    Open { room: u64, epoch: Arc<str>, frames: Arc<Frames> },
    /// It grew.
    Append { room: u64, frames: Arc<Frames> },
    /// It is to be forgotten, and will be opened again.
    Forget { room: u64 },
    /// A snapshot of it was taken.
    Snapshot { room: u64, taken: Arc<Taken> },
    /// Its tally changed.
    Tally { room: u64, register: Arc<Register> },
    /// Something for all in it.
    Notice { room: u64, frame: Arc<[u8]> },
    /// A mailbox grew, or was opened again.
    Mail { room: u64, visitor: VisitorId, epoch: Arc<str>, frames: Arc<Frames> },
    /// Somebody came.
    Join(Box<Joining>),
    /// All are to go, a slice at a time.
    Drain { goodbye: Arc<[u8]>, until: Instant },
    /// The thread is to end.
    Stop,
}

/// Somebody who comes.
pub struct Joining {
    /// The socket, already set not to block.
    pub socket: std::net::TcpStream,
    /// What it said behind its request.
    pub leftover: Vec<u8>,
    /// Its seat.
    pub seat: Seat,
    /// What is needed for its greeting.
    pub arrival: Arrival,
    /// Whether it hears tallies.
    pub told: Told,
    /// Its mailbox.
    pub mail: Option<Mail>,
}

/// Where a shard is told things.
pub struct Door {
    commands: Mutex<Vec<Command>>,
    waker: Waker,
}

impl Door {
    /// Leaves a command; never blocks. What is told is bounded by what the past is asked for.
    pub fn tell(&self, command: Command) {
        let mut commands = self.commands.lock();
        let was_empty = commands.is_empty();
        commands.push(command);
        drop(commands);
        if was_empty && let Err(error) = self.waker.wake() {
            tracing::error!(%error, "a shard was not woken");
        }
    }

    /// All that was told since the last time.
    pub fn hear(&self) -> Vec<Command> {
        std::mem::take(&mut *self.commands.lock())
    }
}

/// Opens the door of a shard that is not running yet.
pub fn open() -> io::Result<(Arc<Door>, Poll)> {
    let poll = Poll::new()?;
    let waker = Waker::new(poll.registry(), BELL)?;
    Ok((Arc::new(Door { commands: Mutex::default(), waker }), poll))
}
