//! 承诺公示: promises as everybody may read them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

mod counts;

pub use counts::{BookCounts, FEWEST_FOR_A_RATE, Standing};

use super::{
    commitment::{Commitment, CommitmentKind, CommitmentOutcome, Finding, GivenBack, Stage},
    day::Day,
    due::{Lateness, Spoken},
    id::{CommitmentId, DepartmentId, EvidenceId, QuestionId},
    moment::Moment,
    workday::{Calendar, Step},
};

/// A department, as a promise names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Party {
    /// Its id.
    pub id: DepartmentId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// A later date beside the first, as everybody may read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PublicExtension {
    /// Until when.
    pub until: Day,
    /// Why.
    pub reason: String,
    /// Granted on which day.
    pub on: Day,
}

/// 退单会商: whose an order is, is open; the promise's own date goes on meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PublicArbitration {
    /// The department that gave the order back, which owes until the word is spoken.
    pub by: Option<Party>,
    /// Whose it is instead, as that department says.
    pub to: Option<Party>,
    /// Since when.
    pub since: Day,
    /// For how many working days by now.
    pub working_days: u32,
    /// By when the office must say whose it is.
    pub until: Option<Day>,
}

impl PublicArbitration {
    /// A dispute about whose an order is, as everybody may read it.
    pub fn of(
        back: &GivenBack,
        until: Option<Date>,
        today: Date,
        calendar: &Calendar,
        parties: &dyn Fn(&DepartmentId) -> Option<Party>,
    ) -> Self {
        Self {
            by: parties(&back.by),
            to: back.to.as_ref().and_then(parties),
            since: back.on.into(),
            working_days: calendar.working_days_between(back.on, today),
            until: until.map(Day::from),
        }
    }
}

/// What a verifier found, as everybody may read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PublicFinding {
    /// What.
    pub finding: Finding,
    /// How it was seen.
    pub note: String,
    /// On which day.
    pub on: Day,
}

/// A promise as everybody may read it: no note among the staff, no name of a clerk, nothing of a citizen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PublicCommitment {
    /// Its id.
    pub id: CommitmentId,
    /// The name in addresses of the inquiry in which it was spoken.
    pub inquiry: String,
    /// The inquiry's theme.
    pub theme: String,
    /// The question that it answers, where everybody may read it.
    pub question: Option<QuestionId>,
    /// What kind of saying.
    pub kind: CommitmentKind,
    /// Where it is.
    pub state: Stage,
    /// Whether it was kept.
    pub outcome: CommitmentOutcome,
    /// Rises by one with each change.
    pub version: i64,
    /// 原话.
    pub quote: String,
    /// 打点: when it was spoken.
    pub mark_at: Moment,
    /// Whether the mark was set afterwards, not while it was spoken.
    pub marked_afterwards: bool,
    /// The day on which it was spoken.
    pub said_on: Day,
    /// 事项.
    pub what: Option<String>,
    /// 责任单位: owes now, and is counted.
    pub lead: Option<Party>,
    /// Help.
    pub co: Vec<Party>,
    /// Acts.
    pub doer: Option<Party>,
    /// Hands on.
    pub via: Option<Party>,
    /// 退单会商, while it is open.
    pub arbitration: Option<PublicArbitration>,
    /// 责任人, as named on air.
    pub person: Option<String>,
    /// 验收标准.
    pub test: Option<String>,
    /// The time limit as it was spoken.
    #[schema(value_type = Option<Object>)]
    pub spoken: Option<Spoken>,
    /// The first date; lateness is always told against it.
    pub due: Option<Day>,
    /// Whether a calendar that is not published yet may still move it.
    pub provisional: bool,
    /// The date that holds now.
    pub due_now: Option<Day>,
    /// Later dates, beside the first.
    pub extensions: Vec<PublicExtension>,
    /// 时限: how it stands against the first date; none where no date was said.
    pub lateness: Option<Lateness>,
    /// Whether it is, or was, late against the first date.
    pub late: bool,
    /// Whether one person confirmed alone and nobody has countersigned yet.
    pub alone: bool,
    /// 单位自报: when the department said it was done.
    pub reported_on: Option<Day>,
    /// How the department will do it.
    pub plan: Option<String>,
    /// 核查认定: what was found last.
    pub found: Option<PublicFinding>,
    /// Why it was judged so, where no verifier did.
    pub judgement: Option<String>,
    /// The promise that took its place.
    pub successor: Option<CommitmentId>,
    /// While in notice, the first day on which it may be closed.
    pub notice_ends_on: Option<Day>,
    /// Objections that wait for their answer.
    pub objections_open: i64,
    /// When it was closed.
    pub closed_on: Option<Day>,
}

