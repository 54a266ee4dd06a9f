//! Lines that break at random while everything happens: each listener ends with exactly what it may hear, in order.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use serde_json::{Value, json};
use wenzheng::{
    domain::{
        inquiry::{Inquiry, Phase},
        stream::Stream,
    },
    store::seconds,
};

use crate::kit::{Dice, Ear, Person, Town, both_engines, journal, listening::Heard};

both_engines!(two_hundred_who_lose_the_line_twenty_times_have_every_line_once_and_in_order);

const PUBLIC: usize = 120;
const ASKERS: usize = 60;
const MODERATORS: usize = 20;
const DROPS: usize = 20;

async fn two_hundred_who_lose_the_line_twenty_times_have_every_line_once_and_in_order(town: Town) {
    let mut dice = Dice::new();
    let inquiry = town.inquiry(Phase::Collecting).await;
    let askers: Vec<Person> = (0..ASKERS).map(|_| town.visitor()).collect();
    let mut listeners: Vec<(Person, &str)> = (0..PUBLIC).map(|_| (town.visitor(), "public,tally")).collect();
    listeners.extend(askers.iter().map(|asker| (asker.clone(), "public,mailbox")));
    let mut moderators = Vec::new();
    for n in 0..MODERATORS {
        moderators.push(town.moderator(&format!("审核{n}")).await);
    }
    listeners.extend(moderators.iter().map(|moderator| (moderator.clone(), "desk,public")));
    let traffic = Traffic::new(&inquiry, &askers, &moderators);

    let busy: Vec<_> = (0..8).map(|_| tokio::spawn(traffic.clone().flow(dice.child()))).collect();
    let ears = listeners
        .iter()
        .map(|(who, streams)| tokio::spawn(loses_the_line(Ear::new(who, &inquiry.slug, streams), dice.child())));
    let mut ears: Vec<Ear> =
        futures::future::join_all(ears).await.into_iter().map(|ear| ear.expect("it comes back")).collect();
    traffic.stopped.store(true, Ordering::Relaxed);
    for one in busy {
        one.await.expect("the traffic flows");
    }

    let truth = Truth::read(&town, &inquiry, &listeners).await;
    futures::future::join_all(ears.iter_mut().map(|ear| catch_up(ear, &truth))).await;
    let wrong: Vec<String> = ears.iter().zip(&listeners).flat_map(|(ear, (who, _))| truth.wrong(ear, who)).collect();
    assert!(wrong.is_empty(), "{} faults, first {:#?}", wrong.len(), &wrong[..wrong.len().min(10)]);

    let (lines, continued) = (truth.lines.len(), ears.iter().map(|ear| ear.continued).sum::<usize>());
    assert!(lines > 20, "{lines} public lines prove little");
    assert!(continued > ears.len() * DROPS / 2, "positions were continued {continued} times only");
    must_catch_what_is_missing(&truth, &ears[0], &listeners[0].0);
}

/// Connects, hears a while, loses the line, twenty times over.
async fn loses_the_line(mut ear: Ear, mut dice: Dice) -> Ear {
    for _ in 0..DROPS {
        ear.connect().await.expect("the line opens");
        ear.hear_for(Duration::from_millis(dice.below(150) as u64)).await;
        ear.drop_line();
        tokio::time::sleep(Duration::from_millis(dice.below(100) as u64)).await;
    }
    ear
}

async fn catch_up(ear: &mut Ear, truth: &Truth) {
    for (stream, log) in ear.logs.clone() {
        let head = match stream {
            Stream::Public => truth.lines.len(),
            Stream::Desk => truth.desk.len(),
            _ => truth.mailboxes.get(ear.visitor()).map_or(0, Vec::len),
        };
        if log.offset < head as u64 || log.epoch.is_empty() {
            ear.hear_until(stream, head as u64).await;
        }
    }
    if ear.hears_tally() {
        ear.hear_while(&format!("{:?}", truth.tally), |ear| !truth.is_tally(&ear.tally)).await;
    }
}

/// What the store says that each may hear.
struct Truth {
    lines: Vec<Value>,
    desk: Vec<Value>,
    mailboxes: BTreeMap<String, Vec<Value>>,
    tally: BTreeMap<String, u64>,
}

impl Truth {
    async fn read(town: &Town, inquiry: &Inquiry, listeners: &[(Person, &str)]) -> Self {
        let app = town.app();
        let mut mailboxes = BTreeMap::new();
        for (who, _) in listeners.iter().filter(|(_, streams)| streams.contains("mailbox")) {
            let visitor = who.visitor_id().0;
            mailboxes.insert(visitor.clone(), journal::lines(&app, &inquiry.id, Stream::Mailbox, &visitor).await);
        }
        let mut tx = app.store.read().await.expect("the store is read");
        let tally = seconds::tally(&mut tx, &inquiry.id).await.expect("seconds are counted").into_iter();
        Self {
            lines: journal::lines(&app, &inquiry.id, Stream::Public, "").await,
            desk: journal::lines(&app, &inquiry.id, Stream::Desk, "").await,
            mailboxes,
            tally: tally.map(|(id, n)| (id.0, n as u64)).collect(),
        }
    }

