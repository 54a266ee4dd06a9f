//! Whose a question's order is: lead, co, doer and via as with a promise, given back with a reason, decided with both clocks.

use reqwest::Method;
use serde_json::{Value, json};
use wenzheng::domain::{inquiry::Phase, moment::days, role::Role};

use super::Cast;
use crate::kit::{Asked, Person, Town, both_engines, browse};

both_engines!(
    an_order_that_is_given_back_is_owed_until_it_is_decided_and_its_day_goes_on,
    a_company_owes_a_question_only_with_a_reason,
    why_it_was_given_back_stays_inside_and_whose_it_is_does_not,
    who_helps_reads_the_order_and_does_not_answer,
    a_third_return_is_refused,
    the_forms_give_back_and_decide,
);

/// A published question that the first department owes at version 3.
async fn owed(cast: &Cast) -> Asked {
    let asked = cast.town.visitor().asks(&cast.inquiry, "柳岸小区二次供水发黄").await;
    cast.town.moderator("谷雨").await.approves(&asked.id, "二次供水为什么发黄？").await;
    gives(cast, &asked, json!({ "department": "housing", "version": 2 })).await.ok();
    asked
}

async fn gives(cast: &Cast, asked: &Asked, body: Value) -> crate::kit::Answer {
    cast.supervisor.post(&format!("/questions/{}/order", asked.id)).json(body).await
}

async fn returns(who: &Person, asked: &Asked, version: i64, to: Option<&str>) -> crate::kit::Answer {
    let body = json!({ "reason": "供水归镇里管，不归我们", "to": to, "version": version });
    who.post(&format!("/questions/{}/return", asked.id)).json(body).await
}

async fn an_order_that_is_given_back_is_owed_until_it_is_decided_and_its_day_goes_on(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let willow = cast.of_department(Role::Department, "柳岸镇", "willow").await;
    let asked = owed(&cast).await;
    let day = town.nobody().get(&format!("/questions/{}/whose", asked.id)).await.ok()["due_on"].clone();
    returns(&willow, &asked, 3, None).await.refused(403, "not_allowed");
    returns(&cast.housing, &asked, 2, None).await.refused(409, "stale_version");

    let back = returns(&cast.housing, &asked, 3, Some("willow")).await.ok();

    assert_eq!((&back["state"], &back["due_on"], &back["version"]), (&json!("awaiting_written"), &day, &json!(4)));
    let whose = town.nobody().get(&format!("/questions/{}/whose", asked.id)).await.ok();
    assert_eq!((&whose["lead"]["slug"], &whose["due_on"]), (&json!("housing"), &day), "it owes it meanwhile");
    let open = &whose["arbitration"];
    assert_eq!((&open["by"]["slug"], &open["to"]["slug"]), (&json!("housing"), &json!("willow")));
    assert!(open["until"].as_str().unwrap() < day.as_str().unwrap(), "the office's own clock is the shorter: {whose}");
    assert_eq!(cast.supervisor.get("/today").await.ok()["given_back"], json!([asked.id]));
    returns(&cast.housing, &asked, 4, None).await.refused(409, "objection_open");

    town.wait(days(1));
    gives(&cast, &asked, json!({ "department": "willow", "version": 4 })).await.ok();

    let whose = town.nobody().get(&format!("/questions/{}/whose", asked.id)).await.ok();
    assert_eq!(
        json!([whose["lead"]["slug"], whose["arbitration"], whose["due_on"]]),
        json!(["willow", null, day]),
        "decided, by the same day"
    );
    assert_eq!(cast.supervisor.get("/today").await.ok()["given_back"], json!([]));
    let answer = json!({ "text": "已换滤芯", "signed_by": "何镇长", "version": 5 });
    cast.housing
        .post(&format!("/questions/{}/answer", asked.id))
        .json(answer.clone())
        .await
        .refused(403, "not_allowed");
    willow.post(&format!("/questions/{}/answer", asked.id)).json(answer).await.ok();
    returns(&willow, &asked, 6, None).await.refused(409, "wrong_state");
}

async fn a_company_owes_a_question_only_with_a_reason(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let asked = town.visitor().asks(&cast.inquiry, "柳岸小区二次供水发黄").await;
    town.moderator("谷雨").await.approves(&asked.id, "二次供水为什么发黄？").await;

    let bare = gives(&cast, &asked, json!({ "department": "water", "version": 2 })).await.refused(422, "invalid");
    assert_eq!(bare["errors"][0]["field"], "company_reason");
    let why = json!({ "department": "water", "company_reason": "县属国企，独家供水", "version": 2 });
    gives(&cast, &asked, why).await.ok();

    let whose = town.nobody().get(&format!("/questions/{}/whose", asked.id)).await.ok();
    assert_eq!((&whose["lead"]["slug"], &whose["company_reason"]), (&json!("water"), &json!("县属国企，独家供水")));
    let organ = json!({ "department": "housing", "doer": "water", "co": ["willow"], "version": 3 });
    gives(&cast, &asked, organ).await.ok();
    let whose = town.nobody().get(&format!("/questions/{}/whose", asked.id)).await.ok();
    assert_eq!(
        json!([whose["lead"]["slug"], whose["doer"]["slug"], whose["co"][0]["slug"], whose["company_reason"]]),
        json!(["housing", "water", "willow", null]),
        "an organ owes, a company acts"
    );
}

