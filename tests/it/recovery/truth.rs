//! What each may have heard: the store's own lines, and everything in which a listener differs from them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use wenzheng::{
    domain::{inquiry::Inquiry, stream::Stream},
    store::{seconds, sql},
};

use super::Listening;
use crate::kit::{Ear, Town, journal, listening::Heard};

/// What the store says that each may hear.
pub struct Truth {
    /// What everybody hears.
    pub lines: Vec<Value>,
    /// The questions that were cut out or pulled: their public lines lost their words.
    pub retracted: BTreeSet<String>,
    /// What the desk hears.
    pub desk: Vec<Value>,
    /// What the studio hears.
    pub stage: Vec<Value>,
    /// What each asker hears.
    pub mailboxes: BTreeMap<String, Vec<Value>>,
    /// In which order the questions came: their ids do not tell.
    numbers: BTreeMap<String, i64>,
    /// The counts at the end.
    pub tally: BTreeMap<String, u64>,
}

impl Truth {
    /// Reads it, once nothing happens any more.
    pub async fn read(town: &Town, inquiry: &Inquiry, listeners: &[Listening]) -> Self {
        let app = town.app();
        let mut mailboxes = BTreeMap::new();
        for (who, _) in listeners.iter().filter(|(_, streams)| streams.contains("mailbox")) {
            let visitor = who.visitor_id().0;
            mailboxes.insert(visitor.clone(), journal::lines(&app, &inquiry.id, Stream::Mailbox, &visitor).await);
        }
        let mut tx = app.store.read().await.expect("the store is read");
        let numbers: Vec<(String, i64)> = sql("select id, number from question where inquiry = $1")
            .bind(inquiry.id.as_str())
            .all(&mut tx)
            .await
            .expect("questions are numbered");
        let tally = seconds::tally(&mut tx, &inquiry.id).await.expect("seconds are counted").into_iter();
        let lines = journal::lines(&app, &inquiry.id, Stream::Public, "").await;
        Self {
            retracted: retracted(&lines),
            lines,
            desk: journal::lines(&app, &inquiry.id, Stream::Desk, "").await,
            stage: journal::lines(&app, &inquiry.id, Stream::Stage, "").await,
            mailboxes,
            numbers: numbers.into_iter().collect(),
            tally: tally.map(|(id, n)| (id.0, n as u64)).collect(),
        }
    }

    /// Whether these are the counts; what is counted no longer is none.
    pub fn is_tally(&self, told: &BTreeMap<String, u64>) -> bool {
        let counted: BTreeMap<&String, u64> = told.iter().filter(|(_, n)| **n > 0).map(|(id, n)| (id, *n)).collect();
        counted == self.tally.iter().map(|(id, n)| (id, *n)).collect()
    }

    /// Everything that a listener heard and should not have, or did not hear and should have.
    pub fn wrong(&self, ear: &Ear, (who, streams): &Listening) -> Vec<String> {
        let mut wrong = ear.faults.clone();
        for (stream, log) in &ear.logs {
            let lines = match stream {
                _ if !streams.split([',', '&']).any(|asked| asked == stream.as_str()) => {
                    wrong.push(format!("{} never asked to hear {stream}", who.name));
                    continue;
                }
                Stream::Public => &self.lines,
                Stream::Desk => &self.desk,
                Stream::Stage => &self.stage,
                Stream::Mailbox => &self.mailboxes[ear.visitor()],
                _ => {
                    wrong.push(format!("nobody let {} hear {stream}", who.name));
                    continue;
                }
            };
            let mut at = 0;
            for heard in &log.heard {
                match heard {
                    Heard::Line(offset, line)
                        if *offset == at + 1 && lines.get(at as usize).is_some_and(|told| is_told(told, line)) =>
                    {
                        at += 1;
                    }
                    Heard::State(offset, state) if *offset >= at => {
                        at = *offset;
                        if let Some(differs) = self.differs(*stream, &lines[..at as usize], state) {
                            wrong.push(format!("{stream}: the state of {at} {differs}"));
                        }
                    }
                    other => wrong.push(format!("{stream}: after {at} was heard {other:?}")),
                }
            }
            if at != lines.len() as u64 {
                wrong.push(format!("{stream} ends at {at}, not at {}", lines.len()));
            }
        }
        wrong
    }

    /// Whether these are two lines, of which the first still stands with its words.
    pub fn are_two_lines(&self, stream: Stream, pair: &[Heard]) -> bool {
        let [Heard::Line(_, first), Heard::Line(..)] = pair else { return false };
        stream != Stream::Public || question_of(first).is_none_or(|id| !self.retracted.contains(id))
    }

    /// How a state differs from what its lines add up to.
    fn differs(&self, stream: Stream, lines: &[Value], state: &Value) -> Option<String> {
        match stream {
            Stream::Public => public_differs(lines, &self.retracted, &self.numbers, state),
            Stream::Mailbox => mailbox_differs(lines, &self.numbers, state),
            Stream::Stage => stage_differs(lines, state),
            _ => None,
        }
    }
}

