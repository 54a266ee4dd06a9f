//! `/stage/{slug}/sign-off`, 审定: the signed paper is kept sealed, each opening is noted, and what was changed since is shown.

use axum::{
    Json,
    extract::{FromRequest as _, Multipart, Path, Query, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use super::{
    paper::{self, Sent},
    rundown::{self, StageRundown},
};
use crate::{
    app::{self, App, By, reach},
    domain::{
        difference::difference,
        disclosure::List,
        happening::{self, Actor, Journal},
        inquiry::Inquiry,
        moment::Moment,
        role::{Deed, Staff},
        sign_off::{ScanKind, SignOff, SignedWords, Since},
    },
    http::{
        Keyed, Problem, Reader, Signed,
        form::{code, field_errors, new_key, pressed, was_done_before},
        page::see_other,
        problem::Wrong,
    },
    pages::{
        House,
        sign_off::{OpeningRow, SignOffPage, SignOffRow, TextSpan},
    },
    store::{Tx, inquiries, journal, people, sign_offs},
    text::clean::clean_line,
};

/// The longest name under a paper, in Unicode scalars.
const NAME_CHARS: usize = 60;

/// The paper that counts, and how the order stands against it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StageSignOff)]
pub struct Stands {
    /// Whose signature it bears; none where nothing was signed yet.
    pub signed_by: Option<String>,
    /// Who brought it in.
    pub kept_by: Option<String>,
    /// When.
    pub at: Option<Moment>,
    /// SHA-256 of the file as it was sent in.
    pub sha256: Option<String>,
    /// How many questions have the words that were signed.
    pub same: usize,
    /// How many have other words.
    pub changed: usize,
    /// How many came into the order afterwards.
    pub added: usize,
}

/// The form of a signed paper: field `scan`, and in words `signed_by`.
#[derive(ToSchema)]
#[allow(dead_code)] // Describes the multipart body in the API's description.
#[schema(as = SignOffForm)]
pub struct Form {
    /// A picture (JPEG, PNG, WebP) or a PDF; up to 15 MB.
    #[schema(value_type = String, format = Binary)]
    scan: Vec<u8>,
    /// Whose signature it bears.
    signed_by: String,
}

/// The paper that counts, for those who may read the stage.
#[utoipa::path(get, path = "/inquiries/{slug}/sign-off", params(("slug" = String, Path)),
    responses((status = 200, body = Stands), (status = 401), (status = 403), (status = 404)))]
pub async fn read(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Json<Stands>, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadStage, &slug).await?;
    let rundown = rundown::of(&app, &mut tx, &inquiry).await?;
    Ok(Json(stands(&mut tx, &inquiry, &rundown).await?))
}

async fn stands(tx: &mut Tx, inquiry: &Inquiry, rundown: &StageRundown) -> app::Result<Stands> {
    let latest = sign_offs::latest(tx, &inquiry.id).await?;
    let kept_by = match &latest {
        Some(it) => people::get(tx, &it.kept_by).await?.map(|person| person.name),
        None => None,
    };
    let mut stands = Stands {
        signed_by: latest.as_ref().map(|it| it.signed_by.clone()),
        kept_by,
        at: latest.as_ref().map(|it| it.at),
        sha256: latest.as_ref().map(|it| it.sha256.clone()),
        same: 0,
        changed: 0,
        added: 0,
    };
    let Some(signed) = latest.map(|it| it.book()) else { return Ok(stands) };
    for (question, text) in words(rundown) {
        match signed.since(&question.question, &text) {
            Since::Same => stands.same += 1,
            Since::Changed(_) => stands.changed += 1,
            Since::Added => stands.added += 1,
        }
    }
    Ok(stands)
}

/// The words of every question that is still in the order, as viewers would read them.
fn words(rundown: &StageRundown) -> Vec<(SignedWords, String)> {
    let in_order = rundown.items.iter().filter(|item| !item.state.is_out());
    in_order
        .filter_map(|item| {
            let (question, air) = (item.question.as_ref()?, item.air.as_ref()?);
            let words = SignedWords { question: question.id.clone(), text: air.text.clone() };
            Some((words, air.text.clone()))
        })
        .collect()
}

