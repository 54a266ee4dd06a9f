//! The stage: takes that name what they believe, a delay that the public never looks behind, and words that are called back.

use serde_json::{Value, json};
use wenzheng::{
    domain::{
        inquiry::{Inquiry, Phase},
        moment::seconds,
        stream::Stream,
    },
    store::{delays, sql},
};

use crate::kit::{Answer, Asked, Ear, Person, Town, both_engines, journal, listening::Heard};

both_engines!(
    a_take_puts_the_next_on_air_and_a_stale_one_is_told_what_is,
    a_double_press_is_one_take,
    nothing_goes_on_air_but_live_and_approved,
    an_air_text_is_approved_by_another_person_whatever_token_they_show,
    what_one_person_approved_alone_is_shown_until_countersigned,
    the_public_sees_a_take_only_after_the_delay,
    what_was_cut_inside_the_delay_was_never_seen,
    a_delay_survives_a_restart,
    a_pulled_question_leaves_every_place_at_once,
    what_comes_next_is_never_public,
    an_outcome_reaches_the_asker_with_the_public,
    a_message_is_unconfirmed_until_somebody_says_so,
    a_screen_paints_what_is_on_air_until_its_link_is_taken_back,
    a_graphic_knows_nothing_of_what_comes,
    an_order_is_arranged_and_its_questions_move_along,
    an_interruption_needs_a_sentence_and_ends,
    an_inquiry_stays_in_handing_over_while_a_question_waits,
    of_two_directors_who_take_at_once_one_is_told,
);

/// Where the stage stream stands.
async fn stage_head(town: &Town, inquiry: &Inquiry) -> u64 {
    journal::lines(&town.app(), &inquiry.id, Stream::Stage, "").await.len() as u64
}

/// A live inquiry with a moderator, two directors, and somebody who asks.
struct Studio {
    town: Town,
    inquiry: Inquiry,
    asker: Person,
    moderator: Person,
    director: Person,
    other: Person,
}

impl Studio {
    async fn live(town: &Town) -> Self {
        Self::at(town, Phase::Live).await
    }

    async fn at(town: &Town, phase: Phase) -> Self {
        Self {
            town: town.clone(),
            inquiry: town.inquiry(phase).await,
            asker: town.visitor(),
            moderator: town.moderator("谷雨").await,
            director: town.director("清明").await,
            other: town.director("霜降").await,
        }
    }

    fn path(&self, what: &str) -> String {
        format!("/inquiries/{}/{what}", self.inquiry.slug)
    }

    async fn published(&self, text: &str) -> Asked {
        let asked = self.asker.asks(&self.inquiry, text).await;
        self.moderator.approves(&asked.id, &format!("{text}？")).await;
        asked
    }

    /// A published question in the running order, its air text approved; the item's id.
    async fn ready(&self, text: &str) -> (Asked, String) {
        let asked = self.published(text).await;
        self.writes_air(&asked.id, text).await.ok();
        self.approves_air(&self.other, &asked.id, json!({})).await.ok();
        let added = self.director.post(&self.path("rundown/items")).json(json!({ "question": asked.id })).await.ok();
        (asked, added["id"].as_str().expect("an item").to_owned())
    }

    async fn writes_air(&self, id: &str, text: &str) -> Answer {
        let version = self.moderator.sees(id).await;
        let body = json!({ "text": text, "version": version });
        self.director.put(&format!("/questions/{id}/air")).json(body).await
    }

    async fn approves_air(&self, who: &Person, id: &str, mut more: Value) -> Answer {
        more["version"] = self.moderator.sees(id).await.into();
        who.post(&format!("/questions/{id}/air/approval")).json(more).await
    }

    async fn takes(&self, believed: Option<&str>) -> Answer {
        self.director.post(&self.path("take")).json(json!({ "believed": believed })).await
    }

    async fn rundown(&self) -> Value {
        self.director.get(&self.path("rundown")).await.ok()
    }

    async fn clears(&self, outcome: Option<&str>) -> Value {
        self.director.post(&self.path("clear")).json(json!({ "outcome": outcome })).await.ok()
    }

    async fn pulls(&self, item: &str) -> Answer {
        let body = json!({ "item": item, "code": "privacy", "asked_by": "值班领导", "how": "电话" });
        self.director.post(&self.path("pull")).json(body).await
    }

