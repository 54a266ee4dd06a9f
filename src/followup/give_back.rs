//! 退单: a department gives a question's order back with a reason, and with whose it is where it knows; it owes the answer by
//! the same day until the office has decided.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    inner::speaks_for,
    order::{self, HandedOver},
    spoken::{self, RECORD_CHARS, WrongFields},
};
use crate::{
    app::{self, App, By},
    domain::{
        happening::{self, Actor, Kind},
        id::QuestionId,
        refusal::Refusal,
        role::Staff,
        whose::PublicWhose,
    },
    http::{Problem, Sent, Signed, seen},
    store::{calendars, inquiries, questions, whose},
};

/// Why an order goes back.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct BackWanted {
    /// Why it is not theirs. It stays inside.
    pub reason: Option<String>,
    /// Whose it is instead, by id or name in addresses. Everybody reads that.
    pub to: Option<String>,
    /// The version that was seen.
    pub version: Option<i64>,
}

/// Gives the order of a question back.
#[utoipa::path(post, path = "/questions/{id}/return", request_body = BackWanted, params(("id" = String, Path)),
    responses((status = 200, body = HandedOver), (status = 403), (status = 404),
        (status = 409, description = "stale_version, wrong_state, objection_open, returned_too_often"), (status = 422), (status = 428)))]
pub async fn give_back_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<BackWanted>,
) -> Result<Json<HandedOver>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(give_back(&app, &staff, &by, &id, seen, &sent.body).await?))
}

/// Gives the order of a question back.
pub async fn give_back(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    wanted: &BackWanted,
) -> app::Result<HandedOver> {
    let mut act = app.begin(by).await?;
    let before = questions::get(&mut act.tx, id).await?.ok_or(app::Error::NotFound("question"))?;
    let owner = before.owner_department.clone();
    let department = speaks_for(staff).find(|own| Some(*own) == owner.as_ref()).cloned().ok_or(Refusal::NotAllowed)?;
    let mut wrong = WrongFields::new();
    let reason = spoken::text(&mut wrong, "reason", wanted.reason.as_deref(), RECORD_CHARS);
    let to = spoken::department(&mut act.tx, &mut wrong, "to", wanted.to.as_deref()).await?;
    if !wrong.is_empty() {
        return Err(app::Error::Wrong(wrong));
    }
    order::must_be_fresh(&before, seen)?;
    let after = before.give_back(&department, act.now)?;
    let inquiry = inquiries::get(&mut act.tx, &before.inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
    let programme = inquiries::programme(&mut act.tx, &inquiry.programme).await?;
    let (today, calendar) = (app.today(&programme), calendars::calendar(&mut act.tx).await?);
    let stands = whose::of(&mut act.tx, id).await?;
    let given = stands.give_back(&department, reason.as_deref().unwrap_or_default(), to.as_ref(), today, &calendar)?;
    order::change(app, &mut act, Kind::GivenBack, &before, &after).await?;
    whose::save(&mut act.tx, id, &inquiry.id, &given).await?;
    act.record(happening::whose(Kind::GivenBack, &inquiry.id, id, &given));
    app.settle(act, HandedOver::from(&after)).await
}

/// Whose the order of a public question is.
#[utoipa::path(get, path = "/questions/{id}/whose", params(("id" = String, Path)),
    responses((status = 200, body = PublicWhose), (status = 404)))]
pub async fn whose_call(State(app): State<App>, Path(id): Path<QuestionId>) -> Result<Json<PublicWhose>, Problem> {
    let mut tx = app.store.read().await?;
    let question = questions::get(&mut tx, &id).await?.ok_or_else(Problem::not_found)?;
    // What the public may not read of a question, it may not read of its order.
    app.face(&mut tx, &question).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(app.whose(&mut tx, &question).await?.ok_or_else(Problem::not_found)?))
}
