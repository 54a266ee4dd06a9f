//! A crowd at the door: nobody is refused for their neighbours, and whoever makes up devices moves no published count.

use futures::{StreamExt as _, stream};
use serde_json::{Value, json};
use wenzheng::{
    config::PaceRule,
    domain::{
        inquiry::{Inquiry, Phase},
        moment::seconds,
        role::Role,
    },
    pace::Pace,
    vault::work,
};

use crate::kit::{Answer, Person, Town, both_engines, browse::read};

both_engines!(
    three_thousand_devices_on_one_address_ask_and_second_without_one_refusal,
    made_up_devices_move_a_count_by_the_stated_bound_and_no_more,
    a_loop_with_one_device_is_one_device,
    a_hall_that_was_declared_counts_at_once,
    beyond_what_a_hall_would_send_a_question_works_or_waits_and_keeps_its_words,
    only_the_lead_declares_a_hall_and_the_record_holds_it,
);

/// How many devices of one network count for one question without work, and of all networks together: `pace.rs`.
const FROM_NETWORK: i64 = 200;
const FROM_ALL: i64 = 1_000;

/// A show that keeps pace behind a proxy, so that the story can say from where each device comes.
async fn show(town: &Town) -> (Inquiry, Person, String) {
    town.reopen(|config| {
        config.pace = PaceRule::Strict;
        config.trusted_proxies = vec!["127.0.0.1".parse().expect("an address")];
    })
    .await;
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Live).await);
    let asked = town.visitor().asks(&inquiry, "电梯坏了三个月").await;
    mo.approves(&asked.id, "电梯什么时候修好？").await;
    (inquiry, mo, asked.id)
}

/// As many new devices as there are addresses each say 我也遇到, sixteen at a time.
async fn second_from(town: &Town, id: &str, addresses: Vec<String>) -> Vec<Answer> {
    let said = addresses.into_iter().map(|address| {
        let call = town.visitor().put(&format!("/questions/{id}/second"));
        async move { call.header("x-forwarded-for", &address).await }
    });
    stream::iter(said).buffer_unordered(16).collect().await
}

/// So many were there already.
fn crowd(town: &Town, pace: Pace, who: &str, many: usize) {
    let app = town.app();
    for _ in 0..many {
        app.paces.overdraw(pace, who, app.now());
    }
}

async fn published(town: &Town, id: &str) -> i64 {
    town.visitor().public(id).await.ok()["seconds"].as_i64().expect("a count")
}

async fn three_thousand_devices_on_one_address_ask_and_second_without_one_refusal(town: Town) {
    let (inquiry, _, id) = show(&town).await;
    let path = format!("/inquiries/{}/questions", inquiry.slug);
    let hall =
        (0..3_000).map(|n| {
            let device = town.visitor();
            let written = json!({ "text": format!("第{n}位观众想问电梯的事") });
            let (ask, second) =
                (device.post(&path).json(written).key("k"), device.put(&format!("/questions/{id}/second")));
            async move {
                (ask.header("x-forwarded-for", "10.8.0.7").await, second.header("x-forwarded-for", "10.8.0.7").await)
            }
        });

    let answers: Vec<(Answer, Answer)> = stream::iter(hall).buffer_unordered(32).collect().await;

    let refused: Vec<u16> = answers
        .iter()
        .flat_map(|(asked, seconded)| [asked.status, seconded.status])
        .filter(|status| !matches!(status, 200 | 201))
        .collect();
    assert_eq!(refused, Vec::<u16>::new());
    let app = town.app();
    let mut tx = app.store.read().await.expect("it can be read");
    let heard = wenzheng::store::seconds::uncounted(&mut tx, &inquiry.id).await.expect("a count");
    assert_eq!(heard + published(&town, &id).await, 3_000, "each is kept: counted, or heard");
}

