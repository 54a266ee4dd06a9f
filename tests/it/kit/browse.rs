//! A browser without script: pages that are read, forms that are sent, and where they lead.

use super::{Answer, Call, Person};

/// Somebody in a browser: a cookie instead of a bearer token, and no following of redirects.
pub async fn browse(who: &Person, method: reqwest::Method, path: &str, form: &[(&str, &str)]) -> Answer {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let mut call = client.request(method, format!("http://{}{path}", who.town.address())).header("accept", "text/html");
    if let Some(token) = &who.token {
        let name = if token.starts_with("wzv_") { "visitor" } else { "staff" };
        call = call.header("cookie", format!("{name}={token}"));
    }
    if !form.is_empty() {
        call = call.form(form);
    }
    Call(call).await
}

/// Reads a page.
pub async fn read(who: &Person, path: &str) -> Answer {
    browse(who, reqwest::Method::GET, path, &[]).await
}

/// Sends a form.
pub async fn send(who: &Person, path: &str, form: &[(&str, &str)]) -> Answer {
    browse(who, reqwest::Method::POST, path, form).await
}

/// Where an answer leads: beginning with this.
#[track_caller]
pub fn leads_to(answer: &Answer, start: &str) -> String {
    let to = answer.header("location").unwrap_or_default().to_owned();
    assert!(answer.status == 303 && to.starts_with(start), "{} {to} {}", answer.status, answer.text);
    to
}
