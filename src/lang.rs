//! What the house says, in Chinese first and in English: every sentence lives in `web/locale/`, none in code.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, static_loader};
use serde::{Deserialize, Serialize};

static_loader! {
    static SENTENCES = {
        locales: "./web/locale",
        fallback_language: "zh-CN",
        customise: |bundle| {
            // Isolation marks would be read aloud and counted; a right-to-left language must turn them on again.
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(grouped));
        },
    };
}

/// The source of every sentence, kept beside the compiled one to know which keys exist.
#[derive(rust_embed::RustEmbed)]
#[folder = "web/locale/"]
struct Sources;

/// A language of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Lang {
    /// Simplified Chinese, in which everything is written first.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English, translated from it.
    #[serde(rename = "en")]
    En,
}

/// What stands in for a variable of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg<'a> {
    /// Words, as they are.
    Text(Cow<'a, str>),
    /// A number, which a sentence may inflect by and which is shown in groups of three digits.
    Number(f64),
}

impl Lang {
    /// Every language, the default first.
    pub const ALL: [Lang; 2] = [Lang::ZhCn, Lang::En];

    /// The BCP 47 tag, as it stands in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::ZhCn => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The language that a tag such as `zh`, `zh-Hans-CN` or `en-GB` asks for, if the house speaks it.
    pub fn parse(tag: &str) -> Option<Lang> {
        match tag.trim().split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "zh" => Some(Lang::ZhCn),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The language to answer in: what `?lang=` says, else the cookie, else the best of Accept-Language, else Chinese.
    pub fn chosen(query: Option<&str>, cookie: Option<&str>, accept: Option<&str>) -> Lang {
        query
            .and_then(Lang::parse)
            .or_else(|| cookie.and_then(Lang::parse))
            .or_else(|| accept.and_then(best_accepted))
            .unwrap_or_default()
    }

    /// The sentence of that name with its variables filled in; the name itself where there is no such sentence.
    pub fn say(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.try_say(key, args).unwrap_or_else(|| key.to_owned())
    }

    /// The sentence of that name, or nothing where this language lacks it.
    pub fn try_say(self, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let args: HashMap<String, FluentValue<'_>> =
            args.iter().map(|(name, arg)| ((*name).to_owned(), arg.into())).collect();
        SENTENCES.lookup_single_language(&self.identifier(), key, Some(&args)).ok()
    }

    /// Every sentence whose name starts with `prefix`, by the rest of its name, variables left as `{name}`:
    /// what a script needs to speak this language.
    pub fn words(self, prefix: &str) -> std::collections::BTreeMap<String, String> {
        self.messages()
            .into_iter()
            .filter_map(|(key, body)| {
                let rest = key.strip_prefix(prefix)?.to_owned();
                let names = variables(&body);
                let args: Vec<_> = names.iter().map(|n| (n.as_str(), Arg::from(format!("{{{n}}}")))).collect();
                Some((rest, self.try_say(&key, &args)?))
            })
            .collect()
    }

    /// The name of every sentence, in order.
    pub fn keys(self) -> Vec<String> {
        let mut keys: Vec<_> = self.messages().into_iter().map(|(key, _)| key).collect();
        keys.sort();
        keys
    }

    fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().expect("our own tags are well formed")
    }

    /// Name and unparsed body of every sentence.
    fn messages(self) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for path in Sources::iter().filter(|path| path.starts_with(self.tag()) && path.ends_with(".ftl")) {
            let Some(file) = Sources::get(&path) else { continue };
            for line in String::from_utf8_lossy(&file.data).lines() {
                let starts = line.starts_with(|c: char| c.is_ascii_alphabetic());
                match (line.split_once(" ="), found.last_mut()) {
                    (Some((key, body)), _) if starts => found.push((key.to_owned(), body.to_owned())),
                    (_, Some((_, body))) if line.starts_with(' ') => body.push_str(line),
                    _ => {}
                }
            }
        }
        found
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}
impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(Cow::Owned(text))
    }
}
impl From<f64> for Arg<'_> {
    fn from(number: f64) -> Self {
        Arg::Number(number)
    }
}
impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Arg::Number(number as f64)
    }
}
impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Arg::Number(number as f64)
    }
}

impl<'a> From<&Arg<'a>> for FluentValue<'a> {
    fn from(arg: &Arg<'a>) -> Self {
        match arg {
            Arg::Text(text) => FluentValue::String(text.clone()),
            Arg::Number(number) => FluentValue::from(*number),
        }
    }
}

