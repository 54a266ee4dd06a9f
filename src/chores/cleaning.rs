//! Cleaning: keys that are a week old are forgotten.

use std::time::Duration;

use tokio::sync::watch;

use crate::{
    app::App,
    store::{Lane, Result, idempotency},
};

/// How often.
const EVERY: Duration = Duration::from_secs(3600);

/// Cleans now and then until the house closes.
pub async fn run(app: App, mut closed: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            _ = every.tick() => {
                if let Err(error) = clean(&app).await {
                    tracing::warn!(%error, "cleaning failed and is tried again: {error}");
                }
            }
            _ = closed.changed() => return,
        }
    }
}

/// Forgets keys whose time is over.
pub async fn clean(app: &App) -> Result<()> {
    let mut tx = app.store.write(Lane::Flood).await?;
    idempotency::forget(&mut tx, app.now()).await?;
    tx.commit().await
}
