//! 我也遇到: distinct devices on a question and all that was merged into it, exactly, after any history.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use wenzheng::domain::{inquiry::Phase, moment::seconds};

use crate::kit::{Dice, Ear, Person, Town, both_engines};

both_engines!(
    a_device_counts_once_and_may_take_it_back,
    what_is_not_public_takes_no_seconds,
    merged_questions_count_each_device_once_and_apart_again_as_before,
    a_chain_of_merges_counts_at_its_end,
    undoing_an_unmerge_never_makes_a_circle,
    two_merges_at_once_never_make_a_circle,
    after_any_history_the_count_is_the_distinct_devices,
    a_listener_is_told_of_counts_that_fall_and_of_merges,
    the_most_seconded_come_first_page_by_page,
);

async fn a_device_counts_once_and_may_take_it_back(town: Town) {
    let (mo, [a, b]) = (town.moderator("谷雨").await, [town.visitor(), town.visitor()]);
    let [lift] = questions(&town, &mo, ["电梯坏了三个月"]).await;

    assert_eq!((a.seconds(&lift).await, a.seconds(&lift).await), (1, 1));
    assert_eq!(b.seconds(&lift).await, 2);
    assert_eq!((a.takes_back(&lift).await, a.takes_back(&lift).await), (1, 1));
    assert_eq!(a.seconds(&lift).await, 2);

    assert_eq!(a.public(&lift).await.ok()["seconds"], 2);
}

async fn what_is_not_public_takes_no_seconds(town: Town) {
    let (mo, a) = (town.moderator("谷雨").await, town.visitor());
    let inquiry = town.inquiry(Phase::Collecting).await;
    let asked = town.visitor().asks(&inquiry, "电梯坏了三个月").await;
    let second = |who: &Person| who.put(&format!("/questions/{}/second", asked.id));

    second(&a).await.refused(404, "not_found");
    second(&town.nobody()).await.refused(401, "unauthenticated");
    a.put("/questions/nothing/second").await.refused(404, "not_found");
    mo.decides(&asked.id, "approve_private", json!({})).await.ok();
    second(&a).await.refused(404, "not_found");
}

async fn merged_questions_count_each_device_once_and_apart_again_as_before(town: Town) {
    let (mo, [a, b, c]) = (town.moderator("谷雨").await, [town.visitor(), town.visitor(), town.visitor()]);
    let [lift, again] = questions(&town, &mo, ["电梯坏了三个月", "电梯又停了"]).await;
    for (who, what) in [(&a, &lift), (&b, &lift), (&b, &again), (&c, &again)] {
        who.seconds(what).await;
    }
    let before = (a.public(&lift).await.ok(), a.public(&again).await.ok());

    mo.merges(&again, &lift).await.ok();

    assert_eq!(a.public(&lift).await.ok()["seconds"], 3);
    assert_eq!(a.public(&again).await.ok()["id"], json!(lift), "the merged one leads to its head");
    assert_eq!(a.seconds(&again).await, 3, "given on the merged one by who gave it on the head, it counts once");
    a.takes_back(&again).await;
    mo.unmerges(&again).await.ok();
    assert_eq!((a.public(&lift).await.ok(), a.public(&again).await.ok()), before);
}

async fn a_chain_of_merges_counts_at_its_end(town: Town) {
    let (mo, [a, b]) = (town.moderator("谷雨").await, [town.visitor(), town.visitor()]);
    let [one, two, three] = questions(&town, &mo, ["电梯坏了三个月", "电梯又停了", "电梯没人修"]).await;
    a.seconds(&one).await;
    b.seconds(&two).await;

    mo.merges(&one, &two).await.ok();
    mo.merges(&two, &three).await.ok();

    assert_eq!(a.public(&three).await.ok()["seconds"], 2);
    assert_eq!(a.public(&one).await.ok()["id"], json!(three));
    mo.merges(&three, &one).await.refused(409, "wrong_state");
    mo.merges(&three, &three).await.refused(409, "wrong_state");
}

async fn undoing_an_unmerge_never_makes_a_circle(town: Town) {
    let mo = town.moderator("谷雨").await;
    let [one, two] = questions(&town, &mo, ["电梯坏了三个月", "电梯又停了"]).await;
    mo.merges(&one, &two).await.ok();
    let unmerged = mo.unmerges(&one).await.ok();
    mo.merges(&two, &one).await.ok();

    let undo = format!("/decisions/{}/undo", unmerged["decision"].as_str().unwrap());
    let undone = mo.post(&undo).json(json!({ "version": mo.sees(&one).await, "reason": "点错了" })).await;

    undone.refused(409, "superseded");
    assert_eq!(town.visitor().public(&two).await.ok()["id"], json!(one));
}

async fn two_merges_at_once_never_make_a_circle(town: Town) {
    let (mo, other) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let [one, two] = questions(&town, &mo, ["电梯坏了三个月", "电梯又停了"]).await;

    for _ in 0..10 {
        let (a, b) = tokio::join!(mo.merges(&one, &two), other.merges(&two, &one));
        let merged = [(&a, &one), (&b, &two)].into_iter().filter(|(answer, _)| answer.status == 200);
        let merged: Vec<&String> = merged.map(|(_, id)| id).collect();

        assert_eq!(merged.len(), 1, "{} {}", a.text, b.text);
        mo.unmerges(merged[0]).await.ok();
    }
}

