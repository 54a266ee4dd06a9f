//! Numbers that belong to somebody: mobiles, landlines, identity numbers, bank cards.

use super::{PersonalKind, digit, is_led_by};

const SEPARATORS: [char; 5] = [' ', '-', '.', '·', '_'];
/// What follows a number that counts or measures something.
const UNITS: [char; 14] = ['元', '万', '亿', '块', '吨', '米', '平', '个', '人', '户', '%', '‰', '年', '度'];
/// What leads to a telephone number, whatever its form; and what may stand between the two.
const PHONE_WORDS: [&str; 8] = ["电话", "手机", "座机", "固话", "传真", "号码", "致电", "拨打"];
const FILLERS: &str = "号码是为:：给我 ";
/// What leads a number that belongs to a paper.
const PAPERS: [&str; 7] = ["编号", "单号", "文号", "受理", "合同", "发票", "订单"];

/// Where the personal number that starts at `at` ends, and what it is.
pub(super) fn at_start(letters: &[char], at: usize) -> Option<(usize, PersonalKind)> {
    let starts = digit(letters[at]).is_some() || matches!(letters[at], '+' | '(');
    if !starts || is_inside_a_word(letters, at) {
        return None;
    }
    let digits = digits(letters, at);
    let phone = || {
        let end = landline(letters, at, &digits).or_else(|| led_phone(letters, at));
        end.map(|end| (end, PersonalKind::Landline))
    };
    if letters[at] == '(' {
        // Only an area code stands in brackets of its own.
        return phone();
    }
    identity(letters, at, &digits)
        .map(|end| (end, PersonalKind::Identity))
        .or_else(|| mobile(letters, &digits).map(|end| (end, PersonalKind::Mobile)))
        .or_else(phone)
        .or_else(|| bank_card(letters, at, &digits).map(|end| (end, PersonalKind::BankCard)))
}

/// A digit, and where it stands.
type Digit = (u8, usize);

fn is_inside_a_word(letters: &[char], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| letters[before]) else { return false };
    let figures = letters[at].is_ascii();
    let in_a_number = matches!(before, '.' | '-') && at >= 2 && letters[at - 2].is_ascii_digit();
    (figures && (before.is_ascii_alphanumeric() || before == '+' || in_a_number))
        || (!figures && digit(before).is_some() && !before.is_ascii())
}

/// The digits from `at` on, over single separators; all in figures or all in Chinese. A `+` or bracket may stand before.
fn digits(letters: &[char], at: usize) -> Vec<Digit> {
    let mut place = at + usize::from(matches!(letters[at], '+' | '('));
    let mut digits: Vec<Digit> = vec![];
    while let Some(&c) = letters.get(place) {
        let alike = digits.first().is_none_or(|(_, first)| letters[*first].is_ascii() == c.is_ascii());
        match digit(c) {
            Some(value) if alike => digits.push((value, place)),
            None if SEPARATORS.contains(&c) && digits.last().is_some_and(|(_, last)| last + 1 == place) => {}
            None if c == ')' && letters[at] == '(' => {}
            _ => break,
        }
        place += 1;
    }
    digits
}

/// Behind the `n` first digits, if no digit and no unit follows at once.
fn end_after(letters: &[char], digits: &[Digit], n: usize) -> Option<usize> {
    let end = digits.get(n.checked_sub(1)?)?.1 + 1;
    let follows = letters.get(end).copied().unwrap_or(' ');
    let is_decimal = follows == '.' && letters.get(end + 1).is_some_and(char::is_ascii_digit);
    let goes_on = is_decimal || digits.get(n).is_some_and(|(_, next)| *next == end) || follows.is_ascii_alphabetic();
    (!goes_on && !UNITS.contains(&follows)).then_some(end)
}

fn mobile(letters: &[char], digits: &[Digit]) -> Option<usize> {
    let starts = |prefix: &[u8]| digits.len() >= prefix.len() && prefix.iter().zip(digits).all(|(a, (b, _))| a == b);
    let ahead = if starts(&[0, 0, 8, 6]) {
        4
    } else if starts(&[8, 6]) {
        2
    } else if starts(&[0, 1]) {
        1
    } else {
        0
    };
    let own = digits.get(ahead..)?;
    let is_mobile = own.len() >= 11 && own[0].0 == 1 && own[1].0 >= 3;
    is_mobile.then(|| end_after(letters, digits, ahead + 11)).flatten()
}

