//! What waits, who holds it, and one question whole: the original beside the public text.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::{self, App, reach},
    domain::{
        difference,
        happening::Journal,
        id::{DepartmentId, QuestionId},
        inquiry::Inquiry,
        masking::{self, PersonalKind},
        question::{Question, Visibility},
        role::Deed,
    },
    http::{Problem, Signed, problem::Wrong},
    pages::{
        desk::{Alike, DeskLine, DeskList, DeskPerson, DeskQuestion, DeskStep, Hold},
        receipt::TextPart,
    },
    store::{
        Tx, alarms, decisions, holds, inquiries, journal, people, questions,
        queues::{self, Order, Queue, Wanted},
        seconds,
    },
};

/// The most items of one list.
const MOST_ITEMS: usize = 200;
/// How many others like a question have a digit.
const ALIKE: usize = 9;
/// How alike others must be to be counted, from 0 to 1.
const ALIKE_ENOUGH: f64 = 0.25;
/// How much of a text stands in a list, in characters.
const EXCERPT: usize = 80;

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
    let found = match &only {
        Some(ids) => queues::among(tx, &inquiry.id, queue, ids, app.now()).await?,
        None => {
            let (after_seconds, after) = place(asked.after.as_deref().unwrap_or_default());
            let find = asked.find.as_deref().unwrap_or_default().trim().to_owned();
            let number = numbered(app, inquiry, &find);
            let wanted = Wanted { queue, order, after, after_seconds, find, number, limit };
            queues::page(tx, &inquiry.id, &wanted, app.now()).await?
        }
    };
    let is_full = only.is_none() && found.len() == limit;
    let items = lines(app, tx, inquiry, &found).await?;
    let next = items.last().filter(|_| is_full).map(|last| match order {
        Order::Seconds => format!("{}~{}", last.seconds, last.id),
        Order::Oldest | Order::Newest => last.id.clone(),
    });
    let counts = queues::counts(tx, &inquiry.id, app.now()).await?;
    let head = journal::head(tx, &Journal::from(&inquiry.id)).await?;
    let counts: BTreeMap<String, u64> =
        counts.into_iter().map(|count| (count.queue.word(), count.n.unsigned_abs())).collect();
    let alarms = alarms::counts(tx, &inquiry.id).await?;
    Ok(DeskList { items, next, counts, alarms, head: head.desk_offset })
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
    let line = lines(app, tx, inquiry, std::slice::from_ref(&question))
        .await?
        .pop()
        .ok_or(app::Error::NotFound("question"))?;
    let sealed = questions::sealed(tx, &question.id).await?;
    let public_text = question.public_text.clone().unwrap_or_else(|| proposal(&question.original));
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
        log: log(tx, &question).await?,
    })
}

/// The public text that is offered before anybody wrote one: the original with personal data covered.
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

/// What happened to it, the latest first: the record, with the notes of decisions.
async fn log(tx: &mut Tx, question: &Question) -> app::Result<Vec<DeskStep>> {
    let decided = decisions::on(tx, &question.id).await?;
    let mut steps = Vec::new();
    for entry in journal::about(tx, &Journal::from(&question.inquiry), question.id.as_str()).await?.into_iter().rev() {
        let decision = decided.iter().find(|decision| decision.at == entry.at);
        let kind = match (entry.kind.as_str(), decision) {
            ("decided", Some(decision)) if matches!(decision.action.as_str(), "urgent" | "ask_lead") => {
                decision.action.clone()
            }
            ("decided" | "merged", _) => entry.to_state.clone().unwrap_or(entry.kind),
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

async fn lines(app: &App, tx: &mut Tx, inquiry: &Inquiry, found: &[Question]) -> app::Result<Vec<DeskLine>> {
    let ids: Vec<QuestionId> = found.iter().map(|question| question.id.clone()).collect();
    let counts = seconds::counts(tx, &ids).await?;
    let holds = holds::of_inquiry(tx, &inquiry.id, app.now()).await?;
    let lines = found.iter().map(|question| {
        let hold = holds.iter().find(|hold| hold.question == question.id);
        DeskLine {
            id: question.id.0.clone(),
            version: question.version,
            state: question.state.word(),
            urgent: question.urgent,
            for_lead: question.for_lead,
            provenance: question.provenance.word(),
            number: question.number,
            submitted_at: question.asked_at.0,
            excerpt: question.original.chars().take(EXCERPT).collect(),
            original: question.original.clone(),
            place: question.place.clone(),
            flags: flags(question),
            seconds: counts.get(&question.id).copied().unwrap_or(0).unsigned_abs(),
            alike: 0,
            hold: hold.map(|hold| Hold {
                by: DeskPerson { id: hold.person.0.clone(), name: hold.name.clone() },
                until: hold.until_at.0,
            }),
        }
    });
    Ok(lines.collect())
}

/// What screening notices in a text, and who asks, each once.
fn flags(question: &Question) -> Vec<String> {
    let found = match question.minor {
        true => masking::suggest_of_minor(&question.original),
        false => masking::suggest(&question.original),
    };
    let kinds = found.into_iter().map(|found| match found.kind {
        PersonalKind::Mobile | PersonalKind::Landline => "phone",
        PersonalKind::Identity => "id_card",
        PersonalKind::Dwelling => "address",
        PersonalKind::BankCard => "bank_card",
        PersonalKind::Email => "email",
        PersonalKind::Plate => "plate",
        PersonalKind::Account => "account",
        PersonalKind::School => "school",
    });
    let who = [("minor", question.minor), ("on_behalf", question.on_behalf)];
    let who = who.into_iter().filter(|(_, is_so)| *is_so).map(|(flag, _)| flag);
    let mut flags: Vec<String> = kinds.chain(who).map(str::to_owned).collect();
    flags.sort();
    flags.dedup();
    flags
}

fn unknown(field: &'static str) -> Problem {
    Problem::fields(&[Wrong { field, code: "unknown", limit: None }])
}
