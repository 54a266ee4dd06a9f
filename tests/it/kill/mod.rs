//! The binary is killed in the middle of everything: what was acknowledged is there, exactly once; what was not may be
//! sent again under the same key and is there once.

mod front;
mod show;

use std::{
    collections::{BTreeMap, BTreeSet},
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
        question::State as Standing,
    },
    store::sql,
};

use self::{
    front::{lie_in_front_of, store_late_in_front_of},
    show::Show,
};
use crate::kit::{DEADLINE, Dice, Person, Town, binary, binary::Binary, both_engines};

both_engines!(
    what_was_acknowledged_survives_being_killed_and_happened_once,
    a_house_that_answers_and_never_stores_is_caught,
    a_house_that_answers_before_it_stores_is_caught,
);

const CLIENTS: usize = 50;
const KILLS: usize = 8;
/// Questions on which seconds are given.
const TARGETS: usize = 8;

/// What one client was promised, and what it sent without hearing an answer.
#[derive(Default)]
struct Promised {
    /// Questions by their key: text and the first answer.
    asked: BTreeMap<String, (String, Value)>,
    /// Questions sent without an answer: key and text.
    open: BTreeMap<String, String>,
    /// Targets on which a second was acknowledged.
    seconded: BTreeSet<String>,
    /// Decisions acknowledged: the answer by key.
    decided: BTreeMap<String, Value>,
    /// Decisions sent without an answer: question by key.
    deciding: BTreeMap<String, String>,
}

struct Client {
    visitor: Person,
    moderator: Person,
    promised: Mutex<Promised>,
    dice: Mutex<Dice>,
}

struct Story {
    inquiry: Inquiry,
    targets: Vec<String>,
    clients: Vec<Client>,
    show: Show,
    texts: AtomicUsize,
    stopped: AtomicBool,
}

async fn what_was_acknowledged_survives_being_killed_and_happened_once(town: Town) {
    let mut dice = Dice::new();
    let story = Story::new(&town, &mut dice).await;
    town.close().await;

    let mut house = Binary::serve(&town, "info").await;
    let mut work: Vec<_> = (0..CLIENTS).map(|n| tokio::spawn(story.clone().work(n))).collect();
    work.push(tokio::spawn(story.clone().direct()));
    work.push(tokio::spawn(story.clone().follow()));
    for _ in 0..KILLS {
        story.show.goes_on().await;
        story.go_on_for(&mut dice).await;
        house.kill().await;
        house = Binary::serve(&town, "info").await;
    }
    story.go_on_for(&mut dice).await;
    story.stopped.store(true, Ordering::Relaxed);
    for one in work {
        one.await.expect("a client goes on whatever happens");
    }
    story.send_again().await;
    house.kill().await;

    binary::verify(&town);
    town.reopen(|_| {}).await;
    let broken = story.broken(&town).await;
    assert!(broken.is_empty(), "{} promises broken: {broken:#?}", broken.len());
    let (asked, decided) = (story.count(|it| it.asked.len()), story.count(|it| it.decided.len()));
    assert!(asked > CLIENTS && decided > 0, "too little happened to prove anything: {asked} asked, {decided} decided");
    let (taken, cleared, confirmed) = story.show.happened();
    assert!(taken > 2 && cleared > 1 && confirmed > 5, "{taken} taken, {cleared} cleared, {confirmed} confirmed");
}

/// The control: the same check, and a front that sometimes says 201 or 200 itself and stores nothing.
async fn a_house_that_answers_and_never_stores_is_caught(town: Town) {
    let mut dice = Dice::new();
    let story = Story::new(&town, &mut dice).await;
    let lies = lie_in_front_of(&town).await;

    let mut work: Vec<_> = (0..CLIENTS).map(|n| tokio::spawn(story.clone().work(n))).collect();
    work.push(tokio::spawn(story.clone().follow()));
    while lies.lock().len() < 6 {
        story.go_on_for(&mut dice).await;
    }
    story.stopped.store(true, Ordering::Relaxed);
    for one in work {
        one.await.expect("a client goes on whatever happens");
    }

    let broken = story.broken(&town).await;
    let lies = lies.lock().clone();
    for lie in &lies {
        assert!(broken.iter().any(|it| it.contains(lie)), "the lie about {lie} was believed");
    }
    assert_eq!(broken.len(), lies.len(), "{broken:#?}");
}

