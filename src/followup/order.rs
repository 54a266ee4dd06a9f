//! 交办: a question is given to a department that owes it by a working day, with a text that the department may read.

use axum::{
    Json,
    extract::{Path, State},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::spoken::{self, RECORD_CHARS, WrongFields};
use crate::{
    app::{self, Act, App, By, reach},
    domain::{
        day::Day,
        due::OfficeStep,
        happening::{self, Actor, Faces, Kind},
        id::{DepartmentId, QuestionId},
        question::{Owed, Question, State as Standing},
        role::{Deed, Staff},
        whose::Given,
        workday::{Calendar, MOST_DAYS},
    },
    http::{Problem, Sent, Signed, seen},
    store::{calendars, inquiries, whose},
};

/// Who shall owe a question, and by when.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = OrderWanted)]
pub struct Wanted {
    /// The department, by id or name in addresses.
    pub department: Option<String>,
    /// By this day; else in so many working days; else, where it was given back, by the day that stands.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<String>,
    /// Working days from today; 5 when nothing is said.
    pub working_days: Option<u16>,
    /// 交办文; the public text when nothing is said. Place no finer than the estate.
    pub order_text: Option<String>,
    /// Who helps, by id or name in addresses.
    #[serde(default)]
    pub co: Vec<String>,
    /// Who acts, where another than the lead.
    pub doer: Option<String>,
    /// Who hands on.
    pub via: Option<String>,
    /// Why a company owes it; needed where one does.
    pub company_reason: Option<String>,
    /// The version that was seen.
    pub version: Option<i64>,
}

/// A question that is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HandedOver {
    /// Its id.
    pub id: QuestionId,
    /// Its state.
    pub state: Standing,
    /// Its version.
    pub version: i64,
    /// Who owes it.
    pub owner: Option<DepartmentId>,
    /// By which day.
    pub due_on: Option<Day>,
}

impl From<&Question> for HandedOver {
    fn from(it: &Question) -> Self {
        Self {
            id: it.id.clone(),
            state: it.state,
            version: it.version,
            owner: it.owner_department.clone(),
            due_on: it.due_on.clone(),
        }
    }
}

/// Gives a question to a department.
#[utoipa::path(post, path = "/questions/{id}/order", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = HandedOver), (status = 403), (status = 409), (status = 422), (status = 428)))]
pub async fn hand_over_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<HandedOver>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(hand_over(&app, &staff, &by, &id, seen, &sent.body).await?))
}

/// Gives one question to a department.
pub async fn hand_over(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    wanted: &Wanted,
) -> app::Result<HandedOver> {
    let mut act = app.begin(by).await?;
    let calendar = calendars::calendar(&mut act.tx).await?;
    let question = reach::question(&mut act.tx, staff, Deed::Supervise, id).await?;
    let inquiry = reach::must_reach(&mut act.tx, staff, Deed::Supervise, &question.inquiry).await?;
    let programme = inquiries::programme(&mut act.tx, &inquiry.programme).await?;
    let given = given(&mut act, wanted, app.today(&programme), &calendar).await?;
    let handed = hand_over_within(app, &mut act, question, seen, &given).await?;
    app.settle(act, handed).await
}

/// An order, checked: who owes by when, and who else has a part in it.
#[derive(Clone, Debug)]
pub struct Checked {
    owed: Owed,
    given: Given,
    /// Whether the day was said now; else the one that stands goes on where the order was given back.
    is_dated: bool,
    today: Date,
}

