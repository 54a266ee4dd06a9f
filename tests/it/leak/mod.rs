//! Canaries in everything that is confidential of a few hundred questions in every state, and a search through all that
//! anybody gets to see: pages, calls, sockets, twins, the record and the log.

mod make;
mod record;
mod show;

use std::collections::BTreeSet;

use futures::{StreamExt as _, stream};
use reqwest::Method;
use serde_json::{Value, json};
use wenzheng::{
    domain::{
        identity::Identity,
        inquiry::{Inquiry, Phase},
        question::State,
        role::{Deed, Role},
    },
    http::Who,
};

use self::make::{make, reports};
use crate::kit::{
    Asked, Ear, Person, Town,
    binary::Binary,
    both_engines,
    canary::{Aviary, Cage},
    pages::{Page, fill, pages},
    scene::{calls, staff_calls},
};

both_engines!(nothing_confidential_is_seen_by_anybody_who_may_not);

const ROUNDS: usize = 11;
/// So many of them are read one by one by each role: each state with each visibility.
const EACH_ROLE: usize = 3 * State::ALL.len();
/// What the desk reads, which decides on it.
const DESK: [Cage; 9] = [
    Cage::Original,
    Cage::Title,
    Cage::Place,
    Cage::TypedPhone,
    Cage::Note,
    Cage::Completion,
    Cage::Appeal,
    Cage::Receipt,
    Cage::Done,
];

/// What the studio reads beside that which everybody does.
const STAGE: [Cage; 3] = [Cage::Air, Cage::Message, Cage::Caught];

/// What a role may read beside that which everybody does.
fn may_read(role: Role) -> Vec<Cage> {
    let mut may = Vec::new();
    if role.may(Deed::ReadDesk) {
        may.extend(DESK);
    }
    if role.may(Deed::ReadStage) {
        may.extend(STAGE);
    }
    match role {
        // Who writes the orders after the show reads what they are made of, its personal data covered.
        Role::Supervisor => {
            may.extend([
                Cage::Original,
                Cage::Done,
                Cage::Internal,
                Cage::Objection,
                Cage::Order,
                Cage::Answer,
                Cage::Caught,
                Cage::Harassment,
            ]);
        }
        Role::Department => may.extend([Cage::Internal, Cage::Order, Cage::Answer]),
        Role::Verifier | Role::Deputy => may.extend([Cage::Internal, Cage::Objection]),
        _ => {}
    }
    may
}

async fn nothing_confidential_is_seen_by_anybody_who_may_not(town: Town) {
    let mut story = Story::new(&town).await;
    town.close().await;
    let house = Binary::serve(&town, "debug").await;

    story.search_as_everybody().await;
    story.search_as_each_asker().await;
    story.search_as_each_role().await;
    story.let_each_role_try_everything().await;

    let log = house.stop().await;
    assert!(log.len() > 1000, "a log of {} lines is not the whole log", log.len());
    story.must_hold("the log", &log.join("\n"), &[]);
    town.reopen(|_| {}).await;
    story.search_the_record(&town).await;
    assert!(
        story.leaks.is_empty(),
        "{} leaks: {:#?}",
        story.leaks.len(),
        story.leaks.iter().take(20).collect::<Vec<_>>()
    );
}

struct Story {
    town: Town,
    inquiry: Inquiry,
    askers: Vec<(Person, Asked)>,
    staff: Vec<(Role, Person)>,
    visitor: Person,
    show: show::Show,
    reports: Vec<String>,
    aviary: Aviary,
    leaks: BTreeSet<String>,
}

