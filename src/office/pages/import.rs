//! `/office/inquiries/{slug}/import` and `/office/imports/{id}`: a file comes in, is tried, mapped, started, watched.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{Path, Request, State},
    response::Response,
};

use super::typed::{Refused, Typed, by, told};
use crate::{
    app::{App, reach},
    domain::{
        id::ImportId,
        role::{Deed, Staff},
    },
    http::{
        Problem, Reader, Signed,
        page::{house, see_other},
    },
    office::import::{
        calls::taken_in,
        mapping::Column,
        take_in::{self, OfficeImport, OfficeIssue},
    },
    pages::{
        door::Choice,
        office::{ImportLine, ImportPage, ImportsPage, IssueLine, OfficeField as Field, OfficeForm},
    },
};

/// The files of an inquiry. Whoever is not signed in is led to the door for staff.
pub async fn files(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    list(&app, &staff, &reader, &slug, None).await
}

/// Takes a file in and leads to it.
pub async fn upload(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    match taken_in(&app, &staff, &slug, request).await {
        Ok(import) => Ok(see_other(&format!("/office/imports/{}", import.id))),
        Err(problem) => {
            // A form sent without a file is no file that can be read.
            let is_empty = problem.code() == "malformed";
            let problem = if is_empty { crate::domain::refusal::Refusal::UnreadableFile.into() } else { problem };
            let refused = Refused::new("upload", Typed::default(), problem)?;
            Ok(refused.answer(list(&app, &staff, &reader, &slug, Some(&refused)).await?))
        }
    }
}

async fn list(
    app: &App,
    staff: &Staff,
    reader: &Reader,
    slug: &str,
    refused: Option<&Refused>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::Administer, slug).await?;
    let imports = take_in::all(&mut tx, staff, slug).await?;
    drop(tx);
    let upload = OfficeForm::new("upload", &format!("/office/inquiries/{slug}/import"), "upload")
        .with(Field::file("file").hinted())
        .with(Field::line("source", "hotline").hinted());
    let shown = ImportsPage {
        me: staff.name.clone(),
        slug: slug.to_owned(),
        theme: inquiry.theme,
        upload: told(upload, refused),
        imports: imports.iter().map(line).collect(),
    };
    reader.show_private(app, &shown, &reader.say("title-import"), house())
}

/// One file. While it runs, the page asks for itself again.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    page(&app, &staff, &reader, &id, None).await
}

/// Maps the columns and tries every row again.
pub async fn remap(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    staff: Option<Signed>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let map: BTreeMap<String, String> =
        typed.0.iter().filter_map(|(key, name)| Some((key.strip_prefix("map-")?.to_owned(), name.clone()))).collect();
    let done = async {
        let source = typed.some("source");
        take_in::remap(&app, &staff, &by(&staff), &id, typed.seen()?, source.as_deref(), Some(&map)).await?;
        Ok(())
    };
    let done = done.await;
    answer(&app, &staff, &reader, &id, done, "mapping", typed).await
}

/// Starts it.
pub async fn run(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    staff: Option<Signed>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let done = async {
        take_in::start(&app, &staff, &by(&staff), &id, typed.seen()?).await?;
        Ok(())
    };
    let done = done.await;
    answer(&app, &staff, &reader, &id, done, "run", typed).await
}

async fn answer(
    app: &App,
    staff: &Staff,
    reader: &Reader,
    id: &ImportId,
    done: Result<(), Problem>,
    form: &str,
    typed: Typed,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(see_other(&format!("/office/imports/{id}"))),
        Err(problem) => {
            let refused = Refused::new(form, typed, problem)?;
            Ok(refused.answer(page(app, staff, reader, id, Some(&refused)).await?))
        }
    }
}

async fn page(
    app: &App,
    staff: &Staff,
    reader: &Reader,
    id: &ImportId,
    refused: Option<&Refused>,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let it = take_in::one(&mut tx, staff, id).await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::Administer, &it.inquiry).await?;
    drop(tx);
    let form =
        |form: &str, send: &str| OfficeForm::new(form, &format!("/office/imports/{id}/{form}"), send).seen(it.version);
    let waits = it.state == "checked";
    let mapping = waits.then(|| {
        let form = form("mapping", "map").with(Field::line("source", &it.source).hinted());
        told(Column::ALL.iter().fold(form, |form, column| form.with(mapped(&it, *column))), refused)
    });
    let shown = ImportPage {
        me: staff.name.clone(),
        slug: inquiry.slug,
        theme: inquiry.theme,
        import: line(&it),
        mapping,
        run: waits.then(|| told(form("run", "run"), refused)),
        issues: it.issues.iter().map(issue).collect(),
        issue_count: it.issue_count,
        stopping: it.stopping,
    };
    let mut reader = reader.clone();
    // Language and size are changed where the page can be read again.
    reader.path = format!("/office/imports/{id}");
    reader.show_private(app, &shown, &reader.say("title-import"), house())
}

/// The choice of the column that is this. A name that stands twice is told by its place.
fn mapped(it: &OfficeImport, column: Column) -> Field {
    let called = |at: usize, name: &String| {
        let is_alone = !name.is_empty() && it.header.iter().filter(|other| *other == name).count() == 1;
        let id = if is_alone { name.clone() } else { format!("#{}", at + 1) };
        let shown = if is_alone { name.clone() } else { format!("{name} #{}", at + 1) };
        Choice { id, name: shown }
    };
    let choices = it.header.iter().enumerate().map(|(at, name)| called(at, name)).collect();
    let word = column.word();
    let field = Field::choice(&format!("map-{word}"), it.mapping.get(&word).cloned().unwrap_or_default(), choices);
    if column == Column::Text { field } else { field.optional() }
}

fn line(it: &OfficeImport) -> ImportLine {
    ImportLine {
        id: it.id.0.clone(),
        file_name: it.file_name.clone(),
        source: it.source.clone(),
        state: it.state.clone(),
        total: it.total,
        good: it.good,
        done: it.done,
        stored: it.stored,
        repeated: it.repeated,
        failed: it.failed,
    }
}

fn issue(OfficeIssue { row, field, code, of_row, stops }: &OfficeIssue) -> IssueLine {
    IssueLine { row: *row, field: field.clone(), code: code.clone(), of_row: *of_row, stops: *stops }
}
