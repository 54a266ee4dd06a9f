//! 审定: what somebody signed on paper before the show, and what was changed since.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    id::{InquiryId, PersonId, QuestionId},
    moment::Moment,
    words::words,
};

words! {
    /// As what the signed paper lies on the shelf.
    ScanKind {
        /// A picture, drawn anew.
        Jpeg,
        /// A document, as it came.
        Pdf,
    }
}

/// Words that were signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedWords {
    /// Of which question.
    pub question: QuestionId,
    /// The air text as it stood.
    pub text: String,
}

/// A signed paper.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SignOff {
    /// Its id, which is the file's name too.
    pub id: String,
    /// For which inquiry.
    pub inquiry: InquiryId,
    /// Whose signature it bears, as it is read there.
    pub signed_by: String,
    /// Who brought it in.
    pub kept_by: PersonId,
    /// When.
    pub at: Moment,
    /// As what it lies on the shelf.
    pub scan: ScanKind,
    /// SHA-256 of the file as it was sent in.
    pub sha256: String,
    /// The words that stood in the order then, as JSON.
    pub words: String,
}

/// How words stand against those that were signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// As they were signed.
    Same,
    /// Changed; these were signed.
    Changed(String),
    /// They came into the order afterwards, or had no words then.
    Added,
}

/// The words that were signed, by question.
#[derive(Clone, Debug, Default)]
pub struct SignedBook(BTreeMap<QuestionId, String>);

impl SignedBook {
    /// How the words of a question stand against those that were signed.
    pub fn since(&self, question: &QuestionId, text: &str) -> Since {
        match self.0.get(question) {
            None => Since::Added,
            Some(signed) if signed == text => Since::Same,
            Some(signed) => Since::Changed(signed.clone()),
        }
    }
}

impl SignOff {
    /// The words that were signed.
    pub fn book(&self) -> SignedBook {
        let signed: Vec<SignedWords> = serde_json::from_str(&self.words).unwrap_or_default();
        SignedBook(signed.into_iter().map(|it| (it.question, it.text)).collect())
    }

    /// What replay needs of it; the name and the words are digests.
    pub fn after(&self, digest: impl Fn(&str) -> String) -> Value {
        json!({
            "signed_by": digest(&self.signed_by), "kept_by": self.kept_by, "at": self.at, "scan": self.scan,
            "sha256": self.sha256, "words": digest(&self.words),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_signed_changed_or_came_afterwards() {
        let words = vec![SignedWords { question: "a".into(), text: "电梯何时修好？".into() }];
        let signed = SignOff {
            id: "s".into(),
            inquiry: "i".into(),
            signed_by: "主任".into(),
            kept_by: "p".into(),
            at: Moment(1),
            scan: ScanKind::Pdf,
            sha256: "0".into(),
            words: serde_json::to_string(&words).expect("it is written"),
        };

        let signed = signed.book();
        assert_eq!(signed.since(&"a".into(), "电梯何时修好？"), Since::Same);
        assert_eq!(signed.since(&"a".into(), "电梯几时修好？"), Since::Changed("电梯何时修好？".into()));
        assert_eq!(signed.since(&"b".into(), "消防通道"), Since::Added);
    }
}
