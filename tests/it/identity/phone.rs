//! 手机验证码: a code goes to one number for one device; it cannot be guessed, lent, or asked for without end.

use serde_json::json;
use wenzheng::{
    config::PaceRule,
    domain::{
        identity::Identity,
        inquiry::Phase,
        moment::{minutes, seconds},
    },
    intake::telltales::{self, Draft},
    pace::Pace,
    vault::work,
};

use super::{NUMBER, TEXT, confirmed, wanting};
use crate::kit::{
    Answer, Asked, Person, Town, both_engines,
    browse::{self, read},
    gateway::{Gateway, Mood},
};

both_engines!(
    a_code_by_sms_lets_a_device_ask,
    a_code_is_tried_five_times_and_no_more,
    a_code_is_for_its_device_and_its_number,
    a_code_ends_after_ten_minutes,
    pressed_twice_one_message_goes_out_and_both_presses_confirm,
    where_the_gateway_fails_or_is_silent_it_is_told_and_nothing_typed_is_lost,
    codes_are_paced_by_device_by_number_and_by_network,
    without_script_the_form_sends_the_code_and_takes_it,
    a_question_sent_again_is_answered_when_the_proof_is_gone,
);

async fn a_code_by_sms_lets_a_device_ask(town: Town) {
    let (inquiry, gateway) = wanting(&town, Identity::Phone).await;
    let asker = town.visitor();
    let path = format!("/inquiries/{}/identity", inquiry.slug);
    assert_eq!(asker.get(&path).await.ok(), json!({ "way": "phone", "confirmed": false }));
    let refused = asker.tries(&inquiry).await.refused(403, "identity_required");
    assert_eq!(refused["way"], "phone");

    asker.wants_code(&inquiry, "+86 138-0013-8000").await.ok();
    let messages = gateway.messages();
    let (to, text) = &messages[0];
    assert_eq!((to.as_str(), messages.len()), (NUMBER, 1));
    assert!(text.contains("民呼我应") && text.encode_utf16().count() <= 70, "{text}");
    asker.tries(&inquiry).await.refused(403, "identity_required");
    let known = asker.types_code(&inquiry, NUMBER, &gateway.code(NUMBER)).await;

    assert!(!known.text.contains("138"), "{}", known.text);
    assert_eq!(known.ok(), json!({ "way": "phone", "confirmed": true }));
    asker.tries(&inquiry).await.ok();
    asker.tries(&inquiry).await.ok();
    let later = town.inquiry(Phase::Collecting).await;
    town.confirms_by(&later, Identity::Phone).await;
    asker.tries(&later).await.ok();
    town.wait(wenzheng::domain::moment::days(2));
    asker.tries(&later).await.ok();
    town.visitor().tries(&later).await.refused(403, "identity_required");
}

async fn a_code_is_tried_five_times_and_no_more(town: Town) {
    let (inquiry, gateway) = wanting(&town, Identity::Phone).await;
    let asker = town.visitor();
    asker.wants_code(&inquiry, NUMBER).await.ok();
    let code = gateway.code(NUMBER);
    let wrong = if code == "000000" { "000001" } else { "000000" };

    let guesses = (0..8).map(|_| asker.types_code(&inquiry, NUMBER, wrong));
    let answers = futures::future::join_all(guesses).await;

    let said = |code: &str| {
        let errors = json!([{ "field": "code", "code": code }]);
        answers.iter().filter(|answer| (*answer).clone().refused(422, "invalid")["errors"] == errors).count()
    };
    assert_eq!((said("wrong"), said("over")), (5, 3), "of guesses made at once five were compared");
    let right = asker.types_code(&inquiry, NUMBER, &code).await.refused(422, "invalid");
    assert_eq!(right["errors"][0]["code"], "over", "the right one comes too late");
    asker.tries(&inquiry).await.refused(403, "identity_required");
    town.wait(minutes(2));
    asker.wants_code(&inquiry, NUMBER).await.ok();
    asker.types_code(&inquiry, NUMBER, &gateway.code(NUMBER)).await.ok();
}

