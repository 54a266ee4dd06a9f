//! Due is what was said: a date, days, months, or working days only where 工作日 was spoken.

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    words::words,
    workday::{Act, Calendar, Counted, Explanation, MOST_DAYS},
};

pub mod heard;

/// The most months that a term may have.
pub const MOST_MONTHS: u16 = 120;
/// A promise is due soon when so many working days are left, or fewer.
pub const DUE_SOON_WORKING_DAYS: u32 = 5;
/// 公示: how many calendar days a finding is shown before it can be closed, unless the programme says otherwise.
pub const NOTICE_DAYS: u16 = 7;

/// A time limit as it was spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "basis", content = "value", rename_all = "snake_case")]
pub enum Spoken {
    /// A named day: it stays as said, whether worked or not.
    On(#[cfg_attr(test, ts(type = "string"))] Date),
    /// So many calendar days.
    Days(u16),
    /// So many months: the corresponding day, or the month's last where there is none.
    Months(u16),
    /// So many working days.
    WorkingDays(u16),
}

impl Spoken {
    /// The day on which this ends when it was said on `said_on`, which is day 0.
    ///
    /// A term in days or months that ends on a day off runs on to the next working day.
    pub fn counted(self, said_on: Date, calendar: &Calendar) -> Counted {
        match self {
            Spoken::On(day) => Counted::by(Explanation { steps: vec![calendar.step(day, Act::Named, None)] }, day),
            Spoken::Days(n) => rolled(said_on, Span::new().days(n.min(MOST_DAYS)), calendar),
            Spoken::Months(n) => rolled(said_on, Span::new().months(n.min(MOST_MONTHS)), calendar),
            Spoken::WorkingDays(n) => calendar.add_working_days(said_on, n),
        }
    }
}

fn rolled(said_on: Date, term: Span, calendar: &Calendar) -> Counted {
    let mut steps = vec![calendar.step(said_on, Act::Start, None)];
    steps.extend(calendar.roll(said_on.saturating_add(term)));
    Counted::by(Explanation { steps }, said_on)
}

/// The first date of a promise: counted once, and never moved after it is fixed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Due {
    /// What was said.
    #[schema(value_type = Object)]
    pub spoken: Spoken,
    /// Day 0: the day on which it was said.
    #[schema(value_type = String, format = Date)]
    pub said_on: Date,
    /// The first date, against which lateness is always told.
    #[schema(value_type = String, format = Date)]
    pub first: Date,
    /// Whether a calendar that is not published yet may still change it.
    pub provisional: bool,
    /// How it came out, as counted on the day of fixing.
    pub explanation: Explanation,
}

impl Due {
    /// Counts the first date of what was said on `said_on`.
    pub fn of(spoken: Spoken, said_on: Date, calendar: &Calendar) -> Self {
        let Counted { on, provisional, explanation } = spoken.counted(said_on, calendar);
        Self { spoken, said_on, first: on, provisional, explanation }
    }

    /// The same due with a newer calendar: a provisional date is counted again, a fixed one stays for ever.
    #[must_use]
    pub fn with(&self, calendar: &Calendar) -> Self {
        if self.provisional { Self::of(self.spoken, self.said_on, calendar) } else { self.clone() }
    }

    /// How it stands on `day` against the first date.
    pub fn lateness(&self, day: Date, calendar: &Calendar) -> Lateness {
        lateness(self.first, day, calendar)
    }
}

/// Whether something is late; always computed, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Lateness {
    /// The date has not come near.
    OnTime {
        /// Calendar days left.
        days_left: u32,
        /// Working days left.
        working_days_left: u32,
    },
    /// At most [`DUE_SOON_WORKING_DAYS`] are left; 0 on the day itself.
    DueSoon {
        /// Calendar days left.
        days_left: u32,
        /// Working days left.
        working_days_left: u32,
    },
    /// 逾期: from the day after the date.
    Late {
        /// Calendar days over.
        days: u32,
        /// Working days over; 0 where only days off have passed.
        working_days: u32,
    },
}

impl Lateness {
    /// Whether the date is over.
    pub fn is_late(self) -> bool {
        matches!(self, Lateness::Late { .. })
    }
}

/// How `day` stands against `date`; late from the day after.
pub fn lateness(date: Date, day: Date, calendar: &Calendar) -> Lateness {
    if day > date {
        return Lateness::Late {
            days: days_between(date, day),
            working_days: calendar.working_days_between(date, day),
        };
    }
    let (days_left, working_days_left) = (days_between(day, date), calendar.working_days_between(day, date));
    if working_days_left <= DUE_SOON_WORKING_DAYS {
        Lateness::DueSoon { days_left, working_days_left }
    } else {
        Lateness::OnTime { days_left, working_days_left }
    }
}

fn days_between(from: Date, to: Date) -> u32 {
    let hours = from.duration_until(to).as_hours();
    u32::try_from(hours / 24).unwrap_or(0)
}

words! {
    /// What an office has to do next; these terms run on working days, whatever was promised on air.
    OfficeStep {
        /// 交办: find the department that owes.
        Assign,
        /// 退单会商: say whose an order is that was given back.
        Arbitrate,
        /// 签收: take an order or give it back with a reason.
        Accept,
        /// 整改方案: say how it will be done.
        Plan,
        /// 书面答复 to a question that was not answered on air.
        Answer,
        /// The same, where several departments or a survey are needed.
        AnswerComplex,
        /// 进展: tell how it goes.
        Progress,
        /// 核查: look whether what was reported done is done.
        Verify,
        /// 裁定: answer an objection.
        Rule,
    }
}

