//! 领最该看的: the server says which question a moderator reads next, and gives it to them alone.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{hold, line::lines};
use crate::{
    app::{self, App, reach},
    domain::{
        id::QuestionId,
        inquiry::Phase,
        question::Question,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed},
    pages::desk::DeskLine,
    store::{
        Lane, holds, questions, sames,
        triage::{self, Seeking},
    },
};

/// How many questions may be passed over at once.
const MOST_PASSED: usize = 200;
/// How often somebody may be a moment quicker.
const MOST_TRIES: usize = 8;

/// What not to offer again.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = NextWanted)]
pub struct Wanted {
    /// Questions that were looked at just now and passed over, up to 200. When nothing else is left they come again.
    #[serde(default)]
    pub passed: Vec<QuestionId>,
}

/// The question to read next.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Next {
    /// It, held by whoever asked; nothing where nothing waits.
    pub line: Option<DeskLine>,
    /// Whether only what was passed over was left.
    pub round: bool,
}

/// Takes the next question: what is urgent, then what asks the department on stage, then the oldest.
#[utoipa::path(post, path = "/inquiries/{slug}/next", request_body = Wanted, params(("slug" = String, Path)),
    responses((status = 200, body = Next), (status = 401), (status = 403), (status = 404)))]
pub async fn next_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Next>, Problem> {
    let passed: Vec<QuestionId> = sent.body.passed.into_iter().take(MOST_PASSED).collect();
    Ok(Json(next(&app, &staff, &slug, passed).await?))
}

/// Finds it and holds it in one transaction, so that two who ask at once get two questions.
pub async fn next(app: &App, staff: &Staff, slug: &str, mut passed: Vec<QuestionId>) -> app::Result<Next> {
    let mut tx = app.store.write(Lane::Act).await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::Moderate, slug).await?;
    let same = app.same_texts(&mut tx, &inquiry.id).await?;
    let folded = sames::folded(&mut tx, same.groups()).await?;
    let on_stage = match inquiry.phase {
        Phase::Live => triage::on_stage(&mut tx, &inquiry.id).await?,
        _ => None,
    };
    let now = app.now();
    let mut round = false;
    let mut taken: Option<Question> = None;
    for _ in 0..MOST_TRIES {
        let without: Vec<QuestionId> = folded.iter().chain(&passed).cloned().collect();
        let seeking = Seeking { person: &staff.person, on_stage: on_stage.as_ref(), without: &without };
        match triage::next(&mut tx, &inquiry.id, &seeking, now).await? {
            Some(question) => {
                let held = holds::take(&mut tx, &question.id, &staff.person, false, now).await?;
                if held.person != staff.person {
                    continue;
                }
                // A colleague for whose hold this one waited may have decided by now.
                match questions::get(&mut tx, &question.id).await? {
                    Some(now) if now.version == question.version => {
                        taken = Some(now);
                        break;
                    }
                    _ => drop(holds::release(&mut tx, &question.id, &staff.person).await?),
                }
            }
            None if passed.is_empty() => break,
            None => (passed, round) = (Vec::new(), true),
        }
    }
    // From here on a colleague may be given the one behind it.
    tx.commit().await?;
    let line = match &taken {
        None => None,
        Some(question) => {
            let mut tx = app.store.read().await?;
            lines(app, &mut tx, &inquiry, std::slice::from_ref(question), &same).await?.pop()
        }
    };
    if let (Some(question), Some(hold)) = (&taken, line.as_ref().and_then(|line| line.hold.as_ref())) {
        hold::tell_held(app, question, hold);
    }
    Ok(Next { line, round })
}
