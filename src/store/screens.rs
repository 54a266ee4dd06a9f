//! The shelf of screens: displays with their own link, of which only the key's hash is kept.

use super::{Error, Result, Tx, sql};
use crate::domain::{
    id::{InquiryId, ItemId, ScreenId},
    moment::Moment,
    words::words,
};

words! {
    /// What a screen shows.
    ScreenKind {
        /// 提词器: what the host reads.
        Prompter,
        /// 返送屏: question, clock and message for the studio.
        Confidence,
        /// 下三分之一: graphics over the picture.
        LowerThird,
        /// 角标: the way to the audience's page, as a square code in the corner of the picture.
        Corner,
    }
}

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Screen {
    /// Its id.
    pub id: ScreenId,
    /// In which inquiry.
    pub inquiry: InquiryId,
    /// What it shows.
    pub kind: ScreenKind,
    /// What the gallery calls it.
    pub label: String,
    /// The hash of its key.
    pub key_hash: String,
    /// When its link was made.
    pub made_at: Moment,
    /// When its link was taken back.
    pub revoked_at: Option<Moment>,
    /// When it was last heard of.
    pub seen_at: Option<Moment>,
    /// The item that it painted.
    pub painted_item: Option<ItemId>,
    /// The version of the running order that it painted.
    pub painted_version: Option<i64>,
    /// When it painted that.
    pub painted_at: Option<Moment>,
    /// How long after the gesture, in milliseconds.
    pub painted_lag_ms: Option<i64>,
    /// The characters of the show that it cannot draw; none before it said so.
    pub cannot_draw: Option<String>,
}

impl Screen {
    /// What replay needs of it.
    pub fn after(&self) -> serde_json::Value {
        serde_json::json!({ "kind": self.kind, "revoked": self.revoked_at.is_some() })
    }
}

/// Stores a screen.
pub async fn insert(tx: &mut Tx, screen: &Screen) -> Result<()> {
    sql("insert into screen (id, inquiry, kind, label, key_hash, made_at) values ($1, $2, $3, $4, $5, $6)")
        .bind(screen.id.as_str())
        .bind(screen.inquiry.as_str())
        .bind(screen.kind.word())
        .bind(&screen.label)
        .bind(&screen.key_hash)
        .bind(screen.made_at)
        .run(tx)
        .await
        .map(drop)
}

/// The screen whose key has this hash, unless its link was taken back.
pub async fn by_key(tx: &mut Tx, key_hash: &str) -> Result<Option<Screen>> {
    sql("select * from screen where key_hash = $1 and revoked_at is null").bind(key_hash).maybe(tx).await
}

/// One screen.
pub async fn get(tx: &mut Tx, id: &ScreenId) -> Result<Option<Screen>> {
    sql("select * from screen where id = $1").bind(id.as_str()).maybe(tx).await
}

/// Every screen of an inquiry, revoked ones too.
pub async fn of_inquiry(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Screen>> {
    sql("select * from screen where inquiry = $1 order by id").bind(inquiry.as_str()).all(tx).await
}

/// Takes a link back, for good; `Stale` when that was done before.
pub async fn revoke(tx: &mut Tx, id: &ScreenId, at: Moment) -> Result<()> {
    let done = sql("update screen set revoked_at = $1 where id = $2 and revoked_at is null")
        .bind(at)
        .bind(id.as_str())
        .run(tx)
        .await?;
    if done == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Notes what a screen painted, and that it is alive. The lag stays that of the first time it painted this.
pub async fn painted(
    tx: &mut Tx,
    id: &ScreenId,
    item: Option<&ItemId>,
    version: i64,
    at: Moment,
    lag_ms: Option<i64>,
) -> Result<()> {
    sql("update screen set seen_at = $1, painted_item = $2, painted_version = $3,
                painted_at = case when painted_version = $3 then painted_at else $1 end,
                painted_lag_ms = case when painted_version = $3 then painted_lag_ms else $4 end
         where id = $5")
    .bind(at)
    .bind(item.map(ItemId::as_str))
    .bind(version)
    .bind(lag_ms)
    .bind(id.as_str())
    .run(tx)
    .await
    .map(drop)
}

/// Notes which characters of the show a screen cannot draw.
pub async fn cannot_draw(tx: &mut Tx, id: &ScreenId, characters: &str) -> Result<()> {
    sql("update screen set cannot_draw = $1 where id = $2").bind(characters).bind(id.as_str()).run(tx).await.map(drop)
}
