//! Asking: stored before it is answered, once for each key, and clean.

use serde_json::{Value, json};
use wenzheng::domain::inquiry::Phase;

use crate::kit::{Asked, Town, both_engines};

both_engines!(
    a_question_is_answered_with_a_receipt_that_opens_it,
    sent_twice_with_one_key_it_is_stored_once,
    the_same_key_sent_at_once_from_many_hands_stores_one_question,
    a_key_belongs_to_what_was_first_sent_with_it,
    without_a_key_nothing_is_taken,
    everything_that_is_wrong_is_said_at_once,
    outside_the_call_nothing_is_taken,
    what_cannot_be_seen_is_not_stored,
    an_inquiry_in_preparation_is_unknown_to_the_public,
    in_earnest_a_device_is_paced_but_never_for_sending_again,
    what_is_shown_before_sending_is_what_was_chosen,
);

const TEXT: &str = "柳岸小区3号楼电梯停了三个月没人修";

async fn a_question_is_answered_with_a_receipt_that_opens_it(town: Town) {
    let (inquiry, asker) = (town.inquiry(Phase::Collecting).await, town.visitor());

    let answer = asker.writes(&inquiry, json!({ "text": TEXT, "place": "3号楼", "department": "housing" })).await;

    assert_eq!(answer.status, 201, "{}", answer.text);
    assert_eq!(answer.body["state"], "submitted");
    let asked = Asked::of(&answer.body);
    assert_eq!((asked.receipt.len(), asked.code.len()), (10, 6));
    let own = asker.own(&asked).await;
    assert_eq!((own["text"].as_str(), own["id"].as_str()), (Some(TEXT), Some(asked.id.as_str())));
    assert_eq!(own["path"][0]["kind"], "submitted");
    let by_code = asker.get(&format!("/receipts/{}", asked.receipt)).secret(&asked.code).await.ok();
    assert_eq!(by_code["id"], own["id"]);
}

async fn sent_twice_with_one_key_it_is_stored_once(town: Town) {
    let (inquiry, asker) = (town.inquiry(Phase::Collecting).await, town.visitor());
    let path = format!("/inquiries/{}/questions", inquiry.slug);
    let send = || asker.post(&path).json(json!({ "text": TEXT })).key("tap-tap");

    let (first, again) = (send().await, send().await);

    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), (None, Some("true")));
    assert_eq!(first.body, again.body);
    assert_eq!(received(&town, &inquiry.slug).await, 1);
    town.reopen(|_| {}).await;
    assert_eq!(send().await.body, first.body, "after a restart too");
}

async fn the_same_key_sent_at_once_from_many_hands_stores_one_question(town: Town) {
    let (inquiry, asker) = (town.inquiry(Phase::Collecting).await, town.visitor());
    let path = format!("/inquiries/{}/questions", inquiry.slug);

    let sent = (0..20).map(|_| asker.post(&path).json(json!({ "text": TEXT })).key("one"));
    let answers = futures::future::join_all(sent.map(IntoFuture::into_future)).await;

    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    assert!(answers.iter().all(|answer| answer.clone().ok() == answers[0].body));
    assert_eq!(received(&town, &inquiry.slug).await, 1);
}

async fn a_key_belongs_to_what_was_first_sent_with_it(town: Town) {
    let (inquiry, asker, other) = (town.inquiry(Phase::Collecting).await, town.visitor(), town.visitor());
    let path = format!("/inquiries/{}/questions", inquiry.slug);
    asker.post(&path).json(json!({ "text": TEXT })).key("k").await.ok();

    let reused = asker.post(&path).json(json!({ "text": "另一件事也请管一管" })).key("k").await;
    let of_another_device = other.post(&path).json(json!({ "text": TEXT })).key("k").await;

    reused.refused(422, "idempotency_key_reused");
    assert_eq!(of_another_device.status, 201, "keys of two devices are two keys");
}

async fn without_a_key_nothing_is_taken(town: Town) {
    let (inquiry, asker) = (town.inquiry(Phase::Collecting).await, town.visitor());
    let path = format!("/inquiries/{}/questions", inquiry.slug);

    let bare = asker.post(&path).json(json!({ "text": TEXT })).await;
    let endless = asker.post(&path).json(json!({ "text": TEXT })).key(&"k".repeat(65)).await;
    let stranger = town.nobody().post(&path).json(json!({ "text": TEXT })).key("k").await;

    bare.refused(400, "idempotency_key_required");
    endless.refused(400, "malformed");
    stranger.refused(401, "unauthenticated");
    assert_eq!(received(&town, &inquiry.slug).await, 0);
}

