//! What an inquiry shows to whom: settled before its call opens. Afterwards departments may only see less, and a sealed
//! list is opened to everybody by a step of its own, with a public notice.

use super::{id::PersonId, identity::Identity, inquiry::Phase, moment::Moment, refusal::Refusal, words::words};

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

words! {
    /// The lists of questions that somebody of the staff opens.
    List {
        /// The desk.
        Desk,
        /// 题单 on paper or as a file.
        QuestionSheet,
        /// 串联单.
        Rundown,
        /// 串联单 on paper.
        RundownSheet,
        /// The host's cards.
        HostCards,
        /// The cards of deputies who ask.
        DeputyCards,
        /// What waits for a second signature.
        Pairs,
        /// What the scribe links a promise to.
        Scribe,
        /// 审定: what was signed, and what changed since.
        SignOff,
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
    /// Whether questions are public once a moderator has published them; sealed, they are from the air on.
    pub public_after_review: bool,
    /// What departments may read before the show.
    pub before_show: BeforeShow,
    /// Since when it is settled.
    pub fixed_at: Option<Moment>,
    /// In which phases every public text is read by two.
    pub second_review: SecondReview,
    /// How an asker's identity is confirmed.
    pub identity: Identity,
    /// How a sealed list was opened to everybody.
    pub unsealed: Option<Unsealing>,
}

/// 放开密封: questions that were sealed are public from now on, and everybody is told why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsealing {
    /// When.
    pub at: Moment,
    /// Who opened it.
    pub by: PersonId,
    /// What everybody is told.
    pub notice: String,
}

impl Default for Disclosure {
    fn default() -> Self {
        Self {
            public_after_review: true,
            before_show: BeforeShow::Nothing,
            fixed_at: None,
            second_review: SecondReview::Never,
            identity: Identity::None,
            unsealed: None,
        }
    }
}

impl Disclosure {
    /// Whether no question's words are public before it was on air.
    pub fn is_sealed(&self) -> bool {
        !self.public_after_review
    }

    /// The rules as wanted. Once they are fixed nothing is shown that was promised to stay unseen, and nothing is sealed
    /// that was promised to be public: who has read it cannot unread it.
    pub fn change(&self, public_after_review: bool, before_show: BeforeShow) -> Result<Self, Refusal> {
        let is_fixed = self.fixed_at.is_some();
        if is_fixed && self.public_after_review && !public_after_review {
            return Err(Refusal::SealTooLate);
        }
        let loosens = (public_after_review && self.is_sealed()) || before_show > self.before_show;
        if is_fixed && loosens {
            return Err(Refusal::DisclosureFixed);
        }
        Ok(Self { public_after_review, before_show, ..self.clone() })
    }

    /// The rules with another way of confirming who asks. Once they are fixed it stays: who asked first and who asks last
    /// show the same.
    pub fn confirm_by(&self, identity: Identity) -> Result<Self, Refusal> {
        if self.fixed_at.is_some() && identity != self.identity {
            return Err(Refusal::IdentityFixed);
        }
        Ok(Self { identity, ..self.clone() })
    }

    /// The rules, fixed from now on unless they were before.
    #[must_use]
    pub fn fix(&self, now: Moment) -> Self {
        Self { fixed_at: self.fixed_at.or(Some(now)), ..self.clone() }
    }

    /// The rules with the seal taken off, and what everybody is told. Before they are fixed the plan is simply changed.
    pub fn unseal(&self, by: PersonId, notice: String, now: Moment) -> Result<Self, Refusal> {
        if self.fixed_at.is_none() || !self.is_sealed() {
            return Err(Refusal::WrongState);
        }
        let unsealed = Some(Unsealing { at: now, by, notice });
        Ok(Self { public_after_review: true, unsealed, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn once_the_call_is_open_departments_only_see_less() {
        let open = Disclosure { public_after_review: false, before_show: BeforeShow::Scope, ..Disclosure::default() };
        assert!(open.change(true, BeforeShow::Scope).is_ok(), "before the call everything can change");

        let fixed = open.fix(Moment(7));

        assert_eq!(fixed.change(true, BeforeShow::Scope), Err(Refusal::DisclosureFixed));
        let tight = fixed.change(false, BeforeShow::Nothing).unwrap();
        assert_eq!(tight.fixed_at, Some(Moment(7)));
        assert_eq!(tight.change(false, BeforeShow::Scope), Err(Refusal::DisclosureFixed));
    }

    #[test]
    fn how_askers_are_confirmed_is_settled_before_the_call() {
        let phone = Disclosure::default().confirm_by(Identity::Phone).expect("before the call");

        let fixed = phone.fix(Moment(7));

        assert_eq!(fixed.confirm_by(Identity::None), Err(Refusal::IdentityFixed));
        assert_eq!(fixed.confirm_by(Identity::Phone), Ok(fixed.clone()));
    }

    #[test]
    fn a_seal_is_set_before_the_call_and_taken_off_by_a_step_of_its_own() {
        let open = Disclosure::default();
        let unseal = |it: &Disclosure| it.unseal(PersonId::from("p"), "应群众要求放开".into(), Moment(9));
        assert!(open.change(false, BeforeShow::Nothing).is_ok(), "before the call it can be sealed");
        assert_eq!(open.fix(Moment(7)).change(false, BeforeShow::Nothing), Err(Refusal::SealTooLate));
        let sealed = Disclosure { public_after_review: false, ..open };
        assert_eq!(unseal(&sealed), Err(Refusal::WrongState), "before the call the plan is changed");

        let opened = unseal(&sealed.fix(Moment(7))).expect("it is sealed and fixed");

        assert_eq!((opened.is_sealed(), opened.unsealed.as_ref().map(|it| it.at)), (false, Some(Moment(9))));
        assert_eq!(unseal(&opened), Err(Refusal::WrongState));
        assert_eq!(opened.change(false, BeforeShow::Nothing), Err(Refusal::SealTooLate));
    }
}
