//! `/office/inquiries/{slug}`: an inquiry with all that is planned for it; its call is opened here.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};

use super::form::{self, Typed, text};
use crate::{
    app::{App, pairs, reach},
    domain::{
        happening::Actor,
        inquiry::Phase,
        role::{Deed, Staff},
    },
    http::{
        Problem, Reader, Signed,
        form::{new_key, pressed, was_done_before},
        page::see_other,
    },
    office::{
        import::take_in,
        inquiry::{self, InterruptionWanted},
        plan::{OfficeInquiry, whole},
        unseal,
    },
    pages::{
        office::{ImportLine, OfficeInquiryPage, Summons, Unsealed},
        square,
    },
    store::inquiries,
};

/// The page.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    match form::signed(staff) {
        Ok(staff) => page(&app, &staff, &slug, &reader, None, Kept::default()).await,
        Err(away) => Ok(away.lead()),
    }
}

/// Opens the call.
pub async fn open(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let seen = form::version(&typed)?;
    let opened = inquiry::open(&app, &staff, &form::by(&staff), &slug, seen).await.map_err(Problem::from);
    answer(&app, &staff, &slug, &reader, opened, None).await
}

/// Postpones, cancels, or lets it go on.
pub async fn interrupt(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let (interruption, sentence) = (text(&typed, "interruption"), text(&typed, "sentence"));
    let done = async {
        let seen = form::version(&typed)?;
        let sent = InterruptionWanted { interruption, sentence: sentence.clone(), version: None };
        let wanted = inquiry::checked_interruption(&sent)?;
        Ok(inquiry::interrupt(&app, &staff, &form::by(&staff), &slug, seen, wanted).await?)
    };
    answer(&app, &staff, &slug, &reader, done.await, sentence).await
}

/// Takes the seal off.
pub async fn take_seal_off(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let place = format!("/office/inquiries/{slug}/unsealing");
    let key = text(&typed, "idempotency_key").unwrap_or_default();
    let by = pressed(Actor::Person(staff.person.clone()), &place, &key, &typed);
    let notice = text(&typed, "notice");
    let done = async {
        inquiry::must_administer_somewhere(&staff)?;
        let seen = form::version(&typed)?;
        let notice = unseal::checked_notice(notice.as_ref())?;
        Ok(unseal::unseal(&app, &staff, &by, &slug, seen, notice).await?)
    };
    match done.await {
        Err(problem) if !was_done_before(&problem) && form::comes_back(&problem) => {
            let typed = Kept { notice: notice.unwrap_or_default(), ..Kept::default() };
            page(&app, &staff, &slug, &reader, Some(&problem), typed).await
        }
        Err(problem) if !was_done_before(&problem) => Err(problem),
        _ => Ok(see_other(&format!("/office/inquiries/{slug}"))),
    }
}

/// What was typed into the page's forms and comes back.
#[derive(Default)]
struct Kept {
    sentence: Option<String>,
    notice: String,
}

/// The page with why something on it was not done.
pub async fn with_trouble(
    app: &App,
    staff: &Staff,
    slug: &str,
    reader: &Reader,
    problem: &Problem,
) -> Result<Response, Problem> {
    page(app, staff, slug, reader, Some(problem), Kept::default()).await
}

async fn answer(
    app: &App,
    staff: &Staff,
    slug: &str,
    reader: &Reader,
    done: Result<OfficeInquiry, Problem>,
    sentence: Option<String>,
) -> Result<Response, Problem> {
    match done {
        Ok(_) => Ok(see_other(&format!("/office/inquiries/{slug}"))),
        Err(problem) if form::comes_back(&problem) => {
            let typed = Kept { sentence, ..Kept::default() };
            page(app, staff, slug, reader, Some(&problem), typed).await
        }
        Err(problem) => Err(problem),
    }
}

async fn page(
    app: &App,
    staff: &Staff,
    slug: &str,
    reader: &Reader,
    problem: Option<&Problem>,
    typed: Kept,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let found = reach::inquiry(&mut tx, staff, Deed::Administer, slug).await?;
    let it = whole(&mut tx, &found).await?;
    let programme = inquiries::programme(&mut tx, &found.programme).await?;
    let imports = take_in::all(&mut tx, staff, slug).await?.into_iter();
    let summoned = it.summoned.iter().map(|one| {
        let speaks = it.respondents.iter().filter(|speaker| speaker.department == one.id);
        Summons { name: one.name.clone(), speakers: speaks.map(|it| format!("{} {}", it.post, it.name)).collect() }
    });
    let page = OfficeInquiryPage {
        crew: pairs::crew_size(&mut tx, &found).await?,
        short: pairs::short(&mut tx, &found).await?,
        summoned: summoned.collect(),
        imports: imports
            .map(|it| ImportLine {
                id: it.id.0,
                file_name: it.file_name,
                state: it.state,
                total: it.total,
                stored: it.stored,
            })
            .collect(),
        qr_svg: square(&format!("{}/i/{slug}", app.config.public_url())),
        link: format!("{}/i/{slug}", app.config.public_url()),
        slug: it.slug,
        theme: it.theme,
        is_planned: it.phase <= Phase::Ready,
        phase: it.phase.word(),
        interruption: it.interruption.map(|it| it.word()),
        sentence: typed.sentence.or(it.sentence).unwrap_or_default(),
        starts_at: it.starts_at.0,
        minutes: it.minutes,
        call_closes_at: it.call_closes_at.0,
        stream_url: it.stream_url,
        delay_s: it.delay_ms / 1000,
        public_after_review: it.public_after_review,
        before_show: it.before_show.word(),
        second_review: it.second_review.word(),
        identity: it.identity.word(),
        fixed_at: it.fixed_at.map(|at| at.0),
        unsealed: it.unsealed_at.zip(it.unsealed_notice).map(|(at, notice)| Unsealed { at: at.0, notice }),
        notice: typed.notice,
        idempotency_key: new_key(),
        version: it.version,
        errors: problem.map(form::errors).unwrap_or_default(),
        trouble: problem.and_then(form::trouble),
    };
    let house = crate::pages::House::from(&programme);
    let response = reader.show_private(app, &page, &page.theme, house)?;
    Ok(match problem {
        Some(problem) => (problem.status(), response).into_response(),
        None => response,
    })
}
