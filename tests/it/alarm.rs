//! 急件: it rings on every staff page until one person takes it, is never public, and is over when somebody says what was done.

use serde_json::{Value, json};
use wenzheng::domain::{
    inquiry::{Inquiry, Phase},
    role::Role,
    stream::Stream,
};

use crate::kit::{Answer, Asked, Person, Town, both_engines, journal};

both_engines!(
    it_rings_until_one_person_takes_it_and_the_second_is_told_by_whom,
    of_two_who_take_it_at_once_one_has_it,
    it_is_over_only_when_its_taker_says_what_was_done,
    what_is_urgent_is_neither_public_nor_asked,
    an_operator_stores_and_rings_with_one_press,
    rung_by_mistake_it_is_taken_back_while_nobody_has_it,
    the_handing_over_does_not_end_while_something_rings,
    whoever_cannot_take_it_hears_it_ring_and_reads_no_word,
);

async fn asks(town: &Town, inquiry: &Inquiry) -> (Person, Asked) {
    let asker = town.visitor();
    let written =
        json!({ "text": "三单元楼道里现在冒烟，电话13911110000", "contact": "13800138000", "place": "东苑3号楼" });
    let asked = Asked::of(&asker.writes(inquiry, written).await.ok());
    (asker, asked)
}

async fn rings(who: &Person, inquiry: &Inquiry) -> Value {
    who.get(&format!("/inquiries/{}/alarms", inquiry.slug)).await.ok()
}

async fn takes(who: &Person, id: &str) -> Answer {
    who.post(&format!("/questions/{id}/alarm/take")).await
}

async fn ends(who: &Person, id: &str) -> Answer {
    let said = json!({ "passed_to": "fire", "done": "20:13报119，消防已出发" });
    who.post(&format!("/questions/{id}/alarm/end")).json(said).await
}

async fn kinds(town: &Town, inquiry: &Inquiry, stream: Stream) -> Vec<String> {
    let lines = journal::lines(&town.app(), &inquiry.id, stream, "").await;
    lines
        .iter()
        .filter_map(|line| line["kind"].as_str())
        .filter(|it| it.starts_with("alarm"))
        .map(str::to_owned)
        .collect()
}

async fn it_rings_until_one_person_takes_it_and_the_second_is_told_by_whom(town: Town) {
    let (inquiry, mo) = (town.inquiry(Phase::Live).await, town.moderator("谷雨").await);
    let (supervisor, director) = (town.supervisor("程立").await, town.director("清明").await);
    let (asker, asked) = asks(&town, &inquiry).await;
    mo.decides(&asked.id, "urgent", json!({})).await.ok();
    mo.decides(&asked.id, "urgent", json!({})).await.ok();
    let ringing = rings(&director, &inquiry).await;
    assert_eq!((&ringing["waiting"], ringing["items"].as_array().unwrap().len()), (&json!(1), 1), "it rings once");
    let desk = mo.get(&format!("/inquiries/{}/desk", inquiry.slug)).await.ok();
    assert_eq!((&desk["alarms"]["waiting"], &desk["alarms"]["oldest"]), (&json!(1), &ringing["oldest"]));

    let taken = takes(&supervisor, &asked.id).await.ok();

    assert_eq!((&taken["contact"], &taken["place"]), (&json!("13800138000"), &json!("东苑3号楼")));
    let refused = takes(&mo, &asked.id).await.refused(409, "alarm_taken");
    assert_eq!(refused["current"]["by"], "程立");
    assert!(!refused.to_string().contains("13800138000"));
    let own = asker.own(&asked).await;
    assert_eq!(own["opened"][0]["by"], "程立", "the asker sees who opened the contact");
    assert!(own["opened"][0]["reason"].as_str().unwrap().contains("急件"));
    takes(&supervisor, &asked.id).await.ok();
    assert_eq!(asker.own(&asked).await["opened"].as_array().unwrap().len(), 2, "each look is noted");
    let ringing = rings(&mo, &inquiry).await;
    assert_eq!(
        (&ringing["waiting"], &ringing["taken"], &ringing["items"][0]["taken_by"]),
        (&json!(0), &json!(1), &json!("程立"))
    );
    for stream in [Stream::Desk, Stream::Stage] {
        assert_eq!(kinds(&town, &inquiry, stream).await, ["alarm_rung", "alarm_taken"], "{stream}");
    }
}

async fn of_two_who_take_it_at_once_one_has_it(town: Town) {
    let inquiry = town.inquiry(Phase::Live).await;
    let (one, two) = (town.moderator("谷雨").await, town.moderator("白露").await);
    for _ in 0..5 {
        let (_, asked) = asks(&town, &inquiry).await;
        one.decides(&asked.id, "urgent", json!({})).await.ok();

        let (a, b) = tokio::join!(takes(&one, &asked.id), takes(&two, &asked.id));

        let (won, lost) = if a.status == 200 { (a, b) } else { (b, a) };
        assert_eq!(won.ok()["contact"], "13800138000");
        lost.refused(409, "alarm_taken");
    }
}

