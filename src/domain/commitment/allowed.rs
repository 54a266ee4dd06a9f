//! Which action belongs to whom, and in which stage.

use super::{
    Stage,
    action::{Action, Actor},
};
use crate::domain::pair::Pair;

impl Action {
    /// The stages in which it can be done.
    pub fn stages(&self) -> &'static [Stage] {
        use Stage::*;
        match self {
            Action::Confirm { .. } | Action::Void { .. } | Action::Edit { .. } => &[Captured],
            Action::Countersign | Action::FixDue => &[
                Confirmed,
                Assigned,
                Returned,
                Accepted,
                InProgress,
                Paused,
                ReportedDone,
                Verifying,
                Notice,
                Disputed,
                Closed,
            ],
            Action::Assign { .. } => &[Confirmed, Assigned, Returned],
            Action::Accept { .. } | Action::Return { .. } => &[Assigned],
            Action::Progress { .. } | Action::Pause { .. } | Action::ReportDone { .. } => &[Accepted, InProgress],
            Action::Resume => &[Paused],
            Action::TakeUp => &[ReportedDone],
            Action::Verify { .. } => &[ReportedDone, Verifying],
            Action::Extend { .. } | Action::Judge { .. } => {
                &[Confirmed, Assigned, Returned, Accepted, InProgress, Paused, ReportedDone, Verifying]
            }
            Action::Object { .. } => &[Notice, Disputed],
            Action::Agree => &[Notice],
            Action::Rule { .. } => &[Disputed],
            Action::Close => &[Notice],
            Action::Reopen { .. } => &[Closed],
        }
    }

    /// Whether this part ever does this.
    pub fn is_for(&self, actor: &Actor) -> bool {
        use Actor::*;
        match self {
            Action::Edit { .. } => matches!(actor, Scribe(_) | Supervisor(..)),
            Action::Confirm { .. } | Action::Countersign => {
                actor.role().is_some_and(|role| Pair::Promise.is_seconded_by(role))
            }
            Action::Void { .. }
            | Action::Assign { .. }
            | Action::Extend { .. }
            | Action::Pause { .. }
            | Action::Resume
            | Action::Judge { .. }
            | Action::Rule { .. }
            | Action::Close => matches!(actor, Supervisor(..)),
            Action::Accept { .. } | Action::Return { .. } | Action::Progress { .. } | Action::ReportDone { .. } => {
                matches!(actor, Department(..))
            }
            Action::TakeUp | Action::Verify { .. } => matches!(actor, Verifier(..)),
            Action::Object { .. } => matches!(actor, Visitor(_) | Department(..) | Verifier(..)),
            Action::Agree => matches!(actor, Visitor(_)),
            Action::Reopen { .. } => matches!(actor, Supervisor(..) | Verifier(..)),
            Action::FixDue => matches!(actor, House),
        }
    }

    /// Whether it judges the promise, which nobody does who has a part in it.
    pub(super) fn judges(&self) -> bool {
        matches!(
            self,
            Action::TakeUp
                | Action::Verify { .. }
                | Action::Judge { .. }
                | Action::Rule { .. }
                | Action::Close
                | Action::Reopen { .. }
        )
    }

    /// The text that goes into the promise's records with it, if it brings one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Action::Void { reason }
            | Action::Extend { reason, .. }
            | Action::Pause { reason, .. }
            | Action::Return { reason, .. }
            | Action::Judge { reason, .. }
            | Action::Rule { reason, .. }
            | Action::Reopen { reason } => Some(reason),
            Action::Progress { note } | Action::Verify { note, .. } => Some(note),
            Action::Object { text } => Some(text),
            Action::Accept { plan, .. } => plan.as_deref(),
            Action::ReportDone { note, .. } => note.as_deref(),
            Action::Confirm { alone } => alone.as_deref(),
            Action::Assign { company_reason, .. } => company_reason.as_deref(),
            Action::Countersign
            | Action::Edit { .. }
            | Action::Resume
            | Action::TakeUp
            | Action::Agree
            | Action::Close
            | Action::FixDue => None,
        }
    }
}
