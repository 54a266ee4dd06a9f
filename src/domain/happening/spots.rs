//! What is told of a deputy's word on the spot: the studio hears that it was given, and which.

use serde_json::json;

use super::{Happening, Heard, Journal, Kind};
use crate::domain::{asking::Spot, stream::Stream};

/// A deputy said what they think of the answer.
pub fn spot_judged(spot: &Spot) -> Happening {
    let body = json!({ "kind": Kind::SpotJudged, "question": spot.question, "verdict": spot.verdict });
    Happening {
        journal: Journal::from(&spot.inquiry),
        kind: Kind::SpotJudged,
        subject_kind: "spot",
        subject: spot.subject(),
        from: None,
        to: Some(spot.verdict.word()),
        why: None,
        after: spot.after(),
        heard: vec![Heard { stream: Stream::Stage, listener: None, body }],
    }
}
