//! One inquiry on this node: its feeds, its tally and its notices, for as long as somebody listens.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use parking_lot::Mutex;
use tokio::sync::watch;
use tracing::warn;

use super::{door::Command, feed::Feed, frame, past::StreamKey, shared::Shared, tally::Register, wire};
use crate::domain::{id::InquiryId, stream::Stream};

/// Notices kept for staff who are about to read; they are ephemeral and few.
const NOTICES: usize = 64;

/// An inquiry that somebody listens to.
pub struct Room {
    /// Which room; another one for the same inquiry later has another number.
    pub id: u64,
    /// The inquiry.
    pub inquiry: InquiryId,
    /// What all rooms share.
    pub shared: Arc<Shared>,
    /// Listeners of both sides.
    pub seats: AtomicU64,
    /// Listeners of the audience.
    pub audience: AtomicU64,
    /// Rings when anything is new.
    pub bell: Arc<watch::Sender<u64>>,
    left: Mutex<Option<Instant>>,
    feeds: Mutex<HashMap<StreamKey, Arc<Feed>>>,
    tally: Mutex<TallyState>,
    notices: Mutex<Notices>,
}

#[derive(Default)]
struct TallyState {
    register: Option<Arc<Register>>,
    is_wanted: bool,
    is_reading: bool,
    is_on_shards: bool,
}

/// An encoded envelope that is said once, with the stream whose listeners alone hear it; without one, everybody does.
pub type Notice = (Option<Stream>, Arc<str>);

#[derive(Default)]
struct Notices {
    said: u64,
    recent: VecDeque<Notice>,
}

impl Room {
    /// A room in which nobody sits yet.
    pub fn new(id: u64, inquiry: InquiryId, shared: Arc<Shared>) -> Self {
        Self {
            id,
            inquiry,
            shared,
            seats: AtomicU64::new(0),
            audience: AtomicU64::new(0),
            bell: Arc::new(watch::Sender::new(0)),
            left: Mutex::new(None),
            feeds: Mutex::default(),
            tally: Mutex::default(),
            notices: Mutex::default(),
        }
    }

    /// The feed of `key`, opened if need be.
    pub fn feed(&self, key: &StreamKey) -> Arc<Feed> {
        let mut feeds = self.feeds.lock();
        let open = || {
            let feed = Arc::new(Feed::new(key.clone(), self.id, self.shared.clone(), self.bell.clone()));
            feed.ring();
            feed
        };
        feeds.entry(key.clone()).or_insert_with(open).clone()
    }

    /// Opens the room on all shards, once and before anything else of it is told there.
    pub fn open_to_audience(self: &Arc<Self>) {
        let mut tally = self.tally.lock();
        if !std::mem::replace(&mut tally.is_on_shards, true) {
            let enter = || Command::Enter { room: self.clone(), register: tally.register.clone() };
            self.shared.tell_shards(enter);
        }
    }

    /// Nobody listens any more.
    pub fn close(&self) {
        self.feeds.lock().values().for_each(|feed| feed.close());
        self.shared.tell_shards(|| Command::Clear { room: self.id });
    }

    /// The feed of `key`, opened on all shards too.
    pub fn audience_feed(&self, key: &StreamKey) -> Arc<Feed> {
        let feed = self.feed(key);
        feed.let_audience_hear();
        feed
    }

    /// A stream grew. Whoever does not listen to it costs nothing.
    pub fn ring(&self, key: &StreamKey) {
        let feed = self.feeds.lock().get(key).cloned();
        if let Some(feed) = feed {
            feed.ring();
        }
    }

    /// Reads all streams again, since something told before was pulled.
    pub fn forget(&self) {
        let feeds: Vec<Arc<Feed>> = self.feeds.lock().values().cloned().collect();
        feeds.iter().for_each(|feed| feed.forget());
    }

