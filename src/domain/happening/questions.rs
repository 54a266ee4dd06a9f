//! What is told of a question: to the desk, to its asker, and to everybody where its public face changed.

use serde_json::{Value, json};

use super::{Happening, Heard, Journal, Kind};
use crate::domain::{
    faces::{PublicQuestion, public_state},
    question::Question,
    stream::Stream,
};

/// What replay needs of a question, and nothing that could tell on its asker.
pub fn question_after(question: &Question, text_digest: Option<String>) -> Value {
    let mut after = json!({
        "state": question.state,
        "version": question.version,
        "provenance": question.provenance,
        "urgent": question.urgent,
        "for_lead": question.for_lead,
        "named": question.named,
        "signed_by": question.signed_by,
        "merged_into": question.merged_into,
        "outcome": question.outcome,
        "owner": question.owner_department,
        "due_on": question.due_on,
        "text": text_digest,
    });
    // Where nobody is called back it is not told, so that lines from before stay true.
    if question.uncalled {
        after["uncalled"] = true.into();
    }
    after
}

/// What everybody could read of a question before and after a change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faces {
    /// The public face before, if it had one.
    pub before: Option<PublicQuestion>,
    /// The public face after, if it has one.
    pub after: Option<PublicQuestion>,
}

/// A question's change of state, heard by the desk, by its asker, and by everybody where its public face changed.
pub fn question_changed(kind: Kind, before: Option<&Question>, now: &Question, faces: &Faces) -> Happening {
    let mut heard = vec![desk_line(kind, now)];
    if let Some(asker) = now.asker.as_ref().filter(|_| !is_about_what_comes_next(before, now)) {
        heard.push(Heard { stream: Stream::Mailbox, listener: Some(asker.clone()), body: asker_line(kind, now) });
    }
    if let Some(body) = public_line(now, faces) {
        heard.push(Heard { stream: Stream::Public, listener: None, body });
    }
    Happening {
        journal: Journal::from(&now.inquiry),
        kind,
        subject_kind: "question",
        subject: now.id.0.clone(),
        from: before.map(|before| before.state.word()),
        to: Some(now.state.word()),
        why: now.reason.map(|reason| reason.word()),
        after: question_after(now, None),
        heard,
    }
}

/// What the desk hears: that this question changed, to which state and version. Texts are fetched by those who may.
pub fn desk_line(kind: Kind, question: &Question) -> Heard {
    Heard {
        stream: Stream::Desk,
        listener: None,
        body: json!({
            "kind": kind, "question": question.id, "state": question.state, "version": question.version,
            "urgent": question.urgent, "merged_into": question.merged_into,
        }),
    }
}

/// Whether a change only says that a published question will come up, or will not: not even its asker hears that.
fn is_about_what_comes_next(before: Option<&Question>, now: &Question) -> bool {
    let is_hidden = |state| public_state(state) != state;
    before.is_some_and(|before| {
        let looks_the_same = public_state(before.state) == public_state(now.state);
        looks_the_same && (is_hidden(before.state) || is_hidden(now.state))
    })
}

/// What the asker hears about their own question.
pub fn asker_line(kind: Kind, question: &Question) -> Value {
    json!({ "kind": kind, "question": question.id, "state": public_state(question.state), "reason": question.reason, "version": question.version })
}

fn public_line(now: &Question, faces: &Faces) -> Option<Value> {
    match (&faces.before, &faces.after) {
        (None, Some(face)) => Some(json!({ "kind": "published", "question": face })),
        (Some(before), Some(face)) if before != face => Some(json!({ "kind": "changed", "question": face })),
        (Some(_), None) => Some(removed(now)),
        _ => None,
    }
}

/// What everybody hears of a question that they can no longer read.
pub fn removed(question: &Question) -> Value {
    json!({ "kind": "removed", "question": question.id, "merged_into": question.merged_into })
}

/// A contact or a flat number was opened: the asker hears it, the auditor reads it.
pub fn revealed(question: &Question, what: &str, reason_digest: String) -> Happening {
    let listener = question.asker.clone();
    let heard = listener.map(|listener| Heard {
        stream: Stream::Mailbox,
        listener: Some(listener),
        body: json!({ "kind": "revealed", "question": question.id, "what": what }),
    });
    Happening {
        journal: Journal::from(&question.inquiry),
        kind: Kind::Revealed,
        subject_kind: "reveal",
        subject: question.id.0.clone(),
        from: None,
        to: None,
        why: None,
        after: json!({ "reason": reason_digest, "what": what }),
        heard: heard.into_iter().collect(),
    }
}
