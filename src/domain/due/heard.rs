//! A time limit read out of the few words that the scribe typed, where they are certain; else nothing.

use jiff::{Span, ToSpan, civil::Date};

use super::{MOST_MONTHS, Spoken};
use crate::domain::workday::MOST_DAYS;

/// What may stand before a time limit without changing it.
const LEAD_INS: [&str; 25] = [
    "我们",
    "保证",
    "承诺",
    "确保",
    "一定",
    "将于",
    "将在",
    "最迟",
    "最晚",
    "不晚于",
    "截至",
    "截止到",
    "从今天起",
    "从今天开始",
    "自今天起",
    "自今日起",
    "今天起",
    "今日起",
    "即日起",
    "今后",
    "未来",
    "到",
    "在",
    "于",
    "将",
];
/// What may stand behind it, longest first.
const TAILS: [&str; 24] = [
    "整改完成",
    "整改到位",
    "全部完成",
    "全部解决",
    "办理完毕",
    "书面答复",
    "给出答复",
    "完成整改",
    "予以解决",
    "解决",
    "完成",
    "办结",
    "办完",
    "修好",
    "到位",
    "答复",
    "之前",
    "以前",
    "之内",
    "以内",
    "前",
    "内",
    "里",
    "止",
];
/// A day of next year is taken for granted only so near to the day it was said.
const NEAR_DAYS: i64 = 183;

/// The time limit in `text`, said on `said_on`; none where a second reading is possible (尽快, 10月前, 春节前, 三五天, 20天后).
pub fn spoken(text: &str, said_on: Date) -> Option<Spoken> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    let core = trimmed(&plain);
    let spoken =
        within_days(core, &plain).or_else(|| term(core)).or_else(|| day(core, &plain, said_on).map(Spoken::On))?;
    match spoken {
        Spoken::On(day) if day < said_on => None,
        Spoken::Days(n) | Spoken::WorkingDays(n) if n == 0 || n > MOST_DAYS => None,
        Spoken::Months(n) if n == 0 || n > MOST_MONTHS => None,
        certain => Some(certain),
    }
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '〇' => '零',
        _ => c,
    }
}

fn trimmed(text: &str) -> &str {
    let mut core = text.trim_end_matches(['。', '，', '；', '！', ',', '.', ';']);
    while let Some(rest) = LEAD_INS.iter().find_map(|word| core.strip_prefix(word)) {
        core = rest;
    }
    while let Some(rest) = TAILS.iter().find_map(|word| core.strip_suffix(word)) {
        core = rest;
    }
    core
}

/// 30日内 is a term, 30日前 a day.
fn within_days(core: &str, plain: &str) -> Option<Spoken> {
    let (n, unit) = number(core)?;
    let within = ["日内", "日之内", "日以内"].iter().any(|word| plain.contains(word));
    (unit == "日" && within).then_some(Spoken::Days(n))
}

/// 15天, 两周, 一个月, 半个月, 半年, 十个工作日.
fn term(core: &str) -> Option<Spoken> {
    match core {
        "半个月" | "半月" => return Some(Spoken::Days(15)),
        "半年" => return Some(Spoken::Months(6)),
        _ => {}
    }
    let (n, unit) = number(core)?;
    match unit {
        "天" | "个自然日" | "自然日" => Some(Spoken::Days(n)),
        "个工作日" | "工作日" => Some(Spoken::WorkingDays(n)),
        "周" | "个星期" | "星期" | "个礼拜" => Some(Spoken::Days(n.checked_mul(7)?)),
        "个月" => Some(Spoken::Months(n)),
        "年" if n < 100 => Some(Spoken::Months(n.checked_mul(12)?)),
        _ => None,
    }
}

/// A day by its name or date.
fn day(core: &str, plain: &str, said_on: Date) -> Option<Date> {
    match core {
        "今天" | "今日" | "今晚" | "当天" => return Some(said_on),
        "明天" | "明日" => return said_on.tomorrow().ok(),
        "后天" => return said_on.checked_add(2.days()).ok(),
        "大后天" => return said_on.checked_add(3.days()).ok(),
        "年底" | "年末" => return Date::new(said_on.year(), 12, 31).ok(),
        "年" if plain.contains("年内") => return Date::new(said_on.year(), 12, 31).ok(),
        "月底" | "本月底" | "这个月底" => return Some(said_on.last_of_month()),
        "下月底" | "下个月底" => {
            return Some(said_on.first_of_month().checked_add(1.month()).ok()?.last_of_month());
        }
        _ => {}
    }
    week_day(core, said_on)
        .or_else(|| dotted(core))
        .or_else(|| year_end(core, plain, said_on))
        .or_else(|| calendar_day(core, said_on))
}

