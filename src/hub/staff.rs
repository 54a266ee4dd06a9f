//! Staff listen without a window: what is new is told at once, and never less than all of it unsaid.

use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering},
};

use tokio::sync::watch;

use super::{
    close::Close,
    drain,
    feed::{Feed, Position, Reading},
    listener::{Listener, Seat},
    past::Line,
    wire::{self, Continuation, Envelope, Standing},
};
use crate::domain::stream::Stream;

/// What a staff socket does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Sends this text message.
    Text(String),
    /// Closes with this reason.
    Close(Close),
}

/// A member of staff who listens; leaves when dropped.
pub struct StaffListener {
    seat: Seat,
    session: String,
    role: String,
    logs: Vec<Log>,
    hears_tally: bool,
    tally_told: Option<u64>,
    notices_heard: u64,
    bell: watch::Receiver<u64>,
    is_greeted: bool,
    is_leaving: bool,
}

struct Log {
    feed: Arc<Feed>,
    position: Position,
    is_owed_snapshot: bool,
}

impl StaffListener {
    pub(super) fn new(seat: Seat, listener: Listener) -> Self {
        let room = &seat.room;
        let bell = room.bell.subscribe();
        let logs = listener.streams.iter().filter(|(key, _)| key.stream.is_log());
        let logs = logs.map(|(key, resume)| {
            let at = |resume: &super::Resume| Position::At(resume.epoch.as_str().into(), resume.offset);
            let position = resume.as_ref().map_or(Position::Nowhere, at);
            Log { feed: room.feed(key), position, is_owed_snapshot: false }
        });
        let logs = logs.collect();
        let hears_tally = listener.streams.iter().any(|(key, _)| key.stream == Stream::Tally);
        if hears_tally {
            room.read_tally();
        }
        Self {
            session: listener.session,
            role: listener.role,
            logs,
            hears_tally,
            tally_told: None,
            notices_heard: room.notices_after(u64::MAX).0,
            bell,
            is_greeted: false,
            is_leaving: false,
            seat,
        }
    }

    /// Waits for what is to be done next. The first text begins with the greeting. Nothing is lost when the future is
    /// dropped before it is done.
    pub async fn next(&mut self) -> Heard {
        loop {
            self.bell.borrow_and_update();
            if let Some(heard) = self.gather() {
                return heard;
            }
            if self.bell.changed().await.is_err() {
                return Heard::Close(Close::Insufficient);
            }
        }
    }

    fn gather(&mut self) -> Option<Heard> {
        if self.is_leaving {
            return Some(Heard::Close(Close::Draining));
        }
        if self.seat.room.shared.is_draining.load(Ordering::Acquire) {
            self.is_leaving = true;
            return Some(Heard::Text(wire::message(&[drain::goodbye(&self.seat.room.shared)])));
        }
        let mut envelopes = Vec::new();
        if !self.is_greeted {
            self.greet(&mut envelopes)?;
        }
        self.logs.iter_mut().for_each(|log| log.read(&mut envelopes));
        self.count(&mut envelopes);
        let (said, notices) = self.seat.room.notices_after(self.notices_heard);
        self.notices_heard = said;
        let hears = |stream: Stream| self.logs.iter().any(|log| log.feed.key.stream == stream);
        let heard = notices.iter().filter(|(stream, _)| stream.is_none_or(hears));
        envelopes.extend(heard.map(|(_, notice)| notice.to_string()));
        (!envelopes.is_empty()).then(|| Heard::Text(wire::message(&envelopes)))
    }

    /// Greets once all streams are open; each stream's first lines follow.
    fn greet(&mut self, envelopes: &mut Vec<String>) -> Option<()> {
        let readings: Vec<Reading> = self.logs.iter().map(|log| log.feed.read(&log.position, true)).collect();
        if readings.iter().any(|reading| matches!(reading, Reading::NotYet)) {
            return None;
        }
        let mut standings = BTreeMap::new();
        let mut first_lines = Vec::new();
        for (log, reading) in self.logs.iter_mut().zip(readings) {
            let (e, o, r) = match (reading, &log.position) {
                (Reading::Lines(epoch, lines, _), &Position::At(_, offset)) => {
                    log.tell(&epoch, &lines, &mut first_lines);
                    (epoch, offset, Continuation::Ok)
                }
                (Reading::Lines(epoch, _, last) | Reading::Behind(epoch, last), _) => {
                    log.is_owed_snapshot = true;
                    (epoch, last, Continuation::Snap)
                }
                (Reading::NotYet, _) => continue,
            };
            standings.insert(log.feed.key.stream, Standing::Log { e: e.to_string(), o, r });
        }
        let room = &self.seat.room;
        if self.hears_tally {
            let v = room.register().map_or(0, |register| register.version);
            standings.insert(Stream::Tally, Standing::Register { v });
        }
        let greeting = room.shared.greeting(&self.session, &self.role, standings);
        envelopes.push(wire::envelope(&Envelope::Greeting(greeting)));
        envelopes.append(&mut first_lines);
        self.is_greeted = true;
        Some(())
    }

    fn count(&mut self, envelopes: &mut Vec<String>) {
        let room = &self.seat.room;
        let Some(register) = self.hears_tally.then(|| room.register()).flatten() else { return };
        if self.tally_told.is_none_or(|told| told < register.version) {
            envelopes.push(register.change(self.tally_told, room.audience.load(Ordering::Relaxed)));
            self.tally_told = Some(register.version);
        }
    }
}

impl Log {
    fn read(&mut self, envelopes: &mut Vec<String>) {
        if self.is_owed_snapshot {
            let Some(taken) = self.feed.snapshot() else { return self.feed.want_snapshot(None) };
            envelopes.extend(taken.parts.iter().cloned());
            self.position = Position::At(taken.epoch.clone(), taken.offset);
            self.is_owed_snapshot = false;
        }
        match self.feed.read(&self.position, false) {
            Reading::NotYet => {}
            Reading::Lines(epoch, lines, _) => self.tell(&epoch, &lines, envelopes),
            Reading::Behind(..) => {
                self.is_owed_snapshot = true;
                self.feed.want_snapshot(None);
            }
        }
    }

    fn tell(&mut self, epoch: &Arc<str>, lines: &[Line], envelopes: &mut Vec<String>) {
        if let Some(last) = lines.last() {
            envelopes.push(wire::lines(self.feed.key.stream, epoch, lines));
            self.position = Position::At(epoch.clone(), last.offset);
        }
    }
}
