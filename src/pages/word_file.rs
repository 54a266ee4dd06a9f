//! 交办单 as a file for Word and WPS: what the sheet says, with the edges and letters of GB/T 9704-2012, to be sealed.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, LineSpacing, LineSpacingType, PageMargin, Paragraph, Run, RunFonts, SpecialIndentType, Table,
    TableCell, TableRow, WidthType,
};
use jiff::civil::Date;

use super::{House, clock, sheet::OrderSheet};
use crate::lang::{Arg, Lang};

mod register;

pub use register::register;

/// A4, in twentieths of a point.
const A4: (u32, u32) = (11_906, 16_838);
/// 版心 of GB/T 9704: 37 mm above, 28 mm at the binding side, 35 mm below, 26 mm at the outer side.
const EDGES: (i32, i32, i32, i32) = (2_098, 1_588, 1_984, 1_474);
/// The table's first column and the rest of 版心.
const COLUMNS: [usize; 2] = [1_900, 6_944];
/// 三号 and 二号, in half points.
const BODY: usize = 32;
const TITLE: usize = 44;

/// The order as a file.
pub fn order(sheet: &OrderSheet, house: &House, lang: Lang) -> anyhow::Result<Vec<u8>> {
    let words = Words { lang };
    let title = if sheet.quote.is_some() { "order-title-promise" } else { "order-title-question" };
    let mut file = Docx::new()
        .page_size(A4.0, A4.1)
        .page_margin(PageMargin::new().top(EDGES.0).left(EDGES.1).bottom(EDGES.2).right(EDGES.3))
        .add_paragraph(line(&house.organiser, "方正小标宋简体", 52, AlignmentType::Center, "A81D1D"))
        .add_paragraph(body(&words.numbers(sheet)))
        .add_paragraph(line(&lang.say(title, &[]), "方正小标宋简体", TITLE, AlignmentType::Center, "000000"))
        .add_paragraph(body(&lang.say("order-to", &[("department", Arg::from(sheet.department.as_str()))])))
        .add_paragraph(text(&words.why(sheet)));
    file = file.add_table(table(&words.rows(sheet)));
    let close = if sheet.quote.is_some() { "order-close-promise" } else { "order-close-question" };
    file = file.add_paragraph(text(&lang.say(close, &[])));
    for signed in [house.organiser.clone(), words.day(&sheet.today)] {
        file = file.add_paragraph(line(&signed, "仿宋_GB2312", BODY, AlignmentType::Right, "000000"));
    }
    let ack = ["order-signed-by", "order-signed-post", "order-signed-at"].map(|key| lang.say(key, &[]));
    file = file.add_paragraph(body(&ack.join("　　　　")));
    if let Some((address, _)) = &sheet.public {
        file = file.add_paragraph(small(&format!("{}　{address}", lang.say("order-public-page", &[]))));
    }
    file = file.add_paragraph(small(&lang.say("order-nothing-of-asker", &[])));
    let mut bytes = Cursor::new(Vec::new());
    file.build().pack(&mut bytes)?;
    Ok(bytes.into_inner())
}

struct Words {
    lang: Lang,
}

