//! 收题快慢: while the desk is behind, the door takes questions more slowly or not at all, and a public sentence says so.

use super::{
    id::{InquiryId, PersonId},
    moment::Moment,
    refusal::Refusal,
    words::words,
};

words! {
    /// How fast the door takes questions while it is open.
    Gate {
        /// 照常.
        Open,
        /// 放慢: a device waits longer between two questions.
        Slowed,
        /// 暂停: nothing is taken from the public; what was typed stays typed.
        Paused,
    }
}

/// How long the public sentence may be, in Unicode scalars.
pub const SENTENCE_CHARS: std::ops::RangeInclusive<usize> = 6..=120;

/// How fast the door of one inquiry is, who said so, and what the public reads.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Gating {
    /// Of which inquiry.
    pub inquiry: InquiryId,
    /// How fast.
    pub gate: Gate,
    /// What everybody reads, unless it is open.
    pub sentence: Option<String>,
    /// Who turned it last.
    pub turned_by: Option<PersonId>,
    /// When.
    pub turned_at: Moment,
    /// Rises by one with each turn; 0 where nobody has turned it.
    pub version: i64,
}

impl Gating {
    /// The gate that nobody has turned.
    pub fn untouched(inquiry: InquiryId) -> Gating {
        Gating { inquiry, gate: Gate::Open, sentence: None, turned_by: None, turned_at: Moment(0), version: 0 }
    }

    /// The gate as turned by somebody. What slows or stops the public is said to the public; an open gate says nothing.
    pub fn turn(&self, gate: Gate, sentence: Option<String>, by: &PersonId, now: Moment) -> Result<Gating, Refusal> {
        let sentence = sentence.filter(|_| gate != Gate::Open);
        if gate != Gate::Open && sentence.is_none() {
            return Err(Refusal::ReasonRequired);
        }
        if gate == self.gate && sentence == self.sentence {
            return Err(Refusal::WrongState);
        }
        Ok(Gating {
            gate,
            sentence,
            turned_by: Some(by.clone()),
            turned_at: now,
            version: self.version + 1,
            inquiry: self.inquiry.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_slows_or_stops_the_public_says_so_to_the_public() {
        let (open, by) = (Gating::untouched(InquiryId::from("i")), PersonId::from("a"));
        let turn = |from: &Gating, to, words: Option<&str>| from.turn(to, words.map(str::to_owned), &by, Moment(5));

        assert_eq!(turn(&open, Gate::Paused, None), Err(Refusal::ReasonRequired));
        assert_eq!(turn(&open, Gate::Open, Some("照常收题")), Err(Refusal::WrongState));
        let paused = turn(&open, Gate::Paused, Some("问题太多，先停一停。")).expect("it can be turned");
        assert_eq!((paused.version, paused.turned_by.as_ref()), (1, Some(&by)));
        assert_eq!(turn(&paused, Gate::Paused, Some("问题太多，先停一停。")), Err(Refusal::WrongState));
        let again = turn(&paused, Gate::Open, Some("说什么都不要紧")).expect("it can be turned back");
        assert_eq!((again.gate, again.sentence, again.version), (Gate::Open, None, 2));
    }
}
