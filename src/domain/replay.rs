//! Replaying the journal: the last line about each subject says what it is.

use std::collections::BTreeMap;

use serde_json::Value;

/// What a journal says that its subjects are, by kind and id.
#[derive(Debug, Default, PartialEq)]
pub struct World(pub BTreeMap<(String, String), Value>);

impl World {
    /// Takes in the next line.
    pub fn hear(&mut self, subject_kind: &str, subject: &str, after: Value) {
        self.0.insert((subject_kind.to_owned(), subject.to_owned()), after);
    }

    /// What one kind of subjects is, by id.
    pub fn all(&self, subject_kind: &str) -> BTreeMap<&str, &Value> {
        self.0
            .iter()
            .filter(|((kind, _), _)| kind == subject_kind)
            .map(|((_, id), after)| (id.as_str(), after))
            .collect()
    }
}
