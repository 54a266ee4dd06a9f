//! What staff may rely on.

use std::time::Duration;

use serde_json::json;
use wenzheng::{
    domain::{id::InquiryId, stream::Stream},
    hub::{
        Close, Heard, HubKnobs, StaffListener, StreamKey,
        wire::{Continuation, Envelope, Standing},
    },
};

use super::house::{DEADLINE, House, INQUIRY, Ledger, listener, public, quick};

fn desk() -> StreamKey {
    StreamKey::shared(InquiryId::from(INQUIRY), Stream::Desk)
}

async fn next(moderator: &mut StaffListener, ledger: &mut Ledger) -> Vec<Envelope> {
    match tokio::time::timeout(DEADLINE, moderator.next()).await.expect("nothing came") {
        Heard::Text(text) => {
            let envelopes: Vec<Envelope> = serde_json::from_str(&text).unwrap();
            envelopes.iter().for_each(|envelope| ledger.apply(envelope).unwrap());
            envelopes
        }
        Heard::Close(close) => panic!("closed: {close:?}"),
    }
}

async fn hear(moderator: &mut StaffListener, ledger: &mut Ledger, stream: Stream, offset: u64) {
    while ledger.logs.get(&stream).is_none_or(|log| log.offset < offset) {
        next(moderator, ledger).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_is_greeted_and_hears_all_asked_streams() {
    let house = House::open(quick()).await;
    (1..=30).for_each(|n| house.past.add(&desk(), json!({ "submitted": n })));
    house.past.count("a", 3);

    let mut ledger = Ledger::default();
    ledger.logs.entry(Stream::Desk).or_default().offset = 10;
    let mut moderator = house.hub.listen(listener("streams=desk,public,tally&resume=desk.k3f9.10"));
    let first = next(&mut moderator, &mut ledger).await;
    house.past.add(&desk(), json!("held"));
    house.ring(&desk());
    hear(&mut moderator, &mut ledger, Stream::Desk, 31).await;

    let Envelope::Greeting(greeting) = &first[0] else { panic!("{first:?}") };
    let asked = Standing::Log { e: "k3f9".into(), o: 10, r: Continuation::Ok };
    assert_eq!(greeting.s[&Stream::Desk], asked);
    assert_eq!(ledger.logs[&Stream::Desk].lines.len(), 21);
    assert_eq!(house.hub.connections().staff, 1);
    drop(moderator);
    assert_eq!(house.hub.connections().staff, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_too_far_behind_is_shown_the_state_and_told_so() {
    let house = House::open(HubKnobs { ring_bytes: 10_000, ..quick() }).await;
    let mut ledger = Ledger::default();
    let mut moderator = house.hub.listen(listener("streams=public&resume=public.k3f9.0"));
    next(&mut moderator, &mut ledger).await;
    let mut phone = house.phone("streams=public&resume=public.k3f9.0").await;

    for n in 1..=100 {
        house.publish(json!({ "asked": n, "text": "a".repeat(1000) }));
        phone.hear_public(n).await;
    }
    hear(&mut moderator, &mut ledger, Stream::Public, 100).await;

    assert_eq!(ledger.public().snapshots, 1);
    ledger.check(&house.past, &public()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_future_that_is_dropped_loses_nothing() {
    let house = House::open(quick()).await;
    let mut ledger = Ledger::default();
    let mut moderator = house.hub.listen(listener("streams=public&resume=public.k3f9.0"));

    for n in 1..=200 {
        house.publish(json!(n));
        let quick = tokio::time::timeout(Duration::from_micros(n * 7 % 300), moderator.next()).await;
        if let Ok(Heard::Text(text)) = quick {
            let envelopes: Vec<Envelope> = serde_json::from_str(&text).unwrap();
            envelopes.iter().for_each(|envelope| ledger.apply(envelope).unwrap());
        }
    }
    hear(&mut moderator, &mut ledger, Stream::Public, 200).await;

    ledger.check(&house.past, &public()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn draining_tells_staff_first_and_then_closes() {
    let house = House::open(quick()).await;
    let mut moderator = house.hub.listen(listener("streams=public"));
    next(&mut moderator, &mut Ledger::default()).await;

    let listen = async move {
        let mut heard = Vec::new();
        loop {
            match moderator.next().await {
                Heard::Text(text) => heard.extend(serde_json::from_str::<Vec<Envelope>>(&text).unwrap()),
                Heard::Close(close) => break (heard, close),
            }
        }
    };
    let ((), (heard, close)) = tokio::join!(house.hub.drain(Duration::from_millis(50)), listen);

    assert_eq!(close, Close::Draining);
    assert!(matches!(heard.last(), Some(Envelope::Goodbye(goodbye)) if goodbye.c == 4001));
    assert_eq!(house.hub.connections().all(), 0);
}
