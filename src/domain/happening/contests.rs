//! What is told of what is contested: the desk hears that something waits, the device that contested that it was answered.

use serde_json::{Value, json};

use super::{Happening, Heard, Journal, Kind};
use crate::domain::{contest::Contest, stream::Stream};

/// What replay needs of a contesting; reason and answer are digests.
pub fn contest_after(it: &Contest, text: String, answer: Option<String>) -> Value {
    json!({
        "contested": it.contested, "subject": it.subject, "claim": it.claim, "due_on": it.due_on, "ruling": it.ruling,
        "answered_by": it.answered_by, "text": text, "answer": answer, "version": it.version,
    })
}

/// Something was contested, or answered.
pub fn contest(kind: Kind, it: &Contest, text: String, answer: Option<String>) -> Happening {
    let desk = json!({ "kind": kind, "contest": it.id });
    let own = json!({ "kind": kind, "contest": it.id, "ruling": it.ruling });
    Happening {
        journal: Journal::from(&it.inquiry),
        kind,
        subject_kind: "contest",
        subject: it.id.clone(),
        from: None,
        to: it.ruling.map(|ruling| ruling.word()),
        why: Some(it.claim.word()),
        after: contest_after(it, text, answer),
        heard: vec![
            Heard { stream: Stream::Desk, listener: None, body: desk },
            Heard { stream: Stream::Mailbox, listener: Some(it.visitor.clone()), body: own },
        ],
    }
}
