//! What was promised, as pages: the book, one promise, and the lists and files of those who see to it.

pub mod badges;
pub mod closing;
pub mod commitment;
pub mod file;
pub mod harassment;
pub mod ledger;
pub mod ledger_file;
pub mod morning;
pub mod order;
pub mod register;
pub mod scribe;
pub mod sending;
pub mod span;
pub mod todo;

pub(crate) mod samples;
