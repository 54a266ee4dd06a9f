//! The stage: a studio with its people, and what everybody outside can read.

mod air;
mod asking;
mod cards;
mod checks;
mod delay;
mod failure;
mod host;
mod pairs;
mod screens;
mod sealed;
mod signed;

use serde_json::{Value, json};
use wenzheng::{
    domain::{
        inquiry::{Inquiry, Phase},
        stream::Stream,
    },
    store::{delays, sql},
};

use crate::kit::{Answer, Asked, Ear, Person, Town, journal};

/// Where the stage stream stands.
async fn stage_head(town: &Town, inquiry: &Inquiry) -> u64 {
    journal::lines(&town.app(), &inquiry.id, Stream::Stage, "").await.len() as u64
}

/// A live inquiry with a moderator, two directors, and somebody who asks.
struct Studio {
    town: Town,
    inquiry: Inquiry,
    asker: Person,
    moderator: Person,
    director: Person,
    other: Person,
}

impl Studio {
    async fn live(town: &Town) -> Self {
        Self::at(town, Phase::Live).await
    }

    async fn at(town: &Town, phase: Phase) -> Self {
        Self {
            town: town.clone(),
            inquiry: town.inquiry(phase).await,
            asker: town.visitor(),
            moderator: town.moderator("谷雨").await,
            director: town.director("清明").await,
            other: town.director("霜降").await,
        }
    }

    fn path(&self, what: &str) -> String {
        format!("/inquiries/{}/{what}", self.inquiry.slug)
    }

    async fn published(&self, text: &str) -> Asked {
        let asked = self.asker.asks(&self.inquiry, text).await;
        self.moderator.approves(&asked.id, &format!("{text}？")).await;
        asked
    }

    /// A published question in the running order, its air text approved; the item's id.
    async fn ready(&self, text: &str) -> (Asked, String) {
        let asked = self.published(text).await;
        self.writes_air(&asked.id, text).await.ok();
        self.approves_air(&self.other, &asked.id, json!({})).await.ok();
        let added = self.director.post(&self.path("rundown/items")).json(json!({ "question": asked.id })).await.ok();
        (asked, added["id"].as_str().expect("an item").to_owned())
    }

    async fn writes_air(&self, id: &str, text: &str) -> Answer {
        let version = self.moderator.sees(id).await;
        let body = json!({ "text": text, "version": version });
        self.director.put(&format!("/questions/{id}/air")).json(body).await
    }

    async fn approves_air(&self, who: &Person, id: &str, mut more: Value) -> Answer {
        more["version"] = self.moderator.sees(id).await.into();
        who.post(&format!("/questions/{id}/air/approval")).json(more).await
    }

    async fn takes(&self, believed: Option<&str>) -> Answer {
        self.director.post(&self.path("take")).json(json!({ "believed": believed })).await
    }

    async fn rundown(&self) -> Value {
        self.director.get(&self.path("rundown")).await.ok()
    }

    async fn clears(&self, outcome: Option<&str>) -> Value {
        self.director.post(&self.path("clear")).json(json!({ "outcome": outcome })).await.ok()
    }

    async fn pulls(&self, item: &str) -> Answer {
        let body = json!({ "item": item, "code": "privacy", "asked_by": "值班领导", "how": "电话" });
        self.director.post(&self.path("pull")).json(body).await
    }

    /// Lets time pass and everything that is due be released.
    async fn wait(&self, millis: i64) {
        self.town.wait(millis);
        wenzheng::chores::release::release_due(&self.town.app()).await.expect("what is due is released");
        // The house's own round may have been first and be still at it.
        let waiting = async {
            loop {
                let app = self.town.app();
                let mut tx = app.store.read().await.expect("the store is read");
                if delays::due(&mut tx, app.now()).await.expect("it is read").is_empty() {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(crate::kit::DEADLINE, waiting).await.expect("what is due is released");
    }

    async fn public_lines(&self) -> Vec<Value> {
        journal::lines(&self.town.app(), &self.inquiry.id, Stream::Public, "").await
    }

    async fn mailbox(&self) -> Vec<Value> {
        let token = self.asker.token.as_deref().expect("a device has a token");
        let visitor = self.town.app().vault.visitor(token).expect("it is ours");
        journal::lines(&self.town.app(), &self.inquiry.id, Stream::Mailbox, visitor.as_str()).await
    }

    /// Everything that anybody outside can read of a question, as one text.
    async fn everything_public(&self, asked: &Asked) -> String {
        let nobody = self.town.nobody();
        let slug = &self.inquiry.slug;
        let mut all = String::new();
        for path in [
            format!("/questions/{}", asked.id),
            format!("/inquiries/{slug}"),
            format!("/inquiries/{slug}/questions"),
            format!("/inquiries/{slug}/questions?sort=seconds"),
            format!("/inquiries/{slug}/streams/public/snap"),
            format!("/inquiries/{slug}/streams/public/live?after=0"),
        ] {
            all += &nobody.get(&path).await.text;
        }
        for path in [format!("/i/{slug}"), format!("/q/{}", asked.id)] {
            all += &nobody.request(reqwest::Method::GET, &path).await.text;
        }
        all += &self.asker.own(asked).await.to_string();
        all += &json!(self.public_lines().await).to_string();
        all + &json!(self.mailbox().await).to_string()
    }
}

impl Studio {
    async fn phase(&self, phase: &str, version: i64) -> Answer {
        self.director.post(&self.path("phase")).json(json!({ "phase": phase, "version": version })).await
    }

    /// A question stored while the door is shut, published by the moderator.
    async fn asker_through_the_back_door(&self, text: &str) -> String {
        let app = self.town.app();
        self.phase_in_store("collecting").await;
        let asked = self.published(text).await;
        self.phase_in_store("ready").await;
        drop(app);
        asked.id
    }

    async fn phase_in_store(&self, phase: &str) {
        let app = self.town.app();
        let mut tx = app.store.write(wenzheng::store::Lane::Act).await.expect("a write begins");
        let text = sql("update inquiry set phase = $1 where id = $2").bind(phase).bind(self.inquiry.id.as_str());
        text.run(&mut tx).await.expect("it is changed");
        tx.commit().await.expect("it is kept");
    }

    async fn screen(&self, kind: &str) -> ScreenLink {
        let opened =
            self.director.post(&self.path("screens")).json(json!({ "kind": kind, "label": "一号屏" })).await.ok();
        let key = opened["key"].as_str().expect("a key").to_owned();
        assert!(opened["link"].as_str().is_some_and(|link| link.ends_with(&format!("/screen/{key}"))));
        ScreenLink { town: self.town.clone(), slug: self.inquiry.slug.clone(), key }
    }
}

/// A display that has nothing but its link.
struct ScreenLink {
    town: Town,
    slug: String,
    key: String,
}

impl ScreenLink {
    async fn get(&self) -> Answer {
        self.town.nobody().request(reqwest::Method::GET, &format!("/screen/{}/state", self.key)).await
    }

    async fn state(&self) -> Value {
        self.get().await.ok()
    }

    async fn paints(&self, item: Option<&str>, version: i64) {
        let path = format!("/screen/{}/painted", self.key);
        let call = self.town.nobody().request(reqwest::Method::POST, &path);
        call.json(json!({ "item": item, "version": version })).await.ok();
    }

    fn ear(&self) -> Ear {
        Ear::new(&self.town.nobody(), &self.slug, &format!("stage&screen={}", self.key))
    }
}
