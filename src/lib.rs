//! Wenzheng (问政): questions asked of those in office on air, and what they promise, followed until it is kept.
//!
//! The rooms, in floor order, are described in `src/README.md`; `tests/it/plan.rs` holds the walls.

pub mod domain;
pub mod lang;
pub mod pages;
