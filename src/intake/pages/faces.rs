//! What is stored, in the shapes that the door's templates read.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use crate::{
    app::App,
    domain::{
        book::PublicCommitment,
        counts::Counts,
        disclosure::Disclosure,
        faces::PublicQuestion,
        id::{QuestionId, VisitorId},
        identity::Identity,
        inquiry::{Inquiry, Intake, Phase},
        moment::{Moment, minutes},
    },
    http::{Problem, Reader},
    intake::own::WrittenAnswer,
    lang::Arg,
    pages::{
        House,
        door::{self, Call, Choice, InquiryFace, PromiseLine, ReasonCount, Said, SaidBox, SealNotice},
        followup::badges::Badges,
    },
    store::{
        Tx, disclosures, gates, inquiries,
        inquiries::{Department, Programme},
        questions, seconds,
    },
    text::words::words,
};

/// What surrounds an inquiry's pages: the programme, and who answers.
pub struct Around {
    /// The programme.
    pub programme: Programme,
    /// Who answers, in their order.
    pub summoned: Vec<Department>,
    /// What it shows to whom.
    rules: Disclosure,
    /// In which zone days are told.
    zone: TimeZone,
    /// What this device says it shares.
    mine: BTreeSet<QuestionId>,
}

impl Around {
    /// Reads what surrounds an inquiry.
    pub async fn of(tx: &mut Tx, inquiry: &Inquiry) -> Result<Self, Problem> {
        let programme = inquiries::programme(tx, &inquiry.programme).await?;
        let summoned = inquiries::summoned(tx, &inquiry.id).await?;
        let rules = disclosures::of(tx, &inquiry.id).await?;
        let zone = TimeZone::get(&programme.zone).unwrap_or(TimeZone::UTC);
        Ok(Self { programme, summoned, rules, zone, mine: BTreeSet::new() })
    }

    /// Notes which of these questions a device shares.
    pub async fn mark_mine(
        &mut self,
        tx: &mut Tx,
        visitor: Option<&VisitorId>,
        shown: &[PublicQuestion],
    ) -> Result<(), Problem> {
        if let Some(visitor) = visitor {
            let ids: Vec<QuestionId> = shown.iter().map(|question| question.id.clone()).collect();
            self.mine.extend(seconds::given_by(tx, visitor, &ids).await?);
        }
        Ok(())
    }

    /// How an asker's identity is confirmed.
    pub fn identity(&self) -> Identity {
        self.rules.identity
    }

    /// Whose pages these are.
    pub fn house(&self) -> House {
        House::from(&self.programme)
    }

    /// Whom one can ask.
    pub fn choices(&self) -> Vec<Choice> {
        self.summoned.iter().map(|it| Choice { id: it.id.0.clone(), name: it.name.clone() }).collect()
    }

    /// An inquiry for a template.
    pub fn inquiry(&self, inquiry: &Inquiry) -> InquiryFace {
        InquiryFace {
            slug: inquiry.slug.clone(),
            theme: inquiry.theme.clone(),
            phase: inquiry.phase.word(),
            interruption: inquiry.interruption.map(|it| it.word()),
            sentence: inquiry.sentence.clone(),
            sealed: self.rules.is_sealed(),
            notice: self
                .rules
                .unsealed
                .as_ref()
                .map(|it| SealNotice { text: it.notice.clone(), on: it.at.date_in(&self.zone).to_string() }),
            live_at: Some(inquiry.starts_at.0),
            minutes: inquiry.minutes.try_into().ok(),
            summoned: self.summoned.iter().map(|it| it.name.clone()).collect(),
            deputies: None,
            stream: inquiry.stream_url.clone(),
        }
    }

    /// A public question for a template.
    pub fn question(&self, face: &PublicQuestion, inquiry: &Inquiry) -> door::PublicQuestion {
        let to = face.department.as_ref().and_then(|id| self.summoned.iter().find(|it| &it.id == id));
        door::PublicQuestion {
            id: face.id.0.clone(),
            words: words(&face.text),
            provenance: face.provenance.word(),
            by: face.asker.clone(),
            to: to.map(|it| it.name.clone()),
            state: face.state.word(),
            seconds: face.seconds.unsigned_abs(),
            mine: self.mine.contains(&face.id),
            may_second: inquiry.must_take_seconds().is_ok() && face.state.takes_seconds(),
        }
    }
}

