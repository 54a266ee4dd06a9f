//! What happens meanwhile at door and desk: questions, seconds and decisions, without a pause for anybody.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use serde_json::json;
use wenzheng::domain::inquiry::Inquiry;

use crate::kit::{Dice, Person};

/// Asks, seconds and decisions, without a pause for anybody.
pub struct Traffic {
    inquiry: Inquiry,
    askers: Vec<Person>,
    moderators: Vec<Person>,
    waiting: Mutex<Vec<String>>,
    /// What was published and may come up in the show.
    pub public: Mutex<Vec<String>>,
    texts: AtomicUsize,
    /// Set when it is enough.
    pub stopped: AtomicBool,
}

impl Traffic {
    /// Nothing has happened yet.
    pub fn new(inquiry: &Inquiry, askers: &[Person], moderators: &[Person]) -> Arc<Self> {
        Arc::new(Self {
            inquiry: inquiry.clone(),
            askers: askers.to_vec(),
            moderators: moderators.to_vec(),
            waiting: Mutex::default(),
            public: Mutex::default(),
            texts: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
        })
    }

    /// Goes on until it is enough.
    pub async fn flow(self: Arc<Self>, mut dice: Dice) {
        while !self.stopped.load(Ordering::Relaxed) {
            let (asker, moderator) = (dice.one_of(&self.askers).clone(), dice.one_of(&self.moderators).clone());
            let n = self.texts.fetch_add(1, Ordering::Relaxed);
            match dice.below(5) {
                0..=1 => {
                    let asked = asker.asks(&self.inquiry, &format!("第{n}件事拖了很久")).await;
                    self.waiting.lock().push(asked.id);
                }
                2 => {
                    let public = self.public.lock().clone();
                    if !public.is_empty() {
                        // It may just have gone; then nobody is to count.
                        let _ = asker.put(&format!("/questions/{}/second", dice.one_of(&public))).await;
                    }
                }
                _ => self.decide(&moderator, n, &mut dice).await,
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    async fn decide(&self, moderator: &Person, n: usize, dice: &mut Dice) {
        let Some(id) = self.waiting.lock().pop() else { return };
        if dice.once_in(4) {
            moderator.rejects(&id, "vague").await;
            return;
        }
        moderator.approves(&id, &format!("第{n}件事何时办好？")).await;
        self.public.lock().push(id.clone());
        if dice.once_in(4) {
            // The show may have been quicker.
            let _ = moderator.decides(&id, "later", json!({})).await;
        }
    }
}
