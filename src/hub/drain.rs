//! Going away: everybody is told when to come back, and let go a slice at a time.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use super::{
    Hub,
    close::Close,
    door::Command,
    frame,
    shared::Shared,
    wire::{self, Envelope, Goodbye},
};

/// The least wait before coming back, in milliseconds.
const SOONEST: u64 = 2000;

/// How long goodbyes may take after the window.
const LAST: Duration = Duration::from_secs(2);

/// The `by` envelope: the more listeners, the longer the window in which they come back.
pub fn goodbye(shared: &Shared) -> String {
    let listeners = shared.audience.load(Ordering::Relaxed) + shared.staff.load(Ordering::Relaxed);
    let spread = listeners * 1000 / shared.knobs.returns_per_second.max(1);
    let w = (SOONEST, SOONEST + spread.max(1000));
    wire::envelope(&Envelope::Goodbye(Goodbye { c: Close::Draining.code(), w }))
}

impl Hub {
    /// Lets all listeners go within `window`, staff at once and the audience in slices. Done when all have left, or
    /// two seconds after the window. Whoever comes meanwhile is sent away with the next slice.
    pub async fn drain(&self, window: Duration) {
        let shared = &self.core.shared;
        let goodbye = goodbye(shared);
        shared.is_draining.store(true, Ordering::Release);
        let until = Instant::now() + window;
        let frame: Arc<[u8]> = frame::text(&wire::message(&[goodbye])).into();
        shared.tell_shards(|| Command::Drain { goodbye: frame.clone(), until });
        self.core.rooms().iter().for_each(|room| room.bell.send_modify(|rings| *rings += 1));
        while self.connections().all() > 0 && Instant::now() < until + LAST {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Whether the node is going away, so that its door should be closed.
    pub fn is_draining(&self) -> bool {
        self.core.shared.is_draining.load(Ordering::Acquire)
    }
}
