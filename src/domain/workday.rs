//! Which days are worked in China: weekdays, less the holidays, plus the weekend days that are worked in exchange (调休).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::words::words;

/// The most days that one count may have; a longer one is a slip of the pen.
pub const MOST_DAYS: u16 = 3650;

const PUBLISHED: [&str; 3] =
    [include_str!("workday/2024.csv"), include_str!("workday/2025.csv"), include_str!("workday/2026.csv")];

words! {
    /// Why a day is worked or not.
    DayKind {
        /// An ordinary Monday to Friday.
        Weekday,
        /// 调休上班: a weekend day that is worked in exchange for a holiday.
        MadeUp,
        /// An ordinary Saturday or Sunday.
        Weekend,
        /// 放假: a day off by the State Council's notice.
        Holiday,
    }
}

impl DayKind {
    /// Whether people work on such a day.
    pub fn is_working(self) -> bool {
        matches!(self, DayKind::Weekday | DayKind::MadeUp)
    }
}

words! {
    /// What a count did with a day.
    Act {
        /// The day of the event: day 0, not counted.
        Start,
        /// Counted as the n-th.
        Counted,
        /// Passed over.
        Skipped,
        /// The day on which a term in calendar days or months ends.
        Reached,
        /// The day that was named.
        Named,
    }
}

/// One day of a count, with what was done with it and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Step {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// What the count did with it.
    pub act: Act,
    /// Why it is worked or not.
    pub kind: DayKind,
    /// The holiday to which a special day belongs, e.g. 春节.
    pub name: Option<String>,
    /// Which one it is, from 1, where it was counted.
    pub nth: Option<u16>,
    /// Whether the notice for its year is known; without it, only weekends can be told.
    pub known: bool,
}

/// How a date came out, day by day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Explanation {
    /// The days in order; the first is day 0, the last is the result.
    pub steps: Vec<Step>,
}

impl Explanation {
    /// Whether a day was looked at whose year has no notice yet.
    pub fn is_provisional(&self) -> bool {
        self.steps.iter().any(|step| step.act != Act::Start && step.act != Act::Named && !step.known)
    }

    /// The result: the last day.
    pub fn result(&self) -> Option<Date> {
        self.steps.last().map(|step| step.on)
    }
}

/// A date that was counted, provisional where the count ran beyond the published calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Counted {
    /// The date.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// Whether a notice that is not out yet may still change it.
    pub provisional: bool,
    /// How it came out.
    pub explanation: Explanation,
}

impl Counted {
    pub(super) fn by(explanation: Explanation, otherwise: Date) -> Self {
        let on = explanation.result().unwrap_or(otherwise);
        Self { on, provisional: explanation.is_provisional(), explanation }
    }
}

/// A day that a notice sets apart from the rule of the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SpecialDay {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// Whether it is off (else worked).
    pub off: bool,
    /// The holiday that it belongs to.
    pub name: String,
}

/// The State Council's yearly notice (or its amendment).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The year that it arranges; some of its days may lie in the December before.
    pub year: i16,
    /// What it is called, and where it was published.
    pub source: String,
    /// Its special days.
    pub days: Vec<SpecialDay>,
}

/// Why a notice was not taken in.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadNotice {
    /// A line is not `date,off|work,name`; lines are counted from 1.
    #[error("line {0} is not date,off|work,name")]
    Line(usize),
    /// A file without days is a notice that is not out yet, not a year without holidays.
    #[error("the notice holds no day of its year")]
    Empty,
}

impl Notice {
    /// Reads the form in which notices are kept: `# source`, a head line, then `date,off|work,name`.
    pub fn read(text: &str) -> Result<Self, BadNotice> {
        let mut source = String::new();
        let mut days = Vec::new();
        for (index, line) in text.lines().map(str::trim).enumerate() {
            if let Some(said) = line.strip_prefix('#') {
                source = said.trim().to_owned();
            } else if !line.is_empty() && line != "date,kind,name" {
                days.push(special_day(line).ok_or(BadNotice::Line(index + 1))?);
            }
        }
        let year = days.iter().map(|day| day.date.year()).max().ok_or(BadNotice::Empty)?;
        Ok(Self { year, source, days })
    }
}

