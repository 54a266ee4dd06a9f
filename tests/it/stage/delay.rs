//! The delay that the public never looks behind, and words that are called back.

use serde_json::{Value, json};
use wenzheng::domain::{moment::seconds, stream::Stream};

use super::{Studio, stage_head};
use crate::kit::{Ear, Town, both_engines, listening::Heard};

both_engines!(
    the_public_sees_a_take_only_after_the_delay,
    what_was_cut_inside_the_delay_was_never_seen,
    a_delay_survives_a_restart,
    a_pulled_question_leaves_every_place_at_once,
    what_comes_next_is_never_public,
    what_was_asked_on_air_stays_on_the_page,
    an_outcome_reaches_the_asker_with_the_public,
);

async fn the_public_sees_a_take_only_after_the_delay(town: Town) {
    let studio = Studio::live(&town).await;
    let (asked, item) = studio.ready("电梯停了三个月").await;
    let mut studio_ear = Ear::new(&studio.director, &studio.inquiry.slug, "stage");
    studio_ear.connect().await.expect("the line opens");
    // Whoever is greeted only after the take hears of it within the whole state.
    let head = stage_head(&town, &studio.inquiry).await;
    studio_ear.hear_until(Stream::Stage, head).await;
    let before = studio.public_lines().await.len();

    studio.takes(None).await.ok();

    let head = stage_head(&town, &studio.inquiry).await;
    studio_ear.hear_until(Stream::Stage, head).await;
    let Some(Heard::Line(_, said)) = studio_ear.logs[&Stream::Stage].heard.last() else { panic!("no line is heard") };
    assert_eq!((said["kind"].as_str(), said["on_air"].as_str()), (Some("taken"), Some(item.as_str())), "at once");
    studio.wait(seconds(19)).await;
    assert!(!studio.everything_public(&asked).await.contains(":\"on_air\""), "nothing before the delay is over");
    assert_eq!(studio.public_lines().await.len(), before);
    studio.wait(seconds(1)).await;
    let lines = studio.public_lines().await;
    assert_eq!(lines.len(), before + 1);
    assert_eq!(
        (lines[before]["kind"].as_str(), lines[before]["question"]["id"].as_str()),
        (Some("on_air"), Some(asked.id.as_str()))
    );
    let snap = town.nobody().get(&studio.path("streams/public/snap")).await.ok();
    assert!(snap.to_string().contains("on_air"), "{snap}");
    assert_eq!(town.nobody().public(&asked.id).await.ok()["state"], "on_air");
    assert_eq!(studio.mailbox().await.last().unwrap()["kind"], "taken");
}

async fn what_was_cut_inside_the_delay_was_never_seen(town: Town) {
    let studio = Studio::live(&town).await;
    let (first, a) = studio.ready("电梯停了三个月").await;
    let (second, _) = studio.ready("消防通道停满了车").await;
    studio.takes(None).await.ok();
    studio.wait(seconds(10)).await;
    studio.takes(Some(&a)).await.ok();
    studio.wait(seconds(5)).await;

    let dumped = studio.director.post(&studio.path("dump")).await.ok();

    assert_eq!(dumped["on_air"], Value::Null);
    studio.wait(seconds(120)).await;
    for asked in [&first, &second] {
        let all = studio.everything_public(asked).await;
        for word in ["on_air\":{", ":\"on_air\"", ":\"answered_live\"", ":\"taken\"", ":\"cleared\""] {
            assert!(!all.contains(word), "{word} reached somebody: {all}");
        }
        town.nobody().public(&asked.id).await.refused(404, "not_found");
        assert_eq!(studio.asker.own(asked).await["state"], "later");
    }
    assert!(!json!(studio.public_lines().await).to_string().contains("电梯"), "its words are called back");
    let again = studio.director.post(&studio.path("dump")).await.ok();
    assert_eq!(again["version"], dumped["version"], "cutting an empty air changes nothing");
}

async fn a_delay_survives_a_restart(town: Town) {
    let studio = Studio::live(&town).await;
    let (asked, _) = studio.ready("电梯停了三个月").await;
    studio.takes(None).await.ok();
    studio.wait(seconds(10)).await;

    town.reopen(|_| {}).await;

    assert_eq!(town.nobody().public(&asked.id).await.ok()["state"], "approved");
    studio.wait(seconds(10)).await;
    assert_eq!(town.nobody().public(&asked.id).await.ok()["state"], "on_air");
    assert_eq!(studio.public_lines().await.iter().filter(|line| line["kind"] == "on_air").count(), 1);
}

