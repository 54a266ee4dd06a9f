//! The forms of an inquiry's plan, and of who is summoned and speaks.

use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};
use jiff::{civil::DateTime, tz::TimeZone};

use super::form::{self, Fields, Typed, number, text};
use crate::{
    app::{App, reach},
    domain::{
        disclosure::{BeforeShow, SecondReview},
        identity::Identity,
        moment::{Moment, days},
        refusal::Refusal,
        role::Deed,
    },
    http::{Problem, Reader, Signed, page::see_other},
    lang::Arg,
    office::{
        inquiry,
        plan::{self, OfficeInquiry, PlanWanted, RespondentWanted, whole},
    },
    pages::{
        door::Choice,
        office::{Crumb, FormPage},
    },
    store::inquiries::{self, Department, Programme},
};

/// How many empty rows for respondents stand below those that are there.
const MORE_ROWS: usize = 3;

/// A moment as a browser's field of date and time holds it.
fn local(at: Moment, zone: &TimeZone) -> String {
    at.read_in(zone).strftime("%Y-%m-%dT%H:%M").to_string()
}

fn moment(typed: &Typed, name: &str, zone: &TimeZone) -> Option<i64> {
    let at: DateTime = typed.get(name)?.trim().parse().ok()?;
    Some(zone.to_timestamp(at).ok()?.as_millisecond())
}

fn zone_of(programmes: &[Programme], slug: &str) -> TimeZone {
    let named = programmes.iter().find(|it| it.slug == slug).or(programmes.first());
    named.and_then(|it| TimeZone::get(&it.zone).ok()).unwrap_or(TimeZone::UTC)
}

fn wanted(typed: &Typed, zone: &TimeZone) -> PlanWanted {
    PlanWanted {
        slug: text(typed, "slug"),
        programme: text(typed, "programme"),
        theme: text(typed, "theme"),
        starts_at: moment(typed, "starts_at", zone),
        minutes: number(typed, "minutes"),
        call_closes_at: moment(typed, "call_closes_at", zone),
        stream_url: text(typed, "stream_url"),
        delay_ms: number(typed, "delay_s").map(|seconds| seconds.saturating_mul(1000)),
        public_after_review: text(typed, "public_after_review").map(|it| it == "yes"),
        before_show: text(typed, "before_show"),
        second_review: text(typed, "second_review"),
        identity: text(typed, "identity"),
        ..PlanWanted::default()
    }
}

fn typed_of(it: &OfficeInquiry, zone: &TimeZone) -> Typed {
    let yes = if it.public_after_review { "yes" } else { "no" };
    let values = [
        ("theme", it.theme.clone()),
        ("starts_at", local(it.starts_at, zone)),
        ("minutes", it.minutes.to_string()),
        ("call_closes_at", local(it.call_closes_at, zone)),
        ("stream_url", it.stream_url.clone().unwrap_or_default()),
        ("delay_s", (it.delay_ms / 1000).to_string()),
        ("public_after_review", yes.to_owned()),
        ("before_show", it.before_show.word()),
        ("second_review", it.second_review.word()),
        ("identity", it.identity.word()),
        ("version", it.version.to_string()),
    ];
    values.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
}

fn plan_form(
    app: &App,
    reader: &Reader,
    slug: Option<&str>,
    typed: &Typed,
    now: &Typed,
    programmes: &[Programme],
) -> FormPage {
    let said = |id: &str, key: String| Choice { id: id.into(), name: reader.say(&key) };
    let mut fields = Fields::new(typed, now);
    if slug.is_none() {
        let all = programmes.iter().map(|it| Choice { id: it.slug.clone(), name: it.name.clone() });
        fields = fields.input("slug", "text").select("programme", all.collect());
    }
    let fields = fields.input("theme", "text").input("starts_at", "datetime-local").input("minutes", "number");
    let fields = fields.input("call_closes_at", "datetime-local").input("stream_url", "url").input("delay_s", "number");
    let shown = ["yes", "no"].map(|it| said(it, format!("office-questions-{it}"))).to_vec();
    let before = BeforeShow::ALL.iter().map(|it| said(&it.word(), format!("office-before-{}", it.word())));
    let twice = SecondReview::ALL.iter().map(|it| said(&it.word(), format!("office-twice-{}", it.word())));
    let fields = fields.select("public_after_review", shown).select("before_show", before.collect());
    let fields = fields.select("second_review", twice.collect());
    let fields = fields.select("identity", ways(app, reader, typed)).hinted(lacking(app, reader)).list;
    match slug {
        None => form::form("inquiry-new", form::to_office(), "/office/inquiries/new", None, fields),
        Some(slug) => {
            let page = format!("/office/inquiries/{slug}");
            let back = Crumb { name: text(typed, "theme").unwrap_or_default(), href: page.clone() };
            form::form("plan", back, &format!("{page}/plan"), number(typed, "version"), fields)
        }
    }
}

