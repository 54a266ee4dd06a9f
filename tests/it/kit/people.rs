//! The people of a town, and what they do.

use serde_json::{Value, json};
use wenzheng::{
    crew::token,
    domain::{id::VisitorId, inquiry::Inquiry, role::Role},
};

use super::{Answer, Call, Town, town::DEPARTMENTS};

/// Somebody with or without a credential.
#[derive(Clone)]
pub struct Person {
    /// Where they live.
    pub town: Town,
    /// Their name; empty for a device of the public.
    pub name: String,
    /// What they show.
    pub token: Option<String>,
}

/// A question that was stored, with its receipt.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The question.
    pub id: String,
    /// Ten digits.
    pub receipt: String,
    /// Six digits.
    pub code: String,
    /// For the link.
    pub secret: String,
}

impl Asked {
    /// Reads what was answered.
    pub fn of(body: &Value) -> Self {
        let text = |name: &str| body[name].as_str().expect("a receipt is whole").to_owned();
        Self { id: text("id"), receipt: text("receipt"), code: text("code"), secret: text("secret") }
    }
}

impl Town {
    /// Somebody who shows nothing.
    pub fn nobody(&self) -> Person {
        Person { town: self.clone(), name: String::new(), token: None }
    }

    /// A new device.
    pub fn visitor(&self) -> Person {
        Person { token: Some(self.app().vault.visitor_token()), ..self.nobody() }
    }

    /// Somebody of the staff with a role in the whole house; a department's officer speaks for the first department.
    pub async fn staff(&self, role: Role, name: &str) -> Person {
        let department = (role == Role::Department).then(|| DEPARTMENTS[0].0.to_owned());
        self.granted(token::Wanted { role: role.word(), name: name.into(), inquiry: None, department }).await
    }

    /// One of the staff in each role, and beside the officer of an organ one of a company.
    pub async fn one_of_each_role(&self) -> Vec<(Role, Person)> {
        let mut staff = Vec::new();
        for &role in Role::ALL {
            staff.push((role, self.staff(role, &format!("一位{}", role.word())).await));
        }
        let (role, department) = (Role::Department, Some("water".to_owned()));
        let wanted = token::Wanted { role: role.word(), name: "供水公司的人".into(), inquiry: None, department };
        staff.push((role, self.granted(wanted).await));
        staff
    }

    /// Somebody of the staff whose role is wanted just so.
    pub async fn granted(&self, wanted: token::Wanted) -> Person {
        let token = token::token(&self.app(), &wanted).await.expect("a token is made");
        Person { name: wanted.name, token: Some(token), ..self.nobody() }
    }

    /// 审核员.
    pub async fn moderator(&self, name: &str) -> Person {
        self.staff(Role::Moderator, name).await
    }

    /// 导播.
    pub async fn director(&self, name: &str) -> Person {
        self.staff(Role::Director, name).await
    }

    /// 督办.
    pub async fn supervisor(&self, name: &str) -> Person {
        self.staff(Role::Supervisor, name).await
    }
}

impl Person {
    /// Whether they show themselves as a device of the public.
    pub fn is_visitor(&self) -> bool {
        self.token.as_ref().is_some_and(|token| token.starts_with("wzv_"))
    }

    /// The device that they are.
    pub fn visitor_id(&self) -> VisitorId {
        // A device's token is a prefix, its id of 32 digits, and our signature.
        let id = self.token.as_deref().and_then(|token| token.strip_prefix("wzv_")?.get(..32));
        VisitorId::from(id.expect("a device of the public"))
    }

    /// A call under `/api/v1`.
    pub fn call(&self, method: reqwest::Method, path: &str) -> Call {
        self.request(method, &format!("/api/v1{path}"))
    }

    /// A call to any address of the house.
    pub fn request(&self, method: reqwest::Method, path: &str) -> Call {
        let request = self.town.http().request(method, format!("http://{}{path}", self.town.address()));
        Call(match &self.token {
            None => request,
            Some(token) => request.bearer_auth(token),
        })
    }

