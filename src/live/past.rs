//! What the hub reads when it lacks something: lines from the journal, and whole states.

use std::{collections::BTreeMap, sync::Arc};

use futures::{FutureExt as _, future::BoxFuture};
use serde_json::{Value, json};

use crate::{
    app::{self, App},
    domain::{
        commitment::Stage,
        counts::Counts,
        faces::public_state,
        happening::{Journal, Kind, stage_line},
        id::{InquiryId, VisitorId},
        inquiry::Inquiry,
        reason::Reason,
        stream::Stream,
    },
    hub::{Head, Line, Past, PastError, Snapshot, StreamKey, Tally},
    store::{
        self, Tx, commitments, disclosures, gates, inquiries, journal,
        questions::{self, Page},
        queues, rundowns, seconds,
    },
};

/// The largest snapshot of the public stream, in bytes.
const SNAPSHOT_BYTES: usize = 32 * 1024;
/// How many of the newest and of the most shared questions it holds at most.
const SNAPSHOT_ITEMS: usize = 50;
/// How many of the newest promises it holds at most.
const SNAPSHOT_PROMISES: usize = 20;

/// The past, read from the journal.
pub struct Journaled(pub App);

impl Past for Journaled {
    fn lines<'a>(&'a self, at: &'a StreamKey, after: u64, limit: usize) -> BoxFuture<'a, Result<Vec<Line>, PastError>> {
        async move {
            let mut tx = self.0.store.read().await.map_err(unreadable)?;
            let journal = Journal::from(&at.inquiry);
            let listener = at.listener.as_ref().map_or("", VisitorId::as_str);
            let lines = journal::lines(&mut tx, &journal, at.stream, listener, after as i64, limit).await;
            let lines = lines.map_err(unreadable)?.into_iter();
            Ok(lines.map(|line| Line { offset: line.off as u64, body: Arc::from(line.body) }).collect())
        }
        .boxed()
    }

    fn head<'a>(&'a self, at: &'a StreamKey) -> BoxFuture<'a, Result<Head, PastError>> {
        async move {
            let mut tx = self.0.store.read().await.map_err(unreadable)?;
            head(&mut tx, at).await.map_err(unreadable)
        }
        .boxed()
    }

    fn snapshot<'a>(&'a self, at: &'a StreamKey) -> BoxFuture<'a, Result<Snapshot, PastError>> {
        async move { snapshot(&self.0, at).await.map_err(|error| PastError(error.to_string())) }.boxed()
    }

    fn tally<'a>(&'a self, inquiry: &'a InquiryId) -> BoxFuture<'a, Result<Tally, PastError>> {
        async move {
            let mut tx = self.0.store.read().await.map_err(unreadable)?;
            let version = journal::head(&mut tx, &Journal::from(inquiry)).await.map_err(unreadable)?.tally as u64;
            let counts = seconds::tally(&mut tx, inquiry).await.map_err(unreadable)?;
            let counts: BTreeMap<String, u64> = counts.into_iter().map(|(id, n)| (id.0, n as u64)).collect();
            Ok(Tally { version, counts })
        }
        .boxed()
    }
}

fn unreadable(error: store::Error) -> PastError {
    PastError(error.to_string())
}

async fn head(tx: &mut Tx, at: &StreamKey) -> store::Result<Head> {
    let journal = Journal::from(&at.inquiry);
    let head = journal::head(tx, &journal).await?;
    let offset = match (at.stream, &at.listener) {
        (Stream::Mailbox, Some(listener)) => journal::mailbox_head(tx, &journal, listener.as_str()).await?,
        _ => head.offset(at.stream),
    };
    Ok(Head { epoch: head.epoch, offset: offset as u64 })
}

/// A stream's whole state, with the position at which it was read: one consistent reading.
pub async fn snapshot(app: &App, at: &StreamKey) -> app::Result<Snapshot> {
    let mut tx = app.store.read().await?;
    let Head { epoch, offset } = head(&mut tx, at).await?;
    let inquiry = inquiries::get(&mut tx, &at.inquiry).await?.ok_or(app::Error::NotFound("inquiry"))?;
    let body = match at.stream {
        Stream::Public => public(app, &mut tx, &inquiry).await?,
        Stream::Desk => desk(app, &mut tx, &inquiry).await?,
        Stream::Mailbox => mailbox(app, &mut tx, at).await?,
        Stream::Stage => stage(&mut tx, &inquiry).await?,
        Stream::Tally | Stream::Control => json!({}),
    };
    Ok(Snapshot { epoch, offset, body: body.to_string() })
}

