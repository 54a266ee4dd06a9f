//! 补录: a take that was made by voice, while the line to the house was cut, entered afterwards with its true time.

use super::{Air, Effect, Item, ItemState, Refusal, Rundown, Turned};
use crate::domain::{
    id::ItemId,
    moment::{Moment, minutes},
};

/// What was taken longer ago is no longer this show's, in milliseconds.
const LONGEST_AGO_MS: i64 = minutes(6 * 60);

/// A take by voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// What was taken.
    pub item: ItemId,
    /// When.
    pub at: Moment,
    /// When it came off; none while it is still on air.
    pub off_at: Option<Moment>,
}

impl Rundown {
    /// Enters a take that was made by voice. Without an end it is on air since then, in place of what is there, which came off
    /// at that moment; with one, it was asked between then and its end, and what is on air now stays there.
    pub fn enter_late(&self, late: &Late, air: &Air) -> Result<Turned, Refusal> {
        let place = self.items.iter().position(|item| item.id == late.item).ok_or(Refusal::UnknownItem)?;
        self.must_be_possible(late, air)?;
        if late.off_at.is_none() && !air.is_live {
            return Err(Refusal::NotLive);
        }
        match late.off_at {
            None => self.items[place].may_be_taken()?,
            // Whether its words were approved or not: it was asked.
            Some(_) => self.items[place].may_have_been_taken()?,
        }
        let then = Air { now: late.at, ..*air };
        let mut next = self.clone();
        let mut effects = if late.off_at.is_none() { next.come_off(&then) } else { vec![] };
        let question = next.items[place].question.clone();
        next.items[place].go_on_air(&then);
        next.items[place].entered_at = Some(air.now);
        effects.push(Effect::WentOnAir {
            item: late.item.clone(),
            question: question.clone(),
            public_at: then.public_at(),
        });
        match late.off_at {
            None => next.graphic = true,
            Some(off_at) => {
                next.items[place].state = ItemState::Aired;
                next.items[place].off_at = Some(off_at);
                let public_at = Air { now: off_at, ..*air }.public_at();
                effects.push(Effect::CameOff { item: late.item.clone(), question, public_at });
            }
        }
        if next.last_take_at.is_none_or(|last| last <= late.at) {
            next.cursor = Some(late.item.clone());
            next.last_take_at = Some(late.at);
        }
        Ok(next.turned(effects))
    }

    fn must_be_possible(&self, late: &Late, air: &Air) -> Result<(), Refusal> {
        let is_past = late.at <= air.now && air.now.since(late.at) <= LONGEST_AGO_MS;
        let ends_well = late.off_at.is_none_or(|off_at| late.at < off_at && off_at <= air.now);
        let is_behind = late.off_at.is_some() || self.last_take_at.is_none_or(|last| last <= late.at);
        if is_past && ends_well && is_behind { Ok(()) } else { Err(Refusal::NotThen) }
    }
}

impl Item {
    fn may_have_been_taken(&self) -> Result<(), Refusal> {
        match self.state {
            ItemState::Waiting | ItemState::Aired => Ok(()),
            ItemState::OnAir => Err(Refusal::AlreadyOnAir),
            ItemState::Dumped | ItemState::Pulled => Err(Refusal::NotWaiting),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 100_000_000;

    fn air() -> Air {
        Air { now: Moment(NOW), is_live: true, delay_ms: 20_000 }
    }

    fn show() -> Rundown {
        let items =
            ["a", "b", "c"].map(|id| Item { air_approved: true, ..Item::waiting(id.into(), Some(id.into()), 60) });
        let rundown = Rundown { items: items.into(), version: 1, ..Rundown::default() };
        let then = Air { now: Moment(NOW - 300_000), ..air() };
        rundown.take(None, None, &then).expect("a is next").rundown
    }

    fn late(item: &str, ago_ms: i64, off_ago_ms: Option<i64>) -> Late {
        Late { item: item.into(), at: Moment(NOW - ago_ms), off_at: off_ago_ms.map(|ago| Moment(NOW - ago)) }
    }

    #[test]
    fn what_was_taken_by_voice_is_on_air_since_then_and_what_was_there_came_off_then() {
        let entered = show().enter_late(&late("b", 90_000, None), &air()).expect("it was taken by voice").rundown;

        assert_eq!(
            (entered.items[0].off_at, entered.items[1].taken_at),
            (Some(Moment(NOW - 90_000)), Some(Moment(NOW - 90_000)))
        );
        assert_eq!(entered.on_air().map(|item| item.id.clone()), Some("b".into()));
        assert_eq!(entered.items[1].entered_at, Some(Moment(NOW)));
        assert_eq!(entered.next().map(|item| item.id.clone()), Some("c".into()));
    }

    #[test]
    fn what_is_over_already_leaves_what_is_on_air_alone() {
        let entered = show().enter_late(&late("b", 90_000, Some(30_000)), &air()).expect("it was asked").rundown;

        assert_eq!(entered.on_air().map(|item| item.id.clone()), Some("a".into()));
        assert_eq!((entered.items[1].state, entered.items[1].off_at), (ItemState::Aired, Some(Moment(NOW - 30_000))));
    }

    #[test]
    fn nothing_was_taken_in_the_future_before_the_last_take_or_on_another_day() {
        for wrong in [
            late("b", -1, None),
            late("b", 300_001, None),
            late("b", LONGEST_AGO_MS + 1, Some(0)),
            late("b", 90_000, Some(90_000)),
            late("b", 90_000, Some(-1)),
        ] {
            assert_eq!(show().enter_late(&wrong, &air()), Err(Refusal::NotThen), "{wrong:?}");
        }
        assert_eq!(show().enter_late(&late("a", 90_000, None), &air()), Err(Refusal::AlreadyOnAir));
        assert_eq!(show().enter_late(&late("x", 90_000, None), &air()), Err(Refusal::UnknownItem));
        let over = Air { is_live: false, ..air() };
        assert_eq!(show().enter_late(&late("b", 90_000, None), &over), Err(Refusal::NotLive));
        assert!(
            show().enter_late(&late("b", 90_000, Some(30_000)), &over).is_ok(),
            "the show is over, the record is not"
        );
    }

    #[test]
    fn whose_words_nobody_approved_may_have_been_asked_but_is_not_put_on_air() {
        let mut bare = show();
        bare.items[1].air_approved = false;

        let refused = bare.enter_late(&late("b", 90_000, None), &air());

        assert_eq!(refused, Err(Refusal::AirNotApproved { item: "b".into() }));
        assert!(bare.enter_late(&late("b", 90_000, Some(30_000)), &air()).is_ok());
    }
}
