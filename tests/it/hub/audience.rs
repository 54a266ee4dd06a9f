//! What a phone of the audience may rely on.

use std::{sync::atomic::Ordering, time::Duration};

use futures::SinkExt;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};
use tokio_tungstenite::tungstenite::Message;
use wenzheng::{
    domain::{id::InquiryId, stream::Stream},
    hub::{
        HubKnobs,
        wire::{Continuation, Envelope, Expiring, Greeting, Standing},
    },
};

use super::house::{DEADLINE, House, INQUIRY, Next, Phone, mailbox, public, quick};

fn greeting(phone: &Phone) -> &Greeting {
    let Some(Envelope::Greeting(greeting)) = phone.said.first() else { panic!("not greeted first: {:?}", phone.said) };
    greeting
}

fn standing(phone: &Phone, stream: Stream) -> (u64, Continuation) {
    let Some(Standing::Log { o, r, .. }) = greeting(phone).s.get(&stream) else { panic!("{:?}", greeting(phone)) };
    (*o, *r)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_new_is_greeted_then_shown_the_state_then_told_what_is_new() {
    let house = House::open(quick()).await;
    (1..=3).for_each(|n| house.past.add(&public(), json!({ "asked": n })));

    let mut phone = house.phone("streams=public,tally,desk").await;
    phone.hear_public(3).await;
    house.publish(json!({ "asked": 4 }));
    phone.hear_public(4).await;

    assert_eq!(standing(&phone, Stream::Public), (3, Continuation::Snap));
    assert_eq!(standing(&phone, Stream::Desk), (0, Continuation::None));
    assert_eq!(greeting(&phone).hb, 25);
    assert_eq!(phone.ledger.public().snapshots, 1);
    phone.ledger.check(&house.past, &public()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_back_is_told_exactly_what_was_missed() {
    let house = House::open(quick()).await;
    (1..=200).for_each(|n| house.past.add(&public(), json!(n)));

    let mut phone = house.phone("streams=public&resume=public.k3f9.150").await;
    phone.ledger.logs.entry(Stream::Public).or_default().offset = 150;
    phone.hear_public(200).await;

    assert_eq!(standing(&phone, Stream::Public), (150, Continuation::Ok));
    assert_eq!(phone.ledger.public().lines, (151..=200).map(|n| json!(n)).collect::<Vec<_>>());
    assert_eq!(phone.ledger.public().snapshots, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_position_that_cannot_be_continued_gets_a_snapshot_that_says_so() {
    let house = House::open(quick()).await;
    (1..=400).for_each(|n| house.past.add(&public(), json!(n)));

    for position in ["other.390", "k3f9.401", "k3f9.99"] {
        let mut phone = house.phone(&format!("streams=public&resume=public.{position}")).await;
        phone.hear_public(400).await;

        assert_eq!(standing(&phone, Stream::Public), (400, Continuation::Snap), "{position}");
        phone.ledger.check(&house.past, &public()).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_snapshot_serves_all_who_come_at_once() {
    let house = House::open(HubKnobs { snapshot_reuse: Duration::from_secs(60), ..quick() }).await;
    (1..=50).for_each(|n| house.past.add(&public(), json!({ "asked": n, "text": "路灯坏了".repeat(40) })));

    let phones = (0..50).map(|_| async {
        let mut phone = house.phone("streams=public").await;
        phone.hear_public(50).await;
        phone.ledger.check(&house.past, &public()).unwrap();
    });
    futures::future::join_all(phones).await;

    assert_eq!(house.past.snapshots.load(Ordering::Relaxed), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_is_heard_by_its_visitor_alone() {
    let house = House::open(quick()).await;
    house.past.add(&mailbox("mei"), json!("received"));

    let mut mei = house.phone("streams=public,mailbox&visitor=mei&resume=mailbox.k3f9.0").await;
    let mut wang = house.phone("streams=public,mailbox&visitor=wang&resume=mailbox.k3f9.0").await;
    wang.hear_until(|phone| !phone.said.is_empty()).await;
    for n in 1..=20 {
        house.past.add(&mailbox("mei"), json!({ "approved": n }));
        house.ring(&mailbox("mei"));
        house.publish(json!(n));
    }
    mei.hear_public(20).await;
    mei.hear_until(|phone| phone.ledger.logs.get(&Stream::Mailbox).is_some_and(|log| log.offset == 21)).await;
    wang.hear_public(20).await;

    assert_eq!(standing(&mei, Stream::Mailbox), (0, Continuation::Ok));
    mei.ledger.check(&house.past, &mailbox("mei")).unwrap();
    mei.ledger.check(&house.past, &public()).unwrap();
    assert!(!wang.ledger.logs.contains_key(&Stream::Mailbox));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_whose_position_is_lost_gets_a_snapshot() {
    let house = House::open(quick()).await;
    (1..=5).for_each(|n| house.past.add(&mailbox("mei"), json!(n)));

    let mut mei = house.phone("streams=mailbox&visitor=mei&resume=mailbox.gone.2").await;
    mei.hear_until(|phone| phone.ledger.logs.get(&Stream::Mailbox).is_some_and(|log| log.offset == 5)).await;

    assert_eq!(standing(&mei, Stream::Mailbox), (5, Continuation::Snap));
    mei.ledger.check(&house.past, &mailbox("mei")).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tally_tells_the_latest_counts_and_later_only_what_changed() {
    let house = House::open(quick()).await;
    ["a", "b", "c"].iter().for_each(|question| house.past.count(question, 1));

    let mut phone = house.phone("streams=public,tally").await;
    phone.hear_until(|phone| phone.tally.len() == 3).await;
    for seconds in 2..=100 {
        house.past.count("b", seconds);
        house.hub.tally_changed(&InquiryId::from(INQUIRY));
    }
    phone.hear_until(|phone| phone.tally["b"] == 100).await;

    let changes: Vec<_> = phone
        .said
        .iter()
        .filter_map(|said| if let Envelope::Tally(change) = said { Some(change) } else { None })
        .collect();
    assert_eq!(changes[0].q.len(), 3);
    assert!(changes[1..].iter().all(|change| change.q.keys().eq(["b"])), "{changes:?}");
    assert_eq!(changes.last().unwrap().aud, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_reaches_all_who_are_there() {
    let house = House::open(quick()).await;
    let mut phone = house.phone("streams=public").await;
    phone.hear_until(|phone| phone.said.len() == 2).await;

    let notice = Envelope::Expiring(Expiring { seconds: 60 });
    house.hub.control(&InquiryId::from(INQUIRY), &notice);

    phone.hear_until(|phone| phone.said.last() == Some(&notice)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn draining_tells_everybody_when_to_come_back_and_lets_them_go() {
    let house = House::open(quick()).await;
    let mut phones = Vec::new();
    for _ in 0..30 {
        let mut phone = house.phone("streams=public").await;
        phone.hear_until(|phone| !phone.said.is_empty()).await;
        phones.push(phone);
    }

    let drained = house.hub.drain(Duration::from_millis(200));
    let told = futures::future::join_all(phones.iter_mut().map(|phone| async {
        let code = phone.hear_out().await;
        (code, phone.said.last().cloned())
    }));
    let ((), told) = tokio::join!(drained, told);

    for (code, last) in told {
        assert_eq!(code, Some(4001));
        let Some(Envelope::Goodbye(goodbye)) = last else { panic!("{last:?}") };
        assert_eq!(goodbye.c, 4001);
        assert!(goodbye.w.0 < goodbye.w.1);
    }
    assert_eq!(house.hub.connections().all(), 0);
    assert!(house.hub.is_draining());
}

/// A phone that takes little and reads nothing.
async fn stuck(house: &House, query: &str) -> Phone {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let socket = socket.connect(house.address).await.unwrap();
    house.phone_on(socket, query).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_takes_nothing_is_let_go_and_nobody_waits_for_it() {
    let house = House::open(HubKnobs { stall: Duration::from_millis(300), ..quick() }).await;
    let stuck = stuck(&house, "streams=public&resume=public.k3f9.0").await;
    let mut other = house.phone("streams=public&resume=public.k3f9.0").await;
    house.until("both are seated", |house| house.hub.connections().audience == 2).await;

    for n in 1..=200 {
        house.publish(json!({ "asked": n, "text": "a".repeat(4000) }));
        other.hear_public(n).await;
    }
    house.until("the stuck one is gone", |house| house.hub.connections().audience == 1).await;

    other.ledger.check(&house.past, &public()).unwrap();
    drop(stuck);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_falls_far_behind_gets_a_snapshot_and_goes_on_from_it() {
    let house = House::open(HubKnobs { behind_bytes: 100_000, ring_bytes: 200_000, stall: DEADLINE, ..quick() }).await;
    let mut slow = stuck(&house, "streams=public&resume=public.k3f9.0").await;
    let mut other = house.phone("streams=public&resume=public.k3f9.0").await;
    house.until("both are seated", |house| house.hub.connections().audience == 2).await;

    for n in 1..=100 {
        house.publish(json!({ "asked": n, "text": "a".repeat(4000) }));
        other.hear_public(n).await;
    }
    slow.hear_public(100).await;
    house.publish(json!("the last"));
    slow.hear_public(101).await;

    assert!(slow.ledger.public().snapshots >= 1);
    slow.ledger.check(&house.past, &public()).unwrap();
    assert_eq!(other.ledger.public().snapshots, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_cut_by_a_full_socket_are_finished_before_anything_private() {
    let house = House::open(HubKnobs { stall: DEADLINE, ..quick() }).await;
    let query = "streams=public,tally,mailbox&visitor=mei&resume=public.k3f9.0,mailbox.k3f9.0";
    let mut slow = stuck(&house, query).await;
    let mut other = house.phone(query).await;
    house.until("both are seated", |house| house.hub.connections().audience == 2).await;

    for n in 1..=150 {
        house.past.add(&mailbox("mei"), json!({ "mail": n }));
        house.ring(&mailbox("mei"));
        house.past.count("a", n);
        house.hub.tally_changed(&InquiryId::from(INQUIRY));
        house.publish(json!({ "asked": n, "text": "a".repeat(n as usize * 40) }));
        other.hear_public(n).await;
        if n % 10 == 0 {
            slow.next().await;
        }
    }
    let has_all = |phone: &Phone| {
        let mail = phone.ledger.logs.get(&Stream::Mailbox).map_or(0, |log| log.offset);
        (phone.ledger.public().offset, mail, phone.tally.get("a")) == (150, 150, Some(&150))
    };
    slow.hear_until(has_all).await;

    for at in [public(), mailbox("mei")] {
        slow.ledger.check(&house.past, &at).unwrap();
    }
    assert_eq!(slow.ledger.public().snapshots, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_is_asked_after_and_an_answer_is_enough() {
    let knobs = HubKnobs { heartbeat: Duration::from_millis(60), grace: Duration::from_millis(60), ..quick() };
    let house = House::open(knobs).await;

    let mut phone = house.phone("streams=public").await;
    phone.hear_until(|phone| phone.pings == 5).await;

    assert_eq!(house.hub.connections().audience, 1);
}

/// A client that speaks raw bytes; it has been answered 101.
async fn raw(house: &House) -> TcpStream {
    let mut socket = TcpStream::connect(house.address).await.unwrap();
    let request = "GET /?streams=public HTTP/1.1\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    socket.write_all(request.as_bytes()).await.unwrap();
    socket
}

async fn rest_of(socket: &mut TcpStream) -> Vec<u8> {
    let mut all = Vec::new();
    let read = tokio::time::timeout(DEADLINE, socket.read_to_end(&mut all)).await;
    // A reset is an end as well.
    read.expect("the socket was never closed").ok();
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_never_answers_is_let_go() {
    let knobs = HubKnobs { heartbeat: Duration::from_millis(60), grace: Duration::from_millis(60), ..quick() };
    let house = House::open(knobs).await;

    let mut silent = raw(&house).await;
    let all = rest_of(&mut silent).await;

    assert!(all.windows(2).any(|two| two == [0x89, 0]), "it was pinged");
    house.until("it has left", |house| house.hub.connections().audience == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_frame_closes_with_4400() {
    let house = House::open(quick()).await;

    let mut wild = raw(&house).await;
    wild.write_all(b"\x81\x02hi").await.unwrap();
    let all = rest_of(&mut wild).await;

    assert!(all.windows(2).any(|two| two == 4400u16.to_be_bytes()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ping_is_answered_words_are_ignored_and_a_close_is_returned() {
    let house = House::open(quick()).await;
    let mut phone = house.phone("streams=public").await;

    phone.socket.send(Message::Text("[\"hello\"]".repeat(300).into())).await.unwrap();
    phone.socket.send(Message::Ping("still there?".into())).await.unwrap();
    house.publish(json!(1));
    phone.hear_public(1).await;
    phone.socket.close(None).await.unwrap();

    while !matches!(phone.next().await, Next::Closed(None)) {}
    house.until("it has left", |house| house.hub.connections().audience == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_that_was_left_is_cleared_and_opens_again() {
    let house = House::open(HubKnobs { linger: Duration::ZERO, ..quick() }).await;
    house.past.add(&public(), json!(1));
    house.phone("streams=public").await.hear_public(1).await;
    house.until("it has left", |house| house.hub.connections().audience == 0).await;
    house.hub.poll_heads().await;

    house.publish(json!(2));
    let mut phone = house.phone("streams=public&resume=public.k3f9.0").await;
    phone.hear_public(2).await;

    phone.ledger.check(&house.past, &public()).unwrap();
}
