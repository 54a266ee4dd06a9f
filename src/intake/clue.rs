//! 代录: a clue typed in for somebody who called, wrote on paper, or asked in a comment; marked as such for ever.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::ask::{Receipt, Writing, Written, check, receipt, sealed};
use crate::{
    app::{
        self, App, Key,
        flood::{Ask, Flood},
        reach,
    },
    domain::{
        happening::Actor,
        inquiry::Inquiry,
        provenance::Provenance,
        question::Question,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, problem::Wrong},
    store::{
        idempotency, inquiries,
        questions::{self, NewQuestion},
    },
    text::clean::clean_line,
};

/// The longest number that another system gave it, in Unicode scalars.
const SOURCE_CHARS: usize = 60;

/// What was said or written, and where.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct Clue {
    /// What was said, 5 to 2,000 characters.
    pub text: Option<String>,
    /// Where it came from: `hotline`, `deputy`, `programme`, `undercover`, `comment` or `paper`.
    pub source: Option<String>,
    /// Its number there. The same number of the same source is stored once.
    pub source_id: Option<String>,
    /// How the asker would like to be called.
    pub name: Option<String>,
    /// How to reach them; sealed.
    pub contact: Option<String>,
    /// Where it is. A flat written behind it is kept apart.
    pub place: Option<String>,
    /// The flat number; sealed.
    pub flat: Option<String>,
    /// Who should answer.
    pub department: Option<String>,
    /// Who may see what; shielded by default.
    pub visibility: Option<String>,
    /// Who called is under 18.
    #[serde(default)]
    pub minor: bool,
    /// They called for somebody of the family.
    #[serde(default)]
    pub on_behalf: bool,
    /// Danger to life, gas, violence, threats: it rings as soon as it is stored.
    #[serde(default)]
    pub urgent: bool,
}

/// Stores a clue and answers with the numbers to read out.
#[utoipa::path(post, path = "/inquiries/{slug}/clues", request_body = Clue, params(("slug" = String, Path)),
    responses((status = 201, body = Receipt), (status = 200, description = "sent before", body = Receipt), (status = 401),
        (status = 403), (status = 409, description = "source_known: this number of this source is a question already"),
        (status = 422), (status = 503)))]
pub async fn clue(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Clue>,
) -> Result<Response, Problem> {
    let key = sent.key_of(&Actor::Person(staff.person.clone()))?;
    Ok(type_in(&app, &staff, &slug, key, sent.body).await?.into_response())
}

/// Stores a clue: the gesture behind call and form.
pub async fn type_in(app: &App, staff: &Staff, slug: &str, key: Key, clue: Clue) -> Result<Receipt, Problem> {
    let actor = Actor::Person(staff.person.clone());
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::TypeIn, slug).await?;
    let summoned = inquiries::summoned(&mut tx, &inquiry.id).await?;
    let urgent = clue.urgent;
    let (written, provenance, source_id) = checked(clue, &summoned)?;
    let key = match &source_id {
        // The same number of the same source is one question, whoever types it in and whichever file brings it.
        Some(number) => Key { scope: numbered(&inquiry, provenance), key: number.clone(), ..key },
        None => key,
    };
    let known = match &source_id {
        Some(number) => questions::by_source(&mut tx, &inquiry.id, &provenance.word(), number).await?,
        None => None,
    };
    let pair = (key.scope.clone(), key.key.clone());
    let before = idempotency::given(&mut tx, std::slice::from_ref(&pair)).await?.remove(&pair);
    let is_sent_again = before.is_some_and(|before| before.digest == key.digest);
    drop(tx);
    if let Some(known) = known.as_ref().filter(|_| !is_sent_again) {
        return Err(already(app, &inquiry, known));
    }
    let new = sealed(app, &inquiry, None, written);
    let question = Question { provenance, urgent, ..new.question };
    let new = NewQuestion { source: provenance.word(), source_id: source_id.clone(), question, ..new };
    let ask = Ask { new, actor, key, by_staff: true };
    match app.submitter.submit(Flood::Ask(Box::new(ask))).await {
        // Somebody else has stored this number meanwhile.
        Err(app::Error::KeyReused) if source_id.is_some() => Err(Problem::new(StatusCode::CONFLICT, "source_known")),
        answer => receipt(app, answer?),
    }
}

/// Under which scope the numbers of a source are keys; files of the same source share it.
fn numbered(inquiry: &Inquiry, provenance: Provenance) -> String {
    format!("import {} {}", inquiry.id, provenance.word())
}

/// Says which question has this number. Its code is for whoever asked it.
fn already(app: &App, inquiry: &Inquiry, known: &Question) -> Problem {
    let receipt = app.vault.receipt_number(inquiry.ordinal, known.number);
    let current = json!({ "receipt": receipt, "state": known.state, "version": known.version });
    Problem::new(StatusCode::CONFLICT, "source_known").with("current", current)
}

fn checked(clue: Clue, summoned: &[inquiries::Department]) -> Result<(Written, Provenance, Option<String>), Problem> {
    let mut wrong = Vec::new();
    let word = clue.source.as_deref().unwrap_or_default().trim();
    let provenance = Provenance::typed_in().find(|one| one.word() == word);
    if provenance.is_none() {
        let code = if word.is_empty() { "required" } else { "unknown" };
        wrong.push(Wrong { field: "source", code, limit: None });
    }
    let source_id = clue.source_id.as_deref().map(clean_line).filter(|id| !id.is_empty());
    if source_id.as_deref().is_some_and(|id| id.chars().count() > SOURCE_CHARS) {
        wrong.push(Wrong { field: "source_id", code: "too_long", limit: Some(SOURCE_CHARS as i64) });
    }
    let writing = Writing {
        text: clue.text,
        title: None,
        place: clue.place,
        flat: clue.flat,
        department: clue.department,
        name: clue.name,
        contact: clue.contact,
        visibility: clue.visibility,
        minor: clue.minor,
        on_behalf: clue.on_behalf,
        // They were told over the telephone, or not at all.
        notice: None,
    };
    match (check(writing, summoned), provenance) {
        (Ok(written), Some(provenance)) if wrong.is_empty() => Ok((written, provenance, source_id)),
        (Err(problem), _) => Err(problem.with_fields(&wrong)),
        _ => Err(Problem::fields(&wrong)),
    }
}
