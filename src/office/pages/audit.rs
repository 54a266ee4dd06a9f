//! `/audit`: what the record says, who opened contacts and why, and whether all of it agrees.

use axum::{
    Form,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};

use super::form::{self, Typed};
use crate::{
    app::App,
    domain::{happening::Kind, id::QuestionId, role::Staff},
    http::{Problem, Reader, Signed, why},
    office::{
        audit::{self, AuditAsked, AuditLine, Verified},
        network::{self, Opened},
    },
    pages::{
        audit::{
            AddressForm, AddressOpened, AuditPage, AuditRow, HeadRow, OpeningRow, PullRow, RevealRow, VerifiedRow,
        },
        door::Choice,
    },
};

/// How many characters of an id tell it apart on a page.
const END_OF_ID: usize = 8;
/// How many characters a whole id has.
const ID: usize = 36;

/// The record.
pub async fn show(
    State(app): State<App>,
    Query(asked): Query<AuditAsked>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    match form::signed(staff) {
        Ok(staff) => page(&app, &staff, &reader, &asked, Shown::default()).await,
        Err(away) => Ok(away.lead()),
    }
}

/// The record, after all of it was verified.
pub async fn verify(State(app): State<App>, Signed(staff): Signed, reader: Reader) -> Result<Response, Problem> {
    let found = audit::verified(&app, &staff).await?;
    page(&app, &staff, &reader, &AuditAsked::default(), Shown { verified: Some(found), ..Shown::default() }).await
}

/// Opens the address from which a question was sent, and shows it once: it stands on no page that can be read again.
pub async fn open_address(
    State(app): State<App>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let asked = AuditAsked { inquiry: form::text(&typed, "inquiry"), ..AuditAsked::default() };
    let (question, reason) = ["question", "reason"].map(|it| form::text(&typed, it).unwrap_or_default()).into();
    let mut address = AddressForm { question, reason, ..AddressForm::default() };
    match opened(&app, &staff, &address).await {
        Ok(found) => {
            let identity = found.identity.map(|way| way.word());
            address.opened = Some(AddressOpened { network: found.network, identity, subject: found.subject });
            page(&app, &staff, &reader, &asked, Shown { address, ..Shown::default() }).await
        }
        Err(problem) if problem.status().as_u16() == 403 => Err(problem),
        Err(problem) => {
            address.errors = form::errors(&problem);
            address.trouble = form::trouble(&problem);
            let page = page(&app, &staff, &reader, &asked, Shown { address, ..Shown::default() }).await?;
            Ok((problem.status(), page).into_response())
        }
    }
}

/// The question may be named by its id or by the address of a page of it.
async fn opened(app: &App, staff: &Staff, address: &AddressForm) -> Result<Opened, Problem> {
    let reason = why(Some(&address.reason))?;
    let id = address.question.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    Ok(network::open(app, staff, &QuestionId::from(id), &reason).await?)
}

/// What was just done on the page.
#[derive(Default)]
struct Shown {
    verified: Option<Verified>,
    address: AddressForm,
}

async fn page(
    app: &App,
    staff: &Staff,
    reader: &Reader,
    asked: &AuditAsked,
    Shown { verified, address }: Shown,
) -> Result<Response, Problem> {
    let found = audit::audit(&mut app.store.read().await?, staff, asked).await?;
    let word = |it: &Option<String>| it.clone().unwrap_or_default();
    let journals = found
        .heads
        .iter()
        .filter_map(|head| Some(Choice { id: head.inquiry.clone()?, name: head.theme.clone().unwrap_or_default() }));
    let journals: Vec<Choice> = journals.collect();
    // Who audits one inquiry only reads that one, whatever was asked for.
    let inquiry = match word(&asked.inquiry) {
        named if named.is_empty() && !audit::audits_house(staff) => {
            journals.first().map(|it| it.id.clone()).unwrap_or_default()
        }
        named => named,
    };
    let next = found.next.map(|after| {
        let mut query =
            url::form(&[("inquiry", &inquiry), ("kind", &word(&asked.kind)), ("actor", &word(&asked.actor))]);
        query.push_str(&format!("after={after}"));
        format!("/audit?{query}")
    });
    let page = AuditPage {
        kind: word(&asked.kind),
        actor: word(&asked.actor),
        kinds: Kind::ALL.iter().map(|kind| kind.word()).collect(),
        lines: found.lines.into_iter().map(row).collect(),
        next,
        reveals: found
            .reveals
            .into_iter()
            .map(|it| RevealRow { at: it.at.0, who: it.name, reason: it.reason, question: it.question })
            .collect(),
        openings: found
            .openings
            .into_iter()
            .map(|it| OpeningRow { at: it.at.0, who: it.name, list: it.list })
            .collect(),
        pulls: found
            .pulls
            .into_iter()
            .map(|it| PullRow { question: it.question, code: it.code, asked_by: it.asked_by, how: it.how })
            .collect(),
        heads: found.heads.into_iter().map(|it| HeadRow { name: it.theme, seq: it.seq, hash: it.hash }).collect(),
        may_verify: audit::audits_house(staff),
        verified: verified.map(|it| VerifiedRow {
            at: it.at.0,
            journals: it.journals as i64,
            lines: it.lines,
            questions: it.questions as i64,
            wrong: it.wrong,
        }),
        address,
        inquiry,
        journals,
    };
    form::private(app, reader, &page, "title-audit")
}

fn row(it: AuditLine) -> AuditRow {
    let end = |id: &str| id.chars().skip(id.chars().count().saturating_sub(END_OF_ID)).collect::<String>();
    // Of the running order the states are items: their ids are shortened as the subject's is.
    let state = |word: Option<String>| word.map(|it| if it.len() == ID { format!("…{}", end(&it)) } else { it });
    let (states, reasons) = match it.subject_kind.as_str() {
        "commitment" => ("stage", "act"),
        "inquiry" => ("phase", "reason"),
        "contest" => ("state", "claim"),
        _ => ("state", "reason"),
    };
    AuditRow {
        states,
        reasons,
        seq: it.seq,
        at: it.at.0,
        who: it.name.unwrap_or_else(|| end(&it.actor)),
        actor_kind: it.actor_kind,
        kind: it.kind,
        subject: format!("…{}", end(&it.subject)),
        subject_kind: it.subject_kind,
        from: state(it.from),
        to: state(it.to),
        why: it.why,
    }
}

/// Writing an address.
mod url {
    use crate::http::file::percent;

    /// Names and values as a query writes them, each with an ampersand behind it.
    pub fn form(pairs: &[(&str, &String)]) -> String {
        pairs.iter().map(|(name, value)| format!("{name}={}&", percent(value))).collect()
    }
}
