//! Photos of a question: nothing of camera or place stays, nobody but the desk sees one until it is passed, and what its
//! asker takes away is gone.

use serde_json::{Value, json};
use wenzheng::{
    crew::token,
    domain::{inquiry::Phase, role::Role},
};

use crate::kit::{
    Answer, Asked, Person, Town, both_engines,
    browse::read,
    camera::{jpeg, jpeg_of},
};

both_engines!(
    a_photo_is_private_until_a_moderator_passes_it,
    a_refused_photo_goes_back_behind_the_desk,
    nothing_of_camera_or_place_stays,
    three_at_a_time_and_the_same_file_once,
    what_its_asker_takes_away_is_gone,
    a_photo_of_a_private_question_reaches_nobody_but_who_owes_it,
    only_moderators_judge_and_name_what_they_saw,
    an_asker_without_script_sends_looks_and_takes_away,
);

struct Story {
    mo: Person,
    asker: Person,
    asked: Asked,
}

async fn story(town: &Town) -> Story {
    let (mo, asker) = (town.moderator("谷雨").await, town.visitor());
    let inquiry = town.inquiry(Phase::Collecting).await;
    let asked = asker.asks(&inquiry, "柳岸小区3号楼电梯停了三个月").await;
    Story { mo, asker, asked }
}

fn id(answer: Answer) -> String {
    answer.ok()["id"].as_str().expect("an id").to_owned()
}

async fn sees(who: &Person, photo: &str) -> u16 {
    who.get(&format!("/photos/{photo}")).await.status
}

async fn judges(who: &Person, photo: &str, passes: bool, version: i64) -> Answer {
    let body = json!({ "passes": passes, "version": version });
    who.post(&format!("/photos/{photo}/judgement")).json(body).await
}

async fn a_photo_is_private_until_a_moderator_passes_it(town: Town) {
    let Story { mo, asker, asked } = story(&town).await;
    let (nobody, host) = (town.nobody(), town.staff(Role::Host, "立夏").await);
    let photo = id(asker.sends_photo(&asked, jpeg()).await);
    mo.approves(&asked.id, "柳岸小区3号楼电梯何时修好？").await;
    assert_eq!((sees(&nobody, &photo).await, sees(&host, &photo).await, sees(&mo, &photo).await), (404, 404, 200));
    assert_eq!(mo.card(&asked.id).await["photos"], json!([{ "id": photo, "state": "waiting", "version": 1 }]));
    let counts = mo.get("/inquiries/wuye-1/desk?queue=photos").await.ok();
    assert_eq!((&counts["counts"]["photos"], &counts["items"][0]["id"]), (&json!(1), &json!(asked.id)));

    judges(&mo, &photo, true, 1).await.ok();

    assert_eq!(sees(&nobody, &photo).await, 200);
    assert!(read(&nobody, &format!("/q/{}", asked.id)).await.text.contains(&format!("/api/v1/photos/{photo}")));
    assert_eq!(mo.get("/inquiries/wuye-1/desk?queue=photos").await.ok()["counts"]["photos"], 0);
    asker.says(&asked, "withdraw", json!({})).await.ok();
    assert_eq!(sees(&nobody, &photo).await, 404, "it goes with its question");
}

async fn a_refused_photo_goes_back_behind_the_desk(town: Town) {
    let Story { mo, asker, asked } = story(&town).await;
    let photo = id(asker.sends_photo(&asked, jpeg()).await);
    mo.approves(&asked.id, "柳岸小区3号楼电梯何时修好？").await;
    judges(&mo, &photo, true, 1).await.ok();

    judges(&mo, &photo, false, 2).await.ok();

    assert_eq!((sees(&town.nobody(), &photo).await, sees(&mo, &photo).await), (404, 200));
    assert!(!read(&town.nobody(), &format!("/q/{}", asked.id)).await.text.contains(&photo));
}

async fn nothing_of_camera_or_place_stays(town: Town) {
    let Story { mo, asker, asked } = story(&town).await;
    let file = jpeg();
    assert!(file.windows(11).any(|part| part == b"GPSLatitude"));

    let photo = id(asker.sends_photo(&asked, file).await);

    let kept = mo.get(&format!("/photos/{photo}")).await.bytes;
    assert!(kept.starts_with(&[0xff, 0xd8]));
    for trace in [b"Exif".as_slice(), b"GPSLatitude"] {
        assert!(!kept.windows(trace.len()).any(|part| part == trace));
    }
}

async fn three_at_a_time_and_the_same_file_once(town: Town) {
    let Story { asker, asked, .. } = story(&town).await;
    let first = id(asker.sends_photo(&asked, jpeg_of([1, 2, 3])).await);
    assert_eq!(id(asker.sends_photo(&asked, jpeg_of([1, 2, 3])).await), first);
    for colour in [[90, 2, 3], [1, 90, 3]] {
        asker.sends_photo(&asked, jpeg_of(colour)).await.ok();
    }

    asker.sends_photo(&asked, jpeg_of([1, 2, 90])).await.refused(409, "too_many_photos");

    asker.sends_photo(&asked, b"<svg onload=alert(1)>".to_vec()).await.refused(409, "too_many_photos");
    let shelf = std::fs::read_dir(town.place().dir.path().join("media/photos")).expect("a folder").count();
    assert_eq!(shelf, 3, "nothing that was refused or sent twice lies about");
    let stranger = Asked { secret: "0".repeat(32), ..asked };
    asker.sends_photo(&stranger, jpeg()).await.refused(404, "wrong_receipt");
}

