//! How the house proves itself: one binary, one kit, and a file for each kind of promise.

mod ask;
mod desk;
mod followup;
mod hub;
mod kit;
mod plan;
mod receipt;
mod second;
mod shape;
