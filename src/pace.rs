//! Pace: how often a device or a network may do something; a bucket that leaks, in this node's memory.

use std::{collections::HashMap, net::IpAddr, sync::Arc};

use parking_lot::Mutex;

use crate::domain::moment::{Moment, minutes, seconds};

/// How many buckets are remembered before full ones are thrown out.
const REMEMBERED: usize = 200_000;

/// What is paced: its burst, and how long one more takes to come free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pace {
    /// A device's questions: 5 at once, then one in two minutes.
    Ask,
    /// A device's questions while the desk is behind: one, then one in ten minutes.
    AskSlowly,
    /// A device's seconds: 30 at once, then one in two seconds.
    Second,
    /// A device's objections to findings: 3 at once, then one in ten minutes.
    Object,
    /// A network's questions: 3,000 at once, then 20 a second. Beyond it nobody is refused: work is asked for.
    AskFromNetwork,
    /// Seconds of one question that count without work, from one network: 200 at once, then one in ten seconds.
    CountFromNetwork,
    /// The same from all networks together: 1,000 at once, then one a second.
    CountFromAll,
    /// The same from a hall that was declared: 3,000 at once, then one a second.
    CountFromHall,
    /// Pieces of work given to one network: 1,000 at once, then ten a second. Beyond it they grow harder.
    WorkFromNetwork,
    /// Codes by SMS for one device: 3 at once, then one in ten minutes.
    CodeToDevice,
    /// Codes by SMS to one number, whoever asks for them: 3 at once, then one in half an hour.
    CodeToNumber,
    /// Codes by SMS for one network: 300 at once, then one in two seconds. Beyond it work is asked for.
    CodeFromNetwork,
    /// How often WeChat is asked about one device: 10 at once, then one a minute.
    AskElsewhere,
    /// Wrong codes at one receipt: 10 in 15 minutes.
    WrongCode,
    /// Wrong codes from one network: 60 in 15 minutes.
    WrongCodeFromNetwork,
}

impl Pace {
    /// `(burst, milliseconds for one more)`.
    fn rule(self) -> (i64, i64) {
        match self {
            Pace::Ask => (5, minutes(2)),
            Pace::AskSlowly => (1, minutes(10)),
            Pace::Second => (30, seconds(2)),
            Pace::Object => (3, minutes(10)),
            Pace::AskFromNetwork => (3_000, 50),
            Pace::CountFromNetwork => (200, seconds(10)),
            Pace::CountFromAll => (1_000, seconds(1)),
            Pace::CountFromHall => (3_000, seconds(1)),
            Pace::WorkFromNetwork => (1_000, 100),
            Pace::CodeToDevice => (3, minutes(10)),
            Pace::CodeToNumber => (3, minutes(30)),
            Pace::CodeFromNetwork => (300, seconds(2)),
            Pace::AskElsewhere => (10, minutes(1)),
            Pace::WrongCode => (10, minutes(15) / 10),
            Pace::WrongCodeFromNetwork => (60, seconds(15)),
        }
    }
}

/// Until when each bucket would be full again, in milliseconds since 1970.
type Buckets = HashMap<(Pace, String), i64>;

/// Every bucket of this node.
#[derive(Clone, Debug)]
pub struct Paces {
    strict: bool,
    full_until: Arc<Mutex<Buckets>>,
}

/// Too soon; it may be tried again after so many milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooSoon {
    /// Milliseconds until one more is free.
    pub wait_ms: i64,
}

/// How far a bucket is overdrawn that refuses nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdrawn {
    /// How many were taken that were not in it.
    pub by: i64,
    /// Milliseconds until the last of them would have been.
    pub wait_ms: i64,
}

impl Paces {
    /// Buckets that hold, or, when relaxed for rehearsals and tests, let all through.
    pub fn new(strict: bool) -> Self {
        Self { strict, full_until: Arc::default() }
    }

    /// Takes one from the bucket, or says how long to wait.
    pub fn pass(&self, pace: Pace, who: &str, now: Moment) -> Result<(), TooSoon> {
        self.pass_all(&[(pace, who.to_owned())], now)
    }

    /// Takes one from each bucket, or none from any and says how long to wait.
    pub fn pass_all(&self, buckets: &[(Pace, String)], now: Moment) -> Result<(), TooSoon> {
        let mut full_until = self.full_until.lock();
        let kept = buckets.iter().filter(|(pace, _)| self.keeps(*pace));
        let taken = kept.map(|bucket| Ok((bucket.clone(), look(&full_until, bucket, now)?)));
        let taken = taken.collect::<Result<Vec<_>, _>>()?;
        if full_until.len() > REMEMBERED {
            full_until.retain(|_, &mut until| until > now.0);
        }
        full_until.extend(taken);
        Ok(())
    }

