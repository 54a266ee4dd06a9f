//! Importing: the files of an inquiry, and one file on its way in, with what is said about its rows.

use serde::Serialize;

use super::{OfficeField, OfficeForm};
use crate::pages::{Page, door::Choice};

/// `/office/inquiries/{slug}/import`: a file to bring in, and those that came.
#[derive(Debug, Clone, Serialize)]
pub struct ImportsPage {
    /// Who reads it.
    pub me: String,
    /// Into which inquiry, by its name in addresses.
    pub slug: String,
    /// Its theme.
    pub theme: String,
    /// To bring a file in.
    pub upload: OfficeForm,
    /// Those that came, the latest first.
    pub imports: Vec<ImportLine>,
}

/// How far a file is.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ImportLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub file_name: String,
    /// What the other system is called.
    pub source: String,
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
    /// How many were there already.
    pub repeated: i64,
    /// How many could not be stored.
    pub failed: i64,
}

/// `/office/imports/{id}`: which column is what, what is said about rows, and how far it is.
#[derive(Debug, Clone, Serialize)]
pub struct ImportPage {
    /// Who reads it.
    pub me: String,
    /// Into which inquiry, by its name in addresses.
    pub slug: String,
    /// Its theme.
    pub theme: String,
    /// How far it is.
    pub import: ImportLine,
    /// Which column is what, until it is started.
    pub mapping: Option<OfficeForm>,
    /// To start it.
    pub run: Option<OfficeForm>,
    /// What is said about rows.
    pub issues: Vec<IssueLine>,
    /// How many things are said in all.
    pub issue_count: i64,
    /// How many of them stop a row.
    pub stopping: i64,
}

/// Something about a row.
#[derive(Debug, Clone, Serialize)]
pub struct IssueLine {
    /// The row, as a spreadsheet counts.
    pub row: i64,
    /// Which part of the question.
    pub field: String,
    /// `required`, `too_short`, `too_long`, `repeated`, `known`, `cut` or `unknown`.
    pub code: String,
    /// The row that it repeats.
    pub of_row: Option<i64>,
    /// Whether the row is not stored for it.
    pub stops: bool,
}

impl ImportLine {
    fn sample() -> Self {
        ImportLine {
            id: "m1".into(),
            file_name: "12345-9月.csv".into(),
            source: "hotline".into(),
            state: "checked".into(),
            total: 1820,
            good: 1790,
            ..ImportLine::default()
        }
    }
}

fn upload() -> OfficeForm {
    OfficeForm::new("upload", "/office/inquiries/wuye/import", "upload")
        .with(OfficeField::file("file").hinted())
        .with(OfficeField::line("source", "hotline").hinted())
}

impl Page for ImportsPage {
    const TEMPLATE: &'static str = "office/imports.html";

    fn samples() -> Vec<Self> {
        let (me, slug, theme) = ("白露".to_owned(), "wuye".to_owned(), "加强物业管理".to_owned());
        let done = ImportLine {
            state: "done".into(),
            done: 1820,
            stored: 1790,
            repeated: 20,
            failed: 10,
            ..ImportLine::sample()
        };
        let full = ImportsPage { me, slug, theme, upload: upload(), imports: vec![ImportLine::sample(), done] };
        let refused = ImportsPage {
            upload: upload().refused(&[], Vec::new(), Some("unreadable_file".into()), false),
            imports: Vec::new(),
            ..full.clone()
        };
        vec![full, refused]
    }
}

impl Page for ImportPage {
    const TEMPLATE: &'static str = "office/import.html";

    fn samples() -> Vec<Self> {
        let columns = ["工单号", "诉求内容", "来电时间"].map(|name| Choice { id: name.into(), name: name.into() });
        let mapping = OfficeForm::new("mapping", "/office/imports/m1/mapping", "map")
            .seen(1)
            .with(OfficeField::choice("map-text", "诉求内容", columns.to_vec()))
            .with(OfficeField::choice("map-source_id", "工单号", columns.to_vec()).optional());
        let issue = |row, field: &str, code: &str, of_row, stops| IssueLine {
            row,
            field: field.into(),
            code: code.into(),
            of_row,
            stops,
        };
        let checked = ImportPage {
            me: "白露".into(),
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            import: ImportLine::sample(),
            mapping: Some(mapping),
            run: Some(OfficeForm::new("run", "/office/imports/m1/run", "run").seen(1)),
            issues: vec![
                issue(3, "text", "too_short", None, true),
                issue(9, "source_id", "repeated", Some(4), true),
                issue(12, "source_id", "known", None, true),
                issue(20, "department", "unknown", None, false),
                issue(31, "title", "cut", None, false),
            ],
            issue_count: 612,
            stopping: 30,
        };
        let running = ImportPage {
            import: ImportLine { state: "running".into(), done: 600, stored: 590, ..ImportLine::sample() },
            mapping: None,
            run: None,
            issues: Vec::new(),
            issue_count: 0,
            stopping: 0,
            ..checked.clone()
        };
        let done = ImportPage {
            import: ImportLine { state: "done".into(), done: 1820, stored: 1820, good: 1820, ..ImportLine::sample() },
            ..running.clone()
        };
        vec![checked, running, done]
    }
}
