//! The director moves the inquiry on: phase by phase, with a public sentence where something stands beside it.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::show::Show;
use crate::{
    app::{self, App, By},
    domain::{
        happening::{self, Actor, Kind},
        inquiry::{Inquiry, Interruption, Phase},
        refusal::Refusal,
        role::Staff,
    },
    http::{Problem, Sent, Signed, problem::Wrong, seen},
    store::{alarms, inquiries, owed},
    text::clean::clean,
};

/// The longest public sentence, in Unicode scalars.
const SENTENCE_CHARS: usize = 120;

/// What is wanted.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = PhaseWanted)]
pub struct Wanted {
    /// A phase; or interrupted, postponed, cancelled beside the present one. The present phase ends an interruption.
    pub phase: Option<String>,
    /// The inquiry's version that was seen.
    pub version: Option<i64>,
    /// What the public is told; needed for an interruption.
    pub sentence: Option<String>,
}

/// Where the inquiry stands afterwards.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PhaseMoved)]
pub struct Moved {
    /// The phase.
    pub phase: Phase,
    /// What stands beside it.
    pub interruption: Option<Interruption>,
    /// What the public is told.
    pub sentence: Option<String>,
    /// The inquiry's version.
    pub version: i64,
}

/// A step to take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To another phase; to the present one, an interruption ends.
    To(Phase),
    /// Something stands beside the phase from now on.
    Beside(Interruption, String),
}

/// Moves the inquiry to another phase.
#[utoipa::path(post, path = "/inquiries/{slug}/phase", request_body = Wanted, params(("slug" = String, Path)),
    responses((status = 200, body = Moved), (status = 403), (status = 404),
        (status = 409, description = "stale_version, wrong_state, unowned_question, alarm_waiting"), (status = 422), (status = 428)))]
pub async fn phase_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Moved>, Problem> {
    let seen = seen(sent.body.version)?;
    let step = step(&sent.body)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(go(&app, &staff, &by, &slug, seen, step).await?))
}

/// Takes a step. What is still on air when the show ends comes off.
pub async fn go(app: &App, staff: &Staff, by: &By, slug: &str, seen: i64, step: Step) -> app::Result<Moved> {
    let mut show = Show::hold_on_air(app, staff, by, slug).await?;
    let before = show.inquiry.clone();
    if before.version != seen {
        return Err(app::Error::Stands(Refusal::Stale, json!(Moved::from(&before))));
    }
    let after = match step {
        Step::To(phase) if phase == before.phase => before.resume()?,
        Step::To(phase) => {
            let unowned = owed::unowned(&mut show.act.tx, &before.id).await?;
            let rings = alarms::counts(&mut show.act.tx, &before.id).await?.waiting > 0;
            if before.phase == Phase::HandingOver && phase > Phase::HandingOver && rings {
                return Err(Refusal::AlarmWaiting.into());
            }
            before.go_to(phase, unowned)?
        }
        Step::Beside(interruption, sentence) => before.interrupt(interruption, sentence),
    };
    clocks(app, &mut show, &after).await?;
    if before.phase == Phase::Live && after.phase != Phase::Live {
        let turned = show.rundown.clear(&show.air(app));
        show.turn(app, Kind::Cleared, turned, None, None).await?;
    }
    inquiries::save(&mut show.act.tx, &after).await?;
    show.act.record(happening::phase_changed(&before, &after));
    show.settle(app, Moved::from(&after)).await
}

/// The clocks of a live show stand still for as long as its signal is cut.
async fn clocks(app: &App, show: &mut Show, after: &Inquiry) -> app::Result<()> {
    let is_cut = after.phase == Phase::Live && after.interruption == Some(Interruption::Interrupted);
    let turned = if is_cut { show.rundown.halt(show.act.now) } else { show.rundown.go_on(show.act.now) };
    show.turn(app, Kind::PhaseChanged, turned, None, None).await
}

impl From<&Inquiry> for Moved {
    fn from(inquiry: &Inquiry) -> Self {
        Self {
            phase: inquiry.phase,
            interruption: inquiry.interruption,
            sentence: inquiry.sentence.clone(),
            version: inquiry.version,
        }
    }
}

fn step(sent: &Wanted) -> Result<Step, Problem> {
    let word = sent.phase.as_deref().unwrap_or_default();
    if let Some(phase) = Phase::of(word) {
        return Ok(Step::To(phase));
    }
    let Some(interruption) = Interruption::of(word) else {
        return Err(Problem::fields(&[Wrong { field: "phase", code: "unknown", limit: None }]));
    };
    let sentence = clean(sent.sentence.as_deref().unwrap_or_default());
    match sentence.chars().count() {
        0 => Err(Problem::fields(&[Wrong { field: "sentence", code: "required", limit: None }])),
        n if n > SENTENCE_CHARS => {
            Err(Problem::fields(&[Wrong { field: "sentence", code: "too_long", limit: Some(SENTENCE_CHARS as i64) }]))
        }
        _ => Ok(Step::Beside(interruption, sentence)),
    }
}
