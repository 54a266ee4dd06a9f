//! SQLite's one writing connection: lent by turn, and rolled back when a transaction is dropped.
//!
//! A pool would ping it each time that it comes back, and wait for that before it lends it again.

use std::sync::Arc;

use sqlx::{Connection as _, Executor as _, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{
    Error, Result,
    turnstile::{Lane, Turn, Turnstile},
};

/// The connection and the gate before it.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    turnstile: Turnstile,
    // Nothing once it is closed.
    connection: Arc<Mutex<Option<SqliteConnection>>>,
}

/// A transaction that writes.
#[derive(Debug)]
pub(super) struct Writing(Option<Lent>);

#[derive(Debug)]
struct Lent {
    connection: OwnedMutexGuard<Option<SqliteConnection>>,
    // Passed on only when the transaction is over, so that writers of one process never meet in the engine.
    _turn: Turn,
}

impl Writer {
    pub(super) async fn open(options: &SqliteConnectOptions) -> Result<Self> {
        let connection = SqliteConnection::connect_with(options).await?;
        Ok(Self { turnstile: Turnstile::default(), connection: Arc::new(Mutex::new(Some(connection))) })
    }

    /// Waits for the turn of this lane and begins.
    pub(super) async fn begin(&self, lane: Lane) -> Result<Writing> {
        let mut writing = self.lend(lane).await;
        writing.connection()?.execute("BEGIN IMMEDIATE").await?;
        Ok(writing)
    }

    /// The connection without a transaction, for migrations, which begin their own.
    pub(super) async fn lend(&self, lane: Lane) -> Writing {
        let turn = self.turnstile.pass(lane).await;
        let connection = self.connection.clone().lock_owned().await;
        Writing(Some(Lent { connection, _turn: turn }))
    }

    pub(super) async fn close(&self) {
        let connection = self.connection.lock().await.take();
        if let Some(connection) = connection {
            // Nothing is left to lose: what was acknowledged is in the file.
            let _ = connection.close().await;
        }
    }
}

impl Writing {
    pub(super) fn connection(&mut self) -> Result<&mut SqliteConnection> {
        let lent = self.0.as_mut().and_then(|lent| lent.connection.as_mut());
        lent.ok_or(Error::Engine(sqlx::Error::PoolClosed))
    }

    pub(super) async fn commit(mut self) -> Result<()> {
        self.connection()?.execute("COMMIT").await?;
        self.0 = None;
        Ok(())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        let (Some(mut lent), Ok(runtime)) = (self.0.take(), tokio::runtime::Handle::try_current()) else { return };
        // What was dropped half way, even in the middle of a statement, is undone before the next one writes.
        runtime.spawn(async move {
            if let Some(connection) = lent.connection.as_mut() {
                // Where nothing was begun, or the commit had already happened, there is nothing to undo.
                let _ = connection.execute("ROLLBACK").await;
            }
        });
    }
}
