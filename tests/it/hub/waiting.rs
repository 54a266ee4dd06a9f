//! Who waits without a socket: rung at once, asking the past for nothing meanwhile, and let go when the node leaves.

use std::{sync::Arc, time::Duration};

use futures::future::join_all;
use serde_json::json;
use tokio::task::JoinHandle;

use super::house::{DEADLINE, House, public, quick};

const WAITERS: usize = 100;

async fn waiters(house: &House, after: u64) -> Vec<JoinHandle<()>> {
    let wait = |hub: Arc<wenzheng::hub::Hub>| tokio::spawn(async move { hub.wait_for_more(&public(), after).await });
    let waiters = (0..WAITERS).map(|_| wait(house.hub.clone())).collect();
    house.until("everybody waits", |house| house.hub.connections().audience == WAITERS as u64).await;
    waiters
}

async fn all_return(waiters: Vec<JoinHandle<()>>) {
    for one in tokio::time::timeout(DEADLINE, join_all(waiters)).await.expect("somebody waits for ever") {
        one.expect("a waiter returns");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_who_wait_ask_the_past_for_nothing() {
    let house = House::open(quick()).await;
    (1..=3).for_each(|n| house.past.add(&public(), json!(n)));
    let waiting = waiters(&house, 3).await;
    house.until("the stream is open", |house| house.past.reads() >= 3).await;
    let before = house.past.reads();

    // Long enough for two rounds of asking every quarter of a second; a busy machine makes it longer, never wrong.
    tokio::time::sleep(Duration::from_millis(600)).await;

    assert_eq!(house.past.reads(), before, "whoever waits asks for nothing");
    assert!(waiting.iter().all(|one| !one.is_finished()), "nothing was told yet");
    house.publish(json!("news"));
    all_return(waiting).await;
    assert!(house.past.reads() <= before + 3, "one reads for all: {} reads", house.past.reads() - before);
    assert_eq!(house.hub.connections().audience, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_behind_does_not_wait() {
    let house = House::open(quick()).await;
    (1..=3).for_each(|n| house.past.add(&public(), json!(n)));

    tokio::time::timeout(DEADLINE, house.hub.wait_for_more(&public(), 1)).await.expect("there is more already");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_leaves_lets_everybody_go() {
    let house = House::open(quick()).await;
    let waiting = waiters(&house, 0).await;

    let ((), ()) = tokio::join!(house.hub.drain(Duration::ZERO), all_return(waiting));

    assert_eq!(house.hub.connections().audience, 0);
}
