//! 发送: the sealed scan of an order, ready words to copy, and who was told; and the same in short on the file itself.

use serde::Serialize;

use crate::{
    domain::notice::{Notice, Way},
    pages::{Page, ask::FieldError},
};

/// `/supervision/c/{id}/sending`, `/supervision/q/{id}/sending` and `/supervision/{slug}/sending`.
#[derive(Clone, Debug, Serialize)]
pub struct SendingPage {
    /// The address of what this is about.
    pub back: String,
    /// This page's own address.
    pub here: String,
    /// The inquiry's theme.
    pub theme: String,
    /// Whether an order can have a sealed scan.
    pub takes_scan: bool,
    /// Sealed scans, the latest first.
    pub scans: Vec<ScanLine>,
    /// Ready words.
    pub notices: Vec<ReadyWords>,
    /// Who was told, the latest first.
    pub told: Vec<ToldRow>,
    /// The ways.
    pub ways: Vec<String>,
    /// Which notice's form came back.
    pub form: Option<String>,
    /// Whom somebody typed.
    pub to: String,
    /// What is wrong in the form.
    pub errors: Vec<FieldError>,
    /// Why it could not be taken: a code.
    pub problem: Option<String>,
    /// What was just done: `done-<word>`.
    pub done: Option<String>,
    /// Makes a second press the same press.
    pub idempotency_key: String,
}

/// Words that can be sent as they are.
#[derive(Clone, Debug, Serialize)]
pub struct ReadyWords {
    /// What they tell: `notice-<word>`.
    pub notice: String,
    /// The words.
    pub text: String,
    /// To whom they go.
    pub to: String,
}

/// A sealed scan.
#[derive(Clone, Debug, Serialize)]
pub struct ScanLine {
    /// Its id.
    pub id: String,
    /// Whether it is a PDF; else a picture.
    pub is_pdf: bool,
    /// When it was sent in.
    pub at: i64,
    /// SHA-256.
    pub sha256: String,
    /// In kilobytes.
    pub kb: i64,
}

/// Somebody was told.
#[derive(Clone, Debug, Serialize)]
pub struct ToldRow {
    /// What: `notice-<word>`.
    pub notice: String,
    /// To whom.
    pub to: String,
    /// How: `way-<word>`.
    pub way: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: i64,
}

/// What left the office for a promise or an order, in short.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Outgoing {
    /// Sealed scans, the latest first.
    pub scans: Vec<ScanLine>,
    /// Who was told; for the supervisor alone.
    pub told: Vec<ToldRow>,
    /// The page where it is sent; for the supervisor alone.
    pub sending: Option<String>,
}

impl Outgoing {
    /// One scan and one telling.
    pub(super) fn sample() -> Outgoing {
        Outgoing { scans: vec![scan()], told: vec![told()], sending: Some("/supervision/c/c1/sending".into()) }
    }
}

fn scan() -> ScanLine {
    ScanLine {
        id: "s1".into(),
        is_pdf: true,
        at: 1_790_300_000_000,
        sha256: "9f2c4be01d77aa3e9f2c4be01d77aa3e9f2c4be01d77aa3e9f2c4be01d77aa3e".into(),
        kb: 812,
    }
}

fn told() -> ToldRow {
    ToldRow {
        notice: "order".into(),
        to: "住房和城乡建设局".into(),
        way: "wechat".into(),
        by: "程立".into(),
        at: 1_790_300_000_000,
    }
}

impl Page for SendingPage {
    const TEMPLATE: &'static str = "followup/sending.html";

    fn samples() -> Vec<Self> {
        let words = |notice: &Notice| ReadyWords {
            notice: notice.word(),
            text: "【民呼我应】加强物业管理：恢复柳岸小区3号楼电梯运行。请于2026年10月20日前办结。".into(),
            to: "住房和城乡建设局".into(),
        };
        let page = SendingPage {
            back: "/supervision/c/c1".into(),
            here: "/supervision/c/c1/sending".into(),
            theme: "加强物业管理".into(),
            takes_scan: true,
            scans: vec![scan(), ScanLine { is_pdf: false, ..scan() }],
            notices: Notice::ALL.iter().map(words).collect(),
            told: Way::ALL.iter().map(|way| ToldRow { way: way.word(), ..told() }).collect(),
            ways: Way::ALL.iter().map(|way| way.word()).collect(),
            form: None,
            to: String::new(),
            errors: vec![],
            problem: None,
            done: Some("noted".into()),
            idempotency_key: "k".into(),
        };
        let error = |field: &str, code: &str| FieldError { field: field.into(), code: code.into(), limit: None };
        let back = SendingPage {
            form: Some("urge".into()),
            errors: vec![error("to", "required"), error("file", "no_scan")],
            problem: Some("stale_version".into()),
            done: None,
            ..page.clone()
        };
        let bare = SendingPage {
            takes_scan: false,
            scans: vec![],
            notices: vec![],
            told: vec![],
            done: Some("scan".into()),
            ..page.clone()
        };
        vec![page, back, bare]
    }
}
