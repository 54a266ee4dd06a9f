//! What leaves the office: the sealed scan as issued, ready words without a person in them, who was told, and the sheet of
//! half past eight.

use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use wenzheng::domain::{
    inquiry::{Inquiry, Phase},
    moment::{days, minutes},
    role::Role,
};

use super::Cast;
use crate::kit::{Answer, Call, Person, Town, both_engines, browse, scene::office_number};

both_engines!(
    a_sealed_scan_is_kept_as_issued_and_each_opening_is_noted,
    what_is_no_scan_is_refused_and_others_do_not_read_it,
    ready_words_name_the_matter_and_no_person,
    who_was_told_stands_on_the_file,
    the_sheet_of_half_past_eight_stays_as_it_stood,
    everybody_finds_what_they_have_to_do_today,
);

/// A scan as the office's machine makes it.
fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".to_vec()
}

async fn sends(who: &Person, path: &str, file: Vec<u8>) -> Answer {
    let part = reqwest::multipart::Part::bytes(file).file_name("扫描件.pdf");
    let form = reqwest::multipart::Form::new().part("file", part);
    Call(who.post(path).0.multipart(form)).await
}

async fn a_sealed_scan_is_kept_as_issued_and_each_opening_is_noted(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let auditor = town.staff(Role::Auditor, "霜降").await;
    let id = cast.accepted().await;

    let taken = sends(&cast.supervisor, &format!("/commitments/{id}/scan"), pdf()).await.ok();

    assert_eq!(taken["sha256"], hex::encode(Sha256::digest(pdf())));
    let scan = format!("/scans/{}", taken["id"].as_str().unwrap());
    let page = cast.housing.request(Method::GET, &format!("/department/c/{id}")).await.text;
    assert!(page.contains(&format!("/api/v1{scan}")) && page.contains("盖章扫描件"), "the department finds it: {page}");
    let answer = cast.housing.get(&scan).0.send().await.unwrap();
    let saved = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(saved.starts_with("attachment"), "nothing in it runs: {saved}");
    assert_eq!(answer.bytes().await.unwrap().to_vec(), pdf(), "byte for byte");
    let audit = auditor.get(&format!("/audit?inquiry={}", cast.inquiry.slug)).await.ok();
    assert_eq!(
        (&audit["openings"][0]["name"], &audit["openings"][0]["list"]),
        (&json!("何苗"), &json!("scan")),
        "{audit}"
    );
}

async fn what_is_no_scan_is_refused_and_others_do_not_read_it(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let stranger = cast.of_department(Role::Department, "供水", "water").await;
    let id = cast.accepted().await;
    let path = format!("/commitments/{id}/scan");
    let wrong = sends(&cast.supervisor, &path, b"<html><script>".to_vec()).await.refused(422, "invalid");
    assert_eq!(wrong["errors"][0], json!({ "field": "file", "code": "no_scan" }));
    sends(&cast.housing, &path, pdf()).await.refused(403, "not_allowed");

    let taken = sends(&cast.supervisor, &path, pdf()).await.ok();
    let scan = format!("/scans/{}", taken["id"].as_str().unwrap());

    stranger.get(&scan).await.refused(403, "not_allowed");
    town.nobody().get(&scan).await.refused(401, "unauthenticated");
    let here = format!("/supervision/c/{id}/sending");
    let form = reqwest::multipart::Form::new().text("idempotency_key", "k");
    let again = Call(cast.supervisor.request(Method::POST, &format!("{here}/scan")).0.multipart(form)).await;
    assert!(again.status == 422 && again.text.contains("还没写"), "the page says what is missing: {}", again.text);
}

async fn notices(who: &Person, path: &str) -> Vec<(String, String)> {
    let found = who.get(path).header("accept-language", "zh-CN").await.ok();
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    found["notices"].as_array().unwrap().iter().map(|it| (text(&it["notice"]), text(&it["text"]))).collect()
}

