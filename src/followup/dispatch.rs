//! 发文字号: the number that the office gives to an order is kept beside it and printed on it.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::inner;
use crate::{
    app::{self, App, By, reach},
    domain::{
        dispatch::OfficeNumber,
        happening::{self, Actor},
        id::{CommitmentId, InquiryId, QuestionId},
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, seen},
    store::{Tx, dispatches, inquiries, owed},
};

/// The number of an order.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = DispatchWanted)]
pub struct Wanted {
    /// 发文字号, e.g. 望人办〔2026〕12号; other brackets are put right.
    pub number: Option<String>,
    /// The version that was seen; 0 where there was no number.
    pub version: Option<i64>,
}

/// How the number stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Dispatched {
    /// 发文字号, as the standard writes it.
    pub number: String,
    /// Its version.
    pub version: i64,
}

/// Which order.
#[derive(Clone, Debug)]
pub enum Order {
    /// That of a promise.
    Promise(CommitmentId),
    /// That of a question answered in writing.
    Question(QuestionId),
}

impl Order {
    /// What the number is kept under.
    pub fn subject(&self) -> &str {
        match self {
            Order::Promise(id) => id.as_str(),
            Order::Question(id) => id.as_str(),
        }
    }

    /// The order that is kept under this kind and subject.
    pub fn of(kind: &str, subject: &str) -> Self {
        match kind {
            "promise" => Order::Promise(subject.into()),
            _ => Order::Question(subject.into()),
        }
    }

    /// What kind of order it is.
    pub fn kind(&self) -> &'static str {
        match self {
            Order::Promise(_) => "promise",
            Order::Question(_) => "question",
        }
    }

    /// Refuses whoever neither sends this order nor has to do with it for a department.
    pub(super) async fn readable(&self, tx: &mut Tx, staff: &Staff) -> app::Result<()> {
        let is_theirs = match self {
            Order::Promise(id) => {
                let parties = inner::reached(tx, staff, id).await?.0.it.parties;
                inner::speaks_for(staff).any(|own| parties.include(own))
            }
            Order::Question(id) => {
                let order = owed::order(tx, id).await?.ok_or(app::Error::NotFound("order"))?;
                inner::speaks_for(staff).any(|own| *own == order.owner_department)
            }
        };
        if is_theirs { Ok(()) } else { self.reach(tx, staff).await.map(drop) }
    }

    /// The inquiry, for somebody who may send this order.
    pub(super) async fn reach(&self, tx: &mut Tx, staff: &Staff) -> app::Result<InquiryId> {
        let inquiry = match self {
            Order::Promise(id) => inner::reached(tx, staff, id).await?.0.it.inquiry,
            Order::Question(id) => {
                owed::order(tx, id).await?.ok_or(app::Error::NotFound("order"))?;
                reach::question(tx, staff, Deed::Supervise, id).await?.inquiry
            }
        };
        reach::must_reach(tx, staff, Deed::Supervise, &inquiry).await?;
        Ok(inquiry)
    }
}

/// Numbers the order of a promise.
#[utoipa::path(post, path = "/commitments/{id}/dispatch", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Dispatched), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn promise_call(
    State(app): State<App>,
    Path(id): Path<CommitmentId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Dispatched>, Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    let seen = seen(sent.body.version)?;
    Ok(Json(number(&app, &staff, &by, &Order::Promise(id), seen, &sent.body).await?))
}

/// Numbers the order of a question.
#[utoipa::path(post, path = "/questions/{id}/dispatch", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Dispatched), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn question_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Dispatched>, Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    let seen = seen(sent.body.version)?;
    Ok(Json(number(&app, &staff, &by, &Order::Question(id), seen, &sent.body).await?))
}

/// Gives an order its number.
pub async fn number(
    app: &App,
    staff: &Staff,
    by: &By,
    order: &Order,
    seen: i64,
    wanted: &Wanted,
) -> app::Result<Dispatched> {
    let mut act = app.begin(by).await?;
    let inquiry = order.reach(&mut act.tx, staff).await?;
    let stored = inquiries::get(&mut act.tx, &inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
    let programme = inquiries::programme(&mut act.tx, &stored.programme).await?;
    let wrong = |code| app::Error::Wrong(vec![("number", code)]);
    let text = wanted.number.as_deref().unwrap_or_default();
    let number = OfficeNumber::read(text, app.today(&programme)).map_err(|bad| wrong(bad.code()))?;
    let before = dispatches::of(&mut act.tx, order.subject()).await?;
    if before.as_ref().map_or(0, |before| before.version) != seen {
        let stands = before.map(|it| json!({ "number": it.number, "version": it.version }));
        return Err(app::Error::Stands(Refusal::Stale, stands.unwrap_or_else(|| json!({ "version": 0 }))));
    }
    if dispatches::is_taken(&mut act.tx, order.subject(), &number).await? {
        return Err(wrong("taken"));
    }
    let (subject, at) = (order.subject(), act.now);
    let person = staff.person.as_str();
    let version = dispatches::save(&mut act.tx, subject, &inquiry, &number, seen, person, at).await?;
    act.record(happening::dispatched(&inquiry, subject, number.as_str(), version));
    app.settle(act, Dispatched { number: number.as_str().to_owned(), version }).await
}
