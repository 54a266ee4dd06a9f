//! Confirming who asks, before one writes: what is wanted and why, the way to it, and back to the form.

use serde::Serialize;

use super::{Page, ask::Trouble, door::InquiryFace, samples::property};

/// `/i/{slug}/identity`, and where another house leads back to.
#[derive(Debug, Clone, Serialize)]
pub struct IdentityPage {
    /// The inquiry's address and theme.
    pub inquiry: InquiryFace,
    /// `wechat` or `app`.
    pub way: String,
    /// Where it is confirmed; none where the app itself must be opened.
    pub href: Option<String>,
    /// What a device brought back; a button sends it.
    pub brought: Option<Brought>,
    /// It is confirmed.
    pub confirmed: bool,
    /// Why it could not be.
    pub trouble: Option<Trouble>,
}

/// What came back with a device.
#[derive(Debug, Clone, Serialize)]
pub struct Brought {
    /// What WeChat gave for its account, or the app's ticket.
    pub proof: String,
    /// The word that went to WeChat with it.
    pub state: String,
}

impl Page for IdentityPage {
    const TEMPLATE: &'static str = "intake/identity.html";

    fn samples() -> Vec<Self> {
        let wanted = IdentityPage {
            inquiry: property(),
            way: "wechat".into(),
            href: Some("https://open.weixin.qq.com/connect/oauth2/authorize".into()),
            brought: None,
            confirmed: false,
            trouble: None,
        };
        let brought = Some(Brought { proof: "021aBc".into(), state: "1790251200000z00ff".into() });
        let back = IdentityPage { brought, href: None, ..wanted.clone() };
        let refused = IdentityPage {
            trouble: Some(Trouble { code: "identity_refused".into(), retry_after_s: None }),
            ..wanted.clone()
        };
        let app = IdentityPage { way: "app".into(), href: None, ..wanted.clone() };
        let done = IdentityPage { confirmed: true, href: None, ..app.clone() };
        vec![wanted, back, refused, app, done]
    }
}
