//! 掌台: of several pages of the gallery one has the show; when it falls silent, another takes it with one key.

use serde_json::{Value, json};

use super::{
    id::{InquiryId, PersonId},
    moment::Moment,
};

/// A page that was not heard of for so long has lost its line or its laptop, in milliseconds.
pub const SILENT_MS: i64 = 3000;

/// Which page of the gallery has the show.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Helm {
    /// Of which inquiry.
    pub inquiry: InquiryId,
    /// The page: a name that it made up for itself.
    pub page: String,
    /// Who sits there.
    pub person: PersonId,
    /// Since when.
    pub taken_at: Moment,
    /// When it was last heard of; none once it let go.
    pub seen_at: Option<Moment>,
    /// Rises by one with each page that takes it.
    pub version: i64,
}

/// What a page says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// It is there, and takes the show only where nobody has it.
    There,
    /// It wants the show, whoever has it.
    Takes,
    /// It is being left.
    Leaves,
}

/// What becomes of the helm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turned {
    /// Somebody else has it; nothing changes.
    Stands,
    /// The page that has it was heard of, or let go: no fact.
    Seen(Helm),
    /// It went to this page.
    Taken(Helm),
}

impl Helm {
    /// What becomes of the helm when `page`, where `person` sits, says something.
    pub fn turn(
        now: Option<&Helm>,
        inquiry: &InquiryId,
        page: &str,
        person: &PersonId,
        says: Says,
        at: Moment,
    ) -> Turned {
        let is_mine = now.is_some_and(|helm| helm.page == page && helm.person == *person && helm.seen_at.is_some());
        let is_free = now.is_none_or(|helm| helm.seen_at.is_none());
        let version = now.map_or(0, |helm| helm.version) + 1;
        let taken = || {
            let (page, person) = (page.to_owned(), person.clone());
            Helm { inquiry: inquiry.clone(), page, person, taken_at: at, seen_at: Some(at), version }
        };
        match (says, now) {
            (Says::Leaves, Some(helm)) if is_mine => Turned::Seen(Helm { seen_at: None, ..helm.clone() }),
            (Says::Leaves, _) => Turned::Stands,
            (_, Some(helm)) if is_mine => Turned::Seen(Helm { seen_at: Some(at), ..helm.clone() }),
            (Says::There, _) if !is_free => Turned::Stands,
            _ => Turned::Taken(taken()),
        }
    }

    /// Whether its page fell silent without letting go.
    pub fn is_silent(&self, now: Moment) -> bool {
        self.seen_at.is_some_and(|seen| now.since(seen) >= SILENT_MS)
    }

    /// What replay needs of it.
    pub fn after(&self) -> Value {
        json!({ "page": self.page, "person": self.person, "taken_at": self.taken_at, "version": self.version })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(now: Option<&Helm>, page: &str, says: Says, at: i64) -> Turned {
        Helm::turn(now, &"i".into(), page, &"a".into(), says, Moment(at))
    }

    fn taken(turned: Turned) -> Helm {
        match turned {
            Turned::Taken(helm) | Turned::Seen(helm) => helm,
            Turned::Stands => panic!("it stands"),
        }
    }

    #[test]
    fn the_first_page_has_the_show_and_the_second_takes_it_with_one_key() {
        let first = taken(turn(None, "one", Says::There, 1000));
        assert_eq!(turn(Some(&first), "two", Says::There, 2000), Turned::Stands);

        let second = taken(turn(Some(&first), "two", Says::Takes, 2000));

        assert_eq!((second.page.as_str(), second.version), ("two", 2));
        assert_eq!(
            turn(Some(&second), "one", Says::There, 3000),
            Turned::Stands,
            "nobody snatches it back by being there"
        );
    }

    #[test]
    fn a_page_that_fell_silent_keeps_it_until_somebody_presses_and_one_that_was_left_does_not() {
        let first = taken(turn(None, "one", Says::There, 1000));
        assert_eq!((first.is_silent(Moment(3999)), first.is_silent(Moment(4000))), (false, true));
        assert_eq!(turn(Some(&first), "two", Says::There, 60_000), Turned::Stands);

        let left = taken(turn(Some(&first), "one", Says::Leaves, 2000));

        assert!(!left.is_silent(Moment(60_000)));
        assert_eq!(taken(turn(Some(&left), "two", Says::There, 3000)).page, "two");
        assert_eq!(turn(Some(&first), "two", Says::Leaves, 2000), Turned::Stands, "nobody else lets go for it");
    }
}
