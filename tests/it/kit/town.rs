//! The town: a house in this process, its clock, and the inquiries that a story needs.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use clap::Parser;
use parking_lot::RwLock;
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use wenzheng::{
    app::{App, By, clock::Clock},
    config::{Config, PaceRule},
    crew::verify,
    domain::{
        disclosure::{BeforeShow, Disclosure},
        happening::{self, Actor, Happening, Journal, Kind},
        id::{DepartmentId, InquiryId, ProgrammeId},
        identity::Identity,
        inquiry::{Inquiry, Phase},
        moment::{days, minutes},
    },
    server::House,
    store::{
        disclosures,
        inquiries::{self, Department, Programme},
        journal,
    },
};

use super::postgres::Database;

/// The departments that every inquiry of a town summons: name in addresses, name, kind.
pub const DEPARTMENTS: [(&str, &str, &str); 3] = [
    ("housing", "住房和城乡建设局", "organ"),
    ("water", "城南供水有限公司", "company"),
    ("willow", "柳岸镇人民政府", "township"),
];

/// Where a town keeps what it stores; gone with the last who holds it.
pub struct Place {
    /// Key and, on SQLite, the database.
    pub dir: TempDir,
    database: Option<Database>,
}

impl Place {
    /// A directory with a SQLite file.
    pub fn sqlite() -> Self {
        Self { dir: TempDir::new().expect("a temporary directory"), database: None }
    }

    /// A directory, and a database on the server.
    pub fn postgres(server: &str) -> Self {
        Self { database: Some(Database::new(server)), ..Self::sqlite() }
    }

    /// The address of the database.
    pub fn database_url(&self) -> String {
        let file = || format!("sqlite:{}", self.dir.path().join("wenzheng.db").display());
        self.database.as_ref().map_or_else(file, Database::url)
    }
}

/// A house with a town around it. Cheap to clone.
#[derive(Clone)]
pub struct Town(Arc<Inner>);

struct Inner {
    clock: Clock,
    http: reqwest::Client,
    address: RwLock<String>,
    open: RwLock<Option<Open>>,
    inquiries: AtomicUsize,
    place: Place,
}

struct Open {
    app: App,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<anyhow::Result<()>>,
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    config: Config,
}

impl Town {
    /// A town whose house is open, in a place.
    pub async fn in_place(place: Place) -> Self {
        let town = Self(Arc::new(Inner {
            clock: Clock::default(),
            http: reqwest::Client::new(),
            address: RwLock::default(),
            open: RwLock::default(),
            inquiries: AtomicUsize::new(0),
            place,
        }));
        town.open(|_| {}).await;
        town
    }

    /// Every knob at its default, but the places of this town, and pace relaxed.
    pub fn config(&self) -> Config {
        let dir = self.0.place.dir.path().display().to_string();
        let (database, listen) = (self.0.place.database_url(), "127.0.0.1:0");
        let line = ["test", "--data-dir", &dir, "--database-url", &database, "--listen", listen, "--pace", "relaxed"];
        Line::parse_from(line).config
    }

    /// Closes the house and opens it again with other knobs, as after a restart.
    pub async fn reopen(&self, change: impl FnOnce(&mut Config)) {
        self.close().await;
        self.open(change).await;
    }

    /// Opens the house with devices and networks paced, as in earnest.
    pub async fn keep_pace(&self) {
        self.reopen(|config| config.pace = PaceRule::Strict).await;
    }

    async fn open(&self, change: impl FnOnce(&mut Config)) {
        let mut config = self.config();
        change(&mut config);
        let house = House::open(config, self.0.clock.clone()).await.expect("the house opens");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        self.call_at(&listener.local_addr().expect("it is bound").to_string());
        let app = house.app.clone();
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(house.serve(listener, async { drop(stopped.await) }));
        *self.0.open.write() = Some(Open { app, stop, serving });
    }

    /// Closes the house. What it stored stays in its place.
    pub async fn close(&self) {
        let Some(Open { app, stop, serving }) = self.0.open.write().take() else { return };
        drop(app);
        let _ = stop.send(());
        serving.await.expect("the house does not fall").expect("the house closes");
    }

