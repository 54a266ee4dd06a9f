//! What happens meanwhile in the studio: questions come up and come off, promises are caught and confirmed, time passes.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::json;
use wenzheng::{
    chores::release,
    domain::{
        inquiry::Inquiry,
        moment::{minutes, seconds},
        role::Role,
        stream::Stream,
    },
    store::{delays, promise_delays},
};

use super::traffic::Traffic;
use crate::kit::{DEADLINE, Dice, Person, Town, journal};

/// The people of a studio.
pub struct Show {
    town: Town,
    inquiry: Inquiry,
    director: Person,
    other: Person,
    moderator: Person,
    scribe: Person,
    supervisor: Person,
    confirmed: AtomicUsize,
    dumped: AtomicUsize,
    pulled: AtomicUsize,
}

impl Show {
    /// Everybody is at their place.
    pub async fn new(town: &Town, inquiry: &Inquiry) -> Arc<Self> {
        Arc::new(Self {
            town: town.clone(),
            inquiry: inquiry.clone(),
            director: town.director("清明").await,
            other: town.director("霜降").await,
            moderator: town.moderator("谷雨").await,
            scribe: town.staff(Role::Scribe, "苏芒").await,
            supervisor: town.supervisor("程立").await,
            confirmed: AtomicUsize::new(0),
            dumped: AtomicUsize::new(0),
            pulled: AtomicUsize::new(0),
        })
    }

    /// A new screen's key.
    pub async fn screen(&self, inquiry: &Inquiry) -> String {
        let path = format!("/inquiries/{}/screens", inquiry.slug);
        let opened = self.director.post(&path).json(json!({ "kind": "prompter" })).await.ok();
        opened["key"].as_str().expect("a key").to_owned()
    }

    /// Takes, clears, cuts, pulls and promises until it is enough. The desk may be quicker with a question; then another one comes up.
    pub async fn goes_on(self: Arc<Self>, traffic: Arc<Traffic>, mut dice: Dice) {
        let path = |what: &str| format!("/inquiries/{}/{what}", self.inquiry.slug);
        let mut n = 0;
        while !traffic.stopped.load(Ordering::Relaxed) {
            self.town.wait(seconds(6));
            let Some(id) = traffic.public.lock().pop() else {
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
                continue;
            };
            n += 1;
            if self.comes_up(&id).await {
                let on_air = self.director.get(&path("rundown")).await.ok()["on_air"].clone();
                // Something may have come up or off meanwhile.
                let _ = self.director.post(&path("take")).json(json!({ "believed": on_air })).await;
            }
            let caught = json!({ "quote": format!("第{n}件事三十天内办好"), "lead": "housing", "due": "30天内", "question": id });
            let caught = self.scribe.post(&path("commitments")).json(caught).await.ok();
            if !dice.once_in(3) {
                let confirm = json!({ "action": "confirm", "version": 1 });
                let id = caught["id"].as_str().expect("a promise");
                self.supervisor.post(&format!("/commitments/{id}/actions")).json(confirm).await.ok();
                self.confirmed.fetch_add(1, Ordering::Relaxed);
            }
            match n % 10 {
                1 | 3 | 5 | 6 | 8 => {
                    drop(self.director.post(&path("clear")).json(json!({ "outcome": "answered" })).await)
                }
                // A cut takes away whatever came up within the delay, so it is rare.
                9 => {
                    self.director.post(&path("dump")).json(json!({})).await.ok();
                    self.dumped.fetch_add(1, Ordering::Relaxed);
                }
                2 | 7 => {
                    let why = json!({ "item": id, "code": "wrong_place", "asked_by": "编辑", "how": "当面" });
                    let pull = self.director.post(&path("pull")).json(why).await;
                    self.pulled.fetch_add(usize::from(pull.status == 200), Ordering::Relaxed);
                }
                _ => {}
            }
        }
    }

    /// Waits until the show has shown enough, however slow the machine is.
    pub async fn has_shown_enough(&self) {
        let waiting = async {
            let few = |n: &AtomicUsize, enough| n.load(Ordering::Relaxed) < enough;
            while few(&self.confirmed, 4)
                || few(&self.dumped, 1)
                || few(&self.pulled, 2)
                || self.seen_on_air().await < 3
            {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(DEADLINE * 2, waiting).await.expect("the show goes on");
    }

    /// How often the public saw a question come up that was not pulled since.
    async fn seen_on_air(&self) -> usize {
        let lines = journal::lines(&self.town.app(), &self.inquiry.id, Stream::Public, "").await;
        lines.iter().filter(|line| line["kind"] == "on_air" && line["question"].is_object()).count()
    }

    /// A question with an approved air text comes in at the end of the running order.
    async fn comes_up(&self, id: &str) -> bool {
        let text = json!({ "text": "何时办好？", "version": self.moderator.sees(id).await });
        if self.director.put(&format!("/questions/{id}/air")).json(text).await.status != 200 {
            return false;
        }
        let approval = json!({ "version": self.moderator.sees(id).await });
        if self.other.post(&format!("/questions/{id}/air/approval")).json(approval).await.status != 200 {
            return false;
        }
        let items = format!("/inquiries/{}/rundown/items", self.inquiry.slug);
        self.director.post(&items).json(json!({ "question": id })).await.status < 300
    }
}

/// Lets time pass until everything on its way has reached the public.
pub async fn release_all(town: &Town) {
    town.wait(minutes(2));
    let waiting = async {
        loop {
            let app = town.app();
            release::release_due(&app).await.expect("what is due is released");
            let mut tx = app.store.read().await.expect("the store is read");
            let now = app.now();
            let questions = delays::due(&mut tx, now).await.expect("it is read");
            if questions.is_empty() && promise_delays::due(&mut tx, now).await.expect("it is read").is_empty() {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(DEADLINE, waiting).await.expect("what is due is released");
}
