//! 现场网络: whoever stands in the hall declares the network on which they are, so that its audience counts at once.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::{self, App, By, reach},
    domain::{
        hall::Hall,
        happening::{self, Actor},
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{From, Problem, Sent, Signed, problem::Wrong, seen},
    pace,
    store::{self, halls},
};

/// Which network belongs to the hall, or no longer does.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = HallWanted)]
pub struct Wanted {
    /// An address of it, or a network as it was declared; the caller's own where none is named.
    pub network: Option<String>,
    /// Whether it belongs to the hall.
    pub belongs: bool,
    /// The version that was seen; 0 where none was declared.
    pub version: Option<i64>,
}

/// The hall as it is now.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HallDeclared)]
pub struct Declared {
    /// Its networks: each an IPv4 /24 or an IPv6 /56.
    pub networks: Vec<String>,
    /// Its version.
    pub version: i64,
}

/// Declares a network, or takes it out again.
#[utoipa::path(post, path = "/inquiries/{slug}/hall", request_body = Wanted, params(("slug" = String, Path)),
    responses((status = 200, body = Declared), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn declare_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    from: From,
    sent: Sent<Wanted>,
) -> Result<Json<Declared>, Problem> {
    let seen = seen(sent.body.version)?;
    let network = network(sent.body.network.as_deref(), from)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(declare(&app, &staff, &by, &slug, seen, &network, sent.body.belongs).await?))
}

/// The network that is named, as pace knows it.
pub fn network(named: Option<&str>, from: From) -> Result<String, Problem> {
    let Some(named) = named.map(str::trim).filter(|named| !named.is_empty()) else { return Ok(from.network()) };
    let address = named.split_once('/').map_or(named, |(address, _)| address);
    let address = address.parse().map_err(|_| Wrong { field: "network", code: "malformed", limit: None })?;
    Ok(pace::network(address))
}

/// Declares it: the gesture behind call and form.
pub async fn declare(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    seen: i64,
    network: &str,
    belongs: bool,
) -> app::Result<Declared> {
    let mut act = app.begin(by).await?;
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::LeadDesk, slug).await?;
    let before = halls::of(&mut act.tx, &inquiry.id).await?;
    if before.version != seen {
        return Err(stands(Refusal::Stale, &before));
    }
    let after = before.change(network, belongs).map_err(|refusal| stands(refusal, &before))?;
    match halls::save(&mut act.tx, &after).await {
        Err(store::Error::Stale) => {
            let now = halls::of(&mut act.tx, &inquiry.id).await?;
            return Err(stands(Refusal::Stale, &now));
        }
        other => other?,
    }
    act.record(happening::hall_declared(&after));
    app.settle(act, Declared { networks: after.networks, version: after.version }).await
}

fn stands(refusal: Refusal, it: &Hall) -> app::Error {
    app::Error::Stands(refusal, json!({ "networks": it.networks, "version": it.version }))
}
