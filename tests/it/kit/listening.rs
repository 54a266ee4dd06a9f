//! An ear at the socket: it keeps its positions, comes back with them, and minds every gap.

use std::{collections::BTreeMap, time::Duration};

use futures::StreamExt as _;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Error, Message, client::IntoClientRequest as _},
};
use wenzheng::{
    domain::stream::Stream,
    hub::wire::{Continuation, Envelope, Standing},
};

use super::Person;

/// What was heard of one log.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// The history in which offsets count.
    pub epoch: String,
    /// The last line heard or held by a snapshot.
    pub offset: u64,
    /// Everything heard, in its order.
    pub heard: Vec<Heard>,
    parts: String,
}

/// Something heard.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// A line, with its offset.
    Line(u64, Value),
    /// A whole state, with the offset of the last line that it holds.
    State(u64, Value),
}

/// Somebody who listens.
pub struct Ear {
    who: Person,
    visitor: String,
    inquiry: String,
    streams: String,
    socket: Option<WebSocketStream<MaybeTlsStream<TcpStream>>>,
    /// What was heard, by stream.
    pub logs: BTreeMap<Stream, Log>,
    /// The counts of the tally.
    pub tally: BTreeMap<String, u64>,
    /// Every text message as it came.
    pub raw: Vec<String>,
    /// What passed among the staff.
    pub passing: Vec<Value>,
    /// Everything that must not be: a gap, a line twice, a position that was moved.
    pub faults: Vec<String>,
    /// How often a stream went on from its position.
    pub continued: usize,
}

impl Ear {
    /// Somebody who is about to listen to streams of an inquiry, by their names.
    pub fn new(who: &Person, inquiry: &str, streams: &str) -> Self {
        Self {
            visitor: if who.is_visitor() { who.visitor_id().0 } else { String::new() },
            who: who.clone(),
            inquiry: inquiry.into(),
            streams: streams.into(),
            socket: None,
            logs: BTreeMap::new(),
            tally: BTreeMap::new(),
            raw: Vec::new(),
            passing: Vec::new(),
            faults: Vec::new(),
            continued: 0,
        }
    }

    /// Opens the line where it left off; the status when it is refused.
    pub async fn connect(&mut self) -> Result<(), u16> {
        self.drop_line();
        let positions = self.logs.iter().filter(|(_, log)| !log.epoch.is_empty());
        let resume: Vec<String> =
            positions.map(|(stream, log)| format!("{stream}.{}.{}", log.epoch, log.offset)).collect();
        let address = format!(
            "ws://{}/ws/v1?inquiry={}&streams={}&resume={}",
            self.who.town.address(),
            self.inquiry,
            self.streams,
            resume.join(",")
        );
        let mut request = address.into_client_request().expect("an address");
        let headers = request.headers_mut();
        headers.insert("sec-websocket-protocol", "wenzheng.v1".parse().expect("a header"));
        if let Some(token) = &self.who.token {
            headers.insert("authorization", format!("Bearer {token}").parse().expect("a header"));
        }
        match tokio_tungstenite::connect_async(request).await {
            Ok((socket, _)) => {
                self.socket = Some(socket);
                Ok(())
            }
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("no line: {error}"),
        }
    }

    /// Who listens, as a device of the public.
    pub fn visitor(&self) -> &str {
        &self.visitor
    }

    /// Whether the tally is among what is listened to.
    pub fn hears_tally(&self) -> bool {
        self.streams.split(',').any(|stream| stream == "tally")
    }

    /// The same listener, had it heard this of a stream.
    pub fn with_heard(&self, stream: Stream, heard: Vec<Heard>) -> Self {
        let mut other = Self::new(&self.who, &self.inquiry, &self.streams);
        other.logs = self.logs.clone();
        other.logs.entry(stream).or_default().heard = heard;
        other
    }

    /// The line breaks, without a goodbye.
    pub fn drop_line(&mut self) {
        self.socket = None;
        self.logs.values_mut().for_each(|log| log.parts.clear());
    }

    /// Whether the line stands.
    pub fn is_connected(&self) -> bool {
        self.socket.is_some()
    }

