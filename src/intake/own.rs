//! The asker's own question: its whole path with reasons, its texts, and who opened the contact.

use axum::{
    Json,
    extract::{FromRequestParts, Path, State},
    http::{StatusCode, request::Parts},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::{
        self, App,
        safety::{FlatAsked, Reported},
    },
    domain::{
        book::PublicCommitment,
        day::Day,
        faces::public_state,
        happening::Journal,
        id::{PersonId, QuestionId},
        moment::Moment,
        provenance::Provenance,
        question::{Outcome, Question, State as Standing, Visibility},
        reason::Reason,
        role::Scope,
        whose::PublicWhose,
    },
    http::{From, Problem},
    pace::Pace,
    store::{
        Tx, answers, commitments, delays, inquiries, journal, people, questions,
        ratings::{self, Rating},
        reveals::{self, Revealed},
    },
};

/// The asker's own question.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Own {
    /// Its id.
    pub id: QuestionId,
    /// Ten digits.
    pub receipt: String,
    /// The inquiry's name in addresses.
    pub inquiry: String,
    /// The inquiry's theme.
    pub theme: String,
    /// Who asks: where it came from.
    pub provenance: Provenance,
    /// Where it stands.
    pub state: Standing,
    /// Rises by one with each change.
    pub version: i64,
    /// Who may see what.
    pub visibility: Visibility,
    /// What the asker wrote.
    pub text: String,
    /// What everybody reads, once there is such a text.
    pub public_text: Option<String>,
    /// What was added when asked for.
    pub completion: Option<String>,
    /// Why another look was asked for.
    pub appeal: Option<String>,
    /// The reason, when it was not taken up.
    pub reason: Option<Reason>,
    /// The question that it counts for now.
    pub merged_into: Option<QuestionId>,
    /// How it ended on air.
    pub outcome: Option<Outcome>,
    /// What happened, the oldest first.
    pub path: Vec<Step>,
    /// Who opened the contact, when and why.
    pub opened: Vec<Opened>,
    /// What the asker reported of trouble made for them, and what was done about it.
    pub reported: Vec<Reported>,
    /// Which department asked for the flat number, and what the asker said.
    pub flat_asked: Vec<FlatAsked>,
    /// The asker's own rating.
    pub rating: Option<Rated>,
    /// Whether its public text is kept from everybody until it is on air.
    pub sealed: bool,
    /// Devices that share it.
    pub seconds: i64,
    /// The department that owes an answer, once it was handed over.
    pub owner: Option<String>,
    /// By which day.
    pub due_on: Option<Day>,
    /// Whose its order is, once it was handed over.
    pub whose: Option<PublicWhose>,
    /// The written answer, once it counts.
    pub answer: Option<WrittenAnswer>,
    /// What was promised in answer to it, once the words stand.
    pub commitments: Vec<PublicCommitment>,
}

/// The written answer of the department that owed it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WrittenAnswer {
    /// What it says.
    pub text: String,
    /// Who signs for it.
    pub signed_by: String,
    /// The department's name.
    pub department: String,
    /// On which day.
    pub on: Day,
}

/// A step on the way.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PathStep)]
pub struct Step {
    /// What happened.
    pub kind: String,
    /// The state after it.
    pub state: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// How it ended on air.
    pub outcome: Option<Outcome>,
    /// Who did it; none for the asker and the house.
    pub by: Option<String>,
    /// When.
    pub at: Moment,
}

/// Somebody saw the contact.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Opened {
    /// Who.
    pub by: String,
    /// What: `contact`, or the `flat` number on the asker's word.
    pub what: Revealed,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// The asker's rating.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Rated {
    /// Of the answer.
    pub answer: String,
    /// Of the handling.
    pub handling: String,
}

/// A question, opened with its receipt and its secret or code.
#[derive(Clone, Debug)]
pub struct Opener(pub Question);

