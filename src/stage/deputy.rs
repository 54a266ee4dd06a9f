//! 代表卡: what a deputy asks on air, and their word on the answer, given on the spot with one press.

use axum::{
    Form, Json,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::rundown::{self, StageItem};
use crate::{
    app::{self, App, By, reach},
    domain::{
        asking::{AskedBy, Spot, SpotVerdict},
        disclosure::List,
        happening::{self, Actor},
        id::QuestionId,
        refusal::Refusal,
        role::{Deed, Staff},
        rundown::ItemState,
    },
    http::{
        Problem, Reader, Sent, Signed,
        form::{code, field_errors, new_key, pressed, was_done_before},
        page::see_other,
        problem::Wrong,
        seen,
    },
    pages::{
        House,
        deputy::{DeputyCard, DeputyPage, DeputySheet},
    },
    store::{Tx, inquiries, rundowns, spots},
};

/// A deputy's word.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = SpotWanted)]
pub struct Wanted {
    /// satisfied, partly, not.
    pub verdict: Option<String>,
    /// The version of the word that was seen; 0 where there was none.
    pub version: Option<i64>,
}

/// The word as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SpotGiven)]
pub struct Given {
    /// Of which question.
    pub question: QuestionId,
    /// The word.
    pub verdict: SpotVerdict,
    /// Its version.
    pub version: i64,
}

/// Says on the spot what the deputy who asked thinks of the answer.
#[utoipa::path(post, path = "/questions/{id}/spot-verdict", request_body = Wanted, params(("id" = String, Path)),
    responses((status = 200, body = Given), (status = 403), (status = 404),
        (status = 409, description = "stale_version, wrong_state"), (status = 422), (status = 428)))]
pub async fn judge_call(
    State(app): State<App>,
    Path(id): Path<QuestionId>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Given>, Problem> {
    let seen = seen(sent.body.version)?;
    let verdict = verdict(sent.body.verdict.as_deref())?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(judge(&app, &staff, &by, &id, seen, verdict).await?))
}

fn verdict(word: Option<&str>) -> Result<SpotVerdict, Problem> {
    let verdict = word.and_then(SpotVerdict::of);
    verdict.ok_or_else(|| Problem::fields(&[Wrong { field: "verdict", code: "unknown", limit: None }]))
}

/// Says what the deputy thinks of the answer to what they asked.
pub async fn judge(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &QuestionId,
    seen: i64,
    verdict: SpotVerdict,
) -> app::Result<Given> {
    let mut act = app.begin(by).await?;
    let question = reach::question(&mut act.tx, staff, Deed::AskOnAir, id).await?;
    let rundown = rundowns::of(&mut act.tx, &question.inquiry).await?;
    let item = rundown.items.iter().rev().find(|item| item.question.as_ref() == Some(id)).ok_or(Refusal::WrongState)?;
    let before = spots::of(&mut act.tx, id, &staff.person).await?;
    let now = act.now;
    let spot = match Spot::given(before.as_ref(), &question.inquiry, item, &staff.person, verdict, seen, now) {
        Err(Refusal::Stale) => return Err(app::Error::Stands(Refusal::Stale, json!(before.map(Given::from)))),
        given => given?,
    };
    spots::save(&mut act.tx, &spot).await?;
    act.record(happening::spot_judged(&spot));
    app.settle(act, Given::from(spot)).await
}

impl From<Spot> for Given {
    fn from(spot: Spot) -> Self {
        Self { question: spot.question, verdict: spot.verdict, version: spot.version }
    }
}

/// What was just done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: Option<String>,
}

/// The word as the form sends it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    idempotency_key: String,
    question: String,
    version: i64,
    verdict: Option<String>,
}

/// The deputy's card on a telephone.
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

/// The word, by a form.
pub async fn send(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let place = format!("/stage/{slug}/deputy {}", typed.question);
    let by = pressed(Actor::Person(staff.person.clone()), &place, &typed.idempotency_key, &typed);
    let judged = async {
        let verdict = verdict(typed.verdict.as_deref())?;
        let id = QuestionId(typed.question.clone());
        Ok::<_, Problem>(judge(&app, &staff, &by, &id, typed.version, verdict).await?)
    };
    match judged.await {
        Err(problem) if !was_done_before(&problem) => {
            let status = problem.status();
            let page = page(&app, &reader, &staff, &slug, false, Some((typed, problem))).await?;
            Ok((status, page).into_response())
        }
        _ => Ok(see_other(&format!("/stage/{slug}/deputy?done=1"))),
    }
}

async fn page(
    app: &App,
    reader: &Reader,
    staff: &Staff,
    slug: &str,
    done: bool,
    trouble: Option<(Typed, Problem)>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::AskOnAir, slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let seen = rundown::of(app, &mut tx, &inquiry).await?;
    let mut cards = Vec::new();
    for item in &seen.items {
        if item.deputy.as_ref().is_some_and(|it| it.id == staff.person) && !item.state.is_out() {
            cards.push(card(&mut tx, item, staff).await?);
        }
    }
    let (form, problem, errors) = match trouble {
        None => (None, None, Vec::new()),
        Some((typed, problem)) => (Some(typed.question), code(&problem), field_errors(&problem)),
    };
    let page = DeputyPage {
        slug: slug.to_owned(),
        theme: inquiry.theme,
        phase: inquiry.phase.word(),
        name: staff.name.clone(),
        cards,
        form,
        problem,
        errors,
        done,
        idempotency_key: new_key(),
    };
    reader.show_private(app, &page, &reader.say("deputy-card"), House::from(&programme))
}

async fn card(tx: &mut Tx, item: &StageItem, staff: &Staff) -> app::Result<DeputyCard> {
    let question = item.question.as_ref();
    let given = match question {
        Some(question) => spots::of(tx, &question.id, &staff.person).await?,
        None => None,
    };
    Ok(DeputyCard {
        version: given.map_or(0, |spot| spot.version),
        may_judge: matches!(item.state, ItemState::OnAir | ItemState::Aired),
        ..on_paper(item)
    })
}

fn on_paper(item: &StageItem) -> DeputyCard {
    let question = item.question.as_ref();
    let air = item.air.as_ref().filter(|air| air.approved);
    DeputyCard {
        question: question.map(|it| it.id.0.clone()).unwrap_or_default(),
        number: item.number,
        state: item.state.word(),
        text: air
            .map(|air| air.text.replace('\n', ""))
            .or_else(|| question.map(|it| it.text.clone()))
            .unwrap_or_default(),
        department: question.and_then(|it| it.department.clone()),
        deputy: item.deputy.as_ref().map(|it| it.name.clone()),
        verdict: item.deputy.as_ref().and_then(|it| it.verdict).map(|it| it.word()),
        version: 0,
        may_judge: false,
    }
}

/// 代表卡 on paper: one card a question that a deputy asks, with boxes for the word on the spot.
pub async fn sheet(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let mark = app.open_list(&staff, Deed::ReadStage, &slug, List::DeputyCards).await?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadStage, &slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let seen = rundown::of(&app, &mut tx, &inquiry).await?;
    let asked = seen.items.iter().filter(|item| item.asked_by == AskedBy::Deputy && item.question.is_some());
    let cards = asked.filter(|item| !item.state.is_out()).map(on_paper).collect();
    let page = DeputySheet { slug, theme: inquiry.theme, cards, as_of: app.now().0 };
    reader.marked(mark).show_private(&app, &page, &reader.say("deputy-cards"), House::from(&programme))
}
