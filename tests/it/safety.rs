//! Whoever asks is not put in danger by asking: what tells on them is shown first, their flat goes out on their word alone,
//! trouble made for them is seen to, and a shared phone forgets.

use reqwest::Method;
use serde_json::{Value, json};
use wenzheng::{
    chores::cleaning::clean,
    crew::token::Wanted,
    domain::{
        inquiry::{Inquiry, Phase},
        moment::days,
        question::CONTACT_DAYS,
        role::Role,
    },
    store::verify::verify,
};

use crate::kit::{Answer, Asked, Person, Town, both_engines, town::DEPARTMENTS};

both_engines!(
    a_flat_goes_to_a_department_only_by_a_request_that_its_asker_agreed_to,
    an_asker_who_said_no_twice_is_not_asked_again,
    a_yes_to_one_department_is_none_to_the_next,
    a_flat_that_was_given_is_erased_with_name_and_contact,
    trouble_made_for_an_asker_is_taken_up_and_answered_and_the_department_never_hears_of_it,
    trouble_that_nobody_took_up_within_a_working_day_is_late,
    what_a_child_asks_is_neither_public_nor_asked_and_no_department_reads_the_school,
);

const FLAT: &str = "3号楼2单元1203室";

struct Owed {
    inquiry: Inquiry,
    asker: Person,
    asked: Asked,
    supervisor: Person,
    housing: Person,
}

impl Owed {
    /// A question with a flat behind its place, which the first department owes in writing.
    async fn new(town: &Town) -> Owed {
        let (inquiry, mo) = (town.inquiry(Phase::Collecting).await, town.moderator("谷雨").await);
        let (supervisor, asker) = (town.supervisor("程立").await, town.visitor());
        let written =
            json!({ "text": "二次供水发黄三个月了", "place": format!("柳岸小区{FLAT}"), "contact": "13800138000" });
        let asked = Asked::of(&asker.writes(&inquiry, written).await.ok());
        mo.approves(&asked.id, "二次供水为什么发黄？").await;
        let order = json!({ "department": DEPARTMENTS[0].0, "version": 2 });
        supervisor.post(&format!("/questions/{}/order", asked.id)).json(order).await.ok();
        let housing = town.staff(Role::Department, "何苗").await;
        Owed { inquiry, asker, asked, supervisor, housing }
    }

    async fn asks_for_it(&self, version: i64) -> Answer {
        let wanted = json!({ "reason": "上门查看水压", "version": version });
        self.housing.post(&format!("/questions/{}/flat-request", self.asked.id)).json(wanted).await
    }

    async fn opens(&self, who: &Person) -> Answer {
        who.post(&format!("/questions/{}/flat", self.asked.id)).await
    }

    /// The last request, as the asker reads it.
    async fn request(&self) -> Value {
        let own = self.asker.own(&self.asked).await;
        own["flat_asked"].as_array().and_then(|all| all.last()).cloned().expect("somebody asked")
    }

    async fn says(&self, agree: bool, flat: Option<&str>) -> Answer {
        let request = self.request().await;
        let body = json!({ "request": request["id"], "version": request["version"], "agree": agree, "flat": flat });
        self.asker.says(&self.asked, "flat", body).await
    }
}

async fn page(who: &Person, path: &str) -> String {
    who.request(Method::GET, path).header("accept", "text/html").await.text
}

async fn agrees_with_its_record(town: &Town) {
    let found = verify(&town.app().store).await.expect("the record is read");
    assert_eq!(found.wrong, [] as [String; 0]);
}

