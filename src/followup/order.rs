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
        workday::{Calendar, MOST_DAYS},
    },
    http::{Problem, Sent, Signed, seen},
    store::{calendars, inquiries},
};

/// Who shall owe a question, and by when.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = OrderWanted)]
pub struct Wanted {
    /// The department, by id or name in addresses.
    pub department: Option<String>,
    /// By this day; else in so many working days.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<String>,
    /// Working days from today; 5 when nothing is said.
    pub working_days: Option<u16>,
    /// 交办文; the public text when nothing is said. Place no finer than the estate.
    pub order_text: Option<String>,
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
    let owed = owed(&mut act, wanted, app.today(&programme), &calendar).await?;
    let handed = hand_over_within(app, &mut act, question, seen, &owed).await?;
    app.settle(act, handed).await
}

/// Who owes it by when, checked.
pub async fn owed(act: &mut Act, wanted: &Wanted, today: Date, calendar: &Calendar) -> app::Result<Owed> {
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
    match (department, due) {
        (Some(department), Ok(due)) if wrong.is_empty() => Ok(Owed { department, due_on: due.into(), order_text }),
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
    owed: &Owed,
) -> app::Result<HandedOver> {
    reach::must_be_fresh(&mut act.tx, &before, seen).await?;
    let handed = before.hand_over(owed, act.now);
    let after = reach::unless_refused(&mut act.tx, &before, handed).await?;
    change(app, act, Kind::HandedOver, &before, &after).await?;
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
