//! Public questions like a text, for whoever writes one and for whoever judges it: one set of prints, kept for both.

use super::{App, Result};
use crate::{
    domain::{
        happening::Journal,
        id::{InquiryId, QuestionId},
    },
    store::{Tx, disclosures, journal, questions},
};

impl App {
    /// The published questions at least so like a text, the likest first. The prints are made again only when something
    /// that they are made of changed.
    pub async fn alike(
        &self,
        tx: &mut Tx,
        inquiry: &InquiryId,
        text: &str,
        least: f64,
        most: usize,
    ) -> Result<Vec<(QuestionId, f64)>> {
        // What is published in a sealed inquiry is told on no public line.
        let offset = match disclosures::of(tx, inquiry).await?.is_sealed() {
            true => questions::decided(tx, inquiry).await?,
            false => journal::head(tx, &Journal::from(inquiry)).await?.public_offset,
        };
        if !self.look_alikes.are_of(inquiry, offset) {
            let all = questions::published(tx, inquiry).await?;
            let texts = all.into_iter().filter_map(|question| Some((question.id, question.public_text?)));
            self.look_alikes.keep(inquiry, offset, texts);
        }
        Ok(self.look_alikes.of(inquiry, text, least, most))
    }
}
