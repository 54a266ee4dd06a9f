//! The life of a promise: who may do what, what never changes, and how it ends.

use serde_json::{Value, json};
use wenzheng::domain::{inquiry::Phase, moment::days, role::Role, stream::Stream};

use super::Cast;
use crate::kit::{Town, both_engines, journal::lines};

both_engines!(
    a_promise_is_followed_from_the_mark_to_its_end,
    nobody_confirms_what_they_wrote_not_even_with_another_token,
    one_person_alone_needs_a_reason_and_it_shows_until_countersigned,
    words_and_first_date_never_change_after_the_confirmation,
    a_department_never_closes_verifies_or_judges_its_own,
    an_objection_holds_the_closing_until_it_is_answered,
    a_stale_writer_is_shown_how_it_stands,
    the_public_hears_nothing_before_the_confirmation,
    a_mark_is_the_houses_own_clock_and_one_named_later_says_so,
    what_was_done_once_is_not_done_again_under_the_same_key,
    a_text_among_supervisor_and_parties_never_leaves,
    a_date_beyond_the_calendar_is_fixed_by_the_notice_and_then_stands,
    whose_an_order_is_is_decided_while_both_clocks_are_shown,
    a_company_owes_only_where_everybody_reads_why,
);

async fn whose_an_order_is_is_decided_while_both_clocks_are_shown(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.catches(json!({})).await["id"].as_str().unwrap().to_owned();
    cast.acts(&cast.supervisor, &id, "confirm", json!({})).await.ok();
    cast.acts(&cast.supervisor, &id, "assign", json!({ "lead": "housing" })).await.ok();
    let back = |to: &str| json!({ "reason": "电梯维保归市场监管", "to": to });
    cast.acts(&cast.housing, &id, "return", back("housing")).await.refused(422, "invalid");
    cast.acts(&cast.housing, &id, "return", back("willow")).await.ok();

    let open = cast.public(&id).await.ok();
    let told = &open["arbitration"];
    assert_eq!(
        json!([open["lead"]["slug"], told["by"]["slug"], told["to"]["slug"]]),
        json!(["housing", "housing", "willow"])
    );
    assert!(told["until"].is_string() && open["lateness"].is_object(), "both clocks: {open}");
    assert!(!open.to_string().contains("归市场监管"), "why it went back stays inside");
    let pages = [
        (town.nobody(), format!("/c/{id}")),
        (cast.supervisor.clone(), format!("/supervision/c/{id}")),
        (cast.housing.clone(), format!("/department/c/{id}")),
    ];
    for (who, path) in pages {
        let page = who.request(reqwest::Method::GET, &path).header("accept", "text/html").await;
        assert!(page.text.contains("责任认定中") && page.text.contains("承诺的时限照走"), "{path}: {}", page.text);
    }

    cast.acts(&cast.supervisor, &id, "assign", json!({ "lead": "willow" })).await.ok();
    let decided = cast.public(&id).await.ok();
    assert_eq!((&decided["arbitration"], &decided["lead"]["slug"]), (&Value::Null, &json!("willow")));
    assert_eq!(decided["due"], open["due"], "the first date stands");
}

async fn a_company_owes_only_where_everybody_reads_why(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.catches(json!({ "lead": "water" })).await["id"].as_str().unwrap().to_owned();
    cast.acts(&cast.supervisor, &id, "confirm", json!({})).await.ok();
    let said = cast.public(&id).await.ok();
    assert_eq!(json!([said["lead"], said["doer"]["slug"]]), json!([null, "water"]), "the company that spoke acts");

    let refused = cast.acts(&cast.supervisor, &id, "assign", json!({ "lead": "water" })).await.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["field"], "company_reason");
    let why = json!({ "lead": "water", "company_reason": "县属国企，独家维保" });
    cast.acts(&cast.supervisor, &id, "assign", why).await.ok();

    let owed = cast.public(&id).await.ok();
    assert_eq!(owed["lead"]["slug"], "water");
    assert_eq!(owed["records"][0]["text"], "县属国企，独家维保");
}

