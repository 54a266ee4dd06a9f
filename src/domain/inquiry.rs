//! One inquiry session: its theme, its phases and whether its door is open.

use super::{
    id::{InquiryId, ProgrammeId},
    moment::Moment,
    refusal::Refusal,
    words::words,
};

words! {
    /// Where an inquiry stands, in the order in which it goes.
    Phase {
        /// 筹备.
        Planning,
        /// 征集中.
        Collecting,
        /// 梳理中.
        Curating,
        /// 待播.
        Ready,
        /// 直播.
        Live,
        /// 待交办.
        HandingOver,
        /// 督办中.
        Supervising,
        /// 回头看.
        Reinspecting,
        /// 已归档.
        Archived,
    }
}

words! {
    /// What stands beside the phase, with a public sentence.
    Interruption {
        /// 信号中断.
        Interrupted,
        /// 延期.
        Postponed,
        /// 取消.
        Cancelled,
    }
}

words! {
    /// What the door says, to everybody.
    Intake {
        /// The call has not begun.
        NotYet,
        /// Questions are taken.
        Open,
        /// Between call and show: no questions are taken.
        Closed,
        /// The show is over; what comes in goes elsewhere.
        Over,
    }
}

/// An inquiry.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Inquiry {
    /// Its id.
    pub id: InquiryId,
    /// Its number within the house, from 1; receipts carry it.
    pub ordinal: i64,
    /// Its name in addresses.
    pub slug: String,
    /// The standing show that it belongs to.
    pub programme: ProgrammeId,
    /// The theme, e.g. 加强物业管理.
    pub theme: String,
    /// Where it stands.
    pub phase: Phase,
    /// What stands beside the phase.
    pub interruption: Option<Interruption>,
    /// The public sentence that goes with it.
    pub sentence: Option<String>,
    /// When the show begins.
    pub starts_at: Moment,
    /// Its planned length, in minutes.
    pub minutes: i64,
    /// When the call for questions ends.
    pub call_closes_at: Moment,
    /// Where the live picture is.
    pub stream_url: Option<String>,
    /// How far the viewers are behind the studio, in milliseconds.
    pub delay_ms: i64,
    /// Rises by one with each change.
    pub version: i64,
}

impl Inquiry {
    /// Whether and why the door is open at `now`.
    pub fn intake(&self, now: Moment) -> Intake {
        match self.phase {
            Phase::Planning => Intake::NotYet,
            _ if self.interruption == Some(Interruption::Cancelled) => Intake::Over,
            Phase::Collecting if now < self.call_closes_at => Intake::Open,
            Phase::Live => Intake::Open,
            Phase::Collecting | Phase::Curating | Phase::Ready => Intake::Closed,
            _ => Intake::Over,
        }
    }

    /// Refuses a question when the door is shut.
    pub fn must_take_questions(&self, now: Moment) -> Result<(), Refusal> {
        if self.intake(now) == Intake::Open { Ok(()) } else { Err(Refusal::CallClosed) }
    }

    /// Refuses a second before the call and after the archive: in between every device counts.
    pub fn must_take_seconds(&self) -> Result<(), Refusal> {
        if matches!(self.phase, Phase::Planning | Phase::Archived) { Err(Refusal::CallClosed) } else { Ok(()) }
    }

    /// The inquiry in another phase. It goes forward one by one, may fall back one, and does not leave `handing_over`
    /// while `unowned` questions have no owner and date. A cut signal is the show's: it ends with it.
    pub fn go_to(&self, phase: Phase, unowned: i64) -> Result<Inquiry, Refusal> {
        let (from, to) = (self.phase as i64, phase as i64);
        if (to - from).abs() != 1 {
            return Err(Refusal::WrongState);
        }
        if self.phase == Phase::HandingOver && to > from && unowned > 0 {
            return Err(Refusal::Unowned);
        }
        let next = Inquiry { phase, version: self.version + 1, ..self.clone() };
        match self.interruption {
            Some(Interruption::Interrupted) => Ok(Inquiry { interruption: None, sentence: None, ..next }),
            _ => Ok(next),
        }
    }

