//! What somebody typed into a form, and the form as it comes back when it could not be done.

use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use jiff::{civil::DateTime, tz::TimeZone};
use serde::Deserialize;

use crate::{
    app::By,
    domain::{happening::Actor, moment::Moment, role::Staff},
    http::{Problem, problem::Wrong},
    pages::{ask::FieldError, office::OfficeForm},
};

/// How a moment stands in a field.
const FIELD: &str = "%Y-%m-%dT%H:%M";

/// A form as a browser sends it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// What stands in a field, if the form has it.
    pub fn get(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }

    /// What stands in a field; nothing where it is empty.
    pub fn some(&self, name: &str) -> Option<String> {
        self.get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// The version that was seen.
    pub fn seen(&self) -> Result<i64, Problem> {
        crate::http::seen(self.some("version").and_then(|version| version.parse().ok()))
    }

    /// A whole number; what is none is said to be wrong.
    pub fn number(&self, name: &'static str) -> Result<Option<i64>, Problem> {
        self.some(name).map(|text| text.parse().map_err(|_| malformed(name))).transpose()
    }

    /// A moment on the clock of a zone; an empty field is no moment.
    pub fn moment(&self, name: &'static str, zone: &TimeZone) -> Result<Option<i64>, Problem> {
        let Some(text) = self.some(name) else { return Ok(None) };
        let read = text.parse::<DateTime>().ok().and_then(|at| zone.to_timestamp(at).ok());
        read.map(|at| Some(at.as_millisecond())).ok_or_else(|| malformed(name))
    }
}

fn malformed(field: &'static str) -> Problem {
    Problem::fields(&[Wrong { field, code: "malformed", limit: None }])
}

/// A moment as its field holds it.
pub fn in_field(at: Moment, zone: &TimeZone) -> String {
    at.read_in(zone).strftime(FIELD).to_string()
}

/// Somebody of the staff acts by a form.
pub fn by(staff: &Staff) -> By {
    By::from(Actor::Person(staff.person.clone()))
}

/// What was just done, in the address that a form leads to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    /// The rest of a sentence's name.
    pub done: Option<String>,
}

/// A form that could not be done.
pub struct Refused {
    form: String,
    typed: Typed,
    problem: Problem,
}

impl Refused {
    /// What was sent by which form, and why it was not done. Who may not do it at all gets no form back.
    pub fn new(form: impl Into<String>, typed: Typed, problem: Problem) -> Result<Self, Problem> {
        let is_final = problem.status().is_server_error()
            || matches!(problem.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::OK);
        if is_final { Err(problem) } else { Ok(Self { form: form.into(), typed, problem }) }
    }

    /// The page around the form, with the problem's status.
    pub fn answer(&self, page: Response) -> Response {
        (self.problem.status(), page).into_response()
    }

    /// The code of the problem.
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }
}

/// The form as it is, or as it comes back if it is the one that was sent.
pub fn told(form: OfficeForm, refused: Option<&Refused>) -> OfficeForm {
    let Some(Refused { typed, problem, .. }) = refused.filter(|refused| refused.form == form.id) else { return form };
    let code = problem.code();
    let errors = match code {
        "name_taken" => {
            let field = if form.fields.iter().any(|field| field.name == "slug") { "slug" } else { "name" };
            vec![FieldError { field: field.into(), code: "taken".into(), limit: None }]
        }
        _ => errors(problem),
    };
    let trouble = errors.is_empty().then(|| code.to_owned());
    form.refused(&typed.0, errors, trouble, code == "stale_version")
}

fn errors(problem: &Problem) -> Vec<FieldError> {
    let listed = problem.member("errors").and_then(|errors| errors.as_array()).cloned().unwrap_or_default();
    let mut errors: Vec<FieldError> = Vec::new();
    for error in &listed {
        let field = error["field"].as_str().unwrap_or_default().to_owned();
        let limit = error["limit"].as_i64();
        // The field counts in seconds.
        let limit = if field == "delay_ms" { limit.map(|limit| limit / 1000) } else { limit };
        let code = error["code"].as_str().unwrap_or_default().to_owned();
        if errors.iter().all(|it| it.field != field) {
            errors.push(FieldError { field, code, limit: limit.and_then(|limit| limit.try_into().ok()) });
        }
    }
    errors
}
