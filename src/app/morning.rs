//! 次日速报: what came of a show, counted over the facts; and the sheet as it stood when it was fixed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{App, Result};
use crate::{
    domain::{
        book::Party,
        commitment::Stage,
        counts::Counts,
        id::{DepartmentId, InquiryId},
        inquiry::{Inquiry, Phase},
        question::{Outcome, Question},
        reason::Reason,
    },
    pages::followup::morning::{MorningPromise, MorningQuestion, MorningReport, MorningStep},
    store::{
        Tx, calendars,
        commitments::{self, Stored},
        owed, questions, sendings, shows,
    },
};

/// How many promises stand on the sheet: with the other lists as many as one sheet of A4 holds.
const PROMISES: usize = 10;
/// How many open questions.
const OPEN: usize = 6;
/// How many steps.
const SOON: usize = 6;
/// How far ahead the sheet looks, in working days.
const AHEAD: u16 = 3;

impl App {
    /// The sheet as it stands now.
    pub async fn morning(&self, tx: &mut Tx, inquiry: &Inquiry, today: Date) -> Result<MorningReport> {
        report(self, tx, inquiry.clone(), today).await
    }

    /// The sheet as it stood when it was fixed.
    pub async fn morning_fixed(&self, tx: &mut Tx, inquiry: &InquiryId) -> Result<Option<MorningReport>> {
        let Some(fixed) = sendings::morning(tx, inquiry).await? else { return Ok(None) };
        Ok(Some(serde_json::from_str(&fixed.sheet).map_err(crate::store::Error::from)?))
    }
}

async fn report(app: &App, tx: &mut Tx, inquiry: Inquiry, today: Date) -> Result<MorningReport> {
    let standings = questions::standings(tx, &inquiry.id).await?;
    let counts = Counts::of(standings.into_iter().map(|it| (it.state, Reason::of(&it.reason), it.n)));
    let shown = shows::came_off(tx, &inquiry.id).await?;
    let stored = commitments::of_inquiry(tx, &inquiry.id).await?;
    let parties = app.parties(tx).await?;
    let mut promises = promises(app, tx, &stored).await?;
    let mut open: Vec<_> = shown.iter().filter(|it| it.needs_owner()).map(|it| question(it, &parties)).collect();
    let mut soon = soon(tx, &stored, &shown, &parties, today).await?;
    Ok(MorningReport {
        slug: inquiry.slug,
        theme: inquiry.theme,
        live_at: inquiry.starts_at.0,
        as_of: app.now().0,
        fixed_at: None,
        is_fixed: false,
        is_over: inquiry.phase >= Phase::HandingOver,
        rejected: counts.rejected.values().sum(),
        counts,
        devices: shows::devices(tx, &inquiry.id).await?,
        shown: shown.len(),
        outcomes: outcomes(&shown),
        more_promises: cut(&mut promises, PROMISES),
        unconfirmed: stored.iter().filter(|one| one.it.stage == Stage::Captured).count(),
        promises,
        more_open: cut(&mut open, OPEN),
        open,
        unowned: owed::unowned(tx, &inquiry.id).await?,
        more_soon: cut(&mut soon, SOON),
        soon,
    })
}

/// Keeps the first, and says how many were cut off.
fn cut<T>(rows: &mut Vec<T>, most: usize) -> usize {
    rows.drain(rows.len().min(most)..).count()
}

/// Every outcome with how often it was, also where it never was.
fn outcomes(shown: &[Question]) -> Vec<(String, usize)> {
    let often = |outcome: &Outcome| shown.iter().filter(|it| it.outcome.as_ref() == Some(outcome)).count();
    Outcome::ALL.iter().map(|outcome| (outcome.word(), often(outcome))).collect()
}

/// What everybody may read by now, in the order in which it was spoken.
async fn promises(app: &App, tx: &mut Tx, stored: &[Stored]) -> Result<Vec<MorningPromise>> {
    let faces = app.promises(tx, stored).await?;
    let rows = faces.into_iter().map(|face| MorningPromise {
        mark_at: face.mark_at.0,
        lead: face.lead.map(|lead| lead.name),
        what: face.what.unwrap_or(face.quote),
        due_on: face.due_now.map(|due| due.to_string()),
        provisional: face.provisional,
        state: face.state.word(),
    });
    let mut rows: Vec<MorningPromise> = rows.collect();
    rows.sort_by_key(|row| row.mark_at);
    Ok(rows)
}

fn question(it: &Question, parties: &BTreeMap<DepartmentId, Party>) -> MorningQuestion {
    MorningQuestion {
        number: it.number,
        text: it.public_text.clone().unwrap_or_default(),
        outcome: it.outcome.map(|outcome| outcome.word()).unwrap_or_default(),
        owner: it.owner_department.as_ref().and_then(|id| parties.get(id)).map(|party| party.name.clone()),
        due_on: it.due_on.as_ref().map(ToString::to_string),
    }
}

/// What the office or a department has to do within the next working days, the most urgent first.
async fn soon(
    tx: &mut Tx,
    stored: &[Stored],
    shown: &[Question],
    parties: &BTreeMap<DepartmentId, Party>,
    today: Date,
) -> Result<Vec<MorningStep>> {
    let until = calendars::calendar(tx).await?.add_working_days(today, AHEAD).explanation.result();
    let is_soon = |on: Date| until.is_none_or(|until| on <= until);
    let name = |id: Option<&DepartmentId>| id.and_then(|id| parties.get(id)).map(|party| party.name.clone());
    let told = stored.iter().filter(|one| !matches!(one.it.stage, Stage::Captured | Stage::Void));
    let steps = told.filter_map(|one| {
        let step = one.it.step.filter(|step| is_soon(step.due))?;
        Some((step.due, name(one.it.parties.lead.as_ref()), step.step.word(), one.it.quote.clone()))
    });
    let answers = shown.iter().filter(|it| it.needs_owner()).filter_map(|it| {
        let due = it.due_on.as_ref().and_then(|due| due.date()).filter(|due| is_soon(*due))?;
        Some((due, name(it.owner_department.as_ref()), "answer".to_owned(), it.public_text.clone().unwrap_or_default()))
    });
    let mut soon: Vec<_> = steps.chain(answers).collect();
    soon.sort();
    let row = |(due, who, step, what): (Date, _, _, _)| MorningStep {
        on: due.to_string(),
        late: due < today,
        who,
        step,
        what,
    };
    Ok(soon.into_iter().map(row).collect())
}
