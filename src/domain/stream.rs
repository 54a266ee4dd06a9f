//! Streams: what a connection may hear of an inquiry.

use super::{
    role::{Deed, Role},
    words::words,
};

words! {
    /// One kind of news. Public, desk, stage and mailbox are logs with gapless offsets; tally and control are registers.
    Stream {
        /// What everybody may know.
        Public,
        /// Counts of seconds: absolute, latest wins.
        Tally,
        /// What moderators see happen.
        Desk,
        /// What the studio sees happen.
        Stage,
        /// What one visitor hears about their own questions.
        Mailbox,
        /// Clock, drain, renewals.
        Control,
    }
}

impl Stream {
    /// Whether somebody with this role may hear it; `None` is a visitor.
    pub fn may_be_heard_by(self, role: Option<Role>) -> bool {
        match self {
            Stream::Public | Stream::Tally | Stream::Control => true,
            Stream::Mailbox => role.is_none(),
            Stream::Desk => role.is_some_and(|role| role.may(Deed::ReadDesk)),
            Stream::Stage => role.is_some_and(|role| role.may(Deed::ReadStage) || role == Role::Screen),
        }
    }
}
