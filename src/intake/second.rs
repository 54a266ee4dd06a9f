//! 我也遇到: a device says that it shares a public question, or no longer does.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::crowd::{self, Work};
use crate::{
    app::{
        App,
        flood::{Answer, Flood, Second},
    },
    domain::id::{QuestionId, VisitorId},
    http::{From, Problem, Visiting, Worked},
    pace::Pace,
};

/// How many devices share the question.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Seconds {
    /// Distinct devices on the question and on all that was merged into it.
    pub seconds: i64,
    /// Whether this device is one of them. Where very many come at once one is heard and not counted yet.
    pub counted: bool,
    /// What it does to be counted: the same call once more, with the work done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<Work>,
}

/// Says 我也遇到.
#[utoipa::path(put, path = "/questions/{id}/second", params(("id" = String, Path)),
    responses((status = 200, body = Seconds), (status = 404), (status = 429), (status = 503)))]
pub async fn give(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    visitor: Visiting,
    from: From,
    worked: Worked,
) -> Result<Json<Seconds>, Problem> {
    second(&app, id, visitor.0, from, &worked, true).await.map(Json)
}

/// Takes it back.
#[utoipa::path(delete, path = "/questions/{id}/second", params(("id" = String, Path)),
    responses((status = 200, body = Seconds), (status = 404), (status = 429), (status = 503)))]
pub async fn take_back(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    visitor: Visiting,
    from: From,
    worked: Worked,
) -> Result<Json<Seconds>, Problem> {
    second(&app, id, visitor.0, from, &worked, false).await.map(Json)
}

/// Gives or takes back a second and answers with the count after the commit.
pub async fn second(
    app: &App,
    question: QuestionId,
    visitor: VisitorId,
    from: From,
    worked: &Worked,
    given: bool,
) -> Result<Seconds, Problem> {
    app.paces.pass(Pace::Second, visitor.as_str(), app.now())?;
    let counted = given && crowd::counts(app, &question, &visitor, from, worked).await?;
    match app.submitter.submit(Flood::Second(Second { question, visitor: visitor.clone(), given, counted })).await? {
        Answer::Seconded { seconds, counted } => {
            let is_heard_only = given && !counted;
            let work = is_heard_only.then(|| crowd::given(app, &visitor, from, app.now()));
            Ok(Seconds { seconds, counted: given && counted, work })
        }
        Answer::Asked { .. } => Err(Problem::malformed()),
    }
}
