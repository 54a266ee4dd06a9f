//! The desk: queues that add up, holds that run out, decisions with reasons, undo, bulk, appeals, contacts.

use serde_json::{Value, json};
use wenzheng::{
    domain::{inquiry::Phase, moment::seconds, question::State, role::Role},
    store::sql,
};

use crate::kit::{Dice, Person, Town, both_engines};

both_engines!(
    a_hold_keeps_others_away_until_it_runs_out_or_is_stolen,
    a_decision_lets_go_of_the_hold,
    a_department_that_is_not_summoned_cannot_be_named,
    a_refusal_needs_a_reason_and_a_publication_a_text,
    what_was_meant_for_the_congress_alone_is_never_published,
    a_decision_is_undone_freely_at_once_and_with_a_reason_later,
    nothing_under_a_newer_decision_is_undone,
    undone_a_merge_leaves_both_as_they_were,
    a_bulk_happens_whole_or_not_at_all_and_is_undone_as_one,
    a_contact_is_opened_with_a_reason_that_its_asker_reads,
    what_was_done_once_is_not_done_again_under_the_same_key,
    after_any_history_the_queues_are_what_the_rows_say,
    look_alikes_are_public_questions_that_say_much_the_same,
    nobody_reads_an_original_but_the_desk,
    the_desk_finds_a_question_by_its_words_or_its_receipt,
    what_changed_is_asked_for_again_and_nothing_else,
);

async fn waiting<const N: usize>(town: &Town) -> [String; N] {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let mut ids = Vec::new();
    for n in 0..N {
        ids.push(town.visitor().asks(&inquiry, &format!("第{n}件事拖了很久没人管")).await.id);
    }
    ids.try_into().expect("as many as were asked")
}

async fn a_hold_keeps_others_away_until_it_runs_out_or_is_stolen(town: Town) {
    let (one, two) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let [id] = waiting(&town).await;
    let path = format!("/questions/{id}/hold");

    let held = one.post(&path).await.ok();
    let refused = two.post(&path).await.refused(409, "held");

    assert_eq!((&refused["by"], &refused["until"]), (&held["hold"]["by"], &held["hold"]["until"]));
    assert_eq!(refused["by"]["name"], "谷雨");
    town.wait(seconds(15));
    assert!(one.post(&path).await.ok()["hold"]["until"].as_i64() > held["hold"]["until"].as_i64(), "the holder renews");
    town.wait(seconds(15));
    two.post(&path).await.refused(409, "held");
    town.wait(seconds(6));
    assert_eq!(two.post(&path).await.ok()["hold"]["by"]["name"], "白露");
    one.delete(&path).await;
    one.post(&path).await.refused(409, "held");
    assert_eq!(one.post(&path).json(json!({ "steal": true })).await.ok()["hold"]["by"]["name"], "谷雨");
    assert_eq!(one.delete(&path).await.status, 204);
    two.post(&path).await.ok();
    assert_eq!(two.sees(&id).await, 1, "a hold raises no version");
}

async fn a_decision_lets_go_of_the_hold(town: Town) {
    let (one, two) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let [id] = waiting(&town).await;
    one.post(&format!("/questions/{id}/hold")).await.ok();

    one.decides(&id, "later", json!({})).await.ok();

    assert_eq!(one.card(&id).await["line"]["hold"], Value::Null);
    two.post(&format!("/questions/{id}/hold")).await.ok();
}

async fn a_refusal_needs_a_reason_and_a_publication_a_text(town: Town) {
    let mo = town.moderator("谷雨").await;
    let [id] = waiting(&town).await;

    mo.decides(&id, "reject", json!({})).await.refused(422, "reason_required");
    mo.decides(&id, "approve", json!({})).await.refused(422, "public_text_required");
    mo.decides(&id, "reject", json!({ "reason": "because" })).await.refused(422, "invalid");
    mo.decides(&id, "publish", json!({})).await.refused(422, "invalid");
    let long = json!({ "public_text": "长".repeat(2001), "note": "注".repeat(501) });
    let wrong = mo.decides(&id, "approve", long).await.refused(422, "invalid");

    assert_eq!(wrong["errors"].as_array().map(Vec::len), Some(2));
    assert_eq!(mo.sees(&id).await, 1);
}

