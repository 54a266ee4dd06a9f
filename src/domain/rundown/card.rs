//! What lies over the picture beside a question: the name strap of whoever answers, or the card of a promise.

use serde::{Deserialize, Serialize};

use super::{Air, Effect, Refusal, Rundown, Turned};
use crate::domain::words::words;

words! {
    /// What a card shows.
    CardKind {
        /// 人名条: post and name of whoever answers.
        Respondent,
        /// 承诺卡: what was promised, by whom and by when.
        Promise,
    }
}

/// A card over the picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Card {
    /// What it shows.
    pub kind: CardKind,
    /// Of which respondent or promise.
    pub id: String,
}

impl Rundown {
    /// Lays a card over the picture in place of what is there, or takes it away. What is on air stays on air.
    pub fn show_card(&self, card: Option<Card>, air: &Air) -> Result<Turned, Refusal> {
        if card.is_some() && !air.is_live {
            return Err(Refusal::NotLive);
        }
        let effects = if self.card == card { vec![] } else { vec![Effect::CardSet] };
        Ok(Rundown { card, ..self.clone() }.turned(effects))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{moment::Moment, rundown::Item};

    fn air(is_live: bool) -> Air {
        Air { now: Moment(10_000), is_live, delay_ms: 20_000 }
    }

    fn card() -> Option<Card> {
        Some(Card { kind: CardKind::Respondent, id: "r".into() })
    }

    #[test]
    fn a_card_lies_over_the_picture_until_it_is_taken_away_by_whatever_is_graver() {
        let items = vec![Item::waiting("a".into(), None, 60)];
        let bare = Rundown { items, version: 1, ..Rundown::default() };
        assert_eq!(bare.show_card(card(), &air(false)), Err(Refusal::NotLive));
        assert_eq!(bare.show_card(None, &air(false)).map(|it| it.effects), Ok(vec![]));

        let laid = bare.show_card(card(), &air(true)).expect("the show is live").rundown;

        assert_eq!((laid.card.clone(), laid.version), (card(), 2));
        assert_eq!(laid.show_card(card(), &air(true)).map(|it| it.effects), Ok(vec![]));
        let taken = laid.take(None, None, &air(true)).expect("a film needs no approval").rundown;
        assert_eq!(taken.card, None, "a take makes room for the question");
        for graver in [laid.dump(&air(true)), laid.show_graphic(false)] {
            assert_eq!((graver.rundown.card, graver.effects.is_empty()), (None, false));
        }
    }
}
