//! 待签: what waits for a second person in an inquiry, what one signed alone, and whether the crew is large enough for its pairs.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Result, air};
use crate::{
    domain::{
        air::measure,
        air_text::AirText,
        commitment::{Commitment, Stage},
        difference::difference,
        happening::Journal,
        id::{DepartmentId, PersonId, QuestionId},
        inquiry::Inquiry,
        moment::Moment,
        pair::{Crewed, Pair},
        question::Question,
        role::Staff,
        sign_off::Since,
    },
    pages::{
        pairs::{PairRow, PairsPage, ShortPair, SinceSigned},
        sign_off::TextSpan,
    },
    store::{
        Tx, air_texts, commitments, grants, inquiries, journal, people, questions,
        queues::{self, Queue, Wanted},
        rundowns, sign_offs,
    },
};

/// How many chosen questions are looked through.
const CHOSEN: usize = 100;
/// The pairs that an evening needs.
const OF_THE_EVENING: [Pair; 4] = [Pair::AirText, Pair::Promise, Pair::PublicText, Pair::Appeal];

/// How much waits for a second person, air texts and promises alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ToSign {
    /// Signed by one, and not to be used before another signs.
    pub waiting: usize,
    /// In use, and signed by one alone.
    pub alone: usize,
}

impl App {
    /// The page of what waits, as this person may sign it.
    pub async fn pairs_page(&self, tx: &mut Tx, staff: &Staff, inquiry: &Inquiry) -> Result<PairsPage> {
        let head = journal::head(tx, &Journal::from(&inquiry.id)).await?;
        let airs = airs(tx, inquiry, Some(&staff.person), self.now()).await?;
        let promises = promises(tx, inquiry, Some(&staff.person)).await?;
        Ok(PairsPage {
            airs: named(tx, airs).await?,
            promises: named(tx, promises).await?,
            short: short(tx, inquiry).await?,
            since_signed: since_signed(tx, inquiry).await?,
            slug: inquiry.slug.clone(),
            theme: inquiry.theme.clone(),
            phase: inquiry.phase.word(),
            name: staff.name.clone(),
            form: None,
            alone: String::new(),
            errors: Vec::new(),
            problem: None,
            done: false,
            idempotency_key: super::act::new_key(),
            resume: format!("stage.{}.{}", head.epoch, head.stage_offset),
        })
    }
}

/// How many texts of the order were changed since somebody signed them on paper, and how many were added; none where nothing
/// was signed, or nothing is other than it was.
async fn since_signed(tx: &mut Tx, inquiry: &Inquiry) -> Result<Option<SinceSigned>> {
    let Some(signed) = sign_offs::latest(tx, &inquiry.id).await?.map(|it| it.book()) else { return Ok(None) };
    let items = rundowns::of(tx, &inquiry.id).await?.items.into_iter();
    let ids: Vec<QuestionId> = items.filter(|item| !item.state.is_out()).filter_map(|item| item.question).collect();
    let stored = questions::several(tx, &ids).await?;
    let mut since = SinceSigned::default();
    for (question, air) in air::of_several(tx, &stored).await? {
        match signed.since(&question, &air.text) {
            Since::Same => {}
            Since::Changed(_) => since.changed += 1,
            Since::Added => since.added += 1,
        }
    }
    Ok(Some(since).filter(|since| *since != SinceSigned::default()))
}

/// How much waits in an inquiry.
pub async fn to_sign(tx: &mut Tx, inquiry: &Inquiry, now: Moment) -> Result<ToSign> {
    let mut rows = airs(tx, inquiry, None, now).await?;
    rows.extend(promises(tx, inquiry, None).await?);
    let alone = rows.iter().filter(|(_, row)| row.alone.is_some()).count();
    Ok(ToSign { waiting: rows.len() - alone, alone })
}

/// How many people work in the studio of an inquiry.
pub async fn crew_size(tx: &mut Tx, inquiry: &Inquiry) -> Result<usize> {
    let crew = grants::crew(tx, inquiry).await?;
    let of_studio = crew.into_iter().filter(|it| Pair::AirText.is_seconded_by(it.role));
    Ok(of_studio.map(|it| it.person).collect::<BTreeSet<_>>().len())
}

/// What this crew cannot sign with two persons.
pub async fn short(tx: &mut Tx, inquiry: &Inquiry) -> Result<Vec<ShortPair>> {
    let crew = grants::crew(tx, inquiry).await?;
    let names: BTreeMap<&PersonId, &str> = crew.iter().map(|it| (&it.person, it.name.as_str())).collect();
    let parts: Vec<_> = crew.iter().map(|it| (it.person.clone(), it.role)).collect();
    let short = OF_THE_EVENING.iter().filter_map(|pair| {
        let alone = match pair.of_crew(&parts) {
            Crewed::Whole(_) => return None,
            Crewed::Nobody => Vec::new(),
            Crewed::Alone(people) => people,
        };
        Some(ShortPair {
            pair: pair.word(),
            names: alone.iter().filter_map(|person| names.get(person).map(|name| (*name).to_owned())).collect(),
            may_go_alone: pair.line().alone,
        })
    });
    Ok(short.collect())
}

/// A row, and who signed first; only a page that is read needs their name.
type Unnamed = (PersonId, PairRow);

async fn named(tx: &mut Tx, rows: Vec<Unnamed>) -> Result<Vec<PairRow>> {
    let first: Vec<&str> = rows.iter().map(|(first, _)| first.as_str()).collect();
    let names = people::names(tx, &first).await?;
    let name = |first: PersonId| names.get(first.as_str()).cloned().unwrap_or_default();
    Ok(rows.into_iter().map(|(first, row)| PairRow { first: name(first), ..row }).collect())
}

