//! Taking a file in: it is read, tried and kept sealed; its mapping can change until somebody starts it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    check::{Check, Row},
    mapping::{self, Column, Mapping},
    read::{Table, read},
};
use crate::{
    app::{self, Act, App, By, Error, reach},
    domain::{
        happening::{Actor, Happening, Journal, Kind},
        id::ImportId,
        inquiry::Inquiry,
        refusal::Refusal,
        role::{Deed, Staff},
    },
    store::{
        Tx,
        imports::{self, Import, Issue},
        inquiries, journal,
    },
    text::clean::clean_line,
};

/// How many rows are sealed, stored and counted together.
pub const PART: usize = 200;
/// How many remarks about rows an answer holds.
const SHOWN: usize = 500;
/// The longest name of a source or file, in Unicode scalars.
const NAME_CHARS: usize = 60;

/// An import as the office sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficeImport {
    /// Its id.
    pub id: ImportId,
    /// Into which inquiry, by its name in addresses.
    pub inquiry: String,
    /// What the other system is called.
    pub source: String,
    /// The file's name.
    pub file_name: String,
    /// The names of its columns.
    pub header: Vec<String>,
    /// Which column is what: its name, or `#3` for the third where the name stands twice.
    pub mapping: BTreeMap<String, String>,
    /// `checked`, `running` or `done`.
    pub state: String,
    /// How many rows it has.
    pub total: i64,
    /// How many of them can be stored.
    pub good: i64,
    /// How many have been gone through.
    pub done: i64,
    /// How many became questions.
    pub stored: i64,
    /// How many were there already, in this file or from before.
    pub repeated: i64,
    /// How many could not be stored.
    pub failed: i64,
    /// What is said about rows: first what stops one.
    pub issues: Vec<OfficeIssue>,
    /// How many things are said in all.
    pub issue_count: i64,
    /// How many of them stop a row.
    pub stopping: i64,
    /// Its version.
    pub version: i64,
}

/// Something about a row.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficeIssue {
    /// The row, as a spreadsheet counts.
    pub row: i64,
    /// Which part of the question.
    pub field: String,
    /// `required`, `too_short`, `too_long`, `repeated`, `known`, `cut`, `unknown`.
    pub code: String,
    /// The row that it repeats.
    pub of_row: Option<i64>,
    /// Whether the row is not stored for it.
    pub stops: bool,
}

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Takes a file in and tries it with the mapping that its columns propose. Nothing becomes a question yet.
pub async fn take_in(
    app: &App,
    staff: &Staff,
    actor: Actor,
    slug: &str,
    source: &str,
    file: File,
) -> app::Result<OfficeImport> {
    let File { name, bytes } = file;
    // Reading takes long enough to keep others from being answered.
    let table = tokio::task::spawn_blocking(move || read(&bytes)).await.map_err(|_| Error::Busy)?;
    let table = table.map_err(|why| match why {
        super::read::Unreadable::Unknown => Refusal::UnreadableFile,
        super::read::Unreadable::WebPage => Refusal::WebPageFile,
        super::read::Unreadable::TooLong => Refusal::TooManyRows,
    })?;
    let mut act = app.begin(&By::from(actor)).await?;
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::Administer, slug).await?;
    let mapping = mapping::propose(&table.header);
    let source = Some(clean_line(source)).filter(|it| !it.is_empty()).unwrap_or_else(|| "hotline".into());
    let mut import = Import {
        id: ImportId::new(),
        inquiry: inquiry.id.clone(),
        source: source.chars().take(NAME_CHARS).collect(),
        file_name: clean_line(&name).chars().take(NAME_CHARS).collect(),
        person: act.actor.id().to_owned(),
        header: json!(table.header).to_string(),
        mapping: mapping.to_json(),
        state: "checked".into(),
        total: table.rows.len() as i64,
        good: 0,
        done: 0,
        stored: 0,
        repeated: 0,
        failed: 0,
        version: 1,
        created_at: act.now,
        changed_at: act.now,
    };
    for (part, rows) in table.rows.chunks(PART).enumerate() {
        let sealed = app.vault.seal(import.id.as_str(), "rows", &json!(rows).to_string());
        imports::keep_part(&mut act.tx, &import.id, part, &sealed).await?;
    }
    let issues = try_rows(&mut act.tx, &inquiry, &mut import, &table).await?;
    imports::insert(&mut act.tx, &import).await?;
    imports::say(&mut act.tx, &import.id, &issues).await?;
    finish(app, act, &inquiry, import).await
}

