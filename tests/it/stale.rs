//! Staleness: whoever writes over a version that is no longer the present one is told so, with the present state.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wenzheng::domain::{
    inquiry::{Inquiry, Phase},
    question::Action,
    role::Role,
};

use crate::kit::{
    Answer, Person, Town, both_engines,
    scene::{Scene, office_number, staff_calls},
};

both_engines!(
    every_write_of_the_staff_is_refused_on_an_old_version,
    every_step_of_a_promise_is_refused_on_an_old_version,
    every_decision_is_refused_on_an_old_version,
    every_write_of_the_staff_names_the_version_it_saw,
    of_two_who_write_at_once_one_is_told,
);

/// Writes that change no version, each with its reason.
const VERSIONLESS: &[(&str, &str, &str)] = &[
    ("POST", "/inquiries/{slug}/clues", "it makes a new question"),
    ("POST", "/questions/{id}/hold", "a lease is no fact"),
    ("DELETE", "/questions/{id}/hold", "a lease is no fact"),
    ("POST", "/inquiries/{slug}/next", "a lease is no fact"),
    ("POST", "/inquiries/{slug}/presence", "who sits there is no fact"),
    ("POST", "/inquiries/{slug}/take", "it names what it believes on air instead"),
    ("POST", "/inquiries/{slug}/clear", "coming off never fails on state"),
    ("POST", "/inquiries/{slug}/dump", "cutting never fails on state"),
    ("POST", "/inquiries/{slug}/pull", "it names its item and must not wait for another look"),
    ("POST", "/inquiries/{slug}/graphic", "it says what is wanted, absolutely"),
    ("POST", "/inquiries/{slug}/sign-off", "a paper is new, and the later one counts"),
    ("POST", "/inquiries/{slug}/sign-off/scan", "looking changes nothing, and is noted each time"),
    ("POST", "/inquiries/{slug}/card", "it says what is wanted, absolutely"),
    ("POST", "/inquiries/{slug}/late-takes", "it tells of what was, and names its item and its time"),
    ("POST", "/inquiries/{slug}/helm", "who sits there is no fact, and whoever takes it has it"),
    ("POST", "/inquiries/{slug}/checks", "it says what was seen, and the later word holds"),
    ("POST", "/inquiries/{slug}/rundown/items", "what comes in at the end disturbs nobody"),
    ("POST", "/inquiries/{slug}/messages", "a new message stands on no other"),
    ("POST", "/messages/{id}/ack", "read is read"),
    ("POST", "/inquiries/{slug}/screens", "a new screen stands on no other"),
    ("DELETE", "/inquiries/{slug}/screens/{screen}", "a link taken back twice is taken back"),
    ("POST", "/questions/{id}/reveal", "looking changes nothing, and is noted each time"),
    ("POST", "/questions/{id}/alarm/take", "the first wins, and the second is told by whom"),
    ("POST", "/questions/{id}/alarm/end", "whoever took it writes it, once"),
    ("POST", "/questions/{id}/flat", "looking changes nothing, and is noted each time"),
    ("POST", "/inquiries/{slug}/marks", "a mark is new"),
    ("POST", "/inquiries/{slug}/commitments", "a promise that is caught is new"),
    ("POST", "/commitments/{id}/evidence", "a picture is new, and shows nothing until it is reported with"),
    ("POST", "/commitments/{id}/scan", "a scan is new, and the latest stands first"),
    ("POST", "/questions/{id}/scan", "a scan is new, and the latest stands first"),
    ("POST", "/commitments/{id}/told", "that somebody was told is a fact of its own"),
    ("POST", "/questions/{id}/told", "that somebody was told is a fact of its own"),
    ("POST", "/inquiries/{slug}/told", "that somebody was told is a fact of its own"),
    ("POST", "/workdays", "a notice is new, and the later word holds"),
    ("POST", "/programmes", "what is new has no version yet"),
    ("POST", "/departments", "what is new has no version yet"),
    ("POST", "/inquiries", "what is new has no version yet"),
    ("POST", "/people", "what is new has no version yet"),
    ("POST", "/inquiries/{slug}/imports", "what is new has no version yet"),
    ("POST", "/people/{id}/invitation", "a link changes nothing about the person"),
    ("POST", "/audit/verify", "looking changes nothing"),
    ("POST", "/questions/{id}/network", "looking changes nothing, and is noted each time"),
];

