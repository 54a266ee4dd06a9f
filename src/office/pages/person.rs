//! `/office/people/{id}`: what somebody may be and where, their one-time link, and their leaving.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};

use super::form::{self, Typed, text};
use crate::{
    app::App,
    domain::{
        id::PersonId,
        role::{Role, Staff},
    },
    http::{Problem, Reader, Signed, page::see_other},
    office::{
        house,
        person::{self, GrantWanted, Invitation, OfficeGrant, OfficePerson},
    },
    pages::{
        door::Choice,
        person::{GrantLine, PersonPage},
    },
    store::inquiries,
};

/// What stands on the page beside the person.
#[derive(Default)]
struct Around<'a> {
    link: Option<Invitation>,
    problem: Option<&'a Problem>,
    role: String,
    scope: String,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    match form::signed(staff) {
        Ok(staff) => page(&app, &staff, &id, &reader, Around::default()).await,
        Err(away) => Ok(away.lead()),
    }
}

/// Gives a part.
pub async fn give(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let (role, scope) = (text(&typed, "role"), text(&typed, "scope").unwrap_or_default());
    let place = |kind: &str| scope.split_once(':').filter(|(it, _)| *it == kind).map(|(_, slug)| slug.to_owned());
    let wanted = GrantWanted {
        role: role.clone(),
        programme: place("programme"),
        inquiry: place("inquiry"),
        department: place("department"),
        version: None,
    };
    let done = async {
        house::must_run(&staff)?;
        let seen = form::version(&typed)?;
        let role = person::checked_role(&wanted)?;
        Ok(person::give(&app, &staff, &form::by(&staff), &id, seen, role, &wanted).await?)
    };
    let done = done.await;
    answer(&app, &staff, &id, &reader, done, role.unwrap_or_default(), scope).await
}

/// Ends a part.
pub async fn take(
    State(app): State<App>,
    Path((id, grant)): Path<(PersonId, String)>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let seen = form::version(&typed)?;
    let done = person::take(&app, &staff, &form::by(&staff), &id, &grant, seen).await.map_err(Problem::from);
    answer(&app, &staff, &id, &reader, done, String::new(), String::new()).await
}

/// Makes a link that signs in once, and shows it once.
pub async fn invite(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    Signed(staff): Signed,
    reader: Reader,
) -> Result<Response, Problem> {
    let link = Some(person::invite(&app, &staff, &id).await?);
    page(&app, &staff, &id, &reader, Around { link, ..Around::default() }).await
}

/// Ends a person's work here.
pub async fn end(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let seen = form::version(&typed)?;
    let done = person::end(&app, &staff, &form::by(&staff), &id, seen).await.map_err(Problem::from);
    answer(&app, &staff, &id, &reader, done, String::new(), String::new()).await
}

async fn answer(
    app: &App,
    staff: &Staff,
    id: &PersonId,
    reader: &Reader,
    done: Result<OfficePerson, Problem>,
    role: String,
    scope: String,
) -> Result<Response, Problem> {
    match done {
        Ok(_) => Ok(see_other(&format!("/office/people/{id}"))),
        Err(problem) if form::comes_back(&problem) => {
            page(app, staff, id, reader, Around { problem: Some(&problem), role, scope, link: None }).await
        }
        Err(problem) => Err(problem),
    }
}

async fn page(
    app: &App,
    staff: &Staff,
    id: &PersonId,
    reader: &Reader,
    around: Around<'_>,
) -> Result<Response, Problem> {
    house::must_run(staff)?;
    let mut tx = app.store.read().await?;
    let it = person::one(&mut tx, id).await?;
    let mut scopes = Vec::new();
    let mut add = |kind: &str, slug: String, name: String| scopes.push(Choice { id: format!("{kind}:{slug}"), name });
    for programme in inquiries::programmes(&mut tx).await? {
        add("programme", programme.slug, programme.name);
    }
    for inquiry in inquiries::all(&mut tx).await? {
        add("inquiry", inquiry.slug, inquiry.theme);
    }
    for department in inquiries::departments(&mut tx).await? {
        add("department", department.slug, department.name);
    }
    let place = |grant: &OfficeGrant| {
        let kinds = [("programme", &grant.programme), ("inquiry", &grant.inquiry), ("department", &grant.department)];
        let id = kinds.into_iter().find_map(|(kind, slug)| Some(format!("{kind}:{}", slug.as_ref()?)))?;
        scopes.iter().find(|scope| scope.id == id).map(|scope| scope.name.clone())
    };
    let grants =
        it.grants.iter().map(|grant| GrantLine { id: grant.id.clone(), role: grant.role.word(), place: place(grant) });
    let roles = Role::ALL.iter().filter(|role| **role != Role::Admin || staff.is(Role::Admin));
    let problem = around.problem;
    let page = PersonPage {
        grants: grants.collect(),
        roles: roles.map(|role| role.word()).collect(),
        id: it.id.0,
        name: it.name,
        ended: it.ended,
        role: if around.role.is_empty() { Role::Moderator.word() } else { around.role },
        scope: around.scope,
        expires_at: around.link.as_ref().map(|link| link.expires_at.0),
        link: around.link.map(|link| link.link),
        version: it.version,
        errors: problem.map(form::errors).unwrap_or_default(),
        trouble: problem.and_then(form::trouble),
        scopes,
    };
    let response = reader.show_private(app, &page, &page.name, crate::http::page::house())?;
    Ok(match problem {
        Some(problem) => (problem.status(), response).into_response(),
        None => response,
    })
}
