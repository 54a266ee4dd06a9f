//! Cleaning what was typed: one form of each character, and nothing that cannot be seen.

use unicode_normalization::UnicodeNormalization as _;

/// A text as it is stored: canonical form, line ends as `\n`, no control or invisible steering characters, trimmed.
pub fn clean(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    let seen = unix.nfc().filter(|&char| char == '\n' || !(char.is_control() || steers(char)));
    seen.collect::<String>().trim().to_owned()
}

/// A text on one line: as [`clean`], with every run of blanks as one.
pub fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that turn or hide text around them: they have no use in a question and much in a trick.
fn steers(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_not_stored() {
        assert_eq!(clean("  电梯\u{202e}坏了\u{0}\r\n三个月 "), "电梯坏了\n三个月");
        assert_eq!(clean_line("柳岸 \n 小区"), "柳岸 小区");
    }
}
