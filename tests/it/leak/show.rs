//! The show, its promises, a file of a hotline and what was handed over: whatever there is of them is a canary too.

use serde_json::{Value, json};
use wenzheng::{
    domain::{
        happening::Actor,
        inquiry::{Inquiry, Phase},
        moment::seconds,
        question::State,
        role::Role,
    },
    office::{
        house::crew,
        import::take_in::{File, take_in},
    },
};

use crate::kit::{Asked, DEADLINE, Person, Town, canary::Cage};

/// What came of it, to be looked at.
pub struct Show {
    /// Every promise.
    pub promises: Vec<String>,
    /// What was sent in for them.
    pub evidence: Vec<String>,
    /// The file that came in.
    pub import: String,
    /// Everybody of the staff.
    pub people: Vec<String>,
}

/// Questions that come up in the show.
const ITEMS: usize = 8;

/// Plays the evening from the call to the day after.
pub async fn play(town: &Town, inquiry: &mut Inquiry, mo: &Person, askers: &[(Person, Asked)]) -> Show {
    let of = |state: State| {
        let place = State::ALL.iter().position(|it| *it == state).expect("it is a state");
        askers.iter().skip(place).step_by(State::ALL.len()).map(|(_, asked)| asked.id.clone()).collect::<Vec<_>>()
    };
    let clerk = town.staff(Role::Clerk, "立冬").await;
    let import = import(town, &clerk, inquiry).await;
    for phase in [Phase::Curating, Phase::Ready, Phase::Live] {
        *inquiry = town.go_to(inquiry, phase).await;
    }
    let shown: Vec<String> = of(State::Approved).into_iter().take(ITEMS).collect();
    on_air(town, inquiry, mo, &shown).await;
    let (promises, evidence) = promised(town, inquiry, &shown[0]).await;
    *inquiry = town.go_to(inquiry, Phase::HandingOver).await;
    handed_over(town, mo, &of(State::Later)).await;
    let people = clerk.get("/people").await.ok();
    let people = people.as_array().expect("a list").iter().map(id_of).collect();
    Show { promises, evidence, import, people }
}

fn id_of(body: &Value) -> String {
    body["id"].as_str().expect("it has an id").to_owned()
}

