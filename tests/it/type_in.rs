//! 代录: what is typed in is marked for ever, one number is one question, and viewers see of each question who asks.

use serde_json::{Value, json};
use wenzheng::domain::{faces::PublicQuestion, inquiry::Phase, provenance::Provenance, role::Role};

use crate::kit::{Answer, Asked, Call, Person, Town, both_engines};

both_engines!(
    where_a_clue_came_from_is_one_of_a_closed_list,
    one_number_of_one_source_is_one_question,
    a_number_that_a_file_brought_is_not_typed_in_again,
    the_form_stores_reads_back_and_is_ready_for_the_next_call,
    a_form_that_is_refused_comes_back_with_every_word,
);

fn path(town_slug: &str) -> String {
    format!("/inquiries/{town_slug}/clues")
}

async fn types(who: &Person, slug: &str, clue: Value) -> Answer {
    who.post(&path(slug)).json(clue).key(&uuid::Uuid::now_v7().to_string()).await
}

async fn send(who: &Person, slug: &str, fields: &[(&str, &str)]) -> Answer {
    let call = who.request(reqwest::Method::POST, &format!("/desk/{slug}/type-in"));
    Call(call.0.header("accept", "text/html").form(fields)).await
}

fn is_about(refused: &Value, field: &str, code: &str) -> bool {
    refused["errors"].as_array().unwrap().iter().any(|it| it["field"] == field && it["code"] == code)
}

async fn where_a_clue_came_from_is_one_of_a_closed_list(town: Town) {
    let (inquiry, operator) = (town.inquiry(Phase::Collecting).await, town.staff(Role::Operator, "冬至").await);
    let mo = town.moderator("谷雨").await;

    for one in Provenance::typed_in() {
        let said = json!({ "text": format!("{}说电梯停了三个月", one.word()), "source": one.word() });
        let stored = Asked::of(&types(&operator, &inquiry.slug, said).await.ok());
        assert_eq!(mo.card(&stored.id).await["line"]["provenance"], one.word());
        let own = town.visitor().own(&stored).await;
        assert_eq!(own["provenance"], one.word());
    }
    for (word, code) in
        [(json!("12345"), "unknown"), (json!("web"), "unknown"), (json!(""), "required"), (Value::Null, "required")]
    {
        let said = json!({ "text": "短", "source": word });
        let refused = types(&operator, &inquiry.slug, said).await.refused(422, "invalid");
        assert!(is_about(&refused, "source", code) && is_about(&refused, "text", "too_short"), "{word}: {refused}");
    }
    let own = town.visitor().asks(&inquiry, "我自己写的").await;
    assert_eq!(mo.card(&own.id).await["line"]["provenance"], "web");
}

async fn one_number_of_one_source_is_one_question(town: Town) {
    let (inquiry, operator) = (town.inquiry(Phase::Collecting).await, town.staff(Role::Operator, "冬至").await);
    let clue = |text: &str, source: &str| json!({ "text": text, "source": source, "source_id": "0317" });

    let first = types(&operator, &inquiry.slug, clue("电梯停了三个月", "hotline")).await;
    assert_eq!(first.status, 201);
    let first = Asked::of(&first.ok());
    let again = types(&operator, &inquiry.slug, clue("电梯停了三个月", "hotline")).await;
    assert_eq!(
        (again.status, again.header("idempotency-replayed")),
        (200, Some("true")),
        "a lost answer is heard again"
    );
    assert_eq!(Asked::of(&again.ok()), first);

    let other = types(&town.moderator("谷雨").await, &inquiry.slug, clue("电梯又停了", "hotline")).await;
    let refused = other.refused(409, "source_known");
    assert_eq!(refused["current"]["receipt"], first.receipt.as_str());
    assert!(!refused.to_string().contains(&first.code), "the code is for whoever asked: {refused}");

    let comment = Asked::of(&types(&operator, &inquiry.slug, clue("电梯停了三个月", "comment")).await.ok());
    assert_ne!(comment.id, first.id, "another source has numbers of its own");
}

