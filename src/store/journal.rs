//! The append-only record: hash-chained lines, and what each stream may hear of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Result, Tx, rows::Rows, sql};
use crate::domain::{
    happening::{Actor, Happening, Heard, Journal},
    id::VisitorId,
    moment::Moment,
    stream::Stream,
};

/// Where a journal and its streams stand.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Head {
    /// Whose journal.
    pub journal: String,
    /// Random; changes only when the journal was restored from a backup.
    pub epoch: String,
    /// Salt of the digests in this journal.
    pub salt: String,
    /// The last line's number.
    pub seq: i64,
    /// The last line's hash.
    pub hash: String,
    /// The last offset of the public stream.
    pub public_offset: i64,
    /// The last offset of the desk stream.
    pub desk_offset: i64,
    /// The last offset of the stage stream.
    pub stage_offset: i64,
    /// How many questions have been numbered.
    pub questions: i64,
    /// The version of the tally register.
    pub tally: i64,
}

impl Head {
    /// The last offset of a shared stream.
    pub fn offset(&self, stream: Stream) -> i64 {
        match stream {
            Stream::Public => self.public_offset,
            Stream::Desk => self.desk_offset,
            Stream::Stage => self.stage_offset,
            Stream::Tally => self.tally,
            Stream::Mailbox | Stream::Control => 0,
        }
    }

    /// The next line of the stream that hears this, as a row; registers keep no lines.
    fn next_line(&mut self, mailboxes: &mut BTreeMap<String, i64>, seq: i64, heard: &Heard) -> Option<Value> {
        let listener = heard.listener.as_ref().map_or("", VisitorId::as_str);
        let offset = match heard.stream {
            Stream::Public => &mut self.public_offset,
            Stream::Desk => &mut self.desk_offset,
            Stream::Stage => &mut self.stage_offset,
            Stream::Mailbox => mailboxes.entry(listener.to_owned()).or_insert(0),
            Stream::Tally | Stream::Control => return None,
        };
        *offset += 1;
        Some(json!([heard.stream, listener, offset, seq, heard.body.to_string()]))
    }

    /// A digest of a text that only this journal's salt can repeat.
    pub fn digest(&self, text: &str) -> String {
        hex::encode(Sha256::new().chain_update(&self.salt).chain_update([0]).chain_update(text).finalize())
    }
}

/// One line of the record, as stored.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Entry {
    /// Whose journal.
    pub journal: String,
    /// Gapless from 1.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// `person`, `visitor` or `house`.
    pub actor_kind: String,
    /// Who; empty for the house.
    pub actor: String,
    /// What happened.
    pub kind: String,
    /// To what kind of thing.
    pub subject_kind: String,
    /// To which.
    pub subject: String,
    /// The state before.
    pub from_state: Option<String>,
    /// The state after.
    pub to_state: Option<String>,
    /// The reason code.
    pub why: Option<String>,
    /// What the subject is afterwards, as JSON.
    pub after: String,
    /// The hash of the line before.
    pub prev: String,
    /// The hash of this line over the one before and all of the above.
    pub hash: String,
}

impl Entry {
    /// The hash that this line must have.
    pub fn true_hash(&self) -> String {
        let fields = json!([
            self.journal,
            self.seq,
            self.at,
            self.actor_kind,
            self.actor,
            self.kind,
            self.subject_kind,
            self.subject,
            self.from_state,
            self.to_state,
            self.why,
            self.after,
        ]);
        hex::encode(Sha256::new().chain_update(&self.prev).chain_update(fields.to_string()).finalize())
    }
}

/// A digest of texts that are public: whoever changes one of them behind the record is found.
pub fn digest_of(texts: &[&str]) -> String {
    hex::encode(Sha256::digest(json!(texts).to_string()))
}

