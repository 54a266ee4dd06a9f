//! 上屏文 as it stands: what was written for the air, or the desk's public words, which wait for a second person only.

use std::collections::{BTreeMap, BTreeSet};

use super::Result;
use crate::{
    domain::{
        air_text::AirText,
        id::{PersonId, QuestionId},
        moment::Moment,
        question::Question,
    },
    store::{
        Tx, air_texts,
        decisions::{self, Decision},
    },
};

/// The air text of a question, if it has one.
pub async fn of(tx: &mut Tx, question: &Question) -> Result<Option<AirText>> {
    Ok(of_several(tx, std::slice::from_ref(question)).await?.remove(&question.id))
}

/// The air texts of several questions, by question.
pub async fn of_several(tx: &mut Tx, questions: &[Question]) -> Result<BTreeMap<QuestionId, AirText>> {
    let ids: Vec<QuestionId> = questions.iter().map(|it| it.id.clone()).collect();
    let written = air_texts::several(tx, &ids).await?;
    let mut airs: BTreeMap<_, _> = written.into_iter().map(|air| (air.question.clone(), air)).collect();
    let bare: Vec<&Question> = questions.iter().filter(|it| !airs.contains_key(&it.id)).collect();
    if bare.is_empty() {
        return Ok(airs);
    }
    let ids: Vec<QuestionId> = bare.iter().map(|it| it.id.clone()).collect();
    let decided = decisions::on_several(tx, &ids).await?;
    for question in bare {
        let of_desk = published_by(question, &decided)?.and_then(|(by, at)| AirText::of_desk(question, &by, at));
        airs.extend(of_desk.map(|air| (question.id.clone(), air)));
    }
    Ok(airs)
}

/// The questions whose public text the desk wrote anew after these air texts were written.
pub async fn overtaken(
    tx: &mut Tx,
    questions: &[Question],
    airs: &BTreeMap<QuestionId, AirText>,
) -> Result<BTreeSet<QuestionId>> {
    let ids: Vec<QuestionId> = airs.keys().cloned().collect();
    let decided = decisions::on_several(tx, &ids).await?;
    let mut overtaken = BTreeSet::new();
    for question in questions {
        let Some(air) = airs.get(&question.id).filter(|air| !air.is_as_published(question)) else { continue };
        if published_by(question, &decided)?.is_some_and(|(_, at)| at > air.written_at) {
            overtaken.insert(question.id.clone());
        }
    }
    Ok(overtaken)
}

/// New words for the air; the desk's own, typed in again, stay signed by who wrote them there.
pub async fn written(tx: &mut Tx, question: &Question, text: String, by: &PersonId, now: Moment) -> Result<AirText> {
    let air = AirText::written(question.id.clone(), text, by.clone(), now);
    if !air.is_as_published(question) {
        return Ok(air);
    }
    let decided = decisions::on(tx, &question.id).await?;
    let of_desk = published_by(question, &decided)?.and_then(|(by, at)| AirText::of_desk(question, &by, at));
    Ok(of_desk.unwrap_or(air))
}

/// Who wrote the public text that a question has now, and when: whoever decided on it last with other words before.
fn published_by(question: &Question, decided: &[Decision]) -> Result<Option<(PersonId, Moment)>> {
    let stood = decided.iter().rev().filter(|it| it.question == question.id && it.undone_at.is_none());
    for decision in stood {
        if decision.before()?.public_text != question.public_text {
            return Ok(Some((decision.by_person.clone(), decision.at)));
        }
    }
    Ok(None)
}
