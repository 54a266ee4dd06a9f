//! `/supervision/{slug}/register`: 签收表, every order of a show, as a page and as files.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, Query, State},
    response::Response,
};

use super::form;
use crate::{
    app::{self, App, reach},
    domain::{
        book::Party, commitment::Stage, id::DepartmentId, inquiry::Inquiry, question::State as Standing, role::Deed,
    },
    http::{
        Problem, Reader, Signed,
        file::{self, Format},
        page::see_other,
    },
    pages::{
        followup::register::{Register, RegisterRow},
        word_file,
    },
    store::{Tx, answers, commitments, dispatches, inquiries, owed, records},
};

/// The list.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(wanted): Query<file::Wanted>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::Supervise, &slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let around = Around { parties: app.parties(&mut tx).await?, numbers: numbers(&mut tx, &inquiry).await? };
    let mut rows = promises(&mut tx, &inquiry, &around).await?;
    rows.extend(questions(&mut tx, &inquiry, &around).await?);
    let register = Register {
        live_on: app.day_in(&programme, inquiry.starts_at).to_string(),
        today: app.today(&programme).to_string(),
        slug: inquiry.slug,
        theme: inquiry.theme,
        signed: rows.iter().filter(|row| row.signed_on.is_some()).count(),
        rows,
    };
    let house = form::house(&mut tx, Some(programme)).await?;
    match wanted.file {
        None => reader.show_private(&app, &register, &reader.say("register-title"), house),
        Some(format @ Format::Docx) => {
            let table = register.table(reader.lang);
            file::offered(format, &table.title, word_file::register(&table, &house))
        }
        Some(format) => file::table(format, &register.table(reader.lang)),
    }
}

/// What every order names.
struct Around {
    parties: BTreeMap<DepartmentId, Party>,
    /// 发文字号 by what it numbers.
    numbers: BTreeMap<String, String>,
}

/// The orders of promises, in the order in which they were caught.
async fn promises(tx: &mut Tx, inquiry: &Inquiry, around: &Around) -> app::Result<Vec<RegisterRow>> {
    let stored = commitments::of_inquiry(tx, &inquiry.id).await?;
    let accepted = records::accepted(tx, &inquiry.id).await?;
    let is_handed_on =
        |stage: Stage| !matches!(stage, Stage::Captured | Stage::Confirmed | Stage::Returned | Stage::Void);
    let row = |(n, one): (i64, &commitments::Stored)| {
        let it = &one.it;
        let lead = it.parties.lead.as_ref().and_then(|lead| around.parties.get(lead))?;
        is_handed_on(it.stage).then(|| RegisterRow {
            href: format!("/supervision/c/{}/sheet", it.id),
            letter: "C",
            system: (inquiry.ordinal, n),
            dispatch: around.numbers.get(it.id.as_str()).cloned(),
            department: lead.name.clone(),
            what: it.boxes.what.clone().unwrap_or_else(|| it.quote.clone()),
            due_on: it.due_now().map(|due| due.to_string()),
            signed_by: it.owner.clone(),
            signed_on: accepted.get(it.id.as_str()).map(ToString::to_string).filter(|_| it.owner.is_some()),
        })
    };
    Ok((1..).zip(&stored).filter_map(row).collect())
}

/// The orders of questions that are answered in writing, in the order of their numbers.
async fn questions(tx: &mut Tx, inquiry: &Inquiry, around: &Around) -> app::Result<Vec<RegisterRow>> {
    let mut rows = Vec::new();
    for order in owed::orders_of(tx, &inquiry.id).await? {
        // Nobody signs for such an order here: whoever answered it has it.
        let answered = match order.state {
            Standing::AwaitingWritten | Standing::Referred => None,
            _ => answers::of(tx, &order.id).await?.into_iter().next(),
        };
        rows.push(RegisterRow {
            href: format!("/supervision/q/{}/sheet", order.id),
            letter: "Q",
            system: (inquiry.ordinal, order.number),
            dispatch: around.numbers.get(order.id.as_str()).cloned(),
            department: around.parties.get(&order.owner_department).map(|party| party.name.clone()).unwrap_or_default(),
            what: order.order_text,
            due_on: Some(order.due_on.to_string()),
            signed_by: answered.as_ref().map(|it| it.signed_by.clone()),
            signed_on: answered.map(|it| it.on_day.to_string()),
        });
    }
    Ok(rows)
}

async fn numbers(tx: &mut Tx, inquiry: &Inquiry) -> app::Result<BTreeMap<String, String>> {
    let all = dispatches::of_inquiry(tx, &inquiry.id).await?;
    Ok(all.into_iter().map(|(subject, number, _)| (subject, number)).collect())
}
