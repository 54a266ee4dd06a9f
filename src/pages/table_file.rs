//! A table to take along: .xlsx and CSV that open in Excel and WPS as they were meant, and run no formula that somebody sent.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Url, Workbook, XlsxError};

/// Row 1 is the title, row 2 the remark, row 3 names the columns; what follows scrolls below them.
const HEADER_ROW: u32 = 2;
/// How tall a line is, in points: enough for the taller of the fonts in which a program may show Chinese.
const LINE_PT: f64 = 18.0;
/// A4, as spreadsheets number paper.
const A4: u8 = 9;
/// How a phone, a day or a number of an office is kept from becoming something else.
const AS_TEXT: &str = "@";

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableFile {
    /// What it is: the sheet's name, and the file's.
    pub title: String,
    /// Of when it is, and whose.
    pub remark: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// How wide it is, in letters.
    pub width: u16,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words, a day, a telephone: never a formula, never a number.
    Text(String),
    /// A count, to be added up.
    Count(i64),
    /// An address of this house; on a sheet the column's name leads there.
    Link(String),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        Cell::Text(text.unwrap_or_default())
    }
}

impl TableFile {
    /// As .xlsx: its header stays in sight and on each sheet of paper, A4 across, as wide as the paper.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&self.title))?;
        let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
        let text = plain.clone().set_num_format(AS_TEXT);
        let head = text.clone().set_bold().set_background_color("#E3E6E8");
        let title = Format::new().set_bold().set_font_size(16);
        sheet.write_string_with_format(0, 0, &self.title, &title)?;
        sheet.write_string(1, 0, &self.remark)?;
        for (at, column) in (0u16..).zip(&self.columns) {
            sheet.set_column_width(at, f64::from(column.width))?;
            sheet.write_string_with_format(HEADER_ROW, at, &column.name, &head)?;
        }
        for (row, cells) in (HEADER_ROW + 1..).zip(&self.rows) {
            sheet.set_row_height(row, LINE_PT * self.lines(cells) as f64)?;
            for (at, cell) in (0u16..).zip(cells) {
                match cell {
                    Cell::Text(words) => sheet.write_string_with_format(row, at, words, &text)?,
                    Cell::Count(count) => sheet.write_number_with_format(row, at, *count as f64, &plain)?,
                    Cell::Link(address) => {
                        let name = self.columns.get(usize::from(at)).map_or(address, |column| &column.name);
                        let link = Url::new(address.as_str()).set_text(name);
                        sheet.write_url_with_format(row, at, &link, &plain)?
                    }
                };
            }
        }
        let last_row = HEADER_ROW + u32::try_from(self.rows.len()).unwrap_or_default();
        let last_column = u16::try_from(self.columns.len()).unwrap_or(1).saturating_sub(1);
        sheet.autofilter(HEADER_ROW, 0, last_row, last_column)?;
        sheet.set_freeze_panes(HEADER_ROW + 1, 0)?;
        sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
        sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&C&P / &N");
        book.save_to_buffer()
    }

    /// How many lines the tallest cell of a row takes. Not every program makes a row as tall as its words, and then paper lacks
    /// the end of what was said.
    fn lines(&self, cells: &[Cell]) -> usize {
        let of_cell = |(cell, column): (&Cell, &Column)| match cell {
            Cell::Text(words) => {
                let room = usize::from(column.width).saturating_sub(1).max(2);
                words.split('\n').map(|line| wide(line).div_ceil(room).max(1)).sum()
            }
            Cell::Count(_) | Cell::Link(_) => 1,
        };
        cells.iter().zip(&self.columns).map(of_cell).max().unwrap_or(1)
    }

    /// As CSV in UTF-8 with its mark, by which Excel knows the encoding. Title and remark are left out: software reads it.
    pub fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
        writer.write_record(self.columns.iter().map(|column| column.name.as_str()))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| match cell {
                Cell::Text(words) => harmless(words),
                Cell::Count(count) => count.to_string(),
                Cell::Link(address) => address.clone(),
            }))?;
        }
        writer.flush()?;
        drop(writer);
        Ok(bytes)
    }
}

/// How wide a line is, in digits: a character of Chinese is as wide as two.
fn wide(line: &str) -> usize {
    line.chars().map(|char| if char.is_ascii() { 1 } else { 2 }).sum()
}

/// Words with a mark before what a spreadsheet would take for a formula.
fn harmless(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{words}") } else { words.to_owned() }
}

/// At most 31 letters, and none that a sheet's name may not have.
fn sheet_name(title: &str) -> String {
    title.chars().filter(|char| !"[]:*?/\\'".contains(*char)).take(31).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader as _, Xlsx};

    use super::*;

    const HOSTILE: &str = "=HYPERLINK(\"http://evil.example\",\"点我\")";

    fn table() -> TableFile {
        let column = |name: &str| Column { name: name.into(), width: 12 };
        TableFile {
            title: "承诺台账".into(),
            remark: "截至2026年10月21日".into(),
            columns: vec![column("事项"), column("电话"), column("台数")],
            rows: vec![
                vec![HOSTILE.into(), "013900001111".into(), Cell::Count(12)],
                vec!["@SUM(1)".into(), "+86 139".into(), Cell::Count(-3)],
            ],
        }
    }

    #[test]
    fn what_was_sent_is_words_and_never_a_formula() {
        let file = table().xlsx().unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.as_slice())).unwrap();

        let cells = book.worksheet_range("承诺台账").unwrap();

        assert_eq!(cells.get_value((3, 0)), Some(&Data::String(HOSTILE.into())));
        assert_eq!(cells.get_value((3, 1)), Some(&Data::String("013900001111".into())), "a telephone keeps its zero");
        assert_eq!(cells.get_value((3, 2)), Some(&Data::Float(12.0)), "a count can be added up");
        assert!(book.worksheet_formula("承诺台账").unwrap().is_empty(), "there is no formula");
    }

    #[test]
    fn the_header_stays_in_sight_and_on_each_sheet_of_paper() {
        let file = table().xlsx().unwrap();
        let part = |name: &str| {
            let mut archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
            std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
        };

        let sheet = part("xl/worksheets/sheet1.xml");
        assert!(sheet.contains("ySplit=\"3\"") && sheet.contains("state=\"frozen\""), "{sheet}");
        assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("fitToHeight=\"0\""), "{sheet}");
        assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"));
    }

    #[test]
    fn a_row_is_as_tall_as_its_longest_words() {
        let long = "三十天内，城东市场每个肉摊的检疫证明都挂在摊头上";
        let file = TableFile { rows: vec![vec![long.into(), "".into(), Cell::Count(1)]], ..table() }.xlsx().unwrap();

        let mut archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
        let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();

        // Twelve digits wide, less one, is room for five and a half characters: forty-eight take five lines.
        assert!(
            sheet.contains("r=\"4\"") && sheet.contains("ht=\"90\"") && sheet.contains("customHeight=\"1\""),
            "{sheet}"
        );
    }

    #[test]
    fn as_csv_it_says_its_encoding_and_runs_nothing() {
        let text = String::from_utf8(table().csv().unwrap()).unwrap();

        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], "\u{feff}事项,电话,台数");
        assert!(lines[1].starts_with("\"'=HYPERLINK(\"\"http"), "{}", lines[1]);
        assert_eq!(lines[2], "'@SUM(1),'+86 139,-3");
    }

    #[test]
    fn a_title_that_no_sheet_may_have_names_one_all_the_same() {
        let hostile = TableFile { title: "[加强]/物业:管理?*'".repeat(6), ..table() };

        assert!(hostile.xlsx().is_ok());
    }
}
