//! Pictures: nothing of camera or place stays, nobody sees them too early, and a huge one breaks nothing.

use serde_json::json;
use wenzheng::domain::{inquiry::Phase, role::Role};

use super::Cast;
use crate::kit::{Town, both_engines, camera::jpeg};

both_engines!(
    a_picture_is_kept_without_place_and_camera,
    a_picture_is_seen_by_all_only_once_it_counts,
    what_is_no_picture_or_too_large_is_refused,
    only_those_who_owe_or_verify_send_in_pictures,
);

async fn picture(cast: &Cast, who: &crate::kit::Person, id: &str) -> (u16, Vec<u8>) {
    let answer = who.get(&format!("/evidence/{id}")).0.send().await.unwrap();
    let status = answer.status().as_u16();
    let _ = cast;
    (status, answer.bytes().await.unwrap().to_vec())
}

async fn a_picture_is_kept_without_place_and_camera(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.accepted().await;
    let file = jpeg();
    assert!(file.windows(11).any(|part| part == b"GPSLatitude"));

    let taken = cast.sends_in(&cast.housing, &id, file.clone()).await.ok();

    assert_eq!((&taken["width"], &taken["height"]), (&json!(32), &json!(48)), "it stands as it was held");
    let (status, kept) = picture(&cast, &cast.housing, taken["id"].as_str().unwrap()).await;
    assert_eq!(status, 200);
    for trace in [b"Exif".as_slice(), b"GPSLatitude"] {
        assert!(!kept.windows(trace.len()).any(|part| part == trace));
    }
    let again = cast.sends_in(&cast.housing, &cast.accepted().await, file).await.ok();
    assert_eq!(again["seen_before"], json!(id), "the same file for another promise is noticed");
}

async fn a_picture_is_seen_by_all_only_once_it_counts(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.accepted().await;
    let one = cast.sends_in(&cast.housing, &id, jpeg()).await.ok()["id"].as_str().unwrap().to_owned();
    let other = cast.accepted().await;
    let nobody = town.nobody();
    let stranger = cast.of_department(Role::Department, "供水", "water").await;
    assert_eq!(picture(&cast, &nobody, &one).await.0, 404);
    assert_eq!(picture(&cast, &stranger, &one).await.0, 404);
    assert_eq!(picture(&cast, &cast.supervisor, &one).await.0, 200);

    cast.acts(&cast.housing, &id, "report_done", json!({})).await.refused(422, "evidence_required");
    cast.acts(&cast.housing, &other, "report_done", json!({ "evidence": [one] })).await.refused(422, "invalid");
    cast.acts(&cast.housing, &id, "report_done", json!({ "evidence": [one] })).await.ok();

    assert_eq!(picture(&cast, &nobody, &one).await.0, 200);
    let shown = cast.public(&id).await.ok()["evidence"].clone();
    assert_eq!((&shown[0]["caption"], &shown[0]["taken_on"]), (&json!("1号楼电梯"), &json!("2026-10-12")));
    let site = cast.sends_in(&cast.verifier, &id, jpeg()).await.ok()["id"].as_str().unwrap().to_owned();
    assert_eq!(picture(&cast, &nobody, &site).await.0, 404);
    cast.acts(&cast.verifier, &id, "verify", json!({ "verdict": "kept_in_part", "note": "两部在运行" })).await.ok();
    assert_eq!(picture(&cast, &nobody, &site).await.0, 200);
}

async fn what_is_no_picture_or_too_large_is_refused(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.accepted().await;

    cast.sends_in(&cast.housing, &id, b"<svg onload=alert(1)>".to_vec()).await.refused(422, "picture_unreadable");
    cast.sends_in(&cast.housing, &id, Vec::new()).await.refused(422, "invalid");
    let mut huge = jpeg();
    let frame = huge.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
    huge[frame + 5..frame + 9].copy_from_slice(&[0x40, 0, 0x40, 0]);
    cast.sends_in(&cast.housing, &id, huge).await.refused(422, "picture_too_many_pixels");
    cast.sends_in(&cast.housing, &id, vec![0xff; 15 * 1024 * 1024 + 1]).await.refused(413, "picture_too_large");

    let left = std::fs::read_dir(town.place().dir.path().join("media")).map(Iterator::count);
    assert_eq!(left.unwrap_or(0), 0, "nothing that was refused lies about");
}

async fn only_those_who_owe_or_verify_send_in_pictures(town: Town) {
    let cast = Cast::of(&town, Phase::Live).await;
    let id = cast.accepted().await;
    let of_housing = cast.of_department(Role::Verifier, "同局核查", "housing").await;
    let stranger = cast.of_department(Role::Department, "供水", "water").await;

    cast.sends_in(&town.nobody(), &id, jpeg()).await.refused(401, "unauthenticated");
    cast.sends_in(&stranger, &id, jpeg()).await.refused(403, "not_allowed");
    cast.sends_in(&cast.supervisor, &id, jpeg()).await.refused(403, "not_allowed");
    cast.sends_in(&of_housing, &id, jpeg()).await.refused(403, "same_department");
    cast.sends_in(&cast.verifier, &id, jpeg()).await.refused(409, "wrong_state");
}
