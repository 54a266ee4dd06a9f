//! 交办单 on paper: what a department owes, by when, and what is expected of it; signed for by hand.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::form;
use crate::{
    app::{App, reach},
    domain::{
        due::OfficeStep,
        id::{CommitmentId, QuestionId},
        role::{Deed, Staff},
    },
    followup::inner::{self, speaks_for},
    http::{Problem, Reader, Signed, page::see_other},
    pages::{House, sheet::OrderSheet, square},
    store::{Tx, inquiries, owed, questions},
};

macro_rules! sheet {
    ($(#[$doc:meta])* $name:ident, $id:ty, $made:ident, $place:literal) => {
        $(#[$doc])*
        pub async fn $name(
            State(app): State<App>, Path(id): Path<$id>, staff: Option<Signed>, reader: Reader,
        ) -> Result<Response, Problem> {
            let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
            let mut tx = app.store.read().await?;
            let (page, house) = $made(&app, &mut tx, &staff, &id, $place).await?;
            reader.show_private(&app, &page, &reader.say("sheet-order"), house)
        }
    };
}

sheet! {
    /// A promise's order, for the supervisor who sends it.
    promise_of_supervision, CommitmentId, promise, "supervision"
}
sheet! {
    /// A promise's order, for the department that owes it.
    promise_of_department, CommitmentId, promise, "department"
}
sheet! {
    /// A question's order, for the supervisor who sends it.
    question_of_supervision, QuestionId, question, "supervision"
}
sheet! {
    /// A question's order, for the department that owes it.
    question_of_department, QuestionId, question, "department"
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
        back: format!("/{place}/c/{id}"),
        theme: inquiry.theme,
        live_at: inquiry.starts_at.0,
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
        back: format!("/{place}/q/{id}"),
        theme: order.theme,
        live_at: inquiry.starts_at.0,
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
    };
    Ok((sheet, form::house(tx, Some(programme)).await?))
}

/// Working days to accept, to plan, and between two reports.
fn terms() -> (u16, u16, u16) {
    (OfficeStep::Accept.working_days(), OfficeStep::Plan.working_days(), OfficeStep::Progress.working_days())
}
