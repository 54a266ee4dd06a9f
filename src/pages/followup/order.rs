//! A question that a department owes: the order with the form for its answer, and the answer with the form to review it.

use serde::Serialize;

use crate::pages::{Page, ask::FieldError};

/// One order.
#[derive(Clone, Debug, Serialize)]
pub struct OrderPage {
    /// `department` or `supervision`.
    pub place: String,
    /// Who reads it.
    pub name: String,
    /// The question's id.
    pub id: String,
    /// The version that the form names.
    pub version: i64,
    /// The inquiry's theme.
    pub theme: String,
    /// The question's number in the inquiry.
    pub number: i64,
    /// 交办文.
    pub order_text: String,
    /// Who owes it.
    pub department: String,
    /// By which day.
    pub due_on: String,
    /// That day is over.
    pub late: bool,
    /// `awaiting_written`, `answered_written`, ...
    pub state: String,
    /// Every try, the newest first.
    pub tries: Vec<Try>,
    /// Whether the reader may answer or review now.
    pub may_act: bool,
    /// What was typed: text or reason.
    pub text: String,
    /// What was typed: who signs.
    pub signed_by: String,
    /// What is wrong in the form.
    pub errors: Vec<FieldError>,
    /// Why it could not be taken: a code.
    pub problem: Option<String>,
    /// Makes a second press the same press.
    pub idempotency_key: String,
}

/// A written answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Try {
    /// On which day.
    pub on: String,
    /// What it says.
    pub text: String,
    /// Who signs for it.
    pub signed_by: String,
    /// `accepted` or `returned`; none while it waits.
    pub review: Option<String>,
    /// Why it went back.
    pub reason: Option<String>,
}

impl Page for OrderPage {
    const TEMPLATE: &'static str = "followup/order.html";

    fn samples() -> Vec<Self> {
        let back = Try {
            on: "2026-10-08".into(),
            text: "正在处理。".into(),
            signed_by: "何局长".into(),
            review: Some("returned".into()),
            reason: Some("没说哪一天修好".into()),
        };
        let good = Try {
            text: "10月12日换好滤芯。\n附检测报告。".into(), review: None, reason: None, ..back.clone()
        };
        let page = OrderPage {
            place: "department".into(),
            name: "何苗".into(),
            id: "q1".into(),
            version: 3,
            theme: "加强物业管理".into(),
            number: 12,
            order_text: "柳岸小区二次供水为什么发黄？".into(),
            department: "住房和城乡建设局".into(),
            due_on: "2026-10-09".into(),
            late: true,
            state: "awaiting_written".into(),
            tries: vec![back.clone()],
            may_act: true,
            text: "写了一半".into(),
            signed_by: String::new(),
            errors: vec![FieldError { field: "signed_by".into(), code: "required".into(), limit: None }],
            problem: None,
            idempotency_key: "k".into(),
        };
        let review = OrderPage {
            place: "supervision".into(),
            state: "answered_written".into(),
            tries: vec![good, back],
            text: String::new(),
            errors: vec![],
            problem: Some("reason_required".into()),
            late: false,
            ..page.clone()
        };
        let waits = OrderPage { may_act: false, problem: None, place: "department".into(), ..review.clone() };
        vec![page, review, waits]
    }
}
