//! When something was said, as offices write it: 2026.5.3, 2026年5月3日, a spreadsheet's count of days.

use jiff::{
    ToSpan as _,
    civil::{Date, DateTime},
};

/// Day 0 of a spreadsheet's count, for all days since March 1900.
const DAY_ZERO: Date = jiff::civil::date(1899, 12, 30);
/// Numbers between these are days of 1954 to 2119: not a year, not a time without marks.
const DAYS: std::ops::Range<f64> = 20_000.0..80_000.0;

/// The same moment as `2026-05-03` or `2026-05-03 14:05`; nothing where it cannot be read.
pub fn read(text: &str) -> Option<String> {
    let at = counted(text).or_else(|| together(text)).or_else(|| apart(text))?;
    let day = at.date();
    Some(if at.time() == jiff::civil::Time::midnight() {
        day.to_string()
    } else {
        format!("{day} {:02}:{:02}", at.hour(), at.minute())
    })
}

/// 46145.59: days, and the part of a day.
fn counted(text: &str) -> Option<DateTime> {
    let days: f64 = text.parse().ok().filter(|days| DAYS.contains(days))?;
    let minutes = (days.fract() * 24.0 * 60.0).round() as i64;
    let day = DAY_ZERO.checked_add((days.trunc() as i64).days()).ok()?;
    day.to_datetime(jiff::civil::Time::midnight()).checked_add(minutes.minutes()).ok()
}

/// 20260503 and 20260503140500.
fn together(text: &str) -> Option<DateTime> {
    if !matches!(text.len(), 8 | 12 | 14) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to).map_or(Some(0), |digits| digits.parse::<i8>().ok());
    let time = if text.len() == 8 { (0, 0) } else { (part(8, 10)?, part(10, 12)?) };
    moment(text[..4].parse().ok()?, part(4, 6)?, part(6, 8)?, time)
}

/// 2026.5.3, 2026/05/03 14:05, 2026年5月3日下午2时5分: a year, a month, a day, and perhaps a time, with marks between.
fn apart(text: &str) -> Option<DateTime> {
    let is_mark = |char: char| " .-/:：T年月日号时点分秒上下午".contains(char);
    if !text.chars().all(|char| char.is_ascii_digit() || is_mark(char)) {
        return None;
    }
    let mut parts = text.split(is_mark).filter(|part| !part.is_empty());
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let rest: Vec<i8> = parts.map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let &[month, day, ref time @ ..] = rest.as_slice() else { return None };
    let hour = time.first().copied().unwrap_or(0);
    let hour = if text.contains("下午") && hour < 12 { hour + 12 } else { hour };
    moment(year, month, day, (hour, time.get(1).copied().unwrap_or(0)))
}

fn moment(year: i16, month: i8, day: i8, (hour, minute): (i8, i8)) -> Option<DateTime> {
    if !(1990..2100).contains(&year) {
        return None;
    }
    DateTime::new(year, month, day, hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_an_office_writes_it() {
        for text in ["2026.5.3", "2026-05-03", "2026/5/3", "2026年5月3日", "20260503", "46145", "2026-05-03 00:00:00"]
        {
            assert_eq!(read(text).as_deref(), Some("2026-05-03"), "{text}");
        }
        for text in [
            "2026.5.3 14:05",
            "2026-05-03T14:05:59",
            "2026年5月3日下午2时5分",
            "20260503140500",
            "46145.58681",
            "2026/5/3 14：05",
        ] {
            assert_eq!(read(text).as_deref(), Some("2026-05-03 14:05"), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_stays_as_it_was_written() {
        for text in ["", "上周三", "5月3日", "2026.13.1", "2026.2.30", "2026年5月", "1985.5.3", "13900001111", "12"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
