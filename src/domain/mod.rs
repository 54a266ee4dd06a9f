//! Words and pure rules: no async, no input or output, no clock but the one that is handed in.

pub mod commitment;
pub mod due;
pub mod id;
pub mod moment;
pub(crate) mod words;
pub mod workday;
