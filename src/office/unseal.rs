//! 放开密封: the questions of a sealed inquiry become public before they were on air, and everybody is told why.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    field::Fields,
    inquiry::{SENTENCE_CHARS, finish, fresh, told},
    plan::OfficeInquiry,
};
use crate::{
    app::{self, App, By},
    domain::{
        happening::{self, Actor, Kind},
        question::Question,
        role::Staff,
    },
    http::{Problem, Sent, Signed, seen},
    store::{
        disclosures, inquiries,
        journal::digest_of,
        questions::{self, Counted},
    },
};

/// What everybody is told.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct UnsealingWanted {
    /// The public notice: why the questions can be read from now on.
    pub notice: Option<String>,
    /// The version of the inquiry that was seen.
    pub version: Option<i64>,
}

/// Takes the seal off: what was published can be read by everybody from now on.
#[utoipa::path(post, path = "/inquiries/{slug}/unsealing", request_body = UnsealingWanted,
    params(("slug" = String, Path)),
    responses((status = 200, body = OfficeInquiry), (status = 404),
        (status = 409, description = "stale_version, wrong_state"), (status = 422), (status = 428)))]
pub async fn unseal_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<UnsealingWanted>,
) -> Result<Json<OfficeInquiry>, Problem> {
    let seen = seen(sent.body.version)?;
    super::inquiry::must_administer_somewhere(&staff)?;
    let notice = checked_notice(sent.body.notice.as_ref())?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(unseal(&app, &staff, &by, &slug, seen, notice).await?))
}

/// The public notice, checked.
pub fn checked_notice(notice: Option<&String>) -> Result<String, Problem> {
    let mut fields = Fields::default();
    let notice = fields.needed("notice", notice, SENTENCE_CHARS);
    fields.must_be_right()?;
    Ok(notice)
}

/// Takes the seal off, with a notice.
pub async fn unseal(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    seen: i64,
    notice: String,
) -> app::Result<OfficeInquiry> {
    let mut act = app.begin(by).await?;
    let before = fresh(&mut act, staff, slug, seen).await?;
    let rules = disclosures::of(&mut act.tx, &before.id).await?;
    let rules = rules.unseal(staff.person.clone(), notice, act.now)?;
    let after = before.next();
    inquiries::save(&mut act.tx, &after).await?;
    disclosures::save(&mut act.tx, &after.id, &rules).await?;
    let sealed = questions::published(&mut act.tx, &after.id).await?.into_iter().filter(|question| question.sealed);
    // Nobody could share what nobody could read.
    let opened = sealed.map(|question| Counted { question: Question { sealed: false, ..question }, seconds: 0 });
    let opened: Vec<Counted> = opened.collect();
    disclosures::seal(&mut act.tx, &after.id, false).await?;
    let zone = app.zone(&mut act.tx, &after.programme).await?;
    let published = app.faces(&mut act.tx, &opened, &zone).await?;
    if let Some(it) = &rules.unsealed {
        let on = act.now.date_in(&zone).into();
        act.record(happening::unsealed(&after.id, it, digest_of(&[&it.notice]), &on, &published));
    }
    act.record(told(&after, Kind::InquiryChanged));
    finish(app, act, after).await
}
