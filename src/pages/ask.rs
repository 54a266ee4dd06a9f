//! Asking in two steps: what one wants to ask, then what others will see of it. What was typed is never lost.

use serde::Serialize;

use super::Page;
use super::door::{Call, Choice, InquiryFace, PublicQuestion};
use super::samples::{lift, open_call, property};
use crate::domain::telltale::{Telltale, telltales};

/// `/i/{slug}/ask`: what one wants to ask (step 1), then what others will see of it (step 2).
#[derive(Debug, Clone, Serialize)]
pub struct AskPage {
    /// The inquiry's address and theme.
    pub inquiry: InquiryFace,
    /// Whether one can ask now.
    pub call: Call,
    /// 1 or 2.
    pub step: u8,
    /// What has been typed so far. Never lost, whatever happens.
    pub form: AskForm,
    /// What is still missing, in the order of the form.
    pub errors: Vec<FieldError>,
    /// Why it could not be taken this time.
    pub trouble: Option<Trouble>,
    /// What lets it through, where very many come at once.
    pub way_in: Option<WayIn>,
    /// The version of the notice that stands on the page.
    pub notice: String,
    /// Public questions like it.
    pub look_alikes: Vec<PublicQuestion>,
    /// How many more are like it whose words are sealed.
    pub sealed_alike: usize,
    /// Who can be asked.
    pub departments: Vec<Choice>,
    /// On step 2, what leaves the house.
    pub preview: Option<Preview>,
    /// What could tell on the asker.
    pub telltales: Vec<Telltale>,
    /// Stands for these in the form: whoever was shown them sends it along.
    pub warned: String,
    /// It was about to be sent without having been shown.
    pub is_warned: bool,
    /// How the asker's identity is confirmed, where it is.
    pub identity: Option<AskIdentity>,
    /// Which button is pressed once more when the time has come: `send` or `send-code`.
    pub press: &'static str,
}

/// How an asker's identity is confirmed, and whether it is.
#[derive(Debug, Clone, Serialize)]
pub struct AskIdentity {
    /// `phone`, `wechat`, `app` or `call_back`.
    pub way: String,
    /// This device need not show anything more.
    pub confirmed: bool,
    /// A code is on its way.
    pub sent: bool,
}

/// What an asker types.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AskForm {
    /// Made when the form was first shown, so that the same question is stored once however often it is sent.
    pub idempotency_key: String,
    /// The question.
    pub text: String,
    /// Where it is.
    pub place: String,
    /// The flat number, kept apart.
    pub flat: String,
    /// The id of who should answer.
    pub department: String,
    /// How to call the asker.
    pub name: String,
    /// How to reach the asker.
    pub contact: String,
    /// `public`, `shielded`, `congress_only` or `anonymous`.
    pub visibility: String,
    /// The asker is under 18.
    pub minor: bool,
    /// It is asked for somebody of the family.
    pub on_behalf: bool,
    /// The number to which a code is sent.
    pub phone: String,
    /// The code that came.
    pub code: String,
}

/// Something still missing in a form.
#[derive(Debug, Clone, Serialize)]
pub struct FieldError {
    /// The field's name.
    pub field: String,
    /// `missing`, `too_short`, `too_long` or `malformed`.
    pub code: String,
    /// The bound that was missed.
    pub limit: Option<u32>,
}

/// Why a form could not be taken, through no fault of who filled it in.
#[derive(Debug, Clone, Serialize)]
pub struct Trouble {
    /// `not_stored`, `too_many`, `call_closed` or another problem code.
    pub code: String,
    /// Seconds to wait.
    pub retry_after_s: Option<u64>,
}

/// Two ways through a crowd; either is sent along with the form.
#[derive(Debug, Clone, Serialize)]
pub struct WayIn {
    /// Work for the device: done, it lets the form through at once.
    pub work: String,
    /// Without script: it lets the form through after the wait.
    pub ticket: String,
}

/// What others will see, exactly.
#[derive(Debug, Clone, Serialize)]
pub struct Preview {
    /// For everybody, once it has been reviewed.
    pub public: Vec<PreviewPart>,
    /// For the department, with the place no finer than the estate.
    pub department: Vec<PreviewPart>,
    /// It is not published at all.
    pub is_private: bool,
    /// How the asker is called in public; nobody where that is not wished.
    pub by: Option<String>,
    /// Whom it asks, as everybody reads it.
    pub to: Option<String>,
}

