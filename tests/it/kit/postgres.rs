//! Databases of PostgreSQL: a migrated template made once, and a copy of it for each test.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    str::FromStr as _,
};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, postgres::PgConnectOptions};
use wenzheng::store::{
    Store,
    migrate::{self, MIGRATIONS},
};

/// The lock that whoever makes the template holds; any number will do.
const MAKING: i64 = 7_406_111_221;

/// The server named by `TEST_POSTGRES_URL`. Without it nothing is proved about PostgreSQL, and that is said aloud.
pub fn server() -> Option<String> {
    let url = std::env::var("TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty());
    if url.is_none() {
        assert!(std::env::var_os("CI").is_none(), "TEST_POSTGRES_URL is not set: PostgreSQL is not optional in CI");
        eprintln!("NOT RUN on PostgreSQL: TEST_POSTGRES_URL is not set (`make test` starts a server for it)");
    }
    url
}

/// A database of one test; dropped with it.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// A migrated database that nobody else uses.
    pub fn new(server: &str) -> Self {
        let name = format!("wenzheng_test_{}", uuid::Uuid::now_v7().simple());
        apart(copy_of_template(server.to_owned(), name.clone()));
        Self { server: server.to_owned(), name }
    }

    /// Its address.
    pub fn url(&self) -> String {
        at(&self.server, &self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        apart(run(self.server.clone(), format!("drop database if exists {} with (force)", self.name)));
    }
}

/// Runs on a thread of its own, so that it works within a runtime and while a test fails.
fn apart(work: impl Future<Output = ()> + Send + 'static) {
    let thread = std::thread::spawn(|| {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts").block_on(work);
    });
    if thread.join().is_err() && !std::thread::panicking() {
        panic!("the server at TEST_POSTGRES_URL does not do what it should");
    }
}

fn at(server: &str, name: &str) -> String {
    let options = PgConnectOptions::from_str(server).expect("TEST_POSTGRES_URL is an address");
    let (user, host, port) = (options.get_username().to_owned(), options.get_host().to_owned(), options.get_port());
    let password = server.split_once('@').and_then(|(before, _)| before.rsplit_once(':')).map(|(_, after)| after);
    match password.filter(|password| !password.starts_with("//")) {
        Some(password) => format!("postgres://{user}:{password}@{host}:{port}/{name}"),
        None => format!("postgres://{user}@{host}:{port}/{name}"),
    }
}

async fn run(server: String, statement: String) {
    let mut connection = PgConnection::connect(&server).await.expect("the server answers");
    connection.execute(AssertSqlSafe(statement)).await.expect("the statement is done");
}

/// Makes the template if there is none of these migrations yet, then copies it.
async fn copy_of_template(server: String, name: String) {
    let mut hasher = DefaultHasher::new();
    MIGRATIONS.hash(&mut hasher);
    let template = format!("wenzheng_template_{:016x}", hasher.finish());
    let mut connection = PgConnection::connect(&server).await.expect("the server answers");
    sqlx::query("select pg_advisory_lock($1)").bind(MAKING).execute(&mut connection).await.expect("the lock is given");
    let made: bool = sqlx::query_scalar("select exists (select 1 from pg_database where datname = $1)")
        .bind(&template)
        .fetch_one(&mut connection)
        .await
        .expect("databases can be listed");
    if !made {
        // Made under another name first: a template that stands is whole.
        let draft = format!("{template}_draft");
        connection.execute(AssertSqlSafe(format!("drop database if exists {draft}"))).await.expect("no draft is left");
        connection.execute(AssertSqlSafe(format!("create database {draft}"))).await.expect("a database is made");
        let store = Store::open(&at(&server, &draft)).await.expect("the draft opens");
        migrate::migrate(&store).await.expect("the migrations apply");
        store.close().await;
        let rename = format!("alter database {draft} rename to {template}");
        connection.execute(AssertSqlSafe(rename)).await.expect("the template stands");
    }
    let copy = format!("create database {name} template {template}");
    connection.execute(AssertSqlSafe(copy)).await.expect("a copy is made");
}
