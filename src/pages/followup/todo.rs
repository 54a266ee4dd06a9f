//! `/today`, `/supervision`, `/department`, `/verification`: what waits for somebody, what is due first first.

use serde::Serialize;

use super::badges::Badge;
use crate::pages::Page;

/// What waits for somebody.
#[derive(Clone, Debug, Serialize)]
pub struct TodoPage {
    /// `today`, `supervision`, `department` or `verification`.
    pub place: String,
    /// Who reads it.
    pub name: String,
    /// The department that they speak for.
    pub department: Option<String>,
    /// The other lists that are theirs.
    pub places: Vec<String>,
    /// Inquiries that they may type in for, where the list is the day's.
    pub doors: Vec<TodoDoor>,
    /// What their department is told of shows to come.
    pub scopes: Vec<TodoScope>,
    /// What waits, group by group.
    pub groups: Vec<TodoGroup>,
    /// How many things in all.
    pub n: usize,
    /// Of these, late.
    pub late: usize,
    /// What was just done: `done-<word>`.
    pub done: Option<String>,
    /// When all of this was true.
    pub as_of: i64,
}

/// An inquiry for which questions are typed in.
#[derive(Clone, Debug, Serialize)]
pub struct TodoDoor {
    /// The form.
    pub href: String,
    /// The inquiry's theme.
    pub theme: String,
    /// Its phase, in its wire spelling.
    pub phase: String,
}

/// What a department is told of a show to come.
#[derive(Clone, Debug, Serialize)]
pub struct TodoScope {
    /// The theme.
    pub theme: String,
    /// When the show begins.
    pub starts_at: i64,
    /// Each department's name and how many questions ask it.
    pub departments: Vec<TodoScopeLine>,
    /// How many ask no department by name.
    pub others: i64,
}

/// How many questions a department faces.
#[derive(Clone, Debug, Serialize)]
pub struct TodoScopeLine {
    /// Its name.
    pub name: String,
    /// How many.
    pub n: i64,
}

/// Things that wait for the same deed.
#[derive(Clone, Debug, Serialize)]
pub struct TodoGroup {
    /// Its heading is `todo-<key>`.
    pub key: String,
    /// The things.
    pub rows: Vec<TodoRow>,
}

/// One thing.
#[derive(Clone, Debug, Serialize)]
pub struct TodoRow {
    /// Where it is done.
    pub href: String,
    /// What was really said; or nothing.
    pub quote: Option<String>,
    /// What it is, where nothing was said.
    pub text: Option<String>,
    /// How it stands in time.
    pub time: Option<Badge>,
    /// By when the office has its own step to do.
    pub step_on: Option<String>,
    /// That day is over.
    pub step_late: bool,
    /// That day comes before the promise's own, so it is what the row leads with.
    pub step_leads: bool,
    /// Which step: `owes-<word>`.
    pub owes: Option<String>,
    /// The inquiry's theme.
    pub theme: String,
    /// Who owes it.
    pub department: Option<String>,
    /// Where it is: `stage-<state>`.
    pub state: Option<String>,
    /// What the department may do now, as the button says it: `do-<word>`.
    pub button: String,
    /// How many, where the row stands for several.
    pub n: Option<i64>,
}

impl Page for TodoPage {
    const TEMPLATE: &'static str = "followup/todo.html";

    fn samples() -> Vec<Self> {
        let row = |it: &crate::domain::book::PublicCommitment, button: &str| TodoRow {
            href: format!("/department/c/{}", it.id),
            quote: Some(it.quote.clone()),
            text: None,
            time: Some(super::badges::Badges::of(it).time),
            step_on: Some("2026-11-27".into()),
            step_late: false,
            step_leads: button == "accept",
            owes: Some("accept".into()),
            theme: it.theme.clone(),
            department: it.lead.as_ref().map(|lead| lead.name.clone()),
            state: Some(it.state.word()),
            button: button.into(),
            n: None,
        };
        let rows: Vec<TodoRow> = super::samples::book().iter().map(|it| row(it, "open")).collect();
        let accept: Vec<TodoRow> = super::samples::book()[..2].iter().map(|it| row(it, "accept")).collect();
        let answer = TodoRow {
            quote: None,
            text: Some("柳岸小区二次供水为什么发黄？".into()),
            time: None,
            step_late: true,
            step_leads: false,
            owes: None,
            state: None,
            button: "answer".into(),
            ..rows[0].clone()
        };
        let harassed = TodoRow { button: "harassed".into(), text: None, ..answer.clone() };
        let closing = TodoRow { n: Some(312), text: None, button: "closing".into(), step_on: None, ..answer.clone() };
        let group = |key: &str, rows: Vec<TodoRow>| TodoGroup { key: key.into(), rows };
        let page = TodoPage {
            place: "department".into(),
            name: "何苗".into(),
            department: Some("住房和城乡建设局".into()),
            places: vec!["today".into()],
            doors: Vec::new(),
            scopes: vec![TodoScope {
                theme: "公交线路优化".into(),
                starts_at: 1_796_395_600_000,
                departments: vec![
                    TodoScopeLine { name: "住房和城乡建设局".into(), n: 41 },
                    TodoScopeLine { name: "城南供水有限公司".into(), n: 7 },
                ],
                others: 12,
            }],
            groups: vec![group("accept", accept), group("answer", vec![answer]), group("running", rows.clone())],
            n: 8,
            late: 3,
            done: Some("accept".into()),
            as_of: 1_795_395_600_000,
        };
        let supervision = TodoPage {
            place: "supervision".into(),
            department: None,
            scopes: Vec::new(),
            groups: vec![
                group("harassed", vec![harassed]),
                group("closing", vec![closing]),
                group("confirm", rows[3..].to_vec()),
                group("assign", rows[..1].to_vec()),
                group("rule", rows[1..2].to_vec()),
                group("close", rows[..1].to_vec()),
                group("review", rows[2..3].to_vec()),
            ],
            done: None,
            ..page.clone()
        };
        let verification = TodoPage {
            place: "verification".into(),
            groups: vec![group("verify", rows)],
            late: 0,
            ..supervision.clone()
        };
        let empty = TodoPage { place: "today".into(), groups: Vec::new(), n: 0, late: 0, ..supervision.clone() };
        let door = |slug: &str, theme: &str, phase: &str| TodoDoor {
            href: format!("/desk/{slug}/type-in"),
            theme: theme.into(),
            phase: phase.into(),
        };
        let operator = TodoPage {
            doors: vec![door("wuye", "加强物业管理", "live"), door("gongjiao", "公交线路优化", "collecting")],
            ..empty.clone()
        };
        vec![operator, page, supervision, verification, empty]
    }
}
