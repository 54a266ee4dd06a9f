//! The tally register: the latest counts, and for each since when, so that anybody can be told only what changed.

use std::collections::BTreeMap;

use super::{
    past::Tally,
    wire::{self, Envelope, TallyChange},
};

/// The latest tally of an inquiry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// The version after which the counts stand.
    pub version: u64,
    counts: BTreeMap<String, Count>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Count {
    seconds: u64,
    since: u64,
}

impl Register {
    /// The first known tally.
    pub fn first(tally: Tally) -> Self {
        Self::default().with(tally)
    }

    /// The register after a newer tally; `None` where `tally` is not newer.
    pub fn after(&self, tally: Tally) -> Option<Self> {
        (tally.version > self.version).then(|| self.clone().with(tally))
    }

    fn with(self, tally: Tally) -> Self {
        let since = |id: &String, seconds: u64| match self.counts.get(id) {
            Some(known) if known.seconds == seconds => known.since,
            _ => tally.version,
        };
        // What is counted no longer is told as none: whoever heard a number would keep it for ever.
        let mut latest: BTreeMap<String, u64> = self.counts.keys().map(|id| (id.clone(), 0)).collect();
        latest.extend(tally.counts.iter().map(|(id, &seconds)| (id.clone(), seconds)));
        let counts = latest.into_iter().map(|(id, seconds)| {
            let since = since(&id, seconds);
            (id, Count { seconds, since })
        });
        Self { version: tally.version, counts: counts.collect() }
    }

    /// The `tl` envelope for somebody who was told version `told`, or nothing yet.
    pub fn change(&self, told: Option<u64>, audience: u64) -> String {
        let is_news = |count: &Count| told.is_none_or(|told| count.since > told);
        let q = self.counts.iter().filter(|(_, count)| is_news(count)).map(|(id, count)| (id.clone(), count.seconds));
        wire::envelope(&Envelope::Tally(TallyChange { v: self.version, q: q.collect(), aud: audience }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(version: u64, counts: &[(&str, u64)]) -> Tally {
        Tally { version, counts: counts.iter().map(|&(id, n)| (id.to_owned(), n)).collect() }
    }

    #[test]
    fn whoever_missed_versions_is_told_all_that_changed_meanwhile() {
        let first = Register::first(tally(1, &[("a", 1), ("b", 1)]));
        let second = first.after(tally(2, &[("a", 2), ("b", 1)])).unwrap();
        let third = second.after(tally(3, &[("a", 2), ("b", 5)])).unwrap();

        assert_eq!(third.change(Some(2), 7), r#"{"k":"tl","v":3,"q":{"b":5},"aud":7}"#);
        assert_eq!(third.change(Some(1), 7), r#"{"k":"tl","v":3,"q":{"a":2,"b":5},"aud":7}"#);
        assert_eq!(third.change(None, 7), r#"{"k":"tl","v":3,"q":{"a":2,"b":5},"aud":7}"#);
    }

    #[test]
    fn a_count_that_is_gone_is_told_as_none() {
        let first = Register::first(tally(1, &[("a", 1), ("b", 1)]));
        let second = first.after(tally(2, &[("b", 1)])).unwrap();
        let third = second.after(tally(3, &[("b", 2)])).unwrap();

        assert_eq!(second.change(Some(1), 7), r#"{"k":"tl","v":2,"q":{"a":0},"aud":7}"#);
        assert_eq!(third.change(Some(2), 7), r#"{"k":"tl","v":3,"q":{"b":2},"aud":7}"#);
    }

    #[test]
    fn an_older_tally_changes_nothing() {
        let register = Register::first(tally(4, &[("a", 9)]));

        assert_eq!(register.after(tally(3, &[("a", 1)])), None);
        assert_eq!(register.after(tally(4, &[("a", 1)])), None);
    }
}
