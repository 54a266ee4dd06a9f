//! `/desk/{slug}/type-in`: 代录 as one form. What was stored stands beside the next, empty one, to be read back.

use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::ask::field_errors;
use crate::{
    app::{App, Key, reach},
    domain::{
        provenance::Provenance,
        role::{Deed, Staff},
    },
    http::{Problem, Reader, Signed, form::new_key, page::see_other},
    intake::clue::{Clue, type_in},
    pages::{
        House,
        ask::Trouble,
        door::Choice,
        type_in::{Known, Stored, TypeInForm, TypeInPage},
    },
    store::inquiries,
    text::clean::clean,
};

/// The source that is chosen when the page is opened.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct From {
    source: String,
}

/// The form as a browser sends it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    idempotency_key: String,
    source: String,
    source_id: String,
    text: String,
    place: String,
    department: String,
    name: String,
    contact: String,
    visibility: String,
    /// The button that stores it and rings.
    urgent: String,
}

/// The empty form.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(from): Query<From>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let source = Provenance::typed_in().find(|one| one.word() == from.source).unwrap_or(Provenance::Hotline);
    page(&app, &reader, &staff, &slug, Sent { source: source.word(), ..Sent::default() }, After::Nothing).await
}

/// Stores what was typed; whatever goes wrong, the form comes back with every word.
pub async fn send(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let key = sent.key(&staff, &slug);
    match type_in(&app, &staff, &slug, key, sent.clue()).await {
        Ok(receipt) => {
            let stored = Stored {
                receipt: receipt.receipt,
                code: receipt.code,
                text: clean(&sent.text),
                source: sent.source.clone(),
                source_id: sent.source_id.trim().to_owned(),
                again: receipt.replayed,
                urgent: !sent.urgent.is_empty(),
            };
            let next = Sent { source: sent.source, ..Sent::default() };
            let page = page(&app, &reader, &staff, &slug, next, After::Stored(stored)).await?;
            Ok((StatusCode::CREATED, page).into_response())
        }
        // Whoever may not type in here gets no form to try again with.
        Err(problem) if matches!(problem.status(), StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) => Err(problem),
        Err(problem) => {
            let status = problem.status();
            Ok((status, page(&app, &reader, &staff, &slug, sent, After::Refused(problem)).await?).into_response())
        }
    }
}

impl Sent {
    fn clue(&self) -> Clue {
        let some = |text: &str| Some(text.to_owned());
        Clue {
            text: some(&self.text),
            source: some(&self.source),
            source_id: some(&self.source_id),
            name: some(&self.name),
            contact: some(&self.contact),
            place: some(&self.place),
            department: some(&self.department),
            visibility: some(&self.visibility),
            urgent: !self.urgent.is_empty(),
            ..Clue::default()
        }
    }

    /// The key was made with the form: a second press is the same sending. Other words are another clue.
    fn key(&self, staff: &Staff, slug: &str) -> Key {
        let Sent { source, source_id, text, place, department, name, contact, visibility, urgent, .. } = self;
        let said = [source, source_id, text, place, department, name, contact, visibility, urgent].map(String::as_str);
        let digest = hex::encode(Sha256::digest(said.join("\n")));
        let key = if self.idempotency_key.is_empty() { new_key() } else { self.idempotency_key.clone() };
        Key { scope: format!("form person:{} /desk/{slug}/type-in", staff.person), key, digest }
    }
}

enum After {
    Nothing,
    Stored(Stored),
    Refused(Problem),
}

async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    slug: &str,
    sent: Sent,
    after: After,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::TypeIn, slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let summoned = inquiries::summoned(&mut tx, &inquiry.id).await?;
    let (mut errors, mut trouble, mut known, mut stored) = (Vec::new(), None, None, None);
    match after {
        After::Nothing => {}
        After::Stored(it) => stored = Some(it),
        After::Refused(problem) => {
            errors = field_errors(&problem);
            let text = |name: &str| problem.member("current").and_then(|it| it[name].as_str()).map(str::to_owned);
            known = text("receipt").zip(text("state")).map(|(receipt, state)| Known { receipt, state });
            trouble = (errors.is_empty() && known.is_none()).then(|| Trouble {
                code: problem.code().into(),
                retry_after_s: problem.wait_s().and_then(|seconds| seconds.try_into().ok()),
            });
        }
    }
    // What was refused was not stored: sent again unchanged it is the same sending, and changed it is another one.
    let idempotency_key =
        if trouble.is_some() && !sent.idempotency_key.is_empty() { sent.idempotency_key } else { new_key() };
    let page = TypeInPage {
        slug: slug.to_owned(),
        theme: inquiry.theme,
        phase: inquiry.phase.word(),
        name: staff.name.clone(),
        sources: Provenance::typed_in().map(Provenance::word).collect(),
        form: TypeInForm {
            idempotency_key,
            source: sent.source,
            source_id: sent.source_id,
            text: sent.text,
            place: sent.place,
            department: sent.department,
            name: sent.name,
            contact: sent.contact,
            visibility: sent.visibility,
        },
        departments: summoned.into_iter().map(|it| Choice { id: it.id.0, name: it.name }).collect(),
        errors,
        trouble,
        known,
        stored,
    };
    reader.show_private(app, &page, &reader.say("type-in"), House::from(&programme))
}
