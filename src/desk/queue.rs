//! What waits, who holds it, and one question whole: the original beside the public text.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::{self, App, reach},
    domain::{
        faces::PublicQuestion,
        happening::Journal,
        id::{DecisionId, DepartmentId, PersonId, QuestionId},
        inquiry::Inquiry,
        moment::Moment,
        question::{Question, State as Standing, Visibility},
        reason::Reason,
        role::Deed,
    },
    http::{Problem, Signed, problem::Wrong},
    store::{
        Tx, decisions, holds, journal, people, questions, queues,
        queues::{Queue, Wanted},
        seconds,
    },
    text::look_alike::Print,
};

/// The most items of one list.
const MOST_ITEMS: usize = 200;
/// How many like a question are shown beside it.
const LIKE: usize = 3;

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
    /// Words to find.
    pub find: Option<String>,
}

/// A queue of the desk.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Desk {
    /// The questions.
    pub items: Vec<DeskQuestion>,
    /// Where it goes on.
    pub next: Option<String>,
    /// How many are in each queue, exactly, as of `head`.
    pub counts: BTreeMap<String, i64>,
    /// The offset of the desk stream at which this was read: listen from here.
    pub head: DeskHead,
}

/// A place in the desk stream.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskHead {
    /// The journal's epoch.
    pub epoch: String,
    /// The offset.
    pub offset: i64,
}

/// A question as moderators see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskQuestion {
    /// Its id.
    pub id: QuestionId,
    /// Ten digits.
    pub receipt: String,
    /// Where it stands.
    pub state: Standing,
    /// Danger to life.
    pub urgent: bool,
    /// Rises by one with each change.
    pub version: i64,
    /// Who may see what.
    pub visibility: Visibility,
    /// The asker's title.
    pub title: Option<String>,
    /// 原文.
    pub original: String,
    /// The place.
    pub place: Option<String>,
    /// Whom it asks.
    pub department: Option<DepartmentId>,
    /// 公开文.
    pub public_text: Option<String>,
    /// The question that it is under.
    pub merged_into: Option<QuestionId>,
    /// Why it was refused.
    pub reason: Option<Reason>,
    /// What the asker added.
    pub completion: Option<String>,
    /// Why the asker wants another look.
    pub appeal: Option<String>,
    /// Whether there is a contact to open.
    pub has_contact: bool,
    /// When it was stored.
    pub asked_at: Moment,
    /// Who holds it.
    pub hold: Option<Held>,
    /// Devices that share it.
    pub seconds: i64,
}

/// Who holds a question.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Held {
    /// Who.
    pub by: PersonId,
    /// Their name.
    pub name: String,
    /// Until when.
    pub until: Moment,
}

/// One question whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Card {
    /// The question.
    #[serde(flatten)]
    pub question: DeskQuestion,
    /// Public questions like it, the likest first.
    pub like: Vec<Like>,
    /// What was decided on it, the latest first.
    pub decisions: Vec<Decided>,
}

/// A public question like another one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Like {
    /// The question.
    #[serde(flatten)]
    pub question: PublicQuestion,
    /// How alike, from 0 to 1.
    pub likeness: f64,
}

/// A decision as colleagues read it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DecisionMade)]
pub struct Decided {
    /// Its id.
    pub id: DecisionId,
    /// What was done.
    pub action: String,
    /// Why.
    pub reason: Option<Reason>,
    /// A note among the staff.
    pub note: Option<String>,
    /// Who.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Whether it was taken back.
    pub undone: bool,
}

/// A queue of the desk, with exact counts and the place from which to listen on.
#[utoipa::path(get, path = "/inquiries/{slug}/desk", params(("slug" = String, Path), Asked),
    responses((status = 200, body = Desk), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub async fn desk(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    Query(asked): Query<Asked>,
) -> Result<Json<Desk>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadDesk, &slug).await?;
    read_desk(&app, &mut tx, &inquiry, &asked).await.map(Json)
}