/// The control: seconds are acknowledged before they are stored, and the house is killed in between.
async fn a_house_that_answers_before_it_stores_is_caught(town: Town) {
    let mut dice = Dice::new();
    let story = Story::new(&town, &mut dice).await;
    town.close().await;
    let house = Binary::serve(&town, "info").await;
    store_late_in_front_of(&town).await;

    let work: Vec<_> = (0..CLIENTS).map(|n| tokio::spawn(story.clone().work(n))).collect();
    while story.count(|it| it.seconded.len()) < CLIENTS / 2 {
        story.go_on_for(&mut dice).await;
    }
    house.kill().await;
    story.stopped.store(true, Ordering::Relaxed);
    for one in work {
        one.await.expect("a client goes on whatever happens");
    }

    town.reopen(|_| {}).await;
    let broken = story.broken(&town).await;
    assert!(!broken.is_empty(), "the house was believed");
    let wrong: Vec<&String> = broken.iter().filter(|one| !one.starts_with("the second of")).collect();
    assert!(wrong.is_empty(), "only seconds were answered early: {wrong:#?}");
}

impl Story {
    async fn new(town: &Town, dice: &mut Dice) -> Arc<Self> {
        let inquiry = town.inquiry(Phase::Live).await;
        let editor = town.moderator("谷雨").await;
        let mut targets = Vec::new();
        for n in 0..TARGETS {
            let asked = town.visitor().asks(&inquiry, &format!("公开的第{n}件事")).await;
            editor.approves(&asked.id, &format!("公开的第{n}件事")).await;
            targets.push(asked.id);
        }
        let mut clients = Vec::new();
        for n in 0..CLIENTS {
            let moderator = town.moderator(&format!("审核{n}")).await;
            let (promised, dice) = (Mutex::default(), Mutex::new(dice.child()));
            clients.push(Client { visitor: town.visitor(), moderator, promised, dice });
        }
        let (texts, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
        let show = Show::new(town, &inquiry, &editor).await;
        Arc::new(Self { inquiry, targets, clients, show, texts, stopped })
    }

    fn count(&self, of: impl Fn(&Promised) -> usize) -> usize {
        self.clients.iter().map(|client| of(&client.promised.lock())).sum()
    }

    fn acknowledged(&self) -> usize {
        self.count(|it| it.asked.len() + it.seconded.len() + it.decided.len())
    }

    /// Until some more were acknowledged: to the very moment of the last one, or, half the time, to no particular moment.
    async fn go_on_for(&self, dice: &mut Dice) {
        let enough = self.acknowledged() + CLIENTS / 2 + dice.below(CLIENTS);
        let wait = tokio::time::timeout(DEADLINE, async {
            while self.acknowledged() < enough {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
        wait.await.expect("the work goes on");
        if dice.once_in(2) {
            tokio::time::sleep(Duration::from_millis(dice.below(200) as u64)).await;
        }
    }

    /// Asks, seconds and decides until it is told to stop. An answer that does not come is no answer.
    async fn work(self: Arc<Self>, n: usize) {
        let client = &self.clients[n];
        while !self.stopped.load(Ordering::Relaxed) {
            let what = client.dice.lock().below(10);
            let answered = match what {
                0..=4 => self.ask(client).await,
                5..=6 => self.second(client).await,
                _ => self.decide(client).await,
            };
            if !answered {
                // The house is away for a moment.
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }

    async fn ask(&self, client: &Client) -> bool {
        let (key, number) = (uuid::Uuid::now_v7().to_string(), self.texts.fetch_add(1, Ordering::Relaxed));
        let text = format!("这是第{number}号问题请回答");
        client.promised.lock().open.insert(key.clone(), text.clone());
        self.send_question(client, &key, &text).await
    }

    async fn send_question(&self, client: &Client, key: &str, text: &str) -> bool {
        let path = format!("/inquiries/{}/questions", self.inquiry.slug);
        let sent = client.visitor.post(&path).json(json!({ "text": text })).key(key).attempt().await;
        let Some(answer) = sent.ok().filter(|answer| answer.status < 300) else { return false };
        let mut promised = client.promised.lock();
        promised.open.remove(key);
        promised.asked.insert(key.to_owned(), (text.to_owned(), answer.body));
        true
    }

    async fn second(&self, client: &Client) -> bool {
        let target = client.dice.lock().one_of(&self.targets).clone();
        let sent = client.visitor.put(&format!("/questions/{target}/second")).attempt().await;
        let acknowledged = sent.is_ok_and(|answer| answer.status == 200);
        if acknowledged {
            client.promised.lock().seconded.insert(target);
        }
        acknowledged
    }

    /// Decides on a question of the client's own that nobody has decided on yet.
    async fn decide(&self, client: &Client) -> bool {
        let question = {
            let promised = client.promised.lock();
            let decided: BTreeSet<&str> = promised.decided.values().filter_map(|it| it["id"].as_str()).collect();
            let undecided = promised.asked.values().filter_map(|(_, answer)| answer["id"].as_str());
            let free = |id: &&str| !decided.contains(id) && !promised.deciding.values().any(|it| it == id);
            undecided.into_iter().find(free).map(str::to_owned)
        };
        let Some(question) = question else { return true };
        let key = uuid::Uuid::now_v7().to_string();
        client.promised.lock().deciding.insert(key.clone(), question.clone());
        self.send_decision(client, &key, &question).await
    }

    async fn send_decision(&self, client: &Client, key: &str, question: &str) -> bool {
        let body = json!({ "action": "later", "version": 1 });
        let call = client.moderator.post(&format!("/questions/{question}/decision"));
        let sent = call.json(body).key(key).attempt().await;
        let Some(answer) = sent.ok().filter(|answer| answer.status == 200) else { return false };
        let mut promised = client.promised.lock();
        promised.deciding.remove(key);
        promised.decided.insert(key.to_owned(), answer.body);
        true
    }

    /// Everything is sent once more under its key: what was answered is answered alike, what was not is done now.
    async fn send_again(&self) {
        futures::future::join_all(self.clients.iter().map(|client| self.send_all_again(client))).await;
        self.show.send_again().await;
    }

    /// The director puts questions on air and takes them off, until it is enough.
    async fn direct(self: Arc<Self>) {
        self.show.direct(&self.stopped).await;
    }

    /// The scribe catches promises and the supervisor confirms them, until it is enough.
    async fn follow(self: Arc<Self>) {
        self.show.follow(&self.stopped).await;
    }

    async fn send_all_again(&self, client: &Client) {
        let (open, asked, deciding) = {
            let promised = client.promised.lock();
            (promised.open.clone(), promised.asked.clone(), promised.deciding.clone())
        };
        for (key, text) in open {
            assert!(self.send_question(client, &key, &text).await, "{text} is not taken the second time");
        }
        for (key, (text, first)) in asked {
            assert!(self.send_question(client, &key, &text).await);
            assert_eq!(client.promised.lock().asked[&key].1, first, "another answer to the same key");
        }
        for (key, question) in deciding {
            assert!(self.send_decision(client, &key, &question).await, "{question} cannot be decided again");
        }
    }

    /// Every promise that the store does not keep, each naming what it is about.
    async fn broken(&self, town: &Town) -> Vec<String> {
        let app = town.app();
        let mut tx = app.store.read().await.expect("the store is read");
        let questions: Vec<(String, String, Standing, i64)> =
            sql("select original, id, state, version from question order by id").all(&mut tx).await.expect("rows");
        let seconds: Vec<(String, String, i64)> =
            sql("select question, visitor, turn from second order by question, visitor, turn")
                .all(&mut tx)
                .await
                .expect("rows");
        let decisions: Vec<(String, String)> =
            sql("select id, question from decision order by id").all(&mut tx).await.expect("rows");
        let mut by_text: BTreeMap<&str, Vec<&(String, String, Standing, i64)>> = BTreeMap::new();
        questions.iter().for_each(|row| by_text.entry(&row.0).or_default().push(row));
        let mut broken = Vec::new();
        for (text, rows) in by_text.iter().filter(|(_, rows)| rows.len() > 1) {
            broken.push(format!("{text} is stored {} times", rows.len()));
        }
        for client in &self.clients {
            let promised = client.promised.lock();
            for (text, answer) in promised.asked.values() {
                if by_text.get(text.as_str()).is_none_or(|rows| answer["id"] != rows[0].1) {
                    broken.push(format!("{text} was acknowledged and is not there"));
                }
            }
            let visitor = client.visitor.visitor_id();
            for target in &promised.seconded {
                let turns: Vec<i64> =
                    seconds.iter().filter(|it| (&it.0, &it.1) == (target, &visitor.0)).map(|it| it.2).collect();
                if turns != [1] {
                    broken.push(format!("the second of {visitor} on {target} has the turns {turns:?}"));
                }
            }
            for answer in promised.decided.values() {
                let (id, decision) = (answer["id"].as_str().unwrap(), answer["decision"].as_str().unwrap());
                let stored: Vec<&str> =
                    decisions.iter().filter(|(_, question)| question == id).map(|(id, _)| id.as_str()).collect();
                let stands = questions.iter().any(|it| it.1 == id && it.2 == Standing::Later && it.3 == 2);
                if stored != [decision] || !stands {
                    broken.push(format!("the decision on {id} was acknowledged, stored are {stored:?}"));
                }
            }
        }
        drop(tx);
        broken.extend(self.show.broken(&app).await);
        broken
    }
}
