//! Who may run the house, and how the house's own journal tells of it.

use serde_json::Value;

use crate::{
    app::{self, Act},
    domain::{
        happening::{Happening, Journal, Kind},
        id::PersonId,
        refusal::Refusal,
        role::{Deed, Grant, Role, Scope, Staff},
    },
    store::journal,
    vault,
};

/// The house itself, where its crew acts from the command line.
pub fn crew() -> Staff {
    let grants = vec![Grant { role: Role::Admin, scope: Scope::House }];
    Staff { person: PersonId::from(""), name: String::new(), grants }
}

/// Refuses whoever does not run the whole house.
pub fn must_run(staff: &Staff) -> app::Result<()> {
    let runs = |grant: &Grant| grant.role.may(Deed::Administer) && grant.scope == Scope::House;
    if staff.grants.iter().any(runs) { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
}

/// Opens the house's journal, unless it is open.
pub async fn open_journal(act: &mut Act) -> app::Result<()> {
    let (epoch, salt) = (hex::encode(vault::random::<4>()), hex::encode(vault::random::<16>()));
    Ok(journal::open(&mut act.tx, &Journal::house(), &epoch, &salt).await?)
}

/// Something of the house is now so.
pub fn changed(subject_kind: &'static str, subject: &str, after: Value) -> Happening {
    Happening {
        journal: Journal::house(),
        kind: Kind::HouseChanged,
        subject_kind,
        subject: subject.to_owned(),
        from: None,
        to: None,
        why: None,
        after,
        heard: vec![],
    }
}