impl Story {
    /// Eleven rounds of a question in each state, every one full of canaries.
    async fn new(town: &Town) -> Self {
        let mut inquiry = town.inquiry(Phase::Collecting).await;
        town.confirms_by(&inquiry, Identity::Phone).await;
        let (mo, judge) = (town.moderator("谷雨").await, town.moderator("白露").await);
        let states: Vec<State> = (0..ROUNDS).flat_map(|_| State::ALL).copied().collect();
        let made = stream::iter(states.into_iter().enumerate())
            .map(|(n, state)| make(town, &inquiry, [&mo, &judge], n + 1, state))
            .buffered(8);
        let askers: Vec<(Person, Asked)> = made.collect().await;
        let show = show::play(town, &mut inquiry, &mo, &askers).await;
        let mut staff = vec![(Role::Moderator, mo), (Role::Moderator, judge)];
        staff.extend(town.one_of_each_role().await);
        let mut aviary = Aviary::default();
        for (asker, asked) in &askers {
            aviary.keep(asker.token.as_deref().unwrap_or_default(), Cage::Token);
            aviary.keep(&asked.receipt, Cage::Receipt);
            aviary.keep(&asked.secret, Cage::Secret);
        }
        staff.iter().for_each(|(_, who)| aviary.keep(who.token.as_deref().unwrap_or_default(), Cage::Token));
        Self {
            town: town.clone(),
            inquiry,
            askers,
            staff,
            visitor: town.visitor(),
            show,
            reports: reports(town).await,
            aviary,
            leaks: BTreeSet::new(),
        }
    }

    /// Notes every canary in a text that is not among those allowed there.
    fn must_hold(&mut self, what: &str, text: &str, allowed: &[Cage]) {
        for (cage, whose) in self.aviary.found_in(text) {
            if !allowed.contains(&cage) {
                self.leaks.insert(format!("{what} tells {cage:?} {whose}"));
            }
        }
    }

    async fn read_all(&mut self, who: &Person, name: &str, paths: Vec<String>, allowed: &[Cage]) {
        let read = stream::iter(paths).map(|path| async move { (who.request(Method::GET, &path).await.text, path) });
        let texts: Vec<(String, String)> = read.buffer_unordered(8).collect().await;
        for (text, path) in texts {
            self.must_hold(&format!("GET {path} as {name}"), &text, allowed);
        }
    }

    /// Calls, pages and their links, twins and sockets, with nothing and as a device that asked nothing.
    async fn search_as_everybody(&mut self) {
        let (nobody, visitor) = (self.town.nobody(), self.visitor.clone());
        for (who, name) in [(&nobody, "nobody"), (&visitor, "a visitor")] {
            let pages = self.public_paths();
            self.read_all(who, name, pages, &[]).await;
        }
        self.crawl().await;
        let mut ear = Ear::new(&nobody, &self.inquiry.slug, "public,tally");
        ear.connect().await.expect("the line opens");
        let head = self.inquiry_head().await;
        ear.hear_until(wenzheng::domain::stream::Stream::Public, head).await;
        self.must_hold("the public stream", &ear.raw.join("\n"), &[]);
        let after_all: Value = nobody.get(&self.twin("live?after=0")).await.ok();
        self.must_hold("the public twin", &after_all.to_string(), &[]);
    }

    /// Every address of the public, with every question and every receipt behind it.
    fn public_paths(&self) -> Vec<String> {
        let slug = &self.inquiry.slug;
        let mut paths = self.pages_of(&self.askers, |page| !matches!(page, Page::Screen));
        paths.extend([format!("/i/{slug}/ask"), self.twin("snap").replacen('/', "/api/v1/", 1)]);
        for (method, path, whos) in calls().filter(|(.., whos)| whos.contains(&Who::Anyone)) {
            let path = format!("/api/v1{}", path.replace("{slug}", slug).replace("{epoch}", "k3f9"));
            if method != "GET" || path.ends_with("/live") || whos.is_empty() {
                continue;
            }
            if path.contains("/commitments/{id}") || path.contains("/evidence/{id}") {
                let behind = self.show.promises.iter().chain(&self.show.evidence);
                paths.extend(behind.map(|id| path.replace("{id}", id)));
            } else if path.contains("{id}") {
                paths.extend(self.askers.iter().map(|(_, asked)| path.replace("{id}", &asked.id)));
            } else if path.contains("{from}") {
                paths.extend((0..10).map(|n| path.replace("{from}", &(n * 100 + 1).to_string())));
            } else if path.ends_with("/look-alikes") {
                paths.push(format!("{path}?text=某事何时办好请回电13811110000"));
            } else if path.ends_with("/questions") {
                paths.extend(["?limit=200", "?limit=200&sort=seconds"].map(|query| format!("{path}{query}")));
            } else {
                paths.push(path);
            }
        }
        for (_, asked) in &self.askers {
            paths.push(format!("/api/v1/receipts/{}", asked.receipt));
        }
        paths
    }

