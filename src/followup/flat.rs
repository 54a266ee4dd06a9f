//! 需要门牌号: the department that owes a question asks its asker for the flat number, and reads it only after a yes.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::inner::speaks_for;
use crate::{
    app::{self, App, By, reveal::note_what},
    domain::{
        flat::{FlatRequest, FlatState, REASON_CHARS},
        happening::{self, Actor, Kind},
        id::{DepartmentId, QuestionId},
        moment::Moment,
        question::Question,
        refusal::Refusal,
        role::Staff,
    },
    http::{Problem, Sent, Signed, problem::within, seen},
    store::{Tx, flats, questions, reveals::Revealed},
    text::clean::clean,
};

/// What the department needs it for.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = FlatWanted)]
pub struct Wanted {
    /// What for, 4 to 200 characters, as the asker reads it.
    pub reason: Option<String>,
    /// The version of the last request that was seen; 0 where there was none.
    pub version: Option<i64>,
}

/// How a request stands, for the department that asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FlatStands)]
pub struct Stands {
    /// `asked`, `agreed` or `refused`; none where it was never asked for.
    pub state: Option<FlatState>,
    /// What for.
    pub reason: Option<String>,
    /// When it was asked.
    pub asked_at: Option<Moment>,
    /// Whether it may be asked for now.
    pub may_ask: bool,
    /// The last request's version; 0 where there is none.
    pub version: i64,
}

impl Stands {
    fn of(before: &[FlatRequest]) -> Self {
        let last = before.last();
        let is_open = before.iter().any(|it| it.state != FlatState::Refused);
        Self {
            state: last.map(|it| it.state),
            reason: last.map(|it| it.reason.clone()),
            asked_at: last.map(|it| it.asked_at),
            may_ask: !is_open && before.len() < crate::domain::flat::MOST_REQUESTS,
            version: last.map_or(0, |it| it.version),
        }
    }
}

/// How the request for the flat number stands.
#[utoipa::path(get, path = "/questions/{id}/flat-request", params(("id" = String, Path)),
    responses((status = 200, body = Stands), (status = 403), (status = 404)))]
pub async fn stands_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
) -> Result<Json<Stands>, Problem> {
    let mut tx = app.store.read().await?;
    let (question, department) = owed(&mut tx, &staff, &id).await?;
    Ok(Json(stands(&mut tx, &question.id, &department).await?))
}

/// How the request of a department stands.
pub async fn stands(tx: &mut Tx, id: &QuestionId, department: &DepartmentId) -> app::Result<Stands> {
    Ok(Stands::of(&flats::of_department(tx, id, department).await?))
}

/// Asks for the flat number.
#[utoipa::path(post, path = "/questions/{id}/flat-request", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Stands), (status = 403), (status = 404), (status = 409, description = "wrong_state, flat_refused, stale_version"), (status = 422), (status = 428)))]
pub async fn ask_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Stands>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(ask(&app, &staff, &by, &id, seen, &sent.body).await?))
}

/// Asks for the flat number: the gesture behind call and form.
pub async fn ask(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    wanted: &Wanted,
) -> Result<Stands, Problem> {
    let mut act = app.begin(by).await?;
    let (question, department) = owed(&mut act.tx, staff, id).await?;
    let before = flats::of_department(&mut act.tx, id, &department).await?;
    let now_at = before.last().map_or(0, |it| it.version);
    if now_at != seen {
        return Err(app::Error::Stands(Refusal::Stale, json!({ "version": now_at })).into());
    }
    let reason = clean(wanted.reason.as_deref().unwrap_or_default());
    let reason = within("reason", reason, &REASON_CHARS)?;
    let who = (department, staff.person.clone());
    let asked = FlatRequest::ask(&before, id.clone(), question.inquiry.clone(), who, reason, act.now)?;
    flats::insert(&mut act.tx, &asked).await?;
    act.record(happening::flat(Kind::FlatAsked, None, &asked, question.asker.as_ref()));
    Ok(app.settle(act, Stands::of(std::slice::from_ref(&asked))).await?)
}

/// The flat number. Not kept under a client's key: it is opened each time, and each time noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FlatOpened)]
pub struct Opened {
    /// The number; none where its asker has had it erased.
    pub flat: Option<String>,
}

/// Opens the flat number to the department that was told yes.
#[utoipa::path(post, path = "/questions/{id}/flat", params(("id" = String, Path)),
    responses((status = 200, body = Opened), (status = 403), (status = 404), (status = 409, description = "wrong_state: its asker has not said yes")))]
pub async fn open_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
) -> Result<Json<Opened>, Problem> {
    Ok(Json(open(&app, &staff, &id).await?))
}

/// Notes who opens it, for asker and auditor, and only then opens it.
pub async fn open(app: &App, staff: &Staff, id: &QuestionId) -> app::Result<Opened> {
    let mut act = app.begin(&By::from(Actor::Person(staff.person.clone()))).await?;
    let (question, department) = owed(&mut act.tx, staff, id).await?;
    let last = flats::of_department(&mut act.tx, id, &department).await?.pop().ok_or(Refusal::WrongState)?;
    last.must_open_to(&department)?;
    let sealed = flats::sealed(&mut act.tx, &last.id).await?;
    note_what(&mut act, staff, &question, Revealed::Flat, &last.reason).await?;
    app.settle(act, ()).await?;
    Ok(Opened { flat: sealed.and_then(|sealed| app.vault.unseal(&last.id, "flat", &sealed).ok()) })
}

/// The question, and the department of this officer that owes it.
async fn owed(tx: &mut Tx, staff: &Staff, id: &QuestionId) -> app::Result<(Question, DepartmentId)> {
    let question = questions::get(tx, id).await?.ok_or(app::Error::NotFound("question"))?;
    let owner = question.owner_department.clone().filter(|_| question.order_text.is_some());
    match owner.filter(|owner| speaks_for(staff).any(|own| own == owner)) {
        Some(owner) => Ok((question, owner)),
        None => Err(Refusal::NotAllowed.into()),
    }
}