async fn a_pulled_question_leaves_every_place_at_once(town: Town) {
    let studio = Studio::live(&town).await;
    let (asked, item) = studio.ready("张三家的电梯停了三个月").await;
    studio.takes(None).await.ok();
    studio.wait(seconds(30)).await;
    let mut phone = Ear::new(&town.visitor(), &studio.inquiry.slug, "public");
    phone.connect().await.expect("the line opens");
    let bare = json!({ "item": item, "code": "privacy" });
    studio.director.post(&studio.path("pull")).json(bare).await.refused(422, "invalid");

    let pulled = studio.pulls(&item).await.ok();

    assert_eq!(pulled["on_air"], Value::Null);
    assert!(!json!(studio.public_lines().await).to_string().contains("张三"), "no line keeps the words");
    town.nobody().public(&asked.id).await.refused(404, "not_found");
    let listed = town.nobody().get(&studio.path("questions")).await.ok();
    assert_eq!(listed["items"], json!([]));
    let mut late = Ear::new(&town.visitor(), &studio.inquiry.slug, "public");
    late.connect().await.expect("the line opens");
    let offset = studio.public_lines().await.len() as u64;
    for ear in [&mut phone, &mut late] {
        ear.hear_until(Stream::Public, offset).await;
    }
    assert!(!late.raw.concat().contains("张三"), "nothing is told from memory");
    let log = &phone.logs[&Stream::Public];
    // Whoever is behind by more than the memory holds gets a whole state instead.
    let is_retracted = log.heard.last().is_some_and(|heard| match heard {
        Heard::Line(_, line) => line["kind"] == "removed",
        Heard::State(_, state) => !state.to_string().contains("张三"),
    });
    assert!(is_retracted, "{log:?}");
    let shown = studio.rundown().await["items"][0]["pulled"].clone();
    assert_eq!(shown, json!({ "code": "privacy", "asked_by": "值班领导", "how": "电话" }));
    studio.pulls(&item).await.refused(409, "not_waiting");
    studio.pulls("nothing").await.refused(404, "unknown_item");
}

async fn what_comes_next_is_never_public(town: Town) {
    let studio = Studio::live(&town).await;
    let before = studio.published("电梯停了三个月").await;
    let said = studio.mailbox().await.len();
    let lines = studio.public_lines().await.len();

    studio.moderator.decides(&before.id, "shortlist", json!({})).await.ok();
    studio.director.post(&studio.path("rundown/items")).json(json!({ "question": before.id })).await.ok();

    assert_eq!(studio.mailbox().await.len(), said, "not even the asker hears it");
    assert_eq!(studio.public_lines().await.len(), lines);
    let all = studio.everything_public(&before).await;
    assert!(!all.contains("shortlisted") && !all.contains("queued"), "{all}");
    assert_eq!(studio.asker.own(&before).await["state"], "approved");
}

async fn an_outcome_reaches_the_asker_with_the_public(town: Town) {
    let studio = Studio::live(&town).await;
    let (asked, _) = studio.ready("电梯停了三个月").await;
    studio.takes(None).await.ok();
    studio.wait(seconds(60)).await;
    let bad = studio.director.post(&studio.path("clear")).json(json!({ "outcome": "fine" })).await;
    bad.refused(422, "invalid");

    studio.clears(Some("evaded")).await;

    assert_eq!(studio.moderator.card(&asked.id).await["line"]["state"], "answered_live", "the staff know at once");
    studio.wait(seconds(19)).await;
    assert!(!studio.everything_public(&asked).await.contains("evaded"));
    assert_eq!(studio.asker.own(&asked).await["state"], "on_air");
    studio.wait(seconds(2)).await;
    let face = town.nobody().public(&asked.id).await.ok();
    assert_eq!((face["state"].as_str(), face["outcome"].as_str()), (Some("answered_live"), Some("evaded")));
    let path = studio.asker.own(&asked).await["path"].clone();
    let kinds: Vec<&str> = path.as_array().unwrap().iter().filter_map(|step| step["kind"].as_str()).collect();
    assert!(kinds.ends_with(&["taken", "cleared"]), "{kinds:?}");
}

async fn what_was_asked_on_air_stays_on_the_page(town: Town) {
    let studio = Studio::live(&town).await;
    let (asked, _) = studio.ready("电梯停了三个月").await;
    let page =
        || async { town.nobody().request(reqwest::Method::GET, &format!("/i/{}", studio.inquiry.slug)).await.text };
    studio.takes(None).await.ok();
    studio.wait(seconds(30)).await;

    studio.clears(Some("partly")).await;
    let before = page().await;
    studio.wait(seconds(30)).await;
    let after = page().await;

    assert!(!before.contains("h-asked"), "nothing before the delay is over");
    let told = after.split("id=\"h-asked\"").nth(1).expect("what was asked has a section");
    assert!(told.contains(&asked.id) && told.contains("答了一部分"), "{told}");
}