/// Keeps a signed paper; the words of the order as they stand are what was signed.
#[utoipa::path(post, path = "/inquiries/{slug}/sign-off", params(("slug" = String, Path)),
    request_body(content = Form, content_type = "multipart/form-data"),
    responses((status = 201, body = Stands), (status = 403), (status = 404), (status = 413), (status = 422)))]
pub async fn keep_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    keyed: Keyed,
    request: Request,
) -> Result<(StatusCode, Json<Stands>), Problem> {
    // Nobody sends 15 MB in vain: who may not is told before the body is read.
    reach::inquiry(&mut app.store.read().await?, &staff, Deed::Direct, &slug).await?;
    let form = Multipart::from_request(request, &app).await.map_err(|_| Problem::malformed())?;
    let sent = paper::read(form).await?;
    let by = keyed.by(Actor::Person(staff.person.clone()), hex::encode(Sha256::digest(&sent.file)));
    Ok((StatusCode::CREATED, Json(keep(&app, &staff, &by, &slug, sent).await?)))
}

/// Keeps a signed paper: sealed and safe on disk first, then known to the database.
pub async fn keep(app: &App, staff: &Staff, by: &By, slug: &str, sent: Sent) -> Result<Stands, Problem> {
    let signed_by = clean_line(&sent.signed_by);
    let mut wrong = Vec::new();
    if signed_by.is_empty() {
        wrong.push(Wrong { field: "signed_by", code: "required", limit: None });
    }
    if signed_by.chars().count() > NAME_CHARS {
        wrong.push(Wrong { field: "signed_by", code: "too_long", limit: Some(NAME_CHARS as i64) });
    }
    if sent.file.is_empty() {
        wrong.push(Wrong { field: "scan", code: "required", limit: None });
    }
    if !wrong.is_empty() {
        return Err(Problem::fields(&wrong));
    }
    let id = uuid::Uuid::now_v7().to_string();
    let sha256 = hex::encode(Sha256::digest(&sent.file));
    let scan = paper::put(app, &id, sent.file).await?;
    let kept = know(app, staff, by, slug, &id, scan, &sha256, signed_by).await;
    if kept.is_err() {
        paper::take_away(app, &id).await;
    }
    Ok(kept?)
}

#[allow(clippy::too_many_arguments)] // Everything that is known of one paper, in one sentence.
async fn know(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    id: &str,
    scan: ScanKind,
    sha256: &str,
    signed_by: String,
) -> app::Result<Stands> {
    let mut act = app.begin(by).await?;
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::Direct, slug).await?;
    let rundown = rundown::of(app, &mut act.tx, &inquiry).await?;
    let signed: Vec<SignedWords> = words(&rundown).into_iter().map(|(words, _)| words).collect();
    let it = SignOff {
        id: id.to_owned(),
        inquiry: inquiry.id.clone(),
        signed_by,
        kept_by: staff.person.clone(),
        at: act.now,
        scan,
        sha256: sha256.to_owned(),
        words: serde_json::to_string(&signed).map_err(crate::store::Error::from)?,
    };
    sign_offs::insert(&mut act.tx, &it).await?;
    let head = journal::head(&mut act.tx, &Journal::from(&inquiry.id)).await?;
    act.record(happening::signed_off(&it, it.after(|text| head.digest(text))));
    let stands = stands(&mut act.tx, &inquiry, &rundown).await?;
    app.settle(act, stands).await
}

/// Opens the signed paper that counts; each opening is noted.
#[utoipa::path(post, path = "/inquiries/{slug}/sign-off/scan", params(("slug" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream"), (status = 403), (status = 404)))]
pub async fn open_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Response, Problem> {
    scan(&app, &staff, &slug).await
}

