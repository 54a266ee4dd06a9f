//! One inquiry as one shard sees it: the public ring, the members and when they are next told.

use std::{
    collections::HashMap,
    sync::{Arc, atomic::Ordering},
    time::Instant,
};

use tracing::warn;

use super::{
    connection::Connection,
    feed::Feed,
    feed_snapshot::Taken,
    frame,
    knobs::HubKnobs,
    outbox::Kind,
    past::StreamKey,
    place::{Arrival, Place, Told},
    resume::Resume,
    ring::{Frames, Ring},
    room::Room,
    tally::Register,
    wire::{self, Continuation, Envelope, Greeting, Standing},
};
use crate::domain::{id::VisitorId, stream::Stream};

/// An inquiry on a shard.
pub struct Hall {
    room: Arc<Room>,
    /// Everybody who is told things here, by number of connection.
    pub members: Vec<u32>,
    /// Those of them who listen to a mailbox.
    pub mailboxes: HashMap<VisitorId, Vec<u32>>,
    /// When the members are next told; nothing is new where there is no such time.
    pub due: Option<Instant>,
    feed: Option<Arc<Feed>>,
    ring: Option<Ring>,
    /// The history before the ring was dropped.
    epoch: Option<Arc<str>>,
    released: u64,
    told_at: Option<Instant>,
    register: Option<Arc<Register>>,
    tallies: HashMap<Told, Arc<[u8]>>,
    snapshot: Option<Arc<Taken>>,
    is_snapshot_wanted: bool,
}

impl Hall {
    /// An empty hall.
    pub fn new(room: Arc<Room>, register: Option<Arc<Register>>) -> Self {
        Self {
            room,
            members: Vec::new(),
            mailboxes: HashMap::new(),
            due: None,
            feed: None,
            ring: None,
            epoch: None,
            released: 0,
            told_at: None,
            register,
            tallies: HashMap::new(),
            snapshot: None,
            is_snapshot_wanted: false,
        }
    }

    /// How to behave.
    pub fn knobs(&self) -> &HubKnobs {
        &self.room.shared.knobs
    }

    /// The public stream was read: what is held of it, to be told at once.
    pub fn open(&mut self, epoch: Arc<str>, frames: &Frames) {
        let mut ring = Ring::new(epoch.clone(), frames.first - 1, self.knobs().ring_bytes);
        ring.append(frames).expect("an empty ring takes what follows the line that it waits for");
        self.released = ring.head();
        self.epoch = Some(epoch);
        self.ring = Some(ring);
        self.is_snapshot_wanted = false;
    }

    /// What was told must not be told any more; members are told nothing until it is read again.
    pub fn forget(&mut self) {
        self.ring = None;
        self.snapshot = None;
    }

    /// Where `position` lies as a line, before the ring goes.
    pub fn line_before(&self, position: u64) -> Option<u64> {
        self.ring.as_ref().filter(|ring| ring.holds(position)).map(|ring| ring.offset_before(position))
    }

    /// The history in which offsets of members count.
    pub fn epoch(&self) -> Option<&Arc<str>> {
        self.epoch.as_ref()
    }

    /// The stream grew.
    pub fn append(&mut self, frames: &Frames, now: Instant) {
        let Some(ring) = &mut self.ring else { return };
        match ring.append(frames) {
            Ok(()) => self.tell_soon(now),
            Err(gap) => {
                warn!(%gap, "public lines of {} are read again", self.room.inquiry);
                self.feed().forget();
            }
        }
    }

    /// There is a newer tally.
    pub fn count(&mut self, register: Arc<Register>, now: Instant) {
        self.register = Some(register);
        self.tallies.clear();
        self.tell_soon(now);
    }

    /// There is a snapshot.
    pub fn picture(&mut self, taken: Arc<Taken>) {
        self.snapshot = Some(taken);
        self.is_snapshot_wanted = false;
    }

    /// The first news after a pause goes at once, later ones with the next window.
    fn tell_soon(&mut self, now: Instant) {
        let window = self.knobs().window;
        let due = self.told_at.map_or(now, |told_at| now.max(told_at + window));
        self.due.get_or_insert(due);
    }

    /// From now on members may be told everything held.
    pub fn release(&mut self, now: Instant) {
        self.due = None;
        self.told_at = Some(now);
        self.released = self.ring.as_ref().map_or(0, Ring::head);
        self.tallies.clear();
    }

    /// The bytes that somebody who stands at `place` may be told now.
    pub fn owed(&self, place: &Place) -> (&[u8], &[u8]) {
        match (place, &self.ring) {
            (Place::At(position), Some(ring)) if ring.holds(*position) => {
                ring.between(*position, self.released.max(*position))
            }
            _ => (&[], &[]),
        }
    }

    /// Where the frame around `position` ends, and what of it lies behind `position`.
    pub fn rest_of_frame(&self, position: u64) -> (u64, Vec<u8>) {
        let Some(ring) = &self.ring else { return (position, Vec::new()) };
        let end = ring.frame_end(position);
        let (front, back) = ring.between(position, end);
        (end, [front, back].concat())
    }

