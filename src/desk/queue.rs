//! What waits, who holds it, and one question whole: the original beside the public text.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::line::lines;
use crate::{
    app::{self, App, reach},
    domain::{
        difference,
        disclosure::List,
        happening::Journal,
        id::{DepartmentId, QuestionId},
        inquiry::{Inquiry, Phase},
        masking,
        moment::minutes,
        photo::PhotoState,
        question::{Question, Visibility},
        role::Deed,
    },
    http::{Problem, Signed, problem::Wrong},
    pages::{
        asker::TextPart,
        desk::{
            Alike, Backlog, DeskList, DeskPerson, DeskPhoto, DeskQuestion, DeskStep, DeskTranslation, SameRow,
            SameTexts,
        },
    },
    store::{
        Tx, alarms, contests, decisions, gates, inquiries, journal, people, photos, questions,
        queues::{self, Order, Queue, Wanted},
        sames, seconds, translations, triage,
    },
    text::tongue::Tongue,
};

/// The most items of one list.
const MOST_ITEMS: usize = 200;
/// How many others like a question have a digit.
const ALIKE: usize = 9;
/// How alike others must be to be counted, from 0 to 1.
const ALIKE_ENOUGH: f64 = 0.25;
/// How much of a text of the same words is shown, in characters.
const EXCERPT: usize = 80;
/// The most questions of the same words that go under one at once.
const MOST_SAME: usize = 200;
/// How long a question may wait on the evening of the show before it counts as late, in minutes.
const LATE_LIVE: i64 = 5;
/// And while there is no show yet.
const LATE: i64 = 24 * 60;

/// Which queue, in which order, from where.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
pub struct Asked {
    /// A queue's word; `waiting` by default.
    pub queue: Option<String>,
    /// `oldest` (default) or `newest` or `seconds`.
    pub sort: Option<String>,
    /// `next` of the list before.
    pub after: Option<String>,
    /// Up to 200, 50 by default.
    pub limit: Option<usize>,
    /// Words to find in original or public text, or a receipt's digits.
    pub find: Option<String>,
    /// Only these questions, up to 200 ids with commas between them: what is heard to have changed is asked for again.
    pub only: Option<String>,
}

/// A queue of the desk, with exact counts and the place from which to listen on.
#[utoipa::path(get, path = "/inquiries/{slug}/desk", params(("slug" = String, Path), Asked),
    responses((status = 200, body = DeskList), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub async fn desk(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    Query(asked): Query<Asked>,
) -> Result<Json<DeskList>, Problem> {
    app.fetch_list(&staff, Deed::ReadDesk, &slug, List::Desk).await?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadDesk, &slug).await?;
    read_desk(&app, &mut tx, &inquiry, &asked).await.map(Json)
}

/// Reads a queue: items, counts and head from one consistent state.
pub async fn read_desk(app: &App, tx: &mut Tx, inquiry: &Inquiry, asked: &Asked) -> Result<DeskList, Problem> {
    let queue = match asked.queue.as_deref() {
        None | Some("") => Queue::Waiting,
        Some(word) => Queue::of(word).ok_or_else(|| unknown("queue"))?,
    };
    let order = match asked.sort.as_deref() {
        None | Some("") => Order::Oldest,
        Some(word) => Order::of(word).ok_or_else(|| unknown("sort"))?,
    };
    let limit = asked.limit.unwrap_or(50).clamp(1, MOST_ITEMS);
    let only =
        asked.only.as_deref().map(|ids| ids.split(',').take(MOST_ITEMS).map(QuestionId::from).collect::<Vec<_>>());
    let find = asked.find.as_deref().unwrap_or_default().trim().to_owned();
    let same = app.same_texts(tx, &inquiry.id).await?;
    // What is looked for is found even where another question stands for it.
    let folded = match queue {
        Queue::Waiting if find.is_empty() => sames::folded(tx, same.groups()).await?,
        _ => Vec::new(),
    };
    let found = match &only {
        Some(ids) => {
            // Where one of them goes, another of the same words stands for the rest.
            let beside = ids.iter().filter_map(|id| same.of(id)?.1.first.clone());
            let ids: Vec<QuestionId> = ids.iter().cloned().chain(beside).collect();
            queues::among(tx, &inquiry.id, queue, &ids, &folded, app.now()).await?
        }
        None => {
            let (after_seconds, after) = place(asked.after.as_deref().unwrap_or_default());
            let number = numbered(app, inquiry, &find);
            let wanted = Wanted { queue, order, after, after_seconds, find, number, folded, limit };
            queues::page(tx, &inquiry.id, &wanted, app.now()).await?
        }
    };
    let is_full = only.is_none() && found.len() == limit;
    let items = lines(app, tx, inquiry, &found, &same).await?;
    let next = items.last().filter(|_| is_full).map(|last| match order {
        Order::Seconds => format!("{}~{}", last.seconds, last.id),
        Order::Oldest | Order::Newest => last.id.clone(),
    });
    let counts = queues::counts(tx, &inquiry.id, app.now()).await?;
    let head = journal::head(tx, &Journal::from(&inquiry.id)).await?;
    let counts: BTreeMap<String, u64> =
        counts.into_iter().map(|count| (count.queue.word(), count.n.unsigned_abs())).collect();
    let alarms = alarms::counts(tx, &inquiry.id).await?;
    let backlog = backlog(app, tx, inquiry).await?;
    let gate = gates::of(tx, &inquiry.id).await?.gate.word();
    let contests = contests::waiting(tx, &inquiry.id).await?;
    Ok(DeskList { items, next, counts, alarms, backlog, contests, gate, head: head.desk_offset })
}

