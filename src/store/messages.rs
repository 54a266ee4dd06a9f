//! The shelf of the director's messages: shown as unconfirmed until somebody says that they were read.

use super::{Error, Result, Tx, sql};
use crate::domain::{
    id::{InquiryId, MessageId, PersonId},
    moment::Moment,
    words::words,
};

words! {
    /// To whom a message goes.
    Addressee {
        /// The host: it stands on the prompter.
        Host,
        /// Everybody in the studio: it stands on the confidence screen.
        Studio,
    }
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// In which inquiry.
    pub inquiry: InquiryId,
    /// To whom.
    pub addressee: Addressee,
    /// What it says.
    pub text: String,
    /// Who sent it.
    pub by_person: PersonId,
    /// When.
    pub at: Moment,
    /// When it was acknowledged.
    pub acked_at: Option<Moment>,
    /// By whom: a person's name or a screen's label.
    pub acked_by: Option<String>,
}

impl Message {
    /// What replay needs of it.
    pub fn after(&self, digest: String) -> serde_json::Value {
        serde_json::json!({ "to": self.addressee, "text": digest, "acked": self.acked_at.is_some() })
    }
}

/// Stores a message.
pub async fn insert(tx: &mut Tx, message: &Message) -> Result<()> {
    sql("insert into message (id, inquiry, addressee, text, by_person, at) values ($1, $2, $3, $4, $5, $6)")
        .bind(message.id.as_str())
        .bind(message.inquiry.as_str())
        .bind(message.addressee.word())
        .bind(&message.text)
        .bind(message.by_person.as_str())
        .bind(message.at)
        .run(tx)
        .await
        .map(drop)
}

/// One message.
pub async fn get(tx: &mut Tx, id: &MessageId) -> Result<Option<Message>> {
    sql("select * from message where id = $1").bind(id.as_str()).maybe(tx).await
}

/// The latest messages of an inquiry, the newest first.
pub async fn latest(tx: &mut Tx, inquiry: &InquiryId, most: usize) -> Result<Vec<Message>> {
    sql("select * from message where inquiry = $1 order by id desc limit $2")
        .bind(inquiry.as_str())
        .bind(most)
        .all(tx)
        .await
}

/// The newest message to somebody, if nobody has acknowledged it.
pub async fn open_to(tx: &mut Tx, inquiry: &InquiryId, addressee: Addressee) -> Result<Option<Message>> {
    let newest: Option<Message> =
        sql("select * from message where inquiry = $1 and addressee = $2 order by id desc limit 1")
            .bind(inquiry.as_str())
            .bind(addressee.word())
            .maybe(tx)
            .await?;
    Ok(newest.filter(|message| message.acked_at.is_none()))
}

/// Marks a message as read; `Stale` when somebody did so before.
pub async fn acknowledge(tx: &mut Tx, id: &MessageId, by: &str, at: Moment) -> Result<()> {
    let done = sql("update message set acked_at = $1, acked_by = $2 where id = $3 and acked_at is null")
        .bind(at)
        .bind(by)
        .bind(id.as_str())
        .run(tx)
        .await?;
    if done == 1 { Ok(()) } else { Err(Error::Stale) }
}
