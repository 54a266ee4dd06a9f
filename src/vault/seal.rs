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
        hex::encode(self.seal_bytes(row, column, text.as_bytes()))
    }

    /// Seals a file that belongs to one column of one row.
    pub fn seal_bytes(&self, row: &str, column: &str, bytes: &[u8]) -> Vec<u8> {
        let nonce: [u8; 12] = random();
        let bound = format!("{row}/{column}");
        let sealed = self
            .cipher()
            .encrypt(Nonce::from_slice(&nonce), Payload { msg: bytes, aad: bound.as_bytes() })
            .expect("what is no longer than a file can be encrypted");
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what was sealed for this column of this row.
    pub fn unseal(&self, row: &str, column: &str, sealed: &str) -> Result<String, Unopenable> {
        let bytes = hex::decode(sealed).map_err(|_| Unopenable)?;
        String::from_utf8(self.unseal_bytes(row, column, &bytes)?).map_err(|_| Unopenable)
    }

    /// Opens a file that was sealed for this column of this row.
    pub fn unseal_bytes(&self, row: &str, column: &str, sealed: &[u8]) -> Result<Vec<u8>, Unopenable> {
        let (nonce, sealed) = sealed.split_at_checked(12).ok_or(Unopenable)?;
        let bound = format!("{row}/{column}");
        let opened = self.cipher().decrypt(Nonce::from_slice(nonce), Payload { msg: sealed, aad: bound.as_bytes() });
        opened.map_err(|_| Unopenable)
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
