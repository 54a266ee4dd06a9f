//! The calls about people: list, take in, give, take, end, invite.

use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    house,
    person::{
        GrantWanted, Invitation, OfficePerson, PersonWanted, SeenVersion, checked_name, checked_role, end, everybody,
        give, hire, invite, take,
    },
};
use crate::{
    app::App,
    domain::{happening::Actor, id::PersonId},
    http::{Problem, Sent, Signed, seen},
};

/// Everybody who works here.
#[utoipa::path(get, path = "/people", responses((status = 200, body = Vec<OfficePerson>), (status = 403)))]
pub async fn list(State(app): State<App>, Signed(staff): Signed) -> Result<Json<Vec<OfficePerson>>, Problem> {
    house::must_run(&staff)?;
    let mut tx = app.store.read().await?;
    Ok(Json(everybody(&mut tx).await?))
}

/// Takes somebody in.
#[utoipa::path(post, path = "/people", request_body = PersonWanted,
    responses((status = 200, body = OfficePerson), (status = 409, description = "name_taken"), (status = 422)))]
pub async fn hire_call(
    State(app): State<App>,
    Signed(staff): Signed,
    sent: Sent<PersonWanted>,
) -> Result<Json<OfficePerson>, Problem> {
    house::must_run(&staff)?;
    let name = checked_name(&sent.body)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(hire(&app, &staff, &by, &name).await?))
}

/// Gives somebody a part somewhere.
#[utoipa::path(post, path = "/people/{id}/grants", request_body = GrantWanted, params(("id" = String, Path)),
    responses((status = 200, body = OfficePerson), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn give_call(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    Signed(staff): Signed,
    sent: Sent<GrantWanted>,
) -> Result<Json<OfficePerson>, Problem> {
    let seen = seen(sent.body.version)?;
    house::must_run(&staff)?;
    let role = checked_role(&sent.body)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(give(&app, &staff, &by, &id, seen, role, &sent.body).await?))
}

/// Ends a part.
#[utoipa::path(post, path = "/people/{id}/grants/{grant}/end", request_body = SeenVersion,
    params(("id" = String, Path), ("grant" = String, Path)),
    responses((status = 200, body = OfficePerson), (status = 404), (status = 409), (status = 428)))]
pub async fn take_call(
    State(app): State<App>,
    Path((id, grant)): Path<(PersonId, String)>,
    Signed(staff): Signed,
    sent: Sent<SeenVersion>,
) -> Result<Json<OfficePerson>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(take(&app, &staff, &by, &id, &grant, seen).await?))
}

/// Somebody works here no longer: every part, token and session of theirs is over.
#[utoipa::path(post, path = "/people/{id}/end", request_body = SeenVersion, params(("id" = String, Path)),
    responses((status = 200, body = OfficePerson), (status = 403, description = "same_person"), (status = 404),
        (status = 409), (status = 428)))]
pub async fn end_call(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    Signed(staff): Signed,
    sent: Sent<SeenVersion>,
) -> Result<Json<OfficePerson>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(end(&app, &staff, &by, &id, seen).await?))
}

/// Makes a link that signs somebody in once. Not kept under a client's key: each call makes another one.
#[utoipa::path(post, path = "/people/{id}/invitation", params(("id" = String, Path)),
    responses((status = 200, body = Invitation), (status = 403), (status = 404)))]
pub async fn invite_call(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    Signed(staff): Signed,
) -> Result<Json<Invitation>, Problem> {
    Ok(Json(invite(&app, &staff, &id).await?))
}
