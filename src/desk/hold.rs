//! 领取: a moderator takes a question for twenty seconds, so that nobody else starts on it.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::{self, App, reach},
    domain::{
        id::QuestionId,
        question::Question,
        role::{Deed, Staff},
        stream::Stream,
    },
    http::{Problem, Sent, Signed},
    pages::desk::{DeskPerson, Hold},
    store::{Lane, holds},
};

/// How to take it.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct Take {
    /// Take it even if somebody else has it.
    #[serde(default)]
    pub steal: bool,
}

/// Who has it now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Holding {
    /// The hold.
    pub hold: Hold,
}

/// Takes or renews a hold.
#[utoipa::path(post, path = "/questions/{id}/hold", request_body = Take, params(("id" = String, Path)),
    responses((status = 200, body = Holding), (status = 409, description = "held")))]
pub async fn take(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Take>,
) -> Result<Json<Holding>, Problem> {
    Ok(Json(Holding { hold: hold(&app, &staff, &id, sent.body.steal).await? }))
}

/// Lets go.
#[utoipa::path(delete, path = "/questions/{id}/hold", params(("id" = String, Path)), responses((status = 204)))]
pub async fn release(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
) -> Result<StatusCode, Problem> {
    let mut tx = app.store.write(Lane::Act).await?;
    let question = reach::question(&mut tx, &staff, Deed::Moderate, &id).await?;
    let was_held = holds::release(&mut tx, &id, &staff.person).await?;
    tx.commit().await?;
    if was_held {
        tell(&app, &question, json!({ "kind": "let_go", "question": id }));
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a question, or says who has it. A hold is a lease and no fact: it is not journalled and raises no version.
pub async fn hold(app: &App, staff: &Staff, id: &QuestionId, steal: bool) -> app::Result<Hold> {
    let mut tx = app.store.write(Lane::Act).await?;
    let question = reach::question(&mut tx, staff, Deed::Moderate, id).await?;
    let now = app.now();
    let held = holds::take(&mut tx, id, &staff.person, steal, now).await?;
    tx.commit().await?;
    let is_mine = held.person == staff.person;
    let hold = Hold { by: DeskPerson { id: held.person.0, name: held.name }, until: held.until_at.0 };
    if !is_mine {
        return Err(app::Error::Held(json!(hold)));
    }
    tell_held(app, &question, &hold);
    Ok(hold)
}

/// Somebody has taken a question.
pub(super) fn tell_held(app: &App, question: &Question, hold: &Hold) {
    let body = json!({
        "kind": "held", "question": question.id, "by": hold.by, "until": hold.until, "at": app.now(),
    });
    tell(app, question, body);
}

/// The others see within a moment who is on what.
fn tell(app: &App, question: &Question, body: serde_json::Value) {
    if let Some(hub) = app.bell.hub() {
        hub.murmur(&question.inquiry, Stream::Desk, body);
    }
}
