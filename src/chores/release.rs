//! Releasing: what happened on air reaches the public when its delay is over, unless it was cut out before.

use std::{collections::BTreeMap, time::Duration};

use serde_json::json;
use tokio::sync::watch;

use crate::{
    app::{self, App, bell::Rung},
    domain::{
        happening::{self, Heard, Journal, Kind},
        id::{CommitmentId, InquiryId, QuestionId},
        rundown::Rundown,
        stream::Stream,
    },
    store::{
        Lane, Tx, commitments,
        delays::{self, Delay, Delayed},
        disclosures, journal, promise_delays, questions, rundowns,
    },
};

/// How often is looked for what is due.
const EVERY: Duration = Duration::from_millis(100);

/// Releases what is due until the house closes.
pub async fn run(app: App, mut closed: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = every.tick() => {
                if let Err(error) = release_due(&app).await {
                    tracing::warn!(%error, "what is due on air was not released and is tried again: {error}");
                }
            }
            _ = closed.changed() => return,
        }
    }
}

/// Releases everything that is due, inquiry by inquiry, and says how much that was.
pub async fn release_due(app: &App) -> app::Result<usize> {
    let mut tx = app.store.read().await?;
    let mut due = delays::due(&mut tx, app.now()).await?;
    due.extend(promise_delays::due(&mut tx, app.now()).await?);
    due.sort();
    due.dedup();
    drop(tx);
    let mut released = 0;
    for inquiry in due {
        released += release(app, &inquiry).await?;
    }
    Ok(released)
}

/// Releases what is due of one inquiry. The running order is held meanwhile: a dump comes before or after, never between,
/// and two nodes do not release the same.
async fn release(app: &App, inquiry: &InquiryId) -> app::Result<usize> {
    let mut tx = app.store.write(Lane::Act).await?;
    let rundown = rundowns::hold(&mut tx, inquiry).await?;
    let now = app.now();
    let due = delays::due_of(&mut tx, inquiry, now).await?;
    let journal = Journal::from(inquiry);
    let mut seqs = BTreeMap::new();
    let mut told = Vec::new();
    for delayed in &due {
        if !seqs.contains_key(&delayed.question) {
            seqs.insert(delayed.question.clone(), lines_of(&mut tx, &journal, &delayed.question).await?);
        }
        delays::release(&mut tx, delayed, now).await?;
        if delayed.kind == Delay::Taken {
            disclosures::was_seen(&mut tx, &delayed.question).await?;
        }
        let seq = seqs.get(&delayed.question).and_then(|lines| lines.get(&delayed.version)).copied();
        if let Some(seq) = seq {
            told.extend(heard(app, &mut tx, &rundown, delayed).await?.into_iter().map(|heard| (seq, heard)));
        }
    }
    let promised = promise_delays::due_of(&mut tx, inquiry, now).await?;
    for promise in &promised {
        promise_delays::release(&mut tx, promise, now).await?;
        told.extend(promise_heard(app, &mut tx, &journal, promise).await?);
    }
    let head = journal::hold_head(&mut tx, &journal).await?;
    journal::tell(&mut tx, head, &told).await?;
    tx.commit().await?;
    let mut rungs: Vec<Rung> = told
        .into_iter()
        .map(|(_, heard)| Rung { journal: journal.clone(), stream: heard.stream, listener: heard.listener })
        .collect();
    rungs.sort();
    rungs.dedup();
    app.bell.ring(&rungs);
    Ok(due.len() + promised.len())
}

/// The journal's line of each version of a question.
async fn lines_of(tx: &mut Tx, journal: &Journal, question: &QuestionId) -> app::Result<BTreeMap<i64, i64>> {
    let about = journal::about(tx, journal, question.as_str()).await?;
    let lines = about.into_iter().filter(|entry| entry.subject_kind == "question").filter_map(|entry| {
        let after: serde_json::Value = serde_json::from_str(&entry.after).ok()?;
        Some((after["version"].as_i64()?, entry.seq))
    });
    Ok(lines.collect())
}

/// What everybody and the asker hear now.
async fn heard(app: &App, tx: &mut Tx, rundown: &Rundown, delayed: &Delayed) -> app::Result<Vec<Heard>> {
    let Some(question) = questions::get(tx, &delayed.question).await? else { return Ok(vec![]) };
    let Some(face) = app.face(tx, &question).await? else { return Ok(vec![]) };
    let number = rundown.number_of(&delayed.question);
    let public = |body| Heard { stream: Stream::Public, listener: None, body };
    let (kind, mut heard) = match delayed.kind {
        Delay::Taken => (Kind::Taken, vec![public(json!({ "kind": "on_air", "number": number, "question": face }))]),
        Delay::Cleared => {
            let changed = public(json!({ "kind": "changed", "question": face }));
            (Kind::Cleared, vec![changed, public(json!({ "kind": "on_air", "question": null }))])
        }
    };
    if let Some(asker) = question.asker.clone() {
        let seen = app.as_seen(tx, question).await?;
        let body = happening::asker_line(kind, &seen);
        heard.push(Heard { stream: Stream::Mailbox, listener: Some(asker), body });
    }
    Ok(heard)
}

/// What everybody and the asker hear of a promise now, on its last line; nothing where it was voided meanwhile.
async fn promise_heard(
    app: &App,
    tx: &mut Tx,
    journal: &Journal,
    promise: &CommitmentId,
) -> app::Result<Vec<(i64, Heard)>> {
    let Some(stored) = commitments::get(tx, promise).await? else { return Ok(vec![]) };
    let Some(face) = app.promises(tx, std::slice::from_ref(&stored)).await?.pop() else { return Ok(vec![]) };
    let about = journal::about(tx, journal, promise.as_str()).await?;
    let Some(seq) = about.iter().rev().find(|entry| entry.subject_kind == "commitment").map(|entry| entry.seq) else {
        return Ok(vec![]);
    };
    let asker = match &stored.it.question {
        None => None,
        Some(question) => questions::get(tx, question).await?.and_then(|question| question.asker),
    };
    let heard = happening::commitment_heard(&stored.it, &face, asker.as_ref());
    Ok(heard.into_iter().map(|heard| (seq, heard)).collect())
}
