//! A promise as a line through time: from the day it was spoken to the day it was due, drawn without a style of its own.

use jiff::{Span as Length, civil::Date};
use serde::Serialize;

use crate::domain::{
    book::PublicCommitment,
    commitment::{CommitmentOutcome, Finding, Stage},
    day::Day,
};

/// How wide a line is drawn, in its own units.
const WIDE: i64 = 384;
/// Room at either end, for marks.
const EDGE: i64 = 10;
/// How wide the line on a promise's own page is drawn.
const BIG: i64 = 720;
/// How wide a label is taken to be; two that would meet stand on two rows.
const LABEL: i64 = 112;

/// The days between which lines are drawn, the same for every row of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    from: Date,
    to: Date,
}

/// The first day of a month on an axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Month {
    /// Where.
    pub x: i64,
    /// Which month it is, 1 to 12.
    pub month: i8,
    /// Whether its name has room before the next one.
    pub named: bool,
}

/// A promise's line. All places are in units of the drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Where months begin.
    pub months: Vec<Month>,
    /// Where today is.
    pub today: i64,
    /// The day it was spoken.
    pub said: i64,
    /// The first date, which never moves.
    pub due: Option<i64>,
    /// Later dates beside it.
    pub extended: Vec<i64>,
    /// How far it was walked in time.
    pub walked: i64,
    /// From the first date on, where it was or is late: from, to.
    pub late: Option<(i64, i64)>,
    /// What is left until its date: from, to.
    pub left: Option<(i64, i64)>,
    /// Where the verdict stands.
    pub mark: i64,
    /// The verdict's sign.
    pub symbol: &'static str,
    /// The verdict's colour.
    pub class: &'static str,
    /// What is written beside, where there is room.
    pub labels: Vec<Label>,
}

/// Words beside a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// `said`, `due`, `extended`, `reported` or `today`.
    pub kind: &'static str,
    /// Which day.
    pub on: String,
    /// Where.
    pub x: i64,
    /// On which row, 0 is above the line and 1 under it.
    pub row: u8,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
}

impl Axis {
    /// The axis on which all of these fit, today included.
    pub fn around<'a>(all: impl IntoIterator<Item = &'a PublicCommitment>, today: Date) -> Self {
        let mut axis = Self { from: today, to: today };
        for it in all {
            for day in days(it).into_iter().flatten() {
                axis.from = axis.from.min(day);
                axis.to = axis.to.max(day);
            }
        }
        axis.to = axis.to.max(axis.from.saturating_add(Length::new().days(20)));
        axis
    }

    fn x(&self, day: Date, wide: i64) -> i64 {
        let length = between(self.from, self.to).max(1);
        let at = between(self.from, day).clamp(0, length);
        EDGE + at * (wide - 2 * EDGE) / length
    }

    /// Where months begin on it.
    pub fn months(&self, wide: i64) -> Vec<Month> {
        let mut months: Vec<Month> = Vec::new();
        let every = 1 + between(self.from, self.to) / 366;
        let mut first = self.from.first_of_month();
        while first <= self.to {
            if first > self.from {
                let x = self.x(first, wide);
                let named = months.iter().rev().find(|month| month.named).is_none_or(|last| x - last.x >= 52);
                months.push(Month { x, month: first.month(), named: named && x < wide - 40 });
            }
            first = first.saturating_add(Length::new().months(every));
        }
        months
    }
}

fn between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

fn days(it: &PublicCommitment) -> [Option<Date>; 5] {
    let date = |day: &Option<Day>| day.as_ref().and_then(Day::date);
    [it.said_on.date(), date(&it.due), date(&it.due_now), date(&it.reported_on), date(&it.closed_on)]
}

/// The sign and colour of a verdict.
pub fn verdict(it: &PublicCommitment) -> (&'static str, &'static str) {
    match it.outcome {
        CommitmentOutcome::Kept => ("m-kept", "good"),
        CommitmentOutcome::KeptInPart => ("m-part", "warn"),
        CommitmentOutcome::Broken => ("m-broken", "late"),
        CommitmentOutcome::NotVerifiable => ("m-check", "plain"),
        CommitmentOutcome::Superseded | CommitmentOutcome::Withdrawn => ("m-next", "plain"),
        CommitmentOutcome::NotAssessed => match &it.found {
            Some(seen) if seen.finding == Finding::NotKept && it.state == Stage::InProgress => ("m-rebound", "warn"),
            _ => ("m-open", "plain"),
        },
    }
}

