//! Between two questions: what the host reads then, what no graphic ever gets, and the corner of the picture.

use serde_json::{Value, json};
use wenzheng::{
    domain::{moment::minutes, role::Role},
    store::{Lane, inquiries, respondents},
};

use super::Studio;
use crate::kit::{Town, both_engines};

both_engines!(
    words_on_the_way_reach_the_prompter_and_no_graphic,
    the_host_reads_who_answers_and_how_the_name_is_spoken,
    promises_are_brought_for_the_last_minutes_only,
    the_corner_shows_the_way_in_and_nothing_of_the_show,
);

async fn bridges(studio: &Studio, item: &str, words: &str) -> crate::kit::Answer {
    let rundown = studio.rundown().await;
    let items = rundown["items"].as_array().expect("items").iter().map(|it| match it["id"] == item {
        true => json!({ "id": it["id"], "bridge": words }),
        false => it["id"].clone(),
    });
    let body = json!({ "items": items.collect::<Vec<_>>(), "version": rundown["version"] });
    studio.director.put(&studio.path("rundown")).json(body).await
}

async fn words_on_the_way_reach_the_prompter_and_no_graphic(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, a) = studio.ready("电梯停了三个月").await;
    let (_, b) = studio.ready("消防通道停满了车").await;
    let (prompter, graphic) = (studio.screen("prompter").await, studio.screen("lower_third").await);

    bridges(&studio, &b, "先问修，再问谁来管。").await.ok();
    let too_long = bridges(&studio, &b, &"说".repeat(81)).await.refused(422, "invalid");
    assert_eq!(
        (too_long["errors"][0]["field"].clone(), too_long["errors"][0]["limit"].clone()),
        (json!("bridge"), json!(80))
    );
    studio.takes(None).await.ok();

    let host = prompter.state().await["host"].clone();
    assert_eq!(
        (host["next"]["bridge"].clone(), host["asked"].clone(), host["of"].clone()),
        (json!("先问修，再问谁来管。"), json!(1), json!(2))
    );
    let seen = graphic.state().await;
    assert_eq!(seen["host"], Value::Null);
    assert!(!seen.to_string().contains("谁来管"), "{seen}");
    studio.pulls(&a).await.ok();
    assert_eq!(prompter.state().await["host"]["of"], 1, "what was pulled is not counted");
    bridges(&studio, &b, "").await.ok();
    assert_eq!(prompter.state().await["host"]["next"]["bridge"], Value::Null);
}

async fn the_host_reads_who_answers_and_how_the_name_is_spoken(town: Town) {
    let studio = Studio::live(&town).await;
    let app = town.app();
    let mut tx = app.store.write(Lane::Act).await.expect("a write begins");
    let housing = inquiries::department(&mut tx, "housing").await.expect("it is read").expect("it is there");
    let speaks = respondents::Respondent {
        id: Default::default(),
        department: housing.id,
        post: "局长".into(),
        name: "盖 单".into(),
        reading: Some("gě shàn".into()),
    };
    respondents::replace(&mut tx, &studio.inquiry.id, &[speaks]).await.expect("they speak");
    tx.commit().await.expect("it is kept");
    let written = json!({ "text": "电梯停了三个月", "department": "housing" });
    let id = studio.asker.writes(&studio.inquiry, written).await.ok()["id"].as_str().expect("an id").to_owned();
    studio.moderator.approves(&id, "电梯何时修好？").await;
    studio.director.post(&studio.path("rundown/items")).json(json!({ "question": id })).await.ok();

    let next = studio.screen("prompter").await.state().await["host"]["next"].clone();

    assert_eq!(next["department"], json!(housing.name));
    assert_eq!(next["speakers"], json!([{ "post": "局长", "name": "盖 单", "reading": "gě shàn" }]));
}

async fn promises_are_brought_for_the_last_minutes_only(town: Town) {
    let studio = Studio::live(&town).await;
    let (scribe, host) = (town.staff(Role::Scribe, "苏芒").await, town.staff(Role::Host, "立夏").await);
    let prompter = studio.screen("prompter").await;
    for (quote, is_confirmed) in [("三十天内把电梯修好", true), ("尽快研究", false)] {
        let caught = json!({ "quote": quote, "lead": "housing", "due": "30天内" });
        let id = scribe.post(&studio.path("commitments")).json(caught).await.ok()["id"].clone();
        let confirm = json!({ "action": "confirm", "version": 1 });
        if is_confirmed {
            host.post(&format!("/commitments/{}/actions", id.as_str().expect("an id"))).json(confirm).await.ok();
        }
    }
    let ends_at = prompter.state().await["ends_at"].as_i64().expect("a moment");
    town.wait(ends_at - town.app().now().0 - minutes(6) - 1);
    assert_eq!(prompter.state().await["host"]["promises"], json!([]));

    town.wait(2);

    let promises = prompter.state().await["host"]["promises"].clone();
    assert_eq!(promises.as_array().map(Vec::len), Some(1), "what nobody confirmed is not read out: {promises}");
    assert_eq!(promises[0]["quote"], "三十天内把电梯修好");
    assert!(promises[0]["due"].as_str().is_some_and(|due| due.len() == 10), "{promises}");
}

async fn the_corner_shows_the_way_in_and_nothing_of_the_show(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, item) = studio.ready("电梯停了三个月").await;
    let corner = studio.screen("corner").await;
    studio.takes(None).await.ok();

    let seen = corner.state().await;

    assert_eq!(
        (seen["on_air"].clone(), seen["host"].clone(), seen["waiting"].clone()),
        (Value::Null, Value::Null, json!([]))
    );
    let address = seen["corner"]["address"].as_str().expect("an address");
    assert!(address.ends_with(&format!("/i/{}", studio.inquiry.slug)) && !address.contains("://"), "{address}");
    assert!(seen["corner"]["square"].as_str().is_some_and(|svg| svg.starts_with("<svg")));
    let version = studio.rundown().await["version"].as_i64().expect("a version");
    corner.paints(None, version).await;
    let screens = studio.director.get(&studio.path("screens")).await.ok();
    assert_eq!(screens["items"][0]["is_behind"], false, "it shows what it should while {item} is on air");
}
