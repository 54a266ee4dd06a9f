//! `/i/{slug}/ask`: what one wants to ask, then exactly what others will see of it, then the receipt.

use axum::{
    Form,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    faces::{Around, call},
    identity,
    preview::preview,
};
use crate::{
    app::{App, Key, notice},
    domain::{
        id::{QuestionId, VisitorId},
        identity::Identity,
        inquiry::Inquiry,
    },
    http::{
        From, MaybeVisitor, Problem, Reader, Worked,
        credential::set_cookie,
        form::{self, new_key},
    },
    intake::{
        ask::{self, Receipt, Writing},
        identity::{confirm_code, send_code, standing},
        inquiry::visible,
        look_alike::{LookAlikes, like},
        second::second,
        telltales::{self, Draft},
    },
    pages::{
        ask::{AskForm, AskIdentity, AskPage, FieldError, Preview, Trouble, WayIn},
        door::Choice,
        receipt::ReceiptPage,
        square,
    },
    store::Tx,
    text::clean::clean,
};

/// How long a device's cookie lasts, in seconds: half a year.
pub const COOKIE_S: i64 = 15_552_000;

/// The form as a browser sends it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    idempotency_key: String,
    text: String,
    place: String,
    department: String,
    flat: String,
    name: String,
    contact: String,
    visibility: String,
    minor: String,
    on_behalf: String,
    phone: String,
    code: String,
    step: String,
    /// What could tell on the asker and was shown to them; see [`telltales`].
    warned: String,
    /// Whether look-alikes were shown already: then the button says that this one is different.
    seen: String,
    /// The version of the notice that stood on the page.
    notice: String,
    /// Work done, or a ticket; see [`crate::intake::crowd`].
    work: String,
    second: Option<String>,
    unsecond: Option<String>,
}

/// The empty form. The device gets its cookie here, so that a form sent twice comes from one device.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: MaybeVisitor,
    reader: Reader,
) -> Result<Response, Problem> {
    let (visitor, token) = device(&app, visitor)?;
    let response = match identity::before_writing(&app, &slug, &visitor, &reader).await? {
        Some(confirm_first) => confirm_first,
        None => {
            let mut tx = app.store.read().await?;
            let inquiry = visible(&mut tx, &slug).await?;
            let form = Sent { idempotency_key: new_key(), ..Sent::default() };
            page(&app, &mut tx, &inquiry, &reader, form, 1, Stopped::default(), Some(&visitor)).await?
        }
    };
    remember(&app, response, token)
}

/// Who this device is; one that is new is given a token.
pub fn device(app: &App, visitor: MaybeVisitor) -> Result<(VisitorId, Option<String>), Problem> {
    let token = visitor.0.is_none().then(|| app.vault.visitor_token());
    let visitor = visitor.0.or_else(|| app.vault.visitor(token.as_deref()?)).ok_or_else(Problem::malformed)?;
    Ok((visitor, token))
}

/// Has a new device keep its token.
pub fn remember(app: &App, mut response: Response, token: Option<String>) -> Result<Response, Problem> {
    if let Some(token) = token {
        let cookie = set_cookie(app, "visitor", &token, COOKIE_S);
        response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(|_| Problem::malformed())?);
    }
    Ok(response)
}

/// A step of the form: on to what others will see, back to the text, or sent.
pub async fn send(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: MaybeVisitor,
    from: From,
    reader: Reader,
    Form(mut sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (visitor, token) = device(&app, visitor)?;
    if sent.idempotency_key.is_empty() {
        sent.idempotency_key = new_key();
    }
    let response = step(&app, &slug, &visitor, from, &reader, sent).await?;
    remember(&app, response, token)
}

/// Why the form comes back.
#[derive(Clone, Debug, Default)]
struct Stopped {
    errors: Vec<FieldError>,
    trouble: Option<Trouble>,
    way_in: Option<WayIn>,
    /// A code is on its way.
    is_sent: bool,
}

impl Stopped {
    fn by(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::default() }
    }

    /// Whatever a problem says, in the form's own words.
    fn of(problem: &Problem) -> Self {
        let trouble = Trouble {
            code: problem.code().into(),
            retry_after_s: problem.wait_s().and_then(|seconds| seconds.try_into().ok()),
        };
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let work = text(problem.member("work").and_then(|work| work.get("work")));
        let way_in = work.zip(text(problem.member("ticket"))).map(|(work, ticket)| WayIn { work, ticket });
        let mut errors = field_errors(problem);
        // How often a code is sent has a bound of its own, and another sentence than a crowd.
        if problem.code() == "code_too_soon" {
            let minutes = problem.wait_s().map(|seconds| (seconds + 59) / 60).and_then(|it| it.try_into().ok());
            errors.push(FieldError { field: "phone".into(), code: "too_soon".into(), limit: minutes });
        }
        // Who has typed no code yet is led to its field.
        if problem.member("way").and_then(Value::as_str) == Some("phone") {
            errors.push(FieldError { field: "code".into(), code: "required".into(), limit: None });
        }
        Self { errors, trouble: Some(trouble), way_in, is_sent: false }
    }
}