async fn why_it_was_given_back_stays_inside_and_whose_it_is_does_not(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let asked = owed(&cast).await;
    returns(&cast.housing, &asked, 3, Some("willow")).await.ok();
    let page = async |who: &Person, path: String| who.request(Method::GET, &path).await.text;

    let public = page(&town.nobody(), format!("/q/{}", asked.id)).await;
    assert!(public.contains("柳岸镇人民政府") && public.contains("责任认定中"), "{public}");
    assert!(!public.contains("供水归镇里管"), "{public}");
    let own = town.nobody().get(&format!("/receipts/{}", asked.receipt)).secret(&asked.secret).await.ok();
    assert_eq!(own["whose"]["arbitration"]["by"]["slug"], "housing");
    assert!(!own.to_string().contains("供水归镇里管"));
    assert!(own["path"].as_array().unwrap().iter().any(|step| step["kind"] == "given_back"), "{own}");
    let supervisor = page(&cast.supervisor, format!("/supervision/q/{}", asked.id)).await;
    assert!(supervisor.contains("供水归镇里管") && supervisor.contains("书面答复的时限照走"), "{supervisor}");
    let today = page(&cast.supervisor, "/today".into()).await;
    assert!(today.contains("退单等裁定") && today.contains(&format!("/supervision/q/{}", asked.id)), "{today}");
}

async fn who_helps_reads_the_order_and_does_not_answer(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let willow = cast.of_department(Role::Department, "柳岸镇", "willow").await;
    let asked = owed(&cast).await;
    let path = format!("/department/q/{}", asked.id);
    assert_eq!(browse::read(&willow, &path).await.status, 403);

    gives(&cast, &asked, json!({ "department": "housing", "co": ["willow"], "version": 3 })).await.ok();

    let page = browse::read(&willow, &path).await;
    assert!(page.status == 200 && page.text.contains("柳岸镇人民政府协办"), "{}", page.text);
    assert!(!page.text.contains("name=\"signed_by\"") && !page.text.contains("name=\"flat_reason\""), "{}", page.text);
    assert!(browse::read(&willow, "/department").await.text.contains(&path));
    let answer = json!({ "text": "已换滤芯", "signed_by": "何镇长", "version": 4 });
    willow.post(&format!("/questions/{}/answer", asked.id)).json(answer).await.refused(403, "not_allowed");
}

async fn a_third_return_is_refused(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let asked = owed(&cast).await;
    for version in [3, 5] {
        returns(&cast.housing, &asked, version, None).await.ok();
        gives(&cast, &asked, json!({ "department": "housing", "version": version + 1 })).await.ok();
    }

    returns(&cast.housing, &asked, 7, None).await.refused(409, "returned_too_often");
}

async fn the_forms_give_back_and_decide(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let asked = owed(&cast).await;
    let (theirs, ours) = (format!("/department/q/{}/return", asked.id), format!("/supervision/q/{}/order", asked.id));
    let bare = browse::send(&cast.housing, &theirs, &[("version", "3"), ("reason", ""), ("to", "willow")]).await;
    assert!(bare.status == 422 && bare.text.contains("退单"), "{}", bare.text);
    let back = [("version", "3"), ("reason", "不归我们"), ("to", "willow"), ("idempotency_key", "k")];

    browse::leads_to(&browse::send(&cast.housing, &theirs, &back).await, "/department");
    browse::leads_to(&browse::send(&cast.housing, &theirs, &back).await, "/department");

    let company = [("version", "4"), ("lead", "water"), ("co", "willow"), ("company_reason", "")];
    let refused = browse::send(&cast.supervisor, &ours, &company).await;
    assert!(refused.status == 422 && refused.text.contains("还没写"), "{}", refused.text);
    let decide = [("version", "4"), ("lead", "willow"), ("co", "housing"), ("doer", ""), ("via", "")];
    browse::leads_to(&browse::send(&cast.supervisor, &ours, &decide).await, "/supervision");
    let whose = town.nobody().get(&format!("/questions/{}/whose", asked.id)).await.ok();
    assert_eq!(json!([whose["lead"]["slug"], whose["co"][0]["slug"]]), json!(["willow", "housing"]));
}
