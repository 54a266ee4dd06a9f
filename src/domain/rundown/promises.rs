//! What the running order promises the gallery.

use proptest::prelude::*;

use super::*;
use crate::domain::moment::seconds;

fn item(id: &str) -> Item {
    let question = Some(QuestionId::from(format!("q-{id}").as_str()));
    Item { air_approved: true, ..Item::waiting(id.into(), question, 120) }
}

fn show(ids: &[&str]) -> Rundown {
    Rundown { items: ids.iter().map(|id| item(id)).collect(), version: 1, ..Rundown::default() }
}

fn at(second: i64) -> Air {
    Air { now: Moment(1_000_000) + seconds(second), is_live: true, delay_ms: 20_000 }
}

fn id(text: &str) -> ItemId {
    text.into()
}

fn states(rundown: &Rundown) -> Vec<ItemState> {
    rundown.items.iter().map(|item| item.state).collect()
}

fn taken(rundown: &Rundown, second: i64) -> Rundown {
    let believed = rundown.on_air().map(|item| item.id.clone());
    rundown.take(believed.as_ref(), None, &at(second)).unwrap().rundown
}

#[test]
fn a_take_puts_the_next_on_air_and_the_last_off() {
    let first = show(&["a", "b"]).take(None, None, &at(0)).unwrap();
    let public_at = at(20).now;
    let (a, b) = (Some(QuestionId::from("q-a")), Some(QuestionId::from("q-b")));
    assert_eq!(first.effects, [Effect::WentOnAir { item: id("a"), question: a.clone(), public_at }]);

    let second = first.rundown.take(Some(&id("a")), None, &at(60)).unwrap();

    let public_at = at(80).now;
    assert_eq!(
        second.effects,
        [
            Effect::CameOff { item: id("a"), question: a, public_at },
            Effect::WentOnAir { item: id("b"), question: b, public_at }
        ]
    );
    assert_eq!(states(&second.rundown), [ItemState::Aired, ItemState::OnAir]);
    assert_eq!((second.rundown.version, second.rundown.next()), (3, None));
}

#[test]
fn a_double_press_is_one_take() {
    let first = taken(&show(&["a", "b", "c"]), 0);
    let pressed = Air { now: at(0).now + 799, ..at(0) };

    let again = first.take(None, None, &pressed);

    let (on_air, next) = (Some(id("a")), Some(id("b")));
    assert_eq!(again, Err(Refusal::TooSoon { on_air, next, wait_ms: 1 }));
    let later = Air { now: at(0).now + 800, ..at(0) };
    assert!(first.take(Some(&id("a")), None, &later).is_ok());
}

#[test]
fn a_stale_take_is_refused_and_hears_what_is_on_air() {
    let first = taken(&show(&["a", "b"]), 0);
    for believed in [None, Some(id("b"))] {
        let refused = first.take(believed.as_ref(), None, &at(5));
        assert_eq!(refused, Err(Refusal::BelievedDiffers { on_air: Some(id("a")), next: Some(id("b")) }));
    }
}

#[test]
fn refusals_come_in_their_order() {
    let mut bare = show(&["a", "b"]);
    bare.items[0].air_approved = false;
    bare.items[1].air_approved = false;
    let dark = Air { is_live: false, ..at(0) };
    assert_eq!(bare.take(Some(&id("b")), None, &dark), Err(Refusal::NotLive));
    assert!(matches!(bare.take(Some(&id("b")), None, &at(0)), Err(Refusal::BelievedDiffers { .. })));
    assert_eq!(bare.take(None, None, &at(0)), Err(Refusal::AirNotApproved { item: id("a") }));

    bare.last_take_at = Some(at(0).now);
    assert!(matches!(bare.take(Some(&id("b")), None, &at(0)), Err(Refusal::TooSoon { .. })));
    assert_eq!(show(&[]).take(None, None, &at(0)), Err(Refusal::NothingNext));
    assert_eq!(show(&["a"]).take(None, Some(&id("x")), &at(0)), Err(Refusal::UnknownItem));
}

#[test]
fn an_item_without_a_question_needs_no_approval() {
    let film = Item::waiting(id("film"), None, 180);
    let turned = show(&[]).insert(film, None, 1).unwrap();
    assert!(turned.rundown.take(None, None, &at(0)).is_ok());
}

#[test]
fn what_comes_next_stands_behind_what_was_taken_last() {
    let ahead = show(&["a", "b", "c", "d"]).take(None, Some(&id("c")), &at(0)).unwrap().rundown;
    assert_eq!(ahead.next().map(|item| item.id.clone()), Some(id("d")));

    let end = taken(&ahead, 10);

    assert_eq!(end.next().map(|item| item.id.clone()), Some(id("a")));
    assert_eq!(end.planned_left_s(), 240);
}

#[test]
fn clear_and_dump_never_fail_and_an_empty_air_changes_nothing() {
    let rundown = show(&["a"]);
    let dark = Air { is_live: false, ..at(0) };
    for turned in [rundown.clear(&dark), rundown.dump(&dark)] {
        assert_eq!(turned, Turned { rundown: rundown.clone(), effects: vec![] });
    }

    let cleared = taken(&rundown, 0).clear(&at(9));

    assert_eq!(states(&cleared.rundown), [ItemState::Aired]);
    assert_eq!(cleared.rundown.version, 3);
}

