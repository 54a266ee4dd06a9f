//! What is told of a translation: who wrote it and a digest of its words.

use serde_json::{Value, json};

use super::{Happening, Journal, Kind, desk_line};
use crate::domain::{question::Question, translation::Translation};

/// What replay needs of a translation.
pub fn translation_after(it: &Translation, text: String) -> Value {
    json!({ "by": it.by_person, "text": text, "version": it.version })
}

/// A translation was written beside an original: the desk hears it.
pub fn translated(it: &Translation, of: &Question, text: String) -> Happening {
    Happening {
        journal: Journal::from(&it.inquiry),
        kind: Kind::Translated,
        subject_kind: "translation",
        subject: it.question.0.clone(),
        from: None,
        to: None,
        why: None,
        after: translation_after(it, text),
        heard: vec![desk_line(Kind::Translated, of)],
    }
}
