//! What is recognised by its form or by the word before it: e-mail, plates, flats, WeChat and QQ.

use std::ops::Range;

use super::digit;

const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
const BUILDINGS: [&str; 6] = ["号楼", "栋", "幢", "座", "单元", "号"];
const FLATS: [&str; 4] = ["室", "户", "号房", "房"];
const ACCOUNT_WORDS: [&str; 12] =
    ["微信", "wechat", "weixin", "威信", "薇信", "v信", "vx", "wx", "qq", "扣扣", "企鹅号", "抖音号"];
const FILLERS: &str = "号码群是为加我: ,，：()\"“”";

/// Where the e-mail address ends that starts at `at`.
pub(super) fn email(letters: &[char], at: usize) -> Option<usize> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    if !letters[at].is_ascii_alphanumeric() || (at > 0 && is_local(letters[at - 1])) {
        return None;
    }
    let sign = run(letters, at, is_local);
    if letters.get(sign) != Some(&'@') {
        return None;
    }
    let mut end = run(letters, sign + 1, |c| c.is_ascii_alphanumeric() || ".-".contains(c));
    while end > sign + 1 && !letters[end - 1].is_ascii_alphanumeric() {
        end -= 1;
    }
    let domain = &letters[sign + 1..end];
    let top = domain.rsplit(|c| *c == '.').next()?;
    (domain.contains(&'.') && top.len() >= 2 && top.iter().all(char::is_ascii_alphabetic)).then_some(end)
}

/// Where the number plate ends that starts at `at`: 京A·12345, 粤B12345D.
pub(super) fn plate(letters: &[char], at: usize) -> Option<usize> {
    if !PROVINCES.contains(letters[at]) || !letters.get(at + 1)?.is_ascii_uppercase() {
        return None;
    }
    let start = at + 2 + usize::from(letters.get(at + 2).is_some_and(|c| "·•. -".contains(*c)));
    let mut end = run(letters, start, |c| c.is_ascii_digit() || (c.is_ascii_uppercase() && c != 'I' && c != 'O'));
    let digits = letters[start..end].iter().filter(|c| c.is_ascii_digit()).count();
    end += usize::from(end - start == 4 && letters.get(end).is_some_and(|c| "挂学警港澳".contains(*c)));
    let whole = !letters.get(end).is_some_and(char::is_ascii_alphanumeric);
    ((5..=6).contains(&(end - start)) && digits >= 2 && whole).then_some(end)
}

/// Where the flat's address ends that starts at `at`: 3号楼2单元1203室, 12栋1203, 3-2-1203, 1203室. A building alone tells on nobody.
pub(super) fn dwelling(letters: &[char], at: usize) -> Option<usize> {
    let is_numeral = |c: char| digit(c).is_some() || c == '十' || c == '百';
    if at > 0
        && (is_numeral(letters[at - 1]) || letters[at - 1].is_ascii_alphanumeric() || "-.".contains(letters[at - 1]))
    {
        return None;
    }
    let number = |from: usize| Some(run(letters, from, is_numeral)).filter(|end| *end > from);
    let mut place = at;
    let mut buildings = 0;
    if letters[at].is_ascii_alphabetic() || "甲乙丙丁".contains(letters[at]) {
        place = word(letters, at + 1, &["座", "栋", "幢", "号楼"])?;
        buildings = 1;
    }
    while let Some(end) = number(place) {
        match word(letters, end, &BUILDINGS) {
            Some(behind) => (place, buildings) = (behind, buildings + 1),
            None => break,
        }
    }
    if buildings == 0 {
        return dashed(letters, at).or_else(|| room_alone(letters, number(at)?, at));
    }
    let end = number(place)?;
    match word(letters, end, &FLATS) {
        Some(behind) => Some(behind),
        // Without a word for it, three or four figures behind the building are the flat.
        None if (3..=4).contains(&(end - place)) && !is_measure(letters, end) => Some(end),
        None => None,
    }
}

/// Where the building ends within a dwelling that stands from `start` to `end`; `start` where it names none by a word.
pub(super) fn building_end(letters: &[char], start: usize, end: usize) -> usize {
    let behind = |at: usize| word(letters, at, &["号楼", "栋", "幢", "座"]);
    (start..end).find_map(behind).map_or(start, |at| at.min(end))
}

fn room_alone(letters: &[char], end: usize, at: usize) -> Option<usize> {
    let behind = word(letters, end, &["室"])?;
    (3..=4).contains(&(end - at)).then_some(behind)
}

/// 3-2-1203.
fn dashed(letters: &[char], at: usize) -> Option<usize> {
    let figures = |from: usize| run(letters, from, |c| c.is_ascii_digit());
    let building = figures(at);
    let unit = figures(building + 1);
    let flat = figures(unit + 1);
    let dashes = letters.get(building) == Some(&'-') && letters.get(unit) == Some(&'-');
    let sized = (1..=2).contains(&(building - at))
        && (1..=2).contains(&unit.saturating_sub(building + 1))
        && (3..=4).contains(&flat.saturating_sub(unit + 1));
    let whole = !letters.get(flat).is_some_and(|c| c.is_ascii_alphanumeric() || *c == '-');
    // 16-04-2010 is a day.
    let is_year = flat.saturating_sub(unit + 1) == 4
        && matches!(letters[unit + 1..], ['1', '9', ..] | ['2', '0', ..])
        && figures_of(&letters[building + 1..unit]) <= 12;
    (dashes && sized && whole && !is_year).then_some(flat)
}

fn figures_of(letters: &[char]) -> u32 {
    letters
        .iter()
        .filter_map(|c| c.to_digit(10))
        .fold(0, |sum: u32, figure| sum.saturating_mul(10).saturating_add(figure))
}

fn is_measure(letters: &[char], at: usize) -> bool {
    letters.get(at).is_some_and(|c| "年月日元米人个户台条次平万亿路套.".contains(*c) || c.is_ascii_alphanumeric())
}

/// The account that the word starting at `at` leads to: 微信号是wang_88.
pub(super) fn account(letters: &[char], at: usize) -> Option<Range<usize>> {
    if at > 0 && letters[at].is_ascii_alphabetic() && letters[at - 1].is_ascii_alphabetic() {
        return None;
    }
    let behind = word(letters, at, &ACCOUNT_WORDS)?;
    let start = run(letters, behind, |c| FILLERS.contains(c)).min(behind + 6);
    let end = run(letters, start, |c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let name = &letters[start..end];
    let figures = name.iter().all(char::is_ascii_digit) && (5..=11).contains(&name.len());
    let named = name.first().is_some_and(char::is_ascii_alphabetic)
        && (6..=20).contains(&name.len())
        && (start > behind || name.iter().any(|c| c.is_ascii_digit() || *c == '_'));
    (figures || named).then_some(start..end)
}

fn run(letters: &[char], from: usize, is_in: impl Fn(char) -> bool) -> usize {
    letters.iter().skip(from).take_while(|c| is_in(**c)).count() + from.min(letters.len())
}

/// Behind the word of the list that stands at `at`, small and capital letters alike.
fn word(letters: &[char], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        let end = at + word.chars().count();
        let stands = letters.get(at..end)?.iter().map(char::to_ascii_lowercase).eq(word.chars());
        stands.then_some(end)
    })
}
