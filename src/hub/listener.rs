//! A listener: who hears, and what of; it holds a seat in the room as long as it is connected.

use std::sync::{Arc, atomic::Ordering};

use super::{past::StreamKey, resume::Resume, room::Room};
use crate::domain::id::InquiryId;

/// Somebody who may listen; what they may hear was decided before.
#[derive(Clone, Debug)]
pub struct Listener {
    /// The inquiry.
    pub inquiry: InquiryId,
    /// The session, as the greeting tells it.
    pub session: String,
    /// The role, as the greeting tells it.
    pub role: String,
    /// The streams asked for and allowed, with the position after which a log goes on.
    pub streams: Vec<(StreamKey, Option<Resume>)>,
}

/// On which side of the room somebody sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The public, served by a shard.
    Audience,
    /// Staff, served by a task.
    Staff,
}

/// A place in a room; it is free again when dropped.
pub struct Seat {
    /// The room.
    pub room: Arc<Room>,
    side: Side,
}

impl Seat {
    /// Takes a seat. Only to be called while the list of rooms is locked, so that the room is not cleared meanwhile.
    pub(super) fn take(room: Arc<Room>, side: Side) -> Self {
        room.seats.fetch_add(1, Ordering::Relaxed);
        if side == Side::Audience {
            room.audience.fetch_add(1, Ordering::Relaxed);
        }
        let seat = Self { room, side };
        seat.house_count().fetch_add(1, Ordering::Relaxed);
        seat
    }

    fn house_count(&self) -> &std::sync::atomic::AtomicU64 {
        match self.side {
            Side::Audience => &self.room.shared.audience,
            Side::Staff => &self.room.shared.staff,
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.house_count().fetch_sub(1, Ordering::Relaxed);
        if self.side == Side::Audience {
            self.room.audience.fetch_sub(1, Ordering::Relaxed);
        }
        if self.room.seats.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.room.was_left();
        }
    }
}
