//! 上屏文: one person writes what viewers will read, another approves it; each sees how it sits on the screen.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::{self, Act, App, By, reach},
    domain::{
        air::{self, Measured},
        air_text::{AIR_CHARS, AirText},
        happening::{self, Actor, Faces, Happening, Heard, Journal, Kind},
        id::{PersonId, QuestionId},
        moment::Moment,
        question::Question,
        role::{Deed, Staff},
        sign_off::Since,
        stream::Stream,
    },
    http::{Problem, Sent, Signed, problem::Wrong, seen},
    store::{Tx, air_texts, journal, people},
    text::clean::clean,
};

/// The longest reason for approving alone, in Unicode scalars.
const ALONE_CHARS: usize = 200;

/// What is to be read on the screen.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = AirWanted)]
pub struct Written {
    /// The words; a line break is kept as a wish for a row of its own.
    pub text: Option<String>,
    /// The question's version that was seen.
    pub version: Option<i64>,
}

/// An approval.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = ApprovalWanted)]
pub struct Approval {
    /// The question's version that was seen.
    pub version: Option<i64>,
    /// Why the writer approves alone; shown until another person countersigns.
    pub alone: Option<String>,
}

/// An air text as the gallery sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StageAir {
    /// Of which question.
    pub question: QuestionId,
    /// The question's version.
    pub version: i64,
    /// The words.
    pub text: String,
    /// How they sit in the lower third.
    pub measured: Measured,
    /// How many characters.
    pub chars: usize,
    /// Whether they are the desk's public words, unchanged.
    pub as_published: bool,
    /// Whether the desk wrote its public text anew since.
    pub is_overtaken: bool,
    /// Who wrote them.
    pub written_by: String,
    /// Which person wrote them.
    pub writer: PersonId,
    /// Whether they may go on air.
    pub approved: bool,
    /// Who approved them.
    pub approved_by: Option<String>,
    /// Which person approved them.
    pub approver: Option<PersonId>,
    /// Why the writer approved alone.
    pub alone: Option<String>,
    /// Who looked afterwards.
    pub countersigned_by: Option<String>,
    /// Whether one person alone stands behind them so far.
    pub lacks_countersign: bool,
    /// When they were written.
    pub written_at: Moment,
    /// Words that wait to stand in their place.
    pub correction: Option<StageCorrection>,
    /// When they were last put right under the host's eyes.
    pub corrected_at: Option<Moment>,
    /// How they stand against the words that were signed on paper; none where nothing was signed.
    pub signed: Option<StageSigned>,
}

/// Words that are to stand in the place of others, once another person has signed them.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StageCorrection {
    /// The words.
    pub text: String,
    /// Which person wrote them.
    pub writer: PersonId,
    /// Who that is.
    pub by: String,
}

/// How words stand against those that were signed on paper.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StageSigned {
    /// `same`, `changed` or `added`.
    pub since: &'static str,
    /// The words that were signed, where they are others.
    pub text: Option<String>,
}

impl From<Since> for StageSigned {
    fn from(since: Since) -> Self {
        match since {
            Since::Same => Self { since: "same", text: None },
            Since::Changed(text) => Self { since: "changed", text: Some(text) },
            Since::Added => Self { since: "added", text: None },
        }
    }
}

/// Writes the air text of a question; it has to be approved anew.
#[utoipa::path(put, path = "/questions/{id}/air", request_body = Written, params(("id" = String, Path)),
    responses((status = 200, body = StageAir), (status = 403), (status = 404),
        (status = 409, description = "stale_version, already_on_air, wrong_state"), (status = 422), (status = 428)))]
pub async fn write_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Written>,
) -> Result<Json<StageAir>, Problem> {
    let seen = seen(sent.body.version)?;
    let text = text(sent.body.text.as_deref().unwrap_or_default())?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(write(&app, &staff, &by, &id, seen, text).await?))
}

/// Writes the air text of a question.
pub async fn write(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    text: String,
) -> app::Result<StageAir> {
    let mut act = app.begin(by).await?;
    let before = fresh(&mut act, staff, Deed::Direct, id, seen).await?;
    let after = reach::unless_refused(&mut act.tx, &before, before.with_air(act.now)).await?;
    let now = act.now;
    let air = app::air::written(&mut act.tx, &before, text, &staff.person, now).await?;
    save(&mut act, Kind::AirWritten, &before, &after, &air).await?;
    let seen = seen_by_staff(&mut act.tx, &after, air).await?;
    app.settle(act, seen).await
}

/// Writes a correction of an air text that is on air or comes next; the words stay until another person has signed it.
#[utoipa::path(post, path = "/questions/{id}/air/correction", request_body = Written, params(("id" = String, Path)),
    responses((status = 200, body = StageAir), (status = 403), (status = 404),
        (status = 409, description = "stale_version, wrong_state"), (status = 422), (status = 428)))]
pub async fn correct_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Written>,
) -> Result<Json<StageAir>, Problem> {
    let seen = seen(sent.body.version)?;
    let text = text(sent.body.text.as_deref().unwrap_or_default())?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(correct(&app, &staff, &by, &id, seen, text).await?))
}

/// Writes a correction of an air text.
pub async fn correct(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    text: String,
) -> app::Result<StageAir> {
    let mut act = app.begin(by).await?;
    let before = fresh(&mut act, staff, Deed::Direct, id, seen).await?;
    let after = reach::unless_refused(&mut act.tx, &before, before.with_correction(act.now)).await?;
    let air = app::air::of(&mut act.tx, &before).await?.ok_or(app::Error::NotFound("air text"))?;
    let rule = air.correct(text, &staff.person, act.now);
    let air = reach::unless_refused(&mut act.tx, &before, rule).await?;
    save(&mut act, Kind::CorrectionWritten, &before, &after, &air).await?;
    let seen = seen_by_staff(&mut act.tx, &after, air).await?;
    app.settle(act, seen).await
}

