//! 信号中断: while the signal is cut the clocks stand still; what is on air loses none of its time.

use super::{Effect, Item, ItemState, Rundown, Turned};
use crate::domain::moment::Moment;

impl Rundown {
    /// The clocks stand still from `now` on. Halted twice, they stand still since the first time.
    #[must_use]
    pub fn halt(&self, now: Moment) -> Turned {
        let effects = if self.halted_at.is_some() { vec![] } else { vec![Effect::Halted { halted: true }] };
        Rundown { halted_at: self.halted_at.or(Some(now)), ..self.clone() }.turned(effects)
    }

    /// The clocks go on; what is on air has lost the time that they stood still.
    #[must_use]
    pub fn go_on(&self, now: Moment) -> Turned {
        let Some(halted_at) = self.halted_at else { return self.clone().turned(vec![]) };
        let mut next = Rundown { halted_at: None, ..self.clone() };
        for item in next.items.iter_mut().filter(|item| item.state == ItemState::OnAir) {
            item.halted_ms += item.halted_since(halted_at, now);
        }
        next.turned(vec![Effect::Halted { halted: false }])
    }
}

impl Item {
    /// How long of a halt that began at `halted_at` fell into its time on air, until `now`.
    pub(super) fn halted_since(&self, halted_at: Moment, now: Moment) -> i64 {
        let from = self.taken_at.map_or(halted_at, |taken_at| taken_at.max(halted_at));
        now.since(from).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rundown::{Air, Refusal};

    fn air(now: i64) -> Air {
        Air { now: Moment(now), is_live: true, delay_ms: 20_000 }
    }

    fn on_air() -> Rundown {
        let items = vec![Item::waiting("a".into(), None, 60), Item::waiting("b".into(), None, 60)];
        let rundown = Rundown { items, version: 1, ..Rundown::default() };
        rundown.take(None, None, &air(10_000)).expect("a film needs no approval").rundown
    }

    #[test]
    fn what_is_on_air_loses_no_time_while_the_signal_is_cut() {
        let halted = on_air().halt(Moment(15_000)).rundown;
        assert_eq!(halted.halt(Moment(16_000)).effects, [], "cut once is cut");

        let again = halted.go_on(Moment(105_000)).rundown.halt(Moment(200_000)).rundown.go_on(Moment(210_000)).rundown;

        assert_eq!((again.items[0].halted_ms, again.items[1].halted_ms), (100_000, 0));
        assert_eq!((again.halted_at, again.version), (None, 6));
        assert_eq!(again.go_on(Moment(300_000)).effects, []);
    }

    #[test]
    fn nothing_is_taken_while_the_signal_is_cut_but_everything_comes_off() {
        let halted = on_air().halt(Moment(15_000)).rundown;

        let refused = halted.take(Some(&"a".into()), None, &air(20_000));

        assert_eq!(refused, Err(Refusal::Interrupted));
        assert_eq!(halted.clear(&air(20_000)).rundown.on_air(), None);
        assert_eq!(halted.dump(&air(20_000)).rundown.on_air(), None);
    }
}
