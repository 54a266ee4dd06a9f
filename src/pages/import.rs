//! The office's page about a file that comes in: its columns, its rows, its progress.

use serde::Serialize;

use super::{
    Page,
    ask::Trouble,
    office::{Crumb, FormField, choice},
};

/// `/office/imports/{id}`: which column is what, what is wrong with which row, and how far it is.
#[derive(Debug, Clone, Serialize)]
pub struct ImportPage {
    /// Its id.
    pub id: String,
    /// Its inquiry.
    pub back: Crumb,
    /// The file's name.
    pub file_name: String,
    /// What the other system is called.
    pub source: String,
    /// `checked`, `running` or `done`.
    pub state: String,
    /// One field for each thing that a column can be.
    pub fields: Vec<FormField>,
    /// Whether a column is the text.
    pub is_mapped: bool,
    /// How many rows.
    pub total: i64,
    /// How many can be stored.
    pub good: i64,
    /// How many were gone through.
    pub done: i64,
    /// How many became questions.
    pub stored: i64,
    /// How many were there already.
    pub repeated: i64,
    /// How many could not be stored.
    pub failed: i64,
    /// What is said about rows.
    pub issues: Vec<ImportIssue>,
    /// How many things are said in all.
    pub issue_count: i64,
    /// The version of all this.
    pub version: i64,
    /// Why it was not done.
    pub trouble: Option<Trouble>,
}

/// Something about a row.
#[derive(Debug, Clone, Serialize)]
pub struct ImportIssue {
    /// The row.
    pub row: i64,
    /// Which part of the question.
    pub field: String,
    /// What.
    pub code: String,
    /// The row that it repeats.
    pub of_row: Option<i64>,
    /// Whether it is not stored.
    pub stops: bool,
}

impl Page for ImportPage {
    const TEMPLATE: &'static str = "office/import.html";

    fn samples() -> Vec<Self> {
        let issue = |row, code: &str, of_row, stops| ImportIssue {
            row,
            field: if code == "repeated" { "source_id" } else { "text" }.into(),
            code: code.into(),
            of_row,
            stops,
        };
        let checked = ImportPage {
            id: "1".into(),
            back: Crumb { href: "/office/inquiries/wuye".into(), name: "加强物业管理".into() },
            file_name: "9月热线.xlsx".into(),
            source: "hotline".into(),
            state: "checked".into(),
            fields: vec![FormField {
                name: "text".into(),
                label: "column-text".into(),
                of: None,
                kind: "select".into(),
                value: "诉求内容".into(),
                now: None,
                hint: None,
                options: vec![choice("诉求内容", "诉求内容")],
            }],
            is_mapped: true,
            total: 412,
            good: 409,
            done: 0,
            stored: 0,
            repeated: 0,
            failed: 0,
            issues: vec![
                issue(17, "repeated", Some(4), true),
                issue(21, "too_short", None, true),
                issue(30, "cut", None, false),
            ],
            issue_count: 3,
            version: 1,
            trouble: None,
        };
        let running = ImportPage { state: "running".into(), done: 200, stored: 199, repeated: 1, ..checked.clone() };
        let done =
            ImportPage { state: "done".into(), done: 412, stored: 409, repeated: 1, failed: 2, ..checked.clone() };
        let unmapped = ImportPage {
            is_mapped: false,
            good: 0,
            issues: vec![],
            issue_count: 0,
            trouble: Some(Trouble { code: "text_not_mapped".into(), retry_after_s: None }),
            ..checked.clone()
        };
        vec![checked, unmapped, running, done]
    }
}
