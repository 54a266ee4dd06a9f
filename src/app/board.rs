//! The notice at the door: what every asker must know of an inquiry, read once for all who come in the same moment.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::Mutex;

use super::Result;
use crate::{
    domain::{gate::Gating, identity::Identity, inquiry::Inquiry},
    store::{
        Store, disclosures, gates,
        inquiries::{self, Department},
    },
};

/// How long a notice hangs unread anew. Acts of this node take it down at once; those of others are seen after this.
const HANGS: Duration = Duration::from_millis(250);

/// An inquiry and who is summoned to it.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The inquiry.
    pub inquiry: Inquiry,
    /// Who answers in it.
    pub summoned: Vec<Department>,
    /// How fast its door is.
    pub gating: Gating,
    /// How its askers confirm who they are.
    pub identity: Identity,
}

/// The notices that hang now, by the name of their inquiry in addresses.
#[derive(Clone, Debug, Default)]
pub struct Board(Arc<Mutex<HashMap<String, Hung>>>);

#[derive(Clone, Debug)]
struct Hung {
    notice: Arc<Notice>,
    at: Instant,
    /// How many acts had been committed when it was read.
    acts: u64,
}

impl Board {
    /// The inquiry of this name, as it stood after the last act of this node.
    pub async fn notice(&self, store: &Store, slug: &str) -> Result<Option<Arc<Notice>>> {
        let acts = store.acts();
        let hangs = self.0.lock().get(slug).filter(|hung| hung.acts == acts && hung.at.elapsed() < HANGS).cloned();
        if let Some(hung) = hangs {
            return Ok(Some(hung.notice));
        }
        let mut tx = store.read().await?;
        let Some(inquiry) = inquiries::by_slug(&mut tx, slug).await? else { return Ok(None) };
        let summoned = inquiries::summoned(&mut tx, &inquiry.id).await?;
        let gating = gates::of(&mut tx, &inquiry.id).await?;
        let identity = disclosures::of(&mut tx, &inquiry.id).await?.identity;
        let notice = Arc::new(Notice { inquiry, summoned, gating, identity });
        let hung = Hung { notice: notice.clone(), at: Instant::now(), acts };
        // Only names of inquiries come in here, so it never holds more than there are.
        self.0.lock().insert(slug.to_owned(), hung);
        Ok(Some(notice))
    }
}
