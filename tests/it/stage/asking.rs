//! Who asks on air, what is put in as the next, and what a deputy says of the answer on the spot.

use serde_json::{Value, json};
use wenzheng::{
    crew::token::Wanted,
    domain::{moment::seconds, role::Role},
};

use super::Studio;
use crate::kit::{
    Person, Town, both_engines,
    browse::{leads_to, read, send},
};

both_engines!(
    who_asks_follows_from_where_it_came_and_can_be_said,
    what_is_inserted_comes_next,
    a_deputy_says_on_the_spot_what_they_think_and_no_other_rating_hears_it,
    only_a_deputy_of_the_inquiry_can_be_named,
    one_press_ends_a_question_and_its_asker_reads_what_follows,
);

/// A question that came as a deputy's, published.
async fn of_deputies(studio: &Studio, text: &str) -> String {
    let clue = json!({ "text": text, "source": "deputy", "name": "罗秋" });
    let typed = studio.moderator.post(&studio.path("clues")).key("clue").json(clue).await.ok();
    let id = typed["id"].as_str().expect("an id").to_owned();
    studio.moderator.approves(&id, &format!("{text}？")).await;
    id
}

async fn id_of(town: &Town, name: &str) -> Value {
    let app = town.app();
    let mut tx = app.store.read().await.expect("the store is read");
    json!(wenzheng::store::people::by_name(&mut tx, name).await.expect("it is read").expect("they work here").id)
}

async fn says(studio: &Studio, item: &Value, asked_by: &str, deputy: Value) -> crate::kit::Answer {
    let rundown = studio.rundown().await;
    let items = rundown["items"].as_array().expect("items").iter().map(|it| match it["id"] == *item {
        true => json!({ "id": it["id"], "asked_by": asked_by, "deputy": deputy }),
        false => it["id"].clone(),
    });
    let body = json!({ "items": items.collect::<Vec<_>>(), "version": rundown["version"] });
    studio.director.put(&studio.path("rundown")).json(body).await
}

async fn who_asks_follows_from_where_it_came_and_can_be_said(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, a) = studio.ready("电梯停了三个月").await;
    let deputies = of_deputies(&studio, "代表调研时发现消防通道停满了车").await;
    studio.director.post(&studio.path("rundown/items")).json(json!({ "question": deputies })).await.ok();
    let prompter = studio.screen("prompter").await;
    let graphic = studio.screen("lower_third").await;

    let items = studio.rundown().await["items"].clone();
    assert_eq!((items[0]["asked_by"].clone(), items[1]["asked_by"].clone()), (json!("host"), json!("deputy")));
    says(&studio, &json!(a), "hall", Value::Null).await.ok();
    studio.takes(None).await.ok();

    for screen in [prompter, graphic] {
        assert_eq!(screen.state().await["on_air"]["asked_by"], "hall");
    }
    says(&studio, &json!(a), "choir", Value::Null).await.refused(400, "malformed");
    let sheet = read(&studio.director, &format!("/stage/{}/sheet", studio.inquiry.slug)).await.text;
    assert!(sheet.contains("现场观众问") && sheet.contains("代表现场问"), "{sheet}");
}

async fn what_is_inserted_comes_next(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, a) = studio.ready("电梯停了三个月").await;
    let (_, b) = studio.ready("消防通道停满了车").await;
    let (_, c) = studio.ready("二次供水水箱没人洗").await;
    studio.takes(None).await.ok();
    let late = studio.published("多收的三个月停车费").await;
    let insert = |question: Value| {
        studio.director.post(&studio.path("rundown/items")).json(json!({ "question": question, "next": true }))
    };

    let inserted = insert(json!(late.id)).await.ok();

    let order = |rundown: &Value| -> Vec<Value> {
        rundown["items"].as_array().expect("items").iter().map(|item| item["id"].clone()).collect()
    };
    assert_eq!(order(&inserted), [json!(a), inserted["id"].clone(), json!(b), json!(c)]);
    assert_eq!(inserted["next"], inserted["id"]);
    let third = studio.rundown().await["items"][3]["question"]["id"].clone();
    let moved = insert(third).await.ok();
    assert_eq!((moved["next"].clone(), order(&moved)[1].clone()), (json!(c), json!(c)));
}

