//! One person's data: what they agreed to is kept word for word, where they came from is sealed and has an end, and they
//! can take all of it along.

use serde_json::{Value, json};
use wenzheng::{
    app::notice,
    chores::cleaning,
    domain::{
        inquiry::{Inquiry, Phase},
        moment::days,
        role::Role,
    },
    lang::Lang,
};

use crate::kit::{
    Answer, Asked, Town, both_engines,
    browse::{read, send},
};

both_engines!(
    what_an_asker_agreed_to_is_kept_word_for_word,
    a_notice_that_changed_meanwhile_is_read_once_more,
    an_address_is_opened_by_the_auditor_alone_and_its_asker_reads_why,
    the_auditors_form_opens_an_address_once_and_keeps_what_was_typed,
    an_address_is_erased_after_six_months,
    an_asker_takes_everything_along,
);

async fn asked(town: &Town, inquiry: &Inquiry, more: Value) -> Answer {
    let mut written = json!({ "text": "柳岸小区3号楼电梯停了三个月" });
    written.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    town.visitor().writes(inquiry, written).await
}

async fn data(town: &Town, asked: &Asked) -> Value {
    town.nobody().get(&format!("/receipts/{}/data", asked.receipt)).secret(&asked.secret).await.ok()
}

async fn what_an_asker_agreed_to_is_kept_word_for_word(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let version = notice::version(Lang::ZhCn);
    let form = read(&town.nobody(), &format!("/i/{}/ask", inquiry.slug)).await.text;
    assert!(!form.contains(&version), "it is told where it is agreed to, on the second step");

    let told = Asked::of(&asked(&town, &inquiry, json!({ "notice": version })).await.ok());
    let untold = Asked::of(&asked(&town, &inquiry, json!({})).await.ok());

    let kept = data(&town, &told).await;
    assert_eq!((&kept["notice"], &kept["notice_words"]), (&json!(version), &json!(notice::words(Lang::ZhCn))));
    assert_eq!(data(&town, &untold).await["notice"], Value::Null, "nobody is said to have agreed who was not told");
}

async fn a_notice_that_changed_meanwhile_is_read_once_more(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;

    let refused = asked(&town, &inquiry, json!({ "notice": "zh-CN/00000000" })).await.refused(422, "invalid");

    assert_eq!(refused["errors"], json!([{ "field": "notice", "code": "changed" }]));
    let sent = [
        ("idempotency_key", "f1"),
        ("text", "我写了很久的一段话不能丢"),
        ("seen", "yes"),
        ("step", "2"),
        ("visibility", "shielded"),
        ("notice", "zh-CN/00000000"),
    ];
    let url = format!("http://{}/i/{}/ask", town.address(), inquiry.slug);
    let page = town.http().post(url).form(&sent).send().await.expect("it answers").text().await.expect("a page");
    for part in ["我写了很久的一段话不能丢", "刚更新过，请再看一遍", &notice::version(Lang::ZhCn)]
    {
        assert!(page.contains(part), "{part} stands nowhere on the page");
    }
}

async fn an_address_is_opened_by_the_auditor_alone_and_its_asker_reads_why(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let asked = Asked::of(&asked(&town, &inquiry, json!({})).await.ok());
    let (auditor, mo) = (town.staff(Role::Auditor, "霜降").await, town.moderator("谷雨").await);
    let path = format!("/questions/{}/network", asked.id);
    mo.post(&path).json(json!({ "reason": "公安来函依法调取" })).await.refused(403, "not_allowed");
    auditor.post(&path).json(json!({})).await.refused(422, "reason_required");

    let opened = auditor.post(&path).json(json!({ "reason": "公安来函依法调取" })).await.ok();

    assert_eq!(opened["network"], "127.0.0.1");
    let told = town.nobody().own(&asked).await["opened"].clone();
    assert_eq!((&told[0]["by"], &told[0]["what"]), (&json!("霜降"), &json!("network")));
    assert_eq!(told[0]["reason"], "公安来函依法调取");
}

async fn the_auditors_form_opens_an_address_once_and_keeps_what_was_typed(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let asked = Asked::of(&asked(&town, &inquiry, json!({})).await.ok());
    let auditor = town.staff(Role::Auditor, "霜降").await;
    let page = format!("http://wen.example/q/{}", asked.id);
    let form = |reason| [("inquiry", inquiry.slug.as_str()), ("question", page.as_str()), ("reason", reason)];

    let nameless = send(&auditor, "/audit/address", &form("")).await;
    let opened = send(&auditor, "/audit/address", &form("公安来函依法调取")).await;

    assert_eq!(nameless.status, 422, "{}", nameless.text);
    assert!(nameless.text.contains(&page) && !nameless.text.contains("127.0.0.1"), "{}", nameless.text);
    assert!(opened.text.contains("127.0.0.1"), "{}", opened.text);
    let again = read(&auditor, &format!("/audit?inquiry={}", inquiry.slug)).await;
    assert!(again.text.contains("公安来函依法调取") && !again.text.contains("127.0.0.1"), "{}", again.text);
    assert_eq!(data(&town, &asked).await["question"]["opened"][0]["reason"], "公安来函依法调取");
}

async fn an_address_is_erased_after_six_months(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let asked = Asked::of(&asked(&town, &inquiry, json!({})).await.ok());
    town.wait(days(182));
    cleaning::clean(&town.app()).await.expect("it is cleaned");
    assert_eq!(data(&town, &asked).await["network"], "127.0.0.1");

    town.wait(days(2));
    cleaning::clean(&town.app()).await.expect("it is cleaned");

    assert_eq!(data(&town, &asked).await["network"], Value::Null);
    town.reopen(|config| config.network_log_days = 0).await;
    let later = town.inquiry(Phase::Collecting).await;
    let unlogged = Asked::of(&self::asked(&town, &later, json!({})).await.ok());
    assert_eq!(data(&town, &unlogged).await["network"], Value::Null, "where no law asks for it, none is kept");
}

async fn an_asker_takes_everything_along(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let more = json!({ "name": "老周", "contact": "13800138000", "place": "柳岸小区3号楼2单元1203室" });
    let answer = asked(&town, &inquiry, more).await.ok();
    let asked = Asked::of(&answer);
    town.visitor().sends_photo(&asked, crate::kit::camera::jpeg()).await.ok();

    let kept = data(&town, &asked).await;

    assert_eq!(kept["question"]["text"], "柳岸小区3号楼电梯停了三个月");
    assert_eq!((&kept["contact"]["name"], &kept["contact"]["contact"]), (&json!("老周"), &json!("13800138000")));
    assert_eq!(kept["photos"].as_array().map(Vec::len), Some(1));
    town.nobody()
        .get(&format!("/receipts/{}/data", asked.receipt))
        .secret("000000")
        .await
        .refused(404, "wrong_receipt");
    let url = format!("http://{}/r/{}/data", town.address(), asked.receipt);
    let file = town.http().get(url).header("cookie", format!("receipt={}", asked.secret)).send().await.expect("it");
    let named =
        file.headers().get("content-disposition").and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
    assert!(named.starts_with("attachment") && named.contains(".json"), "{named}");
    assert_eq!(file.json::<Value>().await.expect("json")["contact"]["contact"], "13800138000");
}
