//! 代录: a clue typed in for somebody who called, wrote on paper, or asked in a comment; marked as such for ever.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::ask::{Receipt, Writing, check, receipt, sealed};
use crate::{
    app::{
        App,
        flood::{Ask, Flood},
        reach,
    },
    domain::{happening::Actor, role::Deed},
    http::{Problem, Sent, Signed, problem::Wrong},
    store::{inquiries, questions::NewQuestion},
    text::clean::clean_line,
};

/// The longest number that another system gave it, in Unicode scalars.
const SOURCE_CHARS: usize = 60;

/// What was said or written, and where.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct Clue {
    /// What was said, 5 to 2,000 characters.
    pub text: Option<String>,
    /// Where it came from: `hotline`, `paper`, `deputy`, `comment`, ...
    pub source: Option<String>,
    /// Its number there.
    pub source_id: Option<String>,
    /// How the asker would like to be called.
    pub name: Option<String>,
    /// How to reach them; sealed.
    pub contact: Option<String>,
    /// Where it is.
    pub place: Option<String>,
    /// Who should answer.
    pub department: Option<String>,
    /// Who may see what; shielded by default.
    pub visibility: Option<String>,
}

/// Stores a clue and answers with the numbers to read out.
#[utoipa::path(post, path = "/inquiries/{slug}/clues", request_body = Clue, params(("slug" = String, Path)),
    responses((status = 201, body = Receipt), (status = 401), (status = 403), (status = 422), (status = 503)))]
pub async fn clue(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Clue>,
) -> Result<Response, Problem> {
    let actor = Actor::Person(staff.person.clone());
    let key = sent.key_of(&actor)?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::TypeIn, &slug).await?;
    let summoned = inquiries::summoned(&mut tx, &inquiry.id).await?;
    drop(tx);
    let (written, source, source_id) = checked(sent.body, &summoned)?;
    let new = NewQuestion { source, source_id, ..sealed(&app, &inquiry, None, written) };
    let ask = Ask { new, actor, key, by_staff: true };
    Ok(receipt(&app, app.submitter.submit(Flood::Ask(Box::new(ask))).await?)?.into_response())
}

fn checked(
    clue: Clue,
    summoned: &[inquiries::Department],
) -> Result<(super::ask::Written, String, Option<String>), Problem> {
    let source = clue.source.as_deref().map(clean_line).filter(|source| !source.is_empty());
    let source = source.ok_or_else(|| Problem::fields(&[Wrong { field: "source", code: "required", limit: None }]))?;
    let source_id = clue.source_id.as_deref().map(clean_line).filter(|id| !id.is_empty());
    let is_long = |text: &str| text.chars().count() > SOURCE_CHARS;
    if is_long(&source) || source_id.as_deref().is_some_and(is_long) {
        return Err(Problem::fields(&[Wrong { field: "source", code: "too_long", limit: Some(SOURCE_CHARS as i64) }]));
    }
    let writing = Writing {
        text: clue.text,
        title: None,
        place: clue.place,
        department: clue.department,
        name: clue.name,
        contact: clue.contact,
        visibility: clue.visibility,
    };
    Ok((check(writing, summoned)?, source, source_id))
}
