//! What is stored beside the questions themselves, searched for canaries: nothing confidential stands there in plain.

use wenzheng::store::sql;

use super::{STAGE, Story};
use crate::kit::{Town, binary, canary::Cage};

impl Story {
    /// What is stored beside the questions themselves: the record, what streams hear, answers kept under keys; and what
    /// is sealed, in the files.
    pub async fn search_the_record(&mut self, town: &Town) {
        let app = town.app();
        let mut tx = app.store.read().await.expect("the store is read");
        let texts: Vec<(String, String)> = sql(
            "select 'the journal', after || subject || coalesce(why, '') from journal
             union all select 'the lines of ' || stream, body from line
             union all select 'kept answers', body from idempotency
             union all select 'credentials', hash from credential
             union all select 'sealed columns', coalesce(name_sealed, '') || ' ' || coalesce(contact_sealed, '') || ' ' || coalesce(flat_sealed, '') from question union all select 'sealed flats', coalesce(flat_sealed, '') from flat_request
             union all select 'proofs', digest || ' ' || subject_sealed from proof
             union all select 'identities', coalesce(identity_digest, '') || ' ' || coalesce(identity_sealed, '') from question",
        )
        .all(&mut tx)
        .await
        .expect("rows");
        assert!(texts.len() > 500, "{} rows are not the whole record", texts.len());
        for (what, text) in texts {
            let said: &[Cage] = if what == "the lines of stage" { &STAGE } else { &[] };
            self.must_hold(&what, &text, said);
        }
        for n in [1, 100] {
            for cage in [Cage::Name, Cage::Contact, Cage::Flat, Cage::Proof, Cage::Account] {
                let found = binary::holds(town.place().dir.path(), cage.canary(n).as_bytes());
                assert!(!found, "{cage:?} {n} stands in a file in plain");
            }
        }
        let secret = self.askers[0].1.secret.as_bytes();
        assert!(!binary::holds(town.place().dir.path(), secret), "a secret stands in a file in plain");
    }
}
