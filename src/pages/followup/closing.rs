//! 收场清点: every question that is left, with who owes it and by when, all on one page.

use serde::Serialize;

use crate::{
    domain::alarm::AlarmCounts,
    pages::{Page, ask::FieldError, door::Choice},
};

/// What is left of an inquiry.
#[derive(Clone, Debug, Serialize)]
pub struct ClosingPage {
    /// The inquiry's name in addresses.
    pub slug: String,
    /// Its theme.
    pub theme: String,
    /// Its phase.
    pub phase: String,
    /// Who reads it.
    pub name: String,
    /// How many lack an owner and a date.
    pub unowned: i64,
    /// The same by state: state and number.
    pub by_state: Vec<(String, i64)>,
    /// How many urgent matters nobody has taken, and how many are being seen to.
    pub alarms: AlarmCounts,
    /// A page of them.
    pub rows: Vec<ClosingRow>,
    /// To whom they can be given.
    pub departments: Vec<Choice>,
    /// The department for all that name none.
    pub department: String,
    /// The working days for all.
    pub working_days: String,
    /// How many were just handed over.
    pub done: Option<i64>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// When this was read, in milliseconds UTC.
    pub as_of: i64,
    /// Why nothing was handed over: a code.
    pub problem: Option<String>,
    /// Whether the show is over, so that questions can be handed over.
    pub may_act: bool,
    /// Makes a second press the same press.
    pub idempotency_key: String,
}

/// A question that is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClosingRow {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: i64,
    /// Where it stands.
    pub state: String,
    /// How it ended on air.
    pub outcome: Option<String>,
    /// Danger to life.
    pub urgent: bool,
    /// 原文, for the office alone.
    pub original: String,
    /// What the department will read, to be written or mended.
    pub order_text: String,
    /// Who was chosen for it.
    pub department: String,
    /// Devices that share it.
    pub seconds: i64,
    /// Its version.
    pub version: i64,
    /// Whether it is left out this time.
    pub left_out: bool,
}

impl Page for ClosingPage {
    const TEMPLATE: &'static str = "followup/closing.html";

    fn samples() -> Vec<Self> {
        let row = |number, state: &str, order_text: &str| ClosingRow {
            id: format!("q{number}"),
            number,
            state: state.into(),
            outcome: (state == "answered_live").then(|| "evaded".into()),
            urgent: number == 3,
            original: "柳岸小区9栋的电梯停了三个月，老人下不了楼，找物业说没钱。".into(),
            order_text: order_text.into(),
            department: String::new(),
            seconds: 31,
            version: 2,
            left_out: number == 7,
        };
        let choice = |id: &str, name: &str| Choice { id: id.into(), name: name.into() };
        let page = ClosingPage {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            phase: "handing_over".into(),
            name: "程立".into(),
            unowned: 312,
            alarms: AlarmCounts { waiting: 1, taken: 1, oldest: Some(1_790_253_791_000) },
            by_state: vec![("approved".into(), 210), ("submitted".into(), 102)],
            rows: vec![
                row(3, "answered_live", "柳岸小区电梯停用"),
                row(5, "approved", "柳岸小区电梯何时修好？"),
                row(7, "submitted", ""),
            ],
            departments: vec![choice("housing", "住房和城乡建设局"), choice("water", "城南供水有限公司")],
            department: "housing".into(),
            working_days: "5".into(),
            done: Some(40),
            errors: vec![FieldError { field: "department".into(), code: "required".into(), limit: None }],
            as_of: 1_790_253_833_000,
            problem: Some("order_text_required".into()),
            may_act: true,
            idempotency_key: "k".into(),
        };
        let quiet = ClosingPage { errors: vec![], problem: None, done: None, ..page.clone() };
        let early = ClosingPage { phase: "live".into(), may_act: false, ..quiet.clone() };
        let none = ClosingPage { unowned: 0, by_state: vec![], rows: vec![], ..quiet.clone() };
        vec![page, quiet, early, none]
    }
}
