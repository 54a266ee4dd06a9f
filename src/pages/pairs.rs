//! 待签: what waits for a second person, and what one person signed alone, as a page for a telephone.

use serde::Serialize;

use super::{Page, ask::FieldError, sign_off::TextSpan};

/// `/stage/{slug}/pairs`: one press signs; going alone needs a reason.
#[derive(Debug, Clone, Serialize)]
pub struct PairsPage {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// Its phase, in its wire spelling.
    pub phase: String,
    /// Who reads this.
    pub name: String,
    /// Air texts.
    pub airs: Vec<PairRow>,
    /// Promises.
    pub promises: Vec<PairRow>,
    /// What this crew cannot sign with two persons.
    pub short: Vec<ShortPair>,
    /// What is other than somebody signed it on paper.
    pub since_signed: Option<SinceSigned>,
    /// The row whose form could not be taken.
    pub form: Option<String>,
    /// The reason that was typed there.
    pub alone: String,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// Why it could not be done: a code.
    pub problem: Option<String>,
    /// Whether something was signed just now.
    pub done: bool,
    /// Makes a second press the same press.
    pub idempotency_key: String,
    /// Where the stage stream stood when this was read.
    pub resume: String,
}

/// Something that two persons stand behind.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PairRow {
    /// The question's or the promise's id.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// The words, row by row.
    pub rows: Vec<String>,
    /// The question's number in the show.
    pub number: Option<usize>,
    /// The department that is asked, or that promised.
    pub department: Option<String>,
    /// When the promise was spoken, in milliseconds UTC.
    pub said_at: Option<i64>,
    /// Whether these are the desk's public words, unchanged.
    pub as_published: bool,
    /// Whether they fit the lower third; none for a promise.
    pub fits: Option<bool>,
    /// Who signed first.
    pub first: String,
    /// Why one person went alone.
    pub alone: Option<String>,
    /// Whether whoever reads this signed already.
    pub is_mine: bool,
    /// What a correction cuts and adds; empty where the words are no correction.
    pub corrects: Vec<TextSpan>,
    /// `changed` or `added`, where the words are not as they were signed on paper.
    pub since_signed: Option<&'static str>,
    /// What was cut and added since they were signed.
    pub changed: Vec<TextSpan>,
}

/// How many texts of the order are other than somebody signed them on paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct SinceSigned {
    /// Changed since.
    pub changed: usize,
    /// Added since.
    pub added: usize,
}

/// A pair that this crew lacks.
#[derive(Debug, Clone, Serialize)]
pub struct ShortPair {
    /// Which: `pair-<word>`.
    pub pair: String,
    /// Whose signature nobody could second; empty where nobody could even be the first.
    pub names: Vec<String>,
    /// Whether they may go on alone with a reason.
    pub may_go_alone: bool,
}

impl Page for PairsPage {
    const TEMPLATE: &'static str = "stage/pairs.html";

    fn samples() -> Vec<Self> {
        let empty = PairsPage {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            phase: "live".into(),
            name: "苏芒".into(),
            airs: Vec::new(),
            promises: Vec::new(),
            short: Vec::new(),
            since_signed: None,
            form: None,
            alone: String::new(),
            errors: Vec::new(),
            problem: None,
            done: true,
            idempotency_key: "0199a1b200007000800000000000aaaa".into(),
            resume: "stage.k3f9.90".into(),
        };
        let air = PairRow {
            id: "q14".into(),
            version: 5,
            rows: vec!["柳岸小区3号楼的电梯又停了，老人上下楼不方便，".into(), "到底什么时候能修好？".into()],
            number: Some(14),
            department: Some("住建局".into()),
            as_published: true,
            fits: Some(true),
            first: "谷雨".into(),
            ..PairRow::default()
        };
        let promise = PairRow {
            id: "c1".into(),
            version: 1,
            rows: vec!["10月20日之前，3号楼电梯恢复运行。".into()],
            department: Some("住房和城乡建设局".into()),
            said_at: Some(1_790_253_791_000),
            first: "苏芒".into(),
            is_mine: true,
            ..PairRow::default()
        };
        let alone = PairRow { alone: Some("现场只有我一人".into()), ..promise.clone() };
        let span = |change, text: &str| TextSpan { change, text: text.to_owned() };
        let spans =
            vec![span("same", "柳岸小区"), span("cut", "3"), span("added", "5"), span("same", "号楼的电梯又停了")];
        let corrected = PairRow {
            id: "q16".into(),
            as_published: false,
            corrects: spans.clone(),
            since_signed: Some("changed"),
            changed: spans,
            ..air.clone()
        };
        let late = PairRow { id: "q17".into(), since_signed: Some("added"), ..air.clone() };
        let theirs = PairRow { is_mine: false, as_published: false, fits: Some(false), ..air.clone() };
        let waiting = PairsPage {
            airs: vec![
                air.clone(),
                PairRow { alone: Some("来不及".into()), id: "q15".into(), ..theirs },
                corrected,
                late,
            ],
            promises: vec![promise.clone(), PairRow { id: "c2".into(), ..alone }],
            short: vec![
                ShortPair { pair: "air_text".into(), names: vec!["清明".into()], may_go_alone: true },
                ShortPair { pair: "appeal".into(), names: vec!["谷雨".into()], may_go_alone: false },
                ShortPair { pair: "promise".into(), names: Vec::new(), may_go_alone: true },
            ],
            since_signed: Some(SinceSigned { changed: 2, added: 1 }),
            done: false,
            ..empty.clone()
        };
        let refused = PairsPage {
            form: Some("c1".into()),
            errors: vec![FieldError { field: "alone".into(), code: "too_long".into(), limit: Some(200) }],
            problem: Some("stale_version".into()),
            alone: "现场只有我一人".into(),
            ..waiting.clone()
        };
        vec![empty, waiting, refused]
    }
}
