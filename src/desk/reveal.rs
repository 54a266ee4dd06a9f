//! Opening a contact: with a reason that the asker and the auditor read.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{self, Act, App, By, reach},
    domain::{
        happening::{self, Actor, Journal},
        id::QuestionId,
        question::Question,
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, problem::Wrong},
    store::{
        journal,
        questions::{self, Sealed},
        reveals,
    },
    text::clean::clean,
};

/// The fewest characters that say why; the desk's form names the same.
pub const REASON_CHARS: usize = 4;

/// Why.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = RevealWanted)]
pub struct Wanted {
    /// The reason, as the asker will read it.
    pub reason: Option<String>,
}

/// What was sealed. Not kept under a client's key: it is opened each time, and each time noted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Contact {
    /// How the asker would like to be called.
    pub name: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
}

/// Opens the contact of a question's asker.
#[utoipa::path(post, path = "/questions/{id}/reveal", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Contact), (status = 403), (status = 404), (status = 422)))]
pub async fn reveal_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Contact>, Problem> {
    let reason = sent.body.reason.as_deref().map(clean).filter(|reason| !reason.is_empty());
    let reason = reason.ok_or_else(|| Problem::from(Refusal::ReasonRequired))?;
    if reason.chars().count() < REASON_CHARS {
        return Err(Problem::fields(&[Wrong { field: "reason", code: "too_short", limit: Some(REASON_CHARS as i64) }]));
    }
    Ok(Json(reveal(&app, &staff, &id, &reason).await?))
}

/// Notes who opens it and why, and only then opens it.
pub async fn reveal(app: &App, staff: &Staff, id: &QuestionId, reason: &str) -> app::Result<Contact> {
    let mut act = app.begin(&By::from(Actor::Person(staff.person.clone()))).await?;
    let question = reach::question(&mut act.tx, staff, Deed::Reveal, id).await?;
    let sealed = note(&mut act, staff, &question, reason).await?;
    app.settle(act, ()).await?;
    Ok(contact(app, id, sealed))
}

/// Notes who opens it and why, for asker and auditor, within an act; what is sealed is given back, still sealed.
pub async fn note(act: &mut Act, staff: &Staff, question: &Question, reason: &str) -> app::Result<Sealed> {
    let sealed = questions::sealed(&mut act.tx, &question.id).await?;
    let now = act.now;
    reveals::insert(&mut act.tx, &question.id, &staff.person, reason, now).await?;
    let head = journal::head(&mut act.tx, &Journal::from(&question.inquiry)).await?;
    act.record(happening::revealed(question, head.digest(reason)));
    Ok(sealed)
}

/// What was sealed, open.
pub fn contact(app: &App, id: &QuestionId, sealed: Sealed) -> Contact {
    let open =
        |column: &str, sealed: Option<String>| sealed.and_then(|it| app.vault.unseal(id.as_str(), column, &it).ok());
    Contact { name: open("name", sealed.name_sealed), contact: open("contact", sealed.contact_sealed) }
}