async fn everything_that_is_wrong_is_said_at_once(town: Town) {
    let (inquiry, asker) = (town.inquiry(Phase::Collecting).await, town.visitor());

    let wrong = json!({
        "text": " 太短 ", "title": "题".repeat(61), "department": "nobody", "visibility": "secret", "contact": "1".repeat(101)
    });
    let answer = asker.writes(&inquiry, wrong).await.refused(422, "invalid");

    let said: Vec<(&str, &str, Option<i64>)> = answer["errors"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| (it["field"].as_str().unwrap(), it["code"].as_str().unwrap(), it["limit"].as_i64()))
        .collect();
    for expected in [
        ("text", "too_short", Some(5)),
        ("title", "too_long", Some(60)),
        ("contact", "too_long", Some(100)),
        ("department", "unknown", None),
        ("visibility", "unknown", None),
    ] {
        assert!(said.contains(&expected), "{expected:?} is not in {said:?}");
    }
    let long = asker.writes(&inquiry, json!({ "text": "长".repeat(2001) })).await.refused(422, "invalid");
    assert_eq!(long["errors"], json!([{ "field": "text", "code": "too_long", "limit": 2000 }]));
    assert_eq!(asker.writes(&inquiry, json!({ "text": "长".repeat(2000) })).await.status, 201);
    assert_eq!(asker.writes(&inquiry, json!({ "text": "一二三四五" })).await.status, 201);
    let heavy = asker.writes(&inquiry, json!({ "text": "长".repeat(30_000) })).await;
    heavy.refused(413, "too_large");
}

async fn outside_the_call_nothing_is_taken(town: Town) {
    let (ready, collecting) = (town.inquiry(Phase::Ready).await, town.inquiry(Phase::Collecting).await);
    let asker = town.visitor();

    asker.writes(&ready, json!({ "text": TEXT })).await.refused(409, "call_closed");
    asker.asks(&collecting, TEXT).await;
    town.wait(wenzheng::domain::moment::days(3));
    asker.writes(&collecting, json!({ "text": TEXT })).await.refused(409, "call_closed");

    assert_eq!(received(&town, &ready.slug).await, 0);
    assert_eq!(received(&town, &collecting.slug).await, 1);
}

async fn what_cannot_be_seen_is_not_stored(town: Town) {
    let (inquiry, asker) = (town.inquiry(Phase::Collecting).await, town.visitor());

    let written = json!({
        "text": "电梯\u{202e}坏了\u{0}\r\n三个月\u{7}", "place": "柳岸\u{0}\n小区", "name": "\u{200b}", "title": "é e\u{301}"
    });
    let asked = Asked::of(&asker.writes(&inquiry, written).await.ok());

    assert_eq!(asker.own(&asked).await["text"], "电梯坏了\n三个月");
    let card = town.moderator("谷雨").await.card(&asked.id).await;
    assert_eq!((card["line"]["place"].as_str(), card["title"].as_str()), (Some("柳岸 小区"), Some("é é")));
}

async fn an_inquiry_in_preparation_is_unknown_to_the_public(town: Town) {
    let (inquiry, asker) = (town.inquiry(Phase::Planning).await, town.visitor());

    asker.get(&format!("/inquiries/{}", inquiry.slug)).await.refused(404, "not_found");
    asker.writes(&inquiry, json!({ "text": TEXT })).await.refused(404, "not_found");

    assert_eq!(asker.get("/inquiries").await.ok()["items"], json!([]));
}

async fn in_earnest_a_device_is_paced_but_never_for_sending_again(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    town.keep_pace().await;
    let asker = town.visitor();
    let path = format!("/inquiries/{}/questions", inquiry.slug);
    let send = |key: &str| asker.post(&path).json(json!({ "text": TEXT })).key(key);
    for key in ["1", "2", "3", "4", "5"] {
        send(key).await.ok();
    }

    let sixth = send("6").await;
    let again = send("5").await;

    assert!(sixth.header("retry-after").is_some());
    sixth.refused(429, "too_many");
    assert_eq!(again.status, 200);
    town.wait(wenzheng::domain::moment::minutes(2));
    assert_eq!(send("6").await.status, 201);
}

async fn received(town: &Town, slug: &str) -> Value {
    town.nobody().get(&format!("/inquiries/{slug}")).await.ok()["counts"]["received"].clone()
}

async fn what_is_shown_before_sending_is_what_was_chosen(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let look = |visibility: &'static str| {
        let form = [
            ("text", "柳岸小区3号楼电梯停了三个月，电话13800138000"),
            ("name", "柳岸一位住户"),
            ("visibility", visibility),
            ("step", "look"),
        ];
        let call = town.nobody().request(reqwest::Method::POST, &format!("/i/{}/ask", inquiry.slug));
        async move {
            let page = crate::kit::Call(call.0.form(&form)).await.text;
            page.split("id=\"preview\"").nth(1).expect("a preview").split("</section>").next().unwrap().to_owned()
        }
    };

    let (shielded, public, private) = (look("shielded").await, look("public").await, look("congress_only").await);

    assert!(!shielded.contains("13800138000") && !shielded.contains("柳岸一位住户"), "{shielded}");
    assert!(public.contains("柳岸一位住户"), "{public}");
    assert!(private.contains("data-shown=\"public\" hidden"), "{private}");
}
