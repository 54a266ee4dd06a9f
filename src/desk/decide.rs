//! A moderator decides: with a reason where one is owed, at once, and so that it can be undone.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{self, Act, App, By, alarm, reach},
    domain::{
        happening::{self, Actor, Kind},
        id::{DecisionId, DepartmentId, QuestionId},
        masking,
        question::{Action, Question, State as Standing, TEXT_CHARS, Wish},
        reason::Reason,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, problem::Wrong, seen},
    store::{
        decisions::{self, Decision},
        disclosures, holds, inquiries,
    },
    text::clean::clean,
};

/// The longest note among the staff, in Unicode scalars.
pub const NOTE_CHARS: usize = 500;

/// What a moderator wants done.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = DecisionWanted)]
pub struct Wanted {
    /// approve, approve_private, reject, ask_more, later, refer, transfer, shortlist, urgent, ask_lead, name.
    pub action: Option<String>,
    /// The version that was seen.
    pub version: Option<i64>,
    /// The reason code; needed to reject.
    pub reason: Option<String>,
    /// The public text; needed to approve.
    pub public_text: Option<String>,
    /// To whom it is referred or transferred, by id.
    pub department: Option<DepartmentId>,
    /// A note among the staff; needed to ask the lead.
    pub note: Option<String>,
}

/// How the question stands afterwards.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Decided {
    /// Its id.
    pub id: QuestionId,
    /// Its state.
    pub state: Standing,
    /// Its version.
    pub version: i64,
    /// The decision, to undo it.
    pub decision: DecisionId,
    /// Whether another person must still sign before everybody reads it.
    pub needs_second: bool,
}

/// Decides on a question.
#[utoipa::path(post, path = "/questions/{id}/decision", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Decided), (status = 409), (status = 422), (status = 428)))]
pub async fn decide_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Decided>, Problem> {
    let seen = seen(sent.body.version)?;
    let (wish, note) = wish(&sent.body)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(decide(&app, &staff, &by, &id, seen, &wish, note).await?))
}

/// Decides on one question: the gesture behind call, form and bulk.
pub async fn decide(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    wish: &Wish,
    note: Option<String>,
) -> app::Result<Decided> {
    let mut act = app.begin(by).await?;
    let decided = decide_within(app, &mut act, staff, id, seen, wish, note, None).await?;
    app.settle(act, decided).await
}

/// Decides within an act that may hold more than one decision.
#[allow(clippy::too_many_arguments)] // The parts of one sentence: who, what, as seen, how, why, together with.
pub async fn decide_within(
    app: &App,
    act: &mut Act,
    staff: &Staff,
    id: &QuestionId,
    seen: i64,
    wish: &Wish,
    note: Option<String>,
    bulk: Option<String>,
) -> app::Result<Decided> {
    let before = reach::question(&mut act.tx, staff, Deed::Moderate, id).await?;
    reach::must_be_fresh(&mut act.tx, &before, seen).await?;
    must_be_summoned(act, &before, wish.department.as_ref()).await?;
    let rule = match needs_two(act, &before, wish).await? {
        true => before.sign(wish, &staff.person, act.now),
        false => before.decide(wish, act.now),
    };
    let after = reach::unless_refused(&mut act.tx, &before, rule).await?;
    let needs_second = after.signed_by.is_some();
    let action = if needs_second { "sign".to_owned() } else { wish.action.word() };
    let decision = Decision { bulk, note, ..decision(act, staff, &before, &after, action)? };
    change(app, act, Kind::Decided, &before, &after).await?;
    decisions::insert(&mut act.tx, &decision).await?;
    if wish.action == Action::Urgent {
        let (by, now) = (Some(staff.person.clone()), act.now);
        let rung = alarm::ring(&mut act.tx, &after, by, now).await?;
        rung.into_iter().for_each(|rung| act.record(rung));
    }
    holds::release(&mut act.tx, id, &staff.person).await?;
    Ok(Decided { id: after.id, state: after.state, version: after.version, decision: decision.id, needs_second })
}