async fn a_code_is_for_its_device_and_its_number(town: Town) {
    let (inquiry, gateway) = wanting(&town, Identity::Phone).await;
    let (asker, other) = (town.visitor(), town.visitor());
    asker.wants_code(&inquiry, NUMBER).await.ok();
    let code = gateway.code(NUMBER);

    let of_another = other.types_code(&inquiry, NUMBER, &code).await.refused(422, "invalid");
    assert_eq!(of_another["errors"], json!([{ "field": "code", "code": "over" }]));
    let for_another = asker.types_code(&inquiry, "13900139000", &code).await.refused(422, "invalid");
    assert_eq!(for_another["errors"], json!([{ "field": "code", "code": "wrong" }]));
    asker.types_code(&inquiry, NUMBER, &code).await.ok();
    other.tries(&inquiry).await.refused(403, "identity_required");
    for typed in ["1380013800", "0999-5550123", ""] {
        let refused = other.wants_code(&inquiry, typed).await.refused(422, "invalid");
        assert_eq!(refused["errors"], json!([{ "field": "phone", "code": "malformed" }]), "{typed}");
    }
    let free = town.inquiry(Phase::Collecting).await;
    other.wants_code(&free, NUMBER).await.refused(404, "not_found");
}

async fn a_code_ends_after_ten_minutes(town: Town) {
    let (inquiry, gateway) = wanting(&town, Identity::Phone).await;
    let asker = town.visitor();
    asker.wants_code(&inquiry, NUMBER).await.ok();

    town.wait(minutes(10));

    let late = asker.types_code(&inquiry, NUMBER, &gateway.code(NUMBER)).await.refused(422, "invalid");
    assert_eq!(late["errors"], json!([{ "field": "code", "code": "over" }]));
}

async fn pressed_twice_one_message_goes_out_and_both_presses_confirm(town: Town) {
    let (inquiry, gateway) = wanting(&town, Identity::Phone).await;
    let asker = town.visitor();

    let presses = (0..4).map(|_| asker.wants_code(&inquiry, NUMBER));
    futures::future::join_all(presses).await.into_iter().for_each(|answer| drop(answer.ok()));
    assert_eq!(gateway.messages().len(), 1);
    let code = gateway.code(NUMBER);
    let presses = (0..4).map(|_| asker.types_code(&inquiry, NUMBER, &code));

    futures::future::join_all(presses).await.into_iter().for_each(|answer| drop(answer.ok()));
    town.wait(seconds(61));
    asker.wants_code(&inquiry, NUMBER).await.ok();
    assert_eq!(gateway.messages().len(), 2, "after a minute it may be wanted again");
}

async fn where_the_gateway_fails_or_is_silent_it_is_told_and_nothing_typed_is_lost(town: Town) {
    let gateway = Gateway::open_with(&town, |config| config.outside_timeout_ms = 500).await;
    let inquiry = town.inquiry(Phase::Collecting).await;
    town.confirms_by(&inquiry, Identity::Phone).await;
    let (asker, form) = (town.visitor(), form("k1", "code", "", "shielded"));
    let page = format!("/i/{}/ask", inquiry.slug);

    for mood in [Mood::Broken, Mood::Silent] {
        gateway.is(mood);
        asker.wants_code(&inquiry, NUMBER).await.refused(503, "identity_unavailable");
        let back = send(&asker, &page, &form).await;
        assert_eq!(back.status, 503, "{mood:?}");
        for kept in [TEXT, "138 0013 8000", "老周", "这会儿核验不了身份"] {
            assert!(back.text.contains(kept), "{mood:?}: {kept} stands nowhere on the page");
        }
    }
    gateway.is(Mood::Well);
    let sent = send(&asker, &page, &form).await;

    assert_eq!((sent.status, gateway.messages().len()), (200, 1), "what failed does not count as sent");
}

async fn codes_are_paced_by_device_by_number_and_by_network(town: Town) {
    let gateway = Gateway::open_with(&town, |config| config.pace = PaceRule::Strict).await;
    let inquiry = town.inquiry(Phase::Collecting).await;
    town.confirms_by(&inquiry, Identity::Phone).await;
    let asker = town.visitor();
    for n in 0..3 {
        asker.wants_code(&inquiry, &format!("1380013800{n}")).await.ok();
    }

    let refused = asker.wants_code(&inquiry, "13800138009").await;
    assert!(refused.header("retry-after").is_some());
    refused.refused(429, "code_too_soon");
    for _ in 0..2 {
        town.visitor().wants_code(&inquiry, "13800138000").await.ok();
    }
    town.visitor().wants_code(&inquiry, "13800138000").await.refused(429, "code_too_soon");
    assert_eq!(gateway.messages().len(), 5);

    let app = town.app();
    for _ in 0..300 {
        app.paces.overdraw(Pace::CodeFromNetwork, "127.0.0.0/24", app.now());
    }
    let (late, path) = (town.visitor(), format!("/inquiries/{}/identity/phone", inquiry.slug));
    let wants = || late.post(&path).json(json!({ "phone": "13800138007" }));
    let asked = wants().await.refused(429, "work_wanted");
    let done = work::done(asked["work"]["work"].as_str().expect("work is given"));
    wants().header("visitor-work", &done).await.ok();
    assert_eq!(gateway.messages().len(), 6, "nobody is refused for their neighbours");
}