async fn made_up_devices_move_a_count_by_the_stated_bound_and_no_more(town: Town) {
    let (_, _, id) = show(&town).await;

    let one_address = second_from(&town, &id, vec!["10.8.0.7".to_owned(); 300]).await;

    assert!(one_address.iter().all(|answer| answer.status == 200), "nobody is refused");
    let moved = published(&town, &id).await;
    assert!((FROM_NETWORK..FROM_NETWORK + 6).contains(&moved), "200 at once, then one in ten seconds: {moved}");
    let rotating: Vec<String> = (0..1_200).map(|n| format!("10.{}.{}.9", 16 + n / 256, n % 256)).collect();
    second_from(&town, &id, rotating).await;
    let moved = published(&town, &id).await;
    assert!((FROM_ALL..FROM_ALL + 60).contains(&moved), "1,000 at once, then one a second: {moved}");
    crowd(&town, Pace::CountFromNetwork, &format!("{id} 10.8.0.0/24"), 200);

    // A device that works is counted, and brings its neighbours nothing.
    let device = town.visitor();
    let put = || device.put(&format!("/questions/{id}/second")).header("x-forwarded-for", "10.8.0.7");
    let heard = put().await.ok();
    assert_eq!((&heard["counted"], &heard["seconds"]), (&json!(false), &json!(moved)));
    let work = work::done(heard["work"]["work"].as_str().expect("work is given"));
    let stolen = town.visitor().put(&format!("/questions/{id}/second")).header("visitor-work", &work);
    assert_eq!(stolen.header("x-forwarded-for", "10.8.0.7").await.ok()["counted"], false, "it is another device's");
    let counted = put().header("visitor-work", &work).await.ok();
    assert_eq!((&counted["counted"], &counted["seconds"]), (&json!(true), &json!(moved + 1)));
    assert_eq!(counted.get("work"), None);
    assert_eq!(put().await.ok()["counted"], true, "once counted it stays so");
}

async fn a_loop_with_one_device_is_one_device(town: Town) {
    let (_, _, id) = show(&town).await;
    let device = town.visitor();

    for _ in 0..60 {
        device.put(&format!("/questions/{id}/second")).await;
        device.delete(&format!("/questions/{id}/second")).await;
    }
    town.wait(seconds(90));
    device.put(&format!("/questions/{id}/second")).await.ok();

    assert_eq!(published(&town, &id).await, 1);
    let neighbour = town.visitor().put(&format!("/questions/{id}/second")).await.ok();
    assert_eq!((&neighbour["counted"], &neighbour["seconds"]), (&json!(true), &json!(2)));
}

async fn a_hall_that_was_declared_counts_at_once(town: Town) {
    let (inquiry, _, id) = show(&town).await;
    let lead = town.staff(Role::Lead, "白露").await;
    let declare =
        lead.post(&format!("/inquiries/{}/hall", inquiry.slug)).json(json!({ "belongs": true, "version": 0 }));
    let declared = declare.header("x-forwarded-for", "10.8.0.200").await.ok();
    assert_eq!(declared["networks"], json!(["10.8.0.0/24"]));

    let answers = second_from(&town, &id, vec!["10.8.0.7".to_owned(); 260]).await;

    assert!(answers.into_iter().all(|answer| answer.ok()["counted"] == true));
    assert_eq!(published(&town, &id).await, 260);
}

