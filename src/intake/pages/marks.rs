//! What became of what was promised in answer to a question, as marks on its asker's line and as the end of its heading.

use jiff::tz::TimeZone;

use crate::{
    domain::{book::PublicCommitment, commitment::Finding, day::Day, moment::Moment},
    pages::{asker::Step, followup::badges::Badges},
};

/// The question's own steps with those of its promises among them, the newest first. Of a promise everybody knows the day;
/// within one day it stands behind what has an hour.
pub fn among(steps: Vec<Step>, promises: &[PublicCommitment], zone: &TimeZone) -> Vec<Step> {
    let day = |step: &Step| step.on.clone().unwrap_or_else(|| Moment(step.at).date_in(zone).to_string());
    let mut all = steps;
    all.extend(promises.iter().flat_map(of));
    all.sort_by_key(|step| (day(step), step.on.is_some(), step.at));
    all.reverse();
    all
}

fn of(it: &PublicCommitment) -> Vec<Step> {
    let said = Step { note: Some(format!("“{}”", it.quote)), ..Step::at(it.mark_at.0, "promised") };
    let found = it.found.as_ref().map(|seen| {
        let kind = match seen.finding {
            Finding::Kept => "promise_kept",
            Finding::KeptInPart => "promise_kept_in_part",
            Finding::NotKept => "promise_back",
        };
        on(2, kind, &seen.on)
    });
    let reported = it.reported_on.as_ref().map(|day| on(1, "promise_reported", day));
    let closed = it.closed_on.as_ref().map(|day| on(3, "promise_closed", day));
    [Some(said), reported, found, closed].into_iter().flatten().collect()
}

/// A step of which only the day is told, the so-manieth of its promise.
fn on(order: i64, kind: &str, day: &Day) -> Step {
    Step { on: Some(day.to_string()), ..Step::at(order, kind) }
}

/// What the heading says of the promises, as `asker-promise-<word>`: what was found of them, where it is the same of all.
pub fn ending(promises: &[PublicCommitment]) -> Option<String> {
    let mut found = promises.iter().filter(|it| it.kind.is_followed()).map(|it| Badges::of(it).found.key);
    let first = found.next()?;
    let word = if found.all(|key| key == first) { first.trim_start_matches("found-") } else { "several" };
    Some(word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::commitment::CommitmentOutcome, pages::followup::samples};

    #[test]
    fn a_promise_that_was_kept_stands_on_the_line_and_ends_the_heading() {
        let it = samples::lift();
        let asked = Step::at(it.mark_at.0 - 60_000, "submitted");
        let answered = Step::at(it.mark_at.0 + 60_000, "answered_live");

        let line = among(vec![asked, answered], std::slice::from_ref(&it), &TimeZone::UTC);

        let kinds: Vec<&str> = line.iter().map(|step| step.kind.as_str()).rev().collect();
        let told = ["submitted", "promised", "answered_live", "promise_reported", "promise_kept_in_part"];
        assert_eq!(kinds, told);
        assert_eq!(ending(std::slice::from_ref(&it)).as_deref(), Some("kept_in_part"));
        let kept = PublicCommitment { outcome: CommitmentOutcome::Kept, ..it.clone() };
        assert_eq!(ending(&[it, kept]).as_deref(), Some("several"));
        assert_eq!(ending(&[]), None);
    }
}
