//! Taking apart: what was merged under a question that its asker took back counts for itself again.

use super::{Act, App, Error, Result, reach};
use crate::{
    domain::{
        happening::{self, Faces, Journal, Kind},
        question::{Question, State},
    },
    store::{decisions, journal, questions},
};

impl App {
    /// Brings everything that was merged directly under `head` back into the state that it had before.
    pub async fn take_apart(&self, act: &mut Act, head: &Question) -> Result<()> {
        for question in questions::under(&mut act.tx, &head.id).await? {
            self.bring_back(act, &question).await?;
        }
        // From here on nobody else merges in this inquiry: what came under it meanwhile comes back too.
        journal::hold_head(&mut act.tx, &Journal::from(&head.inquiry)).await?;
        for question in questions::under(&mut act.tx, &head.id).await? {
            self.bring_back(act, &question).await?;
        }
        Ok(())
    }

    async fn bring_back(&self, act: &mut Act, question: &Question) -> Result<()> {
        let merges = decisions::on(&mut act.tx, &question.id).await?;
        let merge = merges.iter().rev().find(|it| it.action == "merge" && it.undone_at.is_none());
        let was = match merge {
            Some(merge) => merge.before()?.state,
            None => State::Submitted,
        };
        let after = question.unmerge(was, act.now)?;
        reach::save(act, &after).await?;
        if let Some(merge) = merge {
            decisions::undo(&mut act.tx, &merge.id, act.now).await.map_err(Error::from)?;
        }
        let faces = Faces { before: None, after: self.face(&mut act.tx, &after).await? };
        act.record(happening::question_changed(Kind::Unmerged, Some(question), &after, &faces));
        Ok(())
    }
}
