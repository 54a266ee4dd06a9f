//! The forms of programmes, departments and people.

use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};

use super::form::{self, Fields, Typed, number, text, to_office};
use crate::{
    app::App,
    domain::role::Staff,
    http::{Problem, Reader, Signed, page::see_other},
    office::{
        department::{self, DepartmentWanted, KINDS},
        house,
        person::{self, PersonWanted},
        programme::{self, ProgrammeWanted},
    },
    pages::{door::Choice, office::FormPage},
    store::inquiries,
};

const PROGRAMME: [&str; 5] = ["name", "organiser", "hotline", "zone", "notice_days"];

fn programme_form(slug: Option<&str>, typed: &Typed, now: &Typed) -> FormPage {
    let mut fields = Fields::new(typed, now);
    if slug.is_none() {
        fields = fields.input("slug", "text");
    }
    let fields = fields.input("name", "text").input("organiser", "text").input("hotline", "text");
    let fields = fields.input("zone", "text").input("notice_days", "number").list;
    match slug {
        None => form::form("programme-new", to_office(), "/office/programmes/new", None, fields),
        Some(slug) => {
            let action = format!("/office/programmes/{slug}");
            form::form("programme", to_office(), &action, number(typed, "version"), fields)
        }
    }
}

fn programme_wanted(typed: &Typed) -> ProgrammeWanted {
    ProgrammeWanted {
        slug: text(typed, "slug"),
        name: text(typed, "name"),
        organiser: text(typed, "organiser"),
        hotline: text(typed, "hotline"),
        zone: text(typed, "zone"),
        notice_days: number(typed, "notice_days"),
        version: None,
    }
}

fn department_form(reader: &Reader, slug: Option<&str>, typed: &Typed, now: &Typed) -> FormPage {
    let mut fields = Fields::new(typed, now);
    if slug.is_none() {
        fields = fields.input("slug", "text");
    }
    let kinds = KINDS.map(|kind| Choice { id: kind.into(), name: reader.say(&format!("office-kind-{kind}")) });
    let fields = fields.input("name", "text").select("kind", kinds.to_vec()).list;
    match slug {
        None => form::form("department-new", to_office(), "/office/departments/new", None, fields),
        Some(slug) => {
            let action = format!("/office/departments/{slug}");
            form::form("department", to_office(), &action, number(typed, "version"), fields)
        }
    }
}

fn department_wanted(typed: &Typed) -> DepartmentWanted {
    DepartmentWanted { slug: text(typed, "slug"), name: text(typed, "name"), kind: text(typed, "kind"), version: None }
}

fn person_form(typed: &Typed) -> FormPage {
    let now = Typed::new();
    let fields = Fields::new(typed, &now).labelled("name", "person", None, "text", Vec::new()).list;
    form::form("person-new", to_office(), "/office/people/new", None, fields)
}

/// Leads on after a form was done, or brings it back.
fn done(
    app: &App,
    reader: &Reader,
    made: Result<String, Problem>,
    form: impl FnOnce(&Problem) -> FormPage,
) -> Result<Response, Problem> {
    match made {
        Ok(to) => Ok(see_other(&to)),
        Err(problem) if form::comes_back(&problem) => form::again(app, reader, form(&problem), &problem),
        Err(problem) => Err(problem),
    }
}

fn opened(staff: Option<Signed>) -> Result<Result<Staff, form::Away>, Problem> {
    match form::signed(staff) {
        Ok(staff) => {
            house::must_run(&staff)?;
            Ok(Ok(staff))
        }
        Err(away) => Ok(Err(away)),
    }
}

pub async fn new_programme(State(app): State<App>, staff: Option<Signed>, reader: Reader) -> Result<Response, Problem> {
    if let Err(away) = opened(staff)? {
        return Ok(away.lead());
    }
    let typed = [("zone", "Asia/Shanghai"), ("notice_days", "7")].map(|(name, it)| (name.to_owned(), it.to_owned()));
    form::show(&app, &reader, &programme_form(None, &typed.into_iter().collect(), &Typed::new()))
}

