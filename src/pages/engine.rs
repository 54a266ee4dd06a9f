//! The template engine: one set of templates a language, so that `t()` inside any component speaks the right one.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use parking_lot::RwLock;
use rust_embed::RustEmbed;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::{PageError, assets, clock};
use crate::lang::{Arg, Lang, group_digits};

#[derive(RustEmbed)]
#[folder = "web/"]
#[include = "*.html"]
#[exclude = "node_modules/*"]
#[exclude = "dist/*"]
struct Templates;

/// Where templates lie on disk while developing.
const ON_DISK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/web");

pub(super) struct Engine {
    loaded: RwLock<Arc<Loaded>>,
}

struct Loaded {
    by_lang: HashMap<Lang, Tera>,
    names: Vec<String>,
    newest: Option<SystemTime>,
}

impl Engine {
    pub(super) fn open() -> Result<Engine, PageError> {
        Ok(Engine { loaded: RwLock::new(Arc::new(load()?)) })
    }

    pub(super) fn render(&self, lang: Lang, template: &str, context: &Context) -> Result<String, PageError> {
        let loaded = self.current()?;
        let tera = loaded.by_lang.get(&lang).expect("every language was loaded");
        Ok(tera.render(template, context)?)
    }

    pub(super) fn variables(&self, template: &str) -> Result<Vec<String>, PageError> {
        let loaded = self.current()?;
        let tera = loaded.by_lang.get(&Lang::default()).expect("every language was loaded");
        let mut names: Vec<String> = tera.get_template_variables(template)?.into_iter().map(str::to_owned).collect();
        names.sort();
        Ok(names)
    }

    /// The templates as they are now; a debug build reads them again when one has changed on disk.
    fn current(&self) -> Result<Arc<Loaded>, PageError> {
        let loaded = self.loaded.read().clone();
        if cfg!(debug_assertions) && newest(&loaded.names) > loaded.newest {
            let fresh = Arc::new(load()?);
            *self.loaded.write() = fresh.clone();
            return Ok(fresh);
        }
        Ok(loaded)
    }
}

fn load() -> Result<Loaded, PageError> {
    let sources: BTreeMap<String, String> = Templates::iter()
        .filter_map(|name| Some((name.to_string(), String::from_utf8(Templates::get(&name)?.data.into_owned()).ok()?)))
        .collect();
    let mut by_lang = HashMap::new();
    for lang in Lang::ALL {
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".html"]);
        teach(&mut tera, lang);
        tera.add_raw_templates(sources.iter())?;
        by_lang.insert(lang, tera);
    }
    let names: Vec<String> = sources.into_keys().collect();
    let newest = newest(&names);
    Ok(Loaded { by_lang, names, newest })
}

fn newest(names: &[String]) -> Option<SystemTime> {
    if !cfg!(debug_assertions) {
        return None;
    }
    names.iter().filter_map(|name| Path::new(ON_DISK).join(name).metadata().ok()?.modified().ok()).max()
}

/// Gives templates their functions. Tera checks at load that each one used exists, so they come first.
fn teach(tera: &mut Tera, lang: Lang) {
    tera.register_function("t", move |kwargs: Kwargs, _: &State| said(lang, &kwargs));
    tera.register_function("words", move |kwargs: Kwargs, _: &State| words(lang, &kwargs));
    tera.register_function("asset", |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let source = kwargs.must_get::<&str>("path")?;
        // Tests and first builds run without a built front end; a release binary refuses to start so.
        Ok(assets::address(source).unwrap_or_else(|| format!("/assets/{source}")))
    });
    tera.register_function("styles", |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(Value::from_serializable(&assets::styles(kwargs.must_get::<&str>("path")?)))
    });
    tera.register_function("day", move |kwargs: Kwargs, state: &State| clock::day(lang, &kwargs, state));
    tera.register_function("when", move |kwargs: Kwargs, state: &State| clock::when(lang, &kwargs, state));
    tera.register_function("clock", |kwargs: Kwargs, state: &State| clock::clock(&kwargs, state));
    tera.register_function("iso", |kwargs: Kwargs, _: &State| clock::iso(&kwargs));
    tera.register_filter("n", |number: f64, _: Kwargs, _: &State| group_digits(number));
    tera.register_filter("spaced", |text: &str, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(spaced(text, kwargs.get::<u64>("by")?.unwrap_or(4) as usize))
    });
    tera.register_filter("span", |seconds: u64, _: Kwargs, _: &State| format!("{}:{:02}", seconds / 60, seconds % 60));
    tera.register_filter("json", |value: &Value, _: Kwargs, _: &State| json(value));
    tera.register_filter("about", |errors: &Value, kwargs: Kwargs, _: &State| about(errors, &kwargs));
    tera.register_function("page_json", |kwargs: Kwargs, _: &State| {
        let fields: BTreeMap<String, &Value> =
            kwargs.iter().filter_map(|(name, value)| Some((name.as_str()?.to_owned(), value))).collect();
        json(&Value::from_serializable(&fields))
    });
}