/// Air texts that lack a person: of the order, of the chosen, and whatever was signed alone.
async fn airs(tx: &mut Tx, inquiry: &Inquiry, reader: Option<&PersonId>, now: Moment) -> Result<Vec<Unnamed>> {
    let rundown = rundowns::of(tx, &inquiry.id).await?;
    let mut ids: Vec<QuestionId> = rundown.items.iter().filter_map(|item| item.question.clone()).collect();
    let chosen = queues::page(tx, &inquiry.id, &Wanted::first(Queue::Shortlisted, CHOSEN), now).await?;
    ids.extend(chosen.into_iter().map(|it| it.id));
    ids.extend(air_texts::of_inquiry(tx, &inquiry.id).await?.into_iter().map(|air| air.question));
    let mut known: Vec<QuestionId> = Vec::with_capacity(ids.len());
    for id in ids {
        if !known.contains(&id) {
            known.push(id);
        }
    }
    let mut stored: BTreeMap<QuestionId, Question> =
        questions::several(tx, &known).await?.into_iter().map(|it| (it.id.clone(), it)).collect();
    let all: Vec<Question> = stored.values().cloned().collect();
    let mut texts = air::of_several(tx, &all).await?;
    let departments = departments(tx).await?;
    let signed = sign_offs::latest(tx, &inquiry.id).await?.map(|it| it.book());
    let mut rows = Vec::new();
    for id in known {
        let (Some(question), Some(air)) = (stored.remove(&id), texts.remove(&id)) else { continue };
        let may_wait = !air.is_approved() && question.with_air(question.changed_at).is_ok();
        if !may_wait && !air.lacks_countersign() && air.correction.is_none() {
            continue;
        }
        let first = air.correction_by.as_ref().unwrap_or(&air.written_by).clone();
        let since = signed.as_ref().map(|it| it.since(&id, air.correction.as_ref().unwrap_or(&air.text)));
        let row = air_row(air, &question, rundown.number_of(&id), &departments, reader);
        rows.push((first, with_changes(row, since)));
    }
    Ok(rows)
}

fn air_row(
    air: AirText,
    question: &Question,
    number: Option<usize>,
    departments: &BTreeMap<DepartmentId, String>,
    reader: Option<&PersonId>,
) -> PairRow {
    let text = air.correction.as_ref().unwrap_or(&air.text);
    let measured = measure(text);
    let is_mine = match &air.correction_by {
        Some(writer) => reader == Some(writer),
        None => [Some(&air.written_by), air.approved_by.as_ref()].contains(&reader) && reader.is_some(),
    };
    let corrects = air.correction.as_ref().map(|text| spans(&air.text, text));
    PairRow {
        id: question.id.0.clone(),
        version: question.version,
        rows: measured.rows,
        number,
        department: question.department.as_ref().and_then(|id| departments.get(id).cloned()),
        said_at: None,
        as_published: air.correction.is_none() && air.is_as_published(question),
        fits: Some(measured.fits),
        first: String::new(),
        is_mine,
        alone: air.alone.filter(|_| corrects.is_none()),
        corrects: corrects.unwrap_or_default(),
        since_signed: None,
        changed: Vec::new(),
    }
}

/// Promises that lack a person: caught and not confirmed, or confirmed by one alone.
async fn promises(tx: &mut Tx, inquiry: &Inquiry, reader: Option<&PersonId>) -> Result<Vec<Unnamed>> {
    let departments = departments(tx).await?;
    let mut rows = Vec::new();
    for stored in commitments::of_inquiry(tx, &inquiry.id).await? {
        let it = stored.it;
        let is_alone = it.confirmation.as_ref().is_some_and(|one| one.is_alone());
        if it.stage == Stage::Captured || (is_alone && it.stage != Stage::Void) {
            rows.push((it.worded_by.clone(), promise_row(&it, &departments, reader)));
        }
    }
    Ok(rows)
}

fn promise_row(it: &Commitment, departments: &BTreeMap<DepartmentId, String>, reader: Option<&PersonId>) -> PairRow {
    let stood = it.confirmation.as_ref().map(|one| &one.by);
    PairRow {
        id: it.id.0.clone(),
        version: it.version,
        rows: it.quote.lines().map(str::to_owned).collect(),
        number: None,
        department: it.parties.lead.as_ref().and_then(|id| departments.get(id).cloned()),
        said_at: Some(it.mark_at.0),
        as_published: false,
        fits: None,
        first: String::new(),
        alone: it.confirmation.as_ref().and_then(|one| one.alone.clone()),
        is_mine: reader.is_some() && [Some(&it.captured_by), Some(&it.worded_by), stood].contains(&reader),
        ..PairRow::default()
    }
}

fn spans(before: &str, now: &str) -> Vec<TextSpan> {
    difference(before, now).into_iter().map(TextSpan::from).collect()
}

/// A row that says how its words stand against those that were signed on paper.
fn with_changes(row: PairRow, since: Option<Since>) -> PairRow {
    let text = row.rows.concat();
    match since {
        None | Some(Since::Same) => row,
        Some(Since::Added) => PairRow { since_signed: Some("added"), ..row },
        Some(Since::Changed(before)) => {
            PairRow { since_signed: Some("changed"), changed: spans(&before.replace('\n', ""), &text), ..row }
        }
    }
}

async fn departments(tx: &mut Tx) -> Result<BTreeMap<DepartmentId, String>> {
    Ok(inquiries::departments(tx).await?.into_iter().map(|it| (it.id, it.name)).collect())
}
