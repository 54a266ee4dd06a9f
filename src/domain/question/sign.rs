//! 初审、复审: words for which two persons stand before everybody reads them.

use super::{Question, Wish};
use crate::domain::{id::PersonId, moment::Moment, pair::Pair, refusal::Refusal};

impl Question {
    /// Whether publishing these words shows everybody something that they could not read already.
    pub fn shows_anew(&self, wish: &Wish) -> bool {
        !self.state.is_public() || wish.public_text.as_ref().is_some_and(|text| Some(text) != self.public_text.as_ref())
    }

    /// The words that publishing would show.
    pub fn words_to_publish<'a>(&'a self, wish: &'a Wish) -> Option<&'a str> {
        let words = wish.public_text.as_ref().or(self.signed_text.as_ref()).or(self.public_text.as_ref());
        words.map(String::as_str)
    }

    /// The question under a first signature, or published by the second: that of another person, for the same words.
    /// Whoever changes the words signs them first.
    pub fn sign(&self, wish: &Wish, by: &PersonId, now: Moment) -> Result<Question, Refusal> {
        let words = self.words_to_publish(wish).map(str::to_owned);
        let published = self.decide(&Wish { public_text: words.clone(), ..wish.clone() }, now)?;
        match &self.signed_by {
            Some(first) if self.signed_text == words => {
                Pair::PublicText.countersign(&[first], by)?;
                Ok(published)
            }
            _ => {
                let signed_by = Some(by.clone());
                let department = published.department;
                Ok(Question { department, signed_by, signed_text: words, for_lead: false, ..self.next(now) })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Action, State, tests::question},
        *,
    };

    fn wish(text: Option<&str>) -> Wish {
        Wish { action: Action::Approve, reason: None, public_text: text.map(str::to_owned), department: None }
    }

    #[test]
    fn two_persons_stand_for_the_same_words() {
        let (one, two) = (PersonId::from("a"), PersonId::from("b"));
        let signed = question(State::Submitted).sign(&wish(Some("押金为何不退？")), &one, Moment(2)).expect("a first");

        assert_eq!(
            (signed.state, signed.public_text.as_ref(), signed.signed_by.as_ref()),
            (State::Submitted, None, Some(&one))
        );
        assert_eq!(signed.sign(&wish(None), &one, Moment(3)), Err(Refusal::SamePerson));
        let public = signed.sign(&wish(None), &two, Moment(3)).expect("another person");
        assert_eq!((public.state, public.public_text.as_deref()), (State::Approved, Some("押金为何不退？")));
        assert_eq!((&public.signed_by, &public.signed_text), (&None, &None));
    }

    #[test]
    fn whoever_changes_the_words_signs_them_first() {
        let (one, two) = (PersonId::from("a"), PersonId::from("b"));
        let signed = question(State::Submitted).sign(&wish(Some("押金为何不退？")), &one, Moment(2)).expect("a first");

        let again = signed.sign(&wish(Some("装修押金为何不退？")), &two, Moment(3)).expect("a first for other words");

        assert_eq!((again.state, again.signed_by.as_ref()), (State::Submitted, Some(&two)));
        assert!(again.sign(&wish(None), &one, Moment(4)).is_ok_and(|it| it.state == State::Approved));
    }

    #[test]
    fn any_other_decision_takes_the_signature_away() {
        let one = PersonId::from("a");
        let signed = question(State::Submitted).sign(&wish(Some("押金为何不退？")), &one, Moment(2)).expect("a first");

        let later = signed.decide(&Wish { action: Action::Later, ..wish(None) }, Moment(3)).expect("it is open");

        assert_eq!((later.signed_by, later.signed_text), (None, None));
    }

    #[test]
    fn what_is_found_to_accuse_somebody_leaves_the_public_until_two_stand_for_it() {
        let public = Question { public_text: Some("王经理收了押金".into()), ..question(State::Approved) };

        let named = public.decide(&Wish { action: Action::Name, ..wish(None) }, Moment(2)).expect("it is open");

        assert!(named.named && !named.state.is_public() && named.shows_anew(&wish(None)));
        assert!(!public.shows_anew(&wish(None)), "what everybody reads already needs nobody's signature");
    }
}
