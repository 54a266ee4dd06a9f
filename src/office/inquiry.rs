//! Inquiries: made in planning, planned until they go on air, opened for the call, postponed or cancelled.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    field::Fields,
    plan::{self, Change, OfficeInquiry, PlanWanted, Speaker, whole},
};
use crate::{
    app::{self, Act, App, By, Error, reach},
    domain::{
        disclosure::Disclosure,
        happening::{self, Actor, Happening, Journal, Kind},
        id::{DepartmentId, InquiryId},
        inquiry::{Inquiry, Interruption, Phase},
        plan::Plan,
        refusal::Refusal,
        role::{Deed, Scope, Staff},
    },
    http::{Problem, Sent, Signed, seen},
    store::{
        disclosures,
        inquiries::{self, Department},
        journal,
        respondents::{self, Respondent},
    },
    vault,
};

/// The longest public sentence about an interruption, in Unicode scalars.
pub const SENTENCE_CHARS: usize = 120;
/// How long a show is, in minutes, where nobody says it.
const MINUTES: i64 = 75;

/// What stands beside the phase from now on.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct InterruptionWanted {
    /// `postponed` or `cancelled`; without it, it goes on as planned.
    pub interruption: Option<String>,
    /// What the public is told.
    pub sentence: Option<String>,
    /// The version that was seen.
    pub version: Option<i64>,
}

/// The version of the inquiry that was seen.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct OpenWanted {
    /// The version.
    pub version: Option<i64>,
}

/// Makes an inquiry, in planning.
#[utoipa::path(post, path = "/inquiries", request_body = PlanWanted,
    responses((status = 200, body = OfficeInquiry), (status = 404), (status = 409, description = "name_taken"), (status = 422)))]
pub async fn make_call(
    State(app): State<App>,
    Signed(staff): Signed,
    sent: Sent<PlanWanted>,
) -> Result<Json<OfficeInquiry>, Problem> {
    must_administer_somewhere(&staff)?;
    let change = plan::checked(&sent.body, true, app.config.least_delay_ms)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    let PlanWanted { slug, programme, .. } = sent.body;
    Ok(Json(make(&app, &staff, &by, &slug.unwrap_or_default(), &programme.unwrap_or_default(), &change).await?))
}

/// An inquiry with everything that is planned for it.
#[utoipa::path(get, path = "/inquiries/{slug}/plan", params(("slug" = String, Path)),
    responses((status = 200, body = OfficeInquiry), (status = 403), (status = 404)))]
pub async fn one(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Json<OfficeInquiry>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::Administer, &slug).await?;
    Ok(Json(whole(&mut tx, &inquiry).await?))
}

/// Changes what is planned.
#[utoipa::path(post, path = "/inquiries/{slug}/plan", request_body = PlanWanted, params(("slug" = String, Path)),
    responses((status = 200, body = OfficeInquiry), (status = 404),
        (status = 409, description = "stale_version, wrong_state, disclosure_fixed, seal_too_late, identity_fixed, identity_not_set_up"),
        (status = 422), (status = 428)))]
pub async fn change_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<PlanWanted>,
) -> Result<Json<OfficeInquiry>, Problem> {
    let seen = seen(sent.body.version)?;
    must_administer_somewhere(&staff)?;
    let change = plan::checked(&sent.body, false, app.config.least_delay_ms)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(change_plan(&app, &staff, &by, &slug, seen, &change).await?))
}

/// Opens the call for questions: what is shown to whom is settled with it.
#[utoipa::path(post, path = "/inquiries/{slug}/open", request_body = OpenWanted, params(("slug" = String, Path)),
    responses((status = 200, body = OfficeInquiry), (status = 404),
        (status = 409, description = "stale_version, wrong_state, nobody_summoned, identity_not_set_up"), (status = 428)))]
pub async fn open_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<OpenWanted>,
) -> Result<Json<OfficeInquiry>, Problem> {
    let seen = seen(sent.body.version)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(open(&app, &staff, &by, &slug, seen).await?))
}

/// Postpones or cancels, with a sentence for everybody; or lets it go on as planned.
#[utoipa::path(post, path = "/inquiries/{slug}/interruption", request_body = InterruptionWanted,
    params(("slug" = String, Path)),
    responses((status = 200, body = OfficeInquiry), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn interrupt_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<InterruptionWanted>,
) -> Result<Json<OfficeInquiry>, Problem> {
    let seen = seen(sent.body.version)?;
    must_administer_somewhere(&staff)?;
    let wanted = checked_interruption(&sent.body)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(interrupt(&app, &staff, &by, &slug, seen, wanted).await?))
}

