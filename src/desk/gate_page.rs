//! `/desk/{slug}/gate`: how far the desk is behind, how fast the door is, and a form that turns it; beside it the hall's
//! networks. Whole without script.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};

use super::{
    gate::{self, Wanted},
    hall,
    queue::backlog,
};
use crate::{
    app::{App, reach},
    domain::{
        gate::Gate,
        happening::Actor,
        role::{Deed, Staff},
    },
    http::{
        From, Problem, Reader, Signed,
        form::{code, field_errors, new_key, pressed, was_done_before},
        page::see_other,
        seen,
    },
    pages::{
        House,
        gate::{GatePage, HallShown, Typed},
    },
    store::{gates, halls, inquiries, people, seconds},
};

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Sent {
    idempotency_key: String,
    version: Option<i64>,
    gate: String,
    sentence: String,
}

/// The page, for whoever leads the desk.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
    from: From,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    page(&app, &reader, &staff, &slug, from, None, None).await
}

/// Turns the gate.
pub async fn turn(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    from: From,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let place = format!("/desk/{slug}/gate");
    let by = pressed(Actor::Person(staff.person.clone()), &place, &sent.idempotency_key, &sent);
    let turned = async {
        let seen = seen(sent.version)?;
        let wanted =
            Wanted { gate: Some(sent.gate.clone()), sentence: Some(sent.sentence.clone()), version: Some(seen) };
        let (gate, sentence) = gate::checked(&wanted)?;
        Ok::<_, Problem>(gate::turn(&app, &staff, &by, &slug, seen, gate, sentence).await?)
    };
    match turned.await {
        Err(problem) if !was_done_before(&problem) => {
            let status = problem.status();
            let page = page(&app, &reader, &staff, &slug, from, Some(sent), Some(problem)).await?;
            Ok((status, page).into_response())
        }
        _ => Ok(see_other(&place)),
    }
}

/// What is pressed beside a network of the hall.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct SentHall {
    idempotency_key: String,
    version: Option<i64>,
    /// One that was declared; the reader's own where it is empty.
    network: String,
    /// `yes` declares it; else it is taken out.
    belongs: String,
}

/// Declares a network of the hall, or takes it out.
pub async fn declare(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    from: From,
    Form(sent): Form<SentHall>,
) -> Result<Response, Problem> {
    let place = format!("/desk/{slug}/gate");
    let by = pressed(Actor::Person(staff.person.clone()), &place, &sent.idempotency_key, &sent);
    let declared = async {
        let seen = seen(sent.version)?;
        let network = hall::network(Some(&sent.network), from)?;
        Ok::<_, Problem>(hall::declare(&app, &staff, &by, &slug, seen, &network, sent.belongs == "yes").await?)
    };
    match declared.await {
        Err(problem) if !was_done_before(&problem) => {
            let status = problem.status();
            let page = page(&app, &reader, &staff, &slug, from, None, Some(problem)).await?;
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
    from: From,
    sent: Option<Sent>,
    problem: Option<Problem>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::LeadDesk, slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let now = gates::of(&mut tx, &inquiry.id).await?;
    let turned_by = match &now.turned_by {
        Some(person) => people::get(&mut tx, person).await?.map(|person| person.name),
        None => None,
    };
    let hall = halls::of(&mut tx, &inquiry.id).await?;
    let stands = Sent { gate: now.gate.word(), sentence: now.sentence.clone().unwrap_or_default(), ..Sent::default() };
    let sent = sent.unwrap_or(stands);
    let page = GatePage {
        slug: slug.to_owned(),
        theme: inquiry.theme.clone(),
        name: staff.name.clone(),
        gate: now.gate.word(),
        sentence: now.sentence,
        turned_at: turned_by.as_ref().map(|_| now.turned_at.0),
        turned_by,
        intake: inquiry.intake(app.now()).word(),
        backlog: backlog(app, &mut tx, &inquiry).await?,
        as_of: app.now().0,
        gates: Gate::ALL.iter().map(|it| it.word()).collect(),
        typed: Typed { gate: sent.gate, sentence: sent.sentence },
        version: now.version,
        uncounted: seconds::uncounted(&mut tx, &inquiry.id).await?,
        hall: HallShown { own: from.network(), networks: hall.networks, version: hall.version },
        errors: problem.as_ref().map(field_errors).unwrap_or_default(),
        problem: problem.as_ref().and_then(code),
        idempotency_key: new_key(),
    };
    let ring = app.ring_for(&mut tx, staff, Some(&inquiry)).await?;
    reader.ringing(ring).show_private(app, &page, &reader.say("title-gate"), House::from(&programme))
}
