//! The one file that knows that there are two engines: SQLite in the process, PostgreSQL beside it.

use std::{
    path::Path,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sqlx::{
    Arguments as _, AssertSqlSafe, Connection as _, Database, Encode, FromRow, PgConnection, Postgres, Sqlite,
    SqliteConnection, Transaction, Type,
    pool::PoolOptions,
    postgres::{PgConnectOptions, PgPool, PgRow},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteRow, SqliteSynchronous},
};

use super::{
    Error, Result,
    rows::Rows,
    statement::{Sql, Value, joined},
    turnstile::Lane,
    writer::{Writer, Writing},
};

/// How many connections read beside the one that writes.
const READERS: u32 = 4;
/// How many connections a node holds to PostgreSQL.
const CONNECTIONS: u32 = 24;

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    pub(super) engine: Engine,
    acts: Arc<AtomicU64>,
    #[cfg(feature = "slow-commit")]
    commit_delay_us: Arc<AtomicU64>,
}

#[derive(Clone, Debug)]
pub(super) enum Engine {
    Sqlite { writer: Writer, readers: SqlitePool },
    Postgres(PgPool),
}

/// A transaction. Dropped, it is rolled back.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    /// Statements that answer nothing, not yet handed over.
    waiting: Vec<Sql>,
    commit_delay: Option<Duration>,
    /// Where an act is counted once it is committed; nothing for readers and for the flood.
    acts: Option<Arc<AtomicU64>>,
}

