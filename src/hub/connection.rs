//! One socket of the audience: a position in the shared ring, and little else.

use std::{
    io::{ErrorKind, IoSlice, Read, Write},
    net::Shutdown,
    sync::Arc,
};

use mio::net::TcpStream;

use super::{
    close::Close,
    frame::{self, Inbound, Violation},
    hall::Hall,
    listener::Seat,
    outbox::{Kind, Outbox},
    place::{Arrival, Mail, Place, Told},
};

/// The most that a client may say at one go; it has nothing to say.
const CHATTER: usize = 64 << 10;

/// Slices of one write: private pieces, both ends of the ring, the tally.
const PRIVATE_SLICES: usize = 5;

/// Whether a connection goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Flow {
    /// It does.
    Open,
    /// The socket is of no use any more.
    Gone,
}

/// A listener of the audience. Moments are milliseconds since the shard began; they may wrap.
pub struct Connection {
    /// The socket.
    pub socket: TcpStream,
    /// The seat; given back when the connection begins to leave.
    pub seat: Option<Seat>,
    /// The room.
    pub room: u64,
    /// Where it stands among the members of its hall.
    pub slot: u32,
    /// Where it stands in the public stream.
    pub place: Place,
    /// What it was told of the tally.
    pub told: Told,
    /// Its mailbox.
    pub mail: Option<Box<Mail>>,
    /// Whether the kernel takes nothing at present.
    pub is_blocked: bool,
    moved: u32,
    pinged: Option<u32>,
    leaving: Option<u32>,
    is_shut: bool,
    outbox: Option<Box<Outbox>>,
    partial: Option<Box<Partial>>,
}

/// A frame of the client that has not wholly arrived.
#[derive(Default)]
struct Partial {
    beginning: Vec<u8>,
    skip: usize,
}

impl Connection {
    /// A connection that was not greeted yet.
    pub fn new(socket: TcpStream, seat: Seat, place: Place, told: Told, mail: Option<Box<Mail>>, now: u32) -> Self {
        Self {
            socket,
            room: seat.room.id,
            seat: Some(seat),
            slot: u32::MAX,
            place,
            told,
            mail,
            is_blocked: false,
            moved: now,
            pinged: None,
            leaving: None,
            is_shut: false,
            outbox: None,
            partial: None,
        }
    }

    /// Puts frames before everything shared.
    pub fn push(&mut self, kind: Kind, bytes: Arc<[u8]>) {
        self.outbox.get_or_insert_default().push(kind, bytes);
    }

    /// Whether it is on its way out and hears nothing any more.
    pub fn is_leaving(&self) -> bool {
        self.leaving.is_some()
    }

    /// Whether lines or a snapshot wait that are to be forgotten.
    pub fn holds_told(&self) -> bool {
        self.outbox.as_ref().is_some_and(|outbox| outbox.holds_told())
    }

    /// Whether everything private has left.
    pub fn has_nothing_waiting(&self) -> bool {
        self.outbox.as_ref().is_none_or(|outbox| outbox.is_empty())
    }

    /// Says goodbye with `frame`; what waits is still written.
    pub fn leave(&mut self, goodbye: Vec<u8>, now: u32) {
        if self.leaving.is_none() {
            self.push(Kind::Notice, goodbye.into());
            self.leaving = Some(now);
            self.place = Place::Nowhere;
            self.told = Told::Never;
            self.seat = None;
        }
    }

