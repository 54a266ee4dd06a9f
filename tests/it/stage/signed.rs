//! Words that are signed: a paper is kept sealed and shows what changed since; what the host reads changes by a pushed correction
//! only.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use wenzheng::domain::{inquiry::Phase, role::Role};

use super::Studio;
use crate::kit::{
    Answer, Call, Person, Town, both_engines,
    browse::{read, send},
};

both_engines!(
    words_on_air_change_only_when_another_person_signs_the_correction,
    what_comes_next_keeps_its_words_while_a_correction_waits,
    a_correction_is_signed_on_the_page_of_what_waits_and_says_what_it_changes,
    a_signed_paper_shows_what_was_changed_since,
    a_signed_paper_lies_sealed_and_each_opening_is_noted,
    a_paper_that_cannot_be_read_loses_no_name,
    a_pull_keeps_its_code_who_asked_and_how,
    the_asker_reads_that_what_was_chosen_at_once_is_public_and_why_it_was_pulled,
);

async fn corrects(studio: &Studio, id: &str, text: &str) -> Answer {
    let version = studio.moderator.sees(id).await;
    let body = json!({ "text": text, "version": version });
    studio.director.post(&format!("/questions/{id}/air/correction")).json(body).await
}

async fn words_on_air_change_only_when_another_person_signs_the_correction(town: Town) {
    let studio = Studio::live(&town).await;
    let (asked, _) = studio.ready("电梯停了三个月").await;
    let (prompter, graphic) = (studio.screen("prompter").await, studio.screen("lower_third").await);
    studio.takes(None).await.ok();
    studio.writes_air(&asked.id, "电梯停了四个月").await.refused(409, "already_on_air");

    let waiting = corrects(&studio, &asked.id, "电梯停了四个月").await.ok();

    assert_eq!(
        (waiting["text"].as_str(), waiting["correction"]["text"].as_str()),
        (Some("电梯停了三个月"), Some("电梯停了四个月"))
    );
    let on_air = prompter.state().await["on_air"].clone();
    assert_eq!((on_air["text"].as_str(), on_air["corrected_at"].clone()), (Some("电梯停了三个月"), Value::Null));
    studio.approves_air(&studio.director, &asked.id, json!({})).await.refused(403, "same_person");
    let corrected = studio.approves_air(&studio.moderator, &asked.id, json!({})).await.ok();
    assert_eq!((corrected["text"].as_str(), corrected["approved_by"].as_str()), (Some("电梯停了四个月"), Some("谷雨")));
    assert_eq!((corrected["approved"].clone(), corrected["correction"].clone()), (json!(true), Value::Null));
    let on_air = prompter.state().await["on_air"].clone();
    assert_eq!(on_air["text"], "电梯停了四个月");
    assert!(on_air["corrected_at"].as_i64() >= on_air["taken_at"].as_i64(), "the prompter can mark it as corrected");
    assert_eq!(graphic.state().await["on_air"]["rows"], json!(["电梯停了四个月"]));
    assert!(!studio.everything_public(&asked).await.contains("四个月"), "the air text is no public text");
}

async fn what_comes_next_keeps_its_words_while_a_correction_waits(town: Town) {
    let studio = Studio::live(&town).await;
    let (asked, item) = studio.ready("电梯停了三个月").await;
    let prompter = studio.screen("prompter").await;

    corrects(&studio, &asked.id, "电梯停了四个月").await.ok();

    assert_eq!(prompter.state().await["waiting"][0]["text"], "电梯停了三个月");
    assert_eq!(studio.takes(None).await.ok()["on_air"], json!(item), "it can be taken as it stands");
    let scribe = town.staff(Role::Scribe, "苏芒").await;
    studio.approves_air(&scribe, &asked.id, json!({})).await.ok();
    assert_eq!(prompter.state().await["on_air"]["text"], "电梯停了四个月");
    let bare = studio.published("没有人签过字的题").await;
    corrects(&studio, &bare.id, "没有").await.refused(409, "wrong_state");
}

