//! A hub with a past in memory and a real door, and phones that call.

use std::{
    collections::{BTreeMap, HashMap},
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use futures::{FutureExt, StreamExt, future::BoxFuture};
use parking_lot::Mutex;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Error, Message, handshake::derive_accept_key, protocol::CloseFrame},
};
use wenzheng::{
    domain::{
        id::{InquiryId, VisitorId},
        stream::Stream,
    },
    hub::{
        Bell, Head, Hub, HubKnobs, Line, Listener, LocalRelay, Past, PastError, Snapshot, StreamKey, Tally, resume,
        wire::Envelope,
    },
};

/// Longer than anything here takes; only a broken promise waits so long.
pub const DEADLINE: Duration = Duration::from_secs(20);

pub const INQUIRY: &str = "inquiry";

pub fn public() -> StreamKey {
    StreamKey::shared(InquiryId::from(INQUIRY), Stream::Public)
}

pub fn mailbox(visitor: &str) -> StreamKey {
    StreamKey::mailbox(InquiryId::from(INQUIRY), VisitorId::from(visitor))
}

/// A past in memory that can be made to fail and to lie.
pub struct Memory {
    pub epoch: Mutex<String>,
    streams: Mutex<HashMap<StreamKey, Vec<Arc<str>>>>,
    tally: Mutex<Tally>,
    pub is_failing: AtomicBool,
    /// Every so many reads fail.
    pub fails_each: AtomicU64,
    reads: AtomicU64,
    pub snapshots: AtomicU64,
    pulls: AtomicU64,
    /// The line that reading skips, while offsets go on as if nothing were missing.
    pub skips: AtomicU64,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            epoch: Mutex::new("k3f9".into()),
            streams: Mutex::default(),
            tally: Mutex::default(),
            is_failing: AtomicBool::new(false),
            fails_each: AtomicU64::new(u64::MAX),
            reads: AtomicU64::new(0),
            snapshots: AtomicU64::new(0),
            pulls: AtomicU64::new(0),
            skips: AtomicU64::new(u64::MAX),
        }
    }
}

impl Memory {
    pub fn add(&self, at: &StreamKey, body: Value) {
        self.streams.lock().entry(at.clone()).or_default().push(body.to_string().into());
    }

    pub fn change(&self, at: &StreamKey, offset: u64, body: Value) {
        self.streams.lock().get_mut(at).unwrap()[offset as usize - 1] = body.to_string().into();
        self.pulls.fetch_add(1, Ordering::Relaxed);
    }

    pub fn count(&self, question: &str, seconds: u64) {
        let mut tally = self.tally.lock();
        tally.version += 1;
        tally.counts.insert(question.into(), seconds);
    }

    pub fn bodies(&self, at: &StreamKey) -> Vec<Value> {
        let streams = self.streams.lock();
        streams.get(at).into_iter().flatten().map(|body| serde_json::from_str(body).unwrap()).collect()
    }

    /// How often it was read.
    pub fn reads(&self) -> u64 {
        self.reads.load(Ordering::Relaxed)
    }

    fn allow(&self) -> Result<(), PastError> {
        let read = self.reads.fetch_add(1, Ordering::Relaxed) + 1;
        if self.is_failing.load(Ordering::Relaxed) || read.is_multiple_of(self.fails_each.load(Ordering::Relaxed)) {
            return Err(PastError("the disk is away".into()));
        }
        Ok(())
    }
}

impl Past for Memory {
    fn lines<'a>(&'a self, at: &'a StreamKey, after: u64, limit: usize) -> BoxFuture<'a, Result<Vec<Line>, PastError>> {
        let read = || {
            self.allow()?;
            let skips = self.skips.load(Ordering::Relaxed);
            let streams = self.streams.lock();
            let told = streams.get(at).into_iter().flatten().enumerate();
            let told = told.filter(|(index, _)| *index as u64 + 1 != skips).map(|(_, body)| body);
            let lines = told.enumerate().skip(after as usize).take(limit);
            Ok(lines.map(|(index, body)| Line { offset: index as u64 + 1, body: body.clone() }).collect())
        };
        std::future::ready(read()).boxed()
    }

    fn head<'a>(&'a self, at: &'a StreamKey) -> BoxFuture<'a, Result<Head, PastError>> {
        let offset = self.streams.lock().get(at).map_or(0, Vec::len) as u64;
        let head = Head { epoch: self.epoch.lock().clone(), offset };
        std::future::ready(self.allow().map(|()| head)).boxed()
    }

    fn snapshot<'a>(&'a self, at: &'a StreamKey) -> BoxFuture<'a, Result<Snapshot, PastError>> {
        self.snapshots.fetch_add(1, Ordering::Relaxed);
        let bodies = self.bodies(at);
        let offset = bodies.len() as u64;
        let snapshot = Snapshot { epoch: self.epoch.lock().clone(), offset, body: Value::Array(bodies).to_string() };
        std::future::ready(self.allow().map(|()| snapshot)).boxed()
    }

