//! The counts over the book of promises: every followed promise is in exactly one part, and each part says what it is.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::commitment::{CommitmentKind, CommitmentOutcome, Stage};

/// So many promises of one kind, with one outcome, on one side of their first date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Standing {
    /// What kind of saying.
    pub kind: CommitmentKind,
    /// Where it is.
    pub stage: Stage,
    /// Whether it was kept.
    pub outcome: CommitmentOutcome,
    /// Whether a first date was said.
    pub dated: bool,
    /// Whether that date has come.
    pub due: bool,
    /// Whether it was reported, closed, or is still open, after that date.
    pub late: bool,
    /// How many.
    pub n: i64,
}

/// The counts over a book. Every followed promise is in exactly one of the parts of `followed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct BookCounts {
    /// Caught and not yet confirmed: no words of them are shown.
    pub registering: i64,
    /// Plain answers and refusals: in the book, nothing to follow.
    pub not_followed: i64,
    /// Withdrawn at the asker's wish, or replaced by another promise: told, and in no rate.
    pub excluded: i64,
    /// Promises that are followed and count.
    pub followed: i64,
    /// Of these, the first date has not come and nobody has judged.
    pub running: i64,
    /// Of these, no date was said: neither on time nor late, and in no rate.
    pub undated: i64,
    /// Of those undated: kept.
    pub undated_kept: i64,
    /// Of these, judged although the first date has not come: in no rate until it comes, or a rate would count successes first.
    pub early: i64,
    /// Of those early: kept.
    pub early_kept: i64,
    /// Of these, the first date has come: what a rate is counted from.
    pub due: i64,
    /// Of those due: kept, and not late.
    pub kept_on_time: i64,
    /// Of those due: kept, late.
    pub kept_late: i64,
    /// Of those due: kept in part.
    pub kept_in_part: i64,
    /// Of those due: broken.
    pub broken: i64,
    /// Of those due: looked at, and nothing could be found.
    pub not_verifiable: i64,
    /// Of those due: nobody has judged.
    pub unjudged: i64,
    /// Of those unjudged: late by now.
    pub late: i64,
}

/// Below so many cases no percentage and no rank is told.
pub const FEWEST_FOR_A_RATE: i64 = 10;

impl BookCounts {
    /// The counts of these standings.
    pub fn of(standings: impl IntoIterator<Item = Standing>) -> Self {
        use CommitmentOutcome::*;
        let mut counts = Self::default();
        for Standing { kind, stage, outcome, dated, due, late, n } in standings {
            match stage {
                Stage::Void => continue,
                Stage::Captured => {
                    counts.registering += n;
                    continue;
                }
                _ if !kind.is_followed() => {
                    counts.not_followed += n;
                    continue;
                }
                _ if matches!(outcome, Superseded | Withdrawn) => {
                    counts.excluded += n;
                    continue;
                }
                _ => counts.followed += n,
            }
            if !due {
                let kept = if outcome == Kept { n } else { 0 };
                if !dated {
                    counts.undated += n;
                    counts.undated_kept += kept;
                } else if outcome == NotAssessed {
                    counts.running += n;
                } else {
                    counts.early += n;
                    counts.early_kept += kept;
                }
                continue;
            }
            counts.due += n;
            *match outcome {
                Kept if late => &mut counts.kept_late,
                Kept => &mut counts.kept_on_time,
                KeptInPart => &mut counts.kept_in_part,
                Broken => &mut counts.broken,
                NotVerifiable => &mut counts.not_verifiable,
                NotAssessed | Superseded | Withdrawn => &mut counts.unjudged,
            } += n;
            if outcome == NotAssessed && late {
                counts.late += n;
            }
        }
        counts
    }

    /// Kept on time of those due, per cent; none below [`FEWEST_FOR_A_RATE`].
    pub fn on_time_percent(&self) -> Option<i64> {
        (self.due >= FEWEST_FOR_A_RATE).then(|| (self.kept_on_time * 200 + self.due) / (self.due * 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_standing() -> impl Iterator<Item = Standing> {
        let flags = [(false, false, false), (true, false, false), (true, true, false), (true, true, true)];
        CommitmentKind::ALL.iter().flat_map(move |&kind| {
            Stage::ALL.iter().flat_map(move |&stage| {
                CommitmentOutcome::ALL.iter().flat_map(move |&outcome| {
                    flags.map(|(dated, due, late)| Standing { kind, stage, outcome, dated, due, late, n: 1 })
                })
            })
        })
    }

    #[test]
    fn every_followed_promise_is_in_exactly_one_part() {
        let counts = BookCounts::of(every_standing());

        assert_eq!(counts.running + counts.undated + counts.early + counts.due, counts.followed);
        let judged = counts.kept_on_time + counts.kept_late + counts.kept_in_part + counts.broken;
        assert_eq!(judged + counts.not_verifiable + counts.unjudged, counts.due);
        let void = every_standing().filter(|one| one.stage == Stage::Void).count() as i64;
        let shown = counts.followed + counts.excluded + counts.not_followed + counts.registering;
        assert_eq!(shown + void, every_standing().count() as i64);
    }

    #[test]
    fn what_was_kept_before_its_date_is_told_and_flatters_no_rate() {
        let one = |dated, due| Standing {
            kind: CommitmentKind::Promise,
            stage: Stage::Closed,
            outcome: CommitmentOutcome::Kept,
            dated,
            due,
            late: false,
            n: 12,
        };

        let early = BookCounts::of([one(true, false)]);
        assert_eq!((early.due, early.kept_on_time, early.on_time_percent()), (0, 0, None));
        assert_eq!((early.early, early.early_kept), (12, 12));
        let undated = BookCounts::of([one(false, false)]);
        assert_eq!((undated.due, undated.undated, undated.undated_kept), (0, 12, 12));
        let due = BookCounts::of([one(true, true)]);
        assert_eq!((due.due, due.kept_on_time, due.early), (12, 12, 0));
    }

    #[test]
    fn below_ten_cases_there_is_no_percentage() {
        let of = |due, kept_on_time| BookCounts { due, kept_on_time, ..BookCounts::default() }.on_time_percent();

        assert_eq!((of(9, 9), of(10, 7), of(12, 8)), (None, Some(70), Some(67)));
    }
}
