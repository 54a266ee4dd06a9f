//! 密封: of a sealed inquiry nobody outside reads a word before it is on air; who opens its lists stands in the record.

use reqwest::Method;
use serde_json::{Value, json};
use wenzheng::domain::{
    inquiry::Phase,
    moment::{minutes, seconds},
    role::Role,
    stream::Stream,
};

use super::Studio;
use crate::kit::{Asked, Ear, Person, Town, both_engines, browse, journal};

both_engines!(
    of_a_sealed_question_nobody_outside_reads_a_word_before_it_is_on_air,
    look_alikes_of_a_sealed_list_are_a_count_without_words,
    nobody_shares_what_nobody_may_read,
    whoever_opens_a_sealed_list_is_named_to_the_auditor_and_on_the_page,
    a_seal_is_taken_off_with_a_public_notice,
    what_was_public_is_not_sealed_any_more,
    a_department_is_told_the_scope_before_the_show_and_no_question,
);

async fn sealed(town: &Town, phase: Phase) -> Studio {
    let studio = Studio::at(town, phase).await;
    town.seals(&studio.inquiry).await;
    studio
}

async fn counts(town: &Town, studio: &Studio) -> Value {
    town.nobody().get(studio.path("").trim_end_matches('/')).await.ok()["counts"].clone()
}

/// All that anybody but its asker reads of a question. The line that waits for news is not among it: there are none.
async fn outside(studio: &Studio, asked: &Asked) -> String {
    let (nobody, slug) = (studio.town.nobody(), &studio.inquiry.slug);
    let mut all = json!(studio.public_lines().await).to_string();
    for path in
        ["", "/questions", "/questions?sort=seconds", "/streams/public/snap", "/look-alikes?text=锅炉房停了三个月"]
    {
        all += &nobody.get(&format!("/inquiries/{slug}{path}")).await.text;
    }
    for path in [format!("/i/{slug}"), format!("/q/{}", asked.id), format!("/api/v1/questions/{}", asked.id)] {
        all += &nobody.request(Method::GET, &path).await.text;
    }
    all
}

async fn of_a_sealed_question_nobody_outside_reads_a_word_before_it_is_on_air(town: Town) {
    let studio = sealed(&town, Phase::Live).await;
    let mut phone = Ear::new(&town.visitor(), &studio.inquiry.slug, "public,tally");
    phone.connect().await.expect("the line opens");
    let (asked, item) = studio.ready("锅炉房停了三个月").await;
    let waiting = studio.published("消防通道停满了车").await;
    let everything = async |what| outside(&studio, what).await;

    let before = everything(&asked).await;
    assert!(!before.contains("锅炉房") && !before.contains("消防通道"), "{before}");
    assert_eq!(studio.public_lines().await, Vec::<Value>::new(), "no line tells even that there is one");
    assert_eq!(counts(&town, &studio).await["private"], 2, "the numbers are public");
    studio.takes(None).await.ok();
    studio.wait(seconds(19)).await;
    assert!(!everything(&asked).await.contains("锅炉房"), "not before the delay is over");

    studio.wait(seconds(1)).await;

    let face = town.nobody().public(&asked.id).await.ok();
    assert_eq!((&face["text"], &face["state"]), (&json!("锅炉房停了三个月？"), &json!("on_air")));
    studio.clears(Some("answered")).await;
    studio.wait(seconds(20)).await;
    let after = everything(&waiting).await;
    assert!(after.contains("锅炉房") && !after.contains("消防通道"), "the other one stays sealed: {after}");
    assert_eq!(town.nobody().public(&asked.id).await.ok()["outcome"], "answered");
    assert_eq!(counts(&town, &studio).await["public"], 1);
    phone.hear_until(Stream::Public, studio.public_lines().await.len() as u64).await;
    let heard = format!("{:?}", phone.logs);
    assert!(heard.contains("锅炉房") && !heard.contains("消防通道"), "{heard}");
    assert_eq!(item, studio.rundown().await["items"][0]["id"].as_str().unwrap());
}

