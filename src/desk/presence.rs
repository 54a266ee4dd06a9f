//! Who sits at the desk: each page says every while that it is there, and the others hear it; nothing is stored.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::{App, reach},
    domain::{role::Deed, stream::Stream},
    http::{Problem, Sent, Signed},
    pages::desk::DeskPerson,
    store::people,
};

/// How somebody is there.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[schema(as = Presence)]
pub struct Here {
    /// They have just come, and the others say that they are there too.
    #[serde(default)]
    pub greets: bool,
    /// They leave.
    #[serde(default)]
    pub leaves: bool,
}

/// Says that whoever calls has the desk open.
#[utoipa::path(post, path = "/inquiries/{slug}/presence", request_body = Here, params(("slug" = String, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404)))]
pub async fn here(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Here>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadDesk, &slug).await?;
    let name = people::get(&mut tx, &staff.person).await?.map(|person| person.name).unwrap_or_default();
    drop(tx);
    let kind = match sent.body {
        Here { leaves: true, .. } => "left",
        Here { greets: true, .. } => "came",
        Here { .. } => "here",
    };
    if let Some(hub) = app.bell.hub() {
        let by = DeskPerson { id: staff.person.0.clone(), name };
        hub.murmur(&inquiry.id, Stream::Desk, json!({ "kind": kind, "by": by, "at": app.now() }));
    }
    Ok(StatusCode::NO_CONTENT)
}
