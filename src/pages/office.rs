//! The office's pages: what there is, one form for every noun, an inquiry with all around it.

use serde::Serialize;

use super::{
    Page,
    ask::{FieldError, Trouble},
    door::Choice,
    pairs::ShortPair,
};

/// `/office`: everything that is run from here.
#[derive(Debug, Clone, Serialize)]
pub struct OfficePage {
    /// Who is signed in.
    pub me: String,
    /// Whether the whole house is theirs to run.
    pub runs_house: bool,
    /// Inquiries, those on air first.
    pub inquiries: Vec<OfficeLine>,
    /// Programmes.
    pub programmes: Vec<OfficeLine>,
    /// Departments.
    pub departments: Vec<OfficeLine>,
    /// People.
    pub people: Vec<OfficeLine>,
}

/// One entry of a list.
#[derive(Debug, Clone, Serialize)]
pub struct OfficeLine {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub name: String,
    /// An inquiry's phase.
    pub phase: Option<String>,
    /// When its show begins.
    pub at: Option<i64>,
    /// What else to know: organiser, roles, ...
    pub note: Vec<String>,
}

/// Any form of the office: fields one under the other.
#[derive(Debug, Clone, Serialize)]
pub struct FormPage {
    /// The heading is the sentence `office-form-<what>`.
    pub what: String,
    /// Where one came from.
    pub back: Crumb,
    /// Where it is sent.
    pub action: String,
    /// The version that is changed.
    pub version: Option<i64>,
    /// The fields.
    pub fields: Vec<FormField>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Why it was not done.
    pub trouble: Option<Trouble>,
}

/// A way back.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub name: String,
}

/// One field.
#[derive(Debug, Clone, Serialize)]
pub struct FormField {
    /// Its name; its label is the sentence `office-f-<label>`.
    pub name: String,
    /// Which sentence labels it.
    pub label: String,
    /// What the label speaks of: a number or a name.
    pub of: Option<String>,
    /// `text`, `number`, `datetime-local` or `select`.
    pub kind: String,
    /// What stands in it.
    pub value: String,
    /// What somebody else saved meanwhile.
    pub now: Option<String>,
    /// What can be chosen.
    pub options: Vec<Choice>,
    /// A sentence beside it.
    pub hint: Option<String>,
}

/// `/office/inquiries/{slug}`: an inquiry with all that is planned for it.
#[derive(Debug, Clone, Serialize)]
pub struct OfficeInquiryPage {
    /// Its name in addresses.
    pub slug: String,
    /// The public page's whole address.
    pub link: String,
    /// The same as a QR code: an `<svg>` of the server's own making.
    pub qr_svg: String,
    /// Its theme.
    pub theme: String,
    /// Its phase.
    pub phase: String,
    /// What stands beside it.
    pub interruption: Option<String>,
    /// What the public is told about that; or what was just typed.
    pub sentence: String,
    /// When its show begins.
    pub starts_at: i64,
    /// How long it is.
    pub minutes: i64,
    /// When its call ends.
    pub call_closes_at: i64,
    /// Where the live picture is.
    pub stream_url: Option<String>,
    /// How far the viewers are behind, in seconds.
    pub delay_s: i64,
    /// Whether questions are public after review.
    pub public_after_review: bool,
    /// What departments may read before the show.
    pub before_show: String,
    /// In which phases two persons stand for every public text: `never`, `before`, `live` or `always`.
    pub second_review: String,
    /// How an asker's identity is confirmed.
    pub identity: String,
    /// Since when these rules are settled.
    pub fixed_at: Option<i64>,
    /// How the seal was taken off.
    pub unsealed: Option<Unsealed>,
    /// The notice that was just typed.
    pub notice: String,
    /// Sent along with the form that takes the seal off.
    pub idempotency_key: String,
    /// Who answers, each with who speaks.
    pub summoned: Vec<Summons>,
    /// How many people work in its studio.
    pub crew: usize,
    /// What they cannot sign with two persons.
    pub short: Vec<ShortPair>,
    /// Files that came in.
    pub imports: Vec<ImportLine>,
    /// Whether the plan can still change.
    pub is_planned: bool,
    /// The version of all this.
    pub version: i64,
    /// What is wrong with what was sent.
    pub errors: Vec<FieldError>,
    /// Why it was not done.
    pub trouble: Option<Trouble>,
}

/// The seal was taken off.
#[derive(Debug, Clone, Serialize)]
pub struct Unsealed {
    /// When.
    pub at: i64,
    /// What everybody was told.
    pub notice: String,
}

/// Who answers, and who speaks.
#[derive(Debug, Clone, Serialize)]
pub struct Summons {
    /// The department.
    pub name: String,
    /// Posts and names.
    pub speakers: Vec<String>,
}

/// A file that came in.
#[derive(Debug, Clone, Serialize)]
pub struct ImportLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub file_name: String,
    /// Its state.
    pub state: String,
    /// How many rows.
    pub total: i64,
    /// How many became questions.
    pub stored: i64,
}

/// Something to choose, in samples.
pub(super) fn choice(id: &str, name: &str) -> Choice {
    Choice { id: id.into(), name: name.into() }
}

/// Somebody was faster, in samples.
pub(super) fn stale() -> Option<Trouble> {
    Some(Trouble { code: "stale_version".into(), retry_after_s: None })
}

impl Page for OfficePage {
    const TEMPLATE: &'static str = "office/office.html";

