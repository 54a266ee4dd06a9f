//! After the show: no question is left without owner and date; departments read orders and answer in writing.

use serde_json::{Value, json};
use wenzheng::{
    domain::{id::QuestionId, inquiry::Phase, role::Role},
    store::owed,
};

use super::Cast;
use crate::kit::{Asked, Person, Town, both_engines};

both_engines!(
    the_closing_page_leaves_no_question_without_owner_and_date,
    a_hand_over_happens_whole_or_not_at_all,
    a_department_reads_the_order_and_nothing_else,
    a_written_answer_counts_when_another_has_read_it,
);

/// Decides on a question that nobody touched.
async fn decides(moderator: &Person, id: &str, action: &str, more: Value) -> i64 {
    let mut body = json!({ "action": action, "version": 1 });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    moderator.post(&format!("/questions/{id}/decision")).json(body).await.ok()["version"].as_i64().unwrap()
}

/// An inquiry after its show, with six questions: one published, one private, one for later, one refused, two unread.
pub(super) async fn after_the_show(town: &Town) -> (Cast, Vec<Asked>) {
    let mut cast = Cast::of(town, Phase::Collecting).await;
    let moderator = town.moderator("谷雨").await;
    let mut asked = Vec::new();
    for n in 0..6 {
        asked.push(town.visitor().asks(&cast.inquiry, &format!("我家在9栋1803，第{n}件事没人管")).await);
    }
    decides(&moderator, &asked[0].id, "approve", json!({ "public_text": "柳岸小区电梯何时修好？" })).await;
    decides(&moderator, &asked[1].id, "approve_private", json!({ "public_text": "不公开的文" })).await;
    decides(&moderator, &asked[2].id, "later", json!({})).await;
    decides(&moderator, &asked[3].id, "reject", json!({ "reason": "vague" })).await;
    for phase in [Phase::Curating, Phase::Ready, Phase::Live, Phase::HandingOver] {
        cast.inquiry = town.go_to(&cast.inquiry, phase).await;
    }
    (cast, asked)
}

async fn left(cast: &Cast) -> Value {
    cast.supervisor.get(&format!("/inquiries/{}/closing", cast.inquiry.slug)).await.ok()
}

