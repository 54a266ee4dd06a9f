//! Who is asking: a device of the public, somebody of the staff, and from which network.

use std::{convert::Infallible, net::IpAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts, OptionalFromRequestParts, Request, State},
    http::{HeaderMap, Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;

use super::Problem;
use crate::{
    app::App,
    domain::{id::VisitorId, role::Staff},
    pace,
    store::people,
    vault::token,
};

/// The names of the cookies, which depend on whether citizens come by https.
pub fn cookie_name(app: &App, what: &str) -> String {
    if app.config.is_https() { format!("__Host-{what}") } else { what.to_owned() }
}

/// The `Set-Cookie` value of a credential.
pub fn set_cookie(app: &App, what: &str, value: &str, max_age_s: i64) -> String {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{secure}", cookie_name(app, what))
}

/// A token from the Authorization header, or else from the cookie of that name.
fn shown(parts: &Parts, app: &App, cookie: &str) -> Option<String> {
    let bearer =
        parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    bearer.map(str::to_owned).or_else(|| {
        let jar = CookieJar::from_headers(&parts.headers);
        jar.get(&cookie_name(app, cookie)).map(|cookie| cookie.value().to_owned())
    })
}

/// A device of the public; 401 without a token that we signed.
#[derive(Clone, Debug)]
pub struct Visiting(pub VisitorId);

impl FromRequestParts<App> for Visiting {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let token = shown(parts, app, "visitor").ok_or_else(Problem::unauthenticated)?;
        app.vault.visitor(&token).map(Visiting).ok_or_else(Problem::unauthenticated)
    }
}

/// A device of the public, if it shows itself.
#[derive(Clone, Debug)]
pub struct MaybeVisitor(pub Option<VisitorId>);

impl FromRequestParts<App> for MaybeVisitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(shown(parts, app, "visitor").and_then(|token| app.vault.visitor(&token))))
    }
}

/// Somebody of the staff; 401 without a credential that is known and not over.
#[derive(Clone, Debug)]
pub struct Signed(pub Staff);

impl FromRequestParts<App> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        <Self as OptionalFromRequestParts<App>>::from_request_parts(parts, app)
            .await?
            .ok_or_else(Problem::unauthenticated)
    }
}

impl OptionalFromRequestParts<App> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Problem> {
        let Some(token) = shown(parts, app, "staff").filter(|token| token::is_staff(token)) else { return Ok(None) };
        let mut tx = app.store.read().await?;
        let staff = people::staff_by_credential(&mut tx, &token::hash(&token), app.now()).await?;
        Ok(staff.map(Signed))
    }
}

/// Where a request comes from, behind proxies that are trusted.
#[derive(Clone, Copy, Debug)]
pub struct From(pub IpAddr);

impl From {
    /// The network, as pace and records know it.
    pub fn network(&self) -> String {
        pace::network(self.0)
    }
}

impl FromRequestParts<App> for From {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<std::net::SocketAddr>>().map(|info| info.0.ip());
        let peer = peer.unwrap_or(IpAddr::from([127, 0, 0, 1]));
        let trusted = |address: &IpAddr| app.config.trusted_proxies.contains(address);
        if !trusted(&peer) {
            return Ok(Self(peer));
        }
        // The nearest address that is none of our proxies; what stands further left may be made up.
        let listed = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let hops: Vec<IpAddr> =
            listed.flat_map(|value| value.split(',')).filter_map(|hop| hop.trim().parse().ok()).collect();
        Ok(Self(hops.into_iter().rev().find(|hop| !trusted(hop)).unwrap_or(peer)))
    }
}

/// What a device shows of work done or of a turn waited for, in the header `Visitor-Work` or in a form; see
/// [`crate::vault::work`].
#[derive(Clone, Debug, Default)]
pub struct Worked(pub Option<String>);

impl Worked {
    /// Whether it admits this device now.
    pub fn admits(&self, app: &App, visitor: &VisitorId) -> bool {
        self.0.as_deref().is_some_and(|shown| app.vault.admits(visitor, shown, app.now()))
    }
}

impl FromRequestParts<App> for Worked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let shown = parts.headers.get("visitor-work").and_then(|value| value.to_str().ok());
        Ok(Self(shown.map(str::to_owned)))
    }
}

/// Middleware: a write with a cookie must come from our own pages. Bearer tokens are not sent by browsers on their own.
pub async fn own_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let by_cookie = headers.contains_key(header::COOKIE) && !headers.contains_key(header::AUTHORIZATION);
    if safe || !by_cookie || is_own(&app, headers) {
        return next.run(request).await;
    }
    Problem::new(axum::http::StatusCode::FORBIDDEN, "foreign_origin").into_response()
}

/// Whether a request comes from our own pages, as far as its headers tell.
pub fn is_own(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = text("host").unwrap_or_default();
            origin == app.config.public_url() || origin.split_once("://").is_some_and(|(_, of)| of == host)
        }
        // Old browsers name no origin on a form of the same site; SameSite=Lax keeps their cookie at home.
        (None, None) => true,
    }
}
