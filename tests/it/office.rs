//! The office keeps its promises: who runs what, versions, rules that only tighten, and files that come in once.

use serde_json::{Value, json};
use wenzheng::domain::{
    inquiry::{Inquiry, Phase},
    role::Role,
};

use crate::kit::{Answer, DEADLINE, Person, Town, both_engines};

both_engines!(
    an_inquiry_is_planned_and_its_call_opened,
    rules_of_disclosure_only_get_tighter_once_the_call_is_open,
    a_list_that_was_sealed_in_planning_is_sealed_when_the_call_opens,
    a_clerk_makes_no_administrator_and_nobody_ends_themselves,
    who_left_is_nobody_at_once,
    an_invitation_signs_in_once,
    a_file_becomes_questions_once_and_each_row_says_what_is_wrong,
    an_import_goes_on_after_a_restart,
    names_and_contacts_of_a_file_are_sealed,
    the_auditor_reads_reasons_and_verifies_the_record,
    a_form_that_comes_too_late_loses_nothing,
);

const FILE: &str = "望河县热线,,,,\n工单号,诉求内容,姓名,联系电话,承办单位\nA1,柳岸小区电梯停了三个月,秋分,13900001111,住房和城乡建设局\nA2,太短,,,\nA1,柳岸小区电梯又停了,,,\nA3,路灯半年不亮了,,,气象局\n,消防通道一直停满车,,,\n";

impl Person {
    async fn sends_file(&self, inquiry: &Inquiry, text: &[u8]) -> Answer {
        let file = reqwest::multipart::Part::bytes(text.to_vec()).file_name("热线.csv");
        let form = reqwest::multipart::Form::new().text("source", "hotline").part("file", file);
        let call = self.post(&format!("/inquiries/{}/imports", inquiry.slug));
        crate::kit::Call(call.0.multipart(form)).await
    }

    async fn starts(&self, import: &Value) -> Value {
        let path = format!("/imports/{}/run", import["id"].as_str().expect("an id"));
        self.post(&path).json(json!({ "version": import["version"] })).await.ok()
    }