async fn it_is_over_only_when_its_taker_says_what_was_done(town: Town) {
    let (inquiry, mo, other) =
        (town.inquiry(Phase::Live).await, town.moderator("谷雨").await, town.moderator("白露").await);
    let (asker, asked) = asks(&town, &inquiry).await;
    mo.decides(&asked.id, "urgent", json!({})).await.ok();
    ends(&mo, &asked.id).await.refused(409, "alarm_waiting");
    takes(&mo, &asked.id).await.ok();
    ends(&other, &asked.id).await.refused(409, "alarm_taken");
    for (said, field) in [
        (json!({ "done": "已报119" }), "passed_to"),
        (json!({ "passed_to": "nobody", "done": "已报119" }), "passed_to"),
        (json!({ "passed_to": "gas", "done": "好" }), "done"),
    ] {
        let refused = mo.post(&format!("/questions/{}/alarm/end", asked.id)).json(said).await.refused(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], field);
    }

    ends(&mo, &asked.id).await.ok();

    let ringing = rings(&mo, &inquiry).await;
    assert_eq!((&ringing["waiting"], &ringing["taken"]), (&json!(0), &json!(0)));
    assert_eq!(mo.card(&asked.id).await["line"]["urgent"], false);
    ends(&mo, &asked.id).await.refused(409, "wrong_state");
    takes(&other, &asked.id).await.refused(409, "wrong_state");
    let own = asker.own(&asked).await;
    assert!(own["path"].as_array().unwrap().iter().any(|step| step["kind"] == "alarm_ended"), "{own}");
    assert!(!own.to_string().contains("消防已出发"), "what was done stays among the staff");
}

async fn what_is_urgent_is_neither_public_nor_asked(town: Town) {
    let (inquiry, mo, director) =
        (town.inquiry(Phase::Live).await, town.moderator("谷雨").await, town.director("清明").await);
    let (asker, asked) = asks(&town, &inquiry).await;
    mo.approves(&asked.id, "楼道冒烟谁来管？").await;
    assert_eq!(asker.public(&asked.id).await.status, 200);

    mo.decides(&asked.id, "urgent", json!({})).await.ok();

    assert_eq!(asker.public(&asked.id).await.status, 404);
    let list = asker.get(&format!("/inquiries/{}/questions", inquiry.slug)).await.ok();
    assert_eq!(list["items"], json!([]));
    let lines = journal::lines(&town.app(), &inquiry.id, Stream::Public, "").await;
    assert_eq!(lines.last().unwrap()["kind"], "removed");
    for action in ["approve", "shortlist"] {
        mo.decides(&asked.id, action, json!({ "public_text": "楼道冒烟谁来管？" })).await.refused(409, "urgent_first");
    }
    let add = json!({ "question": asked.id });
    let order = format!("/inquiries/{}/rundown/items", inquiry.slug);
    assert_eq!(director.post(&order).json(add.clone()).await.status, 409);
    takes(&mo, &asked.id).await.ok();
    mo.decides(&asked.id, "approve", json!({ "public_text": "谁来管？" })).await.refused(409, "urgent_first");
    ends(&mo, &asked.id).await.ok();
    mo.approves(&asked.id, "楼道冒烟谁来管？").await;
    director.post(&order).json(add).await.ok();
}

async fn an_operator_stores_and_rings_with_one_press(town: Town) {
    let (inquiry, operator) = (town.inquiry(Phase::Live).await, town.staff(Role::Operator, "冬至").await);
    let mo = town.moderator("谷雨").await;
    let clue = json!({ "text": "电话里说家里有煤气味", "source": "hotline", "contact": "13800138000", "urgent": true });

    let path = format!("/inquiries/{}/clues", inquiry.slug);
    let stored = Asked::of(&operator.post(&path).json(clue.clone()).key("k").await.ok());
    operator.post(&path).json(clue).key("k").await.ok();

    let ringing = rings(&mo, &inquiry).await;
    assert_eq!(
        (&ringing["waiting"], ringing["items"].as_array().unwrap().len()),
        (&json!(1), 1),
        "sent twice, it rings once"
    );
    assert_eq!(ringing["items"][0]["question"], stored.id.as_str());
    assert_eq!(takes(&mo, &stored.id).await.ok()["contact"], "13800138000");
    takes(&operator, &stored.id).await.refused(403, "not_allowed");
}

