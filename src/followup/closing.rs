//! 收场清点: when the show is over, every question that is not at an end gets an owner and a date, on one page, all or nothing.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::order::{self, HandedOver, Wanted};
use crate::{
    app::{self, App, By, reach},
    domain::{
        alarm::AlarmCounts,
        happening::Actor,
        id::{DepartmentId, QuestionId},
        inquiry::Phase,
        question::{Outcome, Question, State as Standing},
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed},
    store::{Tx, alarms, calendars, inquiries, owed, questions, seconds},
};

/// The most questions that are handed over at once.
pub const MOST_AT_ONCE: usize = 200;

/// Which page of it.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
pub struct Asked {
    /// Up to 200, 50 by default.
    pub limit: Option<usize>,
    /// `next` of the page before.
    pub after: Option<i64>,
}

/// What has no owner and date yet.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Closing {
    /// Where the inquiry stands.
    pub phase: Phase,
    /// How many questions lack an owner and a date.
    pub unowned: i64,
    /// The same by state.
    pub by_state: BTreeMap<String, i64>,
    /// What rings, and what is being seen to: while anything waits, the handing over does not end.
    pub alarms: AlarmCounts,
    /// A page of them, in the order in which they came.
    pub items: Vec<Left>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<i64>,
}

/// A question that is left, as the supervisor reads it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = QuestionLeft)]
pub struct Left {
    /// Its id.
    pub id: QuestionId,
    /// Its number in the inquiry.
    pub number: i64,
    /// Where it stands.
    pub state: Standing,
    /// How it ended on air.
    pub outcome: Option<Outcome>,
    /// Whether it was marked as danger to life.
    pub urgent: bool,
    /// Whom its asker would like to answer.
    pub department: Option<DepartmentId>,
    /// 公开文.
    pub public_text: Option<String>,
    /// 交办文, where it was written before.
    pub order_text: Option<String>,
    /// 原文 with personal data covered: only the office reads it.
    pub original: String,
    /// Devices that share it.
    pub seconds: i64,
    /// Its version.
    pub version: i64,
}

/// Lists every question not at an end and without owner and date.
#[utoipa::path(get, path = "/inquiries/{slug}/closing", params(("slug" = String, Path), Asked),
    responses((status = 200, body = Closing), (status = 403), (status = 404)))]
pub async fn closing(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    Signed(staff): Signed,
) -> Result<Json<Closing>, Problem> {
    let mut tx = app.store.read().await?;
    Ok(Json(left(&mut tx, &staff, &slug, &asked).await?))
}

/// What is left of an inquiry.
pub async fn left(tx: &mut Tx, staff: &Staff, slug: &str, asked: &Asked) -> app::Result<Closing> {
    let inquiry = reach::inquiry(tx, staff, Deed::Supervise, slug).await?;
    let limit = asked.limit.unwrap_or(50).clamp(1, MOST_AT_ONCE);
    let page = owed::unowned_page(tx, &inquiry.id, asked.after.unwrap_or(0), limit).await?;
    let by_state = owed::unowned_by_state(tx, &inquiry.id).await?;
    let next = page.last().filter(|_| page.len() == limit).map(|last| last.number);
    let ids: Vec<QuestionId> = page.iter().map(|question| question.id.clone()).collect();
    let shared = seconds::counts(tx, &ids).await?;
    Ok(Closing {
        phase: inquiry.phase,
        unowned: by_state.iter().map(|one| one.n).sum(),
        alarms: alarms::counts(tx, &inquiry.id).await?,
        by_state: by_state.into_iter().map(|one| (one.state.word(), one.n)).collect(),
        items: page.into_iter().map(|it| Left::of(&shared, it)).collect(),
        next,
    })
}

impl Left {
    fn of(shared: &BTreeMap<QuestionId, i64>, it: Question) -> Self {
        Self {
            seconds: shared.get(&it.id).copied().unwrap_or(0),
            // Who writes the order needs the case, not the telephone number in it.
            original: it.covered(),
            id: it.id,
            number: it.number,
            state: it.state,
            outcome: it.outcome,
            urgent: it.urgent,
            department: it.department,
            public_text: it.public_text,
            order_text: it.order_text,
            version: it.version,
        }
    }
}

/// Owners and dates for many questions.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = ClosingHanding)]
pub struct Handing {
    /// Up to 200.
    #[serde(default)]
    pub items: Vec<HandedItem>,
    /// Who owes those that name nobody.
    pub department: Option<String>,
    /// By when those are owed that name no day.
    pub due_on: Option<String>,
    /// In how many working days those are owed that name no day.
    pub working_days: Option<u16>,
}

/// One of them.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = ClosingItem)]
pub struct HandedItem {
    /// Which question.
    pub id: String,
    /// Who, by when, with which text, seen at which version.
    #[serde(flatten)]
    pub wanted: Wanted,
}

/// How the questions stand afterwards, and how many are left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ClosingHanded)]
pub struct Handed {
    /// Those that were handed over, in the order in which they were sent.
    pub items: Vec<HandedOver>,
    /// How many still lack an owner and a date.
    pub unowned: i64,
}

/// Hands over many questions: all, or none.
#[utoipa::path(post, path = "/inquiries/{slug}/closing", request_body = Handing, params(("slug" = String, Path)),
    responses((status = 200, body = Handed), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn close_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Handing>,
) -> Result<Json<Handed>, Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    hand_over_all(&app, &staff, &by, &slug, &sent.body).await.map(Json)
}

/// Hands over many questions in one act: the gesture behind call and form.
pub async fn hand_over_all(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    handing: &Handing,
) -> Result<Handed, Problem> {
    let distinct: BTreeSet<&str> = handing.items.iter().map(|item| item.id.as_str()).collect();
    if handing.items.is_empty() || handing.items.len() > MOST_AT_ONCE || distinct.len() < handing.items.len() {
        return Err(app::Error::Wrong(vec![("items", "out_of_range")]).into());
    }
    for item in &handing.items {
        crate::http::seen(item.wanted.version)?;
    }
    let mut act = app.begin(by).await?;
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::Supervise, slug).await?;
    if !matches!(inquiry.phase, Phase::HandingOver | Phase::Supervising | Phase::Reinspecting) {
        return Err(Refusal::WrongState.into());
    }
    let calendar = calendars::calendar(&mut act.tx).await?;
    let programme = inquiries::programme(&mut act.tx, &inquiry.programme).await?;
    let today = app.today(&programme);
    let mut items = Vec::with_capacity(handing.items.len());
    for item in &handing.items {
        let own = &item.wanted;
        let wanted = Wanted {
            department: own.department.clone().filter(|it| !it.is_empty()).or(handing.department.clone()),
            due_on: own.due_on.clone().filter(|it| !it.is_empty()).or(handing.due_on.clone()),
            working_days: own.working_days.or(handing.working_days),
            ..own.clone()
        };
        let given = order::given(&mut act, &wanted, today, &calendar).await?;
        let found = questions::get(&mut act.tx, &QuestionId(item.id.clone())).await?;
        let question = found.filter(|it| it.inquiry == inquiry.id).ok_or_else(Problem::not_found)?;
        let seen = wanted.version.unwrap_or_default();
        items.push(order::hand_over_within(app, &mut act, question, seen, &given).await?);
    }
    let unowned = owed::unowned(&mut act.tx, &inquiry.id).await?;
    Ok(app.settle(act, Handed { items, unowned }).await?)
}
