//! Verifying seals: each question is sealed or open as the inquiry's rules and the air say, and what took a seal off is told.

use super::{Findings, same};
use crate::{
    domain::{happening::unsealing_after, id::InquiryId, replay::World},
    store::{Result, Tx, disclosures, journal::digest_of},
};

/// Holds the seals against the record.
pub async fn compare(tx: &mut Tx, inquiry: &InquiryId, world: &World, findings: &mut Findings) -> Result<()> {
    let rules = disclosures::of(tx, inquiry).await?;
    let wrong = disclosures::wrongly_sealed(tx, inquiry, rules.is_sealed()).await?;
    if wrong > 0 {
        findings.wrong.push(format!("{wrong} questions are sealed or open against the rules of {inquiry}"));
    }
    let is_told = world.0.contains_key(&("disclosure".to_owned(), inquiry.0.clone()));
    match &rules.unsealed {
        Some(it) => {
            same(world, "disclosure", inquiry.as_str(), &unsealing_after(it, digest_of(&[&it.notice])), findings);
        }
        None if is_told => findings.wrong.push(format!("the seal of {inquiry} was taken off, and is there")),
        None => {}
    }
    Ok(())
}
