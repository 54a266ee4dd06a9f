//! The pages without script: forms do what the calls do, nothing typed is lost, and nobody reads what is not theirs.

use serde_json::json;
use wenzheng::{
    chores::release,
    domain::{inquiry::Phase, role::Role},
};

use super::{Cast, closing::after_the_show};
use crate::kit::{
    Call, Town, both_engines,
    browse::{leads_to, read, send},
    scene::this_year,
};

both_engines!(
    a_promise_walks_from_the_scribe_to_the_notice_by_forms_alone,
    what_was_typed_comes_back_with_what_is_missing,
    a_citizen_speaks_without_script_and_once,
    the_closing_is_one_form_and_comes_back_whole,
    the_morning_sheet_says_what_came_of_the_show,
    an_order_has_the_number_that_the_office_gave_it,
    a_department_answers_in_writing_by_forms,
    pages_of_the_staff_are_for_those_who_have_the_part,
    what_was_said_on_air_is_never_markup,
);

async fn a_promise_walks_from_the_scribe_to_the_notice_by_forms_alone(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let scribe = format!("/scribe/{}", cast.inquiry.slug);
    let marked = send(&cast.scribe, &format!("{scribe}/mark"), &[("x", "")]).await;
    let mark = leads_to(&marked, &format!("{scribe}?mark=")).split('=').next_back().unwrap().to_owned();
    assert!(read(&cast.scribe, &format!("{scribe}?mark={mark}")).await.text.contains(&format!("value=\"{mark}\"")));
    let caught = [
        ("quote", "三十天内修好"),
        ("lead", "housing"),
        ("due", "30天内"),
        ("mark", &mark),
        ("kind", "promise"),
        ("nudge_s", "-2"),
        ("idempotency_key", "k1"),
    ];
    for _ in 0..2 {
        leads_to(&send(&cast.scribe, &scribe, &caught).await, &scribe);
    }
    let list = cast.scribe.get(&format!("/inquiries/{}/commitments", cast.inquiry.slug)).await.ok();
    assert_eq!(list["items"].as_array().unwrap().len(), 1, "a second press is the same press");
    assert_eq!(list["items"][0]["marked_afterwards"], false);
    let id = list["items"][0]["id"].as_str().unwrap();
    town.wait(super::DELAY_MS);

    for (place, who, form) in [
        ("supervision", &cast.supervisor, vec![("action", "confirm"), ("version", "1")]),
        ("supervision", &cast.supervisor, vec![("action", "assign"), ("version", "2"), ("lead", "housing")]),
        ("department", &cast.housing, vec![("action", "accept"), ("version", "3"), ("owner", "何苗"), ("plan", "")]),
    ] {
        assert!(read(who, &format!("/{place}")).await.text.contains(&format!("/{place}/c/{id}")), "{place} lists it");
        let path = format!("/{place}/c/{id}");
        assert!(read(who, &path).await.text.contains(&format!("value=\"{}\"", form[0].1)), "{path} offers it");
        leads_to(&send(who, &path, &form).await, &path);
    }
    let part = reqwest::multipart::Part::bytes(crate::kit::camera::jpeg()).file_name("a.jpg");
    let form = reqwest::multipart::Form::new().text("caption", "1号楼").part("photo", part);
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let sent = client
        .post(format!("http://{}/department/c/{id}/evidence", town.address()))
        .header("cookie", format!("staff={}", cast.housing.token.clone().unwrap()))
        .multipart(form);
    leads_to(&Call(sent).await, &format!("/department/c/{id}?done=evidence"));
    let file = cast.housing.get(&format!("/commitments/{id}/file")).await.ok();
    let picture = file["evidence"][0]["id"].as_str().unwrap();
    let report = [("action", "report_done"), ("version", "4"), ("evidence", picture), ("note", "修好了")];
    leads_to(&send(&cast.housing, &format!("/department/c/{id}"), &report).await, "/department/c/");
    let found = [("action", "verify"), ("version", "5"), ("verdict", "kept"), ("note", "看过")];
    leads_to(&send(&cast.verifier, &format!("/verification/c/{id}"), &found).await, "/verification/c/");
    let page = read(&town.nobody(), &format!("/c/{id}")).await;
    assert!(page.status == 200 && page.text.contains("公示中") && page.text.contains("提出异议"));
    assert!(read(&town.nobody(), "/ledger").await.text.contains("三十天内修好"));
}

