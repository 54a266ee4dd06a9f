//! Typed ids: a question's id is not a person's id, though both are UUIDv7 text.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Declares one kind of id.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export))]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// A new id, ordered by the time at which it was made.
            pub fn new() -> Self { Self(uuid::Uuid::now_v7().to_string()) }

            /// The id as text.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl Default for $name {
            fn default() -> Self { Self::new() }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result { out.write_str(&self.0) }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self { Self(text.to_owned()) }
        }
    )+ };
}

ids! {
    /// Somebody of the staff: one human being, however many accounts or tokens.
    PersonId;
    /// A device of the public.
    VisitorId;
    /// A standing show.
    ProgrammeId;
    /// One inquiry session.
    InquiryId;
    /// A body that can be questioned and can owe.
    DepartmentId;
    /// A post and name that answers on air.
    RespondentId;
    /// A question.
    QuestionId;
    /// A moderator's decision on a question.
    DecisionId;
    /// A place in the running order.
    ItemId;
    /// A promise.
    CommitmentId;
    /// A piece of evidence for a promise.
    EvidenceId;
    /// A director's message to host or studio.
    MessageId;
    /// A display with its own read-only link.
    ScreenId;
    /// A list of clues brought in from a file.
    ImportId;
}
