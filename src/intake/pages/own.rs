//! `/r/{receipt}`: the asker's own page. The link carries the secret once; after that a cookie for this page alone does.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use axum_extra::extract::CookieJar;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{
    clear,
    faces::{Around, promised, written},
    marks, photo, safety,
};
use crate::{
    app::{self, App, By, Key},
    domain::{
        difference::{self, Span},
        id::QuestionId,
        question::{Question, State as Standing},
    },
    http::{From, Problem, Reader, form::new_key, page::see_other},
    intake::{
        asker,
        own::{self, Own},
    },
    pages::{
        ask::{FieldError, Trouble},
        asker::{AskerPage, May, Opened, Rating, ReasonGiven, Step, TextPart, Translated},
    },
    store::{
        Tx, erasures, inquiries, people,
        questions::{self, Sealed},
        translations,
    },
};

/// How long an opened page stays open in this browser, in seconds.
const OPEN_S: i64 = 7 * 24 * 3600;

/// The secret, once, in the link; and what was just done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Link {
    s: Option<String>,
    done: Option<String>,
}

/// Lets a browser in: a cookie for this page alone, then the clean address.
pub fn let_in(app: &App, receipt: &str, id: &QuestionId, shown: &str) -> Result<Response, Problem> {
    let digits: String = receipt.chars().filter(char::is_ascii_digit).collect();
    let secret = app.vault.receipt(id, 0, 0).secret;
    debug_assert!(app.vault.opens(id, shown));
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    let cookie = format!("receipt={secret}; Path=/r/{digits}; HttpOnly; SameSite=Lax; Max-Age={OPEN_S}{secure}");
    let mut response = see_other(&format!("/r/{digits}"));
    for cookie in [cookie, clear::note_opened(&digits, OPEN_S, secure)] {
        response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(|_| Problem::malformed())?);
    }
    Ok(response)
}

/// The page, for whoever holds link, or cookie.
pub async fn show(
    State(app): State<App>,
    Path(receipt): Path<String>,
    Query(link): Query<Link>,
    headers: HeaderMap,
    from: From,
    reader: Reader,
) -> Result<Response, Problem> {
    if let Some(secret) = &link.s {
        let question = own::open(&app, &receipt, secret, from).await?;
        return let_in(&app, &receipt, &question.id, secret);
    }
    match opened(&app, &receipt, &headers, from).await {
        Ok(question) => page(&app, &reader, &question.id, Extra { done: link.done, ..Extra::default() }).await,
        Err(_) => Ok(see_other("/r")),
    }
}

/// The question that this browser has opened with its secret.
pub(super) async fn opened(app: &App, receipt: &str, headers: &HeaderMap, from: From) -> Result<Question, Problem> {
    let jar = CookieJar::from_headers(headers);
    let secret = jar.get("receipt").map(|cookie| cookie.value().to_owned()).ok_or_else(Problem::unauthenticated)?;
    own::open(app, receipt, &secret, from).await
}

/// The asker, under the key that was made with a form of this page.
pub(super) fn keyed(question: &Question, form: &str, key: &str) -> By {
    let key = (!key.is_empty()).then(|| Key {
        scope: format!("form {} {form}", question.id),
        key: key.to_owned(),
        digest: String::new(),
    });
    By { actor: asker::actor(question), key }
}

/// Back to the page by 303, or the page with what was typed and what is missing.
pub(super) async fn answer(
    app: &App,
    reader: &Reader,
    question: &Question,
    done: Result<(), Problem>,
    form: &str,
    word: &str,
    typed: String,
) -> Result<Response, Problem> {
    let inquiry = {
        let mut tx = app.store.read().await?;
        inquiries::get(&mut tx, &question.inquiry).await?.ok_or_else(Problem::not_found)?
    };
    let receipt = app.vault.receipt_number(inquiry.ordinal, question.number);
    match done {
        Ok(()) => Ok(see_other(&format!("/r/{receipt}?done={word}"))),
        Err(problem) if problem.status() == StatusCode::OK => Ok(see_other(&format!("/r/{receipt}?done={word}"))),
        Err(problem) => {
            let errors = super::ask::field_errors(&problem);
            let trouble = errors.is_empty().then(|| Trouble {
                code: problem.code().into(),
                retry_after_s: problem.wait_s().and_then(|seconds| seconds.try_into().ok()),
            });
            let extra = Extra { form: Some(form.to_owned()), typed, errors, trouble, done: None };
            let page = page(app, reader, &question.id, extra).await?;
            Ok((problem.status(), page).into_response())
        }
    }
}