async fn a_number_that_a_file_brought_is_not_typed_in_again(town: Town) {
    let scene = crate::kit::scene::Scene::new(&town).await;
    let run = json!({ "version": 1 });
    scene.clerk.post(&format!("/imports/{}/run", scene.import)).json(run).await.ok();
    let mut left = 200;
    while scene.clerk.get(&format!("/imports/{}", scene.import)).await.ok()["state"] != "done" {
        left -= 1;
        assert!(left > 0, "the file is never through");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let desk = scene.moderator.get(&format!("/inquiries/{}/desk?find=路灯", scene.inquiry.slug)).await.ok();
    assert_eq!(desk["items"][0]["provenance"], "hotline");

    let clue = json!({ "text": "路灯一直不亮", "source": "hotline", "source_id": "A1" });

    types(&scene.moderator, &scene.inquiry.slug, clue).await.refused(409, "source_known");
}

async fn the_form_stores_reads_back_and_is_ready_for_the_next_call(town: Town) {
    let (inquiry, operator) = (town.inquiry(Phase::Live).await, town.staff(Role::Operator, "冬至").await);
    let fields = [
        ("idempotency_key", "k1"),
        ("source", "comment"),
        ("text", "柳岸小区电梯停了三个月"),
        ("name", "望河老周"),
        ("contact", "13800138000"),
    ];

    let page = send(&operator, &inquiry.slug, &fields).await;

    assert_eq!(page.status, 201, "{}", page.text);
    let desk = town.moderator("谷雨").await.get(&format!("/inquiries/{}/desk", inquiry.slug)).await.ok();
    let (id, of) = (desk["items"][0]["id"].as_str().unwrap(), desk["items"].as_array().unwrap().len());
    assert_eq!(of, 1);
    let receipt = town.app().vault.receipt(&id.into(), inquiry.ordinal, 1);
    let spaced = |digits: &str, by: usize| {
        digits.as_bytes().chunks(by).map(|it| String::from_utf8_lossy(it).into_owned()).collect::<Vec<_>>().join(" ")
    };
    for said in [&spaced(&receipt.number, 4), &spaced(&receipt.code, 3), "柳岸小区电梯停了三个月"] {
        assert!(page.text.contains(said), "{said} is not read back");
    }
    assert!(page.text.contains(r#"value="comment" checked"#), "the same source is kept");
    assert!(!page.text.contains("13800138000") && page.text.contains("></textarea>"), "the form is empty");
    let pressed_twice = send(&operator, &inquiry.slug, &fields).await;
    assert!(pressed_twice.text.contains(&spaced(&receipt.number, 4)), "a second press is the same press");
    let desk = town.moderator("白露").await.get(&format!("/inquiries/{}/desk", inquiry.slug)).await.ok();
    assert_eq!(desk["items"].as_array().unwrap().len(), 1);
}

async fn a_form_that_is_refused_comes_back_with_every_word(town: Town) {
    let (inquiry, operator) = (town.inquiry(Phase::Collecting).await, town.staff(Role::Operator, "冬至").await);
    let fields =
        [("source", "paper"), ("text", "短"), ("place", "柳岸小区"), ("contact", "1380013"), ("source_id", "7")];

    let page = send(&operator, &inquiry.slug, &fields).await;

    assert_eq!(page.status, 422);
    for (_, said) in fields {
        assert!(page.text.contains(said), "{said} is lost");
    }
    let numbered = |text| [("source", "paper"), ("text", text), ("source_id", "7")];
    send(&operator, &inquiry.slug, &numbered("纸条上写着电梯停了三个月")).await;
    let known = send(&operator, &inquiry.slug, &numbered("另一张纸条也叫七号")).await;
    assert!(known.status == 409 && known.text.contains("另一张纸条也叫七号"), "{}", known.status);
}

#[test]
fn a_line_from_before_the_list_is_the_publics() {
    let old = json!({ "id": "q", "text": "何时修好？", "state": "approved", "asker": null, "department": null,
        "asked_on": "2026-09-24", "outcome": null, "seconds": 0 });

    let read: PublicQuestion = serde_json::from_value(old).unwrap();

    assert_eq!(read.provenance, Provenance::Web);
}