async fn after_any_history_the_count_is_the_distinct_devices(town: Town) {
    let mo = town.moderator("谷雨").await;
    let texts: Vec<String> = (0..8).map(|n| format!("第{n}件事已经拖了很久")).collect();
    let ids = all(&town, &mo, &texts).await;
    let people: Vec<Person> = (0..12).map(|_| town.visitor()).collect();
    let mut dice = Dice::new();
    let mut given: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut under: BTreeMap<usize, usize> = BTreeMap::new();

    for _ in 0..150 {
        let (who, what) = (dice.below(people.len()), dice.below(ids.len()));
        match dice.below(6) {
            0..=2 => {
                people[who].seconds(&ids[what]).await;
                given.insert((who, what));
            }
            3 => {
                people[who].takes_back(&ids[what]).await;
                given.remove(&(who, what));
            }
            4 => {
                let into = dice.below(ids.len());
                let may = !under.contains_key(&what) && root(&under, into) != what;
                let merged = mo.merges(&ids[what], &ids[into]).await;
                assert_eq!(merged.status, if may { 200 } else { 409 }, "{what} under {into}: {}", merged.text);
                if may {
                    under.insert(what, root(&under, into));
                }
            }
            _ => {
                let apart = mo.unmerges(&ids[what]).await;
                assert_eq!(apart.status == 200, under.remove(&what).is_some(), "{what}: {}", apart.text);
            }
        }
    }

    for head in (0..ids.len()).filter(|it| !under.contains_key(it)) {
        let devices: BTreeSet<usize> =
            given.iter().filter(|(_, what)| root(&under, *what) == head).map(|(who, _)| *who).collect();
        let face = people[0].public(&ids[head]).await.ok();
        assert_eq!(face["seconds"], devices.len(), "question {head}");
    }
}

async fn a_listener_is_told_of_counts_that_fall_and_of_merges(town: Town) {
    let (mo, [a, b]) = (town.moderator("谷雨").await, [town.visitor(), town.visitor()]);
    let [one, two] = questions(&town, &mo, ["电梯坏了三个月", "电梯又停了"]).await;
    let mut ear = Ear::new(&town.visitor(), "wuye-1", "tally");

    a.seconds(&one).await;
    b.seconds(&two).await;
    ear.hear_tally(&one, 1).await;
    a.takes_back(&one).await;
    ear.hear_tally(&one, 0).await;
    mo.merges(&one, &two).await.ok();
    a.seconds(&one).await;
    ear.hear_tally(&two, 2).await;
    mo.unmerges(&one).await.ok();
    ear.hear_tally(&two, 1).await;
    ear.hear_tally(&one, 1).await;
    mo.decides(&one, "later", json!({})).await.ok();
    ear.hear_tally(&one, 0).await;
}

async fn the_most_seconded_come_first_page_by_page(town: Town) {
    let mo = town.moderator("谷雨").await;
    let texts: Vec<String> = (0..7).map(|n| format!("第{n}件事已经拖了很久")).collect();
    let ids = all(&town, &mo, &texts).await;
    let people: Vec<Person> = (0..3).map(|_| town.visitor()).collect();
    for (n, id) in ids.iter().enumerate() {
        for who in people.iter().take(n % 4) {
            who.seconds(id).await;
        }
    }

    let path = |after: &str| format!("/inquiries/wuye-1/questions?sort=seconds&limit=2{after}");
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = people[0].get(&path(&after)).await.ok();
        let items = page["items"].as_array().expect("a list");
        seen.extend(items.iter().map(|it| (it["seconds"].as_i64().unwrap(), it["id"].as_str().unwrap().to_owned())));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }

    let mut expected: Vec<(i64, usize)> = (0..ids.len()).map(|n| (n as i64 % 4, n)).collect();
    expected.sort_by(|a, b| b.cmp(a));
    let expected: Vec<(i64, String)> = expected.into_iter().map(|(seconds, n)| (seconds, ids[n].clone())).collect();
    assert_eq!(seen, expected, "of as many, what came last comes first");
}

fn root(under: &BTreeMap<usize, usize>, mut at: usize) -> usize {
    while let Some(&head) = under.get(&at) {
        at = head;
    }
    at
}

/// Published questions of one inquiry, by their ids.
async fn questions<const N: usize>(town: &Town, mo: &Person, texts: [&str; N]) -> [String; N] {
    let ids = all(town, mo, &texts.map(str::to_owned)).await;
    ids.try_into().expect("as many as were asked")
}

async fn all(town: &Town, mo: &Person, texts: &[String]) -> Vec<String> {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let mut ids = Vec::new();
    for text in texts {
        let asked = town.visitor().asks(&inquiry, text).await;
        mo.approves(&asked.id, text).await;
        ids.push(asked.id);
    }
    town.wait(seconds(1));
    ids
}