async fn step(
    app: &App,
    slug: &str,
    visitor: &VisitorId,
    from: From,
    reader: &Reader,
    sent: Sent,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = visible(&mut tx, slug).await?;
    if let Some((id, given)) =
        sent.second.clone().map(|id| (id, true)).or_else(|| sent.unsecond.clone().map(|id| (id, false)))
    {
        drop(tx);
        second(app, QuestionId(id), visitor.clone(), from, &sent.worked(), given).await?;
        let mut tx = app.store.read().await?;
        return page(app, &mut tx, &inquiry, reader, sent, 1, Stopped::default(), Some(visitor)).await;
    }
    if sent.step == "code" {
        drop(tx);
        let (status, stopped) =
            match send_code(app, slug, visitor, from, &sent.worked(), reader.lang, &sent.phone).await {
                Ok(()) => (StatusCode::OK, Stopped { is_sent: true, ..Stopped::default() }),
                Err(problem) => (problem.status(), Stopped::of(&problem)),
            };
        let mut tx = app.store.read().await?;
        let page = page(app, &mut tx, &inquiry, reader, sent, 2, stopped, Some(visitor)).await?;
        return Ok((status, page).into_response());
    }
    let summoned = crate::store::inquiries::summoned(&mut tx, &inquiry.id).await?;
    let checked = ask::check(sent.writing(), &summoned);
    match (sent.step.as_str(), checked) {
        ("look", Err(problem)) => {
            let errors = field_errors(&problem);
            let step = if errors.iter().any(|error| error.field == "text") { 1 } else { 2 };
            page(app, &mut tx, &inquiry, reader, sent, step, Stopped::by(errors), Some(visitor)).await
        }
        ("look", Ok(_)) => page(app, &mut tx, &inquiry, reader, sent, 2, Stopped::default(), Some(visitor)).await,
        ("0", _) => page(app, &mut tx, &inquiry, reader, sent, 1, Stopped::default(), Some(visitor)).await,
        // What tells on its writer is shown once before it goes out; sending it once more sends it.
        ("2", Ok(_)) if telltales::found(&sent.draft()).seen != sent.warned => {
            page(app, &mut tx, &inquiry, reader, sent, 2, Stopped::default(), Some(visitor)).await
        }
        ("2", Ok(_)) => {
            drop(tx);
            store(app, &inquiry, visitor, from, reader, sent).await
        }
        (_, Ok(_)) => {
            let is_unlike = sent.seen == "yes" || like(app, &mut tx, &inquiry, &sent.text).await?.items.is_empty();
            let step = if is_unlike { 2 } else { 1 };
            page(app, &mut tx, &inquiry, reader, sent, step, Stopped::default(), Some(visitor)).await
        }
        (step, Err(problem)) => {
            let errors = field_errors(&problem);
            let text_is_wrong = errors.iter().any(|error| error.field == "text");
            let step = if text_is_wrong || step != "2" { 1 } else { 2 };
            page(app, &mut tx, &inquiry, reader, sent, step, Stopped::by(errors), Some(visitor)).await
        }
    }
}

/// Stores the question; whatever goes wrong, the form comes back with all that was typed.
async fn store(
    app: &App,
    inquiry: &Inquiry,
    visitor: &VisitorId,
    from: From,
    reader: &Reader,
    sent: Sent,
) -> Result<Response, Problem> {
    let digest =
        hex::encode(Sha256::digest(format!("{}\n{}\n{}\n{}", sent.text, sent.contact, sent.visibility, sent.minor)));
    // The key was made by the server with the form: a second press is the same sending, with or without a cookie.
    let key = Key { scope: format!("form {}", inquiry.slug), key: sent.idempotency_key.clone(), digest };
    let stored = async {
        if !sent.code.is_empty() {
            confirm_code(app, &inquiry.slug, visitor, &sent.phone, &sent.code).await?;
        }
        ask::ask(app, &inquiry.slug, visitor, from, &sent.worked(), key, sent.writing()).await
    };
    match stored.await {
        Ok(receipt) => shown(app, inquiry, reader, &sent, receipt).await,
        Err(problem) => {
            let mut tx = app.store.read().await?;
            let page = page(app, &mut tx, inquiry, reader, sent, 2, Stopped::of(&problem), Some(visitor)).await?;
            Ok((problem.status(), page).into_response())
        }
    }
}