    /// Where people of this town call: `127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        self.0.address.read().clone()
    }

    /// From now on people call here.
    pub fn call_at(&self, address: &str) {
        *self.0.address.write() = address.to_owned();
    }

    /// What people call with.
    pub fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    /// What the house reaches: for what no call can do yet, and for looking behind the counter.
    pub fn app(&self) -> App {
        self.0.open.read().as_ref().expect("the house is open").app.clone()
    }

    /// Where things are stored.
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// Lets time pass at once, in milliseconds: `town.wait(minutes(5))`.
    pub fn wait(&self, millis: i64) {
        self.0.clock.pass(millis);
    }

    /// The record must verify, whatever the story was; then the house closes.
    pub async fn ends_well(&self) {
        let app = self.app();
        let findings = verify::verify(&app.store).await.expect("the record can be read");
        assert!(findings.wrong.is_empty(), "the record differs from the tables: {:#?}", findings.wrong);
        drop(app);
        self.close().await;
    }

    /// A new inquiry of the programme 民呼我应, in a phase; its call closes in three days, its show is a day later.
    pub async fn inquiry(&self, phase: Phase) -> Inquiry {
        let app = self.app();
        let mut act = app.begin(&By::from(Actor::House)).await.expect("an act begins");
        let number = self.0.inquiries.fetch_add(1, Ordering::Relaxed) + 1;
        let (programme, departments) =
            if number == 1 { found_programme(&mut act.tx).await } else { found(&mut act.tx).await };
        let inquiry = Inquiry {
            id: InquiryId::new(),
            ordinal: inquiries::next_ordinal(&mut act.tx).await.expect("it has a number"),
            slug: format!("wuye-{number}"),
            programme,
            theme: "加强物业管理".into(),
            phase,
            interruption: None,
            sentence: None,
            starts_at: act.now + days(4),
            minutes: 75,
            call_closes_at: act.now + days(3),
            stream_url: None,
            delay_ms: minutes(1) / 3,
            version: 1,
        };
        inquiries::insert(&mut act.tx, &inquiry).await.expect("it is stored");
        for (place, department) in departments.iter().enumerate() {
            inquiries::summon(&mut act.tx, &inquiry.id, department, place as i64).await.expect("it is summoned");
        }
        let name = Journal::from(&inquiry.id);
        journal::open(&mut act.tx, &name, "k3f9", &inquiry.slug).await.expect("its journal opens");
        act.record(made(&inquiry));
        app.settle(act, ()).await.expect("it is made");
        inquiry
    }

    /// Seals the questions of an inquiry, as the office does before its call opens.
    pub async fn seals(&self, inquiry: &Inquiry) {
        self.settles(inquiry, |rules| Disclosure { public_after_review: false, ..rules }).await;
    }

    /// Lets its departments know the scope of an inquiry before the show.
    pub async fn tells_scope(&self, inquiry: &Inquiry) {
        self.settles(inquiry, |rules| Disclosure { before_show: BeforeShow::Scope, ..rules }).await;
    }

    /// Has the askers of an inquiry confirm who they are.
    pub async fn confirms_by(&self, inquiry: &Inquiry, identity: Identity) {
        self.settles(inquiry, |rules| Disclosure { identity, ..rules }).await;
    }

    async fn settles(&self, inquiry: &Inquiry, change: impl FnOnce(Disclosure) -> Disclosure) {
        let app = self.app();
        let mut act = app.begin(&By::from(Actor::House)).await.expect("an act begins");
        let rules = disclosures::of(&mut act.tx, &inquiry.id).await.expect("the rules are read");
        let rules = change(rules.fix(act.now));
        disclosures::save(&mut act.tx, &inquiry.id, &rules).await.expect("they are settled");
        app.settle(act, ()).await.expect("it is settled");
    }

    /// Brings an inquiry to its next phase.
    pub async fn go_to(&self, inquiry: &Inquiry, phase: Phase) -> Inquiry {
        let app = self.app();
        let mut act = app.begin(&By::from(Actor::House)).await.expect("an act begins");
        let before = inquiries::get(&mut act.tx, &inquiry.id).await.expect("it is read").expect("it is there");
        let after = before.go_to(phase, 0).expect("it may go there");
        inquiries::save(&mut act.tx, &after).await.expect("it is saved");
        act.record(happening::phase_changed(&before, &after));
        app.settle(act, ()).await.expect("it is settled");
        after
    }
}

fn made(inquiry: &Inquiry) -> Happening {
    Happening {
        journal: Journal::from(&inquiry.id),
        kind: Kind::InquiryMade,
        subject_kind: "inquiry",
        subject: inquiry.id.0.clone(),
        from: None,
        to: Some(inquiry.phase.word()),
        why: None,
        after: happening::inquiry_after(inquiry),
        heard: vec![],
    }
}

async fn found_programme(tx: &mut wenzheng::store::Tx) -> (ProgrammeId, Vec<DepartmentId>) {
    let programme = Programme {
        id: ProgrammeId::from("minhuwoying"),
        slug: "minhuwoying".into(),
        name: "民呼我应".into(),
        organiser: "清河县人大常委会办公室".into(),
        hotline: None,
        zone: "Asia/Shanghai".into(),
        notice_days: 7,
        version: 1,
    };
    inquiries::insert_programme(tx, &programme).await.expect("the programme is stored");
    for (slug, name, kind) in DEPARTMENTS {
        let (id, version) = (DepartmentId::new(), 1);
        let department = Department { id, slug: slug.into(), name: name.into(), kind: kind.into(), version };
        inquiries::insert_department(tx, &department).await.expect("a department is stored");
    }
    found(tx).await
}

async fn found(tx: &mut wenzheng::store::Tx) -> (ProgrammeId, Vec<DepartmentId>) {
    let departments = inquiries::departments(tx).await.expect("departments are read");
    (ProgrammeId::from("minhuwoying"), departments.into_iter().map(|one| one.id).collect())
}
