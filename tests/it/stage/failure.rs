//! When something fails: the signal is cut, the line is cut, a page dies, a session runs out.

use serde_json::{Value, json};
use wenzheng::{
    domain::{
        moment::{minutes, seconds},
        role::Role,
        stream::Stream,
    },
    store::sql,
};

use super::Studio;
use crate::kit::{Answer, Person, Town, both_engines, browse::read};

both_engines!(
    while_the_signal_is_cut_the_clocks_stand_still_and_the_door_is_open,
    everybody_is_told_of_a_cut_signal_and_of_its_end,
    the_office_does_not_end_what_the_director_cut,
    what_was_taken_by_voice_is_entered_with_its_true_time,
    what_was_asked_and_is_over_reaches_the_public_as_if_it_had_been_taken_then,
    of_two_pages_one_has_the_show_and_the_other_takes_it_with_one_key,
    nobody_is_signed_out_while_their_show_is_live,
    a_press_that_a_cut_line_held_back_is_not_done,
);

/// The signal is cut, or holds again.
async fn turns(studio: &Studio, phase: &str, sentence: Option<&str>) -> Answer {
    let gallery = studio.director.get(&studio.path("stage")).await.ok();
    let body = json!({ "phase": phase, "version": gallery["inquiry"]["version"], "sentence": sentence });
    studio.director.post(&studio.path("phase")).json(body).await
}

const CUT: &str = "信号中断，正在抢修。提问照常收。";

async fn while_the_signal_is_cut_the_clocks_stand_still_and_the_door_is_open(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, item) = studio.ready("电梯停了三个月").await;
    studio.ready("消防通道停满了车").await;
    let prompter = studio.screen("prompter").await;
    studio.takes(None).await.ok();
    studio.wait(seconds(30)).await;

    turns(&studio, "interrupted", Some(CUT)).await.ok();

    let state = prompter.state().await;
    assert_eq!((state["interruption"].as_str(), state["sentence"].as_str()), (Some("interrupted"), Some(CUT)));
    assert!(state["halted_at"].as_i64().is_some_and(|at| at >= state["on_air"]["taken_at"].as_i64().unwrap()));
    studio.wait(seconds(90)).await;
    studio.takes(Some(&item)).await.refused(409, "interrupted");
    studio.asker.asks(&studio.inquiry, "停着信号也能提的问题").await;
    turns(&studio, "live", None).await.ok();
    let stands = studio.rundown().await;
    let halted = stands["items"][0]["halted_ms"].as_i64().expect("how long it stood still");
    assert!((90_000..100_000).contains(&halted), "{halted}");
    assert_eq!(
        (stands["halted_at"].clone(), prompter.state().await["on_air"]["halted_ms"].clone()),
        (Value::Null, json!(halted))
    );
    studio.takes(Some(&item)).await.ok();
}

async fn everybody_is_told_of_a_cut_signal_and_of_its_end(town: Town) {
    let studio = Studio::live(&town).await;
    let graphic = studio.screen("lower_third").await;
    let page = format!("/i/{}", studio.inquiry.slug);
    turns(&studio, "interrupted", None).await.refused(422, "invalid");

    turns(&studio, "interrupted", Some(CUT)).await.ok();

    let public = town.nobody().get(&format!("/inquiries/{}", studio.inquiry.slug)).await.ok();
    assert_eq!((public["interruption"].as_str(), public["sentence"].as_str()), (Some("interrupted"), Some(CUT)));
    let seen = read(&town.nobody(), &page).await.text;
    assert!(seen.contains(CUT) && seen.contains("信号中断"), "the audience reads it on the page of the show");
    let line = studio.public_lines().await.pop().expect("a line");
    assert_eq!((line["kind"].as_str(), line["sentence"].as_str()), (Some("phase"), Some(CUT)));
    let gallery = studio.director.get(&studio.path("stage")).await.ok();
    assert_eq!(gallery["inquiry"]["sentence"], CUT);
    assert!(!graphic.get().await.text.contains(CUT), "it is no graphic");
    assert_eq!(gallery["deeds"][0]["kind"], "phase_changed");
    turns(&studio, "live", None).await.ok();
    let seen = read(&town.nobody(), &page).await.text;
    assert!(!seen.contains(CUT));
    let last = studio.public_lines().await.pop().expect("a line");
    assert_eq!(last["interruption"], Value::Null);
}

