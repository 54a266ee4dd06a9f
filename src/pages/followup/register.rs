//! 签收表: every order of a show on one list, to be signed for by hand or as it was signed for here.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    lang::{Arg, Lang},
    pages::{
        Page, clock,
        table_file::{Column, TableFile},
    },
};

/// `/supervision/{slug}/register`. Nothing of an asker stands on it.
#[derive(Clone, Debug, Serialize)]
pub struct Register {
    /// The inquiry's address.
    pub slug: String,
    /// What it was about.
    pub theme: String,
    /// On which day it was live.
    pub live_on: String,
    /// On which day this was read.
    pub today: String,
    /// The orders: of promises, then of questions.
    pub rows: Vec<RegisterRow>,
    /// How many of them are signed for.
    pub signed: usize,
}

/// An order on the list.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterRow {
    /// Its sheet.
    pub href: String,
    /// `C` of a promise, `Q` of a question.
    pub letter: &'static str,
    /// The inquiry's number and its own in it.
    pub system: (i64, i64),
    /// 发文字号, once the office gave one.
    pub dispatch: Option<String>,
    /// Who owes it.
    pub department: String,
    /// What.
    pub what: String,
    /// By which day.
    pub due_on: Option<String>,
    /// Who signed for it here.
    pub signed_by: Option<String>,
    /// On which day.
    pub signed_on: Option<String>,
}

impl RegisterRow {
    /// Its number as people say it: C2-3.
    pub fn number(&self) -> String {
        format!("{}{}-{}", self.letter, self.system.0, self.system.1)
    }
}

impl Register {
    /// The same as a table to take along.
    pub fn table(&self, lang: Lang) -> TableFile {
        let day = |on: &Option<String>| on.as_deref().map(|on| written(lang, on)).unwrap_or_default();
        let column = |(key, width): (&str, u16)| Column { name: lang.say(key, &[]), width };
        let columns = [
            ("register-number", 10),
            ("order-number-set", 18),
            ("morning-lead", 20),
            ("morning-what", 38),
            // A day that is written out stands on one line.
            ("order-due-by", 22),
            ("register-signed-by", 12),
            ("register-signed-on", 22),
        ];
        let rows = self.rows.iter().map(|row| {
            vec![
                row.number().into(),
                row.dispatch.clone().into(),
                row.department.clone().into(),
                row.what.clone().into(),
                day(&row.due_on).into(),
                row.signed_by.clone().into(),
                day(&row.signed_on).into(),
            ]
        });
        TableFile {
            title: format!("{} {}", lang.say("register-title", &[]), self.theme),
            remark: lang.say("sheet-as-of", &[("when", Arg::from(written(lang, &self.today)))]),
            columns: columns.map(column).to_vec(),
            rows: rows.collect(),
        }
    }
}

/// A day with its year, in the reader's words.
pub(crate) fn written(lang: Lang, day: &str) -> String {
    day.parse::<Date>().map_or_else(|_| day.to_owned(), |date| clock::whole_day(lang, date))
}

impl Page for Register {
    const TEMPLATE: &'static str = "followup/register.html";

    fn samples() -> Vec<Self> {
        let row = |letter, n, signed: bool| RegisterRow {
            href: "/supervision/c/c1/sheet".into(),
            letter,
            system: (2, n),
            dispatch: signed.then(|| format!("望人办〔2026〕{}号", 10 + n)),
            department: "住房和城乡建设局".into(),
            what: "恢复柳岸小区3号楼电梯运行；维修资金申请材料齐全的，3个工作日内批复".into(),
            due_on: (n != 2).then(|| "2026-10-20".into()),
            signed_by: signed.then(|| "何苗".into()),
            signed_on: signed.then(|| "2026-09-28".into()),
        };
        let full = Register {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            live_on: "2026-09-24".into(),
            today: "2026-09-28".into(),
            rows: vec![row("C", 1, true), row("C", 2, false), row("Q", 12, false)],
            signed: 1,
        };
        vec![Register { rows: vec![], signed: 0, ..full.clone() }, full]
    }
}
