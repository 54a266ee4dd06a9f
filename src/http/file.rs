//! A page's content as a file to take along: kept by nobody on the way, named as people would name it.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

use super::Problem;
use crate::pages::table_file::TableFile;

/// As what a page is wanted: as itself, or as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// For Word and WPS.
    Docx,
    /// For Excel and WPS.
    Xlsx,
    /// For software.
    Csv,
    /// For software, with all that hangs together.
    Json,
}

/// The end of an address that asks for a file: `?as=xlsx`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// As what; unknown words are a malformed request.
    #[serde(rename = "as")]
    pub file: Option<Format>,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
            Format::Json => "json",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Json => "application/json",
        }
    }
}

/// The file, offered for saving under a name without its ending.
pub fn offered<E: std::fmt::Display>(
    format: Format,
    name: &str,
    bytes: Result<Vec<u8>, E>,
) -> Result<Response, Problem> {
    let bytes = bytes.map_err(|error| {
        tracing::error!(%error, name, "a file could not be written");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
    })?;
    let ending = format.ending();
    // RFC 6266: a name in other letters than Latin goes by percent signs, beside one that everything can read.
    let disposition =
        format!("attachment; filename=\"wenzheng.{ending}\"; filename*=UTF-8''{}.{ending}", percent(name));
    let head = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((head, bytes).into_response())
}

/// A table as the file that was asked for; what is no table's form is refused.
pub fn table(format: Format, table: &TableFile) -> Result<Response, Problem> {
    match format {
        Format::Xlsx => offered(format, &table.title, table.xlsx()),
        Format::Csv => offered(format, &table.title, table.csv()),
        Format::Docx | Format::Json => Err(Problem::not_found()),
    }
}

/// Text as an address writes it.
pub fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.bytes().map(|byte| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") }).collect()
}
