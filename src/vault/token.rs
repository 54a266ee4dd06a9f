//! Tokens: a visitor's is signed and stored nowhere, a staff member's is random and stored as a hash.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

use super::{Vault, mac, random};
use crate::domain::id::VisitorId;

const VISITOR: &str = "wzv_";
const STAFF: &str = "wzs_";

impl Vault {
    /// A new device's token: a random id and its signature.
    pub fn visitor_token(&self) -> String {
        let id = hex::encode(random::<16>());
        let sign = self.visitor_sign(&id);
        format!("{VISITOR}{id}{sign}")
    }

    /// The device that a token was given to, if we signed it.
    pub fn visitor(&self, token: &str) -> Option<VisitorId> {
        let (id, sign) = token.strip_prefix(VISITOR)?.split_at_checked(32)?;
        let true_sign = self.visitor_sign(id);
        bool::from(true_sign.as_bytes().ct_eq(sign.as_bytes())).then(|| VisitorId::from(id))
    }

    fn visitor_sign(&self, id: &str) -> String {
        hex::encode(&mac(&self.visitor, &[id])[..16])
    }
}

/// A new token of 256 random bits for somebody of the staff.
pub fn staff_token() -> String {
    format!("{STAFF}{}", hex::encode(random::<32>()))
}

/// Whether a token claims to be a staff member's.
pub fn is_staff(token: &str) -> bool {
    token.starts_with(STAFF)
}

/// What is stored of a staff token.
pub fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forged_visitor_token_is_nobody() {
        let vault = Vault::of(&[1; 32]);
        let token = vault.visitor_token();
        let last = if token.ends_with('0') { "1" } else { "0" };
        let forged = format!("{}{last}", &token[..token.len() - 1]);

        assert!(vault.visitor(&token).is_some());
        assert_eq!(vault.visitor(&forged), None);
        assert_eq!(Vault::of(&[2; 32]).visitor(&token), None);
    }
}
