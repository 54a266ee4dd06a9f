//! Wenzheng (问政): questions asked of those in office on air, and what they promise, followed until it is kept.
//!
//! The rooms, in floor order, are described in `src/README.md`; `tests/it/plan.rs` holds the walls.

pub mod account;
pub mod app;
pub mod chores;
pub mod config;
pub mod crew;
pub mod desk;
pub mod domain;
pub mod followup;
pub mod http;
pub mod hub;
pub mod intake;
pub mod lang;
pub mod live;
pub mod media;
pub mod office;
pub mod outside;
pub mod pace;
pub mod pages;
pub mod server;
pub mod stage;
pub mod store;
pub mod text;
pub mod vault;
