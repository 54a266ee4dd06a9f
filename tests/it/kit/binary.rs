//! The real binary, as a process of its own that can be killed.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStderr},
};

use super::{DEADLINE, Town};

/// A running `wenzheng serve`; killed when dropped.
pub struct Binary {
    child: Child,
    log: Lines<BufReader<ChildStderr>>,
    /// What it logged up to the moment at which it listened.
    pub said: Vec<String>,
    /// Where it listens.
    pub address: String,
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
    /// Serves from the place of a town whose own house is closed; people of the town call here from now on.
    pub async fn serve(town: &Town) -> Self {
        let mut command = tokio::process::Command::from(command(town, "serve"));
        command.args(["--listen", "127.0.0.1:0", "--pace", "relaxed"]).env("RUST_LOG", "info");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().expect("the binary starts");
        let mut log = BufReader::new(child.stderr.take().expect("it has a log")).lines();
        let mut said = Vec::new();
        let wait = tokio::time::timeout(DEADLINE, async {
            loop {
                let line = log.next_line().await.expect("a log is text").expect("it listens before it ends");
                let plain = without_colours(&line);
                said.push(plain.clone());
                if let Some((_, rest)) = plain.split_once("listening on ") {
                    return rest.split(',').next().unwrap_or_default().to_owned();
                }
            }
        });
        let address = wait.await.unwrap_or_else(|_| panic!("it does not listen: {said:?}"));
        town.call_at(&address);
        Self { child, log, said, address }
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
        let rest = tokio::time::timeout(DEADLINE, async {
            while let Some(line) = self.log.next_line().await.expect("a log is text") {
                self.said.push(without_colours(&line));
            }
        });
        rest.await.expect("it ends when it is told to");
        self.child.wait().await.expect("it has ended");
        std::mem::take(&mut self.said)
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

fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain + rest
}

/// Long enough for some writes, too short for most.
pub fn a_little_while(dice: &mut super::Dice) -> Duration {
    Duration::from_millis(150 + dice.below(450) as u64)
}