    /// Every page that is read, of these questions and of all promises, files and people; as the house's own table names
    /// them, so that no page is forgotten.
    fn pages_of(&self, askers: &[(Person, Asked)], wanted: impl Fn(Page) -> bool) -> Vec<String> {
        let mut paths = Vec::new();
        for (_, path, _) in pages().filter(|(method, _, page)| *method == "GET" && wanted(*page)) {
            let behind: Vec<String> = match path {
                _ if path.contains("{receipt}") => askers.iter().map(|(_, asked)| asked.receipt.clone()).collect(),
                _ if path.contains("/q/{id}") => askers.iter().map(|(_, asked)| asked.id.clone()).collect(),
                _ if path.contains("/c/{id}") => self.show.promises.clone(),
                _ if path.contains("/h/{id}") => self.reports.clone(),
                _ if path.contains("/people/{id}") => self.show.people.clone(),
                _ if path.contains("/imports/{id}") => vec![self.show.import.clone()],
                _ => vec![String::new()],
            };
            let slug = |path: &str| match path {
                _ if path.contains("/programmes/") => "minhuwoying".to_owned(),
                _ if path.contains("/departments/") => "housing".to_owned(),
                _ => self.inquiry.slug.clone(),
            };
            paths.extend(behind.iter().map(|id| fill(path, &slug(path), id)));
        }
        paths
    }

    fn twin(&self, what: &str) -> String {
        format!("/inquiries/{}/streams/public/{what}", self.inquiry.slug)
    }

    async fn inquiry_head(&self) -> u64 {
        let snap = self.town.nobody().get(&self.twin("snap")).await.ok();
        snap["offset"].as_u64().expect("an offset")
    }

    /// Follows every link from the front page, as a search engine would.
    async fn crawl(&mut self) {
        let nobody = self.town.nobody();
        let (mut seen, mut open) = (BTreeSet::new(), vec!["/".to_owned()]);
        while let Some(path) = open.pop().filter(|_| seen.len() < 500) {
            if !seen.insert(path.clone()) {
                continue;
            }
            let text = nobody.request(Method::GET, &path).await.text;
            self.must_hold(&format!("the page {path}"), &text, &[]);
            let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let ours =
                links.filter(|link| link.starts_with('/') && !link.starts_with("//") && !link.starts_with("/assets"));
            open.extend(ours.map(|link| link.replace("&amp;", "&").split('#').next().unwrap_or_default().to_owned()));
        }
        assert!(seen.len() > 20, "the front page leads to {} pages only", seen.len());
    }

    /// Each asker reads their own question, and nothing of the desk or of anybody else in it.
    async fn search_as_each_asker(&mut self) {
        let own = [
            Cage::Original,
            Cage::TypedPhone,
            Cage::Completion,
            Cage::Appeal,
            Cage::Receipt,
            Cage::Reveal,
            Cage::Place,
            Cage::Title,
            Cage::Harassment,
        ];
        for (n, (asker, asked)) in self.askers.clone().into_iter().enumerate() {
            let read = asker.own(&asked).await.to_string();
            let mut ear = Ear::new(&asker, &self.inquiry.slug, "mailbox");
            ear.connect().await.expect("the line opens");
            ear.hear_for(std::time::Duration::from_millis(2)).await;
            for (what, text) in [("the call", read), ("the mailbox", ear.raw.join("\n"))] {
                for (cage, whose) in self.aviary.found_in(&text) {
                    let mine = whose == (n + 1).to_string() || whose == asked.receipt;
                    if !mine || !own.contains(&cage) {
                        self.leaks.insert(format!("{what} of asker {} tells {cage:?} {whose}", n + 1));
                    }
                }
            }
        }
    }