async fn a_flat_goes_to_a_department_only_by_a_request_that_its_asker_agreed_to(town: Town) {
    let it = Owed::new(&town).await;
    let (mo, order) = (town.moderator("谷雨").await, format!("/department/q/{}", it.asked.id));
    assert_eq!(mo.card(&it.asked.id).await["line"]["place"], "柳岸小区3号楼", "the desk reads no flat");
    it.opens(&it.housing).await.refused(409, "wrong_state");
    let short = json!({ "reason": "看", "version": 0 });
    let refused = it.housing.post(&format!("/questions/{}/flat-request", it.asked.id)).json(short).await;
    assert_eq!(refused.refused(422, "invalid")["errors"][0]["field"], "reason");

    assert_eq!(it.asks_for_it(0).await.ok()["state"], "asked");

    it.asks_for_it(1).await.refused(409, "wrong_state");
    it.opens(&it.housing).await.refused(409, "wrong_state");
    let request = it.request().await;
    assert_eq!((&request["department"], &request["reason"]), (&json!(DEPARTMENTS[0].1), &json!("上门查看水压")));
    it.says(true, None).await.ok();
    assert_eq!(it.opens(&it.housing).await.ok()["flat"], FLAT, "what was left with the question");
    for who in [&it.supervisor, &mo, &town.staff(Role::Verifier, "罗秋").await] {
        it.opens(who).await.refused(403, "not_allowed");
    }
    assert!(!page(&it.housing, &order).await.contains("1203"), "reading the page opens nothing");
    let opened = it.housing.request(Method::POST, &format!("{order}/flat/open")).await;
    assert!(opened.text.contains(FLAT), "{}", opened.text);
    let own = it.asker.own(&it.asked).await;
    let looks: Vec<_> = own["opened"].as_array().unwrap().iter().map(|it| (&it["what"], &it["by"])).collect();
    assert_eq!(looks, [(&json!("flat"), &json!(DEPARTMENTS[0].1)); 2], "each look is noted, and the asker sees whose");
    let audit = town.staff(Role::Auditor, "霜降").await.get(&format!("/audit?inquiry={}", it.inquiry.slug)).await.ok();
    assert_eq!(audit["reveals"][0]["name"], "何苗", "the auditor sees who it was");

    it.says(false, None).await.ok();

    it.opens(&it.housing).await.refused(409, "wrong_state");
    assert!(!page(&it.asker, &format!("/q/{}", it.asked.id)).await.contains("1203"));
    agrees_with_its_record(&town).await;
}

async fn an_asker_who_said_no_twice_is_not_asked_again(town: Town) {
    let it = Owed::new(&town).await;
    it.asks_for_it(0).await.ok();
    it.says(false, None).await.ok();
    it.asks_for_it(1).await.refused(409, "stale_version");
    it.asks_for_it(2).await.ok();
    it.says(false, None).await.ok();

    it.asks_for_it(2).await.refused(409, "flat_refused");

    let order = page(&it.housing, &format!("/department/q/{}", it.asked.id)).await;
    assert!(order.contains("提问人没有同意") && !order.contains("请提问人同意"), "{order}");
}

async fn a_yes_to_one_department_is_none_to_the_next(town: Town) {
    let it = Owed::new(&town).await;
    it.asks_for_it(0).await.ok();
    it.says(true, Some("1单元301")).await.ok();
    assert_eq!(it.opens(&it.housing).await.ok()["flat"], "1单元301", "what was typed goes before what was left");
    let wanted = Wanted {
        role: "department".into(),
        name: "夏至".into(),
        inquiry: None,
        department: Some(DEPARTMENTS[2].0.into()),
    };
    let next = town.granted(wanted).await;

    let order = json!({ "department": DEPARTMENTS[2].0, "version": 3 });
    it.supervisor.post(&format!("/questions/{}/order", it.asked.id)).json(order).await.ok();

    it.opens(&it.housing).await.refused(403, "not_allowed");
    it.opens(&next).await.refused(409, "wrong_state");
    assert_eq!(next.get(&format!("/questions/{}/flat-request", it.asked.id)).await.ok()["may_ask"], true);
}

async fn a_flat_that_was_given_is_erased_with_name_and_contact(town: Town) {
    let it = Owed::new(&town).await;
    it.asks_for_it(0).await.ok();
    it.says(true, Some("1单元301")).await.ok();
    let other = it.asker.asks(&it.inquiry, "路灯半年不亮了").await;

    it.asker.says(&it.asked, "erasure", json!({})).await.ok();

    assert_eq!(it.opens(&it.housing).await.ok()["flat"], Value::Null);
    let supervisor = json!({ "reason": "核实楼栋号" });
    let opened = it.supervisor.post(&format!("/questions/{}/reveal", it.asked.id)).json(supervisor).await.ok();
    assert_eq!((&opened["flat"], &opened["contact"]), (&Value::Null, &Value::Null));
    agrees_with_its_record(&town).await;
    town.wait(it.inquiry.starts_at.since(town.app().now()) + days(CONTACT_DAYS) + 1);
    clean(&town.app()).await.expect("the house is cleaned");
    assert_eq!(it.asker.own(&other).await["text"], "路灯半年不亮了");
}