/// What stands beside the phase, checked: only what an office decides, and never without a sentence.
pub fn checked_interruption(sent: &InterruptionWanted) -> Result<Option<(Interruption, String)>, Problem> {
    let Some(word) = sent.interruption.as_deref().filter(|word| !word.is_empty()) else { return Ok(None) };
    let mut fields = Fields::default();
    let interruption = Interruption::of(word).filter(|it| *it != Interruption::Interrupted);
    if interruption.is_none() {
        fields.wrong("interruption", "unknown", None);
    }
    let sentence = fields.needed("sentence", sent.sentence.as_ref(), SENTENCE_CHARS);
    fields.must_be_right()?;
    Ok(interruption.map(|it| (it, sentence)))
}

/// Makes an inquiry, in planning.
pub async fn make(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    programme: &str,
    change: &Change,
) -> app::Result<OfficeInquiry> {
    let mut act = app.begin(by).await?;
    let programme = inquiries::programme_by_slug(&mut act.tx, programme).await?.ok_or(Error::NotFound("programme"))?;
    let reaches = |scope: &Scope| *scope == Scope::House || *scope == Scope::Programme(programme.id.clone());
    if !staff.grants.iter().any(|grant| grant.role.may(Deed::Administer) && reaches(&grant.scope)) {
        return Err(Refusal::NotAllowed.into());
    }
    if inquiries::by_slug(&mut act.tx, slug).await?.is_some() {
        return Err(Refusal::NameTaken.into());
    }
    let plan = change.of(Plan {
        theme: String::new(),
        starts_at: act.now,
        minutes: MINUTES,
        call_closes_at: act.now,
        stream_url: None,
        delay_ms: app.config.least_delay_ms,
    });
    let Plan { theme, starts_at, minutes, call_closes_at, stream_url, delay_ms } = plan;
    let inquiry = Inquiry {
        id: InquiryId::new(),
        ordinal: inquiries::next_ordinal(&mut act.tx).await?,
        slug: slug.to_owned(),
        programme: programme.id,
        theme,
        phase: Phase::Planning,
        interruption: None,
        sentence: None,
        starts_at,
        minutes,
        call_closes_at,
        stream_url,
        delay_ms,
        version: 1,
    };
    inquiries::insert(&mut act.tx, &inquiry).await?;
    let (epoch, salt) = (hex::encode(vault::random::<4>()), hex::encode(vault::random::<16>()));
    journal::open(&mut act.tx, &Journal::from(&inquiry.id), &epoch, &salt).await?;
    settle_around(app, &mut act, &inquiry, change).await?;
    act.record(told(&inquiry, Kind::InquiryMade));
    finish(app, act, inquiry).await
}

/// Changes what is planned, until it is on air.
pub async fn change_plan(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    seen: i64,
    change: &Change,
) -> app::Result<OfficeInquiry> {
    let mut act = app.begin(by).await?;
    let before = fresh(&mut act, staff, slug, seen).await?;
    let after = before.replan(change.of(before.plan()))?;
    if after.call_closes_at > after.starts_at {
        return Err(Refusal::DatesCrossed.into());
    }
    inquiries::save_plan(&mut act.tx, &after).await?;
    settle_around(app, &mut act, &after, change).await?;
    act.record(told(&after, Kind::InquiryChanged));
    finish(app, act, after).await
}

/// Opens the call: from now on everybody may ask, and nothing is shown to more than was said.
pub async fn open(app: &App, staff: &Staff, by: &By, slug: &str, seen: i64) -> app::Result<OfficeInquiry> {
    let mut act = app.begin(by).await?;
    let before = fresh(&mut act, staff, slug, seen).await?;
    if before.phase != Phase::Planning {
        return Err(Refusal::WrongState.into());
    }
    if inquiries::summoned(&mut act.tx, &before.id).await?.is_empty() {
        return Err(Refusal::NobodySummoned.into());
    }
    let after = before.go_to(Phase::Collecting, 0)?;
    inquiries::save(&mut act.tx, &after).await?;
    let rules = disclosures::of(&mut act.tx, &after.id).await?.fix(act.now);
    must_be_set_up(app, &rules)?;
    disclosures::save(&mut act.tx, &after.id, &rules).await?;
    act.record(happening::phase_changed(&before, &after));
    finish(app, act, after).await
}

/// Postpones, cancels, or lets it go on as planned.
pub async fn interrupt(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    seen: i64,
    wanted: Option<(Interruption, String)>,
) -> app::Result<OfficeInquiry> {
    let mut act = app.begin(by).await?;
    let before = fresh(&mut act, staff, slug, seen).await?;
    if before.interruption == Some(Interruption::Interrupted) {
        // A cut signal is the director's: the clocks of the show stand still with it.
        return Err(Refusal::WrongState.into());
    }
    let after = match wanted {
        Some((interruption, sentence)) => before.interrupt(interruption, sentence),
        None => before.resume()?,
    };
    inquiries::save(&mut act.tx, &after).await?;
    act.record(happening::phase_changed(&before, &after));
    finish(app, act, after).await
}

