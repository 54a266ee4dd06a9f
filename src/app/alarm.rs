//! Ringing: an alarm begins with the question that is marked, or is stored as urgent, and is read by every staff page.

use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Result};
use crate::{
    domain::{
        alarm::{Alarm, AlarmCounts},
        happening::{self, Happening, Kind},
        id::PersonId,
        inquiry::{Inquiry, Phase},
        masking,
        moment::Moment,
        question::Question,
        role::{Deed, Staff},
    },
    pages::ring::{Ring, RingRow},
    store::{self, Tx, alarms, inquiries},
};

/// How much of the words stands in the strip, in characters.
const EXCERPT: usize = 60;

/// What rings in an inquiry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Ringing {
    /// How many.
    #[serde(flatten)]
    pub counts: AlarmCounts,
    /// Those that are open, what nobody has taken first.
    pub items: Vec<RingRow>,
    /// The house's clock.
    pub now: Moment,
}

/// Rings for a question, unless it rings already. What to record is given back.
pub async fn ring(
    tx: &mut Tx,
    question: &Question,
    by: Option<PersonId>,
    now: Moment,
) -> store::Result<Option<Happening>> {
    if alarms::open_of(tx, &question.id).await?.is_some() {
        return Ok(None);
    }
    let alarm = Alarm::rung(question.id.clone(), question.inquiry.clone(), by, now);
    alarms::insert(tx, &alarm).await?;
    Ok(Some(happening::alarm(Kind::AlarmRung, &alarm, None)))
}

impl App {
    /// What rings in one inquiry, as this person may read it.
    pub async fn ringing_in(&self, tx: &mut Tx, staff: &Staff, inquiry: &Inquiry) -> Result<Ringing> {
        let may = |deed| staff.may(deed, &inquiry.id, &inquiry.programme);
        let (may_take, may_read) = (may(Deed::Reveal), may(Deed::ReadDesk));
        let open = alarms::open(tx, &inquiry.id).await?;
        let items = open.into_iter().map(|it| RingRow {
            question: it.alarm.question.0.clone(),
            slug: inquiry.slug.clone(),
            theme: inquiry.theme.clone(),
            rung_at: it.alarm.rung_at.0,
            is_mine: it.alarm.taken_by.as_ref() == Some(&staff.person),
            taken_by: it.taken_name,
            may_take,
            // Whoever cannot take it needs no word of it.
            excerpt: may_take.then(|| excerpt(&it.original)),
            place: it.place.filter(|_| may_read),
        });
        let items = items.collect();
        Ok(Ringing { counts: alarms::counts(tx, &inquiry.id).await?, items, now: self.now() })
    }

    /// The strip of a page: what rings in an inquiry, or in all that this person reaches; nothing where none is theirs.
    pub async fn ring_for(&self, tx: &mut Tx, staff: &Staff, only: Option<&Inquiry>) -> Result<Option<Ring>> {
        let all = match only {
            Some(one) => vec![one.clone()],
            None => inquiries::known(tx).await?,
        };
        let mut ring = Ring::default();
        for inquiry in all.iter().filter(|it| it.phase < Phase::Reinspecting) {
            if staff.may(Deed::ReadStage, &inquiry.id, &inquiry.programme) {
                ring.slugs.push(inquiry.slug.clone());
                ring.rows.extend(self.ringing_in(tx, staff, inquiry).await?.items);
            }
        }
        ring.rows.retain(|row| row.taken_by.is_none() || row.is_mine);
        ring.rows.sort_by_key(|row| (row.taken_by.is_some(), row.rung_at));
        Ok((!ring.slugs.is_empty()).then_some(ring))
    }
}

fn excerpt(original: &str) -> String {
    masking::mask(original, &masking::suggest(original)).chars().take(EXCERPT).collect()
}
