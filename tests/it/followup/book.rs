//! The book: its counts are what the rows say, its filters are exact, and dates explain themselves.

use serde_json::{Value, json};
use wenzheng::{
    domain::{inquiry::Phase, moment::days},
    store::sql,
};

use super::Cast;
use crate::kit::{Dice, Town, both_engines};

both_engines!(
    the_sentence_over_the_book_is_what_the_rows_say,
    the_book_is_read_page_by_page_and_by_what_is_wanted,
    a_count_of_days_explains_itself,
    the_scribe_sees_the_date_that_will_be_frozen,
);

async fn the_sentence_over_the_book_is_what_the_rows_say(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let mut dice = Dice::new();
    for n in 0..14 {
        let due = ["今天", "3天内", "90天内", ""][dice.below(4)];
        let kind = ["promise", "promise", "promise", "stance", "answer"][dice.below(5)];
        let caught = cast.catches(json!({ "due": due, "kind": kind, "quote": format!("第{n}件三天办好") })).await;
        let id = caught["id"].as_str().unwrap().to_owned();
        if dice.below(6) == 0 {
            continue;
        }
        let confirmed = cast.acts(&cast.supervisor, &id, "confirm", json!({})).await.ok();
        if confirmed["state"] == "closed" {
            continue;
        }
        match dice.below(3) {
            0 => {
                cast.acts(&cast.supervisor, &id, "assign", json!({ "lead": "housing" })).await.ok();
                cast.acts(&cast.housing, &id, "accept", json!({ "owner": "何苗" })).await.ok();
                let picture = cast.sends_in(&cast.housing, &id, crate::kit::camera::jpeg()).await.ok()["id"].clone();
                cast.acts(&cast.housing, &id, "report_done", json!({ "evidence": [picture] })).await.ok();
                let verdict = ["kept", "kept_in_part"][dice.below(2)];
                cast.acts(&cast.verifier, &id, "verify", json!({ "verdict": verdict, "note": "看过" })).await.ok();
            }
            1 => {
                let judged = json!({ "judgement": "withdrawn", "reason": "提问人撤回" });
                cast.acts(&cast.supervisor, &id, "judge", judged).await.ok();
            }
            _ => {}
        }
    }
    town.wait(days(10));

    let counts = town.nobody().get("/commitments/counts?inquiry=wuye-1").await.ok();

    let all = read_all(&cast, "").await;
    let n = |name: &str| counts[name].as_i64().unwrap();
    let of = |test: &dyn Fn(&Value) -> bool| all.iter().filter(|it| test(it)).count() as i64;
    let unjudged = |it: &Value| it["outcome"] == "not_assessed";
    let followed =
        |it: &Value| ["promise", "stance"].contains(&it["kind"].as_str().unwrap()) && it["outcome"] != "withdrawn";
    assert_eq!(n("followed"), of(&|it| followed(it)));
    let today = town.app().now().date_in(&jiff::tz::TimeZone::get("Asia/Shanghai").unwrap()).to_string();
    let due = |it: &Value| it["due"].as_str().is_some_and(|due| *due <= *today);
    let early = |it: &Value| it["due"].as_str().is_some_and(|due| *due > *today) && !unjudged(it);
    let kept = |it: &Value| it["outcome"] == "kept";
    assert_eq!(n("kept_on_time"), of(&|it| followed(it) && due(it) && kept(it) && it["late"] == false));
    assert_eq!(n("kept_in_part"), of(&|it| followed(it) && due(it) && it["outcome"] == "kept_in_part"));
    assert_eq!(n("early"), of(&|it| followed(it) && early(it)));
    assert_eq!(n("early_kept"), of(&|it| followed(it) && early(it) && kept(it)));
    assert_eq!(n("excluded"), of(&|it| it["outcome"] == "withdrawn"));
    assert_eq!(n("undated"), of(&|it| followed(it) && it["due"].is_null()));
    assert_eq!(n("undated_kept"), of(&|it| followed(it) && it["due"].is_null() && kept(it)));
    assert_eq!(n("late"), of(&|it| followed(it) && unjudged(it) && it["late"] == true));
    assert_eq!(n("running") + n("undated") + n("early") + n("due"), n("followed"));
    assert_eq!(counts["on_time_percent"].is_null(), n("due") < 10);
    let mut tx = town.app().store.read().await.unwrap();
    let (rows,): (i64,) = sql("select count(*) from commitment").one(&mut tx).await.unwrap();
    assert_eq!(rows, n("registering") + n("not_followed") + n("excluded") + n("followed"));
    assert_eq!(read_all(&cast, "&late=true").await.len() as i64, of(&|it| it["late"] == true));
    assert_eq!(read_all(&cast, "&late=false").await.len() as i64, of(&|it| it["late"] == false));
}