async fn what_its_asker_takes_away_is_gone(town: Town) {
    let Story { mo, asker, asked } = story(&town).await;
    let photo = id(asker.sends_photo(&asked, jpeg()).await);
    mo.approves(&asked.id, "柳岸小区3号楼电梯何时修好？").await;
    judges(&mo, &photo, true, 1).await.ok();
    let remove = || asker.delete(&format!("/receipts/{}/photos/{photo}", asked.receipt)).secret(&asked.secret);

    assert_eq!(remove().await.status, 204);

    assert_eq!((sees(&town.nobody(), &photo).await, sees(&mo, &photo).await), (404, 404));
    assert_eq!(mo.card(&asked.id).await["photos"], json!([]));
    assert_eq!(std::fs::read_dir(town.place().dir.path().join("media/photos")).expect("a folder").count(), 0);
    remove().await.refused(409, "wrong_state");
    judges(&mo, &photo, true, 3).await.refused(409, "wrong_state");
}

async fn a_photo_of_a_private_question_reaches_nobody_but_who_owes_it(town: Town) {
    let Story { mo, asker, asked } = story(&town).await;
    let supervisor = town.supervisor("程立").await;
    let officer = |name: &str, department: &str| token::Wanted {
        role: Role::Department.word(),
        name: name.into(),
        inquiry: None,
        department: Some(department.into()),
    };
    let housing = town.granted(officer("何苗", "housing")).await;
    let water = town.granted(officer("供水", "water")).await;
    let photo = id(asker.sends_photo(&asked, jpeg()).await);
    mo.decides(&asked.id, "approve_private", json!({})).await.ok();
    judges(&mo, &photo, true, 1).await.ok();
    assert_eq!(sees(&housing, &photo).await, 404, "nothing was handed to them");

    let order = json!({ "department": "housing", "version": mo.sees(&asked.id).await, "order_text": "柳岸小区电梯停运，请答复。" });
    supervisor.post(&format!("/questions/{}/order", asked.id)).json(order).await.ok();

    assert_eq!((sees(&housing, &photo).await, sees(&water, &photo).await), (200, 404));
    assert_eq!((sees(&town.nobody(), &photo).await, sees(&supervisor, &photo).await), (404, 200));
    assert!(read(&housing, &format!("/department/q/{}", asked.id)).await.text.contains(&photo));
}

async fn only_moderators_judge_and_name_what_they_saw(town: Town) {
    let Story { mo, asker, asked } = story(&town).await;
    let photo = id(asker.sends_photo(&asked, jpeg()).await);
    judges(&town.director("清明").await, &photo, true, 1).await.refused(403, "not_allowed");
    mo.post(&format!("/photos/{photo}/judgement"))
        .json(json!({ "passes": true }))
        .await
        .refused(428, "version_required");

    judges(&mo, &photo, true, 1).await.ok();

    let stale = judges(&mo, &photo, false, 1).await.refused(409, "stale_version");
    assert_eq!(stale["current"], json!({ "state": "passed", "version": 2 }));
    judges(&mo, &photo, true, 2).await.refused(409, "wrong_state");
}

async fn an_asker_without_script_sends_looks_and_takes_away(town: Town) {
    let Story { asked, .. } = story(&town).await;
    let url = |rest: &str| format!("http://{}/r/{}{rest}", town.address(), asked.receipt);
    let cookie = format!("receipt={}", asked.secret);
    let post = |rest: &str| town.http().post(url(rest)).header("cookie", &cookie);
    let page = || async {
        town.http().get(url("")).header("cookie", &cookie).send().await.expect("a page").text().await.expect("text")
    };

    let empty = post("/photos").multipart(crate::kit::camera::form(Vec::new())).send().await.expect("it answers");
    assert_eq!(empty.status(), 422);
    assert!(empty.text().await.expect("a page").contains("先选一张照片"));
    post("/photos").multipart(crate::kit::camera::form(jpeg())).send().await.expect("it answers");

    let shown = page().await;
    let photo = shown.split_once("/photos/").expect("it is shown").1.split_once('"').expect("its end").0.to_owned();
    let seen = town.http().get(url(&format!("/photos/{photo}"))).header("cookie", &cookie).send().await.expect("it");
    assert_eq!(seen.status(), 200);
    let stranger = town.http().get(url(&format!("/photos/{photo}"))).send().await.expect("it answers");
    assert_ne!(stranger.headers().get("content-type").map(|kind| kind.as_bytes()), Some(b"image/jpeg".as_slice()));
    let pressed: Value = json!({ "idempotency_key": "k" });
    post(&format!("/photos/{photo}/remove")).form(&pressed).send().await.expect("it answers");
    assert!(!page().await.contains(&photo));
}
