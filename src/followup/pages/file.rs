//! `/supervision/c/{id}`, `/department/c/{id}`, `/verification/c/{id}`: one promise, and a form for each step that is open.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{FromRequest as _, Multipart, Path, Query, Request, State},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

use super::{
    form::{self, Fields, field},
    sending::sent,
};
use crate::{
    app::App,
    domain::{
        commitment::{Commitment, Stage, action::Actor},
        due::Spoken,
        id::CommitmentId,
        role::{Deed, Staff},
    },
    followup::{
        act::{self, Who},
        action,
        dispatch::Order,
        evidence,
        inner::{self, Eye, InnerFile},
    },
    http::{Problem, Reader, Signed, page::see_other},
    pages::{
        door::Choice,
        followup::{
            badges::Badges,
            file::{FileBox, FileEvidence, FilePage, FileRecord},
            sending::Outgoing,
        },
    },
    store::{Tx, commitments::Stored, inquiries},
};

/// What was just done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: Option<String>,
}

/// What comes back when a form could not be taken.
#[derive(Default)]
struct Back {
    form: Option<String>,
    typed: BTreeMap<String, String>,
    problem: Option<Problem>,
    done: Option<String>,
}

macro_rules! place {
    ($(#[$doc:meta])* $show:ident, $(#[$act_doc:meta])* $act:ident, $place:literal) => {
        $(#[$doc])*
        pub async fn $show(
            State(app): State<App>, Path(id): Path<CommitmentId>, Query(after): Query<After>, staff: Option<Signed>, reader: Reader,
        ) -> Result<Response, Problem> {
            let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
            page(&app, &reader, &staff, &id, $place, Back { done: after.done, ..Back::default() }).await
        }

        $(#[$act_doc])*
        pub async fn $act(
            State(app): State<App>, Path(id): Path<CommitmentId>, Signed(staff): Signed, reader: Reader, Form(fields): Form<Fields>,
        ) -> Result<Response, Problem> {
            take(&app, &reader, staff, &id, $place, fields).await
        }
    };
}

macro_rules! evidence {
    ($(#[$doc:meta])* $name:ident, $place:literal) => {
        $(#[$doc])*
        pub async fn $name(
            State(app): State<App>, Path(id): Path<CommitmentId>, Signed(staff): Signed, reader: Reader, request: Request,
        ) -> Result<Response, Problem> {
            send_in(&app, &reader, staff, &id, $place, request).await
        }
    };
}

place! {
    /// The supervisor's file.
    supervision,
    /// A step of the supervisor.
    supervision_act, "supervision"
}
place! {
    /// The department's file.
    department,
    /// A step of the department.
    department_act, "department"
}
place! {
    /// The verifier's file.
    verification,
    /// A step of the verifier.
    verification_act, "verification"
}

evidence! {
    /// A picture of the department.
    department_evidence, "department"
}
evidence! {
    /// A picture of the verifier.
    verification_evidence, "verification"
}

async fn take(
    app: &App,
    reader: &Reader,
    staff: Staff,
    id: &CommitmentId,
    place: &'static str,
    fields: Fields,
) -> Result<Response, Problem> {
    let who = Who::Staff(staff.clone());
    let path = format!("/{place}/c/{id}");
    let by = form::by(who.hand(), &path, &fields);
    let word = field(&fields, "action").to_owned();
    match act::act(app, &who, &by, id, &form::body(&fields)).await {
        Err(problem) if !form::was_done_before(&problem) => {
            let status = problem.status();
            let back =
                Back { form: Some(word), typed: form::typed(&fields), problem: Some(problem), ..Back::default() };
            Ok((status, page(app, reader, &staff, id, place, back).await?).into_response())
        }
        _ => Ok(see_other(&format!("{path}?done={word}"))),
    }
}

async fn send_in(
    app: &App,
    reader: &Reader,
    staff: Staff,
    id: &CommitmentId,
    place: &'static str,
    request: Request,
) -> Result<Response, Problem> {
    let deed = if place == "department" { Deed::Answer } else { Deed::Verify };
    if !staff.may_somewhere(deed) {
        return Err(Problem::not_allowed());
    }
    let mut tx = app.store.read().await?;
    evidence::part(&mut tx, &staff, id).await?;
    drop(tx);
    let path = format!("/{place}/c/{id}");
    let form = Multipart::from_request(request, app).await.map_err(|_| Problem::malformed())?;
    let kept = match evidence::read(form).await {
        Err(problem) => Err((problem, BTreeMap::new())),
        Ok(sent) => {
            let mut typed = sent.rest.clone();
            typed.extend(sent.caption.clone().map(|caption| ("caption".to_owned(), caption)));
            typed.extend(sent.taken_on.map(|day| ("taken_on".to_owned(), day.to_string())));
            let named: Fields = sent.rest.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
            let by = form::by(crate::domain::happening::Actor::Person(staff.person.clone()), &path, &named);
            evidence::keep(app, &staff, &by, id, sent).await.map_err(|problem| (problem, typed))
        }
    };
    match kept {
        Err((problem, typed)) if !form::was_done_before(&problem) => {
            let status = problem.status();
            let back = Back { form: Some("evidence".into()), typed, problem: Some(problem), ..Back::default() };
            Ok((status, page(app, reader, &staff, id, place, back).await?).into_response())
        }
        _ => Ok(see_other(&format!("{path}?done=evidence"))),
    }
}

async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    id: &CommitmentId,
    place: &'static str,
    back: Back,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let (stored, eye) = inner::reached(&mut tx, staff, id).await?;
    let inquiry = inquiries::get(&mut tx, &stored.it.inquiry).await?.ok_or_else(Problem::not_found)?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let parts: Vec<Actor> = act::parts(&Who::Staff(staff.clone()), &inquiry)
        .into_iter()
        .filter(|part| match part {
            Actor::Supervisor(..) | Actor::Scribe(_) => place == "supervision",
            Actor::Department(_, own) => place == "department" && stored.it.parties.include(own),
            Actor::Verifier(..) => place == "verification",
            Actor::Crew(..) | Actor::Visitor(_) | Actor::House => false,
        })
        .collect();
    if parts.is_empty() || eye == Eye::Studio {
        return Err(Problem::not_allowed());
    }
    let may_show = place != "supervision" && evidence::part(&mut tx, staff, id).await.is_ok();
    let mut actions = action::open_to(&stored.it, &parts);
    let today = app.today(&programme);
    let is_running = stored.it.notice_ends_on.is_some_and(|ends_on| today < ends_on);
    actions.retain(|word| word != "close" || !is_running);
    let face = app.promises(&mut tx, std::slice::from_ref(&stored)).await?.pop();
    let departments = inquiries::departments(&mut tx).await?;
    let house = form::house(&mut tx, Some(programme)).await?;
    let boxes = boxes(&mut tx, reader, &stored.it).await?;
    let whole = stored.clone();
    let file = inner::inner_file(app, &mut tx, staff, stored, eye).await?;
    let sent = sent(&mut tx, &Order::Promise(whole.it.id.clone()), place).await?;
    let page = FilePage {
        sent,
        place: place.into(),
        name: staff.name.clone(),
        stream: inquiry.stream_url.filter(|_| whole.it.stage == Stage::Captured),
        theme: inquiry.theme,
        boxes,
        is_public: face.is_some(),
        badges: face.as_ref().map(Badges::of),
        arbitration: face.and_then(|face| face.arbitration),
        actions,
        may_show,
        departments: departments.into_iter().map(|it| Choice { id: it.id.0, name: it.name }).collect(),
        errors: back.problem.as_ref().map(form::errors).unwrap_or_default(),
        problem: back.problem.as_ref().and_then(form::code),
        form: back.form,
        typed: back.typed,
        done: back.done.filter(|done| reader.lang.try_say(&format!("done-{done}"), &[]).is_some()),
        idempotency_key: form::new_key(),
        today: today.to_string(),
        ..filled(&whole, file)
    };
    let reader = reader.ringing(app.ring_for(&mut tx, staff, None).await?);
    reader.show_private(app, &page, &reader.say(&format!("place-{place}")), house)
}

/// What the file itself says.
fn filled(stored: &Stored, file: InnerFile) -> FilePage {
    let it = file.commitment;
    FilePage {
        sent: Outgoing::default(),
        place: String::new(),
        name: String::new(),
        id: it.id.0,
        version: it.version,
        state: it.state.word(),
        quote: it.quote,
        kind: it.kind.word(),
        mark_at: it.mark_at.0,
        marked_afterwards: it.marked_afterwards,
        theme: String::new(),
        stream: None,
        boxes: Vec::new(),
        badges: None,
        is_public: false,
        owner: file.owner,
        returns: file.returns,
        arbitration: None,
        step: file.step.map(|step| (step.step.word(), step.due.to_string())),
        notice_ends_on: stored.it.notice_ends_on.map(|on| on.to_string()),
        own: it.own,
        actions: Vec::new(),
        may_show: false,
        evidence: file
            .evidence
            .into_iter()
            .map(|one| FileEvidence {
                id: one.id.0,
                part: one.part,
                side: one.side,
                caption: one.caption,
                on: one.on_day.to_string(),
                shown: one.shown,
            })
            .collect(),
        records: file
            .records
            .into_iter()
            .map(|one| FileRecord {
                at: one.at.0,
                part: one.part,
                person: one.person,
                department: one.department,
                action: one.action,
                outcome: one.outcome.word(),
                text: one.text,
                internal: one.internal,
            })
            .collect(),
        departments: Vec::new(),
        form: None,
        typed: BTreeMap::new(),
        errors: Vec::new(),
        problem: None,
        done: None,
        idempotency_key: String::new(),
        today: String::new(),
    }
}

/// The five boxes, in words.
async fn boxes(tx: &mut Tx, reader: &Reader, it: &Commitment) -> Result<Vec<FileBox>, Problem> {
    let lead = match &it.boxes.lead {
        Some(id) => inquiries::department(tx, id.as_str()).await?.map(|found| found.name),
        None => None,
    };
    let number = |key: &str, n: u16| reader.lang.say(key, &[("n", crate::lang::Arg::Number(f64::from(n)))]);
    let due = it.boxes.due.map(|due| match due {
        Spoken::On(day) => day.to_string(),
        Spoken::Days(n) => number("spoken-days", n),
        Spoken::Months(n) => number("spoken-months", n),
        Spoken::WorkingDays(n) => number("spoken-working_days", n),
    });
    let one = |name: &str, text: Option<String>| FileBox { name: name.into(), text };
    Ok(vec![
        one("what", it.boxes.what.clone()),
        one("lead", lead),
        one("person", it.boxes.person.clone()),
        one("due", due),
        one("test", it.boxes.test.clone()),
    ])
}
