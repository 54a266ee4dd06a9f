//! The first sheet of an .xlsx or .xls as rows of text, in which a merged cell speaks for each row that it covers.

use std::{collections::BTreeSet, io::Cursor};

use calamine::{Data, Dimensions, ExcelDateTime, Reader as _, Xls, Xlsx};
use jiff::{
    ToSpan as _,
    civil::{Date, Time},
};

use super::read::{HEADER_WITHIN, MOST_COLUMNS, MOST_ROWS, Unreadable, cell};

/// Rows with their numbers as a spreadsheet counts.
pub type Rows = Vec<(usize, Vec<String>)>;

/// The most bytes that the parts of an .xlsx may say they unpack to.
const MOST_UNPACKED: u64 = 400 * 1024 * 1024;
/// From here on a number has more digits than a spreadsheet keeps.
const KEPT_DIGITS: f64 = 1e15;

/// Of a workbook as it has been written since 2007.
pub fn xlsx(bytes: &[u8]) -> Result<Rows, Unreadable> {
    if unpacked(bytes) > MOST_UNPACKED {
        return Err(Unreadable::TooLong);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Unknown)?;
    let name = book.sheet_names().first().cloned().ok_or(Unreadable::Unknown)?;
    let merged = match book.worksheet_merge_cells(&name) {
        Some(merged) => merged.map_err(|_| Unreadable::Unknown)?,
        None => vec![],
    };
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| Unreadable::Unknown)?;
    let mut sheet = Sheet::default();
    while let Some(found) = cells.next_cell().map_err(|_| Unreadable::Unknown)? {
        sheet.put(found.get_position(), written(&Data::from(found.get_value().clone())))?;
    }
    Ok(sheet.spread(&merged))
}

/// Of a workbook as it was written before, and by many offices still is.
pub fn xls(bytes: &[u8]) -> Result<Rows, Unreadable> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| Unreadable::Unknown)?;
    let name = book.sheet_names().first().cloned().ok_or(Unreadable::Unknown)?;
    let merged = book.worksheet_merge_cells(&name).unwrap_or_default();
    let range = book.worksheet_range(&name).map_err(|_| Unreadable::Unknown)?;
    let (top, left) = range.start().unwrap_or_default();
    let mut sheet = Sheet::default();
    for (row, column, value) in range.used_cells() {
        sheet.put((top + row as u32, left + column as u32), written(value))?;
    }
    Ok(sheet.spread(&merged))
}

#[derive(Default)]
struct Sheet(Rows);

impl Sheet {
    /// Puts a cell at its row and column, both counted from 0; rows come in order.
    fn put(&mut self, (row, column): (u32, u32), text: String) -> Result<(), Unreadable> {
        let (row, column) = (row as usize + 1, column as usize);
        if column >= MOST_COLUMNS {
            return Ok(());
        }
        if self.0.last().is_none_or(|(last, _)| *last != row) {
            if self.0.len() > MOST_ROWS + HEADER_WITHIN {
                return Err(Unreadable::TooLong);
            }
            self.0.push((row, Vec::new()));
        }
        if let Some((_, cells)) = self.0.last_mut() {
            cells.resize(cells.len().max(column + 1), String::new());
            cells[column] = text;
        }
        Ok(())
    }

    /// Says in each row what a cell merged over several rows says in its first. A row that has nothing of its own is only
    /// the height of the one above it, and goes.
    fn spread(self, merged: &[Dimensions]) -> Rows {
        let mut rows = self.0;
        rows.retain(|(_, cells)| cells.iter().any(|text| !text.is_empty()));
        let own: BTreeSet<usize> = rows.iter().map(|(row, _)| *row).collect();
        for area in merged.iter().filter(|area| area.start.0 < area.end.0) {
            let (first, last, column) = (area.start.0 as usize + 1, area.end.0 as usize + 1, area.start.1 as usize);
            let at = rows.partition_point(|(row, _)| *row < first);
            let Some(text) = rows.get(at).filter(|(row, _)| *row == first).and_then(|(_, cells)| cells.get(column))
            else {
                continue;
            };
            let text = text.clone();
            for (_, cells) in rows[at..].iter_mut().take_while(|(row, _)| *row <= last) {
                cells.resize(cells.len().max(column + 1), String::new());
                cells[column].clone_from(&text);
            }
        }
        rows.retain(|(row, _)| own.contains(row));
        rows
    }
}