/// Who owes it by when and who else has a part in it, checked.
pub async fn given(act: &mut Act, wanted: &Wanted, today: Date, calendar: &Calendar) -> app::Result<Checked> {
    let mut wrong = WrongFields::new();
    let named = wanted.department.as_deref();
    let department = spoken::department(&mut act.tx, &mut wrong, "department", named).await?;
    if department.is_none() && wrong.is_empty() {
        wrong.push(("department", "required"));
    }
    let due = due(wanted, today, calendar);
    if let Err(code) = due {
        wrong.push(code);
    }
    let order_text = spoken::text(&mut wrong, "order_text", wanted.order_text.as_deref(), RECORD_CHARS);
    let mut co = Vec::new();
    for named in &wanted.co {
        co.extend(spoken::department(&mut act.tx, &mut wrong, "co", Some(named)).await?);
    }
    let doer = spoken::department(&mut act.tx, &mut wrong, "doer", wanted.doer.as_deref()).await?;
    let via = spoken::department(&mut act.tx, &mut wrong, "via", wanted.via.as_deref()).await?;
    let company_reason = spoken::text(&mut wrong, "company_reason", wanted.company_reason.as_deref(), RECORD_CHARS);
    match (department, due) {
        (Some(department), Ok(due)) if wrong.is_empty() => Ok(Checked {
            given: Given { lead: department.clone(), co, doer, via, company_reason },
            owed: Owed { department, due_on: due.into(), order_text },
            is_dated: wanted.working_days.is_some() || wanted.due_on.as_deref().is_some_and(|day| !day.is_empty()),
            today,
        }),
        _ => Err(app::Error::Wrong(wrong)),
    }
}

fn due(wanted: &Wanted, today: Date, calendar: &Calendar) -> Result<Date, (&'static str, &'static str)> {
    match (wanted.due_on.as_deref().filter(|day| !day.is_empty()), wanted.working_days) {
        (Some(day), _) => match day.parse::<Date>() {
            Ok(day) if day >= today => Ok(day),
            Ok(_) => Err(("due_on", "past")),
            Err(_) => Err(("due_on", "unreadable")),
        },
        (None, Some(n)) if n == 0 || n > MOST_DAYS => Err(("working_days", "out_of_range")),
        (None, n) => Ok(calendar.add_working_days(today, n.unwrap_or(OfficeStep::Answer.working_days())).on),
    }
}

/// Gives a question to a department within an act that may hold more of them.
pub async fn hand_over_within(
    app: &App,
    act: &mut Act,
    before: Question,
    seen: i64,
    checked: &Checked,
) -> app::Result<HandedOver> {
    reach::must_be_fresh(&mut act.tx, &before, seen).await?;
    let stands = whose::of(&mut act.tx, &before.id).await?;
    let companies = inquiries::companies(&mut act.tx).await?;
    let given = stands.give(&checked.given, &companies, checked.today)?;
    // Whose it is was disputed, not by when: that day goes on.
    let day = before.due_on.clone().filter(|_| stands.open().is_some() && !checked.is_dated);
    let owed = Owed { due_on: day.unwrap_or(checked.owed.due_on.clone()), ..checked.owed.clone() };
    let handed = before.hand_over(&owed, act.now);
    let after = reach::unless_refused(&mut act.tx, &before, handed).await?;
    change(app, act, Kind::HandedOver, &before, &after).await?;
    whose::save(&mut act.tx, &after.id, &after.inquiry, &given).await?;
    act.record(happening::whose(Kind::HandedOver, &after.inquiry, &after.id, &given));
    Ok(HandedOver::from(&after))
}

/// Saves a question's change and records it, with what everybody could read before and can read now.
pub async fn change(app: &App, act: &mut Act, kind: Kind, before: &Question, after: &Question) -> app::Result<()> {
    let was = app.face(&mut act.tx, before).await?;
    reach::save(act, after).await?;
    let faces = Faces { before: was, after: app.face(&mut act.tx, after).await? };
    act.record(happening::question_changed(kind, Some(before), after, &faces));
    Ok(())
}

/// A department that was overtaken is told state and version, and nothing else of the question.
pub(super) fn must_be_fresh(question: &Question, seen: i64) -> app::Result<()> {
    question.must_be(seen).map_err(|stale| {
        let current = serde_json::json!({ "id": question.id, "state": question.state, "version": question.version });
        app::Error::Stands(stale, current)
    })
}
