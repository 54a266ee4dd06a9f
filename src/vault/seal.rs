//! Sealed columns: personal data, encrypted and bound to its row, so that a copied column opens nowhere else.

use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit, Nonce,
    aead::{Aead, Payload},
};

use super::{Vault, random};

/// A sealed value does not open: another key, another row, or damage.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a sealed value does not open")]
pub struct Unopenable;

impl Vault {
    /// Seals a text for one column of one row.
    pub fn seal(&self, row: &str, column: &str, text: &str) -> String {
        let nonce: [u8; 12] = random();
        let bound = format!("{row}/{column}");
        let sealed = self
            .cipher()
            .encrypt(Nonce::from_slice(&nonce), Payload { msg: text.as_bytes(), aad: bound.as_bytes() })
            .expect("a text of this size can be encrypted");
        hex::encode([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for this column of this row.
    pub fn unseal(&self, row: &str, column: &str, sealed: &str) -> Result<String, Unopenable> {
        let bytes = hex::decode(sealed).map_err(|_| Unopenable)?;
        let (nonce, sealed) = bytes.split_at_checked(12).ok_or(Unopenable)?;
        let bound = format!("{row}/{column}");
        let text = self
            .cipher()
            .decrypt(Nonce::from_slice(nonce), Payload { msg: sealed, aad: bound.as_bytes() })
            .map_err(|_| Unopenable)?;
        String::from_utf8(text).map_err(|_| Unopenable)
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new((&self.contact).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_in_its_own_row_and_column_only() {
        let vault = Vault::of(&[7; 32]);
        let sealed = vault.seal("row", "contact", "13800138000");

        assert_eq!(vault.unseal("row", "contact", &sealed).as_deref(), Ok("13800138000"));
        assert_eq!(vault.unseal("other", "contact", &sealed), Err(Unopenable));
        assert_eq!(vault.unseal("row", "name", &sealed), Err(Unopenable));
        assert_eq!(Vault::of(&[8; 32]).unseal("row", "contact", &sealed), Err(Unopenable));
    }
}
