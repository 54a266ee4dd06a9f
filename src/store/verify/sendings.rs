//! Verifying what left the office: orders, scans, tellings and fixed sheets are told as they are stored.

use super::{Findings, same};
use crate::{
    domain::{
        happening::{morning_after, scan_after, told_after, whose_after},
        id::InquiryId,
        replay::World,
    },
    store::{
        Result, Tx,
        journal::{Head, digest_of},
        sendings, whose,
    },
};

/// Holds scans, tellings and sheets against the record.
pub(super) async fn compare(
    tx: &mut Tx,
    inquiry: &InquiryId,
    head: &Head,
    world: &World,
    findings: &mut Findings,
) -> Result<()> {
    let (scans, told) = (sendings::scans_of_inquiry(tx, inquiry).await?, sendings::told_in(tx, inquiry).await?);
    for (kind, stored) in [("scan", scans.len()), ("told", told.len())] {
        let n = world.all(kind).len();
        if n != stored {
            findings.wrong.push(format!("{stored} of kind {kind} are stored, {n} are told"));
        }
    }
    for it in scans {
        same(world, "scan", &it.id, &scan_after(&it.subject, &it.sha256, it.bytes), findings);
    }
    for it in told {
        same(world, "told", &it.id, &told_after(&it, head.digest(&it.to_whom)), findings);
    }
    for (question, it) in whose::of_inquiry(tx, inquiry).await? {
        same(world, "whose", question.as_str(), &whose_after(&it), findings);
    }
    if let Some(it) = sendings::morning(tx, inquiry).await? {
        same(world, "morning", inquiry.as_str(), &morning_after(it.at, digest_of(&[&it.sheet])), findings);
    }
    Ok(())
}