async fn the_closing_page_leaves_no_question_without_owner_and_date(town: Town) {
    let (cast, asked) = after_the_show(&town).await;
    let before = left(&cast).await;
    assert_eq!((&before["unowned"], before["items"].as_array().unwrap().len()), (&json!(5), 5));
    assert_eq!(before["by_state"], json!({ "approved": 1, "approved_private": 1, "later": 1, "submitted": 2 }));
    let items: Vec<Value> = before["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| json!({ "id": it["id"], "version": it["version"], "order_text": "柳岸小区，请书面答复" }))
        .collect();
    let path = format!("/inquiries/{}/closing", cast.inquiry.slug);
    let body = json!({ "items": items, "department": "housing", "working_days": 5 });
    cast.housing.post(&path).json(body.clone()).await.refused(403, "not_allowed");

    let done = cast.supervisor.post(&path).json(body).await.ok();

    assert_eq!(done["unowned"], 0);
    assert_eq!(left(&cast).await["items"], json!([]));
    let mut tx = town.app().store.read().await.unwrap();
    assert_eq!(owed::unowned(&mut tx, &cast.inquiry.id).await.unwrap(), 0);
    let own = cast.town.nobody().own(&asked[0]).await;
    assert_eq!((&own["state"], &own["owner"]), (&json!("awaiting_written"), &json!("住房和城乡建设局")));
    assert!(own["due_on"].is_string());
    for (n, state, public) in [
        (0, "awaiting_written", 200),
        (1, "awaiting_written", 404),
        (2, "awaiting_written", 404),
        (4, "submitted", 404),
    ] {
        assert_eq!(cast.town.nobody().own(&asked[n]).await["state"], state);
        assert_eq!(cast.town.nobody().public(&asked[n].id).await.status, public, "what was not public stays so");
    }
    let counts = cast.town.nobody().get(&format!("/inquiries/{}", cast.inquiry.slug)).await.ok()["counts"].clone();
    assert_eq!((&counts["public"], &counts["private"]), (&json!(1), &json!(2)));
}

async fn a_hand_over_happens_whole_or_not_at_all(town: Town) {
    let (cast, asked) = after_the_show(&town).await;
    let path = format!("/inquiries/{}/closing", cast.inquiry.slug);
    let hand = |items: Value| cast.supervisor.post(&path).json(json!({ "items": items, "department": "housing" }));

    let stale = hand(json!([{ "id": asked[0].id, "version": 2 }, { "id": asked[4].id, "version": 7 }])).await;
    assert_eq!(stale.refused(409, "stale_version")["current"]["version"], 1);
    hand(json!([{ "id": asked[0].id, "version": 2 }, { "id": asked[2].id, "version": 2 }]))
        .await
        .refused(422, "order_text_required");
    hand(json!([{ "id": asked[0].id }])).await.refused(428, "version_required");
    hand(json!([])).await.refused(422, "invalid");
    hand(json!([{ "id": asked[3].id, "version": 2 }])).await.refused(409, "wrong_state");
    let past = json!([{ "id": asked[0].id, "version": 2, "due_on": "2020-01-01" }]);
    hand(past).await.refused(422, "invalid");

    assert_eq!(left(&cast).await["unowned"], 5);
}

async fn a_department_reads_the_order_and_nothing_else(town: Town) {
    let (cast, asked) = after_the_show(&town).await;
    let order = json!({ "department": "housing", "order_text": "柳岸小区电梯停用", "version": 2 });
    cast.supervisor.post(&format!("/questions/{}/order", asked[2].id)).json(order).await.ok();
    let water = cast.of_department(Role::Department, "供水", "water").await;

    let mine = cast.housing.get("/today").await;

    assert_eq!(mine.body["orders"][0]["order_text"], "柳岸小区电梯停用");
    assert!(!mine.text.contains("9栋1803"), "no door number, no original");
    assert_eq!(water.get("/today").await.ok()["orders"], json!([]));
    cast.housing.get(&format!("/questions/{}/desk", asked[2].id)).await.refused(403, "not_allowed");
}

async fn a_written_answer_counts_when_another_has_read_it(town: Town) {
    let (cast, asked) = after_the_show(&town).await;
    let question = &asked[0];
    let water = cast.of_department(Role::Department, "供水", "water").await;
    let order = json!({ "department": "housing", "version": 2 });
    cast.supervisor.post(&format!("/questions/{}/order", question.id)).json(order).await.ok();
    let path = format!("/questions/{}/answer", question.id);
    let answer = |text: &str, version: i64| json!({ "text": text, "signed_by": "何局长", "version": version });

    water.post(&path).json(answer("与我无关", 3)).await.refused(403, "not_allowed");
    cast.housing.post(&path).json(json!({ "version": 3 })).await.refused(422, "invalid");
    cast.housing.post(&path).json(answer("已修", 2)).await.refused(409, "stale_version");
    let sent = cast.housing.post(&path).json(answer("已修", 3)).await.ok();
    assert_eq!((&sent["state"], &sent["version"]), (&json!("answered_written"), &json!(4)));
    assert_eq!(town.nobody().get(&path).await.status, 404, "nobody has read it yet");

    let review = format!("{path}/review");
    let back = json!({ "verdict": "return", "version": 4 });
    cast.supervisor.post(&review).json(back).await.refused(422, "reason_required");
    let back = json!({ "verdict": "return", "reason": "没说哪一天修好", "version": 4 });
    assert_eq!(cast.supervisor.post(&review).json(back).await.ok()["state"], "awaiting_written");
    cast.housing.post(&path).json(answer("10月12日修好", 5)).await.ok();
    let good = json!({ "verdict": "accept", "version": 6 });
    cast.housing.post(&review).json(good.clone()).await.refused(403, "not_allowed");
    assert_eq!(cast.supervisor.post(&review).json(good).await.ok()["state"], "closed");

    assert_eq!(town.nobody().get(&path).await.ok()["text"], "10月12日修好");
    let own = town.nobody().own(question).await;
    assert_eq!(own["answer"]["signed_by"], "何局长");
    let told = own["path"].to_string();
    assert!(
        told.contains("住房和城乡建设局") && !told.contains("住建"),
        "an officer speaks for the department: {told}"
    );
    let mut tx = town.app().store.read().await.unwrap();
    let tries = wenzheng::store::answers::of(&mut tx, &QuestionId(question.id.clone())).await.unwrap();
    assert_eq!(tries.iter().map(|it| it.review.as_deref()).collect::<Vec<_>>(), [Some("returned"), Some("accepted")]);
}
