//! The scribe's two gestures: a mark on one key while it is spoken, and the promise that was caught there.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::spoken::{self, QUOTE_CHARS, Typed};
use crate::{
    app::{self, App, By, reach},
    domain::{
        book::Party,
        commitment::{BoxName, Capture, Commitment, CommitmentKind, Stage},
        due::Spoken,
        happening::{self, Actor},
        id::{CommitmentId, PersonId, QuestionId},
        inquiry::Phase,
        moment::{Moment, seconds},
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed},
    store::{
        Tx,
        commitments::{self, Stored},
        people, questions,
    },
};

/// How far a mark may be nudged, in seconds either way.
pub const MOST_NUDGE_S: i64 = 120;

/// A moment that was marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mark {
    /// To send with the promise that was spoken there.
    pub mark: String,
    /// The house's own clock when the mark was set.
    pub at: Moment,
}

/// Nothing but the mark.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = EmptyBody)]
pub struct Nothing {}

/// Marks this moment of the recording.
#[utoipa::path(post, path = "/inquiries/{slug}/marks", params(("slug" = String, Path)),
    responses((status = 201, body = Mark), (status = 403), (status = 404)))]
pub async fn mark_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Nothing>,
) -> Result<(StatusCode, Json<Mark>), Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok((StatusCode::CREATED, Json(mark(&app, &staff, &by, &slug).await?)))
}

/// Marks this moment: the gesture behind key and button.
pub async fn mark(app: &App, staff: &Staff, by: &By, slug: &str) -> app::Result<Mark> {
    let mut act = app.begin(by).await?;
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::Capture, slug).await?;
    let mark = Mark { mark: uuid::Uuid::now_v7().to_string(), at: act.now };
    commitments::insert_mark(&mut act.tx, &mark.mark, &inquiry.id, staff.person.as_str(), mark.at).await?;
    act.record(happening::marked(&inquiry.id, &mark.mark, mark.at));
    app.settle(act, mark).await
}

/// What the scribe caught.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = CommitmentCaught)]
pub struct Caught {
    /// 原话, verbatim.
    pub quote: Option<String>,
    /// `promise` (default), `stance`, `answer` or `refusal`.
    pub kind: Option<String>,
    /// 事项.
    pub what: Option<String>,
    /// 责任单位, by id or name in addresses.
    pub lead: Option<String>,
    /// Who acts, where another than the lead.
    pub doer: Option<String>,
    /// 责任人.
    pub person: Option<String>,
    /// 完成时限: words, a date or a term.
    #[schema(value_type = Option<Object>)]
    pub due: Option<Value>,
    /// 验收标准.
    pub test: Option<String>,
    /// The question that it answers.
    pub question: Option<QuestionId>,
    /// A mark that was set while it was spoken.
    pub mark: Option<String>,
    /// Seconds by which the mark is nudged.
    pub nudge_s: Option<i64>,
    /// The moment, where no mark was set: then the promise says that it was marked afterwards.
    pub mark_at: Option<Moment>,
}

/// A promise as the studio reads it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct StudioCommitment {
    /// Its id.
    pub id: CommitmentId,
    /// Where it is.
    pub state: Stage,
    /// Its version.
    pub version: i64,
    /// What kind of saying.
    pub kind: CommitmentKind,
    /// 原话.
    pub quote: String,
    /// When it was spoken.
    pub mark_at: Moment,
    /// Whether the mark was set afterwards.
    pub marked_afterwards: bool,
    /// The question that it answers.
    pub question: Option<QuestionId>,
    /// 事项.
    pub what: Option<String>,
    /// 责任单位.
    pub lead: Option<Party>,
    /// Who acts.
    pub doer: Option<Party>,
    /// 责任人.
    pub person: Option<String>,
    /// 完成时限, as spoken.
    #[schema(value_type = Option<Object>)]
    pub due: Option<Spoken>,
    /// 验收标准.
    pub test: Option<String>,
    /// The boxes that the host could still ask about.
    pub missing: Vec<BoxName>,
    /// Who caught it.
    pub captured_by: String,
    /// Whether the reader may not confirm it, since they wrote it.
    pub own: bool,
}

/// Catches a promise.
#[utoipa::path(post, path = "/inquiries/{slug}/commitments", request_body = Caught, params(("slug" = String, Path)),
    responses((status = 201, body = StudioCommitment), (status = 403), (status = 404), (status = 422)))]
pub async fn capture_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Caught>,
) -> Result<(StatusCode, Json<StudioCommitment>), Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok((StatusCode::CREATED, Json(capture(&app, &staff, &by, &slug, &sent.body).await?)))
}

