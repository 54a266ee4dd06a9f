//! What an asker gets: a number of ten digits, a code of six, and a long secret for the link.
//!
//! None of them is stored. The number is a keyed permutation of the question's place in the house, so it tells nobody how
//! many there were; code and secret are derived from the question's id, so they can be given again but not read from a copy
//! of the database.

use subtle::ConstantTimeEq as _;

use super::{Vault, mac};
use crate::domain::id::QuestionId;

const HALF: i64 = 100_000;
const ROUNDS: u8 = 8;
/// The most inquiries that receipts can tell apart.
pub const MOST_INQUIRIES: i64 = 9_999;
/// The most questions of one inquiry that receipts can tell apart.
pub const MOST_QUESTIONS: i64 = 999_999;

/// The digits of a question's receipt, its code and its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Ten digits.
    pub number: String,
    /// Six digits.
    pub code: String,
    /// For the link: 32 hex digits.
    pub secret: String,
}

impl Vault {
    /// What the asker of a question gets.
    pub fn receipt(&self, id: &QuestionId, ordinal: i64, number: i64) -> Receipt {
        Receipt { number: self.receipt_number(ordinal, number), code: self.code(id), secret: self.secret(id) }
    }

    /// The receipt of the `number`th question of the `ordinal`th inquiry.
    pub fn receipt_number(&self, ordinal: i64, number: i64) -> String {
        let place = ordinal * (MOST_QUESTIONS + 1) + number;
        let (mut left, mut right) = (place / HALF, place % HALF);
        for round in 0..ROUNDS {
            (left, right) = (right, (left + self.blur(round, right)).rem_euclid(HALF));
        }
        format!("{left:05}{right:05}")
    }

    /// The inquiry's ordinal and the question's number for which a receipt stands.
    pub fn receipt_place(&self, receipt: &str) -> Option<(i64, i64)> {
        let digits: String = receipt.chars().filter(|char| !matches!(char, ' ' | '-')).collect();
        if digits.len() != 10 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let place: i64 = digits.parse().ok()?;
        let (mut left, mut right) = (place / HALF, place % HALF);
        for round in (0..ROUNDS).rev() {
            (left, right) = ((right - self.blur(round, left)).rem_euclid(HALF), left);
        }
        let place = left * HALF + right;
        Some((place / (MOST_QUESTIONS + 1), place % (MOST_QUESTIONS + 1)))
    }

    /// Whether this is the question's secret or its code.
    pub fn opens(&self, id: &QuestionId, secret_or_code: &str) -> bool {
        let shown = secret_or_code.trim();
        let secret = self.secret(id).as_bytes().ct_eq(shown.as_bytes());
        let code = self.code(id).as_bytes().ct_eq(shown.as_bytes());
        bool::from(secret | code)
    }

    fn blur(&self, round: u8, half: i64) -> i64 {
        let mac = mac(&self.receipt, &["number", &round.to_string(), &half.to_string()]);
        let word = u64::from_be_bytes(mac[..8].try_into().expect("a digest has eight bytes"));
        (word % HALF as u64) as i64
    }

    fn code(&self, id: &QuestionId) -> String {
        let mac = mac(&self.receipt, &["code", id.as_str()]);
        let word = u64::from_be_bytes(mac[..8].try_into().expect("a digest has eight bytes"));
        format!("{:06}", word % 1_000_000)
    }

    fn secret(&self, id: &QuestionId) -> String {
        hex::encode(&mac(&self.receipt, &["secret", id.as_str()])[..16])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_leads_back_to_its_question_and_to_no_other() {
        let vault = Vault::of(&[3; 32]);
        let mut seen = std::collections::BTreeSet::new();

        for ordinal in [1, 2, MOST_INQUIRIES] {
            for number in (1..300).chain([MOST_QUESTIONS]) {
                let receipt = vault.receipt_number(ordinal, number);
                assert_eq!(vault.receipt_place(&receipt), Some((ordinal, number)));
                assert!(seen.insert(receipt));
            }
        }
        assert_eq!(vault.receipt_place("12345"), None);
    }

    #[test]
    fn only_its_own_code_and_secret_open_a_question() {
        let vault = Vault::of(&[3; 32]);
        let (mine, other) = (QuestionId::from("a"), QuestionId::from("b"));
        let receipt = vault.receipt(&mine, 1, 1);

        assert!(vault.opens(&mine, &receipt.code) && vault.opens(&mine, &receipt.secret));
        assert!(!vault.opens(&other, &receipt.secret) && !vault.opens(&mine, ""));
    }
}