/// The receipt, shown once: it can be shown again with number and code, or by sending the same form again.
async fn shown(
    app: &App,
    inquiry: &Inquiry,
    reader: &Reader,
    sent: &Sent,
    receipt: Receipt,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let around = Around::of(&mut tx, inquiry).await?;
    let link = format!("{}/r/{}?s={}", app.config.public_url(), receipt.receipt, receipt.secret);
    let page = ReceiptPage {
        inquiry: around.inquiry(inquiry),
        qr_svg: square(&link),
        link,
        receipt: receipt.receipt,
        code: receipt.code,
        stored_at: app.now().0,
        text: clean(&sent.text),
        reachable: !sent.contact.trim().is_empty(),
    };
    let response = reader.show_private(app, &page, &reader.say("title-receipt"), around.house())?;
    Ok((StatusCode::CREATED, response).into_response())
}

#[allow(clippy::too_many_arguments)] // One page and all that stands on it.
async fn page(
    app: &App,
    tx: &mut Tx,
    inquiry: &Inquiry,
    reader: &Reader,
    sent: Sent,
    step: u8,
    stopped: Stopped,
    visitor: Option<&VisitorId>,
) -> Result<Response, Problem> {
    let mut around = Around::of(tx, inquiry).await?;
    let alike = if sent.text.is_empty() { LookAlikes::default() } else { like(app, tx, inquiry, &sent.text).await? };
    around.mark_mine(tx, visitor, &alike.items).await?;
    let departments = around.choices();
    let telling = telltales::found(&sent.draft());
    let standing = standing(app, tx, around.identity(), visitor).await?;
    let identity = (standing.way != Identity::None).then(|| AskIdentity {
        way: standing.way.word(),
        confirmed: standing.confirmed,
        sent: stopped.is_sent,
    });
    let page = AskPage {
        identity,
        press: if sent.step == "code" { "send-code" } else { "send" },
        is_warned: step == 2 && sent.step == "2" && telling.seen != sent.warned,
        warned: telling.seen,
        telltales: telling.items,
        inquiry: around.inquiry(inquiry),
        call: call(app, tx, inquiry, &around).await?,
        step,
        errors: stopped.errors,
        trouble: stopped.trouble,
        way_in: stopped.way_in,
        notice: notice::version(reader.lang),
        sealed_alike: alike.sealed,
        look_alikes: alike.items.iter().map(|face| around.question(face, inquiry)).collect(),
        preview: (step == 2).then(|| sent.preview(&departments)),
        departments,
        form: AskForm {
            idempotency_key: sent.idempotency_key,
            text: sent.text,
            place: sent.place,
            flat: sent.flat,
            department: sent.department,
            name: sent.name,
            contact: sent.contact,
            visibility: sent.visibility,
            minor: !sent.minor.is_empty(),
            on_behalf: !sent.on_behalf.is_empty(),
            phone: sent.phone,
            code: sent.code,
        },
    };
    reader.show_private(app, &page, &reader.say("title-ask"), around.house())
}

/// The wrong fields that a problem lists, in the words of the door: what it does not know is not as it should be.
pub fn field_errors(problem: &Problem) -> Vec<FieldError> {
    let mut errors = form::field_errors(problem);
    errors.iter_mut().filter(|error| error.code == "unknown").for_each(|error| error.code = "malformed".to_owned());
    errors
}

impl Sent {
    fn writing(&self) -> Writing {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Writing {
            text: Some(self.text.clone()),
            title: None,
            place: some(&self.place),
            flat: some(&self.flat),
            department: some(&self.department),
            name: some(&self.name),
            contact: some(&self.contact),
            visibility: some(&self.visibility),
            minor: !self.minor.is_empty(),
            on_behalf: !self.on_behalf.is_empty(),
            notice: some(&self.notice),
        }
    }

    fn worked(&self) -> Worked {
        Worked(Some(self.work.clone()))
    }

    fn preview(&self, departments: &[Choice]) -> Preview {
        let to = departments.iter().find(|it| it.id == self.department).map(|it| it.name.clone());
        preview(&self.text, &self.name, &self.visibility, !self.minor.is_empty(), to)
    }

    fn draft(&self) -> Draft {
        let (text, place, name) = (self.text.clone(), self.place.clone(), self.name.clone());
        Draft { text, place, name, visibility: self.visibility.clone() }
    }
}
