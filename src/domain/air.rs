//! Whether an air text fits the lower third: two rows, broken where a reader would breathe.
//!
//! The graphics safe area is 90 % of 1920 px, so 1728 px. At 60 px an em, 28 full-width characters take 1680 px and leave
//! room for the mark at the start edge; text set at 56 px is a little narrower. What does not fit goes full screen, never smaller.

use serde::Serialize;

/// The most rows of the lower third.
pub const ROWS: usize = 2;
/// The widest row, in hundredths of an em: 28 full-width characters.
pub const ROW_WIDTH: u32 = 2800;
/// How many Chinese characters are read aloud in a second.
pub const CHARS_A_SECOND: f32 = 4.5;

/// How a text sits in the lower third.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Measured {
    /// The rows as they will be set; more than [`ROWS`] where the text does not fit.
    pub rows: Vec<String>,
    /// Whether it fits the lower third; otherwise it goes full screen.
    pub fits: bool,
    /// The widest row, in em.
    pub width_em: f32,
    /// How long it takes to read it aloud, in seconds.
    pub reading_seconds: f32,
}

/// Measures `text` for the lower third. A line break in it is kept as a wish for a row of its own.
pub fn measure(text: &str) -> Measured {
    let rows = rows(text);
    let widest = rows.iter().map(|row| width(row)).max().unwrap_or(0);
    Measured {
        fits: !rows.is_empty() && rows.len() <= ROWS && widest <= ROW_WIDTH,
        width_em: widest as f32 / 100.0,
        reading_seconds: reading_seconds(text),
        rows,
    }
}

/// The width of one line, in hundredths of an em.
pub fn width(line: &str) -> u32 {
    line.chars().map(char_width).sum()
}

fn rows(text: &str) -> Vec<String> {
    let lines: Vec<Vec<char>> =
        text.lines().map(|line| line.trim().chars().collect()).filter(|line: &Vec<char>| !line.is_empty()).collect();
    match lines.as_slice() {
        [line] => halved(line).unwrap_or_else(|| filled(line)),
        _ => lines.iter().flat_map(|line| filled(line)).collect(),
    }
}

/// One row where it fits, else the best of all ways to break it in two; none where two rows do not hold it.
fn halved(line: &[char]) -> Option<Vec<String>> {
    if span_width(line) <= ROW_WIDTH {
        return Some(vec![set(line)]);
    }
    (1..line.len())
        .filter_map(|at| Some((at, break_cost(line, at)?)))
        .filter_map(|(at, cost)| {
            let (upper, lower) = (span_width(trimmed(&line[..at])), span_width(trimmed(&line[at..])));
            let holds = upper <= ROW_WIDTH && lower <= ROW_WIDTH;
            holds.then(|| (cost * ROW_WIDTH + upper.abs_diff(lower), at))
        })
        .min()
        .map(|(_, at)| vec![set(&line[..at]), set(&line[at..])])
}

/// As many rows as it takes, each as full as its best break allows.
fn filled(line: &[char]) -> Vec<String> {
    let mut rows = vec![];
    let mut rest = trimmed(line);
    while span_width(rest) > ROW_WIDTH {
        let at = (1..rest.len())
            .take_while(|&at| span_width(trimmed(&rest[..at])) <= ROW_WIDTH)
            .filter(|&at| break_cost(rest, at).is_some())
            .last();
        // A word wider than a row is shown as it is; `fits` says no.
        let Some(at) = at else { break };
        rows.push(set(&rest[..at]));
        rest = trimmed(&rest[at..]);
    }
    if !rest.is_empty() {
        rows.push(set(rest));
    }
    rows
}

/// How bad it is to break before `line[at]`: 0 between sentences and clauses, 1 at 、 and spaces, 2 between other characters; none
/// inside a Latin word, a number, between a number and its unit, before closing or behind opening punctuation.
fn break_cost(line: &[char], at: usize) -> Option<u32> {
    let (left, right) = (line[at - 1], line[at]);
    if is_closing(right) || is_opening(left) || right.is_whitespace() {
        return None;
    }
    match left {
        '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | '!' | '?' | '…' | '—' => Some(0),
        '、' | ' ' | '\u{3000}' | '”' | '」' | '）' | '》' => Some(1),
        _ if left.is_alphanumeric() && !is_wide(left) && (!is_wide(right) || left.is_numeric()) => None,
        _ if !is_wide(left) && !is_wide(right) => None,
        _ if is_spelled(left) && is_spelled(right) => None,
        _ => Some(2),
    }
}

