//! Questions in every state, everything confidential of each a canary.

use serde_json::json;
use wenzheng::{
    domain::{identity::Identity, inquiry::Inquiry, question::State},
    intake::identity,
    store::{Lane, sql},
};

use crate::kit::{Asked, Person, Town, canary::Cage};

/// The `n`th question, full of canaries, led into a state.
pub async fn make(
    town: &Town,
    inquiry: &Inquiry,
    [mo, judge]: [&Person; 2],
    n: usize,
    state: State,
) -> (Person, Asked) {
    let asker = town.visitor();
    proves(town, &asker, n).await;
    let visibility = ["shielded", "anonymous", "congress_only"]
        [if state.is_public() || state == State::Merged { n % 2 } else { n % 3 }];
    let text = |cage: Cage| cage.canary(n);
    let written = json!({
        "text": format!("{}电话{}请回复", text(Cage::Original), text(Cage::TypedPhone)),
        "title": text(Cage::Title), "place": text(Cage::Place), "name": text(Cage::Name), "contact": text(Cage::Contact),
        "flat": text(Cage::Flat),
        "visibility": visibility, "department": "housing",
    });
    let asked = Asked::of(&asker.writes(inquiry, written).await.ok());
    let id = &asked.id;
    asker.says(&asked, "harassed", json!({ "text": format!("{}上门", text(Cage::Harassment)) })).await.ok();
    let note = json!({ "note": text(Cage::Note) });
    mo.decides(id, "ask_more", note.clone()).await.ok();
    mo.post(&format!("/questions/{id}/reveal")).json(json!({ "reason": text(Cage::Reveal) })).await.ok();
    if state == State::NeedsInfo {
        return (asker, asked);
    }
    asker.says(&asked, "completion", json!({ "text": text(Cage::Completion) })).await.ok();
    let with = |name: &str, value: &str| {
        let mut more = note.clone();
        more[name] = value.into();
        more
    };
    let public = with("public_text", &format!("某事{n}何时办好？"));
    match state {
        State::Submitted if n > State::ALL.len() => rings(mo, id, n).await,
        State::Submitted => {}
        State::Rejected | State::Appealed | State::RejectedFinal => {
            mo.decides(id, "reject", with("reason", "vague")).await.ok();
            let rating = json!({ "answer": "fair", "handling": "fair", "note": text(Cage::Rating) });
            asker.says(&asked, "rating", rating).await.ok();
            if state != State::Rejected {
                asker.says(&asked, "appeal", json!({ "text": format!("{}再看", text(Cage::Appeal)) })).await.ok();
            }
            if state == State::RejectedFinal {
                let body = json!({ "action": "uphold", "version": mo.sees(id).await, "note": text(Cage::Note) });
                judge.post(&format!("/questions/{id}/appeal-decision")).json(body).await.ok();
            }
        }
        State::ApprovedPrivate => drop(mo.decides(id, "approve_private", note).await.ok()),
        State::Later => drop(mo.decides(id, "later", note).await.ok()),
        State::Referred => drop(mo.decides(id, "refer", note).await.ok()),
        State::Transferred => drop(mo.decides(id, "transfer", note).await.ok()),
        State::Withdrawn => drop(asker.says(&asked, "withdraw", json!({})).await.ok()),
        State::Merged => {
            let head = asker.asks(inquiry, &format!("另一件事{n}也要办")).await;
            mo.approves(&head.id, &format!("另一件事{n}何时办好？")).await;
            mo.merges(id, &head.id).await.ok();
        }
        _ => {
            mo.decides(id, "approve", public).await.ok();
            if state != State::Approved {
                town.leads(id, state).await;
            }
        }
    }
    (asker, asked)
}

/// Its device has proved who it is, by two ways.
async fn proves(town: &Town, asker: &Person, n: usize) {
    let (app, visitor) = (town.app(), asker.visitor_id());
    let mut tx = app.store.write(Lane::Flood).await.expect("it can be written");
    for (way, cage) in [(Identity::Phone, Cage::Proof), (Identity::Wechat, Cage::Account)] {
        identity::prove(&app, &mut tx, &visitor, way, &cage.canary(n)).await.expect("it is kept");
    }
    tx.commit().await.expect("it is stored");
}

/// It rings; every second one is taken and seen to.
async fn rings(mo: &Person, id: &str, n: usize) {
    mo.decides(id, "urgent", json!({ "note": Cage::Note.canary(n) })).await.ok();
    if n.is_multiple_of(2) {
        mo.post(&format!("/questions/{id}/alarm/take")).json(json!({ "reason": Cage::Reveal.canary(n) })).await.ok();
        let done = json!({ "passed_to": "duty", "done": Cage::Done.canary(n) });
        mo.post(&format!("/questions/{id}/alarm/end")).json(done).await.ok();
    }
}

/// A few reports of trouble, as somebody might have found their ids.
pub async fn reports(town: &Town) -> Vec<String> {
    let app = town.app();
    let mut tx = app.store.read().await.expect("the store is read");
    let rows: Vec<(String,)> = sql("select id from harassment order by id limit 20").all(&mut tx).await.expect("rows");
    rows.into_iter().map(|(id,)| id).collect()
}
