//! Where all questions went: counts that add up to what was received.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{question::State, reason::Reason};

/// How many questions of an inquiry stand where. The parts add up to `received`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Counts {
    /// Everything that was stored.
    pub received: i64,
    /// Waiting for a moderator's first or second look.
    pub waiting: i64,
    /// Waiting for their askers to add something.
    pub needs_info: i64,
    /// With a public text that everybody can read.
    pub public: i64,
    /// Taken up and not shown.
    pub private: i64,
    /// Under another question.
    pub merged: i64,
    /// Handled after the show.
    pub later: i64,
    /// Handed on or transferred to who is competent.
    pub passed_on: i64,
    /// Taken back by their askers.
    pub withdrawn: i64,
    /// Not taken up, by reason code.
    pub rejected: BTreeMap<String, i64>,
}

impl Counts {
    /// The counts of so many questions with this state and reason.
    pub fn of(standings: impl IntoIterator<Item = (State, Option<Reason>, i64)>) -> Self {
        let mut counts = Self::default();
        for (state, reason, n) in standings {
            counts.received += n;
            use State::*;
            match state {
                Submitted | Appealed => counts.waiting += n,
                NeedsInfo => counts.needs_info += n,
                ApprovedPrivate => counts.private += n,
                Merged => counts.merged += n,
                Later => counts.later += n,
                Referred | Transferred => counts.passed_on += n,
                Withdrawn => counts.withdrawn += n,
                Rejected | RejectedFinal => {
                    let code = reason.map_or_else(|| "unnamed".to_owned(), Reason::word);
                    *counts.rejected.entry(code).or_default() += n;
                }
                Approved | Shortlisted | Queued | OnAir | AnsweredLive | AwaitingWritten | AnsweredWritten | Closed => {
                    counts.public += n;
                }
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_add_up_to_what_was_received() {
        let every = State::ALL.iter().map(|&state| (state, Some(Reason::Vague), 3));

        let counts = Counts::of(every);

        let open = counts.waiting + counts.needs_info + counts.later + counts.passed_on;
        let parts = open + counts.public + counts.private + counts.merged + counts.withdrawn;
        assert_eq!(parts + counts.rejected.values().sum::<i64>(), counts.received);
        assert_eq!(counts.received, 3 * State::ALL.len() as i64);
    }
}
