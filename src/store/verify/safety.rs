//! What askers reported and sent, and who asked for their flat numbers, held against the record.

use super::{Findings, same};
use crate::{
    domain::{
        happening::{flat_after, harassment_after, photo_after},
        id::InquiryId,
        replay::World,
    },
    store::{Result, Tx, flats, harassments, photos},
};

/// Every report, request and photo: told as it is stored.
pub(super) async fn compare(tx: &mut Tx, inquiry: &InquiryId, world: &World, findings: &mut Findings) -> Result<()> {
    let told = world.all("harassment");
    for it in harassments::of_inquiry(tx, inquiry).await? {
        let said = told.get(it.id.as_str());
        // Reports from before they were followed are told under their question, and were never changed.
        if said.is_none() && it.version == 1 && told.contains_key(it.question.as_str()) {
            continue;
        }
        let text = said.and_then(|after| after["text"].as_str()).map(str::to_owned);
        same(world, "harassment", &it.id, &harassment_after(&it, text), findings);
    }
    let stored = flats::of_inquiry(tx, inquiry).await?;
    let told = world.all("flat_request").len();
    if stored.len() != told {
        findings.wrong.push(format!("{} requests for flats are stored, {told} are told", stored.len()));
    }
    for it in stored {
        same(world, "flat_request", &it.id, &flat_after(&it), findings);
    }
    let stored = photos::of_inquiry(tx, inquiry).await?;
    let told = world.all("photo").len();
    if stored.len() != told {
        findings.wrong.push(format!("{} photos are stored, {told} are told", stored.len()));
    }
    for it in stored {
        same(world, "photo", it.id.as_str(), &photo_after(&it), findings);
    }
    Ok(())
}