/// Refuses whoever runs nothing at all, before what they sent is read.
pub fn must_administer_somewhere(staff: &Staff) -> app::Result<()> {
    if staff.may_somewhere(Deed::Administer) { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
}

/// The inquiry as it was seen, for whoever runs it.
pub(super) async fn fresh(act: &mut Act, staff: &Staff, slug: &str, seen: i64) -> app::Result<Inquiry> {
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::Administer, slug).await?;
    if inquiry.version != seen {
        return Err(Error::Stands(Refusal::Stale, json!(whole(&mut act.tx, &inquiry).await?)));
    }
    Ok(inquiry)
}

/// Refuses a way of confirming who asks that nobody could go: its knobs are not set.
fn must_be_set_up(app: &App, rules: &Disclosure) -> Result<(), Refusal> {
    if app.outside.offers(rules.identity) { Ok(()) } else { Err(Refusal::IdentityNotSetUp) }
}

/// Settles what stands around an inquiry: rules, summons, respondents.
async fn settle_around(app: &App, act: &mut Act, inquiry: &Inquiry, change: &Change) -> app::Result<()> {
    let before = disclosures::of(&mut act.tx, &inquiry.id).await?;
    let before = if inquiry.phase == Phase::Planning { before } else { before.fix(act.now) };
    let public = change.public_after_review.unwrap_or(before.public_after_review);
    let second_review = change.second_review.unwrap_or(before.second_review);
    let rules = before.change(public, change.before_show.unwrap_or(before.before_show))?;
    let rules = Disclosure { second_review, ..rules }.confirm_by(change.identity.unwrap_or(before.identity))?;
    if rules.identity != before.identity {
        must_be_set_up(app, &rules)?;
    }
    disclosures::save(&mut act.tx, &inquiry.id, &rules).await?;
    if rules.is_sealed() != before.is_sealed() {
        disclosures::seal(&mut act.tx, &inquiry.id, rules.is_sealed()).await?;
    }
    if let Some(wanted) = &change.summoned {
        let mut ids: Vec<DepartmentId> = Vec::new();
        for named in wanted {
            let found = inquiries::department(&mut act.tx, named).await?.ok_or(Refusal::UnknownDepartment)?;
            if !ids.contains(&found.id) {
                ids.push(found.id);
            }
        }
        inquiries::resummon(&mut act.tx, &inquiry.id, &ids).await?;
    }
    let summoned = inquiries::summoned(&mut act.tx, &inquiry.id).await?;
    let speaking = match &change.respondents {
        Some(wanted) => speakers(wanted, &summoned)?,
        None => respondents::of(&mut act.tx, &inquiry.id).await?,
    };
    // Who speaks for a department that is not summoned would stand on no page.
    if speaking.iter().any(|one| summoned.iter().all(|it| it.id != one.department)) {
        return Err(Refusal::UnknownDepartment.into());
    }
    if change.respondents.is_some() {
        respondents::replace(&mut act.tx, &inquiry.id, &speaking).await?;
    }
    Ok(())
}

fn speakers(wanted: &[Speaker], summoned: &[Department]) -> app::Result<Vec<Respondent>> {
    let speaker = |one: &Speaker| {
        let Speaker { id, department: named, post, name, reading } = one.clone();
        let found = summoned.iter().find(|it| it.slug == named || it.id.as_str() == named);
        let department = found.ok_or(Refusal::UnknownDepartment)?.id.clone();
        Ok(Respondent { id: id.unwrap_or_default(), department, post, name, reading })
    };
    wanted.iter().map(speaker).collect()
}

/// What is told of an inquiry itself.
pub(super) fn told(inquiry: &Inquiry, kind: Kind) -> Happening {
    Happening {
        journal: Journal::from(&inquiry.id),
        kind,
        subject_kind: "inquiry",
        subject: inquiry.id.0.clone(),
        from: None,
        to: Some(inquiry.phase.word()),
        why: None,
        after: happening::inquiry_after(inquiry),
        heard: vec![],
    }
}

/// Tells what is planned now, and answers with the whole.
pub(super) async fn finish(app: &App, mut act: Act, inquiry: Inquiry) -> app::Result<OfficeInquiry> {
    let after = inquiries::plan_after(&mut act.tx, &inquiry).await?;
    act.record(Happening { subject_kind: "plan", to: None, after, ..told(&inquiry, Kind::InquiryChanged) });
    let answer = whole(&mut act.tx, &inquiry).await?;
    app.settle(act, answer).await
}
