//! 单位自报, 核查认定, 时限: who says so, then what; three that always stand together and never merge into one.

use serde::Serialize;

use super::span::verdict;
use crate::domain::{
    book::PublicCommitment,
    commitment::{CommitmentOutcome, Finding, Stage},
    due::Lateness,
};

/// One badge: its sentence is `badge-<key>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// The sentence's name.
    pub key: &'static str,
    /// Its number, where it has one.
    pub n: u32,
    /// `good`, `late`, `warn` or `plain`.
    pub class: &'static str,
    /// Its sign.
    pub symbol: &'static str,
    /// The sentence of the small line under it, `badge-<note>`, where there is one.
    pub note: Option<&'static str>,
    /// The day that the small line names.
    pub on: Option<String>,
    /// Whether that day lies in another year than the promise, and so is told with it.
    pub year: bool,
}

/// The three of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Badges {
    /// 单位自报.
    pub said: Badge,
    /// 核查认定.
    pub found: Badge,
    /// 时限.
    pub time: Badge,
}

impl Badges {
    /// What they say of a promise.
    pub fn of(it: &PublicCommitment) -> Self {
        Self { said: said(it), found: found(it), time: time(it) }
    }
}

fn said(it: &PublicCommitment) -> Badge {
    let sent_back = it.found.as_ref().is_some_and(|seen| seen.finding == Finding::NotKept);
    let (key, symbol) = match (&it.reported_on, it.state) {
        (Some(_), _) => ("said-done", "m-said"),
        (None, Stage::Confirmed | Stage::Assigned | Stage::Returned) => ("said-nothing", "m-open"),
        (None, Stage::Accepted) => ("said-accepted", "m-said"),
        (None, Stage::Paused) => ("said-paused", "m-said"),
        (None, _) if !it.kind.is_followed() => ("said-not_followed", "m-open"),
        (None, Stage::InProgress) => ("said-in_progress", "m-said"),
        // It did say that it was done; a verifier saw otherwise.
        (None, _) if sent_back => ("said-sent_back", "m-said"),
        (None, _) => ("said-nothing", "m-open"),
    };
    let on = it.reported_on.as_ref().map(ToString::to_string);
    Badge { key, n: 0, class: "plain", symbol, note: on.as_ref().map(|_| "on"), on, year: false }
}

fn found(it: &PublicCommitment) -> Badge {
    let (symbol, class) = verdict(it);
    let is_back = it.found.as_ref().is_some_and(|seen| seen.finding == Finding::NotKept);
    let key = match it.outcome {
        CommitmentOutcome::Kept => "found-kept",
        CommitmentOutcome::KeptInPart => "found-kept_in_part",
        CommitmentOutcome::Broken => "found-broken",
        CommitmentOutcome::NotVerifiable => "found-not_verifiable",
        CommitmentOutcome::Superseded => "found-superseded",
        CommitmentOutcome::Withdrawn => "found-withdrawn",
        CommitmentOutcome::NotAssessed if is_back && it.state == Stage::InProgress => "found-back",
        CommitmentOutcome::NotAssessed if it.state == Stage::Verifying => "found-verifying",
        CommitmentOutcome::NotAssessed if !it.kind.is_followed() => "found-not_followed",
        CommitmentOutcome::NotAssessed => "found-nothing",
    };
    let (note, on) = match (it.state, &it.notice_ends_on, &it.found) {
        (Stage::Disputed, ..) => (Some("disputed"), None),
        (Stage::Notice, Some(ends_on), _) => (Some("notice"), Some(ends_on.to_string())),
        (_, _, Some(seen)) => (Some("found_on"), Some(seen.on.to_string())),
        _ => (None, None),
    };
    Badge { key, n: 0, class, symbol, note, on, year: false }
}

fn time(it: &PublicCommitment) -> Badge {
    let is_done = it.reported_on.is_some() || it.closed_on.is_some();
    let is_kept = matches!(it.outcome, CommitmentOutcome::Kept | CommitmentOutcome::KeptInPart);
    let (key, n, class, symbol) = match it.lateness {
        None if !it.kind.is_followed() => ("time-not_followed", 0, "plain", "m-open"),
        None => ("time-none", 0, "warn", "m-vague"),
        Some(Lateness::Late { working_days: 0, days }) => ("time-late_days", days, "late", "m-time"),
        Some(Lateness::Late { working_days, .. }) => ("time-late", working_days, "late", "m-time"),
        Some(_) if is_done && is_kept => ("time-kept", 0, "good", "i-tick"),
        // Reported in time is what the department says; green is for what was seen.
        Some(_) if is_done => ("time-claimed", 0, "plain", "m-time"),
        Some(Lateness::DueSoon { days_left: 0, .. }) => ("time-today", 0, "warn", "m-time"),
        Some(Lateness::DueSoon { working_days_left: 0, days_left }) => ("time-days", days_left, "warn", "m-time"),
        Some(Lateness::DueSoon { working_days_left, .. }) => ("time-left", working_days_left, "warn", "m-time"),
        Some(Lateness::OnTime { working_days_left, .. }) => ("time-left", working_days_left, "plain", "m-time"),
    };
    let on = it.due.as_ref().map(ToString::to_string);
    let note = on.as_ref().map(|_| if it.provisional { "due_provisional" } else { "due" });
    let year = |day: &crate::domain::day::Day| day.date().map(|date| date.year());
    let year = it.due.as_ref().is_some_and(|due| year(due) != year(&it.said_on));
    Badge { key, n, class, symbol, note, on, year }
}

#[cfg(test)]
mod tests {
    use super::{super::samples, *};
    use crate::domain::book::PublicFinding;

    #[test]
    fn what_the_department_says_never_colours_what_was_found() {
        let claimed = PublicCommitment { found: None, outcome: CommitmentOutcome::NotAssessed, ..samples::lift() };
        let badges = Badges::of(&claimed);

        assert_eq!((badges.said.key, badges.said.class), ("said-done", "plain"));
        assert_eq!((badges.found.key, badges.found.class), ("found-nothing", "plain"));
    }

    #[test]
    fn a_claim_in_time_is_not_green_and_one_that_was_sent_back_is_not_forgotten() {
        let claimed = PublicCommitment {
            found: None,
            outcome: CommitmentOutcome::NotAssessed,
            lateness: Some(Lateness::OnTime { days_left: 9, working_days_left: 7 }),
            ..samples::lift()
        };
        assert_eq!((Badges::of(&claimed).time.key, Badges::of(&claimed).time.class), ("time-claimed", "plain"));

        let sent_back = PublicCommitment {
            reported_on: None,
            state: Stage::Closed,
            outcome: CommitmentOutcome::Broken,
            found: samples::lift().found.map(|seen| PublicFinding { finding: Finding::NotKept, ..seen }),
            ..samples::lift()
        };
        assert_eq!(Badges::of(&sent_back).said.key, "said-sent_back");
    }
}
