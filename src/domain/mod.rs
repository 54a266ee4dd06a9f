//! Words and pure rules: no async, no input or output, no clock but the one that is handed in.

pub mod counts;
pub mod faces;
pub mod happening;
pub mod id;
pub mod inquiry;
pub mod moment;
pub mod question;
pub mod reason;
pub mod refusal;
pub mod replay;
pub mod role;
pub mod stream;
pub(crate) mod words;
