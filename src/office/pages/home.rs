//! `/office`: what there is, in ruled lists, and a form to make each.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{Path, Query, State},
    response::Response,
};
use jiff::tz::TimeZone;

use super::typed::{Done, Refused, Typed, by, told};
use crate::{
    app::{App, Error},
    domain::{
        refusal::Refusal,
        role::{Deed, Scope, Staff},
    },
    http::{
        Problem, Reader, Signed,
        page::{house as own_house, see_other},
    },
    office::{
        department::{self, DepartmentWanted, KINDS, OfficeDepartment},
        house, inquiry,
        person::{self, OfficeGrant, OfficePerson, PersonWanted},
        plan::{self, PlanWanted},
        programme::{self, OfficeProgramme, ProgrammeWanted},
    },
    pages::{
        door::Choice,
        office::{
            DepartmentLine, OfficeField as Field, OfficeForm, OfficeInquiryLine, OfficePage, Part, PersonLine,
            ProgrammeLine,
        },
    },
    store::{Tx, inquiries},
};

/// The office. Whoever is not signed in is led to the door for staff.
pub async fn show(
    State(app): State<App>,
    Query(done): Query<Done>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    page(&app, &staff, &reader, done.done, None).await
}

macro_rules! form {
    ($(#[$doc:meta])* $name:ident, |$app:ident, $staff:ident, $slug:ident, $typed:ident| $form:expr, $done:literal, $gesture:expr) => {
        $(#[$doc])*
        pub async fn $name(
            State($app): State<App>, slug: Option<Path<String>>, staff: Option<Signed>, reader: Reader,
            Form($typed): Form<Typed>,
        ) -> Result<Response, Problem> {
            let Some(Signed($staff)) = staff else { return Ok(see_other("/sign-in")) };
            let $slug = slug.map(|Path(slug)| slug).unwrap_or_default();
            let done: Result<(), Problem> = async { $gesture; Ok(()) }.await;
            match done {
                Ok(()) => Ok(see_other(concat!("/office?done=", $done))),
                Err(problem) => {
                    let refused = Refused::new($form, $typed, problem)?;
                    Ok(refused.answer(page(&$app, &$staff, &reader, None, Some(&refused)).await?))
                }
            }
        }
    };
}

form! {
    /// Makes a programme.
    make_programme, |app, staff, _slug, typed| "programme", "programme", {
        house::must_run(&staff)?;
        programme::make(&app, &staff, &by(&staff), programme::checked(&programme_of(&typed)?, true)?).await?
    }
}

form! {
    /// Changes a programme.
    change_programme, |app, staff, slug, typed| format!("programme-{slug}"), "programme", {
        house::must_run(&staff)?;
        let wanted = programme::checked(&programme_of(&typed)?, false)?;
        programme::change(&app, &staff, &by(&staff), &slug, typed.seen()?, wanted).await?
    }
}

form! {
    /// Makes a department.
    make_department, |app, staff, _slug, typed| "department", "department", {
        house::must_run(&staff)?;
        department::make(&app, &staff, &by(&staff), department::checked(&department_of(&typed), true)?).await?
    }
}

form! {
    /// Changes a department.
    change_department, |app, staff, slug, typed| format!("department-{slug}"), "department", {
        house::must_run(&staff)?;
        let wanted = department::checked(&department_of(&typed), false)?;
        department::change(&app, &staff, &by(&staff), &slug, typed.seen()?, wanted).await?
    }
}

form! {
    /// Takes somebody in.
    hire, |app, staff, _slug, typed| "hire", "person", {
        house::must_run(&staff)?;
        let name = person::checked_name(&PersonWanted { name: typed.get("name") })?;
        person::hire(&app, &staff, &by(&staff), &name).await?
    }
}

form! {
    /// Makes an inquiry, in planning.
    make_inquiry, |app, staff, _slug, typed| "inquiry", "inquiry", {
        if !staff.may_somewhere(Deed::Administer) {
            return Err(Refusal::NotAllowed.into());
        }
        let programme = typed.some("programme").unwrap_or_default();
        let found = inquiries::programme_by_slug(&mut app.store.read().await?, &programme).await?;
        let zone = TimeZone::get(found.as_ref().map_or("Asia/Shanghai", |it| &it.zone)).unwrap_or(TimeZone::UTC);
        let wanted = PlanWanted {
            slug: typed.some("slug"),
            programme: Some(programme.clone()),
            theme: typed.some("theme"),
            starts_at: typed.moment("starts_at", &zone)?,
            call_closes_at: typed.moment("call_closes_at", &zone)?,
            ..PlanWanted::default()
        };
        let change = plan::checked(&wanted, true, app.config.least_delay_ms)?;
        inquiry::make(&app, &staff, &by(&staff), &wanted.slug.unwrap_or_default(), &programme, &change).await?
    }
}

fn programme_of(typed: &Typed) -> Result<ProgrammeWanted, Problem> {
    Ok(ProgrammeWanted {
        slug: typed.some("slug"),
        name: typed.get("name"),
        organiser: typed.get("organiser"),
        hotline: typed.get("hotline"),
        zone: typed.some("zone"),
        notice_days: typed.number("notice_days")?,
        version: None,
    })
}

fn department_of(typed: &Typed) -> DepartmentWanted {
    DepartmentWanted { slug: typed.some("slug"), name: typed.get("name"), kind: typed.some("kind"), version: None }
}

async fn page(
    app: &App,
    staff: &Staff,
    reader: &Reader,
    done: Option<String>,
    refused: Option<&Refused>,
) -> Result<Response, Problem> {
    if !staff.may_somewhere(Deed::Administer) {
        return Err(Refusal::NotAllowed.into());
    }
    let runs = house::must_run(staff).is_ok();
    let mut tx = app.store.read().await?;
    let all = inquiries::all(&mut tx).await?;
    let mine = all.into_iter().filter(|it| staff.may(Deed::Administer, &it.id, &it.programme));
    let mine = mine.map(|it| OfficeInquiryLine {
        slug: it.slug,
        theme: it.theme,
        phase: it.phase.word(),
        interruption: it.interruption.map(|it| it.word()),
        starts_at: it.starts_at.0,
    });
    let inquiries: Vec<OfficeInquiryLine> = mine.collect();
    let programmes = inquiries::programmes(&mut tx).await?;
    let may_make = |it: &&inquiries::Programme| {
        let reaches = |scope: &Scope| *scope == Scope::House || *scope == Scope::Programme(it.id.clone());
        staff.grants.iter().any(|grant| grant.role.may(Deed::Administer) && reaches(&grant.scope))
    };
    let own: Vec<Choice> =
        programmes.iter().filter(may_make).map(|it| Choice { id: it.slug.clone(), name: it.name.clone() }).collect();
    let kinds: Vec<Choice> =
        KINDS.iter().map(|kind| Choice { id: (*kind).into(), name: reader.say(&format!("kind-{kind}")) }).collect();
    let (mut departments, mut people) = (Vec::new(), Vec::new());
    if runs {
        departments = inquiries::departments(&mut tx).await?;
        let names = Names::read(&mut tx).await?;
        people = person::everybody(&mut tx).await?.into_iter().map(|it| names.person(it)).collect();
    }
    let departments = departments.into_iter().map(OfficeDepartment::from).map(|it| DepartmentLine {
        form: told(department_form(&it, &kinds), refused),
        name: it.name,
        kind: it.kind,
    });
    let shown = OfficePage {
        me: staff.name.clone(),
        runs,
        done,
        inquiries,
        departments: departments.collect(),
        people,
        make_inquiry: (!own.is_empty()).then(|| told(inquiry_form(own), refused)),
        programmes: programmes
            .into_iter()
            .filter(|_| runs)
            .map(OfficeProgramme::from)
            .map(|it| ProgrammeLine {
                form: told(
                    programme_fields(change_form("programme", "programmes", &it.slug, it.version), &it),
                    refused,
                ),
                name: it.name,
                organiser: it.organiser,
                notice_days: it.notice_days,
            })
            .collect(),
        make_programme: told(new_programme(), refused),
        make_department: told(
            OfficeForm::new("department", "/office/departments", "make-department")
                .with(Field::line("slug", "").hinted())
                .with(Field::line("name", ""))
                .with(Field::choice("kind", KINDS[0], kinds)),
            refused,
        ),
        hire: told(OfficeForm::new("hire", "/office/people", "hire").with(Field::line("name", "").hinted()), refused),
    };
    let mut reader = reader.clone();
    if refused.is_some() {
        // Language and size are changed where the page can be read again.
        reader.path = "/office".into();
    }
    reader.show_private(app, &shown, &reader.say("title-office"), own_house())
}

fn change_form(what: &str, place: &str, slug: &str, version: i64) -> OfficeForm {
    OfficeForm::new(&format!("{what}-{slug}"), &format!("/office/{place}/{slug}"), "save").seen(version)
}

fn department_form(it: &OfficeDepartment, kinds: &[Choice]) -> OfficeForm {
    change_form("department", "departments", &it.slug, it.version)
        .with(Field::line("name", &it.name))
        .with(Field::choice("kind", &it.kind, kinds.to_vec()))
}

fn programme_fields(form: OfficeForm, it: &OfficeProgramme) -> OfficeForm {
    form.with(Field::line("name", &it.name))
        .with(Field::line("organiser", &it.organiser))
        .with(Field::line("hotline", it.hotline.clone().unwrap_or_default()).optional())
        .with(Field::line("zone", &it.zone).hinted())
        .with(Field::number("notice_days", it.notice_days).hinted())
}

fn new_programme() -> OfficeForm {
    OfficeForm::new("programme", "/office/programmes", "make-programme")
        .with(Field::line("slug", "").hinted())
        .with(Field::line("name", ""))
        .with(Field::line("organiser", ""))
        .with(Field::line("hotline", "").optional())
        .with(Field::line("zone", "Asia/Shanghai").hinted())
        .with(Field::number("notice_days", 7).hinted())
}

fn inquiry_form(programmes: Vec<Choice>) -> OfficeForm {
    let first = programmes.first().map(|it| it.id.clone()).unwrap_or_default();
    OfficeForm::new("inquiry", "/office/inquiries", "make-inquiry")
        .with(Field::line("slug", "").hinted())
        .with(Field::choice("programme", first, programmes))
        .with(Field::line("theme", ""))
        .with(Field::moment("starts_at", ""))
        .with(Field::moment("call_closes_at", "").hinted())
}

/// What places are called, by their names in addresses.
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Reads them.
    pub async fn read(tx: &mut Tx) -> Result<Self, Error> {
        let mut names = BTreeMap::new();
        names.extend(inquiries::programmes(tx).await?.into_iter().map(|it| (format!("p {}", it.slug), it.name)));
        names.extend(inquiries::all(tx).await?.into_iter().map(|it| (format!("i {}", it.slug), it.theme)));
        names.extend(inquiries::departments(tx).await?.into_iter().map(|it| (format!("d {}", it.slug), it.name)));
        Ok(Self(names))
    }

    /// A part, with the name of where it holds.
    pub fn part(&self, OfficeGrant { id, role, programme, inquiry, department }: OfficeGrant) -> Part {
        let named = [("p", programme), ("i", inquiry), ("d", department)];
        let place = named.into_iter().find_map(|(kind, slug)| {
            let slug = slug?;
            Some(self.0.get(&format!("{kind} {slug}")).cloned().unwrap_or(slug))
        });
        Part { id, role: role.word(), place }
    }

    fn person(&self, OfficePerson { id, name, grants, .. }: OfficePerson) -> PersonLine {
        PersonLine { id: id.0, name, parts: grants.into_iter().map(|it| self.part(it)).collect() }
    }
}
