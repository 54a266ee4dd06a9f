//! Audit: what the record says, who opened whose contact and why, and whether record and tables agree.

use axum::{
    Json,
    extract::{Query, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::{self, App, Error, reach},
    domain::{
        happening::Journal,
        id::InquiryId,
        inquiry::Inquiry,
        moment::Moment,
        refusal::Refusal,
        role::{Deed, Scope, Staff},
        rundown::Pull,
    },
    http::{Problem, Signed},
    store::{Tx, inquiries, journal, people, reveals, rundowns, verify},
};

/// How many lines one answer holds.
const LINES: usize = 50;
/// How many openings of contacts, and of lists, one answer holds.
const REVEALS: usize = 50;

/// Which part of the record.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct AuditAsked {
    /// The inquiry, by its name in addresses; without one, the house's own journal.
    pub inquiry: Option<String>,
    /// What happened.
    pub kind: Option<String>,
    /// Who did it: the id or name of somebody of the staff, or a device.
    pub actor: Option<String>,
    /// `next` of the lines before.
    pub after: Option<i64>,
}

/// A part of the record, the latest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Audit {
    /// The lines.
    pub lines: Vec<AuditLine>,
    /// Where they go on.
    pub next: Option<i64>,
    /// Who opened contacts of this inquiry, the latest first.
    pub reveals: Vec<AuditReveal>,
    /// Who opened sealed lists of this inquiry, the latest first.
    pub openings: Vec<AuditOpening>,
    /// What was pulled from the show of this inquiry, on whose word.
    pub pulls: Vec<AuditPull>,
    /// Where each journal that may be read ends.
    pub heads: Vec<AuditHead>,
}

/// One line of the record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditLine {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// `person`, `visitor` or `house`.
    pub actor_kind: String,
    /// Who; empty for the house.
    pub actor: String,
    /// Their name, if they are of the staff.
    pub name: Option<String>,
    /// What happened.
    pub kind: String,
    /// To what kind of thing.
    pub subject_kind: String,
    /// To which.
    pub subject: String,
    /// The state before.
    pub from: Option<String>,
    /// The state after.
    pub to: Option<String>,
    /// The reason code.
    pub why: Option<String>,
    /// Its hash over itself and all before it.
    pub hash: String,
}

/// A contact was opened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditReveal {
    /// Of which question.
    pub question: String,
    /// By whom.
    pub name: String,
    /// Why, as the asker reads it too.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// A sealed list was opened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditOpening {
    /// Which list, or `scan` for a sealed scan: `desk`, `question_sheet`, `rundown`, `rundown_sheet`, `host_cards`, `deputy_cards`, `pairs`, `scribe`, `sign_off`.
    pub list: String,
    /// By whom.
    pub name: String,
    /// When.
    pub at: Moment,
}

/// A question was pulled from the show.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditPull {
    /// Which question; none for a film or a vote.
    pub question: Option<String>,
    /// The reason code.
    pub code: String,
    /// Who asked for it.
    pub asked_by: String,
    /// How.
    pub how: String,
}

/// Where a journal ends.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditHead {
    /// The inquiry, by its name in addresses; none is the house.
    pub inquiry: Option<String>,
    /// Its theme.
    pub theme: Option<String>,
    /// How many lines.
    pub seq: i64,
    /// The hash over all of them.
    pub hash: String,
}

/// What verifying found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Verified {
    /// When.
    pub at: Moment,
    /// How many journals were read.
    pub journals: usize,
    /// How many lines.
    pub lines: i64,
    /// How many questions were compared.
    pub questions: usize,
    /// How many promises were compared.
    pub commitments: usize,
    /// Everything that is not as it must be; empty when all is well.
    pub wrong: Vec<String>,
}

/// Reads the record.
#[utoipa::path(get, path = "/audit", params(AuditAsked),
    responses((status = 200, body = Audit), (status = 403), (status = 404)))]
pub async fn audit_call(
    State(app): State<App>,
    Signed(staff): Signed,
    Query(asked): Query<AuditAsked>,
) -> Result<Json<Audit>, Problem> {
    Ok(Json(audit(&mut app.store.read().await?, &staff, &asked).await?))
}

/// Reads the whole record and compares it with the tables.
#[utoipa::path(post, path = "/audit/verify", responses((status = 200, body = Verified), (status = 403)))]
pub async fn verify_call(State(app): State<App>, Signed(staff): Signed) -> Result<Json<Verified>, Problem> {
    Ok(Json(verified(&app, &staff).await?))
}

