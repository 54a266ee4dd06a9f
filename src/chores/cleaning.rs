//! Cleaning: keys that are a week old are forgotten; names, contacts, addresses and proofs are erased when their time is over.

use std::time::Duration;

use tokio::sync::watch;

use crate::{
    app::{self, App, By, erase::erase},
    domain::{happening::Actor, identity::PROOF_DAYS, moment::days, question::CONTACT_DAYS},
    store::{Lane, erasures, idempotency, identities, traces},
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

/// How many contacts are erased at a time.
const AT_ONCE: usize = 200;

/// Forgets keys and erases addresses and contacts whose time is over.
pub async fn clean(app: &App) -> app::Result<()> {
    let mut tx = app.store.write(Lane::Flood).await?;
    idempotency::forget(&mut tx, app.now()).await?;
    traces::erase(&mut tx, app.now() - days(app.config.network_log_days)).await?;
    identities::clean(&mut tx, app.now(), app.now() - days(PROOF_DAYS)).await?;
    tx.commit().await?;
    loop {
        let began_before = app.now() - days(CONTACT_DAYS);
        let over = erasures::kept_too_long(&mut app.store.read().await?, began_before, AT_ONCE).await?;
        for id in &over {
            erase(app, &By::from(Actor::House), id, |_| ()).await?;
        }
        if over.len() < AT_ONCE {
            return Ok(());
        }
    }
}