    async fn sees_done(&self, import: &Value) -> Value {
        let path = format!("/imports/{}", import["id"].as_str().expect("an id"));
        let until = std::time::Instant::now() + DEADLINE;
        loop {
            let now = self.get(&path).await.ok();
            if now["state"] == "done" {
                return now;
            }
            assert!(std::time::Instant::now() < until, "it is never done: {now}");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
}

async fn planning(town: &Town, clerk: &Person) -> Value {
    town.inquiry(Phase::Collecting).await;
    let starts = town.app().now().0 + 864_000_000;
    let plan = json!({
        "slug": "xiaomen", "programme": "minhuwoying", "theme": "校门口的路", "starts_at": starts,
        "call_closes_at": starts - 86_400_000, "summoned": ["willow", "housing"],
        "respondents": [{ "department": "willow", "post": "镇长", "name": "小寒" }]
    });
    clerk.post("/inquiries").json(plan).await.ok()
}

async fn an_inquiry_is_planned_and_its_call_opened(town: Town) {
    let clerk = town.staff(Role::Clerk, "白露").await;
    let made = planning(&town, &clerk).await;
    assert_eq!((made["phase"].as_str(), made["version"].as_i64()), (Some("planning"), Some(1)));
    assert_eq!(made["summoned"][0]["slug"], "willow");
    let nobody = town.nobody().get("/inquiries/xiaomen").await;
    assert_eq!(nobody.status, 404, "what is planned is nobody's business");

    let again =
        json!({ "slug": "xiaomen", "programme": "minhuwoying", "theme": "别的", "starts_at": 2, "call_closes_at": 1 });
    clerk.post("/inquiries").json(again).await.refused(409, "name_taken");
    let change = |body: Value| clerk.post("/inquiries/xiaomen/plan").json(body);
    let least = change(json!({ "version": 1, "delay_ms": 19_999 })).await.refused(422, "invalid");
    assert_eq!(least["errors"][0]["field"], "delay_ms");
    change(json!({ "version": 1, "summoned": ["nobody"] })).await.refused(422, "unknown_department");
    let renamed = change(json!({ "version": 1, "theme": "校门口这条路" })).await.ok();
    assert_eq!((renamed["theme"].as_str(), renamed["version"].as_i64()), (Some("校门口这条路"), Some(2)));
    assert_eq!(renamed["respondents"][0]["name"], "小寒", "what was not sent stays");

    let open = |version: i64| clerk.post("/inquiries/xiaomen/open").json(json!({ "version": version }));
    let stale = open(1).await.refused(409, "stale_version");
    assert_eq!(stale["current"]["theme"], "校门口这条路");
    let opened = open(2).await.ok();
    assert_eq!(opened["phase"], "collecting");
    assert!(opened["fixed_at"].is_i64());
    assert_eq!(town.nobody().get("/inquiries/xiaomen").await.ok()["theme"], "校门口这条路");
    let stop = |body: Value| clerk.post("/inquiries/xiaomen/interruption").json(body);
    stop(json!({ "version": 3, "interruption": "postponed" })).await.refused(422, "invalid");
    let postponed =
        stop(json!({ "version": 3, "interruption": "postponed", "sentence": "暴雨，延期一周。" })).await.ok();
    assert_eq!(postponed["interruption"], "postponed");
    assert_eq!(stop(json!({ "version": 4 })).await.ok()["interruption"], Value::Null);
}

async fn rules_of_disclosure_only_get_tighter_once_the_call_is_open(town: Town) {
    let clerk = town.staff(Role::Clerk, "白露").await;
    planning(&town, &clerk).await;
    let change = |body: Value| clerk.post("/inquiries/xiaomen/plan").json(body);
    change(json!({ "version": 1, "before_show": "scope" })).await.ok();
    clerk.post("/inquiries/xiaomen/open").json(json!({ "version": 2 })).await.ok();

    change(json!({ "version": 3, "before_show": "nothing" })).await.ok();

    change(json!({ "version": 4, "before_show": "scope" })).await.refused(409, "disclosure_fixed");
}

async fn a_list_that_was_sealed_in_planning_is_sealed_when_the_call_opens(town: Town) {
    let (clerk, mo) = (town.staff(Role::Clerk, "白露").await, town.moderator("谷雨").await);
    planning(&town, &clerk).await;
    let typed_in = json!({ "text": "电话里说锅炉房停了", "source": "hotline" });
    let operator = town.staff(Role::Operator, "小寒").await;
    let clue = operator.post("/inquiries/xiaomen/clues").json(typed_in).key("k").await.ok()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let seal = json!({ "version": 1, "public_after_review": false });
    assert_eq!(clerk.post("/inquiries/xiaomen/plan").json(seal).await.ok()["public_after_review"], false);
    clerk.post("/inquiries/xiaomen/open").json(json!({ "version": 2 })).await.ok();

    mo.decides(&clue, "approve", json!({ "public_text": "锅炉房何时修？" })).await.ok();

    mo.public(&clue).await.refused(404, "not_found");
    let unsealed = json!({ "version": 3, "public_after_review": true });
    clerk.post("/inquiries/xiaomen/plan").json(unsealed).await.refused(409, "disclosure_fixed");
}

async fn person(clerk: &Person, name: &str) -> Value {
    let all = clerk.get("/people").await.ok();
    all.as_array().expect("a list").iter().find(|one| one["name"] == name).expect("they are there").clone()
}

async fn a_clerk_makes_no_administrator_and_nobody_ends_themselves(town: Town) {
    let (clerk, admin) = (town.staff(Role::Clerk, "白露").await, town.staff(Role::Admin, "立春").await);
    let hired = clerk.post("/people").json(json!({ "name": "谷雨" })).await.ok();
    clerk.post("/people").json(json!({ "name": "谷雨" })).await.refused(409, "name_taken");
    let path = format!("/people/{}/grants", hired["id"].as_str().expect("an id"));

    let give =
        |who: &Person, role: &str, version: i64| who.post(&path).json(json!({ "role": role, "version": version }));
    give(&clerk, "admin", 1).await.refused(403, "not_allowed");
    let given = give(&clerk, "moderator", 1).await.ok();
    give(&clerk, "director", 1).await.refused(409, "stale_version");
    let grant = given["grants"][0]["id"].as_str().expect("an id").to_owned();
    let taken = clerk.post(&format!("{path}/{grant}/end")).json(json!({ "version": 2 })).await.ok();
    assert_eq!(taken["grants"], json!([]));
    give(&admin, "admin", 3).await.ok();

    let me = person(&clerk, "白露").await;
    let end = format!("/people/{}/end", me["id"].as_str().expect("an id"));
    clerk.post(&end).json(json!({ "version": me["version"] })).await.refused(403, "same_person");
}

async fn who_left_is_nobody_at_once(town: Town) {
    let (clerk, mo) = (town.staff(Role::Clerk, "白露").await, town.moderator("谷雨").await);
    let inquiry = town.inquiry(Phase::Collecting).await;
    let desk = format!("/inquiries/{}/desk", inquiry.slug);
    mo.get(&desk).await.ok();

    let who = person(&clerk, "谷雨").await;
    let path = format!("/people/{}/end", who["id"].as_str().expect("an id"));
    let ended = clerk.post(&path).json(json!({ "version": who["version"] })).await.ok();

    assert_eq!((ended["ended"].as_bool(), &ended["grants"]), (Some(true), &json!([])));
    mo.get(&desk).await.refused(401, "unauthenticated");
}

async fn an_invitation_signs_in_once(town: Town) {
    let clerk = town.staff(Role::Clerk, "白露").await;
    town.staff(Role::Auditor, "霜降").await;
    let who = person(&clerk, "霜降").await;
    let path = format!("/people/{}/invitation", who["id"].as_str().expect("an id"));
    let link = clerk.post(&path).await.ok()["link"].as_str().expect("a link").to_owned();
    let secret = link.split_once("invitation=").expect("a secret").1.to_owned();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let sign_in = || http.post(format!("http://{}/sign-in", town.address())).form(&[("invitation", &secret)]).send();

    let first = sign_in().await.expect("an answer");
    let second = sign_in().await.expect("an answer");

    assert_eq!(first.headers()["location"], "/audit");
    assert_eq!((first.status().as_u16(), second.status().as_u16()), (303, 401));
}

async fn a_file_becomes_questions_once_and_each_row_says_what_is_wrong(town: Town) {
    let (clerk, mo) = (town.staff(Role::Clerk, "白露").await, town.moderator("谷雨").await);
    let inquiry = town.inquiry(Phase::Collecting).await;
    mo.sends_file(&inquiry, FILE.as_bytes()).await.refused(403, "not_allowed");
    clerk.sends_file(&inquiry, b"").await.refused(400, "malformed");
    clerk.sends_file(&inquiry, b"\xff\xd8\xff\xe0\x00\x10JFIF").await.refused(422, "unreadable_file");
    let tried = clerk.sends_file(&inquiry, FILE.as_bytes()).await.ok();

    assert_eq!((tried["total"].as_i64(), tried["good"].as_i64()), (Some(5), Some(3)));
    assert_eq!(tried["mapping"]["text"], "诉求内容");
    let said: Vec<Value> = tried["issues"]
        .as_array()
        .expect("issues")
        .iter()
        .map(|it| json!([it["row"], it["code"], it["of_row"]]))
        .collect();
    assert_eq!(json!(said), json!([[4, "too_short", null], [5, "repeated", 3], [6, "unknown", null]]));
    let desk = format!("/inquiries/{}/desk", inquiry.slug);
    assert_eq!(mo.get(&desk).await.ok()["counts"]["waiting"], 0, "a try stores nothing");

    let started = clerk.starts(&tried).await;
    let done = clerk.sees_done(&started).await;
    assert_eq!(json!([done["done"], done["stored"], done["repeated"], done["failed"]]), json!([5, 3, 1, 1]));
    assert_eq!(mo.get(&desk).await.ok()["counts"]["waiting"], 3);
    let mapping = format!("/imports/{}/mapping", done["id"].as_str().expect("an id"));
    clerk.post(&mapping).json(json!({ "version": done["version"] })).await.refused(409, "wrong_state");

    let again = clerk.sends_file(&inquiry, FILE.as_bytes()).await.ok();
    assert_eq!(again["good"], 0, "it is known from before");
    let again = clerk.starts(&again).await;
    let again = clerk.sees_done(&again).await;
    assert_eq!(json!([again["stored"], again["repeated"], again["failed"]]), json!([0, 4, 1]));
    assert_eq!(mo.get(&desk).await.ok()["counts"]["waiting"], 3);
}

async fn an_import_goes_on_after_a_restart(town: Town) {
    let clerk = town.staff(Role::Clerk, "白露").await;
    let inquiry = town.inquiry(Phase::Collecting).await;
    let rows = |range: std::ops::Range<i64>| range.map(|n| format!("H{n},第{n}件事一直没人管\n")).collect::<String>();
    let file = format!("工单号,内容\n{}H7,又说了一遍第七件事\n", rows(0..1500));
    let tried = clerk.sends_file(&inquiry, file.as_bytes()).await.ok();
    let started = clerk.starts(&tried).await;

    town.reopen(|_| {}).await;

    let done = clerk.sees_done(&started).await;
    assert_eq!(json!([done["done"], done["stored"], done["repeated"], done["failed"]]), json!([1501, 1500, 1, 0]));
}

async fn names_and_contacts_of_a_file_are_sealed(town: Town) {
    let (clerk, mo) = (town.staff(Role::Clerk, "白露").await, town.moderator("谷雨").await);
    let inquiry = town.inquiry(Phase::Collecting).await;
    let tried = clerk.sends_file(&inquiry, FILE.as_bytes()).await.ok();
    assert!(!tried.to_string().contains("13900001111"));
    let started = clerk.starts(&tried).await;
    clerk.sees_done(&started).await;

    let desk = mo.get(&format!("/inquiries/{}/desk?sort=oldest", inquiry.slug)).await.ok();
    assert!(!desk.to_string().contains("13900001111") && !desk.to_string().contains("秋分"));
    let id = desk["items"][0]["id"].as_str().expect("a question").to_owned();
    let opened = mo.post(&format!("/questions/{id}/reveal")).json(json!({ "reason": "核实楼栋号" })).await.ok();
    assert_eq!(json!([opened["name"], opened["contact"]]), json!(["秋分", "13900001111"]));
}

async fn the_auditor_reads_reasons_and_verifies_the_record(town: Town) {
    let (auditor, mo) = (town.staff(Role::Auditor, "霜降").await, town.moderator("谷雨").await);
    let inquiry = town.inquiry(Phase::Collecting).await;
    let asked = town.visitor().asks(&inquiry, "电梯停了三个月").await;
    mo.post(&format!("/questions/{}/reveal", asked.id)).json(json!({ "reason": "核实楼栋号" })).await.ok();
    mo.rejects(&asked.id, "vague").await;

    let audit = auditor.get(&format!("/audit?inquiry={}&actor=谷雨", inquiry.slug)).await.ok();
    let kinds: Vec<&str> =
        audit["lines"].as_array().expect("lines").iter().filter_map(|it| it["kind"].as_str()).collect();
    assert_eq!(kinds, ["decided", "revealed"]);
    assert_eq!(json!([audit["lines"][0]["name"], audit["lines"][0]["why"]]), json!(["谷雨", "vague"]));
    assert_eq!(audit["reveals"][0]["reason"], "核实楼栋号");
    let rest = auditor.get(&format!("/audit?inquiry={}&after=3", inquiry.slug)).await.ok();
    assert_eq!(rest["lines"][0]["seq"], 2, "it goes on below the line that was named");
    let verified = auditor.post("/audit/verify").await.ok();
    assert_eq!(verified["wrong"], json!([]));
    mo.get("/audit").await.refused(403, "not_allowed");
}

async fn a_form_that_comes_too_late_loses_nothing(town: Town) {
    let clerk = town.staff(Role::Clerk, "白露").await;
    town.inquiry(Phase::Collecting).await;
    clerk.post("/departments/housing").json(json!({ "version": 1, "name": "住建局", "kind": "organ" })).await.ok();

    let late = [("version", "1"), ("name", "住房城乡建设局"), ("kind", "organ")];
    let call = clerk.request(reqwest::Method::POST, "/office/departments/housing").header("accept", "text/html");
    let answer = crate::kit::Call(call.0.form(&late)).await;

    assert_eq!(answer.status, 409);
    let page = scraper::Html::parse_document(&answer.text);
    let value = |name: &str| {
        let input = scraper::Selector::parse(&format!("input[name={name}]")).expect("a selector");
        page.select(&input).next().and_then(|it| it.attr("value")).map(str::to_owned)
    };
    assert_eq!(value("name").as_deref(), Some("住房城乡建设局"), "what was typed is there");
    assert_eq!(value("version").as_deref(), Some("2"), "pressed again, it is saved over what is there now");
    assert!(answer.text.contains("住建局"), "what somebody else saved is shown");
}
