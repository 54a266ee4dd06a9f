//! The real binary, as a process of its own that can be killed.

use std::{
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use parking_lot::Mutex;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::Child,
    sync::watch,
    task::JoinHandle,
};

use super::{DEADLINE, Town};

/// A running `wenzheng serve`; killed when dropped.
pub struct Binary {
    child: Child,
    log: Arc<Mutex<Vec<String>>>,
    logging: JoinHandle<()>,
}

fn command(town: &Town, verb: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wenzheng"));
    let (place, database) = (town.place().dir.path(), town.place().database_url());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("WENZHENG_")) {
        command.env_remove(name);
    }
    command.arg(verb).args(["--data-dir".as_ref(), place.as_os_str() as &std::ffi::OsStr]);
    command.args(["--database-url", &database]);
    command.current_dir(place);
    command
}

impl Binary {
    /// Serves from the place of a town whose own house is closed; people of the town call here from now on. It logs
    /// everything from `level` on.
    pub async fn serve(town: &Town, level: &str) -> Self {
        let mut command = tokio::process::Command::from(command(town, "serve"));
        command.args(["--listen", "127.0.0.1:0", "--pace", "relaxed"]).env("RUST_LOG", level).env("NO_COLOR", "1");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().expect("the binary starts");
        let mut lines = BufReader::new(child.stderr.take().expect("it has a log")).lines();
        let log = Arc::new(Mutex::new(Vec::new()));
        let (listens, mut listening) = watch::channel(String::new());
        let logging = tokio::spawn({
            let log = log.clone();
            async move {
                while let Ok(Some(line)) = lines.next_line().await {
                    if let Some((_, rest)) = line.split_once("listening on ") {
                        listens.send_replace(rest.split(',').next().unwrap_or_default().to_owned());
                    }
                    log.lock().push(line);
                }
            }
        });
        let wait = tokio::time::timeout(DEADLINE, listening.wait_for(|address| !address.is_empty())).await;
        match wait {
            Ok(Ok(address)) => town.call_at(&address),
            _ => panic!("it does not listen: {:#?}", log.lock()),
        }
        Self { child, log, logging }
    }

    /// SIGKILL: nothing is finished, nothing is said.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("it can be killed");
    }

    /// SIGTERM, as a service is stopped. Everything that it logged comes back.
    pub async fn stop(mut self) -> Vec<String> {
        let id = self.child.id().expect("it runs").to_string();
        let signalled = Command::new("kill").args(["-TERM", &id]).status().expect("kill is a command");
        assert!(signalled.success());
        let ended = tokio::time::timeout(DEADLINE, self.child.wait()).await.expect("it ends when it is told to");
        assert!(ended.expect("it has ended").success());
        self.logging.await.expect("its log was read");
        std::mem::take(&mut self.log.lock())
    }
}

/// `wenzheng verify` in the place of a town: what it printed, when all is well.
pub fn verify(town: &Town) -> String {
    let output = command(town, "verify").output().expect("the binary runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "the record does not verify: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// Whether a file of the place holds these bytes.
pub fn holds(place: &Path, bytes: &[u8]) -> bool {
    let files = std::fs::read_dir(place).expect("the place is there").flatten();
    files.into_iter().any(|file| {
        let text = std::fs::read(file.path()).unwrap_or_default();
        text.windows(bytes.len()).any(|window| window == bytes)
    })
}
