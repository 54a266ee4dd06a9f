//! Pages: in the reader's language and size, under a strict policy; errors as pages where a person reads them.

use std::convert::Infallible;

use axum::{
    Json, Router,
    extract::{FromRequestParts, Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Response},
    routing::get,
};

use super::Problem;
use crate::{
    app::App,
    lang::Lang,
    pages::{
        self, Frame, House, Page,
        ring::Ring,
        shell::{ErrorPage, Watermark},
    },
    store::{
        self, Tx,
        inquiries::{self, Programme},
    },
};

/// How somebody reads: language, type size, and where they are.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The language.
    pub lang: Lang,
    /// Large type.
    pub large: bool,
    /// Path and query, as asked for.
    pub path: String,
    /// Choices just made, to be remembered.
    cookies: Vec<String>,
    /// What rings over the page.
    ring: Option<Ring>,
    /// Whose name lies over the page.
    watermark: Option<Watermark>,
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers, parts.uri.path(), parts.uri.query()))
    }
}

impl Reader {
    /// How the sender of these headers reads.
    pub fn of(headers: &HeaderMap, path: &str, query: Option<&str>) -> Self {
        let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let in_query = |name: &str| {
            query.and_then(|query| query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('=')))
        };
        let in_cookie = |name: &str| {
            let cookies = text(header::COOKIE)?;
            cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
        };
        let lang = Lang::chosen(in_query("lang"), in_cookie("lang"), text(header::ACCEPT_LANGUAGE));
        let size = in_query("size").or_else(|| in_cookie("size"));
        let remembered = |name: &str, value: &str| format!("{name}={value}; Path=/; SameSite=Lax; Max-Age=31536000");
        let mut cookies = Vec::new();
        if in_query("lang").and_then(Lang::parse).is_some() {
            cookies.push(remembered("lang", lang.tag()));
        }
        if let Some(size @ ("large" | "normal")) = in_query("size") {
            cookies.push(remembered("size", size));
        }
        let path = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
        Self { lang, large: size == Some("large"), path, cookies, ring: None, watermark: None }
    }

    /// A public page.
    pub fn show<P: Page>(&self, app: &App, page: &P, title: &str, house: House) -> Result<Response, Problem> {
        self.render(app, page, self.frame(title, house))
    }

    /// A page that belongs to one person alone: kept by nobody, its address passed on to nobody.
    pub fn show_private<P: Page>(&self, app: &App, page: &P, title: &str, house: House) -> Result<Response, Problem> {
        let mut response = self.render(app, page, self.frame(title, house).private())?;
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        Ok(response)
    }

    /// The same reader, over whose page this rings.
    #[must_use]
    pub fn ringing(&self, ring: Option<Ring>) -> Self {
        Self { ring, ..self.clone() }
    }

    /// The same reader, over whose page a name lies.
    #[must_use]
    pub fn marked(&self, watermark: Option<Watermark>) -> Self {
        Self { watermark, ..self.clone() }
    }

    /// The sentence of that name, without variables.
    pub fn say(&self, key: &str) -> String {
        self.lang.say(key, &[])
    }

    fn frame(&self, title: &str, house: House) -> Frame {
        Frame {
            large: self.large,
            ring: self.ring.clone(),
            watermark: self.watermark.clone(),
            ..Frame::new(self.lang, title, self.path.clone(), house)
        }
    }

    fn render<P: Page>(&self, app: &App, page: &P, frame: Frame) -> Result<Response, Problem> {
        let html = app.pages.render(page, &frame).map_err(|error| {
            tracing::error!(%error, page = P::TEMPLATE, "a page could not be made: {error:?}");
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
        })?;
        let mut response = Html(html).into_response();
        for cookie in &self.cookies {
            if let Ok(cookie) = cookie.parse() {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
        }
        Ok(response)
    }
}

impl From<&Programme> for House {
    fn from(programme: &Programme) -> Self {
        let (name, organiser) = (programme.name.clone(), programme.organiser.clone());
        House { name, organiser, producer: None, hotline: programme.hotline.clone() }
    }
}

/// The house's own name, on pages of no programme.
pub fn house() -> House {
    House { name: "问政".into(), organiser: "问政".into(), producer: None, hotline: None }
}

/// Whose pages those are that belong to no programme: the only programme's, where there is but one.
pub async fn house_of(tx: &mut Tx) -> store::Result<House> {
    let mut programmes = inquiries::programmes(tx).await?;
    Ok(match (programmes.pop(), programmes.is_empty()) {
        (Some(only), true) => House::from(&only),
        _ => house(),
    })
}

/// A page after a form: 303, so that reloading sends nothing again.
pub fn see_other(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, to.to_owned())]).into_response()
}

/// Middleware: puts a problem into words of the reader's language, as JSON for software and as a page for people.
pub async fn speak(State(app): State<App>, request: Request, next: Next) -> Response {
    let (path, query) = (request.uri().path().to_owned(), request.uri().query().map(str::to_owned));
    let reader = Reader::of(request.headers(), &path, query.as_deref());
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_for_people = accepts.contains("text/html") && !path.starts_with("/api/") && !path.starts_with("/ws/");
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let mut said = if is_for_people {
        let page = ErrorPage {
            status: problem.status().as_u16(),
            code: problem.code().into(),
            detail: None,
            retry_after_s: problem.wait_s().and_then(|seconds| seconds.try_into().ok()),
            back: None,
        };
        match reader.show(&app, &page, &problem.sentence(reader.lang), house()) {
            Ok(page) => (problem.status(), page).into_response(),
            Err(_) => problem.status().into_response(),
        }
    } else {
        let json = [(header::CONTENT_TYPE, "application/problem+json")];
        (problem.status(), json, Json(problem.body(reader.lang))).into_response()
    };
    if let Some(retry) = response.headers().get(header::RETRY_AFTER) {
        said.headers_mut().insert(header::RETRY_AFTER, retry.clone());
    }
    if is_for_people {
        return said;
    }
    said.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    said
}

/// The built scripts and styles.
pub fn assets() -> Router<App> {
    Router::new().route("/assets/{*name}", get(asset))
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let asset = pages::asset(&name, accepted).ok_or_else(Problem::not_found)?;
    let keep = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let head =
        [(header::CONTENT_TYPE, asset.content_type), (header::CACHE_CONTROL, keep), (header::VARY, "accept-encoding")];
    let mut response = (head, asset.bytes.into_owned()).into_response();
    if let Some(encoding) = asset.encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}
