//! One stream on this node: reads on when the bell rings, one reader at a time, and never skips.

use std::{sync::Arc, time::Duration};

use parking_lot::Mutex;
use tokio::sync::watch;
use tracing::{debug, warn};

use super::{
    door::Command,
    feed_snapshot::Taken,
    history::History,
    knobs::HubKnobs,
    past::{Line, PastError, StreamKey},
    ring::Frames,
    shared::Shared,
    wire::{Continuation, Standing},
};

/// The most lines asked of the past at once.
const READ: usize = 256;

/// A stream, its recent lines and those who wait for more.
pub struct Feed {
    /// Which stream.
    pub key: StreamKey,
    pub(super) room: u64,
    pub(super) shared: Arc<Shared>,
    pub(super) bell: Arc<watch::Sender<u64>>,
    pub(super) state: Mutex<State>,
}

/// What a feed knows at present.
#[derive(Default)]
pub(super) struct State {
    pub(super) history: Option<History>,
    /// How often lines had been changed when the history was opened.
    pulls: u64,
    /// Rises when all that was read before must not be told any more.
    pub(super) generation: u64,
    is_wanted: bool,
    is_reading: bool,
    pub(super) is_heard_by_audience: bool,
    pub(super) snapshot: Option<Arc<Taken>>,
    pub(super) is_taking: bool,
    pub(super) is_closed: bool,
}

/// Where one staff listener stands in a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// The last line that it has.
    At(Arc<str>, u64),
    /// Nothing that can be continued.
    Nowhere,
}

/// What a feed has for a position.
pub enum Reading {
    /// It is not open yet; the bell will ring.
    NotYet,
    /// The lines that follow, perhaps none, and where the stream ends.
    Lines(Arc<str>, Vec<Line>, u64),
    /// The position cannot be continued; the stream ends at this line.
    Behind(Arc<str>, u64),
}

/// Where a listener of the audience begins.
pub struct Start {
    /// How its greeting tells it.
    pub standing: Standing,
    /// The history.
    pub epoch: Arc<str>,
    /// The last line in `frames`, or before them.
    pub last: u64,
    /// What follows the greeting.
    pub frames: Vec<Arc<[u8]>>,
}

/// What has to be read before a listener can begin. The bell rings when it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The recent lines; they are being read.
    Lines,
    /// A snapshot; it has to be wanted.
    Snapshot,
}

/// Waits that grow from failure to failure.
pub(super) struct Patience {
    first: Duration,
    next: Duration,
}

impl Patience {
    pub(super) fn of(shared: &Shared) -> Self {
        Self { first: shared.knobs.patience, next: shared.knobs.patience }
    }

    pub(super) async fn wait(&mut self) {
        tokio::time::sleep(self.next).await;
        self.next = (self.next * 2).min(self.first * 100);
    }

    fn restore(&mut self) {
        self.next = self.first;
    }
}

impl State {
    fn read(&self, knobs: &HubKnobs, position: &Position, is_resume: bool) -> Reading {
        let Some(history) = &self.history else { return Reading::NotYet };
        let (lines, bytes) = match is_resume {
            true => (knobs.replay_lines, knobs.replay_bytes),
            false => (usize::MAX, usize::MAX),
        };
        let missed = match position {
            Position::At(epoch, offset) if *epoch == history.epoch => history.replay(*offset, lines, bytes),
            _ => None,
        };
        match missed {
            Some(lines) => Reading::Lines(history.epoch.clone(), lines, history.last),
            None => Reading::Behind(history.epoch.clone(), history.last),
        }
    }
}

impl Feed {
    /// A feed that has read nothing yet.
    pub fn new(key: StreamKey, room: u64, shared: Arc<Shared>, bell: Arc<watch::Sender<u64>>) -> Self {
        Self { key, room, shared, bell, state: Mutex::default() }
    }

    /// There may be more to read.
    pub fn ring(self: &Arc<Self>) {
        let mut state = self.state.lock();
        state.is_wanted = true;
        if !state.is_reading {
            state.is_reading = true;
            self.shared.runtime.spawn(self.clone().catch_up());
        }
    }

    /// What was read must not be told any more: reads it again.
    pub fn forget(self: &Arc<Self>) {
        let mut state = self.state.lock();
        state.generation += 1;
        state.history = None;
        state.snapshot = None;
        if state.is_heard_by_audience && self.key.listener.is_none() {
            self.shared.tell_shards(|| Command::Forget { room: self.room });
        }
        drop(state);
        self.ring();
    }

    /// Nobody listens any more: reading ends, even where it was waiting for the past.
    pub fn close(&self) {
        self.state.lock().is_closed = true;
    }

    /// From now on the shards hear of it too.
    pub fn let_audience_hear(self: &Arc<Self>) {
        let mut state = self.state.lock();
        if !std::mem::replace(&mut state.is_heard_by_audience, true)
            && let Some(history) = &state.history
        {
            self.open_on_shards(history);
        }
        drop(state);
        self.ring();
    }

    /// Compares heads and pulls, for the case that news was lost.
    pub async fn poll(self: &Arc<Self>) {
        let past = &self.shared.past;
        let (head, pulls) = match futures::try_join!(past.head(&self.key), past.pulls(&self.key)) {
            Ok(both) => both,
            Err(error) => return debug!(%error, "head of {} not read", self.key.stream),
        };
        let known = {
            let state = self.state.lock();
            state.history.as_ref().map(|history| (history.epoch.clone(), history.last, state.pulls))
        };
        match known {
            Some((epoch, _, _)) if *epoch != *head.epoch => {
                warn!("history of {} was replaced: epoch {epoch} is now {}", self.key.stream, head.epoch);
                self.forget();
            }
            Some((_, _, known)) if known < pulls => self.forget(),
            Some((_, last, _)) if last >= head.offset => {}
            _ => self.ring(),
        }
    }

