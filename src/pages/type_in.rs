//! 代录: one fast form for what was said on the telephone, written on paper or under a video.

use serde::Serialize;

use super::{
    Page,
    ask::{FieldError, Trouble},
    door::Choice,
};

/// `/desk/{slug}/type-in`: the form, and beside it what was just stored, to be read back.
#[derive(Debug, Clone, Serialize)]
pub struct TypeInPage {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// Its phase, in its wire spelling.
    pub phase: String,
    /// Who types.
    pub name: String,
    /// Where something may come from, in the order of its keys: `provenance-<word>`.
    pub sources: Vec<String>,
    /// What has been typed so far. Never lost, whatever happens.
    pub form: TypeInForm,
    /// Who can be asked.
    pub departments: Vec<Choice>,
    /// What is wrong, in the order of the form.
    pub errors: Vec<FieldError>,
    /// Why it could not be taken this time.
    pub trouble: Option<Trouble>,
    /// The question that has this number already.
    pub known: Option<Known>,
    /// What was just stored.
    pub stored: Option<Stored>,
}

/// What is typed.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TypeInForm {
    /// Made with the form, so that a second press stores nothing.
    pub idempotency_key: String,
    /// Where it came from.
    pub source: String,
    /// Its number there.
    pub source_id: String,
    /// What was said.
    pub text: String,
    /// Where it is.
    pub place: String,
    /// The id of who should answer.
    pub department: String,
    /// How to call the asker.
    pub name: String,
    /// How to reach the asker.
    pub contact: String,
    /// `public`, `shielded`, `congress_only` or `anonymous`.
    pub visibility: String,
}

/// A question that has a number of a source already.
#[derive(Debug, Clone, Serialize)]
pub struct Known {
    /// Its receipt number.
    pub receipt: String,
    /// Where it stands.
    pub state: String,
}

/// What was stored, to be read back and dictated.
#[derive(Debug, Clone, Serialize)]
pub struct Stored {
    /// Ten digits.
    pub receipt: String,
    /// Six digits.
    pub code: String,
    /// What was said, as it is kept.
    pub text: String,
    /// Where it came from.
    pub source: String,
    /// Its number there.
    pub source_id: String,
    /// It had been stored by an earlier sending.
    pub again: bool,
    /// It rings.
    pub urgent: bool,
}

impl Page for TypeInPage {
    const TEMPLATE: &'static str = "intake/type-in.html";

    fn samples() -> Vec<Self> {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let empty = TypeInPage {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            phase: "live".into(),
            name: "旁白".into(),
            sources: words(&["hotline", "deputy", "programme", "undercover", "comment", "paper"]),
            form: TypeInForm {
                idempotency_key: "0199a1b200007000800000000000aaaa".into(),
                source: "hotline".into(),
                visibility: "shielded".into(),
                ..TypeInForm::default()
            },
            departments: vec![
                Choice { id: "d1".into(), name: "住房和城乡建设局".into() },
                Choice { id: "d2".into(), name: "消防救援大队".into() },
            ],
            errors: Vec::new(),
            trouble: None,
            known: None,
            stored: None,
        };
        let stored = TypeInPage {
            stored: Some(Stored {
                receipt: "4087162953".into(),
                code: "408716".into(),
                text: "东苑新村消防通道常年停满车，上个月着火消防车进不来，是住在里面的老人自己用水桶浇的。\n谁来管？"
                    .into(),
                source: "hotline".into(),
                source_id: "12345-20260924-0317".into(),
                again: false,
                urgent: true,
            }),
            ..empty.clone()
        };
        let filled = TypeInForm {
            source: "comment".into(),
            source_id: "7401".into(),
            text: "电梯".into(),
            name: "望河老周".into(),
            contact: "1380013800".into(),
            place: "柳岸小区3号楼".into(),
            ..empty.form.clone()
        };
        let wrong = TypeInPage {
            form: filled.clone(),
            errors: vec![
                FieldError { field: "text".into(), code: "too_short".into(), limit: Some(5) },
                FieldError { field: "contact".into(), code: "malformed".into(), limit: None },
            ],
            ..empty.clone()
        };
        let known = TypeInPage {
            form: TypeInForm {
                text: "柳岸小区3号楼的电梯又停了，谁来修？".into(), contact: String::new(), ..filled
            },
            known: Some(Known { receipt: "4087162953".into(), state: "approved".into() }),
            ..empty.clone()
        };
        let busy =
            TypeInPage { trouble: Some(Trouble { code: "busy".into(), retry_after_s: Some(2) }), ..known.clone() };
        vec![empty, stored, wrong, known, TypeInPage { known: None, ..busy }]
    }
}
