//! The ring: the newest lines of a stream as ready frames, one a line, so that a listener is only a position in it.

use std::{collections::VecDeque, sync::Arc};

use super::{frame, past::Line, wire};
use crate::domain::stream::Stream;

/// Lines that follow each other, each encoded once as a whole frame for everybody.
#[derive(Clone, Debug)]
pub struct Frames {
    /// The offset of the first line.
    pub first: u64,
    /// The frames, one behind the other.
    pub bytes: Vec<u8>,
    /// Where each frame ends in `bytes`.
    pub ends: Vec<usize>,
}

impl Frames {
    /// Encodes `lines`, which follow each other after the line `after`.
    pub fn of(stream: Stream, epoch: &str, after: u64, lines: &[Line]) -> Self {
        let mut frames = Self { first: after + 1, bytes: Vec::new(), ends: Vec::with_capacity(lines.len()) };
        for line in lines {
            let said = wire::lines(stream, epoch, std::slice::from_ref(line));
            frame::put_text(&wire::message(&[said]), &mut frames.bytes);
            frames.ends.push(frames.bytes.len());
        }
        frames
    }

    /// The bytes of all frames after the line `offset`, which is not before the first line's predecessor.
    pub fn after(&self, offset: u64) -> &[u8] {
        let skip = (offset + 1).saturating_sub(self.first) as usize;
        match skip {
            0 => &self.bytes,
            _ => self.ends.get(skip - 1).map_or(&[], |&from| &self.bytes[from..]),
        }
    }

    /// The offset of the last line.
    pub fn last(&self) -> u64 {
        self.first + self.ends.len() as u64 - 1
    }
}

/// Lines that do not follow what the ring holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {got} does not follow line {last}")]
pub struct Gap {
    /// The last line held.
    pub last: u64,
    /// The first line offered.
    pub got: u64,
}

/// Frames by byte position. Positions only rise; what is oldest leaves when there is too much.
#[derive(Debug)]
pub struct Ring {
    /// The history that the ring holds.
    pub epoch: Arc<str>,
    first: u64,
    base: u64,
    bytes: VecDeque<u8>,
    starts: VecDeque<u64>,
    limit: usize,
}

impl Ring {
    /// An empty ring that waits for the line after `after` and keeps about `limit` bytes.
    pub fn new(epoch: Arc<str>, after: u64, limit: usize) -> Self {
        Self { epoch, first: after + 1, base: 0, bytes: VecDeque::new(), starts: VecDeque::new(), limit }
    }

    /// Takes the lines that follow.
    pub fn append(&mut self, frames: &Frames) -> Result<(), Gap> {
        if frames.first != self.last() + 1 {
            return Err(Gap { last: self.last(), got: frames.first });
        }
        let mut start = self.head();
        self.bytes.extend(&frames.bytes);
        for &end in &frames.ends {
            self.starts.push_back(start);
            start = self.head() - (frames.bytes.len() - end) as u64;
        }
        self.let_go();
        Ok(())
    }

    fn let_go(&mut self) {
        let mut base = self.base;
        // The newest line stays, however long it is.
        while self.starts.len() > 1 && (self.head() - base) as usize > self.limit {
            self.starts.pop_front();
            self.first += 1;
            base = self.starts[0];
        }
        self.bytes.drain(..(base - self.base) as usize);
        self.base = base;
    }

    /// The position behind the newest line.
    pub fn head(&self) -> u64 {
        self.base + self.bytes.len() as u64
    }

    /// The offset of the newest line.
    pub fn last(&self) -> u64 {
        self.first + self.starts.len() as u64 - 1
    }

    /// Whether `position` is still held.
    pub fn holds(&self, position: u64) -> bool {
        position >= self.base
    }

    /// The position at which the line after `offset` begins, unless that line has left or is not yet thought of.
    pub fn position_after(&self, offset: u64) -> Option<u64> {
        let index = (offset + 1).checked_sub(self.first)? as usize;
        match index.cmp(&self.starts.len()) {
            std::cmp::Ordering::Less => Some(self.starts[index]),
            std::cmp::Ordering::Equal => Some(self.head()),
            std::cmp::Ordering::Greater => None,
        }
    }