/// Whether two persons must stand for what becomes public: it accuses somebody who can be recognised, or the inquiry
/// wants it so in this phase. What is covered needs one, and so does what is passed on.
async fn needs_two(act: &mut Act, question: &Question, wish: &Wish) -> app::Result<bool> {
    let publishes = matches!(wish.action, Action::Approve | Action::Shortlist);
    if !publishes || !question.shows_anew(wish) {
        return Ok(false);
    }
    if question.named || question.words_to_publish(wish).is_some_and(masking::names_somebody) {
        return Ok(true);
    }
    let inquiry = inquiries::get(&mut act.tx, &question.inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
    Ok(disclosures::of(&mut act.tx, &inquiry.id).await?.second_review.is_due(inquiry.phase))
}

/// Refuses a department that is not summoned to the inquiry of the question: it would be named and never asked.
async fn must_be_summoned(act: &mut Act, question: &Question, named: Option<&DepartmentId>) -> app::Result<()> {
    let Some(named) = named else { return Ok(()) };
    let summoned = inquiries::summoned(&mut act.tx, &question.inquiry).await?;
    match summoned.iter().any(|it| it.id == *named) {
        true => Ok(()),
        false => Err(app::Error::Wrong(vec![("department", "unknown")])),
    }
}

/// Saves a question's change and records it, with what everybody could read before and can read now.
pub async fn change(app: &App, act: &mut Act, kind: Kind, before: &Question, after: &Question) -> app::Result<()> {
    let was = app.face(&mut act.tx, before).await?;
    reach::save(act, after).await?;
    let faces = happening::Faces { before: was, after: app.face(&mut act.tx, after).await? };
    act.record(happening::question_changed(kind, Some(before), after, &faces));
    Ok(())
}

/// The decision that leads from one state of a question to the next.
pub fn decision(
    act: &Act,
    staff: &Staff,
    before: &Question,
    after: &Question,
    action: String,
) -> app::Result<Decision> {
    Ok(Decision {
        id: DecisionId::new(),
        question: before.id.clone(),
        inquiry: before.inquiry.clone(),
        bulk: None,
        action,
        reason: after.reason,
        note: None,
        by_person: staff.person.clone(),
        at: act.now,
        before: serde_json::to_string(&before.before()).map_err(crate::store::Error::from)?,
        version_after: after.version,
        undone_at: None,
    })
}

/// What was sent, checked.
pub fn wish(sent: &Wanted) -> Result<(Wish, Option<String>), Problem> {
    let mut wrong = Vec::new();
    let action = sent.action.as_deref().and_then(Action::of);
    if action.is_none() {
        wrong.push(Wrong { field: "action", code: "unknown", limit: None });
    }
    let reason = sent.reason.as_deref().filter(|word| !word.is_empty()).map(Reason::of);
    if reason == Some(None) {
        wrong.push(Wrong { field: "reason", code: "unknown", limit: None });
    }
    let public_text = sent.public_text.as_deref().map(clean).filter(|text| !text.is_empty());
    let most = *TEXT_CHARS.end();
    if public_text.as_ref().is_some_and(|text| text.chars().count() > most) {
        wrong.push(Wrong { field: "public_text", code: "too_long", limit: Some(most as i64) });
    }
    let note = sent.note.as_deref().map(clean).filter(|note| !note.is_empty());
    if note.as_ref().is_some_and(|note| note.chars().count() > NOTE_CHARS) {
        wrong.push(Wrong { field: "note", code: "too_long", limit: Some(NOTE_CHARS as i64) });
    }
    // The lead must know what is to be decided.
    if action == Some(Action::AskLead) && note.is_none() {
        wrong.push(Wrong { field: "note", code: "required", limit: None });
    }
    match action {
        Some(action) if wrong.is_empty() => {
            Ok((Wish { action, reason: reason.flatten(), public_text, department: sent.department.clone() }, note))
        }
        _ => Err(Problem::fields(&wrong)),
    }
}
