//! Who hears what, live: the hub is rung after a commit, reads what it lacks and tells everybody who may hear it.
//!
//! Each inquiry with listeners has a `Room` with one `Feed` a stream; a feed reads on, one reader at a
//! time, and never skips. Staff read from the feeds. The audience sits in shards: threads with their own poll, where
//! each public line lies once, encoded, in a ring, and a listener is a position in it.

mod adopt;
pub mod close;
mod connection;
mod door;
mod drain;
mod feed;
mod feed_snapshot;
mod frame;
mod hall;
mod history;
pub mod knobs;
pub mod listener;
mod outbox;
pub mod past;
mod place;
pub mod relay;
pub mod relay_local;
pub mod resume;
mod ring;
mod room;
mod shard;
mod shared;
pub mod staff;
mod tally;
mod waiting;
pub mod wire;

use std::{
    collections::HashMap,
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::JoinHandle,
};

use parking_lot::Mutex;

pub use self::{
    close::Close,
    knobs::HubKnobs,
    listener::Listener,
    past::{Head, Line, Past, PastError, Snapshot, StreamKey, Tally},
    relay::{Bell, Dispatch, Ear, News, Relay},
    relay_local::LocalRelay,
    resume::Resume,
    staff::{Heard, StaffListener},
};
use self::{
    door::{Command, Door},
    listener::{Seat, Side},
    room::Room,
    shared::Shared,
    wire::Envelope,
};
use crate::domain::{id::InquiryId, stream::Stream};

/// One poll of heads in so many also reads the tallies again.
const TALLY_POLLS: u64 = 5;

/// The hub of one node.
pub struct Hub {
    core: Arc<Core>,
    threads: Vec<JoinHandle<()>>,
}

/// How many listen on this node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// Of the audience.
    pub audience: u64,
    /// Of staff.
    pub staff: u64,
}

impl Connections {
    /// Both together.
    pub fn all(self) -> u64 {
        self.audience + self.staff
    }
}

struct Core {
    shared: Arc<Shared>,
    relay: Arc<dyn Relay>,
    name: String,
    rooms: Mutex<HashMap<InquiryId, Arc<Room>>>,
    rooms_made: AtomicU64,
    arrivals: AtomicU64,
    polls: AtomicU64,
}

impl Hub {
    /// A hub that reads `past` on the present tokio runtime and has its shards running.
    ///
    /// # Errors
    /// The system gives no poll or no thread.
    pub fn new(past: Arc<dyn Past>, relay: Arc<dyn Relay>, knobs: HubKnobs) -> io::Result<Arc<Self>> {
        let shards = knobs.shards.max(1);
        let opened = (0..shards).map(|_| door::open()).collect::<io::Result<Vec<_>>>()?;
        let doors = opened.iter().map(|(door, _)| door.clone()).collect();
        let running = opened.into_iter().enumerate();
        let threads = running.map(|(number, (door, poll))| shard::run(number, door, poll, &knobs));
        let threads = threads.collect::<io::Result<_>>()?;
        let name = format!("{}-{:016x}", knobs.node, rand::random::<u64>());
        let shared = Shared {
            past,
            knobs,
            runtime: tokio::runtime::Handle::current(),
            doors,
            audience: AtomicU64::new(0),
            staff: AtomicU64::new(0),
            is_draining: AtomicBool::new(false),
        };
        let core = Arc::new(Core {
            shared: Arc::new(shared),
            relay: relay.clone(),
            name,
            rooms: Mutex::default(),
            rooms_made: AtomicU64::new(0),
            arrivals: AtomicU64::new(0),
            polls: AtomicU64::new(0),
        });
        let weak = Arc::downgrade(&core);
        relay.hear(Box::new(move |dispatch| {
            if let Some(core) = weak.upgrade().filter(|core| core.name != dispatch.from) {
                core.learn(&dispatch.news);
            }
        }));
        Ok(Arc::new(Self { core, threads }))
    }

    /// Rung after a commit: these streams grew. Cheap; nothing is read before this returns.
    pub fn ring(&self, bell: Bell) {
        self.core.announce(News::Bell(bell));
    }

    /// The tally of `inquiry` changed. It may be called for each vote: it is read at most once a window.
    pub fn tally_changed(&self, inquiry: &InquiryId) {
        self.core.announce(News::Tally(inquiry.clone()));
    }

    /// Says `envelope` to all who listen to `inquiry` at this moment, on all nodes; nobody hears it later.
    pub fn control(&self, inquiry: &InquiryId, envelope: &Envelope) {
        self.core.announce(News::Control(inquiry.clone(), wire::envelope(envelope)));
    }

