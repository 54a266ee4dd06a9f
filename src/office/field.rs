//! Reading what a form or call holds: every field checked, all that is wrong said at once.

use crate::{
    http::{Problem, problem::Wrong},
    text::clean::clean_line,
};

/// The longest name in addresses, in characters.
const SLUG_CHARS: usize = 40;

/// What is wrong so far.
#[derive(Debug, Default)]
pub struct Fields(Vec<Wrong>);

impl Fields {
    /// Something is wrong with a field.
    pub fn wrong(&mut self, field: &'static str, code: &'static str, limit: Option<i64>) {
        self.0.push(Wrong { field, code, limit });
    }

    /// A line that may be missing.
    pub fn line(&mut self, field: &'static str, text: Option<&String>, most: usize) -> Option<String> {
        let text = clean_line(text?);
        if text.chars().count() > most {
            self.wrong(field, "too_long", Some(most as i64));
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// A line that must be there.
    pub fn needed(&mut self, field: &'static str, text: Option<&String>, most: usize) -> String {
        self.line(field, text, most).unwrap_or_else(|| {
            self.wrong(field, "required", None);
            String::new()
        })
    }

    /// A line that was not sent, or must not be empty.
    pub fn kept(&mut self, field: &'static str, text: Option<&String>, most: usize) -> Option<String> {
        text.map(|text| self.needed(field, Some(text), most))
    }

    /// A name in addresses: small letters, digits and hyphens.
    pub fn slug(&mut self, text: Option<&String>) -> String {
        let slug = self.needed("slug", text, SLUG_CHARS);
        let fits = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
        if !slug.chars().all(fits) || slug.starts_with('-') {
            self.wrong("slug", "malformed", None);
        }
        slug
    }

    /// A number within limits; without one, what it is otherwise.
    pub fn number(&mut self, field: &'static str, sent: Option<i64>, least: i64, most: i64) -> Option<i64> {
        match sent {
            Some(number) if number < least => self.wrong(field, "too_small", Some(least)),
            Some(number) if number > most => self.wrong(field, "too_large", Some(most)),
            _ => {}
        }
        sent
    }

    /// Goes on only where nothing is wrong.
    pub fn must_be_right(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::fields(&self.0)) }
    }
}