async fn look_alikes_of_a_sealed_list_are_a_count_without_words(town: Town) {
    let studio = sealed(&town, Phase::Collecting).await;
    let like = format!("{}?text=柳岸小区电梯停了三个月", studio.path("look-alikes"));
    assert_eq!(town.nobody().get(&like).await.ok()["sealed"], 0);
    for text in ["柳岸小区电梯停了三个月没人修", "柳岸小区电梯又停了三个月", "柳岸小区3号楼电梯停了三个月"]
    {
        studio.published(text).await;
    }
    let last = studio.published("柳岸小区电梯停了三个月了").await;

    let found = town.nobody().get(&like).await.ok();

    assert_eq!((&found["items"], &found["sealed"]), (&json!([]), &json!(4)), "all are counted, none is shown");
    let form = [("text", "柳岸小区电梯停了三个月"), ("step", "0")];
    let page = browse::send(&town.visitor(), &format!("/i/{}/ask", studio.inquiry.slug), &form).await.text;
    assert!(page.contains("有4条和您这条相近") && !page.contains(&last.id), "{page}");
    studio.moderator.rejects(&last.id, "vague").await;
    assert_eq!(town.nobody().get(&like).await.ok()["sealed"], 3, "the count follows");
}

async fn nobody_shares_what_nobody_may_read(town: Town) {
    let studio = sealed(&town, Phase::Live).await;
    let (asked, _) = studio.ready("锅炉房停了三个月").await;
    let share = || town.visitor().put(&format!("/questions/{}/second", asked.id));

    share().await.refused(404, "not_found");
    studio.takes(None).await.ok();
    studio.wait(seconds(20)).await;

    assert_eq!(share().await.ok()["seconds"], 1, "on air it can be shared");
}

async fn openings(auditor: &Person, studio: &Studio) -> Vec<(String, String)> {
    let audit = auditor.get(&format!("/audit?inquiry={}", studio.inquiry.slug)).await.ok();
    let rows = audit["openings"].as_array().expect("openings").iter();
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    rows.map(|it| (text(&it["name"]), text(&it["list"]))).collect()
}

async fn whoever_opens_a_sealed_list_is_named_to_the_auditor_and_on_the_page(town: Town) {
    let open = Studio::at(&town, Phase::Collecting).await;
    let studio = sealed(&town, Phase::Collecting).await;
    let auditor = town.staff(Role::Auditor, "立冬").await;
    studio.published("锅炉房停了三个月").await;
    let slug = &studio.inquiry.slug;
    let page = async |who: &Person, path: String| who.request(Method::GET, &path).await.text;

    for path in [format!("/desk/{slug}"), format!("/desk/{slug}/sheet")] {
        let text = page(&studio.moderator, path).await;
        assert!(text.contains("class=\"watermark\"") && text.contains("密封　谷雨　"), "{text}");
    }
    page(&studio.moderator, format!("/desk/{slug}")).await;
    studio.moderator.get(&studio.path("desk")).await.ok();
    let text = page(&studio.director, format!("/stage/{slug}/cards")).await;
    assert!(text.contains("密封　清明　"), "{text}");

    let pair = |who: &str, list: &str| (who.to_owned(), list.to_owned());
    let mut wanted =
        vec![pair("清明", "host_cards"), pair("谷雨", "desk"), pair("谷雨", "question_sheet"), pair("谷雨", "desk")];
    assert_eq!(openings(&auditor, &studio).await, wanted, "each page is one line, what it fetches is none");
    town.wait(minutes(11));
    studio.moderator.get(&studio.path("desk")).await.ok();
    wanted.insert(0, pair("谷雨", "desk"));
    assert_eq!(openings(&auditor, &studio).await, wanted, "whoever fetches it later opens it again");
    let read = page(&auditor, format!("/audit?inquiry={slug}")).await;
    assert!(read.contains("谁打开过密封清单") && read.contains("主持人题卡"), "{read}");
    let text = page(&open.moderator, format!("/desk/{}", open.inquiry.slug)).await;
    assert!(!text.contains("class=\"watermark\""), "what is public needs no mark");
    assert_eq!(openings(&auditor, &open).await, vec![]);
}

