//! Refusals: what a rule says when something cannot be, each with its stable code.

use thiserror::Error;

use super::pair::Unsigned;

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
    /// Who asks is under 18: neither public nor on air.
    #[error("the asker is under 18")]
    OfMinor,
    /// The call for questions is not open.
    #[error("the call is closed")]
    CallClosed,
    /// The door takes nothing for now; everything else stays.
    #[error("the intake is paused")]
    IntakePaused,
    /// No more photos belong to one question.
    #[error("no more photos")]
    TooManyPhotos,
    /// Something newer stands on top of the decision.
    #[error("a newer decision stands on top")]
    Superseded,
    /// It is already on air.
    #[error("it is already on air")]
    AlreadyOnAir,
    /// A question of this inquiry has no owner and date yet.
    #[error("a question has no owner and date")]
    Unowned,
    /// Something urgent is first seen to: until then it is neither published nor asked.
    #[error("something urgent comes first")]
    Urgent,
    /// Its asker is called back first: until then it is neither published nor handed over.
    #[error("the asker is called back first")]
    CallBackFirst,
    /// Who did not open the telephone number cannot have called.
    #[error("the contact was not opened")]
    ContactNotOpened,
    /// How askers confirm their identity was settled when the call opened.
    #[error("the identity rule is fixed")]
    IdentityFixed,
    /// This way of confirming an identity is not set up here.
    #[error("this way is not set up")]
    IdentityNotSetUp,
    /// Somebody else has taken it.
    #[error("somebody else has taken it")]
    AlarmTaken,
    /// It rings, and nobody has taken it.
    #[error("nobody has taken it")]
    AlarmWaiting,
    /// A colleague has it.
    #[error("a colleague has it")]
    TakenByAnother,
    /// The asker said no, more than once.
    #[error("the asker said no")]
    FlatRefused,
    /// The name in addresses belongs to another one.
    #[error("the name is taken")]
    NameTaken,
    /// What is shown to whom was settled when the call opened; it is not loosened by changing the plan.
    #[error("the disclosure rules are fixed")]
    DisclosureFixed,
    /// The call is open and its questions are public: they cannot be sealed any more.
    #[error("the questions are public since the call opened")]
    SealTooLate,
    /// Nobody is summoned who could answer.
    #[error("nobody is summoned")]
    NobodySummoned,
    /// No department of this name, or it is not summoned.
    #[error("no such department is summoned")]
    UnknownDepartment,
    /// The call would end after the show has begun.
    #[error("the call would end after the show begins")]
    DatesCrossed,
    /// The file is no table that we can read.
    #[error("the file cannot be read")]
    UnreadableFile,
    /// The file is a web page that is only named like a workbook.
    #[error("the file is a web page")]
    WebPageFile,
    /// The file has more rows than are taken at once.
    #[error("too many rows")]
    TooManyRows,
    /// No column of this name.
    #[error("no such column")]
    UnknownColumn,
    /// No column is the text of the question.
    #[error("no column is the text")]
    TextNotMapped,
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
            Refusal::OfMinor => "of_minor",
            Refusal::CallClosed => "call_closed",
            Refusal::IntakePaused => "intake_paused",
            Refusal::TooManyPhotos => "too_many_photos",
            Refusal::Superseded => "superseded",
            Refusal::AlreadyOnAir => "already_on_air",
            Refusal::Unowned => "unowned_question",
            Refusal::Urgent => "urgent_first",
            Refusal::CallBackFirst => "call_back_first",
            Refusal::ContactNotOpened => "contact_not_opened",
            Refusal::IdentityFixed => "identity_fixed",
            Refusal::IdentityNotSetUp => "identity_not_set_up",
            Refusal::AlarmTaken => "alarm_taken",
            Refusal::AlarmWaiting => "alarm_waiting",
            Refusal::TakenByAnother => "taken_by_another",
            Refusal::FlatRefused => "flat_refused",
            Refusal::NameTaken => "name_taken",
            Refusal::DisclosureFixed => "disclosure_fixed",
            Refusal::SealTooLate => "seal_too_late",
            Refusal::NobodySummoned => "nobody_summoned",
            Refusal::UnknownDepartment => "unknown_department",
            Refusal::DatesCrossed => "dates_crossed",
            Refusal::UnreadableFile => "unreadable_file",
            Refusal::WebPageFile => "web_page_file",
            Refusal::TooManyRows => "too_many_rows",
            Refusal::UnknownColumn => "unknown_column",
            Refusal::TextNotMapped => "text_not_mapped",
        }
    }
}

impl From<Unsigned> for Refusal {
    fn from(unsigned: Unsigned) -> Self {
        match unsigned {
            Unsigned::SamePerson => Refusal::SamePerson,
            Unsigned::ReasonRequired => Refusal::ReasonRequired,
        }
    }
}