/// What the directory of a zip says that its parts unpack to, in bytes: known before anything is unpacked.
fn unpacked(bytes: &[u8]) -> u64 {
    let entries = bytes.windows(4).enumerate().filter(|(_, four)| *four == b"PK\x01\x02");
    let sizes = entries.filter_map(|(at, _)| Some(u32::from_le_bytes(bytes.get(at + 24..at + 28)?.try_into().ok()?)));
    sizes.map(u64::from).sum()
}

fn written(value: &Data) -> String {
    match value {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => cell(text),
        // A number in a cell is a telephone or an id: never with a fraction that nobody wrote.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < KEPT_DIGITS => format!("{number:.0}"),
        // Its last digits are lost, and it says so like a spreadsheet does.
        Data::Float(number) if number.abs() >= KEPT_DIGITS => format!("{number:E}").replace('E', "E+"),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(at) => dated(*at),
    }
}

/// A day and its part, to the nearest second: 14:05 is kept as a fraction that falls a little short of it.
fn dated(at: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second) + (i64::from(milli) + 500) / 1000;
    let [month, day] = [month, day].map(|part| i8::try_from(part).unwrap_or(0));
    let midnight = Date::new(i16::try_from(year).unwrap_or(0), month, day).map(|day| day.to_datetime(Time::midnight()));
    let at = midnight.and_then(|midnight| midnight.checked_add(seconds.seconds()));
    at.map(|at| at.strftime("%F %T").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list as an office keeps it, saved by a spreadsheet in its old and its new form.
    const FILES: [&[u8]; 2] = [include_bytes!("samples/hotline.xls"), include_bytes!("samples/hotline.xlsx")];

    #[test]
    fn the_old_and_the_new_form_of_a_workbook_say_the_same() {
        let [old, new] = FILES.map(|file| super::super::read::read(file).unwrap());

        assert_eq!(old, new);
        assert_eq!(new.header, ["编号", "姓名", "电话", "来电时间", "内容", "承办单位"]);
    }

    #[test]
    fn a_merged_cell_speaks_for_each_row_that_it_covers() {
        for file in FILES {
            let rows = super::super::read::read(file).unwrap().rows;
            let units: Vec<_> = rows.iter().map(|(_, cells)| cells.get(5).map_or("", String::as_str)).collect();

            assert_eq!(units, ["住房和城乡建设局", "住房和城乡建设局", "住房和城乡建设局", "城市管理局"]);
        }
    }

    #[test]
    fn a_telephone_is_its_digits_however_it_was_typed() {
        for file in FILES {
            let rows = super::super::read::read(file).unwrap().rows;
            let phones: Vec<_> = rows.iter().map(|(_, cells)| cells[2].as_str()).collect();

            assert_eq!(phones, ["13900001111", "13900002222", "0359-6620000", "13900003333"]);
        }
    }

    #[test]
    fn a_row_that_is_only_the_height_of_the_one_above_is_none() {
        let mut sheet = Sheet::default();
        for (at, text) in [((0, 0), "编号"), ((0, 1), "内容"), ((1, 0), "A1"), ((1, 1), "电梯停了"), ((2, 0), "")]
        {
            sheet.put(at, text.to_owned()).unwrap();
        }
        let over_two = |column| Dimensions::new((1, column), (2, column));

        let rows = sheet.spread(&[over_two(0), over_two(1)]);

        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn a_number_in_a_cell_is_written_as_it_was_typed() {
        assert_eq!(written(&Data::Float(13_900_001_111.0)), "13900001111");
        assert_eq!(written(&Data::Float(1.5)), "1.5");
        assert_eq!(written(&Data::Float(202_605_030_000_123_456.0)), "2.0260503000012346E+17");
    }
}
