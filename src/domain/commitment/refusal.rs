//! Why something cannot be done with a promise, each with its stable code.

use jiff::civil::Date;
use thiserror::Error;

use super::{
    Stage,
    action::{MOST_PAUSES, MOST_RETURNS},
};
use crate::domain::pair::Unsigned;

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// This part never does this.
    #[error("not allowed in this part")]
    NotAllowed,
    /// It is another department's.
    #[error("the promise is another department's")]
    NotYours,
    /// Who has a part in it does not judge it.
    #[error("who has a part in it does not judge it")]
    SameDepartment,
    /// Another person must do this.
    #[error("another person must do this")]
    SamePerson,
    /// It has changed since it was seen.
    #[error("the promise is at version {current} by now")]
    Stale {
        /// The present version.
        current: i64,
    },
    /// Not in this stage.
    #[error("not possible while {stage:?}")]
    WrongState {
        /// The present stage.
        stage: Stage,
    },
    /// A reason is needed.
    #[error("a reason is needed")]
    ReasonRequired,
    /// A text is needed here.
    #[error("{0} is needed")]
    Required(&'static str),
    /// Nothing shows it.
    #[error("at least one piece of evidence is needed")]
    EvidenceRequired,
    /// The new date is not later than the one that holds, or not after today.
    #[error("the date must be later")]
    NotLater,
    /// It was given back too often; the supervisor's word stands.
    #[error("it was given back {MOST_RETURNS} times")]
    ReturnedTooOften,
    /// It rested too often.
    #[error("it rested {MOST_PAUSES} times")]
    PausedTooOften,
    /// It cannot be judged so yet.
    #[error("it cannot be judged so yet")]
    TooEarly,
    /// The notice still runs.
    #[error("the notice runs until {ends_on}")]
    NoticeRunning {
        /// The first day on which it may be closed.
        ends_on: Date,
    },
    /// An objection waits for its answer.
    #[error("an objection is open")]
    ObjectionOpen,
    /// Nothing of it is followed.
    #[error("an answer or a refusal is not followed")]
    NotFollowed,
}

impl Refusal {
    /// The stable code, part of the outside contract.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NotAllowed => "not_allowed",
            Refusal::NotYours => "not_yours",
            Refusal::SameDepartment => "same_department",
            Refusal::SamePerson => "same_person",
            Refusal::Stale { .. } => "stale_version",
            Refusal::WrongState { .. } => "wrong_state",
            Refusal::ReasonRequired => "reason_required",
            Refusal::Required(_) => "required",
            Refusal::EvidenceRequired => "evidence_required",
            Refusal::NotLater => "not_later",
            Refusal::ReturnedTooOften => "returned_too_often",
            Refusal::PausedTooOften => "paused_too_often",
            Refusal::TooEarly => "too_early",
            Refusal::NoticeRunning { .. } => "notice_running",
            Refusal::ObjectionOpen => "objection_open",
            Refusal::NotFollowed => "not_followed",
        }
    }
}

impl From<Unsigned> for Refusal {
    fn from(unsigned: Unsigned) -> Self {
        match unsigned {
            Unsigned::SamePerson => Refusal::SamePerson,
            Unsigned::ReasonRequired => Refusal::ReasonRequired,
        }
    }
}
