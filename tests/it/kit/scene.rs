//! A scene for whoever walks over every call: something behind each `{name}` of a path, and a body that each call takes.

use serde_json::{Value, json};
use wenzheng::{
    domain::{
        happening::Actor,
        inquiry::{Inquiry, Phase},
        role::{Deed, Role},
    },
    http::Who,
    office::{
        house::crew,
        import::take_in::{File, take_in},
    },
    server::DEEDS,
};

use super::{Asked, Person, Town};

/// An inquiry with published questions, decisions, a promise and a question that a department owes.
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
    /// The director.
    pub director: Person,
    /// The message behind `/messages/{id}`.
    pub message: String,
    /// The screen behind `{screen}`.
    pub screen: String,
    /// The key in that screen's link.
    pub screen_key: String,
    /// The decision behind `/decisions/{id}`.
    pub decision: String,
    /// What is contested behind `/contests/{id}`: about the question, at version 1.
    pub contest: String,
    /// Who leads the desk.
    pub lead: Person,
    /// The supervisor who confirmed.
    pub supervisor: Person,
    /// The scribe who caught.
    pub scribe: Person,
    /// The officer of the department that owes.
    pub housing: Person,
    /// The promise behind `/commitments/{id}`: accepted by the department, at version 4.
    pub commitment: String,
    /// The question that the department owes, at version 3.
    pub owed: Asked,
    /// Somebody of the office.
    pub clerk: Person,
    /// Somebody who audits.
    pub auditor: Person,
    /// Behind `/people/{id}`: somebody who only stands there, and their grant.
    pub bystander: (String, String),
    /// The photo behind `/photos/{id}`: the question's, waiting.
    pub photo: String,
    /// The report of trouble behind `/harassments/{id}`.
    pub harassment: String,
    /// The file behind `/imports/{id}`.
    pub import: String,
    /// The sealed scan behind `/scans/{id}`: of the order of the question that is owed.
    pub scan: String,
}

