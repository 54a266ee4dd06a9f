//! `/c/{id}`: one promise, and during the notice a form for whoever sees it otherwise.

use axum::{
    Form,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

use super::form::{self, Fields, field};
use crate::{
    app::App,
    domain::{
        commitment::Stage,
        id::{CommitmentId, VisitorId},
    },
    followup::{
        act::{self, Who},
        book,
    },
    http::{MaybeVisitor, Problem, Reader, credential::set_cookie, page::see_other},
    pages::followup::{
        badges::Badges,
        commitment::{Asked, CommitmentPage},
        span::Span,
    },
    store::{contests, inquiries, questions, records},
    text::words::words,
};

/// How many days of a count a page lists.
const MOST_STEPS: usize = 130;
/// How long a device's cookie lasts, in seconds: half a year.
const COOKIE_S: i64 = 15_552_000;

/// What was just done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: Option<String>,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<CommitmentId>,
    Query(after): Query<After>,
    visitor: MaybeVisitor,
    reader: Reader,
) -> Result<Response, Problem> {
    let done = after.done.filter(|done| matches!(done.as_str(), "objected" | "agreed"));
    let (mut response, may_object) = page(&app, &reader, &id, visitor.0.as_ref(), String::new(), None, done).await?;
    if may_object && visitor.0.is_none() {
        // A form sent twice must come from one device, so the device is known before it speaks.
        let cookie = set_cookie(&app, "visitor", &app.vault.visitor_token(), COOKIE_S);
        response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(|_| Problem::malformed())?);
    }
    Ok(response)
}

/// Objects or agrees.
pub async fn speak(
    State(app): State<App>,
    Path(id): Path<CommitmentId>,
    visitor: MaybeVisitor,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let token = visitor.0.is_none().then(|| app.vault.visitor_token());
    let visitor = visitor.0.or_else(|| app.vault.visitor(token.as_deref()?)).ok_or_else(Problem::malformed)?;
    let who = Who::Visitor(visitor.clone());
    let by = form::by(who.hand(), &format!("/c/{id}"), &fields);
    let mut response = match act::act(&app, &who, &by, &id, &form::body(&fields)).await {
        Err(problem) if !form::was_done_before(&problem) => {
            let text = field(&fields, "text").to_owned();
            let (page, _) = page(&app, &reader, &id, Some(&visitor), text, Some(&problem), None).await?;
            (problem.status(), page).into_response()
        }
        _ => {
            let done = if field(&fields, "action") == "agree" { "agreed" } else { "objected" };
            see_other(&format!("/c/{id}?done={done}"))
        }
    };
    if let Some(token) = token {
        let cookie = set_cookie(&app, "visitor", &token, COOKIE_S);
        response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(|_| Problem::malformed())?);
    }
    Ok(response)
}

async fn page(
    app: &App,
    reader: &Reader,
    id: &CommitmentId,
    visitor: Option<&VisitorId>,
    typed: String,
    problem: Option<&Problem>,
    done: Option<String>,
) -> Result<(Response, bool), Problem> {
    let mut tx = app.store.read().await?;
    let file = book::public_file(app, &mut tx, id).await?;
    let it = file.commitment;
    let inquiry = inquiries::by_slug(&mut tx, &it.inquiry).await?.ok_or_else(Problem::not_found)?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let question = match &it.question {
        None => None,
        Some(id) => match questions::get(&mut tx, id).await? {
            None => None,
            Some(question) => app.face(&mut tx, &question).await?,
        },
    };
    let agrees = match visitor {
        Some(visitor) => records::agrees(&mut tx, id, visitor).await?,
        None => false,
    };
    let today = app.today(&programme);
    let house = form::house(&mut tx, Some(programme)).await?;
    let may_object = matches!(it.state, Stage::Notice | Stage::Disputed);
    let corrections = contests::corrections(&mut tx, id.as_str()).await?;
    let title = it.what.clone().unwrap_or_else(|| it.quote.clone());
    let mut steps = file.counted;
    let steps_in_all = steps.len();
    steps.truncate(MOST_STEPS);
    let page = CommitmentPage {
        words: words(&it.quote),
        badges: Badges::of(&it),
        span: Span::alone(&it, today),
        big: Span::big(&it, today),
        question: question.map(|face| Asked { id: face.id.0, text: face.text }),
        records: file.records,
        evidence: file.evidence,
        agreed: file.agreed,
        steps,
        steps_in_all,
        corrections: corrections.into_iter().filter_map(|it| it.answer).collect(),
        may_object,
        agrees,
        typed,
        problem: problem.map(|problem| match problem.code() {
            "invalid" => "reason_required".to_owned(),
            code => code.to_owned(),
        }),
        done,
        idempotency_key: form::new_key(),
        as_of: app.now().0,
        it,
    };
    Ok((reader.show(app, &page, &title, house)?, may_object))
}
