//! Public faces of questions, as everybody reads them, made from what is stored and sealed.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{App, Result};
use crate::{
    domain::{
        faces::PublicQuestion,
        happening::Faces,
        id::{InquiryId, ProgrammeId, QuestionId},
        question::{Question, Visibility},
    },
    store::{
        Tx, inquiries,
        questions::{self, Counted},
        seconds,
    },
};

impl App {
    /// The time zone in which a programme tells its dates.
    pub async fn zone(&self, tx: &mut Tx, programme: &ProgrammeId) -> Result<TimeZone> {
        let programme = inquiries::programme(tx, programme).await?;
        Ok(TimeZone::get(&programme.zone).unwrap_or(TimeZone::UTC))
    }

    /// The time zone of an inquiry.
    pub async fn zone_of(&self, tx: &mut Tx, inquiry: &InquiryId) -> Result<TimeZone> {
        match inquiries::get(tx, inquiry).await? {
            Some(inquiry) => self.zone(tx, &inquiry.programme).await,
            None => Ok(TimeZone::UTC),
        }
    }

    /// The public faces of counted questions, in their order.
    pub async fn faces(&self, tx: &mut Tx, counted: &[Counted], zone: &TimeZone) -> Result<Vec<PublicQuestion>> {
        let named: Vec<QuestionId> =
            counted.iter().filter(|it| shows_name(&it.question)).map(|it| it.question.id.clone()).collect();
        let names = self.names(tx, &named).await?;
        let faces = counted.iter().filter_map(|it| {
            PublicQuestion::of(&it.question, names.get(&it.question.id).map(String::as_str), it.seconds, zone)
        });
        Ok(faces.collect())
    }

    /// The public face of one question, if it has one.
    pub async fn face(&self, tx: &mut Tx, question: &Question) -> Result<Option<PublicQuestion>> {
        let zone = self.zone_of(tx, &question.inquiry).await?;
        let seconds = seconds::counts(tx, std::slice::from_ref(&question.id)).await?.remove(&question.id).unwrap_or(0);
        let counted = [Counted { question: question.clone(), seconds }];
        Ok(self.faces(tx, &counted, &zone).await?.pop())
    }

    /// What everybody could read of a question before and after a change that is being saved in this transaction.
    pub async fn faces_of_change(&self, tx: &mut Tx, before: &Question, after: &Question) -> Result<Faces> {
        Ok(Faces { before: self.face(tx, before).await?, after: self.face(tx, after).await? })
    }

    /// The forms of address that askers wished to be public.
    async fn names(&self, tx: &mut Tx, ids: &[QuestionId]) -> Result<BTreeMap<QuestionId, String>> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let sealed = questions::sealed_names(tx, ids).await?;
        let opened = sealed.into_iter().filter_map(|(id, sealed)| {
            let name = self.vault.unseal(&id, "name", &sealed?).ok()?;
            Some((QuestionId(id), name))
        });
        Ok(opened.collect())
    }
}

fn shows_name(question: &Question) -> bool {
    question.visibility == Visibility::Public
}