/// Tries the file again, as another source or with other columns.
pub async fn remap(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &ImportId,
    seen: i64,
    source: Option<&str>,
    wanted: Option<&BTreeMap<String, String>>,
) -> app::Result<OfficeImport> {
    let mut act = app.begin(by).await?;
    let (inquiry, mut import) = fresh(&mut act.tx, staff, id, seen).await?;
    let header = header(&import);
    if let Some(wanted) = wanted {
        let mapping = mapping::chosen(&header, wanted).map_err(|_| Refusal::UnknownColumn)?;
        import.mapping = mapping.to_json();
    }
    if let Some(source) = source.map(clean_line).filter(|it| !it.is_empty()) {
        import.source = source.chars().take(NAME_CHARS).collect();
    }
    let mut table = Table { header, rows: Vec::new() };
    for part in 0.. {
        let Some(rows) = rows(app, &mut act.tx, id, part).await? else { break };
        table.rows.extend(rows);
    }
    let issues = try_rows(&mut act.tx, &inquiry, &mut import, &table).await?;
    imports::say(&mut act.tx, id, &issues).await?;
    (import.version, import.changed_at) = (import.version + 1, act.now);
    imports::save(&mut act.tx, &import).await?;
    finish(app, act, &inquiry, import).await
}

/// Starts it: from now on its rows become questions, whoever restarts the house meanwhile.
pub async fn start(app: &App, staff: &Staff, by: &By, id: &ImportId, seen: i64) -> app::Result<OfficeImport> {
    let mut act = app.begin(by).await?;
    let (inquiry, mut import) = fresh(&mut act.tx, staff, id, seen).await?;
    if !Mapping::from_json(&import.mapping).0.contains_key(&Column::Text) {
        return Err(Refusal::TextNotMapped.into());
    }
    import.state = "running".into();
    import.person = act.actor.id().to_owned();
    (import.version, import.changed_at) = (import.version + 1, act.now);
    imports::save(&mut act.tx, &import).await?;
    finish(app, act, &inquiry, import).await
}

/// One import, for whoever may see it.
pub async fn one(tx: &mut Tx, staff: &Staff, id: &ImportId) -> app::Result<OfficeImport> {
    let import = imports::get(tx, id).await?.ok_or(Error::NotFound("import"))?;
    let inquiry = reach::must_reach(tx, staff, Deed::Administer, &import.inquiry).await?;
    shown(tx, &inquiry, import).await
}

/// The imports of an inquiry, the latest first.
pub async fn all(tx: &mut Tx, staff: &Staff, slug: &str) -> app::Result<Vec<OfficeImport>> {
    let inquiry = reach::inquiry(tx, staff, Deed::Administer, slug).await?;
    let mut all = Vec::new();
    for import in imports::of(tx, &inquiry.id).await? {
        all.push(shown(tx, &inquiry, import).await?);
    }
    Ok(all)
}

/// A part of the rows, opened.
pub async fn rows(
    app: &App,
    tx: &mut Tx,
    id: &ImportId,
    part: usize,
) -> app::Result<Option<Vec<(usize, Vec<String>)>>> {
    let Some(sealed) = imports::part(tx, id, part).await? else { return Ok(None) };
    let opened = app.vault.unseal(id.as_str(), "rows", &sealed).map_err(|_| Refusal::UnreadableFile)?;
    Ok(Some(serde_json::from_str(&opened).map_err(crate::store::Error::from)?))
}

/// What is said of an import in the record.
pub fn told(import: &Import) -> Happening {
    Happening {
        journal: Journal::from(&import.inquiry),
        kind: Kind::Imported,
        subject_kind: "import",
        subject: import.id.0.clone(),
        from: None,
        to: Some(import.state.clone()),
        why: None,
        after: import.after(),
        heard: vec![],
    }
}