    /// Lets time pass and everything that is due be released.
    async fn wait(&self, millis: i64) {
        self.town.wait(millis);
        wenzheng::chores::release::release_due(&self.town.app()).await.expect("what is due is released");
        // The house's own round may have been first and be still at it.
        let waiting = async {
            loop {
                let app = self.town.app();
                let mut tx = app.store.read().await.expect("the store is read");
                if delays::due(&mut tx, app.now()).await.expect("it is read").is_empty() {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(crate::kit::DEADLINE, waiting).await.expect("what is due is released");
    }

    async fn public_lines(&self) -> Vec<Value> {
        journal::lines(&self.town.app(), &self.inquiry.id, Stream::Public, "").await
    }

    async fn mailbox(&self) -> Vec<Value> {
        let token = self.asker.token.as_deref().expect("a device has a token");
        let visitor = self.town.app().vault.visitor(token).expect("it is ours");
        journal::lines(&self.town.app(), &self.inquiry.id, Stream::Mailbox, visitor.as_str()).await
    }

    /// Everything that anybody outside can read of a question, as one text.
    async fn everything_public(&self, asked: &Asked) -> String {
        let nobody = self.town.nobody();
        let slug = &self.inquiry.slug;
        let mut all = String::new();
        for path in [
            format!("/questions/{}", asked.id),
            format!("/inquiries/{slug}"),
            format!("/inquiries/{slug}/questions"),
            format!("/inquiries/{slug}/questions?sort=seconds"),
            format!("/inquiries/{slug}/streams/public/snap"),
            format!("/inquiries/{slug}/streams/public/live?after=0"),
        ] {
            all += &nobody.get(&path).await.text;
        }
        for path in [format!("/i/{slug}"), format!("/q/{}", asked.id)] {
            all += &nobody.request(reqwest::Method::GET, &path).await.text;
        }
        all += &self.asker.own(asked).await.to_string();
        all += &json!(self.public_lines().await).to_string();
        all + &json!(self.mailbox().await).to_string()
    }
}

async fn a_take_puts_the_next_on_air_and_a_stale_one_is_told_what_is(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, a) = studio.ready("电梯停了三个月").await;
    let (_, b) = studio.ready("消防通道停满了车").await;
    studio.takes(Some(&b)).await.refused(412, "believed_differs");

    let taken = studio.takes(None).await.ok();

    assert_eq!((taken["on_air"].as_str(), taken["next"].as_str()), (Some(a.as_str()), Some(b.as_str())));
    town.wait(seconds(5));
    let stale = studio.takes(None).await.refused(412, "believed_differs");
    assert_eq!((stale["on_air"].as_str(), stale["next"].as_str()), (Some(a.as_str()), Some(b.as_str())));
    let second = studio.takes(Some(&a)).await.ok();
    assert_eq!((second["on_air"].as_str(), second["next"].clone()), (Some(b.as_str()), Value::Null));
    town.wait(seconds(5));
    studio.takes(Some(&b)).await.refused(409, "nothing_next");
    let states: Vec<Value> =
        studio.rundown().await["items"].as_array().unwrap().iter().map(|item| item["state"].clone()).collect();
    assert_eq!(states, ["aired", "on_air"]);
}

async fn a_double_press_is_one_take(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, a) = studio.ready("电梯停了三个月").await;
    let (_, b) = studio.ready("消防通道停满了车").await;
    studio.takes(None).await.ok();

    let again = studio.takes(Some(&a)).await;

    assert_eq!(again.header("retry-after"), Some("1"));
    let refused = again.refused(429, "too_soon");
    assert_eq!((refused["on_air"].as_str(), refused["next"].as_str()), (Some(a.as_str()), Some(b.as_str())));
    town.wait(800);
    studio.takes(Some(&a)).await.ok();
}

async fn nothing_goes_on_air_but_live_and_approved(town: Town) {
    let studio = Studio::at(&town, Phase::Ready).await;
    let asked = studio.asker_through_the_back_door("电梯停了三个月").await;
    studio.director.post(&studio.path("rundown/items")).json(json!({ "question": asked })).await.ok();
    studio.takes(Some("somebody else's")).await.refused(409, "not_live");
    studio.phase("live", 1).await.ok();

    studio.takes(None).await.refused(409, "air_not_approved");
    studio.writes_air(&asked, "电梯停了三个月").await.ok();
    studio.takes(None).await.refused(409, "air_not_approved");
    studio.approves_air(&studio.other, &asked, json!({})).await.ok();
    studio.takes(None).await.ok();

    studio.writes_air(&asked, "换几个字").await.refused(409, "already_on_air");
}

async fn an_air_text_is_approved_by_another_person_whatever_token_they_show(town: Town) {
    let studio = Studio::live(&town).await;
    let asked = studio.published("电梯停了三个月").await;
    let written =
        studio.writes_air(&asked.id, "柳岸小区3号楼电梯半年停了14次，修电梯的钱什么时候批得下来？").await.ok();
    assert_eq!(written["measured"]["rows"].as_array().map(Vec::len), Some(2));
    assert_eq!((written["measured"]["fits"].clone(), written["approved"].clone()), (json!(true), json!(false)));
    let same_person = town.director("清明").await;

    studio.approves_air(&same_person, &asked.id, json!({})).await.refused(403, "same_person");
    let approved = studio.approves_air(&studio.other, &asked.id, json!({})).await.ok();

    assert_eq!((approved["approved"].clone(), approved["approved_by"].as_str()), (json!(true), Some("霜降")));
    let rewritten = studio.writes_air(&asked.id, "电梯何时修好？").await.ok();
    assert_eq!(rewritten["approved"], false, "other words are approved anew");
}

async fn what_one_person_approved_alone_is_shown_until_countersigned(town: Town) {
    let studio = Studio::live(&town).await;
    let asked = studio.published("电梯停了三个月").await;
    studio.writes_air(&asked.id, "电梯何时修好？").await.ok();

    let alone = json!({ "alone": "今晚只有我一个人" });
    let approved = studio.approves_air(&studio.director, &asked.id, alone).await.ok();

    assert_eq!((approved["approved"].clone(), approved["lacks_countersign"].clone()), (json!(true), json!(true)));
    studio.approves_air(&studio.director, &asked.id, json!({})).await.refused(403, "same_person");
    let both = studio.approves_air(&studio.other, &asked.id, json!({})).await.ok();
    assert_eq!((both["lacks_countersign"].clone(), both["countersigned_by"].as_str()), (json!(false), Some("霜降")));
}

async fn the_public_sees_a_take_only_after_the_delay(town: Town) {
    let studio = Studio::live(&town).await;
    let (asked, item) = studio.ready("电梯停了三个月").await;
    let mut studio_ear = Ear::new(&studio.director, &studio.inquiry.slug, "stage");
    studio_ear.connect().await.expect("the line opens");
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

    assert_eq!(studio.moderator.card(&asked.id).await["state"], "answered_live", "the staff know at once");
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

async fn a_message_is_unconfirmed_until_somebody_says_so(town: Town) {
    let studio = Studio::live(&town).await;
    let host = town.staff(wenzheng::domain::role::Role::Host, "小满").await;
    let say = json!({ "to": "host", "text": "追问“三个工作日”写进哪份文件" });
    let sent = studio.director.post(&studio.path("messages")).json(say).await.ok();
    let id = sent["id"].as_str().unwrap();
    assert_eq!((sent["acked_at"].clone(), sent["by"].as_str()), (Value::Null, Some("清明")));
    let screen = studio.screen("prompter").await;
    assert_eq!(screen.state().await["message"]["id"], id);

    let read = host.post(&format!("/messages/{id}/ack")).await.ok();

    assert_eq!(read["acked_by"], "小满");
    assert_eq!(screen.state().await["message"], Value::Null);
    let again = studio.other.post(&format!("/messages/{id}/ack")).await.ok();
    assert_eq!(again["acked_by"], "小满", "the first one counts");
    let shown = studio.director.get(&studio.path("stage")).await.ok();
    assert_eq!(shown["messages"][0]["acked_by"], "小满");
    let to_nobody = json!({ "to": "public", "text": "" });
    studio.director.post(&studio.path("messages")).json(to_nobody).await.refused(422, "invalid");
}

async fn a_screen_paints_what_is_on_air_until_its_link_is_taken_back(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, item) = studio.ready("电梯停了三个月").await;
    let screen = studio.screen("lower_third").await;
    assert_eq!(screen.state().await["on_air"], Value::Null);
    screen.paints(None, 2).await;
    let mut ear = screen.ear();
    ear.connect().await.expect("the line opens");

    let taken = studio.takes(None).await.ok();

    ear.hear_until(Stream::Stage, stage_head(&town, &studio.inquiry).await).await;
    let state = screen.state().await;
    assert_eq!(
        (state["on_air"]["id"].as_str(), state["on_air"]["rows"].clone()),
        (Some(item.as_str()), json!(["电梯停了三个月"]))
    );
    let screens = studio.director.get(&studio.path("screens")).await.ok();
    assert_eq!(screens["items"][0]["is_behind"], true, "it still paints nothing");
    screen.paints(Some(&item), taken["version"].as_i64().unwrap()).await;
    let screens = studio.director.get(&studio.path("screens")).await.ok();
    assert_eq!(
        (screens["items"][0]["is_behind"].clone(), screens["items"][0]["painted_item"].as_str()),
        (json!(false), Some(item.as_str()))
    );
    assert!(screens["items"][0]["lag_ms"].as_i64().is_some_and(|lag| (0..30_000).contains(&lag)), "{screens}");

    let path = studio.path(&format!("screens/{}", screens["items"][0]["id"].as_str().unwrap()));
    assert_eq!(studio.director.delete(&path).await.status, 204);

    assert_eq!(screen.get().await.status, 404);
    assert_eq!(screen.ear().connect().await, Err(401));
    assert_eq!(studio.director.get(&studio.path("screens")).await.ok()["items"], json!([]));
}

async fn a_graphic_knows_nothing_of_what_comes(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, item) = studio.ready("电梯停了三个月").await;
    studio.ready("消防通道停满了车").await;
    let (graphic, prompter) = (studio.screen("lower_third").await, studio.screen("prompter").await);
    assert!(!graphic.get().await.text.contains("消防通道"));
    assert_eq!(prompter.state().await["waiting"].as_array().map(Vec::len), Some(2));
    studio.takes(None).await.ok();

