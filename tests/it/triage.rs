//! Triage at nine seconds a message: what to read next, what is left to the lead, one text sent by many, and the gate.

use serde_json::{Value, json};
use wenzheng::domain::{
    inquiry::{Inquiry, Phase},
    moment::{minutes, seconds},
    role::Role,
};

use crate::kit::{Person, Town, both_engines};

both_engines!(
    the_next_question_is_the_urgent_one_then_the_stage_then_the_oldest,
    two_who_ask_at_once_get_two_questions,
    what_was_passed_over_comes_again_when_nothing_else_is_left,
    what_is_left_to_the_lead_waits_in_their_queue_with_its_note,
    one_text_sent_by_many_is_one_row_and_goes_under_one_question_with_one_key,
    what_comes_later_with_the_same_words_goes_under_what_was_decided,
    where_the_first_of_the_same_words_goes_the_next_stands_for_the_rest,
    a_list_of_signatures_is_proposed_without_names_and_numbers,
    the_lead_sees_how_long_the_oldest_waits_and_how_many_are_late,
    a_paused_door_takes_nothing_from_the_public_and_everything_else_goes_on,
    a_slowed_door_makes_a_device_wait_longer,
    only_the_lead_turns_the_gate_and_names_what_they_saw,
);

async fn asked<const N: usize>(town: &Town, inquiry: &Inquiry) -> [String; N] {
    let mut ids = Vec::new();
    for n in 0..N {
        ids.push(town.visitor().asks(inquiry, &format!("第{n}件事拖了很久没人管")).await.id);
    }
    ids.try_into().expect("as many as were asked")
}

fn next(who: &Person, inquiry: &Inquiry, passed: &[&str]) -> crate::kit::Call {
    who.post(&format!("/inquiries/{}/next", inquiry.slug)).json(json!({ "passed": passed }))
}

async fn list(who: &Person, inquiry: &Inquiry, queue: &str) -> Value {
    who.get(&format!("/inquiries/{}/desk?queue={queue}&limit=200", inquiry.slug)).await.ok()
}

fn ids(list: &Value) -> Vec<&str> {
    list["items"].as_array().expect("items").iter().map(|it| it["id"].as_str().expect("an id")).collect()
}

async fn the_next_question_is_the_urgent_one_then_the_stage_then_the_oldest(town: Town) {
    let (mo, lead, director) =
        (town.moderator("谷雨").await, town.staff(Role::Lead, "白露").await, town.director("清明").await);
    let inquiry = town.inquiry(Phase::Ready).await;
    let typed = |text: &str, department: &str| {
        let body = json!({ "text": text, "source": "hotline", "department": department });
        mo.post(&format!("/inquiries/{}/clues", inquiry.slug)).json(body).key(&uuid::Uuid::now_v7().to_string())
    };
    let aired = typed("供水公司的水为什么发黄？", "water").await.ok()["id"].as_str().expect("an id").to_owned();
    mo.decides(&aired, "shortlist", json!({ "public_text": "水为什么发黄？" })).await.ok();
    let text = json!({ "text": "水为什么发黄？", "version": mo.sees(&aired).await });
    director.put(&format!("/questions/{aired}/air")).json(text).await.ok();
    let version = json!({ "version": mo.sees(&aired).await });
    lead.post(&format!("/questions/{aired}/air/approval")).json(version).await.ok();
    let item = json!({ "question": aired, "planned_s": 90 });
    director.post(&format!("/inquiries/{}/rundown/items", inquiry.slug)).json(item).await.ok();
    town.go_to(&inquiry, Phase::Live).await;
    let id = |answer: Value| answer["id"].as_str().expect("an id").to_owned();
    let oldest = id(typed("物业费涨了三成没人解释", "housing").await.ok());
    let on_stage = id(typed("水压太低，六楼上不去水", "water").await.ok());
    let urgent = id(typed("三单元楼道里现在冒烟", "housing").await.ok());
    mo.decides(&urgent, "urgent", json!({})).await.ok();
    let taken = async |passed: &[&str]| {
        let next = next(&mo, &inquiry, passed).await.ok();
        next["line"]["id"].as_str().expect("something waits").to_owned()
    };
    assert_eq!(taken(&[]).await, urgent, "danger to life comes first");
    lead.post(&format!("/questions/{urgent}/alarm/take")).json(json!({})).await.ok();

    assert_eq!(taken(&[]).await, oldest, "what somebody sees to is not offered, and nothing is on stage yet");
    let take = json!({ "believed": null });
    director.post(&format!("/inquiries/{}/take", inquiry.slug)).json(take).await.ok();
    assert_eq!(taken(&[]).await, on_stage, "what asks the department on stage comes before what is older");
    assert_eq!(taken(&[&on_stage]).await, oldest);
}