/// The ways of confirming who asks that are set up here, and the one that is chosen.
fn ways(app: &App, reader: &Reader, typed: &Typed) -> Vec<Choice> {
    let chosen = typed.get("identity").map(String::as_str);
    let shown = Identity::ALL.iter().filter(|way| app.outside.offers(**way) || chosen == Some(way.word().as_str()));
    shown.map(|way| Choice { id: way.word(), name: reader.say(&format!("identity-{}", way.word())) }).collect()
}

/// What the other ways lack, for whoever runs the house.
fn lacking(app: &App, reader: &Reader) -> Option<String> {
    let lacking = Identity::ALL.iter().filter(|way| !app.outside.offers(**way)).map(|way| {
        let (name, knobs) = (reader.say(&format!("identity-{}", way.word())), app.outside.missing(*way).join(", "));
        reader.lang.say("office-identity-lacks", &[("way", Arg::Text(name.into())), ("knobs", Arg::Text(knobs.into()))])
    });
    let lacking: Vec<String> = lacking.collect();
    (!lacking.is_empty()).then(|| lacking.join(" "))
}

/// The names of fields that calls know are other than those of the form where the unit is another.
fn in_form_units(mut page: FormPage, problem: &Problem) -> FormPage {
    page.errors = form::errors(problem);
    for error in page.errors.iter_mut().filter(|error| error.field == "delay_ms") {
        error.field = "delay_s".into();
        error.limit = error.limit.map(|limit| limit / 1000);
    }
    page.trouble = form::trouble(problem);
    page.version = page.version.map(|seen| form::current_version(problem).unwrap_or(seen));
    page
}

fn answer(
    app: &App,
    reader: &Reader,
    made: Result<OfficeInquiry, Problem>,
    form: impl FnOnce(&Problem) -> FormPage,
) -> Result<Response, Problem> {
    use axum::response::IntoResponse as _;
    match made {
        Ok(inquiry) => Ok(see_other(&format!("/office/inquiries/{}", inquiry.slug))),
        Err(problem) if form::comes_back(&problem) => {
            let page = in_form_units(form(&problem), &problem);
            Ok((problem.status(), form::show(app, reader, &page)?).into_response())
        }
        Err(problem) => Err(problem),
    }
}

pub async fn new(State(app): State<App>, staff: Option<Signed>, reader: Reader) -> Result<Response, Problem> {
    let staff = match form::signed(staff) {
        Ok(staff) => staff,
        Err(away) => return Ok(away.lead()),
    };
    if !staff.may_somewhere(Deed::Administer) {
        return Err(Refusal::NotAllowed.into());
    }
    let programmes = inquiries::programmes(&mut app.store.read().await?).await?;
    let zone = zone_of(&programmes, "");
    let (starts, closes) = (app.now() + days(14), app.now() + days(11));
    let values = [
        ("starts_at", local(starts, &zone)),
        ("minutes", "75".into()),
        ("call_closes_at", local(closes, &zone)),
        ("delay_s", (app.config.least_delay_ms / 1000).to_string()),
    ];
    let typed: Typed = values.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
    form::show(&app, &reader, &plan_form(&app, &reader, None, &typed, &Typed::new(), &programmes))
}

pub async fn make(
    State(app): State<App>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    if !staff.may_somewhere(Deed::Administer) {
        return Err(Refusal::NotAllowed.into());
    }
    let programmes = inquiries::programmes(&mut app.store.read().await?).await?;
    let programme = text(&typed, "programme").unwrap_or_default();
    let zone = zone_of(&programmes, &programme);
    let made = async {
        let change = plan::checked(&wanted(&typed, &zone), true, app.config.least_delay_ms)?;
        let slug = text(&typed, "slug").unwrap_or_default();
        Ok(inquiry::make(&app, &staff, &form::by(&staff), slug.trim(), &programme, &change).await?)
    };
    answer(&app, &reader, made.await, |_| plan_form(&app, &reader, None, &typed, &Typed::new(), &programmes))
}

pub async fn edit(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let staff = match form::signed(staff) {
        Ok(staff) => staff,
        Err(away) => return Ok(away.lead()),
    };
    let mut tx = app.store.read().await?;
    let found = reach::inquiry(&mut tx, &staff, Deed::Administer, &slug).await?;
    let zone = app.zone(&mut tx, &found.programme).await?;
    let typed = typed_of(&whole(&mut tx, &found).await?, &zone);
    form::show(&app, &reader, &plan_form(&app, &reader, Some(&slug), &typed, &Typed::new(), &[]))
}

pub async fn change(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let found = reach::inquiry(&mut tx, &staff, Deed::Administer, &slug).await?;
    let zone = app.zone(&mut tx, &found.programme).await?;
    let present = typed_of(&whole(&mut tx, &found).await?, &zone);
    drop(tx);
    let made = async {
        let seen = form::version(&typed)?;
        let change = plan::checked(&wanted(&typed, &zone), false, app.config.least_delay_ms)?;
        Ok(inquiry::change_plan(&app, &staff, &form::by(&staff), &slug, seen, &change).await?)
    };
    answer(&app, &reader, made.await, |problem| {
        let now = if form::current_version(problem).is_some() { present } else { Typed::new() };
        plan_form(&app, &reader, Some(&slug), &typed, &now, &[])
    })
}

