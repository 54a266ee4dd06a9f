//! 两人签: the one table of what two persons must stand behind, who may be the second, and whether one may go on alone.
//!
//! Persons are compared, never accounts or tokens. Every rule that asks for "another person" asks here.

use super::{id::PersonId, role::Role, words::words};

words! {
    /// Something that two persons stand behind.
    Pair {
        /// 上屏文: what viewers read. The desk's public text, unchanged, is signed by who wrote it there.
        AirText,
        /// 公开文, where it accuses somebody or the office wants it read twice.
        PublicText,
        /// 承诺核定: the words of a promise, and its first date.
        Promise,
        /// 复核: another look at what was not taken up.
        Appeal,
        /// 书面答复: a department's answer, read before it counts.
        WrittenAnswer,
        /// 核查: whether a promise was kept.
        Finding,
        /// 离岗: somebody works here no longer; nobody ends themselves.
        Leaving,
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Who may give the first signature.
    pub first: &'static [Role],
    /// Who may give the second.
    pub second: &'static [Role],
    /// Whether the first may go on alone, with a reason that is shown until another person countersigns.
    pub alone: bool,
}

/// Everybody who works in the studio: on an evening of three, each of them is a second pair of eyes.
const CREW: &[Role] = &[Role::Director, Role::Moderator, Role::Lead, Role::Host, Role::Scribe, Role::Supervisor];

impl Pair {
    /// Its line of the table.
    pub fn line(self) -> Line {
        use Role::*;
        let (first, second, alone): (&[Role], &[Role], bool) = match self {
            Pair::AirText => (&[Director, Moderator, Lead], CREW, true),
            Pair::Promise => (&[Scribe, Supervisor], CREW, true),
            // From here on nobody goes alone: words that accuse are read by two, whoever refused would only repeat it, and a
            // department never judges itself.
            Pair::PublicText | Pair::Appeal => (&[Moderator, Lead], &[Moderator, Lead], false),
            Pair::WrittenAnswer => (&[Department], &[Supervisor], false),
            Pair::Finding => (&[Department], &[Verifier, Deputy, Supervisor], false),
            Pair::Leaving => (&[Admin, Clerk], &[Admin, Clerk], false),
        };
        Line { first, second, alone }
    }

    /// Whether this part may give the second signature.
    pub fn is_seconded_by(self, role: Role) -> bool {
        self.line().second.contains(&role)
    }

    /// The signature of `by` after those who signed `first`: as the second, or alone where the table allows it and a reason
    /// is given.
    pub fn sign(self, first: &[&PersonId], by: &PersonId, alone: Option<&str>) -> Result<Signed, Unsigned> {
        if !first.contains(&by) {
            return Ok(Signed::Second);
        }
        match alone.map(str::trim).filter(|_| self.line().alone) {
            None => Err(Unsigned::SamePerson),
            Some("") => Err(Unsigned::ReasonRequired),
            Some(reason) => Ok(Signed::Alone(reason.to_owned())),
        }
    }

    /// The signature of `by` under what one of `stood` went on with alone.
    pub fn countersign(self, stood: &[&PersonId], by: &PersonId) -> Result<(), Unsigned> {
        self.sign(stood, by, None).map(drop)
    }

    /// How this crew can sign: who of it would stand alone.
    pub fn of_crew(self, crew: &[(PersonId, Role)]) -> Crewed {
        let line = self.line();
        let of = |roles: &[Role]| {
            let mut people: Vec<&PersonId> =
                crew.iter().filter(|(_, role)| roles.contains(role)).map(|(person, _)| person).collect();
            people.sort();
            people.dedup();
            people
        };
        let (first, second) = (of(line.first), of(line.second));
        if first.is_empty() {
            return Crewed::Nobody;
        }
        let lonely = |person: &&&PersonId| !second.iter().any(|other| other != *person);
        let alone: Vec<PersonId> = first.iter().filter(lonely).map(|person| (*person).clone()).collect();
        if alone.is_empty() { Crewed::Whole(second.len()) } else { Crewed::Alone(alone) }
    }
}

/// How somebody signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signed {
    /// As another person.
    Second,
    /// Alone, for this reason.
    Alone(String),
}

impl Signed {
    /// The reason, where one person went alone.
    pub fn reason(self) -> Option<String> {
        match self {
            Signed::Second => None,
            Signed::Alone(reason) => Some(reason),
        }
    }
}

/// Why a signature does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsigned {
    /// Another person must sign.
    SamePerson,
    /// Going alone needs a reason.
    ReasonRequired,
}

/// Whether a crew has the two persons that something needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Crewed {
    /// Nobody could even be the first.
    Nobody,
    /// What these sign, nobody could second.
    Alone(Vec<PersonId>),
    /// Whoever signs first, another can be the second; so many may.
    Whole(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crew(parts: &[(&str, Role)]) -> Vec<(PersonId, Role)> {
        parts.iter().map(|(person, role)| (PersonId::from(*person), *role)).collect()
    }

    #[test]
    fn a_second_signature_is_another_persons() {
        let (a, b) = (PersonId::from("a"), PersonId::from("b"));
        for &pair in Pair::ALL {
            assert_eq!(pair.sign(&[&a], &b, None), Ok(Signed::Second));
            assert_eq!(pair.sign(&[&a, &b], &b, None), Err(Unsigned::SamePerson), "{pair:?}");
            assert_eq!(pair.countersign(&[&a], &a), Err(Unsigned::SamePerson));
        }
    }

    #[test]
    fn going_alone_needs_a_reason_and_is_for_the_show_only() {
        let a = PersonId::from("a");
        assert_eq!(Pair::AirText.sign(&[&a], &a, Some("  ")), Err(Unsigned::ReasonRequired));
        assert_eq!(Pair::Promise.sign(&[&a], &a, Some("只有我")), Ok(Signed::Alone("只有我".into())));
        for pair in [Pair::PublicText, Pair::Appeal, Pair::WrittenAnswer, Pair::Finding, Pair::Leaving] {
            assert_eq!(pair.sign(&[&a], &a, Some("只有我")), Err(Unsigned::SamePerson), "{pair:?}");
        }
    }

    #[test]
    fn everybody_of_the_studio_may_be_the_second_and_nobody_else() {
        for &role in Role::ALL {
            let of_desk = matches!(role, Role::Moderator | Role::Lead);
            let in_studio = of_desk || matches!(role, Role::Director | Role::Host | Role::Scribe | Role::Supervisor);
            assert_eq!(Pair::AirText.is_seconded_by(role), in_studio, "{role:?}");
            assert_eq!(Pair::Promise.is_seconded_by(role), in_studio, "{role:?}");
        }
    }

    #[test]
    fn three_people_are_enough_for_the_air_and_one_is_not() {
        let three = crew(&[
            ("a", Role::Director),
            ("a", Role::Moderator),
            ("b", Role::Host),
            ("c", Role::Scribe),
            ("c", Role::Supervisor),
        ]);
        assert_eq!(Pair::AirText.of_crew(&three), Crewed::Whole(3));
        assert_eq!(Pair::Promise.of_crew(&three), Crewed::Whole(3));
        assert_eq!(Pair::Appeal.of_crew(&three), Crewed::Alone(vec!["a".into()]));

        let one = crew(&[("a", Role::Director), ("a", Role::Moderator), ("a", Role::Scribe)]);
        assert_eq!(Pair::AirText.of_crew(&one), Crewed::Alone(vec!["a".into()]));
        assert_eq!(Pair::AirText.of_crew(&crew(&[("b", Role::Host)])), Crewed::Nobody);
    }
}