/// Reads a queue: items, counts and head from one consistent state.
pub async fn read_desk(app: &App, tx: &mut Tx, inquiry: &Inquiry, asked: &Asked) -> Result<Desk, Problem> {
    let queue = match asked.queue.as_deref() {
        None | Some("") => Queue::Waiting,
        Some(word) => Queue::of(word).ok_or_else(|| unknown("queue"))?,
    };
    let newest = match asked.sort.as_deref() {
        None | Some("" | "oldest") => false,
        Some("newest" | "seconds") => true,
        Some(_) => return Err(unknown("sort")),
    };
    let limit = asked.limit.unwrap_or(50).clamp(1, MOST_ITEMS);
    let wanted = Wanted {
        queue,
        newest,
        after: asked.after.clone().unwrap_or_default(),
        find: asked.find.clone().unwrap_or_default(),
        limit,
    };
    let found = queues::page(tx, &inquiry.id, &wanted, app.now()).await?;
    let next = found.last().filter(|_| found.len() == limit).map(|last| last.id.0.clone());
    let mut items = cards(app, tx, inquiry, found).await?;
    if asked.sort.as_deref() == Some("seconds") {
        items.sort_by_key(|item| std::cmp::Reverse(item.seconds));
    }
    let counts = queues::counts(tx, &inquiry.id, app.now()).await?;
    let head = journal::head(tx, &Journal::from(&inquiry.id)).await?;
    Ok(Desk {
        items,
        next,
        counts: counts.into_iter().map(|count| (count.queue.word(), count.n)).collect(),
        head: DeskHead { offset: head.desk_offset, epoch: head.epoch },
    })
}

/// One question whole, with what is like it and what was decided.
#[utoipa::path(get, path = "/questions/{id}/desk", params(("id" = String, Path)),
    responses((status = 200, body = Card), (status = 401), (status = 403), (status = 404)))]
pub async fn card(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
) -> Result<Json<Card>, Problem> {
    let mut tx = app.store.read().await?;
    let question = reach::question(&mut tx, &staff, Deed::ReadDesk, &id).await?;
    let inquiry = reach::must_reach(&mut tx, &staff, Deed::ReadDesk, &question.inquiry).await?;
    Ok(Json(whole(&app, &mut tx, &inquiry, question).await?))
}

/// A question with its likes and decisions.
pub async fn whole(app: &App, tx: &mut Tx, inquiry: &Inquiry, question: Question) -> app::Result<Card> {
    let like = like(app, tx, inquiry, &question).await?;
    let mut decided = Vec::new();
    for decision in decisions::on(tx, &question.id).await?.into_iter().rev() {
        let by = people::get(tx, &decision.by_person).await?.map_or_else(String::new, |person| person.name);
        decided.push(Decided {
            id: decision.id,
            action: decision.action,
            reason: decision.reason,
            note: decision.note,
            by,
            at: decision.at,
            undone: decision.undone_at.is_some(),
        });
    }
    let question = cards(app, tx, inquiry, vec![question]).await?.pop().ok_or(app::Error::NotFound("question"))?;
    Ok(Card { question, like, decisions: decided })
}

async fn like(app: &App, tx: &mut Tx, inquiry: &Inquiry, question: &Question) -> app::Result<Vec<Like>> {
    let print = Print::of(&question.original);
    let others = questions::public_all(tx, &inquiry.id).await?.into_iter().filter(|other| other.id != question.id);
    let mut likes: Vec<(Question, f64)> = others
        .filter_map(|other| {
            let likeness = print.likeness(&Print::of(other.public_text.as_deref()?));
            (likeness > 0.25).then_some((other, likeness))
        })
        .collect();
    likes.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut found = Vec::new();
    for (other, likeness) in likes.into_iter().take(LIKE) {
        if let Some(question) = app.face(tx, &other).await? {
            found.push(Like { question, likeness });
        }
    }
    Ok(found)
}

async fn cards(app: &App, tx: &mut Tx, inquiry: &Inquiry, found: Vec<Question>) -> app::Result<Vec<DeskQuestion>> {
    let ids: Vec<QuestionId> = found.iter().map(|question| question.id.clone()).collect();
    let counts = seconds::counts(tx, &ids).await?;
    let contacts = questions::with_contact(tx, &ids).await?;
    let holds = holds::of_inquiry(tx, &inquiry.id, app.now()).await?;
    let cards = found.into_iter().map(|question| {
        let hold = holds.iter().find(|hold| hold.question == question.id);
        DeskQuestion {
            receipt: app.vault.receipt_number(inquiry.ordinal, question.number),
            has_contact: contacts.contains(&question.id),
            seconds: counts.get(&question.id).copied().unwrap_or(0),
            hold: hold.map(|hold| Held { by: hold.person.clone(), name: hold.name.clone(), until: hold.until_at }),
            id: question.id,
            state: question.state,
            urgent: question.urgent,
            version: question.version,
            visibility: question.visibility,
            title: question.title,
            original: question.original,
            place: question.place,
            department: question.department,
            public_text: question.public_text,
            merged_into: question.merged_into,
            reason: question.reason,
            completion: question.completion,
            appeal: question.appeal,
            asked_at: question.asked_at,
        }
    });
    Ok(cards.collect())
}

fn unknown(field: &'static str) -> Problem {
    Problem::fields(&[Wrong { field, code: "unknown", limit: None }])
}
