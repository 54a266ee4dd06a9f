//! Opening what is sealed of an asker: who looks, at what and why is noted first, for the asker and the auditor.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Act, App, By, Result, reach};
use crate::{
    domain::{
        happening::{self, Actor, Journal},
        id::QuestionId,
        question::Question,
        role::{Deed, Staff},
    },
    store::{
        journal,
        questions::{self, Sealed},
        reveals::{self, Revealed},
    },
};

/// The fewest characters that say why; the desk's form names the same.
pub const REASON_CHARS: usize = 4;

/// What was sealed. Not kept under a client's key: it is opened each time, and each time noted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Contact {
    /// How the asker would like to be called.
    pub name: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
    /// The flat number.
    pub flat: Option<String>,
}

/// Notes who opens the contact and why, and only then opens it.
pub async fn reveal(app: &App, staff: &Staff, id: &QuestionId, reason: &str) -> Result<Contact> {
    let mut act = app.begin(&By::from(Actor::Person(staff.person.clone()))).await?;
    let question = reach::question(&mut act.tx, staff, Deed::Reveal, id).await?;
    let sealed = note(&mut act, staff, &question, reason).await?;
    app.settle(act, ()).await?;
    Ok(contact(app, id, sealed))
}

/// Notes who opens the contact and why within an act; what is sealed is given back, still sealed.
pub async fn note(act: &mut Act, staff: &Staff, question: &Question, reason: &str) -> Result<Sealed> {
    let sealed = questions::sealed(&mut act.tx, &question.id).await?;
    note_what(act, staff, question, Revealed::Contact, reason).await?;
    Ok(sealed)
}

/// Notes that somebody opens this or that of an asker, and why.
pub async fn note_what(act: &mut Act, staff: &Staff, question: &Question, what: Revealed, reason: &str) -> Result<()> {
    let now = act.now;
    reveals::insert(&mut act.tx, &question.id, &staff.person, what, reason, now).await?;
    let head = journal::head(&mut act.tx, &Journal::from(&question.inquiry)).await?;
    act.record(happening::revealed(question, &what.word(), head.digest(reason)));
    Ok(())
}

/// What was sealed, open.
pub fn contact(app: &App, id: &QuestionId, sealed: Sealed) -> Contact {
    let open =
        |column: &str, sealed: Option<String>| sealed.and_then(|it| app.vault.unseal(id.as_str(), column, &it).ok());
    Contact {
        name: open("name", sealed.name_sealed),
        contact: open("contact", sealed.contact_sealed),
        flat: open("flat", sealed.flat_sealed),
    }
}