/// The office's writes: one old version is like another.
const OFFICE: [(&str, &str); 11] = [
    ("POST", "/programmes/{slug}"),
    ("POST", "/departments/{slug}"),
    ("POST", "/inquiries/{slug}/plan"),
    ("POST", "/inquiries/{slug}/open"),
    ("POST", "/inquiries/{slug}/interruption"),
    ("POST", "/inquiries/{slug}/unsealing"),
    ("POST", "/people/{id}/grants"),
    ("POST", "/people/{id}/grants/{grant}/end"),
    ("POST", "/people/{id}/end"),
    ("POST", "/imports/{id}/mapping"),
    ("POST", "/imports/{id}/run"),
];

/// Every write of the staff that must name a version.
fn versioned() -> BTreeSet<(&'static str, &'static str)> {
    let writes = staff_calls().filter(|(method, ..)| *method != "GET").map(|(method, path, _)| (method, path));
    writes.filter(|(method, path)| !VERSIONLESS.iter().any(|it| (it.0, it.1) == (*method, *path))).collect()
}

async fn every_write_of_the_staff_is_refused_on_an_old_version(town: Town) {
    let mut tried = BTreeSet::new();
    let mut stale = |method: &'static str, path: &'static str, answer: Answer, version: i64| {
        let refused = answer.refused(409, "stale_version");
        assert_eq!(refused["current"]["version"], version, "{method} {path}: {refused}");
        tried.insert((method, path));
    };
    let (mo, other) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let inquiry = town.inquiry(Phase::Collecting).await;
    let asked = town.visitor().asks(&inquiry, "电梯坏了三个月没人修").await;
    let head = town.visitor().asks(&inquiry, "电梯又停了").await;
    let id = &asked.id;
    let decide = |version: i64, action: &str| {
        let body = json!({ "action": action, "version": version, "public_text": "何时修好？", "reason": "vague" });
        mo.post(&format!("/questions/{id}/decision")).json(body)
    };

    for (n, action) in
        ["approve", "shortlist", "approve_private", "ask_more", "later", "refer", "urgent"].iter().enumerate()
    {
        let version = n as i64 + 1;
        decide(version, action).await.ok();
        stale("POST", "/questions/{id}/decision", decide(version, action).await, version + 1);
    }
    let bulk = |version: i64| {
        let items = json!([{ "id": id, "version": version }]);
        mo.post("/inquiries/wuye-1/bulk").json(json!({ "action": "later", "items": items }))
    };
    bulk(8).await.ok();
    stale("POST", "/inquiries/{slug}/bulk", bulk(8).await, 9);
    let merge =
        |version: i64| mo.post(&format!("/questions/{id}/merge")).json(json!({ "into": head.id, "version": version }));
    stale("POST", "/questions/{id}/merge", merge(8).await, 9);
    merge(9).await.ok();
    let unmerge = |version: i64| mo.delete(&format!("/questions/{id}/merge?version={version}"));
    stale("DELETE", "/questions/{id}/merge", unmerge(9).await, 10);
    unmerge(10).await.ok();
    let decided = decide(11, "reject").await.ok();
    let undo = |version: i64| {
        let path = format!("/decisions/{}/undo", decided["decision"].as_str().unwrap());
        mo.post(&path).json(json!({ "version": version }))
    };
    stale("POST", "/decisions/{id}/undo", undo(11).await, 12);
    town.visitor().says(&asked, "appeal", json!({ "text": "请再看一看" })).await.ok();
    let judge = |who: &Person, version: i64| {
        let body = json!({ "action": "uphold", "version": version, "note": "看过材料" });
        who.post(&format!("/questions/{id}/appeal-decision")).json(body)
    };
    stale("POST", "/questions/{id}/appeal-decision", judge(&other, 12).await, 13);
    judge(&other, 13).await.ok();
    let called = mo.post(&format!("/questions/{id}/called-back")).json(json!({ "version": 1 }));
    stale("POST", "/questions/{id}/called-back", called.await, 14);
    for (method, path, body) in promised_and_owed(&town).await {
        let (who, call, version) = body;
        stale(method, path, who.post(&call.0).json(call.1).await, version);
    }

    let lead = town.staff(Role::Lead, "小满").await;
    let turn = |gate: &str| {
        let body = json!({ "gate": gate, "sentence": "提问的人很多，慢一点收。", "version": 0 });
        lead.post("/inquiries/wuye-1/gate").json(body)
    };
    turn("slowed").await.ok();
    stale("POST", "/inquiries/{slug}/gate", turn("paused").await, 1);
    let declare = |network: &str| {
        let body = json!({ "network": network, "belongs": true, "version": 0 });
        lead.post("/inquiries/wuye-1/hall").json(body)
    };
    declare("10.1.2.3").await.ok();
    stale("POST", "/inquiries/{slug}/hall", declare("10.1.3.3").await, 1);

    stage_writes(&town, &mut stale).await;
    let scene = Scene::new(&town).await;
    let rule = || {
        let body = json!({ "ruling": "declined", "sentence": "看过材料，没有不实。", "version": 1 });
        scene.moderator.post(&format!("/contests/{}/answer", scene.contest)).json(body)
    };
    rule().await.ok();
    stale("POST", "/contests/{id}/answer", rule().await, 2);
    let pass = || {
        let call = scene.moderator.post(&format!("/photos/{}/judgement", scene.photo));
        call.json(json!({ "passes": true, "version": 1 }))
    };
    pass().await.ok();
    stale("POST", "/photos/{id}/judgement", pass().await, 2);
    let translate = |text: &str| {
        let call = scene.moderator.put(&format!("/questions/{}/translation", scene.question.id));
        call.json(json!({ "text": text, "version": 0 }))
    };
    translate("3号楼电梯停了三个月").await.ok();
    stale("PUT", "/questions/{id}/translation", translate("3号楼电梯停了").await, 1);
    for (method, path) in OFFICE {
        let old = json!({ "version": 0, "theme": "加强物业管理", "name": "住建局", "organiser": "人大常委会", "role": "host", "notice": "放开" });
        let answer = scene.clerk.post(&scene.fill(path)).json(old).await;
        let version = answer.body["current"]["version"].as_i64().unwrap_or_default();
        assert!(version > 0, "{path}: the present state stands beside the refusal: {}", answer.text);
        stale(method, path, answer, version);
    }

    assert_eq!(tried, versioned(), "a write was not tried on an old version");
}

