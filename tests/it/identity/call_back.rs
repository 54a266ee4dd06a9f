//! 回拨核实: nothing leaves the house before whoever opened the number has called its asker.

use serde_json::{Value, json};
use wenzheng::domain::{
    identity::Identity,
    inquiry::{Inquiry, Phase},
};

use super::{NUMBER, TEXT};
use crate::kit::{Asked, Person, Town, both_engines, browse::read};

both_engines!(
    nothing_leaves_the_house_before_its_asker_was_called,
    a_number_to_call_is_asked_for_and_kept_as_the_contact,
    what_the_staff_typed_in_waits_for_no_call,
);

async fn call_back(town: &Town) -> (Inquiry, Person) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    town.confirms_by(&inquiry, Identity::CallBack).await;
    (inquiry, town.moderator("谷雨").await)
}

impl Person {
    async fn called(&self, asked: &Asked) -> crate::kit::Answer {
        let body = json!({ "version": self.sees(&asked.id).await });
        self.post(&format!("/questions/{}/called-back", asked.id)).json(body).await
    }
}

async fn nothing_leaves_the_house_before_its_asker_was_called(town: Town) {
    let (inquiry, mo) = call_back(&town).await;
    let (other, supervisor) = (town.moderator("白露").await, town.supervisor("程立").await);
    let asker = town.visitor();
    let asked = Asked::of(&asker.writes(&inquiry, json!({ "text": TEXT, "contact": NUMBER })).await.ok());
    let id = &asked.id;
    let public = json!({ "public_text": "柳岸小区3号楼电梯何时修好？" });

    for action in ["approve", "shortlist", "refer", "transfer"] {
        mo.decides(id, action, public.clone()).await.refused(409, "call_back_first");
    }
    let order = json!({ "department": "housing", "version": 1, "text": "某小区电梯停用" });
    supervisor.post(&format!("/questions/{id}/order")).json(order).await.refused(409, "call_back_first");
    let desk = mo.get(&format!("/inquiries/{}/desk?queue=calls", inquiry.slug)).await.ok();
    assert_eq!((&desk["counts"]["calls"], &desk["items"][0]["id"]), (&json!(1), &json!(id)));
    assert_eq!(desk["items"][0]["uncalled"], true);
    let page = read(&mo, &format!("/desk/{}?queue=calls", inquiry.slug)).await.text;
    assert!(page.contains("待回拨"), "the page without script says it too");
    mo.called(&asked).await.refused(409, "contact_not_opened");
    mo.post(&format!("/questions/{id}/reveal")).json(json!({ "reason": "打电话核实" })).await.ok();
    other.called(&asked).await.refused(409, "contact_not_opened");

    let called = mo.called(&asked).await.ok();

    assert_eq!((&called["state"], &called["version"]), (&json!("submitted"), &json!(2)));
    mo.called(&asked).await.refused(409, "wrong_state");
    let card = mo.card(id).await;
    assert_eq!((&card["line"]["uncalled"], &card["log"][0]["kind"]), (&json!(false), &json!("called_back")));
    let path = asker.own(&asked).await["path"].clone();
    let kinds: Vec<&str> = path.as_array().expect("a path").iter().filter_map(|step| step["kind"].as_str()).collect();
    assert!(kinds.contains(&"called_back"), "its asker reads that: {kinds:?}");
    let desk = mo.get(&format!("/inquiries/{}/desk?queue=calls", inquiry.slug)).await.ok();
    assert_eq!((&desk["counts"]["calls"], &desk["items"]), (&json!(0), &json!([])));
    mo.approves(id, "柳岸小区3号楼电梯何时修好？").await;
}

async fn a_number_to_call_is_asked_for_and_kept_as_the_contact(town: Town) {
    let (inquiry, mo) = call_back(&town).await;
    let asker = town.visitor();
    let errors = json!([{ "field": "contact", "code": "to_call_back" }]);
    for more in [
        json!({}),
        json!({ "contact": "lao.zhou@example.org" }),
        json!({ "contact": NUMBER, "visibility": "anonymous" }),
    ] {
        let mut written = json!({ "text": TEXT });
        written.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        let refused = asker.writes(&inquiry, written).await.refused(403, "identity_required");
        assert_eq!((&refused["way"], &refused["errors"]), (&json!("call_back"), &errors), "{more}");
    }
    let form = [("idempotency_key", "k"), ("text", TEXT), ("seen", "yes"), ("step", "1")];
    let page = crate::kit::browse::send(&asker, &format!("/i/{}/ask", inquiry.slug), &form).await.text;
    assert!(page.contains("必填，要打电话核实") && !page.contains("value=\"anonymous\""), "{page}");

    let asked = Asked::of(&asker.writes(&inquiry, json!({ "text": TEXT, "contact": "0999-5550123" })).await.ok());

    let opened = mo.post(&format!("/questions/{}/reveal", asked.id)).json(json!({ "reason": "打电话核实" })).await.ok();
    assert_eq!(opened["contact"], "0999-5550123");
    let auditor = town.staff(wenzheng::domain::role::Role::Auditor, "霜降").await;
    let wanted = json!({ "reason": "公安来函依法调取" });
    let opened = auditor.post(&format!("/questions/{}/network", asked.id)).json(wanted).await.ok();
    assert_eq!((&opened["identity"], &opened["subject"]), (&json!("call_back"), &Value::Null));
}

async fn what_the_staff_typed_in_waits_for_no_call(town: Town) {
    let (inquiry, mo) = call_back(&town).await;
    let clue = json!({ "text": "电话里说电梯坏了", "source": "hotline" });

    let typed = mo.post(&format!("/inquiries/{}/clues", inquiry.slug)).json(clue).key("k").await.ok();

    let id = typed["id"].as_str().expect("an id");
    assert_eq!(mo.card(id).await["line"]["uncalled"], false);
    mo.approves(id, "电梯何时修好？").await;
}