/// What surrounds a promise and is needed for its public face.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The inquiry's name in addresses.
    pub inquiry: &'a str,
    /// Its theme.
    pub theme: &'a str,
    /// The day that it is, in the programme's zone.
    pub today: Date,
    /// The working-day calendar.
    pub calendar: &'a Calendar,
    /// Whether everybody may read its question.
    pub question_is_public: bool,
    /// Whether its mark was set afterwards.
    pub marked_afterwards: bool,
    /// Finds a department by its id.
    pub parties: &'a dyn Fn(&DepartmentId) -> Option<Party>,
}

impl PublicCommitment {
    /// The public face of a promise, once its words stand.
    pub fn of(it: &Commitment, setting: &Setting<'_>) -> Option<Self> {
        if matches!(it.stage, Stage::Captured | Stage::Void) {
            return None;
        }
        let party = |id: &Option<DepartmentId>| id.as_ref().and_then(|id| (setting.parties)(id));
        let lateness = it.lateness(setting.today, setting.calendar);
        Some(Self {
            id: it.id.clone(),
            inquiry: setting.inquiry.to_owned(),
            theme: setting.theme.to_owned(),
            question: it.question.clone().filter(|_| setting.question_is_public),
            kind: it.kind,
            state: it.stage,
            outcome: it.outcome,
            version: it.version,
            quote: it.quote.clone(),
            mark_at: it.mark_at,
            marked_afterwards: setting.marked_afterwards,
            said_on: it.said_on.into(),
            what: it.boxes.what.clone(),
            lead: party(&it.parties.lead),
            co: it.parties.co.iter().filter_map(|id| (setting.parties)(id)).collect(),
            doer: party(&it.parties.doer),
            via: party(&it.parties.via),
            arbitration: it.arbitration().map(|back| {
                let until = it.step.map(|step| step.due);
                PublicArbitration::of(back, until, setting.today, setting.calendar, setting.parties)
            }),
            person: it.boxes.person.clone(),
            test: it.boxes.test.clone(),
            spoken: it.boxes.due,
            due: it.due.as_ref().map(|due| due.first.into()),
            provisional: it.due.as_ref().is_some_and(|due| due.provisional),
            due_now: it.due_now().map(Day::from),
            extensions: it
                .extensions
                .iter()
                .map(|one| PublicExtension { until: one.until.into(), reason: one.reason.clone(), on: one.on.into() })
                .collect(),
            lateness,
            late: lateness.is_some_and(Lateness::is_late),
            alone: it.confirmation.as_ref().is_some_and(|one| one.is_alone()),
            reported_on: it.reported_on.map(Day::from),
            plan: it.plan.clone(),
            found: it.verification.as_ref().map(|seen| PublicFinding {
                finding: seen.finding,
                note: seen.note.clone(),
                on: seen.on.into(),
            }),
            judgement: it.judgement.clone(),
            successor: it.successor.clone(),
            notice_ends_on: it.notice_ends_on.map(Day::from),
            objections_open: it.objections.iter().filter(|one| one.ruling.is_none()).count() as i64,
            closed_on: it.closed_on.map(Day::from),
        })
    }
}

/// A piece of evidence, as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::FromRow)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PublicEvidence {
    /// Its id; the picture is at `/api/v1/evidence/{id}`.
    pub id: EvidenceId,
    /// `before`, `after` or `site`.
    pub side: String,
    /// What it shows, in a sentence.
    pub caption: Option<String>,
    /// The day on which it was taken, as its sender says.
    pub taken_on: Option<Day>,
    /// `department` or `verifier`.
    pub part: String,
    /// The day on which it was sent in.
    pub on_day: Day,
    /// In pixels.
    pub width: i64,
    /// In pixels.
    pub height: i64,
    /// SHA-256 of the file as it was sent in, in hexadecimal.
    pub sha256: String,
}

/// A line of a promise's records, as everybody may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::FromRow)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PublicRecord {
    /// On which day.
    pub on_day: Day,
    /// `supervisor`, `department`, `verifier`, `visitor`, `scribe` or `house`.
    pub part: String,
    /// The department's name, where one acted.
    pub department: Option<String>,
    /// What was done.
    pub action: String,
    /// Where the promise was afterwards.
    pub state: Stage,
    /// As what it was judged afterwards.
    pub outcome: CommitmentOutcome,
    /// The text that goes with it.
    pub text: Option<String>,
}

/// One promise with its records, its evidence and how its date was counted.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PublicFile {
    /// The promise.
    #[serde(flatten)]
    pub commitment: PublicCommitment,
    /// What happened, the newest first.
    pub records: Vec<PublicRecord>,
    /// What is shown for it.
    pub evidence: Vec<PublicEvidence>,
    /// Devices of the public that agreed with the finding in notice.
    pub agreed: i64,
    /// How the first date was counted, day by day.
    pub counted: Vec<Step>,
}
