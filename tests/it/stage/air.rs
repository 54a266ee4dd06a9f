//! Going on air: takes that name what they believe, and words that two people stand behind.

use serde_json::{Value, json};
use wenzheng::domain::{inquiry::Phase, moment::seconds};

use super::Studio;
use crate::kit::{Person, Town, both_engines};

both_engines!(
    a_take_puts_the_next_on_air_and_a_stale_one_is_told_what_is,
    a_double_press_is_one_take,
    nothing_goes_on_air_but_live_and_approved,
    an_air_text_is_approved_by_another_person_whatever_token_they_show,
    a_moderator_stands_behind_an_air_text_and_writes_none,
    what_one_person_approved_alone_is_shown_until_countersigned,
    an_order_is_arranged_and_its_questions_move_along,
    an_interruption_needs_a_sentence_and_ends,
    an_inquiry_stays_in_handing_over_while_a_question_waits,
    of_two_directors_who_take_at_once_one_is_told,
);

async fn a_take_puts_the_next_on_air_and_a_stale_one_is_told_what_is(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, a) = studio.ready("电梯停了三个月").await;
    let (_, b) = studio.ready("消防通道停满了车").await;
    studio.takes(Some(&b)).await.refused(412, "believed_differs");

    let taken = studio.takes(None).await.ok();

    assert_eq!((taken["on_air"].as_str(), taken["next"].as_str()), (Some(a.as_str()), Some(b.as_str())));
    town.wait(seconds(5));
    let stale = studio.takes(None).await.refused(412, "believed_differs");
    assert_eq!((stale["on_air"].as_str(), stale["next"].as_str()), (Some(a.as_str()), Some(b.as_str())));
    let second = studio.takes(Some(&a)).await.ok();
    assert_eq!((second["on_air"].as_str(), second["next"].clone()), (Some(b.as_str()), Value::Null));
    town.wait(seconds(5));
    studio.takes(Some(&b)).await.refused(409, "nothing_next");
    let states: Vec<Value> =
        studio.rundown().await["items"].as_array().unwrap().iter().map(|item| item["state"].clone()).collect();
    assert_eq!(states, ["aired", "on_air"]);
}

async fn a_double_press_is_one_take(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, a) = studio.ready("电梯停了三个月").await;
    let (_, b) = studio.ready("消防通道停满了车").await;
    studio.takes(None).await.ok();

    let again = studio.takes(Some(&a)).await;

    assert_eq!(again.header("retry-after"), Some("1"));
    let refused = again.refused(429, "too_soon");
    assert_eq!((refused["on_air"].as_str(), refused["next"].as_str()), (Some(a.as_str()), Some(b.as_str())));
    town.wait(800);
    studio.takes(Some(&a)).await.ok();
}

async fn nothing_goes_on_air_but_live_and_approved(town: Town) {
    let studio = Studio::at(&town, Phase::Ready).await;
    let asked = studio.asker_through_the_back_door("电梯停了三个月").await;
    studio.director.post(&studio.path("rundown/items")).json(json!({ "question": asked })).await.ok();
    studio.takes(Some("somebody else's")).await.refused(409, "not_live");
    studio.phase("live", 1).await.ok();

    studio.takes(None).await.refused(409, "air_not_approved");
    studio.writes_air(&asked, "电梯停了三个月").await.ok();
    studio.takes(None).await.refused(409, "air_not_approved");
    studio.approves_air(&studio.other, &asked, json!({})).await.ok();
    studio.takes(None).await.ok();

    studio.writes_air(&asked, "换几个字").await.refused(409, "already_on_air");
}

async fn an_air_text_is_approved_by_another_person_whatever_token_they_show(town: Town) {
    let studio = Studio::live(&town).await;
    let asked = studio.published("电梯停了三个月").await;
    let written =
        studio.writes_air(&asked.id, "柳岸小区3号楼电梯半年停了14次，修电梯的钱什么时候批得下来？").await.ok();
    assert_eq!(written["measured"]["rows"].as_array().map(Vec::len), Some(2));
    assert_eq!((written["measured"]["fits"].clone(), written["approved"].clone()), (json!(true), json!(false)));
    let same_person = town.director("清明").await;

    studio.approves_air(&same_person, &asked.id, json!({})).await.refused(403, "same_person");
    let approved = studio.approves_air(&studio.other, &asked.id, json!({})).await.ok();

    assert_eq!((approved["approved"].clone(), approved["approved_by"].as_str()), (json!(true), Some("霜降")));
    let rewritten = studio.writes_air(&asked.id, "电梯何时修好？").await.ok();
    assert_eq!(rewritten["approved"], false, "other words are approved anew");
}

async fn a_moderator_stands_behind_an_air_text_and_writes_none(town: Town) {
    let studio = Studio::live(&town).await;
    let asked = studio.published("电梯停了三个月").await;
    studio.writes_air(&asked.id, "电梯何时修好？").await.ok();
    let moderator = town.moderator("谷雨").await;

    let approved = studio.approves_air(&moderator, &asked.id, json!({})).await.ok();

    assert_eq!((approved["approved"].clone(), approved["approved_by"].as_str()), (json!(true), Some("谷雨")));
    let words = json!({ "text": "换几个字", "version": approved["version"] });
    let path = format!("/questions/{}/air", asked.id);
    moderator.put(&path).json(words).await.refused(403, "not_allowed");
}

