//! A scene for whoever walks over every call: something behind each `{name}` of a path, and a body that each call takes.

use serde_json::{Value, json};
use wenzheng::{
    domain::{
        happening::Actor,
        inquiry::{Inquiry, Phase},
        role::Role,
    },
    http::Who,
    office::{
        house::crew,
        import::take_in::{File, take_in},
    },
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
    /// Somebody of the office.
    pub clerk: Person,
    /// Somebody who audits.
    pub auditor: Person,
    /// Behind `/people/{id}`: somebody who only stands there, and their grant.
    pub bystander: (String, String),
    /// The file behind `/imports/{id}`.
    pub import: String,
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
        let clerk = town.staff(Role::Clerk, "白露").await;
        let auditor = town.staff(Role::Auditor, "霜降").await;
        town.staff(Role::Operator, "旁人").await;
        let all = clerk.get("/people").await.ok();
        let stands = all.as_array().expect("a list").iter().find(|one| one["name"] == "旁人").expect("they are there");
        let text = |it: &Value| it.as_str().expect("a text").to_owned();
        let bystander = (text(&stands["id"]), text(&stands["grants"][0]["id"]));
        let file = File { name: "热线.csv".into(), bytes: "工单号,内容\nA1,路灯半年不亮了\n".into() };
        let taken = take_in(&town.app(), &crew(), Actor::House, &inquiry.slug, "hotline", file).await;
        let import = taken.expect("the file is read").id.0;
        Self { inquiry, asker, moderator, question, other, decision, clerk, auditor, bystander, import }
    }

    /// Who of the scene makes this call, where somebody of the staff must.
    pub fn maker(&self, whos: &[Who]) -> &Person {
        let may = |role: Role| whos.iter().any(|who| who.may(role));
        match () {
            () if may(Role::Moderator) => &self.moderator,
            () if may(Role::Clerk) => &self.clerk,
            () if may(Role::Auditor) => &self.auditor,
            () => &self.moderator,
        }
    }

    /// The path with something behind each name.
    pub fn fill(&self, path: &str) -> String {
        let id = match path.split('/').nth(1) {
            Some("decisions") => &self.decision,
            Some("people") => &self.bystander.0,
            Some("imports") => &self.import,
            _ => &self.question.id,
        };
        let slug = match path.split('/').nth(1) {
            Some("programmes") => "minhuwoying",
            Some("departments") => "housing",
            _ => &self.inquiry.slug,
        };
        let filled = path
            .replace("{slug}", slug)
            .replace("{grant}", &self.bystander.1)
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
            (_, "/inquiries/{slug}/imports" | "/people/{id}/invitation" | "/audit/verify") => return None,
            (_, "/programmes") => json!({ "slug": "minsheng", "name": "民生面对面", "organiser": "人大常委会" }),
            (_, "/programmes/{slug}") => json!({ "version": 1, "name": "民呼我应", "organiser": "人大常委会" }),
            (_, "/departments") => json!({ "slug": "jiaoyu", "name": "教育局", "kind": "organ" }),
            (_, "/departments/{slug}") => json!({ "version": 1, "name": "住建局", "kind": "organ" }),
            (_, "/inquiries") => json!({
                "slug": "xiaomen", "programme": "minhuwoying", "theme": "校门口的路", "starts_at": 2, "call_closes_at": 1
            }),
            (_, "/inquiries/{slug}/plan") => json!({ "version": 1, "theme": "加强物业管理" }),
            (_, "/inquiries/{slug}/interruption") => {
                json!({ "version": 2, "interruption": "postponed", "sentence": "暴雨，延期一周。" })
            }
            (_, "/people") => json!({ "name": "立冬" }),
            (_, "/people/{id}/grants") => json!({ "version": 1, "role": "host" }),
            (_, "/inquiries/{slug}/open" | "/people/{id}/grants/{grant}/end" | "/people/{id}/end") => {
                json!({ "version": 2 })
            }
            (_, "/imports/{id}/mapping") => json!({ "version": 1, "map": { "text": "内容" } }),
            (_, "/imports/{id}/run") => json!({ "version": 2 }),
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
