//! `/office/inquiries/{slug}`: how it stands, its plan, the call, and what interrupts it.

use axum::{
    Form,
    extract::{Path, Query, State},
    response::Response,
};
use jiff::tz::TimeZone;

use super::typed::{Done, Refused, Typed, by, in_field, told};
use crate::{
    app::{App, reach},
    domain::{
        disclosure::BeforeShow,
        id::RespondentId,
        inquiry::{Interruption, Phase},
        role::{Deed, Staff},
    },
    http::{
        Problem, Reader, Signed,
        page::{house, see_other},
    },
    office::{
        inquiry::{self, InterruptionWanted},
        plan::{self, OfficeInquiry, PlanWanted, RespondentWanted, whole},
    },
    pages::{
        door::Choice,
        office::{OfficeField as Field, OfficeForm, OfficeInquiryPage, Placed, Speaking},
    },
    store::inquiries::{self, Department},
};

/// How many rows stand ready for those who speak.
const MORE_SPEAKERS: usize = 2;

/// The page. Whoever is not signed in is led to the door for staff.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(done): Query<Done>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    page(&app, &staff, &reader, &slug, done.done, None).await
}

/// Changes the plan.
pub async fn change(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let zone = zone(&app, &staff, &slug).await?;
    let done = async {
        let change = plan::checked(&wanted(&typed, &zone)?, false, app.config.least_delay_ms)?;
        inquiry::change_plan(&app, &staff, &by(&staff), &slug, typed.seen()?, &change).await?;
        Ok(())
    };
    let done = done.await;
    answer(&app, &staff, &reader, &slug, done, ("plan", "inquiry"), typed).await
}

/// Opens the call.
pub async fn open(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let done = async {
        inquiry::open(&app, &staff, &by(&staff), &slug, typed.seen()?).await?;
        Ok(())
    };
    let done = done.await;
    answer(&app, &staff, &reader, &slug, done, ("open", "open"), typed).await
}

/// Postpones, cancels, or lets it go on as planned.
pub async fn interrupt(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let sent = InterruptionWanted {
        interruption: typed.get("interruption").map(|word| if word.is_empty() { "none".into() } else { word }),
        sentence: typed.get("sentence"),
        version: None,
    };
    // The button to go on sends no interruption at all; a choice left empty is a mistake.
    let form = if typed.get("interruption").is_some() { "interruption" } else { "resume" };
    let done = async {
        zone(&app, &staff, &slug).await?;
        let wanted = inquiry::checked_interruption(&sent)?;
        inquiry::interrupt(&app, &staff, &by(&staff), &slug, typed.seen()?, wanted).await?;
        Ok(())
    };
    let done = done.await;
    answer(&app, &staff, &reader, &slug, done, (form, form), typed).await
}

async fn answer(
    app: &App,
    staff: &Staff,
    reader: &Reader,
    slug: &str,
    done: Result<(), Problem>,
    (form, said): (&str, &str),
    typed: Typed,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(see_other(&format!("/office/inquiries/{slug}?done={said}"))),
        Err(problem) => {
            let refused = Refused::new(form, typed, problem)?;
            Ok(refused.answer(page(app, staff, reader, slug, None, Some(&refused)).await?))
        }
    }
}

/// The clock of an inquiry's programme, for whoever runs the inquiry.
async fn zone(app: &App, staff: &Staff, slug: &str) -> Result<TimeZone, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::Administer, slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    Ok(TimeZone::get(&programme.zone).unwrap_or(TimeZone::UTC))
}

/// The plan as it was typed. An order is made of the places; what has none is not summoned.
fn wanted(typed: &Typed, zone: &TimeZone) -> Result<PlanWanted, Problem> {
    let mut places: Vec<(i64, String)> = Vec::new();
    for (key, value) in &typed.0 {
        if let (Some(slug), false) = (key.strip_prefix("place-"), value.trim().is_empty()) {
            let place = value.trim().parse().map_err(|_| wrong("summoned"))?;
            places.push((place, slug.to_owned()));
        }
    }
    places.sort_by_key(|(place, _)| *place);
    let mut respondents = Vec::new();
    for row in 0.. {
        let of = |what: &str| typed.some(&format!("speaker-{row}-{what}"));
        if typed.get(&format!("speaker-{row}-name")).is_none() {
            break;
        }
        if of("name").is_some() || of("post").is_some() {
            respondents.push(RespondentWanted {
                id: of("id").map(RespondentId),
                department: of("department"),
                post: of("post"),
                name: of("name"),
            });
        }
    }
    let needed = |name: &'static str| typed.moment(name, zone)?.ok_or_else(|| wrong(name)).map(Some);
    Ok(PlanWanted {
        theme: typed.get("theme"),
        starts_at: needed("starts_at")?,
        minutes: typed.number("minutes")?,
        call_closes_at: needed("call_closes_at")?,
        stream_url: typed.get("stream_url"),
        delay_ms: typed.number("delay_ms")?.map(|seconds| seconds.saturating_mul(1000)),
        public_after_review: typed.some("public_after_review").map(|word| word == "yes"),
        before_show: typed.some("before_show"),
        summoned: Some(places.into_iter().map(|(_, slug)| slug).collect()),
        respondents: Some(respondents),
        ..PlanWanted::default()
    })
}

