//! The rule of the promise: every action, by whom, in which stage, and what becomes of it.

use super::{
    Commitment, Confirmation, Extension, Objector, Pause, Refusal, Stage, StepDue,
    action::{Action, Actor, Change, Done, Ground, MOST_PAUSES},
};
use crate::domain::{
    due::{Due, OfficeStep},
    id::{DepartmentId, PersonId},
    pair::Pair,
    whose::{self, Given},
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
                } else {
                    let hands: Vec<&PersonId> = self.hands.iter().collect();
                    Ok(Pair::Finding.countersign(&hands, person)?)
                }
            }
            _ => Ok(()),
        }
    }
}

pub(super) struct Turn<'a> {
    pub(super) before: &'a Commitment,
    pub(super) next: Commitment,
    pub(super) changes: Vec<Change>,
    pub(super) ground: &'a Ground<'a>,
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
            Action::Return { reason, to } => self.give_back(reason, to.as_ref(), actor),
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
        let wrote = [&self.next.captured_by, &self.next.worded_by];
        let alone = Pair::Promise.sign(&wrote, person, alone)?.reason();
        if alone.is_some() {
            self.changes.push(Change::Alone);
        }
        let at = self.ground.now;
        self.next.confirmation = Some(Confirmation { by: person.clone(), at, alone, countersigned_by: None });
        self.leave_companies_to_act();
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

    /// A company that spoke acts; who owes is said by the order, where it is a company with a reason.
    fn leave_companies_to_act(&mut self) {
        let parties = &mut self.next.parties;
        if let Some(company) = parties.lead.take_if(|lead| self.ground.companies.contains(lead)) {
            parties.doer.get_or_insert(company);
        }
    }

    fn countersign(&mut self, person: &PersonId) -> Result<(), Refusal> {
        let wrote = [self.next.captured_by.clone(), self.next.worded_by.clone()];
        let stage = self.next.stage;
        let confirmation = self
            .next
            .confirmation
            .as_mut()
            .filter(|confirmation| confirmation.is_alone())
            .ok_or(Refusal::WrongState { stage })?;
        Pair::Promise.countersign(&[&wrote[0], &wrote[1], &confirmation.by], person)?;
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
        let Action::Assign { lead, co, doer, via, company_reason } = action else { return Ok(()) };
        let given = Given {
            lead: lead.clone(),
            co: co.clone(),
            doer: doer.clone(),
            via: via.clone(),
            company_reason: company_reason.clone(),
        };
        let (next, ground) = (&mut self.next, self.ground);
        next.company_reason =
            whose::give(&mut next.parties, &mut next.given_back, &given, ground.companies, ground.today)?;
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

    fn give_back(&mut self, reason: &str, to: Option<&DepartmentId>, actor: &Actor) -> Result<(), Refusal> {
        let Actor::Department(_, by) = actor else { return Err(Refusal::NotAllowed) };
        whose::give_back(&mut self.next.given_back, by, reason, to, self.ground.today)?;
        self.moves_to(Stage::Returned);
        self.expects(OfficeStep::Arbitrate);
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

    pub(super) fn moves_to(&mut self, to: Stage) {
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

    pub(super) fn expects(&mut self, step: OfficeStep) {
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
        Actor::Scribe(_) | Actor::Supervisor(..) | Actor::Crew(..) | Actor::House => None,
    }
}

pub(super) fn reasoned(text: &str) -> Result<String, Refusal> {
    needed(text, "reason").map_err(|_| Refusal::ReasonRequired)
}

pub(super) fn needed(text: &str, name: &'static str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() { Err(Refusal::Required(name)) } else { Ok(text.to_owned()) }
}
