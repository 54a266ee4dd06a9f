//! `/office/imports/{id}`: which column is what, what is wrong with which row, and how far it is.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{Path, Request, State},
    response::{IntoResponse as _, Response},
};

use super::{
    form::{self, Fields, Typed, text},
    inquiry,
};
use crate::{
    app::App,
    domain::{id::ImportId, role::Staff},
    http::{Problem, Reader, Signed, page::see_other},
    office::import::{
        calls::taken_in,
        mapping::Column,
        take_in::{self, OfficeImport},
    },
    pages::{
        door::Choice,
        import::{ImportIssue, ImportPage},
        office::Crumb,
    },
    store::inquiries,
};

/// A file comes in from the inquiry's page.
pub async fn take_in(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    match taken_in(&app, &staff, &slug, request).await {
        Ok(import) => Ok(see_other(&format!("/office/imports/{}", import.id))),
        Err(problem) if form::comes_back(&problem) => {
            inquiry::with_trouble(&app, &staff, &slug, &reader, &problem).await
        }
        Err(problem) => Err(problem),
    }
}

/// The page.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    match form::signed(staff) {
        Ok(staff) => page(&app, &staff, &id, &reader, None, None).await,
        Err(away) => Ok(away.lead()),
    }
}

/// Maps the columns, and tries every row again.
pub async fn remap(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let seen = form::version(&typed)?;
    let map: BTreeMap<String, String> =
        Column::ALL.iter().filter_map(|column| Some((column.word(), typed.get(&column.word())?.clone()))).collect();
    let source = text(&typed, "source");
    let done = take_in::remap(&app, &staff, &form::by(&staff), &id, seen, source.as_deref(), Some(&map)).await;
    answer(&app, &staff, &id, &reader, done.map_err(Problem::from), Some(&typed)).await
}

/// Starts it.
pub async fn run(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    Signed(staff): Signed,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let seen = form::version(&typed)?;
    let done = take_in::start(&app, &staff, &form::by(&staff), &id, seen).await.map_err(Problem::from);
    answer(&app, &staff, &id, &reader, done, None).await
}

async fn answer(
    app: &App,
    staff: &Staff,
    id: &ImportId,
    reader: &Reader,
    done: Result<OfficeImport, Problem>,
    typed: Option<&Typed>,
) -> Result<Response, Problem> {
    match done {
        Ok(_) => Ok(see_other(&format!("/office/imports/{id}"))),
        Err(problem) if form::comes_back(&problem) => page(app, staff, id, reader, Some(&problem), typed).await,
        Err(problem) => Err(problem),
    }
}

async fn page(
    app: &App,
    staff: &Staff,
    id: &ImportId,
    reader: &Reader,
    problem: Option<&Problem>,
    typed: Option<&Typed>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let it = take_in::one(&mut tx, staff, id).await?;
    let theme = inquiries::by_slug(&mut tx, &it.inquiry).await?.map(|it| it.theme).unwrap_or_default();
    let mapped: Typed = it.mapping.clone();
    let empty = Typed::new();
    let mut fields = Fields::new(typed.unwrap_or(&mapped), &empty);
    for column in Column::ALL {
        let word = column.word();
        fields = fields.labelled(&word, &format!("column-{word}"), None, "select", choices(reader, &it.header));
    }
    let issues = it.issues.into_iter().map(|it| ImportIssue {
        row: it.row,
        field: it.field,
        code: it.code,
        of_row: it.of_row,
        stops: it.stops,
    });
    let page = ImportPage {
        id: it.id.0,
        back: Crumb { href: format!("/office/inquiries/{}", it.inquiry), name: theme },
        file_name: it.file_name,
        source: typed.and_then(|typed| text(typed, "source")).unwrap_or(it.source),
        state: it.state,
        is_mapped: it.mapping.contains_key("text"),
        fields: fields.list,
        total: it.total,
        good: it.good,
        done: it.done,
        stored: it.stored,
        repeated: it.repeated,
        failed: it.failed,
        issues: issues.collect(),
        issue_count: it.issue_count,
        version: it.version,
        trouble: problem.and_then(form::trouble),
    };
    let response = reader.show_private(app, &page, &page.file_name, crate::http::page::house())?;
    Ok(match problem {
        Some(problem) => (problem.status(), response).into_response(),
        None => response,
    })
}

/// The columns of the file; those without a name of their own by their place.
fn choices(reader: &Reader, header: &[String]) -> Vec<Choice> {
    let mut choices = vec![Choice { id: String::new(), name: reader.say("office-column-none") }];
    choices.extend(header.iter().enumerate().map(|(at, name)| {
        let is_alone = !name.is_empty() && header.iter().filter(|other| *other == name).count() == 1;
        let place = format!("#{}", at + 1);
        match is_alone {
            true => Choice { id: name.clone(), name: name.clone() },
            false => Choice { name: format!("{place} {name}"), id: place },
        }
    }));
    choices
}