/// Approves an air text, or a correction of one; what was approved alone is countersigned.
#[utoipa::path(post, path = "/questions/{id}/air/approval", request_body = Approval, params(("id" = String, Path)),
    responses((status = 200, body = StageAir), (status = 403, description = "same_person"), (status = 404),
        (status = 409, description = "stale_version, already_on_air, wrong_state"), (status = 422), (status = 428)))]
pub async fn approve_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Approval>,
) -> Result<Json<StageAir>, Problem> {
    let seen = seen(sent.body.version)?;
    let alone = alone(sent.body.alone.as_deref())?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(approve(&app, &staff, &by, &id, seen, alone.as_deref()).await?))
}

/// Why somebody goes on alone, checked; nothing where nothing was said.
pub fn alone(sent: Option<&str>) -> Result<Option<String>, Problem> {
    let alone = sent.map(clean).filter(|reason| !reason.is_empty());
    match alone.as_ref().is_some_and(|reason| reason.chars().count() > ALONE_CHARS) {
        true => Err(Problem::fields(&[Wrong { field: "alone", code: "too_long", limit: Some(ALONE_CHARS as i64) }])),
        false => Ok(alone),
    }
}

/// Approves an air text as another person, or alone with a reason.
pub async fn approve(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    alone: Option<&str>,
) -> app::Result<StageAir> {
    let mut act = app.begin(by).await?;
    let before = fresh(&mut act, staff, Deed::ApproveAir, id, seen).await?;
    let air = app::air::of(&mut act.tx, &before).await?.ok_or(app::Error::NotFound("air text"))?;
    let rule = air.approve(&staff.person, alone, act.now);
    let approved = reach::unless_refused(&mut act.tx, &before, rule).await?;
    let after = if air.correction.is_some() || air.lacks_countersign() {
        // A countersign and a correction may come at any time, also while the text is on air.
        Question { version: before.version + 1, changed_at: act.now, ..before.clone() }
    } else {
        reach::unless_refused(&mut act.tx, &before, before.with_air(act.now)).await?
    };
    let kind = if air.correction.is_some() { Kind::AirCorrected } else { Kind::AirApproved };
    save(&mut act, kind, &before, &after, &approved).await?;
    let seen = seen_by_staff(&mut act.tx, &after, approved).await?;
    app.settle(act, seen).await
}

async fn fresh(act: &mut Act, staff: &Staff, deed: Deed, id: &QuestionId, seen: i64) -> app::Result<Question> {
    let question = reach::question(&mut act.tx, staff, deed, id).await?;
    reach::must_be_fresh(&mut act.tx, &question, seen).await?;
    Ok(question)
}

/// Saves question and text; the desk hears of a new version, the stage of the text.
async fn save(act: &mut Act, kind: Kind, before: &Question, after: &Question, air: &AirText) -> app::Result<()> {
    reach::save(act, after).await?;
    air_texts::save(&mut act.tx, air).await?;
    let mut told = happening::question_changed(kind, Some(before), after, &Faces::default());
    told.heard.retain(|heard| heard.stream == Stream::Desk);
    act.record(told);
    let journal = Journal::from(&after.inquiry);
    let head = journal::head(&mut act.tx, &journal).await?;
    let body = json!({ "kind": kind, "question": after.id, "version": after.version, "approved": air.is_approved() });
    act.record(Happening {
        journal,
        kind,
        subject_kind: "air",
        subject: after.id.0.clone(),
        from: None,
        to: None,
        why: None,
        after: air.after(|text| head.digest(text)),
        heard: vec![Heard { stream: Stream::Stage, listener: None, body }],
    });
    Ok(())
}

/// An air text with its measure and the names of those who stand behind it.
pub async fn seen_by_staff(tx: &mut Tx, question: &Question, air: AirText) -> app::Result<StageAir> {
    let mut names = Vec::new();
    let stood =
        [Some(&air.written_by), air.approved_by.as_ref(), air.countersigned_by.as_ref(), air.correction_by.as_ref()];
    for person in stood {
        let found = match person {
            Some(id) => people::get(tx, id).await?.map(|person| person.name),
            None => None,
        };
        names.push(found);
    }
    let [written_by, approved_by, countersigned_by, correction_by] = names.try_into().unwrap_or_default();
    Ok(StageAir {
        question: question.id.clone(),
        version: question.version,
        measured: air::measure(&air.text),
        is_overtaken: false,
        as_published: air.is_as_published(question),
        chars: air.text.chars().filter(|char| *char != '\n').count(),
        written_by: written_by.unwrap_or_default(),
        approved: air.is_approved(),
        approved_by,
        lacks_countersign: air.lacks_countersign(),
        writer: air.written_by,
        approver: air.approved_by,
        alone: air.alone,
        countersigned_by,
        written_at: air.written_at,
        correction: air.correction.zip(air.correction_by).map(|(text, writer)| StageCorrection {
            text,
            writer,
            by: correction_by.unwrap_or_default(),
        }),
        corrected_at: air.corrected_at,
        signed: None,
        text: air.text,
    })
}

fn text(sent: &str) -> Result<String, Problem> {
    let text = clean(sent);
    match text.chars().count() {
        0 => Err(Problem::fields(&[Wrong { field: "text", code: "required", limit: None }])),
        n if n > AIR_CHARS => {
            Err(Problem::fields(&[Wrong { field: "text", code: "too_long", limit: Some(AIR_CHARS as i64) }]))
        }
        _ => Ok(text),
    }
}
