//! Where many devices come from one network nobody is refused for their neighbours: a question waits for work or for its
//! turn, and a second is heard at once and counts in public when its device has done its work.

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::App,
    domain::{
        id::{QuestionId, VisitorId},
        moment::Moment,
    },
    http::{From, Problem, Worked},
    pace::{Overdrawn, Pace},
    store::halls,
    vault::work::{LEAST_BITS, MOST_BITS},
};

/// Work for a device; see [`crate::vault::work`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Work {
    /// What to put a colon and a number behind, until the SHA-256 of the whole begins with `bits` zero bits. Sent as
    /// `Visitor-Work`, it admits this device for two hours.
    pub work: String,
    /// How many zero bits.
    pub bits: u32,
}

/// Lets a question in. Where its network has sent more than any hall would, its device shows that it has worked or waited.
pub fn may_ask(app: &App, visitor: &VisitorId, from: From, worked: &Worked) -> Result<(), Problem> {
    passes(app, Pace::AskFromNetwork, visitor, from, worked)
}

/// Lets a code be sent by SMS, which costs the house money: by the same rule, sooner.
pub fn may_send_code(app: &App, visitor: &VisitorId, from: From, worked: &Worked) -> Result<(), Problem> {
    passes(app, Pace::CodeFromNetwork, visitor, from, worked)
}

fn passes(app: &App, pace: Pace, visitor: &VisitorId, from: From, worked: &Worked) -> Result<(), Problem> {
    let now = app.now();
    if worked.admits(app, visitor) || app.paces.pass(pace, &from.network(), now).is_ok() {
        return Ok(());
    }
    let Overdrawn { wait_ms, .. } = app.paces.overdraw(pace, &from.network(), now);
    let ticket = app.vault.ticket(visitor, now + wait_ms);
    let problem = Problem::waits(StatusCode::TOO_MANY_REQUESTS, "work_wanted", (wait_ms + 999) / 1000);
    Err(problem.with("work", json!(given(app, visitor, from, now))).with("ticket", json!(ticket)))
}

/// Whether a second counts in public as soon as it is stored.
pub async fn counts(
    app: &App,
    question: &QuestionId,
    visitor: &VisitorId,
    from: From,
    worked: &Worked,
) -> Result<bool, Problem> {
    let (now, network) = (app.now(), from.network());
    let here = format!("{question} {network}");
    if worked.admits(app, visitor) {
        return Ok(true);
    }
    let free = [(Pace::CountFromNetwork, here.clone()), (Pace::CountFromAll, question.0.clone())];
    if app.paces.pass_all(&free, now).is_ok() {
        return Ok(true);
    }
    // Looked up only in a crowd: few are halls.
    let is_hall = halls::is_declared(&mut app.store.read().await?, &network).await?;
    Ok(is_hall && app.paces.pass(Pace::CountFromHall, &here, now).is_ok())
}

/// Work for this device, the harder the more its network was given.
pub fn given(app: &App, visitor: &VisitorId, from: From, now: Moment) -> Work {
    let bits = bits(app.paces.overdraw(Pace::WorkFromNetwork, &from.network(), now).by);
    Work { work: app.vault.work(visitor, bits, now), bits }
}

/// One bit, which is twice the work, for each doubling of a crowd beyond a thousand.
fn bits(beyond: i64) -> u32 {
    let doublings = (1 + beyond.max(0) / 1_000).ilog2();
    (LEAST_BITS + doublings).min(MOST_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_grows_with_the_crowd_and_has_an_end() {
        assert_eq!((bits(0), bits(999), bits(1_000), bits(3_000)), (15, 15, 16, 17));
        assert_eq!(bits(i64::MAX / 2), MOST_BITS);
    }
}