    /// The inquiry one version on: something around it changed.
    #[must_use]
    pub fn next(&self) -> Inquiry {
        Inquiry { version: self.version + 1, ..self.clone() }
    }

    /// The inquiry with something beside its phase, and the sentence that tells the public so.
    #[must_use]
    pub fn interrupt(&self, interruption: Interruption, sentence: String) -> Inquiry {
        let (interruption, sentence) = (Some(interruption), Some(sentence));
        Inquiry { interruption, sentence, version: self.version + 1, ..self.clone() }
    }

    /// The inquiry going on where it stood, after an interruption.
    pub fn resume(&self) -> Result<Inquiry, Refusal> {
        match self.interruption {
            None => Err(Refusal::WrongState),
            Some(_) => Ok(Inquiry { interruption: None, sentence: None, version: self.version + 1, ..self.clone() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inquiry(phase: Phase) -> Inquiry {
        Inquiry {
            id: InquiryId::from("i"),
            ordinal: 1,
            slug: "a".into(),
            programme: ProgrammeId::from("p"),
            theme: "加强物业管理".into(),
            phase,
            interruption: None,
            sentence: None,
            starts_at: Moment(2000),
            minutes: 75,
            call_closes_at: Moment(1000),
            stream_url: None,
            delay_ms: 20_000,
            version: 1,
        }
    }

    #[test]
    fn the_door_is_open_during_the_call_and_during_the_show_only() {
        let open = |phase, now| inquiry(phase).intake(Moment(now));

        assert_eq!(open(Phase::Planning, 0), Intake::NotYet);
        assert_eq!(open(Phase::Collecting, 999), Intake::Open);
        assert_eq!(open(Phase::Collecting, 1000), Intake::Closed);
        assert_eq!(open(Phase::Ready, 1500), Intake::Closed);
        assert_eq!(open(Phase::Live, 2500), Intake::Open);
        assert_eq!(open(Phase::HandingOver, 9000), Intake::Over);
    }

    #[test]
    fn nobody_leaves_the_handing_over_while_a_question_has_no_owner() {
        let over = inquiry(Phase::HandingOver);

        assert_eq!(over.go_to(Phase::Supervising, 1), Err(Refusal::Unowned));
        assert_eq!(over.go_to(Phase::Supervising, 0).map(|i| i.phase), Ok(Phase::Supervising));
        assert_eq!(inquiry(Phase::Collecting).go_to(Phase::Live, 0), Err(Refusal::WrongState));
    }

    #[test]
    fn a_cut_signal_ends_with_the_show_and_leaves_the_door_open() {
        let cut = inquiry(Phase::Live).interrupt(Interruption::Interrupted, "信号中断，正在抢修。".into());
        assert_eq!(cut.intake(Moment(2500)), Intake::Open);

        let over = cut.go_to(Phase::HandingOver, 0).expect("a show can end while its signal is cut");

        assert_eq!((over.interruption, over.sentence), (None, None));
        let postponed = inquiry(Phase::Ready).interrupt(Interruption::Postponed, "延期一周。".into());
        assert_eq!(postponed.go_to(Phase::Curating, 0).map(|it| it.interruption), Ok(Some(Interruption::Postponed)));
    }

    #[test]
    fn after_an_interruption_it_goes_on_where_it_stood() {
        let live = inquiry(Phase::Live);
        assert_eq!(live.resume(), Err(Refusal::WrongState));

        let cut = live.interrupt(Interruption::Interrupted, "信号中断，正在抢修。".into());
        let back = cut.resume().expect("an interruption can end");

        assert_eq!((cut.phase, cut.interruption), (Phase::Live, Some(Interruption::Interrupted)));
        assert_eq!((back.interruption, back.sentence, back.version), (None, None, 3));
    }
}