/// `t(key="…", name=value)`: a sentence in the page's language. One that is missing is an error and not a blank, unless
/// `or="…"` names another: what comes from other rooms, such as a problem's code, may be newer than the sentences.
fn said(lang: Lang, kwargs: &Kwargs) -> TeraResult<String> {
    let key = kwargs.must_get::<&str>("key")?;
    let mut args: Vec<(String, Arg<'static>)> = Vec::new();
    for (name, value) in kwargs.iter() {
        let Some(name) = name.as_str().filter(|name| !matches!(*name, "key" | "or")) else { continue };
        let arg = match (value.as_f64(), value.as_str()) {
            (Some(number), _) => Arg::Number(number),
            (_, Some(text)) => Arg::from(text.to_owned()),
            _ if value.is_none() => Arg::from(String::new()),
            _ => {
                return Err(tera::Error::message(format!("`{key}` is given a {name} that is neither text nor number")));
            }
        };
        args.push((name.to_owned(), arg));
    }
    let args: Vec<(&str, Arg<'_>)> = args.iter().map(|(name, arg)| (name.as_str(), arg.clone())).collect();
    let otherwise = kwargs.get::<&str>("or")?;
    lang.try_say(key, &args)
        .or_else(|| lang.try_say(otherwise?, &args))
        .ok_or_else(|| tera::Error::message(format!("no sentence `{key}` in {} with these arguments", lang.tag())))
}

/// `words(of="js-desk-", also="state-,step-")`: the sentences that a script needs, as JSON for a data block. Those of
/// the first prefix go by the rest of their name, the others by their whole name.
fn words(lang: Lang, kwargs: &Kwargs) -> TeraResult<Value> {
    let mut found = lang.words(kwargs.must_get::<&str>("of")?);
    for prefix in kwargs.get::<&str>("also")?.unwrap_or_default().split(',').filter(|prefix| !prefix.is_empty()) {
        found.extend(lang.words(prefix).into_iter().map(|(rest, sentence)| (format!("{prefix}{rest}"), sentence)));
    }
    json(&Value::from_serializable(&found))
}

/// `errors | about(field="place")`: whether one of a form's errors is about that field.
fn about(errors: &Value, kwargs: &Kwargs) -> TeraResult<bool> {
    let field = kwargs.must_get::<&str>("field")?;
    Ok(errors
        .as_array()
        .unwrap_or_default()
        .iter()
        .any(|error| error.get_from_path("field").and_then(Value::as_str) == Some(field)))
}

/// JSON that may stand inside `<script type="application/json">`.
fn json(value: &Value) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(|e| tera::Error::message(e.to_string()))?;
    let inert = text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    Ok(Value::safe_string(&inert))
}

/// `13800138` in groups, as it is read over the phone.
fn spaced(text: &str, by: usize) -> String {
    let digits: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    digits.chunks(by.max(1)).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_as_they_are_read_out() {
        assert_eq!(spaced("408716", 3), "408 716");
        assert_eq!(spaced("202609241287", 4), "2026 0924 1287");
    }

    #[test]
    fn json_cannot_close_its_script() {
        let value = Value::from("</script>".to_owned());
        assert_eq!(json(&value).expect("text is json").as_str(), Some("\"\\u003c/script>\""));
    }
}
