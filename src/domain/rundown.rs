//! The running order as a pure machine: a gesture gives the order after it and what follows, or says why not.

use serde::{Deserialize, Serialize};

use super::{
    id::{ItemId, QuestionId},
    moment::Moment,
};

mod card;
mod effect;
mod halt;
mod item;
mod late;
#[cfg(test)]
mod promises;
mod told;

pub use card::{Card, CardKind};
pub use effect::{Effect, Refusal};
pub use item::{Item, ItemState, Pull};
pub use late::Late;
pub use told::{rundown_after, rundown_changed};

/// Two takes within this time, in milliseconds, are a double press and not a wish.
pub const DOUBLE_PRESS_MS: i64 = 800;

/// The running order of one inquiry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rundown {
    /// The items, in order; at most one is on air.
    pub items: Vec<Item>,
    /// The item last taken: what comes next is looked for behind it.
    pub cursor: Option<ItemId>,
    /// When something was last taken.
    pub last_take_at: Option<Moment>,
    /// Whether the graphics over the picture are shown; a take shows them.
    pub graphic: bool,
    /// What lies over the picture beside a question.
    pub card: Option<Card>,
    /// Since when a cut signal halts the clocks; nothing is taken meanwhile.
    pub halted_at: Option<Moment>,
    /// Rises by one with each change; starts at 1 once stored.
    pub version: i64,
}

/// How things stand while a gesture is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Air {
    /// The moment in the studio.
    pub now: Moment,
    /// Whether the inquiry is live.
    pub is_live: bool,
    /// How many milliseconds later the public sees what was taken.
    pub delay_ms: i64,
}

impl Air {
    fn public_at(&self) -> Moment {
        self.now + self.delay_ms
    }

    /// Whether what was taken at `moment` has not reached the public yet.
    fn is_unseen(&self, moment: Moment) -> bool {
        self.now.since(moment) < self.delay_ms
    }
}

/// The order after a gesture, and what follows. Without effects nothing changed, the version neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// The order.
    pub rundown: Rundown,
    /// What follows, in order.
    pub effects: Vec<Effect>,
}

impl Rundown {
    /// The item on air.
    pub fn on_air(&self) -> Option<&Item> {
        self.items.iter().find(|item| item.state == ItemState::OnAir)
    }

    /// The item that comes next: the first that waits behind the one last taken, else the first that waits. Never public.
    pub fn next(&self) -> Option<&Item> {
        let behind = self.cursor.as_ref().and_then(|id| self.place(id).ok()).map_or(0, |place| place + 1);
        let waits = |item: &&Item| item.state == ItemState::Waiting;
        self.items.iter().skip(behind).find(waits).or_else(|| self.items.iter().find(waits))
    }

    /// A question's number in the show, from 1; films and votes have none.
    pub fn number_of(&self, question: &QuestionId) -> Option<usize> {
        let mut questions = self.items.iter().filter_map(|item| item.question.as_ref());
        questions.position(|id| id == question).map(|place| place + 1)
    }

    /// Seconds planned for what still waits.
    pub fn planned_left_s(&self) -> u32 {
        self.items.iter().filter(|item| item.state == ItemState::Waiting).map(|item| item.planned_s).sum()
    }

    /// Puts an item in before the one named, or at the end.
    pub fn insert(&self, item: Item, before: Option<&ItemId>, seen: i64) -> Result<Turned, Refusal> {
        self.must_be(seen)?;
        if self.items.iter().any(|other| other.id == item.id || (item.question.is_some() && other.is_for(&item))) {
            return Err(Refusal::AlreadyThere);
        }
        let place = before.map_or(Ok(self.items.len()), |id| self.place(id))?;
        let mut next = self.clone();
        next.items.insert(place, item);
        Ok(next.turned(vec![Effect::Arranged]))
    }

    /// 插入: puts an item in so that it comes next.
    pub fn insert_next(&self, item: Item, seen: i64) -> Result<Turned, Refusal> {
        let before = self.next().map(|next| next.id.clone());
        self.insert(item, before.as_ref(), seen)
    }

    /// Moves an item that waits so that it comes next.
    pub fn move_next(&self, id: &ItemId, seen: i64) -> Result<Turned, Refusal> {
        let before = self.next().map(|next| next.id.clone());
        self.move_to(id, before.as_ref(), seen)
    }

    /// Moves an item before another one, or to the end. Only what waits is moved.
    pub fn move_to(&self, id: &ItemId, before: Option<&ItemId>, seen: i64) -> Result<Turned, Refusal> {
        self.must_be(seen)?;
        let from = self.waiting(id)?;
        let mut next = self.clone();
        let item = next.items.remove(from);
        let place = match before {
            Some(other) if other == id => from,
            Some(other) => next.place(other)?,
            None => next.items.len(),
        };
        next.items.insert(place, item);
        Ok(next.turned(vec![Effect::Arranged]))
    }

    /// Takes an item out that has not been on air; it may come back another time.
    pub fn remove(&self, id: &ItemId, seen: i64) -> Result<Turned, Refusal> {
        self.must_be(seen)?;
        let place = self.waiting(id)?;
        let mut next = self.clone();
        next.items.remove(place);
        Ok(next.turned(vec![Effect::Arranged]))
    }

    /// The whole order anew: items named keep what they are, those left out go, unless they have been on air.
    pub fn arrange(&self, order: &[ItemId], seen: i64) -> Result<Turned, Refusal> {
        self.must_be(seen)?;
        let mut left = self.items.clone();
        let mut items = Vec::with_capacity(order.len());
        for id in order {
            let place = left.iter().position(|item| item.id == *id).ok_or(Refusal::UnknownItem)?;
            items.push(left.remove(place));
        }
        if left.iter().any(|item| item.state != ItemState::Waiting) {
            return Err(Refusal::NotWaiting);
        }
        Ok(Rundown { items, ..self.clone() }.turned(vec![Effect::Arranged]))
    }

