//! 回拨核实: whoever opened the number has called its asker, and notes it; from then on the question can leave the house.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::decide::change;
use crate::{
    app::{self, App, By, reach},
    domain::{
        happening::{Actor, Kind},
        id::QuestionId,
        question::State as Standing,
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, seen},
    store::reveals::{self, Revealed},
};

/// The version of the question that was seen.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = CallBackWanted)]
pub struct Wanted {
    /// The version.
    pub version: Option<i64>,
}

/// How the question stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CalledBack)]
pub struct Called {
    /// Its id.
    pub id: QuestionId,
    /// Its state, as before.
    pub state: Standing,
    /// Its version.
    pub version: i64,
}

/// Notes that a question's asker was called back.
#[utoipa::path(post, path = "/questions/{id}/called-back", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Called), (status = 403), (status = 404),
        (status = 409, description = "stale_version, wrong_state, contact_not_opened"), (status = 428)))]
pub async fn called_back_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Called>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(called_back(&app, &staff, &by, &id, seen).await?))
}

/// Notes the call. Who did not open the number cannot have made it.
pub async fn called_back(app: &App, staff: &Staff, by: &By, id: &QuestionId, seen: i64) -> app::Result<Called> {
    let mut act = app.begin(by).await?;
    let before = reach::question(&mut act.tx, staff, Deed::Moderate, id).await?;
    reach::must_be_fresh(&mut act.tx, &before, seen).await?;
    let rule = before.called_back(act.now);
    let after = reach::unless_refused(&mut act.tx, &before, rule).await?;
    let opened = reveals::of(&mut act.tx, id).await?;
    if !opened.iter().any(|it| it.what == Revealed::Contact && it.person == staff.person) {
        return Err(Refusal::ContactNotOpened.into());
    }
    change(app, &mut act, Kind::CalledBack, &before, &after).await?;
    app.settle(act, Called { id: after.id, state: after.state, version: after.version }).await
}
