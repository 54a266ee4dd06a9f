//! 我也遇到: a device says that it shares a public question, or no longer does.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::{
        App,
        flood::{Answer, Flood, Second},
    },
    domain::id::{QuestionId, VisitorId},
    http::{Problem, Visiting},
    pace::Pace,
};

/// How many devices share the question.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Seconds {
    /// Distinct devices on the question and on all that was merged into it.
    pub seconds: i64,
}

/// Says 我也遇到.
#[utoipa::path(put, path = "/questions/{id}/second", params(("id" = String, Path)),
    responses((status = 200, body = Seconds), (status = 404), (status = 429), (status = 503)))]
pub async fn give(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    visitor: Visiting,
) -> Result<Json<Seconds>, Problem> {
    second(&app, id, visitor.0, true).await.map(Json)
}

/// Takes it back.
#[utoipa::path(delete, path = "/questions/{id}/second", params(("id" = String, Path)),
    responses((status = 200, body = Seconds), (status = 404), (status = 429), (status = 503)))]
pub async fn take_back(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    visitor: Visiting,
) -> Result<Json<Seconds>, Problem> {
    second(&app, id, visitor.0, false).await.map(Json)
}

/// Gives or takes back a second and answers with the count after the commit.
pub async fn second(app: &App, question: QuestionId, visitor: VisitorId, given: bool) -> Result<Seconds, Problem> {
    app.paces.pass(Pace::Second, visitor.as_str(), app.now())?;
    match app.submitter.submit(Flood::Second(Second { question, visitor, given })).await? {
        Answer::Seconded { seconds } => Ok(Seconds { seconds }),
        Answer::Asked { .. } => Err(Problem::malformed()),
    }
}
