//! 交办单 on paper: what a department owes, by when, and what is expected of it; signed for by hand. The supervisor gives
//! it the office's number, and either side takes it along as a file for Word and WPS.

use axum::{
    Form,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};

use super::form::{self, Fields, field};
use crate::{
    app::{App, reach},
    domain::{
        due::OfficeStep,
        happening::Actor,
        id::{CommitmentId, QuestionId},
        role::{Deed, Staff},
    },
    followup::{
        dispatch::{self, Order, Wanted},
        inner::{self, speaks_for},
    },
    http::{
        Problem, Reader, Signed,
        file::{self, Format},
        page::see_other,
    },
    pages::{
        House,
        sheet::{Numbering, OrderSheet},
        square, word_file,
    },
    store::{Tx, commitments, dispatches, inquiries, owed, questions},
};

macro_rules! sheet {
    ($(#[$doc:meta])* $name:ident, $order:ident($id:ty), $place:literal) => {
        $(#[$doc])*
        pub async fn $name(
            State(app): State<App>, Path(id): Path<$id>, Query(wanted): Query<file::Wanted>, staff: Option<Signed>, reader: Reader,
        ) -> Result<Response, Problem> {
            let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
            show(&app, &reader, &staff, &Order::$order(id), $place, wanted).await
        }
    };
}

sheet! {
    /// A promise's order, for the supervisor who sends it.
    promise_of_supervision, Promise(CommitmentId), "supervision"
}
sheet! {
    /// A promise's order, for the department that owes it.
    promise_of_department, Promise(CommitmentId), "department"
}
sheet! {
    /// A question's order, for the supervisor who sends it.
    question_of_supervision, Question(QuestionId), "supervision"
}
sheet! {
    /// A question's order, for the department that owes it.
    question_of_department, Question(QuestionId), "department"
}

macro_rules! number {
    ($(#[$doc:meta])* $name:ident, $order:ident($id:ty)) => {
        $(#[$doc])*
        pub async fn $name(
            State(app): State<App>, Path(id): Path<$id>, Signed(staff): Signed, reader: Reader, Form(fields): Form<Fields>,
        ) -> Result<Response, Problem> {
            number(&app, &reader, &staff, &Order::$order(id), &fields).await
        }
    };
}

number! {
    /// Gives a promise's order the office's number.
    number_promise, Promise(CommitmentId)
}
number! {
    /// Gives a question's order the office's number.
    number_question, Question(QuestionId)
}

async fn show(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    order: &Order,
    place: &'static str,
    wanted: file::Wanted,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let (sheet, house) = made(app, &mut tx, staff, order, place).await?;
    match wanted.file {
        None => reader.show_private(app, &sheet, &reader.say("sheet-order"), house),
        Some(format @ Format::Docx) => {
            let (inquiry, n) = sheet.system;
            let name = format!("{}{}{inquiry}-{n}", reader.say("sheet-order"), sheet.letter());
            file::offered(format, &name, word_file::order(&sheet, &house, reader.lang))
        }
        Some(_) => Err(Problem::not_found()),
    }
}

async fn number(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    order: &Order,
    fields: &Fields,
) -> Result<Response, Problem> {
    let path = format!("{}/sheet", back("supervision", order));
    let by = form::by(Actor::Person(staff.person.clone()), &path, fields);
    let wanted = Wanted { number: Some(field(fields, "number").to_owned()), version: None };
    let seen = field(fields, "version").parse().unwrap_or_default();
    let problem = match dispatch::number(app, staff, &by, order, seen, &wanted).await.map_err(Problem::from) {
        Err(problem) if !form::was_done_before(&problem) => problem,
        _ => return Ok(see_other(&path)),
    };
    let mut tx = app.store.read().await?;
    let (mut sheet, house) = made(app, &mut tx, staff, order, "supervision").await?;
    sheet.numbering = sheet.numbering.map(|form| Numbering {
        typed: field(fields, "number").to_owned(),
        errors: form::errors(&problem),
        problem: form::code(&problem),
        ..form
    });
    let page = reader.show_private(app, &sheet, &reader.say("sheet-order"), house)?;
    Ok((problem.status(), page).into_response())
}

fn back(place: &str, order: &Order) -> String {
    match order {
        Order::Promise(id) => format!("/{place}/c/{id}"),
        Order::Question(id) => format!("/{place}/q/{id}"),
    }
}

/// The sheet, with the form beside it for whoever sends it.
async fn made(
    app: &App,
    tx: &mut Tx,
    staff: &Staff,
    order: &Order,
    place: &'static str,
) -> Result<(OrderSheet, House), Problem> {
    let (mut sheet, house) = match order {
        Order::Promise(id) => promise(app, tx, staff, id, place).await?,
        Order::Question(id) => question(app, tx, staff, id, place).await?,
    };
    let stands = dispatches::of(tx, order.subject()).await?;
    sheet.back = back(place, order);
    sheet.dispatch = stands.as_ref().map(|it| it.number.clone());
    sheet.numbering = (place == "supervision").then(|| Numbering {
        typed: sheet.dispatch.clone().unwrap_or_default(),
        version: stands.map_or(0, |it| it.version),
        errors: vec![],
        problem: None,
        idempotency_key: form::new_key(),
    });
    Ok((sheet, house))
}

/// The order of a promise, once its words stand.
async fn promise(
    app: &App,
    tx: &mut Tx,
    staff: &Staff,
    id: &CommitmentId,
    place: &'static str,
) -> Result<(OrderSheet, House), Problem> {
    let (stored, _) = inner::reached(tx, staff, id).await?;
    let inquiry = inquiries::get(tx, &stored.it.inquiry).await?.ok_or_else(Problem::not_found)?;
    let may = match place {
        "supervision" => staff.may(Deed::Supervise, &inquiry.id, &inquiry.programme),
        _ => speaks_for(staff).any(|own| stored.it.parties.include(own)),
    };
    if !may {
        return Err(Problem::not_allowed());
    }
    let face = app.promises_inside(tx, std::slice::from_ref(&stored)).await?.pop().ok_or_else(Problem::not_found)?;
    let programme = inquiries::programme(tx, &inquiry.programme).await?;
    let today = app.today(&programme).to_string();
    let link = format!("{}/c/{id}", app.config.public_url());
    let sheet = OrderSheet {
        back: String::new(),
        theme: inquiry.theme,
        live_on: app.day_in(&programme, inquiry.starts_at).to_string(),
        number: None,
        department: face.lead.map(|lead| lead.name).unwrap_or_default(),
        quote: Some(face.quote),
        mark_at: Some(face.mark_at.0),
        what: face.what,
        due_on: face.due_now.map(|due| due.to_string()),
        provisional: face.provisional,
        test: face.test,
        terms: terms(),
        public: Some((link.clone(), square(&link))),
        today,
        system: (inquiry.ordinal, commitments::rank(tx, &inquiry.id, id).await?),
        dispatch: None,
        numbering: None,
    };
    Ok((sheet, form::house(tx, Some(programme)).await?))
}

/// The order of a question that is answered in writing.
async fn question(
    app: &App,
    tx: &mut Tx,
    staff: &Staff,
    id: &QuestionId,
    place: &'static str,
) -> Result<(OrderSheet, House), Problem> {
    let order = owed::order(tx, id).await?.ok_or_else(Problem::not_found)?;
    let stored = questions::get(tx, id).await?.ok_or_else(Problem::not_found)?;
    let inquiry = match place {
        "supervision" => reach::must_reach(tx, staff, Deed::Supervise, &stored.inquiry).await?,
        _ if speaks_for(staff).any(|own| *own == order.owner_department) => {
            inquiries::get(tx, &stored.inquiry).await?.ok_or_else(Problem::not_found)?
        }
        _ => return Err(Problem::not_allowed()),
    };
    let programme = inquiries::programme(tx, &inquiry.programme).await?;
    let department = inquiries::department(tx, order.owner_department.as_str()).await?;
    let sheet = OrderSheet {
        back: String::new(),
        theme: order.theme,
        live_on: app.day_in(&programme, inquiry.starts_at).to_string(),
        number: Some(order.number),
        department: department.map(|it| it.name).unwrap_or_default(),
        quote: None,
        mark_at: None,
        what: Some(order.order_text),
        due_on: Some(order.due_on.to_string()),
        provisional: false,
        test: None,
        terms: terms(),
        public: None,
        today: app.today(&programme).to_string(),
        system: (inquiry.ordinal, order.number),
        dispatch: None,
        numbering: None,
    };
    Ok((sheet, form::house(tx, Some(programme)).await?))
}

/// Working days to accept, to plan, and between two reports.
fn terms() -> (u16, u16, u16) {
    (OfficeStep::Accept.working_days(), OfficeStep::Plan.working_days(), OfficeStep::Progress.working_days())
}