/// Opens it by a form.
pub async fn open(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Response, Problem> {
    match scan(&app, &staff, &slug).await {
        // Nothing was signed yet: the page says so.
        Err(problem) if problem.status() == StatusCode::NOT_FOUND => Ok(see_other(&format!("/stage/{slug}/sign-off"))),
        other => other,
    }
}

async fn scan(app: &App, staff: &Staff, slug: &str) -> Result<Response, Problem> {
    let mut act = app.begin(&By::from(Actor::Person(staff.person.clone()))).await?;
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::Direct, slug).await?;
    let it = sign_offs::latest(&mut act.tx, &inquiry.id).await?.ok_or(app::Error::NotFound("signed paper"))?;
    let id = uuid::Uuid::now_v7().to_string();
    let now = act.now;
    sign_offs::opened(&mut act.tx, &id, &it.id, &staff.person, now).await?;
    act.record(happening::paper_opened(&inquiry.id, &id, &it.id, &staff.person));
    app.settle(act, ()).await?;
    let bytes = paper::get(app, &it.id).await?;
    let (content_type, ending) = match it.scan {
        ScanKind::Jpeg => ("image/jpeg", "jpg"),
        ScanKind::Pdf => ("application/pdf", "pdf"),
    };
    // A document of somebody else's making is saved, never shown within our pages.
    let head = [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"sign-off-{}.{ending}\"", inquiry.slug)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((head, bytes).into_response())
}

/// What was just done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: Option<String>,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(after): Query<After>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    page(&app, &reader, &staff, &slug, after.done.is_some(), None).await
}

/// A signed paper, by a form.
pub async fn send(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    reach::inquiry(&mut app.store.read().await?, &staff, Deed::Direct, &slug).await?;
    let form = Multipart::from_request(request, &app).await.map_err(|_| Problem::malformed())?;
    let sent = paper::read(form).await?;
    let said = (hex::encode(Sha256::digest(&sent.file)), sent.signed_by.clone());
    let place = format!("/stage/{slug}/sign-off");
    let by = pressed(Actor::Person(staff.person.clone()), &place, &sent.idempotency_key, &said);
    match keep(&app, &staff, &by, &slug, sent).await {
        Err(problem) if !was_done_before(&problem) => {
            let status = problem.status();
            let page = page(&app, &reader, &staff, &slug, false, Some((said.1, problem))).await?;
            Ok((status, page).into_response())
        }
        _ => Ok(see_other(&format!("{place}?done=1"))),
    }
}

async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    slug: &str,
    done: bool,
    trouble: Option<(String, Problem)>,
) -> Result<Response, Problem> {
    let mark = app.open_list(staff, Deed::ReadStage, slug, List::SignOff).await?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::ReadStage, slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let rundown = rundown::of(app, &mut tx, &inquiry).await?;
    let latest = sign_offs::latest(&mut tx, &inquiry.id).await?;
    let stands = stands(&mut tx, &inquiry, &rundown).await?;
    let openings = sign_offs::openings(&mut tx, &inquiry.id).await?;
    let (typed, problem) = trouble.unzip();
    let page = SignOffPage {
        slug: slug.to_owned(),
        theme: inquiry.theme.clone(),
        phase: inquiry.phase.word(),
        signed_by: stands.signed_by,
        kept_by: stands.kept_by,
        at: stands.at.map(|at| at.0),
        sha256: stands.sha256,
        same: stands.same,
        rows: rows(&rundown, latest.as_ref()),
        openings: openings.into_iter().map(|it| OpeningRow { who: it.name, at: it.at.0 }).collect(),
        may_keep: staff.may(Deed::Direct, &inquiry.id, &inquiry.programme),
        typed: typed.unwrap_or_default(),
        errors: problem.as_ref().map(field_errors).unwrap_or_default(),
        problem: problem.as_ref().and_then(code),
        done,
        idempotency_key: new_key(),
    };
    let reader = reader.marked(mark).ringing(app.ring_for(&mut tx, staff, Some(&inquiry)).await?);
    reader.show_private(app, &page, &reader.say("sign-off"), House::from(&programme))
}

/// What is not as it was signed.
fn rows(rundown: &StageRundown, signed: Option<&SignOff>) -> Vec<SignOffRow> {
    let Some(signed) = signed.map(SignOff::book) else { return Vec::new() };
    let rows = rundown.items.iter().filter(|item| !item.state.is_out()).filter_map(|item| {
        let (question, air) = (item.question.as_ref()?, item.air.as_ref()?);
        let spans: Vec<TextSpan> = match signed.since(&question.id, &air.text) {
            Since::Same => return None,
            Since::Changed(before) => difference(&before, &air.text).into_iter().map(TextSpan::from).collect(),
            Since::Added => vec![TextSpan { change: "same", text: air.text.clone() }],
        };
        let added = spans.iter().all(|span| span.change == "same");
        Some(SignOffRow { number: item.number.unwrap_or_default(), added, spans })
    });
    rows.collect()
}