    fn pulls<'a>(&'a self, _: &'a StreamKey) -> BoxFuture<'a, Result<u64, PastError>> {
        std::future::ready(self.allow().map(|()| self.pulls.load(Ordering::Relaxed))).boxed()
    }

    fn tally<'a>(&'a self, _: &'a InquiryId) -> BoxFuture<'a, Result<Tally, PastError>> {
        std::future::ready(self.allow().map(|()| self.tally.lock().clone())).boxed()
    }
}

/// A hub and its door.
pub struct House {
    pub hub: Arc<Hub>,
    pub past: Arc<Memory>,
    pub address: SocketAddr,
}

pub fn quick() -> HubKnobs {
    HubKnobs { shards: 2, window: Duration::from_millis(5), patience: Duration::from_millis(5), ..HubKnobs::default() }
}

impl House {
    pub async fn open(knobs: HubKnobs) -> Self {
        Self::beside(Arc::new(Memory::default()), Arc::new(LocalRelay::new()), knobs).await
    }

    pub async fn beside(past: Arc<Memory>, relay: Arc<dyn wenzheng::hub::Relay>, knobs: HubKnobs) -> Self {
        let hub = Hub::new(past.clone(), relay, knobs).unwrap();
        let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = door.local_addr().unwrap();
        let weak = Arc::downgrade(&hub);
        tokio::spawn(async move {
            while let Ok((socket, _)) = door.accept().await {
                let Some(hub) = weak.upgrade() else { return };
                tokio::spawn(async move { admit(&hub, socket).await });
            }
        });
        Self { hub, past, address }
    }

    pub fn publish(&self, body: Value) {
        self.past.add(&public(), body);
        self.ring(&public());
    }

    pub fn ring(&self, at: &StreamKey) {
        let streams = vec![(at.stream, at.listener.clone())];
        self.hub.ring(Bell { inquiry: at.inquiry.clone(), streams });
    }

    pub async fn phone(&self, query: &str) -> Phone {
        let socket = TcpStream::connect(self.address).await.unwrap();
        self.phone_on(socket, query).await
    }

    pub async fn phone_on(&self, socket: TcpStream, query: &str) -> Phone {
        self.call(socket, &format!("?{query}")).await
    }

    /// Somebody who calls another path.
    pub async fn caller(&self, path: &str) -> Phone {
        self.call(TcpStream::connect(self.address).await.unwrap(), path).await
    }

    async fn call(&self, socket: TcpStream, path: &str) -> Phone {
        let url = format!("ws://{}/{path}", self.address);
        let (socket, _) = tokio_tungstenite::client_async(url, socket).await.unwrap();
        Phone { socket, ledger: Ledger::default(), tally: BTreeMap::new(), pings: 0, said: Vec::new() }
    }

    /// Waits until `is_true`.
    pub async fn until(&self, what: &str, is_true: impl Fn(&Self) -> bool) {
        let wait = async {
            while !is_true(self) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        tokio::time::timeout(DEADLINE, wait).await.unwrap_or_else(|_| panic!("never: {what}"));
    }
}

/// What the door does after having let somebody in: it answers 101 and hands the socket over.
async fn admit(hub: &Hub, mut socket: TcpStream) {
    let mut request = Vec::new();
    let end = loop {
        let mut some = [0; 1024];
        let Ok(count @ 1..) = socket.read(&mut some).await else { return };
        request.extend_from_slice(&some[..count]);
        if let Some(at) = request.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
    };
    let leftover = request.split_off(end);
    let request = String::from_utf8(request).unwrap();
    let key = request.lines().find_map(|line| line.strip_prefix("Sec-WebSocket-Key: ")).unwrap();
    let accept = derive_accept_key(key.as_bytes());
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: {accept}\r\n\r\n"
    );
    if socket.write_all(answer.as_bytes()).await.is_ok() {
        let query = request.split(['?', ' ']).nth(2).unwrap();
        hub.adopt(socket.into_std().unwrap(), leftover, listener(query)).unwrap();
    }
}

/// Reads `streams=public,tally&resume=public.e.o&visitor=v`.
pub fn listener(query: &str) -> Listener {
    let asked: HashMap<&str, &str> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let mut positions = resume::parse(asked.get("resume").unwrap_or(&"")).unwrap();
    let inquiry = InquiryId::from(INQUIRY);
    let streams = asked["streams"].split(',').map(|word| {
        let stream: Stream = word.parse().unwrap();
        let key = match stream {
            Stream::Mailbox => mailbox(asked["visitor"]),
            _ => StreamKey::shared(inquiry.clone(), stream),
        };
        (key, positions.remove(&stream))
    });
    let streams = streams.collect();
    Listener { inquiry, session: "7Gq".into(), role: "visitor".into(), streams }
}

