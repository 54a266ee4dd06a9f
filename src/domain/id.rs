//! Typed ids: a question's id is not a person's id, though both are UUIDv7 text.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How long a day is, in milliseconds.
const DAY_MS: u64 = 86_400_000;

/// An id that tells the day on which it was made, and no more: everybody reads it, and nobody learns from it when somebody
/// pressed "send". Nothing is ordered by it.
fn of_the_day() -> uuid::Uuid {
    let mut random = [0; 10];
    random.copy_from_slice(&uuid::Uuid::now_v7().as_bytes()[6..]);
    let made_ms = uuid::Uuid::now_v7().as_u128() >> 80;
    let day_ms = made_ms as u64 / DAY_MS * DAY_MS;
    uuid::Builder::from_unix_timestamp_millis(day_ms, &random).into_uuid()
}

/// Declares one kind of id.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $made:path;)+) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export))]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// A new id.
            pub fn new() -> Self { Self($made().to_string()) }

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
    PersonId = uuid::Uuid::now_v7;
    /// A device of the public.
    VisitorId = uuid::Uuid::now_v7;
    /// A standing show.
    ProgrammeId = uuid::Uuid::now_v7;
    /// One inquiry session.
    InquiryId = uuid::Uuid::now_v7;
    /// A body that can be questioned and can owe.
    DepartmentId = uuid::Uuid::now_v7;
    /// A post and name that answers on air.
    RespondentId = uuid::Uuid::now_v7;
    /// A question.
    QuestionId = of_the_day;
    /// A moderator's decision on a question.
    DecisionId = uuid::Uuid::now_v7;
    /// A place in the running order.
    ItemId = uuid::Uuid::now_v7;
    /// A promise.
    CommitmentId = uuid::Uuid::now_v7;
    /// A piece of evidence for a promise.
    EvidenceId = uuid::Uuid::now_v7;
    /// A photo that an asker sent.
    PhotoId = of_the_day;
    /// A director's message to host or studio.
    MessageId = uuid::Uuid::now_v7;
    /// A display with its own read-only link.
    ScreenId = uuid::Uuid::now_v7;
    /// A list of clues brought in from a file.
    ImportId = uuid::Uuid::now_v7;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_question_tells_the_day_and_not_the_hour() {
        let ms = |id: &QuestionId| (uuid::Uuid::parse_str(id.as_str()).expect("a uuid").as_u128() >> 80) as u64;
        let (one, two) = (QuestionId::new(), QuestionId::new());

        assert_eq!(ms(&one) % DAY_MS, 0);
        assert!(one != two && ms(&one) / DAY_MS >= 20_000, "{one}");
    }
}