async fn a_department_that_is_not_summoned_cannot_be_named(town: Town) {
    let mo = town.moderator("谷雨").await;
    let clerk = town.staff(Role::Clerk, "白露").await;
    let [id] = waiting(&town).await;
    let elsewhere = json!({ "slug": "jiaoyu", "name": "教育局", "kind": "organ" });
    let elsewhere = clerk.post("/departments").json(elsewhere).await.ok()["id"].clone();
    let summoned = town.nobody().get("/inquiries/wuye-1").await.ok()["summoned"][0]["id"].clone();

    for department in [json!("nobody"), elsewhere] {
        for action in ["refer", "transfer", "later"] {
            let wrong = mo.decides(&id, action, json!({ "department": department })).await.refused(422, "invalid");
            assert_eq!(wrong["errors"], json!([{ "field": "department", "code": "unknown" }]));
        }
        let items = json!([{ "id": id, "version": 1 }]);
        let bulk = json!({ "action": "refer", "items": items, "department": department });
        mo.post("/inquiries/wuye-1/bulk").json(bulk).await.refused(422, "invalid");
    }

    assert_eq!(mo.sees(&id).await, 1, "nothing happened");
    assert!(summoned.is_string());
    mo.decides(&id, "refer", json!({ "department": summoned })).await.ok();
}

async fn what_was_meant_for_the_congress_alone_is_never_published(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let written = json!({ "text": "只想让人大知道的事", "visibility": "congress_only" });
    let asked = town.visitor().writes(&inquiry, written).await.ok();
    let id = asked["id"].as_str().unwrap();

    for action in ["approve", "shortlist"] {
        let answer = mo.decides(id, action, json!({ "public_text": "公开文" })).await;
        answer.refused(409, "asker_wants_it_private");
    }
    assert_eq!(mo.decides(id, "approve_private", json!({})).await.ok()["state"], "approved_private");
}

async fn the_desk_finds_a_question_by_its_words_or_its_receipt(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let lift = town.visitor().asks(&inquiry, "电梯坏了三个月没人修").await;
    town.visitor().asks(&inquiry, "消防通道停满了车").await;
    let receipt = format!("{} {}", &lift.receipt[..4], &lift.receipt[4..]);

    for words in ["三个月", lift.receipt.as_str(), receipt.as_str()] {
        let found = mo.get(&format!("/inquiries/{}/desk?find={words}", inquiry.slug)).await.ok();
        let ids: Vec<&Value> = found["items"].as_array().expect("items").iter().map(|it| &it["id"]).collect();
        assert_eq!(ids, [lift.id.as_str()], "{words}");
    }
}

async fn what_changed_is_asked_for_again_and_nothing_else(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let mut ids = Vec::new();
    for n in 0..3 {
        ids.push(town.visitor().asks(&inquiry, &format!("第{n}件事拖了很久没人管")).await.id);
    }
    mo.decides(&ids[0], "later", json!({})).await.ok();

    let again = mo.get(&format!("/inquiries/{}/desk?only={},{}", inquiry.slug, ids[0], ids[2])).await.ok();

    let items: Vec<&Value> = again["items"].as_array().expect("items").iter().map(|it| &it["id"]).collect();
    assert_eq!(items, [ids[2].as_str()], "what left the queue is not in it");
    assert_eq!((again["counts"]["waiting"].clone(), again["next"].clone()), (json!(2), Value::Null));
}

fn undo(who: &Person, decided: &Value, version: i64, reason: Option<&str>) -> crate::kit::Call {
    let path = format!("/decisions/{}/undo", decided["decision"].as_str().expect("a decision"));
    who.post(&path).json(json!({ "version": version, "reason": reason }))
}

