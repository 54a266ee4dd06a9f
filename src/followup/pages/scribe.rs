//! `/scribe/{slug}`: mark and keep, as forms; keys are the script's.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use jiff::{civil::DateTime, tz::TimeZone};
use serde::Deserialize;

use super::form::{self, Fields, field};
use crate::{
    app::{App, By, reach},
    domain::{
        disclosure::List,
        happening::{Actor, Journal},
        moment::{Moment, seconds},
        question::State as Standing,
        role::{Deed, Staff},
    },
    followup::capture::{self, Caught},
    http::{Problem, Reader, Signed, page::see_other},
    pages::{
        door::Choice,
        followup::scribe::{self, ScribePage},
    },
    store::{
        commitments::{self, Stored},
        inquiries, journal, questions,
    },
};

/// How many questions can be chosen from.
const QUESTIONS: usize = 80;
/// How many marks are shown.
const MARKS: usize = 8;
/// How much of a question's text is shown there, in characters.
const EXCERPT: usize = 30;

/// A mark that was set, and whether something was just kept.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Place {
    mark: Option<String>,
    done: Option<String>,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(place): Query<Place>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let is_done = place.done.is_some();
    page(&app, &reader, &staff, &slug, place.mark, BTreeMap::new(), None, is_done).await
}

/// Marks this moment.
pub async fn mark(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Response, Problem> {
    let by = By::from(Actor::Person(staff.person.clone()));
    let mark = capture::mark(&app, &staff, &by, &slug).await?;
    Ok(see_other(&format!("/scribe/{slug}?mark={}", mark.mark)))
}

/// Keeps what was caught.
pub async fn keep(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::Capture, &slug).await?;
    let zone = app.zone(&mut tx, &inquiry.programme).await?;
    drop(tx);
    let by = form::by(Actor::Person(staff.person.clone()), &format!("/scribe/{slug}"), &fields);
    let kept = match caught(&fields, &zone) {
        Err(problem) => Err(problem),
        Ok(caught) => capture::capture(&app, &staff, &by, &slug, &caught).await.map_err(Problem::from),
    };
    match kept {
        Err(problem) if !form::was_done_before(&problem) => {
            let mark = Some(field(&fields, "mark").to_owned()).filter(|mark| !mark.is_empty());
            let page = page(&app, &reader, &staff, &slug, mark, form::typed(&fields), Some(&problem), false).await?;
            Ok((problem.status(), page).into_response())
        }
        _ => Ok(see_other(&format!("/scribe/{slug}?done=1"))),
    }
}

fn caught(fields: &Fields, zone: &TimeZone) -> Result<Caught, Problem> {
    let some = |name: &str| Some(field(fields, name).to_owned()).filter(|text| !text.trim().is_empty());
    let wrong = |field| Problem::from(crate::app::Error::Wrong(vec![(field, "unreadable")]));
    let mark_at = match some("mark_at") {
        None => None,
        Some(text) => {
            let read: DateTime = text.parse().map_err(|_| wrong("mark_at"))?;
            let at = zone.to_timestamp(read).map_err(|_| wrong("mark_at"))?;
            Some(Moment(at.as_millisecond()))
        }
    };
    let nudge_s = match some("nudge_s") {
        None => None,
        Some(text) => Some(text.trim().parse().map_err(|_| wrong("nudge_s"))?),
    };
    Ok(Caught {
        quote: some("quote"),
        kind: some("kind"),
        what: some("what"),
        lead: some("lead"),
        doer: some("doer"),
        person: some("person"),
        due: some("due").map(Into::into),
        test: some("test"),
        question: some("question").map(|id| id.as_str().into()),
        // A mark of the house's own clock says more than a moment that somebody names.
        mark: some("mark").filter(|_| mark_at.is_none()),
        nudge_s,
        mark_at,
    })
}

/// Each mark with the promise that was caught there: one whose moment is nearer to no other mark, and was set by a mark.
fn marked_moments(marks: &[(String, Moment)], stored: &[Stored]) -> Vec<scribe::Mark> {
    let away = |at: Moment, from: Moment| (at.0 - from.0).abs();
    let caught_at = |mark: Moment| {
        stored.iter().filter(|it| !it.marked_afterwards).find(|it| {
            let spoken = it.it.mark_at;
            let nearest = marks.iter().map(|(_, other)| away(spoken, *other)).min();
            nearest == Some(away(spoken, mark)) && away(spoken, mark) <= seconds(capture::MOST_NUDGE_S)
        })
    };
    let marked = marks.iter().map(|(id, at)| scribe::Mark {
        id: id.clone(),
        at: at.0,
        quote: caught_at(*at).map(|it| it.it.quote.clone()),
    });
    marked.collect()
}

#[allow(clippy::too_many_arguments)] // One page and all that stands on it.
async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    slug: &str,
    mark: Option<String>,
    typed: BTreeMap<String, String>,
    problem: Option<&Problem>,
    is_done: bool,
) -> Result<Response, Problem> {
    let watermark = app.open_list(staff, Deed::Capture, slug, List::Scribe).await?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::Capture, slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let marked = match &mark {
        Some(mark) => commitments::mark(&mut tx, mark, &inquiry.id).await?,
        None => None,
    };
    let head = journal::head(&mut tx, &Journal::from(&inquiry.id)).await?;
    let mut stored = commitments::of_inquiry(&mut tx, &inquiry.id).await?;
    stored.reverse();
    let caught = capture::studio_faces(app, &mut tx, &staff.person, &stored).await?;
    let asked = questions::published(&mut tx, &inquiry.id).await?;
    let on_air = |state| matches!(state, Standing::OnAir | Standing::AnsweredLive | Standing::Queued);
    let asked = asked.into_iter().filter(|it| on_air(it.state)).rev().take(QUESTIONS);
    let marks = commitments::latest_marks(&mut tx, &inquiry.id, MARKS).await?;
    let page = ScribePage {
        slug: slug.to_owned(),
        theme: inquiry.theme,
        phase: inquiry.phase.word(),
        name: staff.name.clone(),
        mark: mark.zip(marked.map(|at| at.0)),
        marks: marked_moments(&marks, &stored),
        departments: inquiries::departments(&mut tx)
            .await?
            .into_iter()
            .map(|it| Choice { id: it.id.0, name: it.name })
            .collect(),
        questions: asked
            .map(|it| {
                let text: String = it.public_text.unwrap_or_default().chars().take(EXCERPT).collect();
                Choice { id: it.id.0, name: format!("{}　{text}", it.number) }
            })
            .collect(),
        caught: caught
            .into_iter()
            .map(|it| scribe::Caught {
                id: it.id.0,
                state: it.state.word(),
                kind: it.kind.word(),
                quote: it.quote,
                mark_at: it.mark_at.0,
                marked_afterwards: it.marked_afterwards,
                missing: it.missing.into_iter().map(|name| name.word()).collect(),
            })
            .collect(),
        typed,
        errors: problem.map(form::errors).unwrap_or_default(),
        problem: problem.and_then(form::code),
        done: is_done,
        idempotency_key: form::new_key(),
        resume: Some(format!("{}.{}", head.epoch, head.stage_offset)),
        as_of: app.now().0,
    };
    let house = form::house(&mut tx, Some(programme)).await?;
    let reader = reader.marked(watermark).ringing(app.ring_for(&mut tx, staff, None).await?);
    reader.show_private(app, &page, &reader.say("title-scribe"), house)
}
