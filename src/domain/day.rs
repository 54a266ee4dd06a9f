//! Days: a calendar date as it is kept in SQL and written on the wire, `YYYY-MM-DD`, ordered as text and as time alike.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day in the programme's time zone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Day(String);

impl Day {
    /// The day as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day as a date; none where a stored text was damaged.
    pub fn date(&self) -> Option<Date> {
        self.0.parse().ok()
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date.to_string())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_ordered_as_time_is() {
        let days: Vec<Day> = [date(2026, 9, 24), date(2026, 10, 1), date(2027, 1, 1)].map(Day::from).to_vec();

        assert!(days.is_sorted());
        assert_eq!(days[1].date(), Some(date(2026, 10, 1)));
    }
}
