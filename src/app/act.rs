//! The lane of acts: begin, read, decide, save, record, settle.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{App, Error, Result, bell};
use crate::{
    domain::{
        happening::{Actor, Happening, Journal},
        moment::Moment,
    },
    store::{
        Lane, Tx,
        idempotency::{self, Given},
        journal,
    },
};

/// A client's key: sent twice with it, a write happens once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Credential and route.
    pub scope: String,
    /// What the client chose, up to 64 characters.
    pub key: String,
    /// Digest of the body.
    pub digest: String,
}

/// A new key, to be sent with a form.
pub fn new_key() -> String {
    hex::encode(crate::vault::random::<16>())
}

/// Who acts, and under which key.
#[derive(Clone, Debug)]
pub struct By {
    /// Who.
    pub actor: Actor,
    /// The client's key, if it sent one.
    pub key: Option<Key>,
}

impl From<Actor> for By {
    fn from(actor: Actor) -> Self {
        Self { actor, key: None }
    }
}

/// A gesture under way: its transaction, and what it will tell. Dropped, nothing happened.
pub struct Act {
    /// Where to read and save. Between begin and settle stand store calls only.
    pub tx: Tx,
    /// When it happens.
    pub now: Moment,
    /// Who acts.
    pub actor: Actor,
    key: Option<Key>,
    happenings: Vec<Happening>,
}

impl Act {
    /// Notes what happened; it is written and told when the act settles.
    pub fn record(&mut self, happening: Happening) {
        self.happenings.push(happening);
    }
}

impl App {
    /// Begins a gesture, unless its key was used before: then the first answer rises as [`Error::Replayed`].
    pub async fn begin(&self, by: &By) -> Result<Act> {
        self.begin_in(Lane::Act, by).await
    }

    /// Begins what goes on air or comes off: it passes everybody who waits to write.
    pub async fn begin_on_air(&self, by: &By) -> Result<Act> {
        self.begin_in(Lane::Air, by).await
    }

    async fn begin_in(&self, lane: Lane, by: &By) -> Result<Act> {
        let mut tx = self.store.write(lane).await?;
        if let Some(key) = &by.key {
            let pair = (key.scope.clone(), key.key.clone());
            if let Some(given) = idempotency::given(&mut tx, std::slice::from_ref(&pair)).await?.remove(&pair) {
                return Err(if given.digest == key.digest { Error::Replayed(given) } else { Error::KeyReused });
            }
        }
        Ok(Act { tx, now: self.now(), actor: by.actor.clone(), key: by.key.clone(), happenings: Vec::new() })
    }

    /// Writes the record, keeps the answer under its key, commits, and only then rings the bell.
    pub async fn settle<T: Serialize>(&self, act: Act, answer: T) -> Result<T> {
        let Act { mut tx, now, actor, key, happenings } = act;
        let rungs = bell::rungs(&happenings);
        if let Some(Key { scope, key, digest }) = key {
            let body = serde_json::to_string(&answer).map_err(crate::store::Error::from)?;
            idempotency::keep(&mut tx, &[Given { scope, key, digest, status: 200, body }], now);
        }
        write_record(&mut tx, &actor, now, happenings).await?;
        tx.commit().await?;
        self.bell.ring(&rungs);
        Ok(answer)
    }
}

/// Writes happenings to their journals, each journal held once and always in the same order, so that no two acts wait for
/// each other.
async fn write_record(tx: &mut Tx, actor: &Actor, now: Moment, happenings: Vec<Happening>) -> Result<()> {
    let mut by_journal: BTreeMap<Journal, Vec<(Actor, Happening)>> = BTreeMap::new();
    for happening in happenings {
        by_journal.entry(happening.journal.clone()).or_default().push((actor.clone(), happening));
    }
    for (name, happenings) in by_journal {
        let mut head = journal::hold_head(tx, &name).await?;
        head.tally += i64::from(happenings.iter().any(|(_, happening)| happening.moves_tally()));
        journal::write(tx, head, now, &happenings).await?;
    }
    Ok(())
}