async fn ready_words_name_the_matter_and_no_person(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.accepted().await;
    let number = json!({ "number": office_number(12), "version": 0 });
    cast.supervisor.post(&format!("/commitments/{id}/dispatch")).json(number).await.ok();

    let words = notices(&cast.supervisor, &format!("/commitments/{id}/notices")).await;

    let kinds: Vec<&str> = words.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["order", "urge"]);
    for (_, text) in &words {
        assert!(
            text.contains("住房和城乡建设局：柳岸小区3部电梯恢复运行") && text.contains(&office_number(12)),
            "{text}"
        );
        for person in ["何苗", "局长", "苏芒", "程立"] {
            assert!(!text.contains(person), "{person} is in it: {text}");
        }
    }
    let asked = town.visitor().asks(&cast.inquiry, "我是张三，13800138000，二次供水发黄").await;
    let mo = town.moderator("谷雨").await;
    mo.approves(&asked.id, "二次供水为什么发黄？").await;
    let order = json!({ "department": "housing", "version": 2 });
    cast.supervisor.post(&format!("/questions/{}/order", asked.id)).json(order).await.ok();
    let path = format!("/questions/{}/notices", asked.id);
    let text = notices(&cast.supervisor, &path).await[0].1.clone();
    assert!(text.contains("二次供水为什么发黄？") && !text.contains("张三") && !text.contains("13800138000"), "{text}");
    let answer = json!({ "text": "正在处理。", "signed_by": "何局长", "version": 3 });
    cast.housing.post(&format!("/questions/{}/answer", asked.id)).json(answer).await.ok();
    let back = json!({ "verdict": "return", "reason": "没说哪一天修好", "version": 4 });
    cast.supervisor.post(&format!("/questions/{}/answer/review", asked.id)).json(back).await.ok();
    let words = notices(&cast.supervisor, &path).await;
    assert_eq!((words[0].0.as_str(), words[0].1.contains("没说哪一天修好")), ("answer_returned", true));
    cast.housing.get(&path).await.refused(403, "not_allowed");
}

async fn who_was_told_stands_on_the_file(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.accepted().await;
    let here = format!("/supervision/c/{id}/sending");
    let read = browse::read(&cast.supervisor, &here).await.text;
    assert!(
        read.contains("readonly") && read.contains("】“加强物业管理”催办"),
        "the words can be held and copied: {read}"
    );
    let form = |to: &'static str| [("notice", "urge"), ("to", to), ("way", "telephone"), ("idempotency_key", "k1")];
    let bare = browse::send(&cast.supervisor, &here, &form("")).await;
    assert!(bare.status == 422 && bare.text.contains("还没写"), "{}", bare.text);

    browse::leads_to(&browse::send(&cast.supervisor, &here, &form("住建局办公室")).await, &here);
    browse::leads_to(&browse::send(&cast.supervisor, &here, &form("住建局办公室")).await, &here);

    let told = cast.supervisor.get(&format!("/commitments/{id}/notices")).await.ok()["told"].clone();
    assert_eq!(told.as_array().map(Vec::len), Some(1), "pressed twice, it is noted once");
    assert_eq!(
        json!([told[0]["notice"], told[0]["to"], told[0]["way"], told[0]["by"]]),
        json!(["urge", "住建局办公室", "telephone", "程立"])
    );
    let file = cast.supervisor.request(Method::GET, &format!("/supervision/c/{id}")).await.text;
    assert!(file.contains("催办</b> → 住建局办公室") && file.contains("电话"), "{file}");
    let theirs = cast.housing.request(Method::GET, &format!("/department/c/{id}")).await.text;
    assert!(!theirs.contains("住建局办公室"), "it is the office's own record");
}