/// What stands on the page besides the question.
#[derive(Default)]
pub struct Extra {
    done: Option<String>,
    /// Which form came back.
    pub form: Option<String>,
    /// What was typed into it.
    pub typed: String,
    errors: Vec<FieldError>,
    trouble: Option<Trouble>,
}

async fn page(app: &App, reader: &Reader, id: &QuestionId, extra: Extra) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let question = questions::get(&mut tx, id).await?.ok_or_else(Problem::not_found)?;
    let own = own::own_of(app, &mut tx, &question).await?;
    let inquiry = inquiries::get(&mut tx, &question.inquiry).await?.ok_or_else(Problem::not_found)?;
    let mut around = Around::of(&mut tx, &inquiry).await?;
    let head = match &own.merged_into {
        None => None,
        Some(head) => {
            let head = questions::get(&mut tx, head).await?.ok_or(app::Error::NotFound("question"))?;
            let face = app.face(&mut tx, &head).await?;
            if let Some(face) = &face {
                around.mark_mine(&mut tx, question.asker.as_ref(), std::slice::from_ref(face)).await?;
            }
            face.map(|face| around.question(&face, &inquiry))
        }
    };
    let is_reachable = questions::sealed(&mut tx, id).await? != Sealed::default();
    let has_words = erasures::has_words(&mut tx, id).await?;
    let left = app.flat_left(&mut tx, id).await?;
    let may_add = crate::intake::photo::may_send(&mut tx, &question).await.is_ok();
    let is_public = app.face(&mut tx, &question).await?.is_some();
    let page = AskerPage {
        inquiry: around.inquiry(&inquiry),
        provenance: own.provenance.word(),
        state: if is_sealed(&own) { "sealed".to_owned() } else { own.state.word() },
        promised: marks::ending(&own.commitments),
        version: own.version,
        as_of: app.now().0,
        changes: changes(&own),
        arbitration: own.whose.as_ref().and_then(|it| it.arbitration.clone()),
        public_href: is_public.then(|| format!("/q/{}", own.id)),
        head,
        reason: reason(&own),
        path: path(&own, &app.zone(&mut tx, &inquiry.programme).await?),
        answer: own.answer.clone().map(written),
        promises: promised(&own.commitments),
        may: May {
            erase: is_reachable,
            erase_all: has_words,
            add_photo: may_add,
            ..may(&app.as_seen(&mut tx, question.clone()).await?)
        },
        rating: own.rating.map(|it| Rating { answer: Some(it.answer), handling: Some(it.handling), note: None }),
        opened: own.opened.into_iter().map(opened_face).collect(),
        translation: translated(&mut tx, id).await?,
        photos: photo::own(&mut tx, id).await?,
        flats: safety::flats(&own.flat_asked, left.as_deref(), &extra),
        reported: own.reported.into_iter().map(safety::reported).collect(),
        done: extra.done,
        form: extra.form,
        typed: extra.typed,
        errors: extra.errors,
        trouble: extra.trouble,
        idempotency_key: new_key(),
        receipt: own.receipt,
        original: own.text,
    };
    reader.show_private(app, &page, &reader.say("title-asker"), around.house())
}

/// What a moderator wrote beside it in Chinese.
async fn translated(tx: &mut Tx, id: &QuestionId) -> Result<Option<Translated>, Problem> {
    let Some(it) = translations::of(tx, id).await? else { return Ok(None) };
    let by = people::get(tx, &it.by_person).await?.map(|person| person.name).unwrap_or_default();
    Ok(Some(Translated { text: it.text, by }))
}

