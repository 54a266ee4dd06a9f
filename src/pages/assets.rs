//! What a page loads: hashed files from `web/dist`, compressed at build time and kept for ever by browsers.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;
use serde::Deserialize;

#[derive(RustEmbed)]
#[folder = "web/dist/"]
#[allow_missing = true]
struct Dist;

/// One built file, in the smallest form that the browser accepts.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The bytes to send.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type.
    pub content_type: &'static str,
    /// `br` or `gzip` where the bytes are compressed; the answer must then vary by Accept-Encoding.
    pub encoding: Option<&'static str>,
    /// The name carries a hash of the contents, so it may be kept for a year.
    pub immutable: bool,
}

/// The built file of that name (what follows `/assets/`), chosen by Accept-Encoding.
pub fn asset(name: &str, accept_encoding: &str) -> Option<Asset> {
    if name == "manifest.json" || name.ends_with(".br") || name.ends_with(".gz") {
        return None;
    }
    let (bytes, encoding) = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(encoding, _)| accepts(accept_encoding, encoding))
        .find_map(|(encoding, ending)| Some((Dist::get(&format!("{name}{ending}"))?.data, Some(encoding))))
        .or_else(|| Some((Dist::get(name)?.data, None)))?;
    Some(Asset { bytes, content_type: media_type(name), encoding, immutable: is_hashed(name) })
}

/// Whether `npm run build` has been run.
pub(super) fn are_built() -> bool {
    Dist::get("manifest.json").is_some()
}

/// The address of a source file's built form, such as `intake/index.ts`.
pub(super) fn address(source: &str) -> Option<String> {
    entry(source).map(|entry| format!("/assets/{}", entry.file))
}

/// The style sheets that a script's entry brings along.
pub(super) fn styles(source: &str) -> Vec<String> {
    entry(source).map(|entry| entry.css.iter().map(|file| format!("/assets/{file}")).collect()).unwrap_or_default()
}

#[derive(Debug, Clone, Deserialize)]
struct Entry {
    file: String,
    #[serde(default)]
    css: Vec<String>,
}

fn entry(source: &str) -> Option<Entry> {
    static BUILT: LazyLock<HashMap<String, Entry>> = LazyLock::new(read_manifest);
    // While developing, the front end is rebuilt under a running server.
    if cfg!(debug_assertions) { read_manifest().remove(source) } else { BUILT.get(source).cloned() }
}

fn read_manifest() -> HashMap<String, Entry> {
    Dist::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
}

fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        words.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding)) && !words.any(|word| word == "q=0")
    })
}

/// Built names end in `-` and eight characters of hash, which may themselves hold a `-`.
fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).as_bytes();
    stem.len() > 9 && stem[stem.len() - 9] == b'-'
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "woff2" => "font/woff2",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_refused_with_q0_is_not_used() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "gzip"));
    }

    #[test]
    fn only_hashed_names_are_immutable() {
        assert!(is_hashed("index-DAbc1234.js"));
        assert!(is_hashed("socket--L7eLiQW.js"));
        assert!(!is_hashed("icons.svg"));
    }

    #[test]
    fn the_manifest_is_not_for_readers() {
        assert!(asset("manifest.json", "").is_none());
    }
}