/// The inquiry with its show so long ago.
async fn began(town: &Town, inquiry: &Inquiry, ago: i64) {
    let app = town.app();
    let mut tx = app.store.write(wenzheng::store::Lane::Act).await.unwrap();
    wenzheng::store::sql("update inquiry set starts_at = $1 where id = $2")
        .bind(app.now() - ago)
        .bind(inquiry.id.as_str())
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn the_sheet_of_half_past_eight_stays_as_it_stood(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    cast.catches(json!({})).await;
    town.go_to(&cast.inquiry, Phase::HandingOver).await;
    began(&town, &cast.inquiry, minutes(90)).await;
    let fix = async || wenzheng::chores::morning::fix_due(&town.app()).await.expect("it is looked for");
    let slug = &cast.inquiry.slug;
    let sending = format!("/supervision/{slug}/sending");
    assert_eq!(fix().await, 0, "not before half past eight of the next day");
    began(&town, &cast.inquiry, days(2)).await;

    fix().await;

    let fixed = cast.supervisor.request(Method::GET, &format!("/supervision/{slug}/morning?fixed=true")).await.text;
    assert!(fixed.contains("定稿，此后不变"), "{fixed}");
    let words = notices(&cast.supervisor, &format!("/inquiries/{slug}/notices")).await;
    assert!(words[0].1.contains("收到问题0条") && words[0].1.contains("记下承诺"), "{words:?}");
    let clue = json!({ "text": "电话里说锅炉房停了", "source": "hotline" });
    let operator = town.staff(Role::Operator, "小寒").await;
    operator.post(&format!("/inquiries/{slug}/clues")).json(clue).key("k").await.ok();
    assert_eq!(fix().await, 0, "it is fixed once");
    assert_eq!(
        notices(&cast.supervisor, &format!("/inquiries/{slug}/notices")).await,
        words,
        "what came later is not on it"
    );
    let today = cast.supervisor.request(Method::GET, "/today").await.text;
    assert!(today.contains(&sending) && today.contains("次日速报已定稿，等发出"), "{today}");
    let told = json!({ "notice": "morning", "to": "领导群", "way": "wechat" });
    cast.supervisor.post(&format!("/inquiries/{slug}/told")).json(told).await.ok();
    assert!(!cast.supervisor.request(Method::GET, "/today").await.text.contains(&sending), "sent, it waits no more");
}

async fn everybody_finds_what_they_have_to_do_today(town: Town) {
    let cast = Cast::of(&town, Phase::Curating).await;
    let slug = &cast.inquiry.slug;
    let (mo, lead) = (town.moderator("谷雨").await, town.staff(Role::Lead, "小满").await);
    let (director, clerk) = (town.director("清明").await, town.staff(Role::Clerk, "白露").await);
    let operator = town.staff(Role::Operator, "小寒").await;
    let mut clues = Vec::new();
    for (n, text) in ["电话里说锅炉房停了", "电话里说消防通道堵了", "电话里说路灯不亮"].into_iter().enumerate()
    {
        let clue = json!({ "text": text, "source": "hotline" });
        let stored = operator.post(&format!("/inquiries/{slug}/clues")).json(clue).key(&format!("clue-{n}")).await.ok();
        clues.push(stored["id"].as_str().unwrap().to_owned());
    }
    mo.approves(&clues[0], "锅炉房何时修？").await;
    mo.decides(&clues[0], "shortlist", json!({})).await.ok();
    mo.decides(&clues[1], "ask_lead", json!({ "note": "拿不准" })).await.ok();
    let plan = json!({ "slug": "xiaomen", "programme": "minhuwoying", "theme": "校门口的路", "starts_at": 2, "call_closes_at": 1 });
    clerk.post("/inquiries").json(plan).await.ok();
    cast.catches(json!({})).await;
    let today = async |who: &Person| who.request(Method::GET, "/today").await.text;

    for (who, hrefs) in [
        (&mo, vec![format!("/desk/{slug}?queue=waiting")]),
        (&lead, vec![format!("/desk/{slug}?queue=waiting"), format!("/desk/{slug}?queue=lead")]),
        (&director, vec![format!("/stage/{slug}/rundown")]),
        (&clerk, vec!["/office/inquiries/xiaomen".to_owned()]),
        (&cast.scribe, vec![format!("/scribe/{slug}")]),
    ] {
        let page = today(who).await;
        for href in hrefs {
            assert!(page.contains(&href.replace('&', "&amp;")), "{} does not find {href}: {page}", who.name);
        }
    }
    assert!(!today(&mo).await.contains("queue=lead"), "what was left to the lead is the lead's");
    assert!(!today(&cast.housing).await.contains("/desk/"), "a department finds no desk");
}
