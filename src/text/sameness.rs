//! 同文: questions that say the same or nearly the same, found among thousands without comparing each with each.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use parking_lot::Mutex;

use super::look_alike::Print;
use crate::domain::{
    id::{InquiryId, QuestionId},
    masking,
};

/// How alike two texts are that count as one, from 0 to 1.
const SAME: f64 = 0.8;
/// How many least marks of a text are kept: two texts that are so alike miss each other in one case of ten thousand.
const MARKS: u64 = 8;

/// A question as it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its id.
    pub id: QuestionId,
    /// Its number in the inquiry: groups are made in this order.
    pub number: i64,
    /// 原文.
    pub original: String,
}

/// Questions that say the same, the first first.
pub type Group = Vec<QuestionId>;

/// Every group of each inquiry. Originals never change, so what was grouped once stays grouped.
#[derive(Clone, Debug, Default)]
pub struct Sames(Arc<Mutex<BTreeMap<InquiryId, Known>>>);

#[derive(Debug, Default)]
struct Known {
    /// Up to which number questions are grouped.
    up_to: i64,
    groups: Vec<(Look, Group)>,
    /// Which groups have a mark.
    by_mark: HashMap<(u64, u64), Vec<usize>>,
}

impl Sames {
    /// Up to which number the questions of an inquiry are grouped.
    pub fn up_to(&self, inquiry: &InquiryId) -> i64 {
        self.0.lock().get(inquiry).map_or(0, |known| known.up_to)
    }

    /// Takes in what was sent since, in the order of the numbers, and gives all groups of more than one.
    pub fn with(&self, inquiry: &InquiryId, sent: Vec<Sent>) -> Vec<Group> {
        let mut all = self.0.lock();
        let known = all.entry(inquiry.clone()).or_default();
        for one in sent {
            // Two may have read the same at once.
            if one.number > known.up_to {
                known.up_to = one.number;
                known.take(one);
            }
        }
        known.groups.iter().filter(|(_, group)| group.len() > 1).map(|(_, group)| group.clone()).collect()
    }
}

impl Known {
    fn take(&mut self, one: Sent) {
        let look = Look::of(&one.original);
        let marks = look.marks();
        let near = marks.iter().flat_map(|mark| self.by_mark.get(mark).into_iter().flatten().copied());
        let mut near: Vec<usize> = near.collect();
        near.sort_unstable();
        near.dedup();
        match near.into_iter().find(|&at| self.groups[at].0.is_same(&look)) {
            Some(at) => self.groups[at].1.push(one.id),
            None => {
                let at = self.groups.len();
                self.groups.push((look, vec![one.id]));
                for mark in marks {
                    self.by_mark.entry(mark).or_default().push(at);
                }
            }
        }
    }
}

/// What of a text decides whether another says the same: who signed it does not, which building it names does.
#[derive(Debug)]
struct Look {
    print: Print,
    numbers: Vec<String>,
}

impl Look {
    fn of(original: &str) -> Self {
        let plain = masking::mask(original, &masking::suggest(original));
        let mut numbers: Vec<String> = plain
            .split(|char: char| !char.is_ascii_digit())
            .filter(|run| !run.is_empty())
            .map(|run| run.trim_start_matches('0').to_owned())
            .collect();
        numbers.sort();
        numbers.dedup();
        Self { print: Print::of(&plain), numbers }
    }

    fn is_same(&self, other: &Look) -> bool {
        self.numbers == other.numbers && self.print.overlap(&other.print) >= SAME
    }

    /// For each of so many ways to order all pairs of characters, the least of this text. Texts with other numbers share none: a
    /// matter that each building sends in for itself would otherwise be compared with every other one.
    fn marks(&self) -> Vec<(u64, u64)> {
        let least = |way: u64| {
            let marks = self.print.pairs().map(|pair| {
                let mut hasher = DefaultHasher::new();
                (way, pair, &self.numbers).hash(&mut hasher);
                hasher.finish()
            });
            marks.min().map(|mark| (way, mark))
        };
        (0..MARKS).filter_map(least).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(texts: &[&str]) -> Vec<Vec<usize>> {
        let ids: Vec<QuestionId> = texts.iter().map(|_| QuestionId::new()).collect();
        let sent = texts.iter().enumerate().map(|(n, text)| Sent {
            id: ids[n].clone(),
            number: n as i64 + 1,
            original: (*text).to_owned(),
        });
        let found = Sames::default().with(&InquiryId::from("i"), sent.collect());
        let place = |id: &QuestionId| ids.iter().position(|it| it == id).expect("it was sent");
        found.iter().map(|group| group.iter().map(place).collect()).collect()
    }

    #[test]
    fn one_text_sent_by_many_is_one_group_whoever_signed_it() {
        let same = "柳岸小区二次供水发黄已经三个月，请问什么时候换水箱？";

        let found = groups(&[
            same,
            "消防通道被车堵死了，谁来管？",
            "柳岸小区二次供水发黄已经三个月，请问什么时候换水箱！联系人李娜13800138000",
            "柳岸小区二次供水发黄已经三个月请问什么时候换水箱",
        ]);

        assert_eq!(found, [[0, 2, 3]]);
    }

    #[test]
    fn another_building_is_another_matter() {
        let found = groups(&[
            "柳岸小区3号楼的电梯半年停了又停，修电梯的钱什么时候批得下来？",
            "柳岸小区5号楼的电梯半年停了又停，修电梯的钱什么时候批得下来？",
        ]);

        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn what_was_grouped_stays_and_what_is_new_joins_it() {
        let (sames, inquiry) = (Sames::default(), InquiryId::from("i"));
        let sent = |number| Sent {
            id: QuestionId::from(format!("q{number}").as_str()),
            number,
            original: "路灯半年不亮了，晚上不敢走".into(),
        };
        assert!(sames.with(&inquiry, vec![sent(1)]).is_empty());

        let again = sames.with(&inquiry, vec![sent(1), sent(2)]);

        assert_eq!((sames.up_to(&inquiry), again.len(), again[0].len()), (2, 1, 2));
    }
}
