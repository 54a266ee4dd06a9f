//! `/office`: inquiries, programmes, departments and people, each with the way to it.

use axum::{extract::State, response::Response};

use super::form;
use crate::{
    app::App,
    domain::{refusal::Refusal, role::Deed},
    http::{Problem, Reader, Signed},
    office::{house, person},
    pages::office::{OfficeLine, OfficePage},
    store::inquiries,
};

/// The entry.
pub async fn show(State(app): State<App>, staff: Option<Signed>, reader: Reader) -> Result<Response, Problem> {
    let staff = match form::signed(staff) {
        Ok(staff) => staff,
        Err(away) => return Ok(away.lead()),
    };
    if !staff.may_somewhere(Deed::Administer) {
        return Err(Refusal::NotAllowed.into());
    }
    let runs_house = house::must_run(&staff).is_ok();
    let mut tx = app.store.read().await?;
    let programmes = inquiries::programmes(&mut tx).await?;
    let line = |href: String, name: String, note: Vec<String>| OfficeLine { href, name, phase: None, at: None, note };
    let all = inquiries::all(&mut tx).await?.into_iter();
    let mine = all.filter(|it| staff.may(Deed::Administer, &it.id, &it.programme)).map(|it| OfficeLine {
        phase: Some(it.phase.word()),
        at: Some(it.starts_at.0),
        ..line(
            format!("/office/inquiries/{}", it.slug),
            it.theme,
            programmes.iter().filter(|programme| programme.id == it.programme).map(|it| it.name.clone()).collect(),
        )
    });
    let mut page = OfficePage {
        me: staff.name.clone(),
        runs_house,
        inquiries: mine.collect(),
        programmes: Vec::new(),
        departments: Vec::new(),
        people: Vec::new(),
    };
    if runs_house {
        let departments = inquiries::departments(&mut tx).await?.into_iter();
        let people = person::everybody(&mut tx).await?.into_iter();
        page.programmes = programmes
            .into_iter()
            .map(|it| line(format!("/office/programmes/{}", it.slug), it.name, vec![it.organiser]))
            .collect();
        page.departments = departments
            .map(|it| {
                let kind = reader.say(&format!("office-kind-{}", it.kind));
                line(format!("/office/departments/{}", it.slug), it.name, vec![kind])
            })
            .collect();
        page.people = people
            .map(|it| {
                let roles = it.grants.iter().map(|grant| reader.say(&format!("role-{}", grant.role.word())));
                line(format!("/office/people/{}", it.id), it.name, roles.collect())
            })
            .collect();
    }
    form::private(&app, &reader, &page, "title-office")
}