    /// The tally frame that `member` lacks; nobody far behind is bothered with it.
    pub fn tally_due(&mut self, member: &Connection) -> Option<Arc<[u8]>> {
        let register = self.register.as_ref()?;
        let told = match member.told {
            Told::Never => return None,
            Told::Version(version) if version >= register.version => return None,
            Told::Version(version) => Some(version),
            Told::Nothing => None,
        };
        match member.place {
            Place::At(position) if self.lag(position) > self.knobs().lite_bytes as u64 => return None,
            Place::At(_) | Place::Nowhere => {}
            Place::Unplaced(_) | Place::Owed | Place::After(_) => return None,
        }
        let audience = self.room.audience.load(Ordering::Relaxed);
        let encode = || frame::text(&wire::message(&[register.change(told, audience)])).into();
        Some(self.tallies.entry(member.told).or_insert_with(encode).clone())
    }

    /// What a member was told that has just been given the tally.
    pub fn told_now(&self) -> Told {
        self.register.as_ref().map_or(Told::Nothing, |register| Told::Version(register.version))
    }

    fn lag(&self, position: u64) -> u64 {
        self.released.saturating_sub(position)
    }

    /// Gives `member` the snapshot that it is owed, or owes it one if it has fallen too far behind.
    pub fn settle(&mut self, member: &mut Connection) {
        if let Place::At(position) = member.place
            && self.ring.as_ref().is_some_and(|ring| !ring.holds(position) || self.is_far(position))
            && member.has_nothing_waiting()
        {
            member.place = Place::Owed;
        }
        if !matches!(member.place, Place::Owed) || !member.has_nothing_waiting() {
            return;
        }
        match self.continued_snapshot() {
            Some((frames, position)) => {
                member.push(Kind::Told, frames);
                member.place = Place::At(position);
            }
            None => self.ask_for_snapshot(),
        }
    }

    fn is_far(&self, position: u64) -> bool {
        self.lag(position) > self.knobs().behind_bytes as u64
    }

    fn continued_snapshot(&self) -> Option<(Arc<[u8]>, u64)> {
        let (ring, taken) = (self.ring.as_ref()?, self.snapshot.as_ref()?);
        if taken.epoch != ring.epoch || taken.at.elapsed() > self.knobs().snapshot_reuse {
            return None;
        }
        let position = ring.position_after(taken.offset)?;
        (!self.is_far(position)).then(|| (taken.frames.clone(), position))
    }

    fn ask_for_snapshot(&mut self) {
        if self.ring.is_some() && !std::mem::replace(&mut self.is_snapshot_wanted, true) {
            self.feed().want_snapshot(self.snapshot.as_ref());
        }
    }

    fn feed(&mut self) -> Arc<Feed> {
        let room = &self.room;
        let open = || room.feed(&StreamKey::shared(room.inquiry.clone(), Stream::Public));
        self.feed.get_or_insert_with(open).clone()
    }

    /// Places and greets a member, if all that the greeting tells is known.
    pub fn welcome(&mut self, member: &mut Connection) {
        let Some(mut arrival) = member.take_arrival() else { return };
        if arrival.hears_public {
            let Some(ring) = &self.ring else {
                member.place = Place::Unplaced(arrival);
                return;
            };
            let continued = arrival.resume.as_ref().and_then(|resume| self.continued(ring, resume));
            let (o, r, place) = match (continued, &arrival.resume) {
                (Some(position), Some(resume)) => (resume.offset, Continuation::Ok, Place::At(position)),
                _ => (ring.last(), Continuation::Snap, Place::Owed),
            };
            arrival.standings.insert(Stream::Public, Standing::Log { e: ring.epoch.to_string(), o, r });
            member.place = place;
        }
        if member.told != Told::Never {
            let v = self.register.as_ref().map_or(0, |register| register.version);
            arrival.standings.insert(Stream::Tally, Standing::Register { v });
        }
        let greeting = wire::envelope(&Envelope::Greeting(self.greeting(&mut arrival)));
        member.push(Kind::Notice, frame::text(&wire::message(&[greeting])).into());
        arrival.held.drain(..).for_each(|frames| member.push(Kind::Told, frames));
    }

    fn continued(&self, ring: &Ring, resume: &Resume) -> Option<u64> {
        let position = ring.position_after(resume.offset).filter(|_| resume.epoch == *ring.epoch)?;
        let is_short = ring.head() - position <= self.knobs().replay_bytes as u64
            && ring.last() - resume.offset <= self.knobs().replay_lines as u64;
        is_short.then_some(position)
    }

    fn greeting(&self, arrival: &mut Arrival) -> Greeting {
        self.room.shared.greeting(&arrival.session, &arrival.role, std::mem::take(&mut arrival.standings))
    }

    /// Finds the place of somebody who had heard line `offset` before the ring was read again.
    pub fn replace(&self, offset: u64, is_same_history: bool) -> Place {
        let position = self.ring.as_ref().and_then(|ring| ring.position_after(offset));
        position.filter(|_| is_same_history).map_or(Place::Owed, Place::At)
    }
}
