//! How the house proves itself: one binary, one kit, and a file for each kind of promise.

mod ask;
mod deeds;
mod desk;
mod hub;
mod kill;
mod kit;
mod office;
mod openapi;
mod plan;
mod receipt;
mod second;
mod shape;
mod stale;
