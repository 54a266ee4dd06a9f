//! A shard: one thread, one poll and its own listeners, who never move to another.

use std::{
    collections::HashMap,
    io,
    sync::Arc,
    thread::JoinHandle,
    time::{Duration, Instant},
};

use mio::{Events, Interest, Poll, Token, net::TcpStream};

use super::{
    close::Close,
    connection::{Connection, Flow},
    door::{BELL, Command, Door, Joining},
    frame,
    hall::Hall,
    knobs::HubKnobs,
    outbox::Kind,
    place::{Place, Post},
    ring::Frames,
};
use crate::domain::id::VisitorId;

/// One slice of a drain takes this long.
const SLICE: Duration = Duration::from_millis(50);

/// Runs a shard behind its door until it is told to stop.
pub fn run(number: usize, door: Arc<Door>, poll: Poll, knobs: &HubKnobs) -> io::Result<JoinHandle<()>> {
    let shard = Shard {
        poll,
        door,
        scratch: vec![0; 16 << 10].into_boxed_slice(),
        connections: Vec::new(),
        free: Vec::new(),
        halls: HashMap::new(),
        began: Instant::now(),
        looked: Instant::now(),
        round: (knobs.stall.min(knobs.heartbeat).min(knobs.grace) / 4)
            .clamp(Duration::from_millis(10), Duration::from_secs(1)),
        drain: None,
    };
    std::thread::Builder::new().name(format!("hub-{number}")).spawn(move || shard.live())
}

struct Drain {
    goodbye: Arc<[u8]>,
    until: Instant,
    next: Instant,
}

struct Shard {
    poll: Poll,
    door: Arc<Door>,
    scratch: Box<[u8]>,
    connections: Vec<Option<Connection>>,
    free: Vec<u32>,
    halls: HashMap<u64, Hall>,
    began: Instant,
    looked: Instant,
    round: Duration,
    drain: Option<Drain>,
}

impl Shard {
    fn live(mut self) {
        let mut events = Events::with_capacity(1024);
        loop {
            let wait = self.next_due().saturating_duration_since(Instant::now());
            if let Err(error) = self.poll.poll(&mut events, Some(wait))
                && error.kind() != io::ErrorKind::Interrupted
            {
                tracing::error!(%error, "a shard cannot poll");
                return;
            }
            for event in &events {
                if event.token() != BELL {
                    let is_readable = event.is_readable() || event.is_read_closed() || event.is_error();
                    self.serve(event.token().0 as u32, is_readable);
                }
            }
            let commands = self.door.hear();
            for command in commands {
                if matches!(command, Command::Stop) {
                    return;
                }
                self.obey(command);
            }
            self.release_due();
            self.drain_slice();
            self.look_after_all();
        }
    }

    fn next_due(&self) -> Instant {
        let round = self.looked + self.round;
        let halls = self.halls.values().filter_map(|hall| hall.due);
        halls.chain(self.drain.as_ref().map(|drain| drain.next)).fold(round, Instant::min)
    }

    fn now(&self) -> u32 {
        self.began.elapsed().as_millis() as u32
    }

    fn serve(&mut self, index: u32, is_readable: bool) {
        let now = self.now();
        let Some(connection) = self.connections.get_mut(index as usize).and_then(Option::as_mut) else { return };
        let mut flow = Flow::Open;
        if is_readable {
            flow = connection.listen(&mut self.scratch, now);
        }
        self.go_on(index, flow, now);
    }

    /// Writes what waits for a connection, and lets it go where that is of no use.
    fn go_on(&mut self, index: u32, flow: Flow, now: u32) {
        let Some(connection) = self.connections[index as usize].as_mut() else { return };
        let flow = match (flow, self.halls.get_mut(&connection.room)) {
            (Flow::Open, Some(hall)) => connection.flush(hall, now),
            _ => Flow::Gone,
        };
        if connection.is_leaving() {
            self.lose_membership(index);
        }
        if flow == Flow::Gone {
            self.let_go(index);
        }
    }

