//! The live streams from end to end: phases, passing holds, positions and twins.

use std::future::IntoFuture as _;

use serde_json::{Value, json};
use wenzheng::domain::{
    inquiry::{Inquiry, Phase},
    stream::Stream,
};

use crate::kit::{Answer, DEADLINE, Ear, Town, both_engines, journal, listening::Heard};

both_engines!(
    a_phase_is_heard_by_everybody_at_once,
    a_hold_passes_among_the_desk_and_leaves_no_line,
    whoever_opens_the_desk_is_seen_there_until_they_leave,
    the_twins_say_what_the_stream_says,
    a_position_of_another_history_gets_a_whole_state,
    an_asker_hears_of_their_own_questions_alone,
    a_poll_hears_what_comes_at_once,
    nobody_who_listens_keeps_the_house_open,
);

fn lines(ear: &Ear, stream: Stream) -> Vec<Value> {
    let heard = ear.logs[&stream].heard.iter();
    heard.filter_map(|it| if let Heard::Line(_, line) = it { Some(line.clone()) } else { None }).collect()
}

async fn a_phase_is_heard_by_everybody_at_once(town: Town) {
    let inquiry = town.inquiry(Phase::Curating).await;
    let (director, supervisor) = (town.director("立夏").await, town.supervisor("小满").await);
    let mut ears = Vec::new();
    for (who, stream) in [
        (town.nobody(), Stream::Public),
        (director, Stream::Stage),
        (supervisor, Stream::Stage),
        (town.moderator("谷雨").await, Stream::Desk),
    ] {
        let mut ear = Ear::new(&who, &inquiry.slug, stream.as_str());
        ear.hear_until(stream, 0).await;
        ears.push((stream, ear));
    }

    town.go_to(&inquiry, Phase::Ready).await;
    town.go_to(&inquiry, Phase::Live).await;

    for (stream, ear) in &mut ears {
        ear.hear_until(*stream, 2).await;
        let phases: Vec<Value> = lines(ear, *stream).into_iter().map(|line| line["phase"].clone()).collect();
        assert_eq!(phases, ["ready", "live"], "{stream}");
        assert!(ear.faults.is_empty(), "{:?}", ear.faults);
    }
    assert_eq!(town.nobody().get("/inquiries/wuye-1").await.ok()["intake"], "open", "during the show the door is open");
}

async fn a_hold_passes_among_the_desk_and_leaves_no_line(town: Town) {
    let (mo, other) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let inquiry = town.inquiry(Phase::Collecting).await;
    let asked = town.visitor().asks(&inquiry, "电梯坏了三个月没人修").await;
    let mut ear = Ear::new(&other, &inquiry.slug, "desk");
    ear.hear_until(Stream::Desk, 1).await;

    mo.post(&format!("/questions/{}/hold", asked.id)).await.ok();
    ear.hear_passing(1).await;
    mo.delete(&format!("/questions/{}/hold", asked.id)).await;
    ear.hear_passing(2).await;

    let kinds: Vec<&Value> = ear.passing.iter().map(|it| &it["kind"]).collect();
    assert_eq!(kinds, ["held", "let_go"]);
    assert_eq!(ear.passing[0]["by"]["name"], "谷雨");
    assert_eq!(journal::lines(&town.app(), &inquiry.id, Stream::Desk, "").await.len(), 1);
}

async fn whoever_opens_the_desk_is_seen_there_until_they_leave(town: Town) {
    let (mo, other) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let inquiry = town.inquiry(Phase::Collecting).await;
    town.visitor().asks(&inquiry, "电梯坏了三个月没人修").await;
    let mut ear = Ear::new(&other, &inquiry.slug, "desk");
    ear.hear_until(Stream::Desk, 1).await;
    let path = format!("/inquiries/{}/presence", inquiry.slug);

    for (n, how) in [json!({ "greets": true }), json!({}), json!({ "leaves": true })].into_iter().enumerate() {
        assert_eq!(mo.post(&path).json(how).await.status, 204);
        ear.hear_passing(n + 1).await;
    }

    let kinds: Vec<&Value> = ear.passing.iter().map(|it| &it["kind"]).collect();
    assert_eq!(kinds, ["came", "here", "left"]);
    assert!(ear.passing.iter().all(|it| it["by"]["name"] == "谷雨"));
    assert_eq!(journal::lines(&town.app(), &inquiry.id, Stream::Desk, "").await.len(), 1, "nothing is stored");
}

