//! Staff sign in, by a one-time invitation or a token, and leave.

use axum::{
    Form, Router,
    extract::{Query, State},
    http::header,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use crate::{
    app::App,
    domain::{
        id::PersonId,
        moment::{Moment, minutes},
        role::{Deed, Role, Staff},
    },
    http::{
        Problem, Reader, Signed,
        credential::{cookie_name, set_cookie},
        page::{self, see_other},
    },
    pages::account::SignInPage,
    store::{
        Lane, Tx, inquiries,
        people::{self, CredentialKind},
    },
    vault::token,
};

/// How long a browser stays signed in, in milliseconds: longer than any show's day. While a show is live it goes on.
const SESSION_MS: i64 = minutes(60 * 16);

/// The pages of this room.
pub fn pages() -> Router<App> {
    Router::new().route("/sign-in", get(show).post(sign_in)).route("/sign-out", post(sign_out))
}

/// An invitation, in its link.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Link {
    invitation: Option<String>,
}

/// What is sent to sign in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    invitation: String,
    token: String,
}

/// The page: with an invitation, a button; nothing is used up by looking.
async fn show(
    State(app): State<App>,
    Query(link): Query<Link>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let page = SignInPage { invitation: link.invitation, name: staff.map(|Signed(staff)| staff.name), failed: false };
    reader.show_private(&app, &page, &reader.say("sign-in"), page::house())
}

/// Signs in and leads to the place where this person works.
async fn sign_in(State(app): State<App>, reader: Reader, Form(sent): Form<Sent>) -> Result<Response, Problem> {
    let now = app.now();
    let mut tx = app.store.write(Lane::Act).await?;
    let Some(person) = who(&mut tx, &sent, now).await? else {
        let page = SignInPage { invitation: None, name: None, failed: true };
        let page = reader.show_private(&app, &page, &reader.say("sign-in"), page::house())?;
        return Ok((axum::http::StatusCode::UNAUTHORIZED, page).into_response());
    };
    let session = token::staff_token();
    people::keep_credential(&mut tx, CredentialKind::Session, &token::hash(&session), &person, now, now + SESSION_MS)
        .await?;
    let staff = people::staff_by_credential(&mut tx, &token::hash(&session), now).await?;
    let place = match &staff {
        Some(staff) => workplace(&mut tx, staff).await?,
        None => "/".to_owned(),
    };
    tx.commit().await?;
    let mut response = see_other(&place);
    let cookie = set_cookie(&app, "staff", &session, (SESSION_MS + people::GRACE_MS) / 1000);
    response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(|_| Problem::malformed())?);
    Ok(response)
}

/// Ends this browser's session.
async fn sign_out(State(app): State<App>, jar: CookieJar) -> Result<Response, Problem> {
    if let Some(cookie) = jar.get(&cookie_name(&app, "staff")) {
        let mut tx = app.store.write(Lane::Act).await?;
        people::revoke(&mut tx, &token::hash(cookie.value()), app.now()).await?;
        tx.commit().await?;
    }
    let mut response = see_other("/sign-in");
    let gone = set_cookie(&app, "staff", "", 0);
    response.headers_mut().append(header::SET_COOKIE, gone.parse().map_err(|_| Problem::malformed())?);
    Ok(response)
}

async fn who(tx: &mut Tx, sent: &Sent, now: Moment) -> Result<Option<PersonId>, Problem> {
    if !sent.invitation.is_empty() {
        return Ok(people::use_invitation(tx, &token::hash(sent.invitation.trim()), now).await?);
    }
    let staff = people::staff_by_credential(tx, &token::hash(sent.token.trim()), now).await?;
    Ok(staff.map(|staff| staff.person))
}

/// Where somebody works: the first of their parts that has a page of its own, in the inquiry that is nearest.
async fn workplace(tx: &mut Tx, staff: &Staff) -> Result<String, Problem> {
    let all = inquiries::all(tx).await?;
    let reached = |role: Role| {
        let grants = staff.grants.iter().filter(move |grant| grant.role == role);
        let mut inquiries = grants.flat_map(|grant| all.iter().filter(move |it| grant.reaches(&it.id, &it.programme)));
        inquiries.next().map(|inquiry| inquiry.slug.clone())
    };
    if let Some(slug) = reached(Role::Lead).or_else(|| reached(Role::Moderator)) {
        return Ok(format!("/desk/{slug}"));
    }
    if let Some(slug) = reached(Role::Director).or_else(|| reached(Role::Host)) {
        return Ok(format!("/stage/{slug}/rundown"));
    }
    if let Some(slug) = reached(Role::Scribe) {
        return Ok(format!("/scribe/{slug}"));
    }
    if let Some(slug) = reached(Role::Operator) {
        return Ok(format!("/desk/{slug}/type-in"));
    }
    let list = [
        (Role::Supervisor, "/supervision"),
        (Role::Department, "/department"),
        (Role::Verifier, "/verification"),
        (Role::Deputy, "/verification"),
    ];
    if let Some((_, place)) = list.into_iter().find(|(role, _)| staff.is(*role)) {
        return Ok(place.to_owned());
    }
    let office = staff.may_somewhere(Deed::Administer).then_some("/office");
    Ok(office.or(staff.may_somewhere(Deed::Audit).then_some("/audit")).unwrap_or("/").to_owned())
}
