//! A show held for one gesture: the running order turns, and the questions in it move along.

use std::collections::BTreeSet;

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::{self, Act, App, By, reach},
    domain::{
        happening::{self, Faces, Journal, Kind},
        id::{ItemId, QuestionId},
        inquiry::{Inquiry, Phase},
        moment::Moment,
        question::{Outcome, Question},
        reason::Reason,
        refusal::Refusal,
        role::{Deed, Staff},
        rundown::{self, Air, Effect, Rundown, Turned},
        stream::Stream,
    },
    store::{
        air_texts,
        delays::{self, Delay, Delayed},
        journal, questions, rundowns,
    },
};

/// What is on air and what comes next, after a gesture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct OnAir {
    /// The item on air.
    pub on_air: Option<ItemId>,
    /// The item that comes next. Never public.
    pub next: Option<ItemId>,
    /// The running order's version.
    pub version: i64,
}

impl From<&Rundown> for OnAir {
    fn from(rundown: &Rundown) -> Self {
        let id = |item: Option<&rundown::Item>| item.map(|item| item.id.clone());
        Self { on_air: id(rundown.on_air()), next: id(rundown.next()), version: rundown.version }
    }
}

/// An inquiry whose running order nobody else changes meanwhile.
pub struct Show {
    /// The gesture under way.
    pub act: Act,
    /// The inquiry.
    pub inquiry: Inquiry,
    /// Its running order as it stands.
    pub rundown: Rundown,
    has_retracted: bool,
}

impl Show {
    /// Holds the show for what goes on air or comes off: it passes everybody who waits to write.
    pub async fn hold_on_air(app: &App, staff: &Staff, by: &By, slug: &str) -> app::Result<Self> {
        Self::of(app.begin_on_air(by).await?, staff, slug).await
    }

    /// Holds the show for a change of its order.
    pub async fn hold(app: &App, staff: &Staff, by: &By, slug: &str) -> app::Result<Self> {
        Self::of(app.begin(by).await?, staff, slug).await
    }

    async fn of(mut act: Act, staff: &Staff, slug: &str) -> app::Result<Self> {
        let inquiry = reach::inquiry(&mut act.tx, staff, Deed::Direct, slug).await?;
        let rundown = rundowns::hold(&mut act.tx, &inquiry.id).await?;
        Ok(Self { act, inquiry, rundown, has_retracted: false })
    }

    /// How things stand in the studio.
    pub fn air(&self, app: &App) -> Air {
        let is_live = self.inquiry.phase == Phase::Live;
        Air { now: self.act.now, is_live, delay_ms: app.delay_ms(&self.inquiry) }
    }

    /// The item that is named by its own id or by its question's.
    pub fn named(&self, id: &ItemId) -> ItemId {
        let is_named = |item: &&rundown::Item| item.question.as_ref().is_some_and(|question| question.0 == id.0);
        if self.rundown.items.iter().any(|item| item.id == *id) {
            return id.clone();
        }
        self.rundown.items.iter().rev().find(is_named).map_or_else(|| id.clone(), |item| item.id.clone())
    }

