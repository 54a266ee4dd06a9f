//! What is secret: one master key, its subkeys, and all that is sealed, signed or hashed with them.

pub mod identity;
pub mod receipt;
pub mod seal;
pub mod token;
pub mod work;

use std::{io, path::Path};

use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand::TryRngCore;
use sha2::Sha256;

/// The keys of one installation. They are never written to a log, a page or the database.
#[derive(Clone)]
pub struct Vault {
    contact: [u8; 32],
    receipt: [u8; 32],
    visitor: [u8; 32],
    identity: [u8; 32],
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Vault")
    }
}

impl Vault {
    /// The keys derived from a master key.
    pub fn of(master: &[u8; 32]) -> Self {
        let derive = |purpose: &str| {
            let mut key = [0; 32];
            Hkdf::<Sha256>::new(None, master)
                .expand(purpose.as_bytes(), &mut key)
                .expect("32 bytes is a length that HKDF gives");
            key
        };
        Self {
            contact: derive("contact"),
            receipt: derive("receipt"),
            visitor: derive("visitor"),
            identity: derive("identity"),
        }
    }

    /// Reads the master key from a file, and makes the file, readable by its owner alone, when there is none.
    pub fn open(path: &Path) -> io::Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let mut master = [0; 32];
                hex::decode_to_slice(text.trim(), &mut master).map_err(|_| {
                    io::Error::new(
                        io::ErrorKind::InvalidData,
                        format!("{} holds no key of 64 hex digits", path.display()),
                    )
                })?;
                Ok(Self::of(&master))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let master: [u8; 32] = random();
                write_private(path, &hex::encode(master))?;
                Ok(Self::of(&master))
            }
            Err(error) => Err(error),
        }
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Bytes from the system's random source.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rngs::OsRng.try_fill_bytes(&mut bytes).expect("the system has a random source");
    bytes
}

fn mac(key: &[u8; 32], parts: &[&str]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    mac.finalize().into_bytes().into()
}
