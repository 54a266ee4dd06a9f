//! What stays of how a question came: the notice that was agreed to, and, sealed and with an end, the address and the identity.

use super::{Result, Tx, sql};
use crate::domain::{id::QuestionId, identity::Identity, moment::Moment};

/// How an asker's identity was confirmed, as it is kept with a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// By which way.
    pub way: Identity,
    /// A keyed digest of the subject; none where nothing is proved beforehand.
    pub digest: Option<String>,
    /// The subject, sealed.
    pub sealed: Option<String>,
}

/// What stays of how a question came.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Trace {
    /// The version of the notice to which its asker agreed.
    pub notice: Option<String>,
    /// The address from which it was sent, sealed.
    pub network_sealed: Option<String>,
    /// How its asker's identity was confirmed.
    pub identity: Option<Identity>,
    /// As whom, sealed.
    pub identity_sealed: Option<String>,
}

/// What stays of how a question came.
pub async fn of(tx: &mut Tx, id: &QuestionId) -> Result<Trace> {
    sql("select notice, network_sealed, identity, identity_sealed from question where id = $1")
        .bind(id.as_str())
        .one(tx)
        .await
}

/// Erases how its asker's identity was confirmed.
pub async fn erase_identity(tx: &mut Tx, id: &QuestionId) -> Result<()> {
    sql("update question set identity = null, identity_digest = null, identity_sealed = null where id = $1")
        .bind(id.as_str())
        .run(tx)
        .await
        .map(drop)
}

/// Erases addresses and identities of questions that were sent before a moment.
pub async fn erase(tx: &mut Tx, sent_before: Moment) -> Result<()> {
    sql("update question set network_sealed = null, identity = null, identity_digest = null, identity_sealed = null
         where asked_at < $1 and (network_sealed is not null or identity is not null)")
    .bind(sent_before)
    .run(tx)
    .await
    .map(drop)
}
