//! 今日要办: what waits for somebody of the staff, by the part that they play.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    harassment::may_read,
    inner::speaks_for,
    scope::{Scope, scopes},
};
use crate::{
    app::{self, App},
    domain::{
        commitment::{CommitmentOutcome, Stage},
        day::Day,
        id::{CommitmentId, QuestionId},
        inquiry::Inquiry,
        role::{Deed, Staff},
    },
    http::{Problem, Signed},
    store::{
        Tx,
        commitments::{self, Stored},
        harassments, inquiries,
        owed::{self, Order},
        people, whose,
    },
};

/// The most of one kind that is listed.
pub const MOST: usize = 200;

/// A promise that waits for a step.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = PromiseWaiting)]
pub struct Waiting {
    /// Which promise.
    pub id: CommitmentId,
    /// Where it is.
    pub state: Stage,
    /// As what it was judged.
    pub outcome: CommitmentOutcome,
    /// What has to be done: the action's word.
    pub todo: &'static str,
    /// 事项, else the quote.
    pub what: String,
    /// The inquiry's name in addresses.
    pub inquiry: String,
    /// The step's date.
    pub due_on: Option<Day>,
    /// The first date of the promise.
    pub first_due: Option<Day>,
    /// Its version.
    pub version: i64,
}

/// What waits for somebody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Today {
    /// Promises that wait for a step of theirs, what is due first first.
    pub promises: Vec<Waiting>,
    /// Questions that their department owes in writing.
    pub orders: Vec<Order>,
    /// Written answers that wait to be read.
    pub answers: Vec<QuestionId>,
    /// Orders of questions that were given back and wait for the word whose they are, what is due first first.
    pub given_back: Vec<QuestionId>,
    /// Inquiries with questions that have no owner and date.
    pub unowned: Vec<Unowned>,
    /// Askers who are in trouble because of their question, what is due first first.
    pub harassed: Vec<Harassed>,
    /// What their department is told of shows to come.
    pub scopes: Vec<Scope>,
}

/// An asker who is in trouble: what happened is read on its own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = HarassmentWaiting)]
pub struct Harassed {
    /// The report.
    pub id: String,
    /// The inquiry's name in addresses.
    pub inquiry: String,
    /// The inquiry's theme.
    pub theme: String,
    /// By which working day somebody has taken it up.
    pub due_on: Day,
    /// Who has it.
    pub taken_by: Option<String>,
}

/// An inquiry with questions that have no owner and date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InquiryUnowned)]
pub struct Unowned {
    /// Its name in addresses.
    pub inquiry: String,
    /// Its theme.
    pub theme: String,
    /// How many.
    pub n: i64,
}

/// What waits for me.
#[utoipa::path(get, path = "/today", responses((status = 200, body = Today), (status = 403)))]
pub async fn today_call(State(app): State<App>, Signed(staff): Signed) -> Result<Json<Today>, Problem> {
    if !concerns(&staff) {
        return Err(Problem::not_allowed());
    }
    let mut tx = app.store.read().await?;
    Ok(Json(today(&app, &mut tx, &staff).await?))
}

/// Whether anything that was promised or is owed can wait for them.
pub fn concerns(staff: &Staff) -> bool {
    [Deed::Supervise, Deed::Verify, Deed::Answer, Deed::Capture].into_iter().any(|deed| staff.may_somewhere(deed))
}

