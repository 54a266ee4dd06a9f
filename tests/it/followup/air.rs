//! A promise spoken on air is public when everybody could have heard it, however quick the studio was.

use serde_json::{Value, json};
use wenzheng::domain::{inquiry::Phase, moment::seconds, stream::Stream};

use super::{Cast, DELAY_MS};
use crate::kit::{Ear, Town, both_engines, journal};

both_engines!(
    a_promise_is_public_when_it_could_have_been_heard,
    what_waits_for_the_air_survives_a_restart_and_what_moved_meanwhile,
);

/// Everything that anybody outside can read of promises, as one text.
async fn everything_public(cast: &Cast, id: &str) -> String {
    let (nobody, slug) = (cast.town.nobody(), &cast.inquiry.slug);
    let mut all = String::new();
    for path in ["/api/v1/commitments", "/ledger"] {
        all += &nobody.request(reqwest::Method::GET, path).await.text;
    }
    for path in [
        format!("/c/{id}"),
        format!("/i/{slug}"),
        format!("/api/v1/commitments/{id}"),
        format!("/api/v1/inquiries/{slug}/streams/public/snap"),
    ] {
        all += &nobody.request(reqwest::Method::GET, &path).await.text;
    }
    all + &json!(journal::lines(&cast.town.app(), &cast.inquiry.id, Stream::Public, "").await).to_string()
}

async fn a_promise_is_public_when_it_could_have_been_heard(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let asker = town.visitor();
    let asked = asker.asks(&cast.inquiry, "电梯停了三个月没人管").await;
    let id = cast.catches_just_now(json!({ "question": asked.id })).await["id"].as_str().unwrap().to_owned();
    town.wait(seconds(8));

    cast.acts(&cast.supervisor, &id, "confirm", json!({})).await.ok();

    let quote = "我们三十天内把电梯修好";
    let studio = journal::lines(&town.app(), &cast.inquiry.id, Stream::Stage, "").await;
    assert_eq!(studio.last().unwrap()["state"], "confirmed", "the studio hears it at once");
    let early = everything_public(&cast, &id).await;
    assert!(!early.contains(quote), "it is public before it could be heard: {early}");
    assert!(!asker.own(&asked).await.to_string().contains(quote));
    assert_eq!(town.nobody().get("/commitments/counts").await.ok()["confirmed"], Value::Null);
    let agree = town.visitor().post(&format!("/commitments/{id}/actions")).json(json!({ "action": "agree" })).await;
    agree.refused(404, "not_found");

    town.wait(DELAY_MS - seconds(8));
    let mut phone = Ear::new(&town.visitor(), &cast.inquiry.slug, "public");
    phone.hear_until(Stream::Public, 1).await;

    assert_eq!(cast.public(&id).await.ok()["quote"], quote);
    assert!(everything_public(&cast, &id).await.contains(quote));
    let lines = journal::lines(&town.app(), &cast.inquiry.id, Stream::Public, "").await;
    assert_eq!((lines.len(), &lines[0]["commitment"]["id"]), (1, &json!(id)), "told once");
    let mailbox = journal::lines(&town.app(), &cast.inquiry.id, Stream::Mailbox, asker.visitor_id().as_str()).await;
    assert_eq!(mailbox.last().unwrap()["commitment"], json!(id), "its asker hears it with everybody");
    assert!(asker.own(&asked).await.to_string().contains(quote));
}

async fn what_waits_for_the_air_survives_a_restart_and_what_moved_meanwhile(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.catches_just_now(json!({})).await["id"].as_str().unwrap().to_owned();
    cast.acts(&cast.supervisor, &id, "confirm", json!({})).await.ok();
    cast.acts(&cast.supervisor, &id, "assign", json!({ "lead": "housing" })).await.ok();

    town.reopen(|_| {}).await;

    assert_eq!(cast.public(&id).await.status, 404);
    town.wait(DELAY_MS);
    let mut phone = Ear::new(&town.visitor(), &cast.inquiry.slug, "public");
    phone.hear_until(Stream::Public, 1).await;
    let lines = journal::lines(&town.app(), &cast.inquiry.id, Stream::Public, "").await;
    assert_eq!((lines.len(), &lines[0]["commitment"]["state"]), (1, &json!("assigned")), "as it is by then");
    cast.acts(&cast.housing, &id, "accept", json!({ "owner": "何苗" })).await.ok();
    assert_eq!(journal::lines(&town.app(), &cast.inquiry.id, Stream::Public, "").await.len(), 2);
}