/// A stretch of text, shown or covered.
#[derive(Debug, Clone, Serialize)]
pub struct PreviewPart {
    /// The words; for a covered stretch, what kind of thing lies under it: `phone`, `id_card`, `name`, `address`, `plate`, `bank_card`, `email` or `other`.
    pub text: String,
    /// It is covered.
    pub covered: bool,
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "intake/ask.html";

    fn samples() -> Vec<Self> {
        let form = AskForm {
            idempotency_key: "0199a1b2-0000-7000-8000-00000000aaaa".into(),
            text: "柳岸小区3号楼的电梯老是坏，电话13800138000打了一天没人接，我妈八十二了住11楼。维修资金到底卡在哪？"
                .into(),
            visibility: "shielded".into(),
            ..AskForm::default()
        };
        let first = AskPage {
            inquiry: property(),
            call: open_call(),
            step: 1,
            form: form.clone(),
            errors: Vec::new(),
            trouble: None,
            way_in: None,
            notice: "zh-CN/3f2a91c0".into(),
            look_alikes: vec![PublicQuestion { mine: false, ..lift() }],
            sealed_alike: 0,
            departments: vec![
                Choice { id: "d1".into(), name: "住房和城乡建设局".into() },
                Choice { id: "d2".into(), name: "消防救援大队".into() },
            ],
            preview: None,
            telltales: Vec::new(),
            warned: String::new(),
            is_warned: false,
            identity: None,
            press: "send",
        };
        let blank = AskPage {
            form: AskForm { text: "电梯".into(), ..form.clone() },
            errors: vec![FieldError { field: "text".into(), code: "too_short".into(), limit: Some(5) }],
            look_alikes: Vec::new(),
            ..first.clone()
        };
        let part = |text: &str, covered| PreviewPart { text: text.into(), covered };
        let parts = vec![
            part("柳岸小区3号楼的电梯老是坏，电话", false),
            part("phone", true),
            part("打了一天没人接，我妈八十二了住11楼。维修资金到底卡在哪？", false),
        ];
        let second = AskPage {
            step: 2,
            form: AskForm {
                department: "d1".into(),
                place: "柳岸小区3号楼".into(),
                contact: "138 0013 800".into(),
                ..form
            },
            errors: vec![FieldError { field: "contact".into(), code: "malformed".into(), limit: None }],
            trouble: Some(Trouble { code: "too_many".into(), retry_after_s: Some(20) }),
            look_alikes: Vec::new(),
            telltales: telltales(
                "我是三单元唯一的租户，电话13800138000打了一天没人接，我妈住11楼",
                "柳岸小区3号楼2单元1203室",
                "王建国",
                true,
            ),
            warned: "5f0a".into(),
            is_warned: true,
            preview: Some(Preview {
                public: parts.clone(),
                department: parts,
                is_private: false,
                by: Some("柳岸一位住户".into()),
                to: Some("住房和城乡建设局".into()),
            }),
            ..first.clone()
        };
        let crowded = AskPage {
            errors: Vec::new(),
            telltales: Vec::new(),
            is_warned: false,
            trouble: Some(Trouble { code: "work_wanted".into(), retry_after_s: Some(20) }),
            way_in: Some(WayIn { work: "work.15.1.2".into(), ticket: "ticket.1.2.3".into() }),
            ..second.clone()
        };
        let closed = AskPage { call: Call { state: "closed".into(), ..open_call() }, ..first.clone() };
        let sealed = AskPage {
            inquiry: InquiryFace { sealed: true, ..property() },
            look_alikes: Vec::new(),
            sealed_alike: 12,
            ..first.clone()
        };
        let confirming = |way: &str, confirmed, sent| AskPage {
            errors: Vec::new(),
            trouble: None,
            telltales: Vec::new(),
            is_warned: false,
            identity: Some(AskIdentity { way: way.into(), confirmed, sent }),
            ..second.clone()
        };
        let wrong_code = AskPage {
            errors: vec![FieldError { field: "code".into(), code: "wrong".into(), limit: None }],
            form: AskForm { phone: "138 0013 8000".into(), code: "123456".into(), ..second.form.clone() },
            ..confirming("phone", false, true)
        };
        let ahead = AskPage { identity: wrong_code.identity.clone(), ..first.clone() };
        let refused = AskPage {
            trouble: Some(Trouble { code: "identity_required".into(), retry_after_s: None }),
            ..confirming("wechat", false, false)
        };
        let (known, called) = (confirming("phone", true, false), confirming("call_back", true, false));
        vec![first, blank, second, crowded, closed, sealed, wrong_code, ahead, refused, known, called]
    }
}
