//! A shared phone forgets who asked from it.

use serde::Serialize;

use super::Page;

/// `/clear`: what is kept on this device, and that it is gone.
#[derive(Debug, Clone, Serialize)]
pub struct ClearPage {
    /// How many pages of askers were opened in this browser.
    pub opened: usize,
    /// It was cleared.
    pub done: bool,
}

impl Page for ClearPage {
    const TEMPLATE: &'static str = "intake/clear.html";

    fn samples() -> Vec<Self> {
        vec![ClearPage { opened: 2, done: false }, ClearPage { opened: 0, done: true }]
    }
}
