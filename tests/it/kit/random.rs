//! Chance that can be repeated: every random story says its seed when it fails.

use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};

/// Random choices from a seed, which is printed; `TEST_SEED` repeats a run.
pub struct Dice(StdRng);

impl Dice {
    /// A new seed, or the one that is to be repeated. What is printed is seen only when the test fails.
    pub fn new() -> Self {
        let seed = std::env::var("TEST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(rand::random);
        println!("repeat with TEST_SEED={seed}");
        Self::of(seed)
    }

    /// The choices of this seed.
    pub fn of(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// A child with choices of its own, so that tasks beside each other stay repeatable.
    pub fn child(&mut self) -> Self {
        Self::of(self.0.random())
    }

    /// From 0 to `below`, without it.
    pub fn below(&mut self, below: usize) -> usize {
        self.0.random_range(0..below)
    }

    /// One of these.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        all.choose(&mut self.0).expect("there is something to choose")
    }

    /// One time in `n`.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}
