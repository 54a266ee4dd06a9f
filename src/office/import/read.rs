//! Reading a table out of a file: CSV in UTF-8, UTF-16 or GB18030, or the first sheet of an .xlsx or .xls.

use std::io::Cursor;

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::{mapping, workbook};

/// The most rows of one file.
pub const MOST_ROWS: usize = 50_000;
/// The most columns that are looked at.
pub(super) const MOST_COLUMNS: usize = 60;
/// The longest cell, in Unicode scalars; what follows is not read.
const CELL_CHARS: usize = 32_767;
/// Within so many rows the names of the columns stand.
pub(super) const HEADER_WITHIN: usize = 5;

/// A table: the names of its columns, and its rows with their numbers as a spreadsheet counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns' names.
    pub header: Vec<String>,
    /// Number and cells of each row below them; rows without any text are left out.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Why a file cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is neither CSV nor a workbook, or in no encoding that we know.
    Unknown,
    /// It is a web page that is only named like a workbook, as some systems export it.
    WebPage,
    /// It has too many rows.
    TooLong,
}

/// Reads the table of a file.
pub fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    let rows = match bytes {
        [b'P', b'K', 3, 4, ..] => workbook::xlsx(bytes)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => workbook::xls(bytes)?,
        _ => csv(bytes)?,
    };
    table(rows)
}

/// Finds the names of the columns within the first rows: where most of them are known, or else where two stand.
fn table(rows: Vec<(usize, Vec<String>)>) -> Result<Table, Unreadable> {
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let first = rows.iter().take(HEADER_WITHIN);
    let known = first.clone().enumerate().map(|(at, (_, cells))| (mapping::propose(cells).0.len(), at));
    // Of two rows with as many known names the upper one is the header.
    let best = known.filter(|(n, _)| *n > 0).max_by_key(|&(n, at)| (n, std::cmp::Reverse(at))).map(|(_, at)| at);
    let at = best.or_else(|| first.clone().position(|(_, cells)| filled(cells) > 1)).ok_or(Unreadable::Unknown)?;
    let header = rows[at].1.clone();
    let rows: Vec<_> = rows.into_iter().skip(at + 1).filter(|(_, cells)| filled(cells) > 0).collect();
    if rows.len() > MOST_ROWS { Err(Unreadable::TooLong) } else { Ok(Table { header, rows }) }
}

fn csv(bytes: &[u8]) -> Result<Vec<(usize, Vec<String>)>, Unreadable> {
    let text = decode(bytes)?;
    if text.trim_start().starts_with('<') {
        return Err(Unreadable::WebPage);
    }
    let mut reader = csv::ReaderBuilder::new();
    let mut reader =
        reader.has_headers(false).flexible(true).delimiter(delimiter(&text)).from_reader(Cursor::new(text.as_bytes()));
    let mut rows = Vec::new();
    for (number, record) in reader.records().enumerate() {
        if number > MOST_ROWS + HEADER_WITHIN {
            return Err(Unreadable::TooLong);
        }
        let record = record.map_err(|_| Unreadable::Unknown)?;
        rows.push((number + 1, record.iter().take(MOST_COLUMNS).map(|text| cell(unquoted(text))).collect()));
    }
    Ok(rows)
}

/// The text of a file: by its mark, as UTF-8 where it is, and otherwise as GB18030, which contains GBK and GB2312.
fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => GB18030,
    };
    let (text, _, broken) = encoding.decode(bytes);
    if broken || text.contains('\0') { Err(Unreadable::Unknown) } else { Ok(text.into_owned()) }
}

/// What parts the cells of the first line: the one of comma, tab and semicolon that occurs most.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let most =
        [b',', b'\t', b';'].into_iter().rev().max_by_key(|mark| first.bytes().filter(|byte| byte == mark).count());
    most.unwrap_or(b',')
}

/// A cell that a system wrote so that a spreadsheet leaves its digits alone: `="139…"` or `'139…`.
fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let formula = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    let marked = || text.strip_prefix('\'').filter(|rest| rest.starts_with(|char: char| char.is_ascii_digit()));
    formula.or_else(marked).unwrap_or(text)
}

pub(super) fn cell(text: &str) -> String {
    text.trim().chars().take(CELL_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "2026年9月热线工单,,\n导出人：白露,,\n工单号,来电内容,联系电话\nA1,\"电梯停了，\n没人修\",13900001111\n,,\nA2,路灯不亮,\n";

    fn row(number: usize, cells: [&str; 3]) -> (usize, Vec<String>) {
        (number, cells.map(str::to_owned).to_vec())
    }

    #[test]
    fn the_names_of_the_columns_are_found_below_a_title() {
        let table = read(TABLE.as_bytes()).unwrap();

        assert_eq!(table.header, ["工单号", "来电内容", "联系电话"]);
        assert_eq!(table.rows, [row(4, ["A1", "电梯停了，\n没人修", "13900001111"]), row(6, ["A2", "路灯不亮", ""])]);
    }

    #[test]
    fn each_encoding_of_an_office_is_read_the_same() {
        let (gb, _, _) = GB18030.encode(TABLE);
        let with_mark = format!("\u{feff}{TABLE}");

        assert_eq!(read(&gb).unwrap(), read(TABLE.as_bytes()).unwrap());
        assert_eq!(read(with_mark.as_bytes()).unwrap(), read(TABLE.as_bytes()).unwrap());
        assert_eq!(read(TABLE.replace(',', "\t").as_bytes()).unwrap(), read(TABLE.as_bytes()).unwrap());
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(read(b""), Err(Unreadable::Unknown));
        assert_eq!(read(b"PK\x03\x04 but no sheet"), Err(Unreadable::Unknown));
        assert_eq!(read(&[0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F', 0]), Err(Unreadable::Unknown));
    }

    #[test]
    fn a_web_page_named_like_a_workbook_is_told_from_a_broken_file() {
        let page =
            b"\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>A1</td></tr></table></html>";

        assert_eq!(read(page), Err(Unreadable::WebPage));
    }

    #[test]
    fn digits_that_a_system_kept_from_the_spreadsheet_are_digits() {
        let table =
            read("工单号,内容,电话\n=\"0012\",电梯停了,'13900001111\n'12,'七号楼'的灯,\t0359-6620000\n".as_bytes())
                .unwrap();

        assert_eq!(table.rows[0], row(2, ["0012", "电梯停了", "13900001111"]));
        assert_eq!(table.rows[1], row(3, ["12", "'七号楼'的灯", "0359-6620000"]));
    }
}
