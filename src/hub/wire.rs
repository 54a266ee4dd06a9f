//! The messages on the socket: each text message is one JSON array of envelopes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::past::{Line, Snapshot};
use crate::domain::{moment::Moment, stream::Stream};

/// What the server says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "k")]
pub enum Envelope {
    /// The greeting, always the first envelope.
    #[serde(rename = "hi")]
    Greeting(Greeting),
    /// Lines of a log.
    #[serde(rename = "ev")]
    Lines(Lines),
    /// A part of a snapshot.
    #[serde(rename = "sn")]
    Snapshot(SnapshotPart),
    /// Tallies.
    #[serde(rename = "tl")]
    Tally(TallyChange),
    /// Something passing among staff: a hold, a presence. It is no line and has no offset.
    #[serde(rename = "pa")]
    Passing(Passing),
    /// The credential runs out.
    #[serde(rename = "tx")]
    Expiring(Expiring),
    /// The server will close.
    #[serde(rename = "by")]
    Goodbye(Goodbye),
}

/// Something passing among the staff who hear a stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Passing {
    /// The stream whose listeners hear it.
    pub s: Stream,
    /// What passes.
    #[cfg_attr(test, ts(type = "unknown"))]
    pub d: serde_json::Value,
}

/// Who is heard, and how each stream goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Greeting {
    /// The session.
    pub sid: String,
    /// The node.
    pub n: String,
    /// Seconds of silence after which the server pings.
    pub hb: u64,
    /// The server's clock.
    pub now: Moment,
    /// The listener's role.
    pub role: String,
    /// How each asked stream goes on.
    pub s: BTreeMap<Stream, Standing>,
}

/// How a stream goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(untagged)]
pub enum Standing {
    /// A log.
    Log {
        /// Its epoch; empty where there is no such stream.
        e: String,
        /// With `ok` the offset that the listener named: the next line is `o + 1`. With `snap` the present head.
        o: u64,
        /// What follows.
        r: Continuation,
    },
    /// A register.
    Register {
        /// The version known here; the whole register follows.
        v: u64,
    },
}

/// What follows the greeting in a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Continuation {
    /// Every line after the listener's own position.
    Ok,
    /// A snapshot, then every line after it.
    Snap,
    /// Nothing: no such stream for this role here.
    None,
}

/// Lines `o`, `o + 1`, ... of a log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Lines {
    /// The stream.
    pub s: Stream,
    /// Its epoch.
    pub e: String,
    /// The offset of the first line in `d`.
    pub o: u64,
    /// The lines.
    #[cfg_attr(test, ts(type = "unknown[]"))]
    pub d: Vec<serde_json::Value>,
}

/// One part of a snapshot. `d` of parts 1 to `of`, put together, is the JSON text of the state after line `o`.
/// Part 1 begins anew, whatever was gathered before; lines go on with `o + 1`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SnapshotPart {
    /// The stream.
    pub s: Stream,
    /// Its epoch.
    pub e: String,
    /// The offset of the last line that the snapshot holds.
    pub o: u64,
    /// Which part, from 1.
    pub part: u32,
    /// Of how many.
    pub of: u32,
    /// A piece of JSON text.
    pub d: String,
}

/// Absolute counts of the questions that changed since what this listener was told before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct TallyChange {
    /// The version after which the counts stand.
    pub v: u64,
    /// Seconds by question id.
    pub q: BTreeMap<String, u64>,
    /// How many listen to this inquiry on this node.
    pub aud: u64,
}

/// The credential runs out in `in` seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Expiring {
    /// Seconds left.
    #[serde(rename = "in")]
    pub seconds: u64,
}

/// The server will close with `c`; come back after a uniformly random wait within `w`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Goodbye {
    /// The close code.
    pub c: u16,
    /// Least and longest wait, in milliseconds.
    pub w: (u64, u64),
}

/// One envelope as JSON.
pub fn envelope(envelope: &Envelope) -> String {
    serde_json::to_string(envelope).expect("envelopes have text keys and no failing fields")
}

/// A text message of already encoded envelopes.
pub fn message<S: AsRef<str>>(envelopes: &[S]) -> String {
    let mut text = String::from("[");
    for (index, envelope) in envelopes.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(envelope.as_ref());
    }
    text.push(']');
    text
}

/// An `ev` envelope of `lines`, which are passed on as they stand. `lines` follow each other and are not empty.
pub fn lines(stream: Stream, epoch: &str, lines: &[Line]) -> String {
    let first = lines.first().map_or(0, |line| line.offset);
    let mut text = format!(r#"{{"k":"ev","s":"{stream}","e":{},"o":{first},"d":["#, quoted(epoch));
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(&line.body);
    }
    text.push_str("]}");
    text
}

