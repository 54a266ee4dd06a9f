//! What lies over the picture beside a question: a name strap, and the card of a promise that two persons confirmed.

use serde_json::{Value, json};
use wenzheng::{
    domain::{id::RespondentId, inquiry::Phase, moment::minutes, role::Role},
    store::{
        Lane, inquiries,
        respondents::{self, Respondent},
    },
};

use super::Studio;
use crate::kit::{Answer, Town, both_engines};

both_engines!(
    a_name_strap_is_laid_by_one_call_and_makes_room_for_the_next_question,
    only_a_confirmed_promise_is_a_card_and_the_public_hears_it_after_the_delay,
    whatever_takes_graphics_away_takes_the_card_away,
);

async fn lays(studio: &Studio, body: Value) -> Answer {
    studio.director.post(&studio.path("card")).json(body).await
}

/// Somebody answers for a department; their id.
async fn answering(studio: &Studio) -> String {
    let app = studio.town.app();
    let mut tx = app.store.write(Lane::Act).await.expect("a write begins");
    let housing = inquiries::department(&mut tx, "housing").await.expect("it is read").expect("it is there");
    let speaks = Respondent {
        id: RespondentId::new(),
        department: housing.id,
        post: "局长".into(),
        name: "何立".into(),
        reading: None,
    };
    respondents::replace(&mut tx, &studio.inquiry.id, std::slice::from_ref(&speaks)).await.expect("they speak");
    tx.commit().await.expect("it is kept");
    let gallery = studio.director.get(&studio.path("stage")).await.ok();
    let one = &gallery["speakers"][0];
    assert_eq!((one["post"].as_str(), one["department"].as_str()), (Some("局长"), Some("住房和城乡建设局")));
    assert_eq!(one["id"], json!(speaks.id));
    speaks.id.0
}

async fn a_name_strap_is_laid_by_one_call_and_makes_room_for_the_next_question(town: Town) {
    let early = Studio::at(&town, Phase::Ready).await;
    let id = answering(&early).await;
    lays(&early, json!({ "kind": "respondent", "id": id })).await.refused(409, "not_live");
    let studio = Studio::live(&town).await;
    let id = answering(&studio).await;
    let (graphic, prompter) = (studio.screen("lower_third").await, studio.screen("prompter").await);

    lays(&studio, json!({ "kind": "respondent", "id": id })).await.ok();

    let card = graphic.state().await["card"].clone();
    assert_eq!((card["name"].as_str(), card["post"].as_str()), (Some("何立"), Some("局长")));
    assert_eq!(prompter.state().await["card"], Value::Null, "the host needs no strap");
    lays(&studio, json!({ "kind": "respondent", "id": "nobody" })).await.refused(404, "not_found");
    let (_, item) = studio.ready("电梯停了三个月").await;
    studio.takes(None).await.ok();
    let state = graphic.state().await;
    assert_eq!((state["card"].clone(), state["on_air"]["id"].as_str()), (Value::Null, Some(item.as_str())));
}

async fn only_a_confirmed_promise_is_a_card_and_the_public_hears_it_after_the_delay(town: Town) {
    let studio = Studio::live(&town).await;
    let scribe = town.staff(Role::Scribe, "苏芒").await;
    let (asked, _) = studio.ready("电梯停了三个月").await;
    let caught =
        json!({ "quote": "我们三十天内把电梯修好", "what": "电梯恢复运行", "lead": "housing", "due": "30天内" });
    let caught = scribe.post(&studio.path("commitments")).json(caught).await.ok();
    let id = caught["id"].as_str().expect("an id").to_owned();
    let graphic = studio.screen("lower_third").await;
    lays(&studio, json!({ "kind": "promise", "id": id })).await.refused(409, "wrong_state");
    let confirm = json!({ "action": "confirm", "version": 1 });
    studio.director.post(&format!("/commitments/{id}/actions")).json(confirm).await.ok();

    lays(&studio, json!({ "kind": "promise", "id": id })).await.ok();

    let card = graphic.state().await["card"].clone();
    assert_eq!(
        (card["rows"].clone(), card["department"].as_str()),
        (json!(["电梯恢复运行"]), Some("住房和城乡建设局"))
    );
    assert!(card["due"].is_string(), "by when stands on it: {card}");
    assert!(
        !studio.everything_public(&asked).await.contains("电梯恢复运行"),
        "the picture is later, and so is the page"
    );
    studio.wait(minutes(1)).await;
    let promises = town.nobody().get(&format!("/commitments?inquiry={}", studio.inquiry.slug)).await.text;
    assert!(promises.contains("电梯恢复运行"), "{promises}");
}

async fn whatever_takes_graphics_away_takes_the_card_away(town: Town) {
    let studio = Studio::live(&town).await;
    let id = answering(&studio).await;
    let graphic = studio.screen("lower_third").await;
    for (path, body) in [
        ("card", json!({})),
        ("graphic", json!({ "shown": false })),
        ("dump", json!({})),
        ("card", json!({ "kind": "" })),
    ] {
        lays(&studio, json!({ "kind": "respondent", "id": id })).await.ok();
        assert_eq!(graphic.state().await["card"]["kind"], "respondent");
        studio.director.post(&studio.path(path)).json(body).await.ok();
        assert_eq!(graphic.state().await["card"], Value::Null, "{path}");
    }
    lays(&studio, json!({ "kind": "moon", "id": id })).await.refused(422, "invalid");
}