    /// Whether these are the counts; what is counted no longer is none.
    fn is_tally(&self, told: &BTreeMap<String, u64>) -> bool {
        let counted: BTreeMap<&String, u64> = told.iter().filter(|(_, n)| **n > 0).map(|(id, n)| (id, *n)).collect();
        counted == self.tally.iter().map(|(id, n)| (id, *n)).collect()
    }

    /// Everything that a listener heard and should not have, or did not hear and should have.
    fn wrong(&self, ear: &Ear, who: &Person) -> Vec<String> {
        let mut wrong = ear.faults.clone();
        for (stream, log) in &ear.logs {
            let lines = match stream {
                Stream::Public => &self.lines,
                Stream::Desk if !who.name.is_empty() => &self.desk,
                Stream::Mailbox => &self.mailboxes[ear.visitor()],
                _ => {
                    wrong.push(format!("nobody let {} hear {stream}", who.name));
                    continue;
                }
            };
            let mut at = 0;
            for heard in &log.heard {
                match heard {
                    Heard::Line(offset, line) if *offset == at + 1 && lines.get(at as usize) == Some(line) => at += 1,
                    Heard::State(offset, state) if *offset >= at => {
                        at = *offset;
                        if let Some(differs) = differs(*stream, &lines[..at as usize], state) {
                            wrong.push(format!("{stream}: the state of {at} {differs}"));
                        }
                    }
                    other => wrong.push(format!("{stream}: after {at} was heard {other:?}")),
                }
            }
            if at != lines.len() as u64 {
                wrong.push(format!("{stream} ends at {at}, not at {}", lines.len()));
            }
        }
        wrong
    }
}

/// How a state differs from what its lines add up to.
fn differs(stream: Stream, lines: &[Value], state: &Value) -> Option<String> {
    let mut questions: BTreeMap<&str, Value> = BTreeMap::new();
    for line in lines {
        match (line["kind"].as_str(), line["question"].as_str()) {
            (Some("removed"), Some(id)) => drop(questions.remove(id)),
            (_, Some(id)) if line["state"].is_string() => {
                let stands = json!({ "question": id, "state": line["state"], "reason": line["reason"], "version": line["version"] });
                questions.insert(id, stands);
            }
            (_, None) => drop(questions.insert(line["question"]["id"].as_str()?, without_seconds(&line["question"]))),
            _ => {}
        }
    }
    let told: Vec<Value> = match stream {
        Stream::Public => state["newest"].as_array()?.iter().map(without_seconds).collect(),
        Stream::Mailbox => state["questions"].as_array()?.clone(),
        _ => return None,
    };
    let mut expected: Vec<Value> = questions.into_values().collect();
    if stream == Stream::Public {
        expected.reverse();
        expected.truncate(told.len());
    }
    let is_whole = stream == Stream::Public || told.len() == expected.len();
    (told != expected || !is_whole).then(|| format!("says {told:?}, its lines say {expected:?}"))
}

fn without_seconds(question: &Value) -> Value {
    let mut question = question.clone();
    question.as_object_mut().map(|fields| fields.remove("seconds"));
    question
}

/// The control: one line skipped, doubled, changed or swapped with the next is caught.
fn must_catch_what_is_missing(truth: &Truth, ear: &Ear, who: &Person) {
    assert_eq!(truth.wrong(ear, who), [""; 0]);
    let heard = &ear.logs[&Stream::Public].heard;
    let two = |pair: &[Heard]| matches!(pair, [Heard::Line(..), Heard::Line(..)]);
    let at = heard.windows(2).position(two).expect("two lines were heard one after the other");
    let spoil = |what: &dyn Fn(&mut Vec<Heard>)| {
        let mut spoilt = heard.clone();
        what(&mut spoilt);
        truth.wrong(&ear.with_heard(Stream::Public, spoilt), who)
    };

    assert!(!spoil(&|heard| drop(heard.remove(at))).is_empty(), "a skipped line is not noticed");
    assert!(!spoil(&|heard| drop(heard.pop())).is_empty(), "the last line is not missed");
    assert!(!spoil(&|heard| heard.insert(at, heard[at].clone())).is_empty(), "a doubled line is not noticed");
    assert!(!spoil(&|heard| heard.swap(at, at + 1)).is_empty(), "two lines out of order are not noticed");
    let changed = spoil(&|heard| {
        if let Heard::Line(_, line) = &mut heard[at] {
            line["kind"] = json!("made up");
        }
    });
    assert!(!changed.is_empty(), "another line is not noticed");
    // A skipped line whose followers were renumbered: offsets alone would never tell.
    let renumbered = spoil(&|heard| {
        heard.remove(at);
        for later in &mut heard[at..] {
            if let Heard::Line(offset, _) = later {
                *offset -= 1;
            }
        }
    });
    assert!(!renumbered.is_empty(), "a line skipped without a gap is not noticed");
}

/// Asks, seconds and decisions, without a pause for anybody.
struct Traffic {
    inquiry: Inquiry,
    askers: Vec<Person>,
    moderators: Vec<Person>,
    waiting: Mutex<Vec<String>>,
    public: Mutex<Vec<String>>,
    texts: AtomicUsize,
    stopped: AtomicBool,
}

impl Traffic {
    fn new(inquiry: &Inquiry, askers: &[Person], moderators: &[Person]) -> Arc<Self> {
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

    async fn flow(self: Arc<Self>, mut dice: Dice) {
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
            moderator.decides(&id, "later", json!({})).await.ok();
        }
    }
}
