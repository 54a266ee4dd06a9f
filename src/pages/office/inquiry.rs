//! An inquiry in the office: how it stands, its plan as a form, the call, and what interrupts it.

use serde::Serialize;

use super::{OfficeField, OfficeForm, Placed, Speaking};
use crate::pages::{Page, door::Choice};

/// `/office/inquiries/{slug}`.
#[derive(Debug, Clone, Serialize)]
pub struct OfficeInquiryPage {
    /// Who reads it.
    pub me: String,
    /// Its name in addresses.
    pub slug: String,
    /// Its theme.
    pub theme: String,
    /// The name of its programme.
    pub programme: String,
    /// Where it stands.
    pub phase: String,
    /// What stands beside the phase.
    pub interruption: Option<String>,
    /// The public sentence about it.
    pub sentence: Option<String>,
    /// When the show begins, in milliseconds UTC.
    pub starts_at: i64,
    /// When the call ends, in milliseconds UTC.
    pub call_closes_at: i64,
    /// Who answers, in their order.
    pub summoned: Vec<String>,
    /// Since when its rules of disclosure only get tighter, in milliseconds UTC.
    pub fixed_at: Option<i64>,
    /// What was just done.
    pub done: Option<String>,
    /// Its plan, while it can be changed.
    pub plan: Option<OfficeForm>,
    /// To open the call, while it has not begun.
    pub open: Option<OfficeForm>,
    /// To postpone or cancel.
    pub interrupt: OfficeForm,
    /// To go on as planned, after that.
    pub resume: Option<OfficeForm>,
}

impl Page for OfficeInquiryPage {
    const TEMPLATE: &'static str = "office/inquiry.html";

    fn samples() -> Vec<Self> {
        let choice = |id: &str, name: &str| Choice { id: id.into(), name: name.into() };
        let housing = || choice("housing", "住房和城乡建设局");
        let places = vec![
            Placed { id: "housing".into(), name: "住房和城乡建设局".into(), place: "1".into() },
            Placed { id: "fire".into(), name: "消防救援大队".into(), place: String::new() },
        ];
        let speaker =
            Speaking { id: "r1".into(), department: "housing".into(), post: "局长".into(), name: "沈立".into() };
        let plan = OfficeForm::new("plan", "/office/inquiries/wuye", "save")
            .seen(4)
            .with(OfficeField::line("theme", "加强物业管理"))
            .with(OfficeField::moment("starts_at", "2026-09-24T20:00"))
            .with(OfficeField::number("minutes", 75))
            .with(OfficeField::moment("call_closes_at", "2026-09-21T18:00").hinted())
            .with(OfficeField::number("delay_ms", 20).hinted())
            .with(OfficeField::line("stream_url", "").hinted().optional())
            .with(OfficeField::choice("before_show", "nothing", vec![choice("nothing", "什么都看不到")]).hinted())
            .with(OfficeField::places("summoned", places).hinted())
            .with(OfficeField::speakers("respondents", vec![speaker, Speaking::default()], vec![housing()]).hinted());
        let interrupt = OfficeForm::new("interruption", "/office/inquiries/wuye/interruption", "interrupt")
            .seen(4)
            .with(OfficeField::choice("interruption", "postponed", vec![choice("postponed", "延期")]))
            .with(OfficeField::line("sentence", "").hinted());
        let planned = OfficeInquiryPage {
            me: "白露".into(),
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            programme: "民呼我应".into(),
            phase: "planning".into(),
            interruption: None,
            sentence: None,
            starts_at: 1_790_251_200_000,
            call_closes_at: 1_789_984_800_000,
            summoned: vec!["住房和城乡建设局".into()],
            fixed_at: None,
            done: None,
            plan: Some(plan.clone()),
            open: Some(OfficeForm::new("open", "/office/inquiries/wuye/open", "open-call").seen(4)),
            interrupt,
            resume: None,
        };
        let typed = [("theme".to_owned(), "物业".to_owned()), ("minutes".to_owned(), "0".to_owned())];
        let overtaken = OfficeInquiryPage {
            plan: Some(plan.refused(&typed, Vec::new(), Some("stale_version".into()), true)),
            ..planned.clone()
        };
        let postponed = OfficeInquiryPage {
            phase: "ready".into(),
            interruption: Some("postponed".into()),
            sentence: Some("因台风改期，新的时间定了在这里说。".into()),
            fixed_at: Some(1_789_000_000_000),
            done: Some("interruption".into()),
            plan: None,
            open: None,
            resume: Some(OfficeForm::new("resume", "/office/inquiries/wuye/interruption", "resume").seen(5)),
            ..planned.clone()
        };
        vec![planned, overtaken, postponed]
    }
}
