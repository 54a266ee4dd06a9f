//! A form of the office: its fields with what stands in them, what is wrong with which, and what stands there meanwhile.

use serde::Serialize;

use crate::pages::{ask::FieldError, door::Choice};

/// A form, ready to be filled in.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OfficeForm {
    /// What it is called on its page; the ids of its fields begin with it.
    pub id: String,
    /// Where it is sent.
    pub action: String,
    /// What its button says: the rest of a sentence's name.
    pub send: String,
    /// The version that was seen.
    pub version: Option<i64>,
    /// It carries a file.
    pub is_upload: bool,
    /// Its fields, in their order.
    pub fields: Vec<OfficeField>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The code of the problem, where it is none of a field's.
    pub trouble: Option<String>,
}

/// A field of a form.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OfficeField {
    /// Its name; label and hint are `office-<name>` and `office-<name>-hint`.
    pub name: String,
    /// `line`, `number`, `moment`, `choice`, `file`, `places` or `speakers`.
    pub kind: String,
    /// What stands in it.
    pub value: String,
    /// What stood there before somebody else was faster, where that is another thing.
    pub now: Option<String>,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// Of `places`: each choice with its place, or none.
    pub places: Vec<Placed>,
    /// Of `speakers`: who speaks, with rows left to fill in.
    pub speakers: Vec<Speaking>,
    /// There is a hint.
    pub hinted: bool,
    /// It can stay empty.
    pub optional: bool,
}

/// Something with a place in an order.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Placed {
    /// What is sent.
    pub id: String,
    /// What is shown.
    pub name: String,
    /// Its place, from 1; empty for none.
    pub place: String,
}

/// Who speaks for a department.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Speaking {
    /// Their id, if they are listed already.
    pub id: String,
    /// For which department, by its name in addresses.
    pub department: String,
    /// Their post.
    pub post: String,
    /// Their name.
    pub name: String,
}

impl OfficeForm {
    /// A form without fields.
    pub fn new(id: &str, action: &str, send: &str) -> Self {
        Self { id: id.into(), action: action.into(), send: send.into(), ..Self::default() }
    }

    /// The same, for a version that was seen.
    #[must_use]
    pub fn seen(self, version: i64) -> Self {
        Self { version: Some(version), ..self }
    }

    /// The same with one more field.
    #[must_use]
    pub fn with(mut self, field: OfficeField) -> Self {
        self.is_upload |= field.kind == "file";
        self.fields.push(field);
        self
    }

    /// The form as it was sent and could not be done: what was typed stays, and where that is another thing than what
    /// stands there now, both are shown.
    #[must_use]
    pub fn refused(
        mut self,
        typed: &[(String, String)],
        errors: Vec<FieldError>,
        trouble: Option<String>,
        overtaken: bool,
    ) -> Self {
        let sent = |name: &str| typed.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        for field in &mut self.fields {
            if let Some(value) = sent(&field.name).filter(|_| field.kind != "file") {
                field.now = Some(field.shown(&field.value)).filter(|_| overtaken && value != field.value);
                field.value = value;
            }
            for placed in &mut field.places {
                placed.place = sent(&format!("place-{}", placed.id)).unwrap_or_default();
            }
            for (row, speaking) in field.speakers.iter_mut().enumerate() {
                let typed = |what: &str| sent(&format!("speaker-{row}-{what}")).unwrap_or_default();
                *speaking = Speaking {
                    id: typed("id"),
                    department: typed("department"),
                    post: typed("post"),
                    name: typed("name"),
                };
            }
        }
        (self.errors, self.trouble) = (errors, trouble);
        self
    }
}

impl OfficeField {
    fn of(kind: &str, name: &str, value: impl Into<String>) -> Self {
        Self { kind: kind.into(), name: name.into(), value: value.into(), ..Self::default() }
    }

    /// One line of text.
    pub fn line(name: &str, value: impl Into<String>) -> Self {
        Self::of("line", name, value)
    }

    /// A whole number.
    pub fn number(name: &str, value: i64) -> Self {
        Self::of("number", name, value.to_string())
    }

    /// Day and time as `2026-09-24T20:00`, on the programme's clock.
    pub fn moment(name: &str, value: impl Into<String>) -> Self {
        Self::of("moment", name, value)
    }

    /// One of several.
    pub fn choice(name: &str, value: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::of("choice", name, value) }
    }

    /// A file.
    pub fn file(name: &str) -> Self {
        Self::of("file", name, "")
    }

    /// Several in an order.
    pub fn places(name: &str, places: Vec<Placed>) -> Self {
        Self { places, ..Self::of("places", name, "") }
    }

    /// Who speaks for which department.
    pub fn speakers(name: &str, speakers: Vec<Speaking>, choices: Vec<Choice>) -> Self {
        Self { speakers, choices, ..Self::of("speakers", name, "") }
    }

    /// The same with a hint.
    #[must_use]
    pub fn hinted(self) -> Self {
        Self { hinted: true, ..self }
    }

    /// The same, and it can stay empty.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// A value as it is read.
    fn shown(&self, value: &str) -> String {
        self.choices.iter().find(|choice| choice.id == value).map_or_else(|| value.to_owned(), |it| it.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_and_what_stands_there_is_shown_beside_it() {
        let form = OfficeForm::new("plan", "/x", "save").seen(4).with(OfficeField::line("theme", "公交"));
        let typed = [("theme".to_owned(), "地铁".to_owned())];

        let refused = form.clone().refused(&typed, Vec::new(), Some("stale_version".into()), true);
        assert_eq!(refused.fields[0].value, "地铁");
        assert_eq!(refused.fields[0].now.as_deref(), Some("公交"));
        assert_eq!(refused.version, Some(4), "the next try is made on what is seen now");

        let wrong = form.refused(&typed, Vec::new(), None, false);
        assert_eq!(wrong.fields[0].now, None);
    }
}