/// Tries every row, also against what is there from before.
async fn try_rows(tx: &mut Tx, inquiry: &Inquiry, import: &mut Import, table: &Table) -> app::Result<Vec<Issue>> {
    let summoned = inquiries::summoned(tx, &inquiry.id).await?;
    let head = journal::head(tx, &Journal::from(&inquiry.id)).await?;
    let digest = |text: &str| head.digest(text);
    let mapping = Mapping::from_json(&import.mapping);
    if !mapping.0.contains_key(&Column::Text) {
        import.good = 0;
        return Ok(Vec::new());
    }
    let mut check = Check::new(&mapping, &summoned, &digest);
    let good: Vec<Row> = table.rows.iter().filter_map(|(line_no, cells)| check.row(*line_no, cells)).collect();
    let ids: Vec<&str> = good.iter().map(|row| row.source_id.as_str()).collect();
    let known = imports::known(tx, &inquiry.id, &import.source, &ids).await?;
    let known: std::collections::BTreeSet<&str> = known.iter().map(String::as_str).collect();
    let mut issues = std::mem::take(&mut check.issues);
    let repeats = good.iter().filter(|row| known.contains(row.source_id.as_str()));
    issues.extend(repeats.map(|row| Issue {
        line_no: row.line_no as i64,
        field: Column::SourceId.word(),
        code: "known".into(),
        of_line: None,
        stops: true,
    }));
    issues.sort_by_key(|issue| issue.line_no);
    import.good = (good.len() - good.iter().filter(|row| known.contains(row.source_id.as_str())).count()) as i64;
    Ok(issues)
}

async fn fresh(tx: &mut Tx, staff: &Staff, id: &ImportId, seen: i64) -> app::Result<(Inquiry, Import)> {
    let import = imports::get(tx, id).await?.ok_or(Error::NotFound("import"))?;
    let inquiry = reach::must_reach(tx, staff, Deed::Administer, &import.inquiry).await?;
    if import.version != seen {
        return Err(Error::Stands(Refusal::Stale, json!(shown(tx, &inquiry, import).await?)));
    }
    if import.state != "checked" { Err(Refusal::WrongState.into()) } else { Ok((inquiry, import)) }
}

async fn finish(app: &App, mut act: Act, inquiry: &Inquiry, import: Import) -> app::Result<OfficeImport> {
    act.record(told(&import));
    let shown = shown(&mut act.tx, inquiry, import).await?;
    app.settle(act, shown).await
}

fn header(import: &Import) -> Vec<String> {
    serde_json::from_str(&import.header).unwrap_or_default()
}

async fn shown(tx: &mut Tx, inquiry: &Inquiry, import: Import) -> app::Result<OfficeImport> {
    let header = header(&import);
    let called = |at: usize| {
        let name = header.get(at).map(String::as_str).unwrap_or_default();
        let is_alone = !name.is_empty() && header.iter().filter(|other| *other == name).count() == 1;
        if is_alone { name.to_owned() } else { format!("#{}", at + 1) }
    };
    let mapping = Mapping::from_json(&import.mapping);
    let mapping = mapping.0.into_iter().map(|(column, at)| (column.word(), called(at))).collect();
    let (issue_count, stopping) = imports::issue_counts(tx, &import.id).await?;
    let issues = imports::issues(tx, &import.id, SHOWN).await?.into_iter();
    let issues = issues.map(|Issue { line_no, field, code, of_line, stops }| OfficeIssue {
        row: line_no,
        field,
        code,
        of_row: of_line,
        stops,
    });
    Ok(OfficeImport {
        inquiry: inquiry.slug.clone(),
        mapping,
        issues: issues.collect(),
        issue_count,
        stopping,
        header,
        id: import.id,
        source: import.source,
        file_name: import.file_name,
        state: import.state,
        total: import.total,
        good: import.good,
        done: import.done,
        stored: import.stored,
        repeated: import.repeated,
        failed: import.failed,
        version: import.version,
    })
}
