//! What the crew of an installation does from the command line.

pub mod demo;
pub mod import;
pub mod token;

pub use crate::store::verify;
