//! Words for which two persons stand: what accuses somebody, and what the inquiry wants read twice.

use serde_json::{Value, json};
use wenzheng::domain::{
    inquiry::{Inquiry, Phase},
    role::Role,
};

use crate::kit::{Person, Town, both_engines};

both_engines!(
    what_names_somebody_is_public_only_when_two_persons_stand_for_the_same_words,
    what_is_covered_or_passed_on_needs_one,
    a_moderator_sees_what_the_machine_does_not,
    the_second_signature_is_another_persons_whatever_the_account,
    in_the_phases_that_the_office_names_every_text_is_read_by_two,
    a_signature_can_be_taken_back,
);

const ACCUSING: &str = "恒邻物业的王经理收了装修押金不退";

async fn asked(town: &Town, text: &str) -> (Inquiry, String) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let id = town.visitor().asks(&inquiry, text).await.id;
    (inquiry, id)
}

async fn queue(who: &Person, inquiry: &Inquiry, queue: &str) -> Vec<String> {
    let list = who.get(&format!("/inquiries/{}/desk?queue={queue}", inquiry.slug)).await.ok();
    let items = list["items"].as_array().expect("items").iter();
    items.map(|it| it["id"].as_str().expect("an id").to_owned()).collect()
}

async fn what_names_somebody_is_public_only_when_two_persons_stand_for_the_same_words(town: Town) {
    let (one, two) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let (inquiry, id) = asked(&town, ACCUSING).await;
    assert!(one.card(&id).await["line"]["flags"].as_array().expect("flags").contains(&json!("named")));

    let first = one.approves(&id, ACCUSING).await;

    assert_eq!((&first["state"], &first["needs_second"]), (&json!("submitted"), &json!(true)));
    one.public(&id).await.refused(404, "not_found");
    assert_eq!(
        (queue(&two, &inquiry, "second").await, queue(&two, &inquiry, "waiting").await),
        (vec![id.clone()], vec![])
    );
    let card = two.card(&id).await;
    assert_eq!((&card["public_text"], &card["signed"]["name"]), (&json!(ACCUSING), &json!("谷雨")));
    one.decides(&id, "approve", json!({})).await.refused(403, "same_person");
    let edited = two.approves(&id, "恒邻物业的王经理收了押金，为何不退？").await;
    assert_eq!(edited["needs_second"], true, "other words are signed anew");
    let published = one.decides(&id, "approve", json!({})).await.ok();
    assert_eq!((&published["state"], &published["needs_second"]), (&json!("approved"), &json!(false)));
    assert_eq!(one.public(&id).await.ok()["text"], "恒邻物业的王经理收了押金，为何不退？");
}

async fn what_is_covered_or_passed_on_needs_one(town: Town) {
    let mo = town.moderator("谷雨").await;
    let (inquiry, id) = asked(&town, ACCUSING).await;
    let other = town.visitor().asks(&inquiry, "城管李副局长说不归他管").await.id;

    let covered = mo.approves(&id, "恒邻物业收了装修押金不退，谁来管？").await;
    let passed = mo.decides(&other, "transfer", json!({})).await.ok();

    assert_eq!((&covered["state"], &passed["state"]), (&json!("approved"), &json!("transferred")));
}

async fn a_moderator_sees_what_the_machine_does_not(town: Town) {
    let (one, two) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let (_, id) = asked(&town, "门口开红色轿车的那个人天天堵消防通道").await;
    one.approves(&id, "消防通道被红色轿车堵住").await;
    one.public(&id).await.ok();

    one.decides(&id, "name", json!({})).await.ok();

    one.public(&id).await.refused(404, "not_found");
    let first = one.decides(&id, "approve", json!({})).await.ok();
    assert_eq!(first["needs_second"], true);
    two.decides(&id, "shortlist", json!({})).await.ok();
    assert_eq!(one.public(&id).await.ok()["text"], "消防通道被红色轿车堵住");
}

async fn the_second_signature_is_another_persons_whatever_the_account(town: Town) {
    let (one, again) = (town.moderator("谷雨").await, town.staff(Role::Lead, "谷雨").await);
    let (_, id) = asked(&town, ACCUSING).await;
    one.approves(&id, ACCUSING).await;

    again.decides(&id, "approve", json!({})).await.refused(403, "same_person");
}

async fn in_the_phases_that_the_office_names_every_text_is_read_by_two(town: Town) {
    let (one, two) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let clerk = town.staff(Role::Clerk, "霜降").await;
    let inquiry = town.inquiry(Phase::Collecting).await;
    let plan = |level: &str, version: i64| {
        let body = json!({ "version": version, "second_review": level });
        clerk.post(&format!("/inquiries/{}/plan", inquiry.slug)).json(body)
    };
    plan("sometimes", 1).await.refused(422, "invalid");
    assert_eq!(plan("live", 1).await.ok()["second_review"], "live");
    let ask = async |n: i64| town.visitor().asks(&inquiry, &format!("第{n}件事拖了很久没人管")).await.id;
    let before = one.approves(&ask(1).await, "第1件事何时办好？").await;
    assert_eq!(before["state"], "approved", "before the show one is enough");
    let version = plan("always", 2).await.ok()["version"].as_i64().expect("a version");

    let id = ask(2).await;
    let signed = one.approves(&id, "第2件事何时办好？").await;

    assert_eq!((&signed["state"], &signed["needs_second"]), (&json!("submitted"), &json!(true)));
    two.decides(&id, "approve", json!({})).await.ok();
    assert_eq!(one.public(&id).await.status, 200);
    plan("before", version).await.ok();
    let mut now = inquiry.clone();
    for phase in [Phase::Curating, Phase::Ready, Phase::Live] {
        now = town.go_to(&now, phase).await;
    }
    let live = one.approves(&ask(3).await, "第3件事何时办好？").await;
    assert_eq!(live["state"], "approved", "during the show nobody else is asked");
}

async fn a_signature_can_be_taken_back(town: Town) {
    let one = town.moderator("谷雨").await;
    let (inquiry, id) = asked(&town, ACCUSING).await;
    let first = one.approves(&id, ACCUSING).await;

    let undo = format!("/decisions/{}/undo", first["decision"].as_str().expect("a decision"));
    one.post(&undo).json(json!({ "version": 2 })).await.ok();

    assert_eq!(queue(&one, &inquiry, "waiting").await, vec![id.clone()]);
    assert_eq!(one.card(&id).await["signed"], Value::Null);
}
