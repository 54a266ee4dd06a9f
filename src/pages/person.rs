//! The office's page about a person: what they may be and where, and their one-time link.

use serde::Serialize;

use super::{
    Page,
    ask::{FieldError, Trouble},
    door::Choice,
    office::{choice, stale},
};

/// `/office/people/{id}`: what somebody may be.
#[derive(Debug, Clone, Serialize)]
pub struct PersonPage {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Whether they work here no longer.
    pub ended: bool,
    /// Their parts.
    pub grants: Vec<GrantLine>,
    /// The roles that can be given.
    pub roles: Vec<String>,
    /// Where they can be given.
    pub scopes: Vec<Choice>,
    /// What was just chosen.
    pub role: String,
    /// Where it was just chosen.
    pub scope: String,
    /// The link that was just made; shown once.
    pub link: Option<String>,
    /// Until when it can be used.
    pub expires_at: Option<i64>,
    /// The version of all this.
    pub version: i64,
    /// What is wrong with what was sent.
    pub errors: Vec<FieldError>,
    /// Why it was not done.
    pub trouble: Option<Trouble>,
}

/// A part somewhere.
#[derive(Debug, Clone, Serialize)]
pub struct GrantLine {
    /// Its id.
    pub id: String,
    /// The role.
    pub role: String,
    /// Where; nothing is the whole house.
    pub place: Option<String>,
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "office/person.html";

    fn samples() -> Vec<Self> {
        let grant = |place: Option<&str>| GrantLine {
            id: "1".into(),
            role: "moderator".into(),
            place: place.map(str::to_owned),
        };
        let new = PersonPage {
            id: "1".into(),
            name: "谷雨".into(),
            ended: false,
            grants: vec![grant(None), grant(Some("加强物业管理"))],
            roles: vec!["moderator".into(), "director".into()],
            scopes: vec![choice("inquiry:wuye", "加强物业管理")],
            role: "moderator".into(),
            scope: String::new(),
            link: Some("https://wenzheng.example/sign-in?invitation=wzs_0".into()),
            expires_at: Some(1_790_251_200_000),
            version: 1,
            errors: vec![],
            trouble: None,
        };
        let ended = PersonPage { ended: true, grants: vec![], link: None, expires_at: None, ..new.clone() };
        vec![PersonPage { trouble: stale(), link: None, ..new.clone() }, new, ended]
    }
}