    /// What follows `position`, which has to be within the limits of a resume where `is_resume`.
    pub fn read(&self, position: &Position, is_resume: bool) -> Reading {
        self.state.lock().read(&self.shared.knobs, position, is_resume)
    }

    /// Finds where a listener of the audience begins, and does `then` before any later line can reach the shards.
    pub fn start(&self, position: &Position, then: impl FnOnce(Start)) -> Result<(), Missing> {
        let knobs = &self.shared.knobs;
        let state = self.state.lock();
        let (o, r, snapshot, reading) = match (state.read(knobs, position, true), position) {
            (Reading::NotYet, _) => return Err(Missing::Lines),
            (reading @ Reading::Lines(..), Position::At(_, offset)) => (*offset, Continuation::Ok, None, reading),
            (Reading::Lines(_, _, last) | Reading::Behind(_, last), _) => {
                let taken = state.shared_snapshot(knobs).ok_or(Missing::Snapshot)?;
                let behind = state.read(knobs, &Position::At(taken.epoch.clone(), taken.offset), false);
                (last, Continuation::Snap, Some(taken), behind)
            }
        };
        let Reading::Lines(epoch, lines, last) = reading else { return Err(Missing::Snapshot) };
        let mut frames: Vec<Arc<[u8]>> = snapshot.iter().map(|taken| taken.frames.clone()).collect();
        frames.push(Frames::of(self.key.stream, &epoch, last - lines.len() as u64, &lines).bytes.into());
        then(Start { standing: Standing::Log { e: epoch.to_string(), o, r }, epoch, last, frames });
        Ok(())
    }

    async fn catch_up(self: Arc<Self>) {
        let mut patience = Patience::of(&self.shared);
        loop {
            let (generation, known) = {
                let mut state = self.state.lock();
                if !std::mem::replace(&mut state.is_wanted, false) || state.is_closed {
                    state.is_reading = false;
                    return;
                }
                (state.generation, state.history.as_ref().map(|history| history.last))
            };
            let read = match known {
                Some(last) => self.read_on(generation, last).await,
                None => self.open(generation).await,
            };
            match read {
                Ok(is_more) => {
                    patience.restore();
                    self.state.lock().is_wanted |= is_more;
                }
                // Nobody is let go and nothing is skipped: the same lines are asked for again.
                Err(error) => {
                    warn!(%error, "{} waits", self.key.stream);
                    patience.wait().await;
                    self.state.lock().is_wanted = true;
                }
            }
        }
    }

    /// Reads the newest lines of a stream that is not held. Answers whether there may be more.
    async fn open(&self, generation: u64) -> Result<bool, PastError> {
        let knobs = &self.shared.knobs;
        // Read before the lines: what is pulled meanwhile is noticed with the next poll.
        let pulls = self.shared.past.pulls(&self.key).await?;
        let head = self.shared.past.head(&self.key).await?;
        let after = head.offset.saturating_sub(knobs.replay_lines as u64);
        let mut history = History::new(head.epoch.into(), after, knobs.ring_bytes);
        while history.last < head.offset {
            let lines = self.shared.past.lines(&self.key, history.last, READ).await?;
            let fresh = history.append(lines).map_err(|gap| PastError(gap.to_string()))?;
            if fresh.is_empty() {
                return Err(PastError(format!("the head is {}, the lines end at {}", head.offset, history.last)));
            }
        }
        let mut state = self.state.lock();
        if state.generation != generation {
            return Ok(true);
        }
        if state.is_heard_by_audience {
            self.open_on_shards(&history);
        }
        state.history = Some(history);
        state.pulls = pulls;
        drop(state);
        self.ring_bell();
        Ok(true)
    }

    /// Reads the lines after `last`. Answers whether there may be more.
    async fn read_on(&self, generation: u64, last: u64) -> Result<bool, PastError> {
        let lines = self.shared.past.lines(&self.key, last, READ).await?;
        let is_full = lines.len() >= READ;
        let mut state = self.state.lock();
        if state.generation != generation {
            return Ok(true);
        }
        let is_heard = state.is_heard_by_audience;
        let Some(history) = &mut state.history else { return Ok(true) };
        let fresh = history.append(lines).map_err(|gap| PastError(gap.to_string()))?;
        if fresh.is_empty() {
            return Ok(false);
        }
        if is_heard {
            let frames = Arc::new(Frames::of(self.key.stream, &history.epoch, last, &fresh));
            let epoch = history.epoch.clone();
            self.tell_shards(&epoch, frames);
        }
        drop(state);
        self.ring_bell();
        Ok(is_full)
    }

    fn open_on_shards(&self, history: &History) {
        let (epoch, after) = (&history.epoch, history.before());
        let frames = Arc::new(Frames::of(self.key.stream, epoch, after, &history.held()));
        match &self.key.listener {
            Some(_) => self.tell_shards(epoch, frames),
            None => {
                let open = || Command::Open { room: self.room, epoch: epoch.clone(), frames: frames.clone() };
                self.shared.tell_shards(open);
            }
        }
    }

    fn tell_shards(&self, epoch: &Arc<str>, frames: Arc<Frames>) {
        let room = self.room;
        self.shared.tell_shards(|| match &self.key.listener {
            Some(visitor) => {
                Command::Mail { room, visitor: visitor.clone(), epoch: epoch.clone(), frames: frames.clone() }
            }
            None => Command::Append { room, frames: frames.clone() },
        });
    }

    pub(super) fn ring_bell(&self) {
        self.bell.send_modify(|rings| *rings += 1);
    }
}
