//! 收题快慢: the lead slows or stops the door, with a sentence that everybody reads, and opens it again.

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
        gate::{Gate, Gating, SENTENCE_CHARS},
        happening::{self, Actor, Journal},
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{
        Problem, Sent, Signed,
        problem::{Wrong, within},
        seen,
    },
    store::{self, gates, journal},
    text::clean::clean_line,
};

/// How fast the door should be.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = GateWanted)]
pub struct Wanted {
    /// `open`, `slowed` or `paused`.
    pub gate: Option<String>,
    /// What everybody reads; needed unless it is opened, 6 to 120 characters.
    pub sentence: Option<String>,
    /// The version that was seen; 0 where nobody has turned it.
    pub version: Option<i64>,
}

/// How fast it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = GateTurned)]
pub struct Turned {
    /// `open`, `slowed` or `paused`.
    pub gate: Gate,
    /// What everybody reads.
    pub sentence: Option<String>,
    /// Its version.
    pub version: i64,
}

/// Turns the gate.
#[utoipa::path(post, path = "/inquiries/{slug}/gate", request_body = Wanted, params(("slug" = String, Path)),
    responses((status = 200, body = Turned), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn turn_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Turned>, Problem> {
    let seen = seen(sent.body.version)?;
    let (gate, sentence) = checked(&sent.body)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(turn(&app, &staff, &by, &slug, seen, gate, sentence).await?))
}

/// Turns it: the gesture behind call and form. What is already stored, typed in by staff or imported is not touched by it.
pub async fn turn(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    seen: i64,
    gate: Gate,
    sentence: Option<String>,
) -> app::Result<Turned> {
    let mut act = app.begin(by).await?;
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::LeadDesk, slug).await?;
    let before = gates::of(&mut act.tx, &inquiry.id).await?;
    if before.version != seen {
        return Err(stands(Refusal::Stale, &before));
    }
    let after = match before.turn(gate, sentence, &staff.person, act.now) {
        Err(Refusal::WrongState) => return Err(stands(Refusal::WrongState, &before)),
        other => other?,
    };
    match gates::save(&mut act.tx, &after).await {
        Err(store::Error::Stale) => {
            let now = gates::of(&mut act.tx, &inquiry.id).await?;
            return Err(stands(Refusal::Stale, &now));
        }
        other => other?,
    }
    let head = journal::head(&mut act.tx, &Journal::from(&inquiry.id)).await?;
    let digest = after.sentence.as_deref().map(|sentence| head.digest(sentence));
    act.record(happening::gate_turned(&before, &after, digest));
    app.settle(act, Turned { gate: after.gate, sentence: after.sentence, version: after.version }).await
}

/// What was sent, checked.
pub fn checked(sent: &Wanted) -> Result<(Gate, Option<String>), Problem> {
    let gate = sent.gate.as_deref().and_then(Gate::of);
    let gate = gate.ok_or_else(|| Problem::fields(&[Wrong { field: "gate", code: "unknown", limit: None }]))?;
    let sentence = clean_line(sent.sentence.as_deref().unwrap_or_default());
    if gate == Gate::Open {
        return Ok((gate, None));
    }
    Ok((gate, Some(within("sentence", sentence, &SENTENCE_CHARS)?)))
}

fn stands(refusal: Refusal, it: &Gating) -> app::Error {
    app::Error::Stands(refusal, json!({ "gate": it.gate, "sentence": it.sentence, "version": it.version }))
}
