//! A form and the key that was made with it: a second press of the same form is the same press.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::Problem;
use crate::{
    app::{By, Key},
    domain::happening::Actor,
    pages::ask::FieldError,
};

pub use crate::app::act::new_key;

/// Who presses the button of a form, under the form's key; without one each press is a new one. `place` is the form's
/// address, with what it is about where several stand there; `said` is all that was typed.
pub fn pressed(actor: Actor, place: &str, key: &str, said: &impl Serialize) -> By {
    let digest = hex::encode(Sha256::digest(serde_json::to_vec(said).unwrap_or_default()));
    let scope = format!("form {}:{} {place}", actor.kind(), actor.id());
    By { key: (!key.is_empty()).then(|| Key { scope, key: key.to_owned(), digest }), actor }
}

/// Whether it was done before, by the same press: then it is done.
pub fn was_done_before(problem: &Problem) -> bool {
    problem.code() == "replayed"
}

/// A problem's code, where it is more than wrong fields.
pub fn code(problem: &Problem) -> Option<String> {
    (problem.code() != "invalid").then(|| problem.code().to_owned())
}

/// What is wrong field by field, where a problem says so.
pub fn field_errors(problem: &Problem) -> Vec<FieldError> {
    let listed = problem.member("errors").and_then(Value::as_array).cloned().unwrap_or_default();
    let error = |it: &Value| {
        Some(FieldError {
            field: it["field"].as_str()?.to_owned(),
            code: it["code"].as_str()?.to_owned(),
            limit: it["limit"].as_u64().and_then(|limit| limit.try_into().ok()),
        })
    };
    listed.iter().filter_map(error).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_press_has_the_same_key_and_digest() {
        let press = |place: &str, key: &str, said: &str| pressed(Actor::House, place, key, &said).key;
        let first = press("/c/1", "k", "x");

        assert_eq!(first, press("/c/1", "k", "x"));
        assert_ne!(first, press("/c/2", "k", "x"), "another form");
        assert_ne!(first, press("/c/1", "k", "y"), "other words");
        assert_eq!(press("/c/1", "", "x"), None);
    }
}
