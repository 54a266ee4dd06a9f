//! One form for every noun: what was typed stays, what is wrong is said first, and what changed meanwhile is shown.

use std::collections::BTreeMap;

use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use crate::{
    app::{App, By},
    domain::{happening::Actor, role::Staff},
    http::{
        Problem, Reader, Signed,
        page::{house, see_other},
    },
    pages::{
        Page,
        ask::{FieldError, Trouble},
        door::Choice,
        office::{Crumb, FormField, FormPage},
    },
};

/// What a form sends, by the names of its fields.
pub type Typed = BTreeMap<String, String>;

/// A way back to the office.
pub fn to_office() -> Crumb {
    Crumb { href: "/office".into(), name: String::new() }
}

/// Whoever acts by a form.
pub fn by(staff: &Staff) -> By {
    By::from(Actor::Person(staff.person.clone()))
}

/// Whoever is signed in; nobody is led to the door for staff.
pub fn signed(staff: Option<Signed>) -> Result<Staff, Away> {
    staff.map(|Signed(staff)| staff).ok_or(Away)
}

/// Nobody is signed in.
pub struct Away;

impl Away {
    /// Leads to the door for staff.
    pub fn lead(self) -> Response {
        see_other("/sign-in")
    }
}

/// What was typed into a field, if anything.
pub fn text(typed: &Typed, name: &str) -> Option<String> {
    typed.get(name).cloned()
}

/// A number that was typed.
pub fn number(typed: &Typed, name: &str) -> Option<i64> {
    typed.get(name)?.trim().parse().ok()
}

/// The version that a form carries.
pub fn version(typed: &Typed) -> Result<i64, Problem> {
    crate::http::seen(number(typed, "version"))
}

/// Fields with what stands in them.
pub struct Fields<'a> {
    typed: &'a Typed,
    now: &'a Typed,
    /// The fields so far.
    pub list: Vec<FormField>,
}

impl<'a> Fields<'a> {
    /// No fields yet. `now` is what stands there for everybody, where somebody was faster.
    pub fn new(typed: &'a Typed, now: &'a Typed) -> Self {
        Self { typed, now, list: Vec::new() }
    }

    /// A field of a kind that a browser knows.
    pub fn input(self, name: &str, kind: &str) -> Self {
        self.labelled(name, name, None, kind, Vec::new())
    }

    /// A list to choose from.
    pub fn select(self, name: &str, options: Vec<Choice>) -> Self {
        self.labelled(name, name, None, "select", options)
    }

    /// A field whose label is another one's, and speaks of something.
    pub fn labelled(mut self, name: &str, label: &str, of: Option<String>, kind: &str, options: Vec<Choice>) -> Self {
        let value = self.typed.get(name).cloned().unwrap_or_default();
        let now = self.now.get(name).filter(|now| **now != value);
        let called = |id: &String| options.iter().find(|it| it.id == *id).map_or(id.clone(), |it| it.name.clone());
        let now = now.map(called).filter(|now| !now.is_empty());
        let (name, label, kind) = (name.to_owned(), label.to_owned(), kind.to_owned());
        self.list.push(FormField { name, label, of, kind, value, now, options, hint: None });
        self
    }

    /// The last field with a sentence beside it.
    pub fn hinted(mut self, hint: Option<String>) -> Self {
        if let Some(last) = self.list.last_mut() {
            last.hint = hint;
        }
        self
    }
}

/// A form before anything went wrong with it.
pub fn form(what: &str, back: Crumb, action: &str, version: Option<i64>, fields: Vec<FormField>) -> FormPage {
    FormPage { what: what.into(), back, action: action.into(), version, fields, errors: vec![], trouble: None }
}

/// Shows a form.
pub fn show(app: &App, reader: &Reader, page: &FormPage) -> Result<Response, Problem> {
    private(app, reader, page, &format!("office-form-{}", page.what))
}

/// Shows a page of the office.
pub fn private<P: Page>(app: &App, reader: &Reader, page: &P, title: &str) -> Result<Response, Problem> {
    reader.show_private(app, page, &reader.say(title), house())
}

/// The form once more: with what is wrong, and with the version that would now be changed.
pub fn again(app: &App, reader: &Reader, page: FormPage, problem: &Problem) -> Result<Response, Problem> {
    let page = FormPage {
        version: page.version.map(|seen| current_version(problem).unwrap_or(seen)),
        errors: errors(problem),
        trouble: trouble(problem),
        ..page
    };
    Ok((problem.status(), show(app, reader, &page)?).into_response())
}

/// The version that stands there now, where somebody was faster.
pub fn current_version(problem: &Problem) -> Option<i64> {
    problem.member("current")?.get("version")?.as_i64()
}

/// What stands there now of these fields, where somebody was faster.
pub fn current(problem: &Problem, names: &[&str]) -> Typed {
    let now = |name: &str| match problem.member("current")?.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    names.iter().filter_map(|name| Some(((*name).to_owned(), now(name)?))).collect()
}

/// The wrong fields that a problem lists.
pub fn errors(problem: &Problem) -> Vec<FieldError> {
    let listed = problem.member("errors").and_then(Value::as_array).cloned().unwrap_or_default();
    let errors = listed.iter().map(|error| FieldError {
        field: error["field"].as_str().unwrap_or_default().to_owned(),
        code: error["code"].as_str().unwrap_or_default().to_owned(),
        limit: error["limit"].as_u64().and_then(|limit| limit.try_into().ok()),
    });
    errors.collect()
}

/// What a problem is, unless it only lists fields.
pub fn trouble(problem: &Problem) -> Option<Trouble> {
    let retry_after_s = problem.wait_s().and_then(|seconds| seconds.try_into().ok());
    (problem.code() != "invalid").then(|| Trouble { code: problem.code().into(), retry_after_s })
}

/// Whether a form can come back with this problem; what else went wrong has a page of its own.
pub fn comes_back(problem: &Problem) -> bool {
    !matches!(problem.status().as_u16(), 401 | 403 | 404 | 428)
}