    /// The offset of the last line that begins before `position`.
    pub fn offset_before(&self, position: u64) -> u64 {
        self.first + self.starts.partition_point(|&start| start < position) as u64 - 1
    }

    /// The end of the frame in which `position` lies; `position` itself where a frame begins.
    pub fn frame_end(&self, position: u64) -> u64 {
        let next = self.starts.partition_point(|&start| start < position);
        self.starts.get(next).copied().unwrap_or_else(|| self.head())
    }

    /// The bytes between two positions that are held.
    pub fn between(&self, from: u64, to: u64) -> (&[u8], &[u8]) {
        let (front, back) = self.bytes.as_slices();
        let (from, to) = ((from - self.base) as usize, (to - self.base) as usize);
        let middle = front.len();
        (&front[from.min(middle)..to.min(middle)], &back[from.saturating_sub(middle)..to.saturating_sub(middle)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(offset: u64) -> Line {
        Line { offset, body: format!("\"line {offset}\"").into() }
    }

    fn frames(after: u64, count: u64) -> Frames {
        let lines: Vec<Line> = (after + 1..=after + count).map(line).collect();
        Frames::of(Stream::Public, "k", after, &lines)
    }

    fn all(ring: &Ring, from: u64) -> Vec<u8> {
        let (front, back) = ring.between(from, ring.head());
        [front, back].concat()
    }

    #[test]
    fn a_position_after_any_line_reads_exactly_what_follows() {
        let mut ring = Ring::new("k".into(), 40, 1 << 20);
        ring.append(&frames(40, 3)).unwrap();
        ring.append(&frames(43, 2)).unwrap();

        for offset in 40..=45 {
            let position = ring.position_after(offset).unwrap();
            assert_eq!(all(&ring, position), frames(offset, 45 - offset).bytes);
            assert_eq!(ring.offset_before(position), offset);
            assert_eq!(ring.frame_end(position), position);
        }
        assert_eq!(ring.position_after(39), None);
        assert_eq!(ring.position_after(46), None);
    }

    #[test]
    fn a_line_that_does_not_follow_is_refused() {
        let mut ring = Ring::new("k".into(), 0, 1 << 20);
        ring.append(&frames(0, 2)).unwrap();

        assert_eq!(ring.append(&frames(3, 1)), Err(Gap { last: 2, got: 4 }));
        assert_eq!(ring.append(&frames(1, 1)), Err(Gap { last: 2, got: 2 }));
        assert_eq!(ring.last(), 2);
    }

    #[test]
    fn the_oldest_lines_leave_and_positions_stay_true() {
        let mut ring = Ring::new("k".into(), 0, 600);
        for after in 0..100 {
            ring.append(&frames(after, 1)).unwrap();
        }

        assert!(ring.bytes.len() <= 600);
        assert_eq!(ring.last(), 100);
        assert_eq!(ring.position_after(3), None);
        assert!(!ring.holds(0));
        let position = ring.position_after(97).unwrap();
        assert_eq!(all(&ring, position), frames(97, 3).bytes);
    }

    #[test]
    fn the_end_of_a_frame_is_found_from_within() {
        let mut ring = Ring::new("k".into(), 0, 1 << 20);
        ring.append(&frames(0, 3)).unwrap();
        let second = ring.position_after(1).unwrap();
        let third = ring.position_after(2).unwrap();

        assert_eq!(ring.frame_end(second + 1), third);
        assert_eq!(ring.frame_end(third - 1), third);
        assert_eq!(ring.frame_end(third + 1), ring.head());
        assert_eq!(ring.offset_before(second + 1), 2);
    }

    #[test]
    fn frames_after_a_line_leave_out_what_was_heard() {
        let some = frames(10, 3);

        assert_eq!(some.after(10), some.bytes);
        assert_eq!(some.after(11), frames(11, 2).bytes);
        assert!(some.after(13).is_empty());
        assert_eq!(some.last(), 13);
    }
}
