//! Work: what a device computes before it counts, where very many come at once; and a ticket, for one that cannot compute.
//!
//! Neither is stored. Both are bound to their device, so that each new device has to bring its own.

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::{Vault, mac};
use crate::domain::{
    id::VisitorId,
    moment::{Moment, minutes},
};

/// The least work: zero bits at the front of a digest. A phone needs a third of a second for it.
pub const LEAST_BITS: u32 = 15;
/// The most: a phone needs half a minute.
pub const MOST_BITS: u32 = 21;
/// How long a piece of work or a ticket admits its device.
const ADMITS_MS: i64 = minutes(120);

impl Vault {
    /// A piece of work for a device: it is done with a number behind it, after a colon, that makes the SHA-256 of the
    /// whole begin with so many zero bits.
    pub fn work(&self, visitor: &VisitorId, bits: u32, now: Moment) -> String {
        self.signed("work", visitor, &bits.to_string(), now + ADMITS_MS)
    }

    /// A ticket for a device that cannot compute: it admits from `from` on.
    pub fn ticket(&self, visitor: &VisitorId, from: Moment) -> String {
        self.signed("ticket", visitor, &from.0.to_string(), from + ADMITS_MS)
    }

    /// Whether this is a piece of work of that device, done, or its ticket, due.
    pub fn admits(&self, visitor: &VisitorId, shown: &str, now: Moment) -> bool {
        let mut parts = shown.split('.');
        let (Some(kind), Some(what), Some(until), Some(rest), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return false;
        };
        let (sign, number) = rest.split_once(':').map_or((rest, None), |(sign, number)| (sign, Some(number)));
        let true_sign = self.sign(kind, visitor, what, until);
        if !bool::from(true_sign.as_bytes().ct_eq(sign.as_bytes())) {
            return false;
        }
        let lasts = until.parse().is_ok_and(|until: i64| now.0 < until);
        lasts
            && match (kind, number) {
                ("work", Some(_)) => what.parse().is_ok_and(|bits: u32| zeros(shown) >= bits),
                ("ticket", None) => what.parse().is_ok_and(|from: i64| from <= now.0),
                _ => false,
            }
    }

    fn signed(&self, kind: &str, visitor: &VisitorId, what: &str, until: Moment) -> String {
        let until = until.0.to_string();
        format!("{kind}.{what}.{until}.{}", self.sign(kind, visitor, what, &until))
    }

    fn sign(&self, kind: &str, visitor: &VisitorId, what: &str, until: &str) -> String {
        hex::encode(&mac(&self.visitor, &[kind, visitor.as_str(), what, until])[..16])
    }
}

/// How many zero bits the digest of a text begins with.
fn zeros(text: &str) -> u32 {
    let digest = Sha256::digest(text);
    u128::from_be_bytes(digest[..16].try_into().expect("a digest has 32 bytes")).leading_zeros()
}

/// Does a piece of work, as a device would; for whoever rehearses a crowd.
pub fn done(work: &str) -> String {
    let bits: u32 = work.split('.').nth(1).and_then(|bits| bits.parse().ok()).unwrap_or_default();
    let tries = (0u64..).map(|number| format!("{work}:{number}"));
    tries.into_iter().find(|tried| zeros(tried) >= bits).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_admits_its_own_device_once_it_is_done_and_until_it_is_stale() {
        let (vault, now) = (Vault::of(&[5; 32]), Moment(1_000_000));
        let (mine, other) = (VisitorId::from("a"), VisitorId::from("b"));
        let work = vault.work(&mine, 8, now);
        let done = done(&work);

        assert!(vault.admits(&mine, &done, now));
        assert!(!vault.admits(&other, &done, now), "it is another device's");
        assert!(!vault.admits(&mine, &work, now), "it is not done");
        assert!(!vault.admits(&mine, &done, now + ADMITS_MS), "it is stale");
        assert!(!vault.admits(&mine, &done.replacen("work.8", "work.0", 1), now), "it was made easier");
        assert!(!Vault::of(&[6; 32]).admits(&mine, &done, now), "we did not give it");
    }

    #[test]
    fn a_ticket_admits_from_its_time_on() {
        let (vault, now) = (Vault::of(&[5; 32]), Moment(1_000_000));
        let mine = VisitorId::from("a");
        let ticket = vault.ticket(&mine, now + 30_000);

        assert!(!vault.admits(&mine, &ticket, now), "its time has not come");
        assert!(vault.admits(&mine, &ticket, now + 30_000));
        assert!(!vault.admits(&VisitorId::from("b"), &ticket, now + 30_000), "it is another device's");
        assert!(!vault.admits(&mine, &format!("{ticket}:0"), now + 30_000), "a ticket is no work");
        for hostile in ["", "...", "work.0.9.", "ticket.0.9999999999999.00", "a.b.c.d.e"] {
            assert!(!vault.admits(&mine, hostile, now), "{hostile}");
        }
    }
}