async fn the_office_does_not_end_what_the_director_cut(town: Town) {
    let studio = Studio::live(&town).await;
    let clerk = town.staff(Role::Clerk, "白露").await;
    turns(&studio, "interrupted", Some(CUT)).await.ok();

    let body = json!({ "version": 2, "interruption": null });
    clerk.post(&studio.path("interruption")).json(body).await.refused(409, "wrong_state");

    turns(&studio, "handing_over", None).await.ok();
    let gallery = studio.director.get(&studio.path("stage")).await.ok();
    assert_eq!(
        (gallery["inquiry"]["interruption"].clone(), gallery["rundown"]["halted_at"].clone()),
        (Value::Null, Value::Null)
    );
}

async fn enters(studio: &Studio, body: Value) -> Answer {
    studio.director.post(&studio.path("late-takes")).json(body).await
}

async fn what_was_taken_by_voice_is_entered_with_its_true_time(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, first) = studio.ready("电梯停了三个月").await;
    let (asked, second) = studio.ready("消防通道停满了车").await;
    studio.takes(None).await.ok();
    studio.wait(seconds(120)).await;
    let then = town.app().now().0 - seconds(90);
    enters(&studio, json!({ "item": second, "at": then + seconds(200) })).await.refused(422, "invalid");
    enters(&studio, json!({ "item": second, "at": then - seconds(600) })).await.refused(422, "invalid");

    let stands = enters(&studio, json!({ "item": second, "at": then, "outcome": "partly" })).await.ok();

    assert_eq!(stands["on_air"], json!(second));
    let items = studio.rundown().await["items"].clone();
    assert_eq!((items[0]["off_at"].clone(), items[0]["question"]["outcome"].as_str()), (json!(then), Some("partly")));
    assert_eq!((items[1]["taken_at"].clone(), items[0]["entered_at"].clone()), (json!(then), Value::Null));
    assert!(items[1]["entered_at"].as_i64().is_some_and(|at| at >= then + seconds(90)), "it says when it was entered");
    let gallery = studio.director.get(&studio.path("stage")).await.ok();
    let deed = &gallery["deeds"][0];
    assert_eq!(
        (deed["kind"].as_str(), deed["about"].clone(), deed["why"].clone()),
        (Some("entered_late"), json!(second), Value::Null)
    );
    studio.wait(0).await;
    assert_eq!(town.nobody().public(&asked.id).await.ok()["state"], "on_air", "its delay was over long ago");
    enters(&studio, json!({ "item": first, "at": then, "off_at": then + 1000 })).await.ok();
}

async fn what_was_asked_and_is_over_reaches_the_public_as_if_it_had_been_taken_then(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, first) = studio.ready("电梯停了三个月").await;
    let asked = studio.published("没有人签过字的题").await;
    studio.director.post(&studio.path("rundown/items")).json(json!({ "question": asked.id })).await.ok();
    studio.takes(None).await.ok();
    studio.wait(seconds(60)).await;
    let now = town.app().now().0;

    let over = json!({ "item": asked.id, "at": now - seconds(40), "off_at": now - seconds(5), "outcome": "answered" });
    let stands = enters(&studio, over).await.ok();

    assert_eq!(stands["on_air"], json!(first), "what is on air stays there");
    studio.wait(0).await;
    assert_eq!(
        town.nobody().public(&asked.id).await.ok()["state"],
        "on_air",
        "taken 40 s ago, off 5 s ago, seen 20 s later"
    );
    studio.wait(seconds(20)).await;
    let public = town.nobody().public(&asked.id).await.ok();
    assert_eq!((public["state"].as_str(), public["outcome"].as_str()), (Some("answered_live"), Some("answered")));
}

