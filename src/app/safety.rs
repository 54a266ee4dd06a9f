//! What an asker's own page tells of their safety: what they reported, who asks for their flat number, who looked.

use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Result};
use crate::{
    domain::{
        day::Day,
        flat::{FlatRequest, FlatState},
        harassment::Harassment,
        id::QuestionId,
        moment::Moment,
        question::Question,
    },
    store::{Tx, flats, harassments, inquiries, people, questions},
};

/// A report of trouble, as its asker reads it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Reported {
    /// What they wrote.
    pub text: String,
    /// When.
    pub at: Moment,
    /// The working day by which a supervisor has taken it up.
    pub due_on: Day,
    /// Who has it.
    pub taken_by: Option<String>,
    /// Since when.
    pub taken_at: Option<Moment>,
    /// What was done.
    pub done: Option<String>,
    /// When they were told.
    pub done_at: Option<Moment>,
}

/// A request for the flat number, as its asker reads it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FlatAsked {
    /// Its id.
    pub id: String,
    /// Which department.
    pub department: String,
    /// What for.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// `asked`, `agreed` or `refused`.
    pub state: FlatState,
    /// When the asker said so.
    pub answered_at: Option<Moment>,
    /// Its version.
    pub version: i64,
}

impl App {
    /// What the asker of a question reported, and what was done about it.
    pub async fn reported(&self, tx: &mut Tx, question: &QuestionId) -> Result<Vec<Reported>> {
        let mut all = Vec::new();
        for it in harassments::of(tx, question).await? {
            let Harassment { text, at, due_on, taken_at, done_note, answered_at, .. } = it;
            let taken_by = match &it.taken_by {
                Some(person) => people::get(tx, person).await?.map(|person| person.name),
                None => None,
            };
            all.push(Reported { text, at, due_on, taken_by, taken_at, done: done_note, done_at: answered_at });
        }
        Ok(all)
    }

    /// Who asked for the flat number of a question; what nobody can answer any more is left out.
    pub async fn flat_asked(&self, tx: &mut Tx, question: &Question) -> Result<Vec<FlatAsked>> {
        let mut all = Vec::new();
        for it in flats::of(tx, &question.id).await? {
            // Given to another department meanwhile, an open request is nobody's.
            let is_over = question.owner_department.as_ref() != Some(&it.department);
            if is_over && it.state == FlatState::Asked {
                continue;
            }
            let department = inquiries::department(tx, it.department.as_str()).await?;
            let FlatRequest { id, reason, asked_at: at, state, answered_at, version, .. } = it;
            let department = department.map(|it| it.name).unwrap_or_default();
            all.push(FlatAsked { id, department, reason, at, state, answered_at, version });
        }
        Ok(all)
    }

    /// The flat number that an asker left with a question, to be offered when a department asks for it.
    pub async fn flat_left(&self, tx: &mut Tx, question: &QuestionId) -> Result<Option<String>> {
        let sealed = questions::sealed(tx, question).await?.flat_sealed;
        Ok(sealed.and_then(|sealed| self.vault.unseal(question.as_str(), "flat", &sealed).ok()))
    }
}
