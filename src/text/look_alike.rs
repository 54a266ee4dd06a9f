//! Look-alikes: public questions that say much the same, found by the pairs of characters they share.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use parking_lot::Mutex;
use unicode_normalization::UnicodeNormalization as _;

use crate::domain::id::{InquiryId, QuestionId};

/// The fewest characters that are worth comparing.
const LEAST_CHARS: usize = 4;

/// A text ready to be compared.
#[derive(Clone, Debug)]
pub struct Print(HashSet<(char, char)>);

impl Print {
    /// The print of a text: its pairs of neighbouring letters and digits.
    pub fn of(text: &str) -> Self {
        let letters: Vec<char> =
            text.nfkc().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if letters.len() < LEAST_CHARS {
            return Self(HashSet::new());
        }
        Self(letters.windows(2).map(|pair| (pair[0], pair[1])).collect())
    }

    /// How alike two texts are: 1 is the same pairs, 0 is none in common. A short text within a long one counts as alike.
    pub fn likeness(&self, other: &Print) -> f64 {
        let (few, many) = if self.0.len() <= other.0.len() { (&self.0, &other.0) } else { (&other.0, &self.0) };
        if few.is_empty() {
            return 0.0;
        }
        let shared = few.intersection(many).count() as f64;
        let dice = 2.0 * shared / (few.len() + many.len()) as f64;
        let within = shared / few.len() as f64;
        dice.max(within * 0.8 * (few.len() as f64 / 12.0).min(1.0))
    }

    /// How much two texts are the same: 1 is the same pairs; a short text within a long one is not the long one.
    pub fn overlap(&self, other: &Print) -> f64 {
        let shared = self.0.intersection(&other.0).count() as f64;
        2.0 * shared / (self.0.len() + other.0.len()).max(1) as f64
    }

    /// Its pairs of neighbouring characters, in no order.
    pub fn pairs(&self) -> impl Iterator<Item = &(char, char)> {
        self.0.iter()
    }
}

type Prints = Arc<Vec<(QuestionId, Print)>>;

/// The prints of public questions, kept for each inquiry as of an offset of its public stream.
#[derive(Clone, Debug, Default)]
pub struct LookAlikes(Arc<Mutex<BTreeMap<InquiryId, (i64, Prints)>>>);

impl LookAlikes {
    /// Whether the prints of an inquiry are those of this offset.
    pub fn are_of(&self, inquiry: &InquiryId, offset: i64) -> bool {
        self.0.lock().get(inquiry).is_some_and(|(at, _)| *at == offset)
    }

    /// Keeps the prints of an inquiry's public texts.
    pub fn keep(&self, inquiry: &InquiryId, offset: i64, texts: impl IntoIterator<Item = (QuestionId, String)>) {
        let prints = texts.into_iter().map(|(id, text)| (id, Print::of(&text))).collect();
        self.0.lock().insert(inquiry.clone(), (offset, Arc::new(prints)));
    }

    /// The questions at least so like a text, the likest first, each with its likeness.
    pub fn of(&self, inquiry: &InquiryId, text: &str, least: f64, most: usize) -> Vec<(QuestionId, f64)> {
        let Some((_, prints)) = self.0.lock().get(inquiry).cloned() else { return Vec::new() };
        let print = Print::of(text);
        let mut found: Vec<(QuestionId, f64)> = prints
            .iter()
            .map(|(id, other)| (id.clone(), print.likeness(other)))
            .filter(|(_, likeness)| *likeness >= least)
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.truncate(most);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the door asks of a text before it shows it as alike.
    const ALIKE: f64 = 0.28;

    #[test]
    fn the_same_trouble_in_other_words_is_found_and_another_trouble_is_not() {
        let lift = Print::of("柳岸小区3号楼电梯半年停了14次，修电梯的钱什么时候批得下来？");
        let again = Print::of("柳岸小区3号楼电梯又停了，修电梯的钱批下来没有");
        let parking = Print::of("恒邻花园把绿化带改成收费车位，划了23个，谁批准的？");

        assert!(lift.likeness(&again) > ALIKE, "{}", lift.likeness(&again));
        assert!(lift.likeness(&parking) < ALIKE);
        assert_eq!(Print::of("电梯").likeness(&lift), 0.0, "two characters say nothing yet");
    }
}
