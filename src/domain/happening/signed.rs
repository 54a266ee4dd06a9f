//! What is told of words that are signed: a paper that came in or was opened, and a text that was put right under the
//! host's eyes.

use serde_json::{Value, json};

use super::{Happening, Heard, Journal, Kind};
use crate::domain::{
    id::{InquiryId, PersonId},
    sign_off::SignOff,
    stream::Stream,
};

/// A signed paper came in.
pub fn signed_off(it: &SignOff, after: Value) -> Happening {
    let body = json!({ "kind": Kind::SignedOff, "sign_off": it.id });
    let heard = vec![Heard { stream: Stream::Stage, listener: None, body }];
    happened(&it.inquiry, Kind::SignedOff, "sign_off", it.id.clone(), after, heard)
}

/// Somebody opened a signed paper: the auditor reads it.
pub fn paper_opened(inquiry: &InquiryId, id: &str, sign_off: &str, by: &PersonId) -> Happening {
    let after = json!({ "sign_off": sign_off, "by": by });
    happened(inquiry, Kind::PaperOpened, "paper", id.to_owned(), after, vec![])
}

fn happened(
    inquiry: &InquiryId,
    kind: Kind,
    subject_kind: &'static str,
    subject: String,
    after: Value,
    heard: Vec<Heard>,
) -> Happening {
    let journal = Journal::from(inquiry);
    Happening { journal, kind, subject_kind, subject, from: None, to: None, why: None, after, heard }
}
