//! The stage's nouns held against the record: running order, air texts, what deputies said, messages, the list before
//! the show, who has it, screens.

use super::{Findings, same};
use crate::{
    domain::{
        id::InquiryId,
        replay::World,
        rundown::{Rundown, rundown_after},
    },
    store::{Result, Tx, air_texts, checks, helms, journal::Head, messages, rundowns, screens, sign_offs, spots},
};

/// Compares everything on stage of an inquiry with what its journal tells.
pub async fn compare(
    tx: &mut Tx,
    inquiry: &InquiryId,
    head: &Head,
    world: &World,
    findings: &mut Findings,
) -> Result<()> {
    let rundown = rundowns::of(tx, inquiry).await?;
    let untouched = rundown == Rundown { version: 1, ..Rundown::default() };
    if !untouched || world.0.contains_key(&("rundown".to_owned(), inquiry.0.clone())) {
        same(world, "rundown", inquiry.as_str(), &rundown_after(&rundown), findings);
    }
    let airs = air_texts::of_inquiry(tx, inquiry).await?;
    as_many(world, "air", airs.len(), findings);
    for air in airs {
        same(world, "air", air.question.as_str(), &air.after(|text| head.digest(text)), findings);
    }
    let messages = messages::latest(tx, inquiry, usize::MAX >> 1).await?;
    as_many(world, "message", messages.len(), findings);
    for message in messages {
        let digest = head.digest(&message.text);
        same(world, "message", message.id.as_str(), &message.after(digest), findings);
    }
    let spots = spots::of_inquiry(tx, inquiry).await?;
    as_many(world, "spot", spots.len(), findings);
    for spot in spots {
        same(world, "spot", &spot.subject(), &spot.after(), findings);
    }
    let papers = sign_offs::of_inquiry(tx, inquiry).await?;
    as_many(world, "sign_off", papers.len(), findings);
    for it in papers {
        same(world, "sign_off", &it.id, &it.after(|text| head.digest(text)), findings);
    }
    as_many(world, "paper", sign_offs::openings(tx, inquiry).await?.len(), findings);
    let checks = checks::of_inquiry(tx, inquiry).await?;
    as_many(world, "check", checks.len(), findings);
    for it in checks {
        let detail = it.detail.as_deref().map(|detail| head.digest(detail));
        same(world, "check", &it.subject(), &it.after(detail), findings);
    }
    let helm = helms::of(tx, inquiry).await?;
    as_many(world, "helm", usize::from(helm.is_some()), findings);
    if let Some(helm) = helm {
        same(world, "helm", inquiry.as_str(), &helm.after(), findings);
    }
    let screens = screens::of_inquiry(tx, inquiry).await?;
    as_many(world, "screen", screens.len(), findings);
    for screen in screens {
        same(world, "screen", screen.id.as_str(), &screen.after(), findings);
    }
    Ok(())
}

fn as_many(world: &World, kind: &str, stored: usize, findings: &mut Findings) {
    let told = world.all(kind).len();
    if told != stored {
        findings.wrong.push(format!("{stored} of kind {kind} are stored, {told} are told"));
    }
}
