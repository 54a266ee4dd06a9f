//! Verifying the record: every hash, every number, every offset, and that the tables are what the journal says.

mod safety;
mod sealed;
mod sendings;
mod stage;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::{
    Result, Store, Tx, alarms, audit, commitments, contests, dispatches, gates, grants, halls, imports, inquiries,
    journal, people, translations,
};
use crate::domain::{
    day::Day,
    happening::{
        Journal, alarm_after, commitment_after, contest_after, gate_after, hall_after, inquiry_after, question_after,
        translation_after,
    },
    id::InquiryId,
    replay::World,
};

/// Lines read at once.
const PAGE: usize = 1000;

/// What was found.
#[derive(Debug, Default, Serialize)]
pub struct Findings {
    /// Journals read.
    pub journals: usize,
    /// Lines read.
    pub lines: i64,
    /// Questions compared.
    pub questions: usize,
    /// Promises compared.
    pub commitments: usize,
    /// Everything that is not as it must be; empty when all is well.
    pub wrong: Vec<String>,
}

/// Reads the whole record and compares it with the tables.
pub async fn verify(store: &Store) -> Result<Findings> {
    let mut tx = store.read().await?;
    let mut findings = Findings::default();
    for head in journal::heads(&mut tx).await? {
        findings.journals += 1;
        let (world, seconded) = chain(&mut tx, &head, &mut findings).await?;
        offsets(&mut tx, &head, &mut findings).await?;
        let id = InquiryId(head.journal.clone());
        if let Some(inquiry) = inquiries::get(&mut tx, &id).await? {
            same(&world, "inquiry", id.as_str(), &inquiry_after(&inquiry), &mut findings);
            questions(&mut tx, &id, &head, &world, &mut findings).await?;
            stage::compare(&mut tx, &id, &head, &world, &mut findings).await?;
            promises(&mut tx, &id, &world, &mut findings).await?;
            dispatched(&mut tx, &id, &world, &mut findings).await?;
            rung(&mut tx, &id, &world, &mut findings).await?;
            sendings::compare(&mut tx, &id, &head, &world, &mut findings).await?;
            sealed::compare(&mut tx, &id, &world, &mut findings).await?;
            safety::compare(&mut tx, &id, &world, &mut findings).await?;
            turned(&mut tx, &id, &head, &world, &mut findings).await?;
            contested(&mut tx, &id, &head, &world, &mut findings).await?;
            facts(&mut tx, &id, &world, seconded, &mut findings).await?;
            if world.0.contains_key(&("plan".to_owned(), id.0.clone())) {
                let plan = inquiries::plan_after(&mut tx, &inquiry).await?;
                same(&world, "plan", id.as_str(), &plan, &mut findings);
            }
            for import in imports::of(&mut tx, &id).await? {
                same(&world, "import", import.id.as_str(), &import.after(), &mut findings);
            }
        }
        if head.journal == Journal::house().0 {
            house(&mut tx, &world, &mut findings).await?;
        }
    }
    Ok(findings)
}

/// Every line's number and hash, up to the head's; and how many turns of 我也遇到 its batches tell of.
async fn chain(tx: &mut Tx, head: &journal::Head, findings: &mut Findings) -> Result<(World, i64)> {
    let (mut world, mut seconded) = (World::default(), 0);
    let (mut seq, mut hash) = (0, String::new());
    loop {
        let entries = journal::entries(tx, &Journal(head.journal.clone()), seq, PAGE).await?;
        let Some(last) = entries.last().map(|entry| entry.seq) else { break };
        for entry in entries {
            findings.lines += 1;
            if entry.seq != seq + 1 || entry.prev != hash || entry.hash != entry.true_hash() {
                findings.wrong.push(format!("journal {} is broken at line {}", head.journal, entry.seq));
            }
            seq = entry.seq;
            hash.clone_from(&entry.hash);
            let after: Value = serde_json::from_str(&entry.after)?;
            if entry.subject_kind == "seconds" {
                seconded += after["count"].as_i64().unwrap_or_default();
            }
            world.hear(&entry.subject_kind, &entry.subject, after);
        }
        seq = last;
    }
    if (seq, &hash) != (head.seq, &head.hash) {
        findings.wrong.push(format!("journal {} ends at line {seq}, its head says {}", head.journal, head.seq));
    }
    Ok((world, seconded))
}

