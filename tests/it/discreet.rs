//! Before and after a question is sent: what tells on its asker is shown, a shared phone forgets, and nobody learns the hour.

use reqwest::{Method, redirect::Policy};
use serde_json::json;
use wenzheng::{
    domain::{
        inquiry::{Inquiry, Phase},
        moment::{Moment, days, minutes},
        stream::Stream,
    },
    http::Who,
};

use crate::kit::{
    Asked, Ear, Town, both_engines,
    pages::{Page, fill, pages},
    scene::calls,
};

both_engines!(
    what_tells_on_an_asker_is_shown_once_before_it_is_sent_and_never_refused,
    a_call_tells_what_could_tell_on_its_writer,
    a_shared_phone_forgets_who_asked_from_it,
    nobody_learns_at_what_hour_a_citizen_did_something,
);

/// A browser without script: it keeps cookies and follows where a form leads.
fn browser() -> reqwest::Client {
    reqwest::Client::builder().cookie_store(true).redirect(Policy::none()).build().expect("a client")
}

struct Form {
    client: reqwest::Client,
    address: String,
    fields: Vec<(&'static str, String)>,
}

impl Form {
    /// The second step, filled in.
    async fn second_step(town: &Town, inquiry: &Inquiry, text: &str, place: &str) -> Form {
        let address = format!("http://{}/i/{}/ask", town.address(), inquiry.slug);
        let client = browser();
        let first = client.get(&address).send().await.unwrap().text().await.unwrap();
        let fields = vec![
            ("idempotency_key", value_of(&first, "idempotency_key")),
            ("text", text.to_owned()),
            ("place", place.to_owned()),
            ("seen", "yes".to_owned()),
        ];
        Form { client, address, fields }
    }

