//! How the house proves itself: one binary, one kit, and a file for each kind of promise.

mod ask;
mod hub;
mod kit;
