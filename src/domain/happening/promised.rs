//! What is told of promises, their evidence, and of questions that are handed over and answered in writing.

use serde_json::{Value, json};

use super::{Happening, Heard, Journal, Kind};
use crate::domain::{
    book::PublicCommitment,
    commitment::Commitment,
    id::{EvidenceId, InquiryId, VisitorId},
    stream::Stream,
};

/// What replay needs of a promise: where it is, its version, what it owes by when; none of its texts.
pub fn commitment_after(it: &Commitment) -> Value {
    json!({
        "stage": it.stage,
        "outcome": it.outcome,
        "kind": it.kind,
        "version": it.version,
        "question": it.question,
        "mark_at": it.mark_at,
        "first_due": it.due.as_ref().map(|due| due.first),
        "provisional": it.due.as_ref().map(|due| due.provisional),
        "due_now": it.due_now(),
        "lead": it.parties.lead,
        "doer": it.parties.doer,
        "reported_on": it.reported_on,
        "notice_ends_on": it.notice_ends_on,
        "closed_on": it.closed_on,
        "objections": it.objections.len(),
        "evidence": it.evidence,
        "step": it.step,
    })
}

/// A promise was caught: the studio hears its words at once, nobody else.
pub fn captured(it: &Commitment) -> Happening {
    changed(Kind::Captured, None, it, "capture", None, None)
}

/// A promise moved on: the studio hears that it did, everybody hears its public face, the asker hears of their own.
pub fn commitment_moved(
    before: &Commitment,
    now: &Commitment,
    action: &str,
    face: Option<&PublicCommitment>,
    asker: Option<&VisitorId>,
) -> Happening {
    changed(Kind::CommitmentMoved, Some(before), now, action, face, asker)
}

fn changed(
    kind: Kind,
    before: Option<&Commitment>,
    now: &Commitment,
    action: &str,
    face: Option<&PublicCommitment>,
    asker: Option<&VisitorId>,
) -> Happening {
    let mut heard = vec![Heard { stream: Stream::Stage, listener: None, body: stage_line(kind, now) }];
    if let Some(face) = face {
        heard.extend(commitment_heard(now, face, asker));
    }
    Happening {
        journal: Journal::from(&now.inquiry),
        kind,
        subject_kind: "commitment",
        subject: now.id.0.clone(),
        from: before.map(|before| before.stage.word()),
        to: Some(now.stage.word()),
        why: Some(action.to_owned()),
        after: commitment_after(now),
        heard,
    }
}

/// What everybody, and the asker of its question, hear of a promise that may be read.
pub fn commitment_heard(now: &Commitment, face: &PublicCommitment, asker: Option<&VisitorId>) -> Vec<Heard> {
    let body = json!({ "kind": "commitment", "commitment": face });
    let mut heard = vec![Heard { stream: Stream::Public, listener: None, body }];
    if let Some(asker) = asker {
        let body = json!({
            "kind": "commitment", "question": now.question, "commitment": now.id, "state": now.stage,
            "outcome": now.outcome, "version": now.version,
        });
        heard.push(Heard { stream: Stream::Mailbox, listener: Some(asker.clone()), body });
    }
    heard
}

/// A promise as the studio hears it.
pub fn stage_line(kind: Kind, it: &Commitment) -> Value {
    json!({
        "kind": kind, "commitment": it.id, "state": it.stage, "version": it.version, "quote": it.quote,
        "mark_at": it.mark_at, "commitment_kind": it.kind, "boxes": it.boxes, "missing": it.boxes.missing(),
    })
}

/// Something was sent in as evidence; nobody hears of it before it is shown for the promise.
pub fn evidence_kept(inquiry: &InquiryId, id: &EvidenceId, of: &Commitment, sha256: &str) -> Happening {
    Happening {
        journal: Journal::from(inquiry),
        kind: Kind::EvidenceKept,
        subject_kind: "evidence",
        subject: id.0.clone(),
        from: None,
        to: None,
        why: None,
        after: json!({ "commitment": of.id, "sha256": sha256 }),
        heard: vec![],
    }
}

/// A device of the public agreed with a finding: a fact of its own, that raises no version.
pub fn agreed(of: &Commitment, visitor: &VisitorId) -> Happening {
    Happening {
        journal: Journal::from(&of.inquiry),
        kind: Kind::Agreed,
        subject_kind: "agreement",
        subject: format!("{} {visitor}", of.id),
        from: None,
        to: None,
        why: None,
        after: json!({ "commitment": of.id, "version": of.version }),
        heard: vec![],
    }
}

/// A moment was marked in the recording.
pub fn marked(inquiry: &InquiryId, mark: &str, at: crate::domain::moment::Moment) -> Happening {
    let body = json!({ "kind": Kind::Marked, "mark": mark, "at": at });
    Happening {
        journal: Journal::from(inquiry),
        kind: Kind::Marked,
        subject_kind: "mark",
        subject: mark.to_owned(),
        from: None,
        to: None,
        why: None,
        after: json!({ "at": at }),
        heard: vec![Heard { stream: Stream::Stage, listener: None, body }],
    }
}

/// An order got the number under which the office sends it.
pub fn dispatched(inquiry: &InquiryId, order: &str, number: &str, version: i64) -> Happening {
    Happening {
        journal: Journal::from(inquiry),
        kind: Kind::Dispatched,
        subject_kind: "dispatch",
        subject: order.to_owned(),
        from: None,
        to: None,
        why: None,
        after: json!({ "number": number, "version": version }),
        heard: vec![],
    }
}
