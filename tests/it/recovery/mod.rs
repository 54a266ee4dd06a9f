//! Lines that break at random while everything happens: each listener ends with exactly what it may hear, in order.

mod show;
mod traffic;
mod truth;

use std::{sync::atomic::Ordering, time::Duration};

use serde_json::json;
use wenzheng::domain::{
    inquiry::{Inquiry, Phase},
    role::Role,
    stream::Stream,
};

use self::{show::Show, traffic::Traffic, truth::Truth};
use crate::kit::{Dice, Ear, Person, Town, both_engines, listening::Heard};

both_engines!(two_hundred_who_lose_the_line_twenty_times_have_every_line_once_and_in_order);

const PUBLIC: usize = 80;
const ASKERS: usize = 50;
const MODERATORS: usize = 20;
const OF_THE_STAGE: usize = 10;
const DROPS: usize = 20;

/// Who listens, and to which streams.
pub type Listening = (Person, String);

async fn two_hundred_who_lose_the_line_twenty_times_have_every_line_once_and_in_order(town: Town) {
    let mut dice = Dice::new();
    let inquiry = town.inquiry(Phase::Live).await;
    let show = Show::new(&town, &inquiry).await;
    let askers: Vec<Person> = (0..ASKERS).map(|_| town.visitor()).collect();
    let mut moderators = Vec::new();
    for n in 0..MODERATORS {
        moderators.push(town.moderator(&format!("审核{n}")).await);
    }
    let listeners = everybody(&town, &inquiry, &askers, &moderators, &show).await;
    assert_eq!(listeners.len(), 200);
    let traffic = Traffic::new(&inquiry, &askers, &moderators);

    let mut busy: Vec<_> = (0..8).map(|_| tokio::spawn(traffic.clone().flow(dice.child()))).collect();
    busy.push(tokio::spawn(show.clone().goes_on(traffic.clone(), dice.child())));
    let ears = listeners
        .iter()
        .map(|(who, streams)| tokio::spawn(loses_the_line(Ear::new(who, &inquiry.slug, streams), dice.child())));
    let mut ears: Vec<Ear> =
        futures::future::join_all(ears).await.into_iter().map(|ear| ear.expect("it comes back")).collect();
    show.has_shown_enough().await;
    traffic.stopped.store(true, Ordering::Relaxed);
    for one in busy {
        one.await.expect("the traffic flows");
    }
    show::release_all(&town).await;

    let truth = Truth::read(&town, &inquiry, &listeners).await;
    futures::future::join_all(ears.iter_mut().map(|ear| catch_up(ear, &truth))).await;
    let wrong: Vec<String> =
        ears.iter().zip(&listeners).flat_map(|(ear, listening)| truth.wrong(ear, listening)).collect();
    assert!(wrong.is_empty(), "{} faults, first {:#?}", wrong.len(), &wrong[..wrong.len().min(10)]);

    let (lines, continued) = (truth.lines.len(), ears.iter().map(|ear| ear.continued).sum::<usize>());
    assert!(lines > 20, "{lines} public lines prove little");
    let said = |kind: &str| truth.lines.iter().filter(|line| line["kind"] == kind).count();
    assert!(
        said("on_air") > 2 && said("commitment") > 2,
        "the show proves little: {} taken, {} promised",
        said("on_air"),
        said("commitment")
    );
    assert!(continued > ears.len() * DROPS / 2, "positions were continued {continued} times only");
    for stream in [Stream::Public, Stream::Desk, Stream::Stage, Stream::Mailbox] {
        let hears = |ear: &Ear| {
            let two = |pair: &[Heard]| truth.are_two_lines(stream, pair);
            ear.logs.get(&stream).is_some_and(|log| log.heard.windows(2).any(two))
        };
        let one = ears.iter().position(hears).unwrap_or_else(|| panic!("nobody heard two lines of {stream}"));
        must_catch_what_is_missing(&truth, &ears[one], &listeners[one], stream);
    }
}

