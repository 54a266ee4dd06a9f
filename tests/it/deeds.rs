//! Who may do what: every role over every call, as the rooms' tables say.

use std::collections::BTreeSet;

use serde_json::Value;
use wenzheng::{
    crew::token::Wanted,
    domain::{inquiry::Phase, moment::days, role::Role},
    http::Who,
};

use crate::kit::{
    Person, Town, both_engines,
    scene::{Scene, calls, staff_calls},
};

both_engines!(
    every_call_stands_in_the_tables_and_every_line_of_them_is_a_call,
    without_a_credential_of_the_staff_their_calls_are_closed,
    each_role_may_do_its_deeds_and_no_others,
    a_grant_reaches_no_further_than_its_inquiry,
    a_token_that_ran_out_is_nobody,
    streams_are_heard_by_their_roles_only,
);

async fn every_call_stands_in_the_tables_and_every_line_of_them_is_a_call(town: Town) {
    let description = town.nobody().get("/openapi.json").await.ok();

    let mut described = BTreeSet::new();
    for (path, item) in description["paths"].as_object().expect("paths") {
        let path = path.strip_prefix("/api/v1").expect("every call is under /api/v1");
        for method in item.as_object().expect("methods").keys() {
            described.insert((method.to_uppercase(), path.to_owned()));
        }
    }
    let listed: Vec<(String, String)> = calls().map(|(method, path, _)| (method.into(), path.into())).collect();
    let once: BTreeSet<(String, String)> = listed.iter().cloned().collect();

    assert_eq!(once.len(), listed.len(), "a call stands twice in the tables");
    let homeless: Vec<_> = described.difference(&once).collect();
    assert!(homeless.is_empty(), "calls that no room's DEEDS names: {homeless:?}");
    let idle: Vec<_> = once.difference(&described).collect();
    assert!(idle.is_empty(), "lines of DEEDS that are no calls: {idle:?}");
}

async fn without_a_credential_of_the_staff_their_calls_are_closed(town: Town) {
    let scene = Scene::new(&town).await;
    let made_up = Person { token: Some(format!("wzs_{}", "0".repeat(64))), ..town.nobody() };

    for (method, path, whos) in staff_calls() {
        let also_visitors = whos.contains(&Who::Visitor);
        for who in [town.nobody(), town.visitor(), made_up.clone()] {
            if also_visitors && who.token.as_ref().is_some_and(|token| token.starts_with("wzv_")) {
                continue;
            }
            let answer = scene.call(&who, method, path).await;
            assert_eq!(answer.status, 401, "{method} {path} as {:?}: {}", who.token, answer.text);
        }
    }
    for (method, path, whos) in calls().filter(|(.., whos)| !whos.contains(&Who::Anyone)) {
        let answer = scene.call(&town.nobody(), method, path).await;
        assert_eq!(answer.status, 401, "{method} {path} is for {whos:?}: {}", answer.text);
    }
}

async fn each_role_may_do_its_deeds_and_no_others(town: Town) {
    let scene = Scene::new(&town).await;
    for &role in Role::ALL {
        let who = town.staff(role, &format!("一位{}", role.word())).await;
        for (method, path, whos) in staff_calls() {
            let answer = scene.call(&who, method, path).await;
            if whos.iter().any(|one| one.may(role)) {
                assert!(!matches!(answer.status, 401 | 403), "{method} {path} is closed to {role:?}: {}", answer.text);
            } else {
                assert_eq!(answer.status, 403, "{method} {path} is open to {role:?}: {}", answer.text);
            }
        }
    }
}

async fn a_grant_reaches_no_further_than_its_inquiry(town: Town) {
    let scene = Scene::new(&town).await;
    let elsewhere = town.inquiry(Phase::Collecting).await;
    let wanted = |slug: &str, name: &str| Wanted {
        role: "moderator".into(),
        name: name.into(),
        inquiry: Some(slug.into()),
        department: None,
    };
    let stranger = town.granted(wanted(&elsewhere.slug, "外场")).await;
    let local = town.granted(wanted(&scene.inquiry.slug, "本场")).await;

    for (method, path, _) in staff_calls().filter(|(.., whos)| whos.iter().any(|who| who.may(Role::Moderator))) {
        let answer = scene.call(&stranger, method, path).await;
        assert_eq!(answer.status, 403, "{method} {path}: {}", answer.text);
        let answer = scene.call(&local, method, path).await;
        assert!(!matches!(answer.status, 401 | 403), "{method} {path}: {}", answer.text);
    }
}

async fn a_token_that_ran_out_is_nobody(town: Town) {
    let scene = Scene::new(&town).await;

    town.wait(days(366));

    let answer = scene.moderator.get(&format!("/inquiries/{}/desk", scene.inquiry.slug)).await;
    answer.refused(401, "unauthenticated");
}

async fn streams_are_heard_by_their_roles_only(town: Town) {
    let scene = Scene::new(&town).await;
    let opens = async |who: &Person, stream: &str| {
        let mut ear = crate::kit::Ear::new(who, &scene.inquiry.slug, stream);
        ear.connect().await
    };
    for stream in ["desk", "stage", "mailbox"] {
        assert_eq!(opens(&town.nobody(), stream).await, Err(401), "{stream}");
    }
    assert_eq!(opens(&town.visitor(), "mailbox").await, Ok(()));
    for stream in ["desk", "stage"] {
        assert_eq!(opens(&town.visitor(), stream).await, Err(403), "{stream}");
    }
    for &role in Role::ALL {
        let who = town.staff(role, &format!("一位{}", role.word())).await;
        for (stream, may) in [
            ("public", true),
            ("mailbox", false),
            ("desk", matches!(role, Role::Moderator | Role::Lead)),
            (
                "stage",
                matches!(
                    role,
                    Role::Director
                        | Role::Host
                        | Role::Scribe
                        | Role::Supervisor
                        | Role::Moderator
                        | Role::Lead
                        | Role::Screen
                ),
            ),
        ] {
            assert_eq!(opens(&who, stream).await, if may { Ok(()) } else { Err(403) }, "{role:?} on {stream}");
        }
    }
    assert_eq!(opens(&town.nobody(), "secrets").await, Err(400));
    let description: Value = town.nobody().get("/openapi.json").await.ok();
    let decision = &description["paths"]["/api/v1/questions/{id}/decision"]["post"]["security"];
    assert_eq!(decision, &serde_json::json!([{ "staff": ["moderate"] }]));
}