async fn trouble_made_for_an_asker_is_taken_up_and_answered_and_the_department_never_hears_of_it(town: Town) {
    let it = Owed::new(&town).await;
    let (colleague, mo) = (town.supervisor("秋分").await, town.moderator("谷雨").await);
    it.asker.says(&it.asked, "harassed", json!({ "text": "物业的人上门让我撤回" })).await.ok();
    let waiting = it.supervisor.get("/today").await.ok()["harassed"].clone();
    let id = waiting[0]["id"].as_str().expect("it waits").to_owned();
    assert!(page(&it.supervisor, "/supervision").await.contains(&format!("/supervision/h/{id}")));
    assert!(page(&it.supervisor, &format!("/supervision/h/{id}")).await.contains("物业的人上门让我撤回"));
    let call = |who: &Person, what: &str, body: Value| who.post(&format!("/harassments/{id}/{what}")).json(body);
    let done = |version: i64| json!({ "text": "已约谈物业公司经理，不得再上门", "version": version });
    call(&it.supervisor, "answer", done(1)).await.refused(409, "wrong_state");

    call(&it.supervisor, "take", json!({ "version": 1 })).await.ok();

    call(&colleague, "answer", done(2)).await.refused(409, "taken_by_another");
    assert_eq!(it.asker.own(&it.asked).await["reported"][0]["taken_by"], "程立");
    for path in ["/today".to_owned(), "/department".into(), format!("/department/q/{}", it.asked.id)] {
        let shown = page(&it.housing, &path).await;
        assert!(!shown.contains("为难") && !shown.contains("撤回"), "{path}: {shown}");
    }
    let short = json!({ "text": "好", "version": 2 });
    call(&it.supervisor, "answer", short).await.refused(422, "invalid");
    call(&it.supervisor, "answer", done(2)).await.ok();
    let own = it.asker.own(&it.asked).await;
    assert_eq!(own["reported"][0]["done"], "已约谈物业公司经理，不得再上门");
    assert_eq!(it.supervisor.get("/today").await.ok()["harassed"], json!([]));
    call(&it.supervisor, "take", json!({ "version": 3 })).await.refused(409, "wrong_state");
    let both = Wanted { role: "supervisor".into(), name: "何苗".into(), inquiry: None, department: None };
    let both = town.granted(both).await;
    for who in [&it.housing, &mo, &both] {
        who.get(&format!("/harassments/{id}")).await.refused(403, "not_allowed");
    }
    agrees_with_its_record(&town).await;
}

async fn trouble_that_nobody_took_up_within_a_working_day_is_late(town: Town) {
    let it = Owed::new(&town).await;
    it.asker.says(&it.asked, "harassed", json!({ "text": "有人上门让我撤回" })).await.ok();
    assert!(!page(&it.supervisor, "/supervision").await.contains("其中逾期"), "it is not late at once");

    town.wait(days(12));

    assert!(page(&it.supervisor, "/supervision").await.contains("其中逾期"));
}

async fn what_a_child_asks_is_neither_public_nor_asked_and_no_department_reads_the_school(town: Town) {
    let (inquiry, mo) = (town.inquiry(Phase::Collecting).await, town.moderator("谷雨").await);
    let (supervisor, director, asker) = (town.supervisor("程立").await, town.director("清明").await, town.visitor());
    let text = "我在望河第二小学三年级二班，校门口太挤了";
    let written = json!({ "text": text, "visibility": "public", "minor": true, "on_behalf": true });
    let asked = Asked::of(&asker.writes(&inquiry, written).await.ok());
    let flags = mo.card(&asked.id).await["line"]["flags"].clone();
    assert_eq!(flags, json!(["minor", "on_behalf", "school"]), "the desk sees who asks");
    for action in ["approve", "shortlist"] {
        mo.decides(&asked.id, action, json!({ "public_text": "校门口太挤" })).await.refused(409, "of_minor");
    }
    mo.decides(&asked.id, "approve_private", json!({})).await.ok();
    let add =
        director.post(&format!("/inquiries/{}/rundown/items", inquiry.slug)).json(json!({ "question": asked.id }));
    assert_eq!(add.await.status, 409, "it does not come into the running order");

    let order = json!({ "department": DEPARTMENTS[0].0, "version": 2, "order_text": format!("一名学生反映：{text}") });
    supervisor.post(&format!("/questions/{}/order", asked.id)).json(order).await.ok();

    let housing = town.staff(Role::Department, "何苗").await;
    let order = page(&housing, &format!("/department/q/{}", asked.id)).await;
    assert!(order.contains("一名学生反映") && !order.contains("第二小学") && !order.contains("三年级"), "{order}");
    asker.public(&asked.id).await.refused(404, "not_found");
    agrees_with_its_record(&town).await;
}
