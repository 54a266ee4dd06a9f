//! The hub's stories: who hears what, exactly, whatever happens to lines, sockets, bells and the past.

#![allow(clippy::unwrap_used)]

mod audience;
mod exactness;
mod house;
mod route;
mod staff;
mod waiting;