    /// Each role reads whatever it may, of every question.
    async fn search_as_each_role(&mut self) {
        let mut desk = BTreeSet::new();
        for (role, who) in self.staff.clone().into_iter().skip(2) {
            let mut paths = self.pages_of(&self.askers[..EACH_ROLE], |page| !matches!(page, Page::Screen));
            for (_, path, whos) in staff_calls().filter(|(method, ..)| *method == "GET") {
                let path = format!("/api/v1{}", path.replace("{slug}", &self.inquiry.slug));
                // Who may not read it at all is sent away from one question of each state as from all.
                let may = whos.iter().any(|who| who.may(role));
                let asked = &self.askers[..if may { EACH_ROLE } else { State::ALL.len() }];
                if path.contains("/commitments/{id}") || path.contains("/evidence/{id}") {
                    let behind = self.show.promises.iter().chain(&self.show.evidence);
                    paths.extend(behind.map(|id| path.replace("{id}", id)));
                } else if path.contains("/harassments/{id}") {
                    paths.extend(self.reports.iter().map(|id| path.replace("{id}", id)));
                } else if path.contains("/people/{id}") {
                    paths.extend(self.show.people.iter().map(|id| path.replace("{id}", id)));
                } else if path.contains("/imports/{id}") {
                    paths.push(path.replace("{id}", &self.show.import));
                } else if path.contains("{id}") {
                    paths.extend(asked.iter().map(|(_, asked)| path.replace("{id}", &asked.id)));
                } else {
                    paths.push(format!("{path}?queue=all&limit=200"));
                }
            }
            self.read_all(&who, &role.word(), paths, &may_read(role)).await;
            for stream in ["public", "desk", "stage"] {
                let mut ear = Ear::new(&who, &self.inquiry.slug, stream);
                if ear.connect().await.is_ok() {
                    ear.hear_for(std::time::Duration::from_millis(100)).await;
                    let said: &[Cage] = if stream == "stage" { &STAGE } else { &[] };
                    self.must_hold(&format!("{stream} as {}", role.word()), &ear.raw.join("\n"), said);
                }
            }
            if role.may(Deed::ReadDesk) {
                let list = who.get(&format!("/inquiries/{}/desk?queue=all&limit=200", self.inquiry.slug)).await.text;
                desk.extend(self.aviary.found_in(&list));
            }
        }
        // The control: where it may be read, the search finds it.
        let originals = desk.iter().filter(|(cage, _)| *cage == Cage::Original).count();
        assert!(originals > 150, "the desk reads {originals} originals");
    }

    /// Each role tries every call of the staff that changes something, on questions full of canaries.
    async fn let_each_role_try_everything(&mut self) {
        let secrets = [Cage::Name, Cage::Contact, Cage::Flat];
        for (role, who) in self.staff.clone().into_iter().skip(2) {
            for (n, (method, path, _)) in staff_calls().filter(|(method, ..)| *method != "GET").enumerate() {
                let id = &self.askers[n].1.id;
                let filled = path.replace("{slug}", &self.inquiry.slug).replace("{id}", id).replace("{decision}", id);
                let call = who.call(method.parse().expect("a method"), &filled).json(json!({
                    "version": 1, "action": "later", "reason": "vague", "note": "看过材料", "into": self.askers[0].1.id,
                    "items": [{ "id": id, "version": 1 }],
                }));
                let text = call.attempt().await.expect("the house answers").text;
                let may = match path {
                    _ if path.ends_with("/reveal") && role.may(Deed::Reveal) => secrets.to_vec(),
                    _ if path.ends_with("/network") && role.may(Deed::Audit) => vec![Cage::Proof],
                    _ if path.ends_with("/next") && role.may(Deed::Moderate) => may_read(role),
                    _ => Vec::new(),
                };
                self.must_hold(&format!("{method} {path} as {}", role.word()), &text, &may);
            }
            // Not the first, which is anonymous: no contact of theirs is kept.
            let opened = who
                .post(&format!("/questions/{}/reveal", self.askers[1].1.id))
                .json(json!({ "reason": "核实楼栋号" }))
                .await;
            let tells = !self.aviary.found_in(&opened.text).is_empty();
            assert_eq!(tells, role.may(Deed::Reveal), "{role:?} and the contact: {}", opened.text);
            let traced = who
                .post(&format!("/questions/{}/network", self.askers[1].1.id))
                .json(json!({ "reason": "依法调取" }))
                .await;
            let told = self.aviary.found_in(&traced.text).iter().any(|(cage, _)| *cage == Cage::Proof);
            assert_eq!(told, role.may(Deed::Audit), "{role:?} and the identity: {}", traced.text);
        }
    }
}