impl OfficeStep {
    /// The term in working days.
    ///
    /// | step | working days | from |
    /// |---|---|---|
    /// | assign, accept | 1 | practice of supervising offices |
    /// | arbitrate | 2 | 会商 of rejected proposals: two working days, then 首接负责 |
    /// | plan | 5 | 肇庆: plan within 5 days of the order |
    /// | answer | 5, complex 15 | 12345's ordinary and complex tiers |
    /// | progress | 10 | 沈阳's complex tier |
    /// | verify, rule | 10 | ours |
    pub const fn working_days(self) -> u16 {
        match self {
            OfficeStep::Accept | OfficeStep::Assign => 1,
            OfficeStep::Arbitrate => 2,
            OfficeStep::Plan | OfficeStep::Answer => 5,
            OfficeStep::AnswerComplex => 15,
            OfficeStep::Progress | OfficeStep::Verify | OfficeStep::Rule => 10,
        }
    }

    /// The day by which it must be done when it came up on `day`.
    pub fn due(self, day: Date, calendar: &Calendar) -> Date {
        calendar.add_working_days(day, self.working_days()).on
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workday::{DayKind, Notice};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn due(spoken: Spoken, said_on: &str) -> Due {
        Due::of(spoken, day(said_on), &Calendar::published())
    }

    #[test]
    fn what_was_said_decides_how_it_is_counted() {
        let cases = [
            (Spoken::Days(15), "2026-01-31", "2026-02-24"),
            (Spoken::Days(15), "2026-09-10", "2026-09-28"),
            (Spoken::Days(10), "2026-09-24", "2026-10-08"),
            (Spoken::WorkingDays(10), "2026-09-24", "2026-10-15"),
            (Spoken::Days(10), "2026-09-10", "2026-09-20"),
            (Spoken::Months(1), "2026-09-24", "2026-10-26"),
            (Spoken::Months(1), "2026-03-31", "2026-04-30"),
            (Spoken::Months(1), "2026-01-31", "2026-02-28"),
            (Spoken::Months(6), "2024-08-31", "2025-02-28"),
            (Spoken::Months(12), "2024-02-29", "2025-02-28"),
        ];
        for (spoken, said_on, first) in cases {
            assert_eq!(due(spoken, said_on).first, day(first), "{spoken:?} said on {said_on}");
        }
    }

    #[test]
    fn a_named_day_stays_as_said_even_on_a_holiday_or_in_an_unpublished_year() {
        let on_holiday = due(Spoken::On(day("2026-10-01")), "2026-09-24");
        assert_eq!((on_holiday.first, on_holiday.provisional), (day("2026-10-01"), false));
        assert_eq!(on_holiday.explanation.steps[0].kind, DayKind::Holiday);

        assert!(!due(Spoken::On(day("2028-01-01")), "2026-09-24").provisional);
    }

    #[test]
    fn a_provisional_date_is_counted_again_and_a_fixed_one_never() {
        let provisional = due(Spoken::WorkingDays(5), "2026-12-25");
        assert!(provisional.provisional);
        let new_year = Calendar::published().with(&Notice::read("2027-01-01,off,元旦").unwrap());

        let fixed = provisional.with(&new_year);

        assert_eq!((fixed.first, fixed.provisional), (day("2027-01-04"), false));
        let amended = new_year.with(&Notice::read("2027-01-04,off,元旦").unwrap());
        assert_eq!(fixed.with(&amended), fixed);
    }

    #[test]
    fn late_begins_on_the_day_after() {
        let calendar = Calendar::published();
        let promise = due(Spoken::On(day("2026-09-30")), "2026-09-24");
        let on = |text| promise.lateness(day(text), &calendar);

        assert_eq!(on("2026-09-01"), Lateness::OnTime { days_left: 29, working_days_left: 21 });
        assert_eq!(on("2026-09-24"), Lateness::DueSoon { days_left: 6, working_days_left: 3 });
        assert_eq!(on("2026-09-30"), Lateness::DueSoon { days_left: 0, working_days_left: 0 });
        assert_eq!(on("2026-10-01"), Lateness::Late { days: 1, working_days: 0 });
        assert_eq!(on("2026-10-09"), Lateness::Late { days: 9, working_days: 2 });
    }

    #[test]
    fn a_term_tells_where_it_ended_and_what_it_passed_over() {
        let told: Vec<_> =
            due(Spoken::Days(15), "2026-09-10").explanation.steps.iter().map(|step| (step.on, step.act)).collect();

        assert_eq!(
            told,
            [
                (day("2026-09-10"), Act::Start),
                (day("2026-09-25"), Act::Reached),
                (day("2026-09-26"), Act::Skipped),
                (day("2026-09-27"), Act::Skipped),
                (day("2026-09-28"), Act::Reached),
            ]
        );
    }

    #[test]
    fn office_steps_run_on_working_days() {
        let calendar = Calendar::published();
        assert_eq!(OfficeStep::Accept.due(day("2026-09-30"), &calendar), day("2026-10-08"));
        assert_eq!(OfficeStep::Answer.due(day("2026-09-24"), &calendar), day("2026-10-09"));
    }

    #[test]
    fn spoken_terms_have_one_form_on_the_wire() {
        assert_eq!(serde_json::to_string(&Spoken::WorkingDays(10)).unwrap(), r#"{"basis":"working_days","value":10}"#);
        assert_eq!(
            serde_json::to_string(&Spoken::On(day("2026-10-20"))).unwrap(),
            r#"{"basis":"on","value":"2026-10-20"}"#
        );
    }
}
