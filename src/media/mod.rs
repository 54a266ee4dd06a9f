//! Files: pictures made clean of what a camera wrote into them, and the shelf on which they lie.

pub mod disk;
pub mod photo;
pub mod shelf;