/// 本周五, 下周五, 下星期三; weeks begin on Monday.
fn week_day(core: &str, said_on: Date) -> Option<Date> {
    let (weeks, rest) =
        [("下周", 1), ("下星期", 1), ("下个星期", 1), ("本周", 0), ("这周", 0), ("本星期", 0), ("这个星期", 0)]
            .into_iter()
            .find_map(|(word, weeks)| Some((weeks, core.strip_prefix(word)?)))?;
    let nth = match rest {
        "一" => 0,
        "二" => 1,
        "三" => 2,
        "四" => 3,
        "五" => 4,
        "六" => 5,
        "日" | "天" | "末" => 6,
        _ => return None,
    };
    let monday = said_on.checked_sub(i64::from(said_on.weekday().to_monday_zero_offset()).days()).ok()?;
    monday.checked_add((weeks * 7 + nth).days()).ok()
}

/// 2026-10-20, 2026/10/20, 2026.10.20.
fn dotted(core: &str) -> Option<Date> {
    let parts: Vec<&str> = core.split(['-', '/', '.']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// 2027年底, 明年年底, 今年内.
fn year_end(core: &str, plain: &str, said_on: Date) -> Option<Date> {
    let (year, rest) = year(core, said_on)?;
    let within = rest.is_empty() && ["年内", "年之内", "年以内"].iter().any(|word| plain.contains(word));
    (within || matches!(rest, "底" | "末" | "年底" | "年末")).then(|| Date::new(year?, 12, 31).ok())?
}

/// 2026年10月20日, 明年3月底, 10月20日, 10月底, 本月20日, 20号.
fn calendar_day(core: &str, said_on: Date) -> Option<Date> {
    let (year, rest) = year(core, said_on)?;
    let (month, rest) = month(rest, said_on)?;
    let Some(month) = month else {
        let (day, unit) = number(rest)?;
        let on = matches!(unit, "日" | "号")
            .then(|| Date::new(said_on.year(), said_on.month(), i8::try_from(day).ok()?).ok())??;
        return (year.is_none() && rest == core && on > said_on).then_some(on);
    };
    let in_year = |year| day_of_month(year, month, rest);
    match year {
        Some(year) => in_year(year),
        None => in_year(said_on.year())
            .filter(|on| *on >= said_on)
            .or_else(|| in_year(said_on.year() + 1).filter(|on| near(*on, said_on))),
    }
}

fn near(on: Date, said_on: Date) -> bool {
    said_on.checked_add(Span::new().days(NEAR_DAYS)).is_ok_and(|limit| on <= limit)
}

fn year(core: &str, said_on: Date) -> Option<(Option<i16>, &str)> {
    for (word, ahead) in [("今年", 0), ("本年", 0), ("明年", 1), ("后年", 2)] {
        if let Some(rest) = core.strip_prefix(word) {
            return Some((Some(said_on.year() + ahead), rest));
        }
    }
    match core.split_once('年') {
        Some((digits, rest)) if digits.len() == 4 => Some((Some(digits.parse().ok()?), rest)),
        Some((digits, rest)) if digits.chars().count() == 4 => Some((Some(digit_by_digit(digits)?), rest)),
        Some(_) => None,
        None => Some((None, core)),
    }
}

fn month(rest: &str, said_on: Date) -> Option<(Option<i8>, &str)> {
    for word in ["本月", "这个月"] {
        if let Some(rest) = rest.strip_prefix(word) {
            return Some((Some(said_on.month()), rest));
        }
    }
    let (n, unit) = number(rest)?;
    match unit.strip_prefix("月份").or_else(|| unit.strip_prefix('月')) {
        Some(after) => Some((Some(i8::try_from(n).ok()?), after)),
        None => Some((None, rest)),
    }
}

fn day_of_month(year: i16, month: i8, rest: &str) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    if matches!(rest, "底" | "末") {
        return Some(first.last_of_month());
    }
    let (day, unit) = number(rest)?;
    let on = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
    matches!(unit, "日" | "号").then_some(on)
}

/// The number at the start, in digits or in Chinese up to 999, and what follows it.
fn number(text: &str) -> Option<(u16, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if digits > 0 {
        return Some((text[..digits].parse().ok()?, &text[digits..]));
    }
    let end = text.find(|c| !"零一二两三四五六七八九十百".contains(c)).unwrap_or(text.len());
    Some((chinese(&text[..end])?, &text[end..]))
}

fn chinese(text: &str) -> Option<u16> {
    let (mut sum, mut digit, mut least) = (0, None, 1000);
    for c in text.chars() {
        let unit = match c {
            '百' => 100,
            '十' => 10,
            '零' if digit.is_none() && sum >= 100 && least == 100 => continue,
            _ if digit.is_none() => {
                digit = Some(one(c)?);
                continue;
            }
            _ => return None,
        };
        if unit >= least || (digit.is_none() && !(unit == 10 && sum == 0)) {
            return None;
        }
        sum += digit.take().unwrap_or(1) * unit;
        least = unit;
    }
    let total = sum + digit.unwrap_or(0);
    (total > 0).then_some(total)
}

fn one(c: char) -> Option<u16> {
    let nth = "一二三四五六七八九".chars().position(|one| one == c);
    nth.map(|nth| nth as u16 + 1).or((c == '两').then_some(2))
}

fn digit_by_digit(text: &str) -> Option<i16> {
    text.chars().try_fold(0, |year, c| Some(year * 10 + if c == '零' { 0 } else { one(c)? as i16 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Option<Spoken> {
        Some(Spoken::On(text.parse().unwrap()))
    }

    /// What the scribe hears on Thursday, 24 September 2026.
    fn heard(text: &str) -> Option<Spoken> {
        spoken(text, "2026-09-24".parse().unwrap())
    }

    #[test]
    fn certain_terms_are_read() {
        let cases = [
            ("15天内", Spoken::Days(15)),
            ("十五天之内", Spoken::Days(15)),
            ("２０天内完成", Spoken::Days(20)),
            ("一百二十天", Spoken::Days(120)),
            ("一百零五天", Spoken::Days(105)),
            ("30日内", Spoken::Days(30)),
            ("半个月内", Spoken::Days(15)),
            ("两周内解决", Spoken::Days(14)),
            ("一个星期", Spoken::Days(7)),
            ("一个月内", Spoken::Months(1)),
            ("我们保证三个月之内整改到位。", Spoken::Months(3)),
            ("半年内", Spoken::Months(6)),
            ("一年内", Spoken::Months(12)),
            ("十个工作日", Spoken::WorkingDays(10)),
            ("从今天起15个工作日内", Spoken::WorkingDays(15)),
            ("7 个 工作日 内", Spoken::WorkingDays(7)),
        ];
        for (text, expected) in cases {
            assert_eq!(heard(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn certain_days_are_read() {
        let cases = [
            ("10月20日", "2026-10-20"),
            ("10月20号前", "2026-10-20"),
            ("十月二十日之前完成", "2026-10-20"),
            ("2026年10月20日前", "2026-10-20"),
            ("二〇二六年十月二十日", "2026-10-20"),
            ("最迟2026-10-20", "2026-10-20"),
            ("在10月底前", "2026-10-31"),
            ("明年3月底前", "2027-03-31"),
            ("明年2月29日", ""),
            ("1月15日前", "2027-01-15"),
            ("年底前", "2026-12-31"),
            ("今年内", "2026-12-31"),
            ("明年年底", "2027-12-31"),
            ("2027年底前", "2027-12-31"),
            ("2027年内", "2027-12-31"),
            ("年内完成", "2026-12-31"),
            ("大后天", "2026-09-27"),
            ("月底前", "2026-09-30"),
            ("下个月底前", "2026-10-31"),
            ("28号前", "2026-09-28"),
            ("本月30日", "2026-09-30"),
            ("本周五", "2026-09-25"),
            ("下周五前", "2026-10-02"),
            ("下星期日", "2026-10-04"),
            ("明天", "2026-09-25"),
        ];
        for (text, expected) in cases {
            assert_eq!(heard(text), if expected.is_empty() { None } else { on(expected) }, "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_not_guessed() {
        let unsure = [
            "",
            "尽快",
            "马上整改",
            "三五天",
            "三到五天",
            "一两天内",
            "十几天",
            "20天后",
            "15天左右",
            "大约一个月",
            "10月前",
            "10月中旬",
            "春节前",
            "国庆节前",
            "24小时内",
            "20号前",
            "本周一",
            "6月20日",
            "2025年10月20日",
            "13月1日",
            "2月30日",
            "一个半月",
            "争取月底",
            "0天",
            "99999天",
            "五一前",
            "两三个月",
            "年内外",
            "下周",
            "百天",
            "十一前",
        ];
        for text in unsure {
            assert_eq!(heard(text), None, "{text}");
        }
    }
}
