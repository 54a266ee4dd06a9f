//! What an inquiry shows to whom: settled before its call opens, and afterwards only tightened.

use super::{inquiry::Phase, moment::Moment, refusal::Refusal, words::words};

words! {
    /// What the summoned departments may read of the questions before the show, from tight to wide.
    BeforeShow {
        /// Nothing at all.
        Nothing,
        /// How many, and on what.
        Scope,
    }
}

words! {
    /// In which phases two persons stand for every public text (初审、复审).
    SecondReview {
        /// In none: one person's reading is enough.
        Never,
        /// Before the show, where there is time.
        Before,
        /// During the show, where everybody watches.
        Live,
        /// In every phase.
        Always,
    }
}

impl SecondReview {
    /// Whether a text that becomes public in this phase is read by two.
    pub fn is_due(self, phase: Phase) -> bool {
        match self {
            SecondReview::Never => false,
            SecondReview::Before => phase < Phase::Live,
            SecondReview::Live => phase == Phase::Live,
            SecondReview::Always => true,
        }
    }
}

/// The rules of one inquiry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Whether questions are public once a moderator has published them.
    pub public_after_review: bool,
    /// What departments may read before the show.
    pub before_show: BeforeShow,
    /// Since when it only gets tighter.
    pub fixed_at: Option<Moment>,
    /// In which phases every public text is read by two.
    pub second_review: SecondReview,
}

impl Default for Disclosure {
    fn default() -> Self {
        Self {
            public_after_review: true,
            before_show: BeforeShow::Nothing,
            fixed_at: None,
            second_review: SecondReview::Never,
        }
    }
}

impl Disclosure {
    /// The rules as wanted; once they are fixed nothing is shown that was promised to stay unseen.
    pub fn change(&self, public_after_review: bool, before_show: BeforeShow) -> Result<Self, Refusal> {
        let loosens = (public_after_review && !self.public_after_review) || before_show > self.before_show;
        if self.fixed_at.is_some() && loosens {
            return Err(Refusal::DisclosureFixed);
        }
        Ok(Self { public_after_review, before_show, ..self.clone() })
    }

    /// The rules, fixed from now on unless they were before.
    #[must_use]
    pub fn fix(&self, now: Moment) -> Self {
        Self { fixed_at: self.fixed_at.or(Some(now)), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn once_the_call_is_open_the_rules_only_get_tighter() {
        let open = Disclosure { public_after_review: false, before_show: BeforeShow::Scope, ..Disclosure::default() };
        assert!(open.change(true, BeforeShow::Scope).is_ok(), "before the call everything can change");

        let fixed = open.fix(Moment(7));

        assert_eq!(fixed.change(true, BeforeShow::Scope), Err(Refusal::DisclosureFixed));
        let tight = fixed.change(false, BeforeShow::Nothing).unwrap();
        assert_eq!(tight.fixed_at, Some(Moment(7)));
        assert_eq!(tight.change(false, BeforeShow::Scope), Err(Refusal::DisclosureFixed));
    }
}