async fn a_promise_is_followed_from_the_mark_to_its_end(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.reported().await;
    assert_eq!(cast.public(&id).await.ok()["state"], "reported_done");
    cast.acts(&cast.verifier, &id, "take_up", json!({})).await.ok();

    let found = json!({ "verdict": "kept", "note": "现场看过，三部都在运行" });
    let found = cast.acts(&cast.verifier, &id, "verify", found).await.ok();

    assert_eq!((&found["state"], &found["outcome"]), (&json!("notice"), &json!("kept")));
    cast.acts(&cast.supervisor, &id, "close", json!({})).await.refused(409, "notice_running");
    let visitor = town.visitor();
    for _ in 0..2 {
        visitor.post(&format!("/commitments/{id}/actions")).json(json!({ "action": "agree" })).await.ok();
    }
    assert_eq!(cast.public(&id).await.ok()["agreed"], 1, "a device agrees once");
    town.wait(days(7));
    cast.acts(&cast.supervisor, &id, "close", json!({})).await.ok();
    let told = cast.public(&id).await.ok();
    assert_eq!((&told["state"], &told["outcome"], &told["late"]), (&json!("closed"), &json!("kept"), &json!(false)));
    let actions: Vec<&str> =
        told["records"].as_array().unwrap().iter().map(|it| it["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["close", "verify", "take_up", "report_done", "accept", "assign", "confirm"]);
    assert!(told["counted"].as_array().is_some_and(|steps| !steps.is_empty()), "the date explains itself");
    cast.acts(&cast.supervisor, &id, "reopen", json!({ "reason": "又停了" })).await.ok();
    assert_eq!(cast.public(&id).await.ok()["outcome"], "not_assessed");
}

async fn nobody_confirms_what_they_wrote_not_even_with_another_token(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let same_person = town.supervisor("苏芒").await;
    let id = cast.catches(json!({})).await["id"].as_str().unwrap().to_owned();

    cast.acts(&same_person, &id, "confirm", json!({})).await.refused(403, "same_person");
    cast.acts(&cast.scribe, &id, "confirm", json!({})).await.refused(403, "same_person");
    cast.acts(&cast.supervisor, &id, "edit", json!({ "quote": "三十天内修好" })).await.ok();
    cast.acts(&cast.supervisor, &id, "confirm", json!({})).await.refused(403, "same_person");

    let other = town.supervisor("方晴").await;
    assert_eq!(cast.acts(&other, &id, "confirm", json!({})).await.ok()["state"], "confirmed");
}

async fn one_person_alone_needs_a_reason_and_it_shows_until_countersigned(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let alone = town.supervisor("苏芒").await;
    let id = cast.catches(json!({})).await["id"].as_str().unwrap().to_owned();

    cast.acts(&alone, &id, "confirm", json!({ "alone": "今晚只有一人值守" })).await.ok();

    assert_eq!(cast.public(&id).await.ok()["alone"], true);
    cast.acts(&alone, &id, "countersign", json!({})).await.refused(403, "same_person");
    cast.acts(&cast.supervisor, &id, "countersign", json!({})).await.ok();
    assert_eq!(cast.public(&id).await.ok()["alone"], false);
}

async fn words_and_first_date_never_change_after_the_confirmation(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.accepted().await;
    let before = cast.public(&id).await.ok();

    cast.acts(&cast.supervisor, &id, "edit", json!({ "quote": "尽快修好" })).await.refused(409, "wrong_state");
    cast.acts(&cast.supervisor, &id, "void", json!({ "reason": "说错了" })).await.refused(409, "wrong_state");
    let until = "2031-01-10";
    cast.acts(&cast.supervisor, &id, "extend", json!({ "until": until })).await.refused(422, "reason_required");
    let extended = json!({ "until": until, "reason": "配件要从外地调" });
    cast.acts(&cast.supervisor, &id, "extend", extended).await.ok();

    let after = cast.public(&id).await.ok();
    assert_eq!((&after["quote"], &after["due"]), (&before["quote"], &before["due"]));
    assert_eq!(after["due_now"], until);
    town.wait(days(60));
    let late = cast.public(&id).await.ok();
    assert_eq!((&late["late"], &late["lateness"]["state"]), (&json!(true), &json!("late")), "against the first date");
}

async fn a_department_never_closes_verifies_or_judges_its_own(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.reported().await;
    let of_housing = cast.of_department(Role::Verifier, "同局核查", "housing").await;
    let of_water = cast.of_department(Role::Department, "供水", "water").await;
    let kept = || json!({ "verdict": "kept", "note": "好了" });

    cast.acts(&cast.housing, &id, "verify", kept()).await.refused(403, "not_allowed");
    cast.acts(&cast.housing, &id, "close", json!({})).await.refused(403, "not_allowed");
    let broken = json!({ "judgement": "withdrawn", "reason": "群众满意" });
    cast.acts(&cast.housing, &id, "judge", broken).await.refused(403, "not_allowed");
    cast.acts(&of_housing, &id, "verify", kept()).await.refused(403, "same_department");
    cast.acts(&of_water, &id, "progress", json!({ "note": "x" })).await.refused(403, "not_yours");
    // Whoever acted for the department does not judge for somebody else.
    let same_hand = town.staff(Role::Verifier, "何苗").await;
    cast.acts(&same_hand, &id, "verify", kept()).await.refused(403, "same_department");
    town.nobody()
        .post(&format!("/commitments/{id}/actions"))
        .json(json!({ "action": "close" }))
        .await
        .refused(401, "unauthenticated");

    let again = json!({ "verdict": "not_kept", "note": "2号楼还停着" });
    assert_eq!(cast.acts(&cast.verifier, &id, "verify", again).await.ok()["state"], "in_progress");
    assert_eq!(cast.public(&id).await.ok()["reported_on"], Value::Null, "the claim does not stand");
}

async fn an_objection_holds_the_closing_until_it_is_answered(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.reported().await;
    let visitor = town.visitor();
    let object = || {
        visitor
            .post(&format!("/commitments/{id}/actions"))
            .json(json!({ "action": "object", "text": "2号楼昨天又停了" }))
    };
    object().await.refused(409, "wrong_state");
    cast.acts(&cast.verifier, &id, "verify", json!({ "verdict": "kept", "note": "看过" })).await.ok();

    assert_eq!(object().await.ok()["state"], "disputed");

    town.wait(days(8));
    cast.acts(&cast.supervisor, &id, "close", json!({})).await.refused(409, "objection_open");
    let told = cast.public(&id).await;
    assert!(!told.text.contains("昨天又停了"), "a citizen's words are not for everybody");
    assert_eq!(told.body["objections_open"], 1);
    let seen = cast.housing.get(&format!("/commitments/{id}/file")).await;
    assert!(seen.status == 200 && !seen.text.contains("昨天又停了"), "nor for the department");
    assert!(cast.supervisor.get(&format!("/commitments/{id}/file")).await.text.contains("昨天又停了"));
    let upheld = json!({ "upheld": true, "reason": "再到现场看" });
    assert_eq!(cast.acts(&cast.supervisor, &id, "rule", upheld).await.ok()["outcome"], "not_assessed");
}

async fn a_stale_writer_is_shown_how_it_stands(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.catches(json!({})).await["id"].as_str().unwrap().to_owned();
    let path = format!("/commitments/{id}/actions");
    cast.acts(&cast.supervisor, &id, "confirm", json!({})).await.ok();

    let stale = cast.supervisor.post(&path).json(json!({ "action": "assign", "lead": "housing", "version": 1 })).await;

    assert_eq!(
        stale.refused(409, "stale_version")["current"],
        json!({
            "id": id, "state": "confirmed", "outcome": "not_assessed", "version": 2
        })
    );
    cast.supervisor.post(&path).json(json!({ "action": "close" })).await.refused(428, "version_required");
    cast.acts(&cast.supervisor, &id, "bribe", json!({})).await.refused(422, "invalid");
    let lacks = cast.acts(&cast.supervisor, &id, "assign", json!({})).await.refused(422, "invalid");
    assert_eq!(lacks["errors"], json!([{ "field": "lead", "code": "required" }]));
}

async fn the_public_hears_nothing_before_the_confirmation(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let caught = cast.catches(json!({})).await;
    let id = caught["id"].as_str().unwrap();
    let heard = |stream| {
        let (app, inquiry) = (town.app(), cast.inquiry.id.clone());
        async move { lines(&app, &inquiry, stream, "").await }
    };

    assert_eq!(cast.public(id).await.status, 404);
    assert_eq!(town.nobody().get("/commitments").await.ok()["items"], json!([]));
    assert!(heard(Stream::Public).await.is_empty());
    assert_eq!(heard(Stream::Stage).await.len(), 1, "the studio hears it at once");
    assert_eq!(town.nobody().get("/commitments/counts").await.ok()["registering"], 1);
    let agree = town.visitor().post(&format!("/commitments/{id}/actions")).json(json!({ "action": "agree" })).await;
    agree.refused(404, "not_found");

    cast.acts(&cast.supervisor, id, "confirm", json!({})).await.ok();
    let told = heard(Stream::Public).await;
    assert_eq!((told.len(), &told[0]["commitment"]["quote"]), (1, &caught["quote"]));
}

async fn a_mark_is_the_houses_own_clock_and_one_named_later_says_so(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let mark = cast.scribe.post(&format!("/inquiries/{}/marks", cast.inquiry.slug)).await.ok();
    town.wait(30_000);

    let at_mark = cast.catches(json!({ "mark": mark["mark"], "nudge_s": -3 })).await;
    let afterwards = cast.catches(json!({ "mark_at": mark["at"] })).await;

    assert_eq!(at_mark["mark_at"].as_i64().unwrap(), mark["at"].as_i64().unwrap() - 3000);
    assert_eq!((&at_mark["marked_afterwards"], &afterwards["marked_afterwards"]), (&json!(false), &json!(true)));
    let path = format!("/inquiries/{}/commitments", cast.inquiry.slug);
    let vague = json!({ "quote": "我们尽快研究", "due": "尽快", "lead": "nobody", "kind": "wish" });
    let wrong = cast.scribe.post(&path).json(vague).await.refused(422, "invalid");
    assert_eq!(wrong["errors"].as_array().unwrap().len(), 3);
    let stance = cast.scribe.post(&path).json(json!({ "quote": "我们高度关注", "kind": "stance" })).await.ok();
    assert_eq!(stance["missing"], json!(["what", "lead", "person", "due", "test"]));
    cast.housing.post(&path).json(json!({ "quote": "x" })).await.refused(403, "not_allowed");
}

async fn what_was_done_once_is_not_done_again_under_the_same_key(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let path = format!("/inquiries/{}/commitments", cast.inquiry.slug);
    let sent = || cast.scribe.post(&path).json(json!({ "quote": "十天内答复" })).key("k1");

    let first = sent().await;
    let second = sent().await;

    assert_eq!((first.status, second.status), (201, 200));
    assert_eq!(first.body["id"], second.body["id"]);
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
}

async fn a_text_among_supervisor_and_parties_never_leaves(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.accepted().await;
    let said = json!({ "note": "钢丝绳已换", "internal": "维保公司欠费，暂未公开" });
    cast.acts(&cast.housing, &id, "progress", said).await.ok();

    let told = cast.public(&id).await;
    assert!(told.text.contains("钢丝绳已换") && !told.text.contains("欠费") && !told.text.contains("何苗"));
    assert!(cast.supervisor.get(&format!("/commitments/{id}/file")).await.text.contains("欠费"));
    let water = cast.of_department(Role::Department, "供水", "water").await;
    water.get(&format!("/commitments/{id}/file")).await.refused(403, "not_allowed");
    for stream in [Stream::Public, Stream::Stage] {
        let heard = lines(&town.app(), &cast.inquiry.id, stream, "").await;
        assert!(!json!(heard).to_string().contains("欠费"));
    }
}

async fn a_date_beyond_the_calendar_is_fixed_by_the_notice_and_then_stands(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let caught = cast.catches(json!({ "due": { "basis": "months", "value": 60 } })).await;
    let id = caught["id"].as_str().unwrap();
    cast.acts(&cast.supervisor, id, "confirm", json!({})).await.ok();
    let before = cast.public(id).await.ok();
    assert_eq!(before["provisional"], true);
    let due = before["due"].as_str().unwrap();
    let year = &due[..4];
    let notice = format!("# 国务院办公厅通知\ndate,kind,name\n{due},off,测试\n{year}-12-31,off,元旦");

    cast.scribe.post("/workdays").json(json!({ "text": notice })).await.refused(403, "not_allowed");
    let done = cast.supervisor.post("/workdays").json(json!({ "text": notice })).await.ok();

    assert_eq!(done["fixed"], 1);
    let after = cast.public(id).await.ok();
    assert_eq!(after["provisional"], false);
    assert!(after["due"].as_str() > Some(due), "the day became a day off, so the term runs on");
    let amended = format!("{},off,再改", after["due"].as_str().unwrap());
    assert_eq!(cast.supervisor.post("/workdays").json(json!({ "text": amended })).await.ok()["fixed"], 0);
    assert_eq!(cast.public(id).await.ok()["due"], after["due"]);
}