async fn what_was_typed_comes_back_with_what_is_missing(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let scribe = format!("/scribe/{}", cast.inquiry.slug);
    let vague = send(&cast.scribe, &scribe, &[("quote", "我们尽快研究"), ("due", "尽快"), ("what", "二次供水")]).await;
    assert_eq!(vague.status, 422);
    assert!(["我们尽快研究", "value=\"尽快\"", "二次供水", "没读懂"].iter().all(|text| vague.text.contains(text)));

    let id = cast.accepted().await;
    let path = format!("/department/c/{id}");
    let stale = [("action", "progress"), ("version", "2"), ("note", "换好了钢丝绳"), ("internal", "欠费")];
    let back = send(&cast.housing, &path, &stale).await;
    assert_eq!(back.status, 409);
    assert!(
        ["换好了钢丝绳", "欠费", "value=\"4\""].iter().all(|text| back.text.contains(text)),
        "with the version as it is"
    );
    let bare = send(&cast.housing, &path, &[("action", "report_done"), ("version", "4"), ("note", "修好了")]).await;
    assert!(bare.status == 422 && bare.text.contains("修好了") && bare.text.contains("至少一张照片"));
    let judged = send(&cast.housing, &path, &[("action", "close"), ("version", "4")]).await;
    assert_eq!(judged.status, 403);
}

async fn a_citizen_speaks_without_script_and_once(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.reported().await;
    cast.acts(&cast.verifier, &id, "verify", json!({ "verdict": "kept", "note": "看过" })).await.ok();
    let path = format!("/c/{id}");
    let page = read(&town.nobody(), &path).await;
    assert!(
        page.header("set-cookie").is_some_and(|cookie| cookie.starts_with("visitor=")),
        "a device before it speaks"
    );
    let visitor = town.visitor();

    leads_to(&send(&visitor, &path, &[("action", "agree"), ("idempotency_key", "a")]).await, &path);
    assert!(read(&visitor, &path).await.text.contains("您说和您看到的一样"));
    let bare = send(&visitor, &path, &[("action", "object"), ("text", " "), ("idempotency_key", "b")]).await;
    assert_eq!(bare.status, 422);
    let words = [("action", "object"), ("text", "2号楼又停了"), ("idempotency_key", "c")];
    for _ in 0..2 {
        leads_to(&send(&visitor, &path, &words).await, &format!("{path}?done=objected"));
    }
    let told = cast.public(&id).await.ok();
    assert_eq!((&told["objections_open"], &told["agreed"]), (&json!(1), &json!(1)));
    assert!(!read(&town.nobody(), &path).await.text.contains("2号楼又停了"));
}

async fn the_closing_is_one_form_and_comes_back_whole(town: Town) {
    let (cast, asked) = super::closing::after_the_show(&town).await;
    let path = format!("/supervision/{}/closing", cast.inquiry.slug);
    let page = read(&cast.supervisor, &path).await;
    assert!(page.text.contains("件事没人管") && page.text.contains("柳岸小区电梯何时修好？"));
    let housing = page.text.split("<option value=\"").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let ids: Vec<&str> = [0, 1, 2, 4, 5].map(|n: usize| asked[n].id.as_str()).to_vec();
    let names: Vec<(String, String, String)> =
        ids.iter().map(|id| ((*id).to_owned(), format!("version-{id}"), format!("order_text-{id}"))).collect();
    let versions = ["2", "2", "2", "1", "1"];
    let form = |last: &'static str| {
        let mut form = vec![("department", housing.as_str()), ("working_days", "5")];
        for (n, (id, version, text)) in names.iter().enumerate() {
            form.extend([("take", id.as_str()), (version.as_str(), versions[n])]);
            form.push((text.as_str(), if n == 2 { last } else { "柳岸小区，请答复" }));
        }
        form
    };

    let back = send(&cast.supervisor, &path, &form("")).await;
    assert_eq!(back.status, 422);
    assert!(back.text.contains("柳岸小区，请答复") && back.text.contains("交办文还没写"), "nothing typed is lost");

    leads_to(&send(&cast.supervisor, &path, &form("柳岸小区供水")).await, &format!("{path}?done=5"));
    assert!(read(&cast.supervisor, &path).await.text.contains("全部都有单位和日期了"));
    assert_eq!(read(&cast.housing, &path).await.status, 403);
}

