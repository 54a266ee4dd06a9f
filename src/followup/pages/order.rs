//! `/department/q/{id}` and `/supervision/q/{id}`: an order is answered in writing, and the answer read by the office.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};

use super::{
    form::{self, Fields, field},
    sending::sent,
    todo::bare,
};
use crate::{
    app::{self, App, reach},
    domain::{
        happening::Actor,
        id::{DepartmentId, QuestionId},
        inquiry::Inquiry,
        question::State as Standing,
        role::{Deed, Staff},
    },
    followup::{
        answer::{self, Reviewed, Written},
        dispatch::Order,
        flat,
        give_back::{self, BackWanted},
        inner::speaks_for,
        order::{self, Wanted},
        today::MOST,
    },
    http::{Problem, Reader, Signed, page::see_other},
    pages::{
        door::Choice,
        followup::{
            order::{FlatPart, OrderPage, Try, WhosePart},
            todo::TodoRow,
        },
    },
    store::{Tx, answers, inquiries, owed, photos, questions, whose},
};

macro_rules! place {
    ($(#[$doc:meta])* $place:ident, $name:literal) => {
        $(#[$doc])*
        pub async fn $place(
            State(app): State<App>, Path(id): Path<QuestionId>, staff: Option<Signed>, reader: Reader,
        ) -> Result<Response, Problem> {
            let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
            page(&app, &reader, &staff, &id, $name, Given::default()).await
        }
    };
}

place! {
    /// The order, for the department that owes it.
    department, "department"
}
place! {
    /// The written answer, for the supervisor.
    supervision, "supervision"
}

/// Answers in writing.
pub async fn answer(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let by = form::by(Actor::Person(staff.person.clone()), &format!("/department/q/{id}"), &fields);
    let said = |name: &str| Some(field(&fields, name).to_owned());
    let written = Written { text: said("text"), signed_by: said("signed_by"), version: None };
    let seen = field(&fields, "version").parse().unwrap_or_default();
    let done = answer::answer(&app, &staff, &by, &id, seen, &written).await.map_err(Problem::from);
    after(&app, &reader, &staff, &id, "department", fields, done.map(drop), "/department?done=answer").await
}

/// Accepts or returns an answer.
pub async fn review(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let by = form::by(Actor::Person(staff.person.clone()), &format!("/supervision/q/{id}"), &fields);
    let said = |name: &str| Some(field(&fields, name).to_owned());
    let reviewed = Reviewed { verdict: said("verdict"), reason: said("reason"), version: None };
    let seen = field(&fields, "version").parse().unwrap_or_default();
    let done = answer::review(&app, &staff, &by, &id, seen, &reviewed).await;
    after(&app, &reader, &staff, &id, "supervision", fields, done.map(drop), "/supervision?done=review").await
}

/// Gives the order back.
pub async fn give_back(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let by = form::by(Actor::Person(staff.person.clone()), &format!("/department/q/{id}/return"), &fields);
    let said = |name: &str| Some(field(&fields, name).to_owned());
    let wanted = BackWanted { reason: said("reason"), to: said("to"), version: None };
    let seen = field(&fields, "version").parse().unwrap_or_default();
    let done = give_back::give_back(&app, &staff, &by, &id, seen, &wanted).await.map_err(Problem::from);
    after_form(&app, &reader, &staff, &id, ("department", "return"), fields, done.map(drop)).await
}

/// Gives the order to a department: for the first time, or once more.
pub async fn give(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let by = form::by(Actor::Person(staff.person.clone()), &format!("/supervision/q/{id}/order"), &fields);
    let said = |name: &str| Some(field(&fields, name).to_owned()).filter(|it| !it.is_empty());
    let co = fields.iter().filter(|(name, value)| name == "co" && !value.is_empty());
    let wanted = Wanted {
        department: said("lead"),
        due_on: said("due_on"),
        co: co.map(|(_, value)| value.clone()).collect(),
        doer: said("doer"),
        via: said("via"),
        company_reason: said("company_reason"),
        ..Wanted::default()
    };
    let seen = field(&fields, "version").parse().unwrap_or_default();
    let done = order::hand_over(&app, &staff, &by, &id, seen, &wanted).await.map_err(Problem::from);
    after_form(&app, &reader, &staff, &id, ("supervision", "order"), fields, done.map(drop)).await
}

async fn after_form(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    id: &QuestionId,
    (place, name): (&'static str, &str),
    fields: Fields,
    done: Result<(), Problem>,
) -> Result<Response, Problem> {
    match done {
        Err(problem) if !form::was_done_before(&problem) => {
            let given = Given { form: Some(name.to_owned()), ..Given::back(fields, &problem) };
            let page = page(app, reader, staff, id, place, given).await?;
            Ok((problem.status(), page).into_response())
        }
        _ => Ok(see_other(&format!("/{place}?done={name}"))),
    }
}

#[allow(clippy::too_many_arguments)] // One form, its sender, and what became of it.
async fn after(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    id: &QuestionId,
    place: &'static str,
    fields: Fields,
    done: Result<(), Problem>,
    next: &str,
) -> Result<Response, Problem> {
    match done {
        Err(problem) if !form::was_done_before(&problem) => {
            let page = page(app, reader, staff, id, place, Given::back(fields, &problem)).await?;
            Ok((problem.status(), page).into_response())
        }
        _ => Ok(see_other(next)),
    }
}

/// What stands on the page besides the order: a form that came back, or the flat number that was just opened.
#[derive(Default)]
pub struct Given<'a> {
    fields: Fields,
    problem: Option<&'a Problem>,
    opened: Option<flat::Opened>,
    /// Which of several forms came back.
    form: Option<String>,
}

impl<'a> Given<'a> {
    /// A form that could not be taken, with all that was typed.
    pub fn back(fields: Fields, problem: &'a Problem) -> Self {
        Self { fields, problem: Some(problem), opened: None, form: None }
    }

    /// The flat number, opened by the press that this page answers.
    pub fn opening(opened: flat::Opened) -> Self {
        Self { opened: Some(opened), ..Self::default() }
    }
}

/// The order's page.
pub async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    id: &QuestionId,
    place: &'static str,
    given: Given<'_>,
) -> Result<Response, Problem> {
    let Given { fields, problem, opened, form } = given;
    let fields = &fields;
    let mut tx = app.store.read().await?;
    let order = owed::order(&mut tx, id).await?.ok_or_else(Problem::not_found)?;
    let question = questions::get(&mut tx, id).await?.ok_or_else(Problem::not_found)?;
    let stands = whose::of(&mut tx, id).await?;
    let inquiry = if place == "supervision" {
        reach::must_reach(&mut tx, staff, Deed::Supervise, &question.inquiry).await?
    } else if speaks_for(staff).any(|own| *own == order.owner_department || stands.parties.include(own)) {
        inquiries::get(&mut tx, &question.inquiry).await?.ok_or_else(Problem::not_found)?
    } else {
        return Err(Problem::not_allowed());
    };
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let department = inquiries::department(&mut tx, order.owner_department.as_str()).await?;
    let mut tries = answers::of(&mut tx, id).await?;
    tries.reverse();
    let wanted = if place == "department" { Standing::AwaitingWritten } else { Standing::AnsweredWritten };
    let is_over = order.due_on.date().is_some_and(|due| due < app.today(&programme));
    let typed = match (place, &form) {
        (_, Some(_)) => "",
        ("department", None) => field(fields, "text"),
        _ => field(fields, "reason"),
    };
    let is_owner = speaks_for(staff).any(|own| *own == order.owner_department);
    let flat = match place {
        "department" if is_owner => Some(flat_part(&mut tx, &order, opened, field(fields, "flat_reason")).await?),
        _ => None,
    };
    let photos = photos::passed(&mut tx, id).await?.into_iter().map(|photo| photo.id.0).collect();
    let part = app.whose(&mut tx, &question).await?.ok_or_else(Problem::not_found)?;
    let reasons = if place == "supervision" { stands.reasons.clone() } else { Vec::new() };
    let is_waiting = question.state == Standing::AwaitingWritten;
    let whose = WhosePart {
        may_give_back: place == "department" && is_owner && is_waiting && stands.open().is_none(),
        may_decide: place == "supervision" && question.needs_owner(),
        departments: match place {
            "supervision" => all_departments(&mut tx).await?,
            _ if is_waiting => all_departments(&mut tx).await?,
            _ => Vec::new(),
        },
        reasons,
        form: form.clone(),
        typed: form::typed(fields),
        whose: part,
    };
    let page = OrderPage {
        whose,
        photos,
        sent: sent(&mut tx, &Order::Question(id.clone()), place).await?,
        flat,
        place: place.into(),
        name: staff.name.clone(),
        id: id.0.clone(),
        version: order.version,
        theme: order.theme,
        number: order.number,
        order_text: order.order_text,
        department: department.map(|it| it.name).unwrap_or_default(),
        due_on: order.due_on.to_string(),
        late: is_over && order.state == Standing::AwaitingWritten,
        state: order.state.word(),
        tries: tries
            .into_iter()
            .map(|it| Try {
                on: it.on_day.to_string(),
                text: it.text,
                signed_by: it.signed_by,
                review: it.review,
                reason: it.reason,
            })
            .collect(),
        may_act: order.state == wanted && (place == "supervision" || is_owner),
        text: typed.to_owned(),
        signed_by: field(fields, "signed_by").to_owned(),
        errors: problem.map(form::errors).unwrap_or_default(),
        problem: problem.and_then(form::code),
        idempotency_key: form::new_key(),
    };
    let house = form::house(&mut tx, Some(programme)).await?;
    let reader = reader.ringing(app.ring_for(&mut tx, staff, None).await?);
    reader.show_private(app, &page, &reader.say("title-order"), house)
}

/// How the flat number stands for the department that owes the question.
async fn flat_part(
    tx: &mut Tx,
    order: &owed::Order,
    opened: Option<flat::Opened>,
    typed: &str,
) -> Result<FlatPart, Problem> {
    let stands = flat::stands(tx, &order.id, &order.owner_department).await?;
    Ok(FlatPart {
        state: stands.state.map(|state| state.word()),
        reason: stands.reason,
        asked_at: stands.asked_at.map(|at| at.0),
        may_ask: stands.may_ask,
        version: stands.version,
        typed: typed.to_owned(),
        is_gone: opened.as_ref().is_some_and(|it| it.flat.is_none()),
        opened: opened.and_then(|it| it.flat),
    })
}

async fn all_departments(tx: &mut Tx) -> app::Result<Vec<Choice>> {
    let all = inquiries::departments(tx).await?;
    Ok(all.into_iter().map(|it| Choice { id: it.id.0, name: it.name }).collect())
}

/// Orders of questions that were given back, for the supervisor who says whose they are.
pub async fn arbitrate(app: &App, staff: &Staff, known: &[Inquiry], tx: &mut Tx) -> app::Result<Vec<TodoRow>> {
    let mut rows = Vec::new();
    for open in whose::open(tx, MOST).await? {
        let inquiry = known.iter().find(|it| it.id == open.inquiry);
        let Some(inquiry) = inquiry.filter(|it| staff.may(Deed::Supervise, &it.id, &it.programme)) else { continue };
        let Some(order) = owed::order(tx, &open.question).await? else { continue };
        let today = app.today(&inquiries::programme(tx, &inquiry.programme).await?);
        rows.push(TodoRow {
            text: Some(order.order_text),
            theme: inquiry.theme.clone(),
            step_late: open.arbitrate_by.date().is_some_and(|by| by < today),
            step_on: Some(open.arbitrate_by.to_string()),
            ..bare(format!("/supervision/q/{}", open.question), "arbitrate")
        });
    }
    Ok(rows)
}

/// Orders of questions in which a department helps, acts or hands on.
pub async fn helping(tx: &mut Tx, department: &DepartmentId) -> app::Result<Vec<TodoRow>> {
    let mut rows = Vec::new();
    for id in whose::helped_by(tx, department, MOST).await? {
        let order = owed::order(tx, &id).await?.filter(|it| it.state == Standing::AwaitingWritten);
        rows.extend(order.map(|order| TodoRow {
            text: Some(order.order_text),
            theme: order.theme,
            step_on: Some(order.due_on.to_string()),
            ..bare(format!("/department/q/{id}"), "open")
        }));
    }
    Ok(rows)
}
