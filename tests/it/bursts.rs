//! An evening at the desk: four moderators at nine seconds a message, 2,000 messages in three bursts, and nobody who fears for
//! their life waits half a minute.

use futures::future::join_all;
use serde_json::{Value, json};
use wenzheng::domain::{
    inquiry::{Inquiry, Phase},
    moment::seconds,
    role::Role,
};

use crate::kit::{Person, Town, both_engines};

both_engines!(four_moderators_keep_up_with_three_bursts);

/// How long a moderator reads one message, in seconds.
const EACH_S: i64 = 9;
/// How many turns each of them has: seventy-five minutes.
const TURNS: usize = 500;
/// At which turns a burst begins, and how many turns it lasts.
const BURSTS: [usize; 3] = [0, 100, 250];
const BURST: usize = 40;
/// How many messages a burst brings: in all, 2,000 with the five that are urgent.
const OF_BURST: usize = 665;

/// What is sent in a turn: 200 say the same, 20 accuse somebody by name.
fn sent_in(turn: usize) -> Vec<String> {
    let Some((burst, at)) =
        BURSTS.iter().enumerate().find_map(|(n, start)| Some((n, turn.checked_sub(*start)?)).filter(|it| it.1 < BURST))
    else {
        return Vec::new();
    };
    let of_turn = |turn: usize| burst * OF_BURST + turn * OF_BURST / BURST;
    let text = |n: usize| match n {
        _ if n.is_multiple_of(10) => "安和物业的电梯维保合同什么时候公开？业主要看。".to_owned(),
        _ if n % 100 == 5 => format!("物业的王经理收了第{n}户的押金不退"),
        _ => format!("第{n}号楼的事拖了很久没人管"),
    };
    (of_turn(at)..of_turn(at + 1)).map(text).collect()
}

/// What comes in a turn. In the second burst five call that they are in danger.
async fn comes(inquiry: &Inquiry, operator: &Person, turn: usize, town: &Town) {
    let phones = sent_in(turn).into_iter().map(|text| async move { town.visitor().asks(inquiry, &text).await });
    join_all(phones).await;
    if (BURSTS[1]..BURSTS[1] + BURST).contains(&turn) && turn.is_multiple_of(8) {
        let clue = json!({ "text": format!("第{turn}个单元里现在冒烟"), "source": "hotline", "urgent": true });
        let key = format!("u{turn}");
        operator.post(&format!("/inquiries/{}/clues", inquiry.slug)).json(clue).key(&key).await.ok();
    }
}

/// Everything that was sent in the same words goes under one, with one key. Whether this question went with it.
async fn merges(inquiry: &Inquiry, who: &Person, id: &str) -> bool {
    let same = who.card(id).await["same"].clone();
    let Some(rows) = same["rows"].as_array() else { return false };
    let items: Vec<Value> = rows.iter().map(|it| json!({ "id": it["id"], "version": it["version"] })).collect();
    let body = json!({ "action": "merge", "into": same["into"], "items": items });
    let done = who.post(&format!("/inquiries/{}/bulk", inquiry.slug)).json(body).await.ok();
    done["items"].as_array().expect("items").iter().any(|it| it["id"] == id)
}

/// One message read and dealt with; how long it rang, where it was urgent.
async fn reads(inquiry: &Inquiry, who: &Person) -> Option<i64> {
    let next = who.post(&format!("/inquiries/{}/next", inquiry.slug)).json(json!({})).await.ok();
    let line = &next["line"];
    let id = line["id"].as_str()?;
    let decide = |body: Value| who.post(&format!("/questions/{id}/decision")).json(body);
    if line["urgent"] == true {
        let taken = who.post(&format!("/questions/{id}/alarm/take")).json(json!({})).await.ok();
        let done = json!({ "passed_to": "fire", "done": "已报119，已回电" });
        who.post(&format!("/questions/{id}/alarm/end")).json(done).await.ok();
        return Some(taken["taken_at"].as_i64()? - line["submitted_at"].as_i64()?);
    }
    if line["alike"] != 0 && merges(inquiry, who, id).await {
        return None;
    }
    let version = line["version"].clone();
    match id.bytes().last() {
        Some(b'0'..=b'3') => decide(json!({ "action": "later", "version": version })).await.ok(),
        _ => decide(json!({ "action": "approve", "version": version, "public_text": line["original"] })).await.ok(),
    };
    None
}

/// Everything that one person signed is signed by this one, where it is another.
async fn signs(inquiry: &Inquiry, who: &Person) {
    let list = who.get(&format!("/inquiries/{}/desk?queue=second&limit=200", inquiry.slug)).await.ok();
    for line in list["items"].as_array().expect("items") {
        let body = json!({ "action": "approve", "version": line["version"] });
        let path = format!("/questions/{}/decision", line["id"].as_str().expect("an id"));
        let answer = who.post(&path).json(body).await;
        assert!(matches!(answer.status, 200 | 403), "signed, or their own: {}", answer.text);
    }
}

async fn four_moderators_keep_up_with_three_bursts(town: Town) {
    let inquiry = town.inquiry(Phase::Live).await;
    let mut desk = Vec::new();
    for name in ["谷雨", "白露", "小满", "立秋"] {
        desk.push(town.moderator(name).await);
    }
    let operator = town.staff(Role::Operator, "冬至").await;
    let (mut rang, mut oldest) = (Vec::new(), 0);

    for turn in 0..TURNS {
        comes(&inquiry, &operator, turn, &town).await;
        town.wait(seconds(EACH_S));
        let read = join_all(desk.iter().map(|who| reads(&inquiry, who))).await;
        rang.extend(read.into_iter().flatten());
        if !turn.is_multiple_of(5) {
            continue;
        }
        let list = desk[0].get(&format!("/inquiries/{}/desk?limit=1", inquiry.slug)).await.ok();
        let since = list["backlog"]["oldest"].as_i64().map_or(0, |at| town.app().now().0 - at);
        oldest = oldest.max(since);
    }
    for who in &desk {
        signs(&inquiry, who).await;
    }

    assert_eq!(rang.len(), 5, "each of the urgent ones was taken");
    assert!(rang.iter().all(|waited| *waited <= seconds(30)), "one waited too long: {rang:?}");
    let counts = desk[0].get(&format!("/inquiries/{}/desk?limit=1", inquiry.slug)).await.ok()["counts"].clone();
    assert_eq!(
        (&counts["waiting"], &counts["second"]),
        (&json!(0), &json!(0)),
        "all were read, by two where it is owed"
    );
    assert_eq!(counts["merged"], 199, "of two hundred that say the same, one stands");
    assert_eq!(counts["all"], 2000);
    assert!(oldest > 0 && oldest < seconds(35 * 60), "the backlog was told: {oldest} ms");
    town.go_to(&inquiry, Phase::HandingOver).await;
    let supervisor = town.supervisor("程立").await;
    let closing = format!("/inquiries/{}/closing", inquiry.slug);
    loop {
        let left = supervisor.get(&format!("{closing}?limit=200")).await.ok();
        let items = left["items"].as_array().expect("items").iter().take(200);
        let items: Vec<Value> =
            items.map(|it| json!({ "id": it["id"], "version": it["version"], "order_text": "请书面答复" })).collect();
        if items.is_empty() {
            assert_eq!(left["unowned"], 0, "nothing is without owner and date");
            break;
        }
        supervisor.post(&closing).json(json!({ "items": items, "department": "housing" })).await.ok();
    }
}
