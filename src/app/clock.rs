//! The clock that everything in the house reads; tests set it forward.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use crate::domain::moment::Moment;

/// The system's clock, set forward by an offset that is 0 outside tests.
#[derive(Clone, Debug, Default)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// The present.
    pub fn now(&self) -> Moment {
        Moment::of_system() + self.0.load(Ordering::Relaxed)
    }

    /// Lets time pass at once, in milliseconds.
    pub fn pass(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::Relaxed);
    }
}
