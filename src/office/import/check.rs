//! Trying a table without storing anything: what each row would become, and what is wrong with which.

use std::collections::BTreeMap;

use super::{
    mapping::{Column, Mapping},
    when,
};
use crate::{
    domain::{
        id::DepartmentId,
        question::{LABEL_CHARS, TEXT_CHARS},
    },
    store::{imports::Issue, inquiries::Department},
    text::clean::{clean, clean_line},
};

/// The longest text of another system, in Unicode scalars: what was said there is not cut; a public text is still short.
pub const MOST_TEXT: usize = 10_000;
/// The longest number that another system gives.
const ID_CHARS: usize = 60;
/// The longest contact.
const CONTACT_CHARS: usize = 100;

/// What a row would become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number, as a spreadsheet counts.
    pub line_no: usize,
    /// Its number in the other system, or one that follows from what it says.
    pub source_id: String,
    /// What was said.
    pub text: String,
    /// Its title.
    pub title: Option<String>,
    /// When, in the file's own words.
    pub time: Option<String>,
    /// Who.
    pub name: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Whom it concerns.
    pub department: Option<DepartmentId>,
}

/// Checks rows one after the other, and remembers which numbers were there.
pub struct Check<'a> {
    mapping: &'a Mapping,
    summoned: &'a [Department],
    digest: &'a (dyn Fn(&str) -> String + Sync),
    seen: BTreeMap<String, usize>,
    /// What is wrong or worth knowing, in the order of the rows.
    pub issues: Vec<Issue>,
}

impl<'a> Check<'a> {
    /// Nothing checked yet. `digest` makes a number for rows that have none.
    pub fn new(mapping: &'a Mapping, summoned: &'a [Department], digest: &'a (dyn Fn(&str) -> String + Sync)) -> Self {
        Self { mapping, summoned, digest, seen: BTreeMap::new(), issues: Vec::new() }
    }

    /// What the row becomes; nothing, if something stops it.
    pub fn row(&mut self, line_no: usize, cells: &[String]) -> Option<Row> {
        let cell = |column| self.mapping.cell(cells, column);
        let text = clean(cell(Column::Text));
        let mut named = clean_line(cell(Column::SourceId));
        let (title, time, place) = (cell(Column::Title), cell(Column::AskedAt), cell(Column::Place));
        let (name, contact) = (clean_line(cell(Column::Name)), clean_line(cell(Column::Contact)));
        let wanted = clean_line(cell(Column::Department));
        let mut stops = false;
        let mut say = |field: Column, code: &str, stopping: bool, of_line: Option<usize>| {
            let (line_no, of_line) = (line_no as i64, of_line.map(|line| line as i64));
            self.issues.push(Issue { line_no, field: field.word(), code: code.to_owned(), of_line, stops: stopping });
            stops |= stopping;
        };
        // A number without its last digits is no number: two of them may look the same.
        if has_lost_digits(&named) {
            say(Column::SourceId, "digits_lost", false, None);
            named.clear();
        }
        if has_lost_digits(&contact) {
            say(Column::Contact, "digits_lost", false, None);
        }
        let chars = text.chars().count();
        if chars == 0 {
            say(Column::Text, "required", true, None);
        } else if chars < *TEXT_CHARS.start() {
            say(Column::Text, "too_short", true, None);
        } else if chars > MOST_TEXT {
            say(Column::Text, "too_long", true, None);
        }
        if named.chars().count() > ID_CHARS {
            say(Column::SourceId, "too_long", true, None);
        }
        if contact.chars().count() > CONTACT_CHARS {
            say(Column::Contact, "too_long", true, None);
        }
        let mut cut = |field: Column, text: &str| {
            let text = clean_line(text);
            if text.chars().count() > LABEL_CHARS {
                say(field, "cut", false, None);
            }
            Some(text.chars().take(LABEL_CHARS).collect::<String>()).filter(|text| !text.is_empty())
        };
        let (title, written, place, name) = (
            cut(Column::Title, title),
            cut(Column::AskedAt, time),
            cut(Column::Place, place),
            cut(Column::Name, &name),
        );
        let time = written.as_deref().and_then(when::read);
        if written.is_some() && time.is_none() {
            say(Column::AskedAt, "not_read", false, None);
        }
        let department = self.summoned.iter().find(|it| it.name == wanted || it.slug == wanted);
        if !wanted.is_empty() && department.is_none() {
            say(Column::Department, "unknown", false, None);
        }
        let source_id = if named.is_empty() {
            let said = format!("{text}\n{}\n{contact}", written.as_deref().unwrap_or_default());
            format!("~{}", (self.digest)(&said).chars().take(24).collect::<String>())
        } else {
            named
        };
        match self.seen.get(&source_id) {
            Some(first) => say(Column::SourceId, "repeated", true, Some(*first)),
            None if !stops => drop(self.seen.insert(source_id.clone(), line_no)),
            None => {}
        }
        let department = department.map(|it| it.id.clone());
        let contact = Some(contact).filter(|it| !it.is_empty());
        (!stops).then_some(Row {
            line_no,
            source_id,
            text,
            title,
            time: time.or(written),
            name,
            contact,
            place,
            department,
        })
    }
}