async fn two_who_ask_at_once_get_two_questions(town: Town) {
    let (one, two) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let inquiry = town.inquiry(Phase::Collecting).await;
    let [first, second] = asked(&town, &inquiry).await;

    let (a, b) = tokio::join!(next(&one, &inquiry, &[]).into_future(), next(&two, &inquiry, &[]).into_future());

    let (a, b) = (a.ok(), b.ok());
    let mut got = [a["line"]["id"].as_str().expect("one"), b["line"]["id"].as_str().expect("one")];
    got.sort_unstable();
    let mut both = [first.as_str(), second.as_str()];
    both.sort_unstable();
    assert_eq!(got, both);
    assert_eq!(a["line"]["hold"]["by"]["name"], "谷雨");
    town.moderator("小满").await;
    let third = town.moderator("小满").await;
    assert_eq!(next(&third, &inquiry, &[]).await.ok()["line"], Value::Null, "both are held");
    town.wait(seconds(21));
    assert_ne!(next(&third, &inquiry, &[]).await.ok()["line"], Value::Null, "a hold that ran out holds nothing");
}

async fn what_was_passed_over_comes_again_when_nothing_else_is_left(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let [first, second] = asked(&town, &inquiry).await;

    let then = next(&mo, &inquiry, &[&first]).await.ok();
    let again = next(&mo, &inquiry, &[&first, &second]).await.ok();

    assert_eq!((then["line"]["id"].as_str(), &then["round"]), (Some(second.as_str()), &json!(false)));
    assert_eq!((again["line"]["id"].as_str(), &again["round"]), (Some(first.as_str()), &json!(true)));
}

async fn what_is_left_to_the_lead_waits_in_their_queue_with_its_note(town: Town) {
    let (mo, lead) = (town.moderator("谷雨").await, town.staff(Role::Lead, "白露").await);
    let inquiry = town.inquiry(Phase::Collecting).await;
    let [id, other] = asked(&town, &inquiry).await;
    let wrong = mo.decides(&id, "ask_lead", json!({})).await.refused(422, "invalid");
    assert_eq!(wrong["errors"], json!([{ "field": "note", "code": "required" }]));

    mo.decides(&id, "ask_lead", json!({ "note": "点了经理的名，能不能上？" })).await.ok();

    let queue = list(&lead, &inquiry, "lead").await;
    assert_eq!(ids(&queue), [id.as_str()]);
    let left = &queue["items"][0]["left"];
    assert_eq!((left["by"].as_str(), left["note"].as_str()), (Some("谷雨"), Some("点了经理的名，能不能上？")));
    assert_eq!((&queue["counts"]["lead"], &queue["counts"]["waiting"]), (&json!(1), &json!(1)));
    assert_eq!(ids(&list(&mo, &inquiry, "waiting").await), [other.as_str()], "nobody else reads it twice");
    assert_eq!(next(&mo, &inquiry, &[]).await.ok()["line"]["id"], other.as_str());
    lead.decides(&id, "approve", json!({ "public_text": "电梯何时修好？" })).await.ok();
    assert_eq!(list(&lead, &inquiry, "lead").await["counts"]["lead"], 0);
}

