//! 说的是我、内容不实: what is public can be contested by whoever is spoken of, and is answered with a sentence.

use serde_json::{Value, json};
use wenzheng::domain::{inquiry::Phase, role::Role};

use crate::kit::{
    Person, Town, both_engines,
    browse::{leads_to, send},
    scene::Scene,
};

both_engines!(
    whoever_is_spoken_of_is_answered_and_the_words_are_covered,
    what_is_removed_is_still_answered_to_whoever_contested_it,
    a_promise_keeps_its_words_and_the_correction_stands_beside_it,
    the_form_works_without_script_and_keeps_what_was_typed,
    only_what_is_public_can_be_contested_and_only_once_answered,
    what_is_contested_is_read_by_the_desk_alone,
    pressed_twice_a_form_of_the_desk_is_one_answer_and_one_turn_of_the_gate,
);

fn contest(who: &Person, id: &str, text: &str) -> crate::kit::Call {
    who.post(&format!("/questions/{id}/contests")).json(json!({ "claim": "it_is_me", "text": text }))
}

async fn published(town: &Town) -> (Person, String) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let id = town.visitor().asks(&inquiry, "恒邻物业前台那位大姐收了押金不退").await.id;
    mo.approves(&id, "恒邻物业前台那位大姐收了押金不退").await;
    (mo, id)
}

async fn whoever_is_spoken_of_is_answered_and_the_words_are_covered(town: Town) {
    let (mo, id) = published(&town).await;
    let (me, stranger) = (town.visitor(), town.visitor());

    let said = contest(&me, &id, "那位大姐就是我，钱是公司收的").await.ok();

    let desk = mo.get("/inquiries/wuye-1/contests").await.ok();
    assert_eq!(
        (desk[0]["id"].clone(), desk[0]["text"].as_str()),
        (said["id"].clone(), Some("那位大姐就是我，钱是公司收的"))
    );
    assert_eq!(desk[0]["due_on"], said["due_on"]);
    assert!(said["due_on"].as_str() > Some("2026-01-01"), "it has a day");
    assert_eq!(mo.get("/inquiries/wuye-1/desk").await.ok()["contests"], 1);
    let answer = |body: Value| mo.post(&format!("/contests/{}/answer", said["id"].as_str().expect("an id"))).json(body);
    let sentence = "已遮去，押金的事转住建局核实。";
    let masked = |text: Value| json!({ "ruling": "masked", "sentence": sentence, "public_text": text, "question_version": 2, "version": 1 });
    let same = answer(masked(json!("恒邻物业前台那位大姐收了押金不退"))).await.refused(422, "invalid");
    assert_eq!(same["errors"][0]["code"], "unchanged");
    answer(masked(Value::Null)).await.refused(422, "invalid");
    answer(json!({ "ruling": "masked", "version": 1 })).await.refused(422, "invalid");
    answer(masked(json!("恒邻物业收了押金不退"))).await.ok();
    assert_eq!(me.public(&id).await.ok()["text"], "恒邻物业收了押金不退");
    let own = me.get(&format!("/questions/{id}/contests")).await.ok();
    assert_eq!((own[0]["ruling"].as_str(), own[0]["answer"].as_str()), (Some("masked"), Some(sentence)));
    assert_eq!(
        stranger.get(&format!("/questions/{id}/contests")).await.ok(),
        json!([]),
        "it is told to that device alone"
    );
    assert_eq!(mo.get("/inquiries/wuye-1/desk").await.ok()["contests"], 0);
}

async fn what_is_removed_is_still_answered_to_whoever_contested_it(town: Town) {
    let (mo, id) = published(&town).await;
    let me = town.visitor();
    let said = contest(&me, &id, "那位大姐就是我，没有这回事").await.ok();

    let body = json!({ "ruling": "removed", "sentence": "核实不属实，已撤下。", "question_version": 2, "version": 1 });
    mo.post(&format!("/contests/{}/answer", said["id"].as_str().expect("an id"))).json(body).await.ok();

    me.public(&id).await.refused(404, "not_found");
    assert_eq!(mo.card(&id).await["line"]["state"], "approved_private");
    let page = me.request(reqwest::Method::GET, &format!("/q/{id}/contest")).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("核实不属实，已撤下。"), "{}", page.text);
    assert_eq!(town.visitor().request(reqwest::Method::GET, &format!("/q/{id}/contest")).await.status, 404);
}

async fn a_promise_keeps_its_words_and_the_correction_stands_beside_it(town: Town) {
    let scene = Scene::new(&town).await;
    let (me, mo) = (town.visitor(), &scene.moderator);
    let quote = me.get(&format!("/commitments/{}", scene.commitment)).await.ok()["quote"].clone();
    let body = json!({ "claim": "untrue", "text": "我说的是六十天，不是三十天" });
    let said = me.post(&format!("/commitments/{}/contests", scene.commitment)).json(body).await.ok();
    let answer = |ruling: &str| {
        let body = json!({ "ruling": ruling, "sentence": "核对录像：原话后面还有一句“材料齐了以后”。", "version": 1 });
        mo.post(&format!("/contests/{}/answer", said["id"].as_str().expect("an id"))).json(body)
    };

    answer("removed").await.refused(409, "wrong_state");
    answer("masked").await.refused(409, "wrong_state");
    answer("corrected").await.ok();

    assert_eq!(me.get(&format!("/commitments/{}", scene.commitment)).await.ok()["quote"], quote);
    let page = me.request(reqwest::Method::GET, &format!("/c/{}", scene.commitment)).await;
    assert!(page.text.contains("核对录像：原话后面还有一句“材料齐了以后”。"), "everybody reads the correction");
}

