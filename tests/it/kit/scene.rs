//! A scene for whoever walks over every call: something behind each `{name}` of a path, and a body that each call takes.

use serde_json::{Value, json};
use wenzheng::{
    domain::inquiry::{Inquiry, Phase},
    http::Who,
    server::DEEDS,
};

use super::{Asked, Person, Town};

/// An inquiry with two published questions, one that waits, and decisions.
pub struct Scene {
    /// The inquiry.
    pub inquiry: Inquiry,
    /// The device that asked everything.
    pub asker: Person,
    /// The moderator who decided.
    pub moderator: Person,
    /// The question behind `{id}`: published.
    pub question: Asked,
    /// Another published one.
    pub other: Asked,
    /// The decision behind `/decisions/{id}`.
    pub decision: String,
}

/// One call of the house.
pub type Call = (&'static str, &'static str, &'static [Who]);

/// Every call of the house, with who may make it.
pub fn calls() -> impl Iterator<Item = Call> {
    DEEDS.iter().copied().flatten().copied()
}

/// Every call that somebody of the staff makes.
pub fn staff_calls() -> impl Iterator<Item = Call> {
    calls().filter(|(.., whos)| whos.iter().any(|who| matches!(who, Who::Staff(_))))
}

impl Scene {
    /// Sets the scene.
    pub async fn new(town: &Town) -> Self {
        let (inquiry, asker) = (town.inquiry(Phase::Collecting).await, town.visitor());
        let moderator = town.moderator("谷雨").await;
        let question = asker.asks(&inquiry, "柳岸小区3号楼电梯停了三个月").await;
        let other = asker.asks(&inquiry, "柳岸小区3号楼电梯又停了").await;
        moderator.approves(&question.id, "柳岸小区3号楼电梯何时修好？").await;
        let decided = moderator.approves(&other.id, "柳岸小区3号楼电梯怎么又停了？").await;
        let decision = decided["decision"].as_str().expect("a decision").to_owned();
        Self { inquiry, asker, moderator, question, other, decision }
    }

    /// The path with something behind each name.
    pub fn fill(&self, path: &str) -> String {
        let id = if path.starts_with("/decisions/") { &self.decision } else { &self.question.id };
        let filled = path
            .replace("{slug}", &self.inquiry.slug)
            .replace("{id}", id)
            .replace("{receipt}", &self.question.receipt)
            .replace("{epoch}", "k3f9")
            .replace("{from}", "1");
        assert!(!filled.contains('{'), "nothing stands for a name in {path}: teach the scene");
        match path {
            "/inquiries/{slug}/look-alikes" => format!("{filled}?text=电梯又停了"),
            "/questions/{id}/merge" => format!("{filled}?version=2"),
            _ => filled,
        }
    }

    /// A body that the call takes; where it names a version, the one of the scene.
    pub fn body(&self, method: &str, path: &str) -> Option<Value> {
        let body = match (method, path) {
            ("GET" | "DELETE" | "PUT", _) => return None,
            (_, "/visitors" | "/questions/{id}/hold" | "/receipts/{receipt}/withdraw") => json!({}),
            (_, "/inquiries/{slug}/questions" | "/receipts/{receipt}/completion" | "/receipts/{receipt}/appeal") => {
                json!({ "text": "五个字以上" })
            }
            (_, "/receipts/{receipt}/harassed") => json!({ "text": "有人上门让我撤回" }),
            (_, "/receipts/{receipt}/rating") => json!({ "answer": "fair", "handling": "fair" }),
            (_, "/questions/{id}/decision") => json!({ "action": "later", "version": 2 }),
            (_, "/decisions/{id}/undo") => json!({ "version": 2, "reason": "看错了" }),
            (_, "/inquiries/{slug}/bulk") => {
                json!({ "action": "later", "items": [{ "id": self.question.id, "version": 2 }] })
            }
            (_, "/questions/{id}/merge") => json!({ "into": self.other.id, "version": 2 }),
            (_, "/questions/{id}/appeal-decision") => json!({ "action": "uphold", "version": 2, "note": "看过材料" }),
            (_, "/questions/{id}/reveal") => json!({ "reason": "核实楼栋号" }),
            _ => panic!("no body for {method} {path}: teach the scene"),
        };
        Some(body)
    }

    /// Makes the call as somebody, with the scene's body and under a key of its own.
    pub async fn call(&self, who: &Person, method: &str, path: &str) -> super::Answer {
        let method_name = method.parse().expect("a method");
        let call = who.call(method_name, &self.fill(path)).key(&uuid::Uuid::now_v7().to_string());
        match self.body(method, path) {
            None => call.await,
            Some(body) => call.json(body).await,
        }
    }
}