fn summons_form(slug: &str, theme: &str, typed: &Typed, departments: &[Department], rows: usize) -> FormPage {
    let now = Typed::new();
    let mut fields = Fields::new(typed, &now);
    for it in departments {
        fields = fields.labelled(&format!("place-{}", it.id), "place", Some(it.name.clone()), "number", Vec::new());
    }
    let mut choices = vec![Choice { id: String::new(), name: "—".into() }];
    choices.extend(departments.iter().map(|it| Choice { id: it.id.0.clone(), name: it.name.clone() }));
    for n in 0..rows {
        let of = Some((n + 1).to_string());
        fields = fields
            .labelled(&format!("department-{n}"), "r-department", of.clone(), "select", choices.clone())
            .labelled(&format!("post-{n}"), "r-post", of.clone(), "text", Vec::new())
            .labelled(&format!("name-{n}"), "r-name", of.clone(), "text", Vec::new())
            .labelled(&format!("reading-{n}"), "r-reading", of, "text", Vec::new());
    }
    let page = format!("/office/inquiries/{slug}");
    let back = Crumb { name: theme.to_owned(), href: page.clone() };
    form::form("summons", back, &format!("{page}/summons"), number(typed, "version"), fields.list)
}

pub async fn summons(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let staff = match form::signed(staff) {
        Ok(staff) => staff,
        Err(away) => return Ok(away.lead()),
    };
    let mut tx = app.store.read().await?;
    let found = reach::inquiry(&mut tx, &staff, Deed::Administer, &slug).await?;
    let it = whole(&mut tx, &found).await?;
    let departments = inquiries::departments(&mut tx).await?;
    let mut typed: Typed = [("version".to_owned(), it.version.to_string())].into_iter().collect();
    for (place, one) in it.summoned.iter().enumerate() {
        typed.insert(format!("place-{}", one.id), (place + 1).to_string());
    }
    for (n, one) in it.respondents.iter().enumerate() {
        typed.insert(format!("department-{n}"), one.department.0.clone());
        typed.insert(format!("post-{n}"), one.post.clone());
        typed.insert(format!("name-{n}"), one.name.clone());
        typed.insert(format!("reading-{n}"), one.reading.clone().unwrap_or_default());
    }
    let rows = it.respondents.len() + MORE_ROWS;
    form::show(&app, &reader, &summons_form(&slug, &it.theme, &typed, &departments, rows))
}

pub async fn summon(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let found = reach::inquiry(&mut tx, &staff, Deed::Administer, &slug).await?;
    let before = whole(&mut tx, &found).await?;
    let departments = inquiries::departments(&mut tx).await?;
    drop(tx);
    let mut order: Vec<(i64, String)> = departments
        .iter()
        .filter_map(|it| Some((number(&typed, &format!("place-{}", it.id))?, it.id.0.clone())))
        .collect();
    order.sort_by_key(|(place, _)| *place);
    let rows = typed.keys().filter(|name| name.starts_with("post-")).count();
    let row = |n: usize| {
        let cell = |name: &str| typed.get(&format!("{name}-{n}")).map(|it| it.trim().to_owned()).unwrap_or_default();
        let (department, post, name) = (cell("department"), cell("post"), cell("name"));
        // Somebody who is there already keeps their id.
        let known =
            before.respondents.iter().find(|it| it.department.0 == department && it.post == post && it.name == name);
        let is_empty = department.is_empty() && post.is_empty() && name.is_empty();
        (!is_empty).then(|| RespondentWanted {
            id: known.map(|it| it.id.clone()),
            department: Some(department),
            post: Some(post),
            name: Some(name),
            reading: Some(cell("reading")),
        })
    };
    let wanted = PlanWanted {
        summoned: Some(order.into_iter().map(|(_, id)| id).collect()),
        respondents: Some((0..rows).filter_map(row).collect()),
        ..PlanWanted::default()
    };
    let made = async {
        let seen = form::version(&typed)?;
        let change = plan::checked(&wanted, false, app.config.least_delay_ms)?;
        Ok(inquiry::change_plan(&app, &staff, &form::by(&staff), &slug, seen, &change).await?)
    };
    answer(&app, &reader, made.await, |_| summons_form(&slug, &before.theme, &typed, &departments, rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment::minutes;

    #[test]
    fn a_date_in_a_form_is_of_the_programmes_zone() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let typed: Typed = [("at".to_owned(), local(Moment(minutes(1)), &zone))].into_iter().collect();

        assert_eq!(typed["at"], "1970-01-01T08:01");
        assert_eq!(moment(&typed, "at", &zone), Some(minutes(1)));
    }
}
