//! it
mod hub;
