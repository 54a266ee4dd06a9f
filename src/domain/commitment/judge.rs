//! Whether a promise was kept: finding, notice, objection, ruling, the end and what comes after it.

use jiff::Span;

use super::{
    CommitmentOutcome, Finding, Objection, Objector, Past, Refusal, Ruling, Stage, Verification,
    act::{Turn, needed, reasoned},
    action::{Action, Actor, BROKEN_AFTER_WORKING_DAYS, Change, Judgement},
};
use crate::domain::{due::OfficeStep, id::PersonId};

impl Turn<'_> {
    pub(super) fn verify(&mut self, finding: Finding, note: &str, actor: &Actor) -> Result<(), Refusal> {
        let Actor::Verifier(person, department) = actor else { return Err(Refusal::NotAllowed) };
        self.next.verification = Some(Verification {
            by: person.clone(),
            department: department.clone(),
            finding,
            note: needed(note, "note")?,
            on: self.ground.today,
        });
        self.changes.push(Change::Found { finding });
        match finding {
            Finding::Kept => self.gives_notice(CommitmentOutcome::Kept),
            Finding::KeptInPart => self.gives_notice(CommitmentOutcome::KeptInPart),
            Finding::NotKept => {
                self.next.reported_on = None;
                self.moves_to(Stage::InProgress);
                self.expects(OfficeStep::Progress);
            }
        }
        Ok(())
    }

    pub(super) fn judge(&mut self, action: &Action) -> Result<(), Refusal> {
        let Action::Judge { judgement, reason, successor } = action else { return Ok(()) };
        let reason = reasoned(reason)?;
        match judgement {
            Judgement::Broken if !self.may_be_broken() => return Err(Refusal::TooEarly),
            Judgement::NotVerifiable if self.next.reported_on.is_none() => return Err(Refusal::TooEarly),
            Judgement::Superseded if successor.as_ref().is_none_or(|other| *other == self.next.id) => {
                return Err(Refusal::Required("successor"));
            }
            _ => {}
        }
        self.next.judgement = Some(reason);
        self.next.successor = successor.clone().filter(|_| *judgement == Judgement::Superseded);
        self.gives_notice(judgement.outcome());
        Ok(())
    }

    /// A promise is broken when its last date is over and a verifier found it not kept, or when it is long over.
    fn may_be_broken(&self) -> bool {
        let not_kept = self.next.verification.as_ref().is_some_and(|seen| seen.finding == Finding::NotKept);
        let Some(last) = self.next.due_now() else { return not_kept };
        let over = self.ground.calendar.working_days_between(last, self.ground.today);
        self.ground.today > last && (not_kept || over >= BROKEN_AFTER_WORKING_DAYS)
    }

    pub(super) fn object(&mut self, by: Objector, text: &str) -> Result<(), Refusal> {
        let text = reasoned(text)?;
        self.next.objections.push(Objection { by, text, on: self.ground.today, ruling: None });
        self.changes.push(Change::Objected);
        if self.next.stage != Stage::Disputed {
            self.moves_to(Stage::Disputed);
            self.expects(OfficeStep::Rule);
        }
        Ok(())
    }

    pub(super) fn rule(&mut self, upheld: bool, reason: &str, person: &PersonId) -> Result<(), Refusal> {
        let ruling = Ruling { by: person.clone(), upheld, reason: reasoned(reason)?, on: self.ground.today };
        if self.next.verification.as_ref().is_some_and(|seen| seen.by == *person) {
            return Err(Refusal::SamePerson);
        }
        for objection in self.next.objections.iter_mut().filter(|objection| objection.ruling.is_none()) {
            objection.ruling = Some(ruling.clone());
        }
        self.changes.push(Change::Ruled { upheld });
        if upheld {
            self.looks_again()
        } else {
            self.moves_to(Stage::Notice)
        }
        Ok(())
    }

    fn looks_again(&mut self) {
        self.is_judged(CommitmentOutcome::NotAssessed);
        self.next.notice_ends_on = None;
        self.next.judgement = None;
        self.next.successor = None;
        let stage = self.next.before_notice.take().unwrap_or(Stage::Verifying);
        self.moves_to(stage);
        if stage == Stage::Verifying {
            self.expects(OfficeStep::Verify);
        }
    }

    pub(super) fn close(&mut self) -> Result<(), Refusal> {
        if self.next.has_open_objection() {
            return Err(Refusal::ObjectionOpen);
        }
        if let Some(ends_on) = self.next.notice_ends_on.filter(|ends_on| self.ground.today < *ends_on) {
            return Err(Refusal::NoticeRunning { ends_on });
        }
        self.next.closed_on = Some(self.ground.today);
        self.moves_to(Stage::Closed);
        Ok(())
    }

    pub(super) fn reopen(&mut self, reason: &str) -> Result<(), Refusal> {
        if !self.next.kind.is_followed() {
            return Err(Refusal::NotFollowed);
        }
        let reason = reasoned(reason)?;
        self.next.past.push(Past { outcome: self.next.outcome, closed_on: self.next.closed_on.take(), reason });
        self.next.reported_on = None;
        self.next.notice_ends_on = None;
        self.next.before_notice = None;
        self.next.judgement = None;
        self.next.successor = None;
        self.is_judged(CommitmentOutcome::NotAssessed);
        let (stage, step) = match (&self.next.owner, &self.next.parties.lead) {
            (Some(_), _) => (Stage::InProgress, OfficeStep::Progress),
            _ => (Stage::Confirmed, OfficeStep::Assign),
        };
        self.moves_to(stage);
        self.expects(step);
        Ok(())
    }

    fn gives_notice(&mut self, outcome: CommitmentOutcome) {
        let today = self.ground.today;
        let ends_on = today.saturating_add(Span::new().days(self.ground.notice_days));
        self.is_judged(outcome);
        self.next.before_notice =
            Some(if self.next.stage == Stage::ReportedDone { Stage::Verifying } else { self.next.stage });
        self.next.notice_ends_on = Some(ends_on);
        self.moves_to(Stage::Notice);
        self.changes.push(Change::NoticeOpened { ends_on });
    }

    fn is_judged(&mut self, outcome: CommitmentOutcome) {
        if self.next.outcome != outcome {
            self.next.outcome = outcome;
            self.changes.push(Change::Judged { outcome });
        }
    }
}