    let hidden = json!({ "shown": false });
    studio.director.post(&studio.path("graphic")).json(hidden).await.ok();

    assert_eq!(graphic.state().await["on_air"], Value::Null);
    assert_eq!(prompter.state().await["on_air"]["id"], json!(item));
    assert!(!graphic.get().await.text.contains("消防通道"));
    let same = town.nobody().request(reqwest::Method::GET, &format!("/screen/{}/state", graphic.key));
    let tag = graphic.get().await.header("etag").unwrap().to_owned();
    assert_eq!(same.header("if-none-match", &tag).await.status, 304);
}

async fn an_order_is_arranged_and_its_questions_move_along(town: Town) {
    let studio = Studio::live(&town).await;
    let (a, b) = (studio.published("电梯停了三个月").await, studio.published("消防通道停满了车").await);
    let arrange = |items: Value, version: i64| {
        studio.director.put(&studio.path("rundown")).json(json!({ "items": items, "version": version }))
    };

    let both = arrange(json!([a.id, { "title": "开场短片", "planned_s": 60 }, { "question": b.id }]), 1).await.ok();

    let id = |n: usize| both["items"][n]["id"].clone();
    assert_eq!((both["version"].as_i64(), both["next"].clone()), (Some(2), id(0)));
    assert_eq!(studio.moderator.card(&a.id).await["state"], "queued");
    let turned = arrange(json!([id(2), { "id": id(0), "planned_s": 240 }]), 2).await.ok();
    assert_eq!((turned["items"][0]["id"].clone(), turned["items"][1]["planned_s"].clone()), (id(2), json!(240)));
    let one = arrange(json!([id(2)]), 3).await.ok();
    assert_eq!(one["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(studio.moderator.card(&a.id).await["state"], "shortlisted");
    let shown = studio.director.get(&studio.path("stage")).await.ok();
    assert_eq!(shown["chosen"][0]["id"], json!(a.id), "what left the order waits beside it");
    let twice = studio.director.post(&studio.path("rundown/items")).json(json!({ "question": b.id })).await;
    twice.refused(409, "already_there");
}

async fn an_interruption_needs_a_sentence_and_ends(town: Town) {
    let studio = Studio::live(&town).await;
    studio.phase("interrupted", 1).await.refused(422, "invalid");
    let body = json!({ "phase": "interrupted", "version": 1, "sentence": "信号中断，正在抢修。" });

    let cut = studio.director.post(&studio.path("phase")).json(body).await.ok();

    assert_eq!((cut["phase"].as_str(), cut["interruption"].as_str()), (Some("live"), Some("interrupted")));
    assert_eq!(town.nobody().get("/inquiries/wuye-1").await.ok()["sentence"], "信号中断，正在抢修。");
    let back = studio.phase("live", 2).await.ok();
    assert_eq!((back["interruption"].clone(), back["sentence"].clone()), (Value::Null, Value::Null));
    studio.phase("archived", 3).await.refused(409, "wrong_state");
}

async fn an_inquiry_stays_in_handing_over_while_a_question_waits(town: Town) {
    let studio = Studio::live(&town).await;
    let waits = studio.asker.asks(&studio.inquiry, "没轮到的一题").await;
    let (asked, _) = studio.ready("电梯停了三个月").await;
    studio.takes(None).await.ok();

    studio.phase("handing_over", 1).await.ok();

    assert_eq!(studio.rundown().await["on_air"], Value::Null, "nothing stays on air when the show is over");
    studio.phase("supervising", 2).await.refused(409, "unowned_question");
    studio.moderator.decides(&waits.id, "later", json!({})).await.ok();
    studio.phase("supervising", 2).await.refused(409, "unowned_question");
    let supervisor = town.supervisor("程立").await;
    for id in [&waits.id, &asked.id] {
        let items = json!([{ "id": id, "version": studio.moderator.sees(id).await }]);
        let handing = json!({ "items": items, "department": "housing" });
        supervisor.post(&studio.path("closing")).json(handing).await.ok();
    }
    studio.phase("supervising", 2).await.ok();
}

async fn of_two_directors_who_take_at_once_one_is_told(town: Town) {
    let studio = Studio::live(&town).await;
    let (_, a) = studio.ready("电梯停了三个月").await;
    studio.ready("消防通道停满了车").await;
    let take = |who: &Person| who.post(&studio.path("take")).json(json!({ "believed": null }));

    let (one, two) = tokio::join!(take(&studio.director), take(&studio.other));

    let (won, lost) = if one.status == 200 { (one, two) } else { (two, one) };
    assert_eq!(won.ok()["on_air"], json!(a));
    assert_eq!(lost.refused(429, "too_soon")["on_air"], json!(a));
}

impl Studio {
    async fn phase(&self, phase: &str, version: i64) -> Answer {
        self.director.post(&self.path("phase")).json(json!({ "phase": phase, "version": version })).await
    }

    /// A question stored while the door is shut, published by the moderator.
    async fn asker_through_the_back_door(&self, text: &str) -> String {
        let app = self.town.app();
        self.phase_in_store("collecting").await;
        let asked = self.published(text).await;
        self.phase_in_store("ready").await;
        drop(app);
        asked.id
    }

    async fn phase_in_store(&self, phase: &str) {
        let app = self.town.app();
        let mut tx = app.store.write(wenzheng::store::Lane::Act).await.expect("a write begins");
        let text = sql("update inquiry set phase = $1 where id = $2").bind(phase).bind(self.inquiry.id.as_str());
        text.run(&mut tx).await.expect("it is changed");
        tx.commit().await.expect("it is kept");
    }

    async fn screen(&self, kind: &str) -> ScreenLink {
        let opened =
            self.director.post(&self.path("screens")).json(json!({ "kind": kind, "label": "一号屏" })).await.ok();
        let key = opened["key"].as_str().expect("a key").to_owned();
        assert!(opened["link"].as_str().is_some_and(|link| link.ends_with(&format!("/screen/{key}"))));
        ScreenLink { town: self.town.clone(), slug: self.inquiry.slug.clone(), key }
    }
}

/// A display that has nothing but its link.
struct ScreenLink {
    town: Town,
    slug: String,
    key: String,
}

impl ScreenLink {
    async fn get(&self) -> Answer {
        self.town.nobody().request(reqwest::Method::GET, &format!("/screen/{}/state", self.key)).await
    }

    async fn state(&self) -> Value {
        self.get().await.ok()
    }

    async fn paints(&self, item: Option<&str>, version: i64) {
        let path = format!("/screen/{}/painted", self.key);
        let call = self.town.nobody().request(reqwest::Method::POST, &path);
        call.json(json!({ "item": item, "version": version })).await.ok();
    }

    fn ear(&self) -> Ear {
        Ear::new(&self.town.nobody(), &self.slug, &format!("stage&screen={}", self.key))
    }
}
