//! What handlers share: one error, who is asking, what was sent.

pub mod credential;
pub mod file;
pub mod form;
pub mod page;
pub mod picture;
pub mod problem;
pub mod sent;
pub mod who;

pub use credential::{From, MaybeVisitor, Signed, Visiting, Worked};
pub use page::Reader;
pub use problem::Problem;
pub use sent::{Keyed, Sent, seen, why};
pub use who::{Deeds, Who};
