//! 网络日志: the address from which a question was sent and how its asker's identity was confirmed, opened by an auditor
//! with a reason that its asker reads.

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
        identity::Identity,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, why},
    store::{reveals::Revealed, traces},
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
    /// By which way its asker's identity was confirmed; none where it was not, or is erased by now.
    pub identity: Option<Identity>,
    /// As whom: the telephone number, or the account. Nothing where nothing is proved beforehand.
    pub subject: Option<String>,
}

/// Opens the address from which a question was sent, and how its asker's identity was confirmed.
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
    let trace = traces::of(&mut act.tx, id).await?;
    note_what(&mut act, staff, &question, Revealed::Network, reason).await?;
    app.settle(act, ()).await?;
    let open =
        |column: &str, sealed: Option<String>| sealed.and_then(|it| app.vault.unseal(id.as_str(), column, &it).ok());
    Ok(Opened {
        network: open("network", trace.network_sealed),
        identity: trace.identity,
        subject: open("identity", trace.identity_sealed),
    })
}
