//! What was promised: from the mark to the closing, the pictures that show it, the book that counts it, the questions left.

mod air;
mod book;
mod closing;
mod evidence;
mod life;
mod pages;
mod sending;
mod whose;

use serde_json::{Value, json};
use wenzheng::{
    crew::token,
    domain::{
        inquiry::{Inquiry, Phase},
        moment::seconds,
        role::Role,
    },
};

use crate::kit::{Answer, Person, Town};

/// How much later everybody hears what is said on air.
const DELAY_MS: i64 = seconds(20);

/// A town after a show, and everybody who has to do with a promise.
struct Cast {
    town: Town,
    inquiry: Inquiry,
    scribe: Person,
    supervisor: Person,
    housing: Person,
    verifier: Person,
}

impl Cast {
    async fn of(town: &Town, phase: Phase) -> Self {
        Self {
            town: town.clone(),
            inquiry: town.inquiry(phase).await,
            scribe: town.staff(Role::Scribe, "苏芒").await,
            supervisor: town.supervisor("程立").await,
            housing: town.staff(Role::Department, "何苗").await,
            verifier: town.staff(Role::Verifier, "罗秋").await,
        }
    }

    async fn of_department(&self, role: Role, name: &str, department: &str) -> Person {
        let wanted =
            token::Wanted { role: role.word(), name: name.into(), inquiry: None, department: Some(department.into()) };
        self.town.granted(wanted).await
    }

    /// Catches a promise of the first department with all five boxes, and lets the delay of the air pass.
    async fn catches(&self, more: Value) -> Value {
        let caught = self.catches_just_now(more).await;
        self.town.wait(DELAY_MS);
        caught
    }

    /// The same, spoken at this very moment.
    async fn catches_just_now(&self, more: Value) -> Value {
        let mut body = json!({
            "quote": "我们三十天内把电梯修好", "what": "柳岸小区3部电梯恢复运行", "lead": "housing",
            "person": "局长", "due": "30天内", "test": "三部电梯连续运行七天"
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.scribe.post(&format!("/inquiries/{}/commitments", self.inquiry.slug)).json(body).await.ok()
    }

    /// The version that staff would see now.
    async fn version(&self, id: &str) -> i64 {
        let file = self.supervisor.get(&format!("/commitments/{id}/file")).await.ok();
        file["version"].as_i64().unwrap()
    }

    /// Does something with the promise as it is now.
    async fn acts(&self, who: &Person, id: &str, action: &str, more: Value) -> Answer {
        let mut body = json!({ "action": action, "version": self.version(id).await });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        who.post(&format!("/commitments/{id}/actions")).json(body).await
    }

    /// A promise that was caught, confirmed, assigned and accepted.
    async fn accepted(&self) -> String {
        let id = self.catches(json!({})).await["id"].as_str().unwrap().to_owned();
        self.acts(&self.supervisor, &id, "confirm", json!({})).await.ok();
        self.acts(&self.supervisor, &id, "assign", json!({ "lead": "housing" })).await.ok();
        self.acts(&self.housing, &id, "accept", json!({ "owner": "何苗", "plan": "先换钢丝绳" })).await.ok();
        id
    }

    /// The same, reported done with a picture.
    async fn reported(&self) -> String {
        let id = self.accepted().await;
        let picture = self.sends_in(&self.housing, &id, crate::kit::camera::jpeg()).await.ok()["id"].clone();
        let report = json!({ "evidence": [picture], "note": "三部都修好了" });
        self.acts(&self.housing, &id, "report_done", report).await.ok();
        id
    }

    /// Sends in a picture.
    async fn sends_in(&self, who: &Person, id: &str, file: Vec<u8>) -> Answer {
        let part = reqwest::multipart::Part::bytes(file).file_name("IMG_0001.JPG");
        let form = reqwest::multipart::Form::new()
            .text("side", "after")
            .text("caption", "1号楼电梯")
            .text("taken_on", "2026-10-12")
            .part("photo", part);
        let call = who.post(&format!("/commitments/{id}/evidence"));
        crate::kit::Call(call.0.multipart(form)).await
    }

    /// What everybody reads of a promise.
    async fn public(&self, id: &str) -> Answer {
        self.town.nobody().get(&format!("/commitments/{id}")).await
    }
}
