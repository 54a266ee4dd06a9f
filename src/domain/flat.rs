//! 门牌号: a department that needs it asks, the asker says yes or no to that very request, and may take a yes back.

use super::{
    id::{DepartmentId, InquiryId, PersonId, QuestionId},
    moment::Moment,
    refusal::Refusal,
    words::words,
};

words! {
    /// Where a request for the flat number stands.
    FlatState {
        /// 等您同意.
        Asked,
        /// 同意了.
        Agreed,
        /// 没有同意, or no longer.
        Refused,
    }
}

/// How often a department may ask for the flat number of one question: whoever was told no twice does not press on.
pub const MOST_REQUESTS: usize = 2;
/// The longest flat number, in Unicode scalars.
pub const FLAT_CHARS: usize = 60;
/// How long the reason may be, in Unicode scalars: the asker decides by it.
pub const REASON_CHARS: std::ops::RangeInclusive<usize> = 4..=200;

/// A department's request for the flat number of one question.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct FlatRequest {
    /// Its id.
    pub id: String,
    /// Of which question.
    pub question: QuestionId,
    /// Of which inquiry.
    pub inquiry: InquiryId,
    /// Who asks.
    pub department: DepartmentId,
    /// Which of its officers.
    pub asked_by: PersonId,
    /// What for, as the asker reads it.
    pub reason: String,
    /// When.
    pub asked_at: Moment,
    /// Where it stands.
    pub state: FlatState,
    /// When the asker said so.
    pub answered_at: Option<Moment>,
    /// Rises by one with each change.
    pub version: i64,
}

impl FlatRequest {
    /// A department asks, unless it has been answered or its asker said no too often. `before` is what it asked before.
    pub fn ask(
        before: &[FlatRequest],
        question: QuestionId,
        inquiry: InquiryId,
        (department, asked_by): (DepartmentId, PersonId),
        reason: String,
        now: Moment,
    ) -> Result<FlatRequest, Refusal> {
        if before.iter().any(|it| it.state != FlatState::Refused) {
            return Err(Refusal::WrongState);
        }
        if before.len() >= MOST_REQUESTS {
            return Err(Refusal::FlatRefused);
        }
        let id = uuid::Uuid::now_v7().to_string();
        let (state, answered_at) = (FlatState::Asked, None);
        Ok(FlatRequest {
            id,
            question,
            inquiry,
            department,
            asked_by,
            reason,
            asked_at: now,
            state,
            answered_at,
            version: 1,
        })
    }

    /// Refuses a writer who saw another version.
    pub fn must_be(&self, seen: i64) -> Result<(), Refusal> {
        if self.version == seen { Ok(()) } else { Err(Refusal::Stale) }
    }

    /// The asker says yes to this request.
    pub fn agree(&self, now: Moment) -> Result<FlatRequest, Refusal> {
        if self.state == FlatState::Asked {
            Ok(self.answered(FlatState::Agreed, now))
        } else {
            Err(Refusal::WrongState)
        }
    }

    /// The asker says no, or takes a yes back.
    pub fn refuse(&self, now: Moment) -> Result<FlatRequest, Refusal> {
        if self.state == FlatState::Refused {
            Err(Refusal::WrongState)
        } else {
            Ok(self.answered(FlatState::Refused, now))
        }
    }

    fn answered(&self, state: FlatState, now: Moment) -> FlatRequest {
        FlatRequest { state, answered_at: Some(now), version: self.version + 1, ..self.clone() }
    }

    /// Refuses whoever is not the department to which the asker said yes.
    pub fn must_open_to(&self, department: &DepartmentId) -> Result<(), Refusal> {
        match self.state {
            _ if self.department != *department => Err(Refusal::NotAllowed),
            FlatState::Agreed => Ok(()),
            FlatState::Asked | FlatState::Refused => Err(Refusal::WrongState),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(before: &[FlatRequest]) -> Result<FlatRequest, Refusal> {
        let who = (DepartmentId::from("d"), PersonId::from("p"));
        FlatRequest::ask(before, "q".into(), "i".into(), who, "上门修水管".into(), Moment(1))
    }

    #[test]
    fn it_opens_to_the_department_that_was_told_yes_and_only_while_that_holds() {
        let (own, other) = (DepartmentId::from("d"), DepartmentId::from("e"));
        let asked = asks(&[]).expect("nobody asked before");
        assert_eq!(asked.must_open_to(&own), Err(Refusal::WrongState), "it was not answered yet");
        let agreed = asked.agree(Moment(2)).expect("it waits for an answer");

        assert_eq!((agreed.must_open_to(&own), agreed.must_open_to(&other)), (Ok(()), Err(Refusal::NotAllowed)));
        assert_eq!(agreed.agree(Moment(3)), Err(Refusal::WrongState));
        let taken_back = agreed.refuse(Moment(3)).expect("a yes may be taken back");
        assert_eq!(taken_back.must_open_to(&own), Err(Refusal::WrongState));
    }

    #[test]
    fn who_was_told_no_twice_does_not_ask_again() {
        let first = asks(&[]).expect("nobody asked before");
        assert_eq!(asks(std::slice::from_ref(&first)), Err(Refusal::WrongState), "one request at a time");
        let no = first.refuse(Moment(2)).expect("it waits for an answer");
        assert!(asks(std::slice::from_ref(&no)).is_ok());

        assert_eq!(asks(&[no.clone(), no]), Err(Refusal::FlatRefused));
    }
}
