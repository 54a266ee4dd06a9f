//! SQL, once for two engines: a shelf for each noun, and the journal.

pub mod air_texts;
pub mod alarms;
pub mod answers;
pub mod audit;
pub mod calendars;
pub mod checks;
pub mod commitments;
pub mod contests;
pub mod decisions;
pub mod delays;
pub mod disclosures;
pub mod dispatches;
pub mod engine;
pub mod erasures;
pub mod evidence;
pub mod flats;
pub mod gates;
pub mod grants;
pub mod halls;
pub mod harassments;
pub mod helms;
pub mod holds;
pub mod idempotency;
pub mod identities;
pub mod imports;
pub mod inquiries;
pub mod journal;
pub mod messages;
pub mod migrate;
pub mod notices;
pub mod owed;
pub mod people;
pub mod photos;
pub mod promise_delays;
pub mod questions;
pub mod queues;
pub mod ratings;
pub mod records;
pub mod respondents;
pub mod reveals;
pub mod rows;
pub mod rundowns;
pub mod sames;
pub mod screens;
pub mod seconds;
pub mod sendings;
pub mod shows;
pub mod sign_offs;
pub mod spots;
pub mod statement;
pub mod traces;
pub mod translations;
pub mod triage;
pub mod turnstile;
pub mod verify;
pub mod whose;
mod writer;

pub use engine::{Store, Tx};
pub use statement::sql;
pub use turnstile::Lane;

/// What can go wrong down here.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A row that must be there is not.
    #[error("no such row")]
    Missing,
    /// Somebody saved another version meanwhile.
    #[error("the row was changed meanwhile")]
    Stale,
    /// Somebody is using the same key at this moment.
    #[error("the key is in use")]
    InFlight,
    /// The engine refuses or is away.
    #[error("the database: {0}")]
    Engine(sqlx::Error),
    /// A migration could not be applied.
    #[error("a migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A stored JSON text is not what it should be.
    #[error("a stored value: {0}")]
    Value(#[from] serde_json::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            // Two nodes got the same key at once, and the other was first.
            sqlx::Error::Database(refused)
                if refused.is_unique_violation() && refused.message().contains("idempotency") =>
            {
                Error::InFlight
            }
            other => Error::Engine(other),
        }
    }
}

/// What the store answers.
pub type Result<T> = std::result::Result<T, Error>;