pub async fn make_programme(
    State(app): State<App>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let made = async {
        house::must_run(&staff)?;
        let wanted = programme::checked(&programme_wanted(&typed), true)?;
        programme::make(&app, &staff, &form::by(&staff), wanted).await?;
        Ok("/office".to_owned())
    };
    done(&app, &reader, made.await, |_| programme_form(None, &typed, &Typed::new()))
}

pub async fn programme(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    if let Err(away) = opened(staff)? {
        return Ok(away.lead());
    }
    let mut tx = app.store.read().await?;
    let it = inquiries::programme_by_slug(&mut tx, &slug).await?.ok_or_else(Problem::not_found)?;
    let typed: Typed = [
        ("name", it.name),
        ("organiser", it.organiser),
        ("hotline", it.hotline.unwrap_or_default()),
        ("zone", it.zone),
        ("notice_days", it.notice_days.to_string()),
        ("version", it.version.to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .collect();
    form::show(&app, &reader, &programme_form(Some(&slug), &typed, &Typed::new()))
}

pub async fn change_programme(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let made = async {
        house::must_run(&staff)?;
        let wanted = programme::checked(&programme_wanted(&typed), false)?;
        programme::change(&app, &staff, &form::by(&staff), &slug, form::version(&typed)?, wanted).await?;
        Ok("/office".to_owned())
    };
    done(&app, &reader, made.await, |problem| programme_form(Some(&slug), &typed, &form::current(problem, &PROGRAMME)))
}

pub async fn new_department(
    State(app): State<App>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    if let Err(away) = opened(staff)? {
        return Ok(away.lead());
    }
    form::show(&app, &reader, &department_form(&reader, None, &Typed::new(), &Typed::new()))
}

pub async fn make_department(
    State(app): State<App>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let made = async {
        house::must_run(&staff)?;
        let wanted = department::checked(&department_wanted(&typed), true)?;
        department::make(&app, &staff, &form::by(&staff), wanted).await?;
        Ok("/office".to_owned())
    };
    done(&app, &reader, made.await, |_| department_form(&reader, None, &typed, &Typed::new()))
}

pub async fn department(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    if let Err(away) = opened(staff)? {
        return Ok(away.lead());
    }
    let mut tx = app.store.read().await?;
    let it = inquiries::department(&mut tx, &slug).await?.ok_or_else(Problem::not_found)?;
    let typed = [("name", it.name), ("kind", it.kind), ("version", it.version.to_string())];
    let typed: Typed = typed.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
    form::show(&app, &reader, &department_form(&reader, Some(&slug), &typed, &Typed::new()))
}

pub async fn change_department(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let made = async {
        house::must_run(&staff)?;
        let wanted = department::checked(&department_wanted(&typed), false)?;
        department::change(&app, &staff, &form::by(&staff), &slug, form::version(&typed)?, wanted).await?;
        Ok("/office".to_owned())
    };
    done(&app, &reader, made.await, |problem| {
        department_form(&reader, Some(&slug), &typed, &form::current(problem, &["name", "kind"]))
    })
}

pub async fn new_person(State(app): State<App>, staff: Option<Signed>, reader: Reader) -> Result<Response, Problem> {
    if let Err(away) = opened(staff)? {
        return Ok(away.lead());
    }
    form::show(&app, &reader, &person_form(&Typed::new()))
}

pub async fn hire(
    State(app): State<App>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let made = async {
        house::must_run(&staff)?;
        let name = person::checked_name(&PersonWanted { name: text(&typed, "name") })?;
        let person = person::hire(&app, &staff, &form::by(&staff), &name).await?;
        Ok(format!("/office/people/{}", person.id))
    };
    done(&app, &reader, made.await, |_| person_form(&typed))
}
