//! Public faces of promises, as everybody reads them, and the days and calendar on which they are told.

use std::collections::BTreeMap;

use jiff::{civil::Date, tz::TimeZone};

use super::{App, Result};
use crate::{
    domain::{
        book::{Party, PublicCommitment, Setting},
        id::{CommitmentId, DepartmentId, InquiryId, ProgrammeId, QuestionId},
        inquiry::Inquiry,
        moment::Moment,
        question::{Question, Visibility},
    },
    store::{
        Tx, calendars,
        commitments::Stored,
        inquiries::{self, Programme},
        promise_delays, questions,
    },
};

impl App {
    /// What day it is in a programme's time zone.
    pub fn today(&self, programme: &Programme) -> Date {
        self.day_in(programme, self.now())
    }

    /// The day of a moment in a programme's time zone.
    pub fn day_in(&self, programme: &Programme, at: Moment) -> Date {
        at.date_in(&TimeZone::get(&programme.zone).unwrap_or(TimeZone::UTC))
    }

    /// What day it is in every programme's time zone.
    pub async fn todays(&self, tx: &mut Tx) -> Result<Vec<(ProgrammeId, Date)>> {
        let programmes = inquiries::programmes(tx).await?;
        Ok(programmes.into_iter().map(|programme| (programme.id.clone(), self.today(&programme))).collect())
    }

    /// Every department, as promises name it.
    pub async fn parties(&self, tx: &mut Tx) -> Result<BTreeMap<DepartmentId, Party>> {
        let departments = inquiries::departments(tx).await?;
        Ok(departments
            .into_iter()
            .map(|it| (it.id.clone(), Party { id: it.id, slug: it.slug, name: it.name }))
            .collect())
    }

    /// The public faces of promises, in their order; those whose words do not stand yet have none, nor those that the
    /// public could not have heard by now.
    pub async fn promises(&self, tx: &mut Tx, stored: &[Stored]) -> Result<Vec<PublicCommitment>> {
        let ids: Vec<CommitmentId> = stored.iter().map(|one| one.it.id.clone()).collect();
        let held_back = promise_delays::held_back(tx, &ids).await?;
        let mut faces = self.promises_inside(tx, stored).await?;
        faces.retain(|face| !held_back.contains(&face.id));
        Ok(faces)
    }

    /// The same faces for the staff, who need not wait for the air.
    pub async fn promises_inside(&self, tx: &mut Tx, stored: &[Stored]) -> Result<Vec<PublicCommitment>> {
        if stored.is_empty() {
            return Ok(Vec::new());
        }
        let calendar = calendars::calendar(tx).await?;
        let parties = self.parties(tx).await?;
        let todays: BTreeMap<ProgrammeId, Date> = self.todays(tx).await?.into_iter().collect();
        let mut inquiries: BTreeMap<InquiryId, Inquiry> = BTreeMap::new();
        for one in stored {
            if !inquiries.contains_key(&one.it.inquiry)
                && let Some(inquiry) = inquiries::get(tx, &one.it.inquiry).await?
            {
                inquiries.insert(inquiry.id.clone(), inquiry);
            }
        }
        let asked: Vec<QuestionId> = stored.iter().filter_map(|one| one.it.question.clone()).collect();
        let public: Vec<QuestionId> =
            questions::several(tx, &asked).await?.into_iter().filter(is_public).map(|it| it.id).collect();
        let faces = stored.iter().filter_map(|one| {
            let inquiry = inquiries.get(&one.it.inquiry)?;
            let setting = Setting {
                inquiry: &inquiry.slug,
                theme: &inquiry.theme,
                today: *todays.get(&inquiry.programme)?,
                calendar: &calendar,
                question_is_public: one.it.question.as_ref().is_some_and(|id| public.contains(id)),
                marked_afterwards: one.marked_afterwards,
                parties: &|id| parties.get(id).cloned(),
            };
            PublicCommitment::of(&one.it, &setting)
        });
        Ok(faces.collect())
    }
}

fn is_public(question: &Question) -> bool {
    question.state.is_public()
        && !question.sealed
        && question.visibility != Visibility::CongressOnly
        && question.public_text.is_some()
}
