//! What stands in a promise's records: who confirmed, what was granted, found, objected and ruled.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CommitmentOutcome, Finding};
use crate::domain::{
    due::OfficeStep,
    id::{DepartmentId, PersonId, VisitorId},
    moment::Moment,
};

/// That another person, or one alone with a reason, stands for the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Who confirmed.
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// Why the writer confirmed alone; none when it was another person.
    pub alone: Option<String>,
    /// Who countersigned a confirmation alone.
    pub countersigned_by: Option<PersonId>,
}

impl Confirmation {
    /// Whether it must be shown that one person went alone.
    pub fn is_alone(&self) -> bool {
        self.alone.is_some() && self.countersigned_by.is_none()
    }
}

/// A later date that stands beside the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Until when.
    pub until: Date,
    /// Why, as everybody may read it.
    pub reason: String,
    /// The supervisor who granted it.
    pub by: PersonId,
    /// On which day.
    pub on: Date,
}

/// What a verifier found, when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// Who looked.
    pub by: PersonId,
    /// Of which department; a deputy has none.
    pub department: Option<DepartmentId>,
    /// What was found.
    pub finding: Finding,
    /// How it was seen.
    pub note: String,
    /// On which day.
    pub on: Date,
}

/// Who objects to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", content = "id", rename_all = "snake_case")]
pub enum Objector {
    /// A device of the public.
    Visitor(VisitorId),
    /// A party: its right of reply.
    Department(DepartmentId),
    /// A verifier or deputy.
    Person(PersonId),
}

/// An objection to a finding in notice, with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Who.
    pub by: Objector,
    /// What they saw otherwise. Restricted until read by staff.
    pub text: String,
    /// On which day.
    pub on: Date,
    /// The answer.
    pub ruling: Option<Ruling>,
}

/// The answer to the objections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Who answered.
    pub by: PersonId,
    /// Whether the objection holds, so that it is looked at again.
    pub upheld: bool,
    /// Why, as everybody may read it.
    pub reason: String,
    /// On which day.
    pub on: Date,
}

/// 退单: that a department gave the order back, and what was decided then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenBack {
    /// Which department.
    pub by: DepartmentId,
    /// On which day.
    pub on: Date,
    /// Whose it is instead, as that department says.
    pub to: Option<DepartmentId>,
    /// 裁定: who has it since; none while that is open, and until then the department that gave it back.
    pub settled: Option<Settled>,
}

/// The word that ends a dispute about whose an order is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// Who owes it.
    pub lead: DepartmentId,
    /// On which day.
    pub on: Date,
}

/// A rest in the work, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Why, as everybody may read it.
    pub reason: String,
    /// Until when it is meant to last.
    pub until: Date,
    /// Since when.
    pub from: Date,
}

/// An end that was opened again; it stays in the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// As what it was closed.
    pub outcome: CommitmentOutcome,
    /// When.
    pub closed_on: Option<Date>,
    /// Why it was opened again.
    pub reason: String,
}

/// What the office has to do next, and by when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDue {
    /// The step.
    pub step: OfficeStep,
    /// By this day.
    pub due: Date,
}
