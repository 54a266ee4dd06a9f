//! A promise as supervisor, parties and verifiers read it; and what was caught in an inquiry, for the studio.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    book::BookList,
    capture::{StudioCommitment, studio_faces},
};
use crate::{
    app::{self, App, reach},
    domain::{
        commitment::{Commitment, Stage, StepDue},
        day::Day,
        id::{CommitmentId, DepartmentId, EvidenceId},
        inquiry::Inquiry,
        refusal::Refusal,
        role::{Deed, Role, Scope, Staff},
    },
    http::{Problem, Signed},
    store::{
        Tx,
        commitments::{self, Stored},
        evidence::{self, Evidence},
        inquiries,
        records::{self, InnerRecord},
    },
};

/// What was caught in an inquiry, the newest first.
#[utoipa::path(get, path = "/inquiries/{slug}/commitments", params(("slug" = String, Path)),
    responses((status = 200, body = BookList<StudioCommitment>), (status = 403), (status = 404)))]
pub async fn caught(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Json<BookList<StudioCommitment>>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadStage, &slug).await?;
    let mut stored = commitments::of_inquiry(&mut tx, &inquiry.id).await?;
    stored.reverse();
    Ok(Json(BookList { items: studio_faces(&app, &mut tx, &staff.person, &stored).await?, next: None }))
}

/// A promise as those read it who have something to do with it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct InnerFile {
    /// The promise, as the studio reads it.
    #[serde(flatten)]
    pub commitment: StudioCommitment,
    /// As what it was judged.
    pub outcome: crate::domain::commitment::CommitmentOutcome,
    /// The first date.
    pub first_due: Option<Day>,
    /// The date that holds now.
    pub due_now: Option<Day>,
    /// The clerk in the department who sees to it.
    pub owner: Option<String>,
    /// How often it was given back.
    pub returns: usize,
    /// What the office has to do next.
    #[schema(value_type = Option<Object>)]
    pub step: Option<StepDue>,
    /// While in notice, the first day on which it may be closed.
    pub notice_ends_on: Option<Day>,
    /// Everything that was sent in for it, shown or not.
    pub evidence: Vec<InnerEvidence>,
    /// Every line, the newest first; a citizen's words are for supervisor and verifier.
    pub records: Vec<InnerRecord>,
}

/// A piece of evidence, shown or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct InnerEvidence {
    /// Its id.
    pub id: EvidenceId,
    /// `department` or `verifier`.
    pub part: String,
    /// `before`, `after` or `site`.
    pub side: String,
    /// What it shows.
    pub caption: Option<String>,
    /// When it was taken, as its sender says.
    pub taken_on: Option<Day>,
    /// When it was sent in.
    pub on_day: Day,
    /// Whether all may see it.
    pub shown: bool,
}

impl From<Evidence> for InnerEvidence {
    fn from(it: Evidence) -> Self {
        let Evidence { id, part, side, caption, taken_on, on_day, shown_at, .. } = it;
        Self { id, part, side, caption, taken_on, on_day, shown: shown_at.is_some() }
    }
}

/// A promise with its internal records.
#[utoipa::path(get, path = "/commitments/{id}/file", params(("id" = String, Path)),
    responses((status = 200, body = InnerFile), (status = 403), (status = 404)))]
pub async fn file(
    State(app): State<App>,
    Path(id): Path<CommitmentId>,
    Signed(staff): Signed,
) -> Result<Json<InnerFile>, Problem> {
    let mut tx = app.store.read().await?;
    let (stored, eye) = reached(&mut tx, &staff, &id).await?;
    Ok(Json(inner_file(&app, &mut tx, &staff, stored, eye).await?))
}

/// Whose eye reads a promise's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eye {
    /// Supervisor or verifier: everything.
    Judging,
    /// A party: everything but a citizen's words.
    Party,
    /// Scribe and studio: until it is confirmed.
    Studio,
}

/// The promise, for somebody who has something to do with it.
pub async fn reached(tx: &mut Tx, staff: &Staff, id: &CommitmentId) -> app::Result<(Stored, Eye)> {
    let stored = commitments::get(tx, id).await?.ok_or(app::Error::NotFound("commitment"))?;
    let inquiry = inquiries::get(tx, &stored.it.inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
    let eye = eye(staff, &stored.it, &inquiry).ok_or(Refusal::NotAllowed)?;
    Ok((stored, eye))
}

fn eye(staff: &Staff, it: &Commitment, inquiry: &Inquiry) -> Option<Eye> {
    let may = |deed| staff.may(deed, &inquiry.id, &inquiry.programme);
    if may(Deed::Supervise) || may(Deed::Verify) && it.stage != Stage::Captured {
        return Some(Eye::Judging);
    }
    let party = speaks_for(staff).any(|department| it.parties.include(department));
    if party && !matches!(it.stage, Stage::Captured | Stage::Confirmed | Stage::Void) {
        return Some(Eye::Party);
    }
    may(Deed::Capture).then_some(Eye::Studio)
}

/// The departments that somebody speaks for.
pub fn speaks_for(staff: &Staff) -> impl Iterator<Item = &DepartmentId> {
    staff.grants.iter().filter(|grant| grant.role == Role::Department).filter_map(|grant| match &grant.scope {
        Scope::Department(id) => Some(id),
        _ => None,
    })
}

/// The promise's file, as this eye may read it.
pub async fn inner_file(app: &App, tx: &mut Tx, staff: &Staff, stored: Stored, eye: Eye) -> app::Result<InnerFile> {
    let it = &stored.it;
    let mut records = if eye == Eye::Studio { Vec::new() } else { records::inner(tx, &it.id).await? };
    if eye == Eye::Party {
        for record in records.iter_mut().filter(|record| record.part == "visitor") {
            record.internal = None;
        }
    }
    Ok(InnerFile {
        outcome: it.outcome,
        first_due: it.due.as_ref().map(|due| due.first.into()),
        due_now: it.due_now().map(Day::from),
        owner: it.owner.clone(),
        returns: it.given_back.len(),
        step: it.step,
        notice_ends_on: it.notice_ends_on.map(Day::from),
        evidence: evidence::of(tx, &it.id).await?.into_iter().map(InnerEvidence::from).collect(),
        records,
        commitment: studio_faces(app, tx, &staff.person, std::slice::from_ref(&stored)).await?.remove(0),
    })
}
