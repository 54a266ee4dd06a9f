//! The plan of an inquiry: its theme, dates and stream, which can change until it goes on air.

use super::{
    inquiry::{Inquiry, Phase},
    moment::Moment,
    refusal::Refusal,
};

/// What is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The theme.
    pub theme: String,
    /// When the show begins.
    pub starts_at: Moment,
    /// Its length, in minutes.
    pub minutes: i64,
    /// When the call for questions ends.
    pub call_closes_at: Moment,
    /// Where the live picture is.
    pub stream_url: Option<String>,
    /// How far the viewers are behind the studio, in milliseconds.
    pub delay_ms: i64,
}

impl Inquiry {
    /// Its plan.
    pub fn plan(&self) -> Plan {
        Plan {
            theme: self.theme.clone(),
            starts_at: self.starts_at,
            minutes: self.minutes,
            call_closes_at: self.call_closes_at,
            stream_url: self.stream_url.clone(),
            delay_ms: self.delay_ms,
        }
    }

    /// The inquiry by another plan. What is on air, or was, is no longer planned.
    pub fn replan(&self, plan: Plan) -> Result<Inquiry, Refusal> {
        if self.phase > Phase::Ready {
            return Err(Refusal::WrongState);
        }
        let Plan { theme, starts_at, minutes, call_closes_at, stream_url, delay_ms } = plan;
        let version = self.version + 1;
        Ok(Inquiry { theme, starts_at, minutes, call_closes_at, stream_url, delay_ms, version, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{InquiryId, ProgrammeId};

    #[test]
    fn a_show_on_air_is_no_longer_planned() {
        let planning = Inquiry {
            id: InquiryId::from("i"),
            ordinal: 1,
            slug: "a".into(),
            programme: ProgrammeId::from("p"),
            theme: "加强物业管理".into(),
            phase: Phase::Planning,
            interruption: None,
            sentence: None,
            starts_at: Moment(2000),
            minutes: 75,
            call_closes_at: Moment(1000),
            stream_url: None,
            delay_ms: 20_000,
            version: 1,
        };
        let plan = Plan { theme: "校门口的路".into(), ..planning.plan() };

        let replanned = planning.replan(plan.clone()).unwrap();
        assert_eq!((replanned.theme.as_str(), replanned.version), ("校门口的路", 2));

        let live = Inquiry { phase: Phase::Live, ..planning };
        assert_eq!(live.replan(plan), Err(Refusal::WrongState));
    }
}
