//! 发文字号: the number that an office gives to a document it sends, as GB/T 9704-2012 §7.2.5 writes it.

use jiff::civil::Date;

/// The longest code of an office, in characters.
const CODE_CHARS: usize = 16;
/// The highest serial number of a year.
const MOST_SERIAL: u32 = 99_999;
/// The brackets that people type, each with its closing one.
const BRACKETS: [(char, char); 6] = [('〔', '〕'), ('[', ']'), ('［', '］'), ('(', ')'), ('（', '）'), ('【', '】')];

/// An office's code, the year in 〔〕, a serial number without zeros before it, and 号: 望人办〔2026〕12号.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeNumber(String);

/// Why a text is no such number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadNumber {
    /// It has not the parts of one, in their order.
    Malformed,
    /// Its year is neither this one nor the last.
    Year,
}

impl BadNumber {
    /// The code of the field error.
    pub fn code(self) -> &'static str {
        match self {
            BadNumber::Malformed => "malformed",
            BadNumber::Year => "wrong_year",
        }
    }
}

impl OfficeNumber {
    /// Reads a number as it was typed on a day, and writes it as the standard does: other brackets, 第 before the serial
    /// number and zeros in front of it are put right.
    pub fn read(text: &str, today: Date) -> Result<Self, BadNumber> {
        let plain: String = text.chars().filter(|char| !char.is_whitespace()).map(half_width).collect();
        let (open, close) = BRACKETS
            .iter()
            .find_map(|(open, close)| Some((plain.find(*open)?, plain.find(*close)?)))
            .ok_or(BadNumber::Malformed)?;
        let code = &plain[..open];
        let mut inside = plain.get(open..close).ok_or(BadNumber::Malformed)?.chars();
        inside.next();
        let year: i16 = digits(inside.as_str())?;
        let mut rest = plain[close..].chars();
        rest.next();
        let rest = rest.as_str().strip_prefix('第').unwrap_or(rest.as_str());
        let serial: u32 = digits(rest.strip_suffix('号').ok_or(BadNumber::Malformed)?)?;
        let is_code = !code.is_empty() && code.chars().count() <= CODE_CHARS && code.chars().all(char::is_alphabetic);
        if !is_code || serial == 0 || serial > MOST_SERIAL {
            return Err(BadNumber::Malformed);
        }
        // A document of December is often sent in January.
        if year != today.year() && year + 1 != today.year() {
            return Err(BadNumber::Year);
        }
        Ok(Self(format!("{code}〔{year}〕{serial}号")))
    }

    /// As the standard writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn digits<N: std::str::FromStr>(text: &str) -> Result<N, BadNumber> {
    let all = !text.is_empty() && text.len() < 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    if all { text.parse().map_err(|_| BadNumber::Malformed) } else { Err(BadNumber::Malformed) }
}

fn half_width(char: char) -> char {
    match char {
        '０'..='９' => char::from_u32(char as u32 - '０' as u32 + '0' as u32).unwrap_or(char),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, BadNumber> {
        OfficeNumber::read(text, Date::constant(2026, 11, 25)).map(|number| number.0)
    }

    #[test]
    fn what_people_type_is_written_as_the_standard_does() {
        for text in ["望人办〔2026〕12号", "望人办[2026]012号", "望人办（2026）第12号", " 望人办 【２０２６】 １２ 号"]
        {
            assert_eq!(read(text).as_deref(), Ok("望人办〔2026〕12号"), "{text}");
        }
        assert_eq!(read("望人办〔2025〕380号").as_deref(), Ok("望人办〔2025〕380号"), "a document of December");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", "12号", "望人办2026年12号", "望人办〔26〕12", "〔2026〕12号", "望人办〔2026〕0号", "望〕2026〔1号"]
        {
            assert_eq!(read(text), Err(BadNumber::Malformed), "{text}");
        }
        assert_eq!(read("望人办〔2062〕12号"), Err(BadNumber::Year));
    }
}
