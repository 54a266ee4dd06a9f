//! The pages around the pages: the list of inquiries, and what is said when something cannot be shown.

use serde::Serialize;

use super::Page;

/// Whose pages these are, as the head and the foot of each name them.
#[derive(Debug, Clone, Serialize)]
pub struct House {
    /// The programme's name (栏目), or the house's on pages of no programme.
    pub name: String,
    /// Who holds the inquiry, such as the county People's Congress (主办).
    pub organiser: String,
    /// Who makes the programme (承办).
    pub producer: Option<String>,
    /// The telephone for those who would rather call.
    pub hotline: Option<String>,
}

impl House {
    /// The invented county of all samples.
    pub fn sample() -> House {
        House {
            name: "民呼我应".into(),
            organiser: "望河县人大常委会".into(),
            producer: Some("望河县融媒体中心".into()),
            hotline: Some("0999-5550123".into()),
        }
    }
}

/// What lies over every page of a sealed list, on the screen and on paper: who opened it, and on which day.
#[derive(Debug, Clone, Serialize)]
pub struct Watermark {
    /// Who.
    pub name: String,
    /// On which day.
    pub on: String,
}

/// `/`: every inquiry that the public may know of, grouped by where it stands.
#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    /// Groups in the order in which a reader cares: live, collecting, coming, followed up, past.
    pub groups: Vec<HomeGroup>,
}

/// Inquiries that stand at the same phase.
#[derive(Debug, Clone, Serialize)]
pub struct HomeGroup {
    /// A phase of `domain`, in its wire spelling.
    pub phase: String,
    /// The inquiries, soonest first.
    pub items: Vec<HomeLine>,
}

/// One inquiry in the list.
#[derive(Debug, Clone, Serialize)]
pub struct HomeLine {
    /// The name in its address.
    pub slug: String,
    /// The programme that it belongs to.
    pub programme: String,
    /// What it is about.
    pub theme: String,
    /// When it goes live, in milliseconds UTC.
    pub live_at: Option<i64>,
    /// When the call for questions closes, in milliseconds UTC.
    pub closes_at: Option<i64>,
    /// How many questions are public.
    pub published: u64,
    /// Who is summoned to answer.
    pub summoned: Vec<String>,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "shell/home.html";

    fn samples() -> Vec<Self> {
        let line = |slug: &str, theme: &str, published| HomeLine {
            slug: slug.into(),
            programme: "民呼我应".into(),
            theme: theme.into(),
            live_at: Some(1_790_251_200_000),
            closes_at: Some(1_789_984_800_000),
            published,
            summoned: vec!["住房和城乡建设局".into(), "市场监督管理局".into(), "消防救援大队".into()],
        };
        let groups = vec![
            HomeGroup { phase: "live".into(), items: vec![line("wuye", "加强物业管理", 742)] },
            HomeGroup { phase: "collecting".into(), items: vec![line("gongjiao", "公交线路优化", 0)] },
            HomeGroup {
                phase: "supervising".into(),
                items: vec![
                    HomeLine { live_at: None, closes_at: None, ..line("yinshui", "农村饮水安全", 1310) },
                    line("xuexiao", "校门口的路", 88),
                ],
            },
        ];
        vec![HomePage { groups }, HomePage { groups: Vec::new() }]
    }
}

/// What stands where a page cannot: the problem's own sentence and a way on.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorPage {
    /// The HTTP status.
    pub status: u16,
    /// The stable code, such as `not_found`; its sentence is `error-<code>`.
    pub code: String,
    /// A sentence of this very case, when there is a better one than the code's own.
    pub detail: Option<String>,
    /// Seconds to wait before trying again.
    pub retry_after_s: Option<u64>,
    /// Where the reader came from, to go back to.
    pub back: Option<String>,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "shell/error.html";

    fn samples() -> Vec<Self> {
        let missing =
            ErrorPage { status: 404, code: "not_found".into(), detail: None, retry_after_s: None, back: None };
        let crowded = ErrorPage {
            status: 503,
            code: "unavailable".into(),
            retry_after_s: Some(20),
            back: Some("/i/wuye/ask".into()),
            ..missing.clone()
        };
        vec![missing, crowded]
    }
}