    /// Presses a button, with `warned` as the page before carried it.
    async fn press(&self, step: &str, warned: &str) -> (u16, String) {
        let mut fields = self.fields.clone();
        fields.extend([("step", step.to_owned()), ("warned", warned.to_owned())]);
        let answer = self.client.post(&self.address).form(&fields).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }
}

/// What a page's form carries under a name.
fn value_of(page: &str, name: &str) -> String {
    let field = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
    field.split('"').next().unwrap_or_default().to_owned()
}

async fn what_tells_on_an_asker_is_shown_once_before_it_is_sent_and_never_refused(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let form = Form::second_step(&town, &inquiry, "我是三单元唯一的租户，房东让我搬", "柳岸小区3号楼2单元1203室").await;

    let (status, shown) = form.press("2", "").await;

    assert_eq!(status, 200, "it was not sent yet");
    for told in ["我是三单元唯一的租户", "3号楼2单元1203室", "单独加密存放", "就这样发送"] {
        assert!(shown.contains(told), "{told} is missing: {shown}");
    }
    assert!(shown.contains("value=\"柳岸小区3号楼2单元1203室\""), "nothing that was typed is lost");
    let (status, receipt) = form.press("2", &value_of(&shown, "warned")).await;
    assert_eq!(status, 201, "{receipt}");
    let form = Form::second_step(&town, &inquiry, "路灯半年不亮了，什么时候修？", "河西路口").await;
    assert_eq!(form.press("2", "").await.0, 201, "an ordinary question is not held up");
}

async fn a_call_tells_what_could_tell_on_its_writer(town: Town) {
    let nobody = town.nobody();
    let draft = json!({ "text": "我叫王建国，电话13800138000", "name": "王建国", "visibility": "public" });

    let found = nobody.post("/telltales").json(draft).await.ok();

    let told: Vec<_> =
        found["items"].as_array().unwrap().iter().map(|it| (&it["field"], &it["kind"], &it["seen"])).collect();
    let expected = [("text", "own_name", "open"), ("text", "phone", "covered"), ("name", "own_name", "open")];
    assert_eq!(
        told,
        expected.map(|(a, b, c)| (json!(a), json!(b), json!(c))).iter().map(|(a, b, c)| (a, b, c)).collect::<Vec<_>>()
    );
    let plain = nobody.post("/telltales").json(json!({ "text": "路灯半年不亮了" })).await.ok();
    assert_eq!(plain, json!({ "items": [], "seen": "" }));
}

async fn a_shared_phone_forgets_who_asked_from_it(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let (one, other) =
        (town.visitor().asks(&inquiry, "电梯坏了三个月").await, town.visitor().asks(&inquiry, "路灯半年不亮了").await);
    let client = browser();
    let at = |path: &str| format!("http://{}{path}", town.address());
    let status = async |path: &str| client.get(at(path)).send().await.unwrap().status().as_u16();
    client.get(at(&format!("/i/{}/ask", inquiry.slug))).send().await.unwrap();
    client.get(at("/?size=large")).send().await.unwrap();
    for asked in [&one, &other] {
        client.get(at(&format!("/r/{}?s={}", asked.receipt, asked.secret))).send().await.unwrap();
        assert_eq!(status(&format!("/r/{}", asked.receipt)).await, 200, "it is open in this browser");
    }
    let before = client.get(at("/clear")).send().await.unwrap().text().await.unwrap();
    assert!(before.contains("2条"), "the page says how many were opened: {before}");

    let cleared = client.post(at("/clear")).send().await.unwrap();

    assert_eq!(cleared.headers()["clear-site-data"], "\"cookies\", \"storage\"");
    let gone: Vec<String> =
        cleared.headers().get_all("set-cookie").iter().map(|it| it.to_str().unwrap().to_owned()).collect();
    for name in ["visitor=;", "staff=;", "lang=;", "size=;", "receipt=;"] {
        assert!(gone.iter().any(|it| it.starts_with(name) && it.contains("Max-Age=0")), "{name} stays: {gone:?}");
    }
    for asked in [&one, &other] {
        assert_eq!(status(&format!("/r/{}", asked.receipt)).await, 303, "it opens by number and code alone");
    }
    let after = client.get(at("/clear")).send().await.unwrap().text().await.unwrap();
    assert!(after.contains("打开过的“我的问题”：没有") && !after.contains("data-size=\"large\""), "{after}");
}

async fn nobody_learns_at_what_hour_a_citizen_did_something(town: Town) {
    let (inquiry, mo, asker) = (town.inquiry(Phase::Collecting).await, town.moderator("谷雨").await, town.visitor());
    town.wait(minutes(5 * 60 + 7));
    let asked_at = town.app().now();
    let asked = asker.asks(&inquiry, "柳岸小区3号楼电梯停了三个月").await;
    town.wait(minutes(7 * 60 + 11));
    mo.approves(&asked.id, "柳岸小区3号楼电梯何时修好？").await;
    town.visitor().seconds(&asked.id).await;
    town.wait(days(1));

    let mut ear = Ear::new(&town.nobody(), &inquiry.slug, "public,tally");
    ear.connect().await.expect("the line opens");
    ear.hear_until(Stream::Public, 1).await;
    let mut read = vec![("the socket".to_owned(), ear.raw.join("\n"))];
    let snap = town.nobody().get(&format!("/inquiries/{}/streams/public/snap", inquiry.slug)).await.ok();
    for path in public_paths(&inquiry, &asked, snap["epoch"].as_str().expect("a stream has an epoch")) {
        read.push((path.clone(), town.nobody().request(Method::GET, &path).await.text));
    }

    assert!(read.iter().filter(|(_, text)| text.contains("电梯何时修好")).count() >= 6, "the question is seen");
    for (what, text) in &read {
        assert_eq!(told(text, asked_at), [] as [String; 0], "{what} tells when it was sent: {text}");
    }
}

/// Every page and call of the public, with this question behind it.
fn public_paths(inquiry: &Inquiry, asked: &Asked, epoch: &str) -> Vec<String> {
    let slug = &inquiry.slug;
    let read = pages().filter(|(method, _, page)| *method == "GET" && *page == Page::Anyone);
    let pages = read.map(|(_, path, _)| fill(path, slug, &asked.id));
    let calls = calls().filter(|(method, path, whos)| {
        *method == "GET"
            && whos.contains(&Who::Anyone)
            && !path.contains("/commitments/{id}")
            && !path.contains("/evidence/")
    });
    let calls = calls.map(|(_, path, _)| {
        let filled =
            path.replace("{slug}", slug).replace("{id}", &asked.id).replace("{epoch}", epoch).replace("{from}", "1");
        let query = match path {
            "/inquiries/{slug}/look-alikes" => "?text=电梯何时修好",
            "/inquiries/{slug}/streams/public/live" => "?after=0",
            "/workdays" => "?from=2026-09-24&n=1",
            _ => "",
        };
        format!("/api/v1{filled}{query}")
    });
    pages.filter(|path| path != "/ws/v1").chain(calls).collect()
}

/// Everything in a text that tells a moment within a minute of this one: milliseconds, seconds, a clock, an id.
fn told(text: &str, moment: Moment) -> Vec<String> {
    let near = |ms: i64| (ms - moment.0).abs() < minutes(1);
    let words = || text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let numbers = words().filter(|word| {
        let ms = match word.len() {
            13 => word.parse().ok(),
            10 => word.parse::<i64>().ok().map(|s| s * 1000),
            _ => None,
        };
        ms.is_some_and(near)
    });
    // The clock of a test is ahead of the one by which ids are made: theirs must tell no hour at all.
    let day_ms = days(1) as u128;
    let ids = words().filter(|word| {
        let id = uuid::Uuid::parse_str(word).ok().filter(|_| text.contains(&format!("/q/{word}")));
        id.is_some_and(|id| (id.as_u128() >> 80) % day_ms != 0)
    });
    let zones = ["Asia/Shanghai", "UTC"].map(|zone| jiff::tz::TimeZone::get(zone).expect("a zone"));
    let clocks = zones.into_iter().map(|zone| {
        let at = zone.to_datetime(jiff::Timestamp::from_millisecond(moment.0).expect("a moment"));
        format!("{:02}:{:02}", at.hour(), at.minute())
    });
    let clocks = clocks.filter(|clock| text.contains(clock.as_str()));
    numbers.chain(ids).map(str::to_owned).chain(clocks).collect()
}

#[test]
fn a_moment_is_found_however_it_is_written() {
    let at = Moment(1_790_253_327_123);

    for text in ["{\"at\":1790253327000}", "t=1790253327", "发于20:35", "2026-09-24T12:35:27Z"] {
        assert_eq!(told(text, at).len(), 1, "{text}");
    }
    assert_eq!(told("2026-09-24，共1,790,253条，1790999999999", at), [] as [String; 0]);
}