fn landline(letters: &[char], at: usize, digits: &[Digit]) -> Option<usize> {
    let country = if letters[at] == '+' && matches!(digits, [(8, _), (6, _), ..]) {
        2
    } else if matches!(digits, [(0, _), (0, _), (8, _), (6, _), ..]) {
        4
    } else {
        0
    };
    let own = &digits[country..];
    let zero = usize::from(matches!(own, [(0, _), ..]));
    let area = match own.get(zero..)? {
        _ if country == 0 && zero == 0 => return None,
        [(1, _), (0, _), ..] | [(2, _), ..] => zero + 2,
        [(3..=9, _), ..] => zero + 3,
        _ => return None,
    };
    let (last, first) = (own.get(area - 1)?, own.get(area)?);
    // Written apart, any local number is believed; in one piece with its area, only one that can be dialled.
    let apart = first.1 > last.1 + 1 && letters[last.1 + 1] != '.';
    if !apart && !(2..=8).contains(&first.0) {
        return None;
    }
    let end = [8, 7].into_iter().find_map(|local| end_after(letters, digits, country + area + local))?;
    Some(extension(letters, end).unwrap_or(end))
}

/// Behind -8001.
fn extension(letters: &[char], end: usize) -> Option<usize> {
    let figures = letters.get(end + 1..)?.iter().take_while(|c| c.is_ascii_digit()).count();
    (letters[end] == '-' && (1..=5).contains(&figures)).then_some(end + 1 + figures)
}

/// Seven figures or more right behind a word for telephone, whatever their form.
fn led_phone(letters: &[char], at: usize) -> Option<usize> {
    let fillers = letters[..at].iter().rev().take_while(|c| FILLERS.contains(**c)).count();
    // A filler may itself end the word: 号码.
    let led = (0..=fillers.min(6)).any(|back| {
        let before: String = letters[(at - back).saturating_sub(2)..at - back].iter().collect();
        PHONE_WORDS.contains(&before.as_str())
    });
    let run = letters[at..].iter().take_while(|c| c.is_ascii_digit() || "+()-./ xX".contains(**c)).count();
    let end = at + letters[at..at + run].iter().rposition(char::is_ascii_digit)? + 1;
    let figures: String = letters[at..end].iter().filter(|c| c.is_ascii_digit()).collect();
    let is_service = figures.starts_with("400") || figures.starts_with("800");
    let is_unit = letters.get(end).is_some_and(|c| UNITS.contains(c));
    (led && !is_service && !is_unit && (7..=16).contains(&figures.len())).then_some(end)
}

fn identity(letters: &[char], at: usize, digits: &[Digit]) -> Option<usize> {
    let named = is_led_by(letters, at, 6, &["身份证", "证件号"]);
    if named && digits.len() == 15 {
        return end_after(letters, digits, 15);
    }
    let seventeen: Vec<u32> = digits.get(..17)?.iter().map(|(value, _)| u32::from(*value)).collect();
    let last = digits[16].1 + 1;
    let (check, end) = match (letters.get(last), digits.get(17)) {
        (Some('X' | 'x'), _) => (10, last + 1),
        (_, Some((value, place))) if digits.get(18).is_none_or(|(_, next)| *next != place + 1) => {
            (u32::from(*value), place + 1)
        }
        _ => return None,
    };
    let number = |range: std::ops::Range<usize>| seventeen[range].iter().fold(0, |sum, value| sum * 10 + value);
    let born = (1900..2100).contains(&number(6..10))
        && (1..=12).contains(&number(10..12))
        && (1..=31).contains(&number(12..14));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = seventeen.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    // A slip of the pen in an identity number is no reason to publish it.
    let believed = (12 - sum % 11) % 11 == check;
    (born && (believed || named)).then_some(end)
}

fn bank_card(letters: &[char], at: usize, digits: &[Digit]) -> Option<usize> {
    if is_led_by(letters, at, 6, &PAPERS) || !matches!(digits.first(), Some((3..=6, _))) {
        return None;
    }
    (16..=19).rev().filter(|&n| digits.len() >= n && luhn(&digits[..n])).find_map(|n| end_after(letters, digits, n))
}

fn luhn(digits: &[Digit]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(nth, (value, _))| match u32::from(*value) * (1 + nth as u32 % 2) {
            doubled @ 10.. => doubled - 9,
            single => single,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &str) -> Option<usize> {
        let letters: Vec<char> = text.chars().collect();
        at_start(&letters, 0).map(|(end, _)| end)
    }

    #[test]
    fn one_wrong_digit_makes_no_identity_number_and_no_card() {
        assert_eq!(ends("11010519491231002X"), Some(18));
        assert_eq!(ends("11010519491231003X"), None);
        assert_eq!(ends("4111111111111111"), Some(16));
        assert_eq!(ends("4111111111111112"), None);
    }

    #[test]
    fn too_many_or_too_few_digits_make_no_mobile() {
        for text in ["1380013800", "138001380001", "23800138000", "12800138000"] {
            assert_eq!(ends(text), None, "{text}");
        }
    }
}
