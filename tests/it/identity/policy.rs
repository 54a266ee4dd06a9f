//! What the clerk settles: before the call opens, among the ways that are set up, and not again.

use serde_json::json;
use wenzheng::domain::{inquiry::Phase, role::Role};

use crate::kit::{Town, both_engines, browse::read, gateway::Gateway};

both_engines!(
    the_clerk_settles_it_before_the_call_and_it_stays,
    a_way_that_is_not_set_up_cannot_be_chosen_and_the_form_says_what_is_missing,
    where_nobody_settles_it_nobody_is_asked,
);

async fn the_clerk_settles_it_before_the_call_and_it_stays(town: Town) {
    let _gateway = Gateway::open(&town).await;
    let (inquiry, clerk) = (town.inquiry(Phase::Planning).await, town.staff(Role::Clerk, "白露").await);
    let path = format!("/inquiries/{}", inquiry.slug);
    let change = |identity: &str, version: i64| {
        clerk.post(&format!("{path}/plan")).json(json!({ "identity": identity, "version": version }))
    };
    assert_eq!(clerk.get(&format!("{path}/plan")).await.ok()["identity"], "none");
    let unknown = change("passport", 1).await.refused(422, "invalid");
    assert_eq!(unknown["errors"], json!([{ "field": "identity", "code": "unknown" }]));

    assert_eq!(change("phone", 1).await.ok()["identity"], "phone");
    assert_eq!(change("wechat", 2).await.ok()["identity"], "wechat");
    clerk.post(&format!("{path}/open")).json(json!({ "version": 3 })).await.ok();

    for other in ["none", "phone"] {
        change(other, 4).await.refused(409, "identity_fixed");
    }
    assert_eq!(change("wechat", 4).await.ok()["identity"], "wechat", "what stands may be sent again");
    let standing = town.visitor().get(&format!("{path}/identity")).await.ok();
    assert_eq!(standing["way"], "wechat");
    let page = read(&clerk, &format!("/office/inquiries/{}", inquiry.slug)).await.text;
    assert!(page.contains("微信确认"), "the office reads it: {page}");
}

async fn a_way_that_is_not_set_up_cannot_be_chosen_and_the_form_says_what_is_missing(town: Town) {
    let (inquiry, clerk) = (town.inquiry(Phase::Planning).await, town.staff(Role::Clerk, "白露").await);
    let (path, form) = (format!("/inquiries/{}", inquiry.slug), format!("/office/inquiries/{}/plan", inquiry.slug));
    let change = |identity: &str, version: i64| {
        clerk.post(&format!("{path}/plan")).json(json!({ "identity": identity, "version": version }))
    };
    for way in ["phone", "wechat", "app"] {
        change(way, 1).await.refused(409, "identity_not_set_up");
    }
    let shown = read(&clerk, &form).await.text;
    for knob in ["sms_url, sms_key_file", "wechat_app_id, wechat_secret_file", "county_app_key_file"] {
        assert!(shown.contains(knob), "{knob} is not named: {shown}");
    }
    let offers = |page: &str, way: &str| page.contains(&format!("<option value=\"{way}\""));
    assert!(offers(&shown, "none") && offers(&shown, "call_back") && !offers(&shown, "phone"), "{shown}");

    assert_eq!(change("call_back", 1).await.ok()["identity"], "call_back", "it needs no other house");
    let _gateway = Gateway::open(&town).await;
    let shown = read(&clerk, &form).await.text;
    assert!(offers(&shown, "phone") && !shown.contains("sms_key_file"), "{shown}");
    assert_eq!(change("app", 2).await.ok()["identity"], "app");
    town.reopen(|_| {}).await;
    let open = clerk.post(&format!("{path}/open")).json(json!({ "version": 3 }));
    open.await.refused(409, "identity_not_set_up");
}

async fn where_nobody_settles_it_nobody_is_asked(town: Town) {
    let _gateway = Gateway::open(&town).await;
    let (inquiry, asker) = (town.inquiry(Phase::Collecting).await, town.visitor());
    let standing = asker.get(&format!("/inquiries/{}/identity", inquiry.slug)).await.ok();

    assert_eq!(standing, json!({ "way": "none", "confirmed": true }));
    asker.tries(&inquiry).await.ok();
    let form = [("idempotency_key", "k"), ("text", super::TEXT), ("seen", "yes"), ("step", "1")];
    let page = crate::kit::browse::send(&asker, &format!("/i/{}/ask", inquiry.slug), &form).await.text;
    assert!(!page.contains("id=\"send-code\"") && page.contains("value=\"anonymous\""), "{page}");
}
