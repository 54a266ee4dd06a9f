//! Reading Chinese: what is written, cleaned and compared.

pub mod clean;
pub mod look_alike;
pub mod rare;
pub mod sameness;
pub mod tongue;
pub mod words;