    fn obey(&mut self, command: Command) {
        let now = Instant::now();
        match command {
            Command::Enter { room, register } => {
                self.halls.entry(room.id).or_insert_with(|| Hall::new(room, register));
            }
            Command::Clear { room } => {
                self.halls.remove(&room);
                let is_there = |index: &u32| self.connections[*index as usize].as_ref().is_some_and(|c| c.room == room);
                let members: Vec<u32> = (0..self.connections.len() as u32).filter(is_there).collect();
                members.into_iter().for_each(|index| self.let_go(index));
            }
            Command::Open { room, epoch, frames } => self.open(room, epoch, &frames),
            Command::Append { room, frames } => {
                if let Some(hall) = self.halls.get_mut(&room) {
                    hall.append(&frames, now);
                }
            }
            Command::Forget { room } => self.forget(room),
            Command::Snapshot { room, taken } => {
                if let Some(hall) = self.halls.get_mut(&room) {
                    hall.picture(taken);
                }
                self.tell_members(room, |connection, _| matches!(connection.place, Place::Owed));
            }
            Command::Tally { room, register } => {
                if let Some(hall) = self.halls.get_mut(&room) {
                    hall.count(register, now);
                }
            }
            Command::Notice { room, frame } => self.tell_members(room, |connection, _| {
                let is_greeted = !matches!(connection.place, Place::Unplaced(_));
                if is_greeted {
                    connection.push(Kind::Notice, frame.clone());
                }
                is_greeted
            }),
            Command::Mail { room, visitor, epoch, frames } => self.deliver(room, &visitor, &epoch, &frames),
            Command::Join(joining) => self.join(*joining),
            Command::Drain { goodbye, until } => self.drain = Some(Drain { goodbye, until, next: now }),
            Command::Stop => {}
        }
    }

    /// Prepares each member of a room and writes to those for whom `prepare` says that there is something.
    fn tell_members(&mut self, room: u64, mut prepare: impl FnMut(&mut Connection, &mut Hall) -> bool) {
        let now = self.now();
        let Some(hall) = self.halls.get_mut(&room) else { return };
        let mut changed = Vec::new();
        for slot in 0..hall.members.len() {
            let index = hall.members[slot];
            let Some(connection) = self.connections[index as usize].as_mut() else { continue };
            if !prepare(connection, hall) {
                continue;
            }
            if !connection.is_leaving() && connection.is_blocked {
                continue;
            }
            if connection.flush(hall, now) == Flow::Gone {
                changed.push((index, true));
            } else if connection.is_leaving() {
                changed.push((index, false));
            }
        }
        for (index, is_gone) in changed {
            if is_gone {
                self.let_go(index);
            } else {
                self.lose_membership(index);
            }
        }
    }

    fn release_due(&mut self) {
        let now = Instant::now();
        let due: Vec<u64> = self
            .halls
            .iter()
            .filter(|(_, hall)| hall.due.is_some_and(|due| due <= now))
            .map(|(&room, _)| room)
            .collect();
        for room in due {
            if let Some(hall) = self.halls.get_mut(&room) {
                hall.release(now);
            }
            self.tell_members(room, |_, _| true);
        }
    }

    fn open(&mut self, room: u64, epoch: Arc<str>, frames: &Frames) {
        let Some(hall) = self.halls.get_mut(&room) else { return };
        let is_same_history = hall.epoch().is_none_or(|known| *known == epoch);
        hall.open(epoch, frames);
        self.tell_members(room, |connection, hall| {
            match &connection.place {
                Place::After(offset) => connection.place = hall.replace(*offset, is_same_history),
                Place::Unplaced(_) => hall.welcome(connection),
                _ => {}
            }
            true
        });
    }

    fn forget(&mut self, room: u64) {
        let mut lost = Vec::new();
        let Some(hall) = self.halls.get_mut(&room) else { return };
        for &index in &hall.members {
            let Some(connection) = self.connections[index as usize].as_mut() else { continue };
            if let Place::At(position) = connection.place {
                connection.place = hall.line_before(position).map_or(Place::Owed, Place::After);
            }
            // What is half written cannot be taken back but by breaking off; the client comes back with its position.
            if connection.holds_told() {
                lost.push(index);
            }
        }
        hall.forget();
        lost.into_iter().for_each(|index| self.let_go(index));
    }

