//! 代表卡: what a deputy asks on air, on a telephone and on paper, with room for their word on the answer.

use serde::Serialize;

use super::{Page, ask::FieldError};

/// `/stage/{slug}/deputy`: a deputy's own questions; one press says what they think of the answer.
#[derive(Debug, Clone, Serialize)]
pub struct DeputyPage {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// Its phase, in its wire spelling.
    pub phase: String,
    /// The deputy.
    pub name: String,
    /// What they ask, in order.
    pub cards: Vec<DeputyCard>,
    /// The question whose form could not be taken.
    pub form: Option<String>,
    /// Why not: a code.
    pub problem: Option<String>,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// Whether a word was kept just now.
    pub done: bool,
    /// Makes a second press the same press.
    pub idempotency_key: String,
}

/// `/stage/{slug}/deputy-cards`: a card for each question that a deputy asks.
#[derive(Debug, Clone, Serialize)]
pub struct DeputySheet {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// The cards, in order.
    pub cards: Vec<DeputyCard>,
    /// When this was read.
    pub as_of: i64,
}

/// One question that a deputy asks.
#[derive(Debug, Clone, Serialize)]
pub struct DeputyCard {
    /// The question's id.
    pub question: String,
    /// Its number in the show.
    pub number: Option<usize>,
    /// Where it is: an item's state.
    pub state: String,
    /// The words as they are read.
    pub text: String,
    /// Whom it asks.
    pub department: Option<String>,
    /// Who asks; none where the deputy has no account here.
    pub deputy: Option<String>,
    /// Their word: `spot-<word>`.
    pub verdict: Option<String>,
    /// The word's version; 0 before there is one.
    pub version: i64,
    /// Whether it was asked, so that there is an answer to judge.
    pub may_judge: bool,
}

fn cards() -> Vec<DeputyCard> {
    let card = DeputyCard {
        question: "q12".into(),
        number: Some(12),
        state: "on_air".into(),
        text: "全县电梯谁在维保、多久修一次，能不能逐台公示？".into(),
        department: Some("市场监督管理局".into()),
        deputy: Some("罗秋".into()),
        verdict: None,
        version: 0,
        may_judge: true,
    };
    let aired = DeputyCard {
        state: "aired".into(),
        verdict: Some("partly".into()),
        version: 1,
        number: Some(3),
        ..card.clone()
    };
    let waits = DeputyCard {
        question: "q15".into(),
        number: Some(15),
        state: "waiting".into(),
        deputy: None,
        may_judge: false,
        ..card.clone()
    };
    vec![aired, card, waits]
}

impl Page for DeputyPage {
    const TEMPLATE: &'static str = "stage/deputy.html";

    fn samples() -> Vec<Self> {
        let page = DeputyPage {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            phase: "live".into(),
            name: "罗秋".into(),
            cards: cards(),
            form: None,
            problem: None,
            errors: Vec::new(),
            done: true,
            idempotency_key: "0199a1b200007000800000000000aaaa".into(),
        };
        let empty = DeputyPage { cards: Vec::new(), phase: "ready".into(), done: false, ..page.clone() };
        let refused = DeputyPage {
            form: Some("q12".into()),
            problem: Some("stale_version".into()),
            errors: vec![FieldError { field: "verdict".into(), code: "unknown".into(), limit: None }],
            ..page.clone()
        };
        vec![page, empty, refused]
    }
}

impl Page for DeputySheet {
    const TEMPLATE: &'static str = "stage/deputy-cards.html";

    fn samples() -> Vec<Self> {
        let sheet =
            DeputySheet {
                slug: "wuye".into(), theme: "加强物业管理".into(), cards: cards(), as_of: 1_790_253_818_000
            };
        vec![DeputySheet { cards: Vec::new(), ..sheet.clone() }, sheet]
    }
}
