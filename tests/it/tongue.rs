//! A question in any script: taken as it is, its language guessed for the desk, and a translation beside it under a name.

use serde_json::{Value, json};
use wenzheng::domain::inquiry::Phase;

use crate::kit::{Town, both_engines, browse::read};

both_engines!(
    any_script_is_taken_and_its_language_guessed_for_the_desk,
    a_translation_stands_beside_the_original_under_a_name,
    the_public_text_that_is_proposed_starts_from_the_translation,
);

const UYGHUR: &str = "3-بىنادىكى لىفىت ئۈچ ئايدىن بېرى بۇزۇق، تېلېفون 13800138000";

async fn any_script_is_taken_and_its_language_guessed_for_the_desk(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let chinese = town.visitor().asks(&inquiry, "柳岸小区3号楼电梯停了三个月").await;
    let uyghur = town.visitor().asks(&inquiry, UYGHUR).await;

    assert_eq!(mo.card(&uyghur.id).await["tongue"], "uyghur");
    assert_eq!(mo.card(&uyghur.id).await["line"]["original"], UYGHUR, "not a letter of it is changed");
    assert_eq!(mo.card(&chinese.id).await["tongue"], Value::Null);
}

async fn a_translation_stands_beside_the_original_under_a_name(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let asker = town.visitor();
    let asked = asker.asks(&inquiry, UYGHUR).await;
    let path = format!("/questions/{}/translation", asked.id);
    let write = |text: &str, version: i64| mo.put(&path).json(json!({ "text": text, "version": version }));
    write("短", 0).await.refused(422, "invalid");
    town.director("清明")
        .await
        .put(&path)
        .json(json!({ "text": "电梯坏了三个月", "version": 0 }))
        .await
        .refused(403, "not_allowed");

    write("3号楼电梯坏了三个月", 0).await.ok();

    let card = mo.card(&asked.id).await;
    assert_eq!(card["translation"], json!({ "text": "3号楼电梯坏了三个月", "by": "谷雨", "version": 1 }));
    assert_eq!(card["line"]["original"], UYGHUR);
    write("3号楼电梯坏了三个月", 1).await.refused(409, "wrong_state");
    assert_eq!(write("3号楼的电梯坏了三个月", 1).await.ok()["version"], 2);
    let url = format!("http://{}/r/{}", town.address(), asked.receipt);
    let page = town.http().get(url).header("cookie", format!("receipt={}", asked.secret)).send().await.expect("a page");
    let page = page.text().await.expect("text");
    for part in [UYGHUR, "3号楼的电梯坏了三个月", "人工翻译，谷雨"] {
        assert!(page.contains(part), "{part} stands nowhere on the asker's page");
    }
    assert!(!read(&town.nobody(), &format!("/i/{}", inquiry.slug)).await.text.contains("3号楼的电梯坏了三个月"));
}

async fn the_public_text_that_is_proposed_starts_from_the_translation(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let asked = town.visitor().asks(&inquiry, UYGHUR).await;
    let body = json!({ "text": "3号楼电梯坏了三个月，电话13800138000", "version": 0 });

    mo.put(&format!("/questions/{}/translation", asked.id)).json(body).await.ok();

    let proposed = mo.card(&asked.id).await["public_text"].as_str().expect("a text").to_owned();
    assert!(proposed.starts_with("3号楼电梯坏了三个月") && !proposed.contains("13800138000"), "{proposed}");
}
