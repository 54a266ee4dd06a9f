//! `/supervision/…/sending`: the sealed scan is sent in, ready words are copied, and that somebody was told is noted.

use axum::{
    Form,
    extract::{FromRequest as _, Multipart, Path, Query, Request, State},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

use super::form::{self, Fields, field};
use crate::{
    app::{self, App, reach},
    domain::{
        happening::Actor,
        id::{CommitmentId, QuestionId},
        notice::Way,
        role::{Deed, Staff},
    },
    followup::{
        dispatch::Order,
        evidence,
        notices::notices,
        scan,
        told::{self, About, ToldLine, ToldWanted},
    },
    http::{Problem, Reader, Signed, page::see_other},
    pages::followup::sending::{Outgoing, ReadyWords, ScanLine, SendingPage, ToldRow},
    store::{Tx, inquiries, sendings},
};

/// What was just done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: Option<String>,
}

macro_rules! place {
    ($(#[$doc:meta])* $show:ident, $(#[$told_doc:meta])* $told:ident, $id:ty, $about:expr) => {
        $(#[$doc])*
        pub async fn $show(
            State(app): State<App>, Path(id): Path<$id>, Query(after): Query<After>, staff: Option<Signed>, reader: Reader,
        ) -> Result<Response, Problem> {
            let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
            page(&app, &reader, &staff, &$about(id), Back { done: after.done, ..Back::default() }).await
        }

        $(#[$told_doc])*
        pub async fn $told(
            State(app): State<App>, Path(id): Path<$id>, Signed(staff): Signed, reader: Reader, Form(fields): Form<Fields>,
        ) -> Result<Response, Problem> {
            tell(&app, &reader, &staff, &$about(id), fields).await
        }
    };
}

place! {
    /// What leaves the office for a promise.
    promise,
    /// Somebody was told of a promise.
    promise_told, CommitmentId, |id| About::Order(Order::Promise(id))
}
place! {
    /// What leaves the office for a question's order.
    question,
    /// Somebody was told of a question's order.
    question_told, QuestionId, |id| About::Order(Order::Question(id))
}
place! {
    /// What leaves the office for a show.
    show,
    /// Somebody was told of a show.
    show_told, String, About::Show
}

/// The sealed scan of a promise's order.
pub async fn promise_scan(
    State(app): State<App>,
    Path(id): Path<CommitmentId>,
    Signed(staff): Signed,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    take_in(&app, &reader, &staff, Order::Promise(id), request).await
}

/// The sealed scan of a question's order.
pub async fn question_scan(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    take_in(&app, &reader, &staff, Order::Question(id), request).await
}

/// What comes back when a form could not be taken.
#[derive(Default)]
struct Back {
    form: Option<String>,
    to: String,
    problem: Option<Problem>,
    done: Option<String>,
}

async fn tell(app: &App, reader: &Reader, staff: &Staff, about: &About, fields: Fields) -> Result<Response, Problem> {
    let here = here(about);
    let by = form::by(Actor::Person(staff.person.clone()), &here, &fields);
    let said = |name: &str| Some(field(&fields, name).to_owned());
    let wanted = ToldWanted { notice: said("notice"), to: said("to"), way: said("way") };
    match told::tell(app, staff, &by, about, &wanted).await.map_err(Problem::from) {
        Err(problem) if !form::was_done_before(&problem) => {
            let status = problem.status();
            let (form, to) = (wanted.notice, field(&fields, "to").to_owned());
            let back = Back { form, to, problem: Some(problem), done: None };
            Ok((status, page(app, reader, staff, about, back).await?).into_response())
        }
        _ => Ok(see_other(&format!("{here}?done=noted"))),
    }
}

async fn take_in(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    order: Order,
    request: Request,
) -> Result<Response, Problem> {
    order.reach(&mut app.store.read().await?, staff).await?;
    let about = About::Order(order.clone());
    let here = here(&about);
    let form = Multipart::from_request(request, app).await.map_err(|_| Problem::malformed())?;
    let kept = match evidence::read(form).await {
        Err(problem) => Err(problem),
        Ok(sent) => {
            let named: Fields = sent.rest.into_iter().collect();
            let by = form::by(Actor::Person(staff.person.clone()), &format!("{here}/scan"), &named);
            scan::keep(app, staff, &by, &order, sent.file).await.map(drop)
        }
    };
    match kept {
        Err(problem) if !form::was_done_before(&problem) => {
            let status = problem.status();
            let back = Back { problem: Some(problem), ..Back::default() };
            Ok((status, page(app, reader, staff, &about, back).await?).into_response())
        }
        _ => Ok(see_other(&format!("{here}?done=scan"))),
    }
}

fn back_to(about: &About) -> String {
    match about {
        About::Order(Order::Promise(id)) => format!("/supervision/c/{id}"),
        About::Order(Order::Question(id)) => format!("/supervision/q/{id}"),
        About::Show(slug) => format!("/supervision/{slug}/morning"),
    }
}

fn here(about: &About) -> String {
    match about {
        About::Show(slug) => format!("/supervision/{slug}/sending"),
        order => format!("{}/sending", back_to(order)),
    }
}

async fn page(app: &App, reader: &Reader, staff: &Staff, about: &About, back: Back) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let found = notices(app, &mut tx, staff, about, reader.lang).await?;
    let (inquiry, scans) = match about {
        About::Show(slug) => (reach::inquiry(&mut tx, staff, Deed::Supervise, slug).await?, Vec::new()),
        About::Order(order) => {
            let inquiry = order.reach(&mut tx, staff).await?;
            let inquiry = inquiries::get(&mut tx, &inquiry).await?.ok_or_else(Problem::not_found)?;
            (inquiry, scans(&mut tx, order.subject()).await?)
        }
    };
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let house = form::house(&mut tx, Some(programme)).await?;
    let to = found.to;
    let page = SendingPage {
        back: back_to(about),
        here: here(about),
        theme: inquiry.theme,
        takes_scan: matches!(about, About::Order(_)),
        scans,
        notices: found
            .notices
            .into_iter()
            .map(|it| ReadyWords { notice: it.notice.word(), text: it.text, to: to.clone() })
            .collect(),
        told: found.told.into_iter().map(row).collect(),
        ways: Way::ALL.iter().map(|way| way.word()).collect(),
        form: back.form,
        to: back.to,
        errors: back.problem.as_ref().map(form::errors).unwrap_or_default(),
        problem: back.problem.as_ref().and_then(form::code),
        done: back.done.filter(|done| matches!(done.as_str(), "noted" | "scan")),
        idempotency_key: form::new_key(),
    };
    let reader = reader.ringing(app.ring_for(&mut tx, staff, None).await?);
    reader.show_private(app, &page, &reader.say("title-sending"), house)
}

fn row(it: ToldLine) -> ToldRow {
    ToldRow { notice: it.notice.word(), to: it.to, way: it.way.word(), by: it.by, at: it.at.0 }
}

async fn scans(tx: &mut Tx, subject: &str) -> app::Result<Vec<ScanLine>> {
    let line = |it: sendings::Scan| ScanLine {
        is_pdf: it.media == "application/pdf",
        id: it.id,
        at: it.at.0,
        sha256: it.sha256,
        kb: (it.bytes + 1023) / 1024,
    };
    Ok(sendings::scans(tx, subject).await?.into_iter().map(line).collect())
}

/// What left the office for a promise or an order, as its own page shows it in short.
pub async fn sent(tx: &mut Tx, order: &Order, place: &str) -> app::Result<Outgoing> {
    let scans = scans(tx, order.subject()).await?;
    if place != "supervision" {
        return Ok(Outgoing { scans, ..Outgoing::default() });
    }
    let told = told::told(tx, order.subject()).await?.into_iter().map(row).collect();
    Ok(Outgoing { scans, told, sending: Some(here(&About::Order(order.clone()))) })
}
