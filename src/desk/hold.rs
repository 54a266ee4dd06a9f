//! 领取: a moderator takes a question for twenty seconds, so that nobody else starts on it.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::queue::Held;
use crate::{
    app::{self, App, reach},
    domain::{
        id::QuestionId,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed},
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
    pub hold: Held,
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
    reach::question(&mut tx, &staff, Deed::Moderate, &id).await?;
    holds::release(&mut tx, &id, &staff.person).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a question, or says who has it. A hold is a lease and no fact: it is not journalled and raises no version.
pub async fn hold(app: &App, staff: &Staff, id: &QuestionId, steal: bool) -> app::Result<Held> {
    let mut tx = app.store.write(Lane::Act).await?;
    reach::question(&mut tx, staff, Deed::Moderate, id).await?;
    let hold = holds::take(&mut tx, id, &staff.person, steal, app.now()).await?;
    tx.commit().await?;
    let held = Held { by: hold.person, name: hold.name, until: hold.until_at };
    if held.by != staff.person {
        return Err(app::Error::Held(json!(held)));
    }
    Ok(held)
}
