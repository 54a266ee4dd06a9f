//! Signing in: the page with the button under a one-time link, and the field for a token.

use serde::Serialize;

use super::Page;

/// `/sign-in`: by a one-time link or with a token.
#[derive(Debug, Clone, Serialize)]
pub struct SignInPage {
    /// The invitation of the link, if there is one.
    pub invitation: Option<String>,
    /// Who is signed in already.
    pub name: Option<String>,
    /// What was sent let nobody in.
    pub failed: bool,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "account/sign-in.html";

    fn samples() -> Vec<Self> {
        vec![
            SignInPage { invitation: Some("wzs_0".into()), name: None, failed: false },
            SignInPage { invitation: None, name: Some("白露".into()), failed: false },
            SignInPage { invitation: None, name: None, failed: true },
        ]
    }
}
