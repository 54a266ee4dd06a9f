//! The record and the tables hold each other: whatever is changed behind the record's back is found.

use wenzheng::{
    crew::verify,
    store::{Lane, sql},
};

use crate::kit::{Town, both_engines, scene::Scene};

both_engines!(what_is_changed_behind_the_record_is_found);

/// What is changed, and how it is put back.
const CHANGES: [(&str, &str); 9] = [
    (
        "update question set version = version + 1 where number = 1",
        "update question set version = version - 1 where number = 1",
    ),
    (
        "update question set state = 'closed' where number = 1",
        "update question set state = 'approved' where number = 1",
    ),
    ("update commitment set stage = 'assigned'", "update commitment set stage = 'accepted'"),
    ("update commitment set version = version + 1", "update commitment set version = version - 1"),
    ("update inquiry set phase = 'live'", "update inquiry set phase = 'collecting'"),
    (
        "update second set question = question || 'x'",
        "update second set question = substr(question, 1, length(question) - 1)",
    ),
    (
        "update journal set actor = actor || 'x' where seq = 2",
        "update journal set actor = substr(actor, 1, length(actor) - 1) where seq = 2",
    ),
    (
        "update line set off = off + 1000 where stream = 'desk'",
        "update line set off = off - 1000 where stream = 'desk'",
    ),
    ("update journal_head set seq = seq + 1", "update journal_head set seq = seq - 1"),
];

async fn what_is_changed_behind_the_record_is_found(town: Town) {
    let scene = Scene::new(&town).await;
    town.visitor().seconds(&scene.question.id).await;
    let app = town.app();
    let change = async |text: &'static str| {
        let mut tx = app.store.write(Lane::Act).await.expect("a write begins");
        assert!(sql(text).run(&mut tx).await.expect("it is changed") > 0, "{text} changes nothing");
        tx.commit().await.expect("it is kept");
    };

    for (spoil, mend) in CHANGES {
        change(spoil).await;
        let found = verify::verify(&app.store).await.expect("the record can be read").wrong;
        change(mend).await;
        assert!(!found.is_empty(), "{spoil} is not found");
    }
}
