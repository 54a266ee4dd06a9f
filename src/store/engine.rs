//! The one file that knows that there are two engines: SQLite in the process, PostgreSQL beside it.

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    AssertSqlSafe, Connection as _, FromRow, Postgres, Sqlite, Transaction,
    pool::PoolOptions,
    postgres::{PgArguments, PgConnectOptions, PgPool, PgRow},
    query::{Query, QueryAs},
    sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteRow, SqliteSynchronous},
};

use super::{
    Error, Result,
    rows::Rows,
    turnstile::{Lane, Turn, Turnstile},
};

/// How many connections read beside the one that writes.
const READERS: u32 = 4;
/// How many connections a node holds to PostgreSQL.
const CONNECTIONS: u32 = 24;

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    pub(super) engine: Engine,
    turnstile: Turnstile,
    #[cfg(feature = "slow-commit")]
    commit_delay_us: std::sync::Arc<std::sync::atomic::AtomicU64>,
}

#[derive(Clone, Debug)]
pub(super) enum Engine {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres(PgPool),
}

/// A transaction. Dropped, it is rolled back.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    commit_delay: Option<Duration>,
    // Held until the transaction is over, so that writers of one process never meet in the engine.
    _turn: Option<Turn>,
}

#[derive(Debug)]
enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Store {
    /// Opens the database at a URL: `sqlite:PATH` or `postgres://...`.
    pub async fn open(url: &str) -> Result<Self> {
        let engine = if url.starts_with("postgres") {
            let options = PgConnectOptions::from_str(url)?;
            let pool = PoolOptions::new().max_connections(CONNECTIONS).test_before_acquire(false);
            Engine::Postgres(pool.connect_with(options).await?)
        } else {
            let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
            let options = sqlite_options(Path::new(path));
            let writer = PoolOptions::new().max_connections(1).test_before_acquire(false);
            let writer = writer.connect_with(options.clone().create_if_missing(true)).await?;
            let readers = PoolOptions::new().max_connections(READERS).test_before_acquire(false);
            let readers = readers.connect_lazy_with(options.pragma("query_only", "on"));
            Engine::Sqlite { writer, readers }
        };
        Ok(Self {
            engine,
            turnstile: Turnstile::default(),
            #[cfg(feature = "slow-commit")]
            commit_delay_us: Default::default(),
        })
    }

    /// A bench build's slower disk: from now on slept before each commit, of every lane alike.
    #[cfg(feature = "slow-commit")]
    pub fn delay_commits(&self, delay: Duration) {
        self.commit_delay_us.store(delay.as_micros() as u64, std::sync::atomic::Ordering::Relaxed);
    }

    #[cfg(feature = "slow-commit")]
    fn commit_delay(&self) -> Option<Duration> {
        let micros = self.commit_delay_us.load(std::sync::atomic::Ordering::Relaxed);
        (micros > 0).then(|| Duration::from_micros(micros))
    }

    #[cfg(not(feature = "slow-commit"))]
    fn commit_delay(&self) -> Option<Duration> {
        None
    }

    /// Whether PostgreSQL is beneath.
    pub fn is_shared(&self) -> bool {
        matches!(self.engine, Engine::Postgres(_))
    }

    /// A transaction that writes, let in by lane: what is on air first, then staff, then the flood.
    pub async fn write(&self, lane: Lane) -> Result<Tx> {
        match &self.engine {
            Engine::Sqlite { writer, .. } => {
                let turn = self.turnstile.pass(lane).await;
                let tx = writer.begin_with("BEGIN IMMEDIATE").await?;
                Ok(Tx { inner: Inner::Sqlite(tx), commit_delay: self.commit_delay(), _turn: Some(turn) })
            }
            Engine::Postgres(pool) => {
                let tx = pool.begin().await?;
                Ok(Tx { inner: Inner::Postgres(tx), commit_delay: self.commit_delay(), _turn: None })
            }
        }
    }

    /// A transaction that reads one consistent state.
    pub async fn read(&self) -> Result<Tx> {
        let inner = match &self.engine {
            Engine::Sqlite { readers, .. } => Inner::Sqlite(readers.begin().await?),
            Engine::Postgres(pool) => {
                Inner::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        };
        Ok(Tx { inner, commit_delay: None, _turn: None })
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true)
        // Copied back less often: about a tenth more throughput (spike.md, knobs that mattered).
        .pragma("wal_autocheckpoint", "4000")
        .pragma("journal_size_limit", "268435456")
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-65536")
}

impl Tx {
    /// Makes it durable. Only after this may anybody be told.
    pub async fn commit(self) -> Result<()> {
        if let Some(delay) = self.commit_delay {
            tokio::time::sleep(delay).await;
        }
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Answers whether the engine is alive.
    pub async fn ping(&mut self) -> Result<()> {
        match &mut self.inner {
            Inner::Sqlite(tx) => tx.ping().await?,
            Inner::Postgres(tx) => tx.ping().await?,
        }
        Ok(())
    }
}

/// A row that both engines can give: every `#[derive(sqlx::FromRow)]` is one.
pub trait Record: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Record for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A value bound to a statement; each knows its type even when it is absent.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text.
    Text(Option<String>),
    /// A whole number.
    Int(Option<i64>),
    /// A truth.
    Bool(Option<bool>),
    /// Many rows as one JSON parameter; read with `rows_of($n)`.
    Rows(Rows),
}

/// What can be bound.
pub trait Bind {
    /// The value to bind.
    fn value(self) -> Value;
}

macro_rules! binds {
    ($($from:ty, $this:ident => $value:expr;)+) => { $(
        impl Bind for $from { fn value(self) -> Value { let $this = self; $value } }
    )+ };
}

binds! {
    &str, it => Value::Text(Some(it.to_owned()));
    String, it => Value::Text(Some(it));
    &String, it => Value::Text(Some(it.clone()));
    Option<String>, it => Value::Text(it);
    Option<&str>, it => Value::Text(it.map(str::to_owned));
    &Option<String>, it => Value::Text(it.clone());
    i64, it => Value::Int(Some(it));
    Option<i64>, it => Value::Int(it);
    usize, it => Value::Int(Some(it as i64));
    bool, it => Value::Bool(Some(it));
    crate::domain::moment::Moment, it => Value::Int(Some(it.0));
    Option<crate::domain::moment::Moment>, it => Value::Int(it.map(|it| it.0));
    Rows, it => Value::Rows(it);
}

/// A statement and what is bound to it.
#[derive(Debug)]
pub struct Sql {
    text: &'static str,
    values: Vec<Value>,
}

/// Begins a statement: plain SQL with `$1`, in the tongue that both engines speak.
pub fn sql(text: &'static str) -> Sql {
    Sql { text, values: Vec::new() }
}

impl Sql {
    /// Binds the next `$n`.
    pub fn bind(mut self, it: impl Bind) -> Self {
        self.values.push(it.value());
        self
    }

    /// Runs it and says how many rows it changed.
    pub async fn run(self, tx: &mut Tx) -> Result<u64> {
        let done = match &mut tx.inner {
            Inner::Sqlite(tx) => self.for_sqlite().execute(&mut **tx).await?.rows_affected(),
            Inner::Postgres(tx) => self.for_postgres().execute(&mut **tx).await?.rows_affected(),
        };
        Ok(done)
    }

    /// Every row.
    pub async fn all<T: Record>(self, tx: &mut Tx) -> Result<Vec<T>> {
        match &mut tx.inner {
            Inner::Sqlite(tx) => Ok(self.read_sqlite().fetch_all(&mut **tx).await?),
            Inner::Postgres(tx) => Ok(self.read_postgres().fetch_all(&mut **tx).await?),
        }
    }

    /// The one row, if there is one.
    pub async fn maybe<T: Record>(self, tx: &mut Tx) -> Result<Option<T>> {
        match &mut tx.inner {
            Inner::Sqlite(tx) => Ok(self.read_sqlite().fetch_optional(&mut **tx).await?),
            Inner::Postgres(tx) => Ok(self.read_postgres().fetch_optional(&mut **tx).await?),
        }
    }

    /// The one row; its absence is an error.
    pub async fn one<T: Record>(self, tx: &mut Tx) -> Result<T> {
        self.maybe(tx).await?.ok_or(Error::Missing)
    }

    fn for_sqlite(self) -> Query<'static, Sqlite, SqliteArguments> {
        let text = spoken(self.text, "json_each(");
        self.values.into_iter().fold(sqlx::query(text), |query, value| match value {
            Value::Text(it) => query.bind(it),
            Value::Int(it) => query.bind(it),
            Value::Bool(it) => query.bind(it),
            Value::Rows(it) => query.bind(it),
        })
    }

    fn for_postgres(self) -> Query<'static, Postgres, PgArguments> {
        let text = spoken(self.text, "jsonb_each(");
        self.values.into_iter().fold(sqlx::query(text), |query, value| match value {
            Value::Text(it) => query.bind(it),
            Value::Int(it) => query.bind(it),
            Value::Bool(it) => query.bind(it),
            Value::Rows(it) => query.bind(it),
        })
    }

    fn read_sqlite<T: Record>(self) -> QueryAs<'static, Sqlite, T, SqliteArguments> {
        let text = spoken(self.text, "json_each(");
        self.values.into_iter().fold(sqlx::query_as(text), |query, value| match value {
            Value::Text(it) => query.bind(it),
            Value::Int(it) => query.bind(it),
            Value::Bool(it) => query.bind(it),
            Value::Rows(it) => query.bind(it),
        })
    }

    fn read_postgres<T: Record>(self) -> QueryAs<'static, Postgres, T, PgArguments> {
        let text = spoken(self.text, "jsonb_each(");
        self.values.into_iter().fold(sqlx::query_as(text), |query, value| match value {
            Value::Text(it) => query.bind(it),
            Value::Int(it) => query.bind(it),
            Value::Bool(it) => query.bind(it),
            Value::Rows(it) => query.bind(it),
        })
    }
}

/// The statement in the engine's own words for `rows_of(`.
fn spoken(text: &'static str, rows_of: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(text.replace("rows_of(", rows_of))
}
