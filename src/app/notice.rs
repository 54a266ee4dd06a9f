//! 告知: what askers are told of their data before they agree; each wording is a version of its own, and is kept.

use sha2::{Digest as _, Sha256};

use super::{App, Result};
use crate::{
    lang::Lang,
    store::{Lane, notices},
};

/// The sentences that are the notice, in their order on the form.
const SENTENCES: [&str; 8] = [
    "keep-who",
    "keep-what",
    "keep-what-text",
    "keep-long-text",
    "keep-network-text",
    "keep-identity-text",
    "keep-erase-text",
    "consent",
];

/// What is told in a language, word for word.
pub fn words(lang: Lang) -> String {
    SENTENCES.map(|key| lang.say(key, &[])).join("\n")
}

/// The version of what is told in a language now, e.g. `zh-CN/3f2a91c0`.
pub fn version(lang: Lang) -> String {
    format!("{}/{}", lang.tag(), &hex::encode(Sha256::digest(words(lang)))[..8])
}

/// Whether this is what is told now, in some language.
pub fn is_present(version: &str) -> bool {
    Lang::ALL.into_iter().any(|lang| self::version(lang) == version)
}

impl App {
    /// Keeps what is told now, so that it can be read for as long as anybody's consent to it lasts.
    pub async fn keep_notices(&self) -> Result<()> {
        let mut tx = self.store.write(Lane::Act).await?;
        for lang in Lang::ALL {
            notices::keep(&mut tx, &version(lang), &words(lang), self.now()).await?;
        }
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_tells_all_of_it_under_a_version_of_its_own() {
        assert_ne!(version(Lang::ZhCn), version(Lang::En));
        for lang in Lang::ALL {
            assert!(is_present(&version(lang)));
            assert!(SENTENCES.iter().all(|key| lang.try_say(key, &[]).is_some()), "{}", lang.tag());
        }
        assert!(!is_present("zh-CN/00000000"));
    }
}
