//! 身份核验: what an inquiry wants is proved by its device, kept sealed for as long as it must be, and shown to nobody.

mod call_back;
mod elsewhere;
mod kept;
mod phone;
mod policy;

use serde_json::json;
use wenzheng::domain::{
    identity::Identity,
    inquiry::{Inquiry, Phase},
};

use crate::kit::{Answer, Person, Town, gateway::Gateway};

const TEXT: &str = "柳岸小区3号楼电梯停了三个月";
const NUMBER: &str = "13800138000";

/// An inquiry whose askers are confirmed by a way, and the houses outside.
async fn wanting(town: &Town, way: Identity) -> (Inquiry, Gateway) {
    let gateway = Gateway::open(town).await;
    let inquiry = town.inquiry(Phase::Collecting).await;
    town.confirms_by(&inquiry, way).await;
    (inquiry, gateway)
}

impl Person {
    /// Has a code sent.
    async fn wants_code(&self, inquiry: &Inquiry, number: &str) -> Answer {
        self.post(&format!("/inquiries/{}/identity/phone", inquiry.slug)).json(json!({ "phone": number })).await
    }

    /// Types it in.
    async fn types_code(&self, inquiry: &Inquiry, number: &str, code: &str) -> Answer {
        let typed = json!({ "phone": number, "code": code });
        self.post(&format!("/inquiries/{}/identity/phone/confirmation", inquiry.slug)).json(typed).await
    }

    /// Asks, whatever comes of it.
    async fn tries(&self, inquiry: &Inquiry) -> Answer {
        self.writes(inquiry, json!({ "text": TEXT })).await
    }
}

/// A device whose number is confirmed.
async fn confirmed(town: &Town, inquiry: &Inquiry, gateway: &Gateway, number: &str) -> Person {
    let asker = town.visitor();
    asker.wants_code(inquiry, number).await.ok();
    asker.types_code(inquiry, number, &gateway.code(number)).await.ok();
    asker
}