/// The same for what the director writes.
async fn stage_writes(town: &Town, stale: &mut impl FnMut(&'static str, &'static str, Answer, i64)) {
    let (mo, director, other) =
        (town.moderator("谷雨").await, town.director("清明").await, town.director("霜降").await);
    let inquiry = town.inquiry(Phase::Collecting).await;
    let id = town.visitor().asks(&inquiry, "电梯坏了三个月没人修").await.id;
    mo.approves(&id, "电梯何时修好？").await;
    let write = |version: i64| {
        let body = json!({ "text": "电梯何时修好？", "version": version });
        director.put(&format!("/questions/{id}/air")).json(body)
    };
    stale("PUT", "/questions/{id}/air", write(1).await, 2);
    write(2).await.ok();
    let approve =
        |version: i64| other.post(&format!("/questions/{id}/air/approval")).json(json!({ "version": version }));
    stale("POST", "/questions/{id}/air/approval", approve(2).await, 3);
    approve(3).await.ok();
    let order = format!("/inquiries/{}/rundown", inquiry.slug);
    let arrange = |version: i64| director.put(&order).json(json!({ "items": [id], "version": version }));
    arrange(1).await.ok();
    stale("PUT", "/inquiries/{slug}/rundown", arrange(1).await, 2);
    let correct = |version: i64| {
        let body = json!({ "text": "3号楼电梯何时修好？", "version": version });
        director.post(&format!("/questions/{id}/air/correction")).json(body)
    };
    stale("POST", "/questions/{id}/air/correction", correct(4).await, 5);
    let deputy = town.staff(Role::Deputy, "罗秋").await;
    let live = town.inquiry(Phase::Live).await;
    let asked = spoken_on_air(town, &live, &director, &other, &deputy).await;
    let word = |version: i64| {
        let body = json!({ "verdict": "partly", "version": version });
        deputy.post(&format!("/questions/{asked}/spot-verdict")).json(body)
    };
    word(0).await.ok();
    stale("POST", "/questions/{id}/spot-verdict", word(0).await, 1);
    let phase = |version: i64| {
        let body = json!({ "phase": "curating", "version": version });
        director.post(&format!("/inquiries/{}/phase", inquiry.slug)).json(body)
    };
    phase(1).await.ok();
    stale("POST", "/inquiries/{slug}/phase", phase(1).await, 2);
}

