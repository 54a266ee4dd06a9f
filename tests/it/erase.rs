//! Names and contacts are erased: at the asker's word, and when their time is over; the question and its record stay.

use serde_json::{Value, json};
use wenzheng::{
    chores::cleaning::clean,
    domain::{id::QuestionId, inquiry::Phase, moment::days, question::CONTACT_DAYS},
    store::questions::{self, Sealed},
};

use crate::kit::{Asked, Town, both_engines};

both_engines!(
    an_asker_has_name_and_contact_erased_and_the_question_goes_on,
    names_and_contacts_go_when_their_time_is_over,
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
