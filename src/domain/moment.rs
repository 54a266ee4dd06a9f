//! Moments: milliseconds UTC, the one unit of time in code, SQL and on the wire.

use std::ops::{Add, Sub};

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema,
)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The system's present. Only the clock of `app` calls it; rules are handed a moment.
    pub fn of_system() -> Self {
        Self(Timestamp::now().as_millisecond())
    }

    /// Milliseconds from `earlier` to here; negative when `earlier` is later.
    pub fn since(self, earlier: Moment) -> i64 {
        self.0 - earlier.0
    }

    /// The calendar day on which this moment falls in `zone`.
    pub fn date_in(self, zone: &TimeZone) -> Date {
        self.read_in(zone).date()
    }

    /// The moment as read on calendar and clock in `zone`.
    pub fn read_in(self, zone: &TimeZone) -> DateTime {
        zone.to_datetime(Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH))
    }
}

impl Add<i64> for Moment {
    type Output = Moment;
    fn add(self, millis: i64) -> Moment {
        Moment(self.0 + millis)
    }
}

impl Sub<i64> for Moment {
    type Output = Moment;
    fn sub(self, millis: i64) -> Moment {
        Moment(self.0 - millis)
    }
}

/// Milliseconds in so many seconds.
pub const fn seconds(n: i64) -> i64 {
    n * 1000
}

/// Milliseconds in so many minutes.
pub const fn minutes(n: i64) -> i64 {
    seconds(n * 60)
}

/// Milliseconds in so many days of 24 hours.
pub const fn days(n: i64) -> i64 {
    minutes(n * 24 * 60)
}