#[test]
fn a_dump_inside_the_delay_means_that_the_public_never_saw_it() {
    let on_air = taken(&show(&["a", "b"]), 0);
    for (second, unseen) in [(0, true), (19, true), (20, false), (300, false)] {
        let dumped = on_air.dump(&at(second));
        let question = Some(QuestionId::from("q-a"));
        assert_eq!(dumped.effects, [Effect::Dumped { item: id("a"), question, unseen }], "after {second} s");
        assert_eq!(dumped.rundown.on_air(), None);
        assert_eq!(dumped.rundown.next().map(|item| item.id.clone()), Some(id("b")));
    }
}

#[test]
fn a_dump_takes_all_that_is_still_in_the_delay_and_nothing_older() {
    let third = taken(&taken(&taken(&show(&["a", "b", "c"]), 0), 100), 110);

    let dumped = third.dump(&at(115)).rundown;

    assert_eq!(states(&dumped), [ItemState::Aired, ItemState::Dumped, ItemState::Dumped]);
    assert_eq!(dumped.take(None, Some(&id("c")), &at(200)), Err(Refusal::NotWaiting));
}

#[test]
fn what_the_public_saw_once_is_not_called_unseen_when_taken_again() {
    let second = taken(&taken(&show(&["a", "b"]), 0), 100);
    let again = second.take(Some(&id("b")), Some(&id("a")), &at(200)).unwrap().rundown;

    let dumped = again.dump(&at(205));

    let question = Some(QuestionId::from("q-a"));
    assert_eq!(dumped.effects, [Effect::Dumped { item: id("a"), question, unseen: false }]);
}

#[test]
fn a_pull_is_on_the_record_and_leaves_the_air() {
    let on_air = taken(&show(&["a", "b"]), 0);
    let pull = |how: &str| Pull { code: "named".into(), asked_by: "值班领导".into(), how: how.into() };
    assert_eq!(on_air.pull(&id("b"), pull(" "), &at(5)), Err(Refusal::ReasonRequired));

    let pulled = on_air.pull(&id("a"), pull("电话"), &at(5)).unwrap();

    assert!(matches!(pulled.effects.as_slice(), [Effect::CameOff { .. }, Effect::Pulled { .. }]));
    assert_eq!(pulled.rundown.items[0].pulled, Some(pull("电话")));
    assert_eq!(pulled.rundown.pull(&id("a"), pull("电话"), &at(6)), Err(Refusal::NotWaiting));
}

#[test]
fn what_was_asked_can_still_be_pulled() {
    let aired = taken(&show(&["a"]), 0).clear(&at(60)).rundown;
    let pull = Pull { code: "privacy".into(), asked_by: "值班领导".into(), how: "电话".into() };

    let pulled = aired.pull(&id("a"), pull, &at(70)).unwrap();

    assert_eq!(states(&pulled.rundown), [ItemState::Pulled]);
    assert!(matches!(pulled.effects.as_slice(), [Effect::Pulled { .. }]));
}

#[test]
fn only_what_waits_is_moved_or_removed() {
    let order = |turned: Turned| turned.rundown.items.iter().map(|item| item.id.0.clone()).collect::<Vec<_>>().concat();
    let on_air = taken(&show(&["a", "b", "c"]), 0);
    assert_eq!(order(on_air.move_to(&id("c"), Some(&id("b")), 2).unwrap()), "acb");
    assert_eq!(order(on_air.move_to(&id("b"), None, 2).unwrap()), "acb");
    assert_eq!(order(on_air.move_to(&id("b"), Some(&id("b")), 2).unwrap()), "abc");
    assert_eq!(order(on_air.remove(&id("b"), 2).unwrap()), "ac");
    assert_eq!(order(on_air.insert(item("d"), Some(&id("b")), 2).unwrap()), "adbc");
    assert_eq!(order(on_air.arrange(&[id("c"), id("a")], 2).unwrap()), "ca");

    assert_eq!(on_air.remove(&id("a"), 2), Err(Refusal::AlreadyOnAir));
    assert_eq!(on_air.arrange(&[id("b")], 2), Err(Refusal::NotWaiting));
    assert_eq!(on_air.arrange(&[id("b"), id("b"), id("a")], 2), Err(Refusal::UnknownItem));
    assert_eq!(on_air.insert(item("a"), None, 2), Err(Refusal::AlreadyThere));
    assert_eq!(on_air.move_to(&id("b"), None, 1), Err(Refusal::Stale { current: 2 }));
}

proptest! {
    #[test]
    fn at_most_one_is_on_air_whatever_is_pressed(presses in prop::collection::vec((0u8..6, 0usize..5, 0i64..40), 1..60)) {
        let names = ["a", "b", "c", "d", "e"];
        let mut rundown = show(&names);
        let mut second = 0;
        for (press, which, wait) in presses {
            second += wait;
            let (air, one) = (at(second), id(names[which]));
            let believed = rundown.on_air().map(|item| item.id.clone());
            let turned = match press {
                0 | 1 => rundown.take(believed.as_ref(), None, &air),
                2 => rundown.take(believed.as_ref(), Some(&one), &air),
                3 => Ok(rundown.clear(&air)),
                4 => Ok(rundown.dump(&air)),
                _ => rundown.move_to(&one, None, rundown.version),
            };
            let Ok(turned) = turned else { continue };

            let on_air = turned.rundown.items.iter().filter(|item| item.state == ItemState::OnAir).count();
            prop_assert!(on_air <= 1);
            prop_assert_eq!(turned.rundown.version, rundown.version + i64::from(!turned.effects.is_empty()));
            prop_assert_eq!(turned.rundown.items.len(), rundown.items.len());
            rundown = turned.rundown;
        }
    }
}
