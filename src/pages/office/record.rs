//! The record as its auditors read it: lines, who opened contacts and why, where journals end, whether all of it holds.

use serde::Serialize;

use crate::pages::{Page, door::Choice};

/// `/audit`.
#[derive(Debug, Clone, Serialize)]
pub struct AuditPage {
    /// Who reads it.
    pub me: String,
    /// The inquiries whose record they may read; the empty one is the house's own.
    pub inquiries: Vec<Choice>,
    /// Which is read.
    pub inquiry: String,
    /// Only this kind; empty for all.
    pub kind: String,
    /// Every kind.
    pub kinds: Vec<String>,
    /// Only by them; empty for everybody.
    pub actor: String,
    /// The lines, the latest first.
    pub lines: Vec<RecordLine>,
    /// Where they go on.
    pub next: Option<i64>,
    /// Who opened contacts, the latest first.
    pub reveals: Vec<RevealLine>,
    /// Where each journal ends.
    pub heads: Vec<HeadLine>,
    /// They may verify the whole of it.
    pub may_verify: bool,
    /// What verifying found, just now.
    pub verified: Option<VerifiedFace>,
}

/// A line of the record.
#[derive(Debug, Clone, Serialize)]
pub struct RecordLine {
    /// Its number.
    pub seq: i64,
    /// When, in milliseconds UTC.
    pub at: i64,
    /// `person`, `visitor` or `house`.
    pub actor_kind: String,
    /// Who: a name, or a device's id; empty for the house.
    pub actor: String,
    /// What happened.
    pub kind: String,
    /// To what kind of thing.
    pub subject_kind: String,
    /// To which.
    pub subject: String,
    /// The state before.
    pub from: Option<String>,
    /// The state after.
    pub to: Option<String>,
    /// The reason code.
    pub why: Option<String>,
    /// Its hash over itself and all before it.
    pub hash: String,
}

/// A contact was opened.
#[derive(Debug, Clone, Serialize)]
pub struct RevealLine {
    /// Of which question.
    pub question: String,
    /// By whom.
    pub name: String,
    /// Why.
    pub reason: String,
    /// When, in milliseconds UTC.
    pub at: i64,
}

/// Where a journal ends.
#[derive(Debug, Clone, Serialize)]
pub struct HeadLine {
    /// The inquiry's theme; none is the house.
    pub theme: Option<String>,
    /// How many lines.
    pub seq: i64,
    /// The hash over all of them.
    pub hash: String,
}

/// What verifying found.
#[derive(Debug, Clone, Serialize)]
pub struct VerifiedFace {
    /// When, in milliseconds UTC.
    pub at: i64,
    /// How many journals were read.
    pub journals: usize,
    /// How many lines.
    pub lines: i64,
    /// How many questions were compared.
    pub questions: usize,
    /// How many promises were compared.
    pub commitments: usize,
    /// Everything that is not as it must be.
    pub wrong: Vec<String>,
}

impl Page for AuditPage {
    const TEMPLATE: &'static str = "office/audit.html";

    fn samples() -> Vec<Self> {
        let hash = "9f2c1b7ae04d5c3388e1d0b6f7a92c4519f2c1b7ae04d5c3388e1d0b6f7a92c4";
        let line = RecordLine {
            seq: 1287,
            at: 1_790_251_200_000,
            actor_kind: "person".into(),
            actor: "方晴".into(),
            kind: "decided".into(),
            subject_kind: "question".into(),
            subject: "0199a1b2-0000-7000-8000-000000000001".into(),
            from: Some("submitted".into()),
            to: Some("rejected".into()),
            why: Some("off_topic".into()),
            hash: hash.into(),
        };
        let house = RecordLine {
            actor_kind: "house".into(),
            actor: String::new(),
            from: None,
            to: None,
            why: None,
            ..line.clone()
        };
        let full = AuditPage {
            me: "江宁".into(),
            inquiries: vec![
                Choice { id: String::new(), name: "本站".into() },
                Choice { id: "wuye".into(), name: "加强物业管理".into() },
            ],
            inquiry: "wuye".into(),
            kind: String::new(),
            kinds: vec!["submitted".into(), "decided".into()],
            actor: String::new(),
            lines: vec![line, house],
            next: Some(1238),
            reveals: vec![RevealLine {
                question: "0199a1b2-0000-7000-8000-000000000001".into(),
                name: "方晴".into(),
                reason: "要核实楼栋".into(),
                at: 1_790_251_200_000,
            }],
            heads: vec![
                HeadLine { theme: None, seq: 41, hash: hash.into() },
                HeadLine { theme: Some("加强物业管理".into()), seq: 1287, hash: hash.into() },
            ],
            may_verify: true,
            verified: None,
        };
        let good = VerifiedFace {
            at: 1_790_251_200_000,
            journals: 2,
            lines: 1328,
            questions: 1286,
            commitments: 9,
            wrong: Vec::new(),
        };
        let held = AuditPage { verified: Some(good.clone()), ..full.clone() };
        let wrong = VerifiedFace { wrong: vec!["question 0199a1b2: state differs".into()], ..good };
        let broken = AuditPage {
            verified: Some(wrong),
            lines: Vec::new(),
            reveals: Vec::new(),
            next: None,
            may_verify: false,
            ..full.clone()
        };
        vec![full, held, broken]
    }
}
