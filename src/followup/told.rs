//! 已告知: the record of who was told of what, by whom and by which way; one key beside the words that were sent.

use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    dispatch::Order,
    notices::{Notices, notices},
    spoken,
};
use crate::{
    app::{self, App, By, reach},
    domain::{
        happening::{self, Actor, Journal},
        id::{CommitmentId, InquiryId, QuestionId},
        inquiry::Inquiry,
        moment::Moment,
        notice::{Notice, Told, Way},
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, problem::language},
    store::{Tx, inquiries, journal, people, sendings},
};

/// The longest name of whoever was told, in Unicode scalars.
const NAME_CHARS: usize = 60;

/// Somebody was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ToldLine {
    /// Its id.
    pub id: String,
    /// What was told.
    pub notice: Notice,
    /// To whom.
    pub to: String,
    /// By which way.
    pub way: Way,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// That somebody was told.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct ToldWanted {
    /// `order`, `urge`, `return_decided`, `public_notice`, `answer_returned` or `morning`.
    pub notice: Option<String>,
    /// To whom: a department, an office.
    pub to: Option<String>,
    /// `wechat`, `telephone`, `paper` or `in_person`.
    pub way: Option<String>,
}

/// Of what somebody is told.
#[derive(Clone, Debug)]
pub enum About {
    /// Of an order.
    Order(Order),
    /// Of a show, by its inquiry's name in addresses.
    Show(String),
}

impl About {
    /// The inquiry and what the record calls this, for a supervisor.
    pub(super) async fn reach(&self, tx: &mut Tx, staff: &Staff) -> app::Result<(Inquiry, String)> {
        match self {
            About::Show(slug) => {
                let inquiry = reach::inquiry(tx, staff, Deed::Supervise, slug).await?;
                let subject = inquiry.id.0.clone();
                Ok((inquiry, subject))
            }
            About::Order(order) => {
                let inquiry = order.reach(tx, staff).await?;
                let inquiry = inquiries::get(tx, &inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
                Ok((inquiry, order.subject().to_owned()))
            }
        }
    }
}

/// What there is to tell of a promise, and who was told.
#[utoipa::path(get, path = "/commitments/{id}/notices", params(("id" = String, Path)),
    responses((status = 200, body = Notices), (status = 403), (status = 404)))]
pub async fn promise_notices(
    State(app): State<App>,
    Path(id): Path<CommitmentId>,
    Signed(staff): Signed,
    headers: HeaderMap,
) -> Result<Json<Notices>, Problem> {
    let about = About::Order(Order::Promise(id));
    let mut tx = app.store.read().await?;
    Ok(Json(notices(&app, &mut tx, &staff, &about, language(&headers, None)).await?))
}

/// Somebody was told of a promise.
#[utoipa::path(post, path = "/commitments/{id}/told", request_body = ToldWanted, params(("id" = String, Path)),
    responses((status = 200, body = ToldLine), (status = 403), (status = 404), (status = 422)))]
pub async fn promise_told(
    State(app): State<App>,
    Path(id): Path<CommitmentId>,
    Signed(staff): Signed,
    sent: Sent<ToldWanted>,
) -> Result<Json<ToldLine>, Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(tell(&app, &staff, &by, &About::Order(Order::Promise(id)), &sent.body).await?))
}

/// What there is to tell of a question's order, and who was told.
#[utoipa::path(get, path = "/questions/{id}/notices", params(("id" = String, Path)),
    responses((status = 200, body = Notices), (status = 403), (status = 404)))]
pub async fn question_notices(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    headers: HeaderMap,
) -> Result<Json<Notices>, Problem> {
    let about = About::Order(Order::Question(id));
    let mut tx = app.store.read().await?;
    Ok(Json(notices(&app, &mut tx, &staff, &about, language(&headers, None)).await?))
}