async fn rung_by_mistake_it_is_taken_back_while_nobody_has_it(town: Town) {
    let (inquiry, mo) = (town.inquiry(Phase::Live).await, town.moderator("谷雨").await);
    let (_, asked) = asks(&town, &inquiry).await;
    let undo = async |decided: &Value| {
        let path = format!("/decisions/{}/undo", decided["decision"].as_str().unwrap());
        mo.post(&path).json(json!({ "version": decided["version"], "reason": "按错了" })).await
    };
    let decided = mo.decides(&asked.id, "urgent", json!({})).await.ok();

    undo(&decided).await.ok();

    assert_eq!(rings(&mo, &inquiry).await["waiting"], 0);
    let decided = mo.decides(&asked.id, "urgent", json!({})).await.ok();
    assert_eq!(rings(&mo, &inquiry).await["waiting"], 1, "it can ring again");
    takes(&mo, &asked.id).await.ok();
    assert_eq!(undo(&decided).await.refused(409, "alarm_taken")["current"]["by"], "谷雨");
}

async fn the_handing_over_does_not_end_while_something_rings(town: Town) {
    let (inquiry, mo) = (town.inquiry(Phase::HandingOver).await, town.moderator("谷雨").await);
    let (supervisor, director) = (town.supervisor("程立").await, town.director("清明").await);
    let clue = json!({ "text": "有人上门威胁要打人", "source": "hotline", "urgent": true });
    let asked = mo.post(&format!("/inquiries/{}/clues", inquiry.slug)).json(clue).key("k").await.ok();
    let id = asked["id"].as_str().unwrap().to_owned();
    let closing = format!("/inquiries/{}/closing", inquiry.slug);
    let items = json!([{ "id": id, "version": 1 }]);
    let handed = json!({ "items": items, "department": "housing", "working_days": 5 });
    let left = supervisor.post(&closing).json(handed).await.ok();
    assert_eq!(left["unowned"], 0);
    assert_eq!(supervisor.get(&closing).await.ok()["alarms"]["waiting"], 1);
    let page = supervisor.request(reqwest::Method::GET, &format!("/supervision/{}/closing", inquiry.slug)).await;
    assert!(page.text.contains("1件没人接"), "the page counts it");
    let on = json!({ "phase": "supervising", "version": inquiry.version });
    let go = || director.post(&format!("/inquiries/{}/phase", inquiry.slug)).json(on.clone());

    go().await.refused(409, "alarm_waiting");

    takes(&mo, &id).await.ok();
    assert_eq!(go().await.ok()["phase"], "supervising");
}

async fn whoever_cannot_take_it_hears_it_ring_and_reads_no_word(town: Town) {
    let (inquiry, mo) = (town.inquiry(Phase::Live).await, town.moderator("谷雨").await);
    let (_, asked) = asks(&town, &inquiry).await;
    mo.decides(&asked.id, "urgent", json!({})).await.ok();
    let page = async |who: &Person, path: &str| who.request(reqwest::Method::GET, path).await.text;
    let rundown = format!("/stage/{}/rundown", inquiry.slug);
    let scribe_page = format!("/scribe/{}", inquiry.slug);

    for (role, path) in [(Role::Director, &rundown), (Role::Host, &rundown), (Role::Scribe, &scribe_page)] {
        let who = town.staff(role, &format!("一位{}", role.word())).await;
        let ringing = rings(&who, &inquiry).await;
        let shown = page(&who, path).await;
        assert!(
            ringing["waiting"] == 1 && shown.contains("id=\"ring\"") && shown.contains("等审核员或督办接"),
            "{role:?}"
        );
        for secret in ["冒烟", "东苑3号楼", "13800138000", "13911110000"] {
            assert!(!ringing.to_string().contains(secret) && !shown.contains(secret), "{role:?} reads {secret}");
        }
        takes(&who, &asked.id).await.refused(403, "not_allowed");
    }
    for (who, path) in
        [(&mo, format!("/desk/{}", inquiry.slug)), (&town.supervisor("程立").await, "/supervision".into())]
    {
        let shown = page(who, &path).await;
        assert!(shown.contains("我来接") && shown.contains("冒烟"), "{path}");
        assert!(!shown.contains("13800138000"), "{path} opens no contact");
    }
    let supervisor = rings(&town.supervisor("秋分").await, &inquiry).await.to_string();
    assert!(!supervisor.contains("13911110000") && !supervisor.contains("东苑3号楼"), "{supervisor}");
    let open = page(&mo, &format!("/alarms/{}", asked.id)).await;
    assert!(!open.contains("13800138000"), "reading the page opens nothing");
    let taken = mo.request(reqwest::Method::POST, &format!("/alarms/{}/take", asked.id)).await;
    assert!(taken.text.contains("13800138000"), "taking it does");
    assert!(!page(&mo, &format!("/alarms/{}", asked.id)).await.contains("13800138000"), "only then");
    for role in [Role::Department, Role::Verifier, Role::Operator, Role::Auditor, Role::Clerk] {
        let who = town.staff(role, &format!("一位{}", role.word())).await;
        who.get(&format!("/inquiries/{}/alarms", inquiry.slug)).await.refused(403, "not_allowed");
        assert!(!page(&who, "/today").await.contains("id=\"ring\""), "{role:?}");
    }
}