async fn a_department_answers_in_writing_by_forms(town: Town) {
    let (cast, asked) = super::closing::after_the_show(&town).await;
    let id = &asked[0].id;
    let order = json!({ "department": "housing", "version": 2 });
    cast.supervisor.post(&format!("/questions/{id}/order")).json(order).await.ok();
    let (own, office) = (format!("/department/q/{id}"), format!("/supervision/q/{id}"));
    let page = read(&cast.housing, &own).await;
    assert!(page.text.contains("柳岸小区电梯何时修好？") && !page.text.contains("9栋1803"));
    let half = send(&cast.housing, &own, &[("text", "已经修好"), ("signed_by", ""), ("version", "3")]).await;
    assert!(half.status == 422 && half.text.contains("已经修好"));

    let whole = [("text", "已经修好"), ("signed_by", "何局长"), ("version", "3")];
    leads_to(&send(&cast.housing, &own, &whole).await, "/department");
    assert!(read(&cast.supervisor, "/supervision").await.text.contains(&office));
    let bare = send(&cast.supervisor, &office, &[("verdict", "return"), ("reason", ""), ("version", "4")]).await;
    assert_eq!(bare.status, 422);
    leads_to(&send(&cast.supervisor, &office, &[("verdict", "accept"), ("version", "4")]).await, "/supervision");
    assert!(read(&town.nobody(), &format!("/q/{id}")).await.text.contains("已经修好"));
}

async fn pages_of_the_staff_are_for_those_who_have_the_part(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.accepted().await;
    let stranger = cast.of_department(Role::Department, "供水", "water").await;
    let scribe = format!("/scribe/{}", cast.inquiry.slug);
    for path in ["/today", "/supervision", "/department", "/verification", &scribe, &format!("/department/c/{id}")] {
        leads_to(&read(&town.nobody(), path).await, "/sign-in");
    }
    for (who, path, status) in [
        (&cast.housing, "/department".to_owned(), 200),
        (&cast.housing, "/supervision".to_owned(), 403),
        (&cast.supervisor, "/supervision".to_owned(), 200),
        (&cast.supervisor, "/department".to_owned(), 403),
        (&cast.verifier, "/verification".to_owned(), 200),
        (&cast.verifier, "/today".to_owned(), 200),
        (&cast.scribe, format!("/supervision/c/{id}"), 403),
        (&cast.housing, format!("/supervision/c/{id}"), 403),
        (&stranger, format!("/department/c/{id}"), 403),
        (&cast.housing, scribe.clone(), 403),
        (&cast.supervisor, scribe.clone(), 200),
    ] {
        assert_eq!(read(who, &path).await.status, status, "{} on {path}", who.name);
    }
}

async fn what_was_said_on_air_is_never_markup(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let evil = "<script>alert(1)</script>三天内";
    let id = cast.catches(json!({ "quote": evil, "what": evil })).await["id"].as_str().unwrap().to_owned();
    cast.acts(&cast.supervisor, &id, "confirm", json!({})).await.ok();

    for path in ["/ledger".to_owned(), format!("/c/{id}")] {
        let page = read(&town.nobody(), &path).await;
        assert!(page.status == 200 && !page.text.contains("<script>alert"), "{path}");
    }
    let scribe = read(&cast.scribe, &format!("/scribe/{}", cast.inquiry.slug)).await;
    assert!(!scribe.text.contains("<script>alert"));
}

