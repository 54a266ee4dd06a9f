//! What a gesture may reach: the store, the hub, the pages, the vault, the clock; and the two lanes into the one writer.

pub mod act;
pub mod air;
pub mod alarm;
pub mod alike;
pub mod apart;
pub mod bell;
pub mod board;
pub mod clock;
pub mod erase;
pub mod face;
pub mod flood;
pub mod morning;
pub mod notice;
pub mod opening;
pub mod pairs;
pub mod photos;
pub mod promise;
pub mod reach;
pub mod reveal;
pub mod safety;
pub mod same;
pub mod submit;
pub mod whose;

use std::sync::Arc;

pub use act::{Act, By, Key};
pub use submit::Submitter;

use crate::{
    config::Config,
    domain::{commitment, moment::Moment, refusal::Refusal, rundown},
    outside::Outside,
    pace::Paces,
    pages::Pages,
    store::{self, Store, idempotency::Given},
    text::{look_alike::LookAlikes, sameness::Sames},
    vault::Vault,
};
use bell::Bell;
use board::Board;
use clock::Clock;

/// Everything that a gesture may reach. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    /// SQL.
    pub store: Store,
    /// Seals and tokens.
    pub vault: Vault,
    /// How often.
    pub paces: Paces,
    /// Every knob.
    pub config: Config,
    /// Who is asked outside the house about an asker.
    pub outside: Outside,
    /// What is rung after a commit, and the hub behind it.
    pub bell: Bell,
    /// The time.
    pub clock: Clock,
    /// The lane of questions, seconds and votes.
    pub submitter: Submitter,
    /// Typed pages.
    pub pages: Pages,
    /// What every asker must know of an inquiry.
    pub board: Board,
    /// Public questions ready to be compared.
    pub look_alikes: LookAlikes,
    /// What was sent in the same words.
    pub sames: Sames,
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// An app of its parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The present.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }
}

/// Why a gesture did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A rule says no, and this is how things stand: a JSON value that the asker may see.
    #[error("refused: {0}")]
    Stands(Refusal, serde_json::Value),
    /// The running order says no.
    #[error(transparent)]
    Rundown(#[from] rundown::Refusal),
    /// The rule of the promise says no.
    #[error(transparent)]
    PromiseRefused(#[from] commitment::Refusal),
    /// Fields of what was sent are wrong, as only the database could tell.
    #[error("wrong fields")]
    Wrong(Vec<(&'static str, &'static str)>),
    /// Somebody else holds the question.
    #[error("held by somebody else")]
    Held(serde_json::Value),
    /// There is none, or it is not for this eye.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// It happened before under the same key: here is the first answer.
    #[error("it happened before")]
    Replayed(Given),
    /// The same key came with another body.
    #[error("the key was used for something else")]
    KeyReused,
    /// The same key is being worked on right now.
    #[error("the key is in flight")]
    InFlight,
    /// The queue is full.
    #[error("the queue is full")]
    Busy,
    /// The database fails.
    #[error(transparent)]
    Store(store::Error),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Stale => Error::Refused(Refusal::Stale),
            store::Error::InFlight => Error::InFlight,
            other => Error::Store(other),
        }
    }
}

/// What a gesture answers.
pub type Result<T> = std::result::Result<T, Error>;
