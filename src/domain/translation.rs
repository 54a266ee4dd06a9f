//! 译文: what somebody of the staff wrote beside an original in another language, always under their name.

use super::{
    id::{InquiryId, PersonId, QuestionId},
    moment::Moment,
    refusal::Refusal,
};

/// A translation of one question's original.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Translation {
    /// Of which question.
    pub question: QuestionId,
    /// In which inquiry.
    pub inquiry: InquiryId,
    /// In Chinese.
    pub text: String,
    /// Who wrote it last.
    pub by_person: PersonId,
    /// When.
    pub at: Moment,
    /// Rises by one with each change; 0 where there is none.
    pub version: i64,
}

impl Translation {
    /// The next version over the one that its writer saw.
    pub fn over(
        before: Option<&Translation>,
        seen: i64,
        of: (&QuestionId, &InquiryId),
        text: String,
        by: &PersonId,
        now: Moment,
    ) -> Result<Translation, Refusal> {
        let version = before.map_or(0, |before| before.version);
        if version != seen {
            return Err(Refusal::Stale);
        }
        if before.is_some_and(|before| before.text == text) {
            return Err(Refusal::WrongState);
        }
        Ok(Translation {
            question: of.0.clone(),
            inquiry: of.1.clone(),
            text,
            by_person: by.clone(),
            at: now,
            version: version + 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_is_written_over_the_one_that_was_seen() {
        let (question, inquiry, by) = (QuestionId::from("q"), InquiryId::from("i"), PersonId::from("p"));
        let over = |before: Option<&Translation>, seen, text: &str| {
            Translation::over(before, seen, (&question, &inquiry), text.to_owned(), &by, Moment(5))
        };

        let first = over(None, 0, "电梯坏了三个月").expect("the first");

        assert_eq!((first.version, first.text.as_str()), (1, "电梯坏了三个月"));
        assert_eq!(over(Some(&first), 0, "电梯坏了"), Err(Refusal::Stale));
        assert_eq!(over(Some(&first), 1, "电梯坏了三个月"), Err(Refusal::WrongState));
        assert_eq!(over(Some(&first), 1, "电梯坏了").map(|it| it.version), Ok(2));
    }
}