    /// Hears messages for so long, or until the line ends.
    pub async fn hear_for(&mut self, time: Duration) {
        let until = tokio::time::Instant::now() + time;
        while let Some(socket) = &mut self.socket {
            let Ok(heard) = tokio::time::timeout_at(until, socket.next()).await else { return };
            match heard {
                Some(Ok(Message::Text(text))) => self.take_in(text.as_str()),
                Some(Ok(Message::Close(_)) | Err(_)) | None => self.drop_line(),
                Some(Ok(_)) => {}
            }
        }
    }

    /// Hears on, coming back when the line ends, until the position in a stream is at least this one.
    pub async fn hear_until(&mut self, stream: Stream, offset: u64) {
        let what = format!("{stream} is at {offset}");
        self.hear_while(&what, |ear| {
            ear.logs.get(&stream).is_none_or(|log| log.offset < offset || log.epoch.is_empty())
        })
        .await;
    }

    /// Hears on until a whole state of a stream was heard.
    pub async fn hear_state(&mut self, stream: Stream) {
        let is_missing = |ear: &Self| ear.logs.get(&stream).is_none_or(|log| log.heard.is_empty());
        self.hear_while(&format!("a state of {stream}"), is_missing).await;
    }

    /// Hears on until the tally says this of a question.
    pub async fn hear_tally(&mut self, question: &str, seconds: u64) {
        let is_missing = |ear: &Self| ear.tally.get(question) != Some(&seconds);
        self.hear_while(&format!("{question} has {seconds}"), is_missing).await;
    }

    /// Hears on until so much passed among the staff.
    pub async fn hear_passing(&mut self, n: usize) {
        self.hear_while(&format!("{n} passing"), |ear| ear.passing.len() < n).await;
    }

    /// Hears on, coming back when the line ends, while something is missing.
    pub async fn hear_while(&mut self, what: &str, is_missing: impl Fn(&Self) -> bool) {
        let wait = tokio::time::timeout(super::DEADLINE, async {
            while is_missing(self) {
                if !self.is_connected() {
                    self.connect().await.expect("the line opens");
                }
                self.hear_for(Duration::from_millis(20)).await;
            }
        });
        let heard = wait.await;
        assert!(heard.is_ok(), "never heard: {what}; {:?} {:?}", self.faults, self.tally);
    }

    fn take_in(&mut self, text: &str) {
        self.raw.push(text.to_owned());
        let envelopes: Vec<Envelope> = serde_json::from_str(text).expect("a message is an array of envelopes");
        for envelope in envelopes {
            match envelope {
                Envelope::Passing(passing) => self.passing.push(passing.d),
                Envelope::Greeting(greeting) => {
                    for (stream, standing) in greeting.s {
                        self.greeted(stream, standing);
                    }
                }
                Envelope::Lines(lines) => {
                    let log = self.logs.entry(lines.s).or_default();
                    if lines.o != log.offset + 1 || lines.e != log.epoch {
                        self.faults.push(format!("{}: line {} after {} ({})", lines.s, lines.o, log.offset, lines.e));
                    }
                    for (n, line) in lines.d.into_iter().enumerate() {
                        log.offset = lines.o + n as u64;
                        log.heard.push(Heard::Line(log.offset, line));
                    }
                }
                Envelope::Snapshot(part) => {
                    let log = self.logs.entry(part.s).or_default();
                    if part.part == 1 {
                        log.parts.clear();
                    }
                    log.parts.push_str(&part.d);
                    if part.part == part.of {
                        let state = serde_json::from_str(&log.parts).expect("a snapshot is JSON");
                        if part.o < log.offset && part.e == log.epoch {
                            self.faults.push(format!("{}: a snapshot of {} after {}", part.s, part.o, log.offset));
                        }
                        (log.epoch, log.offset) = (part.e, part.o);
                        log.heard.push(Heard::State(part.o, state));
                    }
                }
                Envelope::Tally(change) => self.tally.extend(change.q),
                Envelope::Expiring(_) | Envelope::Goodbye(_) => {}
            }
        }
    }

    fn greeted(&mut self, stream: Stream, standing: Standing) {
        let Standing::Log { e, o, r } = standing else { return };
        let log = self.logs.entry(stream).or_default();
        self.continued += usize::from(r == Continuation::Ok);
        if r == Continuation::Ok && (o, &e) != (log.offset, &log.epoch) {
            self.faults.push(format!("{stream}: continued at {o}, left at {}", log.offset));
        }
    }
}