/// Every stream's offsets: from 1, without a gap, up to the head's.
async fn offsets(tx: &mut Tx, head: &journal::Head, findings: &mut Findings) -> Result<()> {
    for stream in audit::streams(tx, &head.journal).await? {
        if stream.first != 1 || stream.last != stream.n {
            findings.wrong.push(format!("stream {} of {} has a gap", stream.stream, head.journal));
        }
        let at_head = stream.stream.parse().map(|it| head.offset(it)).unwrap_or_default();
        if stream.stream != "mailbox" && stream.last != at_head {
            findings.wrong.push(format!(
                "stream {} of {} ends at {}, its head says {at_head}",
                stream.stream, head.journal, stream.last
            ));
        }
    }
    Ok(())
}

/// What the house's own journal tells of: who may be what, and the programmes and departments that it speaks of.
async fn house(tx: &mut Tx, world: &World, findings: &mut Findings) -> Result<()> {
    for kept in grants::all(tx).await? {
        same(world, "grant", &kept.id, &kept.after(), findings);
    }
    let told = |kind: &str, id: &str| world.0.contains_key(&(kind.to_owned(), id.to_owned()));
    for programme in inquiries::programmes(tx).await?.iter().filter(|it| told("programme", it.id.as_str())) {
        same(world, "programme", programme.id.as_str(), &programme.after(), findings);
    }
    for department in inquiries::departments(tx).await?.iter().filter(|it| told("department", it.id.as_str())) {
        same(world, "department", department.id.as_str(), &department.after(), findings);
    }
    for (person, ended) in people::everybody(tx).await?.iter() {
        same(world, "person", person.id.as_str(), &people::after(person, *ended), findings);
    }
    Ok(())
}

async fn questions(
    tx: &mut Tx,
    inquiry: &InquiryId,
    head: &journal::Head,
    world: &World,
    findings: &mut Findings,
) -> Result<()> {
    let told: BTreeMap<&str, &Value> = world.all("question");
    let stored = audit::questions(tx, inquiry).await?;
    findings.questions += stored.len();
    if stored.len() != told.len() || stored.len() as i64 != head.questions {
        findings.wrong.push(format!(
            "{} questions are stored, {} are told, {} are numbered",
            stored.len(),
            told.len(),
            head.questions
        ));
    }
    for question in stored {
        let said = told.get(question.id.as_str());
        let digest = said.and_then(|after| after["text"].as_str()).map(str::to_owned);
        let mut after = question_after(&question, digest);
        // Lines written before these were told do not tell them.
        for later in ["provenance", "named", "signed_by"] {
            if said.is_some_and(|said| said.get(later).is_none()) {
                after.as_object_mut().map(|after| after.remove(later));
            }
        }
        same(world, "question", question.id.as_str(), &after, findings);
    }
    Ok(())
}

/// Every promise: told as it is stored, and counted by SQL as it is stored.
async fn promises(tx: &mut Tx, inquiry: &InquiryId, world: &World, findings: &mut Findings) -> Result<()> {
    let stored = commitments::of_inquiry(tx, inquiry).await?;
    let told = world.all("commitment").len();
    findings.commitments += stored.len();
    if stored.len() != told {
        findings.wrong.push(format!("{} promises are stored, {told} are told", stored.len()));
    }
    for commitments::Stored { it, .. } in stored {
        same(world, "commitment", it.id.as_str(), &commitment_after(&it), findings);
        let columns = commitments::columns(tx, &it.id).await?;
        let whole = (it.stage, it.version, it.due.as_ref().map(|due| Day::from(due.first)));
        if (columns.stage, columns.version, columns.first_due.clone()) != whole {
            findings.wrong.push(format!("commitment {} is {whole:?}, counted as {columns:?}", it.id));
        }
    }
    Ok(())
}

