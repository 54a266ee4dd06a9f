//! The audit's page: lines of the record, opened contacts, where each journal ends, and whether all of it agrees.

use serde::Serialize;

use super::{
    Page,
    ask::{FieldError, Trouble},
    door::Choice,
};

/// `/audit`.
#[derive(Debug, Clone, Serialize)]
pub struct AuditPage {
    /// Which inquiry, by its name in addresses; empty for the house.
    pub inquiry: String,
    /// Which kind only.
    pub kind: String,
    /// Whose only.
    pub actor: String,
    /// Every kind.
    pub kinds: Vec<String>,
    /// Every journal that can be read.
    pub journals: Vec<Choice>,
    /// The lines, the latest first.
    pub lines: Vec<AuditRow>,
    /// The address where they go on.
    pub next: Option<String>,
    /// Who opened contacts.
    pub reveals: Vec<RevealRow>,
    /// Who opened sealed lists.
    pub openings: Vec<OpeningRow>,
    /// What was pulled from the show, on whose word.
    pub pulls: Vec<PullRow>,
    /// The form that opens the address from which a question was sent.
    pub address: AddressForm,
    /// Where each journal ends.
    pub heads: Vec<HeadRow>,
    /// Whether they may verify the whole.
    pub may_verify: bool,
    /// What verifying found, if it was just done.
    pub verified: Option<VerifiedRow>,
}

/// One line of the record.
#[derive(Debug, Clone, Serialize)]
pub struct AuditRow {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: i64,
    /// `person`, `visitor` or `house`.
    pub actor_kind: String,
    /// The name, or the end of a device's id.
    pub who: String,
    /// What happened.
    pub kind: String,
    /// To what.
    pub subject: String,
    /// What kind of thing that is: its words are `subject-<kind>`.
    pub subject_kind: String,
    /// Whose states these are: their words are `<states>-<state>`.
    pub states: &'static str,
    /// The state before.
    pub from: Option<String>,
    /// The state after.
    pub to: Option<String>,
    /// Whose reasons these are: their words are `<reasons>-<why>`.
    pub reasons: &'static str,
    /// The reason code.
    pub why: Option<String>,
}

/// A question was pulled from the show.
#[derive(Debug, Clone, Serialize)]
pub struct PullRow {
    /// Which question.
    pub question: Option<String>,
    /// The reason code.
    pub code: String,
    /// Who asked for it.
    pub asked_by: String,
    /// How.
    pub how: String,
}

/// Opening the address from which a question was sent.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AddressForm {
    /// The question, by its id or the address of its page, as typed.
    pub question: String,
    /// Why, as typed; the asker reads it.
    pub reason: String,
    /// What is missing.
    pub errors: Vec<FieldError>,
    /// Why it could not be opened.
    pub trouble: Option<Trouble>,
    /// What was opened just now.
    pub opened: Option<AddressOpened>,
}

/// What was sealed.
#[derive(Debug, Clone, Serialize)]
pub struct AddressOpened {
    /// The address; none where it was typed in by the staff, or is erased by now.
    pub network: Option<String>,
    /// By which way its asker confirmed who they are: `identity-<word>`.
    pub identity: Option<String>,
    /// As whom.
    pub subject: Option<String>,
}

/// A contact was opened.
#[derive(Debug, Clone, Serialize)]
pub struct RevealRow {
    /// When.
    pub at: i64,
    /// By whom.
    pub who: String,
    /// Why.
    pub reason: String,
    /// Of which question.
    pub question: String,
}

/// A sealed list was opened.
#[derive(Debug, Clone, Serialize)]
pub struct OpeningRow {
    /// When.
    pub at: i64,
    /// By whom.
    pub who: String,
    /// Which: its words are `list-<word>`.
    pub list: String,
}

/// Where a journal ends.
#[derive(Debug, Clone, Serialize)]
pub struct HeadRow {
    /// Its inquiry's theme; nothing for the house.
    pub name: Option<String>,
    /// How many lines.
    pub seq: i64,
    /// The hash over all of them.
    pub hash: String,
}

/// What verifying found.
#[derive(Debug, Clone, Serialize)]
pub struct VerifiedRow {
    /// When.
    pub at: i64,
    /// How many journals.
    pub journals: i64,
    /// How many lines.
    pub lines: i64,
    /// How many questions.
    pub questions: i64,
    /// What is not as it must be.
    pub wrong: Vec<String>,
}

impl Page for AuditPage {
    const TEMPLATE: &'static str = "office/audit.html";

    fn samples() -> Vec<Self> {
        let hash = "9f2c4be01d77aa3e9f2c4be01d77aa3e9f2c4be01d77aa3e9f2c4be01d77aa3e".to_owned();
        let full = AuditPage {
            inquiry: "wuye".into(),
            kind: String::new(),
            actor: String::new(),
            kinds: vec!["decided".into(), "revealed".into()],
            journals: vec![Choice { id: "wuye".into(), name: "加强物业管理".into() }],
            lines: vec![AuditRow {
                seq: 57,
                at: 1_789_984_800_000,
                actor_kind: "person".into(),
                who: "谷雨".into(),
                kind: "decided".into(),
                subject: "…0199a1b2".into(),
                subject_kind: "question".into(),
                states: "state",
                from: Some("submitted".into()),
                to: Some("rejected".into()),
                reasons: "reason",
                why: Some("vague".into()),
            }],
            next: Some("/audit?inquiry=wuye&after=57".into()),
            pulls: vec![PullRow {
                question: Some("01a0ff".into()),
                code: "privacy".into(),
                asked_by: "值班领导".into(),
                how: "电话".into(),
            }],
            reveals: vec![RevealRow {
                at: 1_789_984_800_000,
                who: "谷雨".into(),
                reason: "核实楼栋号".into(),
                question: "0199a1b2".into(),
            }],
            openings: crate::domain::disclosure::List::ALL
                .iter()
                .map(|list| OpeningRow { at: 1_789_984_800_000, who: "谷雨".into(), list: list.word() })
                .collect(),
            address: AddressForm {
                question: "0199a1b2".into(),
                reason: "公安来函依法调取".into(),
                ..Default::default()
            },
            heads: vec![
                HeadRow { name: None, seq: 12, hash: hash.clone() },
                HeadRow { name: Some("加强物业管理".into()), seq: 57, hash },
            ],
            may_verify: true,
            verified: Some(VerifiedRow { at: 1_789_984_800_000, journals: 2, lines: 69, questions: 40, wrong: vec![] }),
        };
        let broken = AuditPage {
            lines: vec![],
            reveals: vec![],
            openings: vec![],
            pulls: vec![],
            next: None,
            address: AddressForm {
                errors: vec![FieldError { field: "reason".into(), code: "required".into(), limit: None }],
                ..AddressForm::default()
            },
            verified: Some(VerifiedRow {
                at: 1_789_984_800_000,
                journals: 2,
                lines: 69,
                questions: 40,
                wrong: vec!["journal house is broken at line 3".into()],
            }),
            ..full.clone()
        };
        let opened = AddressForm {
            opened: Some(AddressOpened {
                network: Some("203.0.113.7".into()),
                identity: Some("phone".into()),
                subject: Some("13800138000".into()),
            }),
            ..full.address.clone()
        };
        vec![AuditPage { verified: None, address: opened, ..full.clone() }, full, broken]
    }
}