    fn samples() -> Vec<Self> {
        let line = |href: &str, name: &str, note: &[&str]| OfficeLine {
            href: href.into(),
            name: name.into(),
            phase: None,
            at: None,
            note: note.iter().map(|note| (*note).to_owned()).collect(),
        };
        let planning = OfficeLine {
            phase: Some("planning".into()),
            at: Some(1_790_251_200_000),
            ..line("/office/inquiries/wuye", "加强物业管理", &["民呼我应"])
        };
        let full = OfficePage {
            me: "白露".into(),
            runs_house: true,
            inquiries: vec![planning],
            programmes: vec![line("/office/programmes/minhuwoying", "民呼我应", &["望河县人大常委会"])],
            departments: vec![line("/office/departments/zhujian", "住房和城乡建设局", &[])],
            people: vec![line("/office/people/1", "谷雨", &["moderator"])],
        };
        let empty = OfficePage {
            me: "白露".into(),
            runs_house: false,
            inquiries: vec![],
            programmes: vec![],
            departments: vec![],
            people: vec![],
        };
        vec![full, empty]
    }
}

impl Page for FormPage {
    const TEMPLATE: &'static str = "office/form.html";

    fn samples() -> Vec<Self> {
        let field = |name: &str, kind: &str, value: &str| FormField {
            name: name.into(),
            label: name.into(),
            of: None,
            kind: kind.into(),
            value: value.into(),
            now: None,
            options: vec![],
            hint: None,
        };
        let kind = FormField {
            hint: Some("手机验证码：还没有配置。".into()),
            options: vec![choice("organ", "office-kind-organ"), choice("company", "office-kind-company")],
            ..field("kind", "select", "organ")
        };
        let new = FormPage {
            what: "department-new".into(),
            back: Crumb { href: "/office".into(), name: String::new() },
            action: "/office/departments/new".into(),
            version: None,
            fields: vec![field("slug", "text", ""), field("name", "text", ""), kind.clone()],
            errors: vec![FieldError { field: "name".into(), code: "required".into(), limit: None }],
            trouble: None,
        };
        let changed = FormPage {
            what: "department".into(),
            version: Some(2),
            fields: vec![
                FormField { now: Some("住建局".into()), ..field("name", "text", "住房和城乡建设局") },
                kind,
                FormField { of: Some("1".into()), ..field("post", "text", "局长") },
            ],
            errors: vec![],
            trouble: stale(),
            ..new.clone()
        };
        vec![new, changed]
    }
}

impl Page for OfficeInquiryPage {
    const TEMPLATE: &'static str = "office/inquiry.html";

    fn samples() -> Vec<Self> {
        let summons = Summons { name: "住房和城乡建设局".into(), speakers: vec!["局长 秋分".into()] };
        let import = ImportLine {
            id: "1".into(),
            file_name: "9月热线.xlsx".into(),
            state: "done".into(),
            total: 3085,
            stored: 3075,
        };
        let planning = OfficeInquiryPage {
            slug: "wuye".into(),
            link: "https://wen.example.gov.cn/i/wuye".into(),
            qr_svg: "<svg class=\"qr\" viewBox=\"0 0 21 21\"><path d=\"M0 0h7v7H0z\"/></svg>".into(),
            theme: "加强物业管理".into(),
            phase: "planning".into(),
            interruption: None,
            sentence: String::new(),
            starts_at: 1_790_251_200_000,
            minutes: 75,
            call_closes_at: 1_789_984_800_000,
            stream_url: None,
            delay_s: 20,
            public_after_review: true,
            before_show: "nothing".into(),
            second_review: "never".into(),
            identity: "none".into(),
            fixed_at: None,
            unsealed: None,
            notice: String::new(),
            idempotency_key: "k".into(),
            summoned: vec![],
            crew: 1,
            short: vec![ShortPair { pair: "air_text".into(), names: vec!["清明".into()], may_go_alone: true }],
            imports: vec![],
            is_planned: true,
            version: 1,
            errors: vec![],
            trouble: Some(Trouble { code: "nobody_summoned".into(), retry_after_s: None }),
        };
        let postponed = OfficeInquiryPage {
            phase: "collecting".into(),
            interruption: Some("postponed".into()),
            sentence: "暴雨红色预警，延期一周。".into(),
            stream_url: Some("https://example.org/live.m3u8".into()),
            before_show: "scope".into(),
            second_review: "live".into(),
            identity: "phone".into(),
            fixed_at: Some(1_789_000_000_000),
            summoned: vec![summons],
            crew: 5,
            short: vec![],
            imports: vec![import],
            errors: vec![FieldError { field: "sentence".into(), code: "required".into(), limit: None }],
            trouble: None,
            ..planning.clone()
        };
        let sealed = OfficeInquiryPage {
            interruption: None,
            sentence: String::new(),
            public_after_review: false,
            notice: "应群众要求".into(),
            errors: vec![FieldError { field: "notice".into(), code: "required".into(), limit: None }],
            ..postponed.clone()
        };
        let unsealed = OfficeInquiryPage {
            public_after_review: true,
            unsealed: Some(Unsealed {
                at: 1_790_300_000_000, notice: "节目已播出，问题清单自今日起全部公开。".into()
            }),
            errors: vec![],
            ..sealed.clone()
        };
        vec![planning, postponed, sealed, unsealed]
    }
}
