//! `/desk/{slug}`: the desk's page, readable without script; its elements do the rest.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;

use super::queue::{Asked, read_desk, whole};
use crate::{
    app::{App, reach},
    domain::{disclosure::List, happening::Journal, id::QuestionId, role::Deed},
    http::{Problem, Reader, Signed, page::see_other},
    pages::{
        House,
        desk::{DeskPage, DeskPerson, DeskReason, QUEUES},
        door::Choice,
    },
    store::{inquiries, journal, questions},
};

/// How many rows stand in the page at once.
const ROWS: usize = 50;

/// Which queue, and which question is open.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Place {
    queue: Option<String>,
    sort: Option<String>,
    open: Option<QuestionId>,
}

/// The desk of an inquiry. Whoever is not signed in is led to the door for staff.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(place): Query<Place>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let mark = app.open_list(&staff, Deed::ReadDesk, &slug, List::Desk).await?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadDesk, &slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let asked = Asked { queue: place.queue.clone(), sort: place.sort.clone(), limit: Some(ROWS), ..Asked::default() };
    let desk = read_desk(&app, &mut tx, &inquiry, &asked).await?;
    let wanted = place.open.or_else(|| desk.items.first().map(|line| line.id.as_str().into()));
    let open = match wanted {
        None => None,
        Some(id) => match questions::get(&mut tx, &id).await?.filter(|question| question.inquiry == inquiry.id) {
            None => None,
            Some(question) => Some(whole(&app, &mut tx, &inquiry, question).await?),
        },
    };
    let summoned = inquiries::summoned(&mut tx, &inquiry.id).await?;
    let head = journal::head(&mut tx, &Journal::from(&inquiry.id)).await?;
    let ring_of = staff.clone();
    let page = DeskPage {
        slug,
        theme: inquiry.theme.clone(),
        phase: inquiry.phase.word(),
        leads: staff.may(Deed::LeadDesk, &inquiry.id, &inquiry.programme),
        me: DeskPerson { id: staff.person.0, name: staff.name },
        queues: QUEUES.map(str::to_owned).to_vec(),
        queue: place.queue.filter(|queue| !queue.is_empty()).unwrap_or_else(|| "waiting".into()),
        sort: place.sort.filter(|sort| !sort.is_empty()).unwrap_or_else(|| "oldest".into()),
        desk,
        open,
        departments: summoned.into_iter().map(|it| Choice { id: it.id.0, name: it.name }).collect(),
        reasons: DeskReason::on_digits(),
        resume: Some(format!("{}.{}", head.epoch, head.desk_offset)),
    };
    let house = House::from(&programme);
    let reader = reader.marked(mark).ringing(app.ring_for(&mut tx, &ring_of, Some(&inquiry)).await?);
    reader.show_private(&app, &page, &reader.say("title-desk"), house)
}
