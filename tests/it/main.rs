//! How the house proves itself: one binary, one kit, and a file for each kind of promise.

// In a test a missing value is a failure, and its line says which.
#![allow(clippy::unwrap_used)]

mod alarm;
mod apart;
mod ask;
mod bursts;
mod contest;
mod crowd;
mod data;
mod deeds;
mod desk;
mod desk_order;
mod discreet;
mod erase;
mod followup;
mod hub;
mod identity;
mod kill;
mod kit;
mod leak;
mod live;
mod office;
mod openapi;
mod pages;
mod photo;
mod plan;
mod receipt;
mod recovery;
mod safety;
mod second;
mod shape;
mod sheet;
mod signature;
mod spied;
mod stage;
mod stale;
mod tongue;
mod triage;
mod type_in;
mod verify;