/// What waits for somebody.
pub async fn today(app: &App, tx: &mut Tx, staff: &Staff) -> app::Result<Today> {
    let mut today = Today::default();
    let known = inquiries::known(tx).await?;
    if staff.may_somewhere(Deed::Supervise) {
        let stages =
            [Stage::Captured, Stage::Confirmed, Stage::Returned, Stage::Disputed, Stage::Notice, Stage::ReportedDone];
        for stored in commitments::in_stages(tx, &stages, MOST).await? {
            let Some(inquiry) = known.iter().find(|it| it.id == stored.it.inquiry) else { continue };
            if staff.may(Deed::Supervise, &inquiry.id, &inquiry.programme)
                && let Some(todo) = for_supervisor(app, tx, &stored).await?
            {
                today.promises.push(waiting(&stored, todo, &inquiry.slug));
            }
        }
        for question in owed::to_review(tx, MOST).await? {
            let Some(inquiry) = known.iter().find(|it| it.id == question.inquiry) else { continue };
            if staff.may(Deed::Supervise, &inquiry.id, &inquiry.programme) {
                today.answers.push(question.id);
            }
        }
        for open in whose::open(tx, MOST).await? {
            let Some(inquiry) = known.iter().find(|it| it.id == open.inquiry) else { continue };
            if staff.may(Deed::Supervise, &inquiry.id, &inquiry.programme) {
                today.given_back.push(open.question);
            }
        }
        today.harassed = harassed(tx, staff, &known).await?;
        for inquiry in known.iter().filter(|it| it.phase == crate::domain::inquiry::Phase::HandingOver) {
            let n = owed::unowned(tx, &inquiry.id).await?;
            if n > 0 && staff.may(Deed::Supervise, &inquiry.id, &inquiry.programme) {
                today.unowned.push(Unowned { inquiry: inquiry.slug.clone(), theme: inquiry.theme.clone(), n });
            }
        }
    }
    today.scopes = scopes(app, tx, staff).await?;
    for department in speaks_for(staff) {
        for stored in commitments::open_of_department(tx, department, MOST).await? {
            let Some(inquiry) = known.iter().find(|it| it.id == stored.it.inquiry) else { continue };
            if let Some(todo) = for_department(stored.it.stage)
                && stored.it.parties.lead.as_ref() == Some(department)
            {
                today.promises.push(waiting(&stored, todo, &inquiry.slug));
            }
        }
        today.orders.extend(owed::orders(tx, department, MOST).await?);
    }
    if staff.may_somewhere(Deed::Verify) {
        for stored in to_verify(tx, staff).await? {
            let Some(inquiry) = known.iter().find(|it| it.id == stored.it.inquiry) else { continue };
            if staff.may(Deed::Verify, &inquiry.id, &inquiry.programme) {
                today.promises.push(waiting(&stored, "verify", &inquiry.slug));
            }
        }
    }
    Ok(today)
}

/// What askers reported that was not answered yet, for somebody who may read it.
pub async fn harassed(tx: &mut Tx, staff: &Staff, known: &[Inquiry]) -> app::Result<Vec<Harassed>> {
    let mut all = Vec::new();
    for it in harassments::open(tx, MOST).await? {
        let Some(inquiry) = known.iter().find(|one| one.id == it.inquiry && may_read(staff, one)) else { continue };
        let taken_by = match &it.taken_by {
            Some(person) => people::get(tx, person).await?.map(|person| person.name),
            None => None,
        };
        let (slug, theme) = (inquiry.slug.clone(), inquiry.theme.clone());
        all.push(Harassed { id: it.id, inquiry: slug, theme, due_on: it.due_on, taken_by });
    }
    Ok(all)
}

/// The promises that somebody may verify: of no department of theirs, and none that they had a hand in.
pub async fn to_verify(tx: &mut Tx, staff: &Staff) -> app::Result<Vec<Stored>> {
    let stored = commitments::in_stages(tx, &[Stage::ReportedDone, Stage::Verifying], MOST).await?;
    let own = |stored: &Stored| {
        staff.department().is_some_and(|own| stored.it.parties.include(own)) || stored.it.hands.contains(&staff.person)
    };
    Ok(stored.into_iter().filter(|stored| !own(stored)).collect())
}

/// What a supervisor has to do with it: notice that runs and reports that verifiers look at need nothing.
async fn for_supervisor(app: &App, tx: &mut Tx, stored: &Stored) -> app::Result<Option<&'static str>> {
    Ok(match stored.it.stage {
        Stage::Captured => Some("confirm"),
        Stage::Confirmed | Stage::Returned => Some("assign"),
        Stage::Disputed => Some("rule"),
        Stage::Notice => {
            let inquiry = inquiries::get(tx, &stored.it.inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
            let programme = inquiries::programme(tx, &inquiry.programme).await?;
            let over = stored.it.notice_ends_on.is_none_or(|ends_on| ends_on <= app.today(&programme));
            over.then_some("close")
        }
        _ => None,
    })
}

fn for_department(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Assigned => Some("accept"),
        Stage::Accepted | Stage::InProgress => Some("progress"),
        _ => None,
    }
}

fn waiting(stored: &Stored, todo: &'static str, inquiry: &str) -> Waiting {
    let it = &stored.it;
    Waiting {
        id: it.id.clone(),
        state: it.stage,
        outcome: it.outcome,
        todo,
        what: it.boxes.what.clone().unwrap_or_else(|| it.quote.clone()),
        inquiry: inquiry.to_owned(),
        due_on: it.step.map(|step| step.due.into()),
        first_due: it.due.as_ref().map(|due| due.first.into()),
        version: it.version,
    }
}