/// How far the desk is behind, as the lead reads it.
pub async fn backlog(app: &App, tx: &mut Tx, inquiry: &Inquiry) -> app::Result<Backlog> {
    let least = if inquiry.phase == Phase::Live { LATE_LIVE } else { LATE };
    let stored = triage::backlog(tx, &inquiry.id, app.now() - minutes(least)).await?;
    Ok(Backlog { waiting: stored.waiting, oldest: stored.oldest.map(|at| at.0), late: stored.late, minutes: least })
}

/// Where a list goes on: after an id, or after so many seconds and an id.
fn place(after: &str) -> (i64, String) {
    match after.split_once('~') {
        Some((seconds, id)) => (seconds.parse().unwrap_or_default(), id.to_owned()),
        None => (0, after.to_owned()),
    }
}

/// The question whose receipt this is, written with or without gaps.
fn numbered(app: &App, inquiry: &Inquiry, find: &str) -> Option<i64> {
    let (ordinal, number) = app.vault.receipt_place(find)?;
    (ordinal == inquiry.ordinal).then_some(number)
}

/// One question whole, with what is like it and what was decided.
#[utoipa::path(get, path = "/questions/{id}/desk", params(("id" = String, Path)),
    responses((status = 200, body = DeskQuestion), (status = 401), (status = 403), (status = 404)))]
pub async fn card(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
) -> Result<Json<DeskQuestion>, Problem> {
    let mut tx = app.store.read().await?;
    let question = reach::question(&mut tx, &staff, Deed::ReadDesk, &id).await?;
    let inquiry = reach::must_reach(&mut tx, &staff, Deed::ReadDesk, &question.inquiry).await?;
    Ok(Json(whole(&app, &mut tx, &inquiry, question).await?))
}

/// A question with what is like it and what was done with it.
pub async fn whole(app: &App, tx: &mut Tx, inquiry: &Inquiry, question: Question) -> app::Result<DeskQuestion> {
    let same = app.same_texts(tx, &inquiry.id).await?;
    let line = lines(app, tx, inquiry, std::slice::from_ref(&question), &same)
        .await?
        .pop()
        .ok_or(app::Error::NotFound("question"))?;
    let sealed = questions::sealed(tx, &question.id).await?;
    let written = question.signed_text.clone().or(question.public_text.clone());
    let translation = translation(tx, &question).await?;
    let readable = translation.as_ref().map_or(&question.original, |it| &it.text);
    let public_text = written.unwrap_or_else(|| proposal(readable));
    let name = sealed.name_sealed.filter(|_| question.visibility == Visibility::Public);
    Ok(DeskQuestion {
        line,
        receipt: app.vault.receipt_number(inquiry.ordinal, question.number),
        changes: changes(&question.original, &public_text),
        public_text,
        department: department(tx, question.department.as_ref()).await?,
        name: name.and_then(|sealed| app.vault.unseal(question.id.as_str(), "name", &sealed).ok()),
        has_contact: sealed.contact_sealed.is_some() || sealed.flat_sealed.is_some(),
        visibility: question.visibility.word(),
        title: question.title.clone(),
        completion: question.completion.clone(),
        appeal: question.appeal.clone(),
        alike: alike(app, tx, inquiry, &question).await?,
        signed: signed(tx, &question).await?,
        same: same_rows(tx, &question, &same).await?,
        tongue: Some(Tongue::guess(&question.original)).filter(|it| *it != Tongue::Chinese).map(|it| it.word()),
        translation,
        photos: sent(tx, &question).await?,
        log: log(tx, &question).await?,
    })
}

/// What a colleague wrote beside an original in another language.
async fn translation(tx: &mut Tx, question: &Question) -> app::Result<Option<DeskTranslation>> {
    let Some(it) = translations::of(tx, &question.id).await? else { return Ok(None) };
    let by = people::get(tx, &it.by_person).await?.map(|person| person.name).unwrap_or_default();
    Ok(Some(DeskTranslation { text: it.text, by, version: it.version }))
}

/// The photos that came with it and are still there.
async fn sent(tx: &mut Tx, question: &Question) -> app::Result<Vec<DeskPhoto>> {
    let there = photos::of(tx, &question.id).await?.into_iter().filter(|it| it.state != PhotoState::Removed);
    Ok(there.map(|it| DeskPhoto { id: it.id.0, state: it.state.word(), version: it.version }).collect())
}

