//! The studio while the house is killed: what was put on air, taken off, caught and confirmed is so, exactly once.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use parking_lot::Mutex;
use serde_json::{Value, json};
use wenzheng::{
    app::App,
    domain::{inquiry::Inquiry, role::Role},
    store::{commitments, sql},
};

use super::DEADLINE;
use crate::kit::{Person, Town};

/// Questions that wait in the running order, their air texts approved.
const ITEMS: usize = 40;
/// Longer than a double press.
const BREATH: Duration = Duration::from_millis(810);
/// The house is away for a moment.
const AWAY: Duration = Duration::from_millis(20);

/// A write that was acknowledged.
struct Told {
    who: Person,
    path: String,
    body: Value,
    key: String,
    answer: Value,
}

/// Director, scribe and supervisor, and what they were promised.
pub struct Show {
    inquiry: Inquiry,
    director: Person,
    scribe: Person,
    supervisor: Person,
    /// The question behind each item.
    items: BTreeMap<String, String>,
    told: Mutex<Vec<Told>>,
    /// Answers that make no sense.
    strange: Mutex<Vec<String>>,
}

impl Show {
    /// A running order that lasts for the whole story.
    pub async fn new(town: &Town, inquiry: &Inquiry, editor: &Person) -> Self {
        let (director, other) = (town.director("清明").await, town.director("霜降").await);
        let mut items = BTreeMap::new();
        for n in 0..ITEMS {
            let id = town.visitor().asks(inquiry, &format!("要上屏的第{n}件事")).await.id;
            editor.approves(&id, &format!("第{n}件事何时办好？")).await;
            let text = json!({ "text": format!("第{n}件事何时办好？"), "version": 2 });
            director.put(&format!("/questions/{id}/air")).json(text).await.ok();
            other.post(&format!("/questions/{id}/air/approval")).json(json!({ "version": 3 })).await.ok();
            let path = format!("/inquiries/{}/rundown/items", inquiry.slug);
            let item = director.post(&path).json(json!({ "question": id })).await.ok();
            items.insert(item["id"].as_str().expect("an item").to_owned(), id);
        }
        Self {
            inquiry: inquiry.clone(),
            director,
            scribe: town.staff(Role::Scribe, "苏芒").await,
            supervisor: town.supervisor("程立").await,
            items,
            told: Mutex::default(),
            strange: Mutex::default(),
        }
    }

    fn path(&self, what: &str) -> String {
        format!("/inquiries/{}/{what}", self.inquiry.slug)
    }

    /// How much was acknowledged: takes, clears, confirmations.
    pub fn happened(&self) -> (usize, usize, usize) {
        let told = self.told.lock();
        let of = |end: &str| told.iter().filter(|it| it.path.ends_with(end)).count();
        (of("/take"), of("/clear"), of("/actions"))
    }

