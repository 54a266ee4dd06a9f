//! Cutting a Chinese text into words, so that large type breaks between them and never within one.

use std::sync::LazyLock;

use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Punctuation that belongs to the word before it.
const CLOSING: &str = "，。、；：？！）》”’…,.;:?!)%";
/// Punctuation that belongs to the word after it.
const OPENING: &str = "（《“‘(";

/// The words of a text with their punctuation; joined, they are the text.
pub fn words(text: &str) -> Vec<String> {
    let ends = SEGMENTER.segment_str(text);
    let mut words: Vec<String> = Vec::new();
    let mut start = 0;
    for end in ends.filter(|&end| end > 0) {
        let piece = &text[start..end];
        start = end;
        let joins = words.last().is_some_and(|last| {
            piece.starts_with(|char| CLOSING.contains(char))
                || last.ends_with(|char| OPENING.contains(char))
                || is_measure(last, piece)
        });
        match words.last_mut().filter(|_| joins) {
            Some(last) => last.push_str(piece),
            None => words.push(piece.to_owned()),
        }
    }
    words
}

/// A number keeps its unit.
fn is_measure(number: &str, unit: &str) -> bool {
    number.ends_with(|char: char| char.is_ascii_digit())
        && unit.chars().count() <= 2
        && !unit.starts_with(|char: char| char.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_and_keep_their_punctuation_and_units() {
        let text = "柳岸小区3号楼电梯半年停了14次，修电梯的钱什么时候批得下来？";

        let cut = words(text);

        assert_eq!(cut.concat(), text);
        assert!(cut.contains(&"电梯".to_owned()), "{cut:?}");
        assert!(cut.contains(&"14次，".to_owned()), "{cut:?}");
    }
}
