//! What is told of what leaves the office: whose an order is, sealed scans, who was told of what, and the sheet of the
//! morning after.

use serde_json::{Value, json};

use super::{Happening, Journal, Kind};
use crate::domain::{
    id::{InquiryId, QuestionId},
    moment::Moment,
    notice::Told,
    whose::Whose,
};

fn quiet(inquiry: &InquiryId, kind: Kind, subject_kind: &'static str, subject: &str, after: Value) -> Happening {
    Happening {
        journal: Journal::from(inquiry),
        kind,
        subject_kind,
        subject: subject.to_owned(),
        from: None,
        to: None,
        why: None,
        after,
        heard: vec![],
    }
}

/// What replay needs of a sealed scan.
pub fn scan_after(order: &str, sha256: &str, bytes: i64) -> Value {
    json!({ "order": order, "sha256": sha256, "bytes": bytes })
}

/// The sealed scan of an order was kept as it was issued.
pub fn scan_kept(inquiry: &InquiryId, id: &str, order: &str, sha256: &str, bytes: i64) -> Happening {
    quiet(inquiry, Kind::ScanKept, "scan", id, scan_after(order, sha256, bytes))
}

/// Somebody of the staff opened a sealed scan; the auditor reads it.
pub fn scan_opened(inquiry: &InquiryId, id: &str) -> Happening {
    quiet(inquiry, Kind::ScanOpened, "scan_opening", id, json!({}))
}

/// What replay needs of whose an order is; why it went back stays inside.
pub fn whose_after(it: &Whose) -> Value {
    json!({
        "parties": it.parties,
        "given_back": it.given_back,
        "company": it.company_reason.is_some(),
        "arbitrate_by": it.arbitrate_by,
    })
}

/// The order of a question was given to departments, or given back.
pub fn whose(kind: Kind, inquiry: &InquiryId, question: &QuestionId, it: &Whose) -> Happening {
    quiet(inquiry, kind, "whose", question.as_str(), whose_after(it))
}

/// What replay needs of a telling; to whom is a digest.
pub fn told_after(it: &Told, to_whom: String) -> Value {
    json!({ "about": it.subject, "notice": it.notice, "way": it.way, "to": to_whom, "by": it.person })
}

/// Somebody was told of something.
pub fn told(it: &Told, to_whom: String) -> Happening {
    quiet(&it.inquiry, Kind::Told, "told", &it.id, told_after(it, to_whom))
}

/// What replay needs of a sheet that was fixed.
pub fn morning_after(at: Moment, sheet: String) -> Value {
    json!({ "at": at, "sheet": sheet })
}

/// 次日速报 stands as it stood at this minute.
pub fn morning_fixed(inquiry: &InquiryId, at: Moment, sheet: String) -> Happening {
    quiet(inquiry, Kind::MorningFixed, "morning", inquiry.as_str(), morning_after(at, sheet))
}
