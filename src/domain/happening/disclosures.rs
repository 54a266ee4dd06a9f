//! What is told of sealed lists: who opened one, and that its seal was taken off with a public notice.

use serde_json::{Value, json};

use super::{Actor, Happening, Heard, Journal, Kind};
use crate::domain::{
    day::Day,
    disclosure::{List, Unsealing},
    faces::PublicQuestion,
    id::InquiryId,
    stream::Stream,
};

/// What replay needs of a seal that was taken off.
pub fn unsealing_after(it: &Unsealing, notice: String) -> Value {
    json!({ "at": it.at, "by": it.by, "notice": notice })
}

/// The seal was taken off: everybody hears why, and each question that can be read from now on.
pub fn unsealed(
    inquiry: &InquiryId,
    it: &Unsealing,
    digest: String,
    on: &Day,
    published: &[PublicQuestion],
) -> Happening {
    let notice = json!({ "kind": Kind::Unsealed, "notice": it.notice, "on": on });
    let hear = |stream, body| Heard { stream, listener: None, body };
    let mut heard = vec![hear(Stream::Public, notice.clone()), hear(Stream::Desk, notice)];
    heard.extend(published.iter().map(|face| hear(Stream::Public, json!({ "kind": "published", "question": face }))));
    Happening {
        journal: Journal::from(inquiry),
        kind: Kind::Unsealed,
        subject_kind: "disclosure",
        subject: inquiry.0.clone(),
        from: None,
        to: None,
        why: None,
        after: unsealing_after(it, digest),
        heard,
    }
}

/// Somebody of the staff opened a sealed list; no stream hears it, the auditor reads it.
pub fn list_opened(inquiry: &InquiryId, list: List, by: &Actor) -> Happening {
    Happening {
        journal: Journal::from(inquiry),
        kind: Kind::ListOpened,
        subject_kind: "list",
        subject: list.word(),
        from: None,
        to: None,
        why: None,
        after: json!({ "by": by.id() }),
        heard: vec![],
    }
}
