//! 开播检查单: what is looked at half an hour before the show, and when what was seen still holds.

use serde_json::{Value, json};

use super::{
    id::{InquiryId, PersonId},
    moment::{Moment, minutes, seconds},
    words::words,
};

words! {
    /// A point of the list.
    Point {
        /// Each screen was heard of a moment ago, and shows what it should.
        Screens,
        /// Every rare character of the show can be drawn where it will be read.
        Fonts,
        /// The square code leads to the audience's page, read from the picture itself.
        Square,
        /// The director's computer and the house tell the same time.
        Clock,
        /// What is taken reaches the public later.
        Delay,
        /// Whatever needs two persons finds two in this crew.
        Pairs,
        /// Every question in the order has words for the screen that two persons stand behind.
        Texts,
        /// The host's cards lie on paper, as the order is now.
        Cards,
        /// The disk has room for the evening.
        Disk,
        /// There is a copy of everything.
        Backup,
    }
}

/// The most by which two clocks may differ, in milliseconds.
pub const CLOCK_MS: i64 = 500;
/// The least room on the disk, in bytes: a whole evening of pictures, with as much again.
pub const DISK_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// What was looked at longer ago is looked at again, in milliseconds.
pub const HOLDS_MS: i64 = minutes(6 * 60);
/// A screen that was silent so long counts as lost, in milliseconds.
pub const LOST_MS: i64 = seconds(6);

impl Point {
    /// Whether a person or their computer has to say how it stands; the house sees the others by itself.
    pub fn is_said(self) -> bool {
        matches!(self, Point::Square | Point::Clock | Point::Cards | Point::Backup)
    }
}

/// What somebody saw of a point.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Checked {
    /// In which inquiry.
    pub inquiry: InquiryId,
    /// Which point.
    pub point: Point,
    /// Whether it was as it must be.
    pub good: bool,
    /// What was seen: a difference in milliseconds, an address, a digest of the cards; none where somebody only said so.
    pub detail: Option<String>,
    /// Who looked.
    pub by_person: PersonId,
    /// When.
    pub at: Moment,
}

impl Checked {
    /// Its name in the record.
    pub fn subject(&self) -> String {
        format!("{}/{}", self.inquiry, self.point.word())
    }

    /// Whether it still holds at `now`.
    pub fn holds(&self, now: Moment) -> bool {
        now.since(self.at) <= HOLDS_MS
    }

    /// What replay needs of it; `detail` is a digest.
    pub fn after(&self, detail: Option<String>) -> Value {
        json!({ "point": self.point, "good": self.good, "detail": detail, "by": self.by_person, "at": self.at })
    }
}
