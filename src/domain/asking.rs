//! 谁来问: who puts a question on air, and what a deputy who asked says of the answer on the spot.

use super::{
    id::{InquiryId, PersonId, QuestionId},
    moment::Moment,
    provenance::Provenance,
    refusal::Refusal,
    rundown::{Item, ItemState},
    words::words,
};

words! {
    /// Who puts a question on air.
    AskedBy {
        /// 主持人: reads it.
        Host,
        /// 代表: a deputy in the studio.
        Deputy,
        /// 连线: the caller on the line.
        Caller,
        /// 短片: a film asks.
        Clip,
        /// 现场观众: somebody in the hall.
        Hall,
    }
}

impl AskedBy {
    /// Who asks, where nobody has said it: a deputy's question a deputy, what was filmed undercover its film, else the host.
    pub fn usual(provenance: Provenance) -> Self {
        match provenance {
            Provenance::Deputy => AskedBy::Deputy,
            Provenance::Undercover => AskedBy::Clip,
            _ => AskedBy::Host,
        }
    }
}

words! {
    /// What a deputy says of an answer on the spot. It is nobody's rating but theirs, and is counted with no other.
    SpotVerdict {
        /// 满意.
        Satisfied,
        /// 基本满意.
        Partly,
        /// 不满意.
        Not,
    }
}

/// A deputy's word on the answer that they were given.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Spot {
    /// Of which question.
    pub question: QuestionId,
    /// Whose word.
    pub deputy: PersonId,
    /// In which inquiry.
    pub inquiry: InquiryId,
    /// The word.
    pub verdict: SpotVerdict,
    /// Rises by one with each other word; starts at 1.
    pub version: i64,
    /// When.
    pub at: Moment,
}

impl Spot {
    /// The word of `deputy` on what they asked in `item`, in place of the one `before`.
    pub fn given(
        before: Option<&Spot>,
        inquiry: &InquiryId,
        item: &Item,
        deputy: &PersonId,
        verdict: SpotVerdict,
        seen: i64,
        now: Moment,
    ) -> Result<Spot, Refusal> {
        let question = item.question.clone().ok_or(Refusal::WrongState)?;
        if item.deputy.as_ref() != Some(deputy) {
            return Err(Refusal::NotAllowed);
        }
        if !matches!(item.state, ItemState::OnAir | ItemState::Aired) {
            return Err(Refusal::WrongState);
        }
        let version = before.map_or(0, |spot| spot.version);
        if seen != version {
            return Err(Refusal::Stale);
        }
        Ok(Spot { question, deputy: deputy.clone(), inquiry: inquiry.clone(), verdict, version: version + 1, at: now })
    }

    /// What replay needs of it.
    pub fn after(&self) -> serde_json::Value {
        serde_json::json!({ "verdict": self.verdict, "version": self.version })
    }

    /// Under which name the record knows it.
    pub fn subject(&self) -> String {
        format!("{}:{}", self.question, self.deputy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(state: ItemState) -> Item {
        let mut item = Item::waiting("i".into(), Some("q".into()), 60);
        (item.state, item.asked_by, item.deputy) = (state, AskedBy::Deputy, Some("d".into()));
        item
    }

    fn says(before: Option<&Spot>, item: &Item, who: &str, seen: i64) -> Result<Spot, Refusal> {
        Spot::given(before, &"s".into(), item, &who.into(), SpotVerdict::Partly, seen, Moment(7))
    }

    #[test]
    fn whoever_asked_says_it_once_it_was_asked() {
        assert_eq!(says(None, &asked(ItemState::Waiting), "d", 0), Err(Refusal::WrongState));
        assert_eq!(says(None, &asked(ItemState::Dumped), "d", 0), Err(Refusal::WrongState));
        assert_eq!(says(None, &asked(ItemState::OnAir), "another", 0), Err(Refusal::NotAllowed));
        let first = says(None, &asked(ItemState::OnAir), "d", 0).expect("they asked it");
        assert_eq!((first.verdict, first.version), (SpotVerdict::Partly, 1));
    }

    #[test]
    fn another_word_names_the_one_before() {
        let first = says(None, &asked(ItemState::Aired), "d", 0).expect("they asked it");
        assert_eq!(says(Some(&first), &asked(ItemState::Aired), "d", 0), Err(Refusal::Stale));
        assert_eq!(says(Some(&first), &asked(ItemState::Aired), "d", 1).map(|it| it.version), Ok(2));
    }

    #[test]
    fn who_asks_follows_from_where_it_came_until_somebody_says_otherwise() {
        assert_eq!(AskedBy::usual(Provenance::Deputy), AskedBy::Deputy);
        assert_eq!(AskedBy::usual(Provenance::Undercover), AskedBy::Clip);
        assert_eq!(AskedBy::usual(Provenance::Web), AskedBy::Host);
    }
}
