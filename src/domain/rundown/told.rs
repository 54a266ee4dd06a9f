//! What the journal keeps of a running order, and what the stage hears of it.

use serde_json::{Value, json};

use super::Rundown;
use crate::domain::{
    asking::AskedBy,
    happening::{Happening, Heard, Journal, Kind},
    id::InquiryId,
    stream::Stream,
};

/// What replay needs of a running order: order, states and places, and no text.
pub fn rundown_after(rundown: &Rundown) -> Value {
    let items = rundown.items.iter().map(|item| {
        let mut told = json!({
            "id": item.id, "question": item.question, "planned_s": item.planned_s, "state": item.state,
            "taken_at": item.taken_at, "was_seen": item.was_seen, "off_at": item.off_at,
            "pulled": item.pulled.as_ref().map(|pull| &pull.code),
        });
        // What is as it usually is is not told: lines from before anybody could say who asks stay true.
        if item.asked_by != AskedBy::Host {
            told["asked_by"] = json!(item.asked_by);
        }
        if item.deputy.is_some() {
            told["deputy"] = json!(item.deputy);
        }
        if item.halted_ms > 0 {
            told["halted_ms"] = json!(item.halted_ms);
        }
        if item.entered_at.is_some() {
            told["entered_at"] = json!(item.entered_at);
        }
        told
    });
    let mut after = json!({
        "version": rundown.version, "cursor": rundown.cursor, "last_take_at": rundown.last_take_at,
        "graphic": rundown.graphic, "items": items.collect::<Vec<_>>(),
    });
    if rundown.card.is_some() {
        after["card"] = json!(rundown.card);
    }
    if rundown.halted_at.is_some() {
        after["halted_at"] = json!(rundown.halted_at);
    }
    after
}

/// A running order changed, and the stage hears what is on air and what comes next, by id.
pub fn rundown_changed(
    kind: Kind,
    inquiry: &InquiryId,
    before: &Rundown,
    now: &Rundown,
    why: Option<String>,
) -> Happening {
    let id = |item: Option<&super::Item>| item.map(|item| item.id.0.clone());
    let body = json!({
        "kind": kind, "version": now.version, "graphic": now.graphic,
        "on_air": id(now.on_air()), "next": id(now.next()),
    });
    Happening {
        journal: Journal::from(inquiry),
        kind,
        subject_kind: "rundown",
        subject: inquiry.0.clone(),
        from: id(before.on_air()),
        to: id(now.on_air()),
        why,
        after: rundown_after(now),
        heard: vec![Heard { stream: Stream::Stage, listener: None, body }],
    }
}