async fn a_seal_is_taken_off_with_a_public_notice(town: Town) {
    let studio = sealed(&town, Phase::Collecting).await;
    let clerk = town.staff(Role::Clerk, "白露").await;
    let asked = studio.published("锅炉房停了三个月").await;
    assert_eq!(studio.asker.own(&asked).await["sealed"], true);
    let unseal = |body: Value| clerk.post(&studio.path("unsealing")).json(body);
    unseal(json!({ "version": 1, "notice": " " })).await.refused(422, "invalid");
    let loosened = json!({ "version": 1, "public_after_review": true });
    clerk.post(&studio.path("plan")).json(loosened).await.refused(409, "disclosure_fixed");

    let opened = unseal(json!({ "version": 1, "notice": "应群众要求，清单放开。" })).await.ok();

    assert_eq!(
        (&opened["public_after_review"], &opened["unsealed_notice"]),
        (&json!(true), &json!("应群众要求，清单放开。"))
    );
    let kinds: Vec<Value> = studio.public_lines().await.iter().map(|line| line["kind"].clone()).collect();
    assert_eq!(kinds, ["unsealed", "published"], "whoever listens hears why, and the question");
    assert_eq!(town.nobody().public(&asked.id).await.ok()["text"], "锅炉房停了三个月？");
    let known = town.nobody().get(&format!("/inquiries/{}", studio.inquiry.slug)).await.ok();
    assert_eq!((&known["sealed"], &known["unsealed"]["notice"]), (&json!(false), &json!("应群众要求，清单放开。")));
    let page = town.nobody().request(Method::GET, &format!("/i/{}", studio.inquiry.slug)).await.text;
    assert!(page.contains("应群众要求，清单放开。") && page.contains("起问题清单放开"), "{page}");
    unseal(json!({ "version": opened["version"], "notice": "再来一次" })).await.refused(409, "wrong_state");
    let told = journal::lines(&town.app(), &studio.inquiry.id, Stream::Desk, "").await;
    assert_eq!(told.last().unwrap()["kind"], "unsealed");
    let later = studio.published("消防通道停满了车").await;
    town.nobody().public(&later.id).await.ok();
}

async fn what_was_public_is_not_sealed_any_more(town: Town) {
    let studio = Studio::at(&town, Phase::Collecting).await;
    let clerk = town.staff(Role::Clerk, "白露").await;
    let asked = studio.published("锅炉房停了三个月").await;

    let seal = json!({ "version": 1, "public_after_review": false });
    let refused = clerk.post(&studio.path("plan")).json(seal).header("accept-language", "zh-CN").await;

    assert_eq!(
        refused.refused(409, "seal_too_late")["detail"],
        "征集已经开始，问题按公开收的，看过的人收不回去，不能再密封。"
    );
    town.nobody().public(&asked.id).await.ok();
}

async fn a_department_is_told_the_scope_before_the_show_and_no_question(town: Town) {
    let studio = sealed(&town, Phase::Collecting).await;
    let officer = town.staff(Role::Department, "何苗").await;
    assert_eq!(officer.get("/today").await.ok()["scopes"], json!([]), "nothing, unless the rules say so");
    town.tells_scope(&studio.inquiry).await;
    let ask = json!({ "text": "锅炉房停了三个月", "department": "housing" });
    let asked = studio.asker.writes(&studio.inquiry, ask).await.ok();
    studio.moderator.approves(asked["id"].as_str().unwrap(), "锅炉房何时修好？").await;
    studio.published("消防通道停满了车").await;

    let told = officer.get("/today").await.ok()["scopes"][0].clone();

    assert_eq!((&told["theme"], &told["others"]), (&json!("加强物业管理"), &json!(1)));
    assert_eq!(told["departments"][0], json!({ "name": "住房和城乡建设局", "n": 1 }));
    let page = officer.request(Method::GET, "/department").await.text;
    assert!(page.contains("场前通报") && page.contains("1题"), "{page}");
    assert!(!page.contains("锅炉房") && !page.contains("消防通道"), "no word of a question");
    for phase in [Phase::Curating, Phase::Ready, Phase::Live] {
        town.go_to(&studio.inquiry, phase).await;
    }
    assert_eq!(officer.get("/today").await.ok()["scopes"], json!([]), "before the show only");
}
