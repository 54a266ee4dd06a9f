//! The office: lists with a form to each, and one page for an inquiry, a person, an import, and the record.

mod form;
mod import;
mod inquiry;
mod person;
mod record;

pub use form::{OfficeField, OfficeForm, Placed, Speaking};
pub use import::{ImportLine, ImportPage, ImportsPage, IssueLine};
pub use inquiry::OfficeInquiryPage;
pub use person::{OfficePersonPage, Part};
pub use record::{AuditPage, HeadLine, RecordLine, RevealLine, VerifiedFace};

use serde::Serialize;

use super::{Page, ask::FieldError, door::Choice};

/// `/office`: inquiries, programmes, departments and people, with a form to make each.
#[derive(Debug, Clone, Serialize)]
pub struct OfficePage {
    /// Who reads it.
    pub me: String,
    /// Whether they run the whole house.
    pub runs: bool,
    /// What was just done.
    pub done: Option<String>,
    /// The inquiries that they run.
    pub inquiries: Vec<OfficeInquiryLine>,
    /// Every programme.
    pub programmes: Vec<ProgrammeLine>,
    /// Every department.
    pub departments: Vec<DepartmentLine>,
    /// Everybody who works here.
    pub people: Vec<PersonLine>,
    /// To make an inquiry, where they may.
    pub make_inquiry: Option<OfficeForm>,
    /// To make a programme.
    pub make_programme: OfficeForm,
    /// To make a department.
    pub make_department: OfficeForm,
    /// To take somebody in.
    pub hire: OfficeForm,
}

/// An inquiry in a row.
#[derive(Debug, Clone, Serialize)]
pub struct OfficeInquiryLine {
    /// Its name in addresses.
    pub slug: String,
    /// Its theme.
    pub theme: String,
    /// Where it stands.
    pub phase: String,
    /// What stands beside the phase.
    pub interruption: Option<String>,
    /// When the show begins, in milliseconds UTC.
    pub starts_at: i64,
}

/// A programme in a row.
#[derive(Debug, Clone, Serialize)]
pub struct ProgrammeLine {
    /// Its name.
    pub name: String,
    /// Who organises it.
    pub organiser: String,
    /// How many days a verified promise stands in public.
    pub notice_days: i64,
    /// To change it.
    pub form: OfficeForm,
}

/// A department in a row.
#[derive(Debug, Clone, Serialize)]
pub struct DepartmentLine {
    /// Its name.
    pub name: String,
    /// `organ`, `company` or `township`.
    pub kind: String,
    /// To change it.
    pub form: OfficeForm,
}

/// Somebody of the staff in a row.
#[derive(Debug, Clone, Serialize)]
pub struct PersonLine {
    /// Who.
    pub id: String,
    /// Their name.
    pub name: String,
    /// What they may be.
    pub parts: Vec<Part>,
}

impl Page for OfficePage {
    const TEMPLATE: &'static str = "office/office.html";

    fn samples() -> Vec<Self> {
        let choice = |id: &str, name: &str| Choice { id: id.into(), name: name.into() };
        let kinds = vec![choice("organ", "机关"), choice("company", "企业")];
        let programme = |id: &str, action: &str, send: &str| {
            OfficeForm::new(id, action, send)
                .with(OfficeField::line("name", "民呼我应"))
                .with(OfficeField::line("organiser", "望河县人大常委会办公室"))
                .with(OfficeField::line("hotline", "").optional())
                .with(OfficeField::number("notice_days", 7).hinted())
        };
        let make_inquiry = OfficeForm::new("inquiry", "/office/inquiries", "make-inquiry")
            .with(OfficeField::line("slug", "").hinted())
            .with(OfficeField::choice("programme", "minhuwoying", vec![choice("minhuwoying", "民呼我应")]))
            .with(OfficeField::line("theme", ""))
            .with(OfficeField::moment("starts_at", ""))
            .with(OfficeField::moment("call_closes_at", ""));
        let full = OfficePage {
            me: "白露".into(),
            runs: true,
            done: Some("person".into()),
            inquiries: vec![OfficeInquiryLine {
                slug: "wuye".into(),
                theme: "加强物业管理".into(),
                phase: "collecting".into(),
                interruption: None,
                starts_at: 1_790_251_200_000,
            }],
            programmes: vec![ProgrammeLine {
                name: "民呼我应".into(),
                organiser: "望河县人大常委会办公室".into(),
                notice_days: 7,
                form: programme("programme-minhuwoying", "/office/programmes/minhuwoying", "save").seen(3),
            }],
            departments: vec![DepartmentLine {
                name: "住房和城乡建设局".into(),
                kind: "organ".into(),
                form: OfficeForm::new("department-housing", "/office/departments/housing", "save")
                    .seen(1)
                    .with(OfficeField::line("name", "住房和城乡建设局"))
                    .with(OfficeField::choice("kind", "organ", kinds.clone())),
            }],
            people: vec![PersonLine { id: "p1".into(), name: "白露".into(), parts: vec![Part::sample()] }],
            make_inquiry: Some(make_inquiry),
            make_programme: programme("programme", "/office/programmes", "make-programme"),
            make_department: OfficeForm::new("department", "/office/departments", "make-department")
                .with(OfficeField::line("slug", "").hinted())
                .with(OfficeField::line("name", ""))
                .with(OfficeField::choice("kind", "organ", kinds)),
            hire: OfficeForm::new("hire", "/office/people", "hire").with(OfficeField::line("name", "").hinted()),
        };
        let errors = vec![FieldError { field: "slug".into(), code: "taken".into(), limit: None }];
        let typed = [("slug".to_owned(), "housing".to_owned())];
        let refused = OfficePage {
            done: None,
            make_department: full.make_department.clone().refused(&typed, errors, None, false),
            ..full.clone()
        };
        let empty = OfficePage {
            runs: false,
            done: None,
            inquiries: Vec::new(),
            programmes: Vec::new(),
            departments: Vec::new(),
            people: Vec::new(),
            make_inquiry: None,
            ..full.clone()
        };
        vec![full, refused, empty]
    }
}
