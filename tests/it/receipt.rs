//! The asker's own question: opened by receipt and secret only, and everything that an asker may do with it.

use serde_json::{Value, json};
use wenzheng::domain::{inquiry::Phase, moment::minutes};

use crate::kit::{Asked, Person, Town, both_engines};

both_engines!(
    without_the_secret_there_is_nothing_to_see,
    ten_wrong_codes_close_a_receipt_for_a_while,
    an_asker_completes_what_was_asked_for,
    a_refusal_can_be_appealed_once_and_is_judged_by_another_person,
    an_asker_takes_the_question_back,
    an_answer_is_rated_by_its_asker_alone,
    trouble_made_for_an_asker_is_due_the_next_working_day,
    an_asker_reads_the_whole_path_with_reasons,
    what_an_asker_sent_twice_happened_once,
);

async fn asked(town: &Town) -> (Person, Asked) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let asker = town.visitor();
    let asked = asker.asks(&inquiry, "柳岸小区3号楼电梯停了三个月").await;
    (asker, asked)
}

async fn without_the_secret_there_is_nothing_to_see(town: Town) {
    let (asker, asked) = asked(&town).await;
    let path = format!("/receipts/{}", asked.receipt);
    let wrong_digit = if asked.receipt.ends_with('1') { "2" } else { "1" };
    let unknown = format!("/receipts/{}{wrong_digit}", &asked.receipt[..9]);

    asker.get(&path).await.refused(401, "unauthenticated");
    asker.get(&path).secret("000000x").await.refused(404, "wrong_receipt");
    asker.get(&unknown).secret(&asked.secret).await.refused(404, "wrong_receipt");
    asker.get("/receipts/nonsense").secret(&asked.secret).await.refused(404, "wrong_receipt");

    for what in ["completion", "appeal", "withdraw", "rating", "harassed", "erasure", "full-erasure"] {
        asker
            .post(&format!("{path}/{what}"))
            .json(json!({ "text": "五个字以上" }))
            .await
            .refused(401, "unauthenticated");
        let body = json!({ "text": "五个字以上" });
        asker.post(&format!("{path}/{what}")).secret("nothing").json(body).await.refused(404, "wrong_receipt");
    }
    let spaced = format!("/receipts/{} {}", &asked.receipt[..5], &asked.receipt[5..]);
    asker.get(&spaced).secret(&asked.code).await.ok();
}

async fn ten_wrong_codes_close_a_receipt_for_a_while(town: Town) {
    let (asker, asked) = asked(&town).await;
    let path = format!("/receipts/{}", asked.receipt);
    for _ in 0..10 {
        asker.get(&path).secret("wrong").await.refused(404, "wrong_receipt");
    }

    let eleventh = asker.get(&path).secret("wrong").await;
    let right = asker.get(&path).secret(&asked.secret).await;

    assert!(eleventh.header("retry-after").is_some());
    eleventh.refused(429, "too_many");
    right.refused(429, "too_many");
    town.wait(minutes(15));
    asker.get(&path).secret(&asked.secret).await.ok();
}

async fn an_asker_completes_what_was_asked_for(town: Town) {
    let (mo, (asker, asked)) = (town.moderator("谷雨").await, asked(&town).await);
    asker.says(&asked, "completion", json!({ "text": "是3号楼西侧那部" })).await.refused(409, "wrong_state");
    mo.decides(&asked.id, "ask_more", json!({ "note": "哪一部" })).await.ok();

    asker.says(&asked, "completion", json!({ "text": "太短" })).await.refused(422, "invalid");
    let done = asker.says(&asked, "completion", json!({ "text": "是3号楼西侧那部" })).await.ok();

    assert_eq!(done["state"], "submitted");
    assert_eq!(mo.card(&asked.id).await["completion"], "是3号楼西侧那部");
    asker.says(&asked, "completion", json!({ "text": "再补充一次看看" })).await.refused(409, "wrong_state");
}