    /// Puts back what was taken for something that had already been paid for.
    pub fn give_back(&self, buckets: &[(Pace, String)]) {
        let mut full_until = self.full_until.lock();
        for bucket in buckets {
            if let Some(until) = full_until.get_mut(bucket) {
                *until -= bucket.0.rule().1;
            }
        }
    }

    /// Says whether one could be taken, and takes none.
    pub fn may(&self, pace: Pace, who: &str, now: Moment) -> Result<(), TooSoon> {
        if self.keeps(pace) { look(&self.full_until.lock(), &(pace, who.to_owned()), now).map(drop) } else { Ok(()) }
    }

    /// Takes one whatever the bucket holds, and says how far it is overdrawn.
    pub fn overdraw(&self, pace: Pace, who: &str, now: Moment) -> Overdrawn {
        let (burst, each_ms) = pace.rule();
        let mut full_until = self.full_until.lock();
        let until = full_until.entry((pace, who.to_owned())).or_default();
        *until = (*until).max(now.0) + each_ms;
        let wait_ms = (*until - (now.0 + burst * each_ms)).max(0);
        Overdrawn { by: wait_ms / each_ms, wait_ms }
    }

    /// A guessed code is an attack even in a rehearsal.
    fn keeps(&self, pace: Pace) -> bool {
        self.strict || pace == Pace::WrongCode
    }
}

/// Until when the bucket would be full again if one were taken.
fn look(full_until: &Buckets, bucket: &(Pace, String), now: Moment) -> Result<i64, TooSoon> {
    let (burst, each_ms) = bucket.0.rule();
    let until = full_until.get(bucket).copied().unwrap_or(0).max(now.0) + each_ms;
    let wait_ms = until - (now.0 + burst * each_ms);
    if wait_ms > 0 { Err(TooSoon { wait_ms }) } else { Ok(until) }
}

/// The network of an address: an IPv4 /24 or an IPv6 /56, as text.
pub fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{:x}::/56", d & 0xff00)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_the_next_waits_until_one_comes_free() {
        let paces = Paces::new(true);
        let now = Moment(1_000_000);

        for _ in 0..5 {
            assert_eq!(paces.pass(Pace::Ask, "a", now), Ok(()));
        }
        let TooSoon { wait_ms } = paces.pass(Pace::Ask, "a", now).expect_err("the sixth is too soon");

        assert_eq!(wait_ms, minutes(2));
        assert_eq!(paces.pass(Pace::Ask, "b", now), Ok(()), "another device is not kept waiting");
        assert_eq!(paces.pass(Pace::Ask, "a", now + wait_ms), Ok(()));
    }

    #[test]
    fn of_two_buckets_both_are_taken_or_none_and_what_was_paid_before_is_given_back() {
        let paces = Paces::new(true);
        let now = Moment(1_000_000);
        let both = [(Pace::AskFromNetwork, "n".to_owned()), (Pace::Ask, "a".to_owned())];
        for _ in 0..5 {
            assert_eq!(paces.pass_all(&both, now), Ok(()));
        }

        for _ in 0..3_000 {
            assert!(paces.pass_all(&both, now).is_err(), "the device is too quick");
        }
        assert_eq!(paces.pass(Pace::AskFromNetwork, "n", now), Ok(()), "its network has paid nothing for that");
        paces.give_back(&both);
        assert_eq!(paces.pass(Pace::Ask, "a", now), Ok(()), "what was given back may be taken again");
    }

    #[test]
    fn a_bucket_that_refuses_nobody_says_how_far_it_is_overdrawn() {
        let (paces, now) = (Paces::new(true), Moment(1_000_000));
        let take = |now| paces.overdraw(Pace::WorkFromNetwork, "n", now);

        for _ in 0..1_000 {
            assert_eq!(take(now), Overdrawn { by: 0, wait_ms: 0 });
        }
        assert_eq!(take(now), Overdrawn { by: 1, wait_ms: 100 });
        assert_eq!(take(now), Overdrawn { by: 2, wait_ms: 200 });
        assert_eq!(take(now + 300), Overdrawn { by: 0, wait_ms: 0 }, "with time it fills again");
    }

    #[test]
    fn neighbours_share_a_network() {
        let of = |text: &str| network(text.parse().expect("an address"));

        assert_eq!(of("10.1.2.3"), of("10.1.2.200"));
        assert_eq!(of("::ffff:10.1.2.3"), of("10.1.2.4"));
        assert_ne!(of("2001:db8:1:100::1"), of("2001:db8:1:200::1"));
    }
}
