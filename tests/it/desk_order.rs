//! The desk's order by seconds is SQL's, over the whole queue and not over the page that was fetched.

use serde_json::{Value, json};
use wenzheng::domain::inquiry::Phase;

use crate::kit::{Town, both_engines};

both_engines!(what_most_share_comes_first_through_every_page);

async fn what_most_share_comes_first_through_every_page(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    let mut ids = Vec::new();
    for n in 0..7 {
        let asked = town.visitor().asks(&inquiry, &format!("第{n}件事拖了很久")).await;
        mo.approves(&asked.id, &format!("第{n}件事何时办好？")).await;
        ids.push(asked.id);
    }
    // The oldest is shared most, and one of its devices gave its second on what is merged under it.
    for (n, devices) in [(0, 3), (2, 1), (3, 2), (5, 1), (6, 1)] {
        for _ in 0..devices {
            town.visitor().seconds(&ids[n]).await;
        }
    }
    mo.merges(&ids[6], &ids[0]).await.ok();
    let page = async |after: &str| {
        let after = if after.is_empty() { String::new() } else { format!("&after={after}") };
        let path = format!("/inquiries/{}/desk?queue=approved&sort=seconds&limit=2{after}", inquiry.slug);
        mo.get(&path).await.ok()
    };

    let (mut told, mut after) = (Vec::new(), String::new());
    loop {
        let list = page(&after).await;
        told.extend(list["items"].as_array().unwrap().iter().map(|it| (it["id"].clone(), it["seconds"].clone())));
        match list["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }

    let expected: Vec<(Value, Value)> =
        [(0, 4), (3, 2), (5, 1), (2, 1), (4, 0), (1, 0)].map(|(n, seconds)| (json!(ids[n]), json!(seconds))).into();
    assert_eq!(told, expected);
    let found = mo.get(&format!("/inquiries/{}/desk?queue=all&sort=seconds&find=第3件", inquiry.slug)).await.ok();
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "what is sought is sought in this order too");
    mo.get(&format!("/inquiries/{}/desk?sort=loudest", inquiry.slug)).await.refused(422, "invalid");
}
