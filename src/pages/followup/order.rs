//! A question that a department owes: the order with the form for its answer, and the answer with the form to review it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::sending::Outgoing;
use crate::{
    domain::{book::Party, whose::PublicWhose},
    pages::{Page, ask::FieldError, door::Choice},
};

/// One order.
#[derive(Clone, Debug, Serialize)]
pub struct OrderPage {
    /// `department` or `supervision`.
    pub place: String,
    /// What left the office for it.
    pub sent: Outgoing,
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
    /// Whose it is.
    pub whose: WhosePart,
    /// Every try, the newest first.
    pub tries: Vec<Try>,
    /// The ids of the photos that came with the question and were passed.
    pub photos: Vec<String>,
    /// How the flat number stands, for the department that owes the question.
    pub flat: Option<FlatPart>,
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

/// Whose an order is, with the forms that change it.
#[derive(Clone, Debug, Serialize)]
pub struct WhosePart {
    /// As everybody may read it.
    #[serde(flatten)]
    pub whose: PublicWhose,
    /// Why it was given back, each time; for the supervisor alone.
    pub reasons: Vec<String>,
    /// Whether the reader may give it back.
    pub may_give_back: bool,
    /// Whether the reader may say whose it is.
    pub may_decide: bool,
    /// To whom it can be given.
    pub departments: Vec<Choice>,
    /// `return` or `order`, where that form came back.
    pub form: Option<String>,
    /// What was typed into it.
    pub typed: BTreeMap<String, String>,
}

/// The flat number: asked for, and opened on its asker's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FlatPart {
    /// `asked`, `agreed` or `refused`; none where it was never asked for.
    pub state: Option<String>,
    /// What it was asked for.
    pub reason: Option<String>,
    /// When, in milliseconds UTC.
    pub asked_at: Option<i64>,
    /// Whether it may be asked for now.
    pub may_ask: bool,
    /// The last request's version.
    pub version: i64,
    /// What was typed as reason and could not be taken.
    pub typed: String,
    /// The number, on the page that answers the press which opened it.
    pub opened: Option<String>,
    /// It was opened, and its asker has had it erased.
    pub is_gone: bool,
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
        let party = |slug: &str, name: &str| Party { id: slug.into(), slug: slug.into(), name: name.into() };
        let whose = WhosePart {
            whose: PublicWhose {
                lead: Some(party("housing", "住房和城乡建设局")),
                co: vec![party("fire", "消防救援大队")],
                doer: Some(party("water", "城南供水有限公司")),
                via: Some(party("willow", "柳岸镇人民政府")),
                company_reason: Some("县属国企，独家维保".into()),
                due_on: "2026-10-09".parse::<jiff::civil::Date>().ok().map(Into::into),
                arbitration: super::samples::given_back().arbitration,
            },
            reasons: vec!["不归我们，归市场监管".into()],
            may_give_back: true,
            may_decide: false,
            departments: vec![Choice { id: "housing".into(), name: "住房和城乡建设局".into() }],
            form: Some("return".into()),
            typed: [("reason".to_owned(), "归".to_owned())].into(),
        };
        let flat = FlatPart {
            state: None,
            reason: None,
            asked_at: None,
            may_ask: true,
            version: 0,
            typed: "看".into(),
            opened: None,
            is_gone: false,
        };
        let page = OrderPage {
            whose: whose.clone(),
            sent: Outgoing { sending: None, told: vec![], ..Outgoing::sample() },
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
            photos: vec!["0199a1b2-0000-7000-8000-00000000b001".into()],
            flat: Some(flat.clone()),
            may_act: true,
            text: "写了一半".into(),
            signed_by: String::new(),
            errors: vec![FieldError { field: "signed_by".into(), code: "required".into(), limit: None }],
            problem: None,
            idempotency_key: "k".into(),
        };
        let review = OrderPage {
            whose: WhosePart { may_give_back: false, may_decide: true, form: Some("order".into()), ..whose.clone() },
            sent: Outgoing::sample(),
            place: "supervision".into(),
            state: "answered_written".into(),
            tries: vec![good, back],
            flat: None,
            text: String::new(),
            errors: vec![],
            problem: Some("reason_required".into()),
            late: false,
            ..page.clone()
        };
        let waits = OrderPage { may_act: false, problem: None, place: "department".into(), ..review.clone() };
        let stands = |state: &str| FlatPart {
            state: Some(state.into()),
            reason: Some("上门查看水压".into()),
            asked_at: Some(1_790_000_000_000),
            may_ask: state == "refused",
            version: 2,
            ..flat.clone()
        };
        let with = |flat: FlatPart| OrderPage { flat: Some(flat), problem: None, ..page.clone() };
        let opened = FlatPart { opened: Some("2单元1203室".into()), ..stands("agreed") };
        let gone = FlatPart { is_gone: true, ..stands("agreed") };
        let flats = [stands("asked"), stands("refused"), stands("agreed"), opened, gone].map(with);
        [page, review, waits].into_iter().chain(flats).collect()
    }
}
