//! What is told of the gallery itself: which page has the show, and what was looked at before it.

use serde_json::json;

use super::{Happening, Heard, Journal, Kind};
use crate::domain::{check::Checked, helm::Helm, id::InquiryId, stream::Stream};

/// A page of the gallery took the show.
pub fn helm_taken(helm: &Helm) -> Happening {
    let body = json!({ "kind": Kind::HelmTaken, "page": helm.page });
    happened(&helm.inquiry, Kind::HelmTaken, "helm", helm.inquiry.0.clone(), helm.after(), body)
}

/// Somebody looked at a point of the list; `detail` is a digest of what they saw.
pub fn checked(it: &Checked, detail: Option<String>) -> Happening {
    let body = json!({ "kind": Kind::Checked, "point": it.point, "good": it.good });
    happened(&it.inquiry, Kind::Checked, "check", it.subject(), it.after(detail), body)
}

fn happened(
    inquiry: &InquiryId,
    kind: Kind,
    subject_kind: &'static str,
    subject: String,
    after: serde_json::Value,
    body: serde_json::Value,
) -> Happening {
    Happening {
        journal: Journal::from(inquiry),
        kind,
        subject_kind,
        subject,
        from: None,
        to: None,
        why: None,
        after,
        heard: vec![Heard { stream: Stream::Stage, listener: None, body }],
    }
}
