//! A row of the desk: what it shows of a question at a glance, and of what stands behind it.

use std::collections::BTreeMap;

use crate::{
    app::{self, App, same::SameTexts},
    domain::{
        id::QuestionId,
        inquiry::Inquiry,
        masking::{self, PersonalKind},
        question::{Question, State},
    },
    pages::desk::{DeskLine, DeskPerson, Hold, LeftToLead, Same},
    store::{Tx, decisions, holds, people, seconds},
};

/// How much of a text stands in a list, in characters.
const EXCERPT: usize = 80;

/// The rows of these questions, in their order.
pub async fn lines(
    app: &App,
    tx: &mut Tx,
    inquiry: &Inquiry,
    found: &[Question],
    same: &SameTexts,
) -> app::Result<Vec<DeskLine>> {
    let ids: Vec<QuestionId> = found.iter().map(|question| question.id.clone()).collect();
    let counts = seconds::counts(tx, &ids).await?;
    let holds = holds::of_inquiry(tx, &inquiry.id, app.now()).await?;
    let mut left = left_to_lead(tx, found).await?;
    let lines = found.iter().map(|question| {
        let hold = holds.iter().find(|hold| hold.question == question.id);
        DeskLine {
            id: question.id.0.clone(),
            version: question.version,
            state: question.state.word(),
            urgent: question.urgent,
            for_lead: question.for_lead,
            left: left.remove(&question.id),
            provenance: question.provenance.word(),
            number: question.number,
            submitted_at: question.asked_at.0,
            excerpt: question.original.chars().take(EXCERPT).collect(),
            original: question.original.clone(),
            place: question.place.clone(),
            flags: flags(question),
            signed: question.signed_by.is_some(),
            uncalled: question.uncalled,
            seconds: counts.get(&question.id).copied().unwrap_or(0).unsigned_abs(),
            alike: same.of(&question.id).map_or(0, |(group, _)| group.len() as u32 - 1),
            same: sent_alike(question, same),
            hold: hold.map(|hold| Hold {
                by: DeskPerson { id: hold.person.0.clone(), name: hold.name.clone() },
                until: hold.until_at.0,
            }),
        }
    });
    Ok(lines.collect())
}

/// How many wait with the same words, where it is more than this question alone.
fn sent_alike(question: &Question, same: &SameTexts) -> Option<Same> {
    let (_, standing) = same.of(&question.id)?;
    let alone = i64::from(question.state == State::Submitted);
    (standing.waiting > alone).then_some(Same { n: standing.waiting, devices: standing.devices })
}

/// Who left these questions to the lead, and what for.
async fn left_to_lead(tx: &mut Tx, found: &[Question]) -> app::Result<BTreeMap<QuestionId, LeftToLead>> {
    let mut left = BTreeMap::new();
    for question in found.iter().filter(|question| question.for_lead) {
        let asked = decisions::on(tx, &question.id).await?.into_iter().rev();
        let asked = asked.into_iter().find(|it| it.action == "ask_lead" && it.undone_at.is_none());
        let Some(asked) = asked else { continue };
        let by = people::get(tx, &asked.by_person).await?.map(|person| person.name).unwrap_or_default();
        let note = asked.note.unwrap_or_default();
        left.insert(question.id.clone(), LeftToLead { by, at: asked.at.0, note });
    }
    Ok(left)
}

/// What screening notices in a text, and who asks, each once.
fn flags(question: &Question) -> Vec<String> {
    let text = question.original.as_str();
    let found = match question.minor {
        true => masking::suggest_of_minor(text),
        false => masking::suggest(text),
    };
    let kinds = found.into_iter().map(|found| match found.kind {
        PersonalKind::Mobile | PersonalKind::Landline => "phone",
        PersonalKind::Identity => "id_card",
        PersonalKind::Dwelling => "address",
        PersonalKind::BankCard => "bank_card",
        PersonalKind::Email => "email",
        PersonalKind::Plate => "plate",
        PersonalKind::Account => "account",
        PersonalKind::School => "school",
        PersonalKind::Name => "name",
    });
    let names = question.named || masking::names_by_post(text);
    let more = [("minor", question.minor), ("on_behalf", question.on_behalf), ("named", names)];
    let more = more.into_iter().filter(|(_, is_so)| *is_so).map(|(flag, _)| flag);
    let mut flags: Vec<String> = kinds.chain(more).map(str::to_owned).collect();
    flags.sort();
    flags.dedup();
    flags
}