fn wrong(field: &'static str) -> Problem {
    Problem::fields(&[crate::http::problem::Wrong { field, code: "malformed", limit: None }])
}

async fn page(
    app: &App,
    staff: &Staff,
    reader: &Reader,
    slug: &str,
    done: Option<String>,
    refused: Option<&Refused>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::Administer, slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let zone = TimeZone::get(&programme.zone).unwrap_or(TimeZone::UTC);
    let departments = inquiries::departments(&mut tx).await?;
    let it = whole(&mut tx, &inquiry).await?;
    drop(tx);
    let address = format!("/office/inquiries/{slug}");
    let form =
        |id: &str, place: &str, send: &str| OfficeForm::new(id, &format!("{address}{place}"), send).seen(it.version);
    let choice = |id: &str, key: &str| Choice { id: id.into(), name: reader.say(key) };
    let interruptions = [Interruption::Postponed, Interruption::Cancelled].map(|it| it.word());
    let interrupt = form("interruption", "/interruption", "interrupt")
        .with(Field::choice(
            "interruption",
            &interruptions[0],
            interruptions.iter().map(|word| choice(word, &format!("phase-{word}"))).collect(),
        ))
        .with(Field::line("sentence", "").hinted());
    let plan = (it.phase <= Phase::Ready)
        .then(|| told(plan_form(form("plan", "", "save"), &it, &departments, &zone, &choice), refused));
    let open = (it.phase == Phase::Planning).then(|| told(form("open", "/open", "open-call"), refused));
    let resume = it.interruption.map(|_| told(form("resume", "/interruption", "resume"), refused));
    let shown = OfficeInquiryPage {
        me: staff.name.clone(),
        slug: it.slug.clone(),
        theme: it.theme.clone(),
        programme: programme.name,
        phase: it.phase.word(),
        interruption: it.interruption.map(|it| it.word()),
        sentence: it.sentence.clone(),
        starts_at: it.starts_at.0,
        call_closes_at: it.call_closes_at.0,
        summoned: it.summoned.iter().map(|it| it.name.clone()).collect(),
        fixed_at: it.fixed_at.map(|at| at.0),
        done,
        plan,
        open,
        interrupt: told(interrupt, refused),
        resume,
    };
    let mut reader = reader.clone();
    if refused.is_some() {
        reader.path = address;
    }
    reader.show_private(app, &shown, &inquiry.theme, house())
}

fn plan_form(
    form: OfficeForm,
    it: &OfficeInquiry,
    departments: &[Department],
    zone: &TimeZone,
    choice: &dyn Fn(&str, &str) -> Choice,
) -> OfficeForm {
    let place = |slug: &str| it.summoned.iter().position(|one| one.slug == slug).map(|at| (at + 1).to_string());
    let mut places: Vec<Placed> = departments
        .iter()
        .map(|one| Placed { id: one.slug.clone(), name: one.name.clone(), place: place(&one.slug).unwrap_or_default() })
        .collect();
    places.sort_by_key(|one| one.place.parse::<usize>().unwrap_or(usize::MAX));
    let slug_of = |id: &str| it.summoned.iter().find(|one| one.id.as_str() == id).map(|one| one.slug.clone());
    let mut speakers: Vec<Speaking> = it
        .respondents
        .iter()
        .map(|one| Speaking {
            id: one.id.0.clone(),
            department: slug_of(one.department.as_str()).unwrap_or_default(),
            post: one.post.clone(),
            name: one.name.clone(),
        })
        .collect();
    speakers.extend(std::iter::repeat_n(Speaking::default(), MORE_SPEAKERS));
    let named: Vec<Choice> =
        departments.iter().map(|one| Choice { id: one.slug.clone(), name: one.name.clone() }).collect();
    let before = BeforeShow::ALL.iter().map(|it| it.word());
    form.with(Field::line("theme", &it.theme))
        .with(Field::moment("starts_at", in_field(it.starts_at, zone)))
        .with(Field::number("minutes", it.minutes))
        .with(Field::moment("call_closes_at", in_field(it.call_closes_at, zone)).hinted())
        .with(Field::number("delay_ms", it.delay_ms / 1000).hinted())
        .with(Field::line("stream_url", it.stream_url.clone().unwrap_or_default()).hinted().optional())
        .with(
            Field::choice(
                "public_after_review",
                if it.public_after_review { "yes" } else { "no" },
                vec![choice("yes", "office-public-yes"), choice("no", "office-public-no")],
            )
            .hinted(),
        )
        .with(
            Field::choice(
                "before_show",
                it.before_show.word(),
                before.map(|word| choice(&word, &format!("office-before-{word}"))).collect(),
            )
            .hinted(),
        )
        .with(Field::places("summoned", places).hinted())
        .with(Field::speakers("respondents", speakers, named).hinted())
}