async fn a_correction_is_signed_on_the_page_of_what_waits_and_says_what_it_changes(town: Town) {
    let studio = Studio::live(&town).await;
    let (asked, _) = studio.ready("电梯停了三个月").await;
    studio.takes(None).await.ok();
    corrects(&studio, &asked.id, "电梯停了四个月").await.ok();
    let page = format!("/stage/{}/pairs", studio.inquiry.slug);

    let seen = read(&studio.moderator, &page).await.text;

    assert!(seen.contains("<del>三</del><ins>四</ins>"), "cut and added are seen: {seen}");
    assert!(seen.contains("更正主持人眼前的话") && seen.contains("清明签了第一个"));
    let gallery = studio.director.get(&studio.path("stage")).await.ok();
    assert_eq!(gallery["to_sign"]["waiting"], 1);
    let version = studio.moderator.sees(&asked.id).await.to_string();
    let signed = [("question", asked.id.as_str()), ("version", &version)];
    assert_eq!(send(&studio.moderator, &page, &signed).await.status, 303);
    assert_eq!(studio.rundown().await["items"][0]["air"]["text"], "电梯停了四个月");
}

/// A paper sent in by a browser's form, or by a call.
async fn sends(who: &Person, path: &str, name: &str, file: &[u8]) -> Answer {
    let form =
        Form::new().text("signed_by", name.to_owned()).part("scan", Part::bytes(file.to_vec()).file_name("a.bin"));
    Call(
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client")
            .post(format!("http://{}{path}", who.town.address()))
            .bearer_auth(who.token.as_deref().unwrap_or_default())
            .multipart(form),
    )
    .await
}

const PDF: &[u8] = b"%PDF-1.4 signed by hand";

