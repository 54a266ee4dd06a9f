//! The recent history of one stream, as lines: what staff read from, and what a resume is judged by.

use std::{collections::VecDeque, sync::Arc};

use super::{past::Line, ring::Gap};

/// The newest lines of a stream in one epoch.
#[derive(Debug)]
pub struct History {
    /// Which history this is.
    pub epoch: Arc<str>,
    /// The offset of the newest line.
    pub last: u64,
    lines: VecDeque<Line>,
    bytes: usize,
    limit: usize,
}

impl History {
    /// An empty history that waits for the line after `after` and keeps about `limit` bytes.
    pub fn new(epoch: Arc<str>, after: u64, limit: usize) -> Self {
        Self { epoch, last: after, lines: VecDeque::new(), bytes: 0, limit }
    }

    /// Takes the lines that follow; those known already are passed over. Answers the lines that were new.
    pub fn append(&mut self, lines: Vec<Line>) -> Result<Vec<Line>, Gap> {
        let mut expected = self.last + 1;
        let fresh: Vec<Line> = lines.into_iter().filter(|line| line.offset > self.last).collect();
        for line in &fresh {
            if line.offset != expected {
                return Err(Gap { last: expected - 1, got: line.offset });
            }
            expected += 1;
        }
        self.last = expected - 1;
        self.bytes += fresh.iter().map(|line| line.body.len()).sum::<usize>();
        self.lines.extend(fresh.iter().cloned());
        while self.bytes > self.limit && self.lines.len() > 1 {
            self.bytes -= self.lines.pop_front().map_or(0, |line| line.body.len());
        }
        Ok(fresh)
    }

    /// All lines that are held.
    pub fn held(&self) -> Vec<Line> {
        self.lines.iter().cloned().collect()
    }

    /// The offset before the oldest line held.
    pub fn before(&self) -> u64 {
        self.last - self.lines.len() as u64
    }

    /// The lines after `offset`; `None` where some of them are no longer held or `offset` is not reached yet.
    pub fn after(&self, offset: u64) -> Option<impl ExactSizeIterator<Item = &Line>> {
        let skip = offset.checked_sub(self.before())? as usize;
        (skip <= self.lines.len()).then(|| self.lines.range(skip..))
    }

    /// The lines after `offset`, if they are within both limits.
    pub fn replay(&self, offset: u64, lines: usize, bytes: usize) -> Option<Vec<Line>> {
        let missed = self.after(offset)?;
        if missed.len() > lines {
            return None;
        }
        let missed: Vec<Line> = missed.cloned().collect();
        (missed.iter().map(|line| line.body.len()).sum::<usize>() <= bytes).then_some(missed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(offsets: std::ops::RangeInclusive<u64>) -> Vec<Line> {
        offsets.map(|offset| Line { offset, body: "\"0123456789\"".into() }).collect()
    }

    #[test]
    fn a_gap_is_refused_and_changes_nothing() {
        let mut history = History::new("k".into(), 3, 1000);
        history.append(lines(4..=5)).unwrap();

        assert_eq!(history.append(lines(7..=8)), Err(Gap { last: 5, got: 7 }));

        assert_eq!((history.last, history.before()), (5, 3));
    }

    #[test]
    fn lines_read_twice_are_told_once() {
        let mut history = History::new("k".into(), 0, 1000);
        history.append(lines(1..=3)).unwrap();

        assert_eq!(history.append(lines(2..=5)).unwrap(), lines(4..=5));
        assert_eq!(history.held(), lines(1..=5));
    }

    #[test]
    fn what_is_missed_is_replayed_exactly_or_not_at_all() {
        let mut history = History::new("k".into(), 0, 60);
        history.append(lines(1..=9)).unwrap();

        assert_eq!(history.before(), 4);
        assert_eq!(history.replay(4, 300, 1000), Some(lines(5..=9)));
        assert_eq!(history.replay(9, 300, 1000), Some(Vec::new()));
        assert_eq!(history.replay(3, 300, 1000), None);
        assert_eq!(history.replay(10, 300, 1000), None);
        assert_eq!(history.replay(4, 4, 1000), None);
        assert_eq!(history.replay(4, 300, 59), None);
    }
}
