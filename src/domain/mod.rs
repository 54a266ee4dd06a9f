//! Words and pure rules: no async, no input or output, no clock but the one that is handed in.

pub mod air;
pub mod air_text;
pub mod book;
pub mod commitment;
pub mod counts;
pub mod day;
pub mod difference;
pub mod disclosure;
pub mod due;
pub mod faces;
pub mod happening;
pub mod id;
pub mod inquiry;
pub mod masking;
pub mod moment;
pub mod plan;
pub mod provenance;
pub mod question;
pub mod reason;
pub mod refusal;
pub mod replay;
pub mod role;
pub mod rundown;
pub mod stream;
pub(crate) mod words;
pub mod workday;
