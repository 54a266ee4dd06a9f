//! 开播检查单: ten points half an hour before the show, green or red, and what somebody says holds until it changes.

use serde_json::{Value, json};
use wenzheng::domain::{inquiry::Phase, moment::minutes, role::Role};

use super::{ScreenLink, Studio};
use crate::kit::{
    Town, both_engines,
    browse::{leads_to, read, send},
};

both_engines!(
    a_show_that_nobody_prepared_is_red_and_says_what_to_do,
    screens_are_green_once_they_paint_what_they_should,
    a_character_that_a_screen_cannot_draw_is_named,
    a_graphic_learns_of_rare_characters_and_of_no_words,
    the_square_code_is_what_a_decoder_read,
    the_clock_is_measured_or_compared_by_hand,
    cards_are_good_until_question_or_words_change,
    what_was_said_is_looked_at_again_after_hours,
    whoever_reads_the_stage_reads_the_list_and_only_the_director_says,
);

async fn list(studio: &Studio) -> Value {
    studio.director.get(&studio.path("checks")).await.ok()
}

/// How a point stands: whether it is green, and how it is.
async fn point(studio: &Studio, name: &str) -> (bool, String) {
    let list = list(studio).await;
    let found = list["points"].as_array().expect("points").iter().find(|it| it["point"] == name).expect("it is listed");
    (found["good"] == true, found["how"].as_str().expect("a word").to_owned())
}

fn stands(good: bool, how: &str) -> (bool, String) {
    (good, how.to_owned())
}

async fn says(studio: &Studio, name: &str, detail: Option<&str>) -> Value {
    studio.director.post(&studio.path("checks")).json(json!({ "point": name, "detail": detail })).await.ok()
}

async fn a_show_that_nobody_prepared_is_red_and_says_what_to_do(town: Town) {
    let studio = Studio::at(&town, Phase::Ready).await;

    let all = list(&studio).await;

    let red: Vec<&str> = all["points"]
        .as_array()
        .expect("points")
        .iter()
        .filter(|it| it["good"] == false)
        .filter_map(|it| it["point"].as_str())
        .collect();
    assert_eq!(red, ["screens", "clock", "pairs", "texts", "cards", "backup"], "{all}");
    assert_eq!(all["good"], json!(4));
    let page = read(&studio.director, &format!("/stage/{}/checks", studio.inquiry.slug)).await;
    assert_eq!(page.status, 200);
    for words in ["还没有这种屏", "没有备份记录", "印出来，放到主持人桌上", "请办公室再给一个人派角色"]
    {
        assert!(page.text.contains(words), "{words}");
    }
    town.reopen(|config| config.least_delay_ms = 0).await;
    assert_eq!(point(&studio, "delay").await, stands(true, "good"), "its own delay is long enough");
}

async fn screens_are_green_once_they_paint_what_they_should(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, item) = studio.ready("电梯停了三个月").await;
    let prompter = studio.screen("prompter").await;
    assert_eq!(point(&studio, "screens").await, stands(false, "none"), "no graphics yet");
    let graphic = studio.screen("lower_third").await;
    assert_eq!(point(&studio, "screens").await, stands(false, "silent"), "two links that nobody opened");
    let version = studio.rundown().await["version"].as_i64().expect("a version");
    prompter.paints(None, version).await;
    graphic.paints(None, version - 1).await;
    assert_eq!(point(&studio, "screens").await, stands(false, "behind"));

    graphic.paints(None, version).await;

    assert_eq!(point(&studio, "screens").await, stands(true, "good"));
    town.wait(7000);
    assert_eq!(point(&studio, "screens").await, stands(false, "silent"), "it was heard of seven seconds ago");
    let taken = studio.takes(None).await.ok();
    for screen in [&prompter, &graphic] {
        screen.paints(Some(&item), taken["version"].as_i64().expect("a version")).await;
    }
    assert_eq!(point(&studio, "screens").await, stands(true, "good"));
}

/// Says what it painted, and which characters it cannot draw.
async fn lacks(screen: &ScreenLink, characters: &str) {
    let path = format!("/screen/{}/painted", screen.key);
    let body = json!({ "item": null, "version": 1, "cannot_draw": characters });
    screen.town.nobody().request(reqwest::Method::POST, &path).json(body).await.ok();
}

async fn a_character_that_a_screen_cannot_draw_is_named(town: Town) {
    let studio = Studio::live(&town).await;
    assert_eq!(point(&studio, "fonts").await, stands(true, "none"));
    studio.ready("喆堃路的电梯停了三个月").await;
    let (graphic, prompter) = (studio.screen("lower_third").await, studio.screen("prompter").await);
    assert_eq!(point(&studio, "fonts").await, stands(false, "unsaid"));
    lacks(&prompter, "").await;
    assert_eq!(point(&studio, "fonts").await, stands(false, "unsaid"), "one screen has not looked yet");

    lacks(&graphic, "堃").await;

    assert_eq!(point(&studio, "fonts").await, stands(false, "missing"));
    let page = read(&studio.director, &format!("/stage/{}/checks", studio.inquiry.slug)).await.text;
    assert!(page.contains("观众会看到方框") && page.contains('堃'), "the page names it");
    lacks(&graphic, "").await;
    assert_eq!(point(&studio, "fonts").await, stands(true, "good"));
}