/// The first spoken language of an Accept-Language header, by weight and then by place.
fn best_accepted(header: &str) -> Option<Lang> {
    let mut best: Option<(f32, Lang)> = None;
    for part in header.split(',') {
        let (tag, weight) = part.split_once(';').unwrap_or((part, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(1.0);
        if let Some(lang) = Lang::parse(tag)
            && weight > 0.0
            && best.is_none_or(|(most, _)| weight > most)
        {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

/// A number as people read it, 1,286; words are left to Fluent.
fn grouped<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(group_digits(number.value)),
        _ => None,
    }
}

/// `1286` is written `1,286`; a fraction keeps its digits.
pub fn group_digits(number: f64) -> String {
    let plain = format!("{}", number.abs());
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    if number < 0.0 {
        out.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// The variables that a sentence's source mentions.
fn variables(body: &str) -> Vec<String> {
    let mut names: Vec<String> = body
        .split('$')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect())
        .collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_exactly_the_same_sentences() {
        let [zh, en] = Lang::ALL.map(Lang::keys);
        let lacks = |a: &[String], b: &[String]| a.iter().filter(|k| !b.contains(k)).cloned().collect::<Vec<_>>();
        assert_eq!(lacks(&zh, &en), Vec::<String>::new(), "English lacks these");
        assert_eq!(lacks(&en, &zh), Vec::<String>::new(), "Chinese lacks these");
        assert!(zh.windows(2).all(|pair| pair[0] != pair[1]), "a sentence is written twice");
    }

    #[test]
    fn both_languages_fill_in_the_same_variables() {
        let [zh, en] = Lang::ALL.map(|lang| {
            lang.messages().into_iter().map(|(k, b)| (k, variables(&b))).collect::<std::collections::BTreeMap<_, _>>()
        });
        for (key, names) in &zh {
            assert_eq!(Some(names), en.get(key), "variables of {key}");
        }
    }

    #[test]
    fn every_sentence_can_be_said() {
        for lang in Lang::ALL {
            for (key, body) in lang.messages() {
                let names = variables(&body);
                let args: Vec<_> = names.iter().map(|n| (n.as_str(), Arg::from(2_u64))).collect();
                assert!(lang.try_say(&key, &args).is_some(), "{} cannot say {key}", lang.tag());
            }
        }
    }

    #[test]
    fn every_problem_and_every_reason_has_its_sentence() {
        let problems = "malformed unauthenticated forbidden not_allowed not_stored public_text_required \
             asker_wants_it_private unowned_question same_person not_found stale_version held wrong_state \
             call_closed idempotency_in_flight not_live take_mismatch air_not_approved nothing_next superseded \
             already_on_air too_large invalid reason_required idempotency_key_reused version_required too_many \
             unavailable internal";
        let reasons = "duplicate off_topic vague in_procedure emergency secret unlawful fake spam privacy named";
        for lang in Lang::ALL {
            let keys = lang.keys();
            let has = |key: String| assert!(keys.contains(&key), "{} lacks {key}", lang.tag());
            problems.split_whitespace().for_each(|code| has(format!("error-{code}")));
            reasons.split_whitespace().for_each(|code| {
                has(format!("reason-{code}"));
                has(format!("reason-{code}-next"));
            });
        }
    }

    #[test]
    fn the_query_outweighs_the_cookie_and_the_cookie_the_header() {
        assert_eq!(Lang::chosen(Some("en"), Some("zh-CN"), Some("zh")), Lang::En);
        assert_eq!(Lang::chosen(Some("xx"), Some("en"), Some("zh")), Lang::En);
        assert_eq!(Lang::chosen(None, None, Some("fr, en-GB;q=0.8, zh;q=0.3")), Lang::En);
        assert_eq!(Lang::chosen(None, None, Some("fr")), Lang::ZhCn);
        assert_eq!(Lang::chosen(None, None, None), Lang::ZhCn);
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        assert_eq!(group_digits(1286.0), "1,286");
        assert_eq!(group_digits(999.0), "999");
        assert_eq!(group_digits(-1234567.5), "-1,234,567.5");
    }

    #[test]
    fn a_script_gets_sentences_with_open_variables() {
        let words = Lang::ZhCn.words("js-intake-");
        assert_eq!(words.get("back").map(String::as_str), Some("接上了，补上了断线时的{n}条。"));
    }
}