async fn a_decision_is_undone_freely_at_once_and_with_a_reason_later(town: Town) {
    let (mo, other) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let [one, two] = waiting(&town).await;
    let first = mo.approves(&one, "何时修好？").await;
    undo(&other, &first, 2, None).await.refused(422, "reason_required");

    let undone = undo(&mo, &first, 2, None).await.ok();

    assert_eq!((undone["state"].as_str(), undone["version"].as_i64()), (Some("submitted"), Some(3)));
    assert_eq!(mo.card(&one).await["public_text"], mo.card(&one).await["line"]["original"], "nothing is written yet");
    town.visitor().public(&one).await.refused(404, "not_found");
    let second = mo.rejects(&two, "spam").await;
    town.wait(seconds(11));
    undo(&mo, &second, 2, None).await.refused(422, "reason_required");
    assert_eq!(undo(&other, &second, 2, Some("看错了")).await.ok()["state"], "submitted");
}

async fn nothing_under_a_newer_decision_is_undone(town: Town) {
    let mo = town.moderator("谷雨").await;
    let [id] = waiting(&town).await;
    let first = mo.approves(&id, "何时修好？").await;
    let second = mo.decides(&id, "later", json!({})).await.ok();

    let refused = undo(&mo, &first, 3, None).await.refused(409, "superseded");

    assert_eq!(refused["current"]["version"], 3);
    assert_eq!(refused["current"]["decided"]["by"], "谷雨");
    undo(&mo, &second, 3, None).await.ok();
    undo(&mo, &second, 4, None).await.refused(409, "superseded");
    undo(&mo, &first, 4, Some("两步都撤")).await.refused(409, "superseded");
}

async fn undone_a_merge_leaves_both_as_they_were(town: Town) {
    let (mo, visitor) = (town.moderator("谷雨").await, town.visitor());
    let [one, two] = waiting(&town).await;
    mo.approves(&one, "何时修好？").await;
    mo.approves(&two, "什么时候能修？").await;
    visitor.seconds(&one).await;
    let before = (visitor.public(&one).await.ok(), visitor.public(&two).await.ok());
    let merged = mo.merges(&one, &two).await.ok();
    assert_eq!(visitor.public(&two).await.ok()["seconds"], 1);

    undo(&mo, &merged, mo.sees(&one).await, None).await.ok();

    assert_eq!((visitor.public(&one).await.ok(), visitor.public(&two).await.ok()), before);
}

async fn a_bulk_happens_whole_or_not_at_all_and_is_undone_as_one(town: Town) {
    let mo = town.moderator("谷雨").await;
    let ids: [String; 3] = waiting(&town).await;
    let [stranger] = waiting(&town).await;
    let bulk = |items: Value| {
        mo.post("/inquiries/wuye-1/bulk").json(json!({ "action": "reject", "reason": "spam", "items": items }))
    };
    let all = |version: i64| ids.iter().map(|id| json!({ "id": id, "version": version })).collect::<Vec<_>>();
    let states = async || {
        let mut states = Vec::new();
        for id in &ids {
            states.push((mo.card(id).await["line"]["state"].as_str().unwrap().to_owned(), mo.sees(id).await));
        }
        states
    };

    let mut mixed = all(1);
    mixed[2]["version"] = json!(7);
    bulk(json!(mixed)).await.refused(409, "stale_version");
    let mut foreign = all(1);
    foreign.push(json!({ "id": stranger, "version": 1 }));
    bulk(json!(foreign)).await.refused(404, "not_found");
    bulk(json!([{ "id": ids[0] }])).await.refused(428, "version_required");
    bulk(json!([])).await.refused(422, "invalid");
    assert!(states().await.iter().all(|it| it == &("submitted".to_owned(), 1)), "nothing of it happened");
    let done = bulk(json!(all(1))).await.ok();
    assert!(states().await.iter().all(|it| it == &("rejected".to_owned(), 2)));

    let undone = undo(&mo, &done["items"][1], 2, None).await.ok();

    assert_eq!(undone["undone"], 3);
    assert!(states().await.iter().all(|it| it == &("submitted".to_owned(), 3)));
    let again = bulk(json!(all(3))).await.ok();
    mo.decides(&ids[0], "later", json!({})).await.refused(409, "wrong_state");
    undo(&mo, &again["items"][0], 4, None).await.ok();
    let third = bulk(json!(all(5))).await.ok();
    undo(&mo, &third["items"][0], 4, None).await.refused(409, "stale_version");
}