/// The `sn` envelopes of a snapshot, each with its message brackets at most `part_bytes` long.
pub fn snapshot(stream: Stream, snapshot: &Snapshot, part_bytes: usize) -> Vec<String> {
    // Names, brackets and three numbers of at most 20 digits.
    let room = part_bytes.saturating_sub(128 + snapshot.epoch.len()).max(64);
    let pieces = cut(&snapshot.body, room);
    let of = pieces.len() as u32;
    let part = |(index, piece): (usize, &str)| {
        envelope(&Envelope::Snapshot(SnapshotPart {
            s: stream,
            e: snapshot.epoch.clone(),
            o: snapshot.offset,
            part: index as u32 + 1,
            of,
            d: piece.to_owned(),
        }))
    };
    pieces.into_iter().enumerate().map(part).collect()
}

/// Cuts `text` between characters into pieces of at most `room` bytes once they are quoted as JSON.
fn cut(text: &str, room: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut from, mut used) = (0, 0);
    for (at, letter) in text.char_indices() {
        let size = match letter {
            '"' | '\\' => 2,
            '\0'..='\u{1f}' => 6,
            _ => letter.len_utf8(),
        };
        if used + size > room {
            pieces.push(&text[from..at]);
            (from, used) = (at, 0);
        }
        used += size;
    }
    pieces.push(&text[from..]);
    pieces
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("text is always JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(message: &str) -> Vec<Envelope> {
        serde_json::from_str(message).unwrap()
    }

    #[test]
    fn lines_are_passed_on_as_they_stand() {
        let said = [Line { offset: 4, body: r#"{"kind":"asked"}"#.into() }, Line { offset: 5, body: "7".into() }];

        let text = message(&[lines(Stream::Public, "k3f9", &said)]);

        assert_eq!(text, r#"[{"k":"ev","s":"public","e":"k3f9","o":4,"d":[{"kind":"asked"},7]}]"#);
        let [Envelope::Lines(lines)] = &read(&text)[..] else { panic!("{text}") };
        assert_eq!((lines.o, lines.d.len()), (4, 2));
    }

    #[test]
    fn the_parts_of_a_snapshot_make_the_whole_and_stay_small() {
        let body = serde_json::json!({ "questions": "\"路灯\\坏了\"\n".repeat(2000) }).to_string();
        let whole = Snapshot { epoch: "k3f9".into(), offset: 9, body };

        let parts = snapshot(Stream::Public, &whole, 4096);

        let mut joined = String::new();
        for (index, part) in parts.iter().enumerate() {
            let text = message(&[part]);
            assert!(text.len() <= 4096, "{}", text.len());
            let [Envelope::Snapshot(part)] = &read(&text)[..] else { panic!("{text}") };
            assert_eq!((part.o, part.part as usize, part.of as usize), (9, index + 1, parts.len()));
            joined.push_str(&part.d);
        }
        assert_eq!(joined, whole.body);
    }

    #[test]
    fn small_envelopes_look_as_agreed() {
        let text = message(&[
            envelope(&Envelope::Expiring(Expiring { seconds: 60 })),
            envelope(&Envelope::Goodbye(Goodbye { c: 4001, w: (2000, 42000) })),
            envelope(&Envelope::Tally(TallyChange { v: 882, q: [("41".into(), 1234)].into(), aud: 9 })),
        ]);

        assert_eq!(
            text,
            r#"[{"k":"tx","in":60},{"k":"by","c":4001,"w":[2000,42000]},{"k":"tl","v":882,"q":{"41":1234},"aud":9}]"#
        );
    }

    #[test]
    fn the_greeting_looks_as_agreed() {
        let log = Standing::Log { e: "k3f9".into(), o: 1042, r: Continuation::Ok };
        let greeting = Greeting {
            sid: "7Gq".into(),
            n: "b3".into(),
            hb: 25,
            now: Moment(1_763_900_000_123),
            role: "visitor".into(),
            s: [(Stream::Public, log), (Stream::Tally, Standing::Register { v: 881 })].into(),
        };

        let text = envelope(&Envelope::Greeting(greeting.clone()));

        assert_eq!(
            text,
            r#"{"k":"hi","sid":"7Gq","n":"b3","hb":25,"now":1763900000123,"role":"visitor","s":{"public":{"e":"k3f9","o":1042,"r":"ok"},"tally":{"v":881}}}"#
        );
        assert_eq!(serde_json::from_str::<Envelope>(&text).unwrap(), Envelope::Greeting(greeting));
    }
}
