//! Two persons behind every word: the desk is the first, anybody of the studio is the second, and one alone says why.

use serde_json::{Value, json};
use wenzheng::{
    crew::token::Wanted,
    domain::{inquiry::Phase, role::Role},
};

use super::Studio;
use crate::kit::{
    Person, Town, both_engines,
    browse::{leads_to, read, send},
};

both_engines!(
    the_desks_unchanged_words_need_one_more_person,
    the_desks_words_typed_in_again_stay_signed_by_who_wrote_them,
    words_too_long_for_the_air_wait_to_be_written,
    whoever_published_last_is_the_first,
    a_public_text_that_changed_since_is_shown_beside_the_air_text,
    anybody_of_the_studio_confirms_a_promise_and_no_writer_does,
    one_alone_signs_with_a_reason_by_a_form_and_another_countersigns_by_one_press,
    a_signature_that_came_too_late_loses_no_reason,
    the_office_is_warned_while_a_crew_is_too_small,
);

async fn the_desks_unchanged_words_need_one_more_person(town: Town) {
    let studio = Studio::live(&town).await;
    let host = town.staff(Role::Host, "立夏").await;
    let asked = studio.published("电梯停了三个月").await;
    studio.director.post(&studio.path("rundown/items")).json(json!({ "question": asked.id })).await.ok();

    let air = studio.rundown().await["items"][0]["air"].clone();

    assert_eq!((air["text"].as_str(), air["written_by"].as_str()), (Some("电梯停了三个月？"), Some("谷雨")));
    assert_eq!((air["as_published"].clone(), air["approved"].clone()), (json!(true), json!(false)));
    studio.takes(None).await.refused(409, "air_not_approved");
    studio.approves_air(&studio.moderator, &asked.id, json!({})).await.refused(403, "same_person");
    let approved = studio.approves_air(&host, &asked.id, json!({})).await.ok();
    assert_eq!((approved["approved"].clone(), approved["approved_by"].as_str()), (json!(true), Some("立夏")));
    studio.takes(None).await.ok();
}

async fn the_desks_words_typed_in_again_stay_signed_by_who_wrote_them(town: Town) {
    let studio = Studio::live(&town).await;
    let asked = studio.published("电梯停了三个月").await;

    let written = studio.writes_air(&asked.id, " 电梯停了三个月？ ").await.ok();

    assert_eq!(
        (written["writer"].clone(), written["as_published"].clone()),
        (id_of(&studio, "谷雨").await, json!(true))
    );
    studio.approves_air(&studio.moderator, &asked.id, json!({})).await.refused(403, "same_person");
    studio.approves_air(&studio.director, &asked.id, json!({})).await.ok();
    let other = studio.writes_air(&asked.id, "电梯何时修好？").await.ok();
    assert_eq!((other["written_by"].as_str(), other["as_published"].clone()), (Some("清明"), json!(false)));
    studio.approves_air(&studio.director, &asked.id, json!({})).await.refused(403, "same_person");
}

async fn id_of(studio: &Studio, name: &str) -> Value {
    let app = studio.town.app();
    let mut tx = app.store.read().await.expect("the store is read");
    let person = wenzheng::store::people::by_name(&mut tx, name).await.expect("it is read").expect("they work here");
    json!(person.id)
}

async fn words_too_long_for_the_air_wait_to_be_written(town: Town) {
    let studio = Studio::live(&town).await;
    let asked = studio.asker.asks(&studio.inquiry, "电梯停了三个月").await;
    studio.moderator.approves(&asked.id, &"电梯又停了，".repeat(14)).await;
    studio.director.post(&studio.path("rundown/items")).json(json!({ "question": asked.id })).await.ok();

    assert_eq!(studio.rundown().await["items"][0]["air"], Value::Null);
    studio.approves_air(&studio.other, &asked.id, json!({})).await.refused(404, "not_found");
}