async fn a_contact_is_opened_with_a_reason_that_its_asker_reads(town: Town) {
    let (mo, inquiry, asker) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await, town.visitor());
    let written = json!({ "text": "请联系我核实情况", "name": "王女士", "contact": "13900001111" });
    let asked = crate::kit::Asked::of(&asker.writes(&inquiry, written).await.ok());
    let reveal = |reason: &str| mo.post(&format!("/questions/{}/reveal", asked.id)).json(json!({ "reason": reason }));

    reveal("").await.refused(422, "reason_required");
    reveal("看").await.refused(422, "invalid");
    assert_eq!(asker.own(&asked).await["opened"], json!([]));
    let opened = reveal("核实楼栋号").await.ok();

    assert_eq!(opened, json!({ "name": "王女士", "contact": "13900001111", "flat": null }));
    let own = asker.own(&asked).await;
    assert_eq!(
        (own["opened"][0]["by"].as_str(), own["opened"][0]["reason"].as_str()),
        (Some("谷雨"), Some("核实楼栋号"))
    );
    reveal("再核实一次").await.ok();
    assert_eq!(asker.own(&asked).await["opened"].as_array().map(Vec::len), Some(2), "each time is noted");
}

#[test]
fn the_form_asks_for_as_long_a_reason_as_the_house() {
    let form = include_str!("../../web/desk/question.ts");

    let least = format!("name=\"reason\" required minlength=\"{}\"", wenzheng::app::reveal::REASON_CHARS);
    assert!(form.contains(&least), "{least} stands nowhere");
}

async fn what_was_done_once_is_not_done_again_under_the_same_key(town: Town) {
    let mo = town.moderator("谷雨").await;
    let [id] = waiting(&town).await;
    let path = format!("/questions/{id}/decision");
    let send = |action: &str| mo.post(&path).json(json!({ "action": action, "version": 1 })).key("k");

    let (first, again) = (send("later").await, send("later").await);

    assert_eq!((first.status, again.status, again.header("idempotency-replayed")), (200, 200, Some("true")));
    assert_eq!(first.body, again.body);
    send("refer").await.refused(422, "idempotency_key_reused");
    assert_eq!(mo.card(&id).await["log"].as_array().map(Vec::len), Some(2), "asked and decided once");
}

