//! A photo that an asker sent is passed or refused by a moderator; until then nobody but the desk sees it.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::{self, App, By, reach},
    domain::{
        happening::{self, Actor, Kind},
        id::PhotoId,
        photo::{Photo, PhotoState},
        refusal::Refusal,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, problem::Wrong, seen},
    store::{self, photos},
};

/// What a moderator thinks of a photo.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = PhotoWanted)]
pub struct Wanted {
    /// Whether whoever may read the question may see it.
    pub passes: Option<bool>,
    /// The version that was seen.
    pub version: Option<i64>,
}

/// How it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PhotoJudged)]
pub struct Judged {
    /// The photo.
    pub id: PhotoId,
    /// `passed` or `refused`.
    pub state: PhotoState,
    /// Its version.
    pub version: i64,
}

/// Passes or refuses a photo.
#[utoipa::path(post, path = "/photos/{id}/judgement", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Judged), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn judge_call(
    State(app): State<App>,
    Path(id): Path<PhotoId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Judged>, Problem> {
    let seen = seen(sent.body.version)?;
    let passes = sent.body.passes.ok_or(Wrong { field: "passes", code: "required", limit: None })?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(judge(&app, &staff, &by, &id, seen, passes).await?))
}

/// Judges it: the gesture behind the call.
pub async fn judge(app: &App, staff: &Staff, by: &By, id: &PhotoId, seen: i64, passes: bool) -> app::Result<Judged> {
    let mut act = app.begin(by).await?;
    let before = photos::get(&mut act.tx, id).await?.ok_or(app::Error::NotFound("photo"))?;
    let question = reach::question(&mut act.tx, staff, Deed::Moderate, &before.question).await?;
    before.must_be(seen).map_err(|refusal| stands(refusal, &before))?;
    let after = before.judge(passes, &staff.person).map_err(|refusal| stands(refusal, &before))?;
    match photos::save(&mut act.tx, &after).await {
        Err(store::Error::Stale) => {
            let now = photos::get(&mut act.tx, id).await?.ok_or(app::Error::NotFound("photo"))?;
            return Err(stands(Refusal::Stale, &now));
        }
        other => other?,
    }
    act.record(happening::photo(Kind::PhotoJudged, Some(&before), &after, &question));
    app.settle(act, Judged { id: after.id, state: after.state, version: after.version }).await
}

fn stands(refusal: Refusal, it: &Photo) -> app::Error {
    app::Error::Stands(refusal, json!({ "state": it.state, "version": it.version }))
}