    /// Until one more item was taken: the house is never killed before the show went on.
    pub async fn goes_on(&self) {
        let before = self.happened().0;
        let wait = tokio::time::timeout(DEADLINE, async {
            while self.happened().0 == before {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
        wait.await.expect("the show goes on");
    }

    /// Takes item after item, and takes every second one off by hand, until it is enough.
    pub async fn direct(&self, stopped: &AtomicBool) {
        let mut on_air = Value::Null;
        for n in 0..ITEMS {
            if stopped.load(Ordering::Relaxed) {
                return;
            }
            let take = self.tell(&self.director, self.path("take"), json!({ "believed": on_air })).await;
            on_air = take["on_air"].clone();
            if n % 2 == 1 {
                let clear = self.tell(&self.director, self.path("clear"), json!({ "outcome": "answered" })).await;
                on_air = clear["on_air"].clone();
            }
            tokio::time::sleep(BREATH).await;
        }
    }

    /// Catches promise after promise, each confirmed by the supervisor, until it is enough.
    pub async fn follow(&self, stopped: &AtomicBool) {
        for n in 0.. {
            if stopped.load(Ordering::Relaxed) {
                return;
            }
            let caught = json!({ "quote": format!("第{n}句：三十天内修好"), "lead": "housing", "due": "30天内" });
            let caught = self.tell(&self.scribe, self.path("commitments"), caught).await;
            let confirm = json!({ "action": "confirm", "version": 1 });
            let id = caught["id"].as_str().unwrap_or_default();
            self.tell(&self.supervisor, format!("/commitments/{id}/actions"), confirm).await;
        }
    }

    /// Writes under one key until there is an answer, however often the house falls meanwhile.
    async fn tell(&self, who: &Person, path: String, body: Value) -> Value {
        let key = uuid::Uuid::now_v7().to_string();
        loop {
            let sent = who.post(&path).json(body.clone()).key(&key).attempt().await;
            match sent {
                Ok(answer) if answer.status < 300 => {
                    let told = Told { who: who.clone(), path, body, key, answer: answer.body.clone() };
                    self.told.lock().push(told);
                    return answer.body;
                }
                // The house cannot answer yet.
                Err(_) => {}
                Ok(answer) if answer.status >= 500 || answer.status == 429 => {}
                Ok(answer) => {
                    self.strange.lock().push(format!("{path} {body}: {} {}", answer.status, answer.text));
                    return answer.body;
                }
            }
            tokio::time::sleep(AWAY).await;
        }
    }

    /// Everything is sent once more under its key, and answered as it was.
    pub async fn send_again(&self) {
        let told = std::mem::take(&mut *self.told.lock());
        for it in &told {
            let again = it.who.post(&it.path).json(it.body.clone()).key(&it.key).await;
            assert_eq!((again.status, &again.body), (200, &it.answer), "{} was answered otherwise", it.path);
        }
        *self.told.lock() = told;
    }

    /// Every promise that the store does not keep.
    pub async fn broken(&self, app: &App) -> Vec<String> {
        let mut tx = app.store.read().await.expect("the store is read");
        let lines: Vec<(String, String, i64)> = sql("select kind, subject, count(*) from journal
             where kind in ('taken', 'cleared') and subject_kind = 'question' group by kind, subject order by kind, subject")
            .all(&mut tx)
            .await
            .expect("rows");
        let stored = commitments::of_inquiry(&mut tx, &self.inquiry.id).await.expect("promises are read");
        let mut broken = self.strange.lock().clone();
        broken.extend(lines.iter().filter(|line| line.2 != 1).map(|line| format!("{line:?} times")));
        let happened = |kind: &str, question: &str| lines.iter().any(|line| line.0 == kind && line.1 == question);
        let mut last = Value::Null;
        for told in self.told.lock().iter() {
            let item = told.answer["on_air"].as_str();
            match told.path.rsplit('/').next() {
                Some("take") => {
                    last = told.answer["on_air"].clone();
                    if !item.is_some_and(|item| happened("taken", &self.items[item])) {
                        broken.push(format!("{item:?} went on air and is not told of"));
                    }
                }
                Some("clear") => {
                    if !last.as_str().is_some_and(|item| happened("cleared", &self.items[item])) {
                        broken.push(format!("{last} came off and is not told of"));
                    }
                }
                Some("commitments") => {
                    let quote = told.body["quote"].as_str().expect("a quote");
                    let of: Vec<&str> =
                        stored.iter().filter(|it| it.it.quote == quote).map(|it| it.it.id.as_str()).collect();
                    if told.answer["id"] != json!(of.first()) || of.len() != 1 {
                        broken.push(format!("{quote} was acknowledged, stored are {of:?}"));
                    }
                }
                _ => {
                    let id = told.answer["id"].as_str().expect("an id");
                    let stands = stored
                        .iter()
                        .any(|it| it.it.id.as_str() == id && it.it.version == 2 && it.it.stage.word() == "confirmed");
                    if !stands {
                        broken.push(format!("the confirmation of {id} was acknowledged"));
                    }
                }
            }
        }
        broken
    }
}