async fn a_refusal_can_be_appealed_once_and_is_judged_by_another_person(town: Town) {
    let (first, second) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let (asker, asked) = asked(&town).await;
    asker.says(&asked, "appeal", json!({ "text": "请再看一看" })).await.refused(409, "wrong_state");
    first.rejects(&asked.id, "vague").await;
    asker.says(&asked, "appeal", json!({ "text": "请再看一看" })).await.ok();

    let judge = async |who: &Person, action: &str| {
        let body = json!({ "action": action, "version": who.sees(&asked.id).await, "note": "看过材料" });
        who.post(&format!("/questions/{}/appeal-decision", asked.id)).json(body).await
    };
    judge(&first, "overturn").await.refused(403, "same_person");
    let overturned = judge(&second, "overturn").await.ok();

    assert_eq!(overturned["state"], "submitted");
    assert_eq!(asker.own(&asked).await["reason"], Value::Null);
    second.rejects(&asked.id, "off_topic").await;
    asker.says(&asked, "appeal", json!({ "text": "还要再看一看" })).await.refused(409, "wrong_state");
}

async fn an_asker_takes_the_question_back(town: Town) {
    let (mo, (asker, asked)) = (town.moderator("谷雨").await, asked(&town).await);
    mo.approves(&asked.id, "电梯何时修好？").await;

    assert_eq!(asker.says(&asked, "withdraw", json!({})).await.ok()["state"], "withdrawn");

    asker.public(&asked.id).await.refused(404, "not_found");
    asker.says(&asked, "withdraw", json!({})).await.refused(409, "wrong_state");
    mo.decides(&asked.id, "approve", json!({ "public_text": "电梯何时修好？" })).await.refused(409, "wrong_state");
}

async fn an_answer_is_rated_by_its_asker_alone(town: Town) {
    let (mo, (asker, asked)) = (town.moderator("谷雨").await, asked(&town).await);
    let rating = json!({ "answer": "satisfied", "handling": "dissatisfied", "note": "等了很久" });
    let wrong = json!({ "answer": "great" });

    let refused = asker.says(&asked, "rating", wrong).await.refused(422, "invalid");
    assert_eq!(refused["errors"].as_array().map(Vec::len), Some(2));
    asker.says(&asked, "rating", rating.clone()).await.refused(409, "wrong_state");
    mo.rejects(&asked.id, "off_topic").await;
    asker.says(&asked, "rating", rating).await.ok();

    assert_eq!(asker.own(&asked).await["rating"], json!({ "answer": "satisfied", "handling": "dissatisfied" }));
}

async fn trouble_made_for_an_asker_is_due_the_next_working_day(town: Town) {
    let (asker, asked) = asked(&town).await;

    asker.says(&asked, "harassed", json!({ "text": "有人上门让我撤回" })).await.ok();

    let mut tx = town.app().store.read().await.unwrap();
    let rows: Vec<(String, String)> =
        wenzheng::store::sql("select question, due_on from harassment order by id").all(&mut tx).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].0, asked.id);
    let today = town.app().now().date_in(&jiff::tz::TimeZone::get("Asia/Shanghai").unwrap());
    assert!(rows[0].1 > today.to_string(), "{} is not after {today}", rows[0].1);
}

async fn an_asker_reads_the_whole_path_with_reasons(town: Town) {
    let (mo, (asker, asked)) = (town.moderator("谷雨").await, asked(&town).await);
    mo.decides(&asked.id, "ask_more", json!({})).await.ok();
    asker.says(&asked, "completion", json!({ "text": "是3号楼西侧那部" })).await.ok();
    mo.rejects(&asked.id, "in_procedure").await;

    let own = asker.own(&asked).await;

    let path: Vec<(&str, &str, Option<&str>, Option<&str>)> = own["path"]
        .as_array()
        .expect("a path")
        .iter()
        .map(|step| {
            (
                step["kind"].as_str().unwrap(),
                step["state"].as_str().unwrap(),
                step["reason"].as_str(),
                step["by"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        path,
        [
            ("submitted", "submitted", None, None),
            ("decided", "needs_info", None, Some("谷雨")),
            ("completed", "submitted", None, None),
            ("decided", "rejected", Some("in_procedure"), Some("谷雨")),
        ]
    );
}

async fn what_an_asker_sent_twice_happened_once(town: Town) {
    let (mo, (asker, asked)) = (town.moderator("谷雨").await, asked(&town).await);
    mo.decides(&asked.id, "ask_more", json!({})).await.ok();
    let say = |text: &str| asker.says(&asked, "completion", json!({ "text": text })).key("k");

    let (first, again) = (say("是3号楼西侧那部").await, say("是3号楼西侧那部").await);

    assert_eq!((first.status, again.status), (200, 200));
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.body, again.body);
    say("换了一个说法的补充").await.refused(422, "idempotency_key_reused");
}
