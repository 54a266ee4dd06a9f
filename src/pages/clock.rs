//! How dates and times are written: 9月24日 20:00, and 24 September, 20:00.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};
use tera::{Kwargs, State, TeraResult};

use crate::domain::moment::Moment;
use crate::lang::Lang;

/// `day(at=moment)` or `day(on="2026-09-24")`: the day, with its weekday or year when asked.
pub(super) fn day(lang: Lang, kwargs: &Kwargs, state: &State) -> TeraResult<String> {
    let date = match kwargs.get::<&str>("on")? {
        Some(text) => text.parse::<Date>().map_err(|e| tera::Error::message(e.to_string()))?,
        None => zoned(kwargs, state)?.date(),
    };
    if kwargs.get::<bool>("year")?.unwrap_or(false) {
        return Ok(whole_day(lang, date));
    }
    Ok(written(lang, date, kwargs.get::<bool>("weekday")?.unwrap_or(false)))
}

/// A day with its year.
pub(super) fn whole_day(lang: Lang, date: Date) -> String {
    let day = written(lang, date, false);
    match lang {
        Lang::ZhCn => format!("{}年{day}", date.year()),
        Lang::En => format!("{day} {}", date.year()),
    }
}

/// `when(at=moment)`: day and minute.
pub(super) fn when(lang: Lang, kwargs: &Kwargs, state: &State) -> TeraResult<String> {
    let at = zoned(kwargs, state)?;
    let day = written(lang, at.date(), kwargs.get::<bool>("weekday")?.unwrap_or(false));
    let between = if lang == Lang::En { ", " } else { " " };
    Ok(format!("{day}{between}{:02}:{:02}", at.hour(), at.minute()))
}

/// `clock(at=moment)`: the time of day to the second, or to the minute with `short=true`.
pub(super) fn clock(kwargs: &Kwargs, state: &State) -> TeraResult<String> {
    let at = zoned(kwargs, state)?;
    if kwargs.get::<bool>("short")?.unwrap_or(false) {
        return Ok(format!("{:02}:{:02}", at.hour(), at.minute()));
    }
    Ok(format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second()))
}

/// `iso(at=moment)`: for the `datetime` of a `<time>`, in UTC.
pub(super) fn iso(kwargs: &Kwargs) -> TeraResult<String> {
    let at = Moment(kwargs.must_get::<i64>("at")?).read_in(&TimeZone::fixed(Offset::UTC));
    Ok(format!("{}Z", at.strftime("%Y-%m-%dT%H:%M")))
}

/// The moment `at`, on the clock of the page's zone; inside a component the zone is the house's default.
fn zoned(kwargs: &Kwargs, state: &State) -> TeraResult<DateTime> {
    let at = Moment(kwargs.must_get::<i64>("at")?);
    let name = state.get::<String>("zone")?.unwrap_or_else(|| "Asia/Shanghai".into());
    let zone = TimeZone::get(&name).map_err(|e| tera::Error::message(e.to_string()))?;
    Ok(at.read_in(&zone))
}

fn written(lang: Lang, date: Date, weekday: bool) -> String {
    match lang {
        Lang::ZhCn => {
            let day = format!("{}月{}日", date.month(), date.day());
            if weekday { format!("{day} {}", weekday_zh(date.weekday())) } else { day }
        }
        Lang::En => {
            let day = format!("{} {}", date.day(), MONTHS[date.month() as usize - 1]);
            if weekday { format!("{} {day}", date.strftime("%A")) } else { day }
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn weekday_zh(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_the_date_its_own_way() {
        let show = Date::constant(2026, 9, 24);
        assert_eq!(written(Lang::ZhCn, show, true), "9月24日 星期四");
        assert_eq!(written(Lang::En, show, true), "Thursday 24 September");
        assert_eq!(written(Lang::ZhCn, show, false), "9月24日");
    }
}