async fn after_any_history_the_queues_are_what_the_rows_say(town: Town) {
    let (mo, mut dice) = (town.moderator("谷雨").await, Dice::new());
    let ids: [String; 12] = waiting(&town).await;
    let actions =
        ["approve", "approve_private", "reject", "ask_more", "later", "refer", "transfer", "shortlist", "urgent"];

    for _ in 0..80 {
        let id = dice.one_of(&ids);
        let more = json!({ "public_text": "何时修好？", "reason": "vague" });
        match dice.below(5) {
            0 => drop(mo.merges(id, &ids[dice.below(ids.len())]).await),
            1 => drop(mo.unmerges(id).await),
            2 => drop(mo.post(&format!("/questions/{id}/hold")).await),
            _ => drop(mo.decides(id, actions[dice.below(actions.len())], more).await),
        }
    }

    let desk = mo.get("/inquiries/wuye-1/desk?queue=all&limit=200").await.ok();
    let rows: Vec<(State, bool, i64)> = {
        let mut tx = town.app().store.read().await.unwrap();
        sql("select state, urgent, count(*) from question group by state, urgent order by state, urgent")
            .all(&mut tx)
            .await
            .unwrap()
    };
    let held: i64 = {
        let mut tx = town.app().store.read().await.unwrap();
        let (n,): (i64,) =
            sql("select count(*) from hold where until_at > $1").bind(town.app().now()).one(&mut tx).await.unwrap();
        n
    };
    use State::*;
    let of = |states: &[State]| rows.iter().filter(|(state, ..)| states.contains(state)).map(|(.., n)| n).sum::<i64>();
    let open = [Submitted, NeedsInfo, Approved, ApprovedPrivate, Later, Referred, Shortlisted];
    let urgent: i64 = rows.iter().filter(|(state, urgent, _)| *urgent && open.contains(state)).map(|(.., n)| n).sum();
    for (queue, n) in [
        ("waiting", of(&[Submitted])),
        ("urgent", urgent),
        ("held", held),
        ("needs_info", of(&[NeedsInfo])),
        ("approved", of(&[Approved])),
        ("private", of(&[ApprovedPrivate])),
        ("rejected", of(&[Rejected, RejectedFinal])),
        ("appeals", of(&[Appealed])),
        ("merged", of(&[Merged])),
        ("later", of(&[Later])),
        ("shortlisted", of(&[Shortlisted, Queued])),
        ("referred", of(&[Referred, Transferred])),
        ("all", 12),
    ] {
        assert_eq!(desk["counts"][queue], n, "{queue}");
        let listed = mo.get(&format!("/inquiries/wuye-1/desk?queue={queue}&limit=200")).await.ok();
        assert_eq!(listed["items"].as_array().map(|it| it.len() as i64), Some(n), "{queue} as a list");
    }
    let public = mo.get("/inquiries/wuye-1").await.ok()["counts"].clone();
    assert_eq!(public["received"], 12);
    assert_eq!(public["merged"], of(&[Merged]));
}

async fn look_alikes_are_public_questions_that_say_much_the_same(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let lift = town.visitor().asks(&inquiry, "柳岸小区3号楼电梯半年停了14次").await;
    let hidden = town.visitor().asks(&inquiry, "柳岸小区3号楼电梯半年停了20次").await;
    mo.approves(&lift.id, "柳岸小区3号楼电梯半年停了14次，修电梯的钱什么时候批下来？").await;
    let alike = async |text: &str| {
        let found = town.visitor().get(&format!("/inquiries/wuye-1/look-alikes?text={text}")).await.ok();
        let items = found["items"].as_array().expect("a list").clone();
        items.iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };

    assert_eq!(alike("柳岸小区3号楼电梯又停了").await, std::slice::from_ref(&lift.id));
    assert!(alike("菜市场门口积水").await.is_empty());

    mo.decides(&lift.id, "later", json!({})).await.ok();
    assert!(alike("柳岸小区3号楼电梯又停了").await.is_empty(), "what left the public is not shown");
    mo.approves(&hidden.id, "柳岸小区3号楼电梯半年停了20次").await;
    assert_eq!(alike("柳岸小区3号楼电梯又停了").await, [hidden.id]);
}

async fn nobody_reads_an_original_but_the_desk(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let written = json!({ "text": "我叫李四住9栋1803原文在此", "place": "9栋1803", "name": "李四", "title": "题目", "visibility": "public" });
    let asked = town.visitor().writes(&inquiry, written).await.ok();
    let id = asked["id"].as_str().unwrap();
    mo.approves(id, "电梯何时修好？").await;

    let face = town.nobody().public(id).await.ok();

    let names: Vec<&String> = face.as_object().expect("an object").keys().collect();
    assert_eq!(names, ["asked_on", "asker", "department", "id", "outcome", "provenance", "seconds", "state", "text"]);
    assert_eq!((face["asker"].as_str(), face["text"].as_str()), (Some("李四"), Some("电梯何时修好？")));
    assert_eq!(mo.card(id).await["line"]["original"], "我叫李四住9栋1803原文在此");
}
