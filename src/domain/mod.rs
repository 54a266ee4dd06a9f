//! Words and pure rules: no async, no input or output, no clock but the one that is handed in.

pub mod air;
pub mod commitment;
pub mod difference;
pub mod due;
pub mod id;
pub mod masking;
pub mod moment;
pub mod rundown;
pub(crate) mod words;
pub mod workday;