    /// Says something passing to the staff who hear `stream` at this moment, on all nodes; it is no line and is lost with
    /// the moment.
    pub fn murmur(&self, inquiry: &InquiryId, stream: Stream, body: serde_json::Value) {
        let envelope = Envelope::Passing(wire::Passing { s: stream, d: body });
        self.core.announce(News::Murmur(inquiry.clone(), stream, wire::envelope(&envelope)));
    }

    /// Something of `inquiry` was pulled: nothing that was read before is told any more, all is read again.
    pub fn forget(&self, inquiry: &InquiryId) {
        self.core.announce(News::Forget(inquiry.clone()));
    }

    /// A member of staff listens.
    pub fn listen(&self, listener: Listener) -> StaffListener {
        let seat = self.core.seat(&listener.inquiry, Side::Staff);
        StaffListener::new(seat, listener)
    }

    /// How many listen on this node.
    pub fn connections(&self) -> Connections {
        let shared = &self.core.shared;
        let (audience, staff) = (shared.audience.load(Ordering::Relaxed), shared.staff.load(Ordering::Relaxed));
        Connections { audience, staff }
    }

    /// How many of the audience listen to `inquiry` on this node.
    pub fn audience(&self, inquiry: &InquiryId) -> u64 {
        self.core.room(inquiry).map_or(0, |room| room.audience.load(Ordering::Relaxed))
    }

    /// Compares the heads of all that is listened to with the past and rings where they differ, for bells that were
    /// lost on the way. To be called every 200 ms. Mailboxes take turns, and rooms that were left are cleared.
    pub async fn poll_heads(&self) {
        let polls = self.core.polls.fetch_add(1, Ordering::Relaxed);
        self.core.clear_rooms();
        let most = self.core.shared.knobs.mailboxes_per_poll;
        let mut feeds = Vec::new();
        for room in self.core.rooms() {
            feeds.extend(room.shared_feeds());
            let mailboxes = room.mailboxes();
            let begin = (polls as usize).wrapping_mul(most) % mailboxes.len().max(1);
            feeds.extend(mailboxes.iter().cycle().skip(begin).take(most.min(mailboxes.len())).cloned());
            if polls.is_multiple_of(TALLY_POLLS) && room.register().is_some() {
                room.read_tally();
            }
        }
        futures::future::join_all(feeds.iter().map(|feed| feed.poll())).await;
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.core.rooms().iter().for_each(|room| room.close());
        self.core.shared.tell_shards(|| Command::Stop);
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a shard of the hub ended badly");
            }
        }
    }
}

impl Core {
    /// Acts on news here and tells the other nodes.
    fn announce(&self, news: News) {
        self.learn(&news);
        self.relay.send(Dispatch { from: self.name.clone(), news });
    }

    fn learn(&self, news: &News) {
        let (News::Bell(Bell { inquiry, .. })
        | News::Tally(inquiry)
        | News::Control(inquiry, _)
        | News::Murmur(inquiry, ..)
        | News::Forget(inquiry)) = news;
        let Some(room) = self.room(inquiry) else { return };
        match news {
            News::Bell(bell) => bell.streams.iter().for_each(|(stream, listener)| match stream {
                Stream::Tally => room.read_tally(),
                Stream::Control => {}
                &stream => {
                    room.ring(&StreamKey { inquiry: inquiry.clone(), stream, listener: listener.clone() });
                }
            }),
            News::Tally(_) => room.read_tally(),
            News::Control(_, envelope) => room.notice(envelope),
            News::Murmur(_, stream, envelope) => room.murmur(*stream, envelope),
            News::Forget(_) => room.forget(),
        }
    }

    fn room(&self, inquiry: &InquiryId) -> Option<Arc<Room>> {
        self.rooms.lock().get(inquiry).cloned()
    }

    fn rooms(&self) -> Vec<Arc<Room>> {
        self.rooms.lock().values().cloned().collect()
    }

    fn seat(&self, inquiry: &InquiryId, side: Side) -> Seat {
        let mut rooms = self.rooms.lock();
        let make = || {
            let id = self.rooms_made.fetch_add(1, Ordering::Relaxed);
            Arc::new(Room::new(id, inquiry.clone(), self.shared.clone()))
        };
        Seat::take(rooms.entry(inquiry.clone()).or_insert_with(make).clone(), side)
    }

    fn clear_rooms(&self) {
        let mut rooms = self.rooms.lock();
        rooms.extract_if(|_, room| room.is_over()).for_each(|(_, room)| room.close());
    }

    fn next_door(&self) -> Arc<Door> {
        let turn = self.arrivals.fetch_add(1, Ordering::Relaxed) as usize;
        self.shared.doors[turn % self.shared.doors.len()].clone()
    }
}