fn id_of(body: Value) -> String {
    body["id"].as_str().expect("it has an id").to_owned()
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

/// A number under which an office sends a document this year.
pub fn office_number(serial: u32) -> String {
    format!("望人办〔{}〕{serial}号", this_year())
}

/// The year that the house's clock shows.
pub fn this_year() -> i16 {
    wenzheng::app::clock::Clock::default().now().date_in(&jiff::tz::TimeZone::UTC).year()
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
        let director = town.director("清明").await;
        let say = json!({ "to": "host", "text": "问时限" });
        let message = id_of(director.post(&format!("/inquiries/{}/messages", inquiry.slug)).json(say).await.ok());
        let screen = json!({ "kind": "prompter" });
        let screen = director.post(&format!("/inquiries/{}/screens", inquiry.slug)).json(screen).await.ok();
        let (screen_key, screen) = (screen["key"].as_str().expect("a key").to_owned(), id_of(screen));
        let clerk = town.staff(Role::Clerk, "白露").await;
        let auditor = town.staff(Role::Auditor, "霜降").await;
        town.staff(Role::Operator, "旁人").await;
        let all = clerk.get("/people").await.ok();
        let stands = all.as_array().expect("a list").iter().find(|one| one["name"] == "旁人").expect("they are there");
        let contested = json!({ "claim": "untrue", "text": "电梯上周已经修好了" });
        let contest = id_of(asker.post(&format!("/questions/{}/contests", question.id)).json(contested).await.ok());
        let lead = town.staff(Role::Lead, "小满").await;
        let text = |it: &Value| it.as_str().expect("a text").to_owned();
        let bystander = (text(&stands["id"]), text(&stands["grants"][0]["id"]));
        let file = File { name: "热线.csv".into(), bytes: "工单号,内容\nA1,路灯半年不亮了\n".into() };
        let taken = take_in(&town.app(), &crew(), Actor::House, &inquiry.slug, "hotline", file).await;
        let import = taken.expect("the file is read").id.0;
        let (supervisor, scribe) = (town.supervisor("程立").await, town.staff(Role::Scribe, "苏芒").await);
        let housing = town.staff(Role::Department, "何苗").await;
        let owed = asker.asks(&inquiry, "柳岸小区二次供水发黄").await;
        moderator.approves(&owed.id, "柳岸小区二次供水为什么发黄？").await;
        let order = json!({ "department": "housing", "version": 2 });
        supervisor.post(&format!("/questions/{}/order", owed.id)).json(order).await.ok();
        asker.says(&owed, "harassed", json!({ "text": "有人上门让我撤回" })).await.ok();
        let today = supervisor.get("/today").await.ok();
        let harassment = today["harassed"][0]["id"].as_str().expect("it waits for a supervisor").to_owned();
        let caught = json!({ "quote": "三十天内修好", "lead": "housing", "due": "30天内" });
        let caught = scribe.post(&format!("/inquiries/{}/commitments", inquiry.slug)).json(caught).await.ok();
        let commitment = caught["id"].as_str().expect("a promise").to_owned();
        for (version, who, mut body) in [
            (1, &supervisor, json!({ "action": "confirm" })),
            (2, &supervisor, json!({ "action": "assign", "lead": "housing" })),
            (3, &housing, json!({ "action": "accept", "owner": "何苗" })),
        ] {
            body["version"] = json!(version);
            who.post(&format!("/commitments/{commitment}/actions")).json(body).await.ok();
        }
        let photo = id_of(asker.sends_photo(&question, super::camera::jpeg()).await.ok());
        let scan = reqwest::multipart::Part::bytes(b"%PDF-1.4".to_vec()).file_name("scan.pdf");
        let scan = reqwest::multipart::Form::new().part("file", scan);
        let sent = super::Call(supervisor.post(&format!("/questions/{}/scan", owed.id)).0.multipart(scan)).await;
        let scan = id_of(sent.ok());
        Self {
            photo,
            scan,
            inquiry,
            director,
            message,
            screen,
            screen_key,
            asker,
            moderator,
            question,
            other,
            decision,
            contest,
            lead,
            supervisor,
            scribe,
            housing,
            commitment,
            owed,
            clerk,
            auditor,
            bystander,
            harassment,
            import,
        }
    }

    /// Somebody of the scene who may make a call of the staff.
    pub fn who_may(&self, whos: &[Who]) -> &Person {
        let may = |deed: Deed| whos.contains(&Who::Staff(deed));
        match () {
            () if may(Deed::LeadDesk) => &self.lead,
            () if may(Deed::Direct) => &self.director,
            () if may(Deed::Supervise) => &self.supervisor,
            () if may(Deed::Capture) => &self.scribe,
            () if may(Deed::Answer) => &self.housing,
            () if may(Deed::Administer) => &self.clerk,
            () if may(Deed::Audit) => &self.auditor,
            () => &self.moderator,
        }
    }

    /// The path with something behind each name.
    pub fn fill(&self, path: &str) -> String {
        let id = match path {
            _ if path.starts_with("/decisions/") => &self.decision,
            _ if path.starts_with("/contests/") => &self.contest,
            _ if path.contains("photos/{id}") => &self.photo,
            _ if path.starts_with("/messages/") => &self.message,
            _ if path.starts_with("/commitments/") => &self.commitment,
            _ if path.starts_with("/people/") => &self.bystander.0,
            _ if path.starts_with("/harassments/") => &self.harassment,
            _ if path.starts_with("/imports/") => &self.import,
            _ if path.starts_with("/scans/") => &self.scan,
            "/questions/{id}/answer"
            | "/questions/{id}/scan"
            | "/questions/{id}/return"
            | "/questions/{id}/whose"
            | "/questions/{id}/told"
            | "/questions/{id}/notices"
            | "/questions/{id}/answer/review"
            | "/questions/{id}/order"
            | "/questions/{id}/flat"
            | "/questions/{id}/flat-request"
            | "/questions/{id}/dispatch" => &self.owed.id,
            _ => &self.question.id,
        };
        let slug = match path {
            "/programmes/{slug}" => "minhuwoying",
            "/departments/{slug}" => "housing",
            _ => &self.inquiry.slug,
        };
        let filled = path
            .replace("{slug}", slug)
            .replace("{grant}", &self.bystander.1)
            .replace("{id}", id)
            .replace("{receipt}", &self.question.receipt)
            .replace("{screen}", &self.screen)
            .replace("{epoch}", "k3f9")
            .replace("{from}", "1");
        assert!(!filled.contains('{'), "nothing stands for a name in {path}: teach the scene");
        match path {
            "/inquiries/{slug}/look-alikes" => format!("{filled}?text=电梯又停了"),
            "/questions/{id}/merge" => format!("{filled}?version=2"),
            "/workdays" => format!("{filled}?from=2026-09-24&n=5&explain=1"),
            _ => filled,
        }
    }

    /// A page's address with something behind each name.
    pub fn fill_page(&self, path: &str) -> String {
        let id = match path {
            _ if path.contains("{key}") => &self.screen_key,
            _ if path.contains("photos/{id}") => &self.photo,
            _ if path.contains("{receipt}") => &self.question.receipt,
            _ if path.contains("/c/{id}") => &self.commitment,
            _ if path.contains("/h/{id}") => &self.harassment,
            _ if path.contains("/people/{id}") => &self.bystander.0,
            _ if path.contains("/imports/{id}") => &self.import,
            _ if path.starts_with("/q/") => &self.question.id,
            _ => &self.owed.id,
        };
        let slug = match path {
            _ if path.contains("/programmes/") => "minhuwoying",
            _ if path.contains("/departments/") => "housing",
            _ => &self.inquiry.slug,
        };
        super::pages::fill(&path.replace("{grant}", &self.bystander.1), slug, id)
    }

    /// A body that the call takes; where it names a version, the one of the scene.
    pub fn body(&self, method: &str, path: &str) -> Option<Value> {
        let body = match (method, path) {
            ("PUT", "/questions/{id}/air") => json!({ "text": "3号楼电梯何时修好？", "version": 2 }),
            ("PUT", "/inquiries/{slug}/rundown") => json!({ "items": [], "version": 1 }),
            ("PUT", "/questions/{id}/translation") => json!({ "text": "3号楼电梯停了三个月", "version": 0 }),
            ("GET" | "DELETE" | "PUT", _) => return None,
            (_, "/inquiries/{slug}/sign-off" | "/inquiries/{slug}/sign-off/scan") => return None,
            (_, "/questions/{id}/air/correction") => json!({ "text": "3号楼电梯何时修好？", "version": 2 }),
            (_, "/questions/{id}/air/approval") => json!({ "version": 2 }),
            (_, "/questions/{id}/spot-verdict") => json!({ "verdict": "partly", "version": 0 }),
            (_, "/inquiries/{slug}/rundown/items") => json!({ "title": "开场短片", "planned_s": 90 }),
            (_, "/inquiries/{slug}/take") => json!({ "believed": null }),
            (_, "/inquiries/{slug}/clear") => json!({ "outcome": "answered" }),
            (_, "/inquiries/{slug}/late-takes") => json!({ "item": "0", "at": 1 }),
            (_, "/inquiries/{slug}/helm") => json!({ "page": "一号台" }),
            (_, "/inquiries/{slug}/checks") => json!({ "point": "backup" }),
            (_, "/inquiries/{slug}/card") => json!({ "kind": null }),
            (_, "/inquiries/{slug}/graphic") => json!({ "shown": false }),
            (_, "/inquiries/{slug}/dump" | "/messages/{id}/ack") => json!({}),
            (_, "/inquiries/{slug}/pull") => {
                json!({ "item": "0", "code": "named", "asked_by": "值班领导", "how": "电话" })
            }
            (_, "/inquiries/{slug}/phase") => json!({ "phase": "curating", "version": 2 }),
            (_, "/inquiries/{slug}/messages") => json!({ "to": "studio", "text": "最后一题" }),
            (_, "/inquiries/{slug}/screens") => json!({ "kind": "confidence", "label": "返送屏" }),
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
            (_, "/inquiries/{slug}/unsealing") => json!({ "version": 1, "notice": "应群众要求放开。" }),
            (_, "/people") => json!({ "name": "立冬" }),
            (_, "/people/{id}/grants") => json!({ "version": 1, "role": "host" }),
            (_, "/inquiries/{slug}/open" | "/people/{id}/grants/{grant}/end" | "/people/{id}/end") => {
                json!({ "version": 2 })
            }
            (_, "/imports/{id}/mapping") => json!({ "version": 1, "map": { "text": "内容" } }),
            (_, "/imports/{id}/run") => json!({ "version": 2 }),
            (
                _,
                "/visitors"
                | "/questions/{id}/hold"
                | "/receipts/{receipt}/withdraw"
                | "/receipts/{receipt}/erasure"
                | "/receipts/{receipt}/full-erasure",
            ) => {
                json!({})
            }
            (_, "/questions/{id}/contests" | "/commitments/{id}/contests") => {
                json!({ "claim": "it_is_me", "text": "里面说的人就是我" })
            }
            (_, "/contests/{id}/answer") => {
                json!({ "ruling": "declined", "sentence": "看过材料，没有不实。", "version": 1 })
            }
            (_, "/inquiries/{slug}/gate") => {
                json!({ "gate": "slowed", "sentence": "提问的人很多，慢一点收。", "version": 0 })
            }
            (_, "/inquiries/{slug}/hall") => json!({ "belongs": true, "version": 0 }),
            (_, "/receipts/{receipt}/photos") => return None,
            (_, "/inquiries/{slug}/identity/phone") => json!({ "phone": "13800138000" }),
            (_, "/inquiries/{slug}/identity/phone/confirmation") => json!({ "phone": "13800138000", "code": "000000" }),
            (_, "/questions/{id}/called-back") => json!({ "version": 2 }),
            (_, "/questions/{id}/network") => json!({ "reason": "公安来函依法调取" }),
            (_, "/photos/{id}/judgement") => json!({ "passes": true, "version": 1 }),
            (_, "/inquiries/{slug}/next") => json!({}),
            (_, "/questions/{id}/alarm/take") => json!({}),
            (_, "/questions/{id}/alarm/end") => json!({ "passed_to": "fire", "done": "已报119" }),
            (_, "/inquiries/{slug}/clues") => json!({ "text": "电话里说电梯坏了", "source": "hotline" }),
            (_, "/inquiries/{slug}/questions" | "/receipts/{receipt}/completion" | "/receipts/{receipt}/appeal") => {
                json!({ "text": "五个字以上" })
            }
            (_, "/receipts/{receipt}/harassed") => json!({ "text": "有人上门让我撤回" }),
            (_, "/receipts/{receipt}/flat") => json!({ "request": "none", "agree": false, "version": 1 }),
            (_, "/telltales") => json!({ "text": "我是三单元唯一的租户" }),
            (_, "/questions/{id}/flat") => return None,
            (_, "/questions/{id}/flat-request") => json!({ "reason": "上门查看水压", "version": 0 }),
            (_, "/harassments/{id}/take") => json!({ "version": 1 }),
            (_, "/harassments/{id}/answer") => json!({ "text": "已约谈物业公司", "version": 1 }),
            (_, "/receipts/{receipt}/rating") => json!({ "answer": "fair", "handling": "fair" }),
            (_, "/questions/{id}/decision") => json!({ "action": "later", "version": 2 }),
            (_, "/decisions/{id}/undo") => json!({ "version": 2, "reason": "看错了" }),
            (_, "/inquiries/{slug}/bulk") => {
                json!({ "action": "later", "items": [{ "id": self.question.id, "version": 2 }] })
            }
            (_, "/questions/{id}/merge") => json!({ "into": self.other.id, "version": 2 }),
            (_, "/questions/{id}/appeal-decision") => json!({ "action": "uphold", "version": 2, "note": "看过材料" }),
            (_, "/questions/{id}/reveal") => json!({ "reason": "核实楼栋号" }),
            (_, "/inquiries/{slug}/marks" | "/inquiries/{slug}/presence" | "/commitments/{id}/evidence") => json!({}),
            (_, "/commitments/{id}/scan" | "/questions/{id}/scan") => json!({}),
            (_, "/commitments/{id}/told" | "/questions/{id}/told" | "/inquiries/{slug}/told") => {
                json!({ "notice": "urge", "to": "住建局办公室", "way": "wechat" })
            }
            (_, "/inquiries/{slug}/commitments") => json!({ "quote": "国庆以前清开" }),
            // Nobody's action, so that who has a part gets past the door and nothing else happens.
            (_, "/commitments/{id}/actions") => json!({ "action": "none", "version": 4 }),
            (_, "/questions/{id}/dispatch" | "/commitments/{id}/dispatch") => {
                json!({ "number": office_number(12), "version": 0 })
            }
            (_, "/questions/{id}/order") => json!({ "department": "housing", "version": 3 }),
            (_, "/questions/{id}/return") => json!({ "reason": "不归我们", "version": 3 }),
            (_, "/questions/{id}/answer") => json!({ "text": "已换滤芯", "signed_by": "何局长", "version": 3 }),
            (_, "/questions/{id}/answer/review") => json!({ "verdict": "accept", "version": 4 }),
            (_, "/inquiries/{slug}/closing") => json!({ "items": [{ "id": self.owed.id, "version": 3 }] }),
            (_, "/workdays") => json!({ "text": "2031-01-01,off,元旦" }),
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
