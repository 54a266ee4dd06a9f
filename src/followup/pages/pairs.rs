//! The second signature under a promise, as a form of the page of all that waits for one.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};

use super::form::{self, Fields, field};
use crate::{
    app::{App, reach},
    domain::{
        id::CommitmentId,
        role::{Deed, Staff},
    },
    followup::act::{self, Who},
    http::{Problem, Reader, Signed, page::see_other},
    store::inquiries,
};

/// Confirms a promise, or countersigns one that was confirmed alone.
pub async fn sign(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let who = Who::Staff(staff.clone());
    let id = CommitmentId(field(&fields, "commitment").to_owned());
    let by = form::by(who.hand(), &format!("/scribe/{slug}/pairs {id}"), &fields);
    let signed = match id.0.is_empty() {
        true => Err(crate::app::Error::Wrong(vec![("commitment", "required")]).into()),
        false => act::act(&app, &who, &by, &id, &form::body(&fields)).await,
    };
    match signed {
        Err(problem) if !form::was_done_before(&problem) => {
            let status = problem.status();
            Ok((status, page(&app, &reader, &staff, &slug, &fields, &problem).await?).into_response())
        }
        _ => Ok(see_other(&format!("/stage/{slug}/pairs?done=1"))),
    }
}

async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    slug: &str,
    fields: &Fields,
    problem: &Problem,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::ConfirmPromise, slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let mut page = app.pairs_page(&mut tx, staff, &inquiry).await?;
    page.errors = form::errors(problem);
    page.problem = form::code(problem);
    page.form = Some(field(fields, "commitment").to_owned());
    page.alone = field(fields, "alone").to_owned();
    let house = form::house(&mut tx, Some(programme)).await?;
    let reader = reader.ringing(app.ring_for(&mut tx, staff, Some(&inquiry)).await?);
    reader.show_private(app, &page, &reader.say("pairs"), house)
}
