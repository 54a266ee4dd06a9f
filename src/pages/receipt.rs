//! What leads an asker back to their question: the receipt, shown once, and the form that finds it again.

use serde::Serialize;

use super::Page;
use super::door::InquiryFace;
use super::samples::property;

/// Just stored: number, code and link, shown together this once.
#[derive(Debug, Clone, Serialize)]
pub struct ReceiptPage {
    /// Where it was asked.
    pub inquiry: InquiryFace,
    /// The number, digits only.
    pub receipt: String,
    /// The code, six digits.
    pub code: String,
    /// The whole link with its secret.
    pub link: String,
    /// The link as a QR code: an `<svg>` of the server's own making.
    pub qr_svg: String,
    /// When it was committed, in milliseconds UTC.
    pub stored_at: i64,
    /// What was asked, word for word.
    pub text: String,
    /// The asker left a way to be reached.
    pub reachable: bool,
}

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

impl Page for ReceiptPage {
    const TEMPLATE: &'static str = "intake/receipt.html";

    fn samples() -> Vec<Self> {
        let qr = "<svg class=\"qr\" viewBox=\"0 0 21 21\"><path d=\"M0 0h7v7H0zM14 0h7v7h-7zM0 14h7v7H0z\"/></svg>";
        vec![ReceiptPage {
            inquiry: property(),
            receipt: "202609151287".into(),
            code: "408716".into(),
            link: "https://wen.example.gov.cn/r/202609151287?s=7Kq2mZ".into(),
            qr_svg: qr.into(),
            stored_at: 1_789_453_327_000,
            text: "柳岸小区3号楼的电梯老是坏，上个月困了两次人。\n维修资金到底卡在哪？".into(),
            reachable: true,
        }]
    }
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
