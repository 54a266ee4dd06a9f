//! `/desk/{slug}/contests`: what is contested and waits, each with the form that answers it; whole without script.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};

use super::contest::{self, Wanted};
use crate::{
    app::{self, App, reach},
    domain::{
        contest::{Contest, Contested, Ruling},
        day::Day,
        happening::Actor,
        id::{CommitmentId, PersonId, QuestionId},
        role::{Deed, Staff},
    },
    http::{
        Problem, Reader, Signed,
        form::{code, field_errors, new_key, pressed, was_done_before},
        page::see_other,
    },
    pages::{
        House,
        contest::{ContestRow, ContestsPage},
    },
    store::{Tx, commitments, contests, inquiries, people, questions},
};

/// What is typed about one of them.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Sent {
    idempotency_key: String,
    id: String,
    ruling: String,
    sentence: String,
    public_text: String,
    question_version: Option<i64>,
    version: Option<i64>,
}

/// The queue, for whoever reads the desk.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    page(&app, &reader, &staff, &slug, None, None).await
}

/// Answers one.
pub async fn answer(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let place = format!("/desk/{slug}/contests");
    let one = format!("{place} {}", sent.id);
    let by = pressed(Actor::Person(staff.person.clone()), &one, &sent.idempotency_key, &sent);
    let wanted = Wanted {
        ruling: Some(sent.ruling.clone()),
        sentence: Some(sent.sentence.clone()),
        public_text: Some(sent.public_text.clone()),
        question_version: sent.question_version,
        version: sent.version,
    };
    match contest::answer(&app, &staff, &by, &sent.id, &wanted).await {
        Err(problem) if !was_done_before(&problem) => {
            let status = problem.status();
            let page = page(&app, &reader, &staff, &slug, Some(sent), Some(problem)).await?;
            Ok((status, page).into_response())
        }
        _ => Ok(see_other(&place)),
    }
}

async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    slug: &str,
    sent: Option<Sent>,
    problem: Option<Problem>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::ReadDesk, slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let today = Day::from(app.today(&programme));
    let all = contests::of_inquiry(&mut tx, &inquiry.id).await?;
    let answering: Vec<&str> = all.iter().filter_map(|it| it.answered_by.as_ref()).map(PersonId::as_str).collect();
    let names = people::names(&mut tx, &answering).await?;
    let (mut waiting, mut answered) = (Vec::new(), Vec::new());
    for it in all {
        let by = it.answered_by.as_ref().and_then(|person| names.get(person.as_str()).cloned());
        let is_open = it.is_open();
        let typed = sent.as_ref().filter(|sent| sent.id == it.id);
        let row = row(app, &mut tx, it, &today, by, typed).await?;
        if is_open { &mut waiting } else { &mut answered }.push(row);
    }
    answered.reverse();
    let page = ContestsPage {
        slug: slug.to_owned(),
        theme: inquiry.theme.clone(),
        name: staff.name.clone(),
        waiting,
        answered,
        about: sent.map(|sent| sent.id),
        errors: problem.as_ref().map(field_errors).unwrap_or_default(),
        problem: problem.as_ref().and_then(code),
        idempotency_key: new_key(),
    };
    let ring = app.ring_for(&mut tx, staff, Some(&inquiry)).await?;
    reader.ringing(ring).show_private(app, &page, &reader.say("title-contests"), House::from(&programme))
}

async fn row(
    app: &App,
    tx: &mut Tx,
    it: Contest,
    today: &Day,
    by: Option<String>,
    typed: Option<&Sent>,
) -> app::Result<ContestRow> {
    let (place, words, question_version) = match it.contested {
        Contested::Question => {
            let question = questions::get(tx, &QuestionId::from(it.subject.as_str())).await?;
            let version = question.as_ref().map(|question| question.version);
            let face = match &question {
                Some(question) => app.face(tx, question).await?,
                None => None,
            };
            (format!("/q/{}", it.subject), face.map(|face| face.text), version)
        }
        Contested::Commitment => {
            let stored = commitments::get(tx, &CommitmentId::from(it.subject.as_str())).await?;
            let faces = app.promises(tx, stored.as_slice()).await?;
            (format!("/c/{}", it.subject), faces.into_iter().next().map(|face| face.quote), None)
        }
    };
    let rulings = Ruling::ALL.iter().filter(|ruling| match it.contested {
        Contested::Question => true,
        Contested::Commitment => matches!(ruling, Ruling::Corrected | Ruling::Declined),
    });
    Ok(ContestRow {
        is_late: it.is_open() && it.due_on < *today,
        rulings: rulings.map(|ruling| ruling.word()).collect(),
        ruling: typed.map(|sent| sent.ruling.clone()).or(it.ruling.map(|ruling| ruling.word())),
        answer: typed.map(|sent| sent.sentence.clone()).or(it.answer).unwrap_or_default(),
        public_text: typed.map(|sent| sent.public_text.clone()).or(words.clone()).unwrap_or_default(),
        id: it.id,
        version: it.version,
        claim: it.claim.word(),
        text: it.text,
        asked_at: it.asked_at.0,
        due_on: it.due_on.to_string(),
        place,
        words,
        question_version,
        by,
    })
}