/// Two hundred: the public, askers at their mailboxes, and every role that hears more than they, and screens.
async fn everybody(
    town: &Town,
    inquiry: &Inquiry,
    askers: &[Person],
    moderators: &[Person],
    show: &Show,
) -> Vec<Listening> {
    let mut all: Vec<Listening> = (0..PUBLIC).map(|_| (town.visitor(), "public,tally".to_owned())).collect();
    all.extend(askers.iter().map(|asker| (asker.clone(), "public,mailbox".to_owned())));
    all.extend(moderators.iter().map(|moderator| (moderator.clone(), "desk,stage,public".to_owned())));
    for role in [Role::Director, Role::Host, Role::Scribe, Role::Supervisor] {
        for n in 0..OF_THE_STAGE {
            all.push((town.staff(role, &format!("{}{n}", role.word())).await, "stage,public".to_owned()));
        }
    }
    for _ in 0..OF_THE_STAGE {
        all.push((town.nobody(), format!("stage&screen={}", show.screen(inquiry).await)));
    }
    all
}

/// Connects, hears a while, loses the line, twenty times over.
async fn loses_the_line(mut ear: Ear, mut dice: Dice) -> Ear {
    for _ in 0..DROPS {
        ear.connect().await.expect("the line opens");
        ear.hear_for(Duration::from_millis(dice.below(150) as u64)).await;
        ear.drop_line();
        tokio::time::sleep(Duration::from_millis(dice.below(100) as u64)).await;
    }
    ear
}

async fn catch_up(ear: &mut Ear, truth: &Truth) {
    for (stream, log) in ear.logs.clone() {
        let head = match stream {
            Stream::Public => truth.lines.len(),
            Stream::Desk => truth.desk.len(),
            Stream::Stage => truth.stage.len(),
            _ => truth.mailboxes.get(ear.visitor()).map_or(0, Vec::len),
        };
        if log.offset < head as u64 || log.epoch.is_empty() {
            ear.hear_until(stream, head as u64).await;
        }
    }
    if ear.hears_tally() {
        ear.hear_while(&format!("{:?}", truth.tally), |ear| !truth.is_tally(&ear.tally)).await;
    }
}

/// The control, on each stream: one line skipped, doubled, changed or swapped with the next is caught.
fn must_catch_what_is_missing(truth: &Truth, ear: &Ear, who: &Listening, stream: Stream) {
    assert_eq!(truth.wrong(ear, who), [""; 0]);
    let heard = &ear.logs[&stream].heard;
    let at = heard
        .windows(2)
        .position(|pair| truth.are_two_lines(stream, pair))
        .expect("two lines were heard one after the other");
    let spoil = |what: &dyn Fn(&mut Vec<Heard>)| {
        let mut spoilt = heard.clone();
        what(&mut spoilt);
        truth.wrong(&ear.with_heard(stream, spoilt), who)
    };

    assert!(!spoil(&|heard| drop(heard.remove(at))).is_empty(), "a skipped line is not noticed");
    assert!(!spoil(&|heard| drop(heard.pop())).is_empty(), "the last line is not missed");
    assert!(!spoil(&|heard| heard.insert(at, heard[at].clone())).is_empty(), "a doubled line is not noticed");
    assert!(!spoil(&|heard| heard.swap(at, at + 1)).is_empty(), "two lines out of order are not noticed");
    let changed = spoil(&|heard| {
        if let Heard::Line(_, line) = &mut heard[at] {
            line["kind"] = json!("made up");
        }
    });
    assert!(!changed.is_empty(), "another line is not noticed");
    // A skipped line whose followers were renumbered: offsets alone would never tell.
    let renumbered = spoil(&|heard| {
        heard.remove(at);
        for later in &mut heard[at..] {
            if let Heard::Line(offset, _) = later {
                *offset -= 1;
            }
        }
    });
    assert!(!renumbered.is_empty(), "a line skipped without a gap is not noticed");
}