impl Span {
    /// A row of the book.
    pub fn of(it: &PublicCommitment, axis: &Axis, today: Date) -> Self {
        Self::drawn(it, axis, today, WIDE)
    }

    /// The line on a promise's own page, where the screen is narrow.
    pub fn alone(it: &PublicCommitment, today: Date) -> Self {
        Self::drawn(it, &Axis::around([it], today), today, WIDE)
    }

    /// The line on a promise's own page, with words beside it.
    pub fn big(it: &PublicCommitment, today: Date) -> Self {
        let axis = Axis::around([it], today);
        let mut span = Self::drawn(it, &axis, today, BIG);
        span.labels = labels(it, &axis, today);
        span
    }

    fn drawn(it: &PublicCommitment, axis: &Axis, today: Date, wide: i64) -> Self {
        let [said_on, due, due_now, reported, closed] = days(it);
        let x = |day: Date| axis.x(day, wide);
        let end = reported.or(closed).unwrap_or(today);
        let said = x(said_on.unwrap_or(axis.from));
        let walked = x(end);
        let late = due.filter(|due| end > *due).map(|due| (x(due), walked));
        let left = due.max(due_now).filter(|last| *last > end).map(|last| (walked, x(last)));
        let (symbol, class) = verdict(it);
        Self {
            months: axis.months(wide),
            today: x(today),
            said,
            due: due.map(x),
            extended: it.extensions.iter().filter_map(|one| one.until.date()).map(x).collect(),
            walked: late.map_or(walked, |(from, _)| from),
            late,
            left,
            mark: walked.clamp(EDGE, wide - EDGE),
            symbol,
            class,
            labels: Vec::new(),
        }
    }
}

fn labels(it: &PublicCommitment, axis: &Axis, today: Date) -> Vec<Label> {
    let [said, due, _, reported, closed] = days(it);
    let extended = it.extensions.last().and_then(|one| one.until.date());
    let end = if reported.is_none() && closed.is_none() { Some(today) } else { None };
    let wanted =
        [("said", said, 1), ("due", due, 1), ("reported", reported, 0), ("today", end, 0), ("extended", extended, 1)];
    let mut taken: [Vec<i64>; 2] = [Vec::new(), Vec::new()];
    let mut labels = Vec::new();
    for (kind, on, row) in wanted {
        let Some(on) = on else { continue };
        let x = axis.x(on, BIG);
        let (x, anchor, middle) = match x {
            x if x < LABEL / 2 => (0, "start", LABEL / 2),
            x if x > BIG - LABEL / 2 => (BIG, "end", BIG - LABEL / 2),
            x => (x, "middle", x),
        };
        let has_room = |row: usize| taken[row].iter().all(|other| (other - middle).abs() >= LABEL);
        let Some(row) = [row, 1 - row].into_iter().find(|row| has_room(*row)) else { continue };
        taken[row].push(middle);
        labels.push(Label { kind, on: on.to_string(), x, row: row as u8, anchor });
    }
    labels
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{super::samples, *};

    #[test]
    fn what_is_late_is_drawn_from_the_first_date_and_what_is_left_until_the_last() {
        let today = date(2026, 11, 23);
        let late = samples::lift();
        let axis = Axis::around([&late], today);
        let span = Span::of(&late, &axis, today);
        assert_eq!(span.due.map(|due| (due, span.mark)), span.late);
        assert_eq!((span.walked, span.left), (span.due.unwrap(), None));

        let running = PublicCommitment { due: Some(date(2026, 12, 31).into()), due_now: None, ..late };
        let axis = Axis::around([&running], today);
        let span = Span::of(&running, &axis, today);
        assert_eq!((span.late, span.left), (None, Some((span.mark, span.due.unwrap()))));
    }

    #[test]
    fn labels_never_meet() {
        let it = samples::lift();
        for day in 0..400 {
            let span = Span::big(&it, date(2026, 9, 24).saturating_add(Length::new().days(day)));
            for (n, one) in span.labels.iter().enumerate() {
                for other in span.labels.iter().skip(n + 1).filter(|other| other.row == one.row) {
                    assert!((one.x - other.x).abs() >= LABEL / 2, "{one:?} meets {other:?}");
                }
            }
        }
    }

    #[test]
    fn one_axis_holds_every_row() {
        let today = date(2026, 11, 23);
        let all = samples::book();
        let axis = Axis::around(&all, today);
        for it in &all {
            let span = Span::of(it, &axis, today);
            for x in [span.said, span.walked, span.mark].into_iter().chain(span.due) {
                assert!((EDGE..=WIDE - EDGE).contains(&x));
            }
        }
    }
}