    /// The feeds that all their listeners share.
    pub fn shared_feeds(&self) -> Vec<Arc<Feed>> {
        self.feeds.lock().values().filter(|feed| feed.key.listener.is_none()).cloned().collect()
    }

    /// The mailboxes that somebody listens to; those that nobody holds any more are closed.
    pub fn mailboxes(&self) -> Vec<Arc<Feed>> {
        let mut feeds = self.feeds.lock();
        feeds.retain(|key, feed| key.listener.is_none() || Arc::strong_count(feed) > 1);
        feeds.values().filter(|feed| feed.key.listener.is_some()).cloned().collect()
    }

    /// The tally as known here.
    pub fn register(&self) -> Option<Arc<Register>> {
        self.tally.lock().register.clone()
    }

    /// The tally may have changed. One reader at a time reads it, at most once a window.
    pub fn read_tally(self: &Arc<Self>) {
        let mut tally = self.tally.lock();
        tally.is_wanted = true;
        if !tally.is_reading {
            tally.is_reading = true;
            self.shared.runtime.spawn(self.clone().follow_tally());
        }
    }

    async fn follow_tally(self: Arc<Self>) {
        loop {
            {
                let mut tally = self.tally.lock();
                let is_over = self.is_over();
                if !std::mem::replace(&mut tally.is_wanted, false) || is_over {
                    tally.is_reading = false;
                    return;
                }
            }
            match self.shared.past.tally(&self.inquiry).await {
                Ok(tally) => self.tell_tally(tally),
                Err(error) => {
                    warn!(%error, "tally of {} waits", self.inquiry);
                    self.tally.lock().is_wanted = true;
                }
            }
            tokio::time::sleep(self.shared.knobs.window).await;
        }
    }

    fn tell_tally(&self, read: super::past::Tally) {
        let mut tally = self.tally.lock();
        let next = match &tally.register {
            Some(register) => register.after(read),
            None => Some(Register::first(read)),
        };
        let Some(next) = next.map(Arc::new) else { return };
        tally.register = Some(next.clone());
        self.shared.tell_shards(|| Command::Tally { room: self.id, register: next.clone() });
        drop(tally);
        self.bell.send_modify(|rings| *rings += 1);
    }

    /// Says an encoded envelope to everybody in the room, once.
    pub fn notice(&self, envelope: &str) {
        self.note(None, envelope);
        let frame: Arc<[u8]> = frame::text(&wire::message(&[envelope])).into();
        self.shared.tell_shards(|| Command::Notice { room: self.id, frame: frame.clone() });
        self.bell.send_modify(|rings| *rings += 1);
    }

    /// Says an encoded envelope once to the staff who hear `stream`, and to nobody of the audience.
    pub fn murmur(&self, stream: Stream, envelope: &str) {
        self.note(Some(stream), envelope);
        self.bell.send_modify(|rings| *rings += 1);
    }

    fn note(&self, stream: Option<Stream>, envelope: &str) {
        let mut notices = self.notices.lock();
        notices.said += 1;
        notices.recent.push_back((stream, envelope.into()));
        if notices.recent.len() > NOTICES {
            notices.recent.pop_front();
        }
    }

    /// How many notices were said so far, and those after the first `heard`, each with the stream it is for.
    pub fn notices_after(&self, heard: u64) -> (u64, Vec<Notice>) {
        let notices = self.notices.lock();
        let missed = notices.said.saturating_sub(heard) as usize;
        let skip = notices.recent.len().saturating_sub(missed);
        (notices.said, notices.recent.iter().skip(skip).cloned().collect())
    }

    /// The last listener has gone.
    pub(super) fn was_left(&self) {
        *self.left.lock() = Some(Instant::now());
    }

    /// Whether nobody has listened for as long as an empty room lingers.
    pub fn is_over(&self) -> bool {
        let lingered = |left: Instant| left.elapsed() >= self.shared.knobs.linger;
        self.seats.load(Ordering::Relaxed) == 0 && self.left.lock().is_some_and(lingered)
    }
}
