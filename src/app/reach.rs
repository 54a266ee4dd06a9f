//! What somebody of the staff may reach: the question or inquiry itself, if their grant covers it.

use serde_json::{Value, json};

use super::{Act, Error, Result};
use crate::{
    domain::{
        id::{InquiryId, QuestionId},
        inquiry::Inquiry,
        question::Question,
        refusal::Refusal,
        role::{Deed, Staff},
    },
    store::{self, Tx, decisions, inquiries, people, questions},
};

/// The inquiry of this name, for somebody who may do the deed there.
pub async fn inquiry(tx: &mut Tx, staff: &Staff, deed: Deed, slug: &str) -> Result<Inquiry> {
    let inquiry = inquiries::by_slug(tx, slug).await?.ok_or(Error::NotFound("inquiry"))?;
    allowed(staff, deed, &inquiry)?;
    Ok(inquiry)
}

/// The question, for somebody who may do the deed in its inquiry.
pub async fn question(tx: &mut Tx, staff: &Staff, deed: Deed, id: &QuestionId) -> Result<Question> {
    let question = questions::get(tx, id).await?.ok_or(Error::NotFound("question"))?;
    must_reach(tx, staff, deed, &question.inquiry).await?;
    Ok(question)
}

/// Refuses whoever may not do the deed in this inquiry.
pub async fn must_reach(tx: &mut Tx, staff: &Staff, deed: Deed, id: &InquiryId) -> Result<Inquiry> {
    let inquiry = inquiries::get(tx, id).await?.ok_or(Error::NotFound("inquiry"))?;
    allowed(staff, deed, &inquiry)?;
    Ok(inquiry)
}

fn allowed(staff: &Staff, deed: Deed, inquiry: &Inquiry) -> Result<()> {
    let may = staff.may(deed, &inquiry.id, &inquiry.programme);
    if may { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
}

/// Refuses a writer who saw another version, and shows the present state.
pub async fn must_be_fresh(tx: &mut Tx, question: &Question, seen: i64) -> Result<()> {
    match question.must_be(seen) {
        Ok(()) => Ok(()),
        Err(refusal) => Err(Error::Stands(refusal, present(tx, question).await?)),
    }
}

/// Refuses what a rule refuses, and shows the present state beside it.
pub async fn unless_refused<T>(tx: &mut Tx, question: &Question, rule: std::result::Result<T, Refusal>) -> Result<T> {
    match rule {
        Err(Refusal::WrongState) => Err(Error::Stands(Refusal::WrongState, present(tx, question).await?)),
        other => Ok(other?),
    }
}

/// Saves a question; whoever comes second is told how it stands now.
pub async fn save(act: &mut Act, question: &Question) -> Result<()> {
    match questions::save(&mut act.tx, question).await {
        Err(store::Error::Stale) => {
            let now = questions::get(&mut act.tx, &question.id).await?.ok_or(Error::NotFound("question"))?;
            Err(Error::Stands(Refusal::Stale, present(&mut act.tx, &now).await?))
        }
        other => Ok(other?),
    }
}

/// How a question stands, for a colleague who was overtaken: with who did what last.
pub async fn present(tx: &mut Tx, question: &Question) -> Result<Value> {
    let last = decisions::on(tx, &question.id).await?.into_iter().rev().find(|decision| decision.undone_at.is_none());
    let decided = match last {
        None => Value::Null,
        Some(decision) => {
            let by = people::get(tx, &decision.by_person).await?.map(|person| person.name);
            json!({ "id": decision.id, "by": by, "action": decision.action, "at": decision.at })
        }
    };
    Ok(json!({
        "id": question.id, "state": question.state, "version": question.version, "urgent": question.urgent,
        "public_text": question.public_text, "merged_into": question.merged_into, "decided": decided,
    }))
}
