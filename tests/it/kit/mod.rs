//! A town for each test: the whole house on a port of its own, and people who speak to it as everybody does.

pub mod binary;
pub mod browse;
pub mod call;
pub mod camera;
pub mod canary;
pub mod gateway;
pub mod journal;
pub mod listening;
pub mod pages;
pub mod people;
pub mod postgres;
pub mod random;
pub mod scene;
mod shelves;
pub mod town;

use std::{future::Future, time::Duration};

pub use call::{Answer, Call};
pub use listening::Ear;
pub use people::{Asked, Person};
pub use random::Dice;
pub use town::{Place, Town};

/// Longer than anything here takes; only a broken promise waits so long.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// Tells each story in a town on SQLite and in one on PostgreSQL; afterwards the record must verify.
///
/// `both_engines!(a_promise, another)` names stories that stand beside it: `async fn a_promise(town: Town)`.
macro_rules! both_engines {
    ($($story:ident),+ $(,)?) => { $(
        mod $story {
            #[test]
            fn sqlite() {
                $crate::kit::on_sqlite(super::$story);
            }

            #[test]
            fn postgres() {
                $crate::kit::on_postgres(super::$story);
            }
        }
    )+ };
}
pub(crate) use both_engines;

/// Tells a story on SQLite.
pub fn on_sqlite<F: Future<Output = ()>>(story: impl FnOnce(Town) -> F) {
    tell(Place::sqlite(), story);
}

/// Tells a story on PostgreSQL, if there is one at `TEST_POSTGRES_URL`; with `CI` set there must be.
pub fn on_postgres<F: Future<Output = ()>>(story: impl FnOnce(Town) -> F) {
    if let Some(server) = postgres::server() {
        tell(Place::postgres(&server), story);
    }
}

fn tell<F: Future<Output = ()>>(place: Place, story: impl FnOnce(Town) -> F) {
    runtime().block_on(async {
        let town = Town::in_place(place).await;
        story(town.clone()).await;
        town.ends_well().await;
    });
}

/// Two workers, as the smallest machine of a county has.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime starts")
}