    /// Writes as much as there is and the kernel takes.
    pub fn flush(&mut self, hall: &mut Hall, now: u32) -> Flow {
        loop {
            hall.settle(self);
            let tally = hall.tally_due(self);
            let mut slices = [IoSlice::new(&[]); PRIVATE_SLICES + 3];
            let (mut count, private, is_all) = match &self.outbox {
                Some(outbox) => outbox.fill(&mut slices[..PRIVATE_SLICES]),
                None => (0, 0, true),
            };
            let (mut shared, mut counted) = (0, 0);
            if is_all {
                let (front, back) = hall.owed(&self.place);
                shared = front.len() + back.len();
                counted = tally.as_ref().map_or(0, |tally| tally.len());
                for slice in [front, back, tally.as_deref().unwrap_or_default()] {
                    if !slice.is_empty() {
                        slices[count] = IoSlice::new(slice);
                        count += 1;
                    }
                }
            }
            let written = match &slices[..count] {
                [] => break,
                [only] => self.socket.write(only),
                several => self.socket.write_vectored(several),
            };
            let written = match written {
                Ok(0) => return Flow::Gone,
                Ok(written) => written,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    if !std::mem::replace(&mut self.is_blocked, true) {
                        self.moved = now;
                    }
                    return Flow::Open;
                }
                Err(_) => return Flow::Gone,
            };
            self.moved = now;
            self.is_blocked = false;
            if let Some(outbox) = &mut self.outbox {
                outbox.advance(written.min(private));
            }
            let written = written.saturating_sub(private);
            self.pass(hall, written.min(shared), shared);
            if let Some(tally) = tally.filter(|_| written > shared) {
                self.told = hall.told_now();
                self.push(Kind::Notice, tally[(written - shared).min(counted)..].into());
            }
        }
        self.is_blocked = false;
        self.outbox = None;
        if self.leaving.is_some() && !std::mem::replace(&mut self.is_shut, true) {
            // The other half stays open for a moment, or its unread bytes would destroy our goodbye on the way.
            return self.socket.shutdown(Shutdown::Write).map_or(Flow::Gone, |()| Flow::Open);
        }
        Flow::Open
    }

    /// Moves on in the ring by `written` of the `shared` bytes offered. The rest of a frame that was cut becomes
    /// private, so that a position always lies between two frames.
    fn pass(&mut self, hall: &Hall, written: usize, shared: usize) {
        let Place::At(position) = &mut self.place else { return };
        if written == 0 {
            return;
        }
        let reached = *position + written as u64;
        if written == shared {
            *position = reached;
            return;
        }
        let (end, rest) = hall.rest_of_frame(reached);
        *position = end;
        self.push(Kind::Told, rest.into());
    }

    /// Reads what the client says.
    pub fn listen(&mut self, scratch: &mut [u8], now: u32) -> Flow {
        let mut heard = 0;
        loop {
            match self.socket.read(scratch) {
                Ok(0) => return Flow::Gone,
                Ok(count) => {
                    heard += count;
                    self.hear(&scratch[..count], now);
                    if heard > 2 * CHATTER {
                        return Flow::Gone;
                    }
                    if heard > CHATTER {
                        self.leave(frame::close(Close::TooMany.row()), now);
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Flow::Open,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Flow::Gone,
            }
        }
    }

    /// Understands `bytes` that came from the client.
    pub fn hear(&mut self, bytes: &[u8], now: u32) {
        self.pinged = None;
        if self.is_leaving() {
            return;
        }
        let mut partial = self.partial.take().unwrap_or_default();
        if self.understand(&mut partial, bytes, now).is_err() {
            self.leave(frame::close(Close::BadProtocol.row()), now);
        } else if partial.skip > 0 || !partial.beginning.is_empty() {
            self.partial = Some(partial);
        }
    }

    fn understand(&mut self, partial: &mut Partial, mut bytes: &[u8], now: u32) -> Result<(), Violation> {
        while !bytes.is_empty() && !self.is_leaving() {
            let skipped = partial.skip.min(bytes.len());
            partial.skip -= skipped;
            bytes = &bytes[skipped..];
            if bytes.is_empty() {
                return Ok(());
            }
            let known = partial.beginning.len();
            let more = bytes.len().min(frame::LONGEST_BEGINNING - known);
            let read = match known {
                0 => frame::read(bytes)?,
                _ => {
                    partial.beginning.extend_from_slice(&bytes[..more]);
                    frame::read(&partial.beginning)?
                }
            };
            let Some((said, used)) = read else {
                if known == 0 {
                    partial.beginning.extend_from_slice(&bytes[..more]);
                }
                return Ok(());
            };
            partial.beginning.clear();
            bytes = &bytes[used - known..];
            match said {
                Inbound::Ping(payload) => self.push(Kind::Pong, frame::pong(&payload).into()),
                Inbound::Pong => {}
                Inbound::Close(code) => self.leave(frame::close_echo(code), now),
                Inbound::Words(length) => partial.skip = length,
            }
        }
        Ok(())
    }

    /// Looks after silence: pings, gives up what is dead, and ends what has said goodbye.
    pub fn look_after(&mut self, hall: &mut Hall, jitter: u32, now: u32) -> Flow {
        let knobs = hall.knobs();
        let millis = |duration: std::time::Duration| duration.as_millis() as u32;
        let heartbeat = millis(knobs.heartbeat);
        if let Some(since) = self.leaving {
            let is_over = now.wrapping_sub(since) >= millis(knobs.stall);
            return if is_over { Flow::Gone } else { Flow::Open };
        }
        let still = now.wrapping_sub(self.moved);
        let is_stalled = self.is_blocked && still >= millis(knobs.stall);
        let is_silent = self.pinged.is_some_and(|since| now.wrapping_sub(since) >= heartbeat + millis(knobs.grace));
        let is_stuffed = self.outbox.as_ref().is_some_and(|outbox| outbox.len() > knobs.behind_bytes);
        if is_stalled || is_silent || is_stuffed {
            // A full socket takes no goodbye; the client sees the loss and comes back with its position.
            if self.is_blocked {
                return Flow::Gone;
            }
            self.leave(frame::close(Close::Slow.row()), now);
            return self.flush(hall, now);
        }
        // From 80 to 120 parts of a hundred, so that those who came together are not pinged together.
        let due = heartbeat / 100 * (80 + jitter % 41);
        if !self.is_blocked && self.pinged.is_none() && still >= due {
            self.pinged = Some(now);
            self.push(Kind::Notice, frame::ping().into());
            return self.flush(hall, now);
        }
        Flow::Open
    }

    /// Takes the arrival of a listener that was waiting to be placed.
    pub fn take_arrival(&mut self) -> Option<Box<Arrival>> {
        match std::mem::replace(&mut self.place, Place::Nowhere) {
            Place::Unplaced(arrival) => Some(arrival),
            place => {
                self.place = place;
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idle_listener_costs_little() {
        assert!(size_of::<Connection>() <= 144, "{}", size_of::<Connection>());
    }
}