async fn whoever_published_last_is_the_first(town: Town) {
    let studio = Studio::live(&town).await;
    let second = town.moderator("小满").await;
    let asked = studio.published("电梯停了三个月").await;
    second.approves(&asked.id, "电梯停了三个月，谁来修？").await;
    second.decides(&asked.id, "shortlist", json!({})).await.ok();

    studio.approves_air(&second, &asked.id, json!({})).await.refused(403, "same_person");
    let approved = studio.approves_air(&studio.moderator, &asked.id, json!({})).await.ok();

    assert_eq!(
        (approved["text"].as_str(), approved["written_by"].as_str()),
        (Some("电梯停了三个月，谁来修？"), Some("小满"))
    );
    let unread = studio.asker.asks(&studio.inquiry, "还没有人看过这一条").await;
    studio.approves_air(&studio.other, &unread.id, json!({})).await.refused(404, "not_found");
}

async fn a_public_text_that_changed_since_is_shown_beside_the_air_text(town: Town) {
    let studio = Studio::live(&town).await;
    let (asked, _) = studio.ready("电梯停了三个月").await;
    let overtaken = async || studio.rundown().await["items"][0]["air"]["is_overtaken"].clone();
    assert_eq!(overtaken().await, json!(false));
    studio.director.put(&studio.path("rundown")).json(json!({ "items": [], "version": 2 })).await.ok();
    town.wait(1000);

    studio.moderator.approves(&asked.id, "电梯停了四个月？").await;
    studio.director.post(&studio.path("rundown/items")).json(json!({ "question": asked.id })).await.ok();

    assert_eq!(overtaken().await, json!(true));
    studio.writes_air(&asked.id, "电梯停了四个月").await.ok();
    assert_eq!(overtaken().await, json!(false), "words written since then know it");
}

async fn anybody_of_the_studio_confirms_a_promise_and_no_writer_does(town: Town) {
    let studio = Studio::live(&town).await;
    for (n, role) in
        [Role::Host, Role::Director, Role::Moderator, Role::Scribe, Role::Supervisor].into_iter().enumerate()
    {
        let scribe = town.staff(Role::Scribe, "苏芒").await;
        let other = town.staff(role, &format!("另一位{n}")).await;
        let id = catches(&studio, &scribe).await;
        let path = format!("/commitments/{id}/actions");
        let confirm = |who: &Person| who.post(&path).json(json!({ "action": "confirm", "version": 1 }));

        confirm(&scribe).await.refused(403, "same_person");
        assert_eq!(confirm(&other).await.ok()["state"], "confirmed", "{role:?}");
    }
    let verifier = town.staff(Role::Verifier, "罗秋").await;
    let id = catches(&studio, &town.staff(Role::Scribe, "苏芒").await).await;
    let confirm = json!({ "action": "confirm", "version": 1 });
    verifier.post(&format!("/commitments/{id}/actions")).json(confirm).await.refused(403, "not_allowed");
}

async fn catches(studio: &Studio, scribe: &Person) -> String {
    let caught = json!({ "quote": "我们三十天内把电梯修好", "what": "电梯恢复运行", "lead": "housing" });
    scribe.post(&studio.path("commitments")).json(caught).await.ok()["id"].as_str().expect("an id").to_owned()
}