/// A question that a deputy asks on air.
async fn spoken_on_air(town: &Town, live: &Inquiry, director: &Person, other: &Person, deputy: &Person) -> String {
    let mo = town.moderator("谷雨").await;
    let id = town.visitor().asks(live, "电梯坏了三个月没人修").await.id;
    mo.approves(&id, "电梯何时修好？").await;
    let version = mo.sees(&id).await;
    other.post(&format!("/questions/{id}/air/approval")).json(json!({ "version": version })).await.ok();
    let stage = director.get(&format!("/inquiries/{}/stage", live.slug)).await.ok();
    let who = stage["deputies"][0].clone();
    assert_eq!(who["name"], json!(deputy.name));
    let item = json!({ "question": id, "asked_by": "deputy", "deputy": who["id"] });
    director.post(&format!("/inquiries/{}/rundown/items", live.slug)).json(item).await.ok();
    director.post(&format!("/inquiries/{}/take", live.slug)).json(json!({ "believed": null })).await.ok();
    id
}

/// Writes on a promise and on a question that is owed, each over an old version: who, where and what, and the present one.
async fn promised_and_owed(town: &Town) -> Vec<(&'static str, &'static str, (Person, (String, Value), i64))> {
    let mut scene = Scene::new(town).await;
    for phase in [Phase::Curating, Phase::Ready, Phase::Live, Phase::HandingOver] {
        scene.inquiry = town.go_to(&scene.inquiry, phase).await;
    }
    let (supervisor, housing, owed) = (&scene.supervisor, &scene.housing, &scene.owed.id);
    let answer = json!({ "text": "已换滤芯", "signed_by": "何局长", "version": 3 });
    housing.post(&format!("/questions/{owed}/answer")).json(answer.clone()).await.ok();
    let review = json!({ "verdict": "accept", "version": 3 });
    let order = json!({ "department": "housing", "version": 3 });
    let back = json!({ "reason": "不归我们", "version": 3 });
    let items = json!([{ "id": owed, "version": 3 }]);
    let closing = json!({ "items": items, "department": "housing" });
    let progress = json!({ "action": "progress", "note": "泵已到货", "version": 3 });
    let at = |path: &str| path.replace("{id}", owed);
    let of_promise = format!("/commitments/{}/dispatch", scene.commitment);
    let number = |serial| json!({ "number": office_number(serial), "version": 0 });
    supervisor.post(&at("/questions/{id}/dispatch")).json(number(12)).await.ok();
    supervisor.post(&of_promise).json(number(13)).await.ok();
    let flat = json!({ "reason": "上门查看水压", "version": 0 });
    housing.post(&at("/questions/{id}/flat-request")).json(flat.clone()).await.ok();
    let of_report = |what: &str| format!("/harassments/{}/{what}", scene.harassment);
    let told = json!({ "text": "已约谈物业公司", "version": 1 });
    supervisor.post(&of_report("take")).json(told.clone()).await.ok();
    vec![
        ("POST", "/questions/{id}/flat-request", (housing.clone(), (at("/questions/{id}/flat-request"), flat), 1)),
        ("POST", "/harassments/{id}/take", (supervisor.clone(), (of_report("take"), told.clone()), 2)),
        ("POST", "/harassments/{id}/answer", (supervisor.clone(), (of_report("answer"), told), 2)),
        ("POST", "/questions/{id}/dispatch", (supervisor.clone(), (at("/questions/{id}/dispatch"), number(14)), 1)),
        ("POST", "/commitments/{id}/dispatch", (supervisor.clone(), (of_promise, number(14)), 1)),
        ("POST", "/questions/{id}/return", (housing.clone(), (at("/questions/{id}/return"), back), 4)),
        ("POST", "/questions/{id}/answer", (housing.clone(), (at("/questions/{id}/answer"), answer), 4)),
        (
            "POST",
            "/questions/{id}/answer/review",
            (supervisor.clone(), (at("/questions/{id}/answer/review"), review), 4),
        ),
        ("POST", "/questions/{id}/order", (supervisor.clone(), (at("/questions/{id}/order"), order), 4)),
        (
            "POST",
            "/inquiries/{slug}/closing",
            (supervisor.clone(), (format!("/inquiries/{}/closing", scene.inquiry.slug), closing), 4),
        ),
        (
            "POST",
            "/commitments/{id}/actions",
            (housing.clone(), (format!("/commitments/{}/actions", scene.commitment), progress), 4),
        ),
    ]
}

