//! Public faces of questions, as everybody reads them, made from what is stored and sealed.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{App, Result};
use crate::{
    domain::{
        faces::PublicQuestion,
        happening::Faces,
        id::{InquiryId, ProgrammeId, QuestionId},
        inquiry::Inquiry,
        question::{Question, State, Visibility},
    },
    store::{
        Tx,
        delays::{self, Shown},
        inquiries,
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
        let zone = inquiries::zone(tx, inquiry).await?;
        Ok(zone.and_then(|name| TimeZone::get(&name).ok()).unwrap_or(TimeZone::UTC))
    }

    /// The public faces of counted questions, in their order.
    pub async fn faces(&self, tx: &mut Tx, counted: &[Counted], zone: &TimeZone) -> Result<Vec<PublicQuestion>> {
        let named: Vec<QuestionId> =
            counted.iter().filter(|it| shows_name(&it.question)).map(|it| it.question.id.clone()).collect();
        let names = self.names(tx, &named).await?;
        let ids: Vec<QuestionId> = counted.iter().map(|it| it.question.id.clone()).collect();
        let shown = delays::shown(tx, &ids).await?;
        let faces = counted.iter().filter_map(|it| {
            let question = as_shown(it.question.clone(), &shown);
            PublicQuestion::of(&question, names.get(&question.id).map(String::as_str), it.seconds, zone)
        });
        Ok(faces.collect())
    }

    /// The same faces for the staff, to whom nothing of them is sealed.
    pub async fn faces_inside(&self, tx: &mut Tx, counted: &[Counted], zone: &TimeZone) -> Result<Vec<PublicQuestion>> {
        let opened =
            |it: &Counted| Counted { question: Question { sealed: false, ..it.question.clone() }, ..it.clone() };
        let opened: Vec<Counted> = counted.iter().map(opened).collect();
        self.faces(tx, &opened, zone).await
    }

    /// A question as far as the public may know of it: what happened on air is seen after the delay.
    pub async fn as_seen(&self, tx: &mut Tx, question: Question) -> Result<Question> {
        let shown = delays::shown(tx, std::slice::from_ref(&question.id)).await?;
        Ok(as_shown(question, &shown))
    }

    /// The question on air as the public sees it.
    pub async fn on_air_in_public(&self, tx: &mut Tx, inquiry: &InquiryId) -> Result<Option<PublicQuestion>> {
        for id in delays::around_air(tx, inquiry).await? {
            if let Some(question) = questions::get(tx, &id).await?
                && let Some(face) = self.face(tx, &question).await?
                && face.state == State::OnAir
            {
                return Ok(Some(face));
            }
        }
        Ok(None)
    }

    /// How much later the public sees what happens on air, in milliseconds.
    pub fn delay_ms(&self, inquiry: &Inquiry) -> i64 {
        inquiry.delay_ms.max(self.config.least_delay_ms)
    }

    /// The public face of one question, if it has one.
    pub async fn face(&self, tx: &mut Tx, question: &Question) -> Result<Option<PublicQuestion>> {
        // Most of what is decided had none before: nothing need be counted for it.
        if !question.state.is_public() {
            return Ok(None);
        }
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

fn as_shown(mut question: Question, shown: &BTreeMap<QuestionId, Shown>) -> Question {
    // Retracted, withdrawn or judged anew meanwhile, it stands as it is.
    if question.state.is_public()
        && let Some(&(state, outcome)) = shown.get(&question.id)
    {
        (question.state, question.outcome) = (state, outcome);
    }
    question
}

fn shows_name(question: &Question) -> bool {
    question.visibility == Visibility::Public
}