async fn read_all(cast: &Cast, more: &str) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let page =
            cast.town.nobody().get(&format!("/commitments?inquiry=wuye-1&limit=3&after={after}{more}")).await.ok();
        all.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => return all,
        }
    }
}

async fn the_book_is_read_page_by_page_and_by_what_is_wanted(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let first = cast.accepted().await;
    let second = cast.catches(json!({ "lead": "water" })).await["id"].as_str().unwrap().to_owned();
    cast.acts(&cast.supervisor, &second, "confirm", json!({})).await.ok();
    let ids = |query: &'static str| {
        let nobody = town.nobody();
        async move {
            let list = nobody.get(&format!("/commitments?{query}")).await.ok();
            list["items"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        }
    };

    assert_eq!(ids("").await, [second.clone(), first.clone()], "the newest first");
    assert_eq!(ids("department=housing").await, std::slice::from_ref(&first));
    assert_eq!(ids("state=confirmed").await, std::slice::from_ref(&second));
    assert_eq!(ids("state=accepted,confirmed").await.len(), 2);
    assert_eq!(ids("late=true").await.len(), 0);
    for wrong in ["inquiry=none", "department=none", "state=captured", "late=perhaps"] {
        town.nobody().get(&format!("/commitments?{wrong}")).await.refused(422, "invalid");
    }
}

async fn a_count_of_days_explains_itself(town: Town) {
    let nobody = town.nobody();

    let counted = nobody.get("/workdays?from=2026-09-24&n=10&explain=1").await.ok();
    let short = nobody.get("/workdays?from=2026-09-24&n=10").await.ok();
    let beyond = nobody.get("/workdays?from=2026-12-25&n=5").await.ok();

    assert_eq!((&counted["due"], &counted["provisional"]), (&json!("2026-10-15"), &json!(false)));
    let steps = counted["steps"].as_array().unwrap();
    let made_up = steps.iter().find(|step| step["on"] == "2026-10-10").unwrap();
    assert_eq!((&made_up["kind"], &made_up["act"]), (&json!("made_up"), &json!("counted")));
    assert_eq!(steps.iter().filter(|step| step["act"] == "counted").count(), 10);
    assert!(short.get("steps").is_none());
    assert_eq!(beyond["provisional"], true);
    nobody.get("/workdays?from=someday&n=1").await.refused(422, "invalid");
    nobody.get("/workdays?from=2026-09-24").await.refused(422, "invalid");
}

async fn the_scribe_sees_the_date_that_will_be_frozen(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let slug = &cast.inquiry.slug;
    let heard = |due: &'static str| cast.scribe.get(&format!("/inquiries/{slug}/due?due={due}"));

    let told = heard("30天内").await.ok();
    let caught = cast.catches(json!({ "due": "30天内" })).await;
    cast.acts(&cast.supervisor, caught["id"].as_str().unwrap(), "confirm", json!({})).await.ok();
    let frozen = cast.public(caught["id"].as_str().unwrap()).await.ok();

    assert_eq!((&told["on"], told["provisional"].as_bool()), (&frozen["due"], frozen["provisional"].as_bool()));
    assert_eq!(heard("尽快").await.ok()["on"], Value::Null, "what can be read in two ways is no date");
    assert_eq!(heard("").await.ok()["on"], Value::Null);
    town.nobody().get(&format!("/inquiries/{slug}/due?due=30天内")).await.refused(401, "unauthenticated");
}
