//! The lane of floods: questions and seconds wait in a bounded queue, share a commit, and are answered after it.

use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use super::{
    Error, Result,
    bell::Bell,
    clock::Clock,
    flood::{self, Answer, Flood},
};
use crate::store::{Lane, Store};

/// How long a batch may work before its commit, so that an act never waits long behind it.
const BATCH_TIME: Duration = Duration::from_millis(10);
/// The fewest commands that a batch may hold, however slow they seem.
const LEAST_BATCH: usize = 16;

type Waiting = (Flood, oneshot::Sender<Result<Answer>>);

/// The door of the lane.
#[derive(Clone, Debug)]
pub struct Submitter(mpsc::Sender<Waiting>);

impl Submitter {
    /// Opens the lane; its writer ends when every door is dropped and the queue is empty.
    pub fn open(
        store: Store,
        bell: Bell,
        clock: Clock,
        queue: usize,
        batch: usize,
    ) -> (Self, tokio::task::JoinHandle<()>) {
        let (door, queue) = mpsc::channel(queue);
        let writer = Writer { store, bell, clock, queue, most: batch.max(1), batch: LEAST_BATCH.min(batch.max(1)) };
        (Self(door), tokio::spawn(writer.run()))
    }

    /// Stores a command and answers after the commit. A full queue is said at once.
    pub async fn submit(&self, flood: Flood) -> Result<Answer> {
        let (give, take) = oneshot::channel();
        self.0.try_send((flood, give)).map_err(|_| Error::Busy)?;
        take.await.map_err(|_| Error::Busy)?
    }
}

struct Writer {
    store: Store,
    bell: Bell,
    clock: Clock,
    queue: mpsc::Receiver<Waiting>,
    most: usize,
    /// How many fit into [`BATCH_TIME`], judged by the batches before.
    batch: usize,
}

impl Writer {
    async fn run(mut self) {
        let mut waiting = Vec::new();
        // No linger: while one batch commits, the next one gathers by itself.
        while self.queue.recv_many(&mut waiting, self.batch).await > 0 {
            let (floods, answers): (Vec<Flood>, Vec<_>) = waiting.drain(..).unzip();
            let results = self.store_together(&floods).await;
            for (answer, result) in answers.into_iter().zip(results) {
                // Whoever asked may be gone; what they sent is stored all the same.
                let _ = answer.send(result);
            }
        }
    }

    async fn store_together(&mut self, floods: &[Flood]) -> Vec<Result<Answer>> {
        match self.store_batch(floods).await {
            Ok(answers) => answers,
            Err(error) if floods.len() == 1 => vec![Err(error)],
            Err(_) => {
                // One of them cannot be stored. Alone, each of the others can.
                let mut answers = Vec::new();
                for flood in floods {
                    let alone = self.store_batch(std::slice::from_ref(flood)).await;
                    answers.push(alone.and_then(|mut answers| answers.pop().unwrap_or(Err(Error::Busy))));
                }
                answers
            }
        }
    }

    async fn store_batch(&mut self, floods: &[Flood]) -> Result<Vec<Result<Answer>>> {
        let mut tx = self.store.write(Lane::Flood).await?;
        let began = Instant::now();
        let (answers, rungs) = flood::apply(&mut tx, floods, self.clock.now()).await?;
        self.judge(floods.len(), began.elapsed());
        tx.commit().await?;
        self.bell.ring(&rungs);
        Ok(answers)
    }

    /// Sizes the next batch by what this one took.
    fn judge(&mut self, done: usize, took: Duration) {
        let each = took.as_secs_f64() / done as f64;
        let fits = (BATCH_TIME.as_secs_f64() / each.max(1e-6)) as usize;
        self.batch = ((self.batch + fits) / 2).clamp(LEAST_BATCH.min(self.most), self.most);
    }
}