/// What somebody has of the logs, by the rule of a client: a line is applied only behind the line before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    pub logs: BTreeMap<Stream, Log>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    pub epoch: String,
    pub offset: u64,
    pub lines: Vec<Value>,
    pub snapshots: u32,
    parts: String,
}

static NOTHING: Log = Log { epoch: String::new(), offset: 0, lines: Vec::new(), snapshots: 0, parts: String::new() };

impl Ledger {
    pub fn apply(&mut self, envelope: &Envelope) -> Result<(), String> {
        match envelope {
            Envelope::Lines(lines) => {
                let log = self.logs.entry(lines.s).or_default();
                if log.epoch.is_empty() {
                    log.epoch = lines.e.clone();
                }
                if log.epoch != lines.e || lines.o != log.offset + 1 {
                    return Err(format!("line {} {} behind {} {}", lines.e, lines.o, log.epoch, log.offset));
                }
                log.offset += lines.d.len() as u64;
                log.lines.extend(lines.d.iter().cloned());
            }
            Envelope::Snapshot(part) => {
                let log = self.logs.entry(part.s).or_default();
                if part.part == 1 {
                    log.parts.clear();
                }
                log.parts.push_str(&part.d);
                if part.part == part.of {
                    log.lines = serde_json::from_str(&log.parts).map_err(|error| error.to_string())?;
                    log.epoch = part.e.clone();
                    log.offset = part.o;
                    log.snapshots += 1;
                }
            }
            _ => {}
        }
        Ok(())
    }

    pub fn public(&self) -> &Log {
        self.logs.get(&Stream::Public).unwrap_or(&NOTHING)
    }

    /// Where to go on.
    pub fn resume(&self) -> String {
        let known = self.logs.iter().filter(|(_, log)| !log.epoch.is_empty());
        known.map(|(stream, log)| format!("{stream}.{}.{}", log.epoch, log.offset)).collect::<Vec<_>>().join(",")
    }

    /// Whether somebody has exactly what the past holds.
    pub fn check(&self, past: &Memory, at: &StreamKey) -> Result<(), String> {
        let (told, written) = (self.logs.get(&at.stream).unwrap_or(&NOTHING), past.bodies(at));
        match told.offset == written.len() as u64 && told.lines == written {
            true => Ok(()),
            false => Err(format!("{} of {} lines, or others", told.lines.len(), written.len())),
        }
    }
}

/// A phone of the audience.
pub struct Phone {
    pub socket: WebSocketStream<TcpStream>,
    pub ledger: Ledger,
    pub tally: BTreeMap<String, u64>,
    pub pings: u32,
    /// The envelopes other than lines, in order.
    pub said: Vec<Envelope>,
}

/// What came next.
#[derive(Debug)]
pub enum Next {
    Envelopes,
    Ping,
    Closed(Option<u16>),
}

impl Phone {
    pub async fn next(&mut self) -> Next {
        let message = tokio::time::timeout(DEADLINE, self.socket.next()).await.expect("nothing came");
        match message {
            Some(Ok(Message::Text(text))) => {
                let envelopes: Vec<Envelope> = serde_json::from_str(&text).expect("a message is a list of envelopes");
                for envelope in &envelopes {
                    self.ledger.apply(envelope).unwrap();
                    if let Envelope::Tally(change) = envelope {
                        self.tally.extend(change.q.clone());
                    }
                    if !matches!(envelope, Envelope::Lines(_)) {
                        self.said.push(envelope.clone());
                    }
                }
                Next::Envelopes
            }
            Some(Ok(Message::Ping(_))) => {
                self.pings += 1;
                Next::Ping
            }
            Some(Ok(Message::Close(frame))) => Next::Closed(frame.map(|CloseFrame { code, .. }| code.into())),
            Some(Ok(_)) => Next::Envelopes,
            Some(Err(Error::Io(_) | Error::Protocol(_))) | None => Next::Closed(None),
            Some(Err(error)) => panic!("{error}"),
        }
    }

    /// Listens until `is_enough`.
    pub async fn hear_until(&mut self, is_enough: impl Fn(&Self) -> bool) -> &mut Self {
        while !is_enough(self) {
            if let Next::Closed(code) = self.next().await {
                panic!("closed with {code:?}");
            }
        }
        self
    }

    pub async fn hear_public(&mut self, offset: u64) -> &mut Self {
        self.hear_until(|phone| phone.ledger.public().offset >= offset).await
    }

    /// Listens until the socket is closed; the code, if one was said.
    pub async fn hear_out(&mut self) -> Option<u16> {
        loop {
            if let Next::Closed(code) = self.next().await {
                return code;
            }
        }
    }
}
