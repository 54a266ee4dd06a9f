//! One writer at a time, let in by lane: what is on air first, then staff, then the flood.

use std::{collections::VecDeque, sync::Arc};

use parking_lot::Mutex;
use tokio::sync::oneshot;

/// Who wants to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Take, clear, dump.
    Air,
    /// A gesture of staff or asker.
    Act,
    /// A batch of questions, seconds, votes.
    Flood,
}

/// The gate before the one writing connection. Waiting here is fair within a lane; SQLite's own busy handler is not.
#[derive(Clone, Debug, Default)]
pub struct Turnstile(Arc<Mutex<Gate>>);

#[derive(Debug, Default)]
struct Gate {
    taken: bool,
    waiting: [VecDeque<oneshot::Sender<Turn>>; 3],
}

/// The right to write; passed on when dropped.
#[derive(Debug)]
pub struct Turn(Option<Turnstile>);

impl Turnstile {
    /// Waits for the turn of this lane.
    pub async fn pass(&self, lane: Lane) -> Turn {
        let waiting = {
            let mut gate = self.0.lock();
            if !gate.taken {
                gate.taken = true;
                return Turn(Some(self.clone()));
            }
            let (give, take) = oneshot::channel();
            gate.waiting[lane as usize].push_back(give);
            take
        };
        waiting.await.expect("a gate hands its turn on before it is dropped")
    }

    fn hand_on(&self) {
        loop {
            let next = {
                let mut gate = self.0.lock();
                let next = gate.waiting.iter_mut().find_map(VecDeque::pop_front);
                gate.taken = next.is_some();
                next
            };
            match next {
                None => return,
                Some(next) => match next.send(Turn(Some(self.clone()))) {
                    Ok(()) => return,
                    // Whoever waited went away: their turn must not pass itself on a second time.
                    Err(mut turn) => turn.0 = None,
                },
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(turnstile) = self.0.take() {
            turnstile.hand_on();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_on_air_passes_staff_and_staff_pass_the_flood() {
        let gate = Turnstile::default();
        let first = gate.pass(Lane::Flood).await;
        let order = Arc::new(Mutex::new(Vec::new()));
        let mut waiting = Vec::new();
        for lane in [Lane::Flood, Lane::Act, Lane::Air] {
            let (gate, order) = (gate.clone(), order.clone());
            waiting.push(tokio::spawn(async move {
                let _turn = gate.pass(lane).await;
                order.lock().push(lane);
            }));
            tokio::task::yield_now().await;
        }

        drop(first);
        for one in waiting {
            one.await.expect("every lane gets its turn");
        }

        assert_eq!(*order.lock(), [Lane::Air, Lane::Act, Lane::Flood]);
    }

    #[tokio::test]
    async fn a_turn_that_nobody_takes_any_more_goes_to_the_next() {
        let gate = Turnstile::default();
        let first = gate.pass(Lane::Act).await;
        let gone = tokio::spawn({
            let gate = gate.clone();
            async move { gate.pass(Lane::Act).await }
        });
        tokio::task::yield_now().await;
        gone.abort();
        let _ = gone.await;

        drop(first);

        gate.pass(Lane::Flood).await;
    }
}
