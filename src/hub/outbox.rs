//! What waits for one listener alone: whole frames that go before the shared ring, in order.

use std::{collections::VecDeque, io::IoSlice, sync::Arc};

/// What a waiting frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Greetings, notices, tallies, closes.
    Notice,
    /// An answer to a ping; the newest is enough.
    Pong,
    /// Lines or snapshots: it must not leave once they are to be forgotten.
    Told,
}

#[derive(Debug)]
struct Piece {
    bytes: Arc<[u8]>,
    kind: Kind,
}

/// Frames in the order in which they will be written.
#[derive(Debug, Default)]
pub struct Outbox {
    pieces: VecDeque<Piece>,
    /// Bytes of the first piece that are written already.
    sent: usize,
}

impl Outbox {
    /// Puts `bytes`, whole frames or the rest of one, behind all others.
    pub fn push(&mut self, kind: Kind, bytes: Arc<[u8]>) {
        if bytes.is_empty() {
            return;
        }
        if kind == Kind::Pong {
            let started = usize::from(self.sent > 0);
            let waiting = self.pieces.iter().skip(started).position(|piece| piece.kind == Kind::Pong);
            if let Some(at) = waiting {
                self.pieces.remove(started + at);
            }
        }
        self.pieces.push_back(Piece { bytes, kind });
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Bytes that wait.
    pub fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.bytes.len()).sum::<usize>() - self.sent
    }

    /// Whether lines or a snapshot wait.
    pub fn holds_told(&self) -> bool {
        self.pieces.iter().any(|piece| piece.kind == Kind::Told)
    }

    /// Fills `slices` with what comes first. Answers how many, how many bytes they hold, and whether that is all.
    pub fn fill<'a>(&'a self, slices: &mut [IoSlice<'a>]) -> (usize, usize, bool) {
        let mut bytes = 0;
        let count = self.pieces.len().min(slices.len());
        for (index, piece) in self.pieces.iter().take(count).enumerate() {
            let rest = if index == 0 { &piece.bytes[self.sent..] } else { &piece.bytes[..] };
            bytes += rest.len();
            slices[index] = IoSlice::new(rest);
        }
        (count, bytes, count == self.pieces.len())
    }

    /// `written` bytes of what waits have left.
    pub fn advance(&mut self, written: usize) {
        self.sent += written;
        while let Some(first) = self.pieces.front().map(|piece| piece.bytes.len())
            && self.sent >= first
        {
            self.sent -= first;
            self.pieces.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(outbox: &Outbox) -> Vec<u8> {
        let mut slices = [IoSlice::new(&[]); 8];
        let (count, bytes, is_all) = outbox.fill(&mut slices);
        let rest: Vec<u8> = slices[..count].iter().flat_map(|slice| slice.iter().copied()).collect();
        assert!(is_all);
        assert_eq!((rest.len(), outbox.len()), (bytes, bytes));
        rest
    }

    #[test]
    fn frames_leave_in_order_however_they_are_cut() {
        for step in 1..=7 {
            let mut outbox = Outbox::default();
            ["ab", "cde", "fg"].iter().for_each(|piece| outbox.push(Kind::Notice, piece.as_bytes().into()));
            let mut left = String::new();

            while !outbox.is_empty() {
                let waiting = rest(&outbox);
                let written = step.min(waiting.len());
                left.push_str(std::str::from_utf8(&waiting[..written]).unwrap());
                outbox.advance(written);
            }

            assert_eq!(left, "abcdefg");
        }
    }

    #[test]
    fn only_the_newest_pong_waits_but_a_started_one_is_finished() {
        let mut outbox = Outbox::default();
        outbox.push(Kind::Pong, b"11"[..].into());
        outbox.advance(1);
        outbox.push(Kind::Pong, b"22"[..].into());
        outbox.push(Kind::Notice, b"n"[..].into());
        outbox.push(Kind::Pong, b"33"[..].into());

        assert_eq!(rest(&outbox), b"1n33");
    }
}