async fn of_two_pages_one_has_the_show_and_the_other_takes_it_with_one_key(town: Town) {
    let studio = Studio::live(&town).await;
    let says = async |who: &Person, body: Value| who.post(&studio.path("helm")).json(body).await.ok();
    assert_eq!(says(&studio.director, json!({ "page": "一号台" })).await["who"], "清明");
    let there = says(&studio.other, json!({ "page": "二号台" })).await;
    assert_eq!((there["page"].as_str(), there["who"].as_str()), (Some("一号台"), Some("清明")));
    studio.wait(seconds(4)).await;
    let gallery = studio.other.get(&studio.path("stage")).await.ok();
    let silent = gallery["now"].as_i64().unwrap() - gallery["helm"]["seen_at"].as_i64().unwrap();
    assert!(silent >= 3000, "the other page can tell that the first is dead: {silent}");

    let taken = says(&studio.other, json!({ "page": "二号台", "takes": true })).await;

    assert_eq!((taken["page"].as_str(), taken["who"].as_str()), (Some("二号台"), Some("霜降")));
    assert_eq!(says(&studio.director, json!({ "page": "一号台" })).await["who"], "霜降", "who comes back looks on");
    let gallery = studio.director.get(&studio.path("stage")).await.ok();
    assert_eq!(
        (gallery["deeds"][0]["kind"].as_str(), gallery["deeds"][0]["by"].as_str()),
        (Some("helm_taken"), Some("霜降"))
    );
    let stage = crate::kit::journal::lines(&town.app(), &studio.inquiry.id, Stream::Stage, "").await;
    assert_eq!(stage.last().map(|line| line["kind"].clone()), Some(json!("helm_taken")), "it is heard at once");
    says(&studio.other, json!({ "page": "二号台", "leaves": true })).await;
    assert_eq!(says(&studio.director, json!({ "page": "一号台" })).await["who"], "清明", "what was let go is free");
    studio.moderator.post(&studio.path("helm")).json(json!({ "page": "三号台" })).await.refused(403, "not_allowed");
}

async fn nobody_is_signed_out_while_their_show_is_live(town: Town) {
    let studio = Studio::live(&town).await;
    let (session, moderator) = (session_of(&town, &studio.director).await, session_of(&town, &studio.moderator).await);
    let page = format!("/stage/{}/rundown", studio.inquiry.slug);
    town.wait(minutes(60 * 17));
    assert_eq!(read(&session, &page).await.status, 200, "the session ran out an hour ago, and the show is live");
    assert_eq!(read(&moderator, &page).await.status, 200);
    turns(&Studio { director: session.clone(), ..studio_of(&studio) }, "interrupted", Some(CUT)).await.ok();
    assert_eq!(read(&session, &page).await.status, 200, "nor while its signal is cut");

    turns(&Studio { director: session.clone(), ..studio_of(&studio) }, "handing_over", None).await.ok();

    assert_eq!(read(&session, &page).await.status, 303, "the show is over: whoever ran out is out");
    studio.phase_in_store("live").await;
    assert_eq!(read(&session, &page).await.status, 200);
    town.wait(minutes(60 * 24));
    assert_eq!(read(&session, &page).await.status, 303, "a show that nobody ended keeps nobody signed in for ever");
    studio.phase_in_store("handing_over").await;
}

fn studio_of(studio: &Studio) -> Studio {
    let Studio { town, inquiry, asker, moderator, director, other } = studio;
    Studio {
        town: town.clone(),
        inquiry: inquiry.clone(),
        asker: asker.clone(),
        moderator: moderator.clone(),
        director: director.clone(),
        other: other.clone(),
    }
}

/// The same person in a browser that signed in.
async fn session_of(town: &Town, who: &Person) -> Person {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let sent = client.post(format!("http://{}/sign-in", town.address()));
    let token = who.token.clone().expect("a token");
    let answer = sent.form(&[("token", token.as_str()), ("invitation", "")]).send().await.expect("the house answers");
    let cookie = answer.headers()["set-cookie"].to_str().expect("a cookie").to_owned();
    let session = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a session").1.to_owned();
    assert_ne!(session, token);
    // The bearer token runs out with time as well; only what signed in stays.
    let app = town.app();
    let mut tx = app.store.write(wenzheng::store::Lane::Act).await.expect("a write begins");
    sql("update credential set revoked_at = 1 where kind = 'token' and person = (select id from person where name = $1)")
        .bind(&who.name)
        .run(&mut tx)
        .await
        .expect("it ends");
    tx.commit().await.expect("it is kept");
    Person { token: Some(session), ..who.clone() }
}

async fn a_press_that_a_cut_line_held_back_is_not_done(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, item) = studio.ready("电梯停了三个月").await;
    let pressed = town.app().now().0;
    let take = |at: i64| {
        let body = json!({ "believed": null, "item": item });
        studio.director.post(&studio.path("take")).json(body).header("pressed-at", &at.to_string())
    };
    studio.wait(seconds(7)).await;

    take(pressed).await.refused(409, "pressed_too_late");

    assert_eq!(studio.rundown().await["on_air"], Value::Null, "it is not made up for when the line holds again");
    take(pressed + seconds(2)).await.ok();
    assert_eq!(studio.rundown().await["on_air"], json!(item));
}
