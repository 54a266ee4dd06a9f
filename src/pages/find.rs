//! The way back to one's own question: number and code.

use serde::Serialize;

use super::Page;

/// `/r`: back to one's question by number and code.
#[derive(Debug, Clone, Serialize)]
pub struct FindPage {
    /// The number as typed.
    pub receipt: String,
    /// Number and code did not match.
    pub failed: bool,
    /// How many tries are left, once some have been used.
    pub tries_left: Option<u32>,
    /// No more tries for so many minutes.
    pub wait_minutes: Option<u32>,
}

impl Page for FindPage {
    const TEMPLATE: &'static str = "intake/find.html";

    fn samples() -> Vec<Self> {
        let fresh = FindPage { receipt: String::new(), failed: false, tries_left: None, wait_minutes: None };
        vec![
            fresh.clone(),
            FindPage { receipt: "202609151287".into(), failed: true, tries_left: Some(4), ..fresh.clone() },
            FindPage { receipt: "202609151287".into(), failed: true, wait_minutes: Some(15), ..fresh },
        ]
    }
}
