//! What is told of alarms: staff pages hear that something rings or does not ring any more, by ids alone.

use serde_json::{Value, json};

use super::{Happening, Heard, Journal, Kind};
use crate::domain::{alarm::Alarm, stream::Stream};

/// What replay needs of an alarm; what was done is a digest, in the line that ends it.
pub fn alarm_after(it: &Alarm, done: Option<String>) -> Value {
    json!({
        "question": it.question,
        "version": it.version,
        "rung_by": it.rung_by,
        "taken_by": it.taken_by,
        "passed_to": it.passed_to,
        "is_over": it.ended_at.is_some(),
        "was_mistaken": it.was_mistaken,
        "done": done,
    })
}

/// An alarm rang, was taken or is over. Screens hear the stage too: its line does not name the question.
pub fn alarm(kind: Kind, it: &Alarm, done: Option<String>) -> Happening {
    let hear = |stream, body| Heard { stream, listener: None, body };
    Happening {
        journal: Journal::from(&it.inquiry),
        kind,
        subject_kind: "alarm",
        subject: it.id.clone(),
        from: None,
        to: None,
        why: it.passed_to.map(|to| to.word()),
        after: alarm_after(it, done),
        heard: vec![
            hear(Stream::Desk, json!({ "kind": kind, "alarm": it.id, "question": it.question })),
            hear(Stream::Stage, json!({ "kind": kind, "alarm": it.id })),
        ],
    }
}
