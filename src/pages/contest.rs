//! 说的是我、内容不实: the citizen's form with its answer, and the desk's queue of what waits to be answered.

use serde::Serialize;

use super::{
    Page,
    ask::{FieldError, Trouble},
};

/// `/q/{id}/contest`, `/c/{id}/contest`: what is public, and a form for whoever is spoken of.
#[derive(Debug, Clone, Serialize)]
pub struct ContestPage {
    /// `question` or `commitment`.
    pub contested: String,
    /// The address of what is contested.
    pub place: String,
    /// Its public words; nothing where it is public no more.
    pub words: Option<Vec<String>>,
    /// What can be said: `claim-<word>`.
    pub claims: Vec<String>,
    /// What this device said before, the newest first.
    pub own: Vec<OwnContest>,
    /// What stands in the form.
    pub typed: Typed,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Why it could not be sent.
    pub trouble: Option<Trouble>,
    /// Makes a second press the same press.
    pub idempotency_key: String,
}

/// What this device said, and what was answered.
#[derive(Debug, Clone, Serialize)]
pub struct OwnContest {
    /// What was said: `claim-<word>`.
    pub claim: String,
    /// By which day it is answered, `YYYY-MM-DD`.
    pub due_on: String,
    /// What was found: `ruling-<word>`.
    pub ruling: Option<String>,
    /// The sentence.
    pub answer: Option<String>,
}

/// What is being typed.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Typed {
    /// What was chosen.
    pub claim: String,
    /// Why.
    pub text: String,
}

impl Page for ContestPage {
    const TEMPLATE: &'static str = "intake/contest.html";

    fn samples() -> Vec<Self> {
        let words = |text: &str| Some(vec![text.to_owned()]);
        let first = ContestPage {
            contested: "question".into(),
            place: "/q/q1".into(),
            words: words("恒邻物业的王经理收了装修押金不退，谁来管？"),
            claims: ["it_is_me", "untrue"].map(str::to_owned).to_vec(),
            own: Vec::new(),
            typed: Typed::default(),
            errors: Vec::new(),
            trouble: None,
            idempotency_key: "0199a1b200007000800000000000cccc".into(),
        };
        let wrong = ContestPage {
            typed: Typed { claim: String::new(), text: "不对".into() },
            errors: vec![
                FieldError { field: "claim".into(), code: "required".into(), limit: None },
                FieldError { field: "text".into(), code: "too_short".into(), limit: Some(5) },
            ],
            ..first.clone()
        };
        let waits = OwnContest { claim: "it_is_me".into(), due_on: "2026-11-26".into(), ruling: None, answer: None };
        let sent = ContestPage { own: vec![waits.clone()], ..first.clone() };
        let answered = |ruling: &str| OwnContest {
            ruling: Some(ruling.into()),
            answer: Some("已遮去姓氏，押金的事转住建局核实。".into()),
            ..waits.clone()
        };
        let gone = ContestPage { words: None, own: vec![answered("removed"), answered("masked")], ..first.clone() };
        let promise = ContestPage {
            contested: "commitment".into(),
            place: "/c/c1".into(),
            own: vec![answered("corrected"), answered("declined")],
            trouble: Some(Trouble { code: "too_many".into(), retry_after_s: Some(600) }),
            ..first.clone()
        };
        vec![first, wrong, sent, gone, promise]
    }
}

/// `/desk/{slug}/contests`: what waits to be answered, each with its form.
#[derive(Debug, Clone, Serialize)]
pub struct ContestsPage {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// Who reads this.
    pub name: String,
    /// What waits, the most pressing first.
    pub waiting: Vec<ContestRow>,
    /// What was answered, the newest first.
    pub answered: Vec<ContestRow>,
    /// Which one the answer below was about.
    pub about: Option<String>,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// Why it could not be done: a code.
    pub problem: Option<String>,
    /// Makes a second press the same press.
    pub idempotency_key: String,
}

/// One of them.
#[derive(Debug, Clone, Serialize)]
pub struct ContestRow {
    /// Its id.
    pub id: String,
    /// The version that an answer names.
    pub version: i64,
    /// What was said: `claim-<word>`.
    pub claim: String,
    /// Why, word for word.
    pub text: String,
    /// When it came, in milliseconds UTC.
    pub asked_at: i64,
    /// By which day it is answered.
    pub due_on: String,
    /// Whether that day is over.
    pub is_late: bool,
    /// The address of what is contested.
    pub place: String,
    /// Its public words; nothing where it is public no more.
    pub words: Option<String>,
    /// The version of the question that an answer changes; nothing for a promise.
    pub question_version: Option<i64>,
    /// What can be found: `ruling-<word>`.
    pub rulings: Vec<String>,
    /// What was found, or chosen.
    pub ruling: Option<String>,
    /// The sentence, or what is typed of it.
    pub answer: String,
    /// The public text as it would be.
    pub public_text: String,
    /// Who answered.
    pub by: Option<String>,
}

impl Page for ContestsPage {
    const TEMPLATE: &'static str = "desk/contests.html";

    fn samples() -> Vec<Self> {
        let words = "恒邻物业的王经理收了装修押金不退，谁来管？";
        let row = ContestRow {
            id: "t1".into(),
            version: 1,
            claim: "it_is_me".into(),
            text: "王经理就是我。押金是公司收的，有收据，我个人没有收。".into(),
            asked_at: 1_790_253_700_000,
            due_on: "2026-09-25".into(),
            is_late: false,
            place: "/q/q1".into(),
            words: Some(words.into()),
            question_version: Some(2),
            rulings: ["masked", "corrected", "removed", "declined"].map(str::to_owned).to_vec(),
            ruling: None,
            answer: String::new(),
            public_text: words.into(),
            by: None,
        };
        let promise = ContestRow {
            id: "t2".into(),
            claim: "untrue".into(),
            is_late: true,
            place: "/c/c1".into(),
            question_version: None,
            rulings: ["corrected", "declined"].map(str::to_owned).to_vec(),
            ..row.clone()
        };
        let over = ContestRow {
            id: "t3".into(),
            version: 2,
            ruling: Some("masked".into()),
            answer: "已遮去姓氏。".into(),
            by: Some("谷雨".into()),
            words: None,
            ..row.clone()
        };
        let full = ContestsPage {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            name: "谷雨".into(),
            waiting: vec![row, promise],
            answered: vec![over],
            about: None,
            errors: Vec::new(),
            problem: None,
            idempotency_key: "k".into(),
        };
        let wrong = ContestsPage {
            about: Some("t1".into()),
            errors: vec![FieldError { field: "sentence".into(), code: "too_short".into(), limit: Some(5) }],
            ..full.clone()
        };
        let stale = ContestsPage { about: Some("t1".into()), problem: Some("stale_version".into()), ..full.clone() };
        let none = ContestsPage { waiting: Vec::new(), answered: Vec::new(), ..full.clone() };
        vec![full, wrong, stale, none]
    }
}