async fn a_signed_paper_shows_what_was_changed_since(town: Town) {
    let studio = Studio::at(&town, Phase::Collecting).await;
    let (asked, _) = studio.ready("电梯停了三个月").await;
    studio.ready("消防通道停满了车").await;
    let since = async || {
        let items = studio.rundown().await["items"].clone();
        items.as_array().expect("items").iter().map(|it| it["air"]["signed"]["since"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(since().await, [Value::Null, Value::Null], "nothing was signed yet");
    let path = format!("/api/v1{}", studio.path("sign-off"));

    let kept = sends(&studio.director, &path, "陆主任", PDF).await;

    assert_eq!(kept.status, 201, "{}", kept.text);
    assert_eq!((kept.body["signed_by"].as_str(), kept.body["same"].clone()), (Some("陆主任"), json!(2)));
    assert_eq!(since().await, ["same", "same"]);
    studio.writes_air(&asked.id, "电梯停了四个月").await.ok();
    studio.ready("停车费退不退").await;
    assert_eq!(since().await, ["changed", "same", "added"]);
    assert_eq!(studio.rundown().await["items"][0]["air"]["signed"]["text"], "电梯停了三个月");
    let stands = studio.director.get(&studio.path("sign-off")).await.ok();
    assert_eq!(
        (stands["same"].clone(), stands["changed"].clone(), stands["added"].clone()),
        (json!(1), json!(1), json!(1))
    );
    for page in ["sign-off", "pairs"] {
        let seen = read(&studio.moderator, &format!("/stage/{}/{page}", studio.inquiry.slug)).await.text;
        assert!(seen.contains("<del>三</del><ins>四</ins>") && seen.contains("审定以后改过"), "{page}: {seen}");
    }
    let pairs = format!("/stage/{}/pairs", studio.inquiry.slug);
    assert!(read(&studio.moderator, &pairs).await.text.contains("审定以后改过1题，加了1题"));
    sends(&studio.director, &path, "陆主任", PDF).await.ok();
    assert_eq!(since().await, ["same", "same", "same"], "the later paper counts");
    assert!(!read(&studio.moderator, &pairs).await.text.contains("审定以后改过"));
}

async fn a_signed_paper_lies_sealed_and_each_opening_is_noted(town: Town) {
    let studio = Studio::at(&town, Phase::Collecting).await;
    let path = format!("/stage/{}/sign-off", studio.inquiry.slug);
    let host = town.staff(Role::Host, "立夏").await;
    assert_eq!(sends(&host, &path, "陆主任", PDF).await.status, 403);
    assert_eq!(sends(&studio.director, &path, "陆主任", PDF).await.status, 303);
    let shelf = town.place().dir.path().join("media/sign-off");
    let files: Vec<Vec<u8>> = std::fs::read_dir(&shelf)
        .expect("the shelf is there")
        .map(|file| std::fs::read(file.expect("a file").path()).expect("it is read"))
        .collect();
    assert_eq!(files.len(), 1);
    assert!(!files[0].windows(4).any(|part| part == b"%PDF"), "a copied disk opens nothing");

    let opened = studio.director.post(&studio.path("sign-off/scan")).await;

    assert_eq!((opened.status, opened.bytes.as_slice()), (200, PDF));
    assert!(opened.header("content-disposition").is_some_and(|it| it.starts_with("attachment")));
    assert_eq!(opened.header("cache-control"), Some("no-store"));
    host.post(&studio.path("sign-off/scan")).await.refused(403, "not_allowed");
    let seen = read(&host, &path).await.text;
    assert!(seen.contains("清明打开过") && seen.contains("陆主任"), "{seen}");
    let auditor = town.staff(Role::Auditor, "大雪").await;
    let lines = auditor.get(&format!("/audit?inquiry={}&kind=paper_opened", studio.inquiry.slug)).await.ok();
    assert_eq!((lines["lines"].as_array().map(Vec::len), lines["lines"][0]["name"].as_str()), (Some(1), Some("清明")));
}

async fn a_paper_that_cannot_be_read_loses_no_name(town: Town) {
    let studio = Studio::at(&town, Phase::Collecting).await;
    let path = format!("/stage/{}/sign-off", studio.inquiry.slug);

    let refused = sends(&studio.director, &path, "陆主任", b"<svg onload=alert(1)>").await;

    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("这份文件读不了") && refused.text.contains("value=\"陆主任\""), "{}", refused.text);
    assert_eq!(sends(&studio.director, &path, "", PDF).await.status, 422);
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(8, 8).write_to(&mut png, image::ImageFormat::Png).expect("it is drawn");
    assert_eq!(sends(&studio.director, &path, "陆主任", png.get_ref()).await.status, 303);
    let drawn = studio.director.post(&studio.path("sign-off/scan")).await;
    assert_eq!(
        (drawn.header("content-type"), &drawn.bytes[..2]),
        (Some("image/jpeg"), &[0xff, 0xd8][..]),
        "drawn anew"
    );
}

async fn a_pull_keeps_its_code_who_asked_and_how(town: Town) {
    let studio = Studio::live(&town).await;
    let (asked, item) = studio.ready("电梯停了三个月").await;
    studio.pulls(&item).await.ok();
    let auditor = town.staff(Role::Auditor, "大雪").await;

    let pulled = studio.rundown().await["items"][0]["pulled"].clone();
    let lines = auditor.get(&format!("/audit?inquiry={}&kind=pulled", studio.inquiry.slug)).await.ok();

    assert_eq!(pulled, json!({ "code": "privacy", "asked_by": "值班领导", "how": "电话" }));
    let line =
        lines["lines"].as_array().expect("lines").iter().find(|it| it["subject_kind"] == "rundown").expect("a line");
    assert_eq!((line["why"].as_str(), line["name"].as_str()), (Some("privacy"), Some("清明")));
    assert_eq!(
        lines["pulls"],
        json!([{ "question": asked.id, "code": "privacy", "asked_by": "值班领导", "how": "电话" }])
    );
    let page = read(&auditor, &format!("/audit?inquiry={}", studio.inquiry.slug)).await.text;
    assert!(page.contains("值班领导") && page.contains("电话"), "the auditor reads who asked, and how");
    assert!(!studio.everything_public(&asked).await.contains("值班领导"), "nobody outside does");
}

async fn the_asker_reads_that_what_was_chosen_at_once_is_public_and_why_it_was_pulled(town: Town) {
    let studio = Studio::live(&town).await;
    let asked = studio.asker.asks(&studio.inquiry, "电梯停了三个月没人修").await;
    let chosen = json!({ "public_text": "电梯停了三个月，谁修？" });
    studio.moderator.decides(&asked.id, "shortlist", chosen).await.ok();
    let last = |own: &serde_json::Value| own["path"].as_array().and_then(|path| path.last().cloned()).expect("a step");

    let step = last(&studio.asker.own(&asked).await);

    assert_eq!((&step["kind"], &step["state"]), (&json!("decided"), &json!("approved")), "and not that it was chosen");
    let added = studio.director.post(&studio.path("rundown/items")).json(json!({ "question": asked.id })).await.ok();
    studio.pulls(added["id"].as_str().expect("an item")).await.ok();
    let own = studio.asker.own(&asked).await;
    assert_eq!((&last(&own)["kind"], &last(&own)["reason"]), (&json!("pulled"), &json!("privacy")));
    assert!(!own.to_string().contains("值班领导"), "on whose word is told to the auditor alone");
    let page = format!("/r/{}", asked.receipt);
    let opened = read(&studio.asker, &format!("{page}?s={}", asked.secret)).await;
    let cookie = opened.header("set-cookie").expect("a cookie").split(';').next().unwrap_or_default().to_owned();
    let shown = studio.asker.request(reqwest::Method::GET, &page).header("cookie", &cookie).await.text;
    assert!(shown.contains("从播出中撤下") && shown.contains("涉别人隐私"), "{shown}");
}
