//! 导入: a file of a hotline becomes questions: read, mapped, tried without storing, and then stored in parts that survive
//! a restart.

pub mod calls;
pub mod check;
pub mod mapping;
pub mod read;
pub mod run;
pub mod take_in;
mod when;
mod workbook;
