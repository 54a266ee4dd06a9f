//! Somebody of the staff: what they may be, the link by which they come in, and their end.

use serde::Serialize;

use super::{OfficeField, OfficeForm};
use crate::pages::{Page, door::Choice};

/// `/office/people/{id}`.
#[derive(Debug, Clone, Serialize)]
pub struct OfficePersonPage {
    /// Who reads it.
    pub me: String,
    /// Who.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Whether they work here no longer.
    pub ended: bool,
    /// What they may be.
    pub parts: Vec<Part>,
    /// The version that is shown.
    pub version: i64,
    /// What was just done.
    pub done: Option<String>,
    /// A link that signs in once, shown this once.
    pub link: Option<String>,
    /// Until when the link can be used, in milliseconds UTC.
    pub link_until: Option<i64>,
    /// To give them a part.
    pub give: OfficeForm,
    /// Why a button did nothing.
    pub trouble: Option<String>,
}

/// A part that somebody plays.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// Which.
    pub role: String,
    /// Where only; nothing for the whole house.
    pub place: Option<String>,
}

impl Part {
    pub(super) fn sample() -> Self {
        Part { id: "g1".into(), role: "moderator".into(), place: Some("加强物业管理".into()) }
    }
}

impl Page for OfficePersonPage {
    const TEMPLATE: &'static str = "office/person.html";

    fn samples() -> Vec<Self> {
        let choice = |id: &str, name: &str| Choice { id: id.into(), name: name.into() };
        let give = OfficeForm::new("give", "/office/people/p1/grants", "give")
            .seen(2)
            .with(OfficeField::choice("role", "", vec![choice("moderator", "审核员")]))
            .with(OfficeField::choice("inquiry", "", vec![choice("wuye", "加强物业管理")]).optional());
        let here = OfficePersonPage {
            me: "白露".into(),
            id: "p1".into(),
            name: "方晴".into(),
            ended: false,
            parts: vec![Part::sample(), Part { id: "g2".into(), role: "auditor".into(), place: None }],
            version: 2,
            done: None,
            link: None,
            link_until: None,
            give,
            trouble: None,
        };
        let invited = OfficePersonPage {
            link: Some("https://wenzheng.example/sign-in?invitation=wzs_0".into()),
            link_until: Some(1_790_251_200_000),
            ..here.clone()
        };
        let overtaken = OfficePersonPage { trouble: Some("stale_version".into()), parts: Vec::new(), ..here.clone() };
        let gone = OfficePersonPage { ended: true, parts: Vec::new(), done: Some("end".into()), ..here.clone() };
        vec![here, invited, overtaken, gone]
    }
}
