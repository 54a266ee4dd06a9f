//! 同文: what was sent in the same words, and how it stands, for the desk that reads it once.

use std::collections::HashMap;

use super::{App, Result};
use crate::{
    domain::id::{InquiryId, QuestionId},
    store::{
        Tx,
        sames::{self, Standing},
    },
    text::sameness::{Group, Sent},
};

/// The groups of an inquiry and how each stands.
#[derive(Clone, Debug, Default)]
pub struct SameTexts {
    groups: Vec<Group>,
    standings: HashMap<usize, Standing>,
    places: HashMap<QuestionId, usize>,
}

impl SameTexts {
    /// The group of a question that is not alone, with how it stands.
    pub fn of(&self, id: &QuestionId) -> Option<(&Group, &Standing)> {
        let place = *self.places.get(id)?;
        Some((self.groups.get(place)?, self.standings.get(&place)?))
    }

    /// Every group.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }
}

impl App {
    /// What was sent to an inquiry in the same words. Only what came since it was last asked is read.
    pub async fn same_texts(&self, tx: &mut Tx, inquiry: &InquiryId) -> Result<SameTexts> {
        let sent = sames::sent_after(tx, inquiry, self.sames.up_to(inquiry)).await?;
        let sent = sent.into_iter().map(|it| Sent { id: it.id, number: it.number, original: it.original });
        let groups = self.sames.with(inquiry, sent.collect());
        if groups.is_empty() {
            return Ok(SameTexts::default());
        }
        let standings = sames::standings(tx, &groups).await?;
        let standings = standings.into_iter().filter_map(|it| Some((usize::try_from(it.place).ok()?, it))).collect();
        let places = groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |id| (id.clone(), at)));
        Ok(SameTexts { places: places.collect(), standings, groups })
    }
}