impl Words {
    fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.lang.say(key, args)
    }

    fn day(&self, day: &str) -> String {
        day.parse::<Date>().map_or_else(|_| day.to_owned(), |date| clock::whole_day(self.lang, date))
    }

    /// 发文字号, or the room for it, and the house's own number.
    fn numbers(&self, sheet: &OrderSheet) -> String {
        let number = sheet.dispatch.clone().unwrap_or_else(|| self.say("order-doc-number", &[]));
        let (inquiry, n) = sheet.system;
        let letter = sheet.letter();
        let args = [("letter", Arg::from(letter)), ("inquiry", Arg::from(inquiry as f64)), ("n", Arg::from(n as f64))];
        format!("{number}　　　　{}", self.say("order-system", &args))
    }

    fn why(&self, sheet: &OrderSheet) -> String {
        let day = self.day(&sheet.live_on);
        let mut args = vec![("day", Arg::from(day.as_str())), ("theme", Arg::from(sheet.theme.as_str()))];
        match sheet.number {
            None => self.say("order-why-promise", &args),
            Some(n) => {
                args.push(("n", Arg::from(n as f64)));
                self.say("order-why-question", &args)
            }
        }
    }

    /// What the table says, row by row.
    fn rows(&self, sheet: &OrderSheet) -> Vec<(String, String)> {
        let unsaid = || self.say("box-unsaid", &[]);
        let mut rows = Vec::new();
        if let Some(quote) = &sheet.quote {
            rows.push((self.say("quote", &[]), self.say("order-quoted", &[("quote", Arg::from(quote.as_str()))])));
        }
        let what = if sheet.quote.is_some() { "box-what" } else { "order-text" };
        rows.push((self.say(what, &[]), sheet.what.clone().unwrap_or_else(unsaid)));
        let due = sheet.due_on.as_deref().map(|day| self.day(day)).unwrap_or_else(unsaid);
        let provisional = if sheet.provisional { self.say("due-provisional", &[]) } else { String::new() };
        rows.push((self.say("order-due-by", &[]), format!("{due} {provisional}").trim().to_owned()));
        if sheet.quote.is_some() {
            rows.push((self.say("box-test", &[]), sheet.test.clone().unwrap_or_else(unsaid)));
        }
        let (accept, plan, report) = sheet.terms;
        let terms = [("accept", accept), ("plan", plan), ("report", report)];
        let terms = terms.map(|(name, days)| (name, Arg::from(f64::from(days))));
        let please = match sheet.quote {
            Some(_) => self.say("order-please-promise", &terms),
            None => self.say("order-please-question", &[]),
        };
        rows.push((self.say("order-please", &[]), please));
        rows
    }
}

fn fonts(east_asia: &str) -> RunFonts {
    RunFonts::new().east_asia(east_asia).ascii("Times New Roman").hi_ansi("Times New Roman")
}

fn line(text: &str, font: &str, size: usize, align: AlignmentType, color: &str) -> Paragraph {
    Paragraph::new().align(align).add_run(Run::new().add_text(text).fonts(fonts(font)).size(size).color(color))
}

fn body(words: &str) -> Paragraph {
    let run = Run::new().add_text(words).fonts(fonts("仿宋_GB2312")).size(BODY);
    // 28 points from line to line, as the standard's 22 lines a page need.
    Paragraph::new().line_spacing(LineSpacing::new().line_rule(LineSpacingType::Exact).line(560)).add_run(run)
}

fn text(words: &str) -> Paragraph {
    // Two letters in, said for Word and for what reads only lengths.
    body(words).indent(None, Some(SpecialIndentType::FirstLine(640)), None, None).first_line_chars(200)
}

fn small(words: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(words).fonts(fonts("仿宋_GB2312")).size(21))
}

fn table(rows: &[(String, String)]) -> Table {
    let cell = |words: &str, font: &str, width| {
        let run = Run::new().add_text(words).fonts(fonts(font)).size(28);
        TableCell::new().width(width, WidthType::Dxa).add_paragraph(Paragraph::new().add_run(run))
    };
    let row = |(name, words): &(String, String)| {
        let cells = vec![cell(name, "黑体", COLUMNS[0]), cell(words, "仿宋_GB2312", COLUMNS[1])];
        TableRow::new(cells).cant_split()
    };
    Table::new(rows.iter().map(row).collect()).set_grid(COLUMNS.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::Page as _;

    #[test]
    fn every_word_of_the_sheet_is_in_the_file() {
        let house =
            House {
                name: "民呼我应".into(), organiser: "望河县人大常委会".into(), producer: None, hotline: None
            };
        for sheet in OrderSheet::samples() {
            for lang in [Lang::ZhCn, Lang::En] {
                let file = order(&sheet, &house, lang).expect("it is written");
                let words = words_of(&file);

                let wanted = [sheet.what.clone(), sheet.quote.clone(), sheet.test.clone(), sheet.dispatch.clone()];
                for said in wanted.into_iter().flatten().chain([sheet.department.clone(), house.organiser.clone()]) {
                    assert!(words.contains(&said), "{said} is not in {words}");
                }
                assert!(!words.contains("order-") && !words.contains("box-"), "a sentence is missing: {words}");
            }
        }
    }

    /// The text of the document inside the file.
    pub(super) fn words_of(file: &[u8]) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("it is an archive");
        let document = archive.by_name("word/document.xml").expect("it has a document");
        let xml = std::io::read_to_string(document).expect("it is text");
        xml.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect()
    }
}
