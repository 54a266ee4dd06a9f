//! Whose an order is: an organ owes it, others help, act or hand on; a company owes only with a reason. Who thinks that it
//! is not theirs gives it back, and owes it until that is decided. One rule for promises and for questions.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    book::{Party, PublicArbitration},
    commitment::{GivenBack, Parties, Refusal, Settled, action::MOST_RETURNS},
    day::Day,
    due::OfficeStep,
    id::DepartmentId,
    workday::Calendar,
};

/// To whom an order is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Owes, and is counted.
    pub lead: DepartmentId,
    /// Help.
    pub co: Vec<DepartmentId>,
    /// Acts; may be a company.
    pub doer: Option<DepartmentId>,
    /// Hands on.
    pub via: Option<DepartmentId>,
    /// Why a company owes it, where one does.
    pub company_reason: Option<String>,
}

/// Gives an order to a department: the parties as they are from now on, what was open is decided, and why a company owes
/// it, where one does.
pub fn give(
    parties: &mut Parties,
    given_back: &mut [GivenBack],
    given: &Given,
    companies: &BTreeSet<DepartmentId>,
    today: Date,
) -> Result<Option<String>, Refusal> {
    let why = given.company_reason.as_deref().map(str::trim).filter(|why| !why.is_empty());
    let reason = match (companies.contains(&given.lead), why) {
        (true, None) => return Err(Refusal::Required("company_reason")),
        (true, Some(why)) => Some(why.to_owned()),
        (false, _) => None,
    };
    if let Some(open) = given_back.last_mut().filter(|back| back.settled.is_none()) {
        open.settled = Some(Settled { lead: given.lead.clone(), on: today });
    }
    parties.lead = Some(given.lead.clone());
    parties.co = given.co.clone();
    parties.doer = given.doer.clone().or(parties.doer.take());
    parties.via = given.via.clone();
    Ok(reason)
}

/// Gives an order back, with a reason and, if it is known, with whose it is; so often and no more.
pub fn give_back(
    given_back: &mut Vec<GivenBack>,
    by: &DepartmentId,
    reason: &str,
    to: Option<&DepartmentId>,
    today: Date,
) -> Result<(), Refusal> {
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonRequired);
    }
    if to == Some(by) {
        return Err(Refusal::Required("to"));
    }
    if given_back.len() >= MOST_RETURNS {
        return Err(Refusal::ReturnedTooOften);
    }
    given_back.push(GivenBack { by: by.clone(), on: today, to: to.cloned(), settled: None });
    Ok(())
}

/// Whose a question's order is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whose {
    /// Who has a part in it.
    pub parties: Parties,
    /// 退单: each time that it was given back, the oldest first.
    pub given_back: Vec<GivenBack>,
    /// Why, each time. It stays inside.
    pub reasons: Vec<String>,
    /// Why a company owes it, where one does.
    pub company_reason: Option<String>,
    /// By when the office must say whose it is, while that is open.
    pub arbitrate_by: Option<Date>,
}

impl Whose {
    /// The dispute, while it is open.
    pub fn open(&self) -> Option<&GivenBack> {
        self.given_back.last().filter(|back| back.settled.is_none())
    }

    /// The order given to a department.
    pub fn give(&self, given: &Given, companies: &BTreeSet<DepartmentId>, today: Date) -> Result<Self, Refusal> {
        let mut next = self.clone();
        next.company_reason = give(&mut next.parties, &mut next.given_back, given, companies, today)?;
        next.arbitrate_by = None;
        Ok(next)
    }

    /// The order given back: the office has its own term to decide, and the order's own day runs on.
    pub fn give_back(
        &self,
        by: &DepartmentId,
        reason: &str,
        to: Option<&DepartmentId>,
        today: Date,
        calendar: &Calendar,
    ) -> Result<Self, Refusal> {
        if self.open().is_some() {
            return Err(Refusal::ObjectionOpen);
        }
        let mut next = self.clone();
        give_back(&mut next.given_back, by, reason, to, today)?;
        next.reasons.push(reason.trim().to_owned());
        next.arbitrate_by = Some(OfficeStep::Arbitrate.due(today, calendar));
        Ok(next)
    }
}

/// Whose the order of a question is, as everybody may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublicWhose {
    /// Owes, and is counted.
    pub lead: Option<Party>,
    /// Help.
    pub co: Vec<Party>,
    /// Acts.
    pub doer: Option<Party>,
    /// Hands on.
    pub via: Option<Party>,
    /// Why a company owes it, where one does.
    pub company_reason: Option<String>,
    /// By which day the answer is owed; it runs on while it is disputed whose it is.
    pub due_on: Option<Day>,
    /// 退单会商, while it is open.
    pub arbitration: Option<PublicArbitration>,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn given(lead: &str) -> Given {
        Given { lead: lead.into(), co: vec!["fire".into()], doer: None, via: None, company_reason: None }
    }

    #[test]
    fn a_company_owes_only_with_a_reason() {
        let companies: BTreeSet<DepartmentId> = ["water".into()].into();
        let give = |given: &Given| Whose::default().give(given, &companies, date(2026, 9, 25));

        assert_eq!(give(&given("water")), Err(Refusal::Required("company_reason")));
        let why = Given { company_reason: Some("独家维保".into()), ..given("water") };
        assert_eq!(give(&why).unwrap().company_reason.as_deref(), Some("独家维保"));
        let organ = Given { company_reason: Some("多余".into()), ..given("housing") };
        assert_eq!(give(&organ).unwrap().company_reason, None);
    }

    #[test]
    fn whoever_gives_it_back_owes_it_until_that_is_decided_within_two_working_days() {
        let (calendar, none) = (Calendar::published(), BTreeSet::new());
        let housing = DepartmentId::from("housing");
        let whose = Whose::default().give(&given("housing"), &none, date(2026, 9, 28)).unwrap();
        let back = |it: &Whose| it.give_back(&housing, "归市场监管", None, date(2026, 9, 28), &calendar);
        assert_eq!(whose.give_back(&housing, " ", None, date(2026, 9, 28), &calendar), Err(Refusal::ReasonRequired));

        let open = back(&whose).unwrap();

        assert_eq!((&open.parties.lead, open.arbitrate_by), (&Some(housing.clone()), Some(date(2026, 9, 30))));
        assert_eq!(back(&open), Err(Refusal::ObjectionOpen), "not twice at once");
        let decided = open.give(&given("market"), &none, date(2026, 9, 29)).unwrap();
        assert_eq!((decided.open(), decided.arbitrate_by), (None, None));
        assert_eq!(decided.given_back[0].settled.as_ref().map(|it| it.lead.as_str()), Some("market"));
        let again = back(&decided).unwrap().give(&given("housing"), &none, date(2026, 9, 29)).unwrap();
        assert_eq!(back(&again), Err(Refusal::ReturnedTooOften));
    }
}
