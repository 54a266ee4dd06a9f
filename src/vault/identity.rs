//! What proves an identity: digests that tell nobody the subject, codes for one device and number, and the word that
//! brings a device back from WeChat.

use subtle::ConstantTimeEq as _;

use super::{Vault, mac, random};
use crate::domain::{
    id::VisitorId,
    identity::{Identity, STATE_MS},
    moment::Moment,
};

impl Vault {
    /// A keyed digest of whom a way has named: the same subject has the same one, and without our key nobody finds it by
    /// trying all numbers.
    pub fn subject_digest(&self, way: Identity, subject: &str) -> String {
        hex::encode(&mac(&self.identity, &["subject", &way.word(), subject])[..16])
    }

    /// A new code of six digits, and what is stored of it.
    pub fn new_code(&self, visitor: &VisitorId, number_digest: &str) -> (String, String) {
        let code = format!("{:06}", u64::from_be_bytes(random()) % 1_000_000);
        let digest = self.code_digest(visitor, number_digest, &code);
        (code, digest)
    }

    /// Whether this is the code that was sent to this number for this device.
    pub fn is_code(&self, visitor: &VisitorId, number_digest: &str, code: &str, digest: &str) -> bool {
        self.code_digest(visitor, number_digest, code).as_bytes().ct_eq(digest.as_bytes()).into()
    }

    fn code_digest(&self, visitor: &VisitorId, number_digest: &str, code: &str) -> String {
        hex::encode(mac(&self.identity, &["code", visitor.as_str(), number_digest, code]))
    }

    /// The word that goes to WeChat with a device and comes back with it. It is stored nowhere, belongs to that device and
    /// inquiry, and ends. WeChat takes letters and digits only.
    pub fn identity_state(&self, visitor: &VisitorId, slug: &str, now: Moment) -> String {
        let until = (now + STATE_MS).0.to_string();
        format!("{until}z{}", self.state_sign(visitor, slug, &until))
    }

    /// Whether this word was given to this device for this inquiry, and has not ended.
    pub fn is_identity_state(&self, visitor: &VisitorId, slug: &str, state: &str, now: Moment) -> bool {
        let Some((until, sign)) = state.split_once('z') else { return false };
        let is_ours = self.state_sign(visitor, slug, until).as_bytes().ct_eq(sign.as_bytes());
        bool::from(is_ours) && until.parse().is_ok_and(|until: i64| now.0 < until)
    }

    fn state_sign(&self, visitor: &VisitorId, slug: &str, until: &str) -> String {
        hex::encode(&mac(&self.identity, &["state", visitor.as_str(), slug, until])[..16])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_for_its_device_and_number() {
        let vault = Vault::of(&[5; 32]);
        let (mine, other) = (VisitorId::from("a"), VisitorId::from("b"));
        let number = vault.subject_digest(Identity::Phone, "13800138000");

        let (code, digest) = vault.new_code(&mine, &number);

        assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()), "{code}");
        assert!(vault.is_code(&mine, &number, &code, &digest));
        assert!(!vault.is_code(&other, &number, &code, &digest), "another device");
        let another = vault.subject_digest(Identity::Phone, "13900139000");
        assert!(!vault.is_code(&mine, &another, &code, &digest), "another number");
        assert!(!digest.contains(&code));
    }

    #[test]
    fn a_state_belongs_to_its_device_and_inquiry_and_ends() {
        let (vault, now) = (Vault::of(&[5; 32]), Moment(1_000_000));
        let (mine, other) = (VisitorId::from("a"), VisitorId::from("b"));
        let state = vault.identity_state(&mine, "wuye", now);

        assert!(vault.is_identity_state(&mine, "wuye", &state, now));
        assert!(!vault.is_identity_state(&other, "wuye", &state, now), "another device");
        assert!(!vault.is_identity_state(&mine, "xiaomen", &state, now), "another inquiry");
        assert!(!vault.is_identity_state(&mine, "wuye", &state, now + STATE_MS), "it has ended");
        for hostile in ["", "z", "9999999999999z00", "xzyzz"] {
            assert!(!vault.is_identity_state(&mine, "wuye", hostile, now), "{hostile}");
        }
    }

    #[test]
    fn the_same_subject_has_the_same_digest_under_our_key_alone() {
        let vault = Vault::of(&[5; 32]);
        let digest = vault.subject_digest(Identity::Phone, "13800138000");

        assert_eq!(digest, vault.subject_digest(Identity::Phone, "13800138000"));
        assert_ne!(digest, vault.subject_digest(Identity::App, "13800138000"));
        assert_ne!(digest, Vault::of(&[6; 32]).subject_digest(Identity::Phone, "13800138000"));
    }
}