fn standing(inquiry: &Inquiry) -> Value {
    json!({ "phase": inquiry.phase, "interruption": inquiry.interruption, "sentence": inquiry.sentence, "version": inquiry.version })
}

/// The studio's snapshot: where the inquiry stands, what is on air and next by id, and what was caught and waits to be
/// confirmed.
async fn stage(tx: &mut Tx, inquiry: &Inquiry) -> app::Result<Value> {
    let rundown = rundowns::of(tx, &inquiry.id).await?;
    let mut body = standing(inquiry);
    body["rundown"] = json!({
        "version": rundown.version, "graphic": rundown.graphic,
        "on_air": rundown.on_air().map(|item| &item.id), "next": rundown.next().map(|item| &item.id),
    });
    let caught = commitments::of_inquiry(tx, &inquiry.id).await?;
    let waiting = caught.iter().filter(|one| one.it.stage == Stage::Captured);
    body["captured"] = waiting.map(|one| stage_line(Kind::Captured, &one.it)).collect();
    Ok(body)
}

async fn public(app: &App, tx: &mut Tx, inquiry: &Inquiry) -> app::Result<Value> {
    let standings = questions::standings(tx, &inquiry.id).await?;
    let counts = Counts::of(standings.into_iter().map(|it| (it.state, Reason::of(&it.reason), it.n)));
    let page = Page { after: None, after_seconds: None, limit: SNAPSHOT_ITEMS };
    let zone = app.zone(tx, &inquiry.programme).await?;
    let on_air = app.on_air_in_public(tx, &inquiry.id).await?;
    let rundown = rundowns::of(tx, &inquiry.id).await?;
    let on_air = on_air.map(|face| json!({ "number": rundown.number_of(&face.id), "question": face }));
    let newest = questions::public_newest(tx, &inquiry.id, &page).await?;
    let mut newest = app.faces(tx, &newest, &zone).await?;
    let top = questions::public_most_seconded(tx, &inquiry.id, &page).await?;
    let mut top = app.faces(tx, &top, &zone).await?;
    let mut promised = commitments::of_inquiry(tx, &inquiry.id).await?;
    promised.reverse();
    promised.retain(|one| !matches!(one.it.stage, Stage::Captured | Stage::Void));
    promised.truncate(SNAPSHOT_PROMISES);
    let mut promised = app.promises(tx, &promised).await?;
    let gating = gates::of(tx, &inquiry.id).await?;
    let sealed = disclosures::of(tx, &inquiry.id).await?.is_sealed();
    loop {
        let mut body = standing(inquiry);
        body["gate"] = json!(gating.gate);
        body["gate_sentence"] = json!(gating.sentence);
        body["sealed"] = json!(sealed);
        body["counts"] = json!(counts);
        body["on_air"] = json!(on_air);
        body["newest"] = json!(newest);
        body["top"] = json!(top);
        body["commitments"] = json!(promised);
        let nothing_left = newest.is_empty() && top.is_empty() && promised.is_empty();
        if body.to_string().len() <= SNAPSHOT_BYTES || nothing_left {
            return Ok(body);
        }
        // Long questions make fewer of them.
        newest.truncate(newest.len() * 3 / 4);
        top.truncate(top.len() * 3 / 4);
        promised.truncate(promised.len() * 3 / 4);
    }
}

/// The desk's snapshot says that lists are to be fetched again; it holds no text.
async fn desk(app: &App, tx: &mut Tx, inquiry: &Inquiry) -> app::Result<Value> {
    let counts = queues::counts(tx, &inquiry.id, app.now()).await?;
    let counts: BTreeMap<String, i64> = counts.into_iter().map(|count| (count.queue.word(), count.n)).collect();
    Ok(json!({ "refetch": true, "counts": counts }))
}

async fn mailbox(app: &App, tx: &mut Tx, at: &StreamKey) -> app::Result<Value> {
    let Some(listener) = &at.listener else { return Ok(json!({ "questions": [] })) };
    let mut own = Vec::new();
    for question in questions::of_asker(tx, &at.inquiry, listener).await? {
        let it = app.as_seen(tx, question).await?;
        let state = public_state(it.state);
        // No version: it also rises when a question is chosen for the show, which nobody hears beforehand.
        own.push(json!({ "question": it.id, "state": state, "reason": it.reason }));
    }
    Ok(json!({ "questions": own }))
}
