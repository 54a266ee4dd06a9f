//! The rule of the promise: every action, by whom, in which stage, and what becomes of it.

use jiff::Span;

use super::{
    Commitment, CommitmentOutcome, Confirmation, Extension, Finding, Objection, Objector, Past, Pause, Ruling, Stage,
    StepDue, Verification,
    action::{
        Action, Actor, BROKEN_AFTER_WORKING_DAYS, Change, Done, Ground, Judgement, MOST_PAUSES, MOST_RETURNS, Refusal,
    },
};
use crate::domain::{
    due::{Due, OfficeStep},
    id::PersonId,
};

impl Commitment {
    /// The promise after `action`, with what follows; or why that cannot be. Staff name the version that they saw.
    pub fn act(&self, action: &Action, actor: &Actor, seen: i64, ground: &Ground<'_>) -> Result<Done, Refusal> {
        if !action.is_for(actor) {
            return Err(Refusal::NotAllowed);
        }
        self.is_theirs(action, actor)?;
        if actor.person().is_some() && seen != self.version {
            return Err(Refusal::Stale { current: self.version });
        }
        if matches!(action, Action::Close) && self.stage == Stage::Disputed {
            return Err(Refusal::ObjectionOpen);
        }
        if !action.stages().contains(&self.stage) {
            return Err(Refusal::WrongState { stage: self.stage });
        }
        Turn { before: self, next: self.clone(), changes: vec![], ground }.take(action, actor)
    }

    /// Who does something for a party must belong to it; who judges must not.
    fn is_theirs(&self, action: &Action, actor: &Actor) -> Result<(), Refusal> {
        match actor {
            Actor::Department(_, department) => {
                let is = |party: &Option<_>| party.as_ref() == Some(department);
                let yours = match action {
                    Action::Accept { .. } | Action::Return { .. } => is(&self.parties.lead),
                    Action::ReportDone { .. } => is(&self.parties.lead) || is(&self.parties.doer),
                    _ => self.parties.include(department),
                };
                if yours { Ok(()) } else { Err(Refusal::NotYours) }
            }
            Actor::Supervisor(person, department) | Actor::Verifier(person, department) if action.judges() => {
                if department.as_ref().is_some_and(|own| self.parties.include(own)) {
                    Err(Refusal::SameDepartment)
                } else if self.hands.contains(person) {
                    Err(Refusal::SamePerson)
                } else {
                    Ok(())
                }
            }
            _ => Ok(()),
        }
    }
}

struct Turn<'a> {
    before: &'a Commitment,
    next: Commitment,
    changes: Vec<Change>,
    ground: &'a Ground<'a>,
}