async fn beyond_what_a_hall_would_send_a_question_works_or_waits_and_keeps_its_words(town: Town) {
    let (inquiry, _, _) = show(&town).await;
    crowd(&town, Pace::AskFromNetwork, "10.8.0.0/24", 3_200);
    let ask = |who: &Person, key: &str| {
        let call = who.post(&format!("/inquiries/{}/questions", inquiry.slug)).header("x-forwarded-for", "10.8.0.7");
        call.json(json!({ "text": "我写了很久的一段话不能丢" })).key(key)
    };
    let device = town.visitor();

    let wanted = ask(&device, "k1").await.refused(429, "work_wanted");

    let done = work::done(wanted["work"]["work"].as_str().expect("work is given"));
    ask(&device, "k1").header("visitor-work", &done).await.ok();
    ask(&town.visitor(), "k2").header("visitor-work", &done).await.refused(429, "work_wanted");
    let elsewhere = town.visitor().post(&format!("/inquiries/{}/questions", inquiry.slug));
    elsewhere.json(json!({ "text": "别处的网络照常提问" })).key("k").header("x-forwarded-for", "10.9.0.7").await.ok();

    // Without script: the page keeps every word, and its ticket opens after the wait.
    let (status, page, cookie) = form(&town, &inquiry, None, "").await;
    assert_eq!(status, 429);
    assert!(page.contains("我写了很久的一段话不能丢") && page.contains("从您这个网络来的人很多"), "{page}");
    let ticket = page.split_once("name=\"work\" value=\"").expect("a ticket").1.split_once('"').expect("its end").0;
    let (early, _, _) = form(&town, &inquiry, cookie.as_deref(), ticket).await;
    assert_eq!(early, 429, "its turn has not come");
    town.wait(seconds(12));
    crowd(&town, Pace::AskFromNetwork, "10.8.0.0/24", 600);
    let (status, page, _) = form(&town, &inquiry, cookie.as_deref(), ticket).await;
    assert_eq!(status, 201, "{page}");
}

/// Sends the form of the last step without script: status, page and the device's cookie.
async fn form(town: &Town, inquiry: &Inquiry, cookie: Option<&str>, work: &str) -> (u16, String, Option<String>) {
    let sent = [
        ("idempotency_key", "f1"),
        ("text", "我写了很久的一段话不能丢"),
        ("seen", "yes"),
        ("step", "2"),
        ("visibility", "shielded"),
        ("work", work),
    ];
    let call = town.http().post(format!("http://{}/i/{}/ask", town.address(), inquiry.slug)).form(&sent);
    let call = call.header("x-forwarded-for", "10.8.0.7");
    let answer = cookie.map_or(call.try_clone(), |cookie| Some(call.header("cookie", cookie)));
    let answer = answer.expect("a form can be sent").send().await.expect("it answers");
    let set = answer.headers().get("set-cookie").and_then(|value| value.to_str().ok());
    let set = set.and_then(|value| value.split(';').next()).map(str::to_owned);
    (answer.status().as_u16(), answer.text().await.expect("a page"), set)
}

async fn only_the_lead_declares_a_hall_and_the_record_holds_it(town: Town) {
    let (inquiry, mo, id) = show(&town).await;
    let lead = town.staff(Role::Lead, "白露").await;
    let path = format!("/inquiries/{}/hall", inquiry.slug);
    let body = |network: &str, belongs: bool, version: i64| json!({ "network": network, "belongs": belongs, "version": version });
    mo.post(&path).json(body("10.8.0.7", true, 0)).await.refused(403, "not_allowed");
    lead.post(&path).json(body("dorm", true, 0)).await.refused(422, "invalid");

    lead.post(&path).json(body("10.8.0.7", true, 0)).await.ok();

    lead.post(&path).json(body("10.8.0.9", true, 1)).await.refused(409, "wrong_state");
    crowd(&town, Pace::CountFromNetwork, &format!("{id} 10.9.0.0/24"), 400);
    second_from(&town, &id, vec!["10.9.0.7".to_owned(); 3]).await;
    let page = read(&lead, &format!("/desk/{}/gate", inquiry.slug)).await.text;
    for part in ["10.8.0.0/24", "3台次"] {
        assert!(page.contains(part), "{part} stands nowhere on the page");
    }
    let after = lead.post(&path).json(body("10.8.0.0/24", false, 1)).await.ok();
    assert_eq!((&after["networks"], &after["version"]), (&Value::Array(Vec::new()), &json!(2)));
}
