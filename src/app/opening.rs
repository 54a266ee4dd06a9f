//! Opening a sealed list of questions: who did, and which list, is noted first; the page then carries their name.

use super::{App, By, Result, reach};
use crate::{
    domain::{
        disclosure::List,
        happening::{self, Actor, Journal, Kind},
        inquiry::Inquiry,
        moment::minutes,
        role::{Deed, Staff},
    },
    pages::shell::Watermark,
    store::{disclosures, journal},
};

/// For how long a page that fetches its list again has the same list open, in milliseconds.
const STAYS_OPEN_MS: i64 = minutes(10);
/// How far back is looked for that.
const LOOKED_BACK: usize = 20;

impl App {
    /// Notes that somebody opens a list, where it is sealed, and says what its page must carry. Every page is an opening.
    pub async fn open_list(&self, staff: &Staff, deed: Deed, slug: &str, list: List) -> Result<Option<Watermark>> {
        match self.sealed(staff, deed, slug).await? {
            Some(inquiry) => self.note_opening(staff, &inquiry, list).await.map(Some),
            None => Ok(None),
        }
    }

    /// The same for a list that software fetches: again within minutes, it is still the same opening.
    pub async fn fetch_list(&self, staff: &Staff, deed: Deed, slug: &str, list: List) -> Result<()> {
        let Some(inquiry) = self.sealed(staff, deed, slug).await? else { return Ok(()) };
        let mut tx = self.store.read().await?;
        let (kind, actor) = (Kind::ListOpened.word(), staff.person.as_str());
        let journal = Journal::from(&inquiry.id);
        let opened = journal::entries_back(&mut tx, &journal, i64::MAX, Some(&kind), Some(actor), LOOKED_BACK).await?;
        drop(tx);
        let since = self.now() - STAYS_OPEN_MS;
        if !opened.iter().any(|entry| entry.subject == list.word() && entry.at > since) {
            self.note_opening(staff, &inquiry, list).await?;
        }
        Ok(())
    }

    /// The inquiry, if its list is sealed.
    async fn sealed(&self, staff: &Staff, deed: Deed, slug: &str) -> Result<Option<Inquiry>> {
        let mut tx = self.store.read().await?;
        let inquiry = reach::inquiry(&mut tx, staff, deed, slug).await?;
        let is_sealed = disclosures::of(&mut tx, &inquiry.id).await?.is_sealed();
        Ok(Some(inquiry).filter(|_| is_sealed))
    }

    async fn note_opening(&self, staff: &Staff, inquiry: &Inquiry, list: List) -> Result<Watermark> {
        let by = Actor::Person(staff.person.clone());
        let mut act = self.begin(&By::from(by.clone())).await?;
        let on = act.now.date_in(&self.zone(&mut act.tx, &inquiry.programme).await?);
        act.record(happening::list_opened(&inquiry.id, list, &by));
        self.settle(act, ()).await?;
        Ok(Watermark { name: staff.name.clone(), on: on.to_string() })
    }
}