    /// Reads.
    pub fn get(&self, path: &str) -> Call {
        self.call(reqwest::Method::GET, path)
    }

    /// Posts; without a body, an empty one.
    pub fn post(&self, path: &str) -> Call {
        self.call(reqwest::Method::POST, path)
    }

    /// Puts.
    pub fn put(&self, path: &str) -> Call {
        self.call(reqwest::Method::PUT, path)
    }

    /// Deletes.
    pub fn delete(&self, path: &str) -> Call {
        self.call(reqwest::Method::DELETE, path)
    }

    /// Asks, under a key of its own.
    pub async fn asks(&self, inquiry: &Inquiry, text: &str) -> Asked {
        Asked::of(&self.writes(inquiry, json!({ "text": text })).await.ok())
    }

    /// Sends what was written, under a key of its own.
    pub async fn writes(&self, inquiry: &Inquiry, written: Value) -> Answer {
        let key = uuid::Uuid::now_v7().to_string();
        self.post(&format!("/inquiries/{}/questions", inquiry.slug)).json(written).key(&key).await
    }

    /// 我也遇到: the count afterwards.
    pub async fn seconds(&self, id: &str) -> i64 {
        let counted = self.put(&format!("/questions/{id}/second")).await.ok();
        counted["seconds"].as_i64().expect("a count")
    }

    /// No longer: the count afterwards.
    pub async fn takes_back(&self, id: &str) -> i64 {
        let counted = self.delete(&format!("/questions/{id}/second")).await.ok();
        counted["seconds"].as_i64().expect("a count")
    }

    /// One question as the desk sees it.
    pub async fn card(&self, id: &str) -> Value {
        self.get(&format!("/questions/{id}/desk")).await.ok()
    }

    /// The version of a question that they would see at the desk now.
    pub async fn sees(&self, id: &str) -> i64 {
        self.card(id).await["line"]["version"].as_i64().expect("a version")
    }

    /// Decides on what they see now. `more` adds reason, public text or note.
    pub async fn decides(&self, id: &str, action: &str, more: Value) -> Answer {
        let mut body = json!({ "action": action, "version": self.sees(id).await });
        if let Some(more) = more.as_object() {
            body.as_object_mut().expect("it is an object").extend(more.clone());
        }
        self.post(&format!("/questions/{id}/decision")).json(body).await
    }

    /// Publishes with a public text.
    pub async fn approves(&self, id: &str, public_text: &str) -> Value {
        self.decides(id, "approve", json!({ "public_text": public_text })).await.ok()
    }

    /// Does not take it up.
    pub async fn rejects(&self, id: &str, reason: &str) -> Value {
        self.decides(id, "reject", json!({ "reason": reason })).await.ok()
    }

    /// Puts one question under another.
    pub async fn merges(&self, id: &str, into: &str) -> Answer {
        let body = json!({ "into": into, "version": self.sees(id).await });
        self.post(&format!("/questions/{id}/merge")).json(body).await
    }

    /// Takes it out again.
    pub async fn unmerges(&self, id: &str) -> Answer {
        self.delete(&format!("/questions/{id}/merge?version={}", self.sees(id).await)).await
    }

    /// The asker's own question.
    pub async fn own(&self, asked: &Asked) -> Value {
        self.get(&format!("/receipts/{}", asked.receipt)).secret(&asked.secret).await.ok()
    }

    /// The asker does something with their own question.
    pub fn says(&self, asked: &Asked, what: &str, body: Value) -> Call {
        self.post(&format!("/receipts/{}/{what}", asked.receipt)).secret(&asked.secret).json(body)
    }

    /// What everybody reads of a question.
    pub async fn public(&self, id: &str) -> Answer {
        self.get(&format!("/questions/{id}")).await
    }
}
