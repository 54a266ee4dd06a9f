//! The append-only record: hash-chained lines, and what each stream may hear of them.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Result, Tx, rows::Rows, sql};
use crate::domain::{
    happening::{Actor, Happening, Journal},
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
    let mut mailboxes = mailbox_offsets(tx, &head.journal, happenings).await?;
    let (mut entries, mut lines) = (Vec::new(), Vec::new());
    for (actor, happening) in happenings {
        let entry = next_entry(&head, at, actor, happening);
        head.seq = entry.seq;
        head.hash.clone_from(&entry.hash);
        for heard in &happening.heard {
            let listener = heard.listener.as_ref().map_or("", VisitorId::as_str);
            let offset = match heard.stream {
                Stream::Public => &mut head.public_offset,
                Stream::Desk => &mut head.desk_offset,
                Stream::Stage => &mut head.stage_offset,
                Stream::Mailbox => mailboxes.entry(listener.to_owned()).or_insert(0),
                // Registers keep no lines.
                Stream::Tally | Stream::Control => continue,
            };
            *offset += 1;
            lines.push(json!([heard.stream, listener, offset, entry.seq, heard.body.to_string()]));
        }
        entries.push(entry);
    }
    insert_entries(tx, &head.journal, &entries).await?;
    insert_lines(tx, &head.journal, lines).await?;
    save_head(tx, &head).await?;
    Ok(head)
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

#[derive(sqlx::FromRow)]
struct Mailbox {
    listener: String,
    off: i64,
}

async fn mailbox_offsets(
    tx: &mut Tx,
    journal: &str,
    happenings: &[(Actor, Happening)],
) -> Result<BTreeMap<String, i64>> {
    let heard = happenings.iter().flat_map(|(_, happening)| &happening.heard);
    let listeners: Vec<&str> = heard.filter_map(|heard| heard.listener.as_ref().map(VisitorId::as_str)).collect();
    if listeners.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found: Vec<Mailbox> = sql("select listener, max(off) as off from line
         where journal = $1 and stream = 'mailbox' and listener in (select value->>0 from rows_of($2))
         group by listener")
    .bind(journal)
    .bind(Rows::of_texts(listeners))
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|mailbox| (mailbox.listener, mailbox.off)).collect())
}

async fn insert_entries(tx: &mut Tx, journal: &str, entries: &[Entry]) -> Result<()> {
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
         from rows_of($2)")
    .bind(journal)
    .bind(Rows::of(rows))
    .run(tx)
    .await
    .map(drop)
}

async fn insert_lines(tx: &mut Tx, journal: &str, lines: Vec<Value>) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    sql("insert into line (journal, stream, listener, off, seq, body)
         select $1, value->>0, value->>1, cast(value->>2 as bigint), cast(value->>3 as bigint), value->>4
         from rows_of($2)")
    .bind(journal)
    .bind(Rows::of(lines))
    .run(tx)
    .await
    .map(drop)
}

async fn save_head(tx: &mut Tx, head: &Head) -> Result<()> {
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
    .run(tx)
    .await
    .map(drop)
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