async fn without_script_the_form_sends_the_code_and_takes_it(town: Town) {
    let (inquiry, gateway) = wanting(&town, Identity::Phone).await;
    let (asker, page) = (town.visitor(), format!("/i/{}/ask", inquiry.slug));
    let first = read(&asker, &page).await.text;
    assert!(first.contains("手机验证码") && first.contains("textarea"), "it is said before one writes");

    let unproved = send(&asker, &page, &form("k1", "2", "", "shielded")).await;
    assert_eq!(unproved.status, 403);
    assert!(unproved.text.contains("先按“发验证码”") && unproved.text.contains(TEXT), "{}", unproved.text);
    let sent = send(&asker, &page, &form("k1", "code", "", "public")).await.text;
    for kept in [TEXT, "138 0013 8000", "老周", "柳岸小区", "value=\"public\" checked", "验证码已经发出"] {
        assert!(sent.contains(kept), "{kept} stands nowhere on the page");
    }
    let wrong = send(&asker, &page, &form("k1", "2", "99999", "public")).await;
    assert!(wrong.text.contains("验证码不对") && wrong.text.contains(TEXT), "{}", wrong.text);
    let code = gateway.code(NUMBER);
    let stored = send(&asker, &page, &form("k1", "2", &code, "public")).await;
    assert_eq!(stored.status, 201, "{}", stored.text);
    let again = send(&asker, &page, &form("k1", "2", &code, "public")).await;
    let number = |page: &str| page.split("<bdi>").nth(1).and_then(|rest| rest.split('<').next()).map(str::to_owned);
    assert!(number(&stored.text).is_some());
    assert_eq!(number(&again.text), number(&stored.text), "the second press is the same question");
    assert!(!stored.text.contains("138 0013 8000") && !stored.text.contains(NUMBER), "the receipt does not know it");
    let known = send(&asker, &page, &form("k2", "1", "", "public")).await.text;
    assert!(known.contains("已经确认过身份") && !known.contains("name=\"code\""), "{known}");
}

async fn a_question_sent_again_is_answered_when_the_proof_is_gone(town: Town) {
    let (inquiry, gateway) = wanting(&town, Identity::Phone).await;
    let asker = confirmed(&town, &inquiry, &gateway, NUMBER).await;
    let path = format!("/inquiries/{}/questions", inquiry.slug);
    let sends = || asker.post(&path).json(json!({ "text": TEXT })).key("k");
    let first = Asked::of(&sends().await.ok());

    asker.says(&first, "erasure", json!({})).await.ok();

    let again = sends().await;
    assert_eq!((again.status, Asked::of(&again.body)), (200, first));
    asker.tries(&inquiry).await.refused(403, "identity_required");
}

/// The second step of the form, with everything typed.
fn form(key: &str, step: &str, code: &str, visibility: &str) -> Vec<(&'static str, String)> {
    let typed = |name: &'static str, value: &str| (name, value.to_owned());
    let (text, place, name) = (TEXT.to_owned(), "柳岸小区".to_owned(), "老周".to_owned());
    let warned = telltales::found(&Draft { text, place, name, visibility: visibility.to_owned() }).seen;
    vec![
        typed("idempotency_key", key),
        typed("text", TEXT),
        typed("place", "柳岸小区"),
        typed("name", "老周"),
        typed("visibility", visibility),
        typed("phone", "138 0013 8000"),
        typed("code", code),
        typed("seen", "yes"),
        typed("step", step),
        typed("warned", &warned),
    ]
}

/// Sends it.
async fn send(asker: &Person, page: &str, form: &[(&'static str, String)]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browse::send(asker, page, &form).await
}
