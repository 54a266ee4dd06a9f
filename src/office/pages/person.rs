//! `/office/people/{id}`: parts given and ended, the one-time link, the end.

use axum::{
    Form,
    extract::{Path, Query, State},
    response::Response,
};

use super::{
    home::Names,
    typed::{Done, Refused, Typed, by, told},
};
use crate::{
    app::App,
    domain::{
        id::PersonId,
        role::{Role, Staff},
    },
    http::{
        Problem, Reader, Signed,
        page::{house as own_house, see_other},
    },
    office::{
        house,
        person::{self, GrantWanted, Invitation},
    },
    pages::{
        door::Choice,
        office::{OfficeField as Field, OfficeForm, OfficePersonPage},
    },
    store::inquiries,
};

/// The page. Whoever is not signed in is led to the door for staff.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    Query(done): Query<Done>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    page(&app, &staff, &reader, &id, done.done, None, None).await
}

/// Gives a part.
pub async fn give(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    staff: Option<Signed>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let wanted = GrantWanted {
        role: typed.some("role"),
        programme: typed.some("programme"),
        inquiry: typed.some("inquiry"),
        department: typed.some("department"),
        version: None,
    };
    let done = async {
        house::must_run(&staff)?;
        let role = person::checked_role(&wanted)?;
        person::give(&app, &staff, &by(&staff), &id, typed.seen()?, role, &wanted).await?;
        Ok(())
    };
    let done = done.await;
    answer(&app, &staff, &reader, &id, done, "give", typed).await
}

/// Ends a part.
pub async fn take(
    State(app): State<App>,
    Path((id, grant)): Path<(PersonId, String)>,
    staff: Option<Signed>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let done = async {
        person::take(&app, &staff, &by(&staff), &id, &grant, typed.seen()?).await?;
        Ok(())
    };
    let done = done.await;
    answer(&app, &staff, &reader, &id, done, "take", typed).await
}

/// Ends somebody's work here.
pub async fn end(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    staff: Option<Signed>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let done = async {
        person::end(&app, &staff, &by(&staff), &id, typed.seen()?).await?;
        Ok(())
    };
    let done = done.await;
    answer(&app, &staff, &reader, &id, done, "end", typed).await
}

/// Makes a link and shows it, this once: it is kept nowhere, so there is no page to lead to.
pub async fn invite(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let invitation = person::invite(&app, &staff, &id).await?;
    page(&app, &staff, &reader, &id, None, None, Some(invitation)).await
}

async fn answer(
    app: &App,
    staff: &Staff,
    reader: &Reader,
    id: &PersonId,
    done: Result<(), Problem>,
    form: &str,
    typed: Typed,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(see_other(&format!("/office/people/{id}?done={form}"))),
        Err(problem) => {
            let refused = Refused::new(form, typed, problem)?;
            Ok(refused.answer(page(app, staff, reader, id, None, Some(&refused), None).await?))
        }
    }
}

async fn page(
    app: &App,
    staff: &Staff,
    reader: &Reader,
    id: &PersonId,
    done: Option<String>,
    refused: Option<&Refused>,
    invitation: Option<Invitation>,
) -> Result<Response, Problem> {
    house::must_run(staff)?;
    let mut tx = app.store.read().await?;
    let it = person::one(&mut tx, id).await?;
    let names = Names::read(&mut tx).await?;
    let programmes = inquiries::programmes(&mut tx).await?.into_iter();
    let shows = inquiries::all(&mut tx).await?.into_iter();
    let departments = inquiries::departments(&mut tx).await?.into_iter();
    drop(tx);
    // A screen is paired at the gallery and is nobody; administrators are made by administrators.
    let can_be = |role: &&Role| **role != Role::Screen && (**role != Role::Admin || staff.is(Role::Admin));
    let roles = Role::ALL.iter().filter(can_be).map(|role| role.word());
    let roles = roles.map(|word| Choice { name: reader.say(&format!("role-{word}")), id: word });
    let give = OfficeForm::new("give", &format!("/office/people/{id}/grants"), "give")
        .seen(it.version)
        .with(Field::choice("role", "", roles.collect()))
        .with(choice("programme", programmes.map(|it| Choice { id: it.slug, name: it.name }).collect()))
        .with(choice("inquiry", shows.map(|it| Choice { id: it.slug, name: it.theme }).collect()))
        .with(choice("department", departments.map(|it| Choice { id: it.slug, name: it.name }).collect()));
    let give = told(give, refused);
    let has_form = refused.is_none() || give.trouble.is_some() || !give.errors.is_empty();
    let (link, link_until) = invitation.map(|it| (it.link, it.expires_at.0)).unzip();
    let shown = OfficePersonPage {
        me: staff.name.clone(),
        id: id.0.clone(),
        name: it.name.clone(),
        ended: it.ended,
        parts: it.grants.into_iter().map(|grant| names.part(grant)).collect(),
        version: it.version,
        done,
        link,
        link_until,
        give,
        trouble: refused.filter(|_| !has_form).map(|refused| refused.code().to_owned()),
    };
    let mut reader = reader.clone();
    // Language and size are changed where the page can be read again.
    reader.path = format!("/office/people/{id}");
    reader.show_private(app, &shown, &it.name, own_house())
}

fn choice(name: &str, choices: Vec<Choice>) -> Field {
    Field::choice(name, "", choices).optional()
}
