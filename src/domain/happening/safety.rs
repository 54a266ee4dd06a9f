//! What is told of an asker's safety: trouble made for them, and who asks for their flat number. Ids and codes alone.

use serde_json::{Value, json};

use super::{Happening, Heard, Journal, Kind};
use crate::domain::{flat::FlatRequest, harassment::Harassment, id::VisitorId, stream::Stream};

/// What replay needs of a report; what was said and what was answered are digests in the lines that told them.
pub fn harassment_after(it: &Harassment, text: Option<String>) -> Value {
    json!({
        "question": it.question,
        "due_on": it.due_on,
        "taken_by": it.taken_by,
        "answered_by": it.answered_by,
        "version": it.version,
        "text": text,
    })
}

/// Trouble was reported, taken up or answered: its asker hears it, and no stream of the staff does.
pub fn harassment(kind: Kind, it: &Harassment, asker: Option<&VisitorId>, text: Option<String>) -> Happening {
    Happening {
        journal: Journal::from(&it.inquiry),
        kind,
        subject_kind: "harassment",
        subject: it.id.clone(),
        from: None,
        to: None,
        why: None,
        after: harassment_after(it, text),
        heard: mailbox(asker, json!({ "kind": kind, "question": it.question, "harassment": it.id })),
    }
}

/// What replay needs of a request for a flat number.
pub fn flat_after(it: &FlatRequest) -> Value {
    json!({
        "question": it.question,
        "department": it.department,
        "asked_by": it.asked_by,
        "state": it.state,
        "version": it.version,
    })
}

/// A department asked for a flat number, or its asker answered.
pub fn flat(kind: Kind, before: Option<&FlatRequest>, it: &FlatRequest, asker: Option<&VisitorId>) -> Happening {
    Happening {
        journal: Journal::from(&it.inquiry),
        kind,
        subject_kind: "flat_request",
        subject: it.id.clone(),
        from: before.map(|before| before.state.word()),
        to: Some(it.state.word()),
        why: None,
        after: flat_after(it),
        heard: mailbox(asker, json!({ "kind": kind, "question": it.question, "state": it.state })),
    }
}

fn mailbox(asker: Option<&VisitorId>, body: Value) -> Vec<Heard> {
    let heard = asker.map(|asker| Heard { stream: Stream::Mailbox, listener: Some(asker.clone()), body });
    heard.into_iter().collect()
}
