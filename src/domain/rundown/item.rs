//! A place in the running order: what is asked there, who asks it, and what became of it.

use serde::{Deserialize, Serialize};

use super::{Air, Refusal};
use crate::domain::{
    asking::AskedBy,
    id::{ItemId, PersonId, QuestionId},
    moment::Moment,
    words::words,
};

words! {
    /// Where an item of the running order is.
    ItemState {
        /// 待播.
        Waiting,
        /// 在播.
        OnAir,
        /// 已播.
        Aired,
        /// 掐播: cut out and retracted everywhere.
        Dumped,
        /// 撤题: removed, with who asked and why.
        Pulled,
    }
}

impl ItemState {
    /// Whether it was taken out of the show, by whichever way.
    pub fn is_out(self) -> bool {
        matches!(self, ItemState::Pulled | ItemState::Dumped)
    }
}

/// A place in the running order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// The question asked in it; none for a film, a vote or a welcome.
    pub question: Option<QuestionId>,
    /// What it is, where no question is asked.
    pub title: Option<String>,
    /// Who puts it on air.
    pub asked_by: AskedBy,
    /// Which deputy, where one of the house asks.
    pub deputy: Option<PersonId>,
    /// What the host says on the way to it: 串词.
    pub bridge: Option<String>,
    /// How long it is meant to take, in seconds.
    pub planned_s: u32,
    /// Whether its air text is approved by a second person; not asked of an item without a question.
    pub air_approved: bool,
    /// Where it is.
    pub state: ItemState,
    /// When it was last taken.
    pub taken_at: Option<Moment>,
    /// Whether the public saw an earlier taking of it.
    pub was_seen: bool,
    /// When it last came off.
    pub off_at: Option<Moment>,
    /// For how long its clock was halted by a cut signal, in milliseconds.
    pub halted_ms: i64,
    /// When its taking was entered, where it was taken by voice and entered afterwards.
    pub entered_at: Option<Moment>,
    /// Why it was pulled.
    pub pulled: Option<Pull>,
}

impl Item {
    /// An item that waits, with an air text not approved yet.
    pub fn waiting(id: ItemId, question: Option<QuestionId>, planned_s: u32) -> Self {
        Self {
            id,
            question,
            title: None,
            asked_by: AskedBy::Host,
            deputy: None,
            bridge: None,
            planned_s,
            air_approved: false,
            state: ItemState::Waiting,
            taken_at: None,
            was_seen: false,
            off_at: None,
            halted_ms: 0,
            entered_at: None,
            pulled: None,
        }
    }

    /// Whether it may go on air.
    pub fn is_cleared_for_air(&self) -> bool {
        self.question.is_none() || self.air_approved
    }
}

/// Why a question was taken out of the show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// The reason code.
    pub code: String,
    /// Who asked for it.
    pub asked_by: String,
    /// How: by telephone, in the gallery, on paper.
    pub how: String,
}

impl Item {
    /// Something aired may be taken again; something cut or pulled never.
    pub(super) fn may_be_taken(&self) -> Result<(), Refusal> {
        match self.state {
            ItemState::OnAir => Err(Refusal::AlreadyOnAir),
            ItemState::Dumped | ItemState::Pulled => Err(Refusal::NotWaiting),
            ItemState::Waiting | ItemState::Aired if self.is_cleared_for_air() => Ok(()),
            ItemState::Waiting | ItemState::Aired => Err(Refusal::AirNotApproved { item: self.id.clone() }),
        }
    }

    pub(super) fn go_on_air(&mut self, air: &Air) {
        self.was_seen |= self.taken_at.is_some_and(|earlier| !air.is_unseen(earlier));
        self.state = ItemState::OnAir;
        self.taken_at = Some(air.now);
        self.off_at = None;
        self.halted_ms = 0;
        self.entered_at = None;
    }

    /// A question stands once in the order, unless it was pulled or cut before.
    pub(super) fn is_for(&self, other: &Item) -> bool {
        self.question == other.question && !matches!(self.state, ItemState::Dumped | ItemState::Pulled)
    }
}
