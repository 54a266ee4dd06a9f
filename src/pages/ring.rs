//! 急件: the strip that rings on every page of desk, stage and supervision, and the page of whoever takes one.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Page, ask::FieldError};

/// What rings, over whatever page is open.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Ring {
    /// The inquiries that are listened to.
    pub slugs: Vec<String>,
    /// What nobody has taken, the oldest first; then what this person took and has not ended.
    pub rows: Vec<RingRow>,
}

/// One alarm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AlarmRow)]
pub struct RingRow {
    /// The question's id.
    pub question: String,
    /// The inquiry's address.
    pub slug: String,
    /// What the inquiry is about.
    pub theme: String,
    /// Since when it rings, in milliseconds UTC.
    pub rung_at: i64,
    /// Who took it.
    pub taken_by: Option<String>,
    /// Whether that is who reads this.
    pub is_mine: bool,
    /// Whether who reads this may take it.
    pub may_take: bool,
    /// The beginning of the words, personal data covered; for whoever may take it.
    pub excerpt: Option<String>,
    /// Where it is; for the desk.
    pub place: Option<String>,
}

/// `/alarms/{id}`: what is urgent, who has it, and what was done.
#[derive(Debug, Clone, Serialize)]
pub struct AlarmPage {
    /// The question's id.
    pub question: String,
    /// The inquiry's address.
    pub slug: String,
    /// What the inquiry is about.
    pub theme: String,
    /// Who reads this.
    pub name: String,
    /// `none`, `waiting`, `mine`, `taken` or `over`.
    pub standing: String,
    /// What was said: whole for whoever took it, with personal data covered for the others.
    pub text: String,
    /// Since when it rings, in milliseconds UTC.
    pub rung_at: Option<i64>,
    /// Who took it.
    pub taken_by: Option<String>,
    /// When, in milliseconds UTC.
    pub taken_at: Option<i64>,
    /// What is opened to whoever takes it, at that moment.
    pub opened: Option<Opened>,
    /// To whom it can be passed: `passed-<word>`.
    pub passed: Vec<String>,
    /// To whom it was, or what was chosen.
    pub passed_to: String,
    /// What was done, or what has been typed of it.
    pub done: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Why it could not be done: a code.
    pub problem: Option<String>,
    /// Makes a second press the same press.
    pub idempotency_key: String,
}

/// A contact that was just opened.
#[derive(Debug, Clone, Serialize)]
pub struct Opened {
    /// How the asker would like to be called.
    pub name: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
    /// Where it is.
    pub place: Option<String>,
    /// The flat number.
    pub flat: Option<String>,
}

impl Page for AlarmPage {
    const TEMPLATE: &'static str = "desk/alarm.html";

    fn samples() -> Vec<Self> {
        let none = AlarmPage {
            question: "q5".into(),
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            name: "谷雨".into(),
            standing: "none".into(),
            text: "三单元楼道里现在冒烟，消防栓没水。".into(),
            rung_at: None,
            taken_by: None,
            taken_at: None,
            opened: None,
            passed: ["police", "fire", "medical", "gas", "duty", "other"].map(str::to_owned).to_vec(),
            passed_to: String::new(),
            done: String::new(),
            errors: Vec::new(),
            problem: None,
            idempotency_key: "0199a1b200007000800000000000aaaa".into(),
        };
        let rung_at = Some(1_790_253_791_000);
        let waiting = AlarmPage { standing: "waiting".into(), rung_at, ..none.clone() };
        let mine = AlarmPage {
            standing: "mine".into(),
            taken_by: Some("谷雨".into()),
            taken_at: Some(1_790_253_800_000),
            opened: Some(Opened {
                name: Some("东苑一位住户".into()),
                contact: Some("13800138000".into()),
                place: Some("东苑新村3号楼".into()),
                flat: Some("3号楼2单元1203室".into()),
            }),
            errors: vec![FieldError { field: "done".into(), code: "too_short".into(), limit: Some(4) }],
            ..waiting.clone()
        };
        let again = AlarmPage { opened: None, errors: Vec::new(), ..mine.clone() };
        let taken = AlarmPage {
            standing: "taken".into(),
            problem: Some("alarm_taken".into()),
            taken_by: Some("小满".into()),
            ..again.clone()
        };
        let over = AlarmPage {
            standing: "over".into(),
            passed_to: "fire".into(),
            done: "20:13报119，消防已出发，已回电告诉对方。".into(),
            ..again.clone()
        };
        vec![none, waiting, mine, again, taken, over]
    }
}
