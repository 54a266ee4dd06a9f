//! Opening a contact from the desk: with a reason that the asker and the auditor read.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    app::{
        App,
        reveal::{Contact, reveal},
    },
    domain::id::QuestionId,
    http::{Problem, Sent, Signed, why},
};

/// Why.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = RevealWanted)]
pub struct Wanted {
    /// The reason, as the asker will read it.
    pub reason: Option<String>,
}

/// Opens the contact of a question's asker.
#[utoipa::path(post, path = "/questions/{id}/reveal", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Contact), (status = 403), (status = 404), (status = 422)))]
pub async fn reveal_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Contact>, Problem> {
    Ok(Json(reveal(&app, &staff, &id, &why(sent.body.reason.as_deref())?).await?))
}