async fn a_graphic_learns_of_rare_characters_and_of_no_words(town: Town) {
    let studio = Studio::live(&town).await;
    studio.ready("堃路和喆路的电梯停了三个月").await;

    let state = studio.screen("lower_third").await.state().await;

    assert_eq!(state["rare"], json!(["喆", "堃"]), "in the order of their numbers");
    assert!(!state.to_string().contains("电梯"));
}

async fn the_square_code_is_what_a_decoder_read(town: Town) {
    let studio = Studio::live(&town).await;
    assert_eq!(point(&studio, "square").await, stands(true, "none"), "no square code is in the picture");
    let corner = studio.screen("corner").await.state().await;
    let link = format!("http://{}", corner["corner"]["address"].as_str().expect("an address"));
    assert_eq!(point(&studio, "square").await, stands(false, "unsaid"));

    says(&studio, "square", Some("https://phish.example/i/wuye-1")).await;

    assert_eq!(point(&studio, "square").await, stands(false, "wrong"));
    says(&studio, "square", Some(&link)).await;
    assert_eq!(point(&studio, "square").await, stands(true, "good"));
    town.wait(1);
    studio.screen("corner").await;
    assert_eq!(point(&studio, "square").await, stands(false, "unsaid"), "another corner is another picture");
    says(&studio, "square", None).await;
    assert_eq!(point(&studio, "square").await, stands(true, "hand"));
}

async fn the_clock_is_measured_or_compared_by_hand(town: Town) {
    let studio = Studio::live(&town).await;
    let detail = |ms: &str| json!({ "point": "clock", "detail": ms });
    for (ms, good, how) in [("120", true, "good"), ("-501", false, "off"), ("500", true, "good")] {
        studio.director.post(&studio.path("checks")).json(detail(ms)).await.ok();
        assert_eq!(point(&studio, "clock").await, stands(good, how), "{ms} ms");
    }
    studio.director.post(&studio.path("checks")).json(detail("差不多")).await.refused(422, "invalid");
    let house = json!({ "point": "disk" });
    studio.director.post(&studio.path("checks")).json(house).await.refused(422, "invalid");
    says(&studio, "clock", None).await;
    assert_eq!(point(&studio, "clock").await, stands(true, "hand"));
}

async fn cards_are_good_until_question_or_words_change(town: Town) {
    let studio = Studio::at(&town, Phase::Collecting).await;
    let (asked, _) = studio.ready("电梯停了三个月").await;
    let page = format!("/stage/{}/checks", studio.inquiry.slug);

    let pressed = send(&studio.director, &page, &[("point", "cards"), ("idempotency_key", "k")]).await;

    leads_to(&pressed, &page);
    assert_eq!(point(&studio, "cards").await, stands(true, "good"));
    let text = read(&studio.director, &page).await.text;
    assert!(text.contains("手卡是按现在的串联单印的") && text.contains("清明"), "who said so is shown");
    studio.writes_air(&asked.id, "电梯停了四个月").await.ok();
    studio.approves_air(&studio.other, &asked.id, json!({})).await.ok();
    assert_eq!(point(&studio, "cards").await, stands(false, "changed"));
    says(&studio, "cards", None).await;
    studio.ready("消防通道停满了车").await;
    assert_eq!(point(&studio, "cards").await, stands(false, "changed"));
    let unknown = send(&studio.director, &page, &[("point", "moon"), ("idempotency_key", "l")]).await;
    assert_eq!(unknown.status, 422);
}

async fn what_was_said_is_looked_at_again_after_hours(town: Town) {
    let studio = Studio::live(&town).await;
    says(&studio, "backup", None).await;
    assert_eq!(point(&studio, "backup").await, stands(true, "hand"));

    town.wait(minutes(6 * 60 + 1));

    assert_eq!(point(&studio, "backup").await, stands(false, "none"));
}

async fn whoever_reads_the_stage_reads_the_list_and_only_the_director_says(town: Town) {
    let studio = Studio::live(&town).await;
    let host = town.staff(Role::Host, "立夏").await;
    let page = format!("/stage/{}/checks", studio.inquiry.slug);

    let seen = read(&host, &page).await;

    assert!(seen.status == 200 && !seen.text.contains("name=\"point\""), "the host reads it");
    host.post(&studio.path("checks")).json(json!({ "point": "backup" })).await.refused(403, "not_allowed");
    assert_eq!(send(&host, &page, &[("point", "backup")]).await.status, 403);
}