async fn the_twins_say_what_the_stream_says(town: Town) {
    let (mo, nobody) = (town.moderator("谷雨").await, town.nobody());
    let inquiry = town.inquiry(Phase::Collecting).await;
    for n in 0..3 {
        let asked = town.visitor().asks(&inquiry, &format!("第{n}件事拖了很久")).await;
        mo.approves(&asked.id, &format!("第{n}件事何时办好？")).await;
    }
    let truth = journal::lines(&town.app(), &inquiry.id, Stream::Public, "").await;
    let twin = |what: &str| nobody.get(&format!("/inquiries/wuye-1/streams/public/{what}"));

    let (snap, live, segment) = (twin("snap").await, twin("live?after=1").await, twin("k3f9/1").await);

    assert_eq!(snap.body["offset"], 3);
    assert_eq!(snap.body["state"]["newest"].as_array().map(Vec::len), Some(3));
    assert_eq!(live.body, json!({ "epoch": "k3f9", "from": 2, "lines": truth[1..] }));
    assert_eq!(segment.body, json!({ "epoch": "k3f9", "from": 1, "lines": truth }));
    assert_eq!(segment.header("cache-control"), Some("public, max-age=1"), "it may still grow");
    twin("other/1").await.refused(404, "not_found");
    twin("k3f9/4").await.refused(404, "not_found");
}

async fn a_position_of_another_history_gets_a_whole_state(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let asked = town.visitor().asks(&inquiry, "电梯坏了三个月没人修").await;
    mo.approves(&asked.id, "电梯何时修好？").await;
    let mut ear = Ear::new(&town.visitor(), &inquiry.slug, "public");
    let log = ear.logs.entry(Stream::Public).or_default();
    (log.epoch, log.offset) = ("older".into(), 70);

    ear.connect().await.expect("the line opens");
    ear.hear_state(Stream::Public).await;

    let log = &ear.logs[&Stream::Public];
    assert_eq!((log.epoch.as_str(), log.offset), ("k3f9", 1));
    let [Heard::State(1, state)] = &log.heard[..] else { panic!("{:?}", log.heard) };
    assert_eq!(state["newest"][0]["id"], json!(asked.id));
}

async fn an_asker_hears_of_their_own_questions_alone(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let (mine, theirs) = (town.visitor(), town.visitor());
    let mut ear = Ear::new(&mine, &inquiry.slug, "mailbox");
    ear.hear_until(Stream::Mailbox, 0).await;

    let of_mine = mine.asks(&inquiry, "我的事拖了很久").await;
    let of_theirs = theirs.asks(&inquiry, "他们的事拖了很久").await;
    mo.decides(&of_theirs.id, "later", json!({})).await.ok();
    mo.rejects(&of_mine.id, "vague").await;
    ear.hear_until(Stream::Mailbox, 2).await;

    assert_eq!(
        lines(&ear, Stream::Mailbox),
        [
            json!({ "kind": "submitted", "question": of_mine.id, "state": "submitted", "reason": null, "version": 1 }),
            json!({ "kind": "decided", "question": of_mine.id, "state": "rejected", "reason": "vague", "version": 2 }),
        ]
    );
}

/// Somebody who polls the public stream, once the house has seated them.
async fn polls(town: &Town, inquiry: &Inquiry) -> tokio::task::JoinHandle<Answer> {
    let call = town.nobody().get(&format!("/inquiries/{}/streams/public/live?after=0", inquiry.slug));
    let poll = tokio::spawn(call.into_future());
    let seated = async {
        while town.app().bell.hub().is_some_and(|hub| hub.audience(&inquiry.id) == 0) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(DEADLINE, seated).await.expect("the poll waits");
    poll
}

async fn a_poll_hears_what_comes_at_once(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let asked = town.visitor().asks(&inquiry, "电梯坏了三个月没人修").await;
    let poll = polls(&town, &inquiry).await;

    mo.approves(&asked.id, "电梯何时修好？").await;

    let heard = tokio::time::timeout(DEADLINE / 6, poll).await.expect("it is told at once").expect("it polls").ok();
    assert_eq!(heard["lines"][0]["question"]["id"], json!(asked.id));
}

async fn nobody_who_listens_keeps_the_house_open(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let poll = polls(&town, &inquiry).await;
    let mut ears = [Ear::new(&town.visitor(), &inquiry.slug, "public"), Ear::new(&mo, &inquiry.slug, "desk")];
    for ear in &mut ears {
        ear.connect().await.expect("the line opens");
    }

    let before = std::time::Instant::now();
    town.close().await;

    assert!(before.elapsed() < DEADLINE / 10, "it took {:?} to close", before.elapsed());
    assert_eq!(poll.await.expect("it polls").ok()["lines"], json!([]), "what was begun is answered");
    for ear in &mut ears {
        ear.hear_for(DEADLINE).await;
        assert!(!ear.is_connected(), "the line was not let go");
    }
    town.reopen(|_| {}).await;
}