/// A letter of a script that is written in words with spaces between them, such as Uyghur or Mongolian.
fn is_spelled(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\u{370}'..='\u{10ff}' | '\u{1200}'..='\u{1fff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

fn is_closing(c: char) -> bool {
    "，。；：！？、）》〉」』】〕”’％…—～·,.;:!?)]}%°℃".contains(c)
}

fn is_opening(c: char) -> bool {
    "（《〈「『【〔“‘([{¥￥$#＃".contains(c)
}

fn trimmed(mut line: &[char]) -> &[char] {
    while let [first, rest @ ..] = line
        && first.is_whitespace()
    {
        line = rest;
    }
    while let [rest @ .., last] = line
        && last.is_whitespace()
    {
        line = rest;
    }
    line
}

fn set(line: &[char]) -> String {
    trimmed(line).iter().collect()
}

fn span_width(line: &[char]) -> u32 {
    line.iter().copied().map(char_width).sum()
}

/// Widths of a sans face in hundredths of an em, rounded up; what is not in the table counts as full width.
fn char_width(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' => 30,
        'f' | 'r' | 't' | 'I' | ' ' | '(' | ')' | '[' | ']' | '-' | '/' => 40,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 95,
        '0'..='9' => 56,
        'A'..='Z' => 70,
        'a'..='z' | '\u{21}'..='\u{7e}' => 58,
        '\u{c0}'..='\u{24f}' => 70,
        '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{300}'..='\u{36f}' => 0,
        _ => 100,
    }
}

fn is_wide(c: char) -> bool {
    char_width(c) == 100
}

/// A Chinese character or a digit is one syllable, a Latin word about two; punctuation is breath already counted in the pace.
fn reading_seconds(text: &str) -> f32 {
    let mut syllables = 0;
    let mut in_word = false;
    for c in text.chars() {
        let latin = c.is_alphabetic() && !is_wide(c);
        syllables += match c {
            _ if latin => u32::from(!in_word) * 2,
            _ if c.is_alphanumeric() => 1,
            _ => 0,
        };
        in_word = latin;
    }
    syllables as f32 / CHARS_A_SECOND
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn han(n: usize) -> String {
        "问".repeat(n)
    }

    #[test]
    fn one_row_holds_28_and_two_rows_56() {
        for (n, rows, fits) in [(1, 1, true), (28, 1, true), (29, 2, true), (56, 2, true), (57, 3, false)] {
            let measured = measure(&han(n));
            assert_eq!((measured.rows.len(), measured.fits), (rows, fits), "{n} characters");
        }
        assert_eq!(measure(&han(28)).width_em, 28.0);
    }

    #[test]
    fn rows_break_between_clauses() {
        let cases = [
            (
                "柳岸小区3号楼的电梯又停了，老人上下楼不方便，物业说没有钱，到底什么时候能修好？",
                "柳岸小区3号楼的电梯又停了，老人上下楼不方便，",
            ),
            (
                "望河县城区十五个小区的老旧电梯，今年到底准备更换多少台？钱从哪里出？",
                "望河县城区十五个小区的老旧电梯，",
            ),
        ];
        for (text, upper) in cases {
            let measured = measure(text);
            assert_eq!((measured.rows[0].as_str(), measured.fits), (upper, true));
            assert_eq!(measured.rows.concat(), text);
        }
    }

    #[test]
    fn words_numbers_and_units_stay_whole() {
        for pad in 10..28 {
            let rows = measure(&format!("{}15天EV-3安装10月20日{}", han(pad), han(14))).rows;
            let (end, start) = (rows[0].chars().last().unwrap(), rows[1].chars().next().unwrap());
            assert!(!end.is_ascii_digit() || !is_wide(start), "{rows:?}");
            assert!(is_wide(end) || is_wide(start), "{rows:?}");
        }
    }

    #[test]
    fn a_word_of_a_spelled_script_is_never_cut() {
        let text = "ئۇيغۇر تىلىدا يېزىلغان سوئال: لىفت نېمىشقا توختىدى؟ بىز ئۈچ ئاي كۈتتۇق";
        let words: Vec<&str> = text.split(' ').collect();
        for row in measure(text).rows {
            assert!(row.split(' ').all(|word| words.contains(&word)), "{row}");
        }
    }

    #[test]
    fn a_wished_break_is_kept() {
        assert_eq!(measure("电梯停了三个月\n什么时候修好？").rows, ["电梯停了三个月", "什么时候修好？"]);
        assert!(!measure("一\n二\n三").fits);
        assert!(!measure(&format!("{}\n短", han(29))).fits);
    }

    #[test]
    fn nothing_does_not_fit_and_a_word_without_end_does_not_either() {
        assert!(!measure("  ").fits);
        let endless = measure(&"w".repeat(200));
        assert_eq!((endless.rows.len(), endless.fits), (1, false));
    }

    #[test]
    fn reading_takes_four_and_a_half_characters_a_second() {
        assert_eq!(measure("电梯坏了三个月，").reading_seconds, 7.0 / 4.5);
        assert_eq!(measure("12345 hotline").reading_seconds, 7.0 / 4.5);
    }

    proptest! {
        #[test]
        fn no_row_begins_with_closing_punctuation_and_nothing_is_lost(
            text in "[问政电梯，。、！？（）“”3a0 ]{0,90}",
        ) {
            let measured = measure(&text);

            prop_assert!(measured.rows.iter().skip(1).all(|row| !row.starts_with(is_closing)));
            prop_assert!(!measured.fits || measured.rows.iter().all(|row| width(row) <= ROW_WIDTH));
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(solid(&measured.rows.concat()), solid(&text));
        }
    }
}
