//! Whose a question's order is, as everybody may read it: who owes, who helps, and a dispute about it with both of its dates.

use super::{App, Result};
use crate::{
    domain::{book::PublicArbitration, question::Question, whose::PublicWhose},
    store::{Tx, calendars, inquiries, whose},
};

impl App {
    /// Whose the order of a question is; none where it was never handed over.
    pub async fn whose(&self, tx: &mut Tx, question: &Question) -> Result<Option<PublicWhose>> {
        let Some(owner) = &question.owner_department else { return Ok(None) };
        let it = whose::of(tx, &question.id).await?;
        let known = self.parties(tx).await?;
        let calendar = calendars::calendar(tx).await?;
        let inquiry = inquiries::get(tx, &question.inquiry).await?.ok_or(super::Error::NotFound("inquiry"))?;
        let programme = inquiries::programme(tx, &inquiry.programme).await?;
        let today = self.today(&programme);
        let party = |id: &Option<_>| id.as_ref().and_then(|id| known.get(id).cloned());
        let arbitration = it
            .open()
            .map(|back| PublicArbitration::of(back, it.arbitrate_by, today, &calendar, &|id| known.get(id).cloned()));
        Ok(Some(PublicWhose {
            lead: known.get(owner).cloned(),
            co: it.parties.co.iter().filter_map(|id| known.get(id).cloned()).collect(),
            doer: party(&it.parties.doer),
            via: party(&it.parties.via),
            company_reason: it.company_reason.clone(),
            due_on: question.due_on.clone(),
            arbitration,
        }))
    }
}