impl FromRequestParts<App> for Opener {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Path(named) = Path::<Named>::from_request_parts(parts, app).await.map_err(|_| Problem::not_found())?;
        let shown = parts.headers.get("receipt-secret").and_then(|value| value.to_str().ok());
        let shown = shown.ok_or_else(Problem::unauthenticated)?.to_owned();
        let from = From::from_request_parts(parts, app).await.unwrap_or(From([0, 0, 0, 0].into()));
        open(app, &named.receipt, &shown, from).await.map(Self)
    }
}

#[derive(serde::Deserialize)]
struct Named {
    receipt: String,
}

/// Opens a question with its receipt and its secret or code; ten failures in a quarter of an hour close the door.
pub async fn open(app: &App, receipt: &str, secret_or_code: &str, from: From) -> Result<Question, Problem> {
    let digits: String = receipt.chars().filter(char::is_ascii_digit).collect();
    app.paces.may(Pace::WrongCode, &digits, app.now())?;
    app.paces.may(Pace::WrongCodeFromNetwork, &from.network(), app.now())?;
    let found = match app.vault.receipt_place(receipt) {
        None => None,
        Some((ordinal, number)) => {
            let mut tx = app.store.read().await?;
            questions::by_number(&mut tx, ordinal, number).await?
        }
    };
    if let Some(question) = found.filter(|question| app.vault.opens(&question.id, secret_or_code)) {
        return Ok(question);
    }
    // A failure is counted; a later success does not give the tries back.
    let _ = app.paces.pass(Pace::WrongCode, &digits, app.now());
    let _ = app.paces.pass(Pace::WrongCodeFromNetwork, &from.network(), app.now());
    Err(Problem::new(StatusCode::NOT_FOUND, "wrong_receipt"))
}

/// The asker's own question.
#[utoipa::path(get, path = "/receipts/{receipt}",
    params(("receipt" = String, Path), ("Receipt-Secret" = String, Header, description = "secret or code")),
    responses((status = 200, body = Own), (status = 401), (status = 404), (status = 429)))]
pub async fn own(State(app): State<App>, opener: Opener) -> Result<Json<Own>, Problem> {
    let mut tx = app.store.read().await?;
    Ok(Json(own_of(&app, &mut tx, &opener.0).await?))
}

