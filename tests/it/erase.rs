//! Names and contacts are erased: at the asker's word, and when their time is over; the question and its record stay. And
//! at the asker's word everything they wrote is erased.

use serde_json::{Value, json};
use wenzheng::{
    chores::cleaning::clean,
    domain::{
        id::QuestionId,
        inquiry::Phase,
        moment::days,
        question::{CONTACT_DAYS, State},
    },
    store::questions::{self, Sealed},
};

use crate::kit::{Asked, Town, both_engines};

both_engines!(
    an_asker_has_name_and_contact_erased_and_the_question_goes_on,
    names_and_contacts_go_when_their_time_is_over,
    an_asker_has_everything_erased_that_they_wrote,
    what_was_answered_stays_answered_when_its_asker_erases_everything,
    what_rings_is_not_erased_before_it_was_seen_to,
);

async fn sealed(town: &Town, asked: &Asked) -> Sealed {
    let app = town.app();
    let mut tx = app.store.read().await.expect("the store is read");
    questions::sealed(&mut tx, &QuestionId(asked.id.clone())).await.expect("the question is there")
}

fn written() -> Value {
    json!({ "text": "柳岸小区3号楼电梯停了三个月", "name": "柳岸一位住户", "contact": "13800138000", "visibility": "public" })
}

async fn an_asker_has_name_and_contact_erased_and_the_question_goes_on(town: Town) {
    let (inquiry, mo, asker) = (town.inquiry(Phase::Collecting).await, town.moderator("谷雨").await, town.visitor());
    let asked = Asked::of(&asker.writes(&inquiry, written()).await.ok());
    mo.approves(&asked.id, "柳岸小区3号楼电梯停了三个月").await;
    assert_eq!(asker.public(&asked.id).await.ok()["asker"], "柳岸一位住户");

    let stands = asker.says(&asked, "erasure", json!({})).key("k").await.ok();
    let again = asker.says(&asked, "erasure", json!({})).key("k").await;

    assert_eq!((stands["state"].as_str(), stands["version"].as_i64()), (Some("approved"), Some(3)));
    assert_eq!((again.header("idempotency-replayed"), &again.body), (Some("true"), &stands));
    assert_eq!(sealed(&town, &asked).await, Sealed::default());
    let public = asker.public(&asked.id).await.ok();
    assert_eq!((public["asker"].as_str(), public["text"].as_str()), (None, Some("柳岸小区3号楼电梯停了三个月")));
    let opened = mo.post(&format!("/questions/{}/reveal", asked.id)).json(json!({ "reason": "核实楼栋号" })).await.ok();
    assert_eq!(opened["contact"], Value::Null);
    let own = asker.own(&asked).await;
    assert!(own["path"].as_array().unwrap().iter().any(|step| step["kind"] == "contact_erased"), "{own}");
}

async fn names_and_contacts_go_when_their_time_is_over(town: Town) {
    let (inquiry, asker) = (town.inquiry(Phase::Collecting).await, town.visitor());
    let asked = Asked::of(&asker.writes(&inquiry, written()).await.ok());
    let until = inquiry.starts_at.since(town.app().now()) + days(CONTACT_DAYS);

    town.wait(until - days(1));
    clean(&town.app()).await.expect("the house is cleaned");
    assert_ne!(sealed(&town, &asked).await, Sealed::default());
    town.wait(days(1) + 1);
    clean(&town.app()).await.expect("the house is cleaned");

    assert_eq!(sealed(&town, &asked).await, Sealed::default());
    assert_eq!(asker.own(&asked).await["text"], "柳岸小区3号楼电梯停了三个月");
}