async fn the_form_works_without_script_and_keeps_what_was_typed(town: Town) {
    let (mo, id) = published(&town).await;
    let me = town.visitor();
    let send = |fields: Vec<(&'static str, &'static str)>| {
        let url = format!("http://{}/q/{id}/contest", town.address());
        let token = me.token.clone().expect("a device");
        town.http().post(url).bearer_auth(token).form(&fields).send()
    };

    let wrong = send(vec![("text", "写了一段不能丢的话"), ("idempotency_key", "k")]).await.expect("it answers");
    assert_eq!(wrong.status(), 422);
    assert!(wrong.text().await.expect("a page").contains("写了一段不能丢的话"));
    for _ in 0..2 {
        let fields = vec![("claim", "untrue"), ("text", "写了一段不能丢的话"), ("idempotency_key", "k")];
        let sent = send(fields).await.expect("it answers");
        assert_eq!(sent.status(), 200, "led to the page that says by when");
        assert!(sent.text().await.expect("a page").contains("最迟"));
    }

    let desk = mo.get("/inquiries/wuye-1/contests").await.ok();
    assert_eq!(desk.as_array().map(Vec::len), Some(1), "pressed twice it is one");
    let page = mo.request(reqwest::Method::GET, "/desk/wuye-1/contests").await;
    assert!(page.text.contains("写了一段不能丢的话"));
    let answer = [
        ("id", desk[0]["id"].as_str().expect("an id")),
        ("version", "1"),
        ("question_version", "2"),
        ("ruling", "declined"),
        ("sentence", "短"),
    ];
    let url = format!("http://{}/desk/wuye-1/contests", town.address());
    let short = town.http().post(url).bearer_auth(mo.token.clone().expect("staff")).form(&answer).send().await;
    let short = short.expect("it answers");
    assert_eq!(short.status(), 422);
}

async fn only_what_is_public_can_be_contested_and_only_once_answered(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let id = town.visitor().asks(&inquiry, "还没有人看过的一条").await.id;
    contest(&town.visitor(), &id, "说的就是我").await.refused(404, "not_found");
    mo.approves(&id, "一条公开了的").await;
    let said = contest(&town.visitor(), &id, "说的就是我").await.ok();
    contest(&town.visitor(), &id, "我").await.refused(422, "invalid");
    town.nobody().post(&format!("/questions/{id}/contests")).json(json!({})).await.refused(401, "unauthenticated");
    let path = format!("/contests/{}/answer", said["id"].as_str().expect("an id"));
    let decline = |version: i64| {
        let body = json!({ "ruling": "declined", "sentence": "看过，认不出是谁。", "version": version });
        mo.post(&path).json(body)
    };
    decline(1).await.ok();

    decline(1).await.refused(409, "stale_version");
    decline(2).await.refused(409, "wrong_state");
}

async fn what_is_contested_is_read_by_the_desk_alone(town: Town) {
    let (_, id) = published(&town).await;
    contest(&town.visitor(), &id, "那位大姐就是我，钱是公司收的").await.ok();

    for page in [format!("/q/{id}"), format!("/q/{id}/contest"), "/i/wuye-1".to_owned()] {
        let page = town.nobody().request(reqwest::Method::GET, &page).await;
        assert!(!page.text.contains("钱是公司收的"));
    }
    town.director("清明").await.get("/inquiries/wuye-1/contests").await.refused(403, "not_allowed");
}

async fn pressed_twice_a_form_of_the_desk_is_one_answer_and_one_turn_of_the_gate(town: Town) {
    let (mo, id) = published(&town).await;
    contest(&town.visitor(), &id, "那位大姐就是我，钱是公司收的").await.ok();
    let said = mo.get("/inquiries/wuye-1/contests").await.ok();
    let said = said[0]["id"].as_str().expect("an id");
    let answer = [
        ("idempotency_key", "k"),
        ("id", said),
        ("version", "1"),
        ("ruling", "declined"),
        ("sentence", "看过，认不出是谁。"),
    ];
    let turn =
        [("idempotency_key", "k"), ("version", "0"), ("gate", "paused"), ("sentence", "提问的人很多，先停几分钟。")];
    let lead = town.staff(Role::Lead, "白露").await;
    for _ in 0..2 {
        leads_to(&send(&mo, "/desk/wuye-1/contests", &answer).await, "/desk/wuye-1/contests");
        leads_to(&send(&lead, "/desk/wuye-1/gate", &turn).await, "/desk/wuye-1/gate");
    }

    assert_eq!(mo.get("/inquiries/wuye-1/contests").await.ok()[0]["version"], 2);
    let again = [("idempotency_key", "other"), ("id", said), ("version", "1"), ("ruling", "declined"), answer[4]];
    assert_eq!(send(&mo, "/desk/wuye-1/contests", &again).await.status, 409, "another press saw what is over");
}