    fn deliver(&mut self, room: u64, visitor: &VisitorId, epoch: &str, frames: &Frames) {
        let now = self.now();
        let members = self.halls.get(&room).and_then(|hall| hall.mailboxes.get(visitor)).cloned();
        for index in members.unwrap_or_default() {
            let Some(connection) = self.connections[index as usize].as_mut() else { continue };
            let Some(mail) = &mut connection.mail else { continue };
            match mail.collect(epoch, frames) {
                Post::Frames(fresh) => match &mut connection.place {
                    Place::Unplaced(arrival) => arrival.held.push(fresh.into()),
                    _ => connection.push(Kind::Told, fresh.into()),
                },
                Post::Broken => connection.leave(frame::close(Close::Insufficient.row()), now),
            }
            self.go_on(index, Flow::Open, now);
        }
    }

    fn join(&mut self, joining: Joining) {
        let Joining { socket, leftover, seat, arrival, told, mail } = joining;
        let now = self.now();
        let room = seat.room.id;
        let Some(hall) = self.halls.get_mut(&room) else { return };
        let index = self.free.pop().unwrap_or_else(|| {
            self.connections.push(None);
            self.connections.len() as u32 - 1
        });
        let mut socket = TcpStream::from_std(socket);
        let both = Interest::READABLE | Interest::WRITABLE;
        if let Err(error) = self.poll.registry().register(&mut socket, Token(index as usize), both) {
            tracing::error!(%error, "a socket was not taken");
            self.free.push(index);
            return;
        }
        if let Some(mail) = &mail {
            hall.mailboxes.entry(mail.visitor.clone()).or_default().push(index);
        }
        let place = Place::Unplaced(Box::new(arrival));
        let mut connection = Connection::new(socket, seat, place, told, mail.map(Box::new), now);
        connection.slot = hall.members.len() as u32;
        hall.members.push(index);
        hall.welcome(&mut connection);
        connection.hear(&leftover, now);
        self.connections[index as usize] = Some(connection);
        self.go_on(index, Flow::Open, now);
    }

    fn drain_slice(&mut self) {
        let now = Instant::now();
        let Some(drain) = self.drain.as_mut().filter(|drain| drain.next <= now) else { return };
        let slices = drain.until.saturating_duration_since(now).as_millis() / SLICE.as_millis() + 1;
        drain.next = now + SLICE;
        let goodbye = drain.goodbye.clone();
        let staying: Vec<u32> = self.halls.values().flat_map(|hall| hall.members.iter().copied()).collect();
        let share = staying.len().div_ceil(slices as usize);
        let at = self.now();
        for index in staying.into_iter().take(share) {
            let Some(connection) = self.connections[index as usize].as_mut() else { continue };
            connection.push(Kind::Notice, goodbye.clone());
            connection.leave(frame::close(Close::Draining.row()), at);
            self.go_on(index, Flow::Open, at);
        }
    }

    fn look_after_all(&mut self) {
        if self.looked.elapsed() < self.round {
            return;
        }
        self.looked = Instant::now();
        let now = self.now();
        for index in 0..self.connections.len() as u32 {
            let Some(connection) = self.connections[index as usize].as_mut() else { continue };
            let flow = match self.halls.get_mut(&connection.room) {
                Some(hall) => connection.look_after(hall, index.wrapping_mul(2_654_435_761) >> 16, now),
                None => Flow::Gone,
            };
            let is_leaving = connection.is_leaving();
            if flow == Flow::Gone {
                self.let_go(index);
            } else if is_leaving {
                self.lose_membership(index);
            }
        }
    }

    /// The connection hears nothing of its room any more.
    fn lose_membership(&mut self, index: u32) {
        let Some(connection) = self.connections[index as usize].as_mut() else { return };
        let slot = std::mem::replace(&mut connection.slot, u32::MAX);
        let mail = connection.mail.take();
        let Some(hall) = self.halls.get_mut(&connection.room).filter(|_| slot != u32::MAX) else { return };
        if let Some(mail) = mail
            && let Some(members) = hall.mailboxes.get_mut(&mail.visitor)
        {
            members.retain(|&member| member != index);
            if members.is_empty() {
                hall.mailboxes.remove(&mail.visitor);
            }
        }
        hall.members.swap_remove(slot as usize);
        if let Some(&moved) = hall.members.get(slot as usize)
            && let Some(other) = self.connections[moved as usize].as_mut()
        {
            other.slot = slot;
        }
    }

    fn let_go(&mut self, index: u32) {
        self.lose_membership(index);
        if let Some(mut connection) = self.connections[index as usize].take() {
            // Closing the socket would do; a failure here only means that it was never registered.
            let _ = self.poll.registry().deregister(&mut connection.socket);
            self.free.push(index);
        }
    }
}