async fn every_step_of_a_promise_is_refused_on_an_old_version(town: Town) {
    let scene = Scene::new(&town).await;
    let (fresh, verifier) = (town.supervisor("小满").await, town.staff(Role::Verifier, "罗秋").await);
    let path = format!("/commitments/{}/actions", scene.commitment);
    let steps: [(&Person, &[&str]); 3] = [
        (
            &fresh,
            &[
                "confirm",
                "countersign",
                "void",
                "edit",
                "assign",
                "extend",
                "pause",
                "resume",
                "judge",
                "rule",
                "close",
                "reopen",
            ],
        ),
        (&scene.housing, &["accept", "return", "progress", "report_done", "object"]),
        (&verifier, &["take_up", "verify", "object", "reopen"]),
    ];
    for (who, words) in steps {
        for word in words {
            let body = json!({
                "action": word, "version": 3, "reason": "理由", "owner": "何苗", "plan": "计划", "note": "看过", "text": "不是这样",
                "lead": "housing", "until": "2030-01-01", "verdict": "kept", "judgement": "broken", "upheld": true,
                "evidence": ["none"],
            });
            let refused = who.post(&path).json(body).await.refused(409, "stale_version");
            assert_eq!(refused["current"]["version"], 4, "{word}: {refused}");
        }
    }
}

async fn every_decision_is_refused_on_an_old_version(town: Town) {
    let scene = Scene::new(&town).await;
    let path = format!("/questions/{}/decision", scene.question.id);
    for action in Action::ALL {
        let body = json!({
            "action": action, "version": 1, "reason": "vague", "public_text": "何时修好？", "note": "要组长定"
        });
        let refused = scene.moderator.post(&path).json(body).await.refused(409, "stale_version");
        assert_eq!((&refused["current"]["version"], &refused["current"]["state"]), (&json!(2), &json!("approved")));
    }
}

async fn every_write_of_the_staff_names_the_version_it_saw(town: Town) {
    let scene = Scene::new(&town).await;
    for (method, path) in versioned() {
        let (.., whos) = staff_calls().find(|call| (call.0, call.1) == (method, path)).expect("it is a call");
        let call = scene.who_may(whos).call(method.parse().unwrap(), scene.fill(path).trim_end_matches("?version=2"));
        let answer = match scene.body(method, path).map(without_version) {
            None => call.await,
            Some(body) => call.json(body).await,
        };
        assert_eq!((answer.status, answer.body["code"].as_str()), (428, Some("version_required")), "{method} {path}");
    }
}

fn without_version(mut body: Value) -> Value {
    if let Some(fields) = body.as_object_mut() {
        fields.remove("version");
    }
    for item in body["items"].as_array_mut().into_iter().flatten() {
        item.as_object_mut().expect("an item").remove("version");
    }
    body
}

async fn of_two_who_write_at_once_one_is_told(town: Town) {
    let (one, two) = (town.moderator("谷雨").await, town.moderator("白露").await);
    let inquiry = town.inquiry(Phase::Collecting).await;
    for n in 0..10 {
        let id = town.visitor().asks(&inquiry, &format!("第{n}件事拖了很久")).await.id;
        let decide = |who: &Person, action: &str| {
            who.post(&format!("/questions/{id}/decision")).json(json!({ "action": action, "version": 1 }))
        };

        let (a, b) = tokio::join!(decide(&one, "later"), decide(&two, "refer"));

        let (won, lost) = if a.status == 200 { (a, b) } else { (b, a) };
        let (won, lost) = (won.ok(), lost.refused(409, "stale_version"));
        assert_eq!(lost["current"]["state"], won["state"], "the loser sees what the winner made");
        assert_eq!(lost["current"]["decided"]["id"], won["decision"]);
    }
}