/// Reads the record, for whoever may audit this part of it.
pub async fn audit(tx: &mut Tx, staff: &Staff, asked: &AuditAsked) -> app::Result<Audit> {
    if !staff.may_somewhere(Deed::Audit) {
        return Err(Refusal::NotAllowed.into());
    }
    let named = |it: &Option<String>| it.clone().filter(|it| !it.is_empty());
    let inquiry = match named(&asked.inquiry) {
        Some(slug) => Some(reach::inquiry(tx, staff, Deed::Audit, &slug).await?),
        None if audits_house(staff) => None,
        None => Some(first(tx, staff).await?),
    };
    let journal = inquiry.as_ref().map_or_else(Journal::house, |it| Journal::from(&it.id));
    let actor = match named(&asked.actor) {
        None => None,
        Some(who) => Some(people::by_name(tx, &who).await?.map_or(who, |person| person.id.0)),
    };
    let before = asked.after.unwrap_or(i64::MAX);
    let kind = named(&asked.kind);
    let mut entries = journal::entries_back(tx, &journal, before, kind.as_deref(), actor.as_deref(), LINES + 1).await?;
    let goes_on = entries.len() > LINES;
    entries.truncate(LINES);
    let next = entries.last().map(|last| last.seq).filter(|_| goes_on);
    let ids: Vec<&str> = entries.iter().filter(|it| it.actor_kind == "person").map(|it| it.actor.as_str()).collect();
    let names = people::names(tx, &ids).await?;
    let lines = entries.into_iter().map(|it| AuditLine {
        name: names.get(&it.actor).cloned(),
        seq: it.seq,
        at: it.at,
        actor_kind: it.actor_kind,
        actor: it.actor,
        kind: it.kind,
        subject_kind: it.subject_kind,
        subject: it.subject,
        from: it.from_state,
        to: it.to_state,
        why: it.why,
        hash: it.hash,
    });
    Ok(Audit {
        lines: lines.collect(),
        next,
        reveals: opened(tx, inquiry.as_ref()).await?,
        openings: openings(tx, inquiry.as_ref()).await?,
        pulls: pulled(tx, inquiry.as_ref()).await?,
        heads: heads(tx, staff).await?,
    })
}

/// Reads the whole record and compares it with the tables, for whoever audits the whole house.
pub async fn verified(app: &App, staff: &Staff) -> app::Result<Verified> {
    if !audits_house(staff) {
        return Err(Refusal::NotAllowed.into());
    }
    let found = verify::verify(&app.store).await?;
    let verify::Findings { journals, lines, questions, commitments, wrong } = found;
    Ok(Verified { at: app.now(), journals, lines, questions, commitments, wrong })
}

/// Whether somebody audits the whole house.
pub fn audits_house(staff: &Staff) -> bool {
    staff.grants.iter().any(|grant| grant.role.may(Deed::Audit) && grant.scope == Scope::House)
}

async fn first(tx: &mut Tx, staff: &Staff) -> app::Result<Inquiry> {
    let all = inquiries::all(tx).await?;
    all.into_iter().find(|it| staff.may(Deed::Audit, &it.id, &it.programme)).ok_or(Error::NotFound("inquiry"))
}

async fn opened(tx: &mut Tx, inquiry: Option<&Inquiry>) -> app::Result<Vec<AuditReveal>> {
    let Some(inquiry) = inquiry else { return Ok(Vec::new()) };
    let found = reveals::latest(tx, &inquiry.id, REVEALS).await?;
    let shown = found.into_iter().map(|it| AuditReveal {
        question: it.question.0,
        name: it.name,
        reason: it.reason,
        at: it.at,
    });
    Ok(shown.collect())
}

async fn openings(tx: &mut Tx, inquiry: Option<&Inquiry>) -> app::Result<Vec<AuditOpening>> {
    let Some(inquiry) = inquiry else { return Ok(Vec::new()) };
    let found = journal::latest(tx, &Journal::from(&inquiry.id), &["list", "scan_opening"], REVEALS).await?;
    let ids: Vec<&str> = found.iter().map(|it| it.actor.as_str()).collect();
    let names = people::names(tx, &ids).await?;
    let shown = found.into_iter().map(|it| AuditOpening {
        name: names.get(&it.actor).cloned().unwrap_or_default(),
        list: if it.subject_kind == "list" { it.subject } else { "scan".to_owned() },
        at: it.at,
    });
    Ok(shown.collect())
}

async fn pulled(tx: &mut Tx, inquiry: Option<&Inquiry>) -> app::Result<Vec<AuditPull>> {
    let Some(inquiry) = inquiry else { return Ok(Vec::new()) };
    let items = rundowns::of(tx, &inquiry.id).await?.items.into_iter();
    let pulled = items.filter_map(|item| {
        let Pull { code, asked_by, how } = item.pulled?;
        Some(AuditPull { question: item.question.map(|id| id.0), code, asked_by, how })
    });
    Ok(pulled.collect())
}

async fn heads(tx: &mut Tx, staff: &Staff) -> app::Result<Vec<AuditHead>> {
    let mut shown = Vec::new();
    for head in journal::heads(tx).await? {
        let inquiry = inquiries::get(tx, &InquiryId(head.journal.clone())).await?;
        let may = match &inquiry {
            Some(it) => staff.may(Deed::Audit, &it.id, &it.programme),
            None => audits_house(staff),
        };
        if may {
            let (slug, theme) = inquiry.map(|it| (it.slug, it.theme)).unzip();
            shown.push(AuditHead { inquiry: slug, theme, seq: head.seq, hash: head.hash });
        }
    }
    Ok(shown)
}
