//! Snapshots of a stream: taken once for all who need one, and shared only when lines go on right behind them.

use std::{sync::Arc, time::Instant};

use tracing::warn;

use super::{
    door::Command,
    feed::{Feed, Patience, State},
    frame,
    history::History,
    knobs::HubKnobs,
    past::Snapshot,
    wire,
};

/// A snapshot that everybody shares for a moment.
#[derive(Debug)]
pub struct Taken {
    /// Its epoch.
    pub epoch: Arc<str>,
    /// The offset of its last line.
    pub offset: u64,
    /// Since when it is shared.
    pub at: Instant,
    /// Its envelopes.
    pub parts: Vec<String>,
    /// The same as frames.
    pub frames: Arc<[u8]>,
}

impl State {
    /// The snapshot that is shared, if it is fresh and can be continued from what is held.
    pub(super) fn shared_snapshot(&self, knobs: &HubKnobs) -> Option<Arc<Taken>> {
        let history = self.history.as_ref()?;
        let taken = self.snapshot.as_ref()?;
        let is_fresh = taken.at.elapsed() <= knobs.snapshot_reuse;
        let is_continued = taken.epoch == history.epoch && history.after(taken.offset).is_some();
        (is_fresh && is_continued).then(|| taken.clone())
    }
}

impl Feed {
    /// The shared snapshot, if it is fresh and can be continued from what is held.
    pub fn snapshot(&self) -> Option<Arc<Taken>> {
        self.state.lock().shared_snapshot(&self.shared.knobs)
    }

    /// Somebody needs another snapshot than `known`. One is taken for all who do; the bell rings when it is there.
    pub fn want_snapshot(self: &Arc<Self>, known: Option<&Arc<Taken>>) {
        let mut state = self.state.lock();
        let shared = state.shared_snapshot(&self.shared.knobs);
        let is_on_its_way = shared.is_some_and(|shared| known.is_none_or(|known| !Arc::ptr_eq(known, &shared)));
        if !is_on_its_way && !std::mem::replace(&mut state.is_taking, true) {
            self.shared.runtime.spawn(self.clone().take_snapshot());
        }
    }

    async fn take_snapshot(self: Arc<Self>) {
        let mut patience = Patience::of(&self.shared);
        loop {
            let generation = {
                let state = self.state.lock();
                if state.is_closed {
                    return;
                }
                state.generation
            };
            match self.shared.past.snapshot(&self.key).await {
                Ok(snapshot) => {
                    let taken = self.encode(snapshot);
                    if self.reach(generation, taken).await {
                        return;
                    }
                }
                Err(error) => warn!(%error, "snapshot of {} waits", self.key.stream),
            }
            patience.wait().await;
        }
    }

    fn encode(&self, snapshot: Snapshot) -> Taken {
        let parts = wire::snapshot(self.key.stream, &snapshot, self.shared.knobs.part_bytes);
        let mut frames = Vec::new();
        parts.iter().for_each(|part| frame::put_text(&wire::message(&[part]), &mut frames));
        let (epoch, offset) = (snapshot.epoch.into(), snapshot.offset);
        Taken { epoch, offset, at: Instant::now(), parts, frames: frames.into() }
    }

    /// Waits until the lines held reach the snapshot, so that reading goes on right behind it, and shares it then.
    /// False where it is worth nothing any more.
    async fn reach(self: &Arc<Self>, generation: u64, taken: Taken) -> bool {
        let mut bell = self.bell.subscribe();
        let mut wait = self.shared.knobs.patience;
        loop {
            match self.is_reached(generation, &taken) {
                Some(true) => break,
                Some(false) => return false,
                None => self.ring(),
            }
            // The past may lag behind its own snapshot without ringing any bell.
            if tokio::time::timeout(wait, bell.changed()).await.is_err() {
                wait = (wait * 2).min(self.shared.knobs.patience * 100);
            }
        }
        let is_shared = self.share(generation, taken);
        if !is_shared {
            self.poll().await;
        }
        is_shared
    }

    /// Whether lines go on behind `taken`; nobody knows yet where they have not come so far.
    fn is_reached(&self, generation: u64, taken: &Taken) -> Option<bool> {
        let state = self.state.lock();
        if state.generation != generation || state.is_closed {
            return Some(false);
        }
        let history = state.history.as_ref()?;
        (history.epoch != taken.epoch || history.last >= taken.offset).then_some(true)
    }

    /// Shares `taken` with all who wait for it, if lines go on behind it.
    fn share(&self, generation: u64, taken: Taken) -> bool {
        let mut state = self.state.lock();
        let goes_on = |history: &History| history.epoch == taken.epoch && history.after(taken.offset).is_some();
        if state.generation != generation || !state.history.as_ref().is_some_and(goes_on) {
            return false;
        }
        let taken = Arc::new(Taken { at: Instant::now(), ..taken });
        state.is_taking = false;
        state.snapshot = Some(taken.clone());
        if state.is_heard_by_audience && self.key.listener.is_none() {
            self.shared.tell_shards(|| Command::Snapshot { room: self.room, taken: taken.clone() });
        }
        drop(state);
        self.ring_bell();
        true
    }
}
