//! 承诺公示 as a table to take along: what everybody may read, one promise a row.

use super::{
    badges::{Badge, Badges},
    register::written,
};
use crate::{
    domain::{book::PublicCommitment, day::Day},
    lang::{Arg, Lang},
    pages::table_file::{Cell, Column, TableFile},
};

/// The columns: the sentence that names each, and its width in letters; together they can be read on A4.
const COLUMNS: [(&str, u16); 13] = [
    ("filter-inquiry", 11),
    ("morning-lead", 13),
    ("quote", 28),
    ("box-what", 24),
    ("box-person", 9),
    ("table-said-on", 11),
    ("box-due", 11),
    ("table-due-now", 11),
    ("morning-state", 9),
    ("badge-who-said", 11),
    ("badge-who-found", 11),
    ("badge-who-time", 12),
    ("order-public-page", 9),
];

/// The table of these promises, as they stood on `today`.
pub fn table(promises: &[PublicCommitment], public_url: &str, today: &str, lang: Lang) -> TableFile {
    let column = |(key, width): (&str, u16)| Column { name: lang.say(key, &[]), width };
    let remark = lang.say("sheet-as-of", &[("when", Arg::from(written(lang, today)))]);
    TableFile {
        title: lang.say("ledger", &[]),
        remark: format!("{remark}　{}", lang.say("table-public-only", &[])),
        columns: COLUMNS.map(column).to_vec(),
        rows: promises.iter().map(|it| row(it, public_url, lang)).collect(),
    }
}

fn row(it: &PublicCommitment, public_url: &str, lang: Lang) -> Vec<Cell> {
    // As a spreadsheet sorts days.
    let day = |on: &Day| on.to_string();
    let badge = |badge: &Badge| lang.say(&format!("badge-{}", badge.key), &[("n", Arg::from(f64::from(badge.n)))]);
    let badges = Badges::of(it);
    // A later date stands beside the first, never in its place.
    let later = it.due_now.as_ref().filter(|now| it.due.as_ref() != Some(now));
    vec![
        it.theme.clone().into(),
        it.lead.as_ref().map(|lead| lead.name.clone()).into(),
        it.quote.clone().into(),
        it.what.clone().into(),
        it.person.clone().into(),
        day(&it.said_on).into(),
        it.due.as_ref().map(day).into(),
        later.map(day).into(),
        lang.say(&format!("stage-{}", it.state.word()), &[]).into(),
        badge(&badges.said).into(),
        badge(&badges.found).into(),
        badge(&badges.time).into(),
        Cell::Link(format!("{public_url}/c/{}", it.id)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_promise_is_a_row_in_the_words_of_the_book() {
        let book = super::super::samples::book();
        for lang in Lang::ALL {
            let table = table(&book, "https://wenzheng.example", "2026-10-21", lang);

            assert_eq!(table.rows.len(), book.len());
            for row in &table.rows {
                assert_eq!(row.len(), table.columns.len());
                let raw = |cell: &Cell| matches!(cell, Cell::Text(words) if words.starts_with("badge-") || words.starts_with("stage-"));
                assert!(!row.iter().any(raw), "a sentence is missing: {row:?}");
            }
        }
    }
}
