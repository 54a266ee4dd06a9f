//! Trouble that is made for an asker: what happened, who has it, the contact behind a reason, and the answer.

use serde::Serialize;

use crate::pages::{Page, ask::FieldError};

/// One report.
#[derive(Clone, Debug, Serialize)]
pub struct HarassmentPage {
    /// Its id.
    pub id: String,
    /// Who reads it.
    pub name: String,
    /// The inquiry's theme.
    pub theme: String,
    /// The question's number in the inquiry.
    pub number: i64,
    /// `waiting`, `mine`, `taken` or `over`.
    pub standing: String,
    /// In the asker's words.
    pub text: String,
    /// When it was reported, in milliseconds UTC.
    pub at: i64,
    /// By which working day somebody has taken it up.
    pub due_on: String,
    /// That day is over.
    pub late: bool,
    /// Who has it.
    pub taken_by: Option<String>,
    /// What its asker was told.
    pub done: Option<String>,
    /// When, in milliseconds UTC.
    pub done_at: Option<i64>,
    /// The version that the forms name.
    pub version: i64,
    /// The contact, on the page that answers the press which opened it.
    pub opened: Option<Opened>,
    /// What was typed as answer.
    pub typed: String,
    /// What was typed as reason for opening the contact.
    pub reason: String,
    /// What is wrong in a form.
    pub errors: Vec<FieldError>,
    /// Why it could not be taken: a code.
    pub problem: Option<String>,
    /// Makes a second press the same press.
    pub idempotency_key: String,
}

/// How to reach the asker.
#[derive(Clone, Debug, Serialize)]
pub struct Opened {
    /// How they would like to be called.
    pub name: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
    /// The flat number.
    pub flat: Option<String>,
}

impl Page for HarassmentPage {
    const TEMPLATE: &'static str = "followup/harassment.html";

    fn samples() -> Vec<Self> {
        let waiting = HarassmentPage {
            id: "h1".into(),
            name: "程立".into(),
            theme: "加强物业管理".into(),
            number: 12,
            standing: "waiting".into(),
            text: "物业的人上门，让我撤回。\n说不撤就停水。".into(),
            at: 1_790_000_000_000,
            due_on: "2026-09-25".into(),
            late: true,
            taken_by: None,
            done: None,
            done_at: None,
            version: 1,
            opened: None,
            typed: String::new(),
            reason: String::new(),
            errors: Vec::new(),
            problem: None,
            idempotency_key: "k".into(),
        };
        let error = |field: &str| FieldError { field: field.into(), code: "too_short".into(), limit: Some(5) };
        let mine = HarassmentPage {
            standing: "mine".into(),
            taken_by: Some("程立".into()),
            late: false,
            version: 2,
            opened: Some(Opened { name: None, contact: Some("13800138000".into()), flat: Some("1203室".into()) }),
            typed: "约谈".into(),
            errors: vec![error("text"), error("reason")],
            problem: Some("stale_version".into()),
            ..waiting.clone()
        };
        let nothing = Opened { name: None, contact: None, flat: None };
        let taken =
            HarassmentPage { standing: "taken".into(), errors: Vec::new(), opened: Some(nothing), ..mine.clone() };
        let over = HarassmentPage {
            standing: "over".into(),
            done: Some("已约谈物业公司经理。".into()),
            done_at: Some(1_790_100_000_000),
            opened: None,
            problem: None,
            ..taken.clone()
        };
        vec![waiting, mine, taken, over]
    }
}