/// The numbers under which orders were sent.
async fn dispatched(tx: &mut Tx, inquiry: &InquiryId, world: &World, findings: &mut Findings) -> Result<()> {
    for (subject, number, version) in dispatches::of_inquiry(tx, inquiry).await? {
        same(world, "dispatch", &subject, &json!({ "number": number, "version": version }), findings);
    }
    Ok(())
}

/// Every alarm: told as it is stored.
async fn rung(tx: &mut Tx, inquiry: &InquiryId, world: &World, findings: &mut Findings) -> Result<()> {
    let told = world.all("alarm");
    let stored = alarms::of_inquiry(tx, inquiry).await?;
    if stored.len() != told.len() {
        findings.wrong.push(format!("{} alarms are stored, {} are told", stored.len(), told.len()));
    }
    for alarm in stored {
        let done = told.get(alarm.id.as_str()).and_then(|after| after["done"].as_str()).map(str::to_owned);
        same(world, "alarm", &alarm.id, &alarm_after(&alarm, done), findings);
    }
    Ok(())
}

/// What was contested, and what came of it: told as it is stored.
async fn contested(
    tx: &mut Tx,
    inquiry: &InquiryId,
    head: &journal::Head,
    world: &World,
    findings: &mut Findings,
) -> Result<()> {
    let stored = contests::of_inquiry(tx, inquiry).await?;
    let told = world.all("contest").len();
    if stored.len() != told {
        findings.wrong.push(format!("{} contests are stored, {told} are told", stored.len()));
    }
    for it in stored {
        let answer = it.answer.as_deref().map(|answer| head.digest(answer));
        same(world, "contest", &it.id, &contest_after(&it, head.digest(&it.text), answer), findings);
    }
    Ok(())
}

/// The gate at the door, the networks of the hall and what was translated: told as they are stored.
async fn turned(
    tx: &mut Tx,
    inquiry: &InquiryId,
    head: &journal::Head,
    world: &World,
    findings: &mut Findings,
) -> Result<()> {
    let gating = gates::of(tx, inquiry).await?;
    let is_told = world.0.contains_key(&("gate".to_owned(), inquiry.0.clone()));
    if gating.version > 0 || is_told {
        let digest = gating.sentence.as_deref().map(|sentence| head.digest(sentence));
        same(world, "gate", inquiry.as_str(), &gate_after(&gating, digest), findings);
    }
    // Of what was erased with its original nothing is left to compare.
    for it in translations::of_inquiry(tx, inquiry).await?.into_iter().filter(|it| !it.text.is_empty()) {
        let digest = head.digest(&it.text);
        same(world, "translation", it.question.as_str(), &translation_after(&it, digest), findings);
    }
    let hall = halls::of(tx, inquiry).await?;
    if hall.version > 0 || world.0.contains_key(&("hall".to_owned(), inquiry.0.clone())) {
        same(world, "hall", inquiry.as_str(), &hall_after(&hall), findings);
    }
    Ok(())
}

/// Facts that are only ever added: as many as are told of.
async fn facts(tx: &mut Tx, inquiry: &InquiryId, world: &World, seconded: i64, findings: &mut Findings) -> Result<()> {
    let stored = audit::facts(tx, inquiry).await?;
    let told = |kind: &str| i64::try_from(world.all(kind).len()).unwrap_or(i64::MAX);
    let pairs = [
        ("seconds", stored.seconds, seconded),
        ("marks", stored.marks, told("mark")),
        ("pieces of evidence", stored.evidence, told("evidence")),
        ("agreements", stored.agreements, told("agreement")),
    ];
    for (what, stored, told) in pairs.into_iter().filter(|(_, stored, told)| stored != told) {
        findings.wrong.push(format!("{stored} {what} are stored, {told} are told"));
    }
    Ok(())
}

fn same(world: &World, kind: &str, id: &str, stored: &Value, findings: &mut Findings) {
    match world.0.get(&(kind.to_owned(), id.to_owned())) {
        Some(told) if told == stored => {}
        told => findings.wrong.push(format!("{kind} {id} is stored as {stored}, told as {told:?}")),
    }
}
