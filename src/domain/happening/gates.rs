//! What is told of the door: everybody hears the sentence of its gate, the record keeps a digest of it; of the hall's networks
//! the record alone.

use serde_json::{Value, json};

use super::{Happening, Heard, Journal, Kind};
use crate::domain::{gate::Gating, hall::Hall, stream::Stream};

/// What replay needs of a gate.
pub fn gate_after(it: &Gating, sentence: Option<String>) -> Value {
    json!({ "gate": it.gate, "sentence": sentence, "turned_by": it.turned_by, "version": it.version })
}

/// The gate was turned: the public, the desk and the studio hear it.
pub fn gate_turned(before: &Gating, now: &Gating, sentence: Option<String>) -> Happening {
    let body = json!({ "kind": "gate", "gate": now.gate, "sentence": now.sentence, "version": now.version });
    let hear = |stream| Heard { stream, listener: None, body: body.clone() };
    Happening {
        journal: Journal::from(&now.inquiry),
        kind: Kind::GateTurned,
        subject_kind: "gate",
        subject: now.inquiry.0.clone(),
        from: Some(before.gate.word()),
        to: Some(now.gate.word()),
        why: None,
        after: gate_after(now, sentence),
        heard: vec![hear(Stream::Public), hear(Stream::Desk), hear(Stream::Stage)],
    }
}

/// What replay needs of a hall.
pub fn hall_after(it: &Hall) -> Value {
    json!({ "networks": it.networks, "version": it.version })
}

/// A network was declared as the hall's, or taken out again.
pub fn hall_declared(now: &Hall) -> Happening {
    Happening {
        journal: Journal::from(&now.inquiry),
        kind: Kind::HallDeclared,
        subject_kind: "hall",
        subject: now.inquiry.0.clone(),
        from: None,
        to: None,
        why: None,
        after: hall_after(now),
        heard: Vec::new(),
    }
}
