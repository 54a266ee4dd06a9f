//! 通知: what a supervisor tells a department or the public by hand, by which way, and when there is something to tell.

use super::{
    commitment::{Commitment, Stage},
    id::{InquiryId, PersonId},
    moment::Moment,
    question::State,
    words::words,
};

words! {
    /// What is told.
    Notice {
        /// 交办.
        Order,
        /// 催办.
        Urge,
        /// 退单已定.
        ReturnDecided,
        /// 公示.
        PublicNotice,
        /// 答复退回.
        AnswerReturned,
        /// 次日速报.
        Morning,
    }
}

words! {
    /// By which way.
    Way {
        /// 微信.
        Wechat,
        /// 电话.
        Telephone,
        /// 纸质.
        Paper,
        /// 当面.
        InPerson,
    }
}

/// 已告知: somebody was told of something. A fact that is only ever added.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Told {
    /// Its id.
    pub id: String,
    /// Of which promise, question or inquiry.
    pub subject: String,
    /// In which inquiry.
    pub inquiry: InquiryId,
    /// What was told.
    pub notice: Notice,
    /// To whom.
    pub to_whom: String,
    /// By which way.
    pub way: Way,
    /// Who told it.
    pub person: PersonId,
    /// When.
    pub at: Moment,
}

/// What there is to tell of a promise as it stands.
pub fn of_promise(it: &Commitment) -> Vec<Notice> {
    let mut notices = Vec::new();
    let is_decided = it.given_back.last().is_some_and(|back| back.settled.is_some());
    if is_decided && matches!(it.stage, Stage::Assigned | Stage::Accepted) {
        notices.push(Notice::ReturnDecided);
    }
    match it.stage {
        Stage::Assigned | Stage::Accepted => notices.extend([Notice::Order, Notice::Urge]),
        Stage::InProgress | Stage::Paused => notices.push(Notice::Urge),
        Stage::Notice => notices.push(Notice::PublicNotice),
        _ => {}
    }
    notices
}

/// What there is to tell of a question that a department owes.
pub fn of_question(state: State, was_answer_returned: bool) -> Vec<Notice> {
    match state {
        State::AwaitingWritten if was_answer_returned => vec![Notice::AnswerReturned, Notice::Urge],
        State::AwaitingWritten => vec![Notice::Order, Notice::Urge],
        State::Referred => vec![Notice::Order],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_for_its_answer_is_urged_and_what_went_back_is_told() {
        assert_eq!(of_question(State::AwaitingWritten, false), [Notice::Order, Notice::Urge]);
        assert_eq!(of_question(State::AwaitingWritten, true), [Notice::AnswerReturned, Notice::Urge]);
        for &state in State::ALL.iter().filter(|it| !matches!(it, State::AwaitingWritten | State::Referred)) {
            assert_eq!(of_question(state, true), [], "{state:?}");
        }
    }
}
