//! Bulk: one decision on up to two hundred questions, all or nothing, with one undo.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    decide::{self, Decided, decide_within},
    merge::merge_within,
};
use crate::{
    app::{App, reach},
    domain::{
        happening::Actor,
        id::{DecisionId, DepartmentId, QuestionId},
        question::Wish,
        role::Deed,
    },
    http::{Problem, Sent, Signed, problem::Wrong, seen},
};

/// The most questions of one bulk.
pub const MOST: usize = 200;

/// What is wanted of all of them.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = BulkWanted)]
pub struct Wanted {
    /// As for one decision, or `merge`.
    pub action: Option<String>,
    /// The question under which all of them count from now on; needed to merge.
    pub into: Option<QuestionId>,
    /// The reason code.
    pub reason: Option<String>,
    /// To whom they are referred or transferred, by id.
    pub department: Option<DepartmentId>,
    /// A note among the staff.
    pub note: Option<String>,
    /// The questions, each with the version that was seen.
    #[serde(default)]
    pub items: Vec<Item>,
}

/// One of them.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Item {
    /// The question.
    pub id: QuestionId,
    /// The version that was seen.
    pub version: Option<i64>,
}

/// How they stand afterwards.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Done {
    /// The bulk's id.
    pub bulk: String,
    /// One of its decisions: undoing any of them undoes all.
    pub decision: Option<DecisionId>,
    /// The version of that decision's question.
    pub version: Option<i64>,
    /// Each question.
    pub items: Vec<Decided>,
}

/// Decides on many questions at once.
#[utoipa::path(post, path = "/inquiries/{slug}/bulk", request_body = Wanted, params(("slug" = String, Path)),
    responses((status = 200, body = Done), (status = 409), (status = 422), (status = 428)))]
pub async fn bulk_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Done>, Problem> {
    let wanted = &sent.body;
    if wanted.items.is_empty() || wanted.items.len() > MOST {
        return Err(Problem::fields(&[Wrong { field: "items", code: "too_many", limit: Some(MOST as i64) }]));
    }
    let wish = wish(wanted)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    let mut act = app.begin(&by).await?;
    let inquiry = reach::inquiry(&mut act.tx, &staff, Deed::Moderate, &slug).await?;
    let bulk = uuid::Uuid::now_v7().to_string();
    let mut items = Vec::new();
    for item in &wanted.items {
        let seen = seen(item.version)?;
        let (act, bulk) = (&mut act, Some(bulk.clone()));
        items.push(match &wish {
            Whole::Decide(wish, note) => {
                decide_within(&app, act, &staff, &item.id, seen, wish, note.clone(), bulk).await?
            }
            Whole::Merge(into) => merge_within(&app, act, &staff, &item.id, seen, into, bulk).await?,
        });
    }
    let strangers = crate::store::questions::several(
        &mut act.tx,
        &wanted.items.iter().map(|item| item.id.clone()).collect::<Vec<_>>(),
    )
    .await?;
    if strangers.iter().any(|question| question.inquiry != inquiry.id) {
        return Err(Problem::not_found());
    }
    let (decision, version) = items.first().map(|first| (first.decision.clone(), first.version)).unzip();
    Ok(Json(app.settle(act, Done { bulk, decision, version, items }).await?))
}

/// What is done to each of them.
enum Whole {
    Decide(Wish, Option<String>),
    Merge(QuestionId),
}

fn wish(wanted: &Wanted) -> Result<Whole, Problem> {
    if wanted.action.as_deref() == Some("merge") {
        let into = wanted.into.clone();
        let into = into.ok_or_else(|| Problem::fields(&[Wrong { field: "into", code: "required", limit: None }]))?;
        return Ok(Whole::Merge(into));
    }
    let one = decide::Wanted {
        action: wanted.action.clone(),
        reason: wanted.reason.clone(),
        department: wanted.department.clone(),
        note: wanted.note.clone(),
        ..Default::default()
    };
    let (wish, note) = decide::wish(&one)?;
    Ok(Whole::Decide(wish, note))
}