    /// 上题: puts `item`, or what is next, on air in place of what the hand believes to be there.
    pub fn take(&self, believed: Option<&ItemId>, item: Option<&ItemId>, air: &Air) -> Result<Turned, Refusal> {
        let on_air = self.on_air().map(|item| item.id.clone());
        let coming = self.next().map(|item| item.id.clone());
        if !air.is_live {
            return Err(Refusal::NotLive);
        }
        if self.halted_at.is_some() {
            return Err(Refusal::Interrupted);
        }
        if let Some(wait_ms) = self.wait_ms(air.now) {
            return Err(Refusal::TooSoon { on_air, next: coming, wait_ms });
        }
        if believed != on_air.as_ref() {
            return Err(Refusal::BelievedDiffers { on_air, next: coming });
        }
        let id = item.cloned().or(coming).ok_or(Refusal::NothingNext)?;
        let place = self.place(&id)?;
        self.items[place].may_be_taken()?;

        let mut next = self.clone();
        let mut effects = next.come_off(air);
        next.items[place].go_on_air(air);
        next.cursor = Some(id.clone());
        next.last_take_at = Some(air.now);
        next.graphic = true;
        next.card = None;
        let question = next.items[place].question.clone();
        effects.push(Effect::WentOnAir { item: id, question, public_at: air.public_at() });
        Ok(next.turned(effects))
    }

    /// 下题: takes off what is on air. With nothing on air nothing happens.
    #[must_use]
    pub fn clear(&self, air: &Air) -> Turned {
        let mut next = self.clone();
        let effects = next.come_off(air);
        next.turned(effects)
    }

    /// 掐播: retracts what is on air, and whatever else the public has not seen yet. Never fails.
    #[must_use]
    pub fn dump(&self, air: &Air) -> Turned {
        let mut next = self.clone();
        let mut effects: Vec<Effect> = next.card.take().map(|_| Effect::CardSet).into_iter().collect();
        for item in &mut next.items {
            let unseen = item.taken_at.is_some_and(|taken_at| air.is_unseen(taken_at));
            if item.state == ItemState::OnAir || (item.state == ItemState::Aired && unseen) {
                item.state = ItemState::Dumped;
                item.off_at = item.off_at.or(Some(air.now));
                let unseen = unseen && !item.was_seen;
                effects.push(Effect::Dumped { item: item.id.clone(), question: item.question.clone(), unseen });
            }
        }
        next.turned(effects)
    }

    /// Shows or hides the graphics over the picture, a card among them; what is on air stays on air.
    #[must_use]
    pub fn show_graphic(&self, shown: bool) -> Turned {
        let card = self.card.clone().filter(|_| shown);
        let is_same = self.graphic == shown && self.card == card;
        let effects = if is_same { vec![] } else { vec![Effect::GraphicSet { shown }] };
        Rundown { graphic: shown, card, ..self.clone() }.turned(effects)
    }

    /// 撤题: removes a chosen question from the show, on the record; from the air too, where it is there.
    pub fn pull(&self, id: &ItemId, pull: Pull, air: &Air) -> Result<Turned, Refusal> {
        let place = self.place(id)?;
        if [&pull.code, &pull.asked_by, &pull.how].iter().any(|text| text.trim().is_empty()) {
            return Err(Refusal::ReasonRequired);
        }
        let mut next = self.clone();
        let mut effects = match self.items[place].state {
            // What was asked already can be retracted too, as long as nothing else took it away.
            ItemState::Waiting | ItemState::Aired => vec![],
            ItemState::OnAir => next.come_off(air),
            ItemState::Dumped | ItemState::Pulled => return Err(Refusal::NotWaiting),
        };
        let item = &mut next.items[place];
        effects.push(Effect::Pulled { item: id.clone(), question: item.question.clone(), code: pull.code.clone() });
        item.state = ItemState::Pulled;
        item.pulled = Some(pull);
        Ok(next.turned(effects))
    }

    fn come_off(&mut self, air: &Air) -> Vec<Effect> {
        let Some(item) = self.items.iter_mut().find(|item| item.state == ItemState::OnAir) else { return vec![] };
        item.state = ItemState::Aired;
        item.off_at = Some(air.now);
        vec![Effect::CameOff { item: item.id.clone(), question: item.question.clone(), public_at: air.public_at() }]
    }

    fn turned(mut self, effects: Vec<Effect>) -> Turned {
        if !effects.is_empty() {
            self.version += 1;
        }
        Turned { rundown: self, effects }
    }

    fn wait_ms(&self, now: Moment) -> Option<i64> {
        let wait_ms = DOUBLE_PRESS_MS - now.since(self.last_take_at?);
        // A clock set back must not lock the hand out for longer than a double press lasts.
        (wait_ms > 0).then_some(wait_ms.min(DOUBLE_PRESS_MS))
    }

    fn must_be(&self, seen: i64) -> Result<(), Refusal> {
        if self.version == seen { Ok(()) } else { Err(Refusal::Stale { current: self.version }) }
    }

    fn place(&self, id: &ItemId) -> Result<usize, Refusal> {
        self.items.iter().position(|item| item.id == *id).ok_or(Refusal::UnknownItem)
    }

    fn waiting(&self, id: &ItemId) -> Result<usize, Refusal> {
        let place = self.place(id)?;
        match self.items[place].state {
            ItemState::Waiting => Ok(place),
            ItemState::OnAir => Err(Refusal::AlreadyOnAir),
            ItemState::Aired | ItemState::Dumped | ItemState::Pulled => Err(Refusal::NotWaiting),
        }
    }
}