/// 1.39E+10: what is left of a long number when a spreadsheet has saved it as one.
fn has_lost_digits(text: &str) -> bool {
    text.split_once("E+").is_some_and(|(digits, power)| digits.parse::<f64>().is_ok() && power.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::import::mapping::propose;

    fn cells(text: &str) -> Vec<String> {
        text.split('|').map(str::to_owned).collect()
    }

    #[test]
    fn every_row_says_what_is_wrong_with_it_by_number_and_code() {
        let mapping = propose(&cells("工单号|内容|电话|单位"));
        let digest = |text: &str| format!("{:0>24}", text.len());
        let department = Department {
            id: DepartmentId::from("d"),
            slug: "housing".into(),
            name: "住房和城乡建设局".into(),
            kind: "organ".into(),
            version: 1,
        };
        let summoned = [department];
        let mut check = Check::new(&mapping, &summoned, &digest);

        let good = check.row(2, &cells("A1|电梯停了三个月|13900001111|住房和城乡建设局")).unwrap();
        assert_eq!((good.source_id.as_str(), good.department), ("A1", Some(DepartmentId::from("d"))));
        assert!(check.row(3, &cells("A1|电梯停了三个月")).is_none());
        assert!(check.row(4, &cells("A2|太短")).is_none());
        assert!(check.row(5, &cells("A3|")).is_none());
        assert!(check.row(6, &cells("A4|路灯半年不亮||气象局")).is_some_and(|row| row.department.is_none()));
        assert!(check.row(7, &cells("|路灯一年不亮")).is_some_and(|row| row.source_id.starts_with('~')));
        assert!(check.row(8, &cells("|路灯一年不亮")).is_none(), "without a number, what is said twice is one");

        let said: Vec<_> = check.issues.iter().map(|it| (it.line_no, it.code.as_str(), it.of_line, it.stops)).collect();
        assert_eq!(
            said,
            [
                (3, "repeated", Some(2), true),
                (4, "too_short", None, true),
                (5, "required", None, true),
                (6, "unknown", None, false),
                (8, "repeated", Some(7), true),
            ]
        );
    }

    #[test]
    fn a_number_that_a_spreadsheet_shortened_is_told_and_identifies_nothing() {
        let mapping = propose(&cells("工单号|内容|电话|来电时间"));
        let digest = |text: &str| format!("{:0>24}", text.len());
        let mut check = Check::new(&mapping, &[], &digest);

        let first = check.row(2, &cells("2.02605E+17|电梯停了三个月|1.39E+10|2026.5.3")).unwrap();
        let second = check.row(3, &cells("2.02605E+17|路灯一年多都不亮|13900001111|上周三")).unwrap();

        assert!(first.source_id.starts_with('~') && first.source_id != second.source_id);
        assert_eq!((first.time.as_deref(), second.time.as_deref()), (Some("2026-05-03"), Some("上周三")));
        let said: Vec<_> =
            check.issues.iter().map(|it| (it.line_no, it.field.as_str(), it.code.as_str(), it.stops)).collect();
        assert_eq!(
            said,
            [
                (2, "source_id", "digits_lost", false),
                (2, "contact", "digits_lost", false),
                (3, "source_id", "digits_lost", false),
                (3, "asked_at", "not_read", false),
            ]
        );
    }
}