async fn an_asker_has_everything_erased_that_they_wrote(town: Town) {
    let (inquiry, mo, asker) = (town.inquiry(Phase::Collecting).await, town.moderator("谷雨").await, town.visitor());
    let mut writing = written();
    writing["text"] = "梧桐里七栋的水泵漏水".into();
    writing["title"] = "梧桐里的水泵".into();
    let asked = Asked::of(&asker.writes(&inquiry, writing).await.ok());
    mo.decides(&asked.id, "ask_more", json!({})).await.ok();
    asker.says(&asked, "completion", json!({ "text": "梧桐里物业说没钱修" })).await.ok();
    asker.says(&asked, "harassed", json!({ "text": "梧桐里物业上门来问" })).await.ok();
    mo.approves(&asked.id, "梧桐里的水泵什么时候修好？").await;
    let under = town.visitor().asks(&inquiry, "水泵漏水没人管").await;
    mo.merges(&under.id, &asked.id).await.ok();
    let stood = town.columns_with("梧桐里").await;
    assert!(
        ["question.original", "harassment.text", "line.body"].iter().all(|it| stood.iter().any(|at| at == it)),
        "{stood:?}"
    );

    let stands = asker.says(&asked, "full-erasure", json!({})).key("k").await.ok();
    let again = asker.says(&asked, "full-erasure", json!({})).key("k").await;
    let later = asker.says(&asked, "full-erasure", json!({})).await.ok();

    assert_eq!(stands["state"], "withdrawn");
    assert_eq!((again.header("idempotency-replayed"), &again.body, &later), (Some("true"), &stands, &stands));
    asker.public(&asked.id).await.refused(404, "not_found");
    let own = asker.own(&asked).await;
    assert_eq!((&own["text"], &own["completion"], &own["public_text"]), (&json!(""), &Value::Null, &Value::Null));
    assert!(own["path"].as_array().unwrap().iter().any(|step| step["kind"] == "words_erased"), "{own}");
    for person in [&mo, &asker] {
        let data = asker.get(&format!("/receipts/{}/data", asked.receipt)).secret(&asked.secret).await.text;
        let card = person.get(&format!("/inquiries/{}/desk?queue=all", inquiry.slug)).await.text;
        assert!(!data.contains("梧桐里") && !card.contains("梧桐里"), "{data} {card}");
    }
    assert_eq!(mo.card(&under.id).await["line"]["state"], "submitted", "what counted for it counts for itself again");
    assert_eq!(sealed(&town, &asked).await, Sealed::default());
    assert_eq!(town.columns_with("梧桐里").await, Vec::<String>::new());
}

async fn what_was_answered_stays_answered_when_its_asker_erases_everything(town: Town) {
    let (inquiry, mo, asker) = (town.inquiry(Phase::Collecting).await, town.moderator("谷雨").await, town.visitor());
    let asked = Asked::of(&asker.writes(&inquiry, written()).await.ok());
    mo.approves(&asked.id, "电梯什么时候修好？").await;
    town.leads(&asked.id, State::OnAir).await;
    asker.says(&asked, "full-erasure", json!({})).await.refused(409, "already_on_air");

    town.leads(&asked.id, State::AnsweredLive).await;
    let stands = asker.says(&asked, "full-erasure", json!({})).await.ok();

    assert_eq!(stands["state"], "answered_live");
    let public = asker.public(&asked.id).await.ok();
    assert_eq!((public["text"].as_str(), public["asker"].as_str()), (Some("电梯什么时候修好？"), None));
    assert_eq!(asker.own(&asked).await["text"], "");

    let rating = json!({ "answer": "fair", "handling": "fair", "note": "梧桐里的人都看见了" });
    asker.says(&asked, "rating", rating).await.ok();
    asker.says(&asked, "full-erasure", json!({})).await.ok();
    assert_eq!(town.columns_with("梧桐里").await, Vec::<String>::new(), "what was written afterwards goes as well");
}

async fn what_rings_is_not_erased_before_it_was_seen_to(town: Town) {
    let (inquiry, mo, asker) = (town.inquiry(Phase::Collecting).await, town.moderator("谷雨").await, town.visitor());
    let asked = asker.asks(&inquiry, "楼道里有煤气味").await;
    mo.decides(&asked.id, "urgent", json!({})).await.ok();
    asker.says(&asked, "full-erasure", json!({})).await.refused(409, "wrong_state");

    mo.post(&format!("/questions/{}/alarm/take", asked.id)).json(json!({})).await.ok();
    let done = json!({ "passed_to": "fire", "done": "已报119，已回电" });
    mo.post(&format!("/questions/{}/alarm/end", asked.id)).json(done).await.ok();
    asker.says(&asked, "full-erasure", json!({})).await.ok();
}