    /// Turns the running order and moves its questions along. `outcome` is how the one that comes off ended.
    pub async fn turn(
        &mut self,
        app: &App,
        kind: Kind,
        turned: Turned,
        outcome: Option<Outcome>,
        why: Option<String>,
    ) -> app::Result<()> {
        let Turned { rundown, effects } = turned;
        if effects.is_empty() {
            return Ok(());
        }
        rundowns::save(&mut self.act.tx, &self.inquiry.id, &rundown).await?;
        self.act.record(rundown::rundown_changed(kind, &self.inquiry.id, &self.rundown, &rundown, why));
        self.rundown = rundown;
        let retracted: BTreeSet<QuestionId> = effects.iter().filter_map(retracted).collect();
        for effect in effects {
            match effect {
                Effect::WentOnAir { item, question: Some(id), public_at } => {
                    self.put_on_air(&id, public_at).await?;
                    // What was asked by voice was asked, whatever became of its air text.
                    if kind != Kind::EnteredLate {
                        self.must_be_approved(item, &id).await?;
                    }
                }
                // What is retracted in the same gesture does not come off first.
                Effect::CameOff { question: Some(id), public_at, .. } if !retracted.contains(&id) => {
                    self.take_off(&id, outcome, public_at).await?;
                }
                Effect::Dumped { question: Some(id), .. } => self.retract(app, Kind::Dumped, &id, None).await?,
                Effect::Pulled { question: Some(id), code, .. } => {
                    self.retract(app, Kind::Pulled, &id, Reason::of(&code)).await?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn put_on_air(&mut self, id: &QuestionId, public_at: Moment) -> app::Result<()> {
        let before = self.question(id).await?;
        let after = before.go_on_air(self.act.now)?;
        self.move_later(Delay::Taken, &before, &after, public_at).await
    }

    async fn must_be_approved(&mut self, item: ItemId, id: &QuestionId) -> app::Result<()> {
        // The question is held by now: nobody can have written another air text meanwhile.
        match air_texts::of(&mut self.act.tx, id).await? {
            Some(air) if air.is_approved() => Ok(()),
            _ => Err(rundown::Refusal::AirNotApproved { item }.into()),
        }
    }

    async fn take_off(&mut self, id: &QuestionId, outcome: Option<Outcome>, public_at: Moment) -> app::Result<()> {
        let before = self.question(id).await?;
        match before.come_off(outcome, self.act.now) {
            Ok(after) => self.move_later(Delay::Cleared, &before, &after, public_at).await,
            // What is no longer on air has nothing to come off from; clearing never fails on state.
            Err(Refusal::WrongState) => Ok(()),
            Err(refusal) => Err(refusal.into()),
        }
    }

    /// Moves a question now for the staff and later for everybody else.
    async fn move_later(
        &mut self,
        kind: Delay,
        before: &Question,
        after: &Question,
        due_at: Moment,
    ) -> app::Result<()> {
        reach::save(&mut self.act, after).await?;
        let delayed = Delayed {
            question: after.id.clone(),
            version: after.version,
            inquiry: after.inquiry.clone(),
            due_at,
            kind,
            before_state: before.state,
            before_outcome: before.outcome,
            released_at: None,
        };
        delays::insert(&mut self.act.tx, &delayed).await?;
        let kind = if kind == Delay::Taken { Kind::Taken } else { Kind::Cleared };
        self.act.record(for_the_desk(kind, before, after));
        Ok(())
    }

    /// Takes a question out of everybody's sight at once: what is on its way stops, what was told loses its words.
    async fn retract(&mut self, app: &App, kind: Kind, id: &QuestionId, reason: Option<Reason>) -> app::Result<()> {
        let before = self.question(id).await?;
        let after = before.retract(reason, self.act.now);
        let was = app.face(&mut self.act.tx, &before).await?;
        delays::stop(&mut self.act.tx, id).await?;
        reach::save(&mut self.act, &after).await?;
        let journal = Journal::from(&self.inquiry.id);
        journal::redact(&mut self.act.tx, &journal, id.as_str(), &happening::removed(&after)).await?;
        let faces = Faces { before: was, after: None };
        self.act.record(happening::question_changed(kind, Some(&before), &after, &faces));
        self.has_retracted = true;
        Ok(())
    }

    /// A question of this show.
    pub async fn question(&mut self, id: &QuestionId) -> app::Result<Question> {
        let question = questions::get(&mut self.act.tx, id).await?;
        question.filter(|it| it.inquiry == self.inquiry.id).ok_or(app::Error::NotFound("question"))
    }

    /// Saves a question whose place in the order changed; only the desk hears of it.
    pub async fn arrange_question(&mut self, before: &Question, after: &Question) -> app::Result<()> {
        reach::save(&mut self.act, after).await?;
        self.act.record(for_the_desk(Kind::RundownChanged, before, after));
        Ok(())
    }

    /// Commits, tells, and has what was retracted forgotten wherever it was read before.
    pub async fn settle<T: Serialize>(self, app: &App, answer: T) -> app::Result<T> {
        let answer = app.settle(self.act, answer).await?;
        if self.has_retracted
            && let Some(hub) = app.bell.hub()
        {
            hub.forget(&self.inquiry.id);
        }
        Ok(answer)
    }
}

fn retracted(effect: &Effect) -> Option<QuestionId> {
    match effect {
        Effect::Dumped { question, .. } | Effect::Pulled { question, .. } => question.clone(),
        _ => None,
    }
}

/// A change that neither the public nor the asker hears of, now.
fn for_the_desk(kind: Kind, before: &Question, after: &Question) -> happening::Happening {
    let mut told = happening::question_changed(kind, Some(before), after, &Faces::default());
    told.heard.retain(|heard| heard.stream == Stream::Desk);
    told
}
