//! Faces: what leaves towards the public and the asker. Types that lack the original and the contact cannot leak them.

use jiff::{civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    id::{DepartmentId, QuestionId},
    provenance::Provenance,
    question::{Outcome, Question, State, Visibility},
};

/// A question as everybody may read it. It has no original, no contact, no title and no time of day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PublicQuestion {
    /// Its id.
    pub id: QuestionId,
    /// 公开文.
    pub text: String,
    /// Who asks: where it came from. Lines that were written before it was told are the public's.
    #[serde(default)]
    pub provenance: Provenance,
    /// Where it stands.
    pub state: State,
    /// How the asker wished to be called; none by default.
    pub asker: Option<String>,
    /// Whom it asks.
    pub department: Option<DepartmentId>,
    /// The day on which it was sent.
    #[schema(value_type = String, format = "date")]
    #[cfg_attr(test, ts(type = "string"))]
    pub asked_on: Date,
    /// How it ended on air.
    pub outcome: Option<Outcome>,
    /// Distinct devices that said 我也遇到, on it and on all that was merged into it.
    pub seconds: i64,
}

impl PublicQuestion {
    /// The public face of a question, where it has one. `name` is the form of address that the asker gave.
    pub fn of(question: &Question, name: Option<&str>, seconds: i64, zone: &TimeZone) -> Option<Self> {
        let shown = question.state.is_public()
            && !question.sealed
            && !question.urgent
            && !question.minor
            && question.visibility != Visibility::CongressOnly;
        let text = question.public_text.clone().filter(|_| shown)?;
        Some(Self {
            id: question.id.clone(),
            text,
            provenance: question.provenance,
            state: public_state(question.state),
            asker: name.filter(|_| question.visibility == Visibility::Public).map(str::to_owned),
            department: question.department.clone(),
            asked_on: question.asked_at.date_in(zone),
            outcome: question.outcome,
            seconds,
        })
    }
}

/// What comes next is never public: the shortlist and the running order read as published.
pub fn public_state(state: State) -> State {
    match state {
        State::Shortlisted | State::Queued => State::Approved,
        other => other,
    }
}