fn special_day(line: &str) -> Option<SpecialDay> {
    let mut cells = line.splitn(3, ',').map(str::trim);
    let date = cells.next()?.parse().ok()?;
    let off = match cells.next()? {
        "off" => true,
        "work" => false,
        _ => return None,
    };
    Some(SpecialDay { date, off, name: cells.next()?.to_owned() })
}

/// The working-day calendar, as far as it is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    special: BTreeMap<Date, SpecialDay>,
    years: BTreeSet<i16>,
}

impl Calendar {
    /// The calendar of the notices that came with this house.
    pub fn published() -> Self {
        PUBLISHED.iter().fold(Self::default(), |calendar, text| {
            calendar.with(&Notice::read(text).expect("the notices in the house are read by a test"))
        })
    }

    /// A calendar from notices alone.
    pub fn from_notices<'a>(notices: impl IntoIterator<Item = &'a Notice>) -> Self {
        notices.into_iter().fold(Self::default(), Self::with)
    }

    /// The calendar with one more notice; where two speak of a day, the later word holds.
    pub fn with(mut self, notice: &Notice) -> Self {
        self.special.extend(notice.days.iter().map(|day| (day.date, day.clone())));
        if !notice.days.is_empty() {
            self.years.insert(notice.year);
        }
        self
    }

    /// The last day of the last year whose notice is known; none for an empty calendar.
    pub fn known_until(&self) -> Option<Date> {
        self.years.last().and_then(|&year| Date::new(year, 12, 31).ok())
    }

    /// Whether the notice for this day's year is known.
    pub fn knows(&self, day: Date) -> bool {
        self.years.contains(&day.year())
    }

    /// Whether people work on this day; beyond the published years, by the rule of the week.
    pub fn is_working(&self, day: Date) -> bool {
        self.kind(day).is_working()
    }

    /// Why this day is worked or not.
    pub fn kind(&self, day: Date) -> DayKind {
        match self.special.get(&day) {
            Some(special) if special.off => DayKind::Holiday,
            _ if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) => DayKind::Weekday,
            Some(_) => DayKind::MadeUp,
            None => DayKind::Weekend,
        }
    }

    /// The day `n` working days after `from`, which is day 0 and not counted; `from` itself for 0. `n` is held to [`MOST_DAYS`].
    pub fn add_working_days(&self, from: Date, n: u16) -> Counted {
        let mut steps = vec![self.step(from, Act::Start, None)];
        let (mut day, mut nth) = (from, 0);
        while nth < n.min(MOST_DAYS) {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            if self.is_working(day) {
                nth += 1;
                steps.push(self.step(day, Act::Counted, Some(nth)));
            } else {
                steps.push(self.step(day, Act::Skipped, None));
            }
        }
        Counted::by(Explanation { steps }, from)
    }

    /// `day` itself when it is worked, else the next one that is.
    pub fn next_working_day_on_or_after(&self, day: Date) -> Counted {
        Counted::by(Explanation { steps: self.roll(day) }, day)
    }

    /// The working days after `from`, up to and including `to`; 0 when `to` is not later.
    pub fn working_days_between(&self, from: Date, to: Date) -> u32 {
        let mut count = 0;
        let mut day = from;
        while day < to {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            count += u32::from(self.is_working(day));
        }
        count
    }

    /// The steps from `day`, where a calendar term ends, to the next working day.
    pub(super) fn roll(&self, day: Date) -> Vec<Step> {
        let mut steps = vec![self.step(day, Act::Reached, None)];
        let mut day = day;
        while !self.is_working(day) {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            let act = if self.is_working(day) { Act::Reached } else { Act::Skipped };
            steps.push(self.step(day, act, None));
        }
        steps
    }

    /// One day of an explanation.
    pub(super) fn step(&self, on: Date, act: Act, nth: Option<u16>) -> Step {
        let name = self.special.get(&on).map(|special| special.name.clone());
        Step { on, act, kind: self.kind(on), name, nth, known: self.knows(on) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// Start, working days, result; counted by hand on the printed notices.
    const COUNTED_BY_HAND: [(&str, u16, &str); 11] = [
        ("2025-12-31", 1, "2026-01-04"),
        ("2026-01-01", 3, "2026-01-06"),
        ("2026-02-10", 5, "2026-02-24"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-04-30", 3, "2026-05-08"),
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-24", 10, "2026-10-15"),
        ("2025-01-24", 5, "2025-02-07"),
        ("2025-09-26", 5, "2025-10-10"),
        ("2024-02-08", 10, "2024-02-28"),
        ("2024-04-30", 15, "2024-05-23"),
    ];

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn working_days_agree_with_the_printed_notices() {
        let calendar = Calendar::published();
        for (from, n, on) in COUNTED_BY_HAND {
            let counted = calendar.add_working_days(day(from), n);
            assert_eq!((counted.on, counted.provisional), (day(on), false), "{from} + {n}");
        }
    }

    #[test]
    fn weekend_days_worked_in_exchange_are_working_days() {
        let calendar = Calendar::published();
        for text in ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"] {
            assert_eq!(calendar.kind(day(text)), DayKind::MadeUp, "{text}");
        }
        assert_eq!(calendar.kind(day("2026-10-01")), DayKind::Holiday);
        assert_eq!(calendar.kind(day("2026-10-11")), DayKind::Weekend);
    }

    #[test]
    fn a_count_across_an_unpublished_new_year_is_provisional_until_the_notice_is_imported() {
        let calendar = Calendar::published();
        let before = calendar.add_working_days(day("2026-12-25"), 5);
        assert_eq!((before.on, before.provisional), (day("2027-01-01"), true));
        assert!(!calendar.add_working_days(day("2026-12-25"), 4).provisional);

        let notice = Notice::read("# 通知\ndate,kind,name\n2027-01-01,off,元旦\n").unwrap();
        let after = calendar.with(&notice).add_working_days(day("2026-12-25"), 5);

        assert_eq!((after.on, after.provisional), (day("2027-01-04"), false));
    }

    #[test]
    fn every_day_of_a_count_is_explained() {
        let counted = Calendar::published().add_working_days(day("2026-09-30"), 2);

        let told: Vec<_> = counted.explanation.steps.iter().map(|step| (step.act, step.kind, step.nth)).collect();

        assert_eq!(told[0], (Act::Start, DayKind::Weekday, None));
        assert_eq!(told[1..8], [(Act::Skipped, DayKind::Holiday, None); 7]);
        assert_eq!(told[8..], [(Act::Counted, DayKind::Weekday, Some(1)), (Act::Counted, DayKind::Weekday, Some(2))]);
        assert_eq!(counted.explanation.steps[1].name.as_deref(), Some("国庆节"));
    }

    #[test]
    fn an_empty_notice_does_not_make_a_year_known() {
        assert_eq!(Notice::read("# 2027\ndate,kind,name\n"), Err(BadNotice::Empty));
        assert_eq!(Notice::read("date,kind,name\n2027-13-01,off,x"), Err(BadNotice::Line(2)));
        let empty = Notice { year: 2027, source: String::new(), days: vec![] };
        assert_eq!(Calendar::published().with(&empty).known_until(), Some(date(2026, 12, 31)));
    }

    #[test]
    fn an_amendment_has_the_last_word() {
        let amended = Notice::read("2026-10-08,off,国庆节").unwrap();
        let calendar = Calendar::published().with(&amended);

        assert_eq!(calendar.next_working_day_on_or_after(day("2026-10-01")).on, day("2026-10-09"));
    }

    #[test]
    fn the_end_of_time_does_not_crash_a_count() {
        let counted = Calendar::published().add_working_days(Date::MAX, 3);
        assert_eq!(counted.on, Date::MAX);
    }

    proptest! {
        #[test]
        fn counts_add_up_and_end_on_working_days(offset in 0i32..1000, a in 1u16..40, b in 1u16..40) {
            let calendar = Calendar::published();
            let from = date(2024, 1, 1).checked_add(jiff::Span::new().days(offset)).unwrap();

            let first = calendar.add_working_days(from, a).on;
            let both = calendar.add_working_days(from, a + b).on;

            prop_assert_eq!(calendar.add_working_days(first, b).on, both);
            prop_assert!(calendar.is_working(both));
            prop_assert_eq!(calendar.working_days_between(from, both), u32::from(a + b));
            prop_assert!(first < both);
        }
    }
}