/// Catches a promise: the gesture behind call and form.
pub async fn capture(app: &App, staff: &Staff, by: &By, slug: &str, caught: &Caught) -> app::Result<StudioCommitment> {
    let mut act = app.begin(by).await?;
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::Capture, slug).await?;
    if inquiry.phase == Phase::Planning {
        return Err(Refusal::WrongState.into());
    }
    let mut wrong = Vec::new();
    let (mark_at, marked_afterwards) = moment(&mut act.tx, &mut wrong, &inquiry.id, caught, act.now).await?;
    let said_on = mark_at.date_in(&app.zone(&mut act.tx, &inquiry.programme).await?);
    let quote = spoken::text(&mut wrong, "quote", caught.quote.as_deref(), QUOTE_CHARS);
    if quote.is_none() {
        wrong.push(("quote", "required"));
    }
    let kind = caught.kind.as_deref().filter(|word| !word.is_empty()).unwrap_or("promise");
    let kind = CommitmentKind::of(kind);
    if kind.is_none() {
        wrong.push(("kind", "unknown"));
    }
    let typed = Typed {
        what: caught.what.clone(),
        lead: caught.lead.clone(),
        person: caught.person.clone(),
        due: caught.due.clone(),
        test: caught.test.clone(),
    };
    let boxes = spoken::boxes(&mut act.tx, &mut wrong, &typed, said_on).await?;
    let doer = spoken::department(&mut act.tx, &mut wrong, "doer", caught.doer.as_deref()).await?;
    let question = caught.question.clone().filter(|id| !id.as_str().is_empty());
    if let Some(id) = &question
        && questions::get(&mut act.tx, id).await?.is_none_or(|found| found.inquiry != inquiry.id)
    {
        wrong.push(("question", "unknown"));
    }
    let (Some(quote), Some(kind), true) = (quote, kind, wrong.is_empty()) else { return Err(app::Error::Wrong(wrong)) };
    let by = staff.person.clone();
    let capture = Capture { inquiry: inquiry.id.clone(), question, kind, quote, mark_at, said_on, by, boxes, doer };
    let it = Commitment::captured(CommitmentId::new(), capture);
    commitments::insert(&mut act.tx, &it, marked_afterwards, act.now).await?;
    act.record(happening::captured(&it));
    let stored = Stored { it, marked_afterwards, captured_at: act.now, changed_at: act.now };
    let face = studio_faces(app, &mut act.tx, &staff.person, &[stored]).await?.remove(0);
    app.settle(act, face).await
}

/// When it was spoken: at a mark, now, or at a moment that is named afterwards.
async fn moment(
    tx: &mut Tx,
    wrong: &mut spoken::WrongFields,
    inquiry: &crate::domain::id::InquiryId,
    caught: &Caught,
    now: Moment,
) -> app::Result<(Moment, bool)> {
    let nudge_s = caught.nudge_s.unwrap_or(0);
    if nudge_s.abs() > MOST_NUDGE_S {
        wrong.push(("nudge_s", "out_of_range"));
    }
    let marked = match caught.mark.as_deref().filter(|mark| !mark.is_empty()) {
        None => None,
        Some(mark) => {
            let found = commitments::mark(tx, mark, inquiry).await?;
            if found.is_none() {
                wrong.push(("mark", "unknown"));
            }
            found
        }
    };
    if caught.mark_at.is_some_and(|at| at > now) {
        wrong.push(("mark_at", "in_the_future"));
    }
    Ok(match (marked, caught.mark_at) {
        (Some(at), _) => (at + seconds(nudge_s.clamp(-MOST_NUDGE_S, MOST_NUDGE_S)), false),
        (None, Some(at)) => (at, true),
        (None, None) => (now, false),
    })
}

/// Promises as the studio reads them.
pub async fn studio_faces(
    app: &App,
    tx: &mut Tx,
    reader: &PersonId,
    stored: &[Stored],
) -> app::Result<Vec<StudioCommitment>> {
    let parties = app.parties(tx).await?;
    let mut faces = Vec::with_capacity(stored.len());
    for Stored { it, marked_afterwards, .. } in stored {
        let party = |id: &Option<crate::domain::id::DepartmentId>| id.as_ref().and_then(|id| parties.get(id).cloned());
        faces.push(StudioCommitment {
            id: it.id.clone(),
            state: it.stage,
            version: it.version,
            kind: it.kind,
            quote: it.quote.clone(),
            mark_at: it.mark_at,
            marked_afterwards: *marked_afterwards,
            question: it.question.clone(),
            what: it.boxes.what.clone(),
            lead: party(&it.parties.lead),
            doer: party(&it.parties.doer),
            person: it.boxes.person.clone(),
            due: it.boxes.due,
            test: it.boxes.test.clone(),
            missing: it.boxes.missing(),
            captured_by: people::get(tx, &it.captured_by).await?.map(|person| person.name).unwrap_or_default(),
            own: it.captured_by == *reader || it.worded_by == *reader,
        });
    }
    Ok(faces)
}