async fn a_deputy_says_on_the_spot_what_they_think_and_no_other_rating_hears_it(town: Town) {
    let studio = Studio::live(&town).await;
    let (deputy, other) = (town.staff(Role::Deputy, "罗秋").await, town.staff(Role::Deputy, "旁听").await);
    let (asked, item) = studio.ready("电梯停了三个月").await;
    says(&studio, &json!(item), "deputy", id_of(&town, "罗秋").await).await.ok();
    let word = |who: &Person, verdict: &str, version: i64| {
        let body = json!({ "verdict": verdict, "version": version });
        who.post(&format!("/questions/{}/spot-verdict", asked.id)).json(body)
    };
    let card = format!("/stage/{}/deputy", studio.inquiry.slug);
    assert!(read(&deputy, &card).await.text.contains("还没轮到"));
    word(&deputy, "satisfied", 0).await.refused(409, "wrong_state");
    studio.takes(None).await.ok();

    word(&other, "satisfied", 0).await.refused(403, "not_allowed");
    assert!(!read(&other, &card).await.text.contains("电梯停了三个月"), "another deputy's card is their own");
    let form = [("question", asked.id.as_str()), ("version", "0"), ("verdict", "partly"), ("idempotency_key", "k")];
    for _ in 0..2 {
        leads_to(&send(&deputy, &card, &form).await, &card);
    }
    word(&deputy, "not", 0).await.refused(409, "stale_version");
    assert_eq!(word(&deputy, "not", 1).await.ok()["version"], 2);

    let item = studio.rundown().await["items"][0].clone();
    assert_eq!((item["deputy"]["name"].clone(), item["deputy"]["verdict"].clone()), (json!("罗秋"), json!("not")));
    studio.clears(Some("answered")).await;
    studio.wait(seconds(20)).await;
    assert_eq!(studio.asker.own(&asked).await["rating"], Value::Null, "the asker has said nothing");
    let sheet = read(&studio.director, &format!("/stage/{}/deputy-cards", studio.inquiry.slug)).await.text;
    assert!(sheet.contains("☑ 不满意") && sheet.contains("罗秋"), "{sheet}");
}

async fn only_a_deputy_of_the_inquiry_can_be_named(town: Town) {
    let studio = Studio::live(&town).await;
    let elsewhere = town.inquiry(wenzheng::domain::inquiry::Phase::Live).await;
    let (_, item) = studio.ready("电梯停了三个月").await;
    let part =
        Wanted { role: "deputy".into(), name: "外场代表".into(), inquiry: Some(elsewhere.slug), department: None };
    town.granted(part).await;

    for name in ["外场代表", "谷雨"] {
        let refused = says(&studio, &json!(item), "deputy", id_of(&town, name).await).await.refused(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], "deputy");
    }
    let kept = says(&studio, &json!(item), "deputy", Value::Null).await.ok();
    assert_eq!(
        (kept["items"][0]["asked_by"].clone(), kept["items"][0]["deputy"].clone()),
        (json!("deputy"), Value::Null)
    );
}

async fn one_press_ends_a_question_and_its_asker_reads_what_follows(town: Town) {
    let studio = Studio::live(&town).await;
    for (n, (outcome, words)) in [
        ("answered", "满不满意"),
        ("partly", "只答了一部分"),
        ("evaded", "没有正面回答"),
        ("to_writing", "转为书面答复"),
    ]
    .into_iter()
    .enumerate()
    {
        let (asked, _) = studio.ready(&format!("第{n}部电梯停了三个月")).await;
        studio.takes(None).await.ok();
        town.wait(seconds(5));
        studio.clears(Some(outcome)).await;
        let link = format!("/r/{}?s={}", asked.receipt, asked.secret);
        let cookie = own_cookie(&town, &link).await;
        assert!(!own_page(&town, &asked.receipt, &cookie).await.contains(words), "not before the public saw it");
        studio.wait(seconds(20)).await;

        let page = own_page(&town, &asked.receipt, &cookie).await;

        assert!(page.contains(words), "{outcome}: {page}");
        let path = studio.asker.own(&asked).await["path"].clone();
        assert_eq!(path.as_array().expect("steps").last().expect("one")["outcome"], json!(outcome));
    }
}

async fn own_cookie(town: &Town, link: &str) -> String {
    let answer = read(&town.nobody(), link).await;
    let cookie = answer.header("set-cookie").expect("a cookie for this page").to_owned();
    cookie.split(';').next().expect("a pair").to_owned()
}

async fn own_page(town: &Town, receipt: &str, cookie: &str) -> String {
    let call = town.nobody().request(reqwest::Method::GET, &format!("/r/{receipt}"));
    call.header("cookie", cookie).header("accept", "text/html").await.text
}
