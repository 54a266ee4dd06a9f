//! What its asker takes back does not take others with it: what was merged under it comes back to the desk.

use serde_json::{Value, json};
use wenzheng::domain::{inquiry::Phase, stream::Stream};

use crate::kit::{Person, Town, both_engines, journal};

both_engines!(
    what_was_merged_comes_back_when_its_head_is_taken_back,
    on_a_sealed_list_it_comes_back_sealed,
    nothing_goes_under_what_was_taken_back,
);

/// How many waiting questions the desk counts.
async fn waiting(mo: &Person, slug: &str) -> Value {
    mo.get(&format!("/inquiries/{slug}/desk")).await.ok()["counts"]["waiting"].clone()
}

async fn what_was_merged_comes_back_when_its_head_is_taken_back(town: Town) {
    let (mo, inquiry, asker) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await, town.visitor());
    let head = asker.asks(&inquiry, "电梯停了三个月没人管").await;
    mo.approves(&head.id, "电梯何时修好？").await;
    let (published, unread) = (town.visitor(), town.visitor());
    let one = published.asks(&inquiry, "电梯又停了没有人修").await;
    mo.approves(&one.id, "电梯怎么又停了？").await;
    town.visitor().seconds(&one.id).await;
    let two = unread.asks(&inquiry, "三号楼的电梯坏了很久").await;
    let merged = mo.merges(&one.id, &head.id).await.ok();
    mo.merges(&two.id, &head.id).await.ok();
    assert_eq!(
        (town.nobody().public(&head.id).await.ok()["seconds"].clone(), waiting(&mo, &inquiry.slug).await),
        (json!(1), json!(0))
    );

    asker.says(&head, "withdraw", json!({})).await.ok();

    for (asked, state) in [(&one, "approved"), (&two, "submitted")] {
        let line = mo.card(&asked.id).await["line"].clone();
        assert_eq!((&line["state"], &line["version"]), (&json!(state), &json!(if asked == &one { 4 } else { 3 })));
    }
    assert_eq!(waiting(&mo, &inquiry.slug).await, 1);
    let public = town.nobody().public(&one.id).await.ok();
    assert_eq!((&public["state"], &public["seconds"]), (&json!("approved"), &json!(1)), "with what it had before");
    for (who, asked) in [(&published, &one), (&unread, &two)] {
        let own = who.own(asked).await;
        assert_eq!(
            (&own["merged_into"], &own["path"].as_array().unwrap().last().unwrap()["kind"]),
            (&Value::Null, &json!("unmerged"))
        );
        let heard = journal::lines(&town.app(), &inquiry.id, Stream::Mailbox, who.visitor_id().as_str()).await;
        assert_eq!(heard.last().unwrap()["kind"], "unmerged", "its asker is told");
    }
    let desk = journal::lines(&town.app(), &inquiry.id, Stream::Desk, "").await;
    assert_eq!(desk.iter().filter(|line| line["kind"] == "unmerged").count(), 2, "the desk is told");
    let undo = mo.post(&format!("/decisions/{}/undo", merged["decision"].as_str().unwrap()));
    undo.json(json!({ "version": 4, "reason": "看错了" })).await.refused(409, "superseded");
}

async fn on_a_sealed_list_it_comes_back_sealed(town: Town) {
    let (mo, inquiry, asker) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await, town.visitor());
    town.seals(&inquiry).await;
    let head = asker.asks(&inquiry, "电梯停了三个月没人管").await;
    let one = town.visitor().asks(&inquiry, "电梯又停了没有人修").await;
    for asked in [&head, &one] {
        mo.approves(&asked.id, "电梯何时修好？").await;
    }
    mo.merges(&one.id, &head.id).await.ok();

    asker.says(&head, "withdraw", json!({})).await.ok();

    assert_eq!(mo.card(&one.id).await["line"]["state"], "approved");
    town.nobody().public(&one.id).await.refused(404, "not_found");
}

async fn nothing_goes_under_what_was_taken_back(town: Town) {
    let (mo, inquiry) = (town.moderator("谷雨").await, town.inquiry(Phase::Collecting).await);
    for n in 0..10 {
        let asker = town.visitor();
        let head = asker.asks(&inquiry, &format!("第{n}部电梯停了很久")).await;
        let one = town.visitor().asks(&inquiry, &format!("第{n}部电梯又停了")).await;
        mo.approves(&head.id, "电梯何时修好？").await;
        let (version, into) = (mo.sees(&one.id).await, &head.id);
        let merge = mo.post(&format!("/questions/{}/merge", one.id)).json(json!({ "into": into, "version": version }));

        let (merged, withdrawn) = tokio::join!(merge, asker.says(&head, "withdraw", json!({})));

        withdrawn.ok();
        assert!(matches!(merged.status, 200 | 409), "{}", merged.text);
        assert_eq!(mo.card(&one.id).await["line"]["state"], "submitted", "whoever was first");
    }
}