/// Whether one can ask, for a template.
pub async fn call(app: &App, tx: &mut Tx, inquiry: &Inquiry, around: &Around) -> Result<Call, Problem> {
    let zone = &app.zone(tx, &inquiry.programme).await?;
    let gating = gates::of(tx, &inquiry.id).await?;
    let now = app.now();
    let intake = inquiry.intake(now);
    let left = inquiry.call_closes_at.date_in(zone).since(now.date_in(zone)).ok().map(|span| span.get_days());
    Ok(Call {
        state: intake.word(),
        opens_at: None,
        closes_at: Some(inquiry.call_closes_at.0),
        days_left: left.and_then(|days| days.try_into().ok()).filter(|_| intake == Intake::Open),
        again_live: matches!(inquiry.phase, Phase::Collecting | Phase::Curating | Phase::Ready),
        gate: gating.gate.word(),
        gate_sentence: gating.sentence.filter(|_| intake == Intake::Open),
        hotline: around.programme.hotline.clone(),
    })
}

/// A written answer, for a template.
pub fn written(answer: WrittenAnswer) -> door::WrittenAnswer {
    let WrittenAnswer { text, signed_by, department, on } = answer;
    door::WrittenAnswer { text, department, signed_by, on: on.to_string() }
}

/// What was promised, each in one line, for a template.
pub fn promised(promises: &[PublicCommitment]) -> Vec<PromiseLine> {
    let line = |it: &PublicCommitment| {
        let Badges { found, time, .. } = Badges::of(it);
        PromiseLine {
            id: it.id.0.clone(),
            quote: it.quote.clone(),
            department: it.lead.as_ref().map(|lead| lead.name.clone()).unwrap_or_default(),
            due: it.due.as_ref().map(ToString::to_string),
            year: time.year,
            found: found.key,
            class: found.class,
            symbol: found.symbol,
        }
    };
    promises.iter().map(line).collect()
}

/// What was promised last, with its five boxes, for a template.
pub fn said(it: &PublicCommitment, reader: &Reader) -> Said {
    let one = |name: &str, value: Option<String>| SaidBox { name: name.into(), value };
    let lead = it.lead.as_ref().map(|lead| lead.name.clone());
    let due = it.due.as_ref().and_then(|due| due.date()).map(|due| {
        let part = |n: i8| Arg::Number(f64::from(n));
        reader.lang.say("month-day", &[("month", part(due.month())), ("day", part(due.day()))])
    });
    Said {
        quote: it.quote.clone(),
        by: lead.clone().unwrap_or_default(),
        at: it.mark_at.0,
        boxes: vec![
            one("what", it.what.clone()),
            one("lead", lead),
            one("person", it.person.clone()),
            one("due", due),
            one("test", it.test.clone()),
        ],
    }
}

/// Where all questions went, for a template.
pub async fn counts(tx: &mut Tx, inquiry: &Inquiry, now: Moment) -> Result<door::Counts, Problem> {
    let counts: Counts = super::super::inquiry::counts(tx, &inquiry.id).await?;
    let oldest = questions::oldest_waiting(tx, &inquiry.id).await?;
    let rejected: BTreeMap<String, i64> = counts.rejected;
    let mut reasons: Vec<ReasonCount> =
        rejected.iter().map(|(code, n)| ReasonCount { code: code.clone(), count: n.unsigned_abs() }).collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
    Ok(door::Counts {
        received: counts.received.unsigned_abs(),
        published: counts.public.unsigned_abs(),
        private: counts.private.unsigned_abs(),
        merged: counts.merged.unsigned_abs(),
        needs_info: counts.needs_info.unsigned_abs(),
        later: counts.later.unsigned_abs(),
        passed_on: counts.passed_on.unsigned_abs(),
        rejected: rejected.values().sum::<i64>().unsigned_abs(),
        withdrawn: counts.withdrawn.unsigned_abs(),
        waiting: counts.waiting.unsigned_abs(),
        oldest_minutes: oldest.map(|asked| (now.since(asked) / minutes(1)).unsigned_abs()),
        reasons,
    })
}