async fn one_alone_signs_with_a_reason_by_a_form_and_another_countersigns_by_one_press(town: Town) {
    let studio = Studio::live(&town).await;
    let scribe = town.staff(Role::Scribe, "苏芒").await;
    let (asked, _) = (studio.published("电梯停了三个月").await, catches(&studio, &scribe).await);
    studio.director.post(&studio.path("rundown/items")).json(json!({ "question": asked.id })).await.ok();
    let page = format!("/stage/{}/pairs", studio.inquiry.slug);
    let promise = catches(&studio, &scribe).await;
    let version = studio.moderator.sees(&asked.id).await.to_string();

    let bare = [("question", asked.id.as_str()), ("version", &version), ("alone", " ")];
    assert_eq!(send(&studio.moderator, &page, &bare).await.status, 403);
    let alone = [
        ("question", asked.id.as_str()),
        ("version", &version),
        ("alone", "现场只有我一个人"),
        ("idempotency_key", "k"),
    ];
    for _ in 0..2 {
        leads_to(&send(&studio.moderator, &page, &alone).await, &page);
    }
    let of_promise = format!("/scribe/{}/pairs", studio.inquiry.slug);
    let alone =
        [("commitment", promise.as_str()), ("action", "confirm"), ("version", "1"), ("alone", "第二个人不在岗")];
    leads_to(&send(&scribe, &of_promise, &alone).await, &page);

    let shown = read(&studio.other, &page).await;
    for words in ["现场只有我一个人", "第二个人不在岗", "补签"] {
        assert!(shown.text.contains(words), "{words}: {}", shown.text);
    }
    let gallery = studio.director.get(&studio.path("stage")).await.ok();
    assert_eq!(gallery["to_sign"], json!({ "waiting": 1, "alone": 2 }));
    let version = studio.moderator.sees(&asked.id).await.to_string();
    leads_to(&send(&studio.other, &page, &[("question", &asked.id), ("version", &version)]).await, &page);
    let countersign = [("commitment", promise.as_str()), ("action", "countersign"), ("version", "2")];
    leads_to(&send(&studio.other, &of_promise, &countersign).await, &page);
    let shown = read(&studio.other, &page).await;
    assert!(
        !shown.text.contains("现场只有我一个人</p>") && !shown.text.contains("第二个人不在岗</p>"),
        "{}",
        shown.text
    );
    let gallery = studio.director.get(&studio.path("stage")).await.ok();
    assert_eq!(gallery["to_sign"], json!({ "waiting": 1, "alone": 0 }));
}

async fn a_signature_that_came_too_late_loses_no_reason(town: Town) {
    let studio = Studio::live(&town).await;
    let scribe = town.staff(Role::Scribe, "苏芒").await;
    let id = catches(&studio, &scribe).await;
    let edit = json!({ "action": "edit", "version": 1, "quote": "我们三十天内一定把电梯修好" });
    scribe.post(&format!("/commitments/{id}/actions")).json(edit).await.ok();

    let path = format!("/scribe/{}/pairs", studio.inquiry.slug);
    let late = [("commitment", id.as_str()), ("action", "confirm"), ("version", "1"), ("alone", "夜里没有别人")];
    let answer = send(&scribe, &path, &late).await;

    assert_eq!(answer.status, 409, "{}", answer.text);
    assert!(answer.text.contains("value=\"夜里没有别人\"") && answer.text.contains("我们三十天内一定把电梯修好"));
}

async fn the_office_is_warned_while_a_crew_is_too_small(town: Town) {
    let inquiry = town.inquiry(Phase::Planning).await;
    let clerk = town.staff(Role::Clerk, "白露").await;
    let part = |role: &str, name: &str| Wanted {
        role: role.into(),
        name: name.into(),
        inquiry: Some(inquiry.slug.clone()),
        department: None,
    };
    let page = format!("/office/inquiries/{}", inquiry.slug);
    for role in ["director", "moderator", "scribe"] {
        town.granted(part(role, "清明")).await;
    }

    let alone = read(&clerk, &page).await.text;

    assert!(alone.contains("人手不够两人签") && alone.contains("清明先签的，没有第二个人能签"), "{alone}");
    town.granted(part("host", "立夏")).await;
    let two = read(&clerk, &page).await.text;
    assert!(two.contains("复核") && two.contains("请再派人"), "a second look needs a second moderator: {two}");
    town.granted(part("moderator", "立夏")).await;
    let whole = read(&clerk, &page).await.text;
    assert!(!whole.contains("人手不够两人签"), "{whole}");
}