async fn one_text_sent_by_many_is_one_row_and_goes_under_one_question_with_one_key(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let same = "柳岸小区二次供水发黄已经三个月，请问什么时候换水箱？";
    let (one, two) = (town.visitor(), town.visitor());
    let first = one.asks(&inquiry, same).await.id;
    one.asks(&inquiry, &format!("{same}！")).await;
    two.asks(&inquiry, &format!("{same}联系人李娜13800138000")).await;
    let other = two.asks(&inquiry, "消防通道被车堵死了，谁来管？").await.id;

    let waiting = list(&mo, &inquiry, "waiting").await;

    assert_eq!(ids(&waiting), [first.as_str(), other.as_str()]);
    let row = &waiting["items"][0];
    assert_eq!((&row["same"], &row["alike"]), (&json!({ "n": 3, "devices": 2 }), &json!(2)));
    assert_eq!((&waiting["items"][1]["same"], &waiting["items"][1]["alike"]), (&Value::Null, &json!(0)));
    assert_eq!(waiting["counts"]["waiting"], 4, "what stands behind a row is counted all the same");
    let card = mo.card(&first).await;
    assert_eq!((card["same"]["into"].as_str(), &card["same"]["into_state"]), (Some(first.as_str()), &Value::Null));
    let merged = merge_same(&mo, &inquiry, &card).await.ok();
    assert_eq!(merged["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(list(&mo, &inquiry, "waiting").await["items"][0]["same"], Value::Null);
    let undo = format!("/decisions/{}/undo", merged["decision"].as_str().expect("a decision"));
    let undone = mo.post(&undo).json(json!({ "version": merged["version"] })).await.ok();
    assert_eq!(undone["undone"], 2, "one step undoes all of it");
    assert_eq!(list(&mo, &inquiry, "waiting").await["items"][0]["same"], json!({ "n": 3, "devices": 2 }));
}

fn merge_same(who: &Person, inquiry: &Inquiry, card: &Value) -> crate::kit::Call {
    let rows = card["same"]["rows"].as_array().expect("rows").iter();
    let items: Vec<Value> = rows.map(|it| json!({ "id": it["id"], "version": it["version"] })).collect();
    let body = json!({ "action": "merge", "into": card["same"]["into"], "items": items });
    who.post(&format!("/inquiries/{}/bulk", inquiry.slug)).json(body)
}

async fn what_comes_later_with_the_same_words_goes_under_what_was_decided(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let same = "柳岸小区二次供水发黄已经三个月，请问什么时候换水箱？";
    let first = town.visitor().asks(&inquiry, same).await.id;
    mo.approves(&first, "水箱什么时候换？").await;
    let later = town.visitor();
    let second = later.asks(&inquiry, same).await;

    let card = mo.card(&second.id).await;

    assert_eq!(
        (card["same"]["into"].as_str(), card["same"]["into_state"].as_str()),
        (Some(first.as_str()), Some("approved"))
    );
    assert_eq!(card["line"]["same"], Value::Null, "one alone is no crowd");
    assert_eq!(mo.card(&first).await["line"]["same"], json!({ "n": 1, "devices": 1 }));
    merge_same(&mo, &inquiry, &card).await.ok();
    let own = later.own(&second).await;
    assert_eq!(own["state"], "merged");
    mo.post(&format!("/inquiries/{}/bulk", inquiry.slug))
        .json(json!({ "action": "merge", "items": [{ "id": first, "version": 2 }] }))
        .await
        .refused(422, "invalid");
}

async fn where_the_first_of_the_same_words_goes_the_next_stands_for_the_rest(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let same = "柳岸小区二次供水发黄已经三个月，请问什么时候换水箱？";
    let mut sent = Vec::new();
    for _ in 0..3 {
        sent.push(town.visitor().asks(&inquiry, same).await.id);
    }
    assert_eq!(ids(&list(&mo, &inquiry, "waiting").await), [sent[0].as_str()]);

    mo.decides(&sent[0], "later", json!({})).await.ok();

    let path = format!("/inquiries/{}/desk?queue=waiting&only={}", inquiry.slug, sent[0]);
    let again = mo.get(&path).await.ok();
    assert_eq!(ids(&again), [sent[1].as_str()], "whoever hears that the first went is given the next");
    let found = mo.get(&format!("/inquiries/{}/desk?queue=waiting&find=水箱", inquiry.slug)).await.ok();
    assert_eq!(ids(&found).len(), 2, "what is looked for is found, whatever stands for it");
}

async fn a_list_of_signatures_is_proposed_without_names_and_numbers(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let text = "电梯三个月没人修。联名：王建国13800138000、李小红13900139000";
    let id = town.visitor().asks(&inquiry, text).await.id;

    let card = mo.card(&id).await;

    assert_eq!(card["public_text"], "电梯三个月没人修。联名：******、******");
    assert_eq!(card["line"]["flags"], json!(["name", "phone"]));
}

async fn the_lead_sees_how_long_the_oldest_waits_and_how_many_are_late(town: Town) {
    let lead = town.staff(Role::Lead, "白露").await;
    let inquiry = town.inquiry(Phase::Live).await;
    let [first, _] = asked(&town, &inquiry).await;
    town.wait(minutes(4));
    let [third] = asked(&town, &inquiry).await;
    town.wait(minutes(2));

    let desk = list(&lead, &inquiry, "waiting").await;

    let oldest = lead.card(&first).await["line"]["submitted_at"].clone();
    assert_eq!(desk["backlog"], json!({ "waiting": 3, "oldest": oldest, "late": 2, "minutes": 5 }));
    lead.decides(&third, "later", json!({})).await.ok();
    assert_eq!(list(&lead, &inquiry, "waiting").await["backlog"]["waiting"], 2);
}

fn gate(who: &Person, inquiry: &Inquiry, gate: &str, version: i64) -> crate::kit::Call {
    let sentence = "提问的人很多，先停几分钟。";
    let body = json!({ "gate": gate, "sentence": sentence, "version": version });
    who.post(&format!("/inquiries/{}/gate", inquiry.slug)).json(body)
}

async fn a_paused_door_takes_nothing_from_the_public_and_everything_else_goes_on(town: Town) {
    let (lead, operator) = (town.staff(Role::Lead, "白露").await, town.staff(Role::Operator, "冬至").await);
    let (inquiry, asker) = (town.inquiry(Phase::Live).await, town.visitor());
    let [id] = asked(&town, &inquiry).await;
    lead.approves(&id, "这件事何时办好？").await;
    let send = |key: &str| {
        asker.post(&format!("/inquiries/{}/questions", inquiry.slug)).json(json!({ "text": "先前发过的一条" })).key(key)
    };
    let stored = send("k1").await.ok();

    gate(&lead, &inquiry, "paused", 0).await.ok();

    let refused = send("k2").await.refused(409, "intake_paused");
    assert_eq!(refused["sentence"], "提问的人很多，先停几分钟。");
    assert_eq!(send("k1").await.ok()["id"], stored["id"], "what was stored is answered again");
    let public = asker.get(&format!("/inquiries/{}", inquiry.slug)).await.ok();
    assert_eq!((&public["gate"], &public["gate_sentence"]), (&json!("paused"), &json!("提问的人很多，先停几分钟。")));
    let page = form(&town, &inquiry, "我写了很久的一段话不能丢").await;
    assert_eq!(page.0, 409);
    for part in ["提问的人很多，先停几分钟。", "我写了很久的一段话不能丢", "暂停收题，还没有发出去"]
    {
        assert!(page.1.contains(part), "{part} stands nowhere on the page");
    }
    let clue = json!({ "text": "热线打来的电梯坏了", "source": "hotline" });
    operator.post(&format!("/inquiries/{}/clues", inquiry.slug)).json(clue).key("h1").await.ok();
    assert_eq!(asker.seconds(&id).await, 1);
    let alike = asker.get(&format!("/inquiries/{}/look-alikes?text=这件事何时能办好", inquiry.slug)).await.ok();
    assert_eq!(alike["items"].as_array().map(Vec::len), Some(1));
    gate(&lead, &inquiry, "open", 1).await.ok();
    send("k2").await.ok();
    let public = asker.get(&format!("/inquiries/{}", inquiry.slug)).await.ok();
    assert_eq!((&public["gate"], &public["gate_sentence"]), (&json!("open"), &Value::Null));
}

/// Sends the form of the last step without script: status and page.
async fn form(town: &Town, inquiry: &Inquiry, text: &str) -> (u16, String) {
    let sent = [("idempotency_key", "f1"), ("text", text), ("seen", "yes"), ("step", "2"), ("visibility", "shielded")];
    let url = format!("http://{}/i/{}/ask", town.address(), inquiry.slug);
    let answer = town.http().post(url).form(&sent).send().await.expect("it answers");
    (answer.status().as_u16(), answer.text().await.expect("a page"))
}

async fn a_slowed_door_makes_a_device_wait_longer(town: Town) {
    town.keep_pace().await;
    let lead = town.staff(Role::Lead, "白露").await;
    let (inquiry, asker) = (town.inquiry(Phase::Live).await, town.visitor());
    gate(&lead, &inquiry, "slowed", 0).await.ok();
    let ask = |n: i64| asker.writes(&inquiry, json!({ "text": format!("第{n}件事拖了很久没人管") }));
    ask(1).await.ok();

    ask(2).await.refused(429, "too_many");

    town.wait(minutes(9));
    ask(3).await.refused(429, "too_many");
    town.visitor().asks(&inquiry, "另一台设备照常提问").await;
    town.wait(minutes(1));
    ask(4).await.ok();
    gate(&lead, &inquiry, "open", 1).await.ok();
    ask(5).await.ok();
}

async fn only_the_lead_turns_the_gate_and_names_what_they_saw(town: Town) {
    let (mo, lead) = (town.moderator("谷雨").await, town.staff(Role::Lead, "白露").await);
    let inquiry = town.inquiry(Phase::Live).await;
    gate(&mo, &inquiry, "paused", 0).await.refused(403, "not_allowed");
    let path = format!("/inquiries/{}/gate", inquiry.slug);
    lead.post(&path).json(json!({ "gate": "paused", "version": 0 })).await.refused(422, "invalid");
    lead.post(&path).json(json!({ "gate": "shut", "version": 0 })).await.refused(422, "invalid");
    lead.post(&path).json(json!({ "gate": "open" })).await.refused(428, "version_required");

    gate(&lead, &inquiry, "paused", 0).await.ok();

    let stale = gate(&lead, &inquiry, "slowed", 0).await.refused(409, "stale_version");
    assert_eq!(stale["current"]["version"], 1);
    gate(&lead, &inquiry, "paused", 1).await.refused(409, "wrong_state");
    assert_eq!(gate(&lead, &inquiry, "slowed", 1).await.ok()["version"], 2);
}