#[derive(Debug)]
enum Inner {
    Writing(Writing),
    Reading(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// The connection of a transaction.
enum End<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Inner {
    fn end(&mut self) -> Result<End<'_>> {
        Ok(match self {
            Inner::Writing(writing) => End::Sqlite(writing.connection()?),
            Inner::Reading(tx) => End::Sqlite(tx),
            Inner::Postgres(tx) => End::Postgres(tx),
        })
    }
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
            let writer = Writer::open(&options.clone().create_if_missing(true)).await?;
            let readers = PoolOptions::new().max_connections(READERS).test_before_acquire(false);
            let readers = readers.connect_lazy_with(options.pragma("query_only", "on"));
            Engine::Sqlite { writer, readers }
        };
        Ok(Self {
            engine,
            acts: Arc::default(),
            #[cfg(feature = "slow-commit")]
            commit_delay_us: Default::default(),
        })
    }

    /// A bench build's slower disk: from now on slept before each commit, of every lane alike.
    #[cfg(feature = "slow-commit")]
    pub fn delay_commits(&self, delay: Duration) {
        self.commit_delay_us.store(delay.as_micros() as u64, Ordering::Relaxed);
    }

    #[cfg(feature = "slow-commit")]
    fn commit_delay(&self) -> Option<Duration> {
        let micros = self.commit_delay_us.load(Ordering::Relaxed);
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

    /// How many transactions of this node were committed that may have changed more than the flood does.
    ///
    /// As long as it stands still, what was read of an inquiry holds, but for the acts of other nodes.
    pub fn acts(&self) -> u64 {
        self.acts.load(Ordering::Acquire)
    }

    /// A transaction that writes, let in by lane: what is on air first, then staff, then the flood.
    pub async fn write(&self, lane: Lane) -> Result<Tx> {
        let inner = match &self.engine {
            Engine::Sqlite { writer, .. } => Inner::Writing(writer.begin(lane).await?),
            Engine::Postgres(pool) => Inner::Postgres(pool.begin().await?),
        };
        let acts = (lane != Lane::Flood).then(|| self.acts.clone());
        Ok(Tx { inner, waiting: Vec::new(), commit_delay: self.commit_delay(), acts })
    }

    /// A transaction that reads one consistent state.
    pub async fn read(&self) -> Result<Tx> {
        let inner = match &self.engine {
            Engine::Sqlite { readers, .. } => Inner::Reading(readers.begin().await?),
            Engine::Postgres(pool) => {
                Inner::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        };
        Ok(Tx { inner, waiting: Vec::new(), commit_delay: None, acts: None })
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
    pub async fn commit(mut self) -> Result<()> {
        self.hand_over().await?;
        if let Some(delay) = self.commit_delay {
            tokio::time::sleep(delay).await;
        }
        match self.inner {
            Inner::Writing(writing) => writing.commit().await?,
            Inner::Reading(tx) => tx.commit().await?,
            Inner::Postgres(tx) => tx.commit().await?,
        }
        if let Some(acts) = self.acts {
            acts.fetch_add(1, Ordering::Release);
        }
        Ok(())
    }

    /// Runs what waits, in its order.
    async fn hand_over(&mut self) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let waiting = std::mem::take(&mut self.waiting);
        match self.inner.end()? {
            End::Sqlite(tx) => {
                let (text, values) = joined(waiting);
                sqlx::query_with(AssertSqlSafe(text), arguments::<Sqlite>(values)?).execute(&mut *tx).await?;
            }
            End::Postgres(tx) => {
                for Sql { text, values } in waiting {
                    sqlx::query_with(text, arguments::<Postgres>(values)?).execute(&mut *tx).await?;
                }
            }
        }
        Ok(())
    }

    /// Answers whether the engine is alive.
    pub async fn ping(&mut self) -> Result<()> {
        match self.inner.end()? {
            End::Sqlite(tx) => tx.ping().await?,
            End::Postgres(tx) => tx.ping().await?,
        }
        Ok(())
    }
}

/// A row that both engines can give: every `#[derive(sqlx::FromRow)]` is one.
pub trait Record: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Record for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl Sql {
    /// Lets it wait until something is read or committed: its order is kept, and its error rises there.
    ///
    /// What waits together is one hand-over to SQLite's thread, which costs more than most statements do.
    pub fn later(self, tx: &mut Tx) {
        tx.waiting.push(self);
    }

    /// Runs it and says how many rows it changed.
    pub async fn run(self, tx: &mut Tx) -> Result<u64> {
        tx.hand_over().await?;
        let Self { text, values } = self;
        Ok(match tx.inner.end()? {
            End::Sqlite(tx) => {
                sqlx::query_with(text, arguments::<Sqlite>(values)?).execute(&mut *tx).await?.rows_affected()
            }
            End::Postgres(tx) => {
                sqlx::query_with(text, arguments::<Postgres>(values)?).execute(&mut *tx).await?.rows_affected()
            }
        })
    }

    /// Every row.
    pub async fn all<T: Record>(self, tx: &mut Tx) -> Result<Vec<T>> {
        tx.hand_over().await?;
        let Self { text, values } = self;
        Ok(match tx.inner.end()? {
            End::Sqlite(tx) => sqlx::query_as_with(text, arguments::<Sqlite>(values)?).fetch_all(&mut *tx).await?,
            End::Postgres(tx) => sqlx::query_as_with(text, arguments::<Postgres>(values)?).fetch_all(&mut *tx).await?,
        })
    }

    /// The one row, if there is one.
    pub async fn maybe<T: Record>(self, tx: &mut Tx) -> Result<Option<T>> {
        tx.hand_over().await?;
        let Self { text, values } = self;
        Ok(match tx.inner.end()? {
            End::Sqlite(tx) => sqlx::query_as_with(text, arguments::<Sqlite>(values)?).fetch_optional(&mut *tx).await?,
            End::Postgres(tx) => {
                sqlx::query_as_with(text, arguments::<Postgres>(values)?).fetch_optional(&mut *tx).await?
            }
        })
    }

    /// The one row; its absence is an error.
    pub async fn one<T: Record>(self, tx: &mut Tx) -> Result<T> {
        self.maybe(tx).await?.ok_or(Error::Missing)
    }
}

/// What is bound, in an engine's own form.
fn arguments<E: Database>(values: Vec<Value>) -> Result<E::Arguments>
where
    for<'q> Option<String>: Encode<'q, E> + Type<E>,
    for<'q> Option<i64>: Encode<'q, E> + Type<E>,
    for<'q> Option<bool>: Encode<'q, E> + Type<E>,
    for<'q> Rows: Encode<'q, E> + Type<E>,
{
    let mut arguments = E::Arguments::default();
    for value in values {
        match value {
            Value::Text(it) => arguments.add(it),
            Value::Int(it) => arguments.add(it),
            Value::Bool(it) => arguments.add(it),
            Value::Rows(it) => arguments.add(it),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}
