//! Numbers that belong to somebody: mobiles, landlines, identity numbers, bank cards.

use super::{PersonalKind, digit, is_led_by};

const SEPARATORS: [char; 5] = [' ', '-', '.', '·', '_'];
/// What follows a number that counts or measures something.
const UNITS: [char; 14] = ['元', '万', '亿', '块', '吨', '米', '平', '个', '人', '户', '%', '‰', '年', '度'];
/// What leads a number that belongs to a paper.
const PAPERS: [&str; 7] = ["编号", "单号", "文号", "受理", "合同", "发票", "订单"];

/// Where the personal number that starts at `at` ends, and what it is.
pub(super) fn at_start(letters: &[char], at: usize) -> Option<(usize, PersonalKind)> {
    if is_inside_a_word(letters, at) {
        return None;
    }
    let digits = digits(letters, at);
    if letters[at] == '(' {
        // Only an area code stands in brackets of its own.
        return landline(letters, at, &digits).map(|end| (end, PersonalKind::Landline));
    }
    identity(letters, at, &digits)
        .map(|end| (end, PersonalKind::Identity))
        .or_else(|| mobile(letters, &digits).map(|end| (end, PersonalKind::Mobile)))
        .or_else(|| landline(letters, at, &digits).map(|end| (end, PersonalKind::Landline)))
        .or_else(|| bank_card(letters, at, &digits).map(|end| (end, PersonalKind::BankCard)))
}

/// A digit, and where it stands.
type Digit = (u8, usize);

fn is_inside_a_word(letters: &[char], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| letters[before]) else { return false };
    let figures = letters[at].is_ascii();
    (figures && (before.is_ascii_alphanumeric() || before == '+'))
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
    let goes_on = digits.get(n).is_some_and(|(_, next)| *next == end) || follows.is_ascii_alphabetic();
    (!goes_on && !UNITS.contains(&follows)).then_some(end)
}

fn mobile(letters: &[char], digits: &[Digit]) -> Option<usize> {
    let starts = |prefix: &[u8]| digits.len() >= prefix.len() && prefix.iter().zip(digits).all(|(a, (b, _))| a == b);
    let ahead = if starts(&[0, 0, 8, 6]) {
        4
    } else if starts(&[8, 6]) {
        2
    } else {
        0
    };
    let own = digits.get(ahead..)?;
    let is_mobile = own.len() >= 11 && own[0].0 == 1 && own[1].0 >= 3;
    is_mobile.then(|| end_after(letters, digits, ahead + 11)).flatten()
}

fn landline(letters: &[char], at: usize, digits: &[Digit]) -> Option<usize> {
    let area = match digits {
        [(0, _), (1 | 2, _), ..] => 3,
        [(0, _), (3..=9, _), ..] => 4,
        _ if is_led_by(letters, at, 5, &["电话", "座机", "固话"]) => 0,
        _ => return None,
    };
    let is_local = digits.get(area).is_some_and(|(first, _)| (2..=8).contains(first));
    let end = [8, 7].into_iter().find_map(|local| end_after(letters, digits, area + local));
    // A number without area code is only believed when it stands in one piece.
    let in_one_piece = area > 0 || end.is_some_and(|end| end - at <= 8);
    end.filter(|_| is_local && in_one_piece)
}

fn identity(letters: &[char], at: usize, digits: &[Digit]) -> Option<usize> {
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
    let named = is_led_by(letters, at, 6, &["身份证", "证件号"]);
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
