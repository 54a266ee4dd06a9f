//! 网络日志: the address from which a question was sent, opened by an auditor with a reason that its asker reads.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{self, App, By, reach, reveal::note_what},
    domain::{
        happening::Actor,
        id::QuestionId,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, why},
    store::{questions, reveals::Revealed},
};

/// Why.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = NetworkWanted)]
pub struct Wanted {
    /// The reason, as the asker will read it.
    pub reason: Option<String>,
}

/// What was sealed. Not kept under a client's key: it is opened each time, and each time noted.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NetworkOpened)]
pub struct Opened {
    /// The address; none where it was typed in, or is erased by now.
    pub network: Option<String>,
}

/// Opens the address from which a question was sent.
#[utoipa::path(post, path = "/questions/{id}/network", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Opened), (status = 403), (status = 404), (status = 422)))]
pub async fn open_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Opened>, Problem> {
    Ok(Json(open(&app, &staff, &id, &why(sent.body.reason.as_deref())?).await?))
}

/// Notes who opens it and why, and only then opens it.
pub async fn open(app: &App, staff: &Staff, id: &QuestionId, reason: &str) -> app::Result<Opened> {
    let mut act = app.begin(&By::from(Actor::Person(staff.person.clone()))).await?;
    let question = reach::question(&mut act.tx, staff, Deed::Audit, id).await?;
    let sealed = questions::agreed(&mut act.tx, id).await?.network_sealed;
    note_what(&mut act, staff, &question, Revealed::Network, reason).await?;
    app.settle(act, ()).await?;
    Ok(Opened { network: sealed.and_then(|sealed| app.vault.unseal(id.as_str(), "network", &sealed).ok()) })
}
