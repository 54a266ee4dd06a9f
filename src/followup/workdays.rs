//! Working days that explain themselves, and the notices that fix what was provisional.

use axum::{
    Json,
    extract::{Query, State},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{act, action::Said};
use crate::{
    app::{self, App, By},
    domain::{
        commitment::action::{Action, Actor, Ground},
        day::Day,
        due::{MOST_MONTHS, Spoken},
        happening::{Actor as Hand, Happening, Journal, Kind},
        refusal::Refusal,
        role::{Deed, Staff},
        workday::{MOST_DAYS, Notice, Step},
    },
    http::{Problem, Sent, Signed, problem::Wrong},
    store::{calendars, commitments, inquiries},
};

/// What is to be counted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
pub struct Asked {
    /// Day 0, not counted; `YYYY-MM-DD`.
    pub from: Option<String>,
    /// How many.
    pub n: Option<u16>,
    /// `working_days` (default), `days` or `months`.
    pub unit: Option<String>,
    /// `1`: every day that was looked at, with why it counts or not.
    pub explain: Option<String>,
}

/// A date that was counted.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = WorkdaysCounted)]
pub struct Answered {
    /// Day 0.
    pub from: Day,
    /// How many.
    pub n: u16,
    /// The date.
    pub due: Day,
    /// Whether a notice that is not out yet may still change it.
    pub provisional: bool,
    /// The last day for which the working days are published.
    pub known_until: Option<Day>,
    /// Every day that was looked at, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<Vec<Step>>,
}

/// The day so many working days (or days, or months) later.
#[utoipa::path(get, path = "/workdays", params(Asked), responses((status = 200, body = Answered), (status = 422)))]
pub async fn workdays(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Json<Answered>, Problem> {
    let mut wrong = Vec::new();
    let from: Option<Date> = asked.from.as_deref().and_then(|day| day.parse().ok());
    if from.is_none() {
        let code = if asked.from.is_some() { "unreadable" } else { "required" };
        wrong.push(Wrong { field: "from", code, limit: None });
    }
    let n = asked.n.unwrap_or_default();
    let (spoken, most) = match asked.unit.as_deref() {
        None | Some("" | "working_days") => (Spoken::WorkingDays(n), MOST_DAYS),
        Some("days") => (Spoken::Days(n), MOST_DAYS),
        Some("months") => (Spoken::Months(n), MOST_MONTHS),
        Some(_) => {
            wrong.push(Wrong { field: "unit", code: "unknown", limit: None });
            (Spoken::Days(n), MOST_DAYS)
        }
    };
    if asked.n.is_none() {
        wrong.push(Wrong { field: "n", code: "required", limit: None });
    } else if n > most {
        wrong.push(Wrong { field: "n", code: "too_large", limit: Some(most.into()) });
    }
    let (Some(from), true) = (from, wrong.is_empty()) else { return Err(Problem::fields(&wrong)) };
    let mut tx = app.store.read().await?;
    let calendar = calendars::calendar(&mut tx).await?;
    let counted = spoken.counted(from, &calendar);
    let explain = asked.explain.as_deref().is_some_and(|word| matches!(word, "1" | "true"));
    Ok(Json(Answered {
        from: from.into(),
        n,
        due: counted.on.into(),
        provisional: counted.provisional,
        known_until: calendar.known_until().map(Day::from),
        steps: explain.then_some(counted.explanation.steps),
    }))
}

/// A notice on working days.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = WorkdayNotice)]
pub struct Text {
    /// `# source`, then `date,off|work,name` line by line.
    pub text: Option<String>,
}

/// A notice was brought in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = WorkdaysImported)]
pub struct Imported {
    /// The year that it arranges.
    pub year: i16,
    /// How many special days it names.
    pub days: usize,
    /// How many provisional first dates are fixed by it.
    pub fixed: usize,
}

/// Brings in a notice on working days; dates that waited for it are counted once more and stand from then on.
#[utoipa::path(post, path = "/workdays", request_body = Text,
    responses((status = 200, body = Imported), (status = 403), (status = 422)))]
pub async fn import_call(
    State(app): State<App>,
    Signed(staff): Signed,
    sent: Sent<Text>,
) -> Result<Json<Imported>, Problem> {
    let by = sent.by(Hand::Person(staff.person.clone()));
    let text = sent.body.text.unwrap_or_default();
    Ok(Json(import(&app, &staff, &by, &text).await?))
}

/// Brings in a notice on working days.
pub async fn import(app: &App, staff: &Staff, by: &By, text: &str) -> app::Result<Imported> {
    if !staff.may_somewhere(Deed::Administer) && !staff.may_somewhere(Deed::Supervise) {
        return Err(Refusal::NotAllowed.into());
    }
    let notice = Notice::read(text).map_err(|_| app::Error::Wrong(vec![("text", "unreadable")]))?;
    let mut act = app.begin(by).await?;
    calendars::insert(&mut act.tx, notice.year, text, &staff.person, act.now).await?;
    act.record(Happening {
        journal: Journal::house(),
        kind: Kind::CalendarImported,
        subject_kind: "calendar",
        subject: notice.year.to_string(),
        from: None,
        to: None,
        why: None,
        after: serde_json::json!({ "days": notice.days.len() }),
        heard: vec![],
    });
    let calendar = calendars::calendar(&mut act.tx).await?;
    let companies = inquiries::companies(&mut act.tx).await?;
    let mut fixed = 0;
    for stored in commitments::provisional(&mut act.tx).await? {
        let inquiry = inquiries::get(&mut act.tx, &stored.it.inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
        let programme = inquiries::programme(&mut act.tx, &inquiry.programme).await?;
        let today = app.today(&programme);
        let ground = Ground {
            now: act.now,
            today,
            calendar: &calendar,
            notice_days: u16::try_from(programme.notice_days).unwrap_or_default(),
            companies: &companies,
        };
        // One that waits for a later year's notice stays provisional.
        if let Ok(done) = stored.it.act(&Action::FixDue, &Actor::House, stored.it.version, &ground) {
            let said = Said { action: Action::FixDue, internal: None };
            act::by_the_house(app, &mut act, &stored, &done.commitment, &said, today.into()).await?;
            fixed += 1;
        }
    }
    app.settle(act, Imported { year: notice.year, days: notice.days.len(), fixed }).await
}
