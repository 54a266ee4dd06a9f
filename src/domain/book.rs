//! 承诺公示: promises as everybody may read them, and the counts that stand over the book.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    commitment::{Commitment, CommitmentKind, CommitmentOutcome, Finding, Stage},
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

/// So many promises of one kind, with one outcome, on one side of their first date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Standing {
    /// What kind of saying.
    pub kind: CommitmentKind,
    /// Where it is.
    pub stage: Stage,
    /// Whether it was kept.
    pub outcome: CommitmentOutcome,
    /// Whether a first date was said.
    pub dated: bool,
    /// Whether that date has come.
    pub due: bool,
    /// Whether it was reported, closed, or is still open, after that date.
    pub late: bool,
    /// How many.
    pub n: i64,
}

/// The counts over a book. Every followed promise is in exactly one of the parts of `followed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct BookCounts {
    /// Caught and not yet confirmed: no words of them are shown.
    pub registering: i64,
    /// Plain answers and refusals: in the book, nothing to follow.
    pub not_followed: i64,
    /// Withdrawn at the asker's wish, or replaced by another promise: told, and in no rate.
    pub excluded: i64,
    /// Promises that are followed and count.
    pub followed: i64,
    /// Of these, the first date has not come and nobody has judged.
    pub running: i64,
    /// Of these, no date was said and nobody has judged.
    pub undated: i64,
    /// Of these, the first date has come, or it was judged before: what a rate is counted from.
    pub due: i64,
    /// Of those due: kept, and not late.
    pub kept_on_time: i64,
    /// Of those due: kept, late.
    pub kept_late: i64,
    /// Of those due: kept in part.
    pub kept_in_part: i64,
    /// Of those due: broken.
    pub broken: i64,
    /// Of those due: looked at, and nothing could be found.
    pub not_verifiable: i64,
    /// Of those due: nobody has judged.
    pub unjudged: i64,
    /// Of those unjudged: late by now.
    pub late: i64,
}

/// Below so many cases no percentage and no rank is told.
pub const FEWEST_FOR_A_RATE: i64 = 10;

impl BookCounts {
    /// The counts of these standings.
    pub fn of(standings: impl IntoIterator<Item = Standing>) -> Self {
        use CommitmentOutcome::*;
        let mut counts = Self::default();
        for Standing { kind, stage, outcome, dated, due, late, n } in standings {
            match stage {
                Stage::Void => continue,
                Stage::Captured => {
                    counts.registering += n;
                    continue;
                }
                _ if !kind.is_followed() => {
                    counts.not_followed += n;
                    continue;
                }
                _ if matches!(outcome, Superseded | Withdrawn) => {
                    counts.excluded += n;
                    continue;
                }
                _ => counts.followed += n,
            }
            match outcome {
                NotAssessed if !dated => {
                    counts.undated += n;
                    continue;
                }
                NotAssessed if !due => {
                    counts.running += n;
                    continue;
                }
                _ => counts.due += n,
            }
            *match outcome {
                Kept if late => &mut counts.kept_late,
                Kept => &mut counts.kept_on_time,
                KeptInPart => &mut counts.kept_in_part,
                Broken => &mut counts.broken,
                NotVerifiable => &mut counts.not_verifiable,
                NotAssessed | Superseded | Withdrawn => &mut counts.unjudged,
            } += n;
            if outcome == NotAssessed && late {
                counts.late += n;
            }
        }
        counts
    }

    /// Kept on time of those due, per cent; none below [`FEWEST_FOR_A_RATE`].
    pub fn on_time_percent(&self) -> Option<i64> {
        (self.due >= FEWEST_FOR_A_RATE).then(|| (self.kept_on_time * 200 + self.due) / (self.due * 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_standing() -> impl Iterator<Item = Standing> {
        let flags = [(false, false, false), (true, false, false), (true, true, false), (true, true, true)];
        CommitmentKind::ALL.iter().flat_map(move |&kind| {
            Stage::ALL.iter().flat_map(move |&stage| {
                CommitmentOutcome::ALL.iter().flat_map(move |&outcome| {
                    flags.map(|(dated, due, late)| Standing { kind, stage, outcome, dated, due, late, n: 1 })
                })
            })
        })
    }

    #[test]
    fn every_followed_promise_is_in_exactly_one_part() {
        let counts = BookCounts::of(every_standing());

        assert_eq!(counts.running + counts.undated + counts.due, counts.followed);
        let judged = counts.kept_on_time + counts.kept_late + counts.kept_in_part + counts.broken;
        assert_eq!(judged + counts.not_verifiable + counts.unjudged, counts.due);
        let void = every_standing().filter(|one| one.stage == Stage::Void).count() as i64;
        let shown = counts.followed + counts.excluded + counts.not_followed + counts.registering;
        assert_eq!(shown + void, every_standing().count() as i64);
    }

    #[test]
    fn below_ten_cases_there_is_no_percentage() {
        let of = |due, kept_on_time| BookCounts { due, kept_on_time, ..BookCounts::default() }.on_time_percent();

        assert_eq!((of(9, 9), of(10, 7), of(12, 8)), (None, Some(70), Some(67)));
    }
}