impl Turn<'_> {
    fn take(mut self, action: &Action, actor: &Actor) -> Result<Done, Refusal> {
        if let (Action::Agree, Actor::Visitor(visitor)) = (action, actor) {
            self.changes.push(Change::Agreed { visitor: visitor.clone() });
            return Ok(Done { commitment: self.next, changes: self.changes });
        }
        if let (Action::Object { text }, Some(by)) = (action, objector(actor)) {
            self.object(by, text)?;
        } else if let Action::FixDue = action {
            self.fix_due()?;
        } else if let Some(person) = actor.person() {
            self.by_staff(action, actor, person)?;
        }
        if let Actor::Department(person, _) = actor {
            self.next.hands.insert(person.clone());
        }
        self.next.version = self.before.version + 1;
        Ok(Done { commitment: self.next, changes: self.changes })
    }

    fn by_staff(&mut self, action: &Action, actor: &Actor, person: &PersonId) -> Result<(), Refusal> {
        match action {
            Action::Confirm { alone } => self.confirm(person, alone.as_deref()),
            Action::Countersign => self.countersign(person),
            Action::Void { reason } => {
                self.next.judgement = Some(reasoned(reason)?);
                self.moves_to(Stage::Void);
                Ok(())
            }
            Action::Edit { .. } => self.edit(action, person),
            Action::Assign { .. } => self.assign(action),
            Action::Extend { until, reason } => self.extend(*until, reason, person),
            Action::Pause { until, reason } => self.pause(*until, reason),
            Action::Resume => {
                self.moves_to(Stage::InProgress);
                self.expects(OfficeStep::Progress);
                Ok(())
            }
            Action::Accept { owner, plan } => {
                self.next.owner = Some(needed(owner, "owner")?);
                self.next.plan = plan.clone();
                self.moves_to(Stage::Accepted);
                self.expects(if plan.is_some() { OfficeStep::Progress } else { OfficeStep::Plan });
                Ok(())
            }
            Action::Return { reason } => self.give_back(reason),
            Action::Progress { note } => {
                needed(note, "note")?;
                self.moves_to(Stage::InProgress);
                self.changes.push(Change::Progressed);
                self.expects(OfficeStep::Progress);
                Ok(())
            }
            Action::ReportDone { evidence, .. } => self.report_done(evidence),
            Action::TakeUp => {
                self.moves_to(Stage::Verifying);
                Ok(())
            }
            Action::Verify { verdict, note } => self.verify(*verdict, note, actor),
            Action::Judge { .. } => self.judge(action),
            Action::Rule { upheld, reason } => self.rule(*upheld, reason, person),
            Action::Close => self.close(),
            Action::Reopen { reason } => self.reopen(reason),
            Action::Object { .. } | Action::Agree | Action::FixDue => Err(Refusal::NotAllowed),
        }
    }

    fn confirm(&mut self, person: &PersonId, alone: Option<&str>) -> Result<(), Refusal> {
        let wrote = self.next.captured_by == *person || self.next.worded_by == *person;
        let alone = match (wrote, alone) {
            (true, Some(reason)) => Some(reasoned(reason)?),
            (true, None) => return Err(Refusal::SamePerson),
            (false, _) => None,
        };
        if alone.is_some() {
            self.changes.push(Change::Alone);
        }
        let at = self.ground.now;
        self.next.confirmation = Some(Confirmation { by: person.clone(), at, alone, countersigned_by: None });
        if !self.next.kind.is_followed() {
            self.next.closed_on = Some(self.ground.today);
            self.moves_to(Stage::Closed);
            return Ok(());
        }
        self.moves_to(Stage::Confirmed);
        if let Some(spoken) = self.next.boxes.due {
            self.fixes(Due::of(spoken, self.next.said_on, self.ground.calendar));
        }
        self.expects(OfficeStep::Assign);
        Ok(())
    }

    fn countersign(&mut self, person: &PersonId) -> Result<(), Refusal> {
        let wrote = self.next.captured_by == *person || self.next.worded_by == *person;
        let stage = self.next.stage;
        let confirmation = self
            .next
            .confirmation
            .as_mut()
            .filter(|confirmation| confirmation.is_alone())
            .ok_or(Refusal::WrongState { stage })?;
        if wrote || confirmation.by == *person {
            return Err(Refusal::SamePerson);
        }
        confirmation.countersigned_by = Some(person.clone());
        self.changes.push(Change::Countersigned);
        Ok(())
    }

    fn edit(&mut self, action: &Action, person: &PersonId) -> Result<(), Refusal> {
        let Action::Edit { quote, kind, boxes } = action else { return Ok(()) };
        if let Some(quote) = quote {
            self.next.quote = needed(quote, "quote")?;
        }
        self.next.kind = kind.unwrap_or(self.next.kind);
        if let Some(boxes) = boxes {
            self.next.parties.lead = boxes.lead.clone();
            self.next.boxes = boxes.clone();
        }
        self.next.worded_by = person.clone();
        self.changes.push(Change::Worded);
        Ok(())
    }

    fn assign(&mut self, action: &Action) -> Result<(), Refusal> {
        let Action::Assign { lead, co, doer, via } = action else { return Ok(()) };
        let parties = &mut self.next.parties;
        parties.lead = Some(lead.clone());
        parties.co = co.clone();
        parties.doer = doer.clone().or(parties.doer.take());
        parties.via = via.clone();
        self.changes.push(Change::Owed { lead: lead.clone() });
        self.moves_to(Stage::Assigned);
        self.expects(OfficeStep::Accept);
        Ok(())
    }

    fn extend(&mut self, until: jiff::civil::Date, reason: &str, person: &PersonId) -> Result<(), Refusal> {
        let reason = reasoned(reason)?;
        if until <= self.ground.today || self.next.due_now().is_some_and(|due| until <= due) {
            return Err(Refusal::NotLater);
        }
        self.next.extensions.push(Extension { until, reason, by: person.clone(), on: self.ground.today });
        self.changes.push(Change::Extended { until });
        Ok(())
    }

    fn pause(&mut self, until: jiff::civil::Date, reason: &str) -> Result<(), Refusal> {
        let reason = reasoned(reason)?;
        if until <= self.ground.today {
            return Err(Refusal::NotLater);
        }
        if self.next.pauses.len() >= MOST_PAUSES {
            return Err(Refusal::PausedTooOften);
        }
        self.next.pauses.push(Pause { reason, until, from: self.ground.today });
        self.moves_to(Stage::Paused);
        Ok(())
    }

    fn give_back(&mut self, reason: &str) -> Result<(), Refusal> {
        reasoned(reason)?;
        if self.next.returns >= MOST_RETURNS {
            return Err(Refusal::ReturnedTooOften);
        }
        self.next.returns += 1;
        self.moves_to(Stage::Returned);
        self.expects(OfficeStep::Assign);
        Ok(())
    }

    fn report_done(&mut self, evidence: &[crate::domain::id::EvidenceId]) -> Result<(), Refusal> {
        if evidence.is_empty() {
            return Err(Refusal::EvidenceRequired);
        }
        let fresh: Vec<_> = evidence.iter().filter(|one| !self.before.evidence.contains(one)).cloned().collect();
        self.next.evidence.extend(fresh);
        self.next.reported_on = Some(self.ground.today);
        self.changes.push(Change::Shown { evidence: evidence.to_vec() });
        self.moves_to(Stage::ReportedDone);
        self.expects(OfficeStep::Verify);
        Ok(())
    }

    fn verify(&mut self, finding: Finding, note: &str, actor: &Actor) -> Result<(), Refusal> {
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

    fn judge(&mut self, action: &Action) -> Result<(), Refusal> {
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

    fn object(&mut self, by: Objector, text: &str) -> Result<(), Refusal> {
        let text = reasoned(text)?;
        self.next.objections.push(Objection { by, text, on: self.ground.today, ruling: None });
        self.changes.push(Change::Objected);
        if self.next.stage != Stage::Disputed {
            self.moves_to(Stage::Disputed);
            self.expects(OfficeStep::Rule);
        }
        Ok(())
    }

    fn rule(&mut self, upheld: bool, reason: &str, person: &PersonId) -> Result<(), Refusal> {
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

    fn close(&mut self) -> Result<(), Refusal> {
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

    fn reopen(&mut self, reason: &str) -> Result<(), Refusal> {
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

    fn fix_due(&mut self) -> Result<(), Refusal> {
        let due = self.next.due.as_ref().filter(|due| due.provisional).map(|due| due.with(self.ground.calendar));
        match due {
            Some(due) if !due.provisional => {
                self.fixes(due);
                Ok(())
            }
            _ => Err(Refusal::TooEarly),
        }
    }

    fn fixes(&mut self, due: Due) {
        self.changes.push(Change::DueFixed { first: due.first, provisional: due.provisional });
        self.next.due = Some(due);
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

    fn moves_to(&mut self, to: Stage) {
        let from = self.next.stage;
        if from != to {
            self.next.stage = to;
            self.changes.push(Change::Moved { from, to });
            // What the office owed in the stage before is done with; a new step is named by who moves.
            if to != Stage::Verifying {
                self.next.step = None;
            }
        }
    }

    fn expects(&mut self, step: OfficeStep) {
        let due = step.due(self.ground.today, self.ground.calendar);
        self.next.step = Some(StepDue { step, due });
        self.changes.push(Change::StepDue { step, due });
    }
}

fn objector(actor: &Actor) -> Option<Objector> {
    match actor {
        Actor::Visitor(visitor) => Some(Objector::Visitor(visitor.clone())),
        Actor::Department(_, department) => Some(Objector::Department(department.clone())),
        Actor::Verifier(person, _) => Some(Objector::Person(person.clone())),
        Actor::Scribe(_) | Actor::Supervisor(..) | Actor::House => None,
    }
}

fn reasoned(text: &str) -> Result<String, Refusal> {
    needed(text, "reason").map_err(|_| Refusal::ReasonRequired)
}

fn needed(text: &str, name: &'static str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() { Err(Refusal::Required(name)) } else { Ok(text.to_owned()) }
}
