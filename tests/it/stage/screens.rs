//! Screens and messages: what is shown, what is confirmed, and links that are taken back.

use serde_json::{Value, json};
use wenzheng::domain::{moment::minutes, stream::Stream};

use super::{Studio, stage_head};
use crate::kit::{Asked, Person, Town, both_engines};

both_engines!(
    a_message_is_unconfirmed_until_somebody_says_so,
    a_screen_paints_what_is_on_air_until_its_link_is_taken_back,
    a_graphic_knows_nothing_of_what_comes,
    everybody_reads_who_asked_a_question_on_air,
);

async fn a_message_is_unconfirmed_until_somebody_says_so(town: Town) {
    let studio = Studio::live(&town).await;
    let host = town.staff(wenzheng::domain::role::Role::Host, "小满").await;
    let say = json!({ "to": "host", "text": "追问“三个工作日”写进哪份文件" });
    let sent = studio.director.post(&studio.path("messages")).json(say).await.ok();
    let id = sent["id"].as_str().unwrap();
    assert_eq!((sent["acked_at"].clone(), sent["by"].as_str()), (Value::Null, Some("清明")));
    let screen = studio.screen("prompter").await;
    assert_eq!(screen.state().await["message"]["id"], id);

    let read = host.post(&format!("/messages/{id}/ack")).await.ok();

    assert_eq!(read["acked_by"], "小满");
    assert_eq!(screen.state().await["message"], Value::Null);
    let again = studio.other.post(&format!("/messages/{id}/ack")).await.ok();
    assert_eq!(again["acked_by"], "小满", "the first one counts");
    let shown = studio.director.get(&studio.path("stage")).await.ok();
    assert_eq!(shown["messages"][0]["acked_by"], "小满");
    let to_nobody = json!({ "to": "public", "text": "" });
    studio.director.post(&studio.path("messages")).json(to_nobody).await.refused(422, "invalid");
}

async fn a_screen_paints_what_is_on_air_until_its_link_is_taken_back(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, item) = studio.ready("电梯停了三个月").await;
    let screen = studio.screen("lower_third").await;
    assert_eq!(screen.state().await["on_air"], Value::Null);
    screen.paints(None, 2).await;
    let mut ear = screen.ear();
    ear.connect().await.expect("the line opens");

    let taken = studio.takes(None).await.ok();

    ear.hear_until(Stream::Stage, stage_head(&town, &studio.inquiry).await).await;
    let state = screen.state().await;
    assert_eq!(
        (state["on_air"]["id"].as_str(), state["on_air"]["rows"].clone()),
        (Some(item.as_str()), json!(["电梯停了三个月"]))
    );
    let screens = studio.director.get(&studio.path("screens")).await.ok();
    assert_eq!(screens["items"][0]["is_behind"], true, "it still paints nothing");
    screen.paints(Some(&item), taken["version"].as_i64().unwrap()).await;
    let screens = studio.director.get(&studio.path("screens")).await.ok();
    assert_eq!(
        (screens["items"][0]["is_behind"].clone(), screens["items"][0]["painted_item"].as_str()),
        (json!(false), Some(item.as_str()))
    );
    assert!(screens["items"][0]["lag_ms"].as_i64().is_some_and(|lag| (0..30_000).contains(&lag)), "{screens}");

    let path = studio.path(&format!("screens/{}", screens["items"][0]["id"].as_str().unwrap()));
    assert_eq!(studio.director.delete(&path).await.status, 204);

    assert_eq!(screen.get().await.status, 404);
    assert_eq!(screen.ear().connect().await, Err(401));
    assert_eq!(studio.director.get(&studio.path("screens")).await.ok()["items"], json!([]));
}

async fn a_graphic_knows_nothing_of_what_comes(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, item) = studio.ready("电梯停了三个月").await;
    studio.ready("消防通道停满了车").await;
    let (graphic, prompter) = (studio.screen("lower_third").await, studio.screen("prompter").await);
    assert!(!graphic.get().await.text.contains("消防通道"));
    assert_eq!(prompter.state().await["waiting"].as_array().map(Vec::len), Some(2));
    studio.takes(None).await.ok();

    let hidden = json!({ "shown": false });
    studio.director.post(&studio.path("graphic")).json(hidden).await.ok();

    assert_eq!(graphic.state().await["on_air"], Value::Null);
    assert_eq!(prompter.state().await["on_air"]["id"], json!(item));
    assert!(!graphic.get().await.text.contains("消防通道"));
    let same = town.nobody().request(reqwest::Method::GET, &format!("/screen/{}/state", graphic.key));
    let tag = graphic.get().await.header("etag").unwrap().to_owned();
    assert_eq!(same.header("if-none-match", &tag).await.status, 304);
}

async fn everybody_reads_who_asked_a_question_on_air(town: Town) {
    let studio = Studio::live(&town).await;
    let operator = town.staff(wenzheng::domain::role::Role::Operator, "冬至").await;
    let clue = json!({ "text": "代表走访听到的：电梯停了三个月", "source": "deputy" });
    let asked = Asked::of(&operator.post(&studio.path("clues")).json(clue).key("k").await.ok());
    studio.moderator.approves(&asked.id, "电梯停了三个月？").await;
    studio.writes_air(&asked.id, "电梯停了三个月").await.ok();
    studio.approves_air(&studio.other, &asked.id, json!({})).await.ok();
    studio.director.post(&studio.path("rundown/items")).json(json!({ "question": asked.id })).await.ok();
    let (graphic, prompter) = (studio.screen("lower_third").await, studio.screen("prompter").await);
    assert_eq!(prompter.state().await["waiting"][0]["provenance"], "deputy");

    studio.takes(None).await.ok();

    assert_eq!(graphic.state().await["on_air"]["provenance"], "deputy");
    assert_eq!(studio.rundown().await["items"][0]["question"]["provenance"], "deputy");
    let page = async |who: &Person, path: &str| who.request(reqwest::Method::GET, path).await.text;
    let cards = page(&studio.director, &format!("/stage/{}/cards", studio.inquiry.slug)).await;
    assert!(cards.contains("代表提问"), "the host's card says it");
    studio.wait(minutes(2)).await;
    assert_eq!(town.nobody().public(&asked.id).await.ok()["provenance"], "deputy");
    for path in [format!("/q/{}", asked.id), format!("/i/{}", studio.inquiry.slug)] {
        let public = page(&town.nobody(), &path).await;
        assert!(public.contains("代表提问"), "{path} says who asks");
    }
}
