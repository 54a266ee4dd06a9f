//! `/audit`: the record, filtered; who opened contacts and why; where journals end; and whether all of it holds.

use axum::{
    extract::{Query, State},
    response::Response,
};

use crate::{
    app::App,
    domain::{
        happening::Kind,
        role::{Deed, Staff},
    },
    http::{
        Problem, Reader, Signed,
        page::{house, see_other},
    },
    office::audit::{self, Audit, AuditAsked, AuditHead, AuditLine, AuditReveal, Verified},
    pages::{
        door::Choice,
        office::{AuditPage, HeadLine, RecordLine, RevealLine, VerifiedFace},
    },
    store::inquiries,
};

/// The record. Whoever is not signed in is led to the door for staff.
pub async fn show(
    State(app): State<App>,
    Query(asked): Query<AuditAsked>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    page(&app, &staff, &reader, asked, None).await
}

/// Verifies the whole record and shows what was found. Nothing changes by it, so there is nothing to lead to.
pub async fn verify(State(app): State<App>, staff: Option<Signed>, reader: Reader) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let verified = audit::verified(&app, &staff).await?;
    page(&app, &staff, &reader, AuditAsked::default(), Some(verified)).await
}

async fn page(
    app: &App,
    staff: &Staff,
    reader: &Reader,
    asked: AuditAsked,
    verified: Option<Verified>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let Audit { lines, next, reveals, heads } = audit::audit(&mut tx, staff, &asked).await?;
    let mut journals = Vec::new();
    let may_verify = audit::audits_house(staff);
    if may_verify {
        journals.push(Choice { id: String::new(), name: reader.say("audit-house") });
    }
    let all = inquiries::all(&mut tx).await?.into_iter();
    let mine = all.filter(|it| staff.may(Deed::Audit, &it.id, &it.programme));
    journals.extend(mine.map(|it| Choice { id: it.slug, name: it.theme }));
    drop(tx);
    // Whoever audits no house reads the first of their inquiries where none is named.
    let first = || journals.first().map(|it| it.id.clone()).unwrap_or_default();
    let inquiry = asked.inquiry.filter(|slug| !slug.is_empty()).unwrap_or_else(first);
    let shown = AuditPage {
        me: staff.name.clone(),
        inquiry,
        inquiries: journals,
        kind: asked.kind.unwrap_or_default(),
        kinds: Kind::ALL.iter().map(|kind| kind.word()).collect(),
        actor: asked.actor.unwrap_or_default(),
        lines: lines.into_iter().map(line).collect(),
        next,
        reveals: reveals.into_iter().map(reveal).collect(),
        heads: heads.into_iter().map(|AuditHead { theme, seq, hash, .. }| HeadLine { theme, seq, hash }).collect(),
        may_verify,
        verified: verified.map(face),
    };
    let mut reader = reader.clone();
    if shown.verified.is_some() {
        // Language and size are changed where the page can be read again.
        reader.path = "/audit".into();
    }
    reader.show_private(app, &shown, &reader.say("title-audit"), house())
}

fn line(it: AuditLine) -> RecordLine {
    RecordLine {
        seq: it.seq,
        at: it.at.0,
        actor: it.name.unwrap_or(it.actor),
        actor_kind: it.actor_kind,
        kind: it.kind,
        subject_kind: it.subject_kind,
        subject: it.subject,
        from: it.from,
        to: it.to,
        why: it.why,
        hash: it.hash,
    }
}

fn reveal(AuditReveal { question, name, reason, at }: AuditReveal) -> RevealLine {
    RevealLine { question, name, reason, at: at.0 }
}

fn face(Verified { at, journals, lines, questions, commitments, wrong }: Verified) -> VerifiedFace {
    VerifiedFace { at: at.0, journals, lines, questions, commitments, wrong }
}
