//! A question in another language gets a translation beside its original, under the name of who wrote it.

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
        happening::{self, Actor, Journal},
        id::QuestionId,
        question::TEXT_CHARS,
        refusal::Refusal,
        role::{Deed, Staff},
        translation::Translation,
    },
    http::{Problem, Sent, Signed, problem::within, seen},
    store::{self, journal, translations},
    text::clean::clean,
};

/// A translation.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = TranslationWanted)]
pub struct Wanted {
    /// In Chinese, 5 to 2,000 characters.
    pub text: Option<String>,
    /// The translation's version that was seen; 0 where there is none.
    pub version: Option<i64>,
}

/// How it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = TranslationKept)]
pub struct Kept {
    /// Its version.
    pub version: i64,
}

/// Writes a translation, or a better one.
#[utoipa::path(put, path = "/questions/{id}/translation", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Kept), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn translate_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Kept>, Problem> {
    let seen = seen(sent.body.version)?;
    let text = within("text", clean(sent.body.text.as_deref().unwrap_or_default()), &TEXT_CHARS)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(translate(&app, &staff, &by, &id, seen, text).await?))
}

/// Writes it: the gesture behind the call.
pub async fn translate(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    text: String,
) -> app::Result<Kept> {
    let mut act = app.begin(by).await?;
    let question = reach::question(&mut act.tx, staff, Deed::Moderate, id).await?;
    let before = translations::of(&mut act.tx, id).await?;
    let of = (&question.id, &question.inquiry);
    let after = Translation::over(before.as_ref(), seen, of, text, &staff.person, act.now);
    let after = after.map_err(|refusal| stands(refusal, before.as_ref()))?;
    match translations::save(&mut act.tx, &after).await {
        Err(store::Error::Stale) => {
            let now = translations::of(&mut act.tx, id).await?;
            return Err(stands(Refusal::Stale, now.as_ref()));
        }
        other => other?,
    }
    let head = journal::head(&mut act.tx, &Journal::from(&question.inquiry)).await?;
    act.record(happening::translated(&after, &question, head.digest(&after.text)));
    app.settle(act, Kept { version: after.version }).await
}

fn stands(refusal: Refusal, it: Option<&Translation>) -> app::Error {
    app::Error::Stands(refusal, json!({ "version": it.map_or(0, |it| it.version) }))
}
