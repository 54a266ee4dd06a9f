//! 承诺公示: the public book of promises, one promise of it, and the sentence over it, counted from the facts.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::{self, App},
    domain::{
        book::{BookCounts, FEWEST_FOR_A_RATE, PublicCommitment, PublicFile},
        commitment::Stage,
        id::CommitmentId,
        inquiry::Phase,
        moment::Moment,
    },
    http::{Problem, problem::Wrong},
    store::{
        Tx,
        commitments::{self, Wanted},
        evidence, inquiries, records,
    },
};

/// The most items of one list.
const MOST_ITEMS: usize = 200;
/// How many there are when nothing is said.
const ITEMS: usize = 50;

/// Which promises.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
pub struct Asked {
    /// Of the inquiry with this name in addresses.
    pub inquiry: Option<String>,
    /// Owed or done by this department, by id or name in addresses.
    pub department: Option<String>,
    /// In this state, or in one of several between commas.
    pub state: Option<String>,
    /// `true`: late against the first date; `false`: not.
    pub late: Option<String>,
    /// Up to 200, 50 by default.
    pub limit: Option<usize>,
    /// `next` of the list before.
    pub after: Option<String>,
}

/// A list, and where it goes on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BookList<T> {
    /// The items.
    pub items: Vec<T>,
    /// What to send as `after` for the next ones; null at the end.
    pub next: Option<String>,
}

/// The public book, the newest promise first.
#[utoipa::path(get, path = "/commitments", params(Asked),
    responses((status = 200, body = BookList<PublicCommitment>), (status = 422)))]
pub async fn book(
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Json<BookList<PublicCommitment>>, Problem> {
    let mut tx = app.store.read().await?;
    let wanted = wanted(&mut tx, &asked).await?;
    Ok(Json(page(&app, &mut tx, &wanted).await?))
}

/// The counts over the book, and when they were counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = BookCounted)]
pub struct Counted {
    /// The counts.
    #[serde(flatten)]
    pub counts: BookCounts,
    /// Kept on time of those due, per cent; null below ten cases.
    pub on_time_percent: Option<i64>,
    /// Below so many cases no percentage is told.
    pub fewest_for_a_rate: i64,
    /// When this was counted.
    pub at: Moment,
}

/// The counts over the public book; `state` and `late` do not narrow them.
#[utoipa::path(get, path = "/commitments/counts", params(Asked), responses((status = 200, body = Counted), (status = 422)))]
pub async fn counts(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Json<Counted>, Problem> {
    let mut tx = app.store.read().await?;
    let wanted = wanted(&mut tx, &asked).await?;
    let counts = counted(&app, &mut tx, &wanted).await?;
    let on_time_percent = counts.on_time_percent();
    Ok(Json(Counted { counts, on_time_percent, fewest_for_a_rate: FEWEST_FOR_A_RATE, at: app.now() }))
}

/// One promise with its records, its evidence and how its date was counted.
#[utoipa::path(get, path = "/commitments/{id}", params(("id" = String, Path)),
    responses((status = 200, body = PublicFile), (status = 404)))]
pub async fn one(State(app): State<App>, Path(id): Path<CommitmentId>) -> Result<Json<PublicFile>, Problem> {
    let mut tx = app.store.read().await?;
    Ok(Json(public_file(&app, &mut tx, &id).await?))
}

/// Everything that everybody may know of a promise.
pub async fn public_file(app: &App, tx: &mut Tx, id: &CommitmentId) -> app::Result<PublicFile> {
    let missing = || app::Error::NotFound("commitment");
    let stored = commitments::get(tx, id).await?.ok_or_else(missing)?;
    let counted = stored.it.due.as_ref().map(|due| due.explanation.steps.clone()).unwrap_or_default();
    let commitment = app.promises(tx, &[stored]).await?.pop().ok_or_else(missing)?;
    Ok(PublicFile {
        commitment,
        records: records::public(tx, id).await?,
        evidence: evidence::public(tx, id).await?,
        agreed: records::agreed(tx, id).await?,
        counted,
    })
}

/// A page of public faces.
pub async fn page(app: &App, tx: &mut Tx, wanted: &Wanted) -> app::Result<BookList<PublicCommitment>> {
    let todays = app.todays(tx).await?;
    let stored = commitments::page(tx, wanted, &todays).await?;
    let next = stored.last().filter(|_| stored.len() == wanted.limit).map(|last| last.it.id.0.clone());
    Ok(BookList { items: app.promises(tx, &stored).await?, next })
}

/// The counts over what is wanted, whatever its state.
pub async fn counted(app: &App, tx: &mut Tx, wanted: &Wanted) -> app::Result<BookCounts> {
    let todays = app.todays(tx).await?;
    Ok(BookCounts::of(commitments::standings(tx, wanted, &todays).await?))
}

/// What was asked for, checked.
pub async fn wanted(tx: &mut Tx, asked: &Asked) -> Result<Wanted, Problem> {
    let mut wrong = Vec::new();
    let mut unknown = |field| wrong.push(Wrong { field, code: "unknown", limit: None });
    let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let inquiry = match said(&asked.inquiry) {
        None => None,
        Some(slug) => {
            let found = inquiries::by_slug(tx, &slug).await?.filter(|it| it.phase != Phase::Planning);
            if found.is_none() {
                unknown("inquiry");
            }
            found.map(|it| it.id)
        }
    };
    let department = match said(&asked.department) {
        None => None,
        Some(named) => {
            let found = inquiries::department(tx, &named).await?;
            if found.is_none() {
                unknown("department");
            }
            found.map(|it| it.id)
        }
    };
    let public = |stage: &Stage| !matches!(stage, Stage::Captured | Stage::Void);
    let stages: Vec<Stage> = match said(&asked.state) {
        None => Stage::ALL.iter().copied().filter(public).collect(),
        Some(words) => {
            let stages: Vec<_> = words.split(',').filter_map(|word| Stage::of(word).filter(public)).collect();
            if stages.len() != words.split(',').count() {
                unknown("state");
            }
            stages
        }
    };
    let late = match asked.late.as_deref() {
        None | Some("") => None,
        Some("true" | "1") => Some(true),
        Some("false" | "0") => Some(false),
        Some(_) => {
            unknown("late");
            None
        }
    };
    if !wrong.is_empty() {
        return Err(Problem::fields(&wrong));
    }
    let limit = asked.limit.unwrap_or(ITEMS).clamp(1, MOST_ITEMS);
    Ok(Wanted { inquiry, department, stages, late, before: asked.after.clone().unwrap_or_default(), limit })
}
