//! What is kept of it: sealed, with an end, opened by an auditor alone, and told nowhere.

use serde_json::{Value, json};
use wenzheng::{
    chores::cleaning,
    domain::{identity::Identity, inquiry::Phase, moment::days, role::Role},
    store::sql,
};

use super::{NUMBER, confirmed, wanting};
use crate::kit::{Asked, Town, binary, both_engines};

both_engines!(
    an_auditor_opens_it_with_a_reason_that_its_asker_reads,
    its_asker_is_told_that_it_is_kept_and_until_when,
    it_is_erased_with_the_address_and_at_its_askers_word,
    no_row_and_no_line_tells_it,
);

async fn opened(town: &Town, asked: &Asked) -> Value {
    let auditor = town.staff(Role::Auditor, "霜降").await;
    let reason = json!({ "reason": "公安来函依法调取" });
    auditor.post(&format!("/questions/{}/network", asked.id)).json(reason).await.ok()
}

async fn data(town: &Town, asked: &Asked) -> Value {
    town.nobody().get(&format!("/receipts/{}/data", asked.receipt)).secret(&asked.secret).await.ok()
}

async fn an_auditor_opens_it_with_a_reason_that_its_asker_reads(town: Town) {
    let (inquiry, gateway) = wanting(&town, Identity::Phone).await;
    let asker = confirmed(&town, &inquiry, &gateway, NUMBER).await;
    let asked = Asked::of(&asker.tries(&inquiry).await.ok());
    let mo = town.moderator("谷雨").await;
    let path = format!("/questions/{}/network", asked.id);
    mo.post(&path).json(json!({ "reason": "公安来函依法调取" })).await.refused(403, "not_allowed");

    let opened = opened(&town, &asked).await;

    assert_eq!((&opened["identity"], &opened["subject"]), (&json!("phone"), &json!(NUMBER)));
    assert_eq!(opened["network"], "127.0.0.1");
    let told = asker.own(&asked).await["opened"].clone();
    assert_eq!((&told[0]["by"], &told[0]["reason"]), (&json!("霜降"), &json!("公安来函依法调取")));
    let revealed = mo.post(&format!("/questions/{}/reveal", asked.id)).json(json!({ "reason": "核实楼栋号" })).await;
    assert!(!revealed.text.contains(NUMBER), "what is proved is no contact: {}", revealed.text);
}

async fn its_asker_is_told_that_it_is_kept_and_until_when(town: Town) {
    let (inquiry, gateway) = wanting(&town, Identity::Phone).await;
    let asker = confirmed(&town, &inquiry, &gateway, NUMBER).await;
    let asked = Asked::of(&asker.tries(&inquiry).await.ok());

    let kept = data(&town, &asked).await;

    assert_eq!(kept["identity"]["way"], "phone");
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").expect("a zone");
    let until = (town.app().now() + days(183)).date_in(&zone).to_string();
    assert_eq!(kept["identity"]["until"], until);
    assert!(!kept.to_string().contains(NUMBER), "whoever holds the receipt reads no number: {kept}");
    let free = town.inquiry(Phase::Collecting).await;
    let unasked = Asked::of(&asker.tries(&free).await.ok());
    assert_eq!(data(&town, &unasked).await["identity"], Value::Null, "where nothing is wanted nothing is kept");
}

async fn it_is_erased_with_the_address_and_at_its_askers_word(town: Town) {
    let (inquiry, gateway) = wanting(&town, Identity::Phone).await;
    let asker = confirmed(&town, &inquiry, &gateway, NUMBER).await;
    let (first, second) = (Asked::of(&asker.tries(&inquiry).await.ok()), Asked::of(&asker.tries(&inquiry).await.ok()));

    asker.says(&first, "erasure", json!({})).await.ok();

    let erased = opened(&town, &first).await;
    assert_eq!((&erased["identity"], &erased["subject"]), (&Value::Null, &Value::Null));
    assert_eq!(erased["network"], "127.0.0.1", "the law keeps the address");
    asker.tries(&inquiry).await.refused(403, "identity_required");
    assert_eq!(opened(&town, &second).await["subject"], NUMBER);
    town.wait(days(184));
    cleaning::clean(&town.app()).await.expect("it is cleaned");
    let erased = opened(&town, &second).await;
    assert_eq!(
        (&erased["identity"], &erased["subject"], &erased["network"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(rows(&town).await, 0, "codes, tickets and proofs end with their time");
}

async fn no_row_and_no_line_tells_it(town: Town) {
    let (inquiry, gateway) = wanting(&town, Identity::Phone).await;
    let asker = confirmed(&town, &inquiry, &gateway, NUMBER).await;
    let asked = Asked::of(&asker.tries(&inquiry).await.ok());
    asker.wants_code(&inquiry, NUMBER).await.ok();
    opened(&town, &asked).await;
    town.moderator("谷雨").await.approves(&asked.id, "电梯何时修好？").await;

    let app = town.app();
    let mut tx = app.store.read().await.expect("it can be read");
    let told: Vec<(String,)> = sql("select after from journal union all select body from line
        union all select body from idempotency union all select digest from proof
        union all select subject_sealed from proof union all select number_digest || code_digest from phone_code
        union all select coalesce(identity_digest, '') || coalesce(identity_sealed, '') from question")
    .all(&mut tx)
    .await
    .expect("rows");
    assert!(told.len() > 5 && told.iter().all(|(text,)| !text.contains(NUMBER)), "{told:?}");
    drop(tx);
    drop(app);
    assert!(!binary::holds(town.place().dir.path(), NUMBER.as_bytes()), "it stands in a file in plain");
}

/// How many rows of codes, tickets and proofs there are.
async fn rows(town: &Town) -> i64 {
    let app = town.app();
    let mut tx = app.store.read().await.expect("it can be read");
    let (n,): (i64,) = sql("select cast((select count(*) from proof) + (select count(*) from phone_code)
        + (select count(*) from used_ticket) as bigint)")
    .one(&mut tx)
    .await
    .expect("a count");
    n
}
