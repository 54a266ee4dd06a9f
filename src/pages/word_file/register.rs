//! 签收表 for Word and WPS: the table across an A4 sheet, with room for hands that sign.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, PageMargin, PageOrientationType, Paragraph, Run, Table, TableCell, TableRow, WidthType,
};

use super::{A4, TITLE, fonts, line, small};
use crate::pages::{
    House,
    table_file::{Cell, TableFile},
};

/// 20 mm on every side, in twentieths of a point.
const EDGE: i32 = 1_134;
/// 五号 in half points.
const LETTERS: usize = 21;

/// The table as a file.
pub fn register(table: &TableFile, house: &House) -> anyhow::Result<Vec<u8>> {
    let room = A4.1 as usize - 2 * EDGE as usize;
    let all: usize = table.columns.iter().map(|column| usize::from(column.width)).sum();
    let widths: Vec<usize> = table.columns.iter().map(|column| room * usize::from(column.width) / all.max(1)).collect();
    let head: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let rows = table.rows.iter().map(|cells| cells.iter().map(words).collect());
    let rows = std::iter::once((head, "黑体")).chain(rows.map(|cells: Vec<String>| (cells, "仿宋_GB2312")));
    let rows = rows.map(|(cells, font)| row(&cells, &widths, font)).collect();
    let file = Docx::new()
        .page_size(A4.1, A4.0)
        .page_orient(PageOrientationType::Landscape)
        .page_margin(PageMargin::new().top(EDGE).left(EDGE).bottom(EDGE).right(EDGE))
        .add_paragraph(line(&table.title, "方正小标宋简体", TITLE, AlignmentType::Center, "000000"))
        .add_paragraph(small(&format!("{}　　{}", house.organiser, table.remark)))
        .add_table(Table::new(rows).set_grid(widths));
    let mut bytes = Cursor::new(Vec::new());
    file.build().pack(&mut bytes)?;
    Ok(bytes.into_inner())
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) | Cell::Link(words) => words.clone(),
        Cell::Count(count) => count.to_string(),
    }
}

fn row(cells: &[String], widths: &[usize], font: &str) -> TableRow {
    let cell = |(words, width): (&String, &usize)| {
        let run = Run::new().add_text(words).fonts(fonts(font)).size(LETTERS);
        TableCell::new().width(*width, WidthType::Dxa).add_paragraph(Paragraph::new().add_run(run))
    };
    TableRow::new(cells.iter().zip(widths).map(cell).collect()).cant_split()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Lang,
        pages::{Page as _, followup::register::Register, word_file::tests::words_of},
    };

    #[test]
    fn every_order_of_the_list_is_in_the_file() {
        let house =
            House {
                name: "民呼我应".into(), organiser: "望河县人大常委会".into(), producer: None, hotline: None
            };
        for page in Register::samples() {
            let words = words_of(&register(&page.table(Lang::ZhCn), &house).expect("it is written"));

            assert!(words.contains("签收表") && words.contains("加强物业管理"), "{words}");
            assert!(page.rows.iter().all(|row| words.contains(&row.number())), "{words}");
        }
    }
}