/// Everything that the asker may know of their question.
pub async fn own_of(app: &App, tx: &mut Tx, question: &Question) -> app::Result<Own> {
    let question = &app.as_seen(tx, question.clone()).await?;
    let inquiry = inquiries::get(tx, &question.inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
    let seconds = crate::store::seconds::counts(tx, std::slice::from_ref(&question.id)).await?;
    let rating = ratings::of(tx, &question.id).await?;
    let owner = match &question.owner_department {
        Some(id) => inquiries::department(tx, id.as_str()).await?.map(|it| it.name),
        None => None,
    };
    let answer = written_answer(tx, &question.id).await?;
    let promised = commitments::of_question(tx, &question.id).await?;
    Ok(Own {
        whose: app.whose(tx, question).await?,
        owner,
        due_on: question.due_on.clone(),
        answer,
        commitments: app.promises(tx, &promised).await?,
        id: question.id.clone(),
        receipt: app.vault.receipt_number(inquiry.ordinal, question.number),
        inquiry: inquiry.slug,
        theme: inquiry.theme,
        provenance: question.provenance,
        state: public_state(question.state),
        version: question.version,
        visibility: question.visibility,
        text: question.original.clone(),
        public_text: question.public_text.clone(),
        completion: question.completion.clone(),
        appeal: question.appeal.clone(),
        reason: question.reason,
        merged_into: question.merged_into.clone(),
        outcome: question.outcome,
        path: path(tx, question).await?,
        opened: opened(tx, &question.id).await?,
        reported: app.reported(tx, &question.id).await?,
        flat_asked: app.flat_asked(tx, question).await?,
        rating: rating.map(|Rating { answer, handling, .. }| Rated { answer, handling }),
        sealed: question.sealed && question.state.is_public(),
        seconds: seconds.get(&question.id).copied().unwrap_or(0),
    })
}

/// The written answer that counts, if there is one.
pub async fn written_answer(tx: &mut Tx, question: &QuestionId) -> app::Result<Option<WrittenAnswer>> {
    let Some(answer) = answers::accepted(tx, question).await? else { return Ok(None) };
    let department = inquiries::department(tx, answer.department.as_str()).await?;
    Ok(Some(WrittenAnswer {
        text: answer.text,
        signed_by: answer.signed_by,
        department: department.map(|it| it.name).unwrap_or_default(),
        on: answer.on_day,
    }))
}

async fn path(tx: &mut Tx, question: &Question) -> app::Result<Vec<Step>> {
    let mut steps = Vec::new();
    let released = delays::released(tx, &question.id).await?;
    for entry in journal::about(tx, &Journal::from(&question.inquiry), question.id.as_str()).await? {
        // What comes next on air is not told before it is seen, not even to its asker: nor is what is prepared for it.
        let is_chosen = matches!(entry.to_state.as_deref(), Some("shortlisted" | "queued"));
        // Chosen without a halt it became public all the same, and that is told.
        let was_public = entry.from_state.as_deref().and_then(Standing::of).is_none_or(Standing::is_public);
        let state = if is_chosen && !was_public { Some("approved".to_owned()) } else { entry.to_state.clone() };
        if (is_chosen && was_public) || matches!(entry.kind.as_str(), "air_written" | "air_approved") {
            continue;
        }
        // What happened on air is told once the public could see it; what was cut before that, never.
        let is_released = match entry.kind.as_str() {
            "taken" | "cleared" => version_of(&entry).is_some_and(|it| released.contains(&it)),
            "dumped" => !released.is_empty(),
            _ => true,
        };
        if !is_released {
            continue;
        }
        let by = match entry.actor_kind.as_str() {
            "person" => signature(tx, &entry.actor.as_str().into()).await?,
            _ => None,
        };
        let outcome = (entry.kind == "cleared").then(|| outcome_of(&entry)).flatten();
        let kind = if opens_flat(&entry) { "flat_opened".to_owned() } else { entry.kind };
        steps.push(Step { outcome, kind, state, reason: entry.why, by, at: entry.at });
    }
    Ok(steps)
}

/// How a step of the staff is signed: by name, but for a department's officers, who speak for it.
async fn signature(tx: &mut Tx, person: &PersonId) -> app::Result<Option<String>> {
    for grant in people::grants(tx, person).await? {
        if let Scope::Department(id) = grant.scope {
            return Ok(inquiries::department(tx, id.as_str()).await?.map(|department| department.name));
        }
    }
    Ok(people::get(tx, person).await?.map(|person| person.name))
}

/// Whether a line tells that the flat number was opened, and not the contact.
fn opens_flat(entry: &journal::Entry) -> bool {
    let after = serde_json::from_str::<serde_json::Value>(&entry.after).unwrap_or_default();
    entry.kind == "revealed" && after["what"] == "flat"
}

/// The question's version after a line.
fn version_of(entry: &journal::Entry) -> Option<i64> {
    serde_json::from_str::<serde_json::Value>(&entry.after).ok()?["version"].as_i64()
}

/// How a question ended on air, as a line says.
fn outcome_of(entry: &journal::Entry) -> Option<Outcome> {
    let after = serde_json::from_str::<serde_json::Value>(&entry.after).ok()?;
    after["outcome"].as_str().and_then(Outcome::of)
}

async fn opened(tx: &mut Tx, question: &QuestionId) -> app::Result<Vec<Opened>> {
    let mut opened = Vec::new();
    for it in reveals::of(tx, question).await? {
        // An officer looks for the department, and is named as it.
        let by = match it.what {
            Revealed::Flat => signature(tx, &it.person).await?.unwrap_or(it.name),
            Revealed::Contact | Revealed::Network => it.name,
        };
        opened.push(Opened { by, what: it.what, reason: it.reason, at: it.at });
    }
    Ok(opened)
}