fn opened_face(it: own::Opened) -> Opened {
    Opened { at: it.at.0, by: it.by, what: it.what.word(), reason: it.reason }
}

fn changes(own: &Own) -> Vec<TextPart> {
    let Some(public) = &own.public_text else { return Vec::new() };
    let spans = difference::difference(&own.text, public);
    if spans.iter().all(|span| matches!(span, Span::Same(_))) {
        return Vec::new();
    }
    spans.into_iter().map(TextPart::from).collect()
}

fn reason(own: &Own) -> Option<ReasonGiven> {
    match own.state {
        Standing::Rejected | Standing::RejectedFinal | Standing::Appealed => {
            Some(ReasonGiven { code: own.reason.map(|it| it.word()), note: None })
        }
        // It was taken out of the show for a reason.
        Standing::Later => own.reason.map(|it| ReasonGiven { code: Some(it.word()), note: None }),
        Standing::NeedsInfo => Some(ReasonGiven { code: None, note: None }),
        _ => None,
    }
}

fn path(own: &Own, zone: &TimeZone) -> Vec<Step> {
    let mut waits: BTreeMap<usize, i64> = BTreeMap::new();
    for (n, pair) in own.path.windows(2).enumerate() {
        waits.insert(n + 1, pair[1].at.since(pair[0].at) / 60_000);
    }
    let steps = own.path.iter().enumerate().map(|(n, step)| {
        let kind = word(&step.kind, step.state.as_deref());
        let kind = if kind == "approved" && is_sealed(own) { "sealed".to_owned() } else { kind };
        let is_owned = kind == "handed_over";
        Step {
            at: step.at.0,
            by: step.by.clone(),
            waited_minutes: waits.get(&n).filter(|_| is_decision(&step.kind)).map(|waited| waited.unsigned_abs()),
            reason: step.reason.clone(),
            outcome: step.outcome.map(|it| it.word()),
            note: None,
            department: own.owner.clone().filter(|_| is_owned),
            due: own.due_on.as_ref().filter(|_| is_owned).map(ToString::to_string),
            on: None,
            kind,
        }
    });
    let steps = steps.chain(safety::steps(own)).collect();
    let mut steps = marks::among(steps, &own.commitments, zone);
    // The latest order is the one that stands.
    if let Some(order) = steps.iter_mut().find(|step| step.kind == "awaiting_written") {
        order.department = own.owner.clone();
        order.due = own.due_on.as_ref().map(|day| day.as_str().to_owned());
    }
    steps
}

/// Whether it was published where nobody reads it before it is on air.
fn is_sealed(own: &Own) -> bool {
    own.sealed && own.state == Standing::Approved
}

/// The name of a step's sentence: what was done, or where it led where only that matters to its asker.
fn word(kind: &str, state: Option<&str>) -> String {
    match (kind, state) {
        ("decided" | "merged" | "unmerged" | "undone" | "taken" | "cleared", Some(state)) => state,
        ("appeal_judged", Some("rejected_final")) => "rejected_final",
        ("appeal_judged", _) => "overturned",
        ("answer_reviewed", Some("awaiting_written")) => "answer_returned",
        ("answer_reviewed", _) => "answer_accepted",
        (kind, _) => kind,
    }
    .to_owned()
}

/// Whether the asker had waited for it: a decision, and not what somebody did on the way.
fn is_decision(kind: &str) -> bool {
    matches!(kind, "decided" | "merged" | "appeal_judged" | "answer_reviewed")
}

fn may(question: &Question) -> May {
    May {
        complete: question.state == Standing::NeedsInfo,
        withdraw: question.state.is_withdrawable(),
        appeal: question.state == Standing::Rejected && question.appeal.is_none(),
        erase: false,
        erase_all: false,
        add_photo: false,
        rate: asker::is_ratable(question.state),
        tell_harassment: true,
    }
}
