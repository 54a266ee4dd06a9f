//! Refusals: what a rule says when something cannot be, each with its stable code.

use thiserror::Error;

/// Why a rule says no. `http::problem` gives each its status.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The writer saw an older version.
    #[error("the writer saw an older version")]
    Stale,
    /// Not possible in the present state.
    #[error("not possible in the present state")]
    WrongState,
    /// The rule asks for another person.
    #[error("another person must do this")]
    SamePerson,
    /// The role or scope does not allow it.
    #[error("not allowed for this role")]
    NotAllowed,
    /// A reason is needed.
    #[error("a reason is needed")]
    ReasonRequired,
    /// A public text is needed.
    #[error("a public text is needed")]
    PublicTextRequired,
    /// A text is needed that a department may read.
    #[error("an order text is needed")]
    OrderTextRequired,
    /// The asker chose that only the Congress reads it.
    #[error("the asker wants it private")]
    AskerWantsItPrivate,
    /// The call for questions is not open.
    #[error("the call is closed")]
    CallClosed,
    /// Something newer stands on top of the decision.
    #[error("a newer decision stands on top")]
    Superseded,
    /// It is already on air.
    #[error("it is already on air")]
    AlreadyOnAir,
    /// A question of this inquiry has no owner and date yet.
    #[error("a question has no owner and date")]
    Unowned,
}

impl Refusal {
    /// The stable code, part of the outside contract.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Stale => "stale_version",
            Refusal::WrongState => "wrong_state",
            Refusal::SamePerson => "same_person",
            Refusal::NotAllowed => "not_allowed",
            Refusal::ReasonRequired => "reason_required",
            Refusal::PublicTextRequired => "public_text_required",
            Refusal::OrderTextRequired => "order_text_required",
            Refusal::AskerWantsItPrivate => "asker_wants_it_private",
            Refusal::CallClosed => "call_closed",
            Refusal::Superseded => "superseded",
            Refusal::AlreadyOnAir => "already_on_air",
            Refusal::Unowned => "unowned_question",
        }
    }
}