/// The public text that is offered before anybody wrote one: the original, or what a colleague made of it in
/// Chinese, with personal data covered.
fn proposal(original: &str) -> String {
    masking::mask(original, &masking::suggest(original))
}

fn changes(original: &str, public: &str) -> Vec<TextPart> {
    difference::difference(original, public).into_iter().map(TextPart::from).collect()
}

async fn department(tx: &mut Tx, id: Option<&DepartmentId>) -> app::Result<Option<String>> {
    match id {
        None => Ok(None),
        Some(id) => Ok(inquiries::department(tx, id.as_str()).await?.map(|it| it.name)),
    }
}

/// Public questions like this one, the likest first.
async fn alike(app: &App, tx: &mut Tx, inquiry: &Inquiry, question: &Question) -> app::Result<Vec<Alike>> {
    let mut likes: BTreeMap<QuestionId, f64> =
        app.alike(tx, &inquiry.id, &question.original, ALIKE_ENOUGH, ALIKE + 1).await?.into_iter().collect();
    likes.remove(&question.id);
    let ids: Vec<QuestionId> = likes.keys().cloned().collect();
    let counts = seconds::counts(tx, &ids).await?;
    let mut found: Vec<Alike> = questions::several(tx, &ids)
        .await?
        .into_iter()
        .map(|other| Alike {
            percent: (likes.get(&other.id).copied().unwrap_or(0.0) * 100.0).round().min(100.0) as u8,
            text: other.public_text.unwrap_or_default(),
            state: other.state.word(),
            seconds: counts.get(&other.id).copied().unwrap_or(0).unsigned_abs(),
            id: other.id.0,
        })
        .collect();
    found.sort_by_key(|alike| std::cmp::Reverse(alike.percent));
    found.truncate(ALIKE);
    Ok(found)
}

/// Who stands for the words that wait for a second signature.
async fn signed(tx: &mut Tx, question: &Question) -> app::Result<Option<DeskPerson>> {
    let Some(first) = &question.signed_by else { return Ok(None) };
    let name = people::get(tx, first).await?.map(|person| person.name).unwrap_or_default();
    Ok(Some(DeskPerson { id: first.0.clone(), name }))
}

/// What waits with the same words, and the question under which all of it can go: one that was decided on, else this one.
async fn same_rows(tx: &mut Tx, question: &Question, same: &app::same::SameTexts) -> app::Result<Option<SameTexts>> {
    let Some((group, standing)) = same.of(&question.id) else { return Ok(None) };
    let into = standing.decided.clone().unwrap_or_else(|| question.id.clone());
    let mut waiting = sames::waiting(tx, group).await?;
    waiting.retain(|it| it.id != into);
    if waiting.is_empty() {
        return Ok(None);
    }
    waiting.truncate(MOST_SAME);
    let decided = match &standing.decided {
        Some(id) if *id != question.id => questions::get(tx, id).await?,
        _ => None,
    };
    let row =
        |it: Question| SameRow { id: it.id.0, version: it.version, text: it.original.chars().take(EXCERPT).collect() };
    Ok(Some(SameTexts {
        into: into.0,
        into_state: decided.as_ref().map(|it| it.state.word()),
        n: standing.waiting,
        devices: standing.devices,
        rows: waiting.into_iter().map(row).collect(),
    }))
}

/// What happened to it, the latest first: the record, with the notes of decisions.
async fn log(tx: &mut Tx, question: &Question) -> app::Result<Vec<DeskStep>> {
    let decided = decisions::on(tx, &question.id).await?;
    let mut steps = Vec::new();
    for entry in journal::about(tx, &Journal::from(&question.inquiry), question.id.as_str()).await?.into_iter().rev() {
        let decision = decided.iter().find(|decision| decision.at == entry.at);
        let kind = match (entry.kind.as_str(), decision) {
            ("decided", Some(decision))
                if matches!(decision.action.as_str(), "urgent" | "ask_lead" | "sign" | "name") =>
            {
                decision.action.clone()
            }
            ("rundown_changed", _) if entry.to_state.as_deref() == Some("shortlisted") => "unqueued".into(),
            ("decided" | "merged" | "rundown_changed", _) => entry.to_state.clone().unwrap_or(entry.kind),
            ("appeal_judged", _) if entry.to_state.as_deref() == Some("submitted") => "overturned".into(),
            ("appeal_judged", _) => entry.to_state.clone().unwrap_or(entry.kind),
            _ => entry.kind,
        };
        let by = match entry.actor_kind.as_str() {
            "person" => people::get(tx, &entry.actor.as_str().into()).await?.map(|person| person.name),
            _ => None,
        };
        steps.push(DeskStep { at: entry.at.0, by, kind, note: decision.and_then(|decision| decision.note.clone()) });
    }
    Ok(steps)
}

fn unknown(field: &'static str) -> Problem {
    Problem::fields(&[Wrong { field, code: "unknown", limit: None }])
}
