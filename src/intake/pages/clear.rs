//! `/clear`: a shared phone forgets who asked from it: cookies by the server, what scripts keep by a script.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use axum_extra::extract::CookieJar;

use crate::{
    app::App,
    http::{Problem, Reader, credential::cookie_name, page},
    pages::clear::ClearPage,
};

/// The name of a cookie that stands here for one opened page: the page's own is sent to that page alone.
const OPENED: &str = "opened-";

/// Notes in the browser, for this page alone, that the page of a receipt was opened there.
pub fn note_opened(digits: &str, max_age_s: i64, secure: &str) -> String {
    format!("{OPENED}{digits}=1; Path=/clear; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{secure}")
}

/// What is kept on this device, and the button.
pub async fn show(State(app): State<App>, headers: HeaderMap, reader: Reader) -> Result<Response, Problem> {
    let n = opened(&headers).len();
    render(&app, &reader, ClearPage { opened: n, done: false }).await
}

/// Has the browser forget everything of ours.
pub async fn clear(State(app): State<App>, headers: HeaderMap, reader: Reader) -> Result<Response, Problem> {
    let mut response = render(&app, &reader, ClearPage { opened: 0, done: true }).await?;
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    let gone = |name: &str, path: &str| format!("{name}=; Path={path}; HttpOnly; SameSite=Lax; Max-Age=0{secure}");
    let ours = ["visitor", "staff"].map(|what| gone(&cookie_name(&app, what), "/"));
    let choices = ["lang", "size"].map(|name| gone(name, "/"));
    let receipts = opened(&headers)
        .into_iter()
        .flat_map(|digits| [gone("receipt", &format!("/r/{digits}")), gone(&format!("{OPENED}{digits}"), "/clear")]);
    // Choices that this very request made are undone as well: what is said last holds.
    for cookie in ours.into_iter().chain(choices).chain(receipts) {
        response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(|_| Problem::malformed())?);
    }
    // Newer browsers clear all of it by this one word, storage included.
    let all = HeaderValue::from_static("\"cookies\", \"storage\"");
    response.headers_mut().insert("clear-site-data", all);
    Ok(response)
}

/// The receipts whose pages were opened in this browser.
fn opened(headers: &HeaderMap) -> Vec<String> {
    let jar = CookieJar::from_headers(headers);
    let digits = jar.iter().filter_map(|cookie| Some(cookie.name().strip_prefix(OPENED)?.to_owned()));
    digits.filter(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())).collect()
}

async fn render(app: &App, reader: &Reader, page: ClearPage) -> Result<Response, Problem> {
    let house = page::house_of(&mut app.store.read().await?).await?;
    reader.show_private(app, &page, &reader.say("title-clear"), house)
}