/// The questions of whose words no line is left.
fn retracted(lines: &[Value]) -> BTreeSet<String> {
    let about = |removed: bool| {
        let lines = lines.iter().filter(move |line| (line["kind"] == "removed") == removed);
        lines.filter_map(question_of).map(str::to_owned).collect::<BTreeSet<_>>()
    };
    &about(true) - &about(false)
}

/// Whether a line is what was heard, or what stands in its place since its question was retracted.
fn is_told(told: &Value, heard: &Value) -> bool {
    told == heard || (told["kind"] == "removed" && question_of(heard).is_some_and(|id| told["question"] == id))
}

/// Which question a line is about.
fn question_of(line: &Value) -> Option<&str> {
    line["question"].as_str().or_else(|| line["question"]["id"].as_str())
}

fn public_differs(
    lines: &[Value],
    retracted: &BTreeSet<String>,
    numbers: &BTreeMap<String, i64>,
    state: &Value,
) -> Option<String> {
    let (mut questions, mut promises, mut on_air) = (BTreeMap::new(), BTreeMap::new(), Value::Null);
    for line in lines {
        match (line["kind"].as_str(), line["question"]["id"].as_str()) {
            (Some("removed"), _) => drop(questions.remove(line["question"].as_str()?)),
            (Some("commitment"), _) => drop(promises.insert(line["commitment"]["id"].as_str()?, &line["commitment"])),
            (_, Some(id)) => drop(questions.insert(id, without_seconds(&line["question"]))),
            _ => {}
        }
        if line["kind"] == "on_air" || line["kind"] == "dumped" {
            on_air = line["question"]["id"].clone();
        }
    }
    // What was retracted since then stands in no line any more.
    let gone = |question: &Value| question["id"].as_str().is_some_and(|id| retracted.contains(id));
    let newest = state["newest"].as_array()?.iter();
    let told: Vec<Value> = newest.filter(|question| !gone(question)).map(without_seconds).collect();
    let mut expected: Vec<(Option<&i64>, Value)> =
        questions.into_iter().map(|(id, question)| (numbers.get(id), question)).collect();
    expected.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    let mut expected: Vec<Value> = expected.into_iter().map(|(_, question)| question).collect();
    expected.truncate(told.len());
    if told != expected {
        return Some(format!("says {told:?}, its lines say {expected:?}"));
    }
    let promised = state["commitments"].as_array()?;
    if let Some(other) = promised.iter().find(|it| it["id"].as_str().and_then(|id| promises.get(id)) != Some(it)) {
        return Some(format!("says of a promise {other}, its lines say {promises:?}"));
    }
    let shown = &state["on_air"]["question"];
    (!gone(shown) && shown["id"] != on_air).then(|| format!("says {} is on air, not {on_air}", state["on_air"]))
}

fn mailbox_differs(lines: &[Value], numbers: &BTreeMap<String, i64>, state: &Value) -> Option<String> {
    let mut questions: BTreeMap<&str, Value> = BTreeMap::new();
    for line in lines.iter().filter(|line| line["kind"] != "commitment") {
        let of = |name: &str| line[name].clone();
        let stands = json!({ "question": of("question"), "state": of("state"), "reason": of("reason") });
        questions.insert(line["question"].as_str()?, stands);
    }
    let mut expected: Vec<(&str, Value)> = questions.into_iter().collect();
    expected.sort_by_key(|(id, _)| numbers.get(*id));
    let told = state["questions"].as_array()?;
    let expected: Vec<Value> = expected.into_iter().map(|(_, question)| question).collect();
    (*told != expected).then(|| format!("says {told:?}, its lines say {expected:?}"))
}

fn stage_differs(lines: &[Value], state: &Value) -> Option<String> {
    let (mut caught, mut order) = (BTreeMap::new(), None);
    for line in lines {
        if let Some(id) = line["commitment"].as_str() {
            caught.insert(id, line["state"] == "captured");
        }
        if line["next"].is_string() || line["on_air"].is_string() || line["graphic"].is_boolean() {
            order = Some(line);
        }
    }
    let expected: Vec<&str> = caught.into_iter().filter(|(_, waits)| *waits).map(|(id, _)| id).collect();
    let told: Vec<&str> = state["captured"].as_array()?.iter().filter_map(|it| it["commitment"].as_str()).collect();
    if told != expected {
        return Some(format!("says {told:?} was caught, its lines say {expected:?}"));
    }
    let order = order?;
    let same = ["version", "on_air", "next", "graphic"].iter().all(|name| state["rundown"][*name] == order[*name]);
    (!same).then(|| format!("says {}, its lines say {order}", state["rundown"]))
}

fn without_seconds(question: &Value) -> Value {
    let mut question = question.clone();
    question.as_object_mut().map(|fields| fields.remove("seconds"));
    question
}
