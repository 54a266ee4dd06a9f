//! Nobody misses a line or hears one twice: under drops, lost bells, failing reads, pulled lines and replaced histories.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use futures::future::join_all;
use rand::{Rng, SeedableRng, rngs::SmallRng};
use serde_json::json;
use wenzheng::{
    domain::{id::InquiryId, stream::Stream},
    hub::{Dispatch, Ear, Heard, LocalRelay, Relay, wire::Envelope},
};

use super::house::{DEADLINE, House, INQUIRY, Ledger, Memory, listener, mailbox, public, quick};

const PHONES: u64 = 40;
const LINES: u64 = 1500;

/// A moderator stays and many phones drop and come back at random while lines are published in bursts, a third of all bells is lost and
/// every seventh read of the past fails. Answers what each has in the end.
async fn evening(house: &House, seed: u64) -> Vec<Ledger> {
    let is_over = AtomicBool::new(false);
    let publish = async {
        let mut chance = SmallRng::seed_from_u64(seed);
        for n in 1..=LINES {
            house.past.add(&public(), json!({ "line": n, "text": "问".repeat(chance.random_range(0..60)) }));
            if chance.random_bool(0.66) {
                house.ring(&public());
            }
            if chance.random_bool(0.2) {
                tokio::time::sleep(std::time::Duration::from_millis(chance.random_range(0..4))).await;
            }
        }
    };
    let poll = async {
        while !is_over.load(Ordering::Relaxed) {
            house.hub.poll_heads().await;
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    let moderator = steady(house);
    let phones = async {
        let phones = join_all((0..PHONES).map(|number| restless(house, seed + number)));
        let (mut ledgers, moderator) = tokio::join!(phones, moderator);
        ledgers.push(moderator);
        is_over.store(true, Ordering::Relaxed);
        ledgers
    };
    let ((), (), ledgers) = tokio::join!(publish, poll, phones);
    ledgers
}

/// A moderator who listens all evening.
async fn steady(house: &House) -> Ledger {
    let mut moderator = house.hub.listen(listener("streams=public&resume=public.k3f9.0"));
    let mut ledger = Ledger::default();
    while ledger.public().offset < LINES {
        let heard = tokio::time::timeout(DEADLINE, moderator.next()).await.expect("nothing came");
        let Heard::Text(text) = heard else { panic!("{heard:?}") };
        let envelopes: Vec<Envelope> = serde_json::from_str(&text).unwrap();
        envelopes.iter().for_each(|envelope| ledger.apply(envelope).unwrap());
    }
    ledger
}

/// A phone that drops every now and then, and comes back with its last position.
async fn restless(house: &House, seed: u64) -> Ledger {
    let mut chance = SmallRng::seed_from_u64(seed);
    let mut ledger = Ledger::default();
    while ledger.public().offset < LINES {
        let mut phone = house.phone(&format!("streams=public,tally&resume={}", ledger.resume())).await;
        phone.ledger = std::mem::take(&mut ledger);
        let stay = chance.random_range(1..120);
        for _ in 0..stay {
            if phone.ledger.public().offset >= LINES {
                break;
            }
            phone.next().await;
        }
        ledger = phone.ledger;
    }
    ledger
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_ends_with_exactly_every_line() {
    let house = House::open(quick()).await;
    house.past.fails_each.store(7, Ordering::Relaxed);

    let ledgers = evening(&house, 20_261_124).await;

    for ledger in &ledgers {
        ledger.check(&house.past, &public()).unwrap();
    }
    assert_eq!(ledgers.len() as u64, PHONES + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_single_skipped_line_would_be_noticed() {
    let house = House::open(quick()).await;
    house.past.skips.store(700, Ordering::Relaxed);
    house.past.add(&public(), json!("one more, so that as many lines are told"));

    let ledgers = evening(&house, 20_261_124).await;

    let wrong = ledgers.iter().filter(|ledger| ledger.check(&house.past, &public()).is_err()).count();
    assert!(wrong > 0, "the check sees a line that is skipped");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_past_that_fails_makes_news_late_and_loses_nobody() {
    let house = House::open(quick()).await;
    house.past.is_failing.store(true, Ordering::Relaxed);
    let mut early = house.phone("streams=public&resume=public.k3f9.0").await;
    house.until("it is seated", |house| house.hub.connections().audience == 1).await;
    (1..=5).for_each(|n| house.publish(json!(n)));

    house.past.is_failing.store(false, Ordering::Relaxed);
    early.hear_public(5).await;
    house.past.is_failing.store(true, Ordering::Relaxed);
    (6..=9).for_each(|n| house.publish(json!(n)));
    house.past.is_failing.store(false, Ordering::Relaxed);
    early.hear_public(9).await;

    early.ledger.check(&house.past, &public()).unwrap();
}

/// A relay that loses everything.
struct Deaf;

impl Relay for Deaf {
    fn send(&self, _: Dispatch) {}
    fn hear(&self, _: Ear) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bell_that_is_lost_between_nodes_is_made_up_for_by_polling() {
    let past = Arc::new(Memory::default());
    let (here, there) = tokio::join!(
        House::beside(past.clone(), Arc::new(Deaf), quick()),
        House::beside(past.clone(), Arc::new(Deaf), quick())
    );
    let mut phone = there.phone("streams=public&resume=public.k3f9.0").await;
    phone.hear_until(|phone| !phone.said.is_empty()).await;

    here.publish(json!(1));
    there.hub.poll_heads().await;

    phone.hear_public(1).await.ledger.check(&past, &public()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bell_is_heard_on_the_other_node() {
    let (past, relay) = (Arc::new(Memory::default()), Arc::new(LocalRelay::new()));
    let (here, there) = tokio::join!(
        House::beside(past.clone(), relay.clone(), quick()),
        House::beside(past.clone(), relay.clone(), quick())
    );
    let mut phone = there.phone("streams=public&resume=public.k3f9.0").await;
    phone.hear_until(|phone| !phone.said.is_empty()).await;

    here.publish(json!(1));

    phone.hear_public(1).await.ledger.check(&past, &public()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pulled_line_is_told_to_nobody_who_comes_later() {
    let house = House::open(quick()).await;
    (1..=20).for_each(|n| house.past.add(&public(), json!({ "asked": n })));
    let mut early = house.phone("streams=public&resume=public.k3f9.0").await;
    early.hear_public(20).await;

    house.past.change(&public(), 7, json!("pulled"));
    house.hub.forget(&InquiryId::from(INQUIRY));
    house.publish(json!({ "pulled": 7 }));
    early.hear_public(21).await;
    let mut late = house.phone("streams=public&resume=public.k3f9.0").await;
    late.hear_public(21).await;
    let mut new = house.phone("streams=public").await;
    new.hear_public(21).await;

    late.ledger.check(&house.past, &public()).unwrap();
    new.ledger.check(&house.past, &public()).unwrap();
    assert_eq!(early.ledger.public().lines[6], json!({ "asked": 7 }));
    assert_eq!(early.ledger.public().lines[20], json!({ "pulled": 7 }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_history_is_told_as_a_snapshot() {
    let house = House::open(quick()).await;
    (1..=9).for_each(|n| house.past.add(&public(), json!(n)));
    let mut phone = house.phone("streams=public&resume=public.k3f9.0").await;
    phone.hear_public(9).await;

    *house.past.epoch.lock() = "restored".into();
    house.hub.poll_heads().await;
    phone.hear_until(|phone| phone.ledger.public().epoch == "restored").await;
    house.publish(json!(10));
    phone.hear_public(10).await;

    assert_eq!(phone.ledger.logs[&Stream::Public].snapshots, 1);
    phone.ledger.check(&house.past, &public()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pulled_line_is_forgotten_even_where_the_news_of_it_was_lost() {
    let house = House::open(quick()).await;
    (1..=3).for_each(|n| house.past.add(&public(), json!({ "asked": n })));
    let mut early = house.phone("streams=public&resume=public.k3f9.0").await;
    early.hear_public(3).await;

    house.past.change(&public(), 2, json!("pulled"));
    house.hub.poll_heads().await;
    house.publish(json!({ "pulled": 2 }));
    early.hear_public(4).await;
    let mut late = house.phone("streams=public&resume=public.k3f9.0").await;
    late.hear_public(4).await;

    late.ledger.check(&house.past, &public()).unwrap();
    assert_eq!(early.ledger.public().snapshots, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_of_a_replaced_history_is_closed_to_come_back() {
    let house = House::open(quick()).await;
    house.past.add(&mailbox("mei"), json!(1));
    let mut mei = house.phone("streams=mailbox&visitor=mei&resume=mailbox.k3f9.0").await;
    mei.hear_until(|phone| phone.ledger.logs.get(&Stream::Mailbox).is_some_and(|log| log.offset == 1)).await;

    *house.past.epoch.lock() = "restored".into();
    house.hub.poll_heads().await;

    assert_eq!(mei.hear_out().await, Some(4010));
}
