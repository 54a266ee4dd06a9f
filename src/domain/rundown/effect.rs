//! What follows from a gesture on the running order, and why one may be refused.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::{
    id::{ItemId, QuestionId},
    moment::Moment,
};

/// What follows from a gesture. Holds ids and codes only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// The order changed, before or beside what is on air.
    Arranged,
    /// The graphics over the picture came or went.
    GraphicSet {
        /// Whether they are shown.
        shown: bool,
    },
    /// A card came over the picture, or went.
    CardSet,
    /// The clocks stand still, or go on.
    Halted {
        /// Whether they stand still.
        halted: bool,
    },
    /// An item went on air.
    WentOnAir {
        /// Which.
        item: ItemId,
        /// Its question.
        question: Option<QuestionId>,
        /// When the public may see it.
        public_at: Moment,
    },
    /// It came off, its time being over.
    CameOff {
        /// Which.
        item: ItemId,
        /// Its question.
        question: Option<QuestionId>,
        /// When the public sees it go.
        public_at: Moment,
    },
    /// It is retracted everywhere at once.
    Dumped {
        /// Which.
        item: ItemId,
        /// Its question.
        question: Option<QuestionId>,
        /// Whether the public never saw it: it was still inside the delay.
        unseen: bool,
    },
    /// It is out of the show.
    Pulled {
        /// Which.
        item: ItemId,
        /// Its question.
        question: Option<QuestionId>,
        /// The reason code.
        code: String,
    },
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The inquiry is not live.
    #[error("the inquiry is not live")]
    NotLive,
    /// The signal is cut: whoever takes something now would be seen by nobody.
    #[error("the signal is cut")]
    Interrupted,
    /// It cannot have been on air then: in the future, too long ago, or before what was taken last.
    #[error("it cannot have been on air then")]
    NotThen,
    /// Within [`super::DOUBLE_PRESS_MS`] of the last take.
    #[error("taken a moment ago")]
    TooSoon {
        /// What is on air.
        on_air: Option<ItemId>,
        /// What comes next.
        next: Option<ItemId>,
        /// How many milliseconds to wait.
        wait_ms: i64,
    },
    /// Something else is on air than the hand believed.
    #[error("something else is on air than believed")]
    BelievedDiffers {
        /// What is on air.
        on_air: Option<ItemId>,
        /// What comes next.
        next: Option<ItemId>,
    },
    /// Nobody has approved its air text.
    #[error("the air text is not approved")]
    AirNotApproved {
        /// Which item.
        item: ItemId,
    },
    /// Nothing waits.
    #[error("nothing is next")]
    NothingNext,
    /// It is on air.
    #[error("it is on air")]
    AlreadyOnAir,
    /// It was aired, dumped or pulled; the record stays.
    #[error("it no longer waits")]
    NotWaiting,
    /// No such item here.
    #[error("no such item in this running order")]
    UnknownItem,
    /// It is here already.
    #[error("it is in the running order already")]
    AlreadyThere,
    /// A reason code, who asked and how are needed.
    #[error("a reason, who asked and how are needed")]
    ReasonRequired,
    /// The order has changed since it was seen.
    #[error("the running order is at version {current} by now")]
    Stale {
        /// The present version.
        current: i64,
    },
}

impl Refusal {
    /// The stable code, part of the outside contract.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NotLive => "not_live",
            Refusal::Interrupted => "interrupted",
            Refusal::NotThen => "not_then",
            Refusal::TooSoon { .. } => "too_soon",
            Refusal::BelievedDiffers { .. } => "believed_differs",
            Refusal::AirNotApproved { .. } => "air_not_approved",
            Refusal::NothingNext => "nothing_next",
            Refusal::AlreadyOnAir => "already_on_air",
            Refusal::NotWaiting => "not_waiting",
            Refusal::UnknownItem => "unknown_item",
            Refusal::AlreadyThere => "already_there",
            Refusal::ReasonRequired => "reason_required",
            Refusal::Stale { .. } => "stale_version",
        }
    }
}