async fn the_morning_sheet_says_what_came_of_the_show(town: Town) {
    let (cast, asked) = after_the_show(&town).await;
    let caught = json!({ "quote": "三十天内把电梯修好", "what": "电梯恢复运行", "lead": "housing", "due": "30天内" });
    let caught = cast.scribe.post(&format!("/inquiries/{}/commitments", cast.inquiry.slug)).json(caught).await.ok();
    let sheet = format!("/supervision/{}/morning", cast.inquiry.slug);
    let before = read(&cast.supervisor, &sheet).await;
    assert!(before.text.contains("收到6件，来自6台设备"), "{}", before.text);
    assert!(before.text.contains("还有5件没有责任单位和日期"));
    assert!(
        before.text.contains("还有1条记下来没有确认") && !before.text.contains("电梯恢复运行"),
        "not confirmed yet"
    );
    assert!(!before.text.contains("9栋1803"), "no original");

    cast.acts(&cast.supervisor, caught["id"].as_str().unwrap(), "confirm", json!({})).await.ok();
    let order = json!({ "department": "housing", "version": 2 });
    cast.supervisor.post(&format!("/questions/{}/order", asked[0].id)).json(order).await.ok();
    town.wait(wenzheng::domain::moment::minutes(2));
    release::release_due(&town.app()).await.expect("what is due is released");

    let after = read(&cast.supervisor, &sheet).await;
    assert!(after.text.contains("电梯恢复运行") && after.text.contains("还有4件没有责任单位和日期"), "{}", after.text);
    let list = read(&cast.supervisor, "/today").await;
    assert!(list.text.contains(&sheet), "whoever supervises finds it in their list");
    assert_eq!(read(&cast.housing, &sheet).await.status, 403);
}

async fn an_order_has_the_number_that_the_office_gave_it(town: Town) {
    let (cast, asked) = after_the_show(&town).await;
    let order = |id: &str| (format!("/questions/{id}/order"), json!({ "department": "housing", "version": 2 }));
    for question in &asked[..2] {
        let (path, body) = order(&question.id);
        cast.supervisor.post(&path).json(body).await.ok();
    }
    let sheet = |place: &str, n: usize| format!("/{place}/q/{}/sheet", asked[n].id);
    let number = |typed: &'static str, version: &'static str| {
        let year = this_year().to_string();
        (typed.replace("YEAR", &year), version)
    };
    let send = async |n: usize, (typed, version): (String, &str)| {
        send(&cast.supervisor, &sheet("supervision", n), &[("number", &typed), ("version", version)]).await
    };

    let wrong = send(0, number("望人办YEAR年12号", "0")).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("代字、年份、顺序号") && wrong.text.contains("年12号\""), "what was typed is there");
    leads_to(&send(0, number("望人办[YEAR]第012号", "0")).await, &sheet("supervision", 0));
    let (written, _) = number("望人办〔YEAR〕12号", "");
    for (who, place) in [(&cast.supervisor, "supervision"), (&cast.housing, "department")] {
        assert!(read(who, &sheet(place, 0)).await.text.contains(&written), "{place} reads the number on the order");
    }
    assert!(!read(&cast.housing, &sheet("department", 0)).await.text.contains("name=\"number\""), "the office numbers");
    let taken = send(1, number("望人办〔YEAR〕12号", "0")).await;
    assert!(taken.status == 422 && taken.text.contains("别的交办单用过了"), "{}", taken.text);
    assert_eq!(send(0, number("望人办〔YEAR〕13号", "0")).await.status, 409, "somebody numbered it meanwhile");

    let file = read(&cast.housing, &format!("{}?as=docx", sheet("department", 0))).await;
    assert!(file.header("content-disposition").is_some_and(|name| name.contains(".docx")));
    assert!(file.header("content-type").is_some_and(|kind| kind.contains("wordprocessingml")));
    let findings = wenzheng::store::verify::verify(&town.app().store).await.expect("the record is read");
    assert!(findings.wrong.is_empty(), "{:?}", findings.wrong);
}