/// Opens an empty journal.
pub async fn open(tx: &mut Tx, journal: &Journal, epoch: &str, salt: &str) -> Result<()> {
    sql("insert into journal_head
         (journal, epoch, salt, seq, hash, public_offset, desk_offset, stage_offset, questions, tally)
         values ($1, $2, $3, 0, '', 0, 0, 0, 0, 0) on conflict (journal) do nothing")
    .bind(&journal.0)
    .bind(epoch)
    .bind(salt)
    .run(tx)
    .await
    .map(drop)
}

/// Where the journal stands, without holding it.
pub async fn head(tx: &mut Tx, journal: &Journal) -> Result<Head> {
    sql("select * from journal_head where journal = $1").bind(&journal.0).one(tx).await
}

/// Where the journal stands, held until the transaction is over: the last lock that a transaction takes.
pub async fn hold_head(tx: &mut Tx, journal: &Journal) -> Result<Head> {
    sql("update journal_head set seq = seq where journal = $1 returning *").bind(&journal.0).one(tx).await
}

/// Every journal.
pub async fn heads(tx: &mut Tx) -> Result<Vec<Head>> {
    sql("select * from journal_head order by journal").all(tx).await
}

/// Writes happenings in their order, allots the offsets, and moves the head.
pub async fn write(tx: &mut Tx, mut head: Head, at: Moment, happenings: &[(Actor, Happening)]) -> Result<Head> {
    let heard = happenings.iter().flat_map(|(_, happening)| &happening.heard);
    let mut mailboxes = mailbox_offsets(tx, &head.journal, heard).await?;
    let (mut entries, mut lines) = (Vec::new(), Vec::new());
    for (actor, happening) in happenings {
        let entry = next_entry(&head, at, actor, happening);
        head.seq = entry.seq;
        head.hash.clone_from(&entry.hash);
        lines.extend(happening.heard.iter().filter_map(|heard| head.next_line(&mut mailboxes, entry.seq, heard)));
        entries.push(entry);
    }
    insert_entries(tx, &head.journal, &entries);
    insert_lines(tx, &head.journal, lines);
    save_head(tx, &head);
    Ok(head)
}

/// Tells streams of lines that were written before: what reaches the public only after the delay gets its offset now.
pub async fn tell(tx: &mut Tx, mut head: Head, told: &[(i64, Heard)]) -> Result<Head> {
    let mut mailboxes = mailbox_offsets(tx, &head.journal, told.iter().map(|(_, heard)| heard)).await?;
    let lines = told.iter().filter_map(|(seq, heard)| head.next_line(&mut mailboxes, *seq, heard)).collect();
    insert_lines(tx, &head.journal, lines);
    save_head(tx, &head);
    Ok(head)
}

/// Puts `body` in the place of every public line about a subject that was retracted: its offsets stay, its words go.
pub async fn redact(tx: &mut Tx, journal: &Journal, subject: &str, body: &Value) -> Result<u64> {
    sql("update line set body = $1 where journal = $2 and stream = 'public'
            and seq in (select seq from journal where journal = $2 and subject = $3)")
    .bind(body.to_string())
    .bind(&journal.0)
    .bind(subject)
    .run(tx)
    .await
}

fn next_entry(head: &Head, at: Moment, actor: &Actor, happening: &Happening) -> Entry {
    let mut entry = Entry {
        journal: head.journal.clone(),
        seq: head.seq + 1,
        at,
        actor_kind: actor.kind().to_owned(),
        actor: actor.id().to_owned(),
        kind: happening.kind.word(),
        subject_kind: happening.subject_kind.to_owned(),
        subject: happening.subject.clone(),
        from_state: happening.from.clone(),
        to_state: happening.to.clone(),
        why: happening.why.clone(),
        after: happening.after.to_string(),
        prev: head.hash.clone(),
        hash: String::new(),
    };
    entry.hash = entry.true_hash();
    entry
}

async fn mailbox_offsets<'a>(
    tx: &mut Tx,
    journal: &str,
    heard: impl Iterator<Item = &'a Heard>,
) -> Result<BTreeMap<String, i64>> {
    let listeners: BTreeSet<&str> = heard.filter_map(|heard| heard.listener.as_ref().map(VisitorId::as_str)).collect();
    if listeners.is_empty() {
        return Ok(BTreeMap::new());
    }
    // One step to the end of each mailbox, where grouping would read every line of whoever asks often; and one row,
    // since each row is a hand-over between two threads.
    let (offsets,): (Option<String>,) = sql("select string_agg(listener || ' ' || cast(off as text), ',') from (
             select wanted.value->>0 as listener, (
                 select max(off) from line where journal = $1 and stream = 'mailbox' and listener = wanted.value->>0
             ) as off from jsonb_each($2) as wanted
         ) as mailbox where off is not null")
    .bind(journal)
    .bind(Rows::of_texts(listeners))
    .one(tx)
    .await?;
    let offsets = offsets.unwrap_or_default();
    let pairs = offsets.split(',').filter_map(|pair| pair.split_once(' '));
    Ok(pairs.filter_map(|(listener, off)| Some((listener.to_owned(), off.parse().ok()?))).collect())
}

fn insert_entries(tx: &mut Tx, journal: &str, entries: &[Entry]) {
    let rows = entries.iter().map(|entry| {
        json!([
            entry.seq,
            entry.at,
            entry.actor_kind,
            entry.actor,
            entry.kind,
            entry.subject_kind,
            entry.subject,
            entry.from_state,
            entry.to_state,
            entry.why,
            entry.after,
            entry.prev,
            entry.hash,
        ])
    });
    sql("insert into journal
         (journal, seq, at, actor_kind, actor, kind, subject_kind, subject, from_state, to_state, why, after, prev, hash)
         select $1, cast(value->>0 as bigint), cast(value->>1 as bigint), value->>2, value->>3, value->>4, value->>5,
                value->>6, value->>7, value->>8, value->>9, value->>10, value->>11, value->>12
         from jsonb_each($2)")
    .bind(journal)
    .bind(Rows::of(rows))
    .later(tx);
}

fn insert_lines(tx: &mut Tx, journal: &str, lines: Vec<Value>) {
    if lines.is_empty() {
        return;
    }
    sql("insert into line (journal, stream, listener, off, seq, body)
         select $1, value->>0, value->>1, cast(value->>2 as bigint), cast(value->>3 as bigint), value->>4
         from jsonb_each($2)")
    .bind(journal)
    .bind(Rows::of(lines))
    .later(tx);
}

fn save_head(tx: &mut Tx, head: &Head) {
    sql("update journal_head set seq = $1, hash = $2, public_offset = $3, desk_offset = $4, stage_offset = $5,
                questions = $6, tally = $7
         where journal = $8")
    .bind(head.seq)
    .bind(&head.hash)
    .bind(head.public_offset)
    .bind(head.desk_offset)
    .bind(head.stage_offset)
    .bind(head.questions)
    .bind(head.tally)
    .bind(&head.journal)
    .later(tx);
}

/// One line of a stream.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Line {
    /// Its offset in the stream, gapless from 1.
    pub off: i64,
    /// The journal line that it tells of.
    pub seq: i64,
    /// One JSON value.
    pub body: String,
}

/// The lines of a stream after an offset, in order.
pub async fn lines(
    tx: &mut Tx,
    journal: &Journal,
    stream: Stream,
    listener: &str,
    after: i64,
    limit: usize,
) -> Result<Vec<Line>> {
    sql("select off, seq, body from line
         where journal = $1 and stream = $2 and listener = $3 and off > $4
         order by off limit $5")
    .bind(&journal.0)
    .bind(stream.as_str())
    .bind(listener)
    .bind(after)
    .bind(limit)
    .all(tx)
    .await
}

/// The last offset of one visitor's mailbox.
pub async fn mailbox_head(tx: &mut Tx, journal: &Journal, listener: &str) -> Result<i64> {
    let found: Option<(i64,)> = sql("select off from line
         where journal = $1 and stream = 'mailbox' and listener = $2 order by off desc limit 1")
    .bind(&journal.0)
    .bind(listener)
    .maybe(tx)
    .await?;
    Ok(found.map_or(0, |(off,)| off))
}

/// The record after a line, in order.
pub async fn entries(tx: &mut Tx, journal: &Journal, after: i64, limit: usize) -> Result<Vec<Entry>> {
    sql("select * from journal where journal = $1 and seq > $2 order by seq limit $3")
        .bind(&journal.0)
        .bind(after)
        .bind(limit)
        .all(tx)
        .await
}

/// The record about one subject, in order.
pub async fn about(tx: &mut Tx, journal: &Journal, subject: &str) -> Result<Vec<Entry>> {
    sql("select * from journal where journal = $1 and subject = $2 order by seq")
        .bind(&journal.0)
        .bind(subject)
        .all(tx)
        .await
}

/// The latest lines of the record about subjects of these kinds, the newest first.
pub async fn latest(tx: &mut Tx, journal: &Journal, subject_kinds: &[&str], limit: usize) -> Result<Vec<Entry>> {
    sql("select * from journal where journal = $1 and subject_kind in (select value->>0 from jsonb_each($2))
         order by seq desc limit $3")
    .bind(&journal.0)
    .bind(Rows::of_texts(subject_kinds.iter().copied()))
    .bind(limit)
    .all(tx)
    .await
}

/// The record before a line, the latest first, of one kind and one actor where they are named.
pub async fn entries_back(
    tx: &mut Tx,
    journal: &Journal,
    before: i64,
    kind: Option<&str>,
    actor: Option<&str>,
    limit: usize,
) -> Result<Vec<Entry>> {
    sql("select * from journal
         where journal = $1 and seq < $2 and (kind = $3 or $3 = '') and (actor = $4 or $4 = '')
         order by seq desc limit $5")
    .bind(&journal.0)
    .bind(before)
    .bind(kind.unwrap_or_default())
    .bind(actor.unwrap_or_default())
    .bind(limit)
    .all(tx)
    .await
}