/// A hotline's file with names and telephones in it.
async fn import(town: &Town, clerk: &Person, inquiry: &Inquiry) -> String {
    let row = |n: usize| {
        let text = |cage: Cage| cage.canary(n);
        format!("A{n},{}请回复,{},{}\n", text(Cage::Original), text(Cage::Name), text(Cage::Contact))
    };
    let rows: String = (901..=903).map(row).collect();
    let bad = format!("A904,短,{},{}\n", Cage::Name.canary(904), Cage::Contact.canary(904));
    let file = File {
        name: "热线.csv".into(), bytes: format!("工单号,诉求内容,姓名,联系电话\n{rows}{bad}").into()
    };
    let taken = take_in(&town.app(), &crew(), Actor::House, &inquiry.slug, "hotline", file).await;
    let id = taken.expect("the file is read").id.0;
    let path = format!("/imports/{id}");
    let version = clerk.get(&path).await.ok()["version"].clone();
    clerk.post(&format!("{path}/run")).json(json!({ "version": version })).await.ok();
    let done = async {
        while clerk.get(&path).await.ok()["state"] != "done" {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(DEADLINE, done).await.expect("the file comes in");
    id
}

/// The running order: two answered, one cut, one pulled, one judged evaded, one on air, the rest to come.
async fn on_air(town: &Town, inquiry: &Inquiry, mo: &Person, shown: &[String]) {
    let (director, other) = (town.director("清明").await, town.director("霜降").await);
    let path = |what: &str| format!("/inquiries/{}/{what}", inquiry.slug);
    let mut items = Vec::new();
    for (n, id) in shown.iter().enumerate() {
        let text = json!({ "text": Cage::Air.canary(n + 1), "version": mo.sees(id).await });
        director.put(&format!("/questions/{id}/air")).json(text).await.ok();
        let approval = json!({ "version": mo.sees(id).await });
        other.post(&format!("/questions/{id}/air/approval")).json(approval).await.ok();
        items.push(id_of(&director.post(&path("rundown/items")).json(json!({ "question": id })).await.ok()));
    }
    let say = json!({ "to": "host", "text": Cage::Message.canary(1) });
    director.post(&path("messages")).json(say).await.ok();
    let take = async || {
        town.wait(seconds(1));
        director.post(&path("take")).json(json!({ "believed": null })).await.ok();
    };
    let clear = async |outcome: &str| {
        town.wait(seconds(30));
        director.post(&path("clear")).json(json!({ "outcome": outcome })).await.ok();
    };
    for outcome in ["answered", "partly"] {
        take().await;
        clear(outcome).await;
    }
    take().await;
    director.post(&path("dump")).json(json!({})).await.ok();
    take().await;
    let pull = json!({ "item": items[3], "code": "privacy", "asked_by": "值班领导", "how": "电话" });
    director.post(&path("pull")).json(pull).await.ok();
    take().await;
    clear("evaded").await;
    take().await;
}

/// A promise in notice with an objection, one given back, one that was only caught.
async fn promised(town: &Town, inquiry: &Inquiry, question: &str) -> (Vec<String>, Vec<String>) {
    let (scribe, supervisor) = (town.staff(Role::Scribe, "苏芒").await, town.supervisor("程立").await);
    let (housing, verifier) = (town.staff(Role::Department, "何苗").await, town.staff(Role::Verifier, "罗秋").await);
    let mut promises = Vec::new();
    for quote in ["三十天内修好", "十天内答复", &Cage::Caught.canary(1)] {
        let caught = json!({
            "quote": quote, "what": "电梯恢复运行", "lead": "housing", "person": "局长", "due": "30天内",
            "test": "连续运行七天", "question": question
        });
        let caught = scribe.post(&format!("/inquiries/{}/commitments", inquiry.slug)).json(caught).await.ok();
        promises.push(id_of(&caught));
    }
    town.wait(seconds(30));
    let act = async |who: &Person, id: &str, mut body: Value| {
        let now = supervisor.get(&format!("/commitments/{id}/file")).await.ok();
        body["version"] = now["version"].clone();
        who.post(&format!("/commitments/{id}/actions")).json(body).await.ok();
    };
    for id in &promises[..2] {
        act(&supervisor, id, json!({ "action": "confirm" })).await;
        act(&supervisor, id, json!({ "action": "assign", "lead": "housing" })).await;
    }
    act(&housing, &promises[1], json!({ "action": "return", "reason": Cage::Internal.canary(2) })).await;
    let (first, internal) = (&promises[0], Cage::Internal.canary(1));
    act(&housing, first, json!({ "action": "accept", "owner": "何苗", "plan": "先换钢丝绳" })).await;
    act(&housing, first, json!({ "action": "progress", "note": "已换", "internal": internal })).await;
    let picture = reqwest::multipart::Part::bytes(picture()).file_name("IMG_0001.JPG");
    let form = reqwest::multipart::Form::new().text("caption", "1号楼").part("photo", picture);
    let call = housing.post(&format!("/commitments/{first}/evidence"));
    let sent = id_of(&crate::kit::Call(call.0.multipart(form)).await.ok());
    act(&housing, first, json!({ "action": "report_done", "evidence": [sent], "note": "修好了" })).await;
    act(&verifier, first, json!({ "action": "verify", "verdict": "kept", "note": "看过" })).await;
    let objects = json!({ "action": "object", "text": Cage::Objection.canary(1) });
    town.visitor().post(&format!("/commitments/{first}/actions")).json(objects).await.ok();
    (promises, vec![sent])
}

fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_pixel(48, 32, image::Rgb([40, 90, 160]));
    image::codecs::jpeg::JpegEncoder::new(&mut bytes).encode_image(&picture).expect("a picture");
    bytes
}

/// Orders to a department: one unanswered, one whose answer went back, one whose answer nobody has read yet.
async fn handed_over(town: &Town, mo: &Person, later: &[String]) {
    let (supervisor, housing) = (town.supervisor("小满").await, town.staff(Role::Department, "谷秋").await);
    for (n, id) in later.iter().take(3).enumerate() {
        let order = json!({
            "department": "housing", "order_text": Cage::Order.canary(n + 1), "version": mo.sees(id).await
        });
        supervisor.post(&format!("/questions/{id}/order")).json(order).await.ok();
        if n == 0 {
            continue;
        }
        let text = Cage::Answer.canary(n + 1);
        let answer = json!({ "text": text, "signed_by": "何局长", "version": mo.sees(id).await });
        housing.post(&format!("/questions/{id}/answer")).json(answer).await.ok();
        if n == 1 {
            let back = json!({ "verdict": "return", "reason": "没说哪一天", "version": mo.sees(id).await });
            supervisor.post(&format!("/questions/{id}/answer/review")).json(back).await.ok();
        }
    }
}