async fn what_one_person_approved_alone_is_shown_until_countersigned(town: Town) {
    let studio = Studio::live(&town).await;
    let asked = studio.published("电梯停了三个月").await;
    studio.writes_air(&asked.id, "电梯何时修好？").await.ok();

    let alone = json!({ "alone": "今晚只有我一个人" });
    let approved = studio.approves_air(&studio.director, &asked.id, alone).await.ok();

    assert_eq!((approved["approved"].clone(), approved["lacks_countersign"].clone()), (json!(true), json!(true)));
    studio.approves_air(&studio.director, &asked.id, json!({})).await.refused(403, "same_person");
    let both = studio.approves_air(&studio.other, &asked.id, json!({})).await.ok();
    assert_eq!((both["lacks_countersign"].clone(), both["countersigned_by"].as_str()), (json!(false), Some("霜降")));
}

async fn an_order_is_arranged_and_its_questions_move_along(town: Town) {
    let studio = Studio::live(&town).await;
    let (a, b) = (studio.published("电梯停了三个月").await, studio.published("消防通道停满了车").await);
    let arrange = |items: Value, version: i64| {
        studio.director.put(&studio.path("rundown")).json(json!({ "items": items, "version": version }))
    };

    let both = arrange(json!([a.id, { "title": "开场短片", "planned_s": 60 }, { "question": b.id }]), 1).await.ok();

    let id = |n: usize| both["items"][n]["id"].clone();
    assert_eq!((both["version"].as_i64(), both["next"].clone()), (Some(2), id(0)));
    assert_eq!(studio.moderator.card(&a.id).await["line"]["state"], "queued");
    let turned = arrange(json!([id(2), { "id": id(0), "planned_s": 240 }]), 2).await.ok();
    assert_eq!((turned["items"][0]["id"].clone(), turned["items"][1]["planned_s"].clone()), (id(2), json!(240)));
    let one = arrange(json!([id(2)]), 3).await.ok();
    assert_eq!(one["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(studio.moderator.card(&a.id).await["line"]["state"], "shortlisted");
    let shown = studio.director.get(&studio.path("stage")).await.ok();
    assert_eq!(shown["chosen"][0]["id"], json!(a.id), "what left the order waits beside it");
    let twice = studio.director.post(&studio.path("rundown/items")).json(json!({ "question": b.id })).await;
    twice.refused(409, "already_there");
}

async fn an_interruption_needs_a_sentence_and_ends(town: Town) {
    let studio = Studio::live(&town).await;
    studio.phase("interrupted", 1).await.refused(422, "invalid");
    let body = json!({ "phase": "interrupted", "version": 1, "sentence": "信号中断，正在抢修。" });

    let cut = studio.director.post(&studio.path("phase")).json(body).await.ok();

    assert_eq!((cut["phase"].as_str(), cut["interruption"].as_str()), (Some("live"), Some("interrupted")));
    assert_eq!(town.nobody().get("/inquiries/wuye-1").await.ok()["sentence"], "信号中断，正在抢修。");
    let back = studio.phase("live", 2).await.ok();
    assert_eq!((back["interruption"].clone(), back["sentence"].clone()), (Value::Null, Value::Null));
    studio.phase("archived", 3).await.refused(409, "wrong_state");
}

async fn an_inquiry_stays_in_handing_over_while_a_question_waits(town: Town) {
    let studio = Studio::live(&town).await;
    let waits = studio.asker.asks(&studio.inquiry, "没轮到的一题").await;
    let (asked, _) = studio.ready("电梯停了三个月").await;
    studio.takes(None).await.ok();

    studio.phase("handing_over", 1).await.ok();

    assert_eq!(studio.rundown().await["on_air"], Value::Null, "nothing stays on air when the show is over");
    studio.phase("supervising", 2).await.refused(409, "unowned_question");
    studio.moderator.decides(&waits.id, "later", json!({})).await.ok();
    studio.phase("supervising", 2).await.refused(409, "unowned_question");
    let supervisor = town.supervisor("程立").await;
    for id in [&waits.id, &asked.id] {
        let version = studio.moderator.sees(id).await;
        let items = json!([{ "id": id, "version": version, "order_text": "柳岸小区电梯停运" }]);
        let handing = json!({ "items": items, "department": "housing" });
        supervisor.post(&studio.path("closing")).json(handing).await.ok();
    }
    studio.phase("supervising", 2).await.ok();
}

async fn of_two_directors_who_take_at_once_one_is_told(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, a) = studio.ready("电梯停了三个月").await;
    studio.ready("消防通道停满了车").await;
    let take = |who: &Person| who.post(&studio.path("take")).json(json!({ "believed": null }));

    let (one, two) = tokio::join!(take(&studio.director), take(&studio.other));

    let (won, lost) = if one.status == 200 { (one, two) } else { (two, one) };
    assert_eq!(won.ok()["on_air"], json!(a));
    assert_eq!(lost.refused(429, "too_soon")["on_air"], json!(a));
}