/// Somebody was told of a question's order.
#[utoipa::path(post, path = "/questions/{id}/told", request_body = ToldWanted, params(("id" = String, Path)),
    responses((status = 200, body = ToldLine), (status = 403), (status = 404), (status = 422)))]
pub async fn question_told(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<ToldWanted>,
) -> Result<Json<ToldLine>, Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(tell(&app, &staff, &by, &About::Order(Order::Question(id)), &sent.body).await?))
}

/// What there is to tell of a show on the morning after, and who was told.
#[utoipa::path(get, path = "/inquiries/{slug}/notices", params(("slug" = String, Path)),
    responses((status = 200, body = Notices), (status = 403), (status = 404)))]
pub async fn show_notices(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    headers: HeaderMap,
) -> Result<Json<Notices>, Problem> {
    let mut tx = app.store.read().await?;
    Ok(Json(notices(&app, &mut tx, &staff, &About::Show(slug), language(&headers, None)).await?))
}

/// Somebody was told of a show.
#[utoipa::path(post, path = "/inquiries/{slug}/told", request_body = ToldWanted, params(("slug" = String, Path)),
    responses((status = 200, body = ToldLine), (status = 403), (status = 404), (status = 422)))]
pub async fn show_told(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<ToldWanted>,
) -> Result<Json<ToldLine>, Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(tell(&app, &staff, &by, &About::Show(slug), &sent.body).await?))
}

/// Notes that somebody was told.
pub async fn tell(app: &App, staff: &Staff, by: &By, about: &About, wanted: &ToldWanted) -> app::Result<ToldLine> {
    let mut act = app.begin(by).await?;
    let (inquiry, subject) = about.reach(&mut act.tx, staff).await?;
    let mut wrong = spoken::WrongFields::new();
    let notice = wanted.notice.as_deref().and_then(Notice::of);
    let way = wanted.way.as_deref().and_then(Way::of);
    let to_whom = spoken::line(&mut wrong, "to", wanted.to.as_deref(), NAME_CHARS);
    if to_whom.is_none() && wrong.is_empty() {
        wrong.push(("to", "required"));
    }
    for (field, is_known) in [("notice", notice.is_some()), ("way", way.is_some())] {
        if !is_known {
            wrong.push((field, "unknown"));
        }
    }
    let (Some(notice), Some(way), Some(to_whom), true) = (notice, way, to_whom, wrong.is_empty()) else {
        return Err(app::Error::Wrong(wrong));
    };
    let told = Told {
        id: uuid::Uuid::now_v7().to_string(),
        subject,
        inquiry: inquiry.id,
        notice,
        to_whom,
        way,
        person: staff.person.clone(),
        at: act.now,
    };
    sendings::insert_told(&mut act.tx, &told).await?;
    let head = journal::head(&mut act.tx, &Journal::from(&told.inquiry)).await?;
    act.record(happening::told(&told, head.digest(&told.to_whom)));
    let line = ToldLine {
        id: told.id,
        notice: told.notice,
        to: told.to_whom,
        way: told.way,
        by: staff.name.clone(),
        at: told.at,
    };
    app.settle(act, line).await
}

/// Who was told of something, the latest first.
pub async fn told(tx: &mut Tx, subject: &str) -> app::Result<Vec<ToldLine>> {
    let told = sendings::told(tx, subject).await?;
    let ids: Vec<&str> = told.iter().map(|it| it.person.as_str()).collect();
    let names = people::names(tx, &ids).await?;
    let line = |it: Told| ToldLine {
        by: names.get(it.person.as_str()).cloned().unwrap_or_default(),
        id: it.id,
        notice: it.notice,
        to: it.to_whom,
        way: it.way,
        at: it.at,
    };
    Ok(told.into_iter().map(line).collect())
}

/// Whether the sheet of a show was passed on.
pub async fn is_morning_told(tx: &mut Tx, inquiry: &InquiryId) -> app::Result<bool> {
    Ok(sendings::told(tx, inquiry.as_str()).await?.iter().any(|it| it.notice == Notice::Morning))
}
