//! How many questions a second are acknowledged, with group commit and with one transaction a question, in one run.
//!
//! `cargo bench --bench flood` measures the disk as it is; `cargo bench --features slow-commit --bench flood` also with
//! 4 ms added to each commit. Load and server share the machine. Prints one JSON line a measurement.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use clap::Parser;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};
use wenzheng::{
    app::clock::Clock, config::Config, crew::demo, domain::inquiry::Phase, server::House, store::inquiries,
};

/// How long one measurement takes.
const MEASURED: Duration = Duration::from_secs(5);

#[derive(Parser)]
struct Knobs {
    #[command(flatten)]
    config: Config,
}

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for delay_ms in delays() {
        for clients in [64, 512] {
            // One transaction a question is the same lane with a batch of one.
            let single = runtime.block_on(measure(1, clients, delay_ms));
            let grouped = runtime.block_on(measure(500, clients, delay_ms));
            let told = json!({
                "bench": "flood", "engine": "sqlite", "clients": clients, "added_commit_ms": delay_ms,
                "one_a_transaction_per_s": single.round(), "group_commit_per_s": grouped.round(),
                "ratio": (grouped / single * 10.0).round() / 10.0,
            });
            println!("{told}");
        }
    }
}

fn delays() -> Vec<u64> {
    if cfg!(feature = "slow-commit") { vec![0, 4] } else { vec![0] }
}

/// Acknowledged questions a second.
async fn measure(batch: usize, clients: usize, delay_ms: u64) -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    let house = open(folder.path(), batch, delay_ms).await;
    let slug = inquiry(&house).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let app = house.app.clone();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(house.serve(listener, async { drop(stopped.await) }));
    let (acknowledged, over) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let asking: Vec<_> = (0..clients)
        .map(|_| {
            tokio::spawn(ask(address, slug.clone(), app.vault.visitor_token(), acknowledged.clone(), over.clone()))
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let (began, before) = (Instant::now(), acknowledged.load(Ordering::Relaxed));
    tokio::time::sleep(MEASURED).await;
    let done = acknowledged.load(Ordering::Relaxed) - before;
    let rate = done as f64 / began.elapsed().as_secs_f64();
    over.store(true, Ordering::Relaxed);
    for one in asking {
        one.await.expect("a client ends well");
    }
    drop(app);
    let _ = stop.send(());
    serving.await.expect("the house serves").expect("and closes");
    rate
}

async fn open(folder: &std::path::Path, batch: usize, delay_ms: u64) -> House {
    let batch = batch.to_string();
    let line = ["bench", "--data-dir", &folder.display().to_string(), "--pace", "relaxed", "--flood-batch", &batch];
    let config = Knobs::parse_from(line).config;
    let mut house = House::open(config, Clock::default()).await.expect("the house opens");
    slow_down(&mut house, delay_ms);
    house
}

#[cfg(feature = "slow-commit")]
fn slow_down(house: &mut House, delay_ms: u64) {
    house.app.store.delay_commits(Duration::from_millis(delay_ms));
}

#[cfg(not(feature = "slow-commit"))]
fn slow_down(_: &mut House, _: u64) {}

async fn inquiry(house: &House) -> String {
    demo::demo(&house.app).await.expect("a demonstration");
    let mut tx = house.app.store.read().await.expect("a reader");
    let all = inquiries::all(&mut tx).await.expect("inquiries");
    all.into_iter().find(|inquiry| inquiry.phase == Phase::Live).expect("one is on air").slug
}

/// One client: asks, waits for the acknowledgement, asks again.
async fn ask(address: SocketAddr, slug: String, token: String, acknowledged: Arc<AtomicU64>, over: Arc<AtomicBool>) {
    let socket = TcpStream::connect(address).await.expect("a connection");
    socket.set_nodelay(true).expect("an option");
    let mut socket = BufReader::new(socket);
    let mut n = 0_u64;
    while !over.load(Ordering::Relaxed) {
        n += 1;
        let body = format!(
            r#"{{"text":"第{n}次问：小区电梯停了三天，什么时候修好？","place":"柳岸小区","contact":"13800138000"}}"#
        );
        let request = format!(
            "POST /api/v1/inquiries/{slug}/questions HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\nidempotency-key: {n}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        socket.get_mut().write_all(request.as_bytes()).await.expect("the request leaves");
        assert_eq!(answer(&mut socket).await, 201, "a question is stored");
        acknowledged.fetch_add(1, Ordering::Relaxed);
    }
}

/// Reads one answer and gives its status.
async fn answer(socket: &mut BufReader<TcpStream>) -> u16 {
    use tokio::io::AsyncBufReadExt as _;
    let (mut line, mut status, mut length) = (String::new(), 0, 0);
    loop {
        line.clear();
        socket.read_line(&mut line).await.expect("an answer");
        let head = line.trim_end().to_ascii_lowercase();
        if head.is_empty() {
            break;
        }
        if let Some(rest) = head.strip_prefix("http/1.1 ") {
            status = rest[..3].parse().expect("a status");
        }
        if let Some(rest) = head.strip_prefix("content-length:") {
            length = rest.trim().parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    socket.read_exact(&mut body).await.expect("a body");
    status
}
